"""Every row of the reference values of overlapping lists (R's packages, published tables) against this package.

Each module of `mse_rows` answers the rows it knows: with a number, a model or names, "REFUSED" where the method refuses
or warns that it did not converge. Rows that nobody answers, and rows whose reference is itself a failure, are printed with the reason.
"""

import csv
import math
import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

MODULES = ("loglinear", "existence", "bootstrap", "closed", "covariates", "latent", "graphs", "threshold")
INFORMATION = ("information", "single chain: information only")
NOT_CONVERGED = "NOT CONVERGED"
REFUSED = "REFUSED"
Row = dict[str, str]
Answer = float | int | str | None


@cache
def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The folder with expected values of methods on tables of lists: found by its columns, not by its name."""
    wanted = {"dataset", "method", "options", "quantity", "value", "tolerance", "source"}
    found = [file.parent for file in sorted(shared_data.glob("*/expected.csv")) if set(rows(file)[0]) == wanted]
    assert len(found) == 1
    return found[0]


def answered(row: Row, folder: Path) -> Answer:
    for name in MODULES:
        got: Answer = import_module(f"mse_rows.{name}").answer(row, folder)
        if got is not None:
            return got
    return None


def excuse(row: Row, folder: Path) -> str | None:
    """Why the reference of a row is imprecise or a failure of the peer, where its module can show that."""
    for name in MODULES:
        module = import_module(f"mse_rows.{name}")
        why: str | None = module.excused(row, folder) if hasattr(module, "excused") else None
        if why is not None:
            return why
    return None


def key(row: Row) -> tuple[str, ...]:
    return row["dataset"], row["method"], row["options"], row["quantity"]


def agrees(got: Answer, row: Row, folder: Path) -> bool:
    """Whether an answer is within the tolerance its row gives in words."""
    tolerance, value = row["tolerance"], row["value"]
    if tolerance.startswith(NOT_CONVERGED):
        return got == REFUSED
    if tolerance.startswith(("exact", "as above")) and not number(value):
        return parts(str(got), ordered="order" in tolerance) == parts(value, ordered="order" in tolerance)
    if got is None or isinstance(got, str):
        return False
    return abs(float(got) - float(value)) <= allowed(row, folder) and math.isfinite(float(got))


def number(words: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", words) is not None


def parts(words: str, *, ordered: bool) -> tuple[str, ...]:
    """Names joined by + or |, in their order or sorted; the letters of a clique sorted."""
    found = [words] if words.startswith("[") else re.split(r"[+|]", words)
    return tuple(found if ordered else sorted(found))


def allowed(row: Row, folder: Path) -> float:
    """The largest difference that a row's tolerance allows."""
    tolerance, size = row["tolerance"], abs(float(row["value"]))
    if tolerance.startswith("rel 0.05 (q50), 0.12 (tails)"):
        return (0.05 if row["quantity"] == "q50" else 0.12) * size
    if tolerance.startswith("rel 0.25 (2.5), 0.15 (others)"):
        return (0.25 if row["quantity"].endswith("_2.5") else 0.15) * size
    if tolerance.startswith("as printed"):
        return PRINTED.get(row["quantity"], 0.15) * size
    if "stored R draws" in tolerance and list(folder.glob(f"draws_{row['dataset']}_*.csv")):
        return 1e-6 * size
    relative = re.search(r"rel ([\d.e-]+)", tolerance)
    absolute = re.search(r"abs ([\d.e-]+)", tolerance)
    return max(float(relative[1]) * size if relative else 0.0, float(absolute[1]) if absolute else 0.0)


# another generator: the lower limit of a bootstrap varies most; a published total is printed whole
PRINTED = {"BCa_2.5": 0.25, "BCa_0.025": 0.25, "N": 0.002}


def test_every_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(folder / "expected.csv")
    known, left, wrong, excused = 0, Counter[str](), [], Counter[str]()
    for row in found:
        if row["tolerance"] in INFORMATION:
            left[f"{row['method']}: one chain or a diagnostic of the peer, marked as information"] += 1
            continue
        got = answered(row, folder)
        if got is None:
            left[f"{row['method']}: {row['options']}, {row['quantity']}"] += 1
        elif agrees(got, row, folder):
            known += 1
        elif (why := excuse(row, folder)) is not None:
            excused[why] += 1
        else:
            wrong.append((*key(row), row["value"], got))
    with capsys.disabled():
        print(f"\nknown answers: {known} of {len(found)} rows of {folder.name}/expected.csv")
        for why, count in sorted(left.items()):
            print(f"  left out, {count} of {why}")
        for why, count in sorted(excused.items()):
            print(f"  the reference is at fault, {count}: {why}")
    assert not wrong, f"{len(wrong)} wrong: {wrong[:8]}"
    assert known > 0
