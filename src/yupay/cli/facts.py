"""How is an estimate told on a terminal? One labelled line per fact, in the language of the screen."""

from typing import Any

from yupay.cli.origin import Origin
from yupay.cli.parameters import parameter
from yupay.cli.screen import Screen
from yupay.cli.written import number, probability
from yupay.model.text import Text
from yupay.study.indicators import COUNTED
from yupay.study.messages import numbered, plain, wrapped

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
    "files": Text(es="archivos", en="files"),
    "rows": Text(es="filas", en="rows"),
    "parameters": Text(es="parámetros", en="parameters"),
    "seed": Text(es="semilla", en="seed"),
    "warnings": Text(es="advertencias", en="warnings"),
    "findings": Text(es="sostiene a", en="stands behind"),
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


def show_estimate(name: str, one: dict[str, Any], origin: Origin, screen: Screen) -> str:
    """An estimate and where it comes from; each label once."""
    size = max(len(label.say(screen.language)) for label in LABELS.values()) + 2
    lines = [name]
    for key, label in LABELS.items():
        for place, words in enumerate(_facts(key, one, origin, screen)):
            head = ("" if place else label.say(screen.language)).ljust(size)
            lines.append(wrapped(plain(words), screen.width, first="  " + head, rest=" " * (size + 2)))
    return "\n".join(lines)


def _facts(key: str, one: dict[str, Any], origin: Origin, screen: Screen) -> list[str]:
    value = one.get(key)
    if key == "files":
        return [f"{source}: {file}, sha256 {digest}" for source, (file, digest) in origin.files.items()]
    if key == "findings":
        return [origin.name(finding).say(screen.language) for finding in origin.findings]
    if key == "value":
        return [NOT_ASSESSABLE.say(screen.language) if value is None else number(value)]
    if value in (None, [], {}, ""):
        return []
    if key == "base":
        return [_base(value, one.get("n"), origin, screen)]
    if key == "parameters":
        found = (parameter(name, each) for name, each in value.items() if each is not None)
        return [words.say(screen.language) for words in found]
    if isinstance(value, list):
        tell = _row if key == "rows" else _assumption if key == "assumptions" else _words
        return [tell(each, screen) for each in value]
    return [_fact(key, value, one, screen)]


def _fact(key: str, value: Any, one: dict[str, Any], screen: Screen) -> str:
    if key == "unit":
        return unit_words(str(value)).say(screen.language)
    if key == "interval":
        return _interval(value, screen)
    if key == "statistic":
        return f"{one.get('statistic_name') or ''} = {number(value)}".strip(" =")
    return probability(value) if key in ("p", "p_adjusted") else _words(value, screen)


def _base(value: Any, n: Any, origin: Origin, screen: Screen) -> str:
    """The base; a bare noun gets how many there are, and of how many where that is known."""
    words = _words(value, screen)
    if n is None or any(letter.isdigit() for letter in words):
        return words
    if origin.places is None or origin.places < n:
        return f"{number(n)} {words}"
    of = Text(es="de", en="of").say(screen.language)
    return f"{number(n)} {of} {number(origin.places)} {words}"


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
    n = int(row.get("rows") or 0)
    rows = numbered(n, ("fila", "filas"), ("row", "rows"))
    if not row.get("where"):
        every = (
            Text(es="la única fila", en="the only row") if n == 1 else Text(es=f"las {rows.es}", en=f"all {rows.en}")
        )
        return f"{row.get('source')}: {every.say(screen.language)}"
    return f"{row.get('source')}: {row.get('where')} ({rows.say(screen.language)})"


def _assumption(each: dict[str, Any], screen: Screen) -> str:
    held = Text(es="no se comprobó", en="not checked")
    if each.get("held") is not None:
        held = Text(es="sí", en="yes") if each["held"] else Text(es="no", en="no")
    return f"{_words(each.get('name', ''), screen)}: {held.say(screen.language)}. {_words(each.get('evidence', ''), screen)}"
