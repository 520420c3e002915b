"""Conditions, elements and provisions read over a sheet of facts, in Kleene's three values (0 no, 1 unknown, 2 yes).

The one evaluator: every condition is compiled once into a function of the two masks of a sheet; `and` is the least value, `or` the greatest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from yupay.derive.law.facts import NO, UNKNOWN, YES, Sheet
from yupay.model.law import Condition, Element, Frame, Item, Provision, Rule

Test = Callable[[int, int], int]


class UnknownFact(LookupError):
    """A condition names a fact that the vocabulary does not hold."""


@dataclass(frozen=True, eq=False)
class Ready:
    """A condition compiled: its test, the mask of every fact it names, and its leaves: of each it asks whether a fact is yes, or else unknown."""

    test: Test
    mask: int
    leaves: frozenset[int] = frozenset()
    plain: bool = False

    def over(self, sheet: Sheet) -> int:
        """Its value over a sheet."""
        return self.test(sheet.yes, sheet.unknown)


def ready(condition: Condition, bits: Mapping[str, int]) -> Ready:
    """Compile a condition: its facts, all, any and none are joined by and; an empty one is yes. Raises UnknownFact."""
    parts: list[Ready] = []
    if condition.facts:
        parts.append(_facts(condition.facts, bits))
    parts += [ready(part, bits) for part in condition.all]
    if condition.any:
        parts.append(either([ready(part, bits) for part in condition.any]))
    parts += [_negated(ready(part, bits)) for part in condition.none]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _facts(names: tuple[str, ...], bits: Mapping[str, int]) -> Ready:
    mask = 0
    for name in names:
        if name not in bits:
            raise UnknownFact(name)
        mask |= bits[name]
    return leaf(mask)


def leaf(mask: int) -> Ready:
    """Whether one of some facts holds."""
    return Ready(
        lambda yes, unknown: YES if yes & mask else UNKNOWN if unknown & mask else NO, mask, frozenset({mask}), True
    )


def together(masks: Iterable[int]) -> int:
    """The facts of several masks."""
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _leaves(parts: Iterable[Ready]) -> frozenset[int]:
    return frozenset[int]().union(*(part.leaves for part in parts))


def _joined(parts: list[Ready]) -> Ready:
    tests = tuple(part.test for part in parts)
    mask = together(part.mask for part in parts)
    return Ready(lambda yes, unknown: min((test(yes, unknown) for test in tests), default=YES), mask, _leaves(parts))


def either(parts: Sequence[Ready]) -> Ready:
    """Whether one of some conditions holds; those that are no more than lists of facts are one list."""
    lists = [part.mask for part in parts if part.plain]
    others = [part for part in parts if not part.plain]
    held = [leaf(together(lists)), *others] if lists else others
    if len(held) == 1:
        return held[0]
    tests = tuple(part.test for part in held)
    mask = together(part.mask for part in held)
    return Ready(lambda yes, unknown: max(test(yes, unknown) for test in tests), mask, _leaves(held))


def _negated(part: Ready) -> Ready:
    test = part.test
    return Ready(lambda yes, unknown: YES - test(yes, unknown), part.mask, part.leaves)


def disputed(when: Ready, contested: Ready, sheet: Sheet) -> int | None:
    """The value on the other reading of a contested condition; None where both readings agree or nothing contested is recorded.

    A contested fact outside `when` would meet the element on the other reading; one inside `when` would not.
    """
    if contested.over(sheet) != YES:
        return None
    main = when.over(sheet)
    if main != YES:
        return YES
    other = when.over(Sheet(sheet.yes & ~contested.mask, sheet.unknown & ~contested.mask))
    return None if other == main else other


@dataclass(frozen=True, eq=False)
class ReadyElement:
    """An element compiled: met by `when`, or dispensed with where `waived` holds."""

    element: Element
    when: Ready
    waived: Ready | None
    contested: Ready | None

    @cached_property
    def leaves(self) -> frozenset[int]:
        """What it asks, on each reading."""
        found = _leaves(part for part in (self.when, self.waived, self.contested) if part is not None)
        if self.contested is None:
            return found
        without = {leaf & ~self.contested.mask for leaf in self.when.leaves}
        return found | without | {self.contested.mask}

    def over(self, sheet: Sheet) -> int:
        """Its value on the main reading."""
        yes, unknown = sheet
        value = self.when.test(yes, unknown)
        if value == YES or self.waived is None:
            return value
        waived = self.waived.test(yes, unknown)
        return waived if waived > value else value

    def is_waived(self, sheet: Sheet) -> bool:
        """Whether the element is dispensed with."""
        return self.waived is not None and self.waived.over(sheet) == YES

    def otherwise(self, sheet: Sheet) -> int | None:
        """Its value on the other reading, where that differs."""
        if self.contested is None or self.is_waived(sheet):
            return None
        other = disputed(self.when, self.contested, sheet)
        if other is None or self.waived is None:
            return other
        other = max(other, self.waived.over(sheet))
        return None if other == self.over(sheet) else other


@dataclass(frozen=True, eq=False)
class ReadyItem:
    """An aggravating item compiled; `name` is how it is printed ("153-A.p1.4")."""

    item: Item
    name: str
    when: Ready


@dataclass(frozen=True, eq=False)
class ReadyProvision:
    """A wording compiled; `frames` in the order of their tiers; `heaviest` its gravest frame; `leaves` are those of its elements."""

    provision: Provision
    elements: tuple[ReadyElement, ...]
    items: tuple[ReadyItem, ...]
    mask: int
    contested: int
    frames: tuple[Frame, ...]
    heaviest: tuple[float, float]

    @cached_property
    def leaves(self) -> frozenset[int]:
        """What its elements ask."""
        return frozenset[int]().union(*(element.leaves for element in self.elements))

    @cached_property
    def tiers(self) -> tuple[Ready, ...]:
        """Whether an item of each tier holds; contested items one by one."""
        plain = [item for item in self.items if not item.item.contested]
        tiers = sorted({item.item.tier for item in plain})
        found = [either([item.when for item in plain if item.item.tier == tier]) for tier in tiers]
        return (*found, *(item.when for item in self.items if item.item.contested))

    def over(self, sheet: Sheet) -> int:
        """Whether every element is met."""
        least = YES
        for element in self.elements:
            value = element.over(sheet)
            if value < least:
                least = value
                if value == NO:
                    break
        return least


@dataclass(frozen=True, eq=False)
class ReadyRule:
    """A rule of the general part compiled."""

    rule: Rule
    when: Ready | None

    def over(self, sheet: Sheet) -> int:
        """Whether the rule applies; a rule without a condition has no case of its own."""
        return NO if self.when is None else self.when.over(sheet)

    def binds(self, chain: str) -> bool:
        """Whether the rule is one for a chain of offences."""
        return not self.rule.only or chain in self.rule.only


def ready_provision(provision: Provision, bits: Mapping[str, int]) -> ReadyProvision:
    """Compile one wording. Raises UnknownFact."""
    elements = tuple(_element(element, bits) for element in provision.elements)
    items = tuple(ReadyItem(item, item_name(provision, item), ready(item.when, bits)) for item in provision.items)
    mask = contested = 0
    for element in elements:
        mask |= element.when.mask | (element.waived.mask if element.waived else 0)
        contested |= element.contested.mask if element.contested else 0
    for item in items:
        mask |= item.when.mask
        contested |= item.when.mask if item.item.contested else 0
    frames = tuple(sorted(provision.frames, key=lambda frame: frame.tier))
    heaviest = max(((frame.minimum, frame.maximum) for frame in frames), default=(0.0, 0.0))
    return ReadyProvision(provision, elements, items, mask | contested, contested, frames, heaviest)


def _element(element: Element, bits: Mapping[str, int]) -> ReadyElement:
    waived = ready(element.waived, bits) if element.waived else None
    contested = ready(element.contested, bits) if element.contested else None
    return ReadyElement(element, ready(element.when, bits), waived, contested)


def item_name(provision: Provision, item: Item) -> str:
    """The item as printed: the article of the items, a point, its id; the id alone where it names its article."""
    article = provision.items_article
    return item.id if not article or item.id.startswith(article) else f"{article}.{item.id}"


def ready_rule(rule: Rule, bits: Mapping[str, int]) -> ReadyRule:
    """Compile one rule. Raises UnknownFact."""
    return ReadyRule(rule, ready(rule.when, bits) if rule.when else None)
