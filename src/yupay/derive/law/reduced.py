"""Coded cases reduced to what the law asks of them. A reduced case and its original meet the same elements.

Dates are reduced to the days between two changes of a text, ages to the bands of the vocabulary,
counts to the thresholds it names, lists to sets, places to the borders they cross.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from yupay.derive.law.case_dates import ASSUMED, PRECISIONS, RANGE, Dated
from yupay.derive.law.cases import age_of, consent_of, count_of
from yupay.derive.law.columns import Column, Read
from yupay.derive.law.decide import Prepared
from yupay.derive.law.facts import LISTS, OLDEST, FactReader, Sheet
from yupay.model.law import CodedCase, Truth

Fields = dict[str, Any]
Make = Callable[[Any], tuple[Fields, Sheet]]
DAYS = "act_date"


@dataclass(frozen=True)
class Numbered:
    """The number of every distinct value of a column, and what each number stands for: values that the law does not tell apart share one."""

    numbers: np.ndarray
    kinds: tuple[Any, ...]


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

    def sheets(self, rows: np.ndarray) -> list[Sheet]:
        """The facts of some rows."""
        columns = [(values.parts, values.rows.take(rows).tolist()) for values in self.columns.values()]
        found = []
        for place in range(len(rows)):
            yes, unknown = self.fixed
            for parts, numbers in columns:
                part = parts[numbers[place]]
                yes |= part[0]
                unknown |= part[1]
            found.append(Sheet(yes, unknown))
        return found


EMPTY: Fields = {**CodedCase(case_id="", act_from=None, act_to=None, precision="unknown").__dict__}


def numbered(keys: Sequence[Hashable]) -> Numbered:
    """Numbers for the keys of some values, equal keys one number."""
    places: dict[Hashable, int] = {}
    numbers = np.array([places.setdefault(key, len(places)) for key in keys], dtype=np.int32)
    return Numbered(numbers, tuple(places))


def numbering(read: Read, law: Prepared) -> dict[str, Numbered]:
    """The numbers of the distinct values of every column that is there; those of `act_date` are of the distinct days."""
    reader = law.reader
    found = {name: listed(column) for name, column in read.columns.items() if name in LISTS}
    for name, column in read.columns.items():
        if name == "victim_ages":
            found[name] = aged(column, reader)
        elif name in ("victims_n", "agents_n"):
            most = greatest(reader, name)
            counts = [count_of(words) for words in column.each()]
            found[name] = numbered([None if one is None else min(one, most) for one in counts])
        elif name == "victim_consent":
            found[name] = numbered([consent_of(words) for words in column.each()])
        elif name == "place":
            found[name] = placed(column, reader)
    return {DAYS: spans(read.dates, law), **found}


def greatest(reader: FactReader, name: str) -> int:
    """The greatest count of people that the texts tell from the one below it."""
    return max((least for _, least in reader.counts[name]), default=2)


def listed(column: Column) -> Numbered:
    """Lists as sets of words."""
    tokens = column.tokens
    bits = np.array([1 << at for at in range(len(tokens.words))], dtype=np.int64)
    found, at = np.unique(np.bitwise_or.reduceat(bits[tokens.at], tokens.starts[:-1]), return_inverse=True)
    held = [tuple(sorted(w for p, w in enumerate(tokens.words) if w and one >> p & 1)) for one in found.tolist()]
    return Numbered(at.astype(np.int32), tuple(held))


def aged(column: Column, reader: FactReader) -> Numbered:
    """Ages as the set of bands they reach, with how many people they stand for, up to the greatest threshold."""
    most, tokens = greatest(reader, "victims_n"), column.tokens
    cuts = sorted({0, *(low for _, low, _ in reader.ages), *(high + 1 for _, _, high in reader.ages)})
    bands = [band(age_of(word), cuts) if word else None for word in tokens.words]
    known = list(dict.fromkeys(one for one in bands if one is not None))
    bits = np.array([1 << known.index(one) if one is not None else 0 for one in bands], dtype=np.int64)[tokens.at]
    held = np.bitwise_or.reduceat(bits, tokens.starts[:-1])
    people = np.minimum(np.add.reduceat((bits > 0).astype(np.int64), tokens.starts[:-1]), most)
    found, at = np.unique(held * (most + 1) + people, return_inverse=True)
    kinds = []
    for one in found.tolist():
        reached, count = divmod(one, most + 1)
        kinds.append((tuple(sorted(known[p] for p in range(len(known)) if reached >> p & 1)), count))
    return Numbered(at.astype(np.int32), tuple(kinds))


def band(age: tuple[int, int], cuts: Sequence[int]) -> tuple[int, int]:
    """An age as the bands between two cuts that it reaches."""
    low = max(cut for cut in cuts if cut <= age[0])
    high = min((cut - 1 for cut in cuts if cut > age[1]), default=OLDEST)
    return low, min(high, OLDEST)


def placed(column: Column, reader: FactReader) -> Numbered:
    """Places as the facts they give; the first place written stands for all that give the same."""
    written = [" ".join(words) for words in column.each()]
    first: dict[Sheet, str] = {}
    for place in written:
        first.setdefault(reader.placed(place), place)
    return numbered([first[reader.placed(place)] for place in written])


def spans(dates: Dated, law: Prepared) -> Numbered:
    """Dates as the stretches between two changes of a text, a neighbour or a rule; an assumed date is its middle day."""
    starts = changes(law)
    days = np.array([day.toordinal() for day in starts])
    middle = dates.first + (dates.last - dates.first) // 2
    assumed = dates.precision == ASSUMED
    first, last = np.where(assumed, middle, dates.first), np.where(assumed, middle, dates.last)
    known = dates.first > 0
    low = np.where(known, np.searchsorted(days, first, "right") - 1, 0)
    high = np.where(known, np.searchsorted(days, last, "right") - 1, 0)
    ranged = dates.precision == RANGE
    keys = zip(known.tolist(), low.tolist(), high.tolist(), ranged.tolist(), strict=True)
    found = numbered(list(keys))
    return Numbered(found.numbers, tuple(span(kind, starts) for kind in found.kinds))


def span(kind: tuple[bool, int, int, bool], starts: Sequence[date]) -> Fields:
    """The fields of one span: whether its days are known, the first and the last stretch, whether it is a range."""
    known, low, high, ranged = kind
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


def reduced(kinds: Mapping[str, Sequence[Any]], rows: Mapping[str, np.ndarray], law: Prepared, size: int) -> Reduced:
    """Fact patterns as reduced cases.

    Args:
        kinds: what each number of a column stands for; a column that is not there is not recorded.
        rows: for each of those columns the number of every pattern.
        law: whose vocabulary reads them.
        size: how many patterns.

    """
    reader, nowhere = law.reader, np.zeros(size, dtype=np.int32)

    def column(name: str, absent: Any, make: Make) -> Values:
        return told(rows.get(name, nowhere), kinds.get(name, (absent,)), make)

    columns = {name: column(name, ("unknown",), _list(name, reader)) for name in LISTS}
    aged_, at = kinds.get("victim_ages", (((), 0),)), rows.get("victim_ages", nowhere)
    columns["victim_ages"] = ages = told(at, [key[0] for key in aged_], lambda key: ({"ages": key}, reader.aged(key)))
    people = np.array([count for _, count in aged_])[at]
    counted = column("victims_n", None, _count("victims_n", reader))
    columns["victims_n"] = counted_by_age(counted, people, reader)
    columns["agents_n"] = column("agents_n", None, _count("agents_n", reader))
    said = kinds.get("victim_consent", ("unknown",))
    columns["victim_consent"] = consented(said, rows.get("victim_consent", nowhere), ages, reader)
    columns["place"] = column("place", "", lambda place: ({"place": place}, reader.placed(place)))
    return Reduced(columns, Spans(rows[DAYS], tuple(kinds[DAYS])), Sheet(0, reader.columns.get("", 0)), size)


def told(rows: np.ndarray, keys: Sequence[Any], make: Make) -> Values:
    """A column from a key for each number: equal keys become one."""
    found = numbered(keys)
    made = [make(key) for key in found.kinds]
    return Values(small(found).take(rows), tuple(fields for fields, _ in made), tuple(part for _, part in made))


def small(found: Numbered) -> np.ndarray:
    """The numbers in as few bytes as hold them: a million rows are read many times over."""
    return found.numbers.astype(np.int16 if len(found.kinds) < 1 << 15 else np.int32)


def _list(name: str, reader: FactReader) -> Make:
    return lambda words: ({name: words}, reader.listed(name, words))


def _count(name: str, reader: FactReader) -> Make:
    return lambda number: ({name: number}, reader.counted(name, number))


def counted_by_age(values: Values, people: np.ndarray, reader: FactReader) -> Values:
    """The number of victims: one that is not recorded is as many as there are ages, two or more."""
    numbers: list[Any] = [one["victims_n"] for one in values.fields]
    if None not in numbers:
        return values
    open_ = (values.rows == numbers.index(None)) & (people > 1)
    pairs = np.where(open_, len(numbers) + people, values.rows)
    return told(pairs, [*numbers, *range(greatest(reader, "victims_n") + 1)], _count("victims_n", reader))


def consented(said: Sequence[Any], rows: np.ndarray, ages: Values, reader: FactReader) -> Values:
    """Consent as recorded, as far as the ages beside it let it count."""
    kinds: dict[tuple[Sheet, ...], int] = {}
    words: tuple[Truth, ...] = ("yes", "no", "unknown")
    counts = [tuple(reader.consented(word, one["ages"]) for word in words) for one in ages.fields]
    alike = np.array([kinds.setdefault(one, len(kinds)) for one in counts], dtype=np.int32)
    keys = [(word, parts[words.index(word)]) for word in said for parts in kinds]
    return told(
        rows.astype(np.int32) * len(kinds) + alike[ages.rows], keys, lambda key: ({"victim_consent": key[0]}, key[1])
    )
