"""How large is each p value of a family once all of them were looked at?

Formula, with p_(1) <= ... <= p_(m):
Bonferroni  min(1, m p)
Holm        max over j <= i of min(1, (m - j + 1) p_(j))
Hochberg    min over j >= i of (m - j + 1) p_(j)
Hommel      max over the sizes s of the Simes p of the worst intersection of s hypotheses that holds i
BH          min over j >= i of (m / j) p_(j); BY: the same times 1 + 1/2 + ... + 1/m
Reference: Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Hochberg (1988), Biometrika 75, 800-802; Hommel
(1988), Biometrika 75, 383-386; Wright (1992), Biometrics 48, 1005-1013; Benjamini and Hochberg (1995), Journal of the
Royal Statistical Society B 57, 289-300; Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165-1188.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics.arrays import Floats, floats

Correction = Literal["holm", "hochberg", "hommel", "bonferroni", "bh", "by", "none"]


def adjusted(p: ArrayLike, correction: Correction = "holm") -> Floats:
    """Adjusted p values (m,) of the p values (m,) of a family.

    NaN is not a test: it stays NaN and does not count in m.

    Raises:
        KeyError: no correction has this name.

    """
    given = floats(p)
    found = np.full(given.shape, np.nan)
    tested = np.flatnonzero(np.isfinite(given))
    order = tested[np.argsort(given[tested], kind="stable")]
    found[order] = CORRECTIONS[correction](given[order])
    return found


def _none(p: Floats) -> Floats:
    """The p values as they are."""
    return p


def _bonferroni(p: Floats) -> Floats:
    """Each times how many there are."""
    return np.minimum(1.0, p * p.size)


def _holm(p: Floats) -> Floats:
    """Step down: from the smallest, never below one before."""
    return np.minimum(1.0, np.maximum.accumulate(p * np.arange(p.size, 0, -1)))


def _hochberg(p: Floats) -> Floats:
    """Step up: from the largest, never above one after."""
    return _from_the_largest(p * np.arange(p.size, 0, -1))


def _bh(p: Floats) -> Floats:
    """Step up with m / rank."""
    return _from_the_largest(p * p.size / np.arange(1, p.size + 1))


def _by(p: Floats) -> Floats:
    """Step up with m / rank, times the harmonic sum."""
    return np.minimum(1.0, _from_the_largest(p * p.size * harmonic(p.size) / np.arange(1, p.size + 1)))


def _hommel(p: Floats) -> Floats:
    """Closed testing with Simes: for each size, the worst intersection that holds a hypothesis.

    The worst intersection of s hypotheses that holds the i-th smallest joins it with the s - 1 largest others.
    """
    found, m = p.copy(), p.size
    for size in range(2, m + 1):
        smaller = slice(0, m - size + 1)
        largest = (size * p[m - size + 1 :] / np.arange(2, size + 1)).min()
        simes = np.empty(m)
        simes[smaller] = np.minimum(size * p[smaller], largest)
        simes[m - size + 1 :] = simes[m - size]
        np.maximum(found, simes, out=found)
    return np.minimum(1.0, found)


def _from_the_largest(scaled: Floats) -> Floats:
    """Least of each value and those after it, at most one."""
    return np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])


def harmonic(m: int) -> float:
    """1 + 1/2 + ... + 1/m."""
    return float((1.0 / np.arange(1, m + 1)).sum())


CORRECTIONS = {
    "holm": _holm,
    "hochberg": _hochberg,
    "hommel": _hommel,
    "bonferroni": _bonferroni,
    "bh": _bh,
    "by": _by,
    "none": _none,
}
