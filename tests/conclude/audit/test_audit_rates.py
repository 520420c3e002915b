"""False alarms and found errors: the committed result, and a slice of it run again."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SLICE = 12


@pytest.fixture(scope="module")
def rates():
    spec = importlib.util.spec_from_file_location("audit_rates", ROOT / "benchmarks" / "audit_rates.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_result_is_within_the_bars(rates):
    result = json.loads((ROOT / "benchmarks" / "results" / "audit_rates.json").read_text(encoding="utf-8"))
    assert result["tables"] >= 1000 and result["seed"] == rates.SEED
    assert [rule["rule"] for rule in result["rules"]] == list(rates.RULES)
    for rule in result["rules"]:
        assert rule["false_alarms"] <= rates.MOST_FALSE * rule["correct"] / 1000, rule
        assert rule["share"] >= rates.LEAST_FOUND, rule


def test_a_slice_of_every_rule(rates):
    found = [rates.rate(name, SLICE) for name in rates.RULES]
    assert sum(one["false_alarms"] for one in found) <= 1, found
    assert sum(one["found"] for one in found) >= rates.LEAST_FOUND * SLICE * len(found), found


def test_the_page_tells_the_committed_numbers(rates):
    result = json.loads((ROOT / "benchmarks" / "results" / "audit_rates.json").read_text(encoding="utf-8"))
    page = (ROOT / "benchmarks" / "results" / "audit_rates.md").read_text(encoding="utf-8")
    assert all(f"{rule['false_alarms']} of {rule['correct']} | {rule['found']} of" in page for rule in result["rules"])
