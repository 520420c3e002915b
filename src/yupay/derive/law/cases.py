"""Which coded cases does a file hold? Its columns are those of the contract, or are mapped to them; free text is never read.

The rows go into an engine as text; what they say is read from their distinct values (columns.py), on any engine alike.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from yupay.derive.law import case_words as say
from yupay.derive.law.columns import Checks, Column, Read, column_of
from yupay.derive.law.facts import LISTS, OLDEST, interval
from yupay.load.chosen import read_chosen
from yupay.load.engine import Engine
from yupay.load.messages import QUOTED_ROWS
from yupay.load.raw import Lines, below_header
from yupay.model.law import CodedCase, Law
from yupay.model.problem import StudyProblems

INPUTS = (
    "case_id",
    "act_date",
    "date_precision",
    "place",
    "acts",
    "means",
    "purposes",
    "victims_n",
    "victim_ages",
    "victim_flags",
    "victim_consent",
    "agent_flags",
    "agents_n",
    "outcome_flags",
)
NEEDED = ("case_id", "act_date", "acts", "means", "purposes", "victim_ages")
LEFT_ALONE = (
    "kind",
    "topic",
    "facts",
    "exp_class",
    "exp_article",
    "exp_tier",
    "exp_items",
    "exp_penalty_min",
    "exp_penalty_max",
    "exp_palermo",
    "exp_other_offences",
    "exp_iccs",
    "exp_missing",
    "exp_flags",
    "court_outcome",
    "match_court",
    "confidence",
    "citation",
    "url",
    "note",
)
DATES = ("act_date", "date_precision")
ROW = "yupay_row"
OURS = "yupay_"


@dataclass(frozen=True)
class Mapped:
    """How cases that were coded in other words are read: their columns ("" leaves one out) and the values of each column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseTable:
    """Coded cases in an engine: `table` holds `yupay_row` and the columns of the contract as text, blank where nothing is written.

    `lines` turns rows into lines of the file `where`.
    """

    table: ir.Table = field(repr=False)
    engine: Engine = field(repr=False)
    where: str
    mapped: Mapped
    lines: Lines = field(repr=False, default=below_header)

    def written(self, *names: str) -> pa.Table:
        """The distinct values of a column, or of several together."""
        found = self.table.select(*names).distinct().to_pyarrow()
        return pa.table({name: _whole(found[name]) for name in names})

    def holding(self, names: Sequence[str], values: pa.Table) -> tuple[list[int], int]:
        """The first rows that hold one of some values, and how many do."""
        sought = self.engine.add(f"{OURS}sought", values.rename_columns([f"{OURS}{name}" for name in names]))
        joined = self.table.left_join(sought, [self.table[name] == sought[f"{OURS}{name}"] for name in names])
        found = joined.filter(joined[f"{OURS}{names[0]}"].notnull()).select(ROW)
        first = found.order_by(ROW).limit(QUOTED_ROWS + 1).to_pyarrow()[ROW].to_pylist()
        count = int(found.count().to_pyarrow().as_py())
        self.engine.drop(f"{OURS}sought")
        return first, count


def read_cases(path: Path, engine: Engine, mapped: Mapped | None = None) -> CaseTable:
    """The coded cases of a file in the columns of the contract, brought into an engine.

    Args:
        path: .csv, .xlsx, .sav and whatever else a source may be.
        engine: where the rows go.
        mapped: other names of columns and values.

    Raises:
        StudyProblems: L201 and those of reading; Q420, Q421 for columns.

    """
    mapped, where = mapped or Mapped(), path.name
    chosen = read_chosen(path, lambda names: picked(where, names, mapped), apart=partial(identifiers, mapped))
    data = chosen.data.rename_columns([target_of(name, mapped) for name in chosen.data.column_names])
    table, lines = numbered_rows(engine, data), chosen.lines
    del chosen, data
    # the engine has its own copy now; what arrow still holds of the file would stay beside it to the end
    pa.default_memory_pool().release_unused()
    return CaseTable(table, engine, where, mapped, lines)


def numbered_rows(engine: Engine, data: pa.Table) -> ir.Table:
    """The rows of a file in the engine, numbered from 0."""
    return engine.add(f"{OURS}cases", data.append_column(ROW, pa.array(np.arange(data.num_rows, dtype=np.int64))))


def cases_of(
    table: ir.Table,
    engine: Engine,
    *,
    mapped: Mapped | None = None,
    beside: Collection[str] = (),
    where: str = "cases",
    lines: Lines = below_header,
) -> CaseTable:
    """The coded cases of a table of the engine, which has `yupay_row`; `beside` are its columns that are no part of a coded case.

    Raises:
        StudyProblems: Q420 for unknown columns, Q421 for needed ones that are not there.

    """
    mapped = mapped or Mapped()
    others = [name for name in table.columns if name.startswith(OURS) or name in beside]
    own = [name for name in table.columns if not name.startswith(OURS)]
    names = picked(where, [name for name in table.columns if name not in others], mapped, own)
    texts = {target_of(name, mapped): text_of(table[name]) for name in names}
    return CaseTable(table.select(table[ROW], **texts), engine, where, mapped, lines)


