"""Which mean, total or ratio do sums give, group by group, and how sure is each?

Formula: ratio R = Y / X, score w (y - R x) / X; total Y, score w y; the variance is that of the total of the scores.
Design effect: variance over that of a simple random sample of the same size, (N - n) / N s^2 / n, or s^2 / n "with
replacement", s^2 = n / (n - 1) sum w (y - m)^2 / sum w.
Reference: Woodruff (1971), Journal of the American Statistical Association 66, 411-414; Kish (1965), Survey Sampling.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.grouped import grouped_variance
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.survey.sums import Sums

Kind = Literal["mean", "total", "ratio"]


class Number(NamedTuple):
    """The numbers of one group."""

    value: float
    variance: float
    df: float
    n: float
    missing: float
    population: float
    deff: float
    deff_replace: float


@dataclass(frozen=True, eq=False)
class Numbers:
    """What was estimated in each of G groups; every array is (G,) but `scores` (m,), the weighted influence values.

    `population` is the sum of the weights with data; `deff` and `deff_replace` are NaN where they were not asked for
    or cannot be told. `thetas` (R, G) are the replicate estimates.
    """

    value: Floats
    variance: Floats
    df: Floats
    n: Floats
    missing: Floats
    population: Floats
    scores: Floats
    deff: Floats
    deff_replace: Floats
    thetas: Floats | None = None

    @property
    def se(self) -> Floats:
        """Standard errors (G,)."""
        root: Floats = np.sqrt(self.variance)
        return root

    def by_group(self) -> list[Number]:
        """The numbers of every group."""
        columns = [getattr(self, name).tolist() for name in Number._fields]
        return [Number(*row) for row in zip(*columns, strict=True)]


def estimated(sums: Sums, kind: Kind) -> Numbers:
    """Means, totals or ratios of every group with their variances; NaN where a group has no row or no base.

    Raises:
        DesignError: a stratum has one cluster and the rule is "fail".

    """
    total, over, base = (sums.per_group(column) for column in (sums.value, sums.over, sums.base))
    value = total if kind == "total" else _divided(total, over)
    scores = _scores(sums, kind, value, over)
    thetas = None if sums.replicates is None else _thetas(sums.replicates, kind)
    spread = _variance(sums, scores, thetas, value)
    n = sums.per_group(sums.count)
    value, spread = np.where(n > 0, value, np.nan), np.where(n > 0, spread, np.nan)
    simple = _simple_variance(sums, kind, n, base)
    factor = base**2 if kind == "total" else 1.0
    part = np.where(base >= n, _divided(base - n, base), np.nan)
    return Numbers(
        value=value,
        variance=spread,
        df=sums.degrees,
        n=n,
        missing=sums.per_group(sums.missing),
        population=base,
        scores=scores,
        deff=_divided(spread, simple * factor * part),
        deff_replace=_divided(spread, simple * factor),
        thetas=thetas,
    )


def _divided(top: Floats, bottom: Floats) -> Floats:
    """Top / bottom, NaN where bottom is 0 or not a number."""
    usable = np.isfinite(bottom) & (bottom != 0)
    ratio: Floats = np.divide(top, bottom, out=np.full(np.shape(top), np.nan), where=usable)
    return ratio


def _scores(sums: Sums, kind: Kind, value: Floats, over: Floats) -> Floats:
    """The weighted influence values (m,)."""
    if kind == "total":
        return np.where(sums.group >= 0, sums.value, 0.0)
    if sums.groups == 0:
        return np.zeros(sums.value.size)
    ratio, bottom = np.nan_to_num(value), np.where(over == 0, 1.0, over)
    if sums.groups == 1 and (sums.group == 0).all():
        whole: Floats = (sums.value - ratio[0] * sums.over) / bottom[0]
        return whole
    scores = (sums.value - ratio[sums.group] * sums.over) / bottom[sums.group]
    return scores if sums.grouping.inside is None else np.where(sums.grouping.inside, scores, 0.0)


def _thetas(sums: tuple[Floats, Floats], kind: Kind) -> Floats:
    """The estimates (R, G) under every replicate weight."""
    return sums[0] if kind == "total" else _divided(*sums)


def _variance(sums: Sums, scores: Floats, thetas: Floats | None, value: Floats) -> Floats:
    """Variances (G,), by replicates where there are some."""
    if thetas is None:
        return grouped_variance(sums.grouping, scores)
    usable = [np.isfinite(column).any() for column in thetas.T]
    return np.array(
        [
            replicates.spread(sums.design, thetas[:, [place]], value[[place]])[0, 0] if usable[place] else np.nan
            for place in range(sums.groups)
        ]
    )


def _simple_variance(sums: Sums, kind: Kind, n: Floats, base: Floats) -> Floats:
    """Variance (G,) of the mean of a simple random sample of the same size, drawn with replacement."""
    if sums.square is None or kind == "ratio":
        return np.full(sums.groups, np.nan)
    mean = _divided(sums.per_group(sums.value), base)
    spread = np.maximum(_divided(sums.per_group(sums.square), base) - mean**2, 0.0)
    return _divided(spread, n - 1.0)


def covariance(sums: Sums, numbers: Numbers) -> Floats:
    """Variances and covariances (G, G) of the estimates of the groups."""
    if numbers.thetas is not None:
        return replicates.spread(sums.design, numbers.thetas, numbers.value)
    return variance(sums.design, np.where(sums.group[:, None] == np.arange(sums.groups), numbers.scores[:, None], 0.0))
