"""Polyserial and biserial: closed forms, recovery, errors of repeated samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import norm

from yupay.analyse.relate.polyserial import (
    BISERIAL,
    METHOD,
    biserial,
    maximum_likelihood,
    polyserial,
    two_step,
)
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")


def drawn(rho: float, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    x, e = np.random.default_rng(seed).standard_normal((2, n))
    return 10 + 3 * x, np.digitize(rho * x + np.sqrt(1 - rho**2) * e, [-1.0, 0.0, 1.2])


@pytest.mark.parametrize("rho", [-0.6, 0.0, 0.4, 0.8])
def test_estimators_find_the_latent_correlation(rho: float) -> None:
    x, y = drawn(rho, 200_000, 1)
    for estimator in ("two-step", "maximum-likelihood"):
        assert polyserial(x, y, SUBJECT, estimator=estimator).value == pytest.approx(rho, abs=0.01)


def test_errors_are_those_of_repeated_samples() -> None:
    for fit in (two_step, maximum_likelihood):
        runs = [fit(*drawn(0.5, 400, seed), 4) for seed in range(400)]
        assert np.mean([se for _, se in runs]) == pytest.approx(np.std([rho for rho, _ in runs]), rel=0.1)


def test_nothing_near_is_more_likely() -> None:
    x, y = drawn(0.4, 500, 2)
    z = (x - x.mean()) / x.std()
    rho, _ = maximum_likelihood(x, y, 4)
    best = max(_profile(z, y, at) for at in np.linspace(rho - 0.02, rho + 0.02, 81))
    assert _profile(z, y, rho) == pytest.approx(best, abs=1e-3)


def _profile(z: np.ndarray, y: np.ndarray, rho: float) -> float:
    """log L at rho, cuts moved to their best one by one."""
    from scipy.optimize import minimize

    s = np.sqrt(1 - rho**2)

    def minus(cuts: np.ndarray) -> float:
        edges = np.concatenate([[-40], np.sort(cuts), [40]])
        p = norm.cdf((edges[y + 1] - rho * z) / s) - norm.cdf((edges[y] - rho * z) / s)
        return -float(np.log(np.maximum(p, 1e-300)).sum())

    start = ndtri(np.cumsum(np.bincount(y))[:-1] / y.size)
    return -minimize(minus, start, method="BFGS").fun


def test_biserial_is_the_textbook_formula() -> None:
    x, y = drawn(0.5, 300, 3)
    above = y > 1
    p = above.mean()
    by_hand = (x[above].mean() - x[~above].mean()) * p * (1 - p) / (norm.pdf(ndtri(p)) * x.std(ddof=1))
    one = biserial(x, above, SUBJECT)
    assert one.value == pytest.approx(by_hand)
    assert one.method == BISERIAL.id


@given(st.integers(0, 200), st.floats(0.1, 50), st.floats(-100, 100))
def test_scale_of_x_does_not_count_and_its_sign_turns(seed: int, scale: float, shift: float) -> None:
    x, y = drawn(0.4, 60, seed)
    for method in (polyserial, lambda a, b, s: biserial(a, b > 1, s)):
        one, two, three = method(x, y, SUBJECT), method(scale * x + shift, y, SUBJECT), method(-x, y, SUBJECT)
        if one.value is None:
            continue
        assert two.value == pytest.approx(one.value, abs=1e-9)
        assert three.value == pytest.approx(-one.value, abs=1e-9)


def test_missing_values_are_left_out_and_unused_categories_closed_up() -> None:
    x, y = drawn(0.4, 80, 5)
    one = polyserial(x, y, SUBJECT, y_categories=[-1, 0, 1, 2, 3, 9])
    assert one.value == pytest.approx(polyserial(x, y, SUBJECT).value)
    holed = [None, *x[1:]]
    two = polyserial(holed, y, SUBJECT)
    assert two.n == 79 and two.warnings[0].en.endswith("there: 1.")


def test_data_that_are_not_cut_normals_are_refused() -> None:
    one = polyserial([0, 0, 0, 0, 100, 100], [1, 1, 1, 1, 2, 2], SUBJECT)
    assert one.value is None and "outside -1 to 1" in one.warnings[-1].en
    two = polyserial([1, 2, 3, 4, 5, 6], [1, 1, 1, 2, 2, 2], SUBJECT, estimator="maximum-likelihood")
    assert two.value is None and "likelihood rises" in two.warnings[-1].en


@pytest.mark.parametrize("method", [polyserial, biserial])
@pytest.mark.parametrize(
    ("x", "y"),
    [([], []), ([5.0] * 6, [1, 2] * 3), (range(6), [1] * 6), ([None] * 5, [1, 2, 1, 2, 1]), ([1, 2], [1, 2])],
)
def test_not_assessable_is_said(method, x, y) -> None:
    one = method(x, y, SUBJECT)
    assert one.value is None and one.p is None
    assert one.warnings[-1].en.startswith("Not assessable")


def test_three_categories_are_not_two() -> None:
    x, y = drawn(0.4, 80, 6)
    assert "exactly two" in biserial(x, y, SUBJECT).warnings[-1].en
    assert polyserial(x, y, SUBJECT).method == METHOD.id
