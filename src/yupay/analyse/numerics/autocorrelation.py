"""Are neighbours more alike than chance would have it? Moran's I and its moments.

Formula: I = (n / S0) z'Wz / z'z. Under randomisation Var(I) uses S0, S1, S2 and the kurtosis of z; for residuals of a
regression on k columns E(I) = n tr(MW) / (S0 (n - k)), Var(I) from tr(MWMW'), tr(MWMW) and tr(MW), M = I - QQ'.
Of two variables: bivariate I = (n / S0) x'Wy / sqrt(x'x y'y); Lee's L = (n / sum of squared row sums) (Wx)'(Wy) / sqrt(x'x
y'y). Quadrants: above or below the mean, and so the neighbours' mean.
Reference: Cliff and Ord (1981), Spatial processes, pp. 46 and 203; Moran (1950), Biometrika 37, 17-23; Wartenberg (1985),
Geographical Analysis 17, 263-283; Lee (2001), Journal of Geographical Systems 3, 369-385.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from yupay.analyse.numerics.arrays import Floats


@dataclass(frozen=True)
class Moments:
    """Moran's I beside its expectation and variance when no arrangement is preferred."""

    index: float
    expected: float
    variance: float

    @property
    def z(self) -> float:
        """The standardised index; NaN where the variance is zero."""
        return (self.index - self.expected) / float(np.sqrt(self.variance)) if self.variance > 0 else float("nan")


def moran_index(z: Floats, weights: Any) -> Floats:
    """Moran's I of centred values, (n,) or (N, n), along the last axis."""
    lagged = (weights @ z.T).T
    return np.asarray(z.shape[-1] / weights.sum() * (z * lagged).sum(axis=-1) / (z * z).sum(axis=-1))


def randomisation(values: Floats, weights: Any) -> Moments:
    """Moments of Moran's I when every arrangement of the values is equally likely (n at least 4)."""
    z, n = values - values.mean(), float(values.size)
    both = weights + weights.T
    s0, s1 = float(weights.sum()), 0.5 * float((both * both).sum())
    s2 = float(((np.asarray(weights.sum(axis=1)).ravel() + np.asarray(weights.sum(axis=0)).ravel()) ** 2).sum())
    kurtosis = n * float((z**4).sum()) / float((z**2).sum()) ** 2
    one = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    two = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    second = (one - two) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0)
    expected = -1.0 / (n - 1.0)
    return Moments(float(moran_index(z, weights)), expected, second - expected**2)


def of_residuals(residual: Floats, basis: Floats, weights: Any) -> Moments:
    """Moments of Moran's I of regression residuals; `basis` (n, k) is orthonormal and spans the regressors."""
    n, k = basis.shape
    s0 = float(weights.sum())
    forward, back = weights @ basis, weights.T @ basis
    inner = basis.T @ forward
    single = float(weights.diagonal().sum() - np.trace(inner))
    square = float((weights * weights.T).sum() - 2.0 * (back * forward).sum() + (inner * inner.T).sum())
    cross = float((weights * weights).sum() - (forward**2).sum() - (back**2).sum() + (inner**2).sum())
    scale, df = n / s0, n - k
    expected = scale * single / df
    variance = scale**2 * (cross + square + single**2) / (df * (df + 2.0)) - expected**2
    return Moments(float(moran_index(residual, weights)), expected, variance)


def bivariate(x: Floats, y: Floats, weights: Any) -> float:
    """Bivariate Moran's I of two variables (n,): how x goes with its neighbours' y; NaN where one does not vary.

    It counts the likeness of neighbours within each variable as relation: descriptive, never a test of association.
    """
    first, second = x - x.mean(), y - y.mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    return x.size / float(weights.sum()) * float(first @ (weights @ second)) / size if size > 0 else float("nan")


def lee(x: Floats, y: Floats, weights: Any) -> float:
    """Lee's L of two variables (n,): how the neighbours' means of both go together; NaN where one does not vary.

    `weights` may hold each unit as its own neighbour; smoothing makes neighbours alike, so it is descriptive too.
    """
    first, second = x - x.mean(), y - y.mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    rows = np.asarray(weights.sum(axis=1)).ravel()
    scale = x.size / float(rows @ rows)
    return scale * float((weights @ first) @ (weights @ second)) / size if size > 0 else float("nan")


def quadrants(values: Floats, weights: Any) -> dict[str, int]:
    """How many units are above (H) or below (L) the mean beside neighbours above or below it: HH, LL, HL, LH."""
    z = values - values.mean()
    lagged = np.asarray(weights @ z)
    sides = {"H": z > 0, "L": z <= 0}, {"H": lagged > 0, "L": lagged <= 0}
    return {own + other: int((sides[0][own] & sides[1][other]).sum()) for own, other in ("HH", "LL", "HL", "LH")}
