"""Coded cases qualified where they lie: the engine groups them by their facts, the law answers for each distinct pattern, the engine joins back.

Two steps, so that no text is compared twice: every distinct value of a column gets a number (values that the law cannot tell apart share one), then
the numbers of a row are packed into one or two whole numbers, and the rows are grouped by those. The same ibis expressions run on every engine.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from yupay.derive.law.cases import OURS, ROW, CaseTable, Mapped, cases_of, read_columns
from yupay.derive.law.columns import Read
from yupay.derive.law.decide import prepare
from yupay.derive.law.keys import WORD, Key
from yupay.derive.law.patterns import Answers, qualified
from yupay.derive.law.reduced import DAYS, Numbered, Reduced, numbering, reduced
from yupay.derive.law.table import decisions
from yupay.load.engine import Engine
from yupay.load.raw import Lines, below_header
from yupay.model.law import Law

NUMBER = "yupay_decision"


@dataclass
class QualifiedTable:
    """Decisions on the cases of a table.

    `read` is what the distinct values of the columns say; `patterns` are the distinct fact patterns, `answers` those of each, `sizes` how many
    cases have it; `first` is a pattern of each distinct decision. `decided` holds `yupay_row`, `case_id` and `yupay_decision`, the number of
    the case's decision.
    """

    cases: CaseTable
    read: Read = field(repr=False)
    patterns: Reduced = field(repr=False)
    answers: Answers = field(repr=False)
    sizes: np.ndarray = field(repr=False)
    first: np.ndarray = field(repr=False)
    decided: ir.Table = field(repr=False)
    name: str = "cases"

    @cached_property
    def decisions(self) -> pa.Table:
        """Every distinct decision once, in the order of their numbers: the contract but `case_id`, then `other_reading`, `provision`, `wording`."""
        return decisions(self.answers, self.first)

    @cached_property
    def rows(self) -> ir.Table:
        """One row per case: `yupay_row`, `case_id` and the columns of its decision, joined in the engine."""
        numbers = pa.array(np.arange(len(self.first), dtype=np.int64))
        data = pa.table({name: plain(self.decisions[name]) for name in self.decisions.column_names} | {NUMBER: numbers})
        held = self.cases.engine.add(f"{OURS}{self.name}_decisions", data)
        joined = self.decided.left_join(held, [self.decided[NUMBER] == held[NUMBER]])
        return joined.select(
            self.decided[ROW], self.decided["case_id"], *(held[n] for n in self.decisions.column_names)
        )

    def counts(self, *names: str) -> dict[tuple[Any, ...], int]:
        """How many cases have each combination of values of some columns of the answer."""
        key = Key(self.answers.size)
        for name in names:
            at, values = self.answers.columns[name]
            key.add(at, len(values))
        groups = key.groups()
        sizes = np.bincount(groups.at, weights=self.sizes, minlength=len(groups)).astype(np.int64).tolist()
        held = [self.answers.columns[name] for name in names]
        return {
            tuple(values[int(at[row])] for at, values in held): n
            for row, n in zip(groups.first.tolist(), sizes, strict=True)
        }


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of text without its dictionary."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def qualified_table(
    table: ir.Table,
    law: Law,
    *,
    engine: Engine,
    on: date | None = None,
    mapping: Mapped | None = None,
    beside: Collection[str] = (),
    where: str = "cases",
    lines: Lines = below_header,
    name: str = "cases",
) -> QualifiedTable:
    """The decisions on every case of a table.

    Args:
        table: `yupay_row` (whole numbers, each once) and the columns of the contract, of any type; null and "" are not recorded.
        law: the texts and their vocabulary.
        engine: the one that holds the table.
        on: the date of judgment.
        mapping: other names of columns and values.
        beside: columns of the table that are no part of a coded case.
        where: the file that the rows come from.
        lines: the line of each row there.
        name: of the tables that the engine keeps; another one for every table that is qualified.

    Raises:
        StudyProblems: Q420, Q421 for columns, Q422 to Q429 for values, with lines and the nearest word, never with the value.

    """
    cases = cases_of(table, engine, mapped=mapping, beside=beside, where=where, lines=lines)
    return qualified_cases(cases, law, on=on, name=name)


def qualified_cases(cases: CaseTable, law: Law, *, on: date | None = None, name: str = "cases") -> QualifiedTable:
    """The decisions on coded cases. Raises StudyProblems: Q422 to Q429."""
    ready = prepare(law)
    read = read_columns(cases, law)
    numbers = numbering(read, ready)
    packing = Packing.of({column: len(one.kinds) for column, one in numbers.items()})
    keyed = cases.engine.keep(f"{OURS}{name}_keys", keys(cases, read, numbers, packing))
    for column in numbers:
        cases.engine.drop(f"{OURS}numbers_{column}")
    found = keyed.group_by(list(packing.names)).aggregate(n=keyed.count()).to_pyarrow()
    words = [found[word].to_numpy() for word in packing.names]
    few = reduced({column: one.kinds for column, one in numbers.items()}, packing.unpacked(words), ready, len(found))
    answers = qualified(few, ready, on=on)
    groups = Key(answers.size)
    for at, values in answers.columns.values():
        groups.add(at, len(values))
    alike = groups.groups()
    patterns = pa.table({**dict(zip(packing.names, words, strict=True)), NUMBER: alike.at.astype(np.int64)})
    held = cases.engine.add(f"{OURS}{name}_patterns", patterns.rename_columns([*packing.others, NUMBER]))
    pairs = [keyed[one] == held[other] for one, other in zip(packing.names, packing.others, strict=True)]
    decided = keyed.left_join(held, pairs).select(keyed[ROW], keyed["case_id"], held[NUMBER])
    return QualifiedTable(cases, read, few, answers, found["n"].to_numpy(), alike.first, decided, name)


@dataclass(frozen=True)
class Packing:
    """The numbers of some columns packed into whole numbers: each column has its word and its place there."""

    places: Mapping[str, tuple[int, int, int]]

    @classmethod
    def of(cls, kinds: Mapping[str, int]) -> "Packing":
        """A place for each column that has more than one kind."""
        places, word, room = {}, 0, 1
        for name, count in kinds.items():
            if room * count >= WORD:
                word, room = word + 1, 1
            places[name] = (word, room, count)
            room *= count
        return cls(places)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the packed numbers."""
        return tuple(f"{OURS}key_{word}" for word in range(1 + max(word for word, _, _ in self.places.values())))

    @property
    def others(self) -> tuple[str, ...]:
        """The same columns on the other side of a join."""
        return tuple(f"{name}_of" for name in self.names)

    def packed(self, numbers: Mapping[str, Any]) -> dict[str, Any]:
        """The packed columns of the numbers of each column."""
        found: dict[str, Any] = {}
        for name, (word, room, _) in self.places.items():
            part = numbers[name].cast("int64") * room
            found[self.names[word]] = found[self.names[word]] + part if self.names[word] in found else part
        return found

    def unpacked(self, words: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
        """The numbers of each column."""
        return {
            name: (words[word] // room % count).astype(np.int32) for name, (word, room, count) in self.places.items()
        }


def keys(cases: CaseTable, read: Read, numbers: Mapping[str, Numbered], packing: Packing) -> ir.Table:
    """Every row with its packed numbers: the number of each distinct value joined to the rows that hold it."""
    joined: Any = cases.table
    found: dict[str, str | None] = {}
    for name, one in numbers.items():
        written = read.days if name == DAYS else pa.table({name: read.columns[name].written})
        if len(one.kinds) == 1:
            found[name] = None
            continue
        sides = {f"{OURS}is_{column}": written[column] for column in written.column_names}
        data = pa.table({**sides, f"{OURS}n_{name}": one.numbers})
        held = cases.engine.add(f"{OURS}numbers_{name}", data)
        pairs = [joined[column] == held[f"{OURS}is_{column}"] for column in written.column_names]
        joined = joined.left_join(held, pairs).drop(*sides)
        found[name] = f"{OURS}n_{name}"
    columns = {name: ibis.literal(0) if one is None else joined[one] for name, one in found.items()}
    return joined.select(ROW, "case_id", **packing.packed(columns))
