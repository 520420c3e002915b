"""`yupay audit`: what a person sees, in either language, and how the command leaves."""

import json
import shutil
from pathlib import Path

import pytest

import yupay as package

ROOT = Path(__file__).resolve().parents[2]
WRONG = "Rho = 0.078, P = 0.000, n = 90\nSe acepta la hipótesis nula.\n"
RIGHT = "r = .36, p = .018, n = 43\n"


@pytest.fixture
def page(tmp_path):
    def write(words: str, name: str = "r.csv"):
        (tmp_path / name).write_text(words, encoding="utf-8")
        return tmp_path / name

    return write


def test_what_does_not_agree(yupay, page):
    said = yupay("audit", page(WRONG))
    assert said.code == 0 and said.err == ""
    assert "r.csv:1, tabla 1 A101 imposible" in " ".join(said.out.split())
    assert "la conclusión se invierte" in said.out.replace("\n  ", " ")
    assert "imposible: 1, dudoso: 0, redacción: 2" in said.out
    assert "yupay explain A101" in said.out
    assert all(len(line) <= 80 for line in said.out.split("\n") if "/" not in line)


def test_in_english(yupay, page):
    said = yupay("audit", page(WRONG), "--language", "en")
    assert "impossible" in said.out and "the conclusion reverses" in said.out.replace("\n  ", " ")
    assert "imposible:" not in said.out


@pytest.mark.parametrize(("words", "code"), [(WRONG, 1), (RIGHT, 0)])
def test_strict_leaves_with_one_where_something_was_found(yupay, page, words, code):
    assert yupay("audit", page(words), "--strict").code == code


def test_nothing_found_is_said(yupay, page):
    said = yupay("audit", page(RIGHT))
    assert said.code == 0
    assert "Nada de lo que se comprueba discrepa" in said.out and "lo que no se imprimió no se comprobó" in said.out


def test_one_object(yupay, page):
    said = yupay("audit", page(WRONG), "--json", "--strict")
    content = json.loads(said.out)
    assert said.code == content["exit"] == 1
    assert content["grades"] == {"impossible": 1, "doubtful": 0, "wording": 2}
    first = content["findings"][0]
    assert first["code"] == "A101" and first["at"]["line"] == 1
    assert set(first["what"]) == set(first["arithmetic"]) == {"es", "en"} and first["explanations"]


def test_quiet(yupay, page):
    said = yupay("audit", page(WRONG), "--quiet", "--strict")
    assert (said.code, said.out, said.err) == (1, "", "")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_file_that_is_not_there(yupay, tmp_path, language):
    said = yupay("audit", tmp_path / "none.csv", "--language", language)
    assert said.code == 2 and said.out == "" and "L201" in said.err and "Traceback" not in said.err


def test_a_broken_list_is_told_with_its_line(yupay, page):
    said = yupay("audit", page("[[results]]\nr = .5x\n", "r.toml"))
    assert said.code == 2 and "r.toml:2:5  S005" in said.err


def test_problems_as_one_object(yupay, page):
    said = yupay("audit", page("", "r.csv"), "--json")
    content = json.loads(said.out)
    assert said.code == content["exit"] == 2 and content["problems"][0]["code"] == "L204"


def test_colour_only_where_it_is_wanted(yupay, page, monkeypatch):
    monkeypatch.setattr("yupay.cli.screen.sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in yupay("audit", page(WRONG)).out


def test_help_in_both_languages(yupay):
    assert "Audita resultados impresos" in yupay("audit", "--help", "--language", "es").out
    assert "Audit printed results" in yupay("audit", "--help", "--language", "en").out


def test_a_control_character_never_reaches_the_screen(yupay, page):
    said = yupay("audit", page("variable,r,p,n\n\x1b[31mA,.078,.000,90\n"))
    assert "A101" in said.out and "\x1b" not in said.out


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """The output of the worked study."""
    folder = tmp_path_factory.mktemp("audited") / "lima-2016"
    shutil.copytree(ROOT / "studies" / "lima-2016", folder, ignore=shutil.ignore_patterns("output", "keep"))
    package.run_study(folder)
    return folder / "output"


@pytest.mark.parametrize(
    "name", [".", "estimates.json", "report.es.docx", "report.en.docx", "tables.es.xlsx", "tables.en.xlsx"]
)
def test_the_outputs_of_the_worked_study_agree_with_themselves(yupay, output, name):
    content = json.loads(yupay("audit", output / name, "--json").out)
    assert content["claims"] > 300
    assert content["findings"] == []


def test_its_tables_too(yupay, output):
    for file in sorted((output / "tables").glob("*.csv")):
        assert json.loads(yupay("audit", file, "--json").out)["findings"] == [], file.name
