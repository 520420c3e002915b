"""Hide what is cheapest for each cell that is still too narrow, one after the other.

For one sensitive cell: the cheapest movement of the cells that keeps every sum and moves that cell by what its interval
lacks (a linear programme with costs per unit moved; hidden cells move free of charge). Every cell that moves is hidden. The
interval then has the width; hiding more never narrows another, so one pass after another ends.
"""

import numpy as np
from highspy import HighsModelStatus
from numpy.typing import NDArray
from scipy import sparse

from yupay.protect.cells.attack import TOLERANCE, solver
from yupay.protect.cells.cutting import Found, Narrow
from yupay.protect.cells.system import Mask, Values
from yupay.protect.cells.task import Outsider, Task


def repair(task: Task, hidden: Mask) -> Mask:
    """The hidden cells, and as many more as every sensitive cell needs against every outsider.

    What an outsider can work out from its own knowledge, whatever is hidden, stays as it is.
    """
    for outsider in task.outsiders:
        watched = task.sensitive
        while watched.any() and (found := Narrow(task, outsider, hidden, watched).found):
            hidden, watched = widened(task, outsider, hidden, found)
    return hidden


def widened(task: Task, outsider: Outsider, hidden: Mask, narrow: list[Found]) -> tuple[Mask, Mask]:
    """The hidden cells with what the narrow ones need, and the narrow cells for which a movement exists."""
    hidden, mended = hidden.copy(), np.zeros_like(hidden)
    may = np.flatnonzero(task.free | task.forced)
    movement = Movement(task, outsider, may)
    for one in narrow:
        cost = np.where(hidden[may], 0.0, task.cost[may])
        moved = movement.cheapest(int(np.searchsorted(may, one.cell)), outsider.width - one.down, cost)
        hidden[may[moved]] = True
        mended[one.cell] = len(moved) > 0
    return hidden, mended


class Movement:
    """The programme of movements that keep every sum: each cell goes up or down within its room."""

    def __init__(self, task: Task, outsider: Outsider, may: NDArray[np.int64]) -> None:
        self._down, self._up = (room[may] for room in outsider.room(task.cells))
        sums = sparse.csc_array(task.cells.sums[:, may])
        both = sparse.csc_array(sparse.hstack([sums, -sums]))
        limits = np.concatenate([self._up, self._down])
        self._programme = solver(both, np.zeros(both.shape[0]), np.zeros_like(limits), limits)
        self._all = np.arange(len(limits), dtype=np.int32)

    def cheapest(self, cell: int, up: float, cost: Values) -> NDArray[np.int64]:
        """The cells that move when one goes up so far at the least cost; none where it cannot."""
        self._programme.changeColsCost(len(self._all), self._all, np.tile(cost + TOLERANCE, 2))
        self._hold(cell, (up, up), (0.0, 0.0))
        self._programme.run()
        found = self._programme.getModelStatus() == HighsModelStatus.kOptimal
        moved = np.array(self._programme.getSolution().col_value).reshape(2, -1).sum(0) > TOLERANCE
        self._hold(cell, (0.0, self._up[cell]), (0.0, self._down[cell]))
        return np.flatnonzero(moved & found)

    def _hold(self, cell: int, up: tuple[float, float], down: tuple[float, float]) -> None:
        self._programme.changeColBounds(cell, *up)
        self._programme.changeColBounds(cell + len(self._up), *down)
