"""The main answer over many cases: the governing text and its frame, once for each distinct value of the texts and their tiers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from yupay.derive.law.answer import Answer, Part, value_of
from yupay.derive.law.asking import Asking, add
from yupay.derive.law.decide import together
from yupay.derive.law.evaluate import ReadyProvision
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
        return self.found.open

    @property
    def firm(self) -> bool:
        """Whether one text governs, so that its items are those of the answer."""
        return self.found.penalty is None or bool(self.found.provision)


@dataclass
class MainPart(Asking):
    """The governing text of every case; `mains` are the answers of its groups."""

    mains: list[Main] = field(default_factory=list)

    @cached_property
    def groups(self) -> Groups:
        """The rows alike for the governing text and its frame: the same texts in the same states."""
        key = Key(self.cases.size)
        key.add(*self.timed())
        for rows, at, kinds in self.states.values():
            key.add(at, len(kinds), rows)
        return key.groups()

    @cached_property
    def within(self) -> dict[ReadyProvision, np.ndarray]:
        """For each main text the rows that it is within reach of."""
        found = {text: self.where([text in seen for seen in self.seen]) for text in self.main_texts}
        return {text: rows for text, rows in found.items() if len(rows)}

    @cached_property
    def states(self) -> dict[ReadyProvision, tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """For each main text the rows within its reach, and of each of them its state: a place among the numbers of the law."""
        return {text: (rows, *self.states_of(text, rows)) for text, rows in self.within.items()}

    def states_of(self, text: ReadyProvision, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The state of a text in some rows: its value on each reading, and where it may be met its tiers and the rules on its frame."""
        asked = self.asked.of(rows)
        at, kinds = asked.over(text.leaves, partial(read, text))
        further = Key(len(rows))
        further.add(at, len(kinds))
        inside = np.flatnonzero(np.array([kind[0] != NO or bool(kind[2]) for kind in kinds]).take(at))
        if len(inside):
            few = asked.of(inside)
            for tier in text.tiers:
                add(further, few, tier.leaves, tier.over, inside)
            for rule in self.frame_rules:
                if rule.when is not None:
                    add(further, few, rule.when.leaves, rule.over, inside)
        at, contents = self.each(asked, further, partial(self.content, text))
        return at, np.array([self.law.state(text, content) for content in contents], dtype=np.int32)

    def content(self, text: ReadyProvision, sheet: Sheet) -> tuple[Any, ...]:
        """What an answer can see of a text."""
        kind = read(text, sheet)
        if kind[0] == NO and not kind[2]:
            return kind
        rules = tuple(rule.over(sheet) for rule in self.frame_rules if rule.when is not None)
        return (*kind, tuple(tier.over(sheet) for tier in text.tiers), rules)

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
        return np.array(alike).take(self.cases.spans.rows), len(kinds)

    @cached_property
    def held(self) -> dict[ReadyProvision, list[int]]:
        """The state of each text in each group, 0 where it is not within reach."""
        found = {}
        for text, (rows, at, kinds) in self.states.items():
            whole = np.zeros(self.cases.size, dtype=np.int32)
            whole[rows] = kinds[at]
            found[text] = whole[self.groups.first].tolist()
        return found

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The facts of the first row of each group."""
        return self.cases.sheets(self.groups.first)

    @cached_property
    def spans(self) -> list[int]:
        """The span of each group."""
        found: list[int] = self.cases.spans.rows[self.groups.first].tolist()
        return found

    def answered(self, group: int, epoch: Epoch, sheet: Sheet, flipped: Part | None = None) -> Answer:
        """The answer of the texts of one epoch to a group."""
        states = tuple([self.held[text][group] for text in epoch.provisions])
        return self.law.answered(epoch, states, sheet, flipped)

    def found(self, group: int, sheet: Sheet, flipped: Part | None = None) -> Answer:
        """The answer to a group."""
        at = self.spans[group]
        return together(self.days[at], [self.answered(group, epoch, sheet, flipped) for epoch in self.epochs[at]])

    def all_found(self) -> list[Answer]:
        """The answer to each group."""
        return [self.found(group, sheet) for group, sheet in enumerate(self.sheets)]

    def main(self, group: int) -> Main:
        """The main answer to a group, with what stands beside it."""
        sheet, epochs = self.sheets[group], self.epochs[self.spans[group]]
        found = self.found(group, sheet)
        others = self.law.other_readings(epochs, sheet, found, lambda part: self.found(group, sheet, part))
        earlier = self.law.texts.before[epochs[0]]
        before = None if earlier is None else self.answered(group, earlier, sheet)
        return Main(found, tuple(others), before)


def read(text: ReadyProvision, sheet: Sheet) -> tuple[Any, ...]:
    """The value of a text; whether the act alone is unmet; its value on each other reading."""
    flips = tuple(
        (at, value_of(text, sheet, element))
        for at, element in enumerate(text.elements)
        if sheet.yes & text.contested and element.otherwise(sheet) is not None
    )
    value = value_of(text, sheet, None)
    unmet = tuple(e.element.id for e in text.elements if e.over(sheet) != YES) if value == NO else ()
    return value, unmet == ("act",), flips


def undecided(text: ReadyProvision, sheet: Sheet) -> tuple[int, ...]:
    """The values of the elements of a text that is undecided; of another one its value alone."""
    value = value_of(text, sheet, None)
    return tuple(element.over(sheet) for element in text.elements) if value == UNKNOWN else (value,)


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
