import numpy as np
import pytest

from yupay.analyse.numerics import weights


def test_rows_sum_to_one_and_islands_to_zero() -> None:
    matrix = weights.row_standardised(5, weights.as_pairs([(0, 1), (1, 2), (0, 2), (2, 3)])).toarray()
    assert matrix.sum(1) == pytest.approx([1, 1, 1, 1, 0])
    assert matrix[2] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3, 0])
    assert weights.islands(5, weights.as_pairs([(0, 1), (1, 2), (0, 2), (2, 3)])) == 1


def test_among_renumbers_the_kept_units() -> None:
    kept = weights.among(weights.as_pairs([(0, 1), (1, 2), (2, 3)]), np.array([True, False, True, True]))
    assert kept.tolist() == [[1, 2]]


def test_no_pairs() -> None:
    assert weights.row_standardised(3, weights.as_pairs([])).toarray().sum() == 0
    assert weights.among(weights.as_pairs([]), np.ones(3, bool)).shape == (0, 2)


def test_distances() -> None:
    assert weights.distances(np.array([[0.0, 0.0], [3.0, 4.0]])) == pytest.approx(np.array([[0, 5], [5, 0]]))
