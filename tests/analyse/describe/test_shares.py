"""Shares of printed totals, and the divisions that are refused."""

import tomllib
from pathlib import Path

import pytest
from builders import figure, subject, text

from yupay.analyse.describe.shares import share
from yupay.analyse.numerics.intervals import wilson

CASES = tomllib.loads((Path(__file__).parent / "cases_r7.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["shares"], ids=lambda case: case["name"])
def test_printed_shares(case: dict) -> None:
    part, total = figure("part", case["count"]), figure("total", case["base"])
    found = share(subject("part", "total"), part, total)
    assert found.value == pytest.approx(case["percent"], abs=0.05)
    low, high = wilson(case["count"], case["base"])
    assert found.interval is not None and found.interval.low == pytest.approx(100 * low)
    assert found.interval.high == pytest.approx(100 * high) and found.n == case["base"] and found.unit == "percent"
    assert "as if the year were one draw" in found.interval.method.en
    assert "como si el periodo fuera un solo sorteo" in found.interval.method.es


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"counting_unit": "complaint"}, "counting units"),
        ({"source": "other"}, "registries"),
        ({"registry": text("another registry")}, "registries"),
        ({"period": "2015"}, "periods"),
    ],
)
def test_units_registries_and_periods_are_never_divided(change: dict, word: str) -> None:
    found = share(subject("a", "b"), figure("a", 10), figure("b", 50, **change))
    assert found.value is None and found.interval is None and word in found.warnings[0].en


@pytest.mark.parametrize(("part", "total"), [(None, 50), (10, None), (60, 50), (10.5, 50), (0, 0), (-1, 5)])
def test_values_that_are_no_part_of_a_total(part: float | None, total: float | None) -> None:
    found = share(subject("a", "b"), figure("a", part), figure("b", total))
    assert found.value is None and found.warnings
