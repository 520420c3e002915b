"""The plane on paper: nothing stretched, north up, nothing outside the frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.cube import Boundary
from yupay.publish.maps.outline import Fit, bounds, meets

PLANE = st.floats(-1e6, 1e6)
SIDES = st.floats(1, 1e6)


@given(PLANE, PLANE, SIDES, SIDES, st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_the_box_falls_inside_the_frame(
    x: float, y: float, width: float, height: float, across: float, up: float
) -> None:
    fit = Fit((x, y, x + width, y + height), (10, 20, 400, 300))
    left, top = fit.place(x + across * width, y + up * height)
    assert 10 - 1e-3 <= left <= 410 + 1e-3
    assert 20 - 1e-3 <= top <= 320 + 1e-3


def test_north_is_up_and_lengths_keep_their_ratio() -> None:
    fit = Fit((0, 0, 2, 1), (0, 0, 100, 100))
    assert fit.place(0, 1)[1] < fit.place(0, 0)[1]
    assert fit.place(1, 0)[0] - fit.place(0, 0)[0] == pytest.approx(fit.place(0, 0)[1] - fit.place(0, 1)[1])
    assert fit.bottom == 50


def test_a_square_is_written_as_relative_steps_and_closed() -> None:
    square = Boundary(key="1", rings=(((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),), centroid=(0.5, 0.5))
    assert Fit((0, 0, 1, 1), (0, 0, 10, 10)).path(square) == "M0 10l10 0 0 -10 -10 0 0 10z"


def test_a_place_smaller_than_a_step_draws_nothing() -> None:
    speck = Boundary(key="1", rings=(((0, 0), (1e-9, 0), (0, 1e-9), (0, 0)),), centroid=(0, 0))
    assert Fit((0, 0, 1, 1), (0, 0, 10, 10)).path(speck) == ""


def test_boxes_and_meeting() -> None:
    square = Boundary(key="1", rings=(((0, 0), (1, 0), (1, 1), (0, 0)),), centroid=(0.5, 0.5))
    assert bounds((square,)) == (0, 0, 1, 1)
    assert meets(square, (0.5, 0.5, 2, 2))
    assert not meets(square, (1.5, 0, 2, 1))
