"""`yupay new`: a starter that runs, or a first study from a file."""

import json
import re
import tomllib

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
    assert '"faltas" = { type = "count", blank = "?" }' in text
    assert '"tasa" = { type = "text" }  # coma decimal' in text
    assert (tmp_path / "mine" / "data" / "faltas 2017.csv").read_bytes() == table.read_bytes()
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == "", "a draft has no problems"
    assert 'confidentiality = "?"  (public, restricted, victim-records o invented)' in check.out
    left = text.count('= "?"')
    assert f"Falta completar {left} datos." in check.out and "Matriz" not in check.out
    assert yupay("check", tmp_path / "mine", "--strict").code == 1
    run = yupay("run", tmp_path / "mine")
    assert run.code == 2 and "S109  dato por completar" in run.err
    assert not (tmp_path / "mine" / "output").exists()
    assert yupay("check", tmp_path / "mine", "--register").code == 2, "a draft is no plan"


FILLED = {
    "counting_unit": "person",
    "confidentiality": "invented",
    "blank": "no data",
    "title": "Faltas inventadas",
}


def filled(text: str) -> str:
    """The draft with an answer in place of each `?`."""
    return re.sub(r'(\w+) = "\?"', lambda found: f'{found[1]} = "{FILLED.get(found[1], "inventado")}"', text)


def test_what_is_filled_in_is_checked_and_runs(yupay, tmp_path):
    table = tmp_path / "faltas.csv"
    table.write_text(CSV + "150103;Ate;30;1,0\n150104;Barranco;7;0,5\n", encoding="utf-8")
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    path = tmp_path / "mine" / "study.toml"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    check = yupay("check", tmp_path / "mine")
    assert check.code == 0 and check.err == "" and "Matriz de operacionalización" in check.out
    run = yupay("run", tmp_path / "mine", "--quiet")
    assert run.code == 0, run.err
    opened = yupay("explain", "describe/faltas/place/count/150103", "--study", tmp_path / "mine")
    assert "valor         30\n" in opened.out


def test_a_restricted_source_is_told_before_the_run(yupay, tmp_path):
    table = tmp_path / "faltas.csv"
    table.write_text(CSV, encoding="utf-8")
    yupay("new", "--from", table, tmp_path / "mine")
    path = tmp_path / "mine" / "study.toml"
    text = filled(path.read_text(encoding="utf-8")).replace('"invented"\n', '"restricted"\n')
    path.write_text(text, encoding="utf-8")
    said = yupay("check", tmp_path / "mine")
    assert said.code == 0 and "P601  aviso" in said.err
    assert "`yupay run` no los lee" in text


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_labels_of_spss_and_stata(yupay, tmp_path, ending):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    frame = pd.DataFrame(
        {
            "nro": [1.0, 2.0, 3.0, 4.0],
            "anio": [2019.0, 2020.0, 2020.0, 2021.0],
            "p1": [1.0, 0.0, 1.0, 1.0],
            "p2": [1.0, 2.0, 3.0, 1.0],
            "hijos": [2.0, 0.0, 3.0, 2.0],
            "ubigeo": ["150101", "150102", "150101", "150103"],
        }
    )
    table = tmp_path / f"encuesta.{ending}"
    labels = ["Número", "Año", "¿Fue víctima?", "Nivel", "Hijos", "Distrito"]
    write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[ending]
    meanings = {"p1": {1: "Sí", 0: "No"}, "p2": {1: "bajo", 2: "medio", 3: "alto"}}
    write(frame, table, variable_value_labels=meanings, column_labels=labels)
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 0, said.err
    raw = tomllib.loads((tmp_path / "mine" / "study.toml").read_text(encoding="utf-8"))
    columns = raw["sources"][0]["columns"]
    assert {name: spec["type"] for name, spec in columns.items()} == {
        "nro": "code",
        "anio": "text",
        "p1": "flag",
        "p2": "text",
        "hijos": "count",
        "ubigeo": "code",
    }
    assert [spec["label"] for spec in columns.values()] == labels
    assert [(one["id"], one["label"]) for one in raw["indicators"]] == [("p1", "¿Fue víctima?"), ("hijos", "Hijos")]
    assert (raw["sources"][0]["key"], raw["sources"][0]["place"]) == ("nro", "ubigeo")


def test_codes_that_an_spss_file_declares_missing(yupay, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    table = tmp_path / "encuesta.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"p1": [1.0, 2.0, 99.0]}),
        table,
        variable_value_labels={"p1": {1: "sí", 2: "no", 99: "no sabe"}},
        missing_ranges={"p1": [99]},
    )
    assert yupay("new", "--from", table, tmp_path / "mine").code == 0
    text = (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8")
    assert '"p1" = { type = "flag", missing = { "99" = "no sabe" } }  # 1 = sí; 2 = no' in text


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", None])
def test_a_file_that_cannot_be_read(yupay, tmp_path, raw):
    table = tmp_path / "x.csv"
    if raw is not None:
        table.write_bytes(raw)
    said = yupay("new", "--from", table, tmp_path / "mine")
    assert said.code == 2 and "Traceback" not in said.err
    assert not (tmp_path / "mine").exists()
