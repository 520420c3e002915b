"""Checks for what asking the same way adds to a relation."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument import common_method as cm


def agreeing(phi: float, method: float, n: int = 1500, seed: int = 1) -> tuple[np.ndarray, np.ndarray, list, list]:
    """Two scales of six items whose factors correlate phi, half of the items worded the other way, and a pull to agree."""
    random = np.random.default_rng(seed)
    a = random.normal(size=n)
    b = phi * a + np.sqrt(1 - phi**2) * random.normal(size=n)
    pull = np.sqrt(method) * random.normal(size=n)
    backwards = [False, False, False, True, True, False]
    sign = np.where(backwards, -1.0, 1.0)
    loads = np.array([0.7, 0.8, 0.9, 0.7, 0.8, 1.0])
    one, other = (f[:, None] * loads + pull[:, None] * sign + 0.7 * random.normal(size=(n, 6)) for f in (a, b))
    return one, other, backwards, backwards


def test_the_method_factor_takes_the_method_off() -> None:
    one, other, *marks = agreeing(0.3, 0.5)
    found = cm.method_factor(one, other, SUBJECT, reversed_first=marks[0], reversed_second=marks[1], seed=2, draws=60)
    assert found.value == pytest.approx(0.3, abs=0.06)
    assert found.interval.low < 0.3 < found.interval.high
    assert found.parameters["method_percent"] == pytest.approx(100 * 0.5 / np.mean([x.var() for x in one.T]), abs=6)
    assert abs(found.parameters["without_method"] - 0.3) > abs(found.value - 0.3)


def test_without_method_it_finds_none() -> None:
    one, other, *marks = agreeing(0.5, 0.0)
    found = cm.method_factor(one, other, SUBJECT, reversed_first=marks[0], reversed_second=marks[1], seed=2, draws=0)
    assert found.value == pytest.approx(0.5, abs=0.05)
    assert found.parameters["method_percent"] < 3
    assert found.interval is None


def test_items_in_one_direction_cannot_tell() -> None:
    one, other = likert(200, 4), likert(200, 4, seed=2)
    found = cm.method_factor(one, other, SUBJECT, reversed_first=[False] * 4, reversed_second=[False] * 4, seed=1)
    assert found.value is None
    assert cm.ONE_WAY in found.warnings
    sound(found)


def test_the_slopes_of_the_fit_do_not_matter_to_it() -> None:
    """The fit reproduces exact covariances of its own model."""
    loads, phi, method = np.array([0.6, 0.7, 0.8, 0.5, 0.9, 0.7]), 0.35, 0.2
    worded = np.array([1.0, -1, 1, 1, 1, -1])
    factor = np.kron([[1, phi], [phi, 1]], np.ones((3, 3)))
    table = np.outer(loads, loads) * factor + method * np.outer(worded, worded) + np.eye(6)
    found = cm.fitted(table, 3, worded)
    assert found.phi == pytest.approx(phi, abs=1e-5)
    assert found.method == pytest.approx(method, abs=1e-5)


def test_harman() -> None:
    items = likert(500, 8, load=1.0)
    one = cm.harman(items, names(8), SUBJECT)
    two = cm.harman(np.concatenate([likert(500, 4, seed=1), likert(500, 4, seed=2)], axis=1), names(8), SUBJECT)
    assert one.value > 35 > 30 > two.value
    assert one.parameters["first_component_percent"] > one.value
    assert two.parameters["rmsea_one_factor"] > 0.1 > two.parameters["rmsea_two_factors"]
    assert cm.LIMIT_HARMAN in two.warnings


def test_the_marker_formula() -> None:
    random = np.random.default_rng(5)
    pull, n = random.normal(size=3000), 3000
    x, y, z = (pull + 1.5 * random.normal(size=n) for _ in range(3))
    found = cm.marker(x, y, SUBJECT, variable=z)
    r, m = np.corrcoef(x, y)[0, 1], min(np.corrcoef(x, z)[0, 1], np.corrcoef(y, z)[0, 1])
    assert found.value == pytest.approx((r - m) / (1 - m))
    assert found.parameters["marker_source"] == "marker"
    assert abs(found.value) < 0.08 < r
    enough = found.parameters["enough"]
    at_the_edge = (r - enough) / (1 - enough)
    t = at_the_edge * np.sqrt((n - 3) / (1 - at_the_edge**2))
    assert t == pytest.approx(1.9608, abs=2e-3)


def test_without_a_marker_the_items_stand_in_and_it_is_said() -> None:
    one, other = likert(300, 4), likert(300, 4, seed=9)
    found = cm.marker(one.sum(axis=1), other.sum(axis=1), SUBJECT, first=one, second=other)
    across = np.sort([np.corrcoef(a, b)[0, 1] for a in one.T for b in other.T])
    assert found.parameters["marker"] == pytest.approx(across[across > 0][1])
    assert cm.PROXY in found.warnings


def test_a_negative_relation_is_not_made_by_agreement() -> None:
    x = np.random.default_rng(1).normal(size=50)
    found = cm.marker(x, -x + np.arange(50) / 40, SUBJECT)
    assert cm.NEGATIVE in found.warnings
    assert found.parameters["enough"] is None


@pytest.mark.parametrize(
    ("x", "y"), [([], []), ([1] * 20, range(20)), ([1, 2, 3], [3, 1, 2]), ([np.nan] * 9, range(9))]
)
def test_not_assessable_is_said(x: object, y: object) -> None:
    found = cm.marker(list(x), list(y), SUBJECT)
    assert found.value is None
    sound(found)


def test_perfect_relation() -> None:
    sound(cm.marker(range(20), range(20), SUBJECT, variable=range(20)))
    sound(cm.marker(range(20), range(20), SUBJECT))
