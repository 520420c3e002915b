"""Which rows are alike for one question of the law? Only the facts that the question asks for make a key; one row stands for its group.

No answer is made here: the evaluator is asked once for each distinct key, and its answer goes to every row of the group.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from yupay.derive.law.evaluate import together
from yupay.derive.law.facts import FactReader, Sheet
from yupay.derive.law.reduced import Reduced

T = TypeVar("T", bound=Hashable)
WORD = 1 << 62
ROOM = 1 << 16
Leaves = frozenset[int]
Part = tuple[int, int, int]


@dataclass(frozen=True)
class Groups:
    """For every row the number of its group; for every group the first of its rows."""

    at: np.ndarray
    first: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


@dataclass
class Key:
    """A key built from small numbers, packed into whole words."""

    size: int
    words: list[np.ndarray] = field(default_factory=list)
    room: int = 0

    def add(self, numbers: np.ndarray, kinds: int, rows: np.ndarray | None = None) -> Part:
        """One more part: numbers from 0 to `kinds` - 1 of all rows, or of some (the others then count as 0); where it stands."""
        kinds += rows is not None
        if kinds < 2:
            return 0, 1, 1
        if not self.words or self.room * kinds >= WORD:
            self.words.append(np.zeros(self.size, dtype=np.int64))
            self.room = 1
        word = self.words[-1]
        if rows is None:
            word += np.multiply(numbers, self.room, dtype=np.int64)
        else:
            word[rows] = word.take(rows) + np.multiply(numbers + np.int32(1), self.room, dtype=np.int64)
        self.room *= kinds
        return len(self.words) - 1, self.room // kinds, kinds

    def read(self, part: Part, rows: np.ndarray) -> np.ndarray:
        """A part of some rows: its number, from 1 where the part is one of some rows only."""
        word, room, kinds = part
        return self.words[word].take(rows) // room % kinds

    def groups(self) -> Groups:
        """The rows of equal keys."""
        if not self.words:
            return Groups(np.zeros(self.size, dtype=np.int32), np.zeros(min(self.size, 1), dtype=np.int64))
        at, present = dense(self.words[0], self.room if len(self.words) == 1 else WORD)
        for word in self.words[1:]:
            other, more = dense(word, WORD)
            at, present = dense(at.astype(np.int64) * len(more) + other, len(present) * len(more))
        return Groups(at, firsts(at, len(present)))


def firsts(at: np.ndarray, count: int) -> np.ndarray:
    """The first row of every group."""
    first = np.zeros(count, dtype=np.int64)
    first[at[::-1]] = np.arange(len(at) - 1, -1, -1)
    return first


@dataclass(frozen=True)
class Asked:
    """The reduced cases, or some of them: what a question is asked over. `known` are the columns as other questions saw them."""

    cases: Reduced
    reader: FactReader
    rows: np.ndarray | None = None
    known: dict[Any, tuple[np.ndarray, list[Sheet]]] = field(default_factory=dict, repr=False)
    held: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return self.cases.size if self.rows is None else len(self.rows)

    def of(self, rows: np.ndarray) -> "Asked":
        """Some of the rows."""
        return Asked(self.cases, self.reader, rows if self.rows is None else self.rows.take(rows), self.known)

    def sheets(self, rows: np.ndarray) -> list[Sheet]:
        """The facts of some of the rows."""
        return self.cases.sheets(rows if self.rows is None else self.rows.take(rows))

    def numbers(self, name: str) -> np.ndarray:
        """The numbers of a column."""
        if name not in self.held:
            numbers = self.cases.columns[name].rows
            self.held[name] = numbers if self.rows is None else numbers.take(self.rows)
        return self.held[name]

    def column(self, name: str, leaves: Leaves) -> tuple[np.ndarray, list[Sheet]]:
        """The values of a column as far as some leaves tell them apart: the number of each, and one part for each number."""
        bits = self.reader.columns.get(name, 0)
        inside = tuple(sorted({leaf & bits for leaf in leaves} - {0}))
        key = name, inside
        if key not in self.known:
            mask, places = together(inside), dict[tuple[int, ...], int]()
            parts: list[Sheet] = []
            again = []
            for part in self.cases.columns[name].parts:
                seen = tuple([2 if part.yes & leaf else 1 if part.unknown & leaf else 0 for leaf in inside])
                if seen not in places:
                    places[seen] = len(parts)
                    parts.append(Sheet(part.yes & mask, part.unknown & mask))
                again.append(places[seen])
            self.known[key] = np.array(again, dtype=np.int64), parts
        return self.known[key]

    def over(self, leaves: Leaves, ask: Callable[[Sheet], T]) -> tuple[np.ndarray, list[T]]:
        """What a question that sees only these leaves answers for each row: numbers, and the distinct answers."""
        mask = together(leaves)
        names = [name for name in self.cases.columns if self.reader.columns.get(name, 0) & mask]
        seen = [(name, *self.column(name, leaves)) for name in names]
        room = prod(len(parts) for _, _, parts in seen)
        kind, step = np.dtype(np.int32 if room < 1 << 31 else np.int64), 1
        key: np.ndarray = np.zeros(len(self), dtype=kind)
        for name, again, parts in seen:
            if len(parts) > 1:
                key += (again * step).astype(kind).take(self.numbers(name))
                step *= len(parts)
        at, present = dense(key, room)
        fixed = Sheet(self.cases.fixed.yes & mask, self.cases.fixed.unknown & mask)
        columns = [parts for _, _, parts in seen]
        answers: dict[T, int] = {}
        table = [answers.setdefault(ask(joined(fixed, one, columns)), len(answers)) for one in present.tolist()]
        return np.array(table, dtype=np.int32).take(at), list(answers)


def dense(key: np.ndarray, room: int) -> tuple[np.ndarray, np.ndarray]:
    """Keys below `room` as the places of those that are there, and these."""
    if room > ROOM:
        found = pa.array(key).dictionary_encode()
        return found.indices.to_numpy(zero_copy_only=False), found.dictionary.to_numpy()
    there = np.zeros(room, dtype=bool)
    there[key] = True
    present = np.flatnonzero(there)
    places = np.zeros(room, dtype=np.int32)
    places[present] = np.arange(len(present))
    return places.take(key), present


def joined(fixed: Sheet, key: int, columns: Sequence[Sequence[Sheet]]) -> Sheet:
    """The facts that a key stands for."""
    yes, unknown = fixed
    for parts in columns:
        at = 0
        if len(parts) > 1:
            key, at = divmod(key, len(parts))
        yes, unknown = yes | parts[at].yes, unknown | parts[at].unknown
    return Sheet(yes, unknown)
