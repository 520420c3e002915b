"""Blanks by item, and who has a score."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.missing_items import missing_by_item, scorable_persons
from yupay.analyse.numerics.item_scores import person_scores

HOLED = np.array([[1, 2, 3, 4], [np.nan, 2, 3, 4], [np.nan, np.nan, 3, 5], [np.nan] * 4])


def test_blanks_by_item() -> None:
    done = missing_by_item(HOLED, names(4), SUBJECT)
    assert [one.value for one in done] == [75.0, 50.0, 25.0, 25.0]
    assert [one.parameters["blank"] for one in done] == [3, 2, 1, 1]
    assert all(one.interval.low < one.value < one.interval.high for one in done)


def test_the_rule_of_blanks() -> None:
    assert person_scores(HOLED, "sum", 0.75) == pytest.approx([10, 12, np.nan, np.nan], nan_ok=True)
    assert person_scores(HOLED, "mean", 0.5) == pytest.approx([2.5, 3, 4, np.nan], nan_ok=True)
    one = scorable_persons(HOLED, names(4), SUBJECT, min_answered=0.75)
    assert one.value == 50.0
    about = one.parameters
    assert (about["scored"], about["complete"], about["filled"], about["nothing_answered"]) == (2, 1, 1, 1)
    assert (about["mean_rule"], about["mean_complete"]) == (11.0, 10.0)
    assert one.warnings[0].en.endswith(": 1.")


def test_without_blanks_the_rule_changes_nothing() -> None:
    one = scorable_persons(likert(50, 4), names(4), SUBJECT, min_answered=0.5)
    assert one.value == 100.0
    assert one.parameters["mean_rule"] == one.parameters["mean_complete"]
    assert one.warnings == ()


def test_nobody() -> None:
    for one in (*missing_by_item(np.zeros((0, 3)), names(3), SUBJECT), scorable_persons([], names(3), SUBJECT)):
        assert one.value is None
        sound(one)
