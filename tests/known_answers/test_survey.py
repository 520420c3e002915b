"""Rank confidence sets against csranks 1.2.2.9001, from the file of reference values."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from yupay.analyse.rank.core import RankSets, normal_rank_sets

FILE = "expected_rank_uncertainty.csv"


def found(folder: Path, name: str) -> Path:
    (path,) = (folder / "survey").glob(name)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def expected(shared_data: Path) -> list[dict[str, str]]:
    return rows(found(shared_data, FILE))


@pytest.fixture(scope="module")
def pisa(shared_data: Path) -> tuple[list[str], RankSets, RankSets]:
    data = rows(found(shared_data, "pisa.csv"))
    score, error = ([float(row[column]) for row in data] for column in ("math_score", "math_se"))
    return [row["jurisdiction"] for row in data], *normal_rank_sets(score, np.square(error), seed=101)


def test_rank_sets_of_csranks(expected: list, pisa: tuple, capsys: pytest.CaptureFixture[str]) -> None:
    names, alone, together = pisa
    ours = [row for row in expected if row["setup"].startswith("csranks(")]
    left_out = len(expected) - len(ours)
    misses = []
    for row in ours:
        sets = together if re.search(r"simul\s*=\s*TRUE", row["setup"]) else alone
        quantity, _, unit = row["quantity"].partition(":")
        got = {"L": sets.low, "U": sets.high, "rank": sets.rank}[quantity][names.index(unit)]
        misses.append(abs(int(got) - float(row["value"])))
        assert misses[-1] <= (0 if quantity == "rank" else float(row["tolerance"])), row
    with capsys.disabled():
        print(
            f"\nknown answers: {len(ours)} of {len(expected)} rows of {FILE} "
            f"({left_out} left out: associations under a complex design, no method yet); "
            f"{sum(miss == 0 for miss in misses)} equal, {sum(miss == 1 for miss in misses)} within 1"
        )
    assert len(ours) == 222 and sum(miss > 0 for miss in misses) <= 10
