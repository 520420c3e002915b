"""Lawshe's ratio and the content validity index."""

import numpy as np
import pytest
from made_answers import SUBJECT, names, sound

from yupay.analyse.instrument.content_validity import content_validity_index, content_validity_ratio


def panel(agree: int, n: int) -> np.ndarray:
    return np.array([[4.0]] * agree + [[1.0]] * (n - agree))


@pytest.mark.parametrize(
    ("agree", "n", "ratio", "met"), [(5, 5, 1.0, True), (7, 8, 0.75, True), (9, 10, 0.8, True), (14, 20, 0.4, False)]
)
def test_critical_ratios_of_ayre_and_scally(agree: int, n: int, ratio: float, met: bool) -> None:
    (one,) = content_validity_ratio(panel(agree, n), ["p1"], SUBJECT, agree_from=3)
    assert one.value == pytest.approx(ratio)
    assert one.parameters["rule_met"] is met
    assert (one.p < 0.05) is met


@pytest.mark.parametrize(("agree", "n", "kappa"), [(2, 3, 0.47), (4, 5, 0.76), (5, 6, 0.81), (8, 9, 0.89)])
def test_kappa_of_polit_beck_and_owen(agree: int, n: int, kappa: float) -> None:
    one, whole = content_validity_index(panel(agree, n), ["p1"], SUBJECT, agree_from=3)
    assert one.value == pytest.approx(agree / n)
    assert one.parameters["kappa"] == pytest.approx(kappa, abs=8e-3)  # the table rounds on the way
    assert one.interval.low < one.value < one.interval.high
    assert whole.value == one.value
    assert whole.key == ""


def test_nobody_rated() -> None:
    table = np.full((4, 2), np.nan)
    for one in (
        *content_validity_ratio(table, names(2), SUBJECT, agree_from=3),
        *content_validity_index(table, names(2), SUBJECT, agree_from=3),
    ):
        assert one.value is None
        sound(one)
