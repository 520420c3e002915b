import time

import numpy as np
import pytest
from made_up_map import SUBJECT, WHITENER, N, X, Y

from yupay.analyse.numerics import area, whitening
from yupay.analyse.spatial.simulate import QUANTITIES, simulate


@pytest.fixture(scope="module")
def results() -> dict[str, object]:
    return {one.key: one for one in simulate(X, Y, WHITENER, SUBJECT, seed=1, draws=1_500)}


def test_four_results_with_their_ids(results: dict) -> None:
    assert list(results) == list(QUANTITIES)
    assert results["critical-value"].id == "relate/x~y/district/simulation/critical-value"
    assert all(one.seed == 1 and one.n == N for one in results.values())


def test_critical_value_is_near_the_analytic_one(results: dict) -> None:
    one = results["critical-value"]
    assert one.value == pytest.approx(one.parameters["analytic"], abs=0.05)
    assert 0.03 <= one.parameters["rejected_without_relation"] <= 0.08


def test_minimum_detectable_lies_where_the_power_is_reached(results: dict) -> None:
    one = results["minimum-detectable"]
    below = max(r for r in np.arange(0, 1, 0.1).round(1) if r < one.value)
    assert one.parameters[f"power_at_{below:.2f}"] < 0.80
    assert one.parameters[f"power_at_{below + 0.1:.2f}"] >= 0.80
    assert one.value > results["critical-value"].value
    assert 0 < one.parameters["expected_coefficient"] < one.value + 0.05


def test_false_alarms_are_a_range(results: dict) -> None:
    low, high = results["false-alarm-low"], results["false-alarm-high"]
    assert 0.0 < low.value <= high.value < 1.0
    assert low.unit == "proportion"
    assert low.se == pytest.approx(np.sqrt(low.value * (1 - low.value) / 1_500))


def test_alike_neighbours_raise_more_false_alarms() -> None:
    point = next(p for p, at in enumerate(WHITENER.grid) if at.rho == pytest.approx(0.92))
    alike = whitening.correlate(WHITENER, np.random.default_rng(2).standard_normal((2, N)), point)
    high = simulate(*alike, WHITENER, SUBJECT, seed=1, draws=400)[3]
    assert high.value > 0.15
    assert high.parameters["rho_x"] > 0.7


def test_the_seed_decides() -> None:
    first, again, other = (
        [one.value for one in simulate(X, Y, WHITENER, SUBJECT, seed=seed, draws=200)] for seed in (4, 4, 5)
    )
    assert first == again
    assert first != other


def test_stricter_levels_need_a_stronger_relation(results: dict) -> None:
    strict = simulate(X, Y, WHITENER, SUBJECT, seed=1, draws=1_500, alpha=0.0167)[1]
    assert strict.value > results["minimum-detectable"].value


def test_a_negative_alternative_gives_a_negative_value() -> None:
    one = simulate(X, Y, WHITENER, SUBJECT, seed=1, draws=400, alternative="less")[1]
    assert -0.8 < one.value < -0.2


def test_a_map_too_small_for_the_power() -> None:
    few = np.arange(N) < 8
    masked = np.where(few, Y, np.nan)
    one = simulate(X, masked, WHITENER, SUBJECT, seed=1, draws=100)[1]
    assert one.value is None
    assert "No correlation up to 0.90" in one.warnings[-1].en


@pytest.mark.parametrize("x", [np.ones(N), np.full(N, np.nan)])
def test_not_assessable_is_said(x: np.ndarray) -> None:
    for one in simulate(x, Y, WHITENER, SUBJECT, seed=1):
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")


def test_two_thousand_draws_on_43_units_in_three_seconds() -> None:
    kept = np.arange(N) < 43
    whitener = whitening.prepare(area.restrict(WHITENER.whole, kept))
    started = time.process_time()
    simulate(X[kept], Y[kept], whitener, SUBJECT, seed=1, draws=2_000)
    assert time.process_time() - started < 6
