"""Change between two periods: the printed ratio of R-7, and the intervals that are not invented."""

import tomllib
from pathlib import Path

import pytest
from builders import figure, subject, text

from yupay.analyse.describe.periods import FROM_ZERO, NOT_PUBLISHED, difference, ratio

CASE = tomllib.loads((Path(__file__).parent / "cases_r7.toml").read_text(encoding="utf-8"))["ratios"][0]
EARLIER, LATER = figure("y2015", CASE["earlier"], period="2015"), figure("y2016", CASE["later"], period="2016")
NAMES = subject("y2015", "y2016", key="")


def test_printed_ratio() -> None:
    found = ratio(NAMES, EARLIER, LATER, independent=True)
    assert found.value == pytest.approx(CASE["ratio"], abs=0.005) and found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((CASE["low"], CASE["high"]), abs=0.005)


def test_without_independent_events_no_interval() -> None:
    for found in (ratio(NAMES, EARLIER, LATER), difference(NAMES, EARLIER, LATER)):
        assert found.value is not None and found.interval is None and found.warnings == (NOT_PUBLISHED,)


def test_percentages_differ_in_points_and_carry_no_interval() -> None:
    a, b = (figure(i, v, counting_unit="percent", period=i) for i, v in (("2011", 45.5), ("2016", 30.9)))
    found = difference(subject("2011", "2016", key=""), a, b, independent=True)
    assert found.value == pytest.approx(-14.6) and found.unit == "percentage point" and found.interval is None


def test_difference_of_independent_counts() -> None:
    found = difference(NAMES, EARLIER, LATER, independent=True)
    assert found.value == 435 and found.interval is not None
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.959964 * (699 + 1134) ** 0.5, rel=1e-6)


def test_ratio_and_its_inverse_agree() -> None:
    forth, back = ratio(NAMES, EARLIER, LATER, independent=True), ratio(NAMES, LATER, EARLIER, independent=True)
    assert forth.interval is not None and back.interval is not None
    assert forth.value * back.value == pytest.approx(1.0)
    assert forth.interval.low * back.interval.high == pytest.approx(1.0)


@pytest.mark.parametrize(
    "change", [{"counting_unit": "complaint"}, {"registry": text("other")}, {"geography": text("elsewhere")}]
)
def test_unlike_figures_are_not_compared(change: dict) -> None:
    other = figure("y2016", 1134, **change)
    for method in (difference, ratio):
        found = method(NAMES, EARLIER, other)
        assert found.value is None and "different" in found.warnings[0].en


def test_no_value_and_zero() -> None:
    none, zero = figure("y2015", None, period="2015"), figure("y2015", 0, period="2015")
    assert difference(NAMES, none, LATER).value is None and ratio(NAMES, none, LATER).value is None
    assert ratio(NAMES, zero, LATER).warnings == (FROM_ZERO,) and difference(NAMES, zero, LATER).value == 1134
