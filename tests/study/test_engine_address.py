"""The address of the engine: known forms pass, others are S139, and one with a password is S126 and never shown."""

import pytest

from yupay.model.problem import StudyProblems
from yupay.study.form import engine_fault, with_engine
from yupay.study.read import read


@pytest.mark.parametrize(
    "url",
    [
        "duckdb://",
        "duckdb://?memory=4GB",
        "postgres://host/base",
        "postgres:///base",
        "postgresql://ana@host.example:5433/base?sslmode=require",
        "postgres://ana@[::1]:5432/base",
        "spark://local",
        "spark://local?cores=2",
        "spark://local?memory=8GB&cores=16",
    ],
)
def test_known_forms(url):
    assert engine_fault(url) is None


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("", None),
        ("sqlite://x.db", None),
        ("duckdb", "duckdb://"),
        ("duckdb://records.duckdb", "duckdb://"),
        ("duckdb://?memory=lots", "duckdb://"),
        ("postgre://host/base", "postgres://user@host/database"),
        ("postgres://host", "postgres://user@host/database"),
        ("postgres://host/base/schema", "postgres://user@host/database"),
        ("spark", "spark://local?cores=2"),
        ("spark://10.0.0.1:7077", "spark://local?cores=2"),
        ("spark://local?cores=0", "spark://local?cores=2"),
        ("spark://local?cores=2;x", "spark://local?cores=2"),
        (" duckdb://", "duckdb://"),
    ],
)
def test_other_forms(url, hint):
    code, _, expected, near = engine_fault(url)
    assert code == "S139"
    assert "spark://local?cores=2" in expected.es
    assert (near.es if near else None) == hint


@pytest.mark.parametrize(
    "url",
    [
        "postgres://ana:clave@host/base",
        "postgres://host/base?password=clave",
        "postgres://:clave@h/b?sslpassword=clave",
    ],
)
def test_a_password_is_refused_and_not_shown(url):
    code, got, expected, _ = engine_fault(url)
    assert code == "S126"
    assert "clave" not in got.es + got.en + expected.es


def test_in_the_study_file(broken):
    problems = broken(("[decision]", '[engine]\nurl = "sparc://local"\n\n[decision]'))
    (one,) = [one for one in problems if one.code == "S139"]
    assert (one.where, one.column, one.hint.es) == ("study.toml", 7, "spark://local?cores=2")
    problems = broken(("[decision]", '[engine]\nurl = "postgres://ana:clave@host/base"\n\n[decision]'))
    (one,) = [one for one in problems if one.code == "S126"]
    assert "clave" not in one.model_dump_json()


def test_on_the_command_line(folder):
    study = read(folder).study
    assert with_engine(study, "spark://local").engine.url == "spark://local"
    with pytest.raises(StudyProblems) as found:
        with_engine(study, "sqlite://")
    (one,) = found.value.problems
    assert (one.code, one.where) == ("S139", "--engine")
