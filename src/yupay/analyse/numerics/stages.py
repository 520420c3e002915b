"""Which cluster and stratum does every row belong to, stage by stage, and what share of each stratum was drawn?

Codes of a stage are nested in the clusters of the stage before it, so that no code is used twice.
Reference: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, chapter 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yupay.analyse.numerics.arrays import Floats, Truth, Whole


class DesignError(ValueError):
    """The columns do not describe a sample: `where` names the column, `reason` says what is wrong."""

    def __init__(self, where: str, reason: str) -> None:
        """Keep the column and the reason apart, so that a message can be made in both languages."""
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of drawing.

    `cluster` (n,) is the cluster of each row; per cluster (C,): `stratum` and `fraction`, the share of its stratum that
    was drawn (0: endless population), and `share`, the product of the fractions of the earlier stages; `size` (H,) is
    the number of clusters drawn in each stratum.
    """

    cluster: Whole
    stratum: Whole
    fraction: Floats
    share: Floats
    size: Whole

    @cached_property
    def row_stratum(self) -> Whole:
        """The stratum (n,) of each row."""
        return self.stratum[self.cluster]


def blank(values: NDArray[np.generic]) -> Truth:
    """Which values (n,) are None or NaN."""
    if values.dtype.kind == "f":
        return np.isnan(values.astype(np.float64))
    if values.dtype.kind == "O":
        return np.array([value is None or value != value for value in values], dtype=bool)
    return np.zeros(values.shape[0], dtype=bool)


def codes(values: ArrayLike) -> Whole:
    """Values (n,) as codes 0, 1, ... in their sorted order; text and numbers alike."""
    table = np.asarray(values)
    if table.dtype.kind == "O":
        table = table.astype(str)
    if table.dtype.kind in "iu" and table.size and not _is_wide(table):
        return _dense(table.astype(np.int64))
    return np.unique(table, return_inverse=True)[1].astype(np.int64).reshape(-1)


def _is_wide(table: NDArray[np.generic]) -> bool:
    """Whether whole numbers span so much that a lookup table would be larger than the data."""
    return int(table.max()) - int(table.min()) > 8 * table.size + 1_000


def _dense(table: Whole) -> Whole:
    """Codes of whole numbers (n,) by a lookup table of their span."""
    low = int(table.min())
    present = np.zeros(int(table.max()) - low + 1, dtype=bool)
    present[table - low] = True
    lookup: Whole = np.cumsum(present, dtype=np.int64) - 1
    return lookup[table - low]


def stages_of(
    clusters: Sequence[Whole],
    strata: Sequence[Whole],
    fpc: Sequence[Floats],
    n: int,
    *,
    nested: bool,
    where: str = "clusters",
) -> tuple[Stage, ...]:
    """Stages from codes (n,) of clusters and strata and population sizes or fractions (n,), first stage first.

    `nested`: cluster codes begin anew in every stratum. A stage without strata is one stratum in each cluster of the
    stage before it; a stage without fpc is drawn from an endless population.

    Raises:
        DesignError: a cluster lies in two strata, or a population is smaller than its sample.

    """
    rows = list(clusters) or [np.arange(n, dtype=np.int64)]
    above, share, found = np.zeros(n, dtype=np.int64), np.ones(n), list[Stage]()
    for index, code in enumerate(rows):
        stratum = _within(above, strata[index] if index < len(strata) else np.zeros(n, dtype=np.int64))
        cluster = _within(stratum if nested else above, code) if clusters else code
        stage = _stage(cluster, stratum, fpc[index] if index < len(fpc) else None, share, where)
        above, share = cluster, share * stage.fraction[cluster]
        found.append(stage)
    return tuple(found)


def _within(above: Whole, code: Whole) -> Whole:
    """Codes (n,) of the pairs (above, code)."""
    over = np.zeros(int(code.max(initial=-1)) + 1, dtype=np.int64)
    over[code] = above
    if np.array_equal(over[code], above):
        return code
    return codes(above * over.size + code)


def _stage(cluster: Whole, stratum: Whole, fpc: Floats | None, share: Floats, where: str) -> Stage:
    """One stage from the codes (n,) of its rows."""
    count, first = int(cluster.max(initial=-1)) + 1, _first(cluster)
    of = stratum[first]
    if (stratum != of[cluster]).any():
        raise DesignError(where, "a cluster lies in two strata; declare nested = true where codes begin anew")
    size = np.bincount(of, minlength=int(of.max(initial=-1)) + 1).astype(np.int64)
    fraction = np.zeros(count) if fpc is None else _fractions(fpc[first], size[of], where)
    return Stage(cluster=cluster, stratum=of, fraction=fraction, share=share[first], size=size)


def _first(cluster: Whole) -> Whole:
    """One row of each cluster, the first."""
    rows = np.empty(int(cluster.max(initial=-1)) + 1, dtype=np.int64)
    rows[cluster[::-1]] = np.arange(cluster.size - 1, -1, -1)
    return rows


def _fractions(fpc: Floats, drawn: Whole, where: str) -> Floats:
    """The share drawn (C,) from population sizes (above 1) or from shares."""
    if not (fpc > 0).all():
        raise DesignError(where, "a population size or a sampling fraction must be above 0")
    if (fpc <= 1).all():
        return fpc
    if (fpc < drawn * (1 - 1e-9)).any():
        raise DesignError(where, "the population is smaller than the sample drawn from it, or sizes and shares mix")
    return np.minimum(drawn / fpc, 1.0)
