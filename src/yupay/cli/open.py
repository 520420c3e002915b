"""`yupay explain`: what a message means, or where a number of the report comes from."""

import json
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from yupay.cli.changes import marked, records
from yupay.cli.screen import Screen
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.study.codes import catalogue, explain, unknown_code
from yupay.study.indicators import COUNTED
from yupay.study.messages import plain, wrapped
from yupay.study.toml import stop

CODE = re.compile(r"[A-Za-z]\d{3}")
MOST = 20
LABELS = {
    "quantity": Text(es="cantidad", en="quantity"),
    "value": Text(es="valor", en="value"),
    "unit": Text(es="unidad", en="unit"),
    "interval": Text(es="intervalo", en="interval"),
    "n": Text(es="n", en="n"),
    "base": Text(es="base", en="base"),
    "statistic": Text(es="estadístico", en="statistic"),
    "p": Text(es="p", en="p"),
    "p_adjusted": Text(es="p ajustado", en="adjusted p"),
    "method": Text(es="método", en="method"),
    "design": Text(es="diseño", en="design"),
    "assumptions": Text(es="supuestos", en="assumptions"),
    "sources": Text(es="fuentes", en="sources"),
    "rows": Text(es="filas", en="rows"),
    "parameters": Text(es="parámetros", en="parameters"),
    "seed": Text(es="semilla", en="seed"),
    "warnings": Text(es="advertencias", en="warnings"),
}
UNITS: dict[str, Text] = {
    "coefficient": Text(es="coeficiente", en="coefficient"),
    "percent": Text(es="por ciento", en="percent"),
    "rank": Text(es="puesto", en="rank"),
    "probability": Text(es="probabilidad", en="probability"),
    "ratio": Text(es="razón", en="ratio"),
    "pair": Text(es="pares", en="pairs"),
    "row": Text(es="filas", en="rows"),
    **{str(unit): words for unit, words in COUNTED.items()},
}
NOT_ASSESSABLE = Text(es="no evaluable", en="not assessable")


def explain_what(what: str, study: Path, output: Path | None, screen: Screen) -> int:
    """Explain a message code, else an estimate of the last output of the study."""
    if CODE.fullmatch(what):
        text = explain(what, screen.language, screen.width)
        screen.give({"exit": 0, "code": what.upper(), **catalogue()[what.upper()].model_dump(exclude={"example"})})
        screen.say_as_is(text)
        return 0
    estimates = read_estimates(output or _folder(study) / "output")
    if what in estimates:
        screen.give({"exit": 0, "estimate": estimates[what]})
        screen.say_as_is(show_estimate(what, estimates[what], screen))
        return 0
    begun = [name for name in estimates if name.startswith(what)]
    if not begun:
        raise nothing(what, list(estimates))
    screen.give({"exit": 0, "ids": begun})
    screen.say_as_is("\n".join(begun[:MOST]))
    if len(begun) > MOST:
        screen.say(Text(es=f"... y {len(begun) - MOST:,} más", en=f"... and {len(begun) - MOST:,} more"))
    return 0


def _folder(study: Path) -> Path:
    return study.parent if study.is_file() else study


def read_estimates(output: Path) -> dict[str, dict[str, Any]]:
    """The estimates of an output folder by id.

    Raises:
        StudyProblems: C902, there is none that can be read.

    """
    file = marked(output, "estimates.json")
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise stop(
            "C902",
            str(file),
            Text(es="ningún archivo que pueda leerse", en="no file that can be read"),
            Text(es="los resultados de una ejecución", en="the results of a run"),
            act=Text(es="yupay run CARPETA, o --study CARPETA", en="yupay run FOLDER, or --study FOLDER"),
        )
    return {str(one.get("id")): one for one in records(content, "estimates")}


def nothing(what: str, ids: list[str]) -> StudyProblems:
    """C901 with the nearest ids."""
    problem: Problem = unknown_code(what)
    near = get_close_matches(what[:200], ids, n=3, cutoff=0.5)
    return StudyProblems([problem.model_copy(update={"hint": Text.same(", ".join(near))}) if near else problem])


def show_estimate(name: str, one: dict[str, Any], screen: Screen) -> str:
    """An estimate, one labelled line per fact, in the language of the screen."""
    size = max(len(label.say(screen.language)) for label in LABELS.values()) + 2
    lines = [name]
    for key, label in LABELS.items():
        for words in _facts(key, one, screen):
            head = label.say(screen.language).ljust(size)
            lines.append(wrapped(plain(words), screen.width, first="  " + head, rest=" " * (size + 2)))
    return "\n".join(lines)


def _facts(key: str, one: dict[str, Any], screen: Screen) -> list[str]:
    value = one.get(key)
    if key == "value":
        return [NOT_ASSESSABLE.say(screen.language) if value is None else number(value)]
    if value in (None, [], {}, ""):
        return []
    if key == "unit":
        return [unit_words(str(value)).say(screen.language)]
    if key == "interval":
        return [_interval(value, screen)]
    if key == "statistic":
        return [f"{one.get('statistic_name') or ''} = {number(value)}".strip(" =")]
    if key in ("p", "p_adjusted"):
        return [probability(value)]
    if key == "rows":
        return [_row(row, screen) for row in value]
    if key == "assumptions":
        return [_assumption(each, screen) for each in value]
    if key == "parameters":
        return [", ".join(f"{name} = {number(each)}" for name, each in value.items())]
    if isinstance(value, list):
        return [_words(each, screen) for each in value]
    return [_words(value, screen)]


def unit_words(unit: str) -> Text:
    """A unit of measure in both languages; one that is not known is printed as it is."""
    if unit.startswith("per "):
        rest = unit.removeprefix("per ").replace("inhabitants", "habitantes")
        return Text(es=f"por cada {rest}", en=unit)
    return UNITS.get(unit, Text.same(unit))


def _words(value: Any, screen: Screen) -> str:
    if isinstance(value, dict) and {"es", "en"} <= set(value):
        return str(value[screen.language])
    return number(value)


def _interval(value: dict[str, Any], screen: Screen) -> str:
    low, high = (number(value.get(end)) for end in ("low", "high"))
    level = value.get("level", 0.95)
    return f"{level * 100:g} % [{low}; {high}], {_words(value.get('method', ''), screen)}"


def _row(row: dict[str, Any], screen: Screen) -> str:
    n = row.get("rows", 0)
    words = Text(es="fila" if n == 1 else "filas", en="row" if n == 1 else "rows").say(screen.language)
    return f"{row.get('source')}: {row.get('where')} ({number(n)} {words})"


def _assumption(each: dict[str, Any], screen: Screen) -> str:
    held = Text(es="no se comprobó", en="not checked")
    if each.get("held") is not None:
        held = Text(es="sí", en="yes") if each["held"] else Text(es="no", en="no")
    return f"{_words(each.get('name', ''), screen)}: {held.say(screen.language)}. {_words(each.get('evidence', ''), screen)}"


def number(value: Any) -> str:
    """A number for reading: 1,234; 12.35; 0.413; words and booleans as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "-" if value is None else str(value)
    if value == int(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.3f}" if abs(value) < 100 else f"{value:,.1f}"


def probability(value: float) -> str:
    """A p value in APA form: `< .001`, `.034`."""
    return "< .001" if value < 0.001 else f"{value:.3f}".removeprefix("0")
