import time

import numpy as np
import pytest
from made_up_map import MAP, PAIRS, POINTS, POPULATION, SUBJECT, WHITENER, N, X, Y

from yupay.analyse.numerics import area, correlation, ranks, whitening
from yupay.analyse.relate.difference import difference
from yupay.analyse.spatial.area_whitened import area_whitened, whitened_residuals


def test_degrees_of_freedom_interval_and_record() -> None:
    one = area_whitened(X, Y, WHITENER, SUBJECT)
    assert one.df == N - 4 - 1
    assert one.statistic == pytest.approx(one.value * np.sqrt(one.df / (1 - one.value**2)))
    half = np.arctanh(one.interval.high) - np.arctanh(one.value)
    assert half == pytest.approx(1.959964 / np.sqrt(N - 4 - 3), rel=1e-6)
    assert one.parameters["fisher_se"] == pytest.approx(1 / np.sqrt(N - 7))
    assert one.parameters["controls"] == "log population"
    assert one.parameters["islands"] == 1
    assert one.assumptions[0].held is (
        min(one.parameters["residual_moran_p_x"], one.parameters["residual_moran_p_y"]) >= 0.05
    )
    assert one.id == "relate/x~y/district/area-whitened"


def test_only_order_counts() -> None:
    one, two = area_whitened(X, Y, WHITENER, SUBJECT), area_whitened(X**3, np.exp(Y), WHITENER, SUBJECT)
    assert two.value == pytest.approx(one.value, abs=1e-12)
    assert two.p == pytest.approx(one.p)


def test_symmetry_and_sign() -> None:
    one, swapped, turned = (area_whitened(*pair, WHITENER, SUBJECT) for pair in ((X, Y), (Y, X), (X, -Y)))
    assert swapped.value == pytest.approx(one.value, abs=1e-12)
    assert turned.value == pytest.approx(-one.value, abs=1e-9)
    assert turned.p == pytest.approx(one.p)
    greater, less = (area_whitened(X, Y, WHITENER, SUBJECT, alternative=side).p for side in ("greater", "less"))
    assert greater + less == pytest.approx(1)
    assert min(greater, less) == pytest.approx(one.p / 2)


def test_the_order_of_districts_does_not_matter() -> None:
    order = np.random.default_rng(3).permutation(N)
    place = np.argsort(order)
    moved = area.area(POINTS[order], [(place[i], place[j]) for i, j in PAIRS], POPULATION[order])
    one, two = (
        area_whitened(X, Y, WHITENER, SUBJECT),
        area_whitened(X[order], Y[order], whitening.prepare(moved), SUBJECT),
    )
    assert two.value == pytest.approx(one.value, abs=1e-9)
    assert two.parameters["family_x"] == one.parameters["family_x"]
    assert two.parameters["residual_moran_p_y"] == pytest.approx(one.parameters["residual_moran_p_y"])


def test_moving_scaling_and_turning_the_map_does_not_matter() -> None:
    turn = np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]])
    moved = whitening.prepare(area.area(1_000 * POINTS @ turn + 8e6, PAIRS, POPULATION * 2 + 5))
    assert area_whitened(X, Y, moved, SUBJECT).value == pytest.approx(
        area_whitened(X, Y, WHITENER, SUBJECT).value, abs=1e-8
    )


def test_without_dependence_it_is_the_partial_correlation_of_normal_scores() -> None:
    alone = whitening.prepare(area.area(POINTS, [], POPULATION), families=("sar",))
    design = np.column_stack([np.ones(N), POINTS, POPULATION])
    left = correlation.residuals(ranks.normal_scores(np.vstack([X, Y])), design)
    one = area_whitened(X, Y, alone, SUBJECT)
    assert one.value == pytest.approx(float(correlation.cosine(*left)), abs=1e-12)
    assert one.parameters["rho_x"] == 0
    assert one.parameters["residual_moran_p_x"] is None
    assert one.assumptions[0].held is None


def test_missing_values_restrict_the_map() -> None:
    holed = np.where(np.isin(np.arange(N), [3, 17]), np.nan, X)
    rest = np.isfinite(holed)
    one = area_whitened(holed, Y, WHITENER, SUBJECT)
    same = area_whitened(X[rest], Y[rest], whitening.prepare(area.restrict(MAP, rest)), SUBJECT)
    assert one.n == N - 2
    assert one.value == pytest.approx(same.value)
    assert one.warnings[0].en.endswith("there: 2.")


@pytest.mark.parametrize(
    ("x", "begins"),
    [
        (np.full(N, 3.0), "Not assessable: one of the variables does not vary"),
        (np.where(np.arange(N) < 3, X, np.nan), "Not assessable: units with data, 3;"),
        (np.full(N, np.nan), "Not assessable: units with data, 0;"),
    ],
)
def test_not_assessable_is_said(x: np.ndarray, begins: str) -> None:
    one = area_whitened(x, Y, WHITENER, SUBJECT)
    assert one.value is None
    assert one.p is None
    assert one.warnings[-1].en.startswith(begins)


def test_a_variable_that_the_mean_explains_is_not_assessable() -> None:
    scores = ranks.normal_scores(X)
    explained = whitening.prepare(area.area(POINTS, PAIRS, scores))
    assert "account for" in area_whitened(X, Y, explained, SUBJECT).warnings[-1].en


def test_whitened_residuals_give_the_same_coefficient_and_its_difference() -> None:
    control = np.random.default_rng(8).standard_normal(N)
    residuals, columns = whitened_residuals([X, control, Y], WHITENER)
    one = difference(*residuals, SUBJECT, columns=columns)
    assert one.parameters["r_xy"] == pytest.approx(area_whitened(X, Y, WHITENER, SUBJECT).value)
    assert one.parameters["r_zy"] == pytest.approx(area_whitened(control, Y, WHITENER, SUBJECT).value)
    assert one.parameters["columns"] == 4


def test_a_large_map_is_quick_and_says_what_it_left_out() -> None:
    n = 1_900
    random = np.random.default_rng(1)
    pairs = [(i, i + step) for step in (1, 43, 44) for i in range(n - step)]
    started = time.process_time()
    whole = area.area(random.uniform(size=(n, 2)), pairs, random.standard_normal(n))
    one = area_whitened(*random.standard_normal((2, n)), whitening.prepare(whole), SUBJECT)
    assert time.process_time() - started < 15
    assert abs(one.value) < 0.1
    assert "only the autoregression" in one.warnings[0].en


def test_one_test_is_quick_once_the_map_is_prepared() -> None:
    started = time.process_time()
    for _ in range(50):
        area_whitened(X, Y, WHITENER, SUBJECT)
    assert (time.process_time() - started) / 50 < 0.02
