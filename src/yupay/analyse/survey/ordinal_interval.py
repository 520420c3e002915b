"""Between which values may an ordinal coefficient of the population lie?

Signed coefficients: tanh(atanh(theta) +- c se / (1 - theta^2)), c the critical distance of `ordinal_reference`.
Cramer's V: phi2 / a is taken as non-central chi-square with tau / a degrees of freedom and non-centrality
phi2_population / a; tau is what phi2 has on average where nothing goes together (its share tau / df per degree of
freedom is the first-order Rao-Scott correction), and a the larger of tau / df and of the variance of phi in the
direction that the sample shows. The limits are the phi2_population at which what was seen stands at either tail, the
tails being those of the normal at Student's t of nu degrees of freedom; the upper limit is never below that of
phi2 = tau, so that a sample more even than chance does not claim to know V.
Reference: Fisher (1921), Metron 1, 3-32; Rao and Scott (1981), JASA 76, 221-230; Thomas and Rao (1987), JASA 82,
630-636; Smithson (2003), Confidence intervals; Bergsma (2013), J. Korean Statistical Society 42, 323-328.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtr, chndtr, fdtrc, ndtr
from scipy.stats import t as student

LARGE = 2_000.0
MOST = 1e6
NOTHING = 1e-12


def fisher(value: float, se: float, critical: float) -> tuple[float, float] | None:
    """Limits on the scale of atanh; None at +-1 or where se is 0."""
    if abs(value) >= 1.0 - 1e-12 or not se > NOTHING or not np.isfinite(se):
        return None
    centre, reach = np.arctanh(value), critical * se / (1.0 - value * value)
    return float(np.tanh(centre - reach)), float(np.tanh(centre + reach))


def distance(value: float, se: float) -> float | None:
    """Distance of the coefficient from zero in standard errors, on the scale of atanh."""
    if abs(value) >= 1.0 - 1e-12 or not se > NOTHING:
        return None
    return float(np.arctanh(value) * (1.0 - value * value) / se)


@dataclass(frozen=True)
class Contingency:
    """What the interval of V needs.

    `phi2` is what was seen; `tau` its mean, and `tau2` the sum of squares of its weights, where nothing goes together;
    `along` the variance of phi in the direction seen; `df` is (r - 1)(c - 1) and `nu` that of the design.
    """

    phi2: float
    tau: float
    tau2: float
    along: float
    df: int
    nu: float

    @property
    def scale(self) -> float:
        """First-order Rao-Scott share, or the variance in the direction seen where that is larger."""
        return max(self.tau / self.df, self.along)

    def chance(self) -> float:
        """Second-order Rao-Scott p (Satterthwaite) from the same covariance as the interval."""
        d = self.tau**2 / self.tau2
        return float(fdtrc(d, min(d * self.nu, MOST), self.phi2 / self.tau))


def phi2_limits(seen: Contingency, level: float = 0.95, *, rejected: bool = True) -> tuple[float, float]:
    """Limits of the phi2 of the population: 0 below where Rao-Scott does not reject; what was seen lies inside.

    `rejected` is what a test beside this one says: False puts the lower limit at 0 too.
    """
    reach = float(student.isf((1.0 - level) / 2.0, seen.nu))
    low, high = _noncentral(seen, seen.phi2, reach), _noncentral(seen, max(seen.phi2, seen.tau), -reach)
    if not rejected or seen.chance() >= 1.0 - level:
        low = 0.0
    return min(low, seen.phi2), max(high, seen.phi2)


def _noncentral(seen: Contingency, phi2: float, z: float) -> float:
    """The phi2 of the population at which phi2, or less, has the probability of a normal below z; 0 where none has."""
    a, f = seen.scale, seen.tau / seen.scale
    x, target = phi2 / a, float(ndtr(z))
    if x > LARGE:
        return float(a * max(0.0, max(0.0, np.sqrt(x) - z) ** 2 - f + 1.0))
    if float(chdtr(f, x)) <= target:
        return 0.0
    high = x + 10.0
    while float(chndtr(x, f, high)) > target:
        high *= 2.0
    return float(a * brentq(lambda nc: float(chndtr(x, f, nc)) - target, 0.0, high, xtol=1e-9))


def bias_corrected_v(seen: Contingency, shape: tuple[int, int]) -> float:
    """Bergsma's V with the mean that phi2 has under the design where nothing goes together."""
    n = seen.df / seen.tau
    kept = max(0.0, seen.phi2 - seen.tau)
    sides = [side - (side - 1.0) ** 2 / (n - 1.0) if n > 1.0 else 1.0 for side in shape]
    least = min(sides) - 1.0
    return float(np.sqrt(min(1.0, kept / least))) if least > 0 else 0.0
