"""Which rows are alike for one question of the law? Only the facts that the question asks for make a key; one row stands for its group.

No answer is made here: the evaluator is asked once for each distinct key, and its answer goes to every row of the group.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from yupay.derive.law.facts import FactReader, Sheet
from yupay.derive.law.reduced import Reduced

T = TypeVar("T", bound=Hashable)
WORD = 1 << 62


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

    def add(self, numbers: np.ndarray, kinds: int, rows: np.ndarray | None = None) -> None:
        """One more part: numbers from 0 to `kinds` - 1 of all rows, or of some (the others then count as 0)."""
        kinds += rows is not None
        if kinds < 2:
            return
        if not self.words or self.room * kinds >= WORD:
            self.words.append(np.zeros(self.size, dtype=np.int64))
            self.room = 1
        word = self.words[-1]
        if rows is None:
            word += numbers.astype(np.int64) * self.room
        else:
            word[rows] += (numbers.astype(np.int64) + 1) * self.room
        self.room *= kinds

    def groups(self) -> Groups:
        """The rows of equal keys."""
        if not self.words:
            return Groups(np.zeros(self.size, dtype=np.int32), np.zeros(min(self.size, 1), dtype=np.int64))
        at, count = coded(self.words[0])
        for word in self.words[1:]:
            other, more = coded(word)
            at, count = coded(at.astype(np.int64) * more + other)
        return Groups(at, firsts(at, count))


def coded(numbers: np.ndarray) -> tuple[np.ndarray, int]:
    """Numbers as the places of their distinct values."""
    found = pa.array(numbers).dictionary_encode()
    return found.indices.to_numpy(zero_copy_only=False), len(found.dictionary)


def firsts(at: np.ndarray, count: int) -> np.ndarray:
    """The first row of every group."""
    first = np.zeros(count, dtype=np.int64)
    first[at[::-1]] = np.arange(len(at) - 1, -1, -1)
    return first


@dataclass(frozen=True)
class Asked:
    """The reduced cases with the columns of each fact: what a question is asked over."""

    cases: Reduced
    reader: FactReader
    known: dict[tuple[str, int], tuple[np.ndarray, list[Sheet]]] = field(default_factory=dict, repr=False)

    def column(self, name: str, mask: int) -> tuple[np.ndarray, list[Sheet]]:
        """The values of a column as far as a mask sees them: the number of each, and the distinct parts."""
        key = (name, self.reader.columns.get(name, 0) & mask)
        if key not in self.known:
            places: dict[Sheet, int] = {}
            parts = self.cases.columns[name].parts
            seen = [Sheet(part.yes & mask, part.unknown & mask) for part in parts]
            again = np.array([places.setdefault(part, len(places)) for part in seen], dtype=np.int16)
            self.known[key] = again, list(places)
        return self.known[key]

    def over(self, mask: int, ask: Callable[[Sheet], T], rows: np.ndarray | None) -> tuple[np.ndarray, list[T]]:
        """What a question that sees only `mask` answers for each of the rows: numbers, and the distinct answers."""
        names = [name for name in self.cases.columns if self.reader.columns.get(name, 0) & mask]
        seen = [(name, *self.column(name, mask)) for name in names]
        seen = [one for one in seen if len(one[2]) > 1 or one[2][0] != (0, 0)]
        room = 1
        key: Any = None
        for name, again, parts in seen:
            numbers = again[self.rows(name, rows)].astype(np.int32)
            key = numbers if key is None else key + numbers * np.int32(room)
            room *= len(parts)
        fixed = Sheet(self.cases.fixed.yes & mask, self.cases.fixed.unknown & mask)
        if key is None:
            return np.zeros(self.cases.size if rows is None else len(rows), dtype=np.int16), [ask(fixed)]
        present = np.flatnonzero(np.bincount(key, minlength=room))
        answers: dict[T, int] = {}
        table = np.zeros(room, dtype=np.int16)
        for one in present.tolist():
            found = ask(joined(fixed, one, [parts for _, _, parts in seen]))
            table[one] = answers.setdefault(found, len(answers))
        return table[key], list(answers)

    def rows(self, name: str, rows: np.ndarray | None) -> np.ndarray:
        """The numbers of a column in some rows."""
        numbers = self.cases.columns[name].rows
        return numbers if rows is None else numbers[rows]


def joined(fixed: Sheet, key: int, columns: Sequence[Sequence[Sheet]]) -> Sheet:
    """The facts that a key stands for."""
    yes, unknown = fixed
    for parts in columns:
        key, at = divmod(key, len(parts))
        yes, unknown = yes | parts[at].yes, unknown | parts[at].unknown
    return Sheet(yes, unknown)
