"""Which ranks are compatible with the data, for each unit alone and for all at once?

Formula: unit k is shown above j where (x_k - x_j) / s_jk exceeds the 95 % quantile of the largest such difference among the
hypotheses "theta_k <= theta_j" still standing, both directions of every pair, repeated until none falls (stepdown).
Rank set of j = 1 + units shown above j, ..., n - units shown below j. Rank 1 is the largest.
Reference: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518; Romano and Wolf (2005),
Econometrica 73, 1237-1282; Welch (1947), Biometrika 34, 28-35, for the degrees of freedom of a pair.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtr

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]

COVERAGE = 0.95
FEW = 200


@dataclass(frozen=True)
class RankSets:
    """Ranks and rank confidence sets of n units: `rank`, `low` and `high` (n,), 1 is the largest.

    `above[j, k]`: unit j is shown to be above unit k. `known[j]`: whether the doubt of unit j is known; where it is
    not, no pair of j is tested and its set holds every rank.
    """

    rank: Whole
    low: Whole
    high: Whole
    above: Truth
    known: Truth


@dataclass(frozen=True)
class Comparison:
    """What the pairs of q units are compared with.

    `statistic` (q, q) is (x_j - x_k) / s_jk on the normal scale; `normal` (R, q) are standard normal draws; `variance`
    (q,) is that of each estimate.
    """

    statistic: Floats
    normal: Floats
    variance: Floats


def ranks(values: Floats) -> Whole:
    """Rank of each value, 1 for the largest; equal values share the best of their ranks."""
    ordered = np.sort(values)
    return np.asarray(values.size - np.searchsorted(ordered, values, side="right") + 1, dtype=np.int64)


def draws_for(n: int) -> int:
    """How many draws: 10,000 for up to 200 units, 2,000 above."""
    return 10_000 if n <= FEW else 2_000


def pair_df(variance: Floats, df: Floats) -> Floats:
    """Welch's degrees of freedom of every difference (q, q); infinite where both variances are known."""
    weight = variance**2 / df
    top = (variance[:, None] + variance[None, :]) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = top / (weight[:, None] + weight[None, :])
    return np.where(np.isnan(found), np.inf, found)


def on_normal_scale(statistic: Floats, variance: Floats, df: Floats) -> Floats:
    """The normal quantile of each t statistic's own probability: fewer rows, less evidence. Shape (q, q)."""
    if not np.isfinite(df).any():
        return statistic
    upper = np.triu_indices(variance.size, 1)
    t = statistic[upper]
    z = np.copysign(-ndtri(stdtr(pair_df(variance, df)[upper], -np.abs(t))), t)
    scaled = np.zeros_like(statistic)
    scaled[upper] = np.where(np.isnan(z), t, z)
    return scaled - scaled.T


def compare(values: Floats, variance: Floats, df: Floats, draws: int, seed: int) -> Comparison:
    """Statistics and draws for all pairs.

    Args:
        values: estimates (q,), independent of each other.
        variance: of each (q,).
        df: degrees of freedom of each variance (q,); infinite where it is known.
        draws: how many draws.
        seed: of the draws.

    """
    spread = variance[:, None] + variance[None, :]
    gap = values[:, None] - values[None, :]
    with np.errstate(divide="ignore"):
        precision = np.where(spread > 0, 1.0 / np.sqrt(spread), 0.0)
    statistic = np.where((spread <= 0) & (gap != 0), np.copysign(np.inf, gap), gap * precision)
    normal = np.random.default_rng(seed).standard_normal((draws, values.size))
    return Comparison(on_normal_scale(statistic, variance, df), normal, variance)


def largest(of: Comparison, above: Truth, below: Truth, rows: Whole, *, shared: bool = False) -> Floats:
    """Maxima (R, rows) over the directions that `above` and `below` leave open; `shared`: only their maximum (R, 1)."""
    from yupay.analyse.rank import kernel

    found: Floats = kernel.largest(of.normal, of.variance, above, below, rows, shared)
    return found[:, -1:] if shared else found


