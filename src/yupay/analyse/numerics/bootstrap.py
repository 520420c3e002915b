"""How much would a statistic move if other rows had been drawn from the same population?

Equal rows are one cell with a count, so a resample is a multinomial draw of the counts: the cost of a resample of two
Likert items does not grow with the number of persons. A statistic takes the cells (K, c) and the weights of B resamples
(B, K) and returns its B values, NaN where a resample does not define it.
Formula: percentile: quantiles of the B values; BCa: the quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z0 the
normal score of the share of values below the observed one (ties half), a = sum u^3 / (6 (sum u^2)^(3/2)), u the
jackknife deviations.
Reference: Efron (1987), Journal of the American Statistical Association 82, 171-185; Efron and Tibshirani (1993), An
introduction to the bootstrap, ch. 14.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from yupay.analyse.numerics.arrays import Floats, Whole

Statistic = Callable[[Floats, Floats], Floats]
CHUNK = 2_000_000
FEW = 4
MOST_LEFT_OUT = 2_000
FLAT = 1e-12


@dataclass(frozen=True, eq=False)
class Cells:
    """Distinct rows `values` (K, c), how often each came, `counts` (K,), and the cell of every row, `place` (n,)."""

    values: Floats
    counts: Floats
    place: Whole

    @property
    def n(self) -> int:
        """How many rows."""
        return int(self.place.size)


@dataclass(frozen=True, eq=False)
class Bootstrapped:
    """The observed value, the B values of the resamples (those defined), how many were not, bias and acceleration."""

    observed: float
    values: Floats
    failed: int
    bias: float
    acceleration: float


def cells(*columns: Floats) -> Cells:
    """The distinct rows of columns (n,) without missing values."""
    values, place, counts = np.unique(np.column_stack(columns), axis=0, return_inverse=True, return_counts=True)
    return Cells(values, counts.astype(np.float64), np.asarray(place, dtype=np.int64).ravel())


def resamples(rows: Cells, draws: int, seed: int) -> Iterator[Floats]:
    """Weights (block, K) of `draws` resamples of n rows with replacement, in blocks that fit in memory."""
    random, k = np.random.default_rng(seed), rows.counts.size
    collapsed = k * FEW <= rows.n
    block = max(1, CHUNK // (k if collapsed else rows.n))
    for start in range(0, draws, block):
        size = min(block, draws - start)
        if collapsed:
            yield random.multinomial(rows.n, rows.counts / rows.n, size=size).astype(np.float64)
        else:
            drawn = rows.place[random.integers(0, rows.n, size=(size, rows.n))] + k * np.arange(size)[:, None]
            yield np.bincount(drawn.ravel(), minlength=size * k).reshape(size, k).astype(np.float64)


def bootstrapped(rows: Cells, statistic: Statistic, draws: int, seed: int) -> Bootstrapped:
    """The observed value of a statistic, its resamples, and what the BCa interval needs of them."""
    observed = float(statistic(rows.values, rows.counts[None])[0])
    found = np.concatenate([statistic(rows.values, weights) for weights in resamples(rows, draws, seed)])
    values = found[np.isfinite(found)]
    slack = 1e-12 * max(1.0, abs(observed))
    below = (values < observed - slack).sum() + 0.5 * (np.abs(values - observed) <= slack).sum()
    edge = 0.5 / (values.size + 1)
    bias = float(ndtri(np.clip(below / max(values.size, 1), edge, 1.0 - edge)))
    return Bootstrapped(observed, values, int(found.size - values.size), bias, acceleration(rows, statistic))


def acceleration(rows: Cells, statistic: Statistic) -> float:
    """Skewness of the jackknife deviations over six; 0 where they do not vary.

    One row of each cell is left out in turn; above 2,000 cells, of 2,000 of them spread evenly over the ordered cells.
    """
    k = rows.counts.size
    chosen = np.unique(np.linspace(0, k - 1, min(k, MOST_LEFT_OUT)).astype(np.int64))
    block, found = max(1, CHUNK // k), []
    for start in range(0, chosen.size, block):
        part = chosen[start : start + block]
        weights = np.tile(rows.counts, (part.size, 1))
        weights[np.arange(part.size), part] -= 1.0
        found.append(statistic(rows.values, weights))
    without = np.concatenate(found)
    known = np.isfinite(without)
    without, counts = without[known], rows.counts[chosen][known]
    if not without.size:
        return 0.0
    u, stands_for = np.average(without, weights=counts) - without, rows.n / float(counts.sum())
    spread = stands_for * float(counts @ u**2)
    return stands_for * float(counts @ u**3) / (6.0 * spread**1.5) if spread > FLAT**2 else 0.0


def percentile(found: Bootstrapped, level: float = 0.95) -> tuple[float, float]:
    """Quantiles of the resamples at (1 - level) / 2 and its mirror."""
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(found.values, [tail, 1.0 - tail])
    return float(low), float(high)


def bca(found: Bootstrapped, level: float = 0.95) -> tuple[float, float]:
    """Bias-corrected and accelerated quantiles of the resamples."""
    z = ndtri(0.5 + level / 2.0) * np.array([-1.0, 1.0]) + found.bias
    shift = 1.0 - found.acceleration * z
    asked = ndtr(found.bias + np.divide(z, shift, out=np.copysign(np.inf, z), where=shift > 0))
    low, high = np.quantile(found.values, asked)
    return float(low), float(high)


def weighted_pearson(values: Floats, weights: Floats) -> Floats:
    """Product-moment correlation of the two columns of cells (K, 2) under each row of weights (B, K)."""
    total = weights.sum(axis=1)
    x, y = _standard(values[:, 0]), _standard(values[:, 1])
    mean_x, mean_y = weights @ x / total, weights @ y / total
    var_x, var_y = weights @ (x * x) / total - mean_x**2, weights @ (y * y) / total - mean_y**2
    return _ratio(weights @ (x * y) / total - mean_x * mean_y, var_x, var_y, FLAT)


def weighted_spearman(values: Floats, weights: Floats) -> Floats:
    """Correlation of the mid-ranks, found anew under each row of weights (B, K), of the columns of cells (K, 2)."""
    half = weights.sum(axis=1, keepdims=True) / 2.0
    x, y = (weighted_midranks(values[:, c], weights) - half for c in (0, 1))
    return _ratio((weights * x * y).sum(1), (weights * x * x).sum(1), (weights * y * y).sum(1), FLAT * half[:, 0] ** 3)


def weighted_tau_b(values: Floats, weights: Floats) -> Floats:
    """Kendall's tau-b of the columns of cells (K, 2) under each row of weights (B, K)."""
    x, y = values[:, 0], values[:, 1]
    agree = np.sign(x[:, None] - x) * np.sign(y[:, None] - y)
    pairs = weights.sum(axis=1) ** 2
    apart = [pairs - (weighted_mass(column, weights)[0] ** 2).sum(1) for column in (x, y)]
    return _ratio(((weights @ agree) * weights).sum(1), apart[0], apart[1], FLAT * pairs)


