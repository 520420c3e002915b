"""How are gamma, binomial and negative binomial numbers, these cut at a ceiling, drawn inside compiled code?

Exact methods from uniform numbers drawn beforehand (compiled code without a generator compiles fast): rejection from
Student's t for the gamma, inversion outwards from the mode for the others; the cut tail by the incomplete beta function.
Reference: Best (1978), in Devroye (1986), Non-Uniform Random Variate Generation, IX.3.6 (gamma) and X.1 (inversion);
Lentz's continued fraction as in DLMF 3.10 and 8.17.
"""

import math

import numpy as np

from yupay.analyse.numerics.compiled import compiled

LEAST, LITTLE, NOTHING = 1e-300, 1e-100, 1e-18


@compiled
def added(a: float, b: float) -> float:
    """The log of exp(a) + exp(b)."""
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))


@compiled
def below_ceiling(none: float, n: float, most: float) -> float:
    """The log probability that at most `most` are unseen where n are seen and one is unseen with probability `none`.

    The incomplete beta function at 1 - none by its continued fraction (modified Lentz), 0 where it is 1 to ten sd.
    """
    mean = n * none / (1 - none)
    if mean + 10 * math.sqrt(mean / (1 - none)) + 10 < most:
        return 0.0
    x, a, b = 1 - none, n, most + 1
    turned = x > (a + 1) / (a + b + 2)
    if turned:
        x, a, b = none, most + 1, n
    ahead = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) - math.log(a)
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 200_000):
        for step in range(2):
            if step == 0:
                term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            else:
                term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / (1 + term * d)
            c = 1 + term / c
            fraction *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    log = ahead + math.log(fraction)
    return math.log(max(-math.expm1(log), LEAST)) if turned else log


@compiled
def uniform(pool: np.ndarray, at: np.ndarray) -> float:
    """The next uniform number of `pool`, whose size is a power of two; at[0] is the place of the last one taken."""
    at[0] = (at[0] + 1) & (pool.size - 1)
    u: float = pool[at[0]]
    return u


@compiled
def gamma(pool: np.ndarray, at: np.ndarray, shape: float) -> float:
    """A gamma draw of a shape of 1 or more: rejection from Student's t with two degrees of freedom (Best's XG)."""
    b = max(shape - 1, LITTLE)
    while True:
        u, v = uniform(pool, at), uniform(pool, at)
        w = u * (1 - u) + LEAST
        y = math.sqrt((3 * b + 2.25) / w) * (u - 0.5)
        x: float = b + y
        z = 64 * w * w * w * v * v
        if x > 0 and (z <= 1 - 2 * y * y / x or math.log(z + LEAST) <= 2 * (b * math.log(x / b) - y)):
            return x


@compiled
def counted(u: float, n: float, sign: float, c: float, top: float) -> float:
    """From one uniform u: a binomial draw of n at odds c (sign -1), or a negative binomial one of n at c, cut (sign 1).

    Outwards from the mode, at most `top`: P(k + 1) / P(k) = (n + sign k) c / (k + 1).
    """
    if sign < 0:
        mode, log = min(math.floor((n + 1) * c / (1 + c)), top), -n * math.log1p(c)
        if mode > 0:
            log += math.lgamma(n + 1) - math.lgamma(n - mode + 1)
    else:
        mode, log = min(math.floor((n - 1) * c / (1 - c)), top), n * math.log1p(-c) - below_ceiling(c, n, top)
        if mode > 0:
            log += math.lgamma(n + mode) - math.lgamma(n)
    if mode > 0:
        log += mode * math.log(c) - math.lgamma(mode + 1)
    above = math.exp(log)
    below, low, high = above, mode, mode
    u -= above
    while u > 0 and below + above > NOTHING:
        above *= (n + sign * high) * c / (high + 1) if high < top else 0.0
        high += 1
        u -= above
        if u <= 0:
            return high
        below *= low / ((n + sign * (low - 1)) * c) if low > 0 else 0.0
        low -= 1
        u -= below
        if u <= 0:
            return low
    return mode
