"""The bivariate normal against quadrature, the fit against numeric slopes, recovery of a known rho."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr

from yupay.analyse.numerics import polychoric

A, B = np.array([-1.2, -0.3, 0.4, 1.5]), np.array([-0.8, 0.1, 1.1])


def counts(rho: float, n: float = 1000.0) -> np.ndarray:
    return n * polychoric.probabilities(np.asarray(rho), A, B)


def by_quadrature(h: float, k: float, rho: float) -> float:
    def slice_(x: float) -> float:
        return np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * ndtr((k - rho * x) / np.sqrt(1 - rho**2))

    bends = [at for at in (-3.0, 0.0, k / rho if rho else 0.0) if -12 < at < h]
    return quad(slice_, -12, h, epsabs=1e-15, epsrel=1e-13, limit=500, points=bends or None)[0]


@pytest.mark.parametrize("rho", [-0.99, -0.7, 0.0, 0.3, 0.925, 0.99])
@pytest.mark.parametrize(("h", "k"), [(0, 0), (0, 1), (0, -1), (-1, 0), (1.3, -0.4), (-2.5, 2.0), (3.5, 3.4), (-3, -3)])
def test_bivariate_normal_holds_twelve_digits(h: float, k: float, rho: float) -> None:
    got = float(polychoric.bivariate_cdf(np.asarray(float(h)), np.asarray(float(k)), np.asarray(rho)))
    assert got == pytest.approx(by_quadrature(h, k, rho), abs=1e-13)


@given(st.floats(-0.999, 0.999), st.lists(st.floats(-4, 4), min_size=2, max_size=6, unique=True))
def test_rectangles_are_probabilities(rho: float, cuts: list[float]) -> None:
    p = polychoric.probabilities(np.asarray(rho), np.sort(cuts), B)
    assert p.min() > -1e-15
    assert p.sum() == pytest.approx(1.0, abs=1e-14)
    assert p.sum(axis=0) == pytest.approx(np.diff(ndtr(np.concatenate([[-40], B, [40]]))), abs=1e-14)


@pytest.mark.parametrize("rho", [-0.95, -0.6, 0.0, 0.2, 0.8])
def test_known_rho_and_cuts_come_back(rho: float) -> None:
    for fit in (polychoric.two_step(counts(rho)), polychoric.maximum_likelihood(counts(rho))):
        assert fit.rho == pytest.approx(rho, abs=1e-9)
        assert fit.row_cuts == pytest.approx(A, abs=1e-8)
        assert fit.column_cuts == pytest.approx(B, abs=1e-8)
        assert fit.deviance == pytest.approx(0, abs=1e-8)
        assert fit.df == 5 * 4 - 5 - 4


def test_four_fold_table_cut_at_the_medians_has_a_closed_form() -> None:
    for rho in (-0.8, 0.1, 0.6):
        inside = 0.25 + np.arcsin(rho) / (2 * np.pi)
        table = 400 * np.array([[inside, 0.5 - inside], [0.5 - inside, inside]])
        assert polychoric.two_step(table).rho == pytest.approx(rho, abs=1e-10)


@pytest.mark.parametrize("fit", [polychoric.two_step, polychoric.maximum_likelihood])
def test_influence_is_the_slope_of_rho(fit) -> None:
    table = np.random.default_rng(1).poisson(counts(0.4)) + 1.0
    found = fit(table)
    for cell in [(0, 0), (2, 3), (4, 1)]:
        nudge = np.zeros_like(table)
        nudge[cell] = 1e-3
        slope = (fit(table + nudge).rho - fit(table - nudge).rho) / 2e-3
        assert found.influence[cell] == pytest.approx(slope * table.sum(), rel=1e-5, abs=1e-5)
    assert (table * found.influence).sum() == pytest.approx(0, abs=1e-6)


def test_scores_and_information_are_the_slopes_of_the_likelihood() -> None:
    table, theta = counts(0.5), np.concatenate([[0.3], A + 0.1, B - 0.05])

    def log_l(at: np.ndarray) -> float:
        return float((table * np.log(polychoric.probabilities(np.asarray(at[0]), at[1:5], at[5:]))).sum())

    def slope(at: np.ndarray) -> np.ndarray:
        return np.tensordot(polychoric.scores(at[0], at[1:5], at[5:]), table, axes=2)

    steps = 1e-5 * np.eye(theta.size)
    assert slope(theta) == pytest.approx([(log_l(theta + e) - log_l(theta - e)) / 2e-5 for e in steps], abs=1e-4)
    curve = np.array([-(slope(theta + e) - slope(theta - e)) / 2e-5 for e in steps])
    assert polychoric.information(table, theta[0], theta[1:5], theta[5:]) == pytest.approx(curve, abs=1e-4)


def test_nothing_near_is_more_likely() -> None:
    table = np.random.default_rng(2).poisson(counts(0.4, 300)) + 0.0
    best = polychoric.maximum_likelihood(table)
    assert best.log_likelihood >= polychoric.two_step(table).log_likelihood
    for shift in np.random.default_rng(3).normal(scale=0.01, size=(50, 8)):
        p = polychoric.probabilities(
            np.asarray(best.rho + shift[0]), best.row_cuts + shift[1:5], best.column_cuts + shift[5:]
        )
        assert (table * np.log(p)).sum() < best.log_likelihood


def test_many_tables_move_as_each_alone() -> None:
    random = np.random.default_rng(4)
    tables = random.multinomial(200, (counts(0.3) / 1000).ravel(), size=300).reshape(-1, 5, 4).astype(float)
    together = polychoric.two_step_many(tables)
    alone = [polychoric.two_step(table).rho for table in tables]
    assert together == pytest.approx(np.array(alone), abs=1e-9)


def test_standard_errors_are_those_of_repeated_samples() -> None:
    random = np.random.default_rng(5)
    p = (counts(0.5) / 1000).ravel()
    draws = random.multinomial(500, p, size=1500).reshape(-1, 5, 4).astype(float)
    spread = polychoric.two_step_many(draws).std()
    expected = 500 * p.reshape(5, 4)
    assert polychoric.two_step(expected).se == pytest.approx(spread, rel=0.06)
    assert polychoric.maximum_likelihood(expected).se == pytest.approx(spread, rel=0.06)


def test_weights_scale_nothing_but_the_error_and_empty_rows_nothing() -> None:
    table = counts(0.4)
    one, two = polychoric.two_step(table), polychoric.two_step(table / 10)
    assert two.rho == pytest.approx(one.rho, abs=1e-9)
    assert two.se == pytest.approx(one.se * np.sqrt(10))
    holed = np.insert(table, 2, 0.0, axis=0)
    three = polychoric.two_step(holed)
    assert three.rho == pytest.approx(one.rho, abs=1e-9)
    assert three.influence[2].tolist() == [0.0] * 4


def test_a_perfect_table_is_on_the_boundary() -> None:
    for fit in (polychoric.two_step, polychoric.maximum_likelihood):
        found = fit(np.diag([10.0, 20, 30]))
        assert found.boundary and found.se is None
    assert polychoric.two_step(np.array([[10.0, 0], [5, 20]])).boundary


def test_one_row_has_no_correlation() -> None:
    with pytest.raises(ValueError, match="two occupied"):
        polychoric.two_step(np.array([[3.0, 4], [0, 0]]))
