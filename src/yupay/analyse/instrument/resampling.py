"""How often is each person drawn when as many persons are drawn again with replacement?

Formula: SplitMix64, one stream per draw; each 64-bit number gives two persons, floor(n u / 2^32). The share of a person
differs from 1 / n by less than n / 2^32.
Reference: Efron (1979), The Annals of Statistics 7, 1-26; Steele, Lea and Flood (2014), Proceedings of OOPSLA, 453-472.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.compiled import compiled

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def _count(state: Any, out: Any) -> None:
    """Draw n persons of n with replacement for each row of `out` (rows, n), which takes how often each came."""
    rows, n = out.shape
    for d in range(rows):
        s, size = state[d], np.uint64(n)
        out[d, :] = 0.0
        for i in range((n + 1) // 2):
            s += np.uint64(0x9E3779B97F4A7C15)
            z = s
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            z = z ^ (z >> np.uint64(31))
            out[d, ((z >> np.uint64(32)) * size) >> np.uint64(32)] += 1.0
            if 2 * i + 1 < n:
                out[d, ((z & np.uint64(0xFFFFFFFF)) * size) >> np.uint64(32)] += 1.0


count = compiled(_count)


def streams(draws: int, seed: int) -> Any:
    """The first state of each draw's stream of random numbers (draws,)."""
    return np.random.SeedSequence(seed).generate_state(draws, dtype=np.uint64)


def drawn(states: Any, n: int) -> Floats:
    """How often each of n persons came in each draw, (draws, n)."""
    out = np.empty((states.size, n))
    count(states, out)
    return out


def samples(items: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """`draws` samples of n of the n rows of `items` (n, k), one at a time."""
    for state in streams(draws, seed):
        times = drawn(np.asarray([state]), len(items))[0].astype(np.int64)
        yield np.repeat(items, times, axis=0)
