"""What repeats in a matrix is told once, and nothing that is printed is lost."""

from hypothesis import given
from hypothesis import strategies as st

from yupay.publish.repeats import LONG, spans

PASSAGE = "una definición larga que se repite en cada fila de la matriz " * 2


def test_leading_cells_that_repeat_are_told_once() -> None:
    rows = [("A", "a", "1", "x"), ("A", "b", "1", "x"), ("B", "b", "1", "x")]
    assert spans(rows) == ((2, 1, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1))


def test_a_cell_that_repeats_beside_another_that_does_not_is_printed() -> None:
    assert spans([("A", "same", "1", "x"), ("B", "same", "1", "x")])[1] == (1, 1, 1, 1)


def test_a_long_passage_is_told_once_wherever_it_stands() -> None:
    assert len(PASSAGE) > LONG
    assert spans([("A", PASSAGE), ("B", PASSAGE), ("C", "x")]) == ((1, 2), (1, 0), (1, 1))


@given(st.lists(st.lists(st.sampled_from(["a", "b", PASSAGE]), min_size=3, max_size=3), max_size=8))
def test_every_cell_is_covered_by_one_that_says_the_same(rows: list[list[str]]) -> None:
    made = spans(rows)
    for column in range(3):
        place = 0
        while place < len(rows):
            down = made[place][column]
            assert down >= 1
            assert all(rows[place + step][column] == rows[place][column] for step in range(down))
            assert all(made[place + step][column] == 0 for step in range(1, down))
            place += down
