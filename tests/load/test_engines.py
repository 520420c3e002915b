"""The same study on DuckDB, PostgreSQL and Spark: equal numbers, nothing left behind, and a code when an engine fails.

Equal is 2e-12 relative to max(1, |x|): answers have twelve significant digits, and a sum that differs in its last digit
may round the other way. No field is left out of the comparison: there are no exceptions.
"""

import gc
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import made
import numpy as np
import pyarrow as pa
import pytest
from spark import URL, need_spark, spark
from threadpoolctl import threadpool_limits

import yupay
from yupay.analyse.answer import answer
from yupay.analyse.numerics.designs import DesignError
from yupay.analyse.survey.design_spearman import design_spearman_of
from yupay.analyse.survey.estimands import estimates
from yupay.analyse.survey.ordinal_crossing import crossed_in_engine
from yupay.load import engine_postgres, engine_spark
from yupay.load.engine import Engine, open_engine
from yupay.load.tables import load
from yupay.model.estimate import Estimate, Subject
from yupay.model.problem import Problem, StudyProblems
from yupay.model.sample import Estimand, SampleDesign
from yupay.model.study import EngineOptions
from yupay.model.text import Text
from yupay.run import open_study, silent

ROOT = Path(__file__).resolve().parent.parent.parent
STUDIES = {
    "district-correlation": ROOT / "src/yupay/study/starters/district-correlation",
    "questionnaire": ROOT / "src/yupay/study/starters/questionnaire",
    "lima-2016": ROOT / "studies/lima-2016",
}
EQUAL = 2e-12
NOT_OURS = pytest.mark.filterwarnings("ignore")  # pyspark leaves sockets to the collector of the interpreter
OTHERS = ("postgres", pytest.param("spark", marks=NOT_OURS))


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """The address of an engine beside DuckDB, without a password."""
    if request.param == "spark":
        need_spark()
        return URL
    return str(request.getfixturevalue("open_address"))


