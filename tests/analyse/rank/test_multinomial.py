"""Exact comparisons of the parts of one total."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from yupay.analyse.rank.core import normal_rank_sets
from yupay.analyse.rank.multinomial import holm, multinomial_rank_sets, pair_p_values

counts = st.lists(st.integers(0, 60), min_size=2, max_size=9)


@given(counts)
def test_p_values_are_those_of_the_binomial_test(values: list[int]) -> None:
    p = pair_p_values(np.array(values, dtype=float))
    for j, a in enumerate(values):
        for k, b in enumerate(values):
            if j != k and a + b > 0:
                assert p[j, k] == pytest.approx(binomtest(a, a + b, 0.5, alternative="greater").pvalue, rel=1e-9)
    assert (np.diag(p) == 1).all()


def test_holm_by_hand() -> None:
    """p = .01, .04, .03, .005 at .05: limits .0125, .01667, .025, .05; two fall, .03 stops the rest."""
    np.testing.assert_array_equal(holm(np.array([[0.01, 0.04, 0.03, 0.005]]), 0.05), [[True, False, False, True]])


@given(counts)
def test_sets_hold_the_rank(values: list[int]) -> None:
    alone, together = multinomial_rank_sets(values)
    for sets in (alone, together):
        assert ((sets.low <= sets.rank) & (sets.rank <= sets.high)).all()
    assert ((together.low <= alone.low) & (alone.high <= together.high)).all()


def test_two_leading_modalities_that_cannot_be_told_apart() -> None:
    """106 and 96 of 216 may stand first or second, 14 is third (the women's ministry's register, as printed)."""
    for sets in multinomial_rank_sets([106, 96, 14]):
        assert sets.low.tolist() == [1, 1, 3] and sets.high.tolist() == [2, 2, 3]


def test_large_counts_agree_with_the_normal_sets() -> None:
    """At thousands of counts the exact sets are those of independent normal values with the counts as variances."""
    values = [4000, 3600, 3500, 2000, 1990, 400]
    exact, normal = (
        multinomial_rank_sets(values)[1],
        normal_rank_sets(values, values, seed=2)[1],
    )
    np.testing.assert_array_equal(exact.low, normal.low)
    np.testing.assert_array_equal(exact.high, normal.high)


def test_coverage_of_small_counts() -> None:
    """Exact at any size: all true ranks covered at least 95 times in 100, less three standard errors."""
    rng = np.random.default_rng(4)
    chance = np.array([0.4, 0.3, 0.2, 0.06, 0.04])
    held = sum(
        bool(((sets.low <= np.arange(1, 6)) & (np.arange(1, 6) <= sets.high)).all())
        for sets in (multinomial_rank_sets(rng.multinomial(60, chance))[1] for _ in range(500))
    )
    assert held / 500 > 0.95 - 3 * np.sqrt(0.05 * 0.95 / 500)
