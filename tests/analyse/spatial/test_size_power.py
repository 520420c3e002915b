import time

import numpy as np
import pytest
from made_up_map import SUBJECT, WHITENER, N, X, Y

from yupay.analyse.numerics import area, whitening
from yupay.analyse.spatial.size_power import ENDS, TESTS, size_and_power
from yupay.model.estimate import Estimate


@pytest.fixture(scope="module")
def results() -> dict[str, Estimate]:
    point = next(p for p, at in enumerate(WHITENER.grid) if at.rho == pytest.approx(0.8))
    alike = whitening.correlate(WHITENER, np.random.default_rng(4).standard_normal((2, N)), point)
    zeros = np.where(alike[0] < np.median(alike[0]), 0.0, np.exp(alike[0]))
    return {one.key: one for one in size_and_power(zeros, alike[1], WHITENER, SUBJECT, seed=1, draws=300)}


def test_sixteen_shares(results: dict) -> None:
    assert list(results) == [f"{test}-{end}" for test in TESTS for end in ENDS]
    assert results["plain-size-low"].id == "relate/x~y/district/size-power/plain-size-low"
    for one in results.values():
        assert one.unit == "proportion"
        assert one.se == pytest.approx(np.sqrt(one.value * (1 - one.value) / 300))
        assert one.parameters["level_of_rho"] == 0.90


def test_ranges_are_ranges(results: dict) -> None:
    for test in TESTS:
        assert results[f"{test}-size-low"].value <= results[f"{test}-size-high"].value
        assert results[f"{test}-power-low"].value <= results[f"{test}-power-high"].value
        assert results[f"{test}-power-high"].value > results[f"{test}-size-low"].value


def test_with_alike_neighbours_only_the_whitened_tests_hold(results: dict) -> None:
    assert results["plain-size-high"].value > 0.2
    assert results["decision-size-high"].value < 0.09
    assert results["modified-t-size-high"].value < results["plain-size-high"].value
    assert results["decision-power-low"].value > 0.4


def test_the_seed_decides() -> None:
    one, again = ([e.value for e in size_and_power(X, Y, WHITENER, SUBJECT, seed=2, draws=40)] for _ in range(2))
    assert one == again


@pytest.mark.parametrize("x", [np.ones(N), np.full(N, np.nan), np.where(np.arange(N) < 4, X, np.nan)])
def test_not_assessable_is_said(x: np.ndarray) -> None:
    for one in size_and_power(x, Y, WHITENER, SUBJECT, seed=1):
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")


def test_a_large_map_leaves_the_modified_t_out() -> None:
    n, random = 405, np.random.default_rng(1)
    whitener = whitening.prepare(area.area(random.uniform(size=(n, 2)), [(i, i + 1) for i in range(n - 1)]))
    results = {
        one.key: one for one in size_and_power(*random.standard_normal((2, n)), whitener, SUBJECT, seed=1, draws=20)
    }
    assert results["modified-t-size-low"].value is None
    assert results["decision-size-high"].value is not None


def test_quick_enough_for_43_units() -> None:
    kept = np.arange(N) < 43
    started = time.process_time()
    size_and_power(X[kept], Y[kept], whitening.prepare(area.restrict(WHITENER.whole, kept)), SUBJECT, seed=1)
    assert time.process_time() - started < 12
