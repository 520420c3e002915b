"""Which columns of a questionnaire were answered on one scale? Neighbours with the same choices, labels or range of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yupay.study.answer_words import turned_around
from yupay.study.column_card import ColumnCard
from yupay.study.toml_words import both_of

Why = Literal["form", "labels", "numbers"]
SHORTEST, LONGEST = 3, 10
"""How many answers an ordered scale has."""
FEWEST_ITEMS, FEWEST_UNLABELLED = 3, 4
RANGES = ((1, 5), (1, 7), (0, 4))
"""The scales that whole numbers without labels are taken for."""
DOUBTFUL = frozenset({8, 9, 77, 88, 98, 99, 999})
"""Numbers beyond a scale that often mean that there is no answer: proposed, to be confirmed by the owner."""


@dataclass(frozen=True)
class Scale:
    """A run of columns answered between `low` and `high`; `why` says what tells so; `doubtful` are codes beyond it."""

    items: tuple[ColumnCard, ...]
    low: int
    high: int
    why: Why
    doubtful: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of its items."""
        return tuple(item.name for item in self.items)

    @property
    def group(self) -> str:
        """The part of the form it stands in."""
        return self.items[0].group

    @property
    def reverse(self) -> tuple[str, ...]:
        """The items whose labels say that they read the other way round."""
        return tuple(one.name for one in self.items if turned_around([both_of(one.label).es, both_of(one.label).en]))


def scales_in(cards: Sequence[ColumnCard]) -> list[Scale]:
    """The scales among columns in their order."""
    found: list[Scale] = []
    at = 0
    while at < len(cards):
        scale = _same_block(cards[at:]) or _same_range(cards[at:])
        if scale is not None:
            found.append(scale)
        at += len(scale.items) if scale else 1
    return found


def ordered_codes(codes: Sequence[str]) -> tuple[int, int] | None:
    """The two ends of a list of 3 to 10 whole numbers one apart, rising or falling; None for any other list."""
    if not SHORTEST <= len(codes) <= LONGEST or not all(_whole(code) for code in codes):
        return None
    numbers = [int(code) for code in codes]
    low, high = min(numbers), max(numbers)
    rising = list(range(low, high + 1))
    return (low, high) if numbers in (rising, rising[::-1]) else None


def _whole(code: str) -> bool:
    return code.removeprefix("-").isdecimal() and code == str(int(code))


def _block(card: ColumnCard) -> tuple[object, ...] | None:
    """What columns on one scale share: the list of choices and its place in a form, or the value labels of a file."""
    if ordered_codes(sorted(card.words, key=_rank) if not card.block else list(card.words)) is None:
        return None
    return (card.group, card.block, *sorted((code, both_of(said).es) for code, said in card.words.items()))


def _rank(code: str) -> float:
    return float(code) if _whole(code) else float("inf")


def _same_block(cards: Sequence[ColumnCard]) -> Scale | None:
    first = _block(cards[0])
    if first is None:
        return None
    count = next((n for n, card in enumerate(cards) if _block(card) != first), len(cards))
    if count < FEWEST_ITEMS:
        return None
    numbers = [int(code) for code in cards[0].words]
    return Scale(tuple(cards[:count]), min(numbers), max(numbers), "form" if cards[0].block else "labels")


def _same_range(cards: Sequence[ColumnCard]) -> Scale | None:
    """The first known range that four or more neighbours stay in, and reach both ends of together."""
    for low, high in RANGES:
        count = next((n for n, card in enumerate(cards) if not _inside(card, low, high)), len(cards))
        seen = {answer for card in cards[:count] for answer in card.answers}
        if count >= FEWEST_UNLABELLED and {low, high} <= seen:
            beyond = tuple(sorted(answer for answer in seen if not low <= answer <= high))
            return Scale(tuple(cards[:count]), low, high, "numbers", beyond)
    return None


def _inside(card: ColumnCard, low: int, high: int) -> bool:
    """Whether a column without labels holds three or more answers of a range, and beyond it doubtful codes only."""
    within = [answer for answer in card.answers if low <= answer <= high]
    beyond = set(card.answers) - set(within)
    return card.kind == "count" and not card.words and len(within) >= SHORTEST and beyond <= DOUBTFUL
