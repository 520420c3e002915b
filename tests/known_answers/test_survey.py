"""Every row of the survey reference values (R survey, psych, polycor, csranks ...) against the methods of this package.

Each module of `survey_rows` answers the rows it knows; |got - value| <= tolerance * max(1, |value|). Rows that nobody
answers, and rows whose reference is itself imprecise, are printed with the reason.
"""

import csv
import math
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

MODULES = ("ranks", "replicate_association", "design", "simple", "simple_more", "instrument", "plan")


def imprecise() -> dict[tuple[str, str], str]:
    """Rows whose reference is imprecise: (call, quantity) -> why, as the modules show it."""
    found: dict[tuple[str, str], str] = {}
    for name in MODULES:
        found |= getattr(import_module(f"survey_rows.{name}"), "IMPRECISE", {})
    return found


@cache
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "file": path.name} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The folder with expected values of calls of R: found by its columns, not by its name."""
    found = [
        file.parent for file in sorted(shared_data.glob("*/expected.csv")) if {"setup", "call"} <= set(rows(file)[0])
    ]
    assert len(found) == 1
    return found[0]


def answered(row: dict[str, str], folder: Path) -> float | None:
    for name in MODULES:
        got = import_module(f"survey_rows.{name}").answer(row, folder)
        if got is not None:
            return float(got)
    return None


def close(got: float, row: dict[str, str]) -> bool:
    value = float(row["value"])
    return math.isfinite(got) and abs(got - value) <= float(row["tolerance"]) * max(1.0, abs(value))


@pytest.mark.parametrize("place", range(2))
def test_every_row(folder: Path, place: int, capsys: pytest.CaptureFixture[str]) -> None:
    file = sorted(folder.glob("expected*.csv"))[place]
    known, left, wrong, excused = 0, Counter[str](), [], []
    reasons = imprecise()
    for row in rows(file):
        got = answered(row, folder)
        if got is None:
            left[row["call"]] += 1
        elif close(got, row):
            known += 1
        elif (row["call"], row["quantity"]) in reasons:
            excused.append((row["call"], row["quantity"], reasons[row["call"], row["quantity"]]))
        else:
            wrong.append((row["dataset"], row["call"], row["quantity"], row["value"], got))
    with capsys.disabled():
        print(f"\nknown answers: {known} of {len(rows(file))} rows of {file.parent.name}/{file.name}")
        for call, count in sorted(left.items()):
            print(f"  left out, {count} of {call}")
        for call, quantity, why in excused:
            print(f"  the reference is imprecise: {call}, {quantity}: {why}")
    assert not wrong, f"{len(wrong)} wrong: {wrong[:8]}"
    assert known > 0
