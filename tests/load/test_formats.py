"""Excel, SPSS, Stata, Parquet and DuckDB give the same table as the CSV; broken ones give a message."""

import datetime
from pathlib import Path

import duckdb
import made
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from yupay.load.tables import load
from yupay.model.problem import StudyProblems

ROWS = {"ubigeo": ["010101", "150101", None], "n": [1.0, 2.5, None], "name": ["Ñaña", "b", None]}


def workbook(file: Path, rows: list[list[object]], sheet: str = "Hoja1") -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(file)


def table(folder: Path, path: str, **fields: object) -> dict[str, list[object]]:
    loaded = load(made.study((made.source("rows", path, **fields),)), folder)
    return loaded.tables["rows"].drop("yupay_row", "yupay_place").to_pyarrow().to_pydict()


def problems(folder: Path, path: str, **fields: object) -> list[str]:
    with pytest.raises(StudyProblems) as found:
        load(made.study((made.source("rows", path, **fields),)), folder)
    return [one.code for one in found.value.problems]


def test_excel(tmp_path: Path) -> None:
    day = datetime.date(2016, 12, 31)
    workbook(tmp_path / "a.xlsx", [["ubigeo", "n", "day", "yes"], ["010101", 3, day, True], [None, None, None, None]])
    assert table(tmp_path, "a.xlsx") == {"ubigeo": ["010101"], "n": ["3"], "day": ["2016-12-31"], "yes": ["1"]}


def test_excel_takes_the_zero_and_it_is_found(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["title row"], ["ubigeo"], [10101], [150101]][1:])
    assert problems(tmp_path, "a.xlsx", place="ubigeo") == ["L210"]


def test_excel_sheets(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["a"], [1]], sheet="Datos")
    assert table(tmp_path, "a.xlsx", sheet="Datos") == {"a": ["1"]}
    assert problems(tmp_path, "a.xlsx", sheet="Hoja1") == ["L209"]


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_workbook(tmp_path: Path, kept: float) -> None:
    workbook(tmp_path / "a.xlsx", [["a", "b"], *([n, str(n)] for n in range(50))])
    data = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "b.xlsx").write_bytes(data[: int(len(data) * kept)])
    assert problems(tmp_path, "b.xlsx") == ["L208"]


def test_an_empty_sheet(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [])
    assert problems(tmp_path, "a.xlsx") == ["L204"]


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_labelled_files_keep_labels(tmp_path: Path, ending: str) -> None:
    import pandas as pd

    frame = pd.DataFrame({"ubigeo": ["010101", "150101"], "sex": [1.0, 9.0], "n": [1.0, float("nan")]})
    labels = {"sex": {1: "Hombre", 2: "Mujer", 9: "No sabe"}}
    options = {"missing_ranges": {"sex": [9]}} if ending == "sav" else {}
    writer = pyreadstat.write_sav if ending == "sav" else pyreadstat.write_dta
    writer(frame, str(tmp_path / f"a.{ending}"), variable_value_labels=labels, **options)
    study = made.study((made.source("rows", f"a.{ending}", columns={"sex": {"type": "code"}}),))
    loaded = load(study, tmp_path)
    rows = loaded.tables["rows"].drop("yupay_row", "yupay_place").to_pyarrow().to_pydict()
    assert rows == {"ubigeo": ["010101", "150101"], "sex": ["1", "9"], "n": ["1", None]}
    assert loaded.labels["rows"]["sex"] == {"1": "Hombre", "2": "Mujer", "9": "No sabe"}
    (sex,) = loaded.audits["rows"].columns
    assert sex.missing == (1 if ending == "sav" else 0)


def test_a_labelled_yes_and_no_is_a_flag(tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame({"ubigeo": ["010101", "010102", "010103"], "safe": [1.0, 2.0, float("nan")]})
    pyreadstat.write_sav(frame, str(tmp_path / "a.sav"), variable_value_labels={"safe": {1: "Sí", 2: "No"}})
    study = made.study((made.source("rows", "a.sav", columns={"safe": {"type": "flag", "blank": "no data"}}),))
    table = load(study, tmp_path).tables["rows"].order_by("ubigeo").to_pyarrow().to_pydict()
    assert table["safe"] == [1.0, 0.0, None]


@pytest.mark.parametrize("ending", ["sav", "dta", "parquet", "xlsx", "zsav"])
@pytest.mark.parametrize("content", [b"abc", b"\x00" * 300, b"$FL2@(#) SPSS DATA FILE" + b" " * 80])
def test_broken_files(tmp_path: Path, ending: str, content: bytes) -> None:
    (tmp_path / f"a.{ending}").write_bytes(content)
    assert problems(tmp_path, f"a.{ending}") == ["L208"]


def test_parquet(tmp_path: Path) -> None:
    columns = {
        "ubigeo": pa.array(["010101", None]).dictionary_encode(),
        "n": pa.array([1.5, float("nan")]),
        "whole": pa.array([1.0, 2.0]),
        "yes": pa.array([True, None]),
        "day": pa.array([datetime.datetime(2016, 1, 2), None], pa.timestamp("ms")),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert table(tmp_path, "a.parquet") == {
        "ubigeo": ["010101", None],
        "n": ["1.5", None],
        "whole": ["1", "2"],
        "yes": ["1", None],
        "day": ["2016-01-02", None],
    }


def test_nested_parquet_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [[1, 2]]}), tmp_path / "a.parquet")
    assert problems(tmp_path, "a.parquet") == ["L208"]


def test_duckdb_tables(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("create table cases as select '010101' as ubigeo, 3 as n")
    assert table(tmp_path, "duckdb://a.duckdb", table="cases") == {"ubigeo": ["010101"], "n": ["3"]}
    assert problems(tmp_path, "duckdb://a.duckdb", table="case") == ["L209"]
    assert problems(tmp_path, "duckdb://b.duckdb", table="cases") == ["L201"]
    assert problems(tmp_path, "duckdb:///etc/passwd", table="cases") == ["L202"]
    (tmp_path / "c.duckdb").write_bytes(b"not a database")
    assert problems(tmp_path, "duckdb://c.duckdb", table="cases") == ["L260"]


def test_a_view_of_a_database_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("name\nMaria\n")
    study = tmp_path / "study"
    study.mkdir()
    with duckdb.connect(str(study / "a.duckdb")) as connection:
        connection.execute(f"create view cases as select * from read_csv('{tmp_path}/secret.csv')")
    assert problems(study, "duckdb://a.duckdb", table="cases") == ["L260"]


def test_an_unknown_ending(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert problems(tmp_path, "a.docx") == ["L203"]
