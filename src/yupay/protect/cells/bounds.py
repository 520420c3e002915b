"""Between which values does a hidden cell lie, for somebody who reads only what is printed?

The bounds follow sum by sum: a total limits its parts, parts and the other parts limit a total, until nothing changes.
They hold for every possible table; the audit's programmes may be tighter, and are not needed to read a table with care.
"""

import numpy as np
from numpy.typing import NDArray

from yupay.protect.cells.system import Cells, Mask, Values

PASSES = 200


def censored_bounds(cells: Cells, hidden: Mask, *, zeros_hidden: bool | Mask = False) -> tuple[Values, Values]:
    """Limits of every cell that follow from the printed cells alone.

    Args:
        cells: the system; the counts of hidden cells are not read.
        hidden: the cells that are not printed, bool[n].
        zeros_hidden: whether a zero is hidden like a small count; per cell, bool[n], or for all. Where zeros are printed a
            hidden cell holds 1 or more.

    Returns:
        The lowest and the highest value, [n] each; a printed cell has its count twice; inf where no sum limits a cell.

    """
    shown = ~np.broadcast_to(np.asarray(zeros_hidden, dtype=bool), hidden.shape)
    low = np.where(hidden, shown.astype(np.float64), cells.counts)
    high = np.where(hidden, np.inf, cells.counts)
    row = np.repeat(np.arange(cells.sums.shape[0]), np.diff(cells.sums.indptr))
    for _ in range(PASSES):
        before = (low.copy(), high.copy())
        low, high = _tightened(row, cells.sums.indices, cells.sums.data, low, high)
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _tightened(
    row: NDArray[np.int64], column: NDArray[np.int32], sign: NDArray[np.int64], low: Values, high: Values
) -> tuple[Values, Values]:
    """One pass over all sums."""
    plus = sign > 0
    least, most = np.where(plus, low[column], -high[column]), np.where(plus, high[column], -low[column])
    most_here, least_here = -_others(row, least), -_others(row, most)
    low, high = low.copy(), high.copy()
    np.maximum.at(low, column, np.where(plus, least_here, -most_here))
    np.minimum.at(high, column, np.where(plus, most_here, -least_here))
    return low, high


def _others(row: NDArray[np.int64], values: Values) -> Values:
    """For each entry the sum of the other entries of its row; infinite as soon as one of them is."""
    endless = np.isinf(values)
    finite = np.where(endless, 0.0, values)
    total, count = np.bincount(row, finite), np.bincount(row, endless)
    limit = np.inf * np.sign(values[endless][0]) if endless.any() else 0.0
    return np.where(count[row] - endless > 0, limit, total[row] - finite)
