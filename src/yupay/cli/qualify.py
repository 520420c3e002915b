"""The work of `yupay qualify`: read coded cases, ask the law, write what it answers where only its owner reads it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from yupay.cli.failing import DONE
from yupay.cli.progress import Progress
from yupay.cli.screen import Screen
from yupay.derive.law.cases import ROW, CaseTable, coded_cases, read_cases
from yupay.derive.law.decide import prepare
from yupay.derive.law.engine import NUMBER, QualifiedTable, qualified_cases
from yupay.derive.law.lint import unsigned
from yupay.derive.law.mapping import read_mapping
from yupay.derive.law.read import own_folder, read_law
from yupay.derive.law.room import room
from yupay.derive.law.table import NOT_RECORDED, written
from yupay.derive.law.trace import trace_record
from yupay.keep.decisions import check_place, write_decisions, write_traces
from yupay.load.engine import open_engine
from yupay.model.law import Law
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

UNREVIEWED = Text(
    es="texto no revisado por abogado: {n} de {of} textos", en="not reviewed by a lawyer: {n} of {of} texts"
)
CODED = Text(
    es="Codificación de los hechos registrados; no dice nada sobre ninguna persona.",
    en="A coding of facts as recorded; it says nothing on any person.",
)
CLASSES = {
    "trata": Text(es="trata", en="trata"),
    "precursor": Text(es="precursor (textos de 1991 y 1994)", en="precursor (texts of 1991 and 1994)"),
    "none": NOT_RECORDED,
    "unknown": Text(es="sin decidir: faltan hechos", en="undecided: facts are missing"),
}


@dataclass(frozen=True)
class Wanted:
    """What the line of the command asks for."""

    to: Path
    trace: Path | None = None
    on: date | None = None
    law: Path | None = None
    map: Path | None = None


def day_of(written: str | None) -> date | None:
    """The date of the option --on. Raises StudyProblems: Q442."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        what = Text(es="fecha que no se entiende", en="date that is not understood")
        expected = Text(es="AAAA-MM-DD", en="YYYY-MM-DD")
        got = Text.same(str(written)[:20])
        raise StudyProblems([Problem(code="Q442", what=what, where="--on", got=got, expected=expected)]) from None


def law_of(folder: Path | None, cases: Path) -> Law:
    """The law of the package, with the texts of a folder over it: the one named, or law/ beside the cases.

    Raises:
        StudyProblems: Q401 to Q410, before a case is read.

    """
    return read_law(own_folder(cases.resolve().parent) if folder is None else folder)


def qualify_file(cases: Path, wanted: Wanted, screen: Screen) -> int:
    """Qualify every case of a file and write the decisions."""
    for path in (wanted.to, wanted.trace):
        if path is not None:
            check_place(path)
    law = law_of(wanted.law, cases)
    mapped = read_mapping(wanted.map) if wanted.map else None
    engine = open_engine(threads=os.cpu_count() or 1)
    try:
        with Progress(screen) as progress, room(cases.name):
            progress.tell(Text(es="Leyendo los casos", en="Reading the cases"))
            read = read_cases(cases, engine, mapped)
            progress.tell(Text(es="Calificando los hechos", en="Qualifying the facts"))
            found = qualified_cases(read, law, on=wanted.on)
            write_decisions(wanted.to, decisions_of(found, screen))
            if wanted.trace is not None:
                progress.tell(Text(es="Escribiendo el porqué", en="Writing the reasons"))
                write_traces(wanted.trace, banner(law), traces(read, law, wanted.on))
    finally:
        engine.close()
    tell(found, law, wanted, screen)
    return DONE


def decisions_of(found: QualifiedTable, screen: Screen) -> pa.Table:
    """The decisions in the order of the cases."""
    rows = found.decided.order_by(ROW).to_pyarrow()
    return written(found.decisions, rows["case_id"], rows[NUMBER], screen.language)


def banner(law: Law) -> dict[str, Any]:
    """What stands above every trace."""
    unread, texts = unsigned(law)
    words = {"n": unread, "of": texts}
    return {"review": {"es": UNREVIEWED.es.format(**words), "en": UNREVIEWED.en.format(**words)}} if unread else {}


def traces(cases: CaseTable, law: Law, on: date | None) -> Iterator[dict[str, Any]]:
    """The trace of every case, one after the other."""
    ready = prepare(law)
    for case in coded_cases(cases, law):
        yield dict(trace_record(law, case, ready.decide(case, on=on)))


def tell(found: QualifiedTable, law: Law, wanted: Wanted, screen: Screen) -> None:
    """How many cases have each class, and where the decisions are."""
    classes = {str(name): n for (name,), n in found.counts("case_class").items()}
    flagged = sum(n for (flags,), n in found.counts("flags").items() if "CONTESTED" in flags)
    screen.give(
        {
            "exit": DONE,
            "file": found.cases.where,
            "cases": sum(classes.values()),
            "classes": classes,
            "contested": flagged,
            "decisions": str(wanted.to),
            "trace": str(wanted.trace) if wanted.trace else None,
            **banner(law),
        }
    )
    screen.heading(Text(es="Calificación de los hechos", en="Qualification of the facts"))
    for name, words in CLASSES.items():
        screen.say_as_is(f"  {classes.get(name, 0):>9,}  {words.say(screen.language)}")
    if flagged:
        screen.say(
            Text(
                es=f"{flagged:,} casos con doctrina dividida (CONTESTED): la otra lectura está en other_reading.",
                en=f"{flagged:,} cases where doctrine is split (CONTESTED): the other reading stands in other_reading.",
            )
        )
    for note in (banner(law).get("review"), {"es": CODED.es, "en": CODED.en}):
        if note:
            screen.say(note[screen.language])
    screen.say(Text(es=f"Decisiones: {wanted.to}", en=f"Decisions: {wanted.to}"))
