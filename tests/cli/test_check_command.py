"""`yupay check`: the matrices before any statistics, problems with the next command, the registration."""

import json

import pytest

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
    assert 'quizá        [[deviation]] item = "alpha", reason = "..."' in later.err


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
    text = path.read_text(encoding="utf-8").replace("¿Qué se relaciona?", "[/red] [bold]x[/bold] \\u001b[31m")
    path.write_text(text, encoding="utf-8")
    said = yupay("check", study)
    assert said.code == 0
    assert "[/red] [bold]x[/bold] \\x1b[31m" in " ".join(said.out.split())


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
