"""Sensitivity to the interaction of all lists: against the product formula, and against tables made with that interaction."""

import numpy as np
import pytest

from yupay.analyse.hidden import sensitivity
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("a", "b", "c", "d"), unit_of_analysis="persons", unit="person")


@pytest.mark.parametrize("reach", [(0.3, 0.4), (0.3, 0.25, 0.4), (0.3, 0.25, 0.4, 0.35)])
@pytest.mark.parametrize("ratio", [0.5, 2.0])
def test_the_unseen_are_what_the_ratio_of_the_whole_table_says(reach: tuple[float, ...], ratio: float) -> None:
    """With means of every history known, the t-way odds ratio is the signed product; moving it moves only the missing one."""
    t = len(reach)
    cells = np.arange(2**t)
    on = cells[:, None] >> np.arange(t) & 1
    means = 5_000 * np.where(on, reach, 1 - np.array(reach)).prod(axis=1)
    signs = (-1.0) ** (t - on.sum(axis=1))
    assert (np.log(means) * signs).sum() == pytest.approx(0, abs=1e-9)
    means[0] = sensitivity.moved(means[0], ratio, t)
    assert np.exp((np.log(means) * signs).sum()) == pytest.approx(ratio)


def test_two_lists_by_hand() -> None:
    """60 on a alone, 40 on b alone, 20 on both: 120 unseen when independent, 240 with an odds ratio of 2."""
    found = {one.parameters["odds_ratio"]: one for one in sensitivity.estimate(np.array([0.0, 60, 40, 20]), SUBJECT)}
    assert found[1.0].value == pytest.approx(240)
    assert found[2.0].value == pytest.approx(360)
    assert found[0.5].value == pytest.approx(180)


def test_at_the_tipping_ratio_the_total_is_the_limit() -> None:
    y = np.array([0.0, 200, 150, 60, 180, 70, 50, 20])
    (one,) = sensitivity.estimate(y, SUBJECT, ratios=(1.0,))
    assert one.interval is not None
    for limit, name in ((one.interval.low, "tipping_low"), (one.interval.high, "tipping_high")):
        (at,) = sensitivity.estimate(y, SUBJECT, ratios=(float(one.parameters[name]),))  # type: ignore[arg-type]
        assert at.value == pytest.approx(limit)
    assert any(warning.en.startswith("Tipping value") for warning in one.warnings)
    (double,) = sensitivity.estimate(y, SUBJECT, ratios=(float(one.parameters["tipping_double"]),))  # type: ignore[arg-type]
    assert double.value == pytest.approx(2 * one.value)  # type: ignore[operator]


def test_an_empty_list_changes_nothing_and_says_so() -> None:
    y = np.array([0.0, 200, 150, 60, 180, 70, 50, 20])
    plain = [one.value for one in sensitivity.estimate(y, SUBJECT)]
    wider = sensitivity.estimate(np.concatenate([y, np.zeros(8)]), SUBJECT)
    assert [one.value for one in wider] == pytest.approx(plain)
    assert any("Lists without anybody" in warning.en for warning in wider[0].warnings)


@pytest.mark.parametrize("y", [np.zeros(4), np.array([0.0, 5, 4, 0]), np.array([0.0, 9])])
def test_without_overlap_it_is_not_assessable(y: np.ndarray) -> None:
    (one,) = sensitivity.estimate(y, SUBJECT)
    assert one.value is None
    assert one.warnings[0].en.startswith("Not assessable")
