"""Published properties: R-hat sees what the plain one does not; the ESS of an AR(1) chain is S (1 - a) / (1 + a)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from yupay.analyse.hidden import chains


def autoregressive(a: float, m: int, n: int, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal((m, n + 500))
    return lfilter([np.sqrt(1 - a * a)], [1, -a], noise, axis=1)[:, 500:]


def test_independent_chains_have_r_hat_one_and_as_many_effective_draws_as_draws() -> None:
    draws = np.random.default_rng(3).standard_normal((4, 5000))
    assert chains.split_rhat(draws) == pytest.approx(1.0, abs=0.002)
    assert chains.bulk_ess(draws) == pytest.approx(20_000, rel=0.1)
    assert chains.tail_ess(draws) == pytest.approx(20_000, rel=0.15)


@pytest.mark.parametrize("a", [0.3, 0.6, 0.9])
def test_ess_of_an_autoregressive_chain(a: float) -> None:
    draws = autoregressive(a, 4, 40_000, seed=1)
    expected = draws.size * (1 - a) / (1 + a)
    assert chains.effective(chains.split(draws)) == pytest.approx(expected, rel=0.08)
    assert chains.bulk_ess(draws) == pytest.approx(expected, rel=0.08)


def test_antithetic_chains_are_worth_more_but_bounded() -> None:
    draws = autoregressive(-0.9, 4, 5000, seed=1)
    assert draws.size < chains.bulk_ess(draws) <= draws.size * np.log10(draws.size)


def test_chains_in_different_places_are_seen() -> None:
    draws = np.random.default_rng(2).standard_normal((4, 1000))
    draws[0] += 1
    assert chains.split_rhat(draws) > 1.05


def test_chains_of_different_spread_are_seen_by_the_folded_ranks() -> None:
    """The case of the paper's Figure 1: same mean, one chain a third as wide; the unfolded R-hat is blind."""
    draws = np.random.default_rng(2).standard_normal((4, 4000))
    draws[0] /= 3
    halves = chains.split(draws)
    assert chains._rhat(chains.scores(halves)) < 1.01
    assert chains.split_rhat(draws) > 1.05


def test_heavy_tails_are_seen_where_moments_do_not_exist() -> None:
    """Cauchy chains with one shifted: the classical ratio of variances stays near 1, ranks do not."""
    draws = np.random.default_rng(5).standard_cauchy((4, 4000))
    draws[0] += 2
    assert chains._rhat(chains.split(draws)) < 1.01
    assert chains.split_rhat(draws) > 1.05


def test_drift_within_chains_is_seen_by_the_halves() -> None:
    draws = np.random.default_rng(4).standard_normal((4, 1000)) + np.linspace(-1, 1, 1000)
    assert chains.split_rhat(draws) > 1.1


def test_a_sampler_that_sticks_is_not_called_converged() -> None:
    stuck = np.full((4, 1000), 7.0)
    assert chains.split_rhat(stuck) == np.inf
    assert chains.bulk_ess(stuck) == chains.tail_ess(stuck) == 0
    assert chains.quantile_error(stuck, 0.5) == np.inf
    assert not chains.judged(stuck).converged
    apart = np.repeat([[1.0], [2.0]], 100, axis=1)
    assert chains.split_rhat(apart) == np.inf
    assert not chains.judged(apart).converged


def test_one_chain_is_never_enough() -> None:
    draws = np.random.default_rng(3).standard_normal((1, 20_000))
    assert not chains.judged(draws).converged
    assert chains.judged(draws.reshape(4, -1)).converged


def test_error_of_the_median_is_that_of_theory() -> None:
    draws = np.random.default_rng(8).standard_normal((4, 5000))
    assert chains.quantile_error(draws, 0.5) == pytest.approx(np.sqrt(np.pi / 2 / draws.size), rel=0.15)
    spread = np.std([np.quantile(np.random.default_rng(k).standard_normal(2000), 0.975) for k in range(300)])
    one = np.mean([chains.quantile_error(np.random.default_rng(k).standard_normal((4, 500)), 0.975) for k in range(40)])
    assert one == pytest.approx(spread, rel=0.2)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(4)))
def test_ranks_and_order_of_chains_are_all_that_counts(seed: int, order: list[int]) -> None:
    draws = autoregressive(0.5, 4, 300, seed)
    for measure in (chains.split_rhat, chains.bulk_ess, chains.tail_ess):
        assert measure(draws[order]) == pytest.approx(measure(draws), rel=1e-9)
    assert chains.bulk_ess(np.exp(draws)) == pytest.approx(chains.bulk_ess(draws), rel=1e-9)
    assert chains._rhat(chains.scores(np.exp(draws))) == pytest.approx(chains._rhat(chains.scores(draws)), rel=1e-9)


def test_autocovariance_is_the_sum_of_products() -> None:
    draws = np.random.default_rng(1).standard_normal((2, 57))
    centred = draws - draws.mean(axis=1, keepdims=True)
    plain = [[(row[: 57 - k] * row[k:]).sum() / 57 for k in range(57)] for row in centred]
    assert chains.autocovariance(draws) == pytest.approx(np.array(plain), abs=1e-12)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        chains.split_rhat(np.zeros((4, 3)))
