import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import chi2

from yupay.analyse.model import core
from yupay.analyse.model.logistic import METHOD, logistic_regression
from yupay.model.estimate import Estimate, Subject

pytest.importorskip("statsmodels")
SUBJECT = Subject(variables=("failure", "temperature"), unit_of_analysis="flight")
TEMPERATURE = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
FAILED = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]


def keyed(found: tuple[Estimate, ...]) -> dict[str, Estimate]:
    return {one.key: one for one in found}


def log_likelihood(a: float, b: float) -> float:
    eta = a + b * np.array(TEMPERATURE, float)
    return float((np.array(FAILED) * eta - np.logaddexp(0.0, eta)).sum())


def test_published_rings_of_the_shuttle() -> None:
    """Dalal, Fowlkes and Hoadley (1989), 23 flights: 15.0429 (se 7.3786) and -.2322 (se .1082) per degree."""
    found = keyed(logistic_regression(FAILED, TEMPERATURE, ("temperature",), SUBJECT))
    assert found["intercept"].value == pytest.approx(15.0429, abs=0.00005)
    assert found["intercept"].se == pytest.approx(7.3786, abs=0.0005)
    assert found["temperature"].value == pytest.approx(-0.2322, abs=0.00005)
    assert found["temperature"].se == pytest.approx(0.1082, abs=0.00005)
    assert found["model"].statistic == pytest.approx(28.267 - 20.315, abs=0.001)


def test_the_ends_of_the_profile_lose_what_the_level_allows() -> None:
    found = keyed(logistic_regression(FAILED, TEMPERATURE, ("temperature",), SUBJECT))
    slope = found["temperature"]
    most = log_likelihood(found["intercept"].value, slope.value)
    for bound in (slope.interval.low, slope.interval.high):
        best = -minimize_scalar(lambda a, b=bound: -log_likelihood(a, b), bracket=(0.0, 30.0)).fun
        assert 2 * (most - best) == pytest.approx(chi2.ppf(0.95, 1), abs=1e-5)
    assert slope.interval.high < 0
    assert slope.interval.low + slope.interval.high < 2 * slope.value


def test_two_by_two_is_the_odds_ratio_of_the_table() -> None:
    x, y = np.array([(i, j) for i, j, n in ((0, 0, 10), (0, 1, 5), (1, 0, 4), (1, 1, 12)) for _ in range(n)], float).T
    one = keyed(logistic_regression(y, x, ("x",), SUBJECT, interval="wald"))["x"]
    assert one.parameters["odds_ratio"] == pytest.approx(10 * 12 / (5 * 4))
    assert one.se == pytest.approx(np.sqrt(1 / 10 + 1 / 5 + 1 / 4 + 1 / 12))


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 100), st.floats(-1000, 1000))
def test_scale_shift_and_a_mirror(scale: float, shift: float) -> None:
    one = keyed(logistic_regression(FAILED, TEMPERATURE, ("t",), SUBJECT))["t"]
    moved = keyed(logistic_regression(FAILED, np.array(TEMPERATURE) * scale + shift, ("t",), SUBJECT))["t"]
    turned = keyed(logistic_regression(1 - np.array(FAILED), TEMPERATURE, ("t",), SUBJECT))["t"]
    assert moved.value * scale == pytest.approx(one.value, rel=1e-6)
    assert moved.interval.low * scale == pytest.approx(one.interval.low, rel=1e-4)
    assert turned.value == pytest.approx(-one.value, rel=1e-6)
    assert turned.interval.low == pytest.approx(-one.interval.high, rel=1e-4)


@pytest.mark.parametrize(
    ("y", "x", "why"),
    [
        ([], [], "units"),
        ([0, 1], [1, 2], "units"),
        ([1] * 12, list(range(12)), "vary"),
        ([0, 1] * 6, [3] * 12, "vary"),
        ([np.nan] * 12, list(range(12)), "units"),
        ([0, 1, 2] * 4, list(range(12)), "values"),
        ([0] * 6 + [1] * 6, list(range(12)), "separation"),
        ([0] * 6 + [0, 1] + [1] * 4, [0] * 6 + [6, 6] + [7] * 4, "separation"),
    ],
)
def test_not_assessable_is_said(y, x, why: str) -> None:
    (one,) = logistic_regression(y, x, ("x",), SUBJECT)
    assert one.value is None
    assert one.method == METHOD.id
    assert one.warnings[-1].en.startswith("Not assessable")
    assert why in one.warnings[-1].en


def test_few_events_are_said() -> None:
    one = keyed(logistic_regression(FAILED, TEMPERATURE, ("t",), SUBJECT))["t"]
    assert one.warnings[-1].en.startswith("Few cases: 7")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yupay.analyse.model.core.find_spec", lambda name: None)
    (one,) = logistic_regression(FAILED, TEMPERATURE, ("t",), SUBJECT)
    assert one.value is None
    assert "needs the extra" in one.warnings[-1].en


def test_categories_become_columns() -> None:
    columns, names = core.treatment(["b", "a", None, "c", ""], "district")
    assert names == ("district=b / a", "district=c / a")
    assert columns[[0, 1, 3]].tolist() == [[1, 0], [0, 0], [0, 1]]
    assert np.isnan(columns[[2, 4]]).all()
    assert core.treatment([1.0, 2.0], "sex")[1] == ("sex=2 / 1",)
    assert core.treatment([], "sex")[0].shape[0] == 0


@given(st.integers(0, 500))
@settings(max_examples=40, deadline=None)
def test_separation_is_found_where_it_is_and_only_there(seed: int) -> None:
    """One column, by definition: the ranges of neighbouring categories touch at most at one value."""
    random = np.random.default_rng(seed)
    x, codes = random.integers(0, 6, 8).astype(float), random.integers(0, 3, 8)
    codes = np.unique(codes, return_inverse=True)[1]
    levels = int(codes.max()) + 1
    if levels < 2 or np.ptp(x) == 0:
        return
    rises, falls = (
        all(
            (s * x[codes <= j]).max() <= (s * x[codes > j]).min()
            for j in range(levels - 1)
        )
        for s in (1.0, -1.0)
    )  # fmt: skip
    assert core.separated(x[:, None], codes, levels) == (rises or falls)
