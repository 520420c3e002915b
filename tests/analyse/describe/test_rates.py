"""Rates with a named base: the printed table of R-8, right and wrong; small places; pooled rates."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from builders import subject
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.describe.core import garwood
from yupay.analyse.describe.counts import HIDDEN
from yupay.analyse.describe.rates import pooled_rate, rate

CASES = tomllib.loads((Path(__file__).parent / "cases_r8.toml").read_text(encoding="utf-8"))
DISTRICTS = CASES["districts"]
PER = 100_000.0


def district_rate(count: float, base: float, **more: object) -> float | None:
    found = rate(subject("counted", "people"), count, base, per=PER, answered=1, existing=1, **more)  # type: ignore[arg-type]
    return found.value


def rounded(value: float | None) -> int:
    assert value is not None
    return int(np.floor(value + 0.5))


@pytest.mark.parametrize("row", DISTRICTS, ids=lambda row: row["code"])
def test_printed_rates_of_2015(row: dict) -> None:
    assert rounded(district_rate(row["count_2015"], row["population"])) == row["rate_2015"]


def test_printed_rates_of_2013_that_do_not_follow() -> None:
    wrong = [
        row["code"]
        for row in DISTRICTS
        if rounded(district_rate(row["count_2013"], row["population"])) != row["rate_2013"]
    ]
    slip = CASES["slips_2013"]["s2"]
    row = next(row for row in DISTRICTS if row["code"] == "s2")
    assert wrong == CASES["slips_2013"]["districts"]
    assert district_rate(row["count_2013"], row["population"]) == pytest.approx(slip["rate"], abs=0.05)
    assert row["rate_2013"] == slip["printed"]


@pytest.mark.parametrize("zone", ["c", "n", "s"])
def test_a_pooled_rate_is_not_a_sum_of_rates(zone: str) -> None:
    printed = CASES["pooled"][zone]
    found = pooled_rate(subject("counted", "people"), [printed["count"]], [printed["population"]], per=PER)
    assert found.value == pytest.approx(printed["rate"], abs=0.005)
    assert printed["printed"] > 8 * found.value


def test_the_printed_zone_rate_is_the_sum_of_the_rates_of_its_districts() -> None:
    rows = [row for row in DISTRICTS if row["zone"] == "c"]
    printed = CASES["pooled"]["c"]
    assert sum(row["rate_2015"] for row in rows) == printed["printed"] == 2918
    assert sum(row["population"] for row in rows) == printed["population"]
    assert sum(row["count_2015"] for row in rows) == printed["count"]
    found = pooled_rate(
        subject("counted", "people"),
        [row["count_2015"] for row in rows],
        [row["population"] for row in rows],
        per=PER,
    )
    assert found.value == pytest.approx(268.07, abs=0.005) and found.n == 13
    assert found.interval is not None and found.interval.low < found.value < found.interval.high


def test_the_printed_sum_of_2013_is_one_short() -> None:
    slip = CASES["slips_2013"]["zone_s"]
    assert sum(row["count_2013"] for row in DISTRICTS if row["zone"] == "s") == slip["summed"] == slip["printed"] + 1


def test_no_rate_below_the_minimum_population() -> None:
    found = rate(subject("a", "b"), 365.0, 8226.0, per=PER, answered=1, existing=1, minimum=20_000.0)
    assert found.value is None and found.interval is None and "20,000" in found.warnings[0].en
    assert "count" not in found.parameters and "base" not in found.parameters


def test_the_minimum_counts_inhabitants_whatever_the_base() -> None:
    few = rate(subject("a", "b"), 5.0, 300.0, per=1000.0, answered=1, existing=1, population=9000.0, minimum=20_000.0)
    many = rate(subject("a", "b"), 5.0, 300.0, per=1000.0, answered=1, existing=1, population=90_000.0, minimum=20_000)
    assert few.value is None and many.value == pytest.approx(16.6667, abs=1e-4)


def test_a_place_without_count_or_base_has_no_rate() -> None:
    none = rate(subject("a", "b"), None, 50_000.0, per=PER, answered=0, existing=2)
    no_base = rate(subject("a", "b"), 4.0, None, per=PER, answered=2, existing=2)
    hidden = rate(subject("a", "b"), None, 50_000.0, per=PER, answered=2, existing=2, hidden=True)
    assert none.value is None and no_base.value is None and hidden.warnings == (HIDDEN,)


def test_the_interval_is_that_of_the_count() -> None:
    found = rate(subject("a", "b"), 10.0, 200_000.0, per=PER, answered=1, existing=1, independent=True)
    low, high = garwood(10)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((low / 2, high / 2))


def test_places_without_data_enter_neither_sum() -> None:
    found = pooled_rate(subject("a", "b"), [10, None, 20], [100_000, 900_000, 200_000], per=PER)
    assert found.value == pytest.approx(10.0) and found.parameters["left_out"] == 1
    assert "1 places" in found.warnings[0].en


def test_equal_rates_leave_no_doubt_and_no_interval() -> None:
    assert pooled_rate(subject("a", "b"), [1, 2], [100_000, 200_000], per=PER).interval is None


def test_pooled_below_the_minimum_is_withheld() -> None:
    assert pooled_rate(subject("a", "b"), [3, 4], [4000, 5000], per=PER, minimum=20_000).value is None


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1000, 10**6)), min_size=1, max_size=30))
def test_a_pooled_rate_lies_between_the_smallest_and_the_largest(places: list[tuple[int, int]]) -> None:
    counts, bases = zip(*places, strict=True)
    found = pooled_rate(subject("a", "b"), list(counts), list(bases), per=PER)
    each = [PER * c / b for c, b in places]
    assert found.value is not None and min(each) - 1e-6 <= found.value <= max(each) + 1e-6
