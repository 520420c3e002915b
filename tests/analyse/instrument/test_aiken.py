"""Aiken's V, its interval, its p, and the judges' rule."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import SUBJECT, names, sound

from yupay.analyse.instrument import judges
from yupay.analyse.instrument.aiken import aiken_v, aiken_whole, score_limits

RATINGS = st.lists(st.integers(1, 4), min_size=2, max_size=12)


@settings(deadline=None)
@given(RATINGS)
def test_v_lies_in_its_interval_and_turns_with_the_scale(ratings: list[int]) -> None:
    table = np.array([ratings]).T
    (one,) = aiken_v(table, ["p1"], SUBJECT, low=1, high=4)
    (turned,) = aiken_v(5 - table, ["p1"], SUBJECT, low=1, high=4)
    (shifted,) = aiken_v(10 * table, ["p1"], SUBJECT, low=10, high=40)
    assert 0 <= one.interval.low <= one.value <= one.interval.high <= 1
    assert turned.value == pytest.approx(1 - one.value)
    assert turned.interval.low == pytest.approx(1 - one.interval.high)
    assert shifted.value == pytest.approx(one.value)


def test_with_one_step_it_is_wilson() -> None:
    """A scale of 0 and 1: the score interval of a proportion."""
    low, high = score_limits(0.8, 10, 1.0)
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=5e-5)


def test_p_is_the_share_of_all_ratings() -> None:
    every = np.array(list(product(range(1, 5), repeat=4))).sum(axis=1)
    for total in (4, 10, 13, 16):
        assert judges.chance(total, 4, 1, 4) == pytest.approx((every >= total).mean())
    assert judges.chance(3.5, 3, 0, 2) is None


def test_the_binomial_rule_is_that_of_the_published_tables() -> None:
    """Escurra (1988) for 5 to 8 judges; Ayre and Scally (2014) for 10, 15, 20 and 40."""
    wanted = {5: 5, 6: 6, 7: 7, 8: 7, 10: 9, 15: 12, 20: 15, 40: 26}
    assert {n: judges.needed(n) for n in wanted} == wanted


def test_few_judges_are_said() -> None:
    (one,) = aiken_v(np.full((3, 1), 4.0), ["p1"], SUBJECT, low=1, high=4)
    assert one.value == 1.0
    assert one.parameters["rule_met"] is None
    assert "3 judges" in one.warnings[0].en


def test_a_judge_who_did_not_rate_is_not_a_judge_of_that_item() -> None:
    table = np.array([[4.0, 4], [3, np.nan], [2, 4]])
    one, two = aiken_v(table, names(2), SUBJECT, low=1, high=4, agree_from=3)
    assert (one.n, two.n) == (3, 2)
    assert (one.parameters["agree"], two.value) == (2, 1.0)


def test_the_whole_is_the_mean_of_the_items() -> None:
    table = np.array([[4.0, 4, 1], [3, 2, 1]])
    each = aiken_v(table, names(3), SUBJECT, low=1, high=4)
    whole = aiken_whole(table, names(3), SUBJECT, low=1, high=4)
    assert whole.value == pytest.approx(np.mean([one.value for one in each]))
    assert whole.parameters["least"] == 0.0


def test_not_assessable_is_said() -> None:
    done = aiken_v([[np.nan, 9.0]], names(2), SUBJECT, low=1, high=4)
    for one in (*done, aiken_whole([[np.nan, np.nan]], names(2), SUBJECT, low=1, high=4)):
        assert one.value is None
        sound(one)
    with pytest.raises(ValueError, match="scale"):
        aiken_v([[1.0]], ["p1"], SUBJECT, low=4, high=4)