def first_maxima(of: Comparison) -> Floats:
    """Maxima (R, q) with every direction open: the first step of both kinds of set."""
    q = of.statistic.shape[0]
    every = np.ones((q, q), dtype=bool)
    return largest(of, every, every, np.arange(q))


def simultaneous(of: Comparison, maxima: Floats, coverage: float = COVERAGE) -> Truth:
    """Which unit is shown above which (q, q), all pairs of all units protected together."""
    q = of.statistic.shape[0]
    told, never, rows = np.zeros((q, q), dtype=bool), np.zeros((q, q), dtype=bool), np.arange(q)
    largest_of_all = maxima.max(axis=1)
    while True:
        fresh = (of.statistic > np.quantile(largest_of_all, coverage)) & ~told
        if not fresh.any():
            return told
        told |= fresh
        largest_of_all = largest(of, ~told, never, rows, shared=True)[:, 0]


def marginal(of: Comparison, maxima: Floats, coverage: float = COVERAGE) -> tuple[Truth, Truth]:
    """Row by row, which units row j is shown above, and which are shown above j (q, q); each row protected alone."""
    above = np.zeros_like(of.statistic, dtype=bool)
    below, rows = above.copy(), np.arange(above.shape[0])
    critical = np.quantile(maxima, coverage, axis=0)
    while rows.size:
        over = (of.statistic[rows] > critical[:, None]) & ~above[rows]
        under = (-of.statistic[rows] > critical[:, None]) & ~below[rows]
        above[rows] |= over
        below[rows] |= under
        rows = rows[over.any(axis=1) | under.any(axis=1)]
        if rows.size:
            critical = np.quantile(largest(of, ~above, ~below, rows), coverage, axis=0)
    return above, below


def as_sets(values: Floats, known: Truth, above: Truth, below: Truth) -> RankSets:
    """Sets of all n units from the claims of the known ones; the others keep every rank."""
    n, where = values.size, np.flatnonzero(known)
    low, high = np.ones(n, dtype=np.int64), np.full(n, n, dtype=np.int64)
    low[where] += below.sum(axis=1)
    high[where] -= above.sum(axis=1)
    full = np.zeros((n, n), dtype=bool)
    full[np.ix_(where, where)] = above
    return RankSets(ranks(values), low, high, full, known)


def normal_rank_sets(
    values: ArrayLike,
    variance: ArrayLike,
    *,
    seed: int,
    df: ArrayLike | None = None,
    coverage: float = COVERAGE,
    draws: int | None = None,
) -> tuple[RankSets, RankSets]:
    """Marginal and simultaneous rank sets of estimates with standard errors.

    Args:
        values: estimates (n,), finite, independent of each other.
        variance: of each (n,), NaN where unknown.
        seed: of the normal draws.
        df: degrees of freedom of each variance (n,); None where variances are known.
        coverage: of the sets, .95 by default.
        draws: how many; by default 10,000 for up to 200 units and 2,000 above.

    Returns:
        The marginal and the simultaneous sets. A unit of unknown variance is told apart from none, and its set is
        every rank from 1 to n.

    """
    value, spread = np.asarray(values, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    known = np.isfinite(spread)
    where = np.flatnonzero(known)
    freedom = np.full(value.size, np.inf) if df is None else np.asarray(df, dtype=np.float64)
    if where.size < 2:
        none = np.zeros((where.size, where.size), dtype=bool)
        return (as_sets(value, known, none, none),) * 2
    of = compare(value[where], spread[where], freedom[where], draws or draws_for(where.size), seed)
    maxima = first_maxima(of)
    alone, together = marginal(of, maxima, coverage), simultaneous(of, maxima, coverage)
    return as_sets(value, known, *alone), as_sets(value, known, together, together.T)


def floored(between: ArrayLike, totals: ArrayLike) -> Floats:
    """Variance of counts for ranking: between rows, never below that of independent events, never below 1.

    Rows that happen to agree (two stations with nothing) say little about the doubt of their sum. NaN stays NaN.
    """
    variance, total = np.asarray(between, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    return np.where(np.isnan(variance), np.nan, np.maximum(variance, np.maximum(total, 1.0)))
