import numpy as np
import pytest

from yupay.analyse.model.linear import METHOD, linear_regression
from yupay.model.estimate import Estimate, Subject

pytest.importorskip("statsmodels")
SUBJECT = Subject(variables=("y", "x"), unit_of_analysis="person")
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def keyed(found: tuple[Estimate, ...]) -> dict[str, Estimate]:
    return {one.key: one for one in found}


def test_published_quartet() -> None:
    """Anscombe (1973): 3.00 + .500 x, error of the slope .118, R2 .667, F 17.99."""
    found = keyed(linear_regression(ANSCOMBE_Y, ANSCOMBE_X, ("x",), SUBJECT))
    assert found["intercept"].value == pytest.approx(3.0001, abs=0.00005)
    assert found["x"].value == pytest.approx(0.5001, abs=0.00005)
    assert found["x"].se == pytest.approx(0.1179, abs=0.00005)
    assert found["model"].value == pytest.approx(0.6665, abs=0.00005)
    assert found["model"].statistic == pytest.approx(17.99, abs=0.005)
    assert found["x"].parameters["beta"] ** 2 == pytest.approx(found["model"].value)
    assert found["x"].parameters["vif"] == pytest.approx(1.0)


def test_hc3_by_definition_and_covers_where_spread_grows() -> None:
    random = np.random.default_rng(1)
    x = random.standard_normal(80)
    y = 1 + 2 * x + x * random.standard_normal(80)
    one = keyed(linear_regression(y, x, ("x",), SUBJECT, errors="hc3"))["x"]
    design = np.column_stack([np.ones(80), x])
    inverse = np.linalg.inv(design.T @ design)
    residual = y - design @ (inverse @ design.T @ y)
    scaled = residual / (1 - np.einsum("ij,jk,ik->i", design, inverse, design))
    by_hand = inverse @ (design.T * scaled**2) @ design @ inverse
    assert one.se == pytest.approx(np.sqrt(by_hand[1, 1]))
    assert one.se > keyed(linear_regression(y, x, ("x",), SUBJECT))["x"].se


def test_scale_and_shift() -> None:
    x = np.random.default_rng(3).standard_normal((30, 2))
    y = x @ [1.0, -2.0] + np.random.default_rng(4).standard_normal(30)
    one, moved = (keyed(linear_regression(y, table, ("a", "b"), SUBJECT)) for table in (x, x * 1000 + 1e6))
    assert moved["a"].value * 1000 == pytest.approx(one["a"].value)
    assert moved["a"].statistic == pytest.approx(one["a"].statistic)
    assert moved["a"].parameters["beta"] == pytest.approx(one["a"].parameters["beta"])


@pytest.mark.parametrize(
    ("y", "x"),
    [
        ([], []),
        ([1, 2], [1, 2]),
        ([4] * 9, list(range(9))),
        (list(range(9)), [4] * 9),
        ([np.nan] * 9, list(range(9))),
        (list(range(9)), list(range(9))),
    ],
)
def test_not_assessable_is_said(y, x) -> None:
    (one,) = linear_regression(y, x, ("x",), SUBJECT)
    assert one.value is None
    assert one.method == METHOD.id
    assert one.warnings[-1].en.startswith("Not assessable")
