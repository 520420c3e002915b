"""`yupay check`: the matrices before any statistics, problems with the next command, the registration."""

import json

import pytest

from yupay.cli.examine import counts
from yupay.study.read import read_study
from yupay.study.registration import LOCK


def test_both_matrices_then_the_next_command(yupay, study):
    said = yupay("check", study)
    assert said.code == 0
    assert said.out.index("Matriz de consistencia") < said.out.index("Matriz de operacionalización")
    assert "No corresponde: objetivo descriptivo" in said.out
    assert f"  yupay run {study}" in said.out.split("\n")
    assert "3 objetivos, 3 hipótesis, 5 indicadores, 2 fuentes: sin problemas." in said.out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_matrices_fit_the_terminal(yupay, study, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = yupay("check", study).out.split("\n")
    assert not [line for line in lines if len(line) > width and str(study) not in line]


def test_a_table_where_there_is_room(yupay, study, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    out = yupay("check", study).out
    heads = ("Problemas", "Objetivos", "Hipótesis")
    assert any(all(head in line for head in heads) for line in out.split("\n"))


def test_problems_then_the_count_and_the_next_command(yupay, study):
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[[hypotheses]]", "[[hipotesis]]", 1), encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 2 and said.out == ""
    assert "S101  clave desconocida\n  se leyó      hipotesis\n" in said.err
    assert said.err.rstrip().endswith(f"No se escribió nada.\nSiguiente: corrija y ejecute  yupay check {study}")
    assert "\x1b" not in said.err


def test_english(yupay, study):
    out = yupay("check", study, "--language", "en").out
    assert "Consistency matrix" in out and "Does not apply: descriptive objective" in out
    assert "SH1: whitened correlation between areas, districts, α =" in " ".join(out.split())


def test_json(yupay, study):
    content = json.loads(yupay("check", study, "--json").out)
    assert content["exit"] == 0 and content["study"] == "example"
    assert [row["objective"][:3] for row in content["consistency"]] == ["OG.", "OE1", "OE2"]
    (study / "study.toml").write_text("x = 1\n", encoding="utf-8")
    refused = yupay("check", study, "--json")
    assert refused.code == 2 and refused.err == ""
    assert json.loads(refused.out)["problems"][0]["code"].startswith("S")


def test_quiet_says_nothing_when_all_is_well(yupay, study):
    said = yupay("check", study, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_registering(yupay, study):
    first = yupay("check", study, "--register")
    assert first.code == 0 and (study / LOCK).is_file()
    assert "El plan se registró el 20" in first.out
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("alpha = 0.05", "alpha = 0.10"), encoding="utf-8")
    later = yupay("check", study)
    assert later.code == 2
    assert "S131  el plan cambió después de registrarse" in later.err
    assert '  quizá\n               [[deviation]]\n               item = "alpha"\n' in later.err


def test_a_file_that_a_source_names_is_there_and_is_not_read(yupay, study):
    assert yupay("check", study).code == 0, "a file that nobody could read is not read"
    (study / "data" / "stations.csv").rename(study / "data" / "station.csv")
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("alpha = 0.05", "alpha = 5"), encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 2 and "S105" in said.err, "told together"
    assert "study.toml:29:8  L201  no se encuentra el archivo de la fuente «stations»" in said.err
    assert "quizá        data/station.csv" in said.err
    assert f"Siguiente: corrija y ejecute  yupay check {study}" in said.err


@pytest.mark.parametrize("path", ["../stations.csv", "data"])
def test_a_path_that_is_no_file_of_the_study(yupay, study, path):
    file = study / "study.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("data/stations.csv", path), encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 2 and ("L202" if ".." in path else "L201") in said.err


def test_a_source_that_the_run_will_refuse_is_a_notice(yupay, study):
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8").replace('"public"', '"victim-records"', 1)
    path.write_text(text.replace("data/stations.csv", "postgres://host/base"), encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 0
    assert "P601  aviso: fuente que no puede salir" in said.err and "yupay run no la lee" in said.err


def test_the_data_are_not_read(yupay, study):
    assert "Los datos no se han leído; los lee:" in yupay("check", study).out


def test_a_single_one_is_told_in_the_singular(study):
    whole = read_study(study)
    one = whole.model_copy(
        update={noun: getattr(whole, noun)[:1] for noun in ("objectives", "hypotheses", "indicators", "sources")}
    )
    assert counts(one).es == "1 objetivo, 1 hipótesis, 1 indicador, 1 fuente: sin problemas."
    assert counts(one).en == "1 objective, 1 hypothesis, 1 indicator, 1 source: no problems."


def test_a_card_leaves_out_what_the_card_above_told(yupay, study):
    out = yupay("check", study).out
    matrix = out[out.index("Matriz de operacionalización") :]
    assert matrix.count("operativos declarados") == 1 and matrix.count("Definición conceptual") == 2


def test_strict_leaves_with_one_for_a_notice(yupay, study):
    path = study / "study.toml"
    more = '\n[[families]]\nid = "vacia"\nlabel = "vacía"\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    relaxed, strict = yupay("check", study), yupay("check", study, "--strict")
    assert (relaxed.code, strict.code) == (0, 1)
    assert "S128  aviso: familia sin hipótesis ni pares" in relaxed.err


def test_no_study(yupay, tmp_path):
    said = yupay("check", tmp_path)
    assert said.code == 2
    assert "S001" in said.err and "yupay new district-correlation" in said.err


def test_names_with_brackets_reach_the_terminal_as_they_are(yupay, study):
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8").replace("¿Qué se relaciona?", "[/red] [bold]x[/bold]")
    path.write_text(text, encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 0
    assert "[/red] [bold]x[/bold]" in " ".join(said.out.split())


def test_a_control_character_is_refused_and_never_printed(yupay, study):
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8").replace("¿Qué se relaciona?", "x \\u001b[31m")
    path.write_text(text, encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 2 and "S008" in said.out + said.err
    assert "\x1b[31m" not in said.out + said.err


def test_the_check_imports_no_statistics(study, root):
    import os
    import subprocess
    import sys

    program = (
        "import sys\nfrom yupay.cli import main\n"
        f"try:\n    main(['check', {str(study)!r}])\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & {'numpy', 'scipy', 'ibis', 'duckdb', 'pyarrow', 'altair'}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.rstrip().endswith("[]")
