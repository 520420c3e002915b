"""`yupay new`: a starter that runs, or a first study from a file."""

import json

import pytest


def test_without_names_the_starters_are_listed(yupay):
    assert "district-correlation" in yupay("new").out
    assert json.loads(yupay("new", "--json").out)["starters"] == ["district-correlation"]


def test_a_starter_passes_its_check(yupay, tmp_path):
    said = yupay("new", "district-correlation", tmp_path / "mine")
    assert said.code == 0 and f"  yupay check {tmp_path / 'mine'}" in said.out
    assert yupay("check", tmp_path / "mine").code == 0


def test_nothing_is_written_over(yupay, tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    said = yupay("new", "district-correlation", tmp_path)
    assert said.code == 2 and "S141" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]


CSV = "ubigeo;distrito;faltas;tasa\n150101;Lima;12;1,5\n150102;Ancón;;2,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_first_study_from_a_table(yupay, tmp_path, encoding):
    table = tmp_path / "faltas 2017.csv"
    table.write_bytes(CSV.encode(encoding))
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 0, said.err
    text = (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8")
    assert '"ubigeo" = { type = "code", pad = 6 }' in text
    assert '"faltas" = { type = "count" }  # blank = "no data" o/or "zero"' in text
    assert '"tasa" = { type = "number" }' in text
    assert (tmp_path / "mine" / "data" / "faltas 2017.csv").read_bytes() == table.read_bytes()
    check = yupay("check", tmp_path / "mine")
    assert check.code == 2 and "S109  dato por completar" in check.err


def test_labels_of_spss(yupay, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    frame = pd.DataFrame({"p1": [1.0, 2.0, 99.0], "ubigeo": ["150101", "150102", "150103"]})
    table = tmp_path / "encuesta.sav"
    pyreadstat.write_sav(
        frame,
        table,
        variable_value_labels={"p1": {1: "sí", 2: "no", 99: "no sabe"}},
        missing_ranges={"p1": [99]},
        column_labels={"p1": "¿Fue víctima?", "ubigeo": "Distrito"},
    )
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 0, said.err
    text = (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8")
    assert '"99" = "no sabe"' in text


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", None])
def test_a_file_that_cannot_be_read(yupay, tmp_path, raw):
    table = tmp_path / "x.csv"
    if raw is not None:
        table.write_bytes(raw)
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 2 and "Traceback" not in said.err
    assert not (tmp_path / "mine").exists()
