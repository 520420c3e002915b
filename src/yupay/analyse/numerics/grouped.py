"""How sure is a total in each of many groups, without a table of one column per group?

Formula: that of `linearised`, with the entries of a group that share a cluster added up first; a cluster without an entry
in the group counts with a sum of 0.
Reference: Lumley (2010), Complex Surveys, chapter 2 (domains are estimated from the whole sample).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.analyse.numerics.designs import Design, Stage
from yupay.analyse.numerics.linearised import cluster_spread, lonely_strata, variance
from yupay.model.sample import Lonely

DENSE = 64


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups (n,) of the rows of a design, coded 0 to count - 1 and -1 outside, prepared once for many variables."""

    design: Design
    group: Whole
    count: int

    @cached_property
    def inside(self) -> Truth | None:
        """The rows inside a group; None where all are."""
        inside: Truth = self.group >= 0
        return None if bool(inside.all()) else inside

    @cached_property
    def _known(self) -> dict[int, tuple[Floats, Floats]]:
        """Totals already added up, by the identity of their column, which is kept."""
        return {}

    def totals(self, column: Floats) -> Floats:
        """The total (count,) of a column (n,) in each group; a column asked for again is not added up again."""
        if id(column) not in self._known:
            group, inside = self.group, column
            if self.inside is not None:
                group, inside = group[self.inside], column[self.inside]
            self._known[id(column)] = (column, np.bincount(group, inside, self.count).astype(np.float64))
        return self._known[id(column)][1]

    @cached_property
    def cells(self) -> tuple["_Cells", ...]:
        """The cells of every stage that adds to the variance."""
        stages = [stage for place, stage in enumerate(self.design.stages) if not place or (stage.share > 0).any()]
        return tuple(_cells(self, stage, place + 1) for place, stage in enumerate(stages))

    @cached_property
    def _freedom(self) -> dict[int, tuple[Floats, Floats]]:
        """Degrees of freedom already counted, by the identity of their column, which is kept."""
        return {}

    def degrees(self, counts: Floats) -> Floats:
        """Clusters less strata (count,) of each group with a row of positive `counts` (n,)."""
        if id(counts) not in self._freedom:
            self._freedom[id(counts)] = (counts, self._degrees(counts > 0))
        return self._freedom[id(counts)][1]

    def _degrees(self, held: Truth) -> Floats:
        """Clusters less strata (count,) of each group with a row held (n,)."""
        first = self.design.stages[0]
        keep = held & (self.group >= 0)
        group, cluster = self.group[keep], first.cluster[keep]
        apart = self.cells and self.cells[0].place is None
        clusters = (
            np.bincount(group, minlength=self.count)
            if apart
            else _different(group, cluster, self.count, first.stratum.size)
        )
        strata = _different(group, first.stratum[cluster], self.count, first.size.size)
        return np.maximum(clusters - strata, 0.0).astype(np.float64)


@dataclass(frozen=True, eq=False)
class _Cells:
    """One entry per cluster within a group: where each row goes (None: in place), and what the variance needs.

    `group`, `cell` (group times strata plus stratum) and `spread` are per entry; `left` (G, H) is the spread of the
    clusters of a stratum that have no entry in the group.
    """

    stage: Stage
    alone: Truth
    place: Whole | None
    group: Whole
    cell: Whole
    spread: Floats
    left: Floats


def _cells(grouping: Grouping, stage: Stage, number: int) -> _Cells:
    """The entries of one stage."""
    cluster, group = stage.cluster, grouping.group
    if grouping.inside is not None:
        cluster, group = cluster[grouping.inside], group[grouping.inside]
    key, clusters, strata = group * stage.stratum.size + cluster, stage.stratum.size, stage.size.size
    place = None
    if _distinct(key, grouping.count * clusters) < key.size:
        kept, place = np.unique(key, return_inverse=True)
        cluster, group = kept % clusters, kept // clusters
    spread, alone = cluster_spread(stage), lonely_strata(stage, grouping.design.lonely, number)
    cell = group * strata + stage.stratum[cluster]
    reached = np.bincount(cell, spread[cluster], grouping.count * strata).reshape(grouping.count, strata)
    left = np.maximum(np.bincount(stage.stratum, spread, strata) - reached, 0.0)
    return _Cells(stage, alone, None if place is None else place.reshape(-1), group, cell, spread[cluster], left)


def _distinct(key: Whole, span: int) -> int:
    """How many different keys, each from 0 to span - 1."""
    if span > max(DENSE * key.size, 1_000_000):
        return int(np.unique(key).size)
    seen = np.zeros(span, dtype=bool)
    seen[key] = True
    return int(np.count_nonzero(seen))


def _different(group: Whole, code: Whole, count: int, codes: int) -> Floats:
    """How many different codes (count,) each group holds."""
    key, span = group * codes + code, count * codes
    if span > max(DENSE * key.size, 1_000_000):
        each = np.bincount(np.unique(key) // codes, minlength=count)
    else:
        seen = np.zeros(span, dtype=bool)
        seen[key] = True
        each = np.array([np.count_nonzero(row) for row in seen.reshape(count, codes)])
    return each.astype(np.float64)


def grouped_variance(grouping: Grouping, scores: Floats) -> Floats:
    """Variances (count,) of the totals of weighted scores (n,) in each group.

    The same as `variance` of a table with one column per group, without making it.

    Raises:
        DesignError: a stratum has one cluster and the rule is "fail".

    """
    design, group, count = grouping.design, grouping.group, grouping.count
    if design.calibrations:
        return np.array([variance(design, np.where(group == one, scores, 0.0))[0, 0] for one in range(count)])
    if grouping.inside is not None:
        scores = scores[grouping.inside]
    found = np.zeros(count)
    for cells in grouping.cells:
        found += _grouped_stage(cells, scores, count, design.lonely)
    return found


def _grouped_stage(cells: _Cells, scores: Floats, count: int, lonely: Lonely) -> Floats:
    """What one stage adds to the variance (count,) of each group."""
    strata = cells.stage.size.size
    sums = scores if cells.place is None else np.bincount(cells.place, scores, cells.cell.size)
    means = np.bincount(cells.cell, sums, count * strata).reshape(count, strata) / cells.stage.size
    if lonely == "adjust":
        means[:, cells.alone] = 0.0
    distance = sums - means.reshape(-1)[cells.cell]
    found: Floats = np.bincount(cells.group, cells.spread * distance**2, count) + (cells.left * means**2).sum(axis=1)
    if lonely == "average":
        held = np.bincount(cells.cell, sums != 0, count * strata).reshape(count, strata) > 0
        found = found * held.sum(axis=1) / np.maximum((held & ~cells.alone).sum(axis=1), 1)
    return found
