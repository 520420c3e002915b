"""Quantiles, their Monte-Carlo error, BCa and the jackknife, against numbers known without them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from yupay.analyse.hidden import bca, resampling
from yupay.analyse.hidden.tables import margins

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12.0])
DRAWS = st.lists(st.floats(10, 1e6), min_size=3, max_size=60)


def pair_total(tables: np.ndarray) -> np.ndarray:
    """The two-list total of lists 1 and 2, n1 n2 / m; infinite without overlap."""
    counts = np.array([margins(y) for y in tables])
    with np.errstate(divide="ignore", invalid="ignore"):
        return counts[:, 1] * counts[:, 2] / counts[:, 3]


def people(tables: np.ndarray) -> np.ndarray:
    """How many were on list 1: a sum over people, whose errors are in every textbook."""
    return np.array([margins(y)[1] for y in tables])


@given(DRAWS, st.floats(0, 1))
def test_the_quantile_is_the_median_unbiased_one(values: list[float], p: float) -> None:
    ordered = np.sort(values)
    assert resampling.quantile(ordered, p) == pytest.approx(np.quantile(ordered, p, method="median_unbiased"))


def test_a_quantile_may_be_infinite_and_is_never_nan() -> None:
    ordered = np.array([1.0, 2.0, 3.0, np.inf, np.inf])
    assert resampling.quantile(ordered, 0.4) < 3
    assert resampling.quantile(ordered, 0.7) == np.inf
    assert resampling.quantile(ordered, 1.0) == np.inf


def test_draws_hold_as_many_people_in_histories_seen_only() -> None:
    y = np.array([0, 3, 0, 4, 5, 0, 0, 1.0])
    found = resampling.tables(y, 500, np.random.default_rng(1))
    assert (found.sum(axis=1) == 13).all()
    assert (found[:, y == 0] == 0).all()
    assert found.mean(axis=0) == pytest.approx(y, abs=0.4)


def test_the_first_draws_of_a_seed_stay_when_more_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    few = resampling.estimates(KOREA, pair_total, 100, np.random.default_rng(7))
    more = resampling.estimates(KOREA, pair_total, 1000, np.random.default_rng(7))
    monkeypatch.setattr(resampling, "AT_ONCE", 64)
    blocks = resampling.estimates(KOREA, pair_total, 1000, np.random.default_rng(7))
    assert (more[:100] == few).all()
    assert (blocks == more).all()


def test_a_draw_without_an_estimate_counts_as_infinite() -> None:
    y = np.array([0, 3, 3, 1.0])
    found = resampling.estimates(y, pair_total, 1000, np.random.default_rng(1))
    assert not np.isnan(found).any()
    assert np.isinf(found).mean() == pytest.approx((6 / 7) ** 7, abs=0.05)
    limit = resampling.raised(y, pair_total, lambda v: resampling.percentile_shares(0.95, v.size), seed=1)
    assert limit.high.unbounded == "draws without an estimate"
    assert limit.high.shown is None
    assert limit.values.size < 100_000


@pytest.mark.parametrize("p", [0.025, 0.5, 0.975])
def test_the_error_of_a_quantile_is_its_spread_over_seeds(p: float) -> None:
    random = np.random.default_rng(5)
    found = [
        resampling.limit(np.sort(random.lognormal(9, 0.3, 2_000)), resampling.Share(p, np.sqrt(p * (1 - p) / 2_000)))
        for _ in range(400)
    ]
    spread = np.std([one.value for one in found])
    assert np.mean([one.error for one in found]) == pytest.approx(spread, rel=0.15)


def test_the_error_of_a_bca_limit_is_its_spread_over_seeds() -> None:
    """Its place moves with the share of draws below the estimate: an error that held the place fixed would be too small."""
    random, found, fixed = np.random.default_rng(6), [], []
    for _ in range(400):
        values = np.sort(random.lognormal(9, 0.3, 2_000))
        share = bca.shares(values, float(np.exp(9.03)), 0.02)[1]
        found.append(resampling.limit(values, share))
        fixed.append(np.sqrt(share.p * (1 - share.p) / 2_000) / share.error)
    spread = np.std([one.value for one in found])
    assert np.mean([one.error for one in found]) == pytest.approx(spread, rel=0.15)
    assert abs(np.mean(fixed) - 1) > 0.05


def test_bca_without_bias_and_acceleration_is_the_percentile() -> None:
    values = np.sort(np.random.default_rng(2).normal(100, 5, 1_001))
    middle = float(np.median(values)) + 1e-9
    low, high = bca.limits(values, middle, 0.0, [0.025, 0.975])
    assert low == pytest.approx(resampling.quantile(values, 0.025), abs=0.05)
    assert high == pytest.approx(resampling.quantile(values, 0.975), abs=0.05)


def test_bca_stands_where_its_formula_says() -> None:
    values = np.sort(np.random.default_rng(3).normal(100, 5, 2_000))
    z0, a = norm.ppf((values < 101).mean()), 0.1
    w = z0 + norm.ppf(0.9)
    assert bca.limits(values, 101, a, [0.9])[0] == resampling.quantile(values, norm.cdf(z0 + w / (1 - a * w)))


@pytest.mark.parametrize("value", [0.0, 1e9])
def test_bca_without_draws_on_one_side_is_unbounded(value: float) -> None:
    values = np.sort(np.random.default_rng(3).normal(100, 5, 200))
    found = [resampling.limit(values, share) for share in bca.shares(values, value, 0.0)]
    assert all(one.shown is None for one in found)
    assert not np.isnan([one.value for one in found]).any()


def test_the_jackknife_of_a_sum_is_the_textbook_one() -> None:
    """List 1 holds 77 of 123 people: the error of a count is that of n (n - 1) times the variance of a 0/1 mean, whole."""
    found = bca.jackknife(KOREA, people)
    n, on = KOREA.sum(), margins(KOREA)[1]
    assert found.mean == pytest.approx(on - on / n)
    assert found.se == pytest.approx(np.sqrt((n - 1) * on / n * (1 - on / n)))
    p = on / n
    assert found.acceleration == pytest.approx((1 - 2 * p) / (6 * np.sqrt(n * p * (1 - p))))


def test_the_jackknife_says_how_often_there_is_no_estimate() -> None:
    found = bca.jackknife(np.array([0, 3, 3, 1.0]), pair_total)
    assert found.not_estimable == 1
    assert np.isnan(found.se)


def test_the_jackknife_of_what_does_not_move_has_no_skewness() -> None:
    found = bca.jackknife(KOREA, lambda tables: np.full(len(tables), 200.0))
    assert (found.se, found.acceleration) == (0.0, 0.0)


def test_draws_are_raised_until_the_error_is_below_one_percent() -> None:
    found = resampling.raised(
        KOREA, pair_total, lambda v: resampling.percentile_shares(0.95, v.size), seed=3, draws=100
    )
    assert found.values.size > 100
    assert found.not_estimable == 0
    for end in (found.low, found.high):
        assert not end.unbounded
        assert end.error <= 0.01 * end.value


def test_a_limit_at_the_last_draw_is_not_bounded() -> None:
    values = np.sort(np.random.default_rng(1).normal(100, 1, 30))
    found = resampling.limit(values, resampling.percentile_shares(0.95, 30)[0])
    assert found.unbounded == "last draw"
    assert found.shown is None


def test_draws_stop_early_where_no_number_of_them_is_enough() -> None:
    """A total so dispersed that 100,000 draws would leave the error far above 1 %."""

    def wild(tables: np.ndarray) -> np.ndarray:
        return np.exp(np.random.default_rng(int(tables.sum())).normal(2, 1, len(tables)) * 4)

    found = resampling.raised(
        KOREA * 1000, wild, lambda v: resampling.percentile_shares(0.95, v.size), seed=3, most=100_000
    )
    assert 4_000 <= found.values.size < 100_000
    assert found.high.unbounded == "Monte-Carlo error"
