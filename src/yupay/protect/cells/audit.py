"""Does a set of hidden cells protect what it must?

The interval of a hidden cell runs from the smallest to the largest value that agrees with every printed cell, every sum
and what the outsider knows besides (`known_low`, `known_high`; nothing: 0 and no limit).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yupay.protect.cells.attack import TOLERANCE, Attack, parts, widened
from yupay.protect.cells.system import Cells, Mask, Values

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes:
        exactly_recovered: the hidden cells with one possible value.
        too_narrow: the sensitive cells whose interval is below the required width.
        passed: nothing too narrow, nothing recovered.

    """

    exactly_recovered: tuple[int, ...]
    too_narrow: tuple[int, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing sensitive is too narrow and nothing hidden has one possible value."""
        return not self.exactly_recovered and not self.too_narrow


def limits(cells: Cells, hidden: Mask, known_low: Values | None, known_high: Values | None) -> tuple[Values, Values]:
    """What is known of each cell before any sum: printed cells have one value.

    Raises:
        ValueError: a true count lies outside what is said to be known of it.

    """
    true = cells.counts.astype(np.float64)
    low = np.zeros(len(true)) if known_low is None else np.asarray(known_low, dtype=np.float64)
    high = np.full(len(true), np.inf) if known_high is None else np.asarray(known_high, dtype=np.float64)
    if ((true < low) | (true > high))[hidden].any():
        raise ValueError("a hidden count lies outside the limits said to be known")
    return np.where(hidden, low, true), np.where(hidden, high, true)


def intervals(
    cells: Cells,
    hidden: Mask,
    *,
    known_low: Values | None = None,
    known_high: Values | None = None,
    whole: bool = False,
) -> tuple[Values, Values]:
    """The smallest and the largest value of each cell that an outsider cannot rule out.

    Args:
        cells: the system.
        hidden: the cells that are not printed, bool[n].
        known_low: lower limits known besides the sums, [n]; 0 where not given.
        known_high: upper limits known besides the sums, [n]; none where not given.
        whole: count only whole numbers as possible values (integer programmes).

    Returns:
        Two arrays of n values; a printed cell has its count twice; inf where nothing limits a cell from above.

    Raises:
        ValueError: a hidden count lies outside the limits said to be known.

    """
    low, high = limits(cells, hidden, known_low, known_high)
    for part in parts(cells, hidden, low, high):
        low[part], high[part] = ends(Attack(cells, part, low, high, whole=whole))
    return low, high


def ends(attack: Attack) -> tuple[Values, Values]:
    """The exact interval of every cell of a part."""
    for cell in range(len(attack.unknown)):
        if attack.most[cell] < attack.high[cell] - TOLERANCE:
            attack.reach(cell, 1)
        if attack.least[cell] > attack.low[cell] + TOLERANCE:
            attack.reach(cell, -1)
    return attack.least, np.where(attack.most > attack.ceiling / 2, np.inf, attack.most)


def audit(
    cells: Cells,
    hidden: Mask,
    sensitive: Mask,
    width: float,
    *,
    known_low: Values | None = None,
    known_high: Values | None = None,
) -> Audit:
    """Judge a set of hidden cells.

    Args:
        cells: the system.
        hidden: the cells that are not printed, bool[n].
        sensitive: the cells that must be protected, bool[n].
        width: the narrowest interval allowed for a sensitive cell.
        known_low: lower limits known besides the sums, [n]; 0 where not given.
        known_high: upper limits known besides the sums, [n]; none where not given.

    Returns:
        The hidden cells with one possible value and the sensitive cells that are too narrow (a printed one is).

    Raises:
        ValueError: a hidden count lies outside the limits said to be known.

    """
    low, high = limits(cells, hidden, known_low, known_high)
    recovered, narrow = [np.flatnonzero(hidden & (high - low <= TOLERANCE))], [np.flatnonzero(sensitive & ~hidden)]
    narrow.append(np.flatnonzero(sensitive & hidden & (high - low <= TOLERANCE)))
    for part in parts(cells, hidden, low, high):
        wanted = np.where(sensitive[part], width, 2 * TOLERANCE)
        attack, _ = widened(cells, part, low, high, wanted)
        attack.widen(wanted)
        found = attack.most - attack.least
        recovered.append(part[found <= TOLERANCE])
        narrow.append(part[sensitive[part] & (found < width - TOLERANCE)])
    return Audit(_places(recovered), _places(narrow))


def _places(found: list[Places]) -> tuple[int, ...]:
    return tuple(sorted(np.concatenate(found).tolist()))
