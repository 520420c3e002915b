"""Published results, read and audited: `tests/cases/r5.toml`, readable by people who do not program."""

import tomllib
from pathlib import Path

import pytest

from yupay.conclude.audit.audit import audit
from yupay.load.results.listed import claims_of_toml
from yupay.load.results.pages import claims_of_text

FILE = Path(__file__).resolve().parents[2] / "cases" / "r5.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_case(case):
    claims = claims_of_toml(case["results"], "page") if "results" in case else claims_of_text(case["page"], "page")
    assert any(claim.numbers for claim in claims)
    found = audit(claims)
    assert sorted(one.code for one in found) == case["expected"], [one.what.en for one in found]
    said = " ".join(f"{one.what.en} {one.arithmetic.en} {' '.join(e.en for e in one.explanations)}" for one in found)
    for words in case.get("words", ()):
        assert words in said, said
    if "grade" in case:
        assert found[0].grade == case["grade"]
    assert all(one.explanations and one.what.es and one.at.file == "page" and one.at.line for one in found)
