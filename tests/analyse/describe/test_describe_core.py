"""Limits against published tables and other implementations; concentration against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, norm

from yupay.analyse.describe.core import (
    floats,
    garwood,
    gini,
    herfindahl,
    quartiles,
    top_shares,
    variance_of_totals,
)
from yupay.analyse.numerics.intervals import wilson

counts = st.lists(st.integers(0, 500), min_size=2, max_size=40).filter(lambda values: sum(values) > 0)


def test_wilson_of_a_textbook_row() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857-872, Table I: 81 of 263 and 15 of 148 and 0 of 20."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


@given(st.integers(1, 400), st.data())
def test_wilson_limits_solve_the_score_equation(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    z = norm.ppf(0.975)
    for limit in wilson(k, n):
        if 0 < limit < 1:
            assert abs(k / n - limit) == pytest.approx(z * np.sqrt(limit * (1 - limit) / n), rel=1e-9, abs=1e-12)
    assert wilson(k, n)[0] <= k / n <= wilson(k, n)[1]


@given(st.integers(0, 5000))
def test_garwood_is_the_chi_square_form(k: int) -> None:
    low, high = garwood(k)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * k + 2) / 2, rel=1e-10)
    assert low == (0 if k == 0 else pytest.approx(chi2.ppf(0.025, 2 * k) / 2, rel=1e-10))


def test_garwood_of_ten() -> None:
    """Ten events: 4.80 to 18.39, as in every table of Poisson limits (Garwood 1936)."""
    assert garwood(10) == pytest.approx((4.7954, 18.3904), abs=1e-4)


@given(st.lists(st.integers(0, 300), min_size=2, max_size=20))
def test_variance_of_a_total_is_m_times_the_sample_variance(rows: list[int]) -> None:
    total, squares = sum(rows), sum(row * row for row in rows)
    found = variance_of_totals([total], [squares], [len(rows)])[0]
    assert found == pytest.approx(len(rows) * np.var(rows, ddof=1), rel=1e-9, abs=1e-6)


def test_variance_needs_two_rows() -> None:
    assert np.isnan(variance_of_totals([5, 0], [25, 0], [1, 0])).all()


def test_quartiles_are_type_7() -> None:
    """Hyndman and Fan's type 7 of 1 to 4: 1.75, 2.5, 3.25 (type 6 would give 1.25, 2.5, 3.75)."""
    assert quartiles(floats([1, 2, 3, 4])) == (1.0, 1.75, 2.5, 3.25, 4.0)


@given(counts)
def test_gini_is_the_mean_difference_over_twice_the_mean(values: list[int]) -> None:
    x = floats(values)
    slow = np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())
    assert gini(x) == pytest.approx(slow, abs=1e-12)


@given(counts)
def test_gini_is_twice_the_area_above_the_lorenz_curve(values: list[int]) -> None:
    held = np.concatenate(([0.0], np.cumsum(np.sort(values)))) / sum(values)
    units = np.linspace(0.0, 1.0, held.size)
    assert gini(floats(values)) == pytest.approx(1 - 2 * np.trapezoid(held, units), abs=1e-12)


@given(counts)
def test_concentration_lies_between_equal_and_all_in_one(values: list[int]) -> None:
    x = floats(values)
    index = herfindahl(x)
    assert index is not None and 1 / x.size - 1e-12 <= index <= 1 + 1e-12
    assert (np.diff(top_shares(x)) >= -1e-12).all() and top_shares(x)[-1] == pytest.approx(1.0)


def test_nothing_to_share() -> None:
    nothing = floats([0, 0, 0])
    assert gini(nothing) is None and herfindahl(nothing) is None and np.isnan(top_shares(nothing)).all()
