import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_spearman import X, Y

from yupay.analyse.numerics.correlation import t_of, t_tail
from yupay.analyse.relate.pearson import pearson
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="department")
NUMBERS = st.lists(st.floats(-1e3, 1e3).map(lambda v: round(v, 3)), min_size=6, max_size=20)


def test_printed_values_of_24_departments() -> None:
    one = pearson(X, Y, SUBJECT)
    assert one.value == pytest.approx(0.59955, abs=5e-6)
    assert one.p == pytest.approx(0.00196, abs=5e-6)


def test_published_pairs_of_r_and_n() -> None:
    """R-5a and R-5b: t and p that follow from a printed coefficient and n."""
    assert (t_of(0.078, 88), t_tail(t_of(0.078, 88), 88)) == pytest.approx((0.734, 0.465), abs=5e-4)
    assert t_of(0.755, 122) == pytest.approx(12.72, abs=5e-3)
    assert t_tail(t_of(0.755, 122), 122) == pytest.approx(4e-24, rel=0.1)


@given(NUMBERS, st.integers(0, 99))
def test_linear_changes_leave_it(values: list[float], seed: int) -> None:
    x, y = np.array(values), np.random.default_rng(seed).standard_normal(len(values))
    one, two = pearson(x, y, SUBJECT), pearson(2 * x + 8, -y, SUBJECT)
    if one.value is None:
        assert two.value is None
    else:
        assert two.value == pytest.approx(-one.value, abs=1e-7)
        assert pearson(y, x, SUBJECT).value == pytest.approx(one.value)


@pytest.mark.parametrize("values", [[1.0, 2.0, np.nan, 4.0], [2.0] * 9])
def test_not_assessable_is_said(values: list[float]) -> None:
    one = pearson(values, range(len(values)), SUBJECT)
    assert one.value is None
    assert one.warnings


@pytest.mark.parametrize("scale", [1e-250, 1e-120, 1.0, 1e120, 1e250])
def test_extreme_sizes_neither_overflow_nor_vanish(scale: float) -> None:
    x, y = np.random.default_rng(1).standard_normal((2, 20))
    assert pearson(x * scale, y, SUBJECT).value == pytest.approx(pearson(x, y, SUBJECT).value)
