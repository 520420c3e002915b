"""Totals: what the producer printed stands beside what the rows give."""

from pathlib import Path

import made
import pytest

from yupay.load.tables import load
from yupay.model.problem import StudyProblems

ROWS = "name,sex,n\na,f,10\nb,m,20\nc,f,5\n"


def load_with(folder: Path, **total: object):
    source = made.source("rows", "data/rows.csv", totals=({"column": "n", **total},))
    return load(made.study((source,)), made.write(folder, rows__csv=ROWS)).audits["rows"].totals


def test_a_total_that_agrees_is_shown(tmp_path: Path) -> None:
    (found,) = load_with(tmp_path, total=35, rows=3)
    assert (found.declared, found.summed, found.rows, found.source) == (35, 35, 3, "rows")


def test_parts(tmp_path: Path) -> None:
    (found,) = load_with(tmp_path, total=15, rows=2, where={"sex": "f"})
    assert (found.summed, found.rows) == (15, 2)


def test_a_total_that_differs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyProblems) as found:
        load_with(tmp_path, total=1976, rows=4)
    (one,) = found.value.problems
    assert one.place == "data/rows.csv:4:3"
    assert (one.code, one.what.es) == ("L220", "el total declarado no es la suma")
    assert one.got.es == "total 1,976; suma de 3 filas 35"
    assert one.expected.en == "equality, or tolerance with its reason in the source card"
    assert one.hint.es == "falta 1 de las 4 filas declaradas"


def test_a_declared_tolerance_lets_it_pass_and_shows_it(tmp_path: Path) -> None:
    (found,) = load_with(tmp_path, total=36, tolerance=1, reason=made.words("printed so"))
    assert found.declared - found.summed == 1


def test_a_word_is_no_number(tmp_path: Path) -> None:
    source = made.source(
        "rows",
        "data/rows.csv",
        totals=({"column": "n", "total": 0, "where": {"m": "two"}},),
        columns={"m": {"type": "number"}},
    )
    loaded = load(made.study((source,)), made.write(tmp_path, rows__csv="n,m\n1,2\n"))
    assert loaded.audits["rows"].totals[0].rows == 0
