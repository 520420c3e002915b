"""The law compiled, with a memory: facts that its texts never tell apart are answered once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yupay.derive.law.answer import Answer, Part
from yupay.derive.law.decide import Prepared
from yupay.derive.law.facts import Sheet
from yupay.derive.law.timeline import Epoch
from yupay.model.law import CodedCase, Condition


@dataclass(frozen=True)
class Alike:
    """Facts that stand together in every condition of some texts count as one: `groups` are their bits with the one that stands for them."""

    number: int
    alone: int
    groups: tuple[tuple[int, int], ...]

    def seen(self, sheet: Sheet) -> tuple[int, int]:
        """A sheet as those texts see it."""
        yes, unknown = sheet.yes & self.alone, sheet.unknown & self.alone
        for mask, bit in self.groups:
            if sheet.yes & mask:
                yes |= bit
            elif sheet.unknown & mask:
                unknown |= bit
        return yes, unknown


@dataclass(frozen=True)
class Remembering(Prepared):
    """The law compiled, which answers once for each distinct set of facts as the texts of a date see them."""

    answers: dict[Any, Answer] = field(default_factory=dict, repr=False)
    alike: dict[tuple[Any, ...], Alike] = field(default_factory=dict, repr=False)

    def asked(self, epochs: Sequence[Epoch], case: CodedCase, sheet: Sheet, flipped: Part | None = None) -> Answer:
        """The answer of the texts that the date touches."""
        if flipped is not None:
            return super().asked(epochs, case, sheet, flipped)
        names = (epochs[0].start, epochs[-1].start)
        if names not in self.alike:
            self.alike[names] = alike(self.reader.bit, epochs, len(self.alike))
        eyes = self.alike[names]
        key = eyes.number, case.precision == "range", case.act_from is None, eyes.seen(sheet)
        if (known := self.answers.get(key)) is None:
            known = self.answers[key] = super().asked(epochs, case, sheet)
        return known


def alike(bits: Mapping[str, int], epochs: Sequence[Epoch], number: int) -> Alike:
    """The facts that some texts and rules never tell apart."""
    leaves = {leaf for epoch in epochs for condition in conditions(epoch) for leaf in facts_of(condition)}
    places: dict[frozenset[int], int] = {}
    ordered = sorted(leaves)
    for name in {name for leaf in ordered for name in leaf}:
        where = frozenset(at for at, leaf in enumerate(ordered) if name in leaf)
        places[where] = places.get(where, 0) | bits[name]
    alone = sum(mask for mask in places.values() if mask.bit_count() == 1)
    return Alike(number, alone, tuple((mask, mask & -mask) for mask in places.values() if mask.bit_count() > 1))


def conditions(epoch: Epoch) -> Iterator[Condition | None]:
    """Every condition of an epoch."""
    for text in epoch.provisions:
        for element in text.provision.elements:
            yield from (element.when, element.waived, element.contested)
        yield from (item.when for item in text.provision.items)
    yield from (rule.rule.when for rule in epoch.rules)


def facts_of(condition: Condition | None) -> Iterator[tuple[str, ...]]:
    """Every list of facts inside a condition."""
    if condition is not None:
        yield condition.facts
        for part in (*condition.all, *condition.any, *condition.none):
            yield from facts_of(part)
