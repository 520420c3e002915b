"""Choose, audit, cut, choose again: complementary suppression by cutting planes.

The idea is that of Fischetti and Salazar-Gonzalez (2000, JASA 95:916): a programme picks hidden cells, the audit finds
sensitive cells left too narrow, and the duals of the audit say which further cells could have widened each of them.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from yupay.protect.cells.attack import TOLERANCE, Attack, parts, widened
from yupay.protect.cells.master import Master
from yupay.protect.cells.system import Mask, Values
from yupay.protect.cells.task import Outsider, Task

ROUNDS = 60


class Found(NamedTuple):
    """A sensitive cell left too narrow: where, how much each cell could widen it, how far it can go down as it is."""

    cell: int
    gives: Values
    down: float


class Narrow:
    """The sensitive cells that one outsider finds too narrow under one choice of hidden cells.

    Attributes:
        found: those cells.
        work: simplex steps spent, times the size of the programmes.

    """

    def __init__(self, task: Task, outsider: Outsider, hidden: Mask, watched: Mask) -> None:
        down, up = outsider.room(task.cells)
        true = task.cells.counts.astype(np.float64)
        low, high = np.where(hidden, true - down, true), np.where(hidden, true + up, true)
        self._task, self._outsider, self._down, self._up = task, outsider, down, up
        self.found: list[Found] = []
        self.work = 0
        for part in parts(task.cells, hidden, low, high):
            if watched[part].any():
                attack, before = widened(task.cells, part, low, high, np.where(watched[part], outsider.width, 0.0))
                self.found += self._of(attack, watched[part])
                self.work += before + attack.work

    def _of(self, attack: Attack, watched: Mask) -> Iterator[Found]:
        sums = self._task.cells.sums[attack.rows].T.tocsr()
        for cell in np.flatnonzero(watched):
            gives = np.zeros(len(self._down))
            for sign in (1, -1):
                if not attack.wide(self._outsider.width)[cell]:
                    attack.reach(int(cell), sign)
                    gives += self._gives(-(sums @ attack.duals()), int(attack.unknown[cell]), sign)
            if not attack.wide(self._outsider.width)[cell]:
                yield Found(int(attack.unknown[cell]), gives, float(attack.true[cell] - attack.least[cell]))

    def _gives(self, reduced: Values, cell: int, sign: int) -> Values:
        """How far each cell could move the aim, by the reduced costs of the last programme."""
        reduced[cell] -= sign
        gives: Values = np.maximum(reduced, 0) * self._down + np.maximum(-reduced, 0) * self._up
        return np.where(gives > TOLERANCE, gives, 0.0)


def cut(task: Task, work: float) -> tuple[Mask, bool]:
    """Hidden cells by cutting planes.

    Args:
        task: the system, what to protect, against whom.
        work: how much may be spent, in simplex steps times the size of the programmes: the same on every machine. What
            the master programme spends counts too; when nothing is left no further one begins.

    Returns:
        bool[n], the cheapest choice found, and whether it leaves nothing too narrow that could be helped; it may where the
        work ran out.

    """
    master, hidden = Master(task), task.forced.copy()
    watched = {at: task.sensitive for at in range(len(task.outsiders))}
    suspects = {at: np.zeros_like(hidden) for at in watched}
    for _ in range(ROUNDS):
        before = master.work
        chosen = master.choose(work)
        work -= master.work - before
        if chosen is None:
            return hidden, False
        hidden, clean = chosen, True
        if work < 0:
            return hidden, False
        for at, outsider in enumerate(task.outsiders):
            narrow = Narrow(task, outsider, hidden, watched[at])
            work -= narrow.work
            mended = [one.cell for one in narrow.found if master.cut(one.gives, outsider.width)]
            suspects[at][mended] = True
            clean &= watched[at] is task.sensitive and not mended
            watched[at] = suspects[at] if mended else task.sensitive
        if clean or work < 0:
            return hidden, clean
    return hidden, False
