"""`yupay check`: is the study well declared? Its problems, its two matrices, its registration; no statistics."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from yupay.analyse.methods import known_methods
from yupay.cli.matrix import show_table
from yupay.cli.screen import NEXT, Screen
from yupay.model.table import Table
from yupay.model.text import Text
from yupay.study.examine import Examined, examine
from yupay.study.matrices import consistency, operationalisation
from yupay.study.registration import compare, register


def check_folder(path: Path, screen: Screen, *, register: bool, strict: bool) -> int:
    """Examine a study and show it; with `register`, lock its plan with today's date."""
    seen = examine(path, known_methods())
    if register:
        seen = registered(seen)
    tables = (consistency(seen.study), operationalisation(seen.study))
    code = 1 if strict and seen.notices else 0
    screen.give(
        {
            "exit": code,
            "study": seen.study.study.id,
            "registered": seen.registration.date,
            "plan_sha256": seen.registration.digest,
            "notices": [one.model_dump() for one in seen.notices],
            **{table.id: rows_of(table, screen) for table in tables},
        }
    )
    screen.say(seen.study.study.title)
    for table in tables:
        screen.heading(table.title)
        screen.say_as_is(show_table(table, screen.language, screen.width))
    screen.notices(seen.notices)
    tell_plan(seen, screen)
    return code


def registered(seen: Examined) -> Examined:
    """The same study with its plan locked today."""
    register(seen.study, seen.folder, date.today())
    return replace(seen, registration=compare(seen.study, seen.folder))


def tell_plan(seen: Examined, screen: Screen) -> None:
    """What was counted, whether the plan is registered, and the next command."""
    study = seen.study
    counts = Text(
        es=f"{len(study.objectives)} objetivos, {len(study.hypotheses)} hipótesis, {len(study.indicators)} indicadores, "
        f"{len(study.sources)} fuentes: sin problemas.",
        en=f"{len(study.objectives)} objectives, {len(study.hypotheses)} hypotheses, {len(study.indicators)} indicators, "
        f"{len(study.sources)} sources: no problems.",
    )
    screen.say("")
    screen.say(counts)
    for words in seen.registration.words:
        screen.say(words)
    if not seen.registration.date:
        screen.say(
            Text(
                es="Para registrarlo antes de ver los datos:",
                en="To register it before the data are seen:",
            )
        )
        screen.command(f"yupay check {seen.folder} --register")
    screen.say(NEXT)
    screen.command(f"yupay run {seen.folder}")


def rows_of(table: Table, screen: Screen) -> list[dict[str, str]]:
    """A table of words as one record per row, in the language of the screen."""
    from yupay.cli.matrix import cell_words

    return [
        {column.id: cell_words(cell, screen.language) for column, cell in zip(table.columns, row.cells, strict=True)}
        for row in table.rows
    ]
