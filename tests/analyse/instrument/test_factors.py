"""Exploratory factor analysis: communalities, fit, eigenvalues, rotation."""

import numpy as np
import pytest
from made_answers import SUBJECT, exact, likert, names, sound

from yupay.analyse.instrument.factors import eigenvalues, factor_analysis
from yupay.analyse.numerics import factoring

PATTERN = np.kron(np.eye(2), np.array([[0.8], [0.7], [0.6], [0.5]]))
PHI = np.array([[1.0, 0.4], [0.4, 1.0]])
COMMON = PATTERN @ PHI @ PATTERN.T
TABLE = COMMON + np.diag(1 - np.diag(COMMON))


@pytest.mark.parametrize("extraction", ["minres", "ml"])
@pytest.mark.parametrize("rotation", ["none", "varimax", "oblimin"])
def test_an_exact_model_is_found_again(extraction: str, rotation: str) -> None:
    fit, *each = factor_analysis(
        exact(TABLE, n=200), names(8), SUBJECT, factors=2, extraction=extraction, rotation=rotation
    )
    assert [one.value for one in each] == pytest.approx(np.diag(COMMON), abs=1e-4)
    assert fit.value == 0.0
    assert fit.df == 13
    assert fit.parameters["rms"] < 1e-4
    assert fit.p == pytest.approx(1.0)


def test_oblimin_finds_the_pattern_and_the_correlation() -> None:
    fit, *each = factor_analysis(exact(TABLE, n=200), names(8), SUBJECT, factors=2)
    loadings = np.array([[one.parameters["loading_1"], one.parameters["loading_2"]] for one in each])
    loadings = loadings if loadings[0, 0] > 0.5 else loadings[:, ::-1]
    assert loadings == pytest.approx(PATTERN, abs=2e-3)
    assert fit.parameters["factor_r_1_2"] == pytest.approx(0.4, abs=2e-3)


def test_varimax_is_where_a_small_turn_only_loses() -> None:
    found = factoring.varimax(factoring.extract(TABLE, 2).loadings)
    size = np.sqrt((found**2).sum(axis=1, keepdims=True))

    def spread(turn: float) -> float:
        square = ((found / size) @ [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) ** 2
        return float(square.var(axis=0).sum())

    assert spread(0.0) >= max(spread(0.01), spread(-0.01))
    assert (found**2).sum(axis=1) == pytest.approx(np.diag(COMMON), abs=1e-4)


def test_ml_reaches_the_likelihood_of_its_own_discrepancy() -> None:
    table = np.corrcoef(likert(300, 8).T)
    found = factoring.extract(table, 2, "ml")
    assert factoring._ml(found.uniqueness, table, 2)[0] == pytest.approx(
        factoring.discrepancy(table, found.loadings @ found.loadings.T + np.diag(found.uniqueness)), abs=1e-5
    )


@pytest.mark.parametrize("function", [factoring._ml, factoring._minres])
def test_the_slopes_are_those_of_small_steps(function: object) -> None:
    table, at, step = np.corrcoef(likert(200, 6).T), np.linspace(0.3, 0.7, 6), 1e-6
    slope = function(at, table, 2)[1]
    for j in range(6):
        up, down = (function(at + sign * step * np.eye(6)[j], table, 2)[0] for sign in (1, -1))
        assert slope[j] == pytest.approx((up - down) / (2 * step), abs=1e-5)


def test_eigenvalues_add_up_to_the_items() -> None:
    done = eigenvalues(likert(100, 7), names(7), SUBJECT)
    values = [one.value for one in done]
    assert sum(values) == pytest.approx(7)
    assert values == sorted(values, reverse=True)
    assert done[-1].parameters["cumulative_percent"] == pytest.approx(100)
    assert [one.key for one in done] == [str(j + 1) for j in range(7)]


def test_a_model_that_always_fits_has_no_rmsea() -> None:
    fit, *each = factor_analysis(likert(100, 3), names(3), SUBJECT, factors=1)
    assert fit.value is None
    assert each[0].value is not None
    sound(fit)


@pytest.mark.parametrize(
    ("items", "m"), [(likert(50, 4), 2), (likert(3, 5), 1), (np.ones((50, 5)), 1), (likert(50, 5), 0)]
)
def test_not_assessable_is_said(items: np.ndarray, m: int) -> None:
    for one in factor_analysis(items, names(items.shape[1]), SUBJECT, factors=m):
        assert one.value is None
        sound(one)


def test_congruence() -> None:
    assert factoring.congruence(np.array([1.0, 2]), np.array([2.0, 4])) == pytest.approx(1)
    assert factoring.congruence(np.array([1.0, 0]), np.array([0.0, 4])) == 0
    assert factoring.congruence(np.zeros(2), np.ones(2)) == 0
