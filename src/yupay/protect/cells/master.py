"""Which cells are the cheapest to hide, as far as is known?

A whole-number programme over the free cells: 1 hidden, 0 printed. It begins with what every single sum asks for, and
grows by one row whenever an audit finds a cell that a choice leaves too narrow (a cut from the duals of that audit).
"""

from collections.abc import Iterator

import numpy as np
from highspy import HighsLp, HighsVarType, MatrixFormat
from numpy.typing import NDArray
from scipy import sparse

from yupay.protect.cells.attack import Solver
from yupay.protect.cells.system import Mask, Values
from yupay.protect.cells.task import Outsider, Task

GAP, NODES = 0.01, 500
STEP, NODE = 10, 500
SMALL = 1e-9
FEASIBLE = 2
Row = tuple[NDArray[np.int64], Values, float]


class Master:
    """The programme and its rows.

    Attributes:
        rows: what a choice must obey.
        work: simplex steps so far, times the size of the programme; one of its steps costs about `STEP` of the audit's.

    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.work = 0
        self.rows: list[Row] = [row for one in task.outsiders for row in line_rows(task, one)]

    def cut(self, gives: Values, width: float) -> bool:
        """Ask that hidden cells together give the width; False where no free cell could give any of it."""
        rows = _needed(np.flatnonzero(self.task.free), gives[self.task.free], width - gives[self.task.forced].sum())
        self.rows += rows
        return bool(rows)

    def choose(self, left: float) -> Mask | None:
        """The cheapest hidden cells that obey all rows, or None where the programme stopped at its limit without any.

        Args:
            left: the work that may still be spent, as `work` counts it; the first node is always looked at.

        """
        task = self.task
        if not self.rows:
            return task.forced.copy()
        place = np.cumsum(task.free) - 1
        rows = np.repeat(np.arange(len(self.rows)), [len(row[0]) for row in self.rows])
        columns = place[np.concatenate([row[0] for row in self.rows])]
        matrix = sparse.csr_array(
            (np.concatenate([row[1] for row in self.rows]), (rows, columns)), (len(self.rows), int(task.free.sum()))
        )
        size = STEP * sum(matrix.shape)
        nodes = int(np.clip(left / (NODE * size), 1, NODES))
        values, steps = whole_minimum(task.cost[task.free], matrix, np.array([row[2] for row in self.rows]), nodes)
        self.work += steps * size
        if values is None:
            return None
        hidden = task.forced.copy()
        hidden[np.flatnonzero(task.free)[values > 0.5]] = True
        return hidden


def whole_minimum(cost: Values, rows: sparse.csr_array, least: Values, nodes: int) -> tuple[Values | None, int]:
    """The 0 and 1 with the least cost and `rows @ x >= least`, within `GAP` of the optimum, and the simplex steps it took.

    None where none was found in so many nodes.
    """
    n = len(cost)
    made = Solver()
    for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", GAP), ("mip_max_nodes", nodes)):
        made.setOptionValue(option, value)
    lp = HighsLp()
    lp.num_row_, lp.num_col_ = rows.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(n), np.ones(n)
    lp.row_lower_, lp.row_upper_ = least, np.full(len(least), np.inf)
    lp.integrality_ = [HighsVarType.kInteger] * n
    lp.a_matrix_.format_ = MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    made.passModel(lp)
    made.run()
    told = made.getInfo()
    values = np.array(made.getSolution().col_value) if told.primal_solution_status == FEASIBLE else None
    return values, max(0, told.simplex_iteration_count)


def _needed(cells: NDArray[np.int64], gives: Values, needed: float) -> list[Row]:
    """The row `gives @ hidden >= needed`, no coefficient above what is needed; none where nothing is needed."""
    use = gives > SMALL
    return [(cells[use], np.minimum(gives[use] / needed, 1.0), 1.0)] if needed > SMALL and use.any() else []


def line_rows(task: Task, outsider: Outsider) -> Iterator[Row]:
    """What each single sum asks for.

    A sensitive cell can rise only as far as the hidden cells of its line can make way, and a line never hides one cell alone.
    """
    sums = task.cells.sums
    down, up = outsider.room(task.cells)
    may, watched = task.free | task.forced, task.sensitive & outsider.unsure
    for begin, end in zip(sums.indptr[:-1].tolist(), sums.indptr[1:].tolist(), strict=True):
        line, sign = sums.indices[begin:end], sums.data[begin:end]
        use = may[line]
        line, sign = line[use].astype(np.int64), sign[use]
        for at in np.flatnonzero(watched[line]):
            yield from _room_row(
                task, outsider.width, line, np.where(sign == sign[at], down[line], up[line]), int(at), down
            )
        if not task.forced[line].any():
            yield from _not_alone(line)


def _room_row(task: Task, width: float, line: NDArray[np.int64], makes_way: Values, at: int, down: Values) -> list[Row]:
    """The row of one sensitive cell in one line."""
    others = np.arange(len(line)) != at
    rest, gives = line[others], makes_way[others]
    forced = task.forced[rest]
    needed = width - down[line[at]] - gives[forced].sum()
    rows = _needed(rest[~forced], gives[~forced], needed)
    if not forced.any() and not rows and len(rest):
        return [(rest, np.ones(len(rest)), 1.0)]
    return rows


def _not_alone(line: NDArray[np.int64]) -> Iterator[Row]:
    for at in range(len(line) if len(line) > 1 else 0):
        sign = np.ones(len(line))
        sign[at] = -1.0
        yield line, sign, 0.0
