"""Somers' d against scipy, in both directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import somersd

from yupay.analyse.relate.gamma import tau_b
from yupay.analyse.relate.somers import METHOD, somers_d
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
HOTEL = [[27, 25, 14, 7, 0], [7, 14, 18, 35, 12], [1, 3, 2, 7, 17]]
TABLES = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 9))


def test_published_d_of_cleanliness_and_satisfaction() -> None:
    """The hotel table of scipy's documentation: d = .6032766111513396, p = 1.0007091191074533e-27."""
    one = somers_d(HOTEL, None, SUBJECT)
    assert one.value == pytest.approx(0.6032766111513396, abs=1e-12)
    assert one.p == pytest.approx(1.0007091191074533e-27, rel=1e-6)
    assert one.parameters["direction"] == "columns"


@given(TABLES)
def test_directions_are_those_of_scipy_and_bracket_tau_b(table: np.ndarray) -> None:
    one, other, both = (somers_d(table, None, SUBJECT, of=of) for of in ("columns", "rows", "symmetric"))
    if one.value is None:
        return
    kept = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    assert one.value == pytest.approx(somersd(kept).statistic, abs=1e-12)
    assert other.value == pytest.approx(somersd(kept.T).statistic, abs=1e-12)
    low, high = sorted([one.value, other.value])
    assert low - 1e-12 <= both.value <= high + 1e-12
    assert one.value * other.value == pytest.approx(tau_b(table, None, SUBJECT).value ** 2, abs=1e-12)


def test_not_assessable_is_said() -> None:
    one = somers_d([[5, 5], [0, 0]], None, SUBJECT)
    assert one.value is None
    assert one.method == METHOD.id
    assert one.warnings[-1].en.startswith("Not assessable")
