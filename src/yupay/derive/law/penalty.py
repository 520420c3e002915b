"""The penalty frame of a provision over a sheet: which items hold, the tier, the frame, open where a fact is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from yupay.derive.law.evaluate import ReadyItem, ReadyProvision, ReadyRule
from yupay.derive.law.facts import NO, YES, Sheet
from yupay.model.law import Frame


@dataclass(frozen=True)
class Penalty:
    """`tier` is the lowest that holds, `top` the highest that unknown facts leave open; years of custody, `maximum` None: open.

    `loose`: another text could govern instead. `ceiling` is the rule that gives the maximum where the frame states none. `attempt` is yes, no or unknown (the numbers are then those of the completed act); `items` are the items that hold, "?" after an undecided one.
    """

    tier: int
    top: int
    items: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    cited: str
    attempt: int = NO
    loose: bool = False
    life: bool = False
    ceiling: ReadyRule | None = None

    @property
    def open(self) -> bool:
        """Whether an unknown fact leaves a higher tier open."""
        return self.loose or self.top > self.tier

    @property
    def weight(self) -> tuple[float, float]:
        """How grave it is at least."""
        return self.minimum or 0.0, self.maximum or self.minimum or 0.0


def penalty(
    provision: ReadyProvision, sheet: Sheet, rules: Sequence[ReadyRule], dropped: ReadyItem | None = None
) -> Penalty:
    """The penalty of a provision whose elements hold; `rules` are those of the general part in force; `dropped` is an item left out."""
    found = holding(provision, sheet, dropped)
    held = tuple(printed(item, value) for item, value in found)
    top = max((item.item.tier for item, _ in found), default=0)
    tier = max((item.item.tier for item, value in found if value == YES), default=0)
    frame = frame_of(provision, tier)
    if frame is None:
        return Penalty(tier, top, held, None, None, provision.provision.label)
    attempt, minimum = attempted(frame.minimum, provision.provision.chain, sheet, rules)
    rule = None if frame.ceiling_stated else next((r for r in reversed(rules) if r.rule.kind == "ceiling"), None)
    maximum = None if top > tier else frame.maximum if rule is None else rule.rule.value
    cited = frame.cited or provision.provision.label
    return Penalty(tier, top, held, minimum, maximum, cited, attempt, False, frame.life and top == tier, rule)


def holding(provision: ReadyProvision, sheet: Sheet, dropped: ReadyItem | None = None) -> list[tuple[ReadyItem, int]]:
    """The items that hold or are undecided, with their values."""
    yes, unknown = sheet
    found = [(item, item.when.test(yes, unknown)) for item in provision.items if item is not dropped]
    return [one for one in found if one[1] != NO]


def printed(item: ReadyItem, value: int) -> str:
    """An item as listed: "?" after an undecided one."""
    return item.name if value == YES else f"{item.name}?"


def items_of(provision: ReadyProvision, sheet: Sheet, dropped: ReadyItem | None = None) -> tuple[str, ...]:
    """The items of a text, as listed."""
    return tuple(printed(item, value) for item, value in holding(provision, sheet, dropped))


def frame_of(provision: ReadyProvision, tier: int) -> Frame | None:
    """The frame of a tier, or the highest one below it."""
    found = None
    for frame in provision.frames:
        if frame.tier <= tier:
            found = frame
    return found


def other_ceiling(held: Penalty, rules: Sequence[ReadyRule]) -> float | None:
    """The ceiling on the other reading, where the one in force is contested: the last earlier one that differs; None: no dispute."""
    rule = held.ceiling.rule if held.ceiling else None
    if rule is None or not rule.flag or held.maximum is None:
        return None
    earlier = [r.rule for r in rules if r.rule.kind == "ceiling" and r.rule.valid_from < rule.valid_from]
    found = [r for r in earlier if r.value not in (None, rule.value)]
    return max(found, key=lambda r: r.valid_from).value if found else None


def attempted(minimum: float, chain: str, sheet: Sheet, rules: Sequence[ReadyRule]) -> tuple[int, float]:
    """Whether the act was attempted, and the minimum then: no floor, or reduced by at most the share that the rule in force allows."""
    value, floor = NO, minimum
    for ready in rules:
        if ready.rule.kind != "attempt" or not ready.binds(chain):
            continue
        applies = ready.over(sheet)
        value = max(value, applies)
        if applies == YES:
            share = ready.rule.value
            floor = 0.0 if share is None else max(0.0, minimum * (1 - share))
    return value, round(floor, 2) if value == YES else minimum
