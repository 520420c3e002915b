"""`yupay run`: stages, what changed, what was written, the next command, and exit codes that say whose turn it is."""

import json
import shutil
from pathlib import Path

import pytest

import yupay.run
from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

STARTER = Path(__file__).resolve().parents[2] / "src/yupay/study/starters/district-correlation"


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "starter"
    shutil.copytree(STARTER, folder)
    return folder


def test_a_whole_run_then_the_same_again(yupay, starter):
    first = yupay("run", starter)
    assert first.code == 0, first.err
    stages = [line for line in first.err.split("\n") if " s  " in line]
    assert len(stages) >= 5 and any("Leyendo los datos" in line for line in stages)
    assert "Es la primera salida en esta carpeta." in first.out
    assert "HE2   no evaluable con estos datos" in first.out
    shown = [line.strip() for line in first.out.split("\n") if line.startswith("  /")]
    assert all(Path(path).exists() for path in shown) and any(path.endswith(".es.html") for path in shown)
    again = yupay("run", starter)
    assert "Nada cambió desde la salida anterior." in again.out


def test_what_changed_is_told(yupay, starter):
    table = starter / "data" / "stations.csv"
    before = table.read_text(encoding="utf-8")
    path = starter / "study.toml"
    plan = path.read_text(encoding="utf-8")
    try:
        path.write_text(plan.replace("min_units = 20", "min_units = 21", 1), encoding="utf-8")
        said = yupay("run", starter, "--language", "en")
    finally:
        table.write_text(before, encoding="utf-8")
        path.write_text(plan, encoding="utf-8")
    assert said.code == 0, said.err
    assert "Changed: the plan" in " ".join(said.out.split())
    assert "H1: " not in said.out.replace("SH1: ", ""), "hypotheses go by their name on the page"


def test_strict_and_json(yupay, starter):
    said = yupay("run", starter, "--strict", "--json")
    content = json.loads(said.out)
    assert said.code == content["exit"] == 1
    assert content["decisions"]["H2"] == "not assessable" and content["not_assessable"] >= 1
    assert said.err == ""


def test_another_place_for_the_output(yupay, starter, tmp_path):
    said = yupay("run", starter, "--output", tmp_path / "out", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert list((tmp_path / "out").glob("report.*html"))


def test_the_order_of_a_district_plan(yupay, starter, tmp_path):
    said = yupay("run", starter, "--for", "padsc", "--output", tmp_path / "plan", "--quiet")
    assert said.code == 0, said.err
    (page,) = (tmp_path / "plan").glob("report.*en.html")
    assert "Areas of greatest incidence" in page.read_text(encoding="utf-8")
    assert yupay("run", starter, "--for", "thesis").code == 2


def test_an_unknown_place_stops_before_anything_is_written(yupay, starter, tmp_path):
    said = yupay("run", starter, "--place", "99", "--output", tmp_path / "out")
    assert said.code == 2 and "L219  código de lugar desconocido" in said.err
    assert not (tmp_path / "out").exists()


def test_a_number_of_the_report_is_opened(yupay, starter):
    listed = yupay("explain", "relate/", "--study", starter).out.split()
    said = yupay("explain", listed[0], "--study", starter)
    assert said.code == 0 and "  método" in said.out


def test_a_broken_table_leaves_the_output_whole(yupay, starter):
    table = starter / "data" / "stations.csv"
    before = table.read_text(encoding="utf-8")
    kept = {path: path.read_bytes() for path in (starter / "output").rglob("*") if path.is_file()}
    rows = before.split("\n")
    table.write_text("\n".join([rows[0], *(row.replace("9901", "x901") for row in rows[1:])]), encoding="utf-8")
    try:
        said = yupay("run", starter)
    finally:
        table.write_text(before, encoding="utf-8")
    assert said.code == 2 and said.out == ""
    assert f"Siguiente: corrija y ejecute  yupay run {starter}" in said.err
    assert {path: path.read_bytes() for path in kept} == kept


def test_problems_of_the_study_come_before_any_work(yupay, study):
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("alpha = 0.05", "alpha = 5"), encoding="utf-8")
    said = yupay("run", study)
    assert said.code == 2 and "S105" in said.err and " s  " not in said.err
    assert not (study / "output").exists()


def test_a_defect_of_ours_quotes_nothing(yupay, study, monkeypatch):
    def stumble(*_, **__):
        raise ZeroDivisionError("Rosa, 12 años")

    monkeypatch.setattr(yupay_run(), "run_study", stumble)
    said = yupay("run", study)
    assert said.code == 3
    assert "C999" in said.err and "ZeroDivisionError" in said.err
    assert "Rosa" not in said.err + said.out and "Traceback" not in said.err
    assert json.loads(yupay("run", study, "--json").out)["exit"] == 3


def test_stopping_a_run(yupay, study, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(yupay_run(), "run_study", stop)
    said = yupay("run", study)
    assert said.code == 130 and "La salida anterior quedó completa." in said.err


def test_many_rows_are_listed_in_the_kept_folder(yupay, study, monkeypatch):
    words = Text.same("x")

    def refuse(*_, **__):
        raise StudyProblems(
            [
                Problem(code="L250", what=words, where="data/x.csv", line=n, got=words, expected=words)
                for n in range(2, 14)
            ]
        )

    monkeypatch.setattr(yupay_run(), "run_study", refuse)
    said = yupay("run", study)
    assert said.code == 2
    assert "... y 7 más en `keep/problems.csv`" in said.err
    assert "12 problemas en 1 archivo. No se escribió nada más que keep/problems.csv." in said.err
    assert len((study / "keep" / "problems.csv").read_text(encoding="utf-8-sig").strip().split("\n")) == 13


def yupay_run():
    """The module that the command imports when it runs."""
    return yupay.run
