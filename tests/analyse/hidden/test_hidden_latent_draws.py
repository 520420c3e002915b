"""The numbers drawn inside compiled code have the distributions they are said to have; the cut tail is scipy's."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import betainc

from yupay.analyse.hidden.latent_class_draws import below_ceiling, counted, gamma, uniform

DRAWS = 40_000


def surprise(drawn: np.ndarray, law: stats.rv_discrete) -> float:
    """p of the chi-square test of draws against a law, places with fewer than 20 expected taken together."""
    low, high = int(drawn.min()), int(drawn.max())
    expected = law.pmf(np.arange(low, high + 1)) * drawn.size
    found, often = np.bincount(drawn - low, minlength=expected.size), expected > 20
    rest = max(drawn.size - expected[often].sum(), 1.0)
    square = ((found - expected)[often] ** 2 / expected[often]).sum() + (found[~often].sum() - rest) ** 2 / rest
    return float(stats.chi2.sf(square, often.sum()))


def numbers(seed: int, *told: float) -> np.ndarray:
    """Draws of `counted` from as many uniform numbers."""
    every = np.random.default_rng(seed).random(DRAWS)
    return np.array([counted(u, *told) for u in every], dtype=np.int64)


@pytest.mark.parametrize(("n", "p"), [(5, 0.4), (21, 0.48), (40, 0.3), (100, 0.11), (1000, 0.93), (50_000, 0.2)])
def test_binomial(n: int, p: float) -> None:
    assert surprise(numbers(4, float(n), -1.0, p / (1 - p), float(n)), stats.binom(n, p)) > 0.001


@pytest.mark.parametrize(
    ("none", "n", "most"),
    [(0.3, 12, 200), (0.3, 12, 5), (0.97, 30, 600), (0.999, 30, 600), (1e-9, 3, 60), (0.5, 1, 20)],
)
def test_unseen_is_negative_binomial_cut_at_the_ceiling(none: float, n: int, most: int) -> None:
    drawn = numbers(6, float(n), 1.0, none, float(most))
    shares = stats.nbinom.pmf(np.arange(most + 1), n, 1 - none)
    law = stats.rv_discrete(values=(np.arange(most + 1), shares / shares.sum()))
    assert drawn.max() <= most
    assert surprise(drawn, law) > 0.001


@pytest.mark.parametrize("shape", [1.0, 1.002, 1.25, 2.5, 40.0, 6000.0])
def test_gamma(shape: float) -> None:
    pool, at = np.random.default_rng(5).random(1 << 18), np.full(1, -1)
    drawn = np.array([gamma(pool, at, shape) for _ in range(DRAWS)])
    assert at[0] < pool.size - 1
    assert stats.kstest(drawn, stats.gamma(shape).cdf).pvalue > 0.001


def test_uniform_numbers_are_taken_in_their_order() -> None:
    pool, at = np.random.default_rng(5).random(8), np.full(1, -1)
    assert [uniform(pool, at) for _ in range(9)] == [*pool, pool[0]]


@pytest.mark.parametrize("none", [0.01, 0.5, 0.9, 0.95, 0.97, 0.999])
@pytest.mark.parametrize("n", [3, 60, 4400])
def test_the_chance_below_the_ceiling_is_the_incomplete_beta_function(none: float, n: int) -> None:
    found = below_ceiling(none, float(n), 20.0 * n)
    expected = betainc(n, 20 * n + 1, 1 - none)
    if expected > 1e-290:
        assert found == pytest.approx(np.log(expected), rel=1e-9, abs=1e-12)
    else:
        assert found < -600
