"""How closely do two columns move together, and how often would chance do as much?

Formula: r = sum(x y) / sqrt(sum(x^2) sum(y^2)) of centred or residual columns; t = r sqrt(df / (1 - r^2)).
Reference: Fisher, R. A. (1915), Biometrika 10, 507-521; Student (1908), Biometrika 6, 302-310.
"""

from typing import Literal

import numpy as np
from scipy.stats import t as student

from yupay.analyse.numerics.arrays import Floats

Alternative = Literal["two-sided", "greater", "less"]


def cosine(x: Floats, y: Floats) -> Floats:
    """Correlation along the last axis of columns that are already centred or residual; NaN where one is all zero."""
    size = np.sqrt((x * x).sum(axis=-1) * (y * y).sum(axis=-1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.clip((x * y).sum(axis=-1) / size, -1.0, 1.0))


def centred(values: Floats) -> Floats:
    """Values less their mean along the last axis."""
    return np.asarray(values - values.mean(axis=-1, keepdims=True))


def pearson_r(x: Floats, y: Floats) -> Floats:
    """Product-moment correlation along the last axis."""
    return cosine(centred(x), centred(y))


def t_of(r: float, df: float) -> float:
    """Student's t of a correlation with `df` degrees of freedom; infinite at r = 1 or -1."""
    if abs(r) >= 1.0:
        return float(np.copysign(np.inf, r))
    return float(r * np.sqrt(df / (1.0 - r * r)))


def t_tail(t: float, df: float, alternative: Alternative = "two-sided") -> float:
    """Probability of a t at least this far in the direction of the alternative."""
    if alternative == "greater":
        return float(student.sf(t, df))
    if alternative == "less":
        return float(student.cdf(t, df))
    return float(min(1.0, 2.0 * student.sf(abs(t), df)))


def critical_r(df: float, alpha: float, alternative: Alternative = "two-sided") -> float:
    """The correlation whose t just reaches level `alpha`."""
    t = student.isf(alpha / 2.0 if alternative == "two-sided" else alpha, df)
    return float(t / np.sqrt(df + t * t))


def residuals(values: Floats, design: Floats) -> Floats:
    """What least squares on the columns of `design` (n, k) leaves of `values` (n,) or (N, n)."""
    basis = np.linalg.qr(design)[0]
    return np.asarray(values - (values @ basis) @ basis.T)