@pytest.fixture
def open_address(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PGPASSWORD", "secret")
    return address.replace(":secret@", "@")


@pytest.fixture(autouse=True)
def no_sockets_left() -> Iterator[None]:
    """What pyspark leaves to the collector is collected before another test could be blamed for it."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@cache
def embedded(name: str) -> tuple[Any, Any]:
    return told(STUDIES[name], "duckdb://")


def told(folder: Path, url: str) -> tuple[Any, Any]:
    """What a study counts and what it answers, as plain values."""
    opened = open_study(folder, engine=url)
    with opened.gathered() as (evidence, samples, _), threadpool_limits(limits=1):
        answers = answer(opened.study, evidence, silent, samples)
    return evidence.model_dump(), {one.id: one.model_dump() for one in answers}


def differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """Where two values differ by more than the tolerance, or at all where they are not numbers."""
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{at}.{key}")
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for place, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from differences(a, b, f"{at}[{place}]")
    elif isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        yield from differences(one.tolist(), other.tolist(), at)
    elif isinstance(one, float) and isinstance(other, float):
        if not (one == other or abs(one - other) <= EQUAL * max(1.0, abs(one))):
            yield f"{at}: {one!r}, {other!r}"
    elif one != other:
        yield f"{at}: {one!r}, {other!r}"


# Spark is slow to start a query: the starter goes the way of lima-2016 and is left to PostgreSQL.
WHOLE = (
    *(pytest.param("postgres", name) for name in STUDIES),
    *(pytest.param("spark", name, marks=NOT_OURS) for name in ("questionnaire", "lima-2016")),
)


@pytest.mark.parametrize(("url", "name"), WHOLE, indirect=["url"])
def test_a_whole_study_gives_equal_numbers(url: str, name: str) -> None:
    counted, answered = embedded(name)
    assert len(answered) > 400
    found = told(STUDIES[name], url)
    assert list(differences(counted, found[0]))[:5] == []
    assert list(found[1]) == list(answered)
    assert list(differences(answered, found[1]))[:5] == []


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_the_file_names_the_engine_and_the_report_is_written(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(STUDIES["district-correlation"], folder)
    text = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(f'{text}\n[engine]\nurl = "{url}"\n', encoding="utf-8")
    outcome = yupay.run_study(folder)
    assert len(outcome.written) > 10
    host = url.partition("@")[2].partition("/")[0]
    named = [path.name for path in outcome.written if path.suffix in (".html", ".json", ".toml", ".csv")]
    assert named
    assert not [name for name in named if host in next(folder.rglob(name)).read_text(encoding="utf-8")]


ROWS = 400
DESIGN = SampleDesign(strata=("stratum",), clusters=("psu",), weights="w")
SUBJECT = Subject(variables=("x",), unit_of_analysis="person", sources=("rows",))


def survey_rows() -> pa.Table:
    made_up = np.random.default_rng(7)
    psu = np.sort(made_up.integers(0, 24, ROWS))
    blank = made_up.random(ROWS) < 0.1
    return pa.table(
        {
            "yupay_row": np.arange(ROWS),
            "stratum": pa.array([f"s{one // 6}" for one in psu]),
            "psu": pa.array([f"p{one:02d}" for one in psu]),
            "w": made_up.uniform(0.5, 3.0, ROWS) / 3.0,
            "y": pa.array(made_up.normal(10, 3, ROWS), mask=blank),
            "base": made_up.uniform(1.0, 9.0, ROWS),
            "sex": pa.array(np.where(made_up.random(ROWS) < 0.5, "Mujer", "Hombre"), pa.string()),
            "a": made_up.integers(1, 6, ROWS).astype(float),
            "b": pa.array(made_up.integers(1, 5, ROWS).astype(float), mask=blank),
        }
    )


ASKED: tuple[dict[str, Any], ...] = (
    {"quantity": "mean", "column": "y", "by": ("sex",)},
    {"quantity": "total", "column": "y", "where": {"sex": "Mujer"}},
    {"quantity": "ratio", "column": "y", "denominator": "base"},
    {"quantity": "proportion", "column": "sex", "category": "Mujer"},
    {"quantity": "proportion", "column": "a", "category": "3", "by": ("sex",)},
    {"quantity": "quantile", "column": "y", "probabilities": (0.25, 0.5)},
)


def surveyed(engine: Engine) -> list[Any]:
    table = engine.keep("yupay_survey", engine.add("yupay_survey_rows", survey_rows()))
    asked = [Estimand(id=str(n), unit="u", label=Text.same("x"), **one) for n, one in enumerate(ASKED)]
    found: list[Estimate] = []
    for design in (DESIGN, DESIGN.model_copy(update={"nested": False}), SampleDesign(weights="w")):
        for one in asked:
            found += estimates(table, design, one, SUBJECT, gate=None)
    found.append(design_spearman_of(crossed_in_engine(table, "a", "b", DESIGN), SUBJECT))
    return [one.model_dump() for one in found]


@pytest.mark.parametrize("url", OTHERS, indirect=True)
def test_a_sample_gives_equal_numbers(url: str) -> None:
    here, there = open_engine(), open_engine(url)
    try:
        mine = surveyed(here)
        assert sum(one["value"] is not None for one in mine) == len(mine) >= 24
        assert list(differences(mine, surveyed(there)))[:5] == []
    finally:
        here.close()
        there.close()


def sources() -> tuple[Any, ...]:
    return (made.districts(), made.stations())


def study(url: str, *more: Any) -> Any:
    return made.study((*sources(), *more)).model_copy(update={"engine": EngineOptions(url=url)})


def write(folder: Path) -> Path:
    return made.write(folder, districts__csv=made.DISTRICTS, stations__csv=made.STATIONS)


def refused(url: str, folder: Path) -> Problem:
    with pytest.raises(StudyProblems) as found:
        load(study(url), write(folder), locate=lambda path: (9, 7) if path == ("engine", "url") else (0, 0))
    (one,) = found.value.problems
    return one


def staged(address: str) -> int:
    """How many temporary tables the server holds, of any session."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as looking:
        looking.execute("SELECT pg_sleep(0.3)")
        found = looking.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'").fetchone()
    return int(found[0]) if found else -1


def test_nothing_stays_on_the_server(address: str, tmp_path: Path) -> None:
    loaded = load(study(address), write(tmp_path))
    assert staged(address) >= 2
    assert loaded.tables["stations"].count().to_pyarrow().as_py() == 5
    loaded.engine.close()
    assert staged(address) == 0


def test_nothing_stays_after_an_error(address: str, tmp_path: Path) -> None:
    folder = made.write(tmp_path, districts__csv=made.DISTRICTS, stations__csv=made.STATIONS.replace(",7,0", ",x,0"))
    with pytest.raises(StudyProblems) as found:
        load(study(address), folder)
    assert [one.code for one in found.value.problems] == ["L230"]
    assert staged(address) == 0


ALONE = """
import sys, time
from yupay.load.engine import open_engine
import pyarrow as pa
engine = open_engine(sys.argv[1])
engine.add("rows", pa.table({"n": [1, 2]}))
print("staged", flush=True)
time.sleep(60)
"""


def test_nothing_stays_after_a_kill(address: str) -> None:
    with subprocess.Popen([sys.executable, "-c", ALONE, address], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "staged\n"
        assert staged(address) == 2
        running.send_signal(signal.SIGKILL)
    assert staged(address) == 0


def test_a_table_of_the_same_name_does_not_mix(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as other:
        other.execute("CREATE TABLE IF NOT EXISTS public.source_0 (secret text)")
    engine = open_engine(address)
    try:
        table = engine.add("source_0", pa.table({"n": [1.5]}))
        assert table.columns == ("n",)
        assert table.to_pyarrow().to_pylist() == [{"n": 1.5}]
    finally:
        engine.close()


def test_a_session_cut_in_the_middle(address: str, tmp_path: Path) -> None:
    import psycopg

    loaded = load(study(address), write(tmp_path))
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'yupay'")
    with pytest.raises(StudyProblems) as found:
        loaded.tables["stations"].count().to_pyarrow()
    assert [one.code for one in found.value.problems] == ["L264"]
    loaded.engine.close()


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    one = refused("postgres://maria:secret@127.0.0.1:1/base", tmp_path)
    assert (one.code, one.where, one.line, one.column) == ("L262", "study.toml", 9, 7)
    assert "127.0.0.1:1/base" in one.got.es
    assert "secret" not in one.model_dump_json() and "maria" not in one.model_dump_json()


def test_a_user_who_may_not_stage(address: str, tmp_path: Path) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as other:
        other.execute("DROP DATABASE IF EXISTS closed")
        other.execute("DROP ROLE IF EXISTS reader")
        other.execute("CREATE ROLE reader LOGIN")
        other.execute("CREATE DATABASE closed")
        other.execute("REVOKE TEMPORARY ON DATABASE closed FROM PUBLIC")
    at = address.partition("@")[2].partition("/")[0]
    one = refused(f"postgres://reader@{at}/closed", tmp_path)
    assert one.code == "L262" and "temporary tables" in one.expected.en


def test_without_psycopg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    one = refused("postgres://maria@host/base", tmp_path)
    assert (one.code, one.line) == ("L263", 9) and "psycopg" in one.got.es


def test_without_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    one = refused("spark://local", tmp_path)
    assert one.code == "L263" and "pyspark" in one.got.es


def test_without_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    one = refused("spark://local", tmp_path)
    assert one.code == "L263" and "Java" in one.got.es
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("spark://local", tmp_path).code == "L263"


@NOT_OURS
def test_spark_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_spark()

    def fails(*_: Any) -> None:
        raise RuntimeError("Java gateway process exited: A1234567")

    monkeypatch.setattr(engine_spark, "start_session", fails)
    one = refused("spark://local", tmp_path)
    assert one.code == "L262" and "A1234567" not in one.model_dump_json()


@NOT_OURS
def test_spark_keeps_values_to_itself_and_leaves_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    engine = spark()
    folder = Path(engine.session.conf.get("spark.local.dir"))  # type: ignore[attr-defined]
    assert folder.is_dir() and folder.stat().st_mode & 0o077 == 0
    table = engine.add("rows", pa.table({"document": ["A1234567"]}))
    with pytest.raises(StudyProblems) as found:
        table.select(n=table["document"].cast("float64")).to_pyarrow()
    (one,) = found.value.problems
    assert one.code == "L264" and "A1234567" not in one.model_dump_json()
    engine.close()
    assert not folder.exists()
    said = capfd.readouterr()
    assert "A1234567" not in said.out + said.err


def test_spark_listens_on_loopback_only(tmp_path: Path) -> None:
    told_to = engine_spark.settings({"cores": "3", "memory": "4GB"}, tmp_path)
    assert (told_to["spark.master"], told_to["spark.driver.memory"]) == ("local[3]", "4g")
    assert {told_to["spark.driver.host"], told_to["spark.driver.bindAddress"]} == {"127.0.0.1"}
    assert told_to["spark.ui.enabled"] == "false" and told_to["spark.io.encryption.enabled"] == "true"
    assert told_to["spark.sql.session.timeZone"] == "UTC"


def test_a_long_column_name_is_never_cut(address: str, tmp_path: Path) -> None:
    """The server would cut both to the same 63 bytes: the one that is used is refused, the other is left out."""
    used, unused = "pregunta_" + "ñ" * 40, "pregunta_" + "ñ" * 41
    folder = made.write(tmp_path, rows__csv=f"n,{used},{unused}\n1,2,3\n")
    declared = {"n": {"type": "count", "blank": "no data"}}
    source = made.source("rows", "data/rows.csv", columns=declared)
    plain = made.study((source,)).model_copy(update={"engine": EngineOptions(url=address)})
    loaded = load(plain, folder)
    assert loaded.tables["rows"].columns == ("yupay_row", "n", "yupay_place")
    loaded.engine.close()
    source = made.source("rows", "data/rows.csv", columns={**declared, used: {"type": "text"}})
    with pytest.raises(StudyProblems) as found:
        load(plain.model_copy(update={"sources": (source,)}), folder)
    (one,) = found.value.problems
    assert one.code == "L212" and "63 bytes" in one.expected.en
    assert engine_postgres.short("a" * 63) == "a" * 63
    assert len({engine_postgres.short("a" * 63 + end) for end in "bc"}) == 2


def test_duckdb_with_more_memory() -> None:
    engine = open_engine("duckdb://?memory=2GB")
    (row,) = engine.connection.raw_sql("SELECT current_setting('memory_limit')").fetchall()
    assert row[0].startswith("1.8")  # DuckDB writes 2 GB as 1.8 GiB
    engine.close()


def test_another_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="duckdb, postgres or spark"):
        open_engine("sqlite://")


def test_a_design_that_the_data_contradict_is_told_alike(address: str) -> None:
    engine = open_engine(address)
    try:
        rows = survey_rows().set_column(1, "stratum", pa.array([None] * ROWS, pa.string()))
        table = engine.add("yupay_blank", rows)
        asked = Estimand(id="m", unit="u", label=Text.same("x"), quantity="mean", column="y")
        (one,) = estimates(table, DESIGN, asked, SUBJECT)
        assert one.value is None and issubclass(DesignError, Exception)
    finally:
        engine.close()
