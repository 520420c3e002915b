"""scipy's d where every row counts once; both directions, each named; changing places changes the directions."""

import pytest
from drawn import JOBS, SUBJECT, clustered, persons
from scipy.stats import somersd

from yupay.analyse.numerics.designs import simple
from yupay.analyse.survey.design_somers import METHOD, X_GIVEN_Y, Y_GIVEN_X, design_somers
from yupay.model.estimate import Subject


def test_the_published_table_against_scipy() -> None:
    x, y = persons(JOBS)
    y_given_x, x_given_y = design_somers(x, y, simple(x.size), SUBJECT)
    assert y_given_x.value == pytest.approx(somersd(x, y).statistic, abs=1e-12)
    assert x_given_y.value == pytest.approx(somersd(y, x).statistic, abs=1e-12)
    assert y_given_x.method == METHOD.id


def test_directions_are_named() -> None:
    x, y, design = clustered(1)
    subject = Subject(variables=("trust", "fear"), unit_of_analysis="person", key="2016")
    first, second = design_somers(x, y, design, subject)
    assert (first.key, second.key) == (f"2016/{Y_GIVEN_X}", f"2016/{X_GIVEN_Y}")
    assert "fear given trust" in first.quantity.en and "trust dado fear" in second.quantity.es
    assert first.id != second.id


def test_changing_places() -> None:
    x, y, design = clustered(2)
    first, second = design_somers(x, y, design, SUBJECT)
    turned, other = design_somers(y, x, design, SUBJECT)
    assert first.value == pytest.approx(other.value) and second.value == pytest.approx(turned.value)
    assert first.se == pytest.approx(other.se)
    assert first.parameters["se_linearised"] == pytest.approx(first.se, rel=0.03)
