"""Between which values may a correlation, a difference of two, or a share lie?

Formula: tanh(atanh(r) +- z se); differences of two correlations that share a variable by Zou's recovery of variances;
Wilson limits of a share, (k + z^2/2 +- z sqrt(k (n - k) / n + z^2/4)) / (n + z^2).
Reference: Fisher (1921), Metron 1, 3-32; Bonett and Wright (2000), Psychometrika 65, 23-28;
Fieller, Hartley and Pearson (1957), Biometrika 44, 470-481; Zou (2007), Psychological Methods 12, 399-413;
Steiger (1980), Psychological Bulletin 87, 245-251; Wilson (1927), Journal of the American Statistical Association 22,
209-212.
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm


def wilson(count: float, base: float, level: float = 0.95) -> tuple[float, float]:
    """Limits of a proportion `count` of `base` (base > 0), as proportions."""
    z = float(ndtri(0.5 + level / 2.0))
    centre, spread = count + z * z / 2.0, z * np.sqrt(count * (base - count) / base + z * z / 4.0)
    low, high = (centre - spread) / (base + z * z), (centre + spread) / (base + z * z)
    return (0.0 if count == 0 else float(low)), (1.0 if count == base else float(high))


def fisher(r: float, se: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of a correlation from the standard error of its Fisher z; (r, r) at r = 1 or -1."""
    if abs(r) >= 1.0:
        return r, r
    centre, reach = np.arctanh(r), float(ndtri(0.5 + level / 2.0)) * se
    return float(np.tanh(centre - reach)), float(np.tanh(centre + reach))


def fisher_se(n: float) -> float | None:
    """Standard error of Fisher's z of a Pearson correlation of n units; None below 4."""
    return float(1.0 / np.sqrt(n - 3.0)) if n > 3 else None


def bonett_wright_se(rho: float, n: float) -> float | None:
    """Standard error of Fisher's z of a Spearman correlation of n units; None below 4."""
    return float(np.sqrt((1.0 + rho * rho / 2.0) / (n - 3.0))) if n > 3 else None


def fieller_se(n: float) -> float | None:
    """Standard error of Fisher's z of Kendall's tau of n units; None below 5."""
    return float(np.sqrt(0.437 / (n - 4.0))) if n > 4 else None


def shared_correlation(r_xy: float, r_zy: float, r_xz: float) -> float:
    """Large-sample correlation of r_xy and r_zy, which share y (Steiger 1980)."""
    a, b = 1.0 - r_xy**2, 1.0 - r_zy**2
    top = (r_xz - 0.5 * r_xy * r_zy) * (1.0 - r_xy**2 - r_zy**2 - r_xz**2) + r_xz**3
    return float(np.clip(top / (a * b), -1.0, 1.0))


def zou_difference(r_xy: float, r_zy: float, r_xz: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of r_xy - r_zy, both against y, from n units (n > 3) and the correlation of x with z."""
    se = 1.0 / np.sqrt(n - 3.0)
    (low_x, high_x), (low_z, high_z) = fisher(r_xy, se, level), fisher(r_zy, se, level)
    c, gap = shared_correlation(r_xy, r_zy, r_xz), r_xy - r_zy
    down, up = (r_xy - low_x, high_z - r_zy), (high_x - r_xy, r_zy - low_z)
    return gap - _joint(*down, c), gap + _joint(*up, c)


def _joint(a: float, b: float, c: float) -> float:
    """Length of the difference of two reaches whose estimates correlate with c."""
    return float(np.sqrt(max(0.0, a * a + b * b - 2.0 * c * a * b)))


def steiger_z(r_xy: float, r_zy: float, r_xz: float, n: float) -> tuple[float, float]:
    """Steiger's z with the two correlations pooled, and its two-sided p, for equality of r_xy and r_zy."""
    pooled = (r_xy + r_zy) / 2.0
    c = shared_correlation(pooled, pooled, r_xz)
    if c >= 1.0:
        return 0.0, 1.0
    z = float((np.arctanh(r_xy) - np.arctanh(r_zy)) * np.sqrt(n - 3.0) / np.sqrt(2.0 - 2.0 * c))
    return z, float(2.0 * norm.sf(abs(z)))
