import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from yupay.analyse.model import core
from yupay.analyse.model.ordinal_regression import METHOD, ordinal_regression
from yupay.model.estimate import Estimate, Subject

pytest.importorskip("statsmodels")
SUBJECT = Subject(variables=("answer", "x"), unit_of_analysis="person")
TONSILS = {(1, 0): 19, (1, 1): 29, (1, 2): 24, (0, 0): 497, (0, 1): 560, (0, 2): 269}


def keyed(found: tuple[Estimate, ...]) -> dict[str, Estimate]:
    return {one.key: one for one in found}


def tonsils() -> tuple[np.ndarray, np.ndarray]:
    carrier, size = np.array([pair for pair, count in TONSILS.items() for _ in range(count)], float).T
    return size, carrier


def sample(n: int, seed: int, slope: float = 0.8) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.standard_normal((n, 2))
    latent = slope * x[:, 0] + random.logistic(size=n)
    return np.digitize(latent, [-1.0, 0.5, 1.5]).astype(float), x


def test_published_size_of_tonsils() -> None:
    """McCullagh (1980): 1,398 children, carriers of a bacterium against not; slope .603, error about .23."""
    size, carrier = tonsils()
    found = keyed(ordinal_regression(size, carrier, ("carrier",), SUBJECT))
    assert found["carrier"].value == pytest.approx(0.603, abs=0.001)
    assert found["carrier"].se == pytest.approx(0.227, abs=0.003)
    assert found["carrier"].parameters["odds_ratio"] == pytest.approx(np.exp(found["carrier"].value))
    assert found["carrier"].unit == "log odds"
    assert found["proportional-odds"].df == 1
    assert found["proportional-odds"].p > 0.3


def test_the_cuts_are_the_fitted_shares_at_zero() -> None:
    size, carrier = tonsils()
    found = keyed(ordinal_regression(size, carrier, ("carrier",), SUBJECT))
    share = expit(found["0|1"].value)
    assert share == pytest.approx(497 / 1326, abs=0.01)


def test_the_slope_is_that_of_the_gradient_at_zero() -> None:
    """The score equations hold at the estimate: sums of x (F_upper - (1 - F_lower)) vanish."""
    y, x = sample(300, 1)
    found = ordinal_regression(y, x, ("a", "b"), SUBJECT)
    slopes = np.array([one.value for one in found[:2]])
    cuts = np.array([-np.inf, *(one.value for one in found[2:5]), np.inf])
    upper, lower = expit(cuts[y.astype(int) + 1] - x @ slopes), expit(cuts[y.astype(int)] - x @ slopes)
    assert x.T @ (upper + lower - 1.0) == pytest.approx([0.0, 0.0], abs=1e-4)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.floats(0.01, 100), st.floats(-1000, 1000))
def test_scale_shift_and_a_mirror(seed: int, scale: float, shift: float) -> None:
    y, x = sample(150, seed)
    one = ordinal_regression(y, x, ("a", "b"), SUBJECT)
    moved = ordinal_regression(y, x * scale + shift, ("a", "b"), SUBJECT)
    turned = ordinal_regression(-y, x, ("a", "b"), SUBJECT)
    assert moved[0].value * scale == pytest.approx(one[0].value, rel=1e-3, abs=1e-4)
    assert moved[0].statistic == pytest.approx(one[0].statistic, rel=1e-2, abs=1e-3)
    assert turned[0].value == pytest.approx(-one[0].value, rel=1e-3, abs=1e-4)


def test_profile_and_wald_are_near_in_a_large_sample() -> None:
    y, x = sample(400, 3)
    wald, profile = (ordinal_regression(y, x, ("a", "b"), SUBJECT, interval=how)[0] for how in ("wald", "profile"))
    assert profile.interval.low == pytest.approx(wald.interval.low, abs=0.02)
    assert profile.interval.high == pytest.approx(wald.interval.high, abs=0.02)
    assert profile.interval.method == core.PROFILE


def test_one_column_has_a_profile_too() -> None:
    size, carrier = tonsils()
    one = ordinal_regression(size, carrier, ("carrier",), SUBJECT, interval="profile")[0]
    assert one.interval.low < one.value < one.interval.high


def test_brant_holds_its_level_and_sees_a_slope_that_turns() -> None:
    rejected = 0
    for seed in range(60):
        check = keyed(ordinal_regression(*sample(300, seed), ("a", "b"), SUBJECT))["proportional-odds"]
        rejected += check.p < 0.05
    assert rejected <= 9
    random = np.random.default_rng(2)
    x = random.standard_normal(800)
    y = (random.random(800) < expit(1.0 + 1.5 * x)) + (random.random(800) < expit(-1.0)) * 1.0
    found = keyed(ordinal_regression(y, x, ("x",), SUBJECT))
    assert found["proportional-odds"].p < 0.001
    assert found["x"].assumptions[1].held is False


@pytest.mark.parametrize(
    ("y", "x", "why"),
    [
        ([], [], "units"),
        ([1, 2], [1, 2], "units"),
        ([1] * 20, list(range(20)), "vary"),
        ([1, 2] * 10, list(range(20)), "categories"),
        ([1, 2, 3, 4] * 5, [7] * 20, "vary"),
        ([np.nan] * 20, list(range(20)), "units"),
        ([1] * 7 + [2] * 7 + [3] * 6, list(range(20)), "separation"),
        (list(range(40)), list(range(40)), "values"),
    ],
)
def test_not_assessable_is_said(y, x, why: str) -> None:
    (one,) = ordinal_regression(y, x, ("x",), SUBJECT)
    assert one.value is None
    assert one.method == METHOD.id
    assert one.warnings[-1].en.startswith("Not assessable")
    assert why in one.warnings[-1].en


def test_a_column_twice() -> None:
    y, x = sample(60, 2)
    (one,) = ordinal_regression(y, x[:, [0, 0]], ("a", "again"), SUBJECT)
    assert "exact function" in one.warnings[-1].en


def test_part_of_the_categories_separated_at_one_cut_leaves_the_check_open() -> None:
    random = np.random.default_rng(5)
    x = random.integers(0, 2, 200).astype(float)
    y = np.where(x == 1, random.integers(1, 3, 200), random.integers(0, 3, 200)).astype(float)
    found = keyed(ordinal_regression(y, x, ("x",), SUBJECT))
    assert found["x"].value > 0
    assert found["proportional-odds"].value is None
    assert found["x"].assumptions[1].held is None


def test_names_and_columns_must_match() -> None:
    with pytest.raises(ValueError, match="names"):
        ordinal_regression([1, 2, 3], [[1, 2], [2, 3], [3, 4]], ("a",), SUBJECT)
