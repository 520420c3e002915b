"""Rank confidence sets of csranks: limits are integers from a simulated critical value."""

import csv
import re
from functools import cache
from pathlib import Path

from yupay.analyse.rank.core import RankSets, normal_rank_sets


@cache
def sets(folder: Path) -> tuple[list[str], RankSets, RankSets]:
    (path,) = folder.glob("pisa.csv")
    with path.open(encoding="utf-8", newline="") as file:
        data = list(csv.DictReader(file))
    score, error = ([float(row[column]) for row in data] for column in ("math_score", "math_se"))
    return [row["jurisdiction"] for row in data], *normal_rank_sets(score, [e * e for e in error], seed=101)


def answer(row: dict[str, str], folder: Path) -> float | None:
    if not row["setup"].startswith("csranks("):
        return None
    names, alone, together = sets(folder)
    chosen = together if re.search(r"simul\s*=\s*TRUE", row["setup"]) else alone
    quantity, _, unit = row["quantity"].partition(":")
    return float({"L": chosen.low, "U": chosen.high, "rank": chosen.rank}[quantity][names.index(unit)])
