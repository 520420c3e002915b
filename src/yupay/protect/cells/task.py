"""What is to be protected, against whom, at what cost?"""

from dataclasses import dataclass

import numpy as np

from yupay.protect.cells.system import Cells, Mask, Values

REACH = 2.0


@dataclass(frozen=True)
class Outsider:
    """Somebody who reads the printed cells, and what that person knows besides.

    Attributes:
        low: the lowest value of each cell, [n].
        high: the highest, [n].
        width: the narrowest interval that may be left to this person for a sensitive cell.

    """

    low: Values
    high: Values
    width: float

    @property
    def unsure(self) -> Mask:
        """The cells that this person does not know already."""
        return np.asarray(self.low < self.high)

    def room(self, cells: Cells) -> tuple[Values, Values]:
        """How far each cell could go down and up if it were hidden; further than `REACH` widths is never needed."""
        true = cells.counts.astype(np.float64)
        most = REACH * self.width
        return np.clip(true - self.low, 0, most), np.clip(self.high - true, 0, most)


@dataclass(frozen=True)
class Task:
    """One system to protect.

    Attributes:
        cells: the system.
        sensitive: the cells to protect, bool[n].
        forced: the cells hidden whatever happens: the sensitive ones, and zeros that are not printed.
        free: the cells that may be hidden for their sake.
        cost: what hiding a free cell costs, [n].
        outsiders: against whom.

    """

    cells: Cells
    sensitive: Mask
    forced: Mask
    free: Mask
    cost: Values
    outsiders: tuple[Outsider, ...]
