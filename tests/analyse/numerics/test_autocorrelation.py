import numpy as np
import pytest

from yupay.analyse.numerics import autocorrelation, weights
from yupay.analyse.numerics.permutation import arrangements

PAIRS = weights.as_pairs([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5), (1, 4)])
VALUES = np.array([0.0, 1.0, 1.0, 4.0, 9.0, 2.5])


def test_randomisation_moments_are_those_of_all_arrangements() -> None:
    matrix = weights.row_standardised(6, PAIRS)
    every = autocorrelation.moran_index((VALUES - VALUES.mean())[arrangements(6)], matrix)
    moments = autocorrelation.randomisation(VALUES, matrix)
    assert moments.expected == pytest.approx(every.mean())
    assert moments.variance == pytest.approx(every.var())


def test_residual_moments_by_simulation() -> None:
    random, matrix = np.random.default_rng(2), weights.row_standardised(6, PAIRS)
    basis = np.linalg.qr(np.column_stack([np.ones(6), np.arange(6.0)]))[0]
    noise = random.standard_normal((200_000, 6))
    noise -= (noise @ basis) @ basis.T
    every = autocorrelation.moran_index(noise, matrix)
    moments = autocorrelation.of_residuals(noise[0], basis, matrix)
    assert moments.index == pytest.approx(every[0])
    assert moments.expected == pytest.approx(every.mean(), abs=0.004)
    assert moments.variance == pytest.approx(every.var(), rel=0.02)


def test_two_variables_on_a_map() -> None:
    """Bivariate I of a variable with itself is Moran's I; Lee's L is symmetric; a constant gives no number."""
    matrix = weights.row_standardised(6, weights.as_pairs([(i, i + 1) for i in range(5)]))
    x, y = np.random.default_rng(3).standard_normal((2, 6))
    own = float(autocorrelation.moran_index(x - x.mean(), matrix))
    assert autocorrelation.bivariate(x, x, matrix) == pytest.approx(own)
    assert autocorrelation.bivariate(x, -y, matrix) == pytest.approx(-autocorrelation.bivariate(x, y, matrix))
    assert autocorrelation.lee(x, y, matrix) == pytest.approx(autocorrelation.lee(y, x, matrix))
    assert np.isnan(autocorrelation.bivariate(np.ones(6), y, matrix))
    assert np.isnan(autocorrelation.lee(np.ones(6), y, matrix))
    assert sum(autocorrelation.quadrants(x, matrix).values()) == 6
