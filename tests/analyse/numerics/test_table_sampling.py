"""Sampled tables have the margins, and the law, of shuffled columns."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import chisquare, ks_2samp

from yupay.analyse.numerics.table_sampling import sampled_tables

TABLES = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 50).map(float))


def every(table: np.ndarray, draws: int, seed: int) -> np.ndarray:
    return np.concatenate(list(sampled_tables(table, draws, seed)))


@given(TABLES, st.integers(0, 100))
def test_margins_are_kept_exactly(table: np.ndarray, seed: int) -> None:
    tables = every(table, 20, seed)
    assert tables.shape == (20, *table.shape)
    assert (tables >= 0).all()
    assert (tables.sum(axis=2) == table.sum(axis=1)).all()
    assert (tables.sum(axis=1) == table.sum(axis=0)).all()


def test_law_is_that_of_all_shuffles() -> None:
    x, y = [0, 0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 1, 2, 2]
    exact: Counter[bytes] = Counter()
    for order in itertools.permutations(range(7)):
        table = np.zeros((3, 3))
        np.add.at(table, (x, [y[i] for i in order]), 1)
        exact[table.tobytes()] += 1
    table = np.zeros((3, 3))
    np.add.at(table, (x, y), 1)
    seen = Counter(one.tobytes() for one in every(table, 20_000, 5))
    assert set(seen) <= set(exact)
    keys = [key for key in exact if exact[key] * 20_000 / 5040 >= 5]
    rest = 20_000 - sum(seen[key] for key in keys)
    hoped = [exact[key] * 20_000 / 5040 for key in keys]
    observed, expected = [*(seen[key] for key in keys), rest], [*hoped, 20_000 - sum(hoped)]
    if expected[-1] < 1e-9:
        observed, expected = observed[:-1], expected[:-1]
    assert chisquare(observed, expected, sum_check=False).pvalue > 0.001


def test_law_is_that_of_shuffled_rows_at_n_500() -> None:
    random = np.random.default_rng(3)
    x, y = random.integers(0, 5, 500), random.integers(0, 4, 500)
    table = np.zeros((5, 4))
    np.add.at(table, (x, y), 1)
    shuffled = [float(x @ random.permutation(y)) for _ in range(3000)]
    sampled = every(table, 3000, 4) @ np.arange(4.0) @ np.arange(5.0)
    assert ks_2samp(shuffled, sampled).pvalue > 0.001


def test_blocks_keep_memory_and_the_seed_keeps_the_draws() -> None:
    table = np.full((5, 5), 1000.0)
    blocks = list(sampled_tables(table, 100_000, 1))
    assert len(blocks) == 2 and sum(len(block) for block in blocks) == 100_000
    assert (every(table, 50, 7) == every(table, 50, 7)).all()


@pytest.mark.parametrize("table", [[[0.5, 1.5], [1, 1]], [[1e9, 1], [1, 1]]])
def test_counts_must_be_whole_and_below_a_thousand_million(table: list) -> None:
    with pytest.raises(ValueError, match="whole counts"):
        every(np.array(table), 5, 1)
