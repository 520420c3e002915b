"""Hepatitis A, lists P, Q, E by pairs: 336, 378 and 334 (Chao and others 2001)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import two_lists
from yupay.analyse.hidden.closed import corrected
from yupay.model.estimate import Subject

HEPATITIS = np.array([0, 69, 55, 21, 63, 17, 18, 28], dtype=float)
ABOUT = Subject(variables=("P", "Q", "E"), unit_of_analysis="person", unit="person")
PAIR = np.array([0.0, 30.0, 20.0, 10.0])


def test_published_pairs_of_hepatitis() -> None:
    found = two_lists.every_pair(HEPATITIS, ABOUT, chapman=False)
    assert [round(one.value) for one in found] == [336, 378, 334]
    assert [one.key for one in found] == ["P + Q", "P + E", "Q + E"]
    assert len({one.id for one in found}) == 3


def test_chapman_and_seber_by_hand() -> None:
    one = two_lists.estimate(PAIR, ABOUT)
    assert one.value == pytest.approx(41 * 31 / 11 - 1)
    assert one.se == pytest.approx(np.sqrt(41 * 31 * 30 * 20 / (121 * 12)))
    assert one.parameters == {"form": "chapman", "first": 40.0, "second": 30.0, "both": 10.0}
    assert one.interval.low > 60
    petersen = two_lists.estimate(PAIR, ABOUT, chapman=False)
    assert petersen.value == pytest.approx(120)
    assert petersen.se == pytest.approx(np.sqrt(40 * 30 * 30 * 20 / 1000))


def test_dependence_is_said_first() -> None:
    one = two_lists.estimate(PAIR, ABOUT)
    assert one.assumptions[0].name.en == "The two lists are independent"
    assert one.assumptions[0].held is None
    assert "independent" in one.warnings[0].en


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_properties(first: int, second: int, both: int) -> None:
    y = np.array([0.0, first, second, both])
    one, two = two_lists.estimate(y, ABOUT), two_lists.estimate(y[[0, 2, 1, 3]], ABOUT)
    if first == second == 0:
        assert one.value is None and two.value is None
        return
    assert one.value == pytest.approx(two.value)
    assert one.value >= y.sum() - 1e-9
    assert (one.interval is None) == (min(first, second) == 0)
    if one.interval is not None:
        assert one.interval.low <= one.value + 1e-9 <= one.interval.high + 2e-9
        assert corrected(y, "Mt")[0] == pytest.approx(one.value, rel=1e-6)


def test_a_list_inside_the_other_leaves_no_interval() -> None:
    one = two_lists.estimate(np.array([0.0, 0.0, 40.0, 20.0]), ABOUT)
    assert one.value == pytest.approx(60) and one.se is None and one.interval is None
    assert "contains the other" in one.warnings[-1].en


def test_few_in_common_is_warned() -> None:
    one = two_lists.estimate(np.array([0.0, 30.0, 20.0, 4.0]), ABOUT)
    assert one.warnings[1].en == "Few people are on both lists: 4; at least 5 are advised."


def test_a_third_list_without_anybody_changes_nothing() -> None:
    assert two_lists.estimate(np.r_[PAIR, np.zeros(4)], ABOUT).value == two_lists.estimate(PAIR, ABOUT).value


@pytest.mark.parametrize("y", [np.zeros(4), [0, 3, 4, 0], [0, 9, 0, 0], [0, 0, 0, 20], [0, 0, 0, 1], HEPATITIS, [0, 5]])
def test_not_assessable_is_said(y: list[float]) -> None:
    one = two_lists.estimate(np.array(y, dtype=float), ABOUT)
    assert one.value is None and one.interval is None
    assert one.warnings[0].es.startswith("No evaluable")
