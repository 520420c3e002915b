"""The same coded cases, qualified on DuckDB, PostgreSQL and Spark: the same decisions, the same counts, the same refusals."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest

from yupay.derive.law.cases import Mapped, read_cases
from yupay.derive.law.engine import qualified_cases, qualified_table
from yupay.derive.law.read import read_law
from yupay.load.engine import Engine, open_engine
from yupay.model.problem import StudyProblems

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "load"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "derive" / "law"))
from made_cases import made
from needs import missing
from postgres import NoServer, server
from spark import spark

ROWS = 1500
NOT_OURS = pytest.mark.filterwarnings("ignore")  # pyspark leaves sockets to the collector of the interpreter


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    if find_spec("psycopg") is None:
        missing("psycopg is not installed")
    running = server()
    try:
        found = running.__enter__()
    except NoServer as why:
        missing(str(why))
    yield found
    running.__exit__(None, None, None)


@pytest.fixture(scope="module", params=("duckdb", "postgres", pytest.param("spark", marks=NOT_OURS)))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "spark":
        opened = spark()
    else:
        opened = open_engine("duckdb://" if request.param == "duckdb" else request.getfixturevalue("address"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = made(read_law(), tmp_path_factory.mktemp("law"), ROWS // 2, 21)
    head, *lines = found.read_text(encoding="utf-8").splitlines()
    found.write_text("\n".join((head, *lines, *reversed(lines))) + "\n", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def expected(file: Path) -> tuple[list[dict[str, object]], dict[tuple[object, ...], int]]:
    """What the embedded engine answers."""
    opened = open_engine()
    try:
        found = qualified_cases(read_cases(file, opened), read_law(), on=date(2025, 12, 1))
        return found.rows.order_by("yupay_row").to_pyarrow().to_pylist(), found.counts("case_class", "wording")
    finally:
        opened.close()


def test_every_engine_gives_the_same_decisions(engine, file, expected):
    found = qualified_cases(read_cases(file, engine), read_law(), on=date(2025, 12, 1))
    rows = found.rows.order_by("yupay_row").to_pyarrow().to_pylist()
    assert len(rows) == ROWS
    assert [{name: row[name] for name in expected[0][0]} for row in rows] == expected[0]
    assert found.counts("case_class", "wording") == expected[1]
    counted = Counter((row["class"], tuple(filter(None, row["wording"].split(";")))) for row in rows)
    assert counted == expected[1]
    assert len(found.sizes) <= ROWS // 2 and found.sizes.sum() == ROWS


def test_every_engine_takes_numbers_days_and_blanks(engine):
    data = pa.table(
        {
            "yupay_row": [0, 1, 2],
            "case_id": ["A", "B", "C"],
            "act_date": pa.array([date(2016, 3, 4), None, date(2022, 1, 1)]),
            "acts": ["capta", None, "transporta"],
            "means": ["none", "none", "engano"],
            "purposes": ["prostitucion", "prostitucion", "mendicidad"],
            "ages": [15.0, None, 20.0],
            "victims_n": [1, 2, None],
            "agents_n": [1.0, 1.0, 1.0],
        }
        | dict.fromkeys(("victim_flags", "agent_flags", "outcome_flags"), [""] * 3)
    )
    table = engine.add("law_typed", data)
    found = qualified_table(table, read_law(), engine=engine, mapping=Mapped({"ages": "victim_ages"}), name="typed")
    rows = found.rows.order_by("yupay_row").to_pyarrow().to_pylist()
    assert [row["class"] for row in rows] == ["trata", "unknown", "trata"]
    assert (rows[0]["penalty_min"], rows[0]["penalty_max"], rows[1]["penalty_min"]) == (12.0, 20.0, None)


def test_every_engine_refuses_with_rows_and_never_with_values(engine):
    words = {"act_date": "2016-01-01", "acts": "capta", "means": "none", "purposes": "organos", "victim_ages": "15"}
    columns = {name: [word] * 3 for name, word in words.items()} | {"acts": ["capta", "captta", "captta"]}
    columns |= {"date_precision": ["day", "day", "day"], "act_date": ["2016-01-01", "2016-01", "2016-01-01"]}
    table = engine.add("law_wrong", pa.table({"yupay_row": [0, 1, 2], "case_id": ["A", "", "C"]} | columns))
    with pytest.raises(StudyProblems) as refused:
        qualified_table(table, read_law(), engine=engine, name="wrong")
    found = {one.code: one for one in refused.value.problems}
    assert set(found) == {"Q422", "Q423", "Q429"}
    assert found["Q423"].hint.en == "capta" and found["Q423"].line == 3 and "3, 4" in found["Q423"].got.en
    assert found["Q422"].line == found["Q429"].line == 3
    assert "captta" not in " ".join(one.model_dump_json() for one in found.values())
