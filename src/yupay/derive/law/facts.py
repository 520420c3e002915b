"""A coded case as three-valued facts: which facts of the vocabulary are yes, which are unknown, the rest are no.

A fact is one bit, a case is two masks. A file that does not say leaves the facts of its column unknown; flags with nothing coded are no, acts,
means and purposes with nothing coded are unknown. A fact of column "" is asked for by a text and coded nowhere: unknown in every case. Ages are intervals: yes where a victim is surely inside, unknown where one may be.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from yupay.model.law import CodedCase, Fact, Truth

LISTS = ("acts", "means", "purposes", "victim_flags", "agent_flags", "outcome_flags")
MUST_BE_CODED = ("acts", "means", "purposes")
COUNTS = ("victims_n", "agents_n")
OLDEST = 120
ADULT = 18
NO, UNKNOWN, YES = 0, 1, 2
TRUTH: tuple[Truth, Truth, Truth] = ("no", "unknown", "yes")
Interval = tuple[int, int]


class Sheet(NamedTuple):
    """The facts of one case: a bit set in `yes`, or in `unknown`, or in neither (no)."""

    yes: int
    unknown: int


class UnknownValue(LookupError):
    """A value that the vocabulary does not hold; it names the column only, never the value."""


def interval(words: str) -> Interval:
    """An age as written in a coded case: "14", "12-17", "<14", "18+". Raises ValueError."""
    if words.startswith("<"):
        return 0, int(words[1:]) - 1
    if words.endswith("+"):
        return int(words[:-1]), OLDEST
    low, _, high = words.partition("-")
    return int(low), int(high or low)


def countries(place: str) -> tuple[str, ...]:
    """The countries along "A to B": two capitals at the head of each leg; a leg without them stays in the country before."""
    found = [match[1] for leg in place.split(" to ") if (match := re.match(r"\s*([A-Z]{2})(?![A-Za-z])", leg))]
    return tuple(found)


class FactReader:
    """Reads coded cases into sheets, by the columns and values of a vocabulary."""

    def __init__(self, facts: Iterable[Fact], home: str = "PE") -> None:
        self.home = home
        self.facts = tuple(facts)
        self.bit = {fact.id: 1 << place for place, fact in enumerate(self.facts)}
        self.columns: dict[str, int] = {}
        self.words: dict[str, dict[str, int]] = {column: {} for column in LISTS}
        self.ages: list[tuple[int, int, int]] = []
        self.counts: dict[str, list[tuple[int, int]]] = {column: [] for column in COUNTS}
        self.other: dict[tuple[str, str], int] = {}
        self.lists_read: dict[tuple[str, tuple[str, ...]], Sheet] = {}
        self.places_read: dict[str, Sheet] = {}
        self.ages_read: dict[tuple[Interval, ...], Sheet] = {}
        for fact in self.facts:
            self._learn(fact, self.bit[fact.id])

    def _learn(self, fact: Fact, bit: int) -> None:
        self.columns[fact.column] = self.columns.get(fact.column, 0) | bit
        if fact.column in LISTS:
            words = self.words[fact.column]
            words[fact.value] = words.get(fact.value, 0) | bit
        elif fact.column == "victim_ages":
            self.ages.append((bit, *interval(fact.value)))
        elif fact.column in COUNTS:
            self.counts[fact.column].append((bit, int(fact.value.rstrip("+"))))
        else:
            key = fact.column, fact.value
            self.other[key] = self.other.get(key, 0) | bit

    def read(self, case: CodedCase) -> Sheet:
        """The sheet of a case. Raises UnknownValue."""
        yes, unknown = 0, self.columns.get("", 0)
        parts = [self.listed(column, getattr(case, column)) for column in LISTS]
        known_n = case.victims_n if case.victims_n is not None or len(case.ages) < 2 else len(case.ages)
        parts += [self.aged(case.ages), self.counted("victims_n", known_n), self.counted("agents_n", case.agents_n)]
        parts += [self.consented(case.victim_consent, case.ages), self.placed(case.place)]
        for part in parts:
            yes |= part[0]
            unknown |= part[1]
        return Sheet(yes, unknown)

    def listed(self, column: str, values: tuple[str, ...]) -> Sheet:
        """The facts of one list column, read once for each distinct list. Raises UnknownValue."""
        key = column, values
        if key not in self.lists_read:
            self.lists_read[key] = self._listed(column, values)
        return self.lists_read[key]

    def _listed(self, column: str, values: tuple[str, ...]) -> Sheet:
        words, yes, open_ = self.words[column], 0, not values and column in MUST_BE_CODED
        for value in values:
            if value == "unknown":
                open_ = True
            elif value in words:
                yes |= words[value]
            elif value != "none":
                raise UnknownValue(column)
        unknown = self.columns.get(column, 0) & ~yes if open_ else 0
        return Sheet(yes, unknown & ~words.get("none", 0) if yes else unknown)

    def aged(self, ages: tuple[Interval, ...]) -> Sheet:
        """The facts of age: every interval stands for one victim or more; no interval leaves them unknown."""
        if ages not in self.ages_read:
            self.ages_read[ages] = self._aged(ages)
        return self.ages_read[ages]

    def _aged(self, ages: tuple[Interval, ...]) -> Sheet:
        yes = unknown = 0
        for bit, low, high in self.ages:
            if any(low <= a and b <= high for a, b in ages):
                yes |= bit
            elif not ages or any(a <= high and low <= b for a, b in ages):
                unknown |= bit
        return Sheet(yes, unknown)

    def counted(self, column: str, number: int | None) -> Sheet:
        """The facts "so many or more"."""
        bits = self.counts[column]
        if number is None:
            return Sheet(0, sum(bit for bit, least in bits if least > 1))
        return Sheet(sum(bit for bit, least in bits if number >= least), 0)

    def consented(self, consent: Truth, ages: tuple[Interval, ...]) -> Sheet:
        """The facts of consent: as recorded where a victim is surely an adult, none where all are under 18, unknown in between."""
        bits = self.columns.get("victim_consent", 0)
        if ages and all(high < ADULT for _, high in ages):
            return Sheet(0, 0)
        if consent == "unknown" or not any(low >= ADULT for low, _ in ages):
            return Sheet(0, bits)
        return Sheet(self.other.get(("victim_consent", consent), 0), 0)

    def placed(self, place: str) -> Sheet:
        """The facts of place: abroad, entry, exit, cross_border; unknown where no country is written."""
        if place not in self.places_read:
            self.places_read[place] = self._placed(place)
        return self.places_read[place]

    def _placed(self, place: str) -> Sheet:
        bits = self.columns.get("place", 0)
        legs = countries(place)
        if not legs:
            return Sheet(0, bits)
        pairs = list(pairwise(legs))
        true = {
            "abroad": self.home not in legs,
            "entry": any(a != self.home and b == self.home for a, b in pairs),
            "exit": any(a == self.home and b != self.home for a, b in pairs),
            "cross_border": any(a != b for a, b in pairs),
        }
        return Sheet(sum(self.other.get(("place", value), 0) for value, holds in true.items() if holds), 0)

    def truths(self, mask: int, sheet: Sheet) -> tuple[tuple[str, Truth], ...]:
        """The facts of a mask that are yes or unknown, by their ids, yes first."""
        found = [(fact.id, self.bit[fact.id]) for fact in self.facts if self.bit[fact.id] & mask]
        yes: list[tuple[str, Truth]] = [(name, "yes") for name, bit in found if bit & sheet.yes]
        return (*yes, *((name, TRUTH[UNKNOWN]) for name, bit in found if bit & sheet.unknown))
