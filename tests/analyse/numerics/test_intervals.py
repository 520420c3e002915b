import numpy as np
import pytest

from yupay.analyse.numerics import intervals


def test_zou_published_example() -> None:
    """Zou (2007), overlapping correlations: .396 and .179 share a variable, .088 between, n = 66."""
    low, high = intervals.zou_difference(0.396, 0.179, 0.088, 66)
    assert (round(low, 3), round(high, 3)) == (-0.093, 0.517)


@pytest.mark.parametrize(("r", "n", "low", "high"), [(0.755, 124, 0.668, 0.822), (0.652600, 24, 0.338, 0.836)])
def test_fisher_recomputed(r: float, n: int, low: float, high: float) -> None:
    assert np.round(intervals.fisher(r, intervals.fisher_se(n)), 3) == pytest.approx((low, high))


def test_bonett_wright_of_24_departments() -> None:
    bounds = intervals.fisher(0.652600, intervals.bonett_wright_se(0.652600, 24))
    assert np.round(bounds, 3) == pytest.approx((0.299, 0.849), abs=5.1e-4)


def test_certain_correlation_has_no_width() -> None:
    assert intervals.fisher(1.0, 0.2) == (1.0, 1.0)


def test_swapping_the_two_mirrors_the_difference() -> None:
    low, high = intervals.zou_difference(0.5, 0.2, 0.3, 43)
    other = intervals.zou_difference(0.2, 0.5, 0.3, 43)
    assert other == pytest.approx((-high, -low))
    assert intervals.steiger_z(0.5, 0.2, 0.3, 43)[0] == pytest.approx(-intervals.steiger_z(0.2, 0.5, 0.3, 43)[0])


def test_zou_covers_the_true_difference() -> None:
    random, cover, draws = np.random.default_rng(7), 0, 600
    root = np.linalg.cholesky([[1, 0.5, 0.4], [0.5, 1, 0.1], [0.4, 0.1, 1]])
    for _ in range(draws):
        y, x, z = root @ random.standard_normal((3, 38))
        r = np.corrcoef([y, x, z])
        low, high = intervals.zou_difference(r[0, 1], r[0, 2], r[1, 2], 38)
        cover += low <= 0.1 <= high
    assert 0.925 <= cover / draws <= 0.975


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_units_have_no_error(count: int) -> None:
    assert intervals.fisher_se(count) is None
    assert intervals.bonett_wright_se(0.2, count) is None
    assert intervals.fieller_se(count) is None
