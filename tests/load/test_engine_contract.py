"""Every ibis call that yupay makes, on every engine it may run on: the same rows in, the same rows out.

`test_no_call_is_left_out` reads our sources: a new ibis call without a line here fails.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import made
import pyarrow as pa
import pytest
from spark import spark

from yupay.load.columns import CONTROL, DAY, NUMBER, YES
from yupay.load.engine import DATABASES, Engine, open_engine, shown_address
from yupay.load.tables import load
from yupay.model.problem import StudyProblems

DATA = pa.table(
    {
        "yupay_row": [0, 1, 2, 3],
        "code": ["010101", "10101", None, "Sí"],
        "name": ["Breña", "Ate", "Ate", None],
        "n": [1.0, 2.5, None, 0.0],
    }
)


NOT_OURS = pytest.mark.filterwarnings("ignore")  # pyspark leaves sockets to the collector of the interpreter
KINDS = ("duckdb", "postgres", pytest.param("spark", marks=NOT_OURS))


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "spark":
        opened = spark()
    else:
        opened = open_engine("duckdb://" if request.param == "duckdb" else request.getfixturevalue("address"))
    yield opened
    opened.close()


@pytest.fixture
def table(engine: Engine) -> Any:
    return engine.add("yupay_contract", DATA)


def column(expression: Any) -> list[Any]:
    """The one computed column, in row order."""
    return expression.to_pyarrow()["v"].to_pylist()


def each(table: Any, value: Any) -> list[Any]:
    return column(table.select("yupay_row", v=value).order_by("yupay_row"))


def test_text(table: Any) -> None:
    code = table["code"]
    assert each(table, code.length()) == [6, 5, None, 2]
    assert each(table, code.substr(0, 2)) == ["01", "10", None, "Sí"]
    assert each(table, code.startswith("0")) == [True, False, None, False]
    assert each(table, code.lower()) == ["010101", "10101", None, "sí"]
    assert each(table, ibis.literal("0").concat(code)) == ["0010101", "010101", None, "0Sí"]
    assert each(table, code.re_search("^[0-9]+$")) == [True, True, None, False]
    assert each(table, code.type().is_string()) == [True] * 4
    assert table.yupay_row.type().is_date() is False


def test_nulls_and_choices(table: Any) -> None:
    code, n = table["code"], table["n"]
    assert each(table, code.isnull()) == [False, False, True, False]
    assert each(table, code.notnull()) == [True, True, False, True]
    assert each(table, code.fill_null("-"))[2] == "-"
    assert each(table, code.nullif("Sí"))[3] is None
    assert each(table, code.isin(["010101", "Sí"])) == [True, False, None, True]
    assert each(table, ibis.ifelse(n > 1, 1.0, ibis.null("float64"))) == [None, 1.0, None, None]
    assert each(table, (n > 1).ifelse(1, 0)) == [0, 1, 0, 0]
    assert each(table, ibis.cases((n == 0, 0.0), (n > 1, 1.0), else_=ibis.null("float64"))) == [None, 1.0, None, 0.0]


def test_text_to_number_never_fails(table: Any) -> None:
    good = table["code"].re_search(NUMBER)
    value = ibis.ifelse(good, table["code"], ibis.null("string")).cast("float64")
    assert each(table, value) == [10101.0, 10101.0, None, None]
    assert each(table, table["n"].floor()) == [1, 2, None, 0]
    whole = ibis.ifelse(table["n"] == table["n"].floor(), table["n"].cast("int64").cast("string"), ibis.null("string"))
    assert each(table, whole)[0] == ("1" if each(table, table["n"])[0] == 1 else None)
    assert each(table, (table["n"] < 0) | (table["n"] != table["n"].floor())) == [False, True, None, False]
    assert each(table, ~(table["n"] == 0) & (table["n"] >= 0)) == [True, True, None, False]


def test_text_to_date_takes_days_that_exist(engine: Engine) -> None:
    written = ["2016-02-29", "2015-02-29", "1900-02-29", "2000-02-29", "2016-04-31", "2016-13-01", "16-01-01", None]
    days = engine.add("yupay_days", pa.table({"yupay_row": list(range(8)), "day": written}))
    good = days["day"].re_search(DAY) & ~days["day"].startswith("0000")
    value = ibis.ifelse(good, days["day"], ibis.null("string")).cast("date")
    assert [str(day) for day in each(days, value)] == ["2016-02-29", *["None"] * 2, "2000-02-29", *["None"] * 4]
    assert each(days, value.cast("string"))[:2] == ["2016-02-29", None]
    assert days.select(v=value)["v"].type().is_date()


ODD = ["", " ", "%s", "a'b", 'a"b', "a\\b", "\\N", "a,b", "a\nb", "\x7f", "\ufffe", "日本", "Ñ", "SÍ", "null", None]


def test_text_of_any_kind_comes_back(engine: Engine) -> None:
    """Missing, empty and the word null are three; quotes, backslashes and line ends are letters like others."""
    data = pa.table({"yupay_row": range(len(ODD)), "t": ODD, 'q"%s': ODD})
    rows = engine.add("yupay_odd", data)
    assert each(rows, rows["t"]) == each(rows, rows['q"%s']) == ODD
    for row, word in enumerate(ODD[:-1]):
        assert column(rows.filter(rows["t"] == word).select(v="yupay_row")) == [row], word
    found = column(rows.filter(rows["t"].re_search(CONTROL)).select(v="yupay_row"))
    assert [ODD[row] for row in sorted(found)] == ["\x7f", "\ufffe"]
    assert each(rows, rows["t"].lower().isin(YES))[ODD.index("SÍ")]


def test_text_stands_in_the_order_of_its_bytes(engine: Engine) -> None:
    words = ["a", "B", "ñ", "n", "Z", "_", "10", "9", "Á", None]
    rows = engine.add("yupay_words", pa.table({"yupay_row": range(10), "t": words}))
    ordered = sorted((word for word in words if word), key=str.encode)
    assert column(rows.order_by("t").select(v="t")) == [*ordered, None]
    assert column(rows.aggregate(v=rows["t"].min())) == [ordered[0]]
    kept = engine.keep("yupay_words_kept", rows.mutate(u=ibis.null("string"), w=rows["t"].fill_null("-")))
    assert column(kept.aggregate(v=kept["w"].max())) == ["ñ"]
    assert column(kept.order_by("w").limit(2).select(v="w")) == ["-", "10"]


def test_doubles_come_back_to_the_last_digit(engine: Engine) -> None:
    numbers = [1 / 3, 0.1, 5e-324, 1.7976931348623157e308, -0.0, 2.0**53 - 1, 1e22, None]
    rows = engine.add("yupay_doubles", pa.table({"yupay_row": range(8), "n": numbers, "t": [repr(n) for n in numbers]}))
    assert each(rows, rows["n"]) == numbers
    text = ibis.ifelse(rows["n"].notnull(), rows["t"], ibis.null("string"))
    assert each(rows, text.cast("float64")) == numbers


def test_grouping(table: Any) -> None:
    rows = table.select("name", v=table["n"], here=ibis.ifelse(table["n"].notnull(), 1, 0))
    grouped = rows.filter(rows["name"].notnull()).group_by("name")
    found = grouped.aggregate(
        total=rows["v"].sum(),
        squares=(rows["v"] * rows["v"]).sum(),
        told=rows["v"].count(),
        here=rows["here"].sum(),
        first=rows["name"].min(),
        names=rows["name"].nunique(),
    )
    assert found.order_by("name").to_pyarrow().to_pylist() == [
        {"name": "Ate", "total": 2.5, "squares": 6.25, "told": 1, "here": 1, "first": "Ate", "names": 1},
        {"name": "Breña", "total": 1.0, "squares": 1.0, "told": 1, "here": 1, "first": "Breña", "names": 1},
    ]
    assert table.aggregate(v=table.count()).to_pyarrow().to_pylist() == [{"v": 4}]
    assert table.count().to_pyarrow().as_py() == 4


def test_tables(engine: Engine, table: Any) -> None:
    wide = table.mutate(v=table["n"]).drop("n")
    assert wide.columns == ("yupay_row", "code", "name", "v")
    assert sorted(name or "" for name in column(table.select(v=table["name"]).distinct())) == ["", "Ate", "Breña"]
    assert column(table.order_by("yupay_row").limit(2).select(v="yupay_row")) == [0, 1]
    kept = engine.keep("yupay_kept", table.filter(table["n"] > 1))
    assert kept.schema() == table.schema()
    assert kept.count().to_pyarrow().as_py() == 1
    again = engine.keep("yupay_kept", table.filter(table["n"] > 0))
    assert again.count().to_pyarrow().as_py() == 2
    engine.drop("yupay_kept")
    engine.drop("yupay_kept")
    long = engine.add("yupay_" + "x" * 80, DATA)
    assert long.count().to_pyarrow().as_py() == 4
    assert engine.connection.name in ("duckdb", "postgres", "pyspark")


def test_the_tables_of_a_database_are_listed(tmp_path: Path) -> None:
    """Reading a `duckdb://` file: its tables by name, through the same calls."""
    opened = ibis.duckdb.connect(tmp_path / "b.duckdb")
    opened.create_table("t", DATA, overwrite=True)
    assert opened.list_tables() == ["t"]
    assert opened.table("t").count().to_pyarrow().as_py() == 4
    opened.drop_table("t", force=True)
    opened.disconnect()


def test_joining_by_name(engine: Engine, table: Any) -> None:
    codes = engine.add("yupay_names", pa.table({"k": ["Ate"], "place": ["150103"]}))
    joined = table.left_join(codes, [table["name"].fill_null("") == codes["k"]])
    rows = joined.select(yupay_row=table["yupay_row"], v=codes["place"]).order_by("yupay_row")
    assert joined.select(codes["place"].name("w")).columns == ("w",)
    assert column(rows) == [None, "150103", "150103", None]


def test_a_postgres_table_is_read(address: str, tmp_path: Path) -> None:
    opened = ibis.connect(address)
    opened.create_table("stations", pa.table({"ubigeo": ["010101", "150101"], "n": [3, None]}), overwrite=True)
    opened.disconnect()
    columns = {"n": {"type": "count", "blank": "no data"}}
    source = made.source("rows", address, table="stations", key="ubigeo", columns=columns)
    loaded = load(made.study((source,)), tmp_path)
    rows = loaded.tables["rows"].order_by("ubigeo").to_pyarrow().to_pydict()
    assert (rows["ubigeo"], rows["n"]) == (["010101", "150101"], [3.0, None])
    audit = loaded.audits["rows"]
    assert "secret" not in audit.file and audit.file.startswith("postgres://127.0.0.1:")
    assert len(audit.sha256) == 64


@pytest.mark.parametrize(("table", "code"), [("statoins", "L209"), ("public.nothing", "L209"), ("x.y.z", "L209")])
def test_a_postgres_table_that_is_not_there(address: str, tmp_path: Path, table: str, code: str) -> None:
    with pytest.raises(StudyProblems) as found:
        load(made.study((made.source("rows", address, table=table),)), tmp_path)
    assert [one.code for one in found.value.problems] == [code]


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    path = "postgres://maria:secret@127.0.0.1:1/x"
    with pytest.raises(StudyProblems) as found:
        load(made.study((made.source("rows", path, table="t"),)), tmp_path)
    (one,) = found.value.problems
    assert one.code in {"L260", "L261"}
    assert "secret" not in one.model_dump_json() and "maria" not in one.model_dump_json()


def test_addresses_are_shown_without_their_user() -> None:
    assert shown_address("postgres://u:p@host:5/db") == "postgres://host:5/db"
    assert set(DATABASES) == {"postgres", "postgresql", "duckdb"}


PYTHON = {
    "count",
    "join",
    "lower",
    "startswith",
    "replace",
    "rename",
    "split",
    "strip",
    "hash",
    "info",
    "view",
    "cache",
}
PYTHON |= {
    "union",
    "find",
    "sample",
    "schema",
    "equals",
    "head",
    "describe",
    "columns",
    "values",
    "as_table",
    "quantile",
    "all",
    "any",
    "cumsum",
}


def called(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}


def test_no_call_is_left_out(root: Path) -> None:
    kinds = (
        ibis.expr.types.Table,
        ibis.expr.types.StringColumn,
        ibis.expr.types.NumericColumn,
        ibis.expr.types.BooleanColumn,
    )
    known = {name for kind in kinds for name in dir(kind) if not name.startswith("_")}
    known |= {"create_table", "drop_table", "list_tables", "table", "literal", "null", "ifelse", "cases"}
    rooms = ("load", "derive", "analyse", "analyse/survey")
    sources = [path for room in rooms for path in (root / "src" / "yupay" / room).glob("*.py")]
    sources = [path for path in sources if not path.stem.startswith("engine_")]
    using = [path for path in sources if "ibis" in path.read_text(encoding="utf-8")]
    ours = {name for path in using for name in called(path)} & known - PYTHON
    assert len(ours) > 15
    assert ours <= called(Path(__file__)), sorted(ours - called(Path(__file__)))
