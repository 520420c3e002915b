"""Levels of a score, and what hangs on their cuts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import SUBJECT, sound

from yupay.analyse.instrument.bands import RELATIVE, band_sensitivity, bands
from yupay.model.text import Text

THREE = (Text(es="bajo", en="low"), Text(es="medio", en="medium"), Text(es="alto", en="high"))
METHODS = ("equal-width", "terciles", "stanines")


def shares(scores: object, **how: object) -> list[float]:
    return [one.value for one in bands(scores, SUBJECT, labels=THREE, low=20, high=100, **how)]


def test_equal_width_over_the_possible_range() -> None:
    """Twenty items of 1 to 5: 20 to 100, width 26.67; levels 20-46, 47-73, 74-100."""
    done = bands([20, 46, 47, 73, 74, 100], SUBJECT, labels=THREE, low=20, high=100)
    assert [one.parameters["persons"] for one in done] == [2, 2, 2]
    assert [one.parameters["from"] for one in done] == pytest.approx([20, 46.667, 73.333], abs=1e-3)
    assert [(one.parameters["lowest_seen"], one.parameters["highest_seen"]) for one in done] == [
        (20, 46),
        (47, 73),
        (74, 100),
    ]
    assert [one.key for one in done] == ["1", "2", "3"]
    assert "amplitud igual" in done[0].base.es
    assert done[2].quantity.es == "Personas en el nivel: alto"
    assert all(one.interval.low < one.value < one.interval.high for one in done)


def test_given_cuts_are_the_lowest_scores_of_the_next_levels() -> None:
    done = bands([49, 50, 69, 70], SUBJECT, labels=THREE, low=20, high=100, method="cuts", cuts=(50, 70))
    assert [one.parameters["persons"] for one in done] == [1, 2, 1]


def test_terciles_of_distinct_scores_are_thirds() -> None:
    assert shares(np.arange(30, 90), method="terciles") == pytest.approx([100 / 3] * 3)


def test_stanines_of_a_normal_score() -> None:
    """Nine levels hold 4, 7, 12, 17, 20, 17, 12, 7 and 4 %; three of them 23, 54 and 23 %."""
    scores = 60 + 8 * np.clip(np.random.default_rng(1).normal(size=60_000), -4.9, 4.9)
    nine = tuple(Text.same(str(j)) for j in range(9))
    found = [one.value for one in bands(scores, SUBJECT, labels=nine, low=20, high=100, method="stanines")]
    assert found == pytest.approx([4, 7, 12, 17, 20, 17, 12, 7, 4], abs=0.8)
    assert shares(scores, method="stanines") == pytest.approx([22.7, 54.7, 22.7], abs=0.6)


@settings(deadline=None)
@given(st.lists(st.integers(20, 100), min_size=1, max_size=60), st.sampled_from(METHODS))
def test_every_person_is_in_one_level(scores: list[int], method: str) -> None:
    done = bands(scores, SUBJECT, labels=THREE, low=20, high=100, method=method)
    for one in done:
        sound(one)
    if done[0].value is not None:
        assert sum(one.parameters["persons"] for one in done) == len(scores)
        assert sum(one.value for one in done) == pytest.approx(100)


def test_sensitivity_counts_the_persons_near_a_cut() -> None:
    scores = [44, 46, 47, 47, 60, 73, 74, 90]
    done = {one.key: one for one in band_sensitivity(scores, SUBJECT, count=3, low=20, high=100)}
    assert done["cut1+"].parameters["changed"] == 2  # cut 46.67 to 47.67: the two at 47
    assert done["cut1-"].parameters["changed"] == 1  # to 45.67: the one at 46
    assert done["cut2+"].parameters["changed"] == 1
    assert done["cut2-"].parameters["changed"] == 1
    assert done["all+"].value == pytest.approx(100 * 3 / 8)
    assert {"terciles", "stanines"} < set(done)
    assert "equal-width" not in done


def test_a_step_of_nothing_changes_nobody() -> None:
    done = band_sensitivity(np.arange(20, 101), SUBJECT, count=3, low=20, high=100, method="terciles", step=0.0)
    assert all(one.parameters["changed"] == 0 for one in done if "cut" in one.key or "all" in one.key)


def test_bands_of_the_sample_say_that_they_are_relative() -> None:
    assert RELATIVE in bands(np.arange(20, 101), SUBJECT, labels=THREE, low=20, high=100, method="terciles")[0].warnings


def test_persons_without_a_score_are_counted() -> None:
    done = bands([30, np.nan, 50], SUBJECT, labels=THREE, low=20, high=100)
    assert done[0].n == 2
    assert done[0].warnings[0].en == "Persons without a score: 1."


@pytest.mark.parametrize(
    ("scores", "how"),
    [
        ([], {}),
        ([np.nan], {}),
        ([5, 50], {}),
        ([50] * 9, {"method": "terciles"}),
        ([50] * 9, {"method": "stanines"}),
        ([50, 60], {"method": "cuts", "cuts": (70, 50)}),
        ([50, 60], {"method": "cuts", "cuts": (70,)}),
    ],
)
def test_not_assessable_is_said(scores: list, how: dict) -> None:
    for one in (
        *bands(scores, SUBJECT, labels=THREE, low=20, high=100, **how),
        *band_sensitivity(scores, SUBJECT, count=3, low=20, high=100, **how),
    ):
        assert one.value is None
        sound(one)


def test_no_levels() -> None:
    (one,) = bands([30], SUBJECT, labels=(), low=20, high=100)
    assert one.value is None
