"""Room for a name: in a square, in a crescent, in a strip; broken where its lines are most even."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.publish.maps.spots import LINES, SPILL, best, foldings

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)]
CRESCENT = [
    (0.0, 0.0),
    (100.0, 0.0),
    (100.0, 20.0),
    (30.0, 20.0),
    (30.0, 80.0),
    (100.0, 80.0),
    (100.0, 100.0),
    (0.0, 100.0),
]


def test_a_name_stands_in_the_middle_of_a_square() -> None:
    spot = best("Lince", [SQUARE], 10, 0.5)
    assert spot is not None and spot.lines == ("Lince",)
    assert spot.x == pytest.approx(50)


def test_a_name_stays_inside_a_crescent_whose_middle_is_outside() -> None:
    spot = best("Ate", [CRESCENT], 10, 0.5)
    assert spot is not None
    assert spot.y < 20 or spot.y > 80 or spot.x < 30


def test_a_hole_is_not_ground() -> None:
    hole = [(20.0, 20.0), (80.0, 20.0), (80.0, 80.0), (20.0, 80.0), (20.0, 20.0)]
    spot = best("Callao", [SQUARE, hole], 10, 0.5)
    assert spot is None or not (20 < spot.x < 80 and 20 < spot.y < 80)


def test_a_name_stands_in_the_part_that_is_seen() -> None:
    spot = best("Surco", [SQUARE], 10, 0.5, (0, 0, 40, 50))
    assert spot is not None and spot.x == pytest.approx(20) and spot.y < 50


def test_a_strip_takes_a_long_name_on_several_lines() -> None:
    strip = [(0.0, 0.0), (60.0, 0.0), (60.0, 200.0), (0.0, 200.0)]
    spot = best("Carmen de la Legua Reynoso", [strip], 10, 0.5)
    assert spot is not None and len(spot.lines) > 1
    assert " ".join(spot.lines) == "Carmen de la Legua Reynoso"


def test_what_does_not_fit_is_not_placed() -> None:
    assert best("San Juan de Lurigancho", [[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)]], 10, 0.5) is None


def test_lines_are_broken_where_they_are_most_even() -> None:
    assert foldings("San Juan de Miraflores")[1] == ("San Juan de", "Miraflores")
    assert len(foldings("a b c d e f g")) == LINES


@given(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=12), st.floats(4, 20))
def test_the_chosen_stretch_holds_the_name(name: str, size: float) -> None:
    spot = best(name, [SQUARE], size, 0.5)
    need = len(name) * size * 0.5
    assert (spot is not None) == (100 / need >= SPILL and size * 1.1 < 100)
    assert spot is None or spot.fit == pytest.approx(100 / need)
