"""The main answer over many cases: the governing text and its frame, once for each distinct value of the texts and their tiers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from yupay.derive.law.answer import Answer, value_of
from yupay.derive.law.asking import Asking, once
from yupay.derive.law.evaluate import ReadyElement, ReadyProvision
from yupay.derive.law.facts import NO, UNKNOWN, YES, Sheet
from yupay.derive.law.keys import Groups, Key
from yupay.derive.law.penalty import Penalty
from yupay.derive.law.timeline import Epoch


@dataclass(frozen=True)
class Main:
    """The main answer of one group: the answer, its other readings with their flags, the text before."""

    found: Answer
    others: tuple[tuple[str, Answer], ...]
    before: Answer | None

    @property
    def open(self) -> bool:
        """Whether an unknown fact leaves the class or the frame open."""
        return self.found.case_class == "unknown" or (self.found.penalty is not None and self.found.penalty.open)

    @property
    def firm(self) -> bool:
        """Whether one text governs, so that its items are those of the answer."""
        return self.found.penalty is None or bool(self.found.provision)


@dataclass
class MainPart(Asking):
    """The governing text of every case; `mains` are the answers of its groups."""

    mains: list[Main] = field(default_factory=list)

    def main_groups(self) -> Groups:
        """The rows alike for the governing text and its frame: the value of every text, the tiers its items reach, attempt."""
        key = Key(self.cases.size)
        key.add(*self.timed())
        for text in self.main_texts:
            rows = self.where([text in seen for seen in self.seen])
            if rows is None or len(rows):
                self.add_text(key, text, rows)
        for rule in self.frame_rules:
            if rule.when is not None:
                self.add(key, rule.when.mask, rule.over, None)
        return key.groups()

    @cached_property
    def seen(self) -> list[frozenset[ReadyProvision]]:
        """The texts that the answer of each span asks for: those touched and those just before."""
        return [
            frozenset(text for epoch in self.reach(at) for text in epoch.provisions) for at in range(len(self.days))
        ]

    def reach(self, at: int) -> tuple[Epoch, ...]:
        """The epochs that a span touches, with the one before."""
        earlier = self.law.texts.before[self.epochs[at][0]]
        return self.epochs[at] if earlier is None else (earlier, *self.epochs[at])

    def timed(self) -> tuple[np.ndarray, int]:
        """Spans alike for the main texts."""
        kinds: dict[Any, int] = {}
        alike = [
            kinds.setdefault((self.epochs[at], day.precision == "range", day.act_from is None), len(kinds))
            for at, day in enumerate(self.days)
        ]
        return np.array(alike)[self.cases.spans.rows], len(kinds)

    def add_text(self, key: Key, text: ReadyProvision, rows: np.ndarray | None) -> None:
        """Add the value of a text on each reading, and where it may be met the tiers that its items reach."""
        size = self.cases.size if rows is None else len(rows)
        own = Key(size)
        for element in text.elements:
            mask = element.when.mask | (element.waived.mask if element.waived else 0)
            mask |= element.contested.mask if element.contested else 0
            numbers, answers = self.asked.over(mask, partial(readings, element), rows)
            own.add(numbers, len(answers))
        alike = own.groups()
        values = [self.read(text, self.sheet(row, rows)) for row in alike.first.tolist()]
        at, kinds = once(alike.at, values)
        key.add(at, len(kinds), rows)
        met = np.array([kind[0] != NO or bool(kind[2]) for kind in kinds])[at]
        inside = np.flatnonzero(met) if rows is None else rows[met]
        if len(inside):
            self.add_tiers(key, text, inside)

    def read(self, text: ReadyProvision, sheet: Sheet) -> tuple[Any, ...]:
        """The value of a text; which elements are undecided, or whether the act alone is unmet; its value on each other reading."""
        flips = tuple(
            (at, value_of(text, sheet, element))
            for at, element in enumerate(text.elements)
            if sheet.yes & text.contested and element.otherwise(sheet) is not None
        )
        value = value_of(text, sheet, None)
        if value == UNKNOWN:
            return value, tuple(element.over(sheet) for element in text.elements), flips
        unmet = tuple(e.element.id for e in text.elements if e.over(sheet) != YES) if value == NO else ()
        return value, unmet == ("act",), flips

    def main(self, row: int) -> Main:
        """The main answer for one row, by the evaluator."""
        at, sheet = int(self.cases.spans.rows[row]), self.cases.sheet(row)
        epochs, day = self.epochs[at], self.days[at]
        found = self.law.asked(epochs, day, sheet)
        return Main(
            found,
            tuple(self.law.other_readings(epochs, day, sheet, found)),
            self.law.before(epochs, sheet),
        )


OF_MAIN: dict[str, Callable[[Main], Any]] = {
    "case_class": lambda one: one.found.case_class,
    "article": lambda one: one.found.article,
    "provision": lambda one: one.found.provision,
    "tier": lambda one: one.found.penalty.tier if one.found.penalty else 0 if one.found.case_class == "none" else None,
    "tier_open": lambda one: one.found.penalty.open if one.found.penalty else False,
    "penalty_min": lambda one: held.minimum if (held := in_chain(one)) else None,
    "penalty_max": lambda one: held.maximum if (held := in_chain(one)) else None,
}


def in_chain(main: Main) -> Penalty | None:
    """The frame that an answer shows."""
    return main.found.penalty if main.found.case_class in ("trata", "precursor") else None


def readings(element: ReadyElement, sheet: Sheet) -> tuple[int, int | None]:
    """The value of an element on both readings."""
    return element.over(sheet), element.otherwise(sheet)
