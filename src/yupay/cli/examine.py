"""`yupay check`: is the study well declared? Its problems, its two matrices, its registration; data are not read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from yupay.analyse.methods import known_methods
from yupay.cli.matrix import cell_words, show_table
from yupay.cli.screen import Screen
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source
from yupay.model.study import Study
from yupay.model.table import Table
from yupay.model.text import Text
from yupay.study.codes import catalogue
from yupay.study.examine import Examined, examine
from yupay.study.locator import Locator
from yupay.study.matrices import consistency, operationalisation
from yupay.study.messages import numbered
from yupay.study.registration import compare, register
from yupay.study.shape import UNWRITTEN

KEPT_BACK = ("restricted", "victim-records")


def check_folder(path: Path, screen: Screen, *, register: bool, strict: bool) -> int:
    """Examine a study and show it; with `register`, lock its plan with today's date."""
    seen = examine(path, known_methods(), draft=True, also=of_the_files)
    if register:
        seen = registered(seen)
    tables = () if seen.unfilled else (consistency(seen.study), operationalisation(seen.study))
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
    if seen.study.study.title.en != UNWRITTEN:
        screen.say(seen.study.study.title)
    for table in (one for one in tables if one.rows):
        screen.heading(table.title)
        screen.say_as_is(show_table(table, screen.language, screen.width))
    screen.notices([one for one in seen.notices if one not in seen.unfilled])
    tell_unfilled(seen, screen)
    tell_plan(seen, screen)
    return code


def of_the_files(study: Study, folder: Path, locate: Locator) -> Iterator[Problem]:
    """L201, L202, L204 for files that a source names and that are not there; P601, a notice, for those never read; faults of `law/`."""
    if study.registry is not None or any(source.qualify is not None for source in study.sources):
        yield from of_the_law(folder)
    for n, source in enumerate(study.sources):
        if source.confidentiality in KEPT_BACK:
            yield kept_back(source, locate(("sources", n, "confidentiality")))
        elif source.kind != "registry" and "://" not in source.path and not (folder / source.path).is_file():
            yield from absent(source, folder, locate(("sources", n, "path")))


def of_the_law(folder: Path) -> Iterator[Problem]:
    """The faults of the study's own texts of the law."""
    from yupay.derive.law.read import own_folder, read_law

    try:
        read_law(own_folder(folder))
    except StudyProblems as found:
        yield from found.problems


def absent(source: Source, folder: Path, at: tuple[int, int]) -> Iterator[Problem]:
    """What `run` would say of a file that is not there."""
    from yupay.load.paths import locate_file

    try:
        locate_file(folder, source)
    except StudyProblems as found:
        yield from (one.model_copy(update={"line": at[0], "column": at[1]}) for one in found.problems)


def kept_back(source: Source, at: tuple[int, int]) -> Problem:
    """P601 before the run."""
    return Problem(
        code="P601",
        what=catalogue()["P601"].what,
        where="study.toml",
        line=at[0],
        column=at[1],
        got=Text.same(f'{source.id}: confidentiality = "{source.confidentiality}"'),
        expected=Text(
            es='"public", o una política de publicación aprobada', en='"public", or an approved release policy'
        ),
        act=Text(
            es="se declara y se revisa; yupay run no la lee",
            en="it is declared and checked; yupay run does not read it",
        ),
        notice=True,
    )


def registered(seen: Examined) -> Examined:
    """The same study with its plan locked today.

    Raises:
        StudyProblems: S109, there is still something to fill in.

    """
    if seen.unfilled:
        raise StudyProblems([one.model_copy(update={"notice": False}) for one in seen.unfilled])
    register(seen.study, seen.folder, date.today())
    return replace(seen, registration=compare(seen.study, seen.folder))


def tell_unfilled(seen: Examined, screen: Screen) -> None:
    """Each "?" of a draft on a line: where it stands, and, the first time, what is wanted."""
    if not seen.unfilled:
        return
    screen.heading(Text(es="Por completar", en="Still to be filled in"))
    told: set[Text] = set()
    for one in seen.unfilled:
        possible = "" if one.expected in told else f"  ({one.expected.say(screen.language)})"
        told.add(one.expected)
        screen.say(f"  {one.line}:{one.column}  {one.got.say(screen.language)}{possible}")


def tell_plan(seen: Examined, screen: Screen) -> None:
    """What was counted, whether the plan is registered, and the next command."""
    screen.say("")
    screen.say(counts(seen.study))
    if seen.unfilled:
        left = numbered(len(seen.unfilled), ("dato", "datos"), ("thing", "things"))
        screen.say(Text(es=f"Falta completar {left.es}.", en=f"{left.en} still to be filled in."))
        screen.say(Text(es="Siguiente: complételos y ejecute", en="Next: fill them in and run"))
        screen.command(f"yupay check {seen.folder}")
        return
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
    screen.say(Text(es="Los datos no se han leído; los lee:", en="The data have not been read; this reads them:"))
    registry = seen.study.registry is not None
    screen.command(f"yupay release {seen.folder} --edition 1 --dry-run" if registry else f"yupay run {seen.folder}")


def counts(study: Study) -> Text:
    """How many objectives, hypotheses, indicators and sources there are."""
    nouns = (
        numbered(len(study.objectives), ("objetivo", "objetivos"), ("objective", "objectives")),
        numbered(len(study.hypotheses), ("hipótesis", "hipótesis"), ("hypothesis", "hypotheses")),
        numbered(len(study.indicators), ("indicador", "indicadores"), ("indicator", "indicators")),
        numbered(len(study.sources), ("fuente", "fuentes"), ("source", "sources")),
    )
    es, en = ", ".join(noun.es for noun in nouns), ", ".join(noun.en for noun in nouns)
    return Text(es=f"{es}: sin problemas.", en=f"{en}: no problems.")


def rows_of(table: Table, screen: Screen) -> list[dict[str, str]]:
    """A table of words as one record per row, in the language of the screen."""
    return [
        {column.id: cell_words(cell, screen.language) for column, cell in zip(table.columns, row.cells, strict=True)}
        for row in table.rows
    ]
