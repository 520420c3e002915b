"""Rank sets of estimates with standard errors: a slow rendering of the procedure, its limits, and its coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.rank.core import floored, normal_rank_sets, ranks


def slow(x: np.ndarray, v: np.ndarray, pairs: np.ndarray, seed: int, draws: int) -> np.ndarray:
    """Which unit is shown above which, among the ordered pairs allowed: the stepdown written out."""
    p, s = x.size, np.sqrt(v[:, None] + v)
    z = np.random.default_rng(seed).standard_normal((draws, p)) * np.sqrt(v)
    told, left = np.zeros((p, p), bool), pairs.copy()
    while left.any():
        largest = np.max([(z[:, j] - z[:, k]) / s[j, k] for j, k in np.argwhere(left)], axis=0)
        fresh = left & ((x[:, None] - x) / s > np.quantile(largest, 0.95))
        if not fresh.any():
            break
        told, left = told | fresh, left & ~fresh
    return told


def family(p: int, j: int) -> np.ndarray:
    pairs = np.zeros((p, p), bool)
    pairs[j], pairs[:, j], pairs[j, j] = True, True, False
    return pairs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_the_stepdown_written_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, v, p, draws = rng.normal(size=9) * 3, rng.gamma(2.0, 0.4, size=9), 9, 4000
    alone, together = normal_rank_sets(x, v, seed=seed, draws=draws)
    told = slow(x, v, ~np.eye(p, dtype=bool), seed, draws)
    np.testing.assert_array_equal(together.above, told)
    np.testing.assert_array_equal(together.low, 1 + told.sum(axis=0))
    np.testing.assert_array_equal(together.high, p - told.sum(axis=1))
    for j in range(p):
        told = slow(x, v, family(p, j), seed, draws)
        assert (alone.low[j], alone.high[j]) == (1 + told[:, j].sum(), p - told[j].sum())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=12), st.integers(0, 99))
def test_sets_hold_the_rank_and_the_simultaneous_hold_the_marginal(values: list[int], seed: int) -> None:
    x = np.array(values, dtype=float)
    alone, together = normal_rank_sets(x, np.maximum(x, 1.0), seed=seed, draws=400)
    np.testing.assert_array_equal(alone.rank, [1 + (x > value).sum() for value in x])
    for sets in (alone, together):
        assert ((sets.low <= sets.rank) & (sets.rank <= sets.high)).all()
        assert not (sets.above & sets.above.T).any()
    assert ((together.low <= alone.low) & (alone.high <= together.high)).all()


def test_order_of_units_does_not_matter() -> None:
    x, v = np.array([10.0, 4.0, 7.0, 1.0]), np.full(4, 0.1)
    _, straight = normal_rank_sets(x, v, seed=1)
    _, turned = normal_rank_sets(x[::-1], v[::-1], seed=1)
    np.testing.assert_array_equal(straight.low, turned.low[::-1])


def test_unknown_variance_keeps_every_rank() -> None:
    alone, together = normal_rank_sets([100.0, 50.0, 1.0, 70.0], [1.0, 1.0, 1.0, np.nan], seed=1)
    for sets in (alone, together):
        assert (sets.low[3], sets.high[3]) == (1, 4) and not sets.known[3]
        assert not sets.above[3].any() and not sets.above[:, 3].any()
        assert (sets.low[0], sets.high[0]) == (1, 2) and (sets.low[2], sets.high[2]) == (3, 4)


def test_nothing_known_tells_nothing() -> None:
    for sets in normal_rank_sets([3.0, 2.0], [np.nan, 1.0], seed=1):
        assert (sets.low == 1).all() and (sets.high == 2).all()


def test_values_known_exactly_are_ranked_exactly() -> None:
    for sets in normal_rank_sets([3.0, 2.0, 2.0], [0.0, 0.0, 0.0], seed=1):
        assert sets.low.tolist() == [1, 2, 2] and sets.high.tolist() == [1, 3, 3]


def test_fewer_rows_say_less() -> None:
    x, v = np.arange(10.0) * 3, np.ones(10)
    wide = [normal_rank_sets(x, v, seed=1, df=np.full(10, df)) for df in (1.0, 4.0, np.inf)]
    widths = [(sets.high - sets.low).sum() for _, sets in wide]
    assert widths[0] > widths[1] > widths[2]
    assert widths[2] == (normal_rank_sets(x, v, seed=1)[1].high - normal_rank_sets(x, v, seed=1)[1].low).sum()


def test_same_seed_same_sets() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=30)
    first, second = (normal_rank_sets(x, np.full(30, 0.05), seed=11)[1] for _ in range(2))
    np.testing.assert_array_equal(first.above, second.above)


def test_simultaneous_sets_cover_all_ranks_at_once() -> None:
    """Coverage of the truth by both kinds of set, 300 draws: at least .95 less three standard errors."""
    rng = np.random.default_rng(8)
    truth = np.array([0.0, 0.0, 0.5, 1.0, 3.0, 3.2])
    best, worst = 1 + (truth[:, None] < truth).sum(axis=1), truth.size - (truth[:, None] > truth).sum(axis=1)
    all_at_once, each = 0, np.zeros(truth.size)
    for draw in range(300):
        alone, together = normal_rank_sets(truth + rng.normal(size=6) * 0.6, np.full(6, 0.36), seed=draw, draws=1000)
        all_at_once += bool(((together.low <= best) & (best <= together.high)).all())
        each += (alone.low <= best) & (best <= alone.high)
    assert (best <= worst).all()
    assert all_at_once / 300 > 0.95 - 3 * np.sqrt(0.05 * 0.95 / 300)
    assert (each / 300 > 0.95 - 3 * np.sqrt(0.05 * 0.95 / 300)).all()


def test_ranks_share_the_best_place_of_a_tie() -> None:
    np.testing.assert_array_equal(ranks(np.array([5.0, 9.0, 5.0, 1.0])), [2, 1, 2, 4])


def test_variance_of_a_count_has_a_floor() -> None:
    np.testing.assert_array_equal(floored([0.0, 2.0, 90.0, np.nan], [0.0, 30.0, 30.0, 4.0]), [1.0, 30.0, 90.0, np.nan])
