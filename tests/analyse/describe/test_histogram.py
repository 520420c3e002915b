"""Classes of round width after Sturges, and counts that lose nobody."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.describe.histogram import histogram, round_width
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="district", unit="complaint")


def test_forty_three_places_wish_for_seven_classes() -> None:
    found = histogram(SUBJECT, list(range(43)))
    assert [one.value for one in found] == [10, 10, 10, 10, 3]
    assert [one.parameters["low"] for one in found] == [0, 10, 20, 30, 40]
    assert found[0].id == "describe/x/district/histogram/class-1"
    assert math.ceil(1 + math.log2(43)) == 7


@pytest.mark.parametrize(("width", "taken_up"), [(0.3, 0.5), (1.0, 1.0), (2.1, 5.0), (6.0, 10.0), (171.4, 200.0)])
def test_widths_are_taken_up_to_round_ones(width: float, taken_up: float) -> None:
    assert round_width(width) == pytest.approx(taken_up)


@pytest.mark.parametrize("values", [[], [None, None], [3.0], [2.0, 2.0, 2.0], [math.nan, 1.0]])
def test_nothing_to_draw(values: list[float | None]) -> None:
    assert histogram(SUBJECT, values) == ()


@given(st.lists(st.integers(-(10**6), 10**6).map(lambda n: n / 8) | st.none(), max_size=60))
def test_nobody_is_lost(values: list[float | None]) -> None:
    found, known = histogram(SUBJECT, values), [v for v in values if v is not None]
    if not found:
        assert len(set(known)) < 2
        return
    assert sum(one.value or 0 for one in found) == len(known) == found[0].n
    for one in found:
        low, high = one.parameters["low"], one.parameters["high"]
        assert one.value == np.sum([low <= v < high for v in known])
