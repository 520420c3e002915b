"""Coefficients against the sums over all pairs that define them, and their slopes against small steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.survey import ordinal_coefficients as oc
from yupay.analyse.survey.ordinal_moments import pairs_of_points, shares, sums_by

SIGNED = {
    "gamma": oc.GAMMA,
    "tau_b": oc.TAU_B,
    "y_given_x": oc.SOMERS_Y,
    "x_given_y": oc.SOMERS_X,
    "spearman": oc.SPEARMAN,
}
SEEDS = st.integers(0, 10_000)


def by_pairs(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> dict[str, float]:
    """Slow and plain: all pairs, and the correlation of weighted mid-ranks."""
    a, b, both = np.sign(x[:, None] - x), np.sign(y[:, None] - y), np.outer(w, w)
    more = (both * a * b).sum()
    apart_x, apart_y = (both * a * a).sum(), (both * b * b).sum()
    ranks = [[w[v < one].sum() + w[v == one].sum() / 2 for one in v] for v in (x, y)]
    spread = np.cov(ranks, aweights=w)
    return {
        "gamma": more / (both * abs(a * b)).sum(),
        "tau_b": more / np.sqrt(apart_x * apart_y),
        "y_given_x": more / apart_x,
        "x_given_y": more / apart_y,
        "spearman": spread[0, 1] / np.sqrt(spread[0, 0] * spread[1, 1]),
    }


def answers(seed: int, n: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.integers(0, 4, n)
    y = np.clip(x + random.integers(-2, 3, n), 0, 4)
    return np.r_[x, 0, 3], np.r_[y, 0, 4], random.uniform(0.5, 3.0, n + 2)


def table_of(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    return shares(sums_by(x * 5 + y, w, 20).reshape(4, 5), 2)


@given(SEEDS)
def test_tables_points_and_pairs_agree(seed: int) -> None:
    x, y, w = answers(seed)
    slow = by_pairs(x, y, w)
    for name, coefficient in SIGNED.items():
        table = coefficient.of_table(table_of(x, y, w))
        points = coefficient.of_points(x, np.unique(y, return_inverse=True)[1], shares(w, 1))
        assert float(table.value) == pytest.approx(slow[name], abs=1e-12)
        assert float(points.value) == pytest.approx(slow[name], abs=1e-12)
        assert np.abs(table.slope[x, y] - points.slope).max() < 1e-11


@pytest.mark.parametrize("name", [*SIGNED, "phi2"])
def test_slopes_are_derivatives(name: str) -> None:
    p = table_of(*answers(7)) + 0.002
    p = p / p.sum()
    function = oc.phi_square if name == "phi2" else SIGNED[name].of_table
    steps = np.zeros_like(p)
    for cell in np.ndindex(p.shape):
        step = np.zeros_like(p)
        step[cell] = 1e-6
        steps[cell] = (function(p + step).value - function(p - step).value) / 2e-6
    assert np.abs(steps - function(p).slope).max() < 1e-8


@given(SEEDS)
def test_slopes_add_up_to_nothing(seed: int) -> None:
    p = table_of(*answers(seed))
    for coefficient in SIGNED.values():
        assert abs((p * coefficient.of_table(p).slope).sum()) < 1e-12
    assert abs((p * oc.phi_square(p).slope).sum()) < 1e-12


@given(SEEDS)
def test_turning_one_answer_turns_the_sign(seed: int) -> None:
    p = table_of(*answers(seed))
    for coefficient in SIGNED.values():
        assert float(coefficient.of_table(p[:, ::-1]).value) == pytest.approx(-float(coefficient.of_table(p).value))


def test_many_weights_at_once_are_many_times_one() -> None:
    x, y, w = answers(3)
    several = np.stack([shares(w, 1), shares(w**2, 1)])
    for coefficient in SIGNED.values():
        both = coefficient.of_points(x, y, several)
        for index in range(2):
            alone = coefficient.of_points(x, y, several[index])
            assert both.value[index] == pytest.approx(float(alone.value), abs=1e-14)
            assert np.abs(both.slope[index] - alone.slope).max() < 1e-12


def test_pairs_of_distinct_values() -> None:
    random = np.random.default_rng(5)
    x, y = random.permutation(301), random.permutation(301)
    found = pairs_of_points(x, y, np.full(301, 1 / 301))
    agree = (np.sign(x[:, None] - x) * np.sign(y[:, None] - y) > 0).mean()
    assert float(found.totals[0]) == pytest.approx(agree, abs=1e-12)
    assert float(found.totals[0] + found.totals[1]) == pytest.approx(300 / 301, abs=1e-12)


def test_a_table_of_one_row_has_no_coefficient() -> None:
    one = np.zeros((3, 3))
    one[1] = (0.2, 0.5, 0.3)
    for name in ("gamma", "tau_b", "y_given_x", "spearman"):
        assert np.isnan(SIGNED[name].of_table(one).value), name
    assert float(oc.SOMERS_X.of_table(one).value) == 0.0
