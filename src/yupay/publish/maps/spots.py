"""Where inside a shape is there room for a name? Level lines cut the shape; the widest common stretch holds the block.

Scanning by horizontal chords; a name may take one to three lines, broken where they are most even.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import inf

Ring = Sequence[tuple[float, float]]
Stretch = tuple[float, float]
Box = tuple[float, float, float, float]

EVERYWHERE: Box = (-inf, -inf, inf, inf)
LEVELS = 28
"""Level lines over the height of a shape."""
SPILL = 0.6
"""A name may be wider than its stretch: it has a pale halo, and covers no other name."""
ENOUGH = 1.25
"""With this much room, more is no better."""
LINES = 3


@dataclass(frozen=True)
class Spot:
    """The middle of a block of lines, and how well it fits (room over need)."""

    lines: tuple[str, ...]
    x: float
    y: float
    fit: float


def best(name: str, rings: Sequence[Ring], size: float, letter: float, window: Box = EVERYWHERE) -> Spot | None:
    """Where the name fits best inside a window, in letters of `size` that are `letter` sizes wide; None: nowhere."""
    levels = _levels(rings, window)
    found = [spot for lines in foldings(name) if (spot := _placed(lines, levels, size, letter))]
    return max(found, key=lambda spot: (min(spot.fit, ENOUGH), -len(spot.lines)), default=None)


def foldings(name: str) -> list[tuple[str, ...]]:
    """The name on one line, two and three, each broken where the longest line is shortest."""
    parts = name.split()
    counts = range(1, min(LINES, len(parts)) + 1)
    return [min(_broken(parts, count), key=lambda lines: max(map(len, lines))) for count in counts]


def _broken(parts: list[str], count: int) -> list[tuple[str, ...]]:
    breaks = ((0, *inner, len(parts)) for inner in combinations(range(1, len(parts)), count - 1))
    return [tuple(" ".join(parts[a:b]) for a, b in pairwise(cuts)) for cuts in breaks]


def _placed(
    lines: tuple[str, ...], levels: list[tuple[float, list[Stretch]]], size: float, letter: float
) -> Spot | None:
    """The level with room enough that is nearest to the middle, else the one with most; all it covers counted."""
    need, tall = max(map(len, lines)) * size * letter, len(lines) * size * 1.1
    middle = (levels[0][0] + levels[-1][0]) / 2
    chosen: Spot | None = None
    for y, _ in sorted(levels, key=lambda level: abs(level[0] - middle)):
        low, high = y - tall / 2, y + tall / 2
        if low < levels[0][0] or high > levels[-1][0]:
            continue
        left, right = _common([stretches for at, stretches in levels if low <= at <= high])
        fit = (right - left) / need
        if fit >= SPILL and (chosen is None or min(fit, ENOUGH) > min(chosen.fit, ENOUGH)):
            chosen = Spot(lines, (left + right) / 2, y, fit)
    return chosen


def _common(levels: list[list[Stretch]]) -> Stretch:
    """The widest stretch that every level holds."""
    held = levels[0]
    for stretches in levels[1:]:
        held = [(max(a, c), min(b, d)) for a, b in held for c, d in stretches if min(b, d) > max(a, c)]
    return max(held, key=lambda stretch: stretch[1] - stretch[0], default=(0.0, 0.0))


def _levels(rings: Sequence[Ring], window: Box) -> list[tuple[float, list[Stretch]]]:
    """Each level with the stretches inside the shape and the window, from top to bottom."""
    ys = [y for ring in rings for _, y in ring]
    top, bottom = max(min(ys), window[1]), min(max(ys), window[3])
    step = (bottom - top) / LEVELS
    return [(y, _inside(rings, y, window)) for y in (top + step * (i + 0.5) for i in range(LEVELS))]


def _inside(rings: Sequence[Ring], y: float, window: Box) -> list[Stretch]:
    """Where a level line is inside, by the even-odd rule."""
    crossed = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in rings
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (a[1] <= y) != (b[1] <= y)
    )
    stretches = zip(crossed[::2], crossed[1::2], strict=False)
    return [(max(a, window[0]), min(b, window[2])) for a, b in stretches if b > window[0] and a < window[2]]
