"""Which p values can a printed statistic give? The lowest and highest two-sided p over all that its digits allow.

Formulas: correlation t = r sqrt((n - 2) / (1 - r^2)); also r sqrt(n - 1) and atanh(r) sqrt(n - 3) as normal deviates, and for
n below 30 a band that holds the exact distribution of rank correlations. Kendall's tau: z between tau sqrt(n) (two
values each) and tau sqrt(9 n (n - 1) / (2 (2n + 5))) (no ties).
Reference: Fisher, R. A. (1915), Biometrika 10, 507-521; Kendall, M. and Gibbons, J. D. (1990), Rank correlation
methods (5th ed.), ch. 4.
"""

import math
from typing import NamedTuple

from scipy.special import chdtrc, fdtrc, ndtr, stdtr, stdtrit


class Range(NamedTuple):
    """Lowest and highest value."""

    low: float
    high: float

    def times(self, factor: float) -> "Range":
        """Both ends multiplied, as probabilities."""
        return Range(min(1.0, self.low * factor), min(1.0, self.high * factor))

    def meets(self, low: float, high: float) -> bool:
        """Whether the two ranges share a value."""
        return self.low <= high + 1e-12 and low <= self.high + 1e-12


SMALL_SAMPLE = 30


def t_two_sided(t: float, df: float) -> float:
    """Two-sided p of Student's t."""
    return float(2.0 * stdtr(df, -abs(t)))


def z_two_sided(z: float) -> float:
    """Two-sided p of a normal deviate."""
    return float(2.0 * ndtr(-abs(z)))


def magnitudes(low: float, high: float) -> Range:
    """The lowest and highest magnitude between two bounds."""
    lowest = 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
    return Range(lowest, max(abs(low), abs(high)))


def correlation(r: Range, n: float, *, controls: int = 0) -> Range:
    """Two-sided p of a correlation of n pairs, given `controls` variables; `r` its magnitudes."""
    low = min(_correlation_ps(min(r.high, 1.0), n - controls))
    high = max(_correlation_ps(min(r.low, 1.0), n - controls))
    if r.low >= 1.0:
        high = 2.0 / math.factorial(int(min(n, 20.0)))
    spread = small_sample_factor(low, n) if n < SMALL_SAMPLE else 1.0
    return Range(low / spread, min(1.0, high * (small_sample_factor(high, n) if n < SMALL_SAMPLE else 1.0)))


def small_sample_factor(p: float, n: float) -> float:
    """How far the exact p of a rank correlation may lie from that of t."""
    return 1.0 + 1.0 / n + 0.5 * max(0.0, -math.log10(max(p, 1e-30)) - 1.0) * (10.0 / n) ** 2


def _correlation_ps(r: float, n: float) -> list[float]:
    if r >= 1.0:
        return [0.0]
    found = [t_two_sided(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)]
    found.append(z_two_sided(r * math.sqrt(n - 1)) if n < SMALL_SAMPLE else found[0])
    if n > 3:
        found.append(z_two_sided(math.atanh(r) * math.sqrt(n - 3)))
    return found


def kendall(tau: Range, n: float) -> Range:
    """Two-sided p of Kendall's tau of n pairs, for any share of ties."""
    untied = math.sqrt(9.0 * n * (n - 1) / (2.0 * (2.0 * n + 5.0)))
    low, high = z_two_sided(tau.high * untied), z_two_sided(tau.low * math.sqrt(n))
    spread = small_sample_factor(low, n) if n < SMALL_SAMPLE else 1.05
    return Range(low / spread, min(1.0, high * spread))


def student(t: Range, df: Range) -> Range:
    """Two-sided p of t."""
    return Range(t_two_sided(t.high, df.high), t_two_sided(t.low, df.low))


def normal(z: Range) -> Range:
    """Two-sided p of a normal deviate."""
    return Range(z_two_sided(z.high), z_two_sided(z.low))


def fisher_f(f: Range, df1: float, df2: float) -> Range:
    """Upper tail of F."""
    return Range(float(fdtrc(df1, df2, f.high)), float(fdtrc(df1, df2, max(f.low, 0.0))))


def chi_squared(x: Range, df: float) -> Range:
    """Upper tail of chi-squared."""
    return Range(float(chdtrc(df, x.high)), float(chdtrc(df, max(x.low, 0.0))))


def needed_r(p: float, n: float) -> float:
    """The smallest coefficient whose two-sided p is at most `p` with n pairs."""
    t = float(stdtrit(n - 2, p / 2.0))
    return math.sqrt(t * t / (n - 2 + t * t))


def needed_n(p: float, r: float) -> float | None:
    """The smallest n with which a coefficient has a two-sided p of at most `p`; None beyond a billion."""
    if not 0.0 < abs(r) < 1.0:
        return None
    low, high = 3.0, 1e9
    factor = abs(r) / math.sqrt(1 - r * r)
    if t_two_sided(factor * math.sqrt(high - 2), high - 2) > p:
        return None
    while high - low > 1:
        middle = math.floor((low + high) / 2)
        if t_two_sided(factor * math.sqrt(middle - 2), middle - 2) > p:
            low = middle
        else:
            high = middle
    return high
