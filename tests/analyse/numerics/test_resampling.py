"""numerics.bootstrap: resamples of cells, their intervals, and weighted statistics against the plain ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap as scipy_bootstrap
from scipy.stats import kendalltau, pearsonr, spearmanr

from yupay.analyse.numerics import bootstrap

LSAT = np.array([576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594], float)
GPA = np.array([3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96])
PLAIN = {
    bootstrap.weighted_pearson: pearsonr,
    bootstrap.weighted_spearman: spearmanr,
    bootstrap.weighted_tau_b: kendalltau,
}


@pytest.mark.parametrize("statistic", list(PLAIN))
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=4, max_size=40))
@settings(max_examples=60)
def test_weights_stand_for_repeated_rows(statistic, pairs) -> None:
    x, y = np.array(pairs, float).T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return
    rows = bootstrap.cells(x, y)
    assert float(statistic(rows.values, rows.counts[None])[0]) == pytest.approx(
        PLAIN[statistic](x, y).statistic, abs=1e-10
    )


@pytest.mark.parametrize("statistic", list(PLAIN))
def test_a_resample_without_variation_has_no_value(statistic) -> None:
    rows = bootstrap.cells(np.array([1.0, 1.0, 2.0]), np.array([1.0, 2.0, 2.0]))
    weights = np.array([[3.0, 0.0, 0.0], [2.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    found = statistic(rows.values, weights)
    assert np.isnan(found[:2]).all()
    assert np.isfinite(found[2])


@pytest.mark.parametrize("n", [15, 400])
def test_resamples_hold_n_rows(n: int) -> None:
    rows = bootstrap.cells(np.arange(n) % 5.0, np.arange(n) % 3.0)
    weights = np.concatenate(list(bootstrap.resamples(rows, 300, seed=4)))
    assert weights.shape == (300, rows.counts.size)
    assert (weights.sum(axis=1) == n).all()
    assert weights.mean(axis=0) == pytest.approx(rows.counts, rel=0.12)
    assert (weights == np.concatenate(list(bootstrap.resamples(rows, 300, seed=4)))).all()


def test_fifteen_law_schools() -> None:
    """Efron and Tibshirani (1993), table 3.1: r = .776, bootstrap se about .13; BCa against scipy's own."""
    rows = bootstrap.cells(LSAT, GPA)
    found = bootstrap.bootstrapped(rows, bootstrap.weighted_pearson, 20_000, seed=1)
    assert found.observed == pytest.approx(0.776, abs=0.0005)
    assert found.values.std() == pytest.approx(0.133, abs=0.01)
    theirs = scipy_bootstrap(
        (LSAT, GPA),
        lambda x, y: pearsonr(x, y).statistic,
        paired=True,
        vectorized=False,
        n_resamples=4_000,
        method="BCa",
        rng=np.random.default_rng(2),
    ).confidence_interval
    low, high = bootstrap.bca(found)
    assert low == pytest.approx(theirs.low, abs=0.05)
    assert high == pytest.approx(theirs.high, abs=0.02)


def test_percentile_and_bca_agree_where_there_is_no_bias_and_no_skew() -> None:
    values = np.sort(np.random.default_rng(0).standard_normal(10_001))
    found = bootstrap.Bootstrapped(float(np.median(values)), values, 0, 0.0, 0.0)
    assert bootstrap.percentile(found) == pytest.approx(bootstrap.bca(found), abs=1e-12)


def test_the_jackknife_counts_every_row() -> None:
    x, y = np.random.default_rng(3).integers(1, 4, (2, 60)).astype(float)
    rows = bootstrap.cells(x, y)
    without = np.array([pearsonr(np.delete(x, i), np.delete(y, i)).statistic for i in range(60)])
    u = without.mean() - without
    plain = (u**3).sum() / (6 * (u**2).sum() ** 1.5)
    assert bootstrap.acceleration(rows, bootstrap.weighted_pearson) == pytest.approx(plain, abs=1e-10)
