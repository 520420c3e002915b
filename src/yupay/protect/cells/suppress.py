"""Which cells are hidden besides the sensitive ones, so that no sensitive count can be worked out?

Two outsiders are kept in mind. One knows that counts are not negative: every sensitive cell keeps an interval of the full
width. The other also knows the rule, that a zero is printed where zeros are, so that a hidden count is 1 or more: half the
width is left to that one, or as much as `rule_width` says. Insiders can be added: an institution that knows its own cases
(`Outsider.low`), a single contributor that knows a whole cell (`alone`).
"""

import numpy as np

from yupay.protect.cells.audit import audit
from yupay.protect.cells.cutting import cut
from yupay.protect.cells.heuristic import repair
from yupay.protect.cells.system import Cells, Mask, Values
from yupay.protect.cells.task import Outsider, Task

WORK_PER_SECOND = 3e7
TOP = 1e3
INNER, MARGIN = 20.0, 0.05


def suppress(
    cells: Cells,
    sensitive: Mask,
    *,
    width: float = 10,
    time_limit: float = 10.0,
    zeros_hidden: bool | Mask = False,
    rule_width: float | None = None,
    insiders: tuple[Outsider, ...] = (),
    withheld: Mask | None = None,
) -> Mask:
    """The cells to hide.

    Args:
        cells: the system: all margins and linked tables together.
        sensitive: the cells to protect, bool[n].
        width: the narrowest interval left for a sensitive cell.
        time_limit: seconds for the search, counted as simplex steps of the reference machine, so that the answer is the
            same on every machine. When they are spent the fast heuristic ends the work.
        zeros_hidden: whether zeros are hidden like small counts; per cell, bool[n], or for all.
        rule_width: the width left to who knows that zeros are printed; half of `width` where not given.
        insiders: people who know more than outsiders do, each with a width of its own.
        withheld: cells that no table prints, bool[n]; they need no protection unless they are sensitive.

    Returns:
        bool[n], the sensitive cells included. Grand totals are hidden only where nothing else protects.

    """
    silent = (cells.counts == 0) & np.broadcast_to(np.asarray(zeros_hidden, dtype=bool), cells.counts.shape)
    forced = np.asarray(sensitive, dtype=bool) | silent | (False if withheld is None else withheld)
    free = (cells.counts > 0) & ~forced
    people = (
        *outsiders(cells, forced, zeros_hidden, width, width / 2 if rule_width is None else rule_width),
        *insiders,
    )
    task = Task(cells, np.asarray(sensitive, dtype=bool), forced, free, costs(cells), people)
    hidden, clean = cut(task, time_limit * WORK_PER_SECOND)
    return without_idle(task, hidden if clean else repair(task, hidden))


def costs(cells: Cells) -> Values:
    """What hiding a cell costs: few cells first, then little of the people in inner cells, then small margins; grand totals last."""
    people = max(int(cells.counts.max(initial=0)), 1)
    inner = INNER * cells.counts / people
    return np.where(cells.tops, TOP, 1 + np.where(cells.inner, inner, MARGIN * np.log1p(cells.counts)))


def outsiders(
    cells: Cells, forced: Mask, zeros_hidden: bool | Mask, width: float, rule_width: float
) -> tuple[Outsider, ...]:
    """Who only knows that counts are not negative, and who knows where zeros would be printed."""
    n = len(cells.counts)
    plain = Outsider(np.zeros(n), np.full(n, np.inf), width)
    at_least_one = ~np.broadcast_to(np.asarray(zeros_hidden, dtype=bool), n) & ~(forced & (cells.counts == 0))
    return (plain, Outsider(at_least_one.astype(np.float64), plain.high, rule_width))[: 1 + bool(at_least_one.any())]


def alone(cells: Cells, cell: int, width: float) -> Outsider:
    """The single contributor of a cell, who knows its count."""
    low, high = np.zeros(len(cells.counts)), np.full(len(cells.counts), np.inf)
    low[cell] = high[cell] = cells.counts[cell]
    return Outsider(low, high, width)


def without_idle(task: Task, hidden: Mask) -> Mask:
    """Print what anybody can work out anyway: hiding it protects nothing."""
    found = audit(task.cells, hidden, task.sensitive, 0.0).exactly_recovered
    hidden = hidden.copy()
    hidden[[cell for cell in found if not task.sensitive[cell]]] = False
    return hidden
