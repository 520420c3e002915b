"""Coded cases reduced to what the law asks of them. A reduced case and its original meet the same elements.

Dates are reduced to the days between two changes of a text, ages to the bands of the vocabulary,
counts to the thresholds it names, lists to sets, places to the borders they cross.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from yupay.derive.law.case_dates import PRECISIONS, RANGE, Dated
from yupay.derive.law.cases import CaseFile, Column, age_of, count_of
from yupay.derive.law.decide import Prepared
from yupay.derive.law.facts import LISTS, OLDEST, FactReader, Sheet, UnknownValue
from yupay.model.law import CodedCase, Truth

Fields = dict[str, Any]
RANGED = 1


@dataclass(frozen=True)
class Values:
    """One column reduced: for every row the number of its value, the fields of a case and the facts that each value stands for."""

    rows: np.ndarray
    fields: tuple[Fields, ...]
    parts: tuple[Sheet, ...]


@dataclass(frozen=True)
class Spans:
    """The dates reduced: for every row the number of its span; each span is the first and last day of a stretch without change."""

    rows: np.ndarray
    fields: tuple[Fields, ...]


@dataclass(frozen=True)
class Reduced:
    """All columns reduced; `fixed` are the facts that no column records."""

    columns: Mapping[str, Values]
    spans: Spans
    fixed: Sheet
    size: int

    def of(self, rows: np.ndarray) -> "Reduced":
        """Some of the rows."""
        columns = {name: replace(values, rows=values.rows[rows]) for name, values in self.columns.items()}
        return Reduced(columns, replace(self.spans, rows=self.spans.rows[rows]), self.fixed, len(rows))

    def case(self, row: int) -> CodedCase:
        """A row as its reduced case."""
        fields = dict(self.spans.fields[int(self.spans.rows[row])])
        for values in self.columns.values():
            fields |= values.fields[int(values.rows[row])]
        return CodedCase.model_construct(**(EMPTY | fields))

    def sheet(self, row: int) -> Sheet:
        """The facts of a row."""
        yes, unknown = self.fixed
        for values in self.columns.values():
            part = values.parts[int(values.rows[row])]
            yes, unknown = yes | part.yes, unknown | part.unknown
        return Sheet(yes, unknown)


EMPTY: Fields = {**CodedCase(case_id="", act_from=None, act_to=None, precision="unknown").__dict__}


def reduced(file: CaseFile, law: Prepared) -> Reduced:
    """Every column of a file reduced. Raises UnknownValue."""
    reader, size = law.reader, len(file)
    columns = {name: listed(name, file.columns.get(name), reader, size) for name in LISTS}
    ages, people = aged(file.columns.get("victim_ages"), reader, size)
    columns["victim_ages"] = ages
    columns["victims_n"] = counted("victims_n", file.columns.get("victims_n"), reader, size, people)
    columns["agents_n"] = counted("agents_n", file.columns.get("agents_n"), reader, size, None)
    columns["victim_consent"] = consented(file.columns.get("victim_consent"), ages, reader, size)
    columns["place"] = placed(file.columns.get("place"), reader, size)
    return Reduced(columns, spans(file.dates, law), Sheet(0, reader.columns.get("", 0)), size)


def told(rows: np.ndarray, keys: Sequence[Any], make: Callable[[Any], tuple[Fields, Sheet]]) -> Values:
    """A column from a key for each distinct value: equal keys become one, and one of equal facts and fields too."""
    places: dict[Any, int] = {}
    again = np.array([places.setdefault(key, len(places)) for key in keys], dtype=np.int32)
    made = [make(key) for key in places]
    return Values(again[rows], tuple(fields for fields, _ in made), tuple(part for _, part in made))


def everywhere(size: int) -> np.ndarray:
    """The rows of a column that the file lacks: one value."""
    return np.zeros(size, dtype=np.int32)


def sets(column: Column) -> np.ndarray:
    """The words of each distinct value as a set of bits."""
    bits = np.array([1 << at for at in range(len(column.tokens.words))], dtype=np.int64)
    return np.bitwise_or.reduceat(bits[column.tokens.at], column.tokens.starts[:-1])


def listed(name: str, column: Column | None, reader: FactReader, size: int) -> Values:
    """A list as a set of values; unknown where the file has no such column."""

    def make(words: tuple[str, ...]) -> tuple[Fields, Sheet]:
        return {name: words}, reader.listed(name, words)

    if column is None:
        return told(everywhere(size), [("unknown",)], make)
    words = column.tokens.words
    found, at = np.unique(sets(column), return_inverse=True)
    keys = [
        tuple(sorted(word for place, word in enumerate(words) if word and one >> place & 1)) for one in found.tolist()
    ]
    return told(at.astype(np.int32)[column.rows], keys, make)


def aged(column: Column | None, reader: FactReader, size: int) -> tuple[Values, np.ndarray]:
    """Ages as the set of bands they reach, and how many people they stand for, up to the greatest threshold."""
    most = max((least for _, least in reader.counts["victims_n"]), default=2)
    cuts = sorted({0, *(low for _, low, _ in reader.ages), *(high + 1 for _, _, high in reader.ages)})

    def make(ages: tuple[tuple[int, int], ...]) -> tuple[Fields, Sheet]:
        return {"ages": ages}, reader.aged(ages)

    if column is None:
        return told(everywhere(size), [()], make), everywhere(size)
    bands = [band(age_of(word), cuts) if word else None for word in column.tokens.words]
    kinds = list(dict.fromkeys(one for one in bands if one is not None))
    bits = np.array([1 << kinds.index(one) if one is not None else 0 for one in bands], dtype=np.int64)
    starts = column.tokens.starts[:-1]
    found, at = np.unique(np.bitwise_or.reduceat(bits[column.tokens.at], starts), return_inverse=True)
    people = np.minimum(np.add.reduceat((bits[column.tokens.at] > 0).astype(np.int32), starts), most)
    keys = [tuple(sorted(kinds[place] for place in range(len(kinds)) if one >> place & 1)) for one in found.tolist()]
    return told(at.astype(np.int32)[column.rows], keys, make), people[column.rows]


def band(age: tuple[int, int], cuts: Sequence[int]) -> tuple[int, int]:
    """An age as the bands between two cuts that it reaches."""
    low = max(cut for cut in cuts if cut <= age[0])
    high = min((cut - 1 for cut in cuts if cut > age[1]), default=OLDEST)
    return low, min(high, OLDEST)


def counted(name: str, column: Column | None, reader: FactReader, size: int, people: np.ndarray | None) -> Values:
    """A count up to its greatest threshold; one that is not recorded is as many as there are ages, two or more."""
    most = max((least for _, least in reader.counts[name]), default=2)

    def make(number: int | None) -> tuple[Fields, Sheet]:
        return {name: number}, reader.counted(name, number)

    if column is None:
        rows, keys = everywhere(size), list[int | None]([None])
    else:
        found = [count_of(column.tokens.of(value)) for value in range(len(column.tokens.starts) - 1)]
        rows, keys = column.rows, [None if one is None else min(one, most) for one in found]
    values = told(rows, keys, make)
    if people is None or not any("victims_n" in one and one["victims_n"] is None for one in values.fields):
        return values
    none = next(at for at, one in enumerate(values.fields) if one[name] is None)
    numbers: list[Any] = [one[name] for one in values.fields]
    pairs = np.where((values.rows == none) & (people > 1), len(numbers) + people, values.rows)
    return told(pairs, [*numbers, *range(most + 1)], make)


def consented(column: Column | None, ages: Values, reader: FactReader, size: int) -> Values:
    """Consent as recorded, as far as the ages beside it let it count."""
    if column is None:
        said, rows = ["unknown"], everywhere(size)
    else:
        said = [(column.tokens.of(at) or ["unknown"])[0] for at in range(len(column.tokens.starts) - 1)]
        rows = column.rows
    kinds: dict[tuple[Sheet, ...], int] = {}
    words: tuple[Truth, ...] = ("yes", "no", "unknown")
    counts = [tuple(reader.consented(word, one["ages"]) for word in words) for one in ages.fields]
    alike = np.array([kinds.setdefault(one, len(kinds)) for one in counts], dtype=np.int32)
    keys = [(word, parts[words.index(word)]) for word in said for parts in kinds]
    return told(rows * len(kinds) + alike[ages.rows], keys, lambda key: ({"victim_consent": key[0]}, key[1]))


def placed(column: Column | None, reader: FactReader, size: int) -> Values:
    """Places as the facts they give; the first place written stands for all that give the same."""
    if column is None:
        return told(everywhere(size), [""], lambda place: ({"place": place}, reader.placed(place)))
    written = [" ".join(column.tokens.of(at)) for at in range(len(column.tokens.starts) - 1)]
    first: dict[Sheet, str] = {}
    keys = [reader.placed(place) for place in written]
    for part, place in zip(keys, written, strict=True):
        first.setdefault(part, place)
    return told(column.rows, keys, lambda part: ({"place": first[part]}, part))


def spans(dates: Dated, law: Prepared) -> Spans:
    """Dates as the stretches between two changes of a text, a neighbour or a rule."""
    starts = changes(law)
    days = np.array([day.toordinal() for day in starts])
    known = dates.first > 0
    low = np.where(known, np.searchsorted(days, dates.first, "right") - 1, 0)
    high = np.where(known, np.searchsorted(days, dates.last, "right") - 1, 0)
    ranged = dates.precision == RANGE
    key = ((known * len(days) + low) * len(days) + high) * 2 + ranged
    present = np.flatnonzero(np.bincount(key, minlength=1))
    again = np.zeros(int(present.max()) + 1, dtype=np.int32)
    again[present] = np.arange(len(present))
    return Spans(again[key], tuple(span(int(one), starts) for one in present))


def span(key: int, starts: Sequence[date]) -> Fields:
    """The fields of one span."""
    rest, ranged = divmod(key, 2)
    rest, high = divmod(rest, len(starts))
    known, low = divmod(rest, len(starts))
    precision = PRECISIONS[RANGE] if ranged else "day" if known else "unknown"
    if not known:
        return {"act_from": None, "act_to": None, "precision": precision}
    return {"act_from": starts[low], "act_to": starts[high], "precision": precision}


def changes(law: Prepared) -> list[date]:
    """The first day of every stretch without change."""
    texts = [(one.valid_from, one.valid_to) for one in law.law.provisions]
    texts += [(one.valid_from, one.valid_to) for one in law.law.rules]
    days = {date.min, *(start for start, _ in texts)}
    days |= {date.fromordinal(end.toordinal() + 1) for _, end in texts if end is not None and end < date.max}
    return sorted(days)


__all__ = ("Reduced", "UnknownValue", "reduced")
