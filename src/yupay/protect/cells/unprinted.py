"""Are the cells that no table prints wide enough, and what is hidden so that they are?

Almost all of them are shown to be wide by a few fillings of the hidden cells of the tables (`implied.Implied.ranges`): first the true
one, then fillings that lift all counts a cell is part of to where its interval is wide enough, sought among what is near,
then among everything. What is left is asked of the audit, with these cells in the system.
"""

from collections.abc import Iterator

import numpy as np

from yupay.protect.cells.attack import TOLERANCE, Attack
from yupay.protect.cells.audit import audit, limits
from yupay.protect.cells.implied import Implied, Places, extended
from yupay.protect.cells.near import near
from yupay.protect.cells.suppress import outsiders, suppress
from yupay.protect.cells.system import Cells, Mask, Values


def narrow(cells: Cells, hidden: Mask, asked: Implied, width: float, *, known_low: Values | None = None) -> Places:
    """The implied cells whose interval is narrower than a width.

    Args:
        cells: the tables as one system.
        hidden: the cells that are not printed, bool[n].
        asked: the implied cells.
        width: the narrowest interval allowed.
        known_low: lower limits of the cells of the system known besides the sums, [n]; 0 where not given.

    Returns:
        Their places in `asked.own.keys`.

    Raises:
        ValueError: a hidden count lies outside the limits said to be known.

    """
    low, high = limits(cells, hidden, known_low, None)
    unknown = np.flatnonzero(hidden & (high - low > TOLERANCE))
    seen = Seen(cells, asked, width)
    for inside in (*(inside for inside, _ in near(cells, unknown)), unknown):
        some = seen.within(inside, unknown)
        if len(some) and len(inside):
            seen.lift(Attack(cells, inside, low, high), some)
    left = seen.open()
    return left[_still_narrow(cells, hidden, asked.only(left), width, low)] if len(left) else left


def _still_narrow(cells: Cells, hidden: Mask, asked: Implied, width: float, low: Values) -> Places:
    more, at = extended(cells, asked)
    apart = len(more.counts) - len(hidden)
    sensitive = np.zeros(len(more.counts), dtype=bool)
    sensitive[at] = True
    found = audit(
        more, np.append(hidden, np.ones(apart, bool)), sensitive, width, known_low=np.append(low, np.zeros(apart))
    )
    return np.flatnonzero(np.isin(at, found.too_narrow))


class Seen:
    """The range of each implied cell over the fillings seen so far."""

    def __init__(self, cells: Cells, asked: Implied, width: float) -> None:
        self._true, self._asked, self._width = cells.counts.astype(np.float64), asked, width
        self.least, self.most = asked.ranges(self._true)

    def open(self) -> Places:
        """The cells not yet seen to be wide, those under one margin together."""
        found = np.flatnonzero(self.most - self.least < self._width - TOLERANCE)
        own = self._asked.own
        return found[np.lexsort((*own.margins[found].T, own.meet[found]))]

    def within(self, inside: Places, unknown: Places) -> Places:
        """The open cells all of whose hidden counts are inside."""
        margins = self._asked.own.margins
        about = np.isin(margins, inside) | ~np.isin(margins, unknown)
        found = self.open()
        return found[about[found].all(axis=1)]

    def lift(self, attack: Attack, cells: Places) -> None:
        """Look for fillings that show these cells to be wide; what serves one may serve all under the same margin."""
        place = np.full(len(self._true), -1)
        place[attack.unknown] = np.arange(len(attack.unknown))
        meet = self._asked.own.meet[cells]
        for some in np.split(cells, np.flatnonzero(np.diff(meet)) + 1):
            group = self._asked.only(some)
            for at in range(len(some)):
                for values in self._fillings(attack, place, some, at):
                    full = self._true.copy()
                    full[attack.unknown] = values
                    least, most = group.ranges(full)
                    self.least[some] = np.minimum(self.least[some], least)
                    self.most[some] = np.maximum(self.most[some], most)

    def _fillings(self, attack: Attack, place: Places, some: Places, at: int) -> Iterator[Values]:
        """Its counts together high enough; else its lower end as low as it goes, and its counts again from there."""
        cell, own = int(some[at]), self._asked.own
        counts = place[own.margins[cell]]
        known = np.unique(counts[counts >= 0])
        if self._lacks(cell) and len(known):
            yield attack.lift(known, self.least[cell] + self._width)
        if self._lacks(cell) and self.least[cell] > TOLERANCE:
            yield attack.towards(_lower_end(counts, int(place[own.meet[cell]]), len(attack.unknown)))
            if self._lacks(cell) and len(known):
                yield attack.lift(known, self.least[cell] + self._width)

    def _lacks(self, cell: int) -> bool:
        return bool(self.most[cell] - self.least[cell] < self._width - TOLERANCE)


def _lower_end(counts: Places, meet: int, n: int) -> Values:
    """m_1 + ... + m_K - (K - 1) s as weights of the n unknown; what is known stands at -1 and has no weight."""
    weights = np.zeros(n + 1)
    np.add.at(weights, np.append(counts, meet), np.append(np.ones(len(counts)), 1.0 - len(counts)))
    return np.asarray(weights[:-1])


def suppress_implied(
    cells: Cells,
    hidden: Mask,
    sensitive: Mask,
    asked: Implied,
    *,
    width: float = 10,
    time_limit: float = 10.0,
    zeros_hidden: bool | Mask = False,
) -> Mask:
    """The cells to hide so that the sensitive cells that no table prints are protected too.

    Args:
        cells: the tables as one system.
        hidden: what protects the tables by themselves (`suppress`), bool[n]; all of it stays hidden.
        sensitive: the cells of the tables to protect, bool[n].
        asked: the implied cells to protect.
        width: the narrowest interval left for each of them; half of it to who knows that zeros are printed.
        time_limit: as in `suppress`, for each of its turns.
        zeros_hidden: whether zeros of the tables are hidden like small counts.

    Returns:
        bool[n]; `hidden` itself where nothing was too narrow.

    """
    silent = np.broadcast_to(np.asarray(zeros_hidden, dtype=bool), len(cells.counts))
    left = asked.only(left_narrow(cells, hidden, asked, width, silent))
    while left.own.keys:
        more, at = extended(cells, left)
        apart = np.ones(len(more.counts) - len(hidden), dtype=bool)
        wider = suppress(
            more,
            np.append(sensitive, ~apart) | np.isin(np.arange(len(more.counts)), at),
            width=width,
            time_limit=time_limit,
            zeros_hidden=np.append(silent, apart),
            withheld=np.append(hidden, apart),
        )
        hidden = hidden | wider[: len(hidden)]
        still = left_narrow(cells, hidden, left, width, silent)
        if len(still) == len(left.own.keys):
            break
        left = left.only(still)
    return hidden


def left_narrow(cells: Cells, hidden: Mask, asked: Implied, width: float, zeros_hidden: bool | Mask) -> Places:
    """The implied cells too narrow for somebody who only knows that counts are not negative, or who knows where zeros are printed."""
    found = [
        narrow(cells, hidden, asked, one.width, known_low=np.minimum(one.low, cells.counts))
        for one in outsiders(cells, hidden, zeros_hidden, width, width / 2)
    ]
    return np.unique(np.concatenate(found)).astype(np.int64)
