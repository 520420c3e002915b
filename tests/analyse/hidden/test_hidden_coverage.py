"""Simulated coverage: high where the truth is the estimator's own model, and truths that reproduce what was seen."""

import numpy as np
import pytest

from yupay.analyse.hidden import coverage
from yupay.model.estimate import Estimate, Subject
from yupay.model.text import Text

SUBJECT = Subject(variables=("a", "b", "c"), unit_of_analysis="persons", unit="person")


def independent(total: float, reach: tuple[float, ...]) -> np.ndarray:
    """The rounded means of independent lists."""
    on = np.arange(2 ** len(reach))[:, None] >> np.arange(len(reach)) & 1
    y = np.round(total * np.where(on, reach, 1 - np.array(reach)).prod(axis=1))
    y[0] = 0.0
    return y


def rows(y: np.ndarray, **options: int) -> dict[str, Estimate]:
    found = coverage.estimate(y, SUBJECT, **options)  # type: ignore[arg-type]
    return {one.key: one for one in found}


def test_independent_lists_are_covered_a_little_less_than_nominally() -> None:
    """Measured with 600 tables: .92 (three lists), .90 (four): needless pairs enter, and their doubt is not all counted."""
    found = rows(independent(2_000, (0.3, 0.25, 0.4)), tables=120, draws=200)["truth stepwise"]
    assert found.value == pytest.approx(0.92, abs=0.075)
    assert found.parameters["total"] == pytest.approx(2_000, rel=0.02)
    assert found.interval is not None
    assert found.interval.low is not None
    assert found.interval.low < found.value  # type: ignore[operator]


def test_a_truth_outside_the_family_is_said_aloud() -> None:
    """Two classes so far apart that independence sees only one of them."""
    y = independent(600, (0.8, 0.75, 0.85, 0.7)) + independent(8_000, (0.05, 0.04, 0.06, 0.03))
    found = {one.key: one for one in coverage.estimate(y, SUBJECT, tables=60, draws=150)}["truth two classes"]
    assert found.parameters["total"] == pytest.approx(8_600, rel=0.05)
    assert found.value is not None
    assert found.value < 0.9
    assert any("far less often" in one.en for one in found.warnings)


def test_two_classes_reproduce_the_people_seen() -> None:
    y = independent(600, (0.8, 0.75, 0.85, 0.7)) + independent(8_000, (0.05, 0.04, 0.06, 0.03))
    means = coverage.two_classes(y)
    assert means is not None
    assert means[1:].sum() == pytest.approx(y.sum(), rel=1e-6)
    assert means[1:] == pytest.approx(y[1:], abs=2.0)


def test_the_same_seed_gives_the_same_share() -> None:
    y = independent(500, (0.3, 0.3, 0.3))
    assert coverage.estimate(y, SUBJECT, tables=20, draws=60, seed=5) == coverage.estimate(
        y, SUBJECT, tables=20, draws=60, seed=5
    )


@pytest.mark.parametrize("y", [np.zeros(8), np.eye(8)[3] * 5, np.array([0.0, 3, 4, 0, 5, 0, 0, 0])])
def test_nothing_to_simulate_is_not_assessable(y: np.ndarray) -> None:
    (found,) = coverage.estimate(y, SUBJECT, tables=5, draws=20)
    assert found.value is None
    assert found.warnings[0].en.startswith("Not assessable")


def test_short_is_judged_by_the_level_asked_for() -> None:
    truth = coverage.Truth("x", Text.same("x"), None)
    assert coverage._short(truth, 0.83, 0.8) == () and coverage._short(truth, 0.91, 0.95) == ()
    assert len(coverage._short(truth, 0.89, 0.95)) == 1 and len(coverage._short(truth, 0.7, 0.8)) == 1
