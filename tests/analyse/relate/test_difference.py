import numpy as np
import pytest

from yupay.analyse.relate.difference import difference
from yupay.analyse.relate.pearson import pearson
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "z", "y"), unit_of_analysis="district")
RANDOM = np.random.default_rng(12)
Y, Z = RANDOM.standard_normal((2, 66))
X = Y + RANDOM.standard_normal(66)


def orthogonal(r_xy: float, r_zy: float, r_xz: float, n: int) -> np.ndarray:
    """x, z, y with exactly these correlations."""
    basis = np.linalg.qr(np.column_stack([np.ones(n), np.random.default_rng(1).standard_normal((n, 3))]))[0][:, 1:]
    return (basis @ np.linalg.cholesky([[1, r_xz, r_xy], [r_xz, 1, r_zy], [r_xy, r_zy, 1]]).T).T


def test_published_example_of_zou() -> None:
    one = difference(*orthogonal(0.396, 0.179, 0.088, 66), SUBJECT)
    assert one.value == pytest.approx(0.217)
    assert (one.interval.low, one.interval.high) == pytest.approx((-0.093, 0.517), abs=5e-4)


def test_difference_of_the_two_coefficients() -> None:
    one = difference(X, Z, Y, SUBJECT)
    assert one.value == pytest.approx(pearson(X, Y, SUBJECT).value - pearson(Z, Y, SUBJECT).value)
    turned = difference(Z, X, Y, SUBJECT)
    assert turned.value == pytest.approx(-one.value)
    assert turned.p == pytest.approx(one.p)
    assert turned.interval.low == pytest.approx(-one.interval.high)


def test_residuals_count_fewer_units() -> None:
    columns = [column - column.mean() for column in (X, Z, Y)]
    wide, narrow = difference(*columns, SUBJECT, columns=4), difference(X, Z, Y, SUBJECT)
    assert wide.value == pytest.approx(narrow.value)
    assert wide.interval.low < narrow.interval.low
    assert wide.interval.high > narrow.interval.high


def test_the_same_variable_twice_does_not_differ() -> None:
    one = difference(X, X, Y, SUBJECT)
    assert one.value == 0
    assert one.p == 1
    apart = difference(X, Z, Y, SUBJECT).interval
    assert one.interval.low <= 0 <= one.interval.high
    assert one.interval.high - one.interval.low < 0.3 * (apart.high - apart.low)


def test_size_when_both_are_equally_strong() -> None:
    random, rejected = np.random.default_rng(3), 0
    for _ in range(400):
        y, a, b = random.standard_normal((3, 43))
        rejected += difference(0.5 * y + a, 0.5 * y + b, y, SUBJECT).p < 0.05
    assert 0.025 <= rejected / 400 <= 0.08


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], [5.0] * 20])
def test_not_assessable_is_said(values: list[float]) -> None:
    one = difference(values, range(len(values)), range(len(values)), SUBJECT)
    assert one.value is None
    assert one.warnings
