"""What can an outsider work out, who knows every printed cell and every sum?

The hidden cells are the unknowns of one linear programme: the sums with the printed cells filled in, and the limits the
outsider knows. It is built once for each part of the system that hangs together; only its objective changes, so that the
primal simplex goes on from where it stood. Every point it visits is kept as the range seen so far: a cell whose seen range
is wide enough needs no programme of its own.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from highspy import HighsLp, HighsModelStatus, HighsVarType, MatrixFormat
from highspy._core import _Highs
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from yupay.protect.cells.near import near
from yupay.protect.cells.system import Cells, Mask, Values

Places = NDArray[np.int64]

TOLERANCE = 1e-6
PRIMAL_SIMPLEX = 4
Solver = _Highs  # the public class prints a banner where it is made


def solver(columns: sparse.csc_array, right: Values, low: Values, high: Values) -> Any:
    """A silent solver on one thread that holds `columns @ x == right` with limits on x."""
    made = Solver()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("presolve", "off"),
        ("simplex_strategy", PRIMAL_SIMPLEX),
    ):
        made.setOptionValue(option, value)
    lp = HighsLp()
    lp.num_row_, lp.num_col_ = columns.shape
    lp.col_cost_ = np.zeros(len(low))
    lp.col_lower_, lp.col_upper_ = low, high
    lp.row_lower_ = lp.row_upper_ = right
    lp.a_matrix_.format_ = MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = columns.indptr, columns.indices
    lp.a_matrix_.value_ = columns.data.astype(np.float64)
    made.passModel(lp)
    return made


class Attack:
    """One part of the system seen from outside.

    Attributes:
        unknown: where its hidden cells stand in the system.
        least: the smallest value seen of each, in the order of `unknown`.
        most: the largest.
        ceiling: stands for "no limit" in the programme; more than twice what printed cells can allow.
        work: simplex steps so far, times the size of the programme.

    """

    def __init__(
        self, cells: Cells, unknown: NDArray[np.int64], low: Values, high: Values, *, whole: bool = False
    ) -> None:
        columns = cells.sums[:, unknown]
        self.rows = np.flatnonzero(np.diff(columns.indptr))
        columns = sparse.csc_array(columns[self.rows])
        self.unknown = unknown
        self.true = cells.counts[unknown].astype(np.float64)
        self.ceiling = 1e3 + 4 * self.true.sum()
        self.low, self.high = low[unknown], np.minimum(high[unknown], self.ceiling)
        self.least, self.most = self.true.copy(), self.true.copy()
        self._solver = solver(columns, columns @ self.true, self.low, self.high)
        self._aim = np.zeros(len(unknown))
        self._whole = whole
        self.work = 0

    def reach(self, cell: int, sign: int) -> Values:
        """The values with the cell (its place in `unknown`) as large (sign 1) or as small (sign -1) as it can be."""
        weights = np.zeros(len(self.unknown))
        weights[cell] = -sign
        values = self.towards(weights)
        if self._whole and np.abs(values - np.round(values)).max() > TOLERANCE:
            values = self._in_whole_numbers()
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.most, values, out=self.most)
        return values

    def widen(self, wanted: Values) -> None:
        """Reach up, then down, for every cell whose seen range is narrower than wanted."""
        for cell in np.flatnonzero(~self.wide(wanted)).tolist():
            for sign in (1, -1):
                if self.most[cell] - self.least[cell] < wanted[cell] - TOLERANCE:
                    self.reach(cell, sign)

    def lift(self, cells: Places, least: float) -> Values:
        """The values with all of some cells (places in `unknown`) at least so large, or as near to it as they come together."""
        low, high = self.low[cells], self.high[cells]
        short = self.true[cells] < least
        self._hold(cells, np.where(short, low, np.maximum(low, least)), np.where(short, np.minimum(high, least), high))
        weights = np.zeros(len(self.unknown))
        weights[cells[short]] = -1.0
        values = self.towards(weights)
        self._hold(cells, low, high)
        return values

    def _hold(self, cells: Places, low: Values, high: Values) -> None:
        self._solver.changeColsBounds(len(cells), cells.astype(np.int32), low, high)

    def towards(self, weights: Values) -> Values:
        """The values that make `weights @ values` smallest."""
        changed = np.flatnonzero(weights != self._aim).astype(np.int32)
        self._solver.changeColsCost(len(changed), changed, weights[changed])
        self._aim = weights
        self._solver.run()
        if self._solver.getModelStatus() != HighsModelStatus.kOptimal:
            raise ArithmeticError("a programme of the audit did not end")
        self.work += max(0, self._solver.getInfo().simplex_iteration_count) * (len(self.rows) + len(self.unknown))
        return np.array(self._solver.getSolution().col_value)

    def _in_whole_numbers(self) -> Values:
        """The same aim again over whole numbers only."""
        self._count_in(HighsVarType.kInteger)
        values = np.round(self.towards(self._aim))
        self._count_in(HighsVarType.kContinuous)
        return values

    def _count_in(self, kind: HighsVarType) -> None:
        columns = np.arange(len(self.unknown), dtype=np.int32)
        self._solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), kind))

    def duals(self) -> Values:
        """What the last programme would gain from each sum, in the order of `rows`."""
        return np.array(self._solver.getSolution().row_dual)

    def wide(self, width: float | Values) -> Mask:
        """The cells whose seen range is at least so wide."""
        return self.most - self.least >= width - TOLERANCE


def parts(cells: Cells, hidden: Mask, low: Values, high: Values) -> Iterator[NDArray[np.int64]]:
    """The hidden cells that hang together through sums, one array of places for each part."""
    unknown = np.flatnonzero(hidden & (high - low > TOLERANCE))
    touched = cells.sums[:, unknown]
    ties = sparse.csr_array((np.ones(len(touched.data), np.int8), touched.indices, touched.indptr), touched.shape)
    _, label = connected_components(sparse.block_array([[None, ties], [ties.T, None]]), directed=False)
    label = label[ties.shape[0] :]
    order = np.argsort(label, kind="stable")
    yield from (unknown[part] for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(part))


def widened(cells: Cells, part: Places, low: Values, high: Values, wanted: Values) -> tuple[Attack, int]:
    """The attack on a part, with the ranges that smaller attacks on what is near have seen already, and the work of those.

    Args:
        cells: the system.
        part: the places of the hidden cells that hang together.
        low: lower limits, [n].
        high: upper limits, [n].
        wanted: how wide each cell of the part must be, [len(part)]; 0 where nothing is asked.

    """
    whole, work = Attack(cells, part, low, high), 0
    for inside, aim in near(cells, part):
        at = np.searchsorted(part, inside)
        asked = np.where(np.isin(inside, aim), wanted[at], 0.0)
        small = Attack(cells, inside, low, high)
        small.least, small.most = whole.least[at], whole.most[at]
        if small.wide(asked).all():
            continue
        small.widen(asked)
        whole.least[at], whole.most[at], work = small.least, small.most, work + small.work
    return whole, work
