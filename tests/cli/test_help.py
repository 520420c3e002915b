"""Help is quick, in the reader's language, and loads nothing heavy."""

import os
import re
import subprocess
import sys
import time

import pytest

from yupay.cli.language import asked_language, machine_language

HEAVY = (
    "numpy",
    "scipy",
    "ibis",
    "duckdb",
    "pyarrow",
    "pandas",
    "altair",
    "vl_convert",
    "shapely",
    "pyproj",
    "docx",
    "typst",
    "numba",
    "pyreadstat",
    "jinja2",
    "babel",
    "pydantic",
    "rich",
)


def test_help_loads_nothing_heavy(root):
    program = (
        "import sys\nfrom yupay.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & {set(HEAVY)!r}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_help_is_quick(root):
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    command = [sys.executable, "-m", "yupay", "--help"]
    subprocess.run(command, capture_output=True, env=environment, check=True)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, env=environment, check=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.25


@pytest.mark.parametrize(
    "words", [["--help"], ["check", "--help"], ["new", "-h"], ["run", "-h"], ["explain", "-h"], []]
)
def test_help_in_both_languages(yupay, words):
    es, en = yupay(*words), yupay(*words, "--language", "en") if words and words[0] != "--help" else None
    assert es.code == 0
    assert "Uso:" in es.out and "Usage:" not in es.out and "Options:" not in es.out
    assert not [line for line in es.out.split("\n") if len(line) > 80]
    if en is not None:
        assert "Usage:" in en.out and "Uso:" not in en.out
        assert ">" not in en.out + es.out, "no name of a Python type"


@pytest.mark.parametrize("command", ["new", "check", "run", "explain"])
def test_the_words_of_a_page_stand_in_one_column(yupay, command):
    lines = yupay(command, "--help", "--language", "en").out.split("\n")
    parts = "\n".join(lines).split("Options:")
    for part in (parts[0].partition("Arguments:")[2], parts[1]):
        rows = [line for line in part.split("\n") if line.strip()]
        columns = {re.match(r" {2}(?: {4,}|.*?\S {2,})(?=\S)", row).end() for row in rows}
        assert len(columns) == 1, part


@pytest.mark.parametrize(
    "words",
    [
        ["--language", "es", "--help"],
        ["--help", "--language", "es"],
        ["--language=es"],
        ["--language", "es", "check", "-h"],
        ["check", "-h", "--language", "es"],
    ],
)
def test_the_language_stands_anywhere(yupay, monkeypatch, words):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    said = yupay(*words)
    assert said.code == 0 and said.out.startswith("Uso: yupay")


def test_version(yupay):
    assert yupay("--version").out.startswith("yupay 0.")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "es_PE.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "qu_PE.UTF-8"}, "en"),
        ({"LANG": "es_PE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "es_ES.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"LANG": "Spanish_Peru.1252"}, "es"),
    ],
)
def test_the_language_of_the_machine(settings, language):
    assert machine_language(settings) == language


@pytest.mark.parametrize("words", [["--language", "en"], ["check", "--language=en"]])
def test_the_language_asked_for(words):
    assert asked_language(words) == "en"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["chek"], "check"),
        (["check", "--foo"], "--foo"),
        (["explain"], "CODE|ID"),
        (["check", "--language", "fr"], "yupay check"),
        (["--language", "fr"], "--language es|en"),
        (["new", "a", "b", "c"], "un nombre de ejemplo y una carpeta nueva"),
        (["new", "--from", "x.csv"], "con --from, solo una carpeta nueva"),
        (["check", "a", "b"], "yupay check"),
    ],
)
def test_a_command_that_is_not_understood(yupay, words, expected):
    said = yupay(*words)
    assert said.code == 2 and said.out == ""
    assert "C900  orden que no se entiende" in said.err
    assert expected in said.err
    assert "Traceback" not in said.err
