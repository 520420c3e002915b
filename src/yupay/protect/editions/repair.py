"""Which further cells must a new edition hide, so that it may stand beside the earlier ones?

For each thing that can be worked out, the cheapest other counts of the new edition are sought under which it would be out of
reach (large enough, or far enough from what it can be least): a linear programme whose costs are how much is said by the
printed counts that would have to change. Those are hidden; they are the proof that the range is wide. Reference for the
idea: Fischetti & Salazar (2001), Management Science 47, the heuristic of section 5.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from yupay.model.registry import LedgerEntry
from yupay.protect.cells.attack import TOLERANCE, solver
from yupay.protect.cells.system import Cells, Key, Mask, Values
from yupay.protect.editions.joint import FEASIBLE, Places, System, system_of
from yupay.protect.editions.judge import Difference, Narrowed, Verdict, judged
from yupay.protect.editions.reading import Bar, reading
from yupay.protect.editions.series import Series

ROUNDS = 40
DUAL_SIMPLEX = 1


def repaired(cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], bar: Bar) -> Mask | None:
    """The hidden cells with those added that make the edition safe; None where hiding all of it does not.

    Args:
        cells: the cells of the new edition with their true counts.
        hidden: those it would not print, bool[n].
        earlier: the editions published before, oldest first.
        bar: what must be reached.

    """
    hidden = hidden.copy()
    for _ in range(ROUNDS):
        verdict = judged(cells, hidden, earlier, bar)
        if verdict.safe:
            return hidden
        if hidden.all():
            return None
        more = _necessary(cells, verdict)
        if not (more & ~hidden).any():
            more = Repair(cells, hidden, earlier, bar).hide(verdict)
        if not (more & ~hidden).any():
            more = _around(cells, verdict)
        hidden = hidden | more if (more & ~hidden).any() else np.ones(len(hidden), dtype=bool)
    return None


def _necessary(cells: Cells, verdict: Verdict) -> Mask:
    """The cells that both editions print and that differ by little: nothing but hiding them helps."""
    keys = {one.key[: len(cells.axes)] for one in verdict.small_differences if one.low == one.high and one.cells == 1}
    return np.array([key in keys for key in cells.keys])


def _around(cells: Cells, verdict: Verdict) -> Mask:
    """Every cell on a line with one that can be worked out."""
    keys = {one.key[: len(cells.axes)] for one in _all(verdict)}
    chosen = np.array([key in keys for key in cells.keys])
    touched = np.abs(cells.sums) @ chosen > 0
    return np.asarray(chosen | (np.abs(cells.sums).T @ touched > 0))


class Repair:
    """The programme that looks for other counts of the new edition, with what each printed count costs to change."""

    def __init__(self, cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], bar: Bar) -> None:
        seen = reading(cells, hidden, earlier, bar)
        self.series, self.bar, self.hidden = seen.series, seen.bar, hidden.copy()
        opened = np.zeros(len(self.series.keys), dtype=bool)
        opened[: len(hidden)] = ~hidden & (cells.counts > 0)
        self.opened = np.flatnonzero(opened)
        self.system = system_of(self.series, cumulative=self.bar.cumulative, related=seen.related, opened=opened)
        self.first = self.system.columns.shape[1]
        self._solver = _priced(self.system, self.series, self.opened)
        self._solver.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        self._price(np.log1p(cells.counts[self.opened].astype(np.float64)), np.arange(len(self.opened)))

    def _price(self, costs: Values, places: Places) -> None:
        for start in (self.first, self.first + len(self.opened)):
            self._solver.changeColsCost(len(places), (start + places).astype(np.int32), costs)

    def hide(self, verdict: Verdict) -> Mask:
        """The hidden cells of the new edition after everything the verdict names is out of reach."""
        for one in sorted(_all(verdict), key=_size):
            if isinstance(one, Difference) and one.cells > 1:
                self._add(np.flatnonzero([self.series.keys[at] == one.key for at in self.opened]))
            else:
                self._protect(one)
        return self.hidden

    def _protect(self, one: Difference | Narrowed) -> None:
        """Find the cheapest other counts with one value large enough, else small enough; hide what they change."""
        column = self._column(one)
        low, high = self.system.low[column], self.system.high[column]
        reach = max(one.low + self.bar.width, self.bar.k if isinstance(one, Difference) and self.bar.cumulative else 0)
        for ends in ((max(low, reach), high), (low, one.high - self.bar.width)):
            if ends[0] > ends[1]:
                continue
            self._solver.changeColBounds(column, *map(float, ends))
            self._solver.run()
            if self._solver.getInfo().primal_solution_status == FEASIBLE:
                moved = np.array(self._solver.getSolution().col_value)[self.first :].reshape(2, -1).sum(axis=0)
                self._add(np.flatnonzero(moved > TOLERANCE))
                break
        self._solver.changeColBounds(column, float(low), float(high))

    def _add(self, places: Places) -> None:
        """Hide some of the printed cells: changing them costs nothing from now on."""
        self.hidden[self.opened[places]] = True
        self._price(np.zeros(len(places)), places)

    def _column(self, one: Difference | Narrowed) -> int:
        at = _place(self.series, one.key)
        names = self.series.names
        if isinstance(one, Narrowed):
            return int(self.system.cell[_edition(names, one.edition), at])
        pair = (_edition(names, one.earlier), _edition(names, one.later))
        return int(self.system.difference[self.system.pairs.index(pair), at])


def _all(verdict: Verdict) -> list[Difference | Narrowed]:
    return [*verdict.small_differences, *verdict.narrowed]


def _size(one: Difference | Narrowed) -> tuple[int, int]:
    return one.high - one.low, one.high


def _place(series: Series, key: Key) -> int:
    return series.keys.index(key)


def _edition(names: tuple[str, ...], name: str) -> int:
    return len(names) - 1 if name == "" else names.index(name)


def _priced(system: System, series: Series, opened: Places) -> Any:
    """The system with two columns more for each opened count: how far it is above and below the true one."""
    count, columns = len(opened), system.columns
    at = system.cell[-1][opened]
    pick = sparse.csr_array((np.ones(count), (np.arange(count), at)), (count, columns.shape[1]))
    one = sparse.eye_array(count)
    whole = (
        sparse.block_array([[columns, None, None], [pick, -one, one]])
        if columns.shape[0]
        else sparse.hstack([pick, -one, one])
    )
    ends = np.full(2 * count, system.most)
    return solver(
        sparse.csc_array(whole),
        np.concatenate([system.right, series.true[opened]]),
        np.concatenate([system.low, np.zeros(2 * count)]),
        np.concatenate([system.high, ends]),
    )
