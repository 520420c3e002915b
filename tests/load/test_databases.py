"""A study whose rows stand in a database gives the estimates of the same rows in a file, through the whole path."""

import json
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest
from made_study import Made, Row

import yupay

POPULATION = {f"99{i:04d}": 20_000 + 3_000 * i for i in range(1, 13)}
ROWS = [Row(code, i % 5 > 0, i * at % 11, i + at, at) for i, code in enumerate(POPULATION) for at in range(3)]
STUDY = Made(POPULATION, ROWS, width=4)


def estimates(study: Made, folder: Path) -> Any:
    """`estimates.json` of a study."""
    written = yupay.run_study(study.write(folder)).written
    (file,) = [path for path in written if path.name.startswith("estimates")]
    return json.loads(file.read_text(encoding="utf-8"))["estimates"]


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return estimates(STUDY, tmp_path_factory.mktemp("csv"))


def rows() -> pa.Table:
    """The rows as a database holds them: numbers as integers."""
    table = pa.table(STUDY.columns())
    numbers = [name for name in table.column_names if name not in ("row_id", "code")]
    return table.select(["row_id", "code"]).join(
        pa.table({"row_id": table["row_id"], **{name: table[name].cast(pa.int64()) for name in numbers}}), "row_id"
    )


def test_postgres(from_csv: Any, address: str, tmp_path: Path) -> None:
    opened = ibis.connect(address)
    opened.create_table("offences", rows(), overwrite=True)
    opened.disconnect()
    path = address.replace(":secret@", "@")  # no password stands in a study file
    found = estimates(STUDY.but(path=path, table='table = "offences"'), tmp_path)
    assert len(found) > 100
    assert found == from_csv


def test_duckdb(from_csv: Any, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "records.duckdb")) as opened:
        opened.register("arrow", rows())
        opened.execute("CREATE TABLE offences AS SELECT * FROM arrow")
    found = estimates(STUDY.but(path="duckdb://records.duckdb", table='table = "offences"'), tmp_path)
    assert found == from_csv
