"""Coded cases with the qualification expected of them, against the texts of this package.

The file is found by its columns. Rows of high and medium confidence are exact in class, article, tier, items and frame; a row flagged
CONTESTED returns both readings, one of them the expected one. What the two codings share is agreement, not accuracy: no lawyer has read either.
"""

import csv
import math
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from yupay.derive.law.decide import Prepared, prepare
from yupay.derive.law.read import read_law
from yupay.model.law import CodedCase, Decision

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "derive" / "law"))
from coded import coded

WANTED = {"case_id", "acts", "means", "purposes", "victim_ages", "exp_class", "exp_article", "exp_items", "exp_flags"}
SCORED = ("high", "medium")
EXACT = ("class", "article", "tier", "items", "min", "max")
Row = dict[str, str]


def files(folder: Path) -> list[Path]:
    """Every file of coded cases with expected answers below a folder."""
    found = []
    for path in sorted(folder.glob("**/*.csv")):
        with path.open(encoding="utf-8", newline="", errors="replace") as file:
            if set(csv.DictReader(file).fieldnames or ()) >= WANTED:
                found.append(path)
    return found


@pytest.fixture(scope="module")
def answers(shared_data: Path) -> list[tuple[Path, list[tuple[Row, CodedCase, Decision]]]]:
    prepared = prepare(read_law())
    found = files(shared_data)
    assert found, "no file of coded cases among the known answers"
    return [(path, list(decided(path, prepared))) for path in found]


def decided(path: Path, prepared: Prepared) -> list[tuple[Row, CodedCase, Decision]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row, case, prepared.decide(case)) for row in rows for case in (coded(row),)]


def expected(row: Row) -> dict[str, object]:
    return {
        "class": row["exp_class"],
        "article": row["exp_article"].rstrip("?"),
        "tier": row["exp_tier"],
        "items": frozenset(filter(None, row["exp_items"].split(";"))),
        "min": number(row["exp_penalty_min"]),
        "max": number(row["exp_penalty_max"]),
    }


def number(words: str) -> float | None:
    return float(words) if words else None


def given(found: Decision) -> dict[str, object]:
    tier = "" if found.tier is None else f">={found.tier}" if found.tier_open else str(found.tier)
    return {
        "class": found.case_class,
        "article": found.article,
        "tier": tier,
        "items": frozenset(found.items),
        "min": found.penalty_min,
        "max": found.penalty_max,
    }


def agrees(row: Row, found: Decision) -> bool:
    """Exact; a contested row by one of its two readings."""
    want = expected(row)
    if "CONTESTED" not in row["exp_flags"].split(";"):
        return given(found) == want
    return found.other_reading is not None and want in (given(found), given(found.other_reading))


def named(row: Row, found: Decision) -> bool:
    """Whether the missing facts expected are among those named: a column, "(tier 2)" where it only moves the penalty."""
    wanted = [part.strip().replace(" (tier ", "@tier").rstrip(")") for part in row["exp_missing"].split(";")]
    return set(filter(None, wanted)) <= set(found.missing)


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, 95 %."""
    z, share = 1.959964, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def test_every_row(answers, capsys):
    wrong = []
    for path, rows in answers:
        scored = [(row, found) for row, _, found in rows if row["confidence"] in SCORED]
        bad = [(row["case_id"], expected(row), given(found)) for row, found in scored if not agrees(row, found)]
        hits = sum(agrees(row, found) for row, _, found in rows)
        low, high = interval(hits, len(rows))
        with capsys.disabled():
            print(f"\nknown answers: {len(scored) - len(bad)} of {len(scored)} rows of {path.parent.name}/{path.name}")
            print(f"agreement with our coding, {hits} of {len(rows)} (95 % interval {low:.3f} to {high:.3f})")
            beside(rows)
        wrong += bad
    assert not wrong, f"{len(wrong)} wrong: {wrong[:8]}"


def beside(rows: list[tuple[Row, CodedCase, Decision]]) -> None:
    """What stands beside the answer, as agreement only: other columns, and rows of low confidence."""
    checks: dict[str, Callable[[Row, Decision], bool]] = {
        "Palermo": lambda row, found: found.palermo == row["exp_palermo"],
        "ICCS": lambda row, found: found.iccs == row["exp_iccs"],
        "missing facts": named,
    }
    for name, check in checks.items():
        off = [row["case_id"] for row, _, found in rows if not check(row, found)]
        print(f"  {name}: {len(rows) - len(off)} of {len(rows)}{'; not ' + ', '.join(off) if off else ''}")
    low = [row["case_id"] for row, _, found in rows if row["confidence"] not in SCORED and not agrees(row, found)]
    print(f"  rows of low confidence that differ: {', '.join(low) or 'none'}")
    contrary = [row["case_id"] for row, _, _ in rows if row.get("match_court") in ("no", "partly")]
    print(f"  rows where the court and the text part ways, shown as such: {', '.join(contrary) or 'none'}")


def test_unknown_stays_unknown_and_its_missing_fact_is_named(answers):
    for _, rows in answers:
        for row, _, found in rows:
            if row["exp_class"] == "unknown":
                assert found.case_class == "unknown" and named(row, found), row["case_id"]


def test_contested_rows_return_both_readings(answers):
    for _, rows in answers:
        for row, _, found in rows:
            if "CONTESTED" in row["exp_flags"].split(";") and row["confidence"] in SCORED:
                assert found.other_reading is not None and "CONTESTED" in found.flags, row["case_id"]


def test_every_element_of_a_trace_carries_its_article_and_words(answers):
    for _, rows in answers:
        for row, _, found in rows:
            assert all(step.quote.article for step in found.steps), row["case_id"]


def test_consent_and_order_change_no_known_row(answers):
    prepared = prepare(read_law())
    for _, rows in answers:
        for _, case, found in rows:
            back = case.model_copy(update={"acts": case.acts[::-1], "purposes": case.purposes[::-1]})
            assert given(prepared.decide(back)) == given(found)
            if case.ages and all(high < 18 for _, high in case.ages):
                flipped = case.model_copy(update={"victim_consent": "no" if case.victim_consent == "yes" else "yes"})
                assert prepared.decide(flipped, trace=False) == prepared.decide(case, trace=False)
