import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.relate.distribution import MARDIA_METHOD, METHOD, distribution, mardia
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="person", unit="point")
MANUAL = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7]


def found(values) -> dict[str, Estimate]:
    return {one.key: one for one in distribution(values, SUBJECT)}


def test_published_skewness_and_kurtosis() -> None:
    """The example of a spreadsheet's manual for both functions: .359543 and -.151800 (G1 and G2)."""
    shape = found(MANUAL)
    assert shape["skewness"].value == pytest.approx(0.359543, abs=1e-6)
    assert shape["kurtosis"].value == pytest.approx(-0.1517996, abs=1e-6)
    assert shape["skewness"].se == pytest.approx(0.687, abs=0.0005)
    assert shape["kurtosis"].se == pytest.approx(1.334, abs=0.0005)


def test_trimmed_mean_and_median_absolute_deviation_by_hand() -> None:
    shape = found([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
    assert shape["trimmed_mean"].value == pytest.approx(5.5)
    assert shape["mad"].value == pytest.approx(2.5 * 1.4826)
    assert shape["mean"].se == pytest.approx(shape["sd"].value / np.sqrt(10))
    assert shape["mean"].unit == "point"
    assert shape["skewness"].unit == "point" or shape["skewness"].unit == "coefficient"


@given(st.lists(st.integers(-20, 20), min_size=5, max_size=30), st.integers(1, 9), st.integers(-50, 50))
def test_place_and_size_do_not_matter_and_a_mirror_turns_the_sign(values, scale, shift) -> None:
    if len(set(values)) < 2:
        return
    one, moved, turned = found(values), found(np.array(values) * scale + shift), found(-np.array(values))
    for key in ("skewness", "kurtosis"):
        assert moved[key].value == pytest.approx(one[key].value, abs=1e-8)
    assert turned["skewness"].value == pytest.approx(-one["skewness"].value, abs=1e-8)


@pytest.mark.parametrize("values", [[], [np.nan, np.nan], [2.0], [1, 2], [1, 2, 3], [4] * 9])
def test_not_assessable_is_said(values) -> None:
    for key, one in found(values).items():
        assert one.method == METHOD.id
        if key in {"skewness", "kurtosis"} or one.value is None:
            assert one.value is None
            assert one.warnings[-1].en.startswith("Not assessable")


def test_mardia_of_one_variable_is_the_square_of_its_skewness() -> None:
    values = np.array(MANUAL, float)
    skewness, kurtosis = mardia(values[:, None], SUBJECT)
    shape = found(values)
    assert skewness.value == pytest.approx(shape["skewness"].parameters["type_3"] ** 2)
    assert kurtosis.value == pytest.approx(shape["kurtosis"].parameters["type_3"] + 3.0)


def test_mardia_does_not_see_a_turn_of_the_axes_and_holds_its_level() -> None:
    random = np.random.default_rng(2)
    table = random.exponential(size=(80, 3))
    turned = table @ random.standard_normal((3, 3)) + 4.0
    for one, other in zip(mardia(table, SUBJECT), mardia(turned, SUBJECT), strict=True):
        assert other.value == pytest.approx(one.value)
    p = np.array([[one.p for one in mardia(random.standard_normal((200, 2)), SUBJECT)] for _ in range(300)])
    assert (p < 0.05).mean(axis=0).max() < 0.09


@pytest.mark.parametrize(
    "table", [np.zeros((0, 2)), [[1, 2], [2, 1]], [[1, 2]] * 20, [[float(i), 2.0 * i] for i in range(20)]]
)
def test_mardia_not_assessable(table) -> None:
    for one in mardia(table, SUBJECT):
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")
        assert one.method == MARDIA_METHOD.id
