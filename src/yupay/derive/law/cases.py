"""Which coded cases does a file hold? Its columns are those of the contract, or are mapped to them; free text is never read.

Every value is checked once for each distinct value of its column. A problem names the column, the lines and the nearest word of the
vocabulary; it never shows the value itself, which may be a name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yupay.derive.law import case_words as say
from yupay.derive.law.case_dates import PRECISIONS, Dated, bounds, dated
from yupay.derive.law.facts import LISTS, OLDEST, interval
from yupay.load.chosen import read_chosen
from yupay.load.raw import Lines
from yupay.model.law import CodedCase, Law
from yupay.model.problem import Problem, StudyProblems

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
ANSWERS = ("yes", "no", "unknown")
OPEN = ("none", "unknown")
MOST = 1_000_000
TOLD = 6


@dataclass(frozen=True)
class Mapped:
    """How a file that was coded in other words is read: its columns ("" leaves one out) and the values of each column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tokens:
    """The distinct values of a column, each a run of words: `words[at[i]]` for i from `starts[v]` to `starts[v + 1]`."""

    words: tuple[str, ...]
    at: np.ndarray
    starts: np.ndarray

    def of(self, value: int) -> list[str]:
        """The words of one distinct value, blanks left out."""
        return [self.words[i] for i in self.at[self.starts[value] : self.starts[value + 1]] if self.words[i]]


@dataclass(frozen=True)
class Column:
    """One column of a file: for every row the number of its distinct value, and the words of each."""

    name: str
    rows: np.ndarray
    tokens: Tokens

    def values(self, row: int) -> list[str]:
        """The words of one row."""
        return self.tokens.of(int(self.rows[row]))


@dataclass(frozen=True)
class CaseFile:
    """Coded cases as read and checked: their ids, and each column that the file has."""

    where: str
    ids: pa.Array
    columns: Mapping[str, Column]
    dates: Dated
    lines: Lines

    def __len__(self) -> int:
        return len(self.ids)

    def case(self, row: int) -> CodedCase:
        """One row as a coded case."""
        first, last, precision = self.dates.row(row)
        lists = {name: self._listed(name, row) for name in LISTS}
        return CodedCase(
            case_id=self.ids[row].as_py(),
            act_from=first,
            act_to=last,
            precision=precision,
            place=" ".join(self._words("place", row)),
            victims_n=count_of(self._words("victims_n", row)),
            ages=tuple(sorted(age_of(word) for word in self._words("victim_ages", row))),
            victim_consent=consent_of(self._words("victim_consent", row)),
            agents_n=count_of(self._words("agents_n", row)),
            **lists,
        )

    def _words(self, name: str, row: int) -> list[str]:
        column = self.columns.get(name)
        return [] if column is None else column.values(row)

    def _listed(self, name: str, row: int) -> tuple[str, ...]:
        if name not in self.columns:
            return ("unknown",)
        return tuple(sorted(set(self._words(name, row))))


def coded_cases(file: CaseFile) -> tuple[CodedCase, ...]:
    """Every row of a file as a coded case."""
    return tuple(file.case(row) for row in range(len(file)))


def count_of(words: Sequence[str]) -> int | None:
    """A count of people; None where it is not known."""
    return int(words[0]) if words and words[0] != "unknown" else None


def age_of(word: str) -> tuple[int, int]:
    """An age as an interval; an unknown one is any age."""
    return (0, OLDEST) if word == "unknown" else interval(word)


def consent_of(words: Sequence[str]) -> Any:
    """Consent as recorded."""
    return words[0] if words else "unknown"


def read_cases(path: Path, law: Law, mapped: Mapped | None = None) -> CaseFile:
    """The coded cases of a file in the columns of the contract.

    Args:
        path: .csv, .xlsx, .sav and whatever else a source may be.
        law: whose vocabulary the values must belong to.
        mapped: other names of columns and values.

    Raises:
        StudyProblems: L201 and those of reading; Q420 to Q429 for columns and values, with the lines, never with the value.

    """
    mapped = mapped or Mapped()
    where = path.name
    ids_alone = partial(identifiers, mapped)
    chosen = read_chosen(path, lambda names: picked(where, names, mapped), apart=ids_alone)
    named = {target_of(name, mapped): name for name in chosen.data.column_names}
    reading = _Reading(where, law, mapped, chosen.lines)
    columns = {name: reading.column(name, chosen.data[own]) for name, own in named.items() if name != "case_id"}
    ids = chosen.data[named["case_id"]].combine_chunks()
    ids = ids.chunk(0) if isinstance(ids, pa.ChunkedArray) else ids
    reading.check_ids(ids)
    dates = reading.dates(columns)
    if reading.problems:
        raise StudyProblems(reading.problems)
    return CaseFile(where, ids, columns, dates, chosen.lines)


def picked(where: str, names: Sequence[str], mapped: Mapped) -> list[str]:
    """The columns to read. Raises StudyProblems: Q420 for unknown columns, Q421 for needed ones that are not there."""
    targets = {name: target_of(name, mapped) for name in names}
    known = set(INPUTS) & set(targets.values())
    if not known:
        raise StudyProblems([say.no_header(where, INPUTS)])
    strange = [(at, name) for at, name in enumerate(names, start=1) if targets[name] not in (*INPUTS, *LEFT_ALONE, "")]
    problems = [say.unknown_column(where, at, name, INPUTS) for at, name in strange]
    problems += [say.lacking(where, name) for name in NEEDED if name not in known]
    wanted = [targets[name] for name in names if targets[name] in INPUTS]
    problems += [say.twice(where, name) for name in INPUTS if wanted.count(name) > 1]
    if problems:
        raise StudyProblems(problems)
    return [name for name in names if targets[name] in INPUTS]


