"""Which words does each column of coded cases hold? Every distinct value is read and checked once, wherever the rows are.

A problem names the column, the lines and the nearest word of the vocabulary; it never shows the value itself, which may be a name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yupay.derive.law import case_words as say
from yupay.derive.law.case_dates import PRECISIONS, Dated, bounds, dated
from yupay.derive.law.facts import LISTS, OLDEST, interval
from yupay.model.law import Law
from yupay.model.problem import Problem

ANSWERS = ("yes", "no", "unknown")
OPEN = ("none", "unknown")
MOST = 1_000_000
TOLD = 6
ONE_WORD = ("victims_n", "agents_n", "victim_consent", "date_precision")

Holding = Callable[[Sequence[str], pa.Table], tuple[list[int], int]]


@dataclass(frozen=True)
class Tokens:
    """The distinct values of a column, each a run of words: `words[at[i]]` for i from `starts[v]` to `starts[v + 1]`."""

    words: tuple[str, ...]
    at: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, value: int) -> list[str]:
        """The words of one distinct value, blanks left out."""
        return [self.words[i] for i in self.at[self.starts[value] : self.starts[value + 1]] if self.words[i]]


@dataclass(frozen=True)
class Column:
    """One column: its distinct values as written, the words of each; `rows` is the value of each row of what it stands in."""

    name: str
    written: pa.StringArray
    tokens: Tokens
    rows: np.ndarray

    def each(self) -> list[list[str]]:
        """The words of every distinct value."""
        return [self.tokens.of(value) for value in range(len(self.tokens))]


@dataclass(frozen=True)
class Read:
    """The columns of coded cases as read and checked; the dates belong to the distinct `days`: date as written, precision."""

    columns: Mapping[str, Column]
    days: pa.Table
    dates: Dated


def tokens_of(written: pa.StringArray, name: str, own: Mapping[str, str]) -> Tokens:
    """The distinct values of a column split at ";" (dates at "/"), each word trimmed and mapped; equal words stand once."""
    sign = {"act_date": "/", "place": "\x1f"}.get(name, ";")
    split = pc.split_pattern(written, sign)
    flat = split.flatten().dictionary_encode()
    words = [own.get(word, own.get(word.strip(), word.strip())) for word in flat.dictionary.to_pylist()]
    places = {word: at for at, word in enumerate(dict.fromkeys(words))}
    alike = np.array([places[word] for word in words], dtype=np.int32)
    return Tokens(tuple(places), alike[flat.indices.to_numpy(zero_copy_only=False)], np.asarray(split.offsets))


def column_of(name: str, written: pa.StringArray, own: Mapping[str, str], rows: np.ndarray | None = None) -> Column:
    """A column of distinct values; `rows`: where values repeat, the number of each row's value."""
    at = np.arange(len(written), dtype=np.int32) if rows is None else rows
    return Column(name, written, tokens_of(written, name, own), at)


def vocabulary(law: Law) -> dict[str, tuple[str, ...]]:
    """The values each list column may hold."""
    known = {column: [fact.value for fact in law.facts if fact.column == column] for column in LISTS}
    return {column: tuple(dict.fromkeys((*values, *OPEN))) for column, values in known.items()}


@dataclass
class Checks:
    """The checks of one table, with every problem found so far.

    `holding` answers which rows hold one of some values of some columns: the first few, and how many; `lines` are their lines.
    """

    where: str
    law: Law
    holding: Holding
    lines: Callable[[Sequence[int]], list[int]]
    problems: list[Problem] = field(default_factory=list)

    def check(self, column: Column) -> None:
        """Q423 to Q426: words outside the vocabulary of the column; a column of one word that holds several."""
        name, words = column.name, column.tokens.words
        if name in LISTS:
            self.refuse_strange(column, vocabulary(self.law)[name])
            self.refuse_contradiction(column)
        elif name == "victim_ages":
            self.refuse(column, [at for at, word in enumerate(words) if not is_age(word)], "Q424")
        elif name in ("victims_n", "agents_n"):
            self.refuse(column, [at for at, word in enumerate(words) if not is_count(word)], "Q425")
        elif name in ("victim_consent", "date_precision"):
            self.refuse_strange(column, ANSWERS if name == "victim_consent" else PRECISIONS)
        if name in ONE_WORD:
            several = np.flatnonzero(np.diff(column.tokens.starts) > 1)
            self.tell(column, several, "Q426", None)

    def refuse_strange(self, column: Column, known: Sequence[str]) -> None:
        """Q423: words that the vocabulary does not hold."""
        words = column.tokens.words
        bad = [at for at, word in enumerate(words) if word and word not in known]
        self.refuse(column, bad, "Q423", lambda at: nearest(words[at], known))

    def refuse_contradiction(self, column: Column) -> None:
        """Q427: "none" beside other values."""
        words, tokens = column.tokens.words, column.tokens
        if "none" not in words:
            return
        none = np.add.reduceat(tokens.at == words.index("none"), tokens.starts[:-1])
        blank = np.add.reduceat(np.array([w in ("", "none") for w in words])[tokens.at], tokens.starts[:-1])
        self.tell(column, np.flatnonzero((none > 0) & (blank < np.diff(tokens.starts))), "Q427", None)

    def refuse(self, column: Column, bad: Sequence[int], code: str, near: Any = None) -> None:
        """One problem for the words of a column that may not stand there, for each word they may have meant."""
        meant: dict[str | None, list[int]] = {}
        for at in bad:
            meant.setdefault(near(at) if near else None, []).append(at)
        for hint, words in list(meant.items())[:TOLD]:
            holding = np.flatnonzero(np.isin(column.tokens.at, words))
            values = np.unique(np.searchsorted(column.tokens.starts, holding, "right") - 1)
            self.tell(column, values, code, hint)

    def tell(self, column: Column, values: np.ndarray, code: str, hint: str | None) -> None:
        """A problem of the rows that hold one of these distinct values."""
        if len(values):
            self.at(code, pa.table({column.name: column.written.take(pa.array(values))}), hint)

    def at(self, code: str, values: pa.Table, hint: str | None) -> None:
        """A problem of the rows that hold one of these values; the first of the columns is the one at fault."""
        rows, count = self.holding(values.column_names, values)
        if count:
            name = values.column_names[0]
            self.problems.append(say.bad_value(code, self.where, name, self.lines(rows), count, hint))

    def dates(self, days: pa.Table, written: Column, said: Column | None) -> Dated:
        """The dates as intervals of days; Q428 a date that is not understood, Q429 one less precise than it says."""
        bad = [at for at, word in enumerate(written.tokens.words) if bounds(word) is None]
        self.refuse(written, bad, "Q428")
        found, backward, coarse = dated(written, said)
        for code, rows in (("Q428", backward), ("Q429", coarse)):
            if len(rows) and not bad:
                self.at(code, days.take(pa.array(rows)), None)
        return found


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The word of the vocabulary nearest to one written."""
    folded = word.casefold().replace(" ", "_")[:60]
    return next(iter(get_close_matches(folded, known, n=1, cutoff=0.6)), None)


def is_age(word: str) -> bool:
    """Whether a word is an age: 14, 12-17, <14, 18+, unknown, blank."""
    if word in ("", "unknown"):
        return True
    try:
        low, high = interval(word)
    except ValueError:
        return False
    return word.isascii() and 0 <= low <= high <= OLDEST


def is_count(word: str) -> bool:
    """Whether a word is a count of people: a whole number, unknown, blank."""
    return word in ("", "unknown") or (word.isascii() and word.isdigit() and int(word) <= MOST)
