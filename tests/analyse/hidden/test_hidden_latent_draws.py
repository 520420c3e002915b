"""The numbers drawn inside compiled code have the distributions they are said to have; the cut tail is scipy's."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import betainc

from yupay.analyse.hidden.latent_class_draws import below_ceiling, binomial, poisson, unseen

DRAWS = 40_000


def surprise(drawn: np.ndarray, law: stats.rv_discrete) -> float:
    """p of the chi-square test of draws against a law, places with fewer than 20 expected taken together."""
    low, high = int(drawn.min()), int(drawn.max())
    expected = law.pmf(np.arange(low, high + 1)) * drawn.size
    found, often = np.bincount(drawn - low, minlength=expected.size), expected > 20
    rest = max(drawn.size - expected[often].sum(), 1.0)
    square = ((found - expected)[often] ** 2 / expected[often]).sum() + (found[~often].sum() - rest) ** 2 / rest
    return float(stats.chi2.sf(square, often.sum()))


@pytest.mark.parametrize(("n", "p"), [(5, 0.4), (21, 0.48), (40, 0.3), (100, 0.11), (1000, 0.93), (50_000, 0.2)])
def test_binomial(n: int, p: float) -> None:
    rng = np.random.default_rng(4)
    assert surprise(np.array([binomial(rng, n, p) for _ in range(DRAWS)]), stats.binom(n, p)) > 0.001


@pytest.mark.parametrize("mean", [0.3, 5, 13, 40, 6000])
def test_poisson(mean: float) -> None:
    rng = np.random.default_rng(4)
    assert surprise(np.array([poisson(rng, float(mean)) for _ in range(DRAWS)]), stats.poisson(mean)) > 0.001


@pytest.mark.parametrize(("none", "n", "most"), [(0.3, 12, 200), (0.3, 12, 5), (0.97, 30, 600), (0.999, 30, 600)])
def test_unseen_is_negative_binomial_cut_at_the_ceiling(none: float, n: int, most: int) -> None:
    rng = np.random.default_rng(6)
    drawn = np.array([unseen(rng, none, n, most) for _ in range(DRAWS)])
    shares = stats.nbinom.pmf(np.arange(most + 1), n, 1 - none)
    law = stats.rv_discrete(values=(np.arange(most + 1), shares / shares.sum()))
    assert drawn.max() <= most
    assert surprise(drawn, law) > 0.001


@pytest.mark.parametrize("none", [0.01, 0.5, 0.9, 0.95, 0.97, 0.999])
@pytest.mark.parametrize("n", [3, 60, 4400])
def test_the_chance_below_the_ceiling_is_the_incomplete_beta_function(none: float, n: int) -> None:
    found = below_ceiling(none, float(n), 20.0 * n)
    expected = betainc(n, 20 * n + 1, 1 - none)
    if expected > 1e-290:
        assert found == pytest.approx(np.log(expected), rel=1e-9, abs=1e-12)
    else:
        assert found < -600
