"""Every row of the reference values of disclosure control, risk, noise, editions and hostile words against this package.

`privacy_cells` answers the rows of hidden cells, `privacy_rows` the others. Rows that nobody answers are printed with the
reason, and so are files of the folder that no row names.
"""

import ast
import csv
import math
from collections import Counter
from functools import cache
from pathlib import Path

import privacy_cells
import privacy_rows
import pytest

Row = dict[str, str]


@cache
def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The folder with checks by case and key that holds hostile payloads: found by its columns, not by its name."""
    wanted = {"case", "key", "expected", "tolerance", "source"}
    found = [
        file.parent
        for file in sorted(shared_data.glob("*/expected.csv"))
        if set(rows(file)[0]) == wanted
        and any(tuple(rows(other)[0]) == privacy_rows.PAYLOADS for other in file.parent.glob("*.csv") if rows(other))
    ]
    assert len(found) == 1
    return found[0]


def answered(row: Row, folder: Path) -> object:
    got: object = privacy_cells.answer(row["case"], row["key"], folder)
    return privacy_rows.answer(row["case"], row["key"], folder, row["expected"]) if got is None else got


def agrees(got: object, expected: str, tolerance: float) -> bool:
    """Whether an answer is the expected one: a range, a list, a number, or words."""
    if isinstance(got, bool):
        return str(got).lower() == expected.lower()
    if isinstance(got, list):
        wanted = ast.literal_eval(expected)
        return len(got) == len(wanted) and all(near(one, two, tolerance) for one, two in zip(got, wanted, strict=True))
    if ".." in expected and str(got).count("..") == 1 and not expected.startswith("small"):
        return all(
            near(float(one), float(two), tolerance)
            for one, two in zip(str(got).split(".."), expected.split(".."), strict=True)
        )
    if isinstance(got, int | float):
        return near(got, float(expected), max(tolerance, half_digit(expected)))
    return got == expected


def half_digit(printed: str) -> float:
    """Half a unit of the last digit that a number is printed with; 0 for a whole number."""
    return 0.5 * 10.0 ** -len(printed.partition(".")[2]) if "." in printed and "e" not in printed else 0.0


def near(got: object, expected: object, tolerance: float) -> bool:
    if isinstance(expected, list):
        return got == expected
    return math.isfinite(float(got)) and abs(float(got) - float(expected)) <= tolerance  # type: ignore[arg-type]


def test_every_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(folder / "expected.csv")
    known, left, wrong = 0, Counter[str](), []
    for row in found:
        got = answered(row, folder)
        if got is None:
            left[f"{row['case']}: {row['key']}"] += 1
        elif agrees(got, row["expected"], float(row["tolerance"])):
            known += 1
        else:
            wrong.append((row["case"], row["key"], row["expected"], got))
    with capsys.disabled():
        print(f"\nknown answers: {known} of {len(found)} rows of {folder.name}/expected.csv")
        for why, count in sorted(left.items()):
            print(f"  left out, {count} of {why}: nobody answers it")
        for name in unnamed(folder, found):
            print(f"  {name}: no row of expected.csv; records to link are judged by the tests of linkage")
    assert not wrong, f"{len(wrong)} wrong: {wrong[:8]}"
    assert known > 0
    assert not left


def unnamed(folder: Path, found: list[Row]) -> list[str]:
    """Data files of the folder that belong to no case."""
    cases = {row["case"].split("_")[0] for row in found}
    files = sorted(path.name for path in folder.glob("*.csv*") if path.name != "expected.csv")
    return [name for name in files if name.split("_")[0] not in cases]


def test_a_wrong_answer_is_not_taken_for_a_right_one() -> None:
    assert agrees("3..6", "3..6", 1e-6) and not agrees("3..7", "3..6", 1e-6)
    assert agrees([1.0, 2.0], "[1, 2]", 0) and not agrees([1.0, 2.1], "[1, 2]", 0.01)
    assert agrees(True, "true", 0) and not agrees(False, "true", 0)
    assert agrees(0.5, "0.5", 0) and not agrees(math.nan, "0.5", 1)
    assert not agrees(privacy_rows.WRONG, "a requirement", 0)


def test_no_member_of_an_archive_reaches_outside(folder: Path) -> None:
    from yupay.load.packed import is_inside

    names = [name for name in privacy_rows.payloads(folder, "zip_member") if "bomb" not in name]
    assert names and not [name for name in names if is_inside(name)]
