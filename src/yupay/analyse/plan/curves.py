"""How often does a test of n units reject when the effect is as large as supposed? Power, and its inverses.

Two proportions: z_b = (|p1 - p2| sqrt(n1) - z_a sqrt((1 + 1/k) P Q)) / sqrt(p1 q1 + p2 q2 / k), P pooled, k = n2 / n1.
Two means: non-central t with n1 + n2 - 2 df and d / sqrt(1/n1 + 1/n2). A correlation: atanh(r) against its standard
error, 1 / sqrt(n - 3) for Pearson, sqrt((1 + r^2 / 2) / (n - 3)) for Spearman, sqrt(.437 / (n - 4)) for Kendall; the
critical value uses the error at r = 0. The rejection on the wrong side is left out, as the usual tables do.
Reference: Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions (3rd ed.), ch. 4; Guenther (1981),
The American Statistician 35, 243-244; Fisher (1921), Metron 1, 3-32; Bonett and Wright (2000), Psychometrika 65, 23-28.
"""

import math
from collections.abc import Callable
from typing import Literal

from scipy.optimize import brentq
from scipy.special import ndtr, ndtri
from scipy.stats import nct
from scipy.stats import t as student

Coefficient = Literal["pearson", "spearman", "kendall-tau-b"]
Sided = Literal["two-sided", "one-sided"]
LOST = {"pearson": 3.0, "spearman": 3.0, "kendall-tau-b": 4.0}
MOST = 1e9


def critical_z(alpha: float, sided: Sided) -> float:
    """The normal value that a test at level alpha must pass."""
    return float(-ndtri(alpha / 2.0 if sided == "two-sided" else alpha))


def spread(r: float, coefficient: Coefficient) -> float:
    """Standard error of Fisher's z of one unit beyond those lost, when the population value is r."""
    if coefficient == "kendall-tau-b":
        return math.sqrt(0.437)
    return math.sqrt(1.0 + r * r / 2.0) if coefficient == "spearman" else 1.0


def correlation_power(r: float, n: float, alpha: float, sided: Sided, coefficient: Coefficient) -> float:
    """Power of the test of no correlation with n units when the population value is r."""
    reach = abs(math.atanh(r)) * math.sqrt(n - LOST[coefficient])
    return float(ndtr((reach - critical_z(alpha, sided) * spread(0.0, coefficient)) / spread(r, coefficient)))


def correlation_size(r: float, alpha: float, power: float, sided: Sided, coefficient: Coefficient) -> float:
    """Units needed for this power, not rounded."""
    needed = critical_z(alpha, sided) * spread(0.0, coefficient) + float(ndtri(power)) * spread(r, coefficient)
    return (needed / math.atanh(r)) ** 2 + LOST[coefficient]


def correlation_width(r: float, n: float, level: float, coefficient: Coefficient) -> float:
    """Width of the Fisher interval of a coefficient r found in n units."""
    reach = float(ndtri(0.5 + level / 2.0)) * spread(r, coefficient) / math.sqrt(n - LOST[coefficient])
    return math.tanh(math.atanh(r) + reach) - math.tanh(math.atanh(r) - reach)


def size_of_width(r: float, width: float, level: float, coefficient: Coefficient) -> float:
    """Units needed for an interval no wider than `width`, not rounded."""
    least = LOST[coefficient] + 1e-6
    return root(lambda n: correlation_width(r, n, level, coefficient) - width, least, MOST)


def proportions_power(p1: float, p2: float, n1: float, alpha: float, sided: Sided, ratio: float = 1.0) -> float:
    """Power of the z test of two proportions with n1 and ratio * n1 units."""
    null, true = _proportion_spreads(p1, p2, ratio)
    return float(ndtr((math.sqrt(n1) * abs(p1 - p2) - critical_z(alpha, sided) * null) / true))


def proportions_size(p1: float, p2: float, alpha: float, power: float, sided: Sided, ratio: float = 1.0) -> float:
    """Units of the first group, not rounded."""
    null, true = _proportion_spreads(p1, p2, ratio)
    return ((critical_z(alpha, sided) * null + float(ndtri(power)) * true) / (p1 - p2)) ** 2


def _proportion_spreads(p1: float, p2: float, ratio: float) -> tuple[float, float]:
    pooled = (p1 + ratio * p2) / (1.0 + ratio)
    null = math.sqrt((1.0 + 1.0 / ratio) * pooled * (1.0 - pooled))
    return null, math.sqrt(p1 * (1.0 - p1) + p2 * (1.0 - p2) / ratio)


def means_power(effect: float, n1: float, alpha: float, sided: Sided, ratio: float = 1.0) -> float:
    """Power of Student's t test of two means `effect` standard deviations apart, n1 and ratio * n1 units."""
    df = (1.0 + ratio) * n1 - 2.0
    limit = float(student.isf(alpha / 2.0 if sided == "two-sided" else alpha, df))
    return float(nct.sf(limit, df, abs(effect) * math.sqrt(n1 * ratio / (1.0 + ratio))))


def means_size(effect: float, alpha: float, power: float, sided: Sided, ratio: float = 1.0) -> float:
    """Units of the first group, not rounded: between half and twice (plus 20) what normal theory asks for."""
    z = critical_z(alpha, sided) + float(ndtri(power))
    normal = (z / effect) ** 2 * (1.0 + ratio) / ratio
    least = 2.000001 / (1.0 + ratio) + 0.5 / max(1.0, ratio)
    if means_power(effect, max(least, normal / 2.0), alpha, sided, ratio) >= power:
        return max(least, normal / 2.0)
    return root(
        lambda n: means_power(effect, n, alpha, sided, ratio) - power, max(least, normal / 2.0), 2.0 * normal + 20.0
    )


def detectable(power_of: Callable[[float], float], power: float, least: float, most: float) -> float | None:
    """The smallest effect of (least, most) found with this power; None where the largest is not."""
    if power_of(most) < power:
        return None
    return root(lambda effect: power_of(effect) - power, least, most)


def root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a monotone curve crosses zero between two bounds."""
    return float(brentq(rising, low, high, xtol=1e-12, rtol=1e-14, maxiter=500))
