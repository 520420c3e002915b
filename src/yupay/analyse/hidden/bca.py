"""Where do the bias-corrected and accelerated limits of a bootstrap stand among its draws?

Formula: p = Phi(z0 + w / (1 - a w)), w = z0 + z(alpha); z0 the normal score of the share of draws below the estimate;
a = sum of c d^3 / (6 (sum of c d^2)^(3/2)), d the mean estimate with one person less, less the estimate with one person
of a history less, c the people of that history. Both z0 and the quantile come from the same draws: with
k = (dp / dz0) / phi(z0) and p0 the share below the estimate, the error of p is the root of
[p (1 - p) + k^2 p0 (1 - p0) - 2 k (min(p, p0) - p p0)] / B. Jackknife: variance (n - 1) / n sum of c d^2.
Reference: Efron (1987), Journal of the American Statistical Association 82, 171-185; Efron and Tibshirani (1993), An
Introduction to the Bootstrap, chapters 11 and 14; Chan, Silverman and Vincent (2021), Journal of the American
Statistical Association 116, 1297-1306, section 3.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from yupay.analyse.hidden.resampling import Many, Share, one_less, quantile
from yupay.analyse.hidden.tables import Cells
from yupay.analyse.numerics.arrays import Floats


@dataclass(frozen=True)
class Jackknifed:
    """What leaving out one person of each history in turn gives.

    `mean` is that of the estimates over all people; `se` the jackknife standard error; `acceleration` that of BCa (0
    where the estimate does not move); `not_estimable` how many histories leave a table without an estimate: the others
    are then nan.
    """

    mean: float
    se: float
    acceleration: float
    not_estimable: int


def jackknife(y: Cells, many: Many) -> Jackknifed:
    """The jackknife over the people of a table, one estimate for each history seen."""
    without, people = one_less(y)
    found = many(without)
    missing = int((~np.isfinite(found)).sum())
    if missing:
        return Jackknifed(float("nan"), float("nan"), float("nan"), missing)
    n, mean = float(people.sum()), float(np.average(found, weights=people))
    gap = mean - found
    squares = float(people @ gap**2)
    moves = squares > (1e-12 * mean) ** 2
    skew = float(people @ gap**3) / (6 * squares**1.5) if moves else 0.0
    return Jackknifed(mean, float(np.sqrt(squares * (n - 1) / n)), skew, 0)


def bias(values: Floats, value: float) -> float:
    """The normal score of the share of draws below the estimate; infinite where none or all are."""
    return float(ndtri((values < value).mean()))


def shares(values: Floats, value: float, acceleration: float, level: float = 0.95) -> tuple[Share, Share]:
    """Where the two BCa limits of a level stand among the draws (B,) of an estimate `value`."""
    tail = (1 - level) / 2
    return _share(values, value, acceleration, tail), _share(values, value, acceleration, 1 - tail)


def limits(values: Floats, value: float, acceleration: float, alphas: Sequence[float]) -> list[float]:
    """BCa limits at the shares `alphas`, as they come: no draw more, no mark where a limit is the last draw."""
    ordered = np.sort(values)
    return [quantile(ordered, _share(ordered, value, acceleration, alpha).p) for alpha in alphas]


def _share(values: Floats, value: float, acceleration: float, alpha: float) -> Share:
    z0 = bias(values, value)
    w = z0 + float(ndtri(alpha))
    turn = 1 - acceleration * w
    if not np.isfinite(z0) or not turn > 0:
        return Share(float(w > 0), float("inf"))
    score = z0 + w / turn
    p, p0 = float(ndtr(score)), float(ndtr(z0))
    k = (1 + 1 / turn**2) * float(np.exp((z0**2 - score**2) / 2))
    variance = p * (1 - p) + k**2 * p0 * (1 - p0) - 2 * k * (min(p, p0) - p * p0)
    return Share(p, float(np.sqrt(max(variance, 0.0) / values.size)))
