"""Killings in Kosovo, lists taken as independent: 7,393 with profile limits 7,148 and 7,656 (Rcapture 1.4-4)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from yupay.analyse.hidden import profile
from yupay.analyse.hidden.tables import reordered, seen
from yupay.model.estimate import Subject

ABOUT = Subject(variables=("b", "c", "d"), unit_of_analysis="person", unit="person")
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
TABLES = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda row: np.array([0, *row], dtype=float))


def test_kosovo() -> None:
    one = profile.estimate(KOSOVO, ABOUT)
    assert one.value == pytest.approx(7392.917267, rel=1e-6)
    assert (one.interval.low, one.interval.high) == pytest.approx((7147.748892, 7656.195348), rel=1e-6)
    assert one.n == 4400
    assert one.assumptions[0].name.en == "What identifies the total"


def test_limits_are_where_the_likelihood_falls_by_half_the_quantile() -> None:
    found, height = profile.fit(KOSOVO, 0.9), profile.likelihood(KOSOVO)
    drop = chi2.ppf(0.9, 1) / 2
    for end in (found.low, found.high):
        assert height(found.total) - height(end) == pytest.approx(drop, abs=1e-5)
    assert all(height(found.total) >= height(found.total + step) - 1e-7 for step in (-5.0, -0.5, 0.5, 5.0))


def test_two_lists_come_near_lincoln_petersen_as_people_grow() -> None:
    y = np.array([0.0, 30, 20, 10])
    assert profile.fit(y, 0.95).total == pytest.approx(117.0, abs=0.1)
    assert profile.fit(1000 * y, 0.95).total == pytest.approx(1000 * 40 * 30 / 10, rel=1e-4)


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=60, deadline=None)
def test_order_counts_for_nothing_and_limits_hold_the_total(y: np.ndarray, order: list[int]) -> None:
    one, two = (profile.estimate(table, ABOUT) for table in (y, reordered(y, order)))
    assert (one.value is None) == (two.value is None)
    if one.value is None:
        assert one.warnings[0].en.startswith("Not assessable")
    else:
        assert two.value == pytest.approx(one.value, rel=1e-6)
        assert seen(y) <= one.interval.low <= one.value + 1e-6
        assert one.interval.high is None or one.interval.high >= one.value


def test_everybody_on_every_list_or_nearly() -> None:
    found = profile.fit(np.array([0, 1, 0, 0, 0, 0, 0, 50.0]), 0.95)
    assert found.total == pytest.approx(51, abs=0.1)
    assert found.low == 51


def test_a_list_without_anybody_changes_nothing() -> None:
    one = profile.estimate(np.concatenate([KOSOVO, np.zeros(16)]), ABOUT)
    assert one.value == pytest.approx(7392.917267, rel=1e-6)


@pytest.mark.parametrize(
    "y", [np.zeros(8), [0, 3, 4, 0, 5, 0, 0, 0], [0, 9, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1]]
)
def test_degenerate_tables_are_refused_in_words(y: list[float]) -> None:
    one = profile.estimate(np.array(y, dtype=float), ABOUT)
    assert one.value is None
    assert one.warnings[0].es.startswith("No evaluable")
