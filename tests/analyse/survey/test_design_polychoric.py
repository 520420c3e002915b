"""Tallis's lambs; the correlation that made the cuts; warnings outside what was simulated."""

import numpy as np
import pytest
from drawn import SUBJECT, clustered, persons

from yupay.analyse.numerics.designs import simple
from yupay.analyse.survey.design_polychoric import METHOD, design_polychoric

# Lambs of 227 ewes in two years: Tallis (1962), Biometrics 18, 342-353.
LAMBS = ((58, 52, 1), (26, 58, 3), (8, 12, 9))


def test_the_published_table() -> None:
    """Tallis prints a correlation of .42."""
    x, y = persons(LAMBS)
    one = design_polychoric(x, y, simple(x.size), SUBJECT)
    assert one.value == pytest.approx(0.42, abs=5e-3)
    assert one.method == METHOD.id
    assert one.parameters["se_linearised"] == pytest.approx(one.parameters["se_replicates"], rel=0.03)
    assert any("n = 227, below 500" in warning.en for warning in one.warnings)


@pytest.mark.parametrize("rho", [-0.6, 0.0, 0.6])
def test_it_finds_the_latent_correlation(rho: float) -> None:
    x, y, design = clustered(3, rho=rho, strata=40, clusters=3, size=40)
    one = design_polychoric(x, y, design, SUBJECT)
    assert one.value == pytest.approx(rho, abs=0.06)
    assert one.parameters["se_linearised"] == pytest.approx(one.parameters["se_replicates"], rel=0.03)
    assert one.warnings == ()
    assert [each.name.en for each in one.assumptions][-1] == "Latent normality"


def test_a_strong_correlation_is_warned_of() -> None:
    x, y, design = clustered(4, rho=0.9)
    one = design_polychoric(x, y, design, SUBJECT)
    assert any("above .70" in warning.en for warning in one.warnings)


def test_an_empty_category_is_warned_of() -> None:
    x, y, design = clustered(5)
    one = design_polychoric(np.where(x == 2, np.nan, x), y, design, SUBJECT, x_categories=range(5))
    assert any("categories without an answer: 1" in warning.en for warning in one.warnings)


def test_joining_categories_leaves_it_near() -> None:
    x, y, design = clustered(6, strata=30, size=30)
    one, two = design_polychoric(x, y, design, SUBJECT), design_polychoric(x // 2, y, design, SUBJECT)
    assert one.value == pytest.approx(two.value, abs=0.05)


def test_a_table_on_the_diagonal_is_not_bounded() -> None:
    x = np.tile([1, 2, 3], 20)
    one = design_polychoric(x, x, simple(60), SUBJECT)
    assert one.value is None and "up to |ρ| = 1" in one.warnings[-1].en
