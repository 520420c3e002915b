"""Polychoric and tetrachoric estimates: admissions of Berkeley as psych gives them, warnings, coverage."""

import csv
from pathlib import Path

import numpy as np
import pytest

from yupay.analyse.numerics.contingency import crosstab
from yupay.analyse.numerics.polychoric import maximum_likelihood, probabilities, scores
from yupay.analyse.relate.polychoric import METHOD, TETRACHORIC, polychoric, tetrachoric
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
CUTS = np.array([-1.0, -0.2, 0.5, 1.3])
ADMITTED = [[1198, 557], [1493, 1278]]


def law(rho: float) -> np.ndarray:
    return probabilities(np.asarray(rho), CUTS, CUTS + 0.2)


def test_published_tetrachoric_of_berkeley() -> None:
    """R's psych 2.2.9, no correction: .2300326."""
    one = tetrachoric(ADMITTED, None, SUBJECT)
    assert one.value == pytest.approx(0.2300326, abs=1e-4)
    assert one.method == TETRACHORIC.id
    assert polychoric(ADMITTED, None, SUBJECT, estimator="maximum-likelihood").value == pytest.approx(
        one.value, abs=1e-7
    )


def test_our_top_is_above_the_one_polycor_prints(shared_data: Path) -> None:
    """polycor 0.8-1 prints rho .558064, deviance 122.6555 for two items of bfi; here the slope is zero and it is lower."""
    with (shared_data / "survey" / "bfi.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["A2"], row["A3"]) for row in csv.DictReader(file)]
    x, y = (
        np.array([np.nan if cell in ("", "NA") else float(cell) for cell in column])
        for column in zip(*rows, strict=True)
    )
    table = crosstab(x, y).counts
    fit = maximum_likelihood(table)
    slope = np.tensordot(scores(fit.rho, fit.row_cuts, fit.column_cuts), table, axes=2)
    assert np.abs(slope).max() < 1e-5
    assert fit.deviance < 122.6555 - 0.01
    assert fit.rho == pytest.approx(0.558064047744483, abs=5e-4)
    assert fit.se == pytest.approx(0.0154900222910003, abs=1e-4)


def test_estimators_find_the_latent_correlation() -> None:
    table = np.rint(1e6 * law(0.45))
    for estimator in ("two-step", "maximum-likelihood"):
        one = polychoric(table, None, SUBJECT, estimator=estimator)
        assert one.value == pytest.approx(0.45, abs=1e-4)
        assert one.parameters["x_cut_1"] == pytest.approx(-1.0, abs=1e-3)
        assert one.parameters["fit_df"] == 15
        assert one.assumptions[1].held is True
        assert one.warnings == ()


def test_a_table_of_other_make_fails_the_fit() -> None:
    one = polychoric(1000 * np.eye(5) + 100 * np.flipud(np.eye(5)) + 10, None, SUBJECT)
    assert one.assumptions[1].held is False


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.7])
def test_interval_covers(rho: float) -> None:
    random, held = np.random.default_rng(11), 0
    for table in random.multinomial(500, law(rho).ravel(), size=300).reshape(-1, 5, 5):
        interval = polychoric(table, None, SUBJECT).interval
        held += interval.low <= rho <= interval.high
    assert 0.91 <= held / 300 <= 0.985


def test_p_is_right_when_nothing_goes_together() -> None:
    random = np.random.default_rng(12)
    p = [
        polychoric(table, None, SUBJECT).p
        for table in random.multinomial(300, law(0.0).ravel(), size=300).reshape(-1, 5, 5)
    ]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.085


def test_columns_with_words_and_few_units_are_warned_of() -> None:
    x = ["bajo", "medio", "alto", "alto", "bajo", "medio", "alto", "bajo"]
    y = ["no", "no", "sí", "sí", "no", "sí", "no", "sí"]
    one = polychoric(x, y, SUBJECT, x_categories=["bajo", "medio", "alto"], y_categories=["no", "sí"])
    assert one.value > 0
    assert "500 or more" in one.warnings[-1].en
    turned = polychoric(x, y, SUBJECT, x_categories=["alto", "medio", "bajo"], y_categories=["no", "sí"])
    assert turned.value == pytest.approx(-one.value, abs=1e-9)


def test_the_boundary_is_not_an_estimate() -> None:
    one = tetrachoric([[10, 0], [5, 20]], None, SUBJECT)
    assert one.value is None
    assert "likelihood rises" in one.warnings[-1].en


@pytest.mark.parametrize("method", [polychoric, tetrachoric])
@pytest.mark.parametrize(("x", "y"), [([], []), ([1] * 6, [1, 2] * 3), ([None] * 5, [1] * 5), ([1, 2], [1, 2])])
def test_not_assessable_is_said(method, x, y) -> None:
    one = method(x, y, SUBJECT)
    assert one.value is None and one.interval is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert tetrachoric(np.ones((3, 3)), None, SUBJECT).value is None
    assert polychoric(x, y, SUBJECT).method == METHOD.id