def text_of(column: Any) -> Any:
    """A column as text, blank where it is null: whole numbers without a point, days as YYYY-MM-DD."""
    kind = column.type()
    if kind.is_floating():
        whole = column == column.floor()
        column = ibis.ifelse(whole, column.cast("int64").cast("string"), column.cast("string"))
    elif not kind.is_string():
        column = column.cast("string")
    return column.fill_null("")


def read_columns(cases: CaseTable, law: Law) -> Read:
    """What every distinct value of the cases says.

    Raises:
        StudyProblems: Q422 to Q429, with the lines, never with the value.

    """
    checks = Checks(cases.where, law, cases.holding, cases.lines)
    own = cases.mapped.values
    names = [name for name in cases.table.columns if name in INPUTS and name not in ("case_id", *DATES)]
    columns = {name: column_of(name, _only(cases.written(name)), own.get(name, {})) for name in names}
    days = cases.written(*(name for name in DATES if name in cases.table.columns))
    dates = {name: _part(name, days[name], own.get(name, {})) for name in days.column_names}
    for column in (*columns.values(), *dates.values()):
        checks.check(column)
    checks.at("Q422", pa.table({"case_id": [""]}), None)
    found = checks.dates(days, dates["act_date"], dates.get("date_precision"))
    if checks.problems:
        raise StudyProblems(checks.problems)
    return Read(columns, days, found)


def _part(name: str, data: pa.ChunkedArray, own: Mapping[str, str]) -> Column:
    """One column of several: the distinct values of it alone, and the value of each row."""
    coded = _whole(data).dictionary_encode()
    return column_of(name, coded.dictionary, own, coded.indices.to_numpy(zero_copy_only=False))


def _whole(data: pa.ChunkedArray) -> pa.StringArray:
    found = data.cast(pa.string()).combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _only(data: pa.Table) -> pa.StringArray:
    return _whole(data.column(0))


def coded_cases(cases: CaseTable, law: Law) -> Iterator[CodedCase]:
    """Every row as a coded case, in order. Raises StudyProblems as `read_columns` does."""
    read = read_columns(cases, law)
    rows = cases.table.order_by(ROW).to_pyarrow()
    spans = {tuple(day.values()): read.dates.row(at) for at, day in enumerate(read.days.to_pylist())}
    words = {name: _words(column) for name, column in read.columns.items()}
    for row in rows.to_pylist():
        first, last, precision = spans[tuple(row[name] for name in read.days.column_names)]
        said = {name: known[row[name]] for name, known in words.items()}
        yield coded_case(row["case_id"], said, act_from=first, act_to=last, precision=precision)


def _words(column: Column) -> dict[str, list[str]]:
    return dict(zip(column.written.to_pylist(), column.each(), strict=True))


def coded_case(name: str, said: Mapping[str, list[str]], **days: Any) -> CodedCase:
    """The coded case of some words by column; a list column that is not there is unknown."""
    return CodedCase(
        case_id=name,
        place=" ".join(said.get("place", [])),
        victims_n=count_of(said.get("victims_n", [])),
        ages=tuple(sorted(age_of(word) for word in said.get("victim_ages", []))),
        victim_consent=consent_of(said.get("victim_consent", [])),
        agents_n=count_of(said.get("agents_n", [])),
        **{column: tuple(sorted(set(said.get(column, ["unknown"])))) for column in LISTS},
        **days,
    )


def count_of(words: Sequence[str]) -> int | None:
    """A count of people; None where it is not known."""
    return int(words[0]) if words and words[0] != "unknown" else None


def age_of(word: str) -> tuple[int, int]:
    """An age as an interval; an unknown one is any age."""
    return (0, OLDEST) if word == "unknown" else interval(word)


def consent_of(words: Sequence[str]) -> Any:
    """Consent as recorded."""
    return words[0] if words else "unknown"


def picked(where: str, names: Sequence[str], mapped: Mapped, whole: Sequence[str] = ()) -> list[str]:
    """The columns to read; `whole` are all those of the file, where `names` are not, so that each is told by its place there.

    Raises:
        StudyProblems: Q420 for unknown columns, Q421 for needed ones that are not there.

    """
    places = {name: at for at, name in enumerate(whole or names, start=1)}
    targets = {name: target_of(name, mapped) for name in names}
    known = set(INPUTS) & set(targets.values())
    if not known:
        raise StudyProblems([say.no_header(where, INPUTS)])
    strange = [name for name in names if targets[name] not in (*INPUTS, *LEFT_ALONE, "")]
    problems = [say.unknown_column(where, places[name], name, INPUTS) for name in strange]
    problems += [say.lacking(where, name) for name in NEEDED if name not in known]
    wanted = [targets[name] for name in names if targets[name] in INPUTS]
    problems += [say.twice(where, name) for name in INPUTS if wanted.count(name) > 1]
    if problems:
        raise StudyProblems(problems)
    return [name for name in names if targets[name] in INPUTS]


def identifiers(mapped: Mapped, names: Sequence[str]) -> list[str]:
    """The column of the identifiers, whose values do not repeat."""
    return [name for name in names if target_of(name, mapped) == "case_id"]


def target_of(name: str, mapped: Mapped) -> str:
    """The column of the contract that a column of the file stands for."""
    return mapped.columns.get(name, name)
