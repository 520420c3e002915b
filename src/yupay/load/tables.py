"""What does a study read? Every source of rows, figures and boundaries, with all that is wrong told at once.

Sources that may not leave (`restricted`, `victim-records`) are refused before a byte of them is read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import ibis.expr.types as ir

from yupay.load.engine import FAILURES, NO_ROOM, Engine, open_engine
from yupay.load.faults import LoadProblems, RowFault
from yupay.load.figures import load_figures, unknown_bases
from yupay.load.geojson import LoadedBoundaries, load_boundaries
from yupay.load.messages import PROTECTED, STUDY_FILE, Locate, problem, quote
from yupay.load.places import not_joined, place_by_name
from yupay.load.raw import Lines
from yupay.load.reconcile import reconcile
from yupay.load.table import LoadedTable, load_table
from yupay.model.cube import PublishedFigure, SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source
from yupay.model.study import Study

Read = TypeVar("Read")
OF_THE_ENGINE = ("L262", "L263", "L264")


@dataclass(frozen=True)
class Loaded:
    """All that was read: tables in a locked engine, published figures, boundaries, and the audit of each source.

    `engine.close()` forgets the tables. Tables keep the file's column names; `yupay_row` and `yupay_place` are added. `labels` are the value labels of
    SPSS and Stata files by source, column and code; `lines` turns the rows of a source into lines of its file;
    `folder` is the study's.
    """

    engine: Engine
    tables: dict[str, ir.Table]
    figures: dict[str, PublishedFigure]
    boundaries: dict[str, LoadedBoundaries]
    audits: dict[str, SourceAudit]
    labels: dict[str, Mapping[str, Mapping[str, str]]]
    lines: dict[str, Lines] = field(default_factory=dict, repr=False)
    folder: Path | None = None


class _Collected:
    """Problems of all sources, so that they are told together."""

    def __init__(self, study: Study, locate: Locate | None) -> None:
        self.position = {source.id: position for position, source in enumerate(study.sources)}
        self.locate = locate
        self.problems: list[Problem] = []
        self.rows: list[RowFault] = []

    def attempt(self, source: str, read: Callable[[], Read]) -> Read | None:
        """The result, or None with its problems kept."""
        try:
            return read()
        except StudyProblems as found:
            self.add(found.problems, ("sources", self.position[source], "path"))
            self.rows.extend(getattr(found, "rows", ()))
        except FAILURES as failure:
            self.problems.append(_too_much(source) if isinstance(failure, NO_ROOM) else _not_held(source, failure))
        return None

    def add(self, problems: Sequence[Problem], path: tuple[str | int, ...]) -> None:
        """Keep problems, those of the engine once and at its own line."""
        for one in problems:
            here = ("engine", "url") if one.code in OF_THE_ENGINE else path
            placed = located(one, self.locate, here)
            if here is path or placed not in self.problems:
                self.problems.append(placed)


def load(study: Study, folder: Path, *, locate: Locate | None = None) -> Loaded:
    """Read every source of a study into a locked engine.

    Args:
        study: the declaration.
        folder: the study folder; no path leaves it.
        locate: line and column of a path of the study file, such as ("sources", 2, "path").

    Raises:
        LoadProblems: every problem of every source at once; its `rows` list each row that carries one.

    """
    found = _Collected(study, locate)
    found.problems += refused(study, locate)
    try:
        engine = open_engine(study.engine.url)
    except StudyProblems as closed:
        found.add(closed.problems, ("engine", "url"))
        raise LoadProblems(found.problems) from None
    try:
        return _loaded(engine, study, folder, found)
    except BaseException:
        engine.close()
        raise


def _loaded(engine: Engine, study: Study, folder: Path, found: _Collected) -> Loaded:
    """Everything read into an open engine."""
    sources = [one for one in study.sources if one.kind != "registry" and one.confidentiality not in PROTECTED]
    tables = _tables(engine, study, folder, [one for one in sources if one.kind == "table"], found)
    figures, figure_audits = _figures(folder, [one for one in sources if one.kind == "figures"], found)
    boundaries, boundary_audits = _boundaries(study, folder, [s for s in sources if s.kind == "boundaries"], found)
    if found.problems:
        raise LoadProblems(found.problems, found.rows)
    engine.lock()
    audits = {name: one.audit for name, one in tables.items()}
    return Loaded(
        engine=engine,
        tables={name: one.table for name, one in tables.items()},
        figures=figures,
        boundaries=boundaries,
        audits={one.id: {**audits, **figure_audits, **boundary_audits}[one.id] for one in sources},
        labels={name: one.raw.labels for name, one in tables.items()},
        lines={name: one.raw.lines for name, one in tables.items()},
        folder=folder,
    )


def refused(study: Study, locate: Locate | None = None) -> list[Problem]:
    """P601 for every source that may not be opened yet; no value of it is read."""
    return [
        located(_refusal(source), locate, ("sources", position, "confidentiality"))
        for position, source in enumerate(study.sources)
        if source.confidentiality in PROTECTED and source.kind != "registry"
    ]


def located(one: Problem, locate: Locate | None, path: tuple[str | int, ...]) -> Problem:
    """A problem of the study file with its line and column, where they can be found; any other as it is."""
    if locate is None or one.where != STUDY_FILE or one.line:
        return one
    line, column = locate(path)
    return one.model_copy(update={"line": line, "column": column})


def _too_much(source: str) -> Problem:
    return problem(
        "L270",
        STUDY_FILE,
        (f"{quote(source)}: más que la memoria del motor", f"{quote(source)}: more than the memory of the engine"),
        ("una tabla que quepa en la memoria", "a table that fits in memory"),
        (
            'quite las columnas que el estudio no usa, o [engine] url = "duckdb://?memory=4GB"',
            'remove the columns that the study does not use, or [engine] url = "duckdb://?memory=4GB"',
        ),
    )


def _not_held(source: str, failure: BaseException) -> Problem:
    got = f"{quote(source)}: {type(failure).__name__}"
    return problem("L270", STUDY_FILE, (got, got), ("una tabla que el motor acepte", "a table that the engine accepts"))


def _refusal(source: Source) -> Problem:
    return problem(
        "P601",
        STUDY_FILE,
        (f'{quote(source.id)}: confidentiality = "{source.confidentiality}"',) * 2,
        ('"public", o una política de publicación aprobada', '"public", or an approved release policy'),
        act=("no se leyó, escribió ni mostró ningún valor", "no value was read, written or shown"),
    )


def _tables(
    engine: Engine, study: Study, folder: Path, sources: list[Source], found: _Collected
) -> dict[str, LoadedTable]:
    tables: dict[str, LoadedTable] = {}
    for position, source in enumerate(sources):
        name = f"source_{position}"
        one = found.attempt(source.id, partial(load_table, engine, study, source, folder, name))
        if one is not None:
            tables[source.id] = one
    placed = {
        name: found.attempt(name, partial(place_by_name, engine, study, tables, one)) for name, one in tables.items()
    }
    return {name: _audited(study, tables, one, found) for name, one in placed.items() if one is not None}


def _audited(study: Study, tables: Mapping[str, LoadedTable], loaded: LoadedTable, found: _Collected) -> LoadedTable:
    totals, problems = reconcile(loaded)
    found.problems += problems
    lost = not_joined(study, tables, loaded)
    return replace(loaded, audit=loaded.audit.model_copy(update={"totals": totals, "not_joined": lost}))


def _figures(
    folder: Path, sources: list[Source], found: _Collected
) -> tuple[dict[str, PublishedFigure], dict[str, SourceAudit]]:
    figures: dict[str, PublishedFigure] = {}
    audits: dict[str, SourceAudit] = {}
    for source in sources:
        if read := found.attempt(source.id, partial(load_figures, source, folder)):
            audits[source.id] = read[1]
            found.problems += [_twice(source, one) for one in read[0] if one.id in figures]
            figures |= {one.id: one for one in read[0]}
    found.problems += unknown_bases({source.id: source.path for source in sources}, figures)
    return figures, audits


def _twice(source: Source, figure: PublishedFigure) -> Problem:
    expected = ("un id distinto en todas las fuentes", "another id over all sources")
    return problem("L216", source.path, (quote(figure.id), quote(figure.id)), expected, line=figure.row)


def _boundaries(
    study: Study, folder: Path, sources: list[Source], found: _Collected
) -> tuple[dict[str, LoadedBoundaries], dict[str, SourceAudit]]:
    boundaries: dict[str, LoadedBoundaries] = {}
    audits: dict[str, SourceAudit] = {}
    for source in sources:
        keys = tuple(dict.fromkeys(unit.boundaries_key for unit in study.units if unit.boundaries == source.id))
        if read := found.attempt(source.id, partial(load_boundaries, source, folder, keys)):
            boundaries[source.id], audits[source.id] = read
    return boundaries, audits