def identifiers(mapped: Mapped, names: Sequence[str]) -> list[str]:
    """The column of the identifiers."""
    return [name for name in names if target_of(name, mapped) == "case_id"]


def target_of(name: str, mapped: Mapped) -> str:
    """The column of the contract that a column of the file stands for."""
    return mapped.columns.get(name, name)


def vocabulary(law: Law) -> dict[str, tuple[str, ...]]:
    """The values each list column may hold."""
    known = {column: [fact.value for fact in law.facts if fact.column == column] for column in LISTS}
    return {column: tuple(dict.fromkeys((*values, *OPEN))) for column, values in known.items()}


def tokens_of(column: pa.DictionaryArray, name: str, mapped: Mapped) -> Tokens:
    """The distinct values of a column split at ";" (dates at "/"), each word trimmed, mapped, in lower case where it is a code."""
    sign = {"act_date": "/", "place": "\x1f"}.get(name, ";")
    split = pc.split_pattern(pc.cast(column.dictionary, pa.string()), sign)
    flat = split.flatten().dictionary_encode()
    own = mapped.values.get(name, {})
    words = [own.get(word, own.get(word.strip(), word.strip())) for word in flat.dictionary.to_pylist()]
    places = {word: at for at, word in enumerate(dict.fromkeys(words))}
    alike = np.array([places[word] for word in words], dtype=np.int32)
    return Tokens(tuple(places), alike[flat.indices.to_numpy(zero_copy_only=False)], np.asarray(split.offsets))


@dataclass
class _Reading:
    """The checks of one file, with every problem found so far."""

    where: str
    law: Law
    mapped: Mapped
    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def column(self, name: str, data: pa.ChunkedArray) -> Column:
        whole = data.combine_chunks()
        whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
        column = Column(name, whole.indices.to_numpy(zero_copy_only=False), tokens_of(whole, name, self.mapped))
        self.check(column)
        return column

    def check(self, column: Column) -> None:
        """Q423 to Q426: words outside the vocabulary of the column; a column of one word that holds several."""
        name, words = column.name, column.tokens.words
        if name in LISTS:
            known = vocabulary(self.law)[name]
            bad = [at for at, word in enumerate(words) if word and word not in known]
            self.refuse(column, bad, "Q423", lambda at: nearest(words[at], known))
            self.refuse_contradiction(column)
        elif name == "victim_ages":
            self.refuse(column, [at for at, word in enumerate(words) if not is_age(word)], "Q424")
        elif name in ("victims_n", "agents_n"):
            self.refuse(column, [at for at, word in enumerate(words) if not is_count(word)], "Q425")
        elif name in ("victim_consent", "date_precision"):
            known = ANSWERS if name == "victim_consent" else PRECISIONS
            bad = [at for at, word in enumerate(words) if word and word not in known]
            self.refuse(column, bad, "Q423", lambda at: nearest(words[at], known))
        if name in ("victims_n", "agents_n", "victim_consent", "date_precision"):
            several = np.flatnonzero(np.diff(column.tokens.starts) > 1)
            self.tell(column, several, "Q426", None)

    def refuse_contradiction(self, column: Column) -> None:
        """Q427: "none" beside other values."""
        words = column.tokens.words
        if "none" not in words:
            return
        none = np.add.reduceat(column.tokens.at == words.index("none"), column.tokens.starts[:-1])
        blank = np.add.reduceat(
            np.array([w in ("", "none") for w in words])[column.tokens.at], column.tokens.starts[:-1]
        )
        self.tell(column, np.flatnonzero((none > 0) & (blank < np.diff(column.tokens.starts))), "Q427", None)

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
        rows = np.flatnonzero(np.isin(column.rows, values)) if len(values) else values
        if len(rows):
            self.problems.append(self.at(code, column.name, rows, hint))

    def at(self, code: str, name: str, rows: np.ndarray, hint: str | None) -> Problem:
        return say.bad_value(code, self.where, name, self.lines([int(row) for row in rows[:TOLD]]), len(rows), hint)

    def check_ids(self, ids: pa.Array) -> None:
        """Q422: rows without a case_id."""
        rows = np.flatnonzero(pc.equal(ids, "").to_numpy(zero_copy_only=False))
        if len(rows):
            self.problems.append(self.at("Q422", "case_id", rows, None))

    def dates(self, columns: Mapping[str, Column]) -> Dated:
        """The dates as intervals of days; Q428 a date that is not understood, Q429 one less precise than it says."""
        written = columns["act_date"]
        bad = [at for at, word in enumerate(written.tokens.words) if bounds(word) is None]
        self.refuse(written, bad, "Q428")
        said = columns.get("date_precision")
        found, backward, coarse = dated(written, said)
        for code, rows in (("Q428", backward), ("Q429", coarse)):
            if len(rows) and not bad:
                self.problems.append(self.at(code, "act_date", rows, None))
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