def weighted_mass(values: Floats, weights: Floats) -> tuple[Floats, Whole]:
    """Weight (B, D) of each distinct value of a column of cells (K,), and which of them each cell has, (K,)."""
    place = np.unique(values, return_inverse=True)[1].ravel()
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    return np.add.reduceat(weights[:, order], starts, axis=1), np.asarray(place, dtype=np.int64)


def weighted_midranks(values: Floats, weights: Floats) -> Floats:
    """Weight below a cell plus half the weight of its value, (B, K): the mid-rank less a half."""
    mass, place = weighted_mass(values, weights)
    return np.asarray((np.cumsum(mass, axis=1) - mass / 2.0)[:, place])


def _standard(column: Floats) -> Floats:
    """A column less its mean and over its spread, so that squares neither overflow nor cancel."""
    large = float(np.abs(column).max(initial=0.0)) or 1.0
    centred = column / large - (column / large).mean()
    spread = float(np.abs(centred).max(initial=0.0))
    return np.asarray(centred / spread) if spread > 0 else centred


def _ratio(top: Floats, first: Floats, second: Floats, least: Floats | float) -> Floats:
    """Top / sqrt(first second), clipped to a correlation; NaN where either is not above `least`."""
    held = (first > least) & (second > least)
    root = np.sqrt(np.where(held, first * second, 1.0))
    return np.where(held, np.clip(top / root, -1.0, 1.0), np.nan)
