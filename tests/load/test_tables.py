"""The whole room: all problems at once, nothing of a protected source, and an engine that is locked afterwards."""

from pathlib import Path

import made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yupay.load.faults import LoadProblems
from yupay.load.tables import load
from yupay.model.problem import StudyProblems


def whole(folder: Path):
    count = made.indicator("x", source="stations", columns=("planned", "unannounced"), answered="answered")
    study = made.study((made.districts(), made.stations()), (count,), (made.unit(),))
    return load(study, made.write(folder, districts__csv=made.DISTRICTS, stations__csv=made.STATIONS))


def test_every_source_becomes_a_table(tmp_path: Path) -> None:
    loaded = whole(tmp_path)
    assert list(loaded.tables) == ["districts", "stations"] == list(loaded.audits)
    stations = loaded.tables["stations"].to_pyarrow().to_pydict()
    assert stations["id"] == ["0001", "0002", "0003", "0004", "0005"]
    assert stations["planned"] == [3, None, 0, 7, 9]
    assert stations["yupay_place"] == ["150101", "150101", "150102", "070101", "010101"]
    planned = {audit.column: audit for audit in loaded.audits["stations"].columns}["planned"]
    assert (planned.expected, planned.answered, planned.blank, planned.zero) == (5, 4, 1, 1)


def test_problems_of_all_sources_come_together(tmp_path: Path) -> None:
    sources = (
        made.source("a", "data/none.csv"),
        made.source("b", "data/b.csv", columns={"n": {"type": "count"}}),
        made.source("c", "data/c.csv", totals=({"column": "n", "total": 9},)),
        made.source("d", "data/d.csv", confidentiality="victim-records"),
    )
    folder = made.write(tmp_path, b__csv="n,w,W\n1,2,3\n", c__csv="n\n1\n", d__csv="n\nx\n")
    with pytest.raises(LoadProblems) as found:
        load(made.study(sources), folder)
    assert sorted(one.code for one in found.value.problems) == ["L201", "L212", "L220", "P601"]


def test_every_faulty_row_is_kept_without_its_value(tmp_path: Path) -> None:
    source = made.source("b", "data/b.csv", columns={"n": {"type": "count", "blank": "zero"}})
    folder = made.write(tmp_path, b__csv="n\n" + "secret\n" * 7)
    with pytest.raises(LoadProblems) as found:
        load(made.study((source,)), folder)
    assert [row.line for row in found.value.rows] == list(range(2, 9))
    assert "secret" not in str(found.value.rows)


@pytest.mark.parametrize("kind", ["restricted", "victim-records"])
def test_protected_sources_are_refused_before_reading(tmp_path: Path, kind: str) -> None:
    """The file does not even exist: only the card is looked at."""
    secret = made.source("r", "data/A1234567.csv", confidentiality=kind)
    with pytest.raises(StudyProblems) as found:
        load(made.study((secret,)), tmp_path, locate=lambda path: (7, 1))
    (one,) = found.value.problems
    assert (one.place, one.code, one.what.es) == ("study.toml:7:1", "P601", "fuente que no puede salir")
    assert f'confidentiality = "{kind}"' in one.got.en
    assert "A1234567" not in one.model_dump_json()


def test_the_engine_is_locked(tmp_path: Path) -> None:
    loaded = whole(tmp_path)
    connection = loaded.engine.connection
    outside = tmp_path / "out.csv"
    for statement in (
        f"COPY (SELECT 1) TO '{outside}'",
        f"SELECT * FROM read_csv('{tmp_path}/data/districts.csv')",
        "SET threads = 4",
        "SET enable_external_access = true",
        "ATTACH 'x.duckdb'",
        "INSTALL spatial",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|cannot|permission"):
            connection.raw_sql(statement)
    assert not outside.exists()
    assert loaded.tables["districts"].count().to_pyarrow().as_py() == 5


def test_one_thread_and_no_temporary_folder(tmp_path: Path) -> None:
    found = whole(tmp_path).engine.connection.raw_sql(
        "SELECT current_setting('threads'), current_setting('temp_directory'), current_setting('autoload_known_extensions')"
    )
    assert found.fetchall() == [(1, "", False)]


hostile = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="ab,;\t|\"'\n\r 0123456789.-[]/=ñé\u202e\u00a0", max_size=200).map(str.encode),
    st.text(max_size=100).map(lambda text: ("ubigeo,n\n" + text).encode("utf-8", "replace")),
    st.sampled_from(["utf-16", "cp1252", "mac_roman"]).map(lambda code: "ubigeo,n\n150101,[/red]ñ\n".encode(code)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=hostile, ending=st.sampled_from(["csv", "xlsx", "sav", "dta", "parquet", "geojson"]))
def test_any_file_is_read_or_gives_a_message(tmp_path: Path, data: bytes, ending: str) -> None:
    kind = "boundaries" if ending == "geojson" else "table"
    columns = {"n": {"type": "count", "blank": "no data"}} if ending == "csv" else {}
    source = made.source("rows", f"data/rows.{ending}", kind=kind, columns=columns)
    made.write(tmp_path, **{f"rows__{ending}": data})
    try:
        loaded = load(made.study((source,)), tmp_path)
    except StudyProblems as found:
        assert found.problems
        assert all(one.what.es and one.what.en and one.got.es and one.expected.es for one in found.problems)
    else:
        assert loaded.audits["rows"].rows > 0


def test_a_very_wide_table_keeps_what_the_study_uses(tmp_path: Path) -> None:
    names = ["id", *(f"c{i}" for i in range(3_000)), "planned"]
    line = ",".join(["s1", *("1" for _ in range(3_000)), "7"])
    count = made.indicator("x", source="wide", columns=("planned",), units=())
    study = made.study((made.source("wide", "data/wide.csv", key="id"),), (count,))
    table = load(study, made.write(tmp_path, wide__csv=",".join(names) + "\n" + line + "\n")).tables["wide"]
    assert set(table.columns) == {"id", "planned", "yupay_row", "yupay_place"}
    assert table.planned.to_pyarrow().to_pylist() == [7]


@pytest.mark.parametrize(("kind", "text"), [("text", "a\x1b[31mb"), ("code", "1\x07"), ("text", "a\uffff")])
def test_signs_that_no_report_can_hold_are_refused_with_their_line(tmp_path: Path, kind: str, text: str) -> None:
    source = made.source("b", "data/b.csv", columns={"n": {"type": kind}})
    with pytest.raises(LoadProblems) as found:
        load(made.study((source,)), made.write(tmp_path, b__csv=f"n,w\nfine,\x07\n{text},\n"))
    (one,) = found.value.problems
    assert (one.code, one.line, one.column) == ("L207", 3, 1)
    assert "\x1b" not in one.model_dump_json() and "\x07" not in one.model_dump_json()
