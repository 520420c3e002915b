"""KR-20 and KR-21 of right and wrong answers."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.kuder_richardson import MIXED, kr20, kr21


def test_kr20_over_n_is_alpha() -> None:
    items = (likert(90, 8) > 3).astype(float)
    one, same = kr20(items, names(8), SUBJECT), alpha(items, names(8), SUBJECT)
    assert one.value == pytest.approx(same.value)
    assert (one.interval.low, one.interval.high) == pytest.approx((same.interval.low, same.interval.high))


def test_the_other_divisor_is_larger_named_and_has_no_interval() -> None:
    items = (likert(25, 8) > 3).astype(float)
    one, two = (kr20(items, names(8), SUBJECT, divisor=d) for d in ("n", "n-1"))
    assert two.value > one.value
    assert two.parameters["other_divisor_value"] == one.value
    assert two.interval is None
    assert MIXED in two.warnings
    assert "n - 1" in two.quantity.en


def test_kr21_is_kr20_of_items_as_hard_as_each_other_and_never_above() -> None:
    items = (likert(200, 8) > 3).astype(float)
    assert kr21(items, names(8), SUBJECT).value <= kr20(items, names(8), SUBJECT).value
    same = np.array([[1.0, 0, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]])
    assert kr21(same, names(4), SUBJECT).value == pytest.approx(kr20(same, names(4), SUBJECT).value)


@pytest.mark.parametrize("items", [likert(30, 4), np.ones((9, 4)), np.zeros((0, 4)), np.full((9, 4), np.nan)])
def test_not_assessable_is_said(items: np.ndarray) -> None:
    for one in (kr20(items, names(4), SUBJECT), kr21(items, names(4), SUBJECT)):
        assert one.value is None
        sound(one)
