"""Columns: what is not what it was declared to be is found, named by line, and counted."""

from pathlib import Path

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.load.columns import audit_columns, typed
from yupay.load.engine import open_engine
from yupay.load.tables import load
from yupay.model.source import ColumnSpec

COUNT = {"type": "count", "blank": "no data"}


def test_the_four_states_of_a_column(tmp_path: Path) -> None:
    spec = {**COUNT, "missing": {"S.I.": "sin información"}}
    study = made.study((made.source("rows", "data/rows.csv", columns={"n": spec}),))
    loaded = load(study, made.write(tmp_path, rows__csv="k,n\na,0\nb,\nc,S.I.\nd,7\n"))
    (audit,) = loaded.audits["rows"].columns
    assert (audit.expected, audit.answered, audit.blank, audit.missing, audit.zero) == (4, 2, 1, 1, 1)
    assert loaded.tables["rows"].n.to_pyarrow().to_pylist() == [0.0, None, None, 7.0]


def test_a_blank_declared_zero_is_zero_and_a_missing_code_is_not(read) -> None:
    spec = {"type": "count", "blank": "zero", "missing": {"99": "no sabe"}}
    assert read("k,n\na,\nb,99\nc,5\n", columns={"n": spec})["n"].to_pylist() == [0.0, None, 5.0]


def test_missing_codes_stay_categories(read) -> None:
    spec = {"type": "code", "missing": {"9": "sin información"}}
    assert read("k,sex\na,1\nb,9\nc,2\n", columns={"sex": spec})["sex"].to_pylist() == ["1", "9", "2"]


def test_an_undeclared_blank_in_a_count(refuse) -> None:
    (found,) = refuse("k,op\n1,3\n2,\n3,\n", columns={"op": {"type": "count"}})
    assert (found.code, found.line, found.column) == ("L231", 3, 2)
    assert found.what.es == "vacío en una columna de conteo"
    assert found.got.es == "2 vacíos en op"
    assert found.expected.en == 'blank = "no data" or blank = "zero", declared'


def test_the_blank_hint_reads_the_flag_of_the_study(tmp_path: Path) -> None:
    count = made.indicator("x", source="rows", columns=("op",), answered="en_cap600")
    study = made.study((made.source("rows", "data/rows.csv", place="u"),), (count,))
    folder = made.write(tmp_path, rows__csv="u,en_cap600,op\n150101,1,3\n150101,0,\n")
    with pytest.raises(Exception, match="L231") as found:
        load(study, folder)
    hint = found.value.problems[0].hint
    assert hint.es == '"no data": en esas filas en_cap600 = 0 (no respondieron)'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12a", "L230"),
        ("1,234", "L230"),
        ("1 234", "L230"),
        ("nan", "L230"),
        ("inf", "L230"),
        ("[/red]", "L230"),
        ("=1+1", "L230"),
        ("1e999", "L230"),
        ("9" * 500, "L230"),
        ("-1", "L232"),
        ("1.5", "L232"),
    ],
)
def test_what_is_no_count(refuse, value: str, code: str) -> None:
    (found,) = refuse(f'k,n\na,1\nb,"{value}"\n', columns={"n": COUNT})
    assert (found.code, found.line, found.column) == (code, 3, 2)


@pytest.mark.parametrize("value", ["0", "12", "12.0", "+3", "1e3"])
def test_what_is_a_count(read, value: str) -> None:
    assert read(f"k,n\na,{value}\n", columns={"n": COUNT})["n"].to_pylist() == [float(value)]


def test_at_most_five_rows_are_quoted(refuse) -> None:
    rows = "".join(f"{n},x{n}\n" for n in range(8))
    (found,) = refuse(f"k,n\n{rows}", columns={"n": COUNT})
    assert found.got.en == "x0 in 8 rows: 2, 3, 4, 5, 6 ... (3 … problems.csv)"


def test_a_range(refuse) -> None:
    (found,) = refuse("k,n\na,101\n", columns={"n": {"type": "number", "low": 0, "high": 100}})
    assert (found.code, found.expected.en) == ("L232", "0 … 100")


def test_flags_and_dates(read, refuse) -> None:
    columns = {"f": {"type": "flag"}, "d": {"type": "date"}}
    rows = read("f,d\nSí,2016-02-29\nno,\n1,2016-12-31\n", columns=columns)
    assert rows["f"].to_pylist() == [1.0, 0.0, 1.0]
    assert [str(day) for day in rows["d"].to_pylist()] == ["2016-02-29", "None", "2016-12-31"]
    codes = {one.code for one in refuse("f,d\nquizá,2015-02-29\n", columns=columns)}
    assert codes == {"L233", "L234"}


def test_a_column_that_is_not_there(refuse) -> None:
    (found,) = refuse("ubigeo,poblacion\n150101,5\n", columns={"poblacin": COUNT})
    assert (found.code, found.hint.en) == ("L213", "poblacion")


def test_repeated_and_blank_keys(refuse) -> None:
    found = {one.code: one for one in refuse("id,n\na,1\nb,2\na,3\n,4\n", key="id")}
    assert found["L216"].got.en == "a in rows 2, 4"
    assert (found["L216"].line, found["L217"].line) == (4, 5)


def test_declared_rows_and_digest(refuse) -> None:
    (found,) = refuse("a\n1\n", expected_rows=2)
    assert (found.code, found.got.es, found.expected.es) == ("L221", "1 filas", "2 filas, según la ficha")
    (found,) = refuse("a\n1\n", sha256="0" * 64)
    assert found.code == "L223"


values = st.one_of(st.none(), st.integers(0, 10**9).map(str), st.sampled_from(["-1", "x", "2.5", "nan", " 7 ", "S.I."]))


@settings(max_examples=40, deadline=None)
@given(column=st.lists(values, min_size=1, max_size=20))
def test_every_row_is_in_exactly_one_state(column: list[str | None]) -> None:
    import pyarrow as pa

    spec = ColumnSpec(type="count", blank="no data", missing={"S.I.": "?"})
    data = pa.table({"n": pa.array(column, pa.string()), "yupay_row": list(range(len(column)))})
    table = open_engine().add("t", data)
    one = typed(table, "n", spec)
    (audit,), faults = audit_columns(table, [one])
    assert audit.expected == audit.answered + audit.blank + audit.missing == len(column)
    good = [value for value in column if value is not None and value.isdigit()]
    assert len(good) == audit.answered - faults["n", "L230"] - faults["n", "L232"]
    assert audit.zero == good.count("0")


@pytest.mark.parametrize("value", ["9007199254740993", "1e17", "1e99", "9" * 40])
def test_a_count_beyond_what_a_double_tells_apart_is_out_of_range(refuse, value: str) -> None:
    (found,) = refuse(f"a,n\n1,{value}\n", columns={"n": {"type": "count", "blank": "zero"}})
    assert found.code == "L232"
