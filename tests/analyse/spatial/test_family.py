import numpy as np
import pytest
from made_up_map import MAP, PAIRS, POINTS, SUBJECT, WHITENER, N, X, Y

from yupay.analyse.numerics import area, whitening
from yupay.analyse.spatial.area_whitened import area_whitened
from yupay.analyse.spatial.family import relatives


def test_fourteen_relatives_and_the_test_among_them() -> None:
    results = {one.key: one for one in relatives(X, Y, WHITENER, SUBJECT, seed=1)}
    assert len(results) == 14
    assert list(results)[-2:] == ["ranked", "eigenvectors"]
    assert len({one.id for one in results.values()}) == 14
    registered = area_whitened(X, Y, WHITENER, SUBJECT)
    assert results["reml-trend-size"].value == pytest.approx(registered.value, rel=1e-12)
    assert results["reml-trend-size"].p == pytest.approx(registered.p, rel=1e-9)
    assert results["reml-bare"].parameters["columns"] == 1
    assert results["reml-trend"].parameters["columns"] == 3
    assert results["reml-size"].parameters["columns"] == 2
    assert results["sar-trend-size"].parameters["family_x"] == "sar"
    assert results["exponential-bare"].parameters["family_y"] == "exponential"
    assert results["exponential-bare"].parameters["without"] == "trend, size"


def test_the_registered_test_says_nothing_new() -> None:
    """What was registered carries the same parameters as before."""
    assert "families" not in area_whitened(X, Y, WHITENER, SUBJECT).parameters
    same = area_whitened(X, Y, WHITENER, SUBJECT, families=("exponential", "sar"))
    assert "families" not in same.parameters


def test_a_relative_is_the_test_on_a_map_prepared_so() -> None:
    bare = whitening.prepare(area.area(POINTS, PAIRS, trend=False), families=("sar",))
    one = area_whitened(X, Y, WHITENER, SUBJECT, families=("sar",), trend=False, size=False)
    assert one.value == pytest.approx(area_whitened(X, Y, bare, SUBJECT).value, abs=1e-12)
    assert one.df == N - 2


def test_missing_values_reach_every_relative() -> None:
    holed = np.where(np.arange(N) == 5, np.nan, X)
    assert {one.n for one in relatives(holed, Y, WHITENER, SUBJECT, seed=1)} == {N - 1}


@pytest.mark.parametrize("x", [np.ones(N), np.full(N, np.nan), np.where(np.arange(N) < 3, X, np.nan)])
def test_not_assessable_is_said_by_all(x: np.ndarray) -> None:
    for one in relatives(x, Y, WHITENER, SUBJECT, seed=1):
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")


def test_a_large_map_has_no_exponential_relatives() -> None:
    n = 450
    random = np.random.default_rng(1)
    large = whitening.prepare(area.area(random.uniform(size=(n, 2)), [(i, i + 1) for i in range(n - 1)]))
    values = random.standard_normal((2, n))
    assert len(relatives(*values, large, SUBJECT, seed=1)) == 10
    one = area_whitened(*values, large, SUBJECT, families=("exponential",))
    assert one.warnings[-1].en.startswith("Not assessable: this dependence")


def test_nothing_changed_gives_the_same_whitener() -> None:
    assert whitening.adapted(WHITENER) is WHITENER
    assert whitening.adapted(whitening.prepare(area.restrict(MAP, np.ones(N, bool))), trend=False).columns == 2
