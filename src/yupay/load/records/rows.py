"""Which columns of an institution's file are read? Those its mapping names; every other one is dropped unread and counted.

Nothing of the file is ever quoted: its first line may be a person where the header was lost, and the words of a library may
hold a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from yupay.load.chosen import card_of
from yupay.load.files import read_source
from yupay.load.paths import sha256_of
from yupay.load.raw import Lines, RawTable
from yupay.load.records.limits import ROWS, Limits, check_file, too_large
from yupay.model.problem import Problem, StudyProblems
from yupay.model.records import RecordMapping
from yupay.model.text import Text
from yupay.study.aliases import nearest
from yupay.study.toml import stop

PLAIN = ("L201", "L203", "L204", "L205", "L206", "L207", "L208", "L270")
NOT_SHOWN = Text(es="no se muestra: puede llevar un dato", en="not shown: it may carry a value")


@dataclass(frozen=True)
class FileRows:
    """The mapped columns of a file as trimmed text (null: blank), by our name; several of theirs may stand for one list."""

    columns: Mapping[str, tuple[pa.ChunkedArray, ...]]
    labels: Mapping[str, Mapping[str, str]]
    rows: int
    dropped: int
    lines: Lines
    sha256: str


def read_rows(path: Path, mapping: RecordMapping, limits: Limits | None = None) -> FileRows:
    """The rows of a .csv, .xlsx or .sav file in our columns.

    Raises:
        StudyProblems: L201 to L212 of reading, without a word of the file; L283 a column that is not there, L286 limits.

    """
    limits = limits or Limits()
    check_file(path, mapping.sheet, limits)
    raw, digest = _read(path, mapping)
    if raw.data.num_rows > limits.rows:
        raise too_large(path, raw.data.num_rows, limits.rows, ROWS)
    if problems := _absent(path, mapping, raw.data.column_names):
        raise StudyProblems(problems)
    columns: dict[str, tuple[pa.ChunkedArray, ...]] = {}
    labels: dict[str, dict[str, str]] = {}
    for theirs, ours in mapping.columns.items():
        columns[ours] = (*columns.get(ours, ()), raw.data[theirs])
        labels.setdefault(ours, {}).update(raw.labels.get(theirs, {}))
    dropped = raw.data.num_columns - len(mapping.columns)
    return FileRows(columns, labels, raw.data.num_rows, dropped, raw.lines, digest)


def _read(path: Path, mapping: RecordMapping) -> tuple[RawTable, str]:
    card = card_of(path, mapping.sheet)
    card = card.model_copy(update={"separator": mapping.separator, "encoding": mapping.encoding})
    found: tuple[Problem, ...] = ()
    try:
        return read_source(card, path.resolve().parent).raw, sha256_of(path)
    except StudyProblems as refused:
        found = tuple(unquoted(problem) for problem in refused.problems)
    raise StudyProblems(found)


def unquoted(problem: Problem) -> Problem:
    """A problem of reading without the words it quotes from the file."""
    quotes = problem.code not in PLAIN
    return problem.model_copy(update={"got": NOT_SHOWN, "expected": _expected(problem), "hint": None} if quotes else {})


def _expected(problem: Problem) -> Text:
    """What was expected; the list of the sheets of a workbook is left out."""
    return Text(es="la hoja del mapa", en="the sheet of the mapping") if problem.code == "L209" else problem.expected


def _absent(path: Path, mapping: RecordMapping, names: Sequence[str]) -> list[Problem]:
    """L283 for each column of the mapping that the file lacks; a name of the file is shown only where it is nearly the same."""
    found: list[Problem] = []
    for theirs in mapping.columns:
        if theirs not in names:
            near = nearest(theirs, names)
            expected = Text(es="una columna de la primera línea", en="a column of the first line")
            hint = Text.same(near[:60]) if near else None
            found += stop("L283", path.name, Text.same(theirs[:60]), expected, hint=hint, line=1).problems
    return found
