"""How often would another arrangement of the same values give a statistic as far out?

Formula: exact p = share of all n! arrangements; sampled p = (1 + arrangements at least as far) / (1 + arrangements).
Reference: Pitman (1937), Supplement to the Journal of the Royal Statistical Society 4, 225-232;
Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, article 39, for the 1 + 1.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.correlation import Alternative

CHUNK = 4_000_000


def arrangements(n: int) -> NDArray[np.int8]:
    """All n! orders of n units as rows (n at most 9)."""
    rows = np.zeros((1, 1), dtype=np.int8)
    for size in range(1, n):
        grown = np.empty((rows.shape[0] * (size + 1), size + 1), dtype=np.int8)
        for place in range(size + 1):
            block = grown[place :: size + 1]
            block[:, :place], block[:, place], block[:, place + 1 :] = rows[:, :place], size, rows[:, place:]
        rows = grown
    return rows[:, :n]


def shuffles(values: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """`draws` random arrangements of `values` (n,), as blocks of rows that fit in memory."""
    random, block = np.random.default_rng(seed), max(1, CHUNK // max(1, values.size))
    for start in range(0, draws, block):
        rows = min(block, draws - start)
        yield random.permuted(np.broadcast_to(values, (rows, values.size)), axis=1)


def as_far(statistics: Floats, observed: float, alternative: Alternative) -> int:
    """How many statistics are at least as far out as the observed one, ties included."""
    slack = 1e-10 * max(1.0, abs(observed))
    if alternative == "greater":
        return int((statistics >= observed - slack).sum())
    if alternative == "less":
        return int((statistics <= observed + slack).sum())
    return int((np.abs(statistics) >= abs(observed) - slack).sum())
