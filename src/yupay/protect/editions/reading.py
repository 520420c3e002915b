"""How does an outsider read a series of editions, and what must stay open to that reader?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from yupay.model.registry import LedgerEntry
from yupay.protect.cells.system import Cells, Mask, Values
from yupay.protect.editions.insiders import small_to_some
from yupay.protect.editions.joint import Joint, system_of
from yupay.protect.editions.series import Form, Series, series_of

WAYS = ((True, True, True), (True, False, True), (False, True, True), (False, False, True), (False, False, False))
"""Records are only added; what an edition leaves out has nobody; the sums held in earlier editions: strictest first."""


@dataclass(frozen=True)
class Bar:
    """What a range must reach: its width; and k, where records are only added and the reader does not know the `floor`.

    `sensitive`: the cells of the new edition that must reach it although they are not small. `own`: for each earlier
    edition, by how much the people of each institution changed in the cells of the new one (`insiders.own_changes`).
    """

    k: int
    width: float
    cumulative: bool
    floor: bool = False
    sensitive: Mask | None = None
    own: tuple[Values | None, ...] = ()

    def small_to_some(self, change: Values, before: int) -> Mask:
        """Where an institution would see a small difference by taking its own people out of it."""
        return small_to_some(change, self.own[before] if before < len(self.own) else None, self.k)

    def watched(self, cells: int) -> Mask:
        """The sensitive cells among those of a series, whose first ones are the new edition's."""
        chosen = np.zeros(cells, dtype=bool)
        if self.sensitive is not None:
            chosen[: len(self.sensitive)] = self.sensitive
        return chosen

    @property
    def knowing(self) -> "Bar":
        """The bar for who knows that hidden counts are not 0."""
        return replace(self, width=self.width / 2, floor=True)

    @property
    def reach(self) -> float:
        """The value a difference must be able to have."""
        return self.k if self.cumulative and not self.floor else -np.inf


@dataclass(frozen=True)
class Reading:
    """A series as an outsider reads it; `related`: with the sums of the new edition in the earlier ones too."""

    series: Series
    bar: Bar
    form: Form
    related: bool
    joint: Joint


def reading(cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], bar: Bar) -> Reading:
    """The strictest reading under which what was printed is possible at all; at last each edition for itself."""
    for cumulative, absent, related in WAYS:
        if cumulative and not bar.cumulative:
            continue
        form = Form(absent=absent)
        series = series_of(cells, hidden, earlier, form)
        if cumulative and _went_down(series):
            continue
        joint = Joint(system_of(series, cumulative=cumulative, related=related))
        if joint.possible:
            break
    return Reading(series, replace(bar, cumulative=cumulative), form, related, joint)


def reading_knowing(cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], read: Reading) -> Reading | None:
    """The same for who knows that hidden counts are not 0; None where no zeros are printed, or where that is not so."""
    form = replace(read.form, floor=True)
    series = series_of(cells, hidden, earlier, form)
    if (series.low == read.series.low).all():
        return None
    joint = Joint(system_of(series, cumulative=read.bar.cumulative, related=read.related))
    return Reading(series, read.bar.knowing, form, read.related, joint) if joint.possible else None


def _went_down(series: Series) -> bool:
    """Whether some count is certainly lower in a later edition."""
    return bool((np.maximum.accumulate(series.low, axis=0)[:-1] > series.high[1:]).any())
