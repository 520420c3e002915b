"""How are a binomial, a Poisson and a negative binomial number cut at a ceiling drawn inside compiled code?

Exact methods, short so that they compile fast: inversion for small means, transformed rejection for others; the cut tail by
the incomplete beta function.
Reference: Hormann (1993), Journal of Statistical Computation and Simulation 46, 101-110 (BTRS); Hormann (1993), Insurance:
Mathematics and Economics 12, 39-45 (PTRS); Lentz's continued fraction as in DLMF 3.10 and 8.17.
"""

import math

import numpy as np

from yupay.analyse.numerics.compiled import compiled

LEAST, EDGE = 1e-300, 1e-9


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
def binomial(rng: np.random.Generator, n: int, chance: float) -> int:
    """A binomial draw: inversion where fewer than 10 are expected, else Hormann's transformed rejection (BTRS)."""
    p = min(chance, 1 - chance)
    odds, mean, k = p / (1 - p), n * p, 0
    if mean < 10:
        u, term = rng.random(), math.exp(n * math.log1p(-p))
        while u > term and k < n:
            u -= term
            k += 1
            term *= odds * (n - k + 1) / k
        return k if chance <= 0.5 else n - k
    sd, middle = math.sqrt(mean * (1 - p)), math.floor((n + 1) * p)
    b = 1.15 + 2.53 * sd
    a = -0.0873 + 0.0248 * b + 0.01 * p
    top = math.lgamma(middle + 1) + math.lgamma(n - middle + 1)
    while True:
        u, v = rng.random() - 0.5, rng.random()
        edge = max(0.5 - abs(u), EDGE)
        k = math.floor((2 * a / edge + b) * u + mean + 0.5)
        if edge >= 0.07 and v <= 0.92 - 4.2 / b:
            break
        if 0 <= k <= n:
            log = top - math.lgamma(k + 1) - math.lgamma(n - k + 1) + (k - middle) * math.log(odds)
            if math.log(v * (2.83 + 5.1 / b) * sd / (a / edge**2 + b)) <= log:
                break
    return k if chance <= 0.5 else n - k


@compiled
def poisson(rng: np.random.Generator, mean: float) -> int:
    """A Poisson draw: inversion below 10, else Hormann's transformed rejection (PTRS)."""
    k = 0
    if mean < 10:
        u, term = rng.random(), math.exp(-mean)
        while u > term and k < 200:
            u -= term
            k += 1
            term *= mean / k
        return k
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    while True:
        u, v = rng.random() - 0.5, rng.random()
        edge = max(0.5 - abs(u), EDGE)
        k = math.floor((2 * a / edge + b) * u + mean + 0.43)
        if edge >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            return k
        if k >= 0 and (edge >= 0.013 or v <= edge):
            log = k * math.log(mean) - mean - math.lgamma(k + 1)
            if math.log(v * (1.1239 + 1.1328 / (b - 3.4)) / (a / edge**2 + b)) <= log:
                return k


@compiled
def unseen(rng: np.random.Generator, none: float, n: int, most: int) -> int:
    """A draw of the number nobody saw: negative binomial cut at `most`, by refusal, else by adding up from the top."""
    for _ in range(30):
        drawn: int = poisson(rng, rng.standard_gamma(float(n)) * none / (1 - none))
        if drawn <= most:
            return drawn
    total, term = 1.0, 1.0
    for x in range(most, 0, -1):
        term *= x / ((n + x - 1) * none)
        total += term
        if term < 1e-18 * total:
            break
    left, term = rng.random() * total, 1.0
    for x in range(most, 0, -1):
        if left < term:
            return x
        left -= term
        term *= x / ((n + x - 1) * none)
    return 0
