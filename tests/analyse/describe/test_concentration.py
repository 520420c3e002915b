"""Concentration of the printed complaints of R-7, and its limits."""

import tomllib
from pathlib import Path

import pytest
from builders import subject

from yupay.analyse.describe.concentration import concentration
from yupay.analyse.describe.location_quotient import location_quotient

FOLDER = Path(__file__).parent
R7 = tomllib.loads((FOLDER / "cases_r7.toml").read_text(encoding="utf-8"))
PRINTED = R7["districts"]
QUOTIENT = tomllib.loads((FOLDER / "cases_r8.toml").read_text(encoding="utf-8"))["quotient"]


def by_key(values: list, **more: int) -> dict:
    return {e.key: e for e in concentration(subject(key=""), values, **more)}


def test_the_printed_total_is_the_sum() -> None:
    assert sum(PRINTED["counts"]) == PRINTED["printed_total"] and len(PRINTED["counts"]) == 32
    assert sum(PRINTED["capital"]) == PRINTED["capital_total"]
    assert 100 * PRINTED["capital_total"] / PRINTED["printed_total"] == pytest.approx(
        PRINTED["capital_share"], abs=0.05
    )


@pytest.mark.parametrize("case", R7["sums"], ids=lambda case: case["name"])
def test_printed_sums(case: dict) -> None:
    assert sum(case["parts"]) == pytest.approx(case["total"], abs=1e-9)


def test_printed_concentration() -> None:
    found = by_key(PRINTED["counts"])
    for k, share in PRINTED["top"]:
        assert found[f"share_top_{k}"].value == pytest.approx(share, abs=0.05)
    assert found["hhi"].value == pytest.approx(PRINTED["hhi"], abs=5e-5)
    assert found["gini"].value == pytest.approx(PRINTED["gini"], abs=5e-4)
    assert found["gini"].value * 32 / 31 == pytest.approx(PRINTED["gini_sample"], abs=5e-4)
    assert found["share_top_32"].value == pytest.approx(100.0) and found["gini"].n == 32
    assert found["gini"].id == "describe/complaints/district/concentration/gini"
    assert found["gini"].design is not None and found["gini"].design.en == "pooled counts, not risk"


def test_no_data_is_left_out_and_zero_is_not() -> None:
    found = by_key([5, None, 0, 5])
    assert found["gini"].n == 3 and found["hhi"].value == pytest.approx(0.5)


def test_all_zero_is_not_assessable() -> None:
    found = by_key([0, 0])
    assert found["gini"].value is None and found["hhi"].warnings and found["share_top_1"].value is None


def test_the_list_of_shares_ends() -> None:
    assert sum(key.startswith("share_top_") for key in by_key(list(range(200)), longest=60)) == 60


def test_location_quotient_of_the_printed_district() -> None:
    found = location_quotient(
        subject("counted", "people"), QUOTIENT["count"], QUOTIENT["base"], QUOTIENT["total"], QUOTIENT["total_base"]
    )
    assert found.value == pytest.approx(QUOTIENT["value"], abs=0.005)
    assert abs(found.value - QUOTIENT["published_elsewhere"]) > 0.4
    equal = location_quotient(subject("a", "b"), 3, 30, 10, 100)
    assert equal.value == pytest.approx(1.0)
    assert location_quotient(subject("a", "b"), None, 30, 10, 100).value is None
    assert location_quotient(subject("a", "b"), 3, 0, 10, 100).value is None
