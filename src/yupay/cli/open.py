"""`yupay explain`: what a message means, what a method is, or where a number of the report comes from."""

import json
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from yupay.analyse.methods import METHODS, card
from yupay.cli.changes import marked, records
from yupay.cli.facts import show_estimate
from yupay.cli.origin import Origin, origin_of
from yupay.cli.screen import Screen
from yupay.model.method import Method
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text
from yupay.study.codes import catalogue, explain, unknown_code
from yupay.study.messages import line_of
from yupay.study.toml import stop

CODE = re.compile(r"[A-Za-z]\d{3}")
MOST = 20


def explain_what(what: str, study: Path, output: Path | None, screen: Screen) -> int:
    """Explain a message code, a method, else an estimate of the last output of the study."""
    if CODE.fullmatch(what):
        text = explain(what, screen.language, screen.width)
        screen.give({"exit": 0, "code": what.upper(), **catalogue()[what.upper()].model_dump(exclude={"example"})})
        screen.say_as_is(text)
        return 0
    if what in METHODS:
        made = card(what)
        screen.give({"exit": 0, "method": made.model_dump(mode="json")})
        screen.say_as_is(show_method(made, screen))
        return 0
    results = output or _folder(study) / "output"
    estimates = read_estimates(results)
    if what in estimates:
        origin: Origin = origin_of(what, estimates, results, study)
        screen.give({"exit": 0, "estimate": estimates[what], "files": origin.files, "findings": origin.findings})
        screen.say_as_is(show_estimate(what, estimates[what], origin, screen))
        return 0
    begun = [name for name in estimates if name.startswith(what)]
    if not begun:
        raise nothing(what, list(estimates))
    screen.give({"exit": 0, "ids": begun})
    screen.say_as_is("\n".join(begun[:MOST]))
    if len(begun) > MOST:
        screen.say(Text(es=f"... y {len(begun) - MOST:,} más", en=f"... and {len(begun) - MOST:,} more"))
    return 0


def show_method(made: Method, screen: Screen) -> str:
    """The card of a method: what it is, its formula, what it needs, where it comes from, where its page is."""
    head = f"{made.id}: {made.label.say(screen.language)}"
    rows = (
        (Text(es="fórmula", en="formula"), Text.same(made.formula)),
        (Text(es="requiere", en="needs"), made.needs),
        (Text(es="referencia", en="reference"), Text.same(made.reference)),
        (Text(es="página", en="page"), Text.same(f"docs/methods/{made.id}.md")),
    )
    return "\n".join([head, *(line_of(label, words, screen.language, screen.width) for label, words in rows)])


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
