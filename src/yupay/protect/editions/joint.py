"""What can an outsider work out, who holds every edition at once?

One linear programme over all editions: the cells no edition prints are its unknowns; the sums hold in every edition; and
between two editions the difference of each cell is an unknown of its own, at least 0 where records are only ever added.
Each point the solver visits widens the range seen so far; a range counts only from points that are whole numbers in
everything that hangs together with the cell, since people are whole.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from highspy import HighsVarType
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from yupay.protect.cells.attack import TOLERANCE, solver
from yupay.protect.cells.system import Mask, Values
from yupay.protect.editions.series import Series

Places = NDArray[np.int64]
FEW = 4
TRIES, TILT = 4, 1e-4
NODES = 500
NONE = -1
FEASIBLE = 2


@dataclass(frozen=True)
class System:
    """`columns @ x == right`, `low <= x <= high`.

    `cell[e, u]` is the column of cell u in edition e, `difference[p, u]` that of a pair of editions; -1 where the value is
    certain. `pairs` are the places of the two editions, the earlier first.
    """

    columns: sparse.csc_array
    right: Values
    low: Values
    high: Values
    cell: Places
    difference: Places
    pairs: tuple[tuple[int, int], ...]
    most: float


def pairs_of(editions: int, cumulative: bool) -> tuple[tuple[int, int], ...]:
    """The pairs whose differences are judged: each edition and the next, and each one and the last."""
    chain = [(at, at + 1) for at in range(editions - 1)] if cumulative else []
    return tuple(dict.fromkeys([*chain, *((at, editions - 1) for at in range(editions - 1))]))


def system_of(series: Series, *, cumulative: bool, related: bool, opened: Mask | None = None) -> System:
    """The programme of a series.

    Args:
        series: the editions.
        cumulative: records are only ever added.
        related: the sums held in the earlier editions too.
        opened: cells of the new edition to be taken as unknown although they are printed, bool[u].

    """
    editions, cells = series.low.shape
    low, high = series.low.copy(), series.high.copy()
    if opened is not None:
        low[-1][opened], high[-1][opened] = 0.0, np.inf
    most = 1e3 + 4 * series.low.max(initial=0.0)
    unknown = low < high
    cell = _numbered(unknown, 0)
    pairs = pairs_of(editions, cumulative)
    open_pair = np.array([unknown[a] | unknown[b] for a, b in pairs], dtype=bool).reshape(len(pairs), cells)
    difference = _numbered(open_pair, int(unknown.sum()))
    count = int(unknown.sum() + open_pair.sum())
    value = np.where(unknown, 0.0, low)
    sums = [_sums(series, at, cell[at], value[at], count) for at in range(editions) if related or at == editions - 1]
    gaps = [_gaps(pair, cell, difference[at], value, count) for at, pair in enumerate(pairs)]
    blocks, rights, slack = zip(*sums, *gaps, strict=True)
    tied = sparse.csr_array(sparse.vstack(blocks))
    loose = np.concatenate(slack)
    spare = sparse.csr_array(
        (-np.ones(len(loose[loose])), (np.flatnonzero(loose), np.arange(loose.sum()))), (len(loose), int(loose.sum()))
    )
    ends = int(loose.sum())
    gap_low = 0.0 if cumulative else -most
    return System(
        columns=sparse.csc_array(sparse.hstack([tied, spare])),
        right=np.concatenate(rights),
        low=np.concatenate([low[unknown], np.full(int(open_pair.sum()), gap_low), np.zeros(ends)]),
        high=np.concatenate(
            [np.minimum(high[unknown], most), np.full(int(open_pair.sum()), most), np.full(ends, most * 4)]
        ),
        cell=cell,
        difference=difference,
        pairs=pairs,
        most=most,
    )


def _numbered(chosen: NDArray[np.bool_], first: int) -> Places:
    """A number for each chosen place, row by row; -1 for the others."""
    numbers = np.full(chosen.shape, NONE, dtype=np.int64)
    numbers[chosen] = first + np.arange(int(chosen.sum()))
    return numbers


def _sums(series: Series, at: int, cell: Places, value: Values, count: int) -> tuple[sparse.csr_array, Values, Mask]:
    """The sums of one edition that hold an unknown: rows, right sides, and which have spare."""
    chosen = np.flatnonzero(cell != NONE)
    part = series.sums[:, chosen]
    rows = np.flatnonzero(np.diff(part.indptr))
    part = part[rows].tocoo()
    block = sparse.csr_array((part.data.astype(np.float64), (part.row, cell[chosen][part.col])), (len(rows), count))
    return block, -(series.sums[rows] @ value), ~series.whole[rows]


def _gaps(
    pair: tuple[int, int], cell: Places, difference: Places, value: Values, count: int
) -> tuple[sparse.csr_array, Values, Mask]:
    """Later minus earlier minus difference is 0, for each cell with an unknown difference."""
    before, after = pair
    chosen = np.flatnonzero(difference != NONE)
    rows = np.arange(len(chosen))
    i, j, sign = [rows], [difference[chosen]], [-np.ones(len(rows))]
    for edition, weight in ((after, 1.0), (before, -1.0)):
        held = cell[edition][chosen] != NONE
        i.append(rows[held])
        j.append(cell[edition][chosen][held])
        sign.append(np.full(int(held.sum()), weight))
    block = sparse.csr_array((np.concatenate(sign), (np.concatenate(i), np.concatenate(j))), (len(rows), count))
    return block, value[before][chosen] - value[after][chosen], np.zeros(len(rows), dtype=bool)


class Joint:
    """Every edition seen from outside.

    Attributes:
        system: the programme.
        possible: whether any counts agree with all that was printed.
        least: the smallest value seen of each column in whole numbers; where `exact`, the smallest there is.
        most: the largest.

    """

    def __init__(self, system: System) -> None:
        self.system = system
        count = system.columns.shape[1]
        self.least, self.most = np.full(count, np.inf), np.full(count, -np.inf)
        self._solver: Any = solver(system.columns, system.right, system.low, system.high) if count else None
        self._aim = np.zeros(count)
        self._label = _labels(system.columns)
        self._whole = False
        self.possible = self._towards(np.zeros(count)) is not None if count else not system.right.any()

    def _towards(self, weights: Values) -> Values | None:
        """The point with the smallest weighted sum, remembered; None where there is none."""
        changed = np.flatnonzero(weights != self._aim).astype(np.int32)
        self._solver.changeColsCost(len(changed), changed, weights[changed])
        self._aim = weights.copy()
        self._solver.run()
        if self._solver.getInfo().primal_solution_status != FEASIBLE:
            return None
        values = np.array(self._solver.getSolution().col_value)
        self._remember(values)
        return values

    def _remember(self, values: Values) -> None:
        near = np.round(values)
        broken = np.bincount(self._label, np.abs(values - near) > TOLERANCE, self._label.max(initial=0) + 1)
        sound = broken[self._label] == 0
        self.least[sound] = np.minimum(self.least[sound], near[sound])
        self.most[sound] = np.maximum(self.most[sound], near[sound])

    def short(self, goal: "Goal") -> dict[int, tuple[int, int]]:
        """The columns whose range falls short of the goal, with its ends.

        By ratios first, which decides where even they fall short; what is left is asked again in whole numbers, and falls
        short also where a limited search finds no wide enough range.
        """
        self._widen(goal)
        left = goal.left(self.least, self.most)
        found = {int(column): self._ends(int(column), goal) for column in left}
        fails = {column: ends for column, ends in found.items() if goal.missed(column, *ends)}
        for column in np.setdiff1d(left, list(fails)):
            self._shake(int(column), goal)
        left = np.setdiff1d(goal.left(self.least, self.most), list(fails))
        if len(left):
            self._in_whole_numbers()
            found = {int(column): self._ends(int(column), goal) for column in left}
            missed = goal.left(self.least, self.most)
            fails |= {column: ends for column, ends in found.items() if column in missed}
        return fails

    def _shake(self, column: int, goal: "Goal") -> None:
        """Look for ends of a column at points that are whole numbers: there are often some beside one that is not."""
        random = np.random.default_rng(column)
        for sign in (-1.0, 1.0) * TRIES:
            if column not in goal.left(self.least, self.most):
                return
            weights = random.uniform(-TILT, TILT, len(self._aim))
            weights[column] = sign
            self._towards(weights)

    def _widen(self, goal: "Goal") -> None:
        """Push many columns up and down at once, with signs from a fixed row, as long as that settles enough of them."""
        random = np.random.default_rng(len(self._aim))
        left, idle = goal.left(self.least, self.most), 0
        while len(left) >= FEW and idle < FEW:
            weights = np.zeros(len(self._aim))
            weights[left] = random.choice((-1.0, 1.0), len(left))
            self._towards(weights)
            self._towards(-weights)
            before, left = len(left), goal.left(self.least, self.most)
            idle = 0 if before - len(left) >= FEW else idle + 1

    def _ends(self, column: int, goal: "Goal") -> tuple[int, int]:
        """The smallest and largest value of a column; it stops where the range seen is wide enough."""
        found = [self.system.low[column], self.system.high[column]]
        for end, sign in ((1, -1.0), (0, 1.0)):
            if column not in goal.left(self.least, self.most):
                break
            weights = np.zeros(len(self._aim))
            weights[column] = sign
            values = self._towards(weights)
            if values is not None:
                found[end] = values[column]
        return int(np.ceil(found[0] - TOLERANCE)), int(np.floor(found[1] + TOLERANCE))

    def _in_whole_numbers(self) -> None:
        """Ask for whole numbers from now on, with a limited search each that is the same on every machine."""
        count = len(self._aim)
        self._solver.setOptionValue("mip_max_nodes", NODES)
        kinds = np.full(count, HighsVarType.kInteger)
        self._solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)


@dataclass(frozen=True)
class Goal:
    """Columns, how wide the range of each must be, and the value it must be able to reach."""

    columns: Places
    width: float
    reach: Values

    def left(self, least: Values, most: Values) -> Places:
        """The columns whose range seen falls short."""
        low, high = least[self.columns], most[self.columns]
        with np.errstate(invalid="ignore"):
            return self.columns[~((high - low >= self.width) & (high >= self.reach))]

    def missed(self, column: int, low: float, high: float) -> bool:
        """Whether a range of one column falls short."""
        reach = self.reach[np.flatnonzero(self.columns == column)[0]]
        return bool(high - low < self.width or high < reach)


def _labels(columns: sparse.csc_array) -> Places:
    """Which columns hang together through rows."""
    count = columns.shape[1]
    ties = sparse.csr_array((np.ones(len(columns.data), np.int8), columns.indices, columns.indptr), columns.shape[::-1])
    _, label = connected_components(sparse.block_array([[None, ties], [ties.T, None]]), directed=False)
    return np.asarray(label[:count], dtype=np.int64)
