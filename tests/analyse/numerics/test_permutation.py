import numpy as np
import pytest

from yupay.analyse.numerics import permutation


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7])
def test_every_arrangement_once(n: int) -> None:
    rows = permutation.arrangements(n)
    expected = int(np.prod(np.arange(1, n + 1)))
    assert rows.shape == (expected, n)
    assert len({tuple(row) for row in rows.tolist()}) == expected
    assert (np.sort(rows, axis=1) == np.arange(n)).all()


def test_shuffles_keep_the_values_and_the_seed_decides() -> None:
    values = np.array([0.0, 0.0, 1.5, 2.0, 9.0])
    first = np.vstack(list(permutation.shuffles(values, 50, seed=3)))
    again = np.vstack(list(permutation.shuffles(values, 50, seed=3)))
    assert first.shape == (50, 5)
    assert (np.sort(first, axis=1) == values).all()
    assert (first == again).all()
    assert (first != np.vstack(list(permutation.shuffles(values, 50, seed=4)))).any()


def test_as_far_counts_ties() -> None:
    statistics = np.array([-0.5, -0.2, 0.2, 0.5])
    assert permutation.as_far(statistics, 0.5, "two-sided") == 2
    assert permutation.as_far(statistics, 0.2, "greater") == 2
    assert permutation.as_far(statistics, -0.5, "less") == 1
