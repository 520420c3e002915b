"""The twelve messages of the design are printed as they were written there."""

from datetime import date
from pathlib import Path

import pytest

from yupay.model.problem import Problem
from yupay.model.text import Text
from yupay.study.check import check_study
from yupay.study.codes import catalogue
from yupay.study.messages import counted, next_command, numbered, plain, show_all, show_problem
from yupay.study.read import locate, read_study
from yupay.study.registration import compare, register

HERE = Path(__file__).parent
TWELVE = ("S101", "S112", "S120", "S131", "L201", "L210", "L214", "L220", "L231", "A402", "P601", "W701")


def designed(language: str) -> dict[str, str]:
    blocks = (HERE / f"messages.{language}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    return dict(zip((*TWELVE, "end"), blocks, strict=True))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", TWELVE)
def test_the_catalogue_prints_the_twelve_examples(code, language):
    example = catalogue()[code].problem(code)
    assert show_problem(example, language, 100) == designed(language)[code]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_last_lines(language):
    one = catalogue()["S101"].problem("S101")
    three = [one, one.model_copy(update={"line": 2}), one.model_copy(update={"where": "data/faltas.csv"})]
    shown = counted(three, language) + "\n" + next_command("yupay check studies/lima-2016", language)
    assert shown == designed(language)["end"]


def test_one_problem_is_counted_in_the_singular():
    one = [catalogue()["S101"].problem("S101")]
    assert counted(one, "es") == "1 problema en 1 archivo. No se escribió nada."
    assert counted(one, "en") == "1 problem in 1 file. Nothing was written."


def on_line(number: int, written: str, total: int = 0) -> str:
    """Blank lines, then these words starting on this line."""
    return "\n" * (number - 1 - total) + written


def found(problems, code):
    return next(problem for problem in problems if problem.code == code)


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_unknown_key_in_a_real_file(broken, complete, language):
    start = complete.index("[[hypotheses]]")
    line = complete[:start].count("\n") + 1
    shown = found(broken(("[[hypotheses]]", "[[hipotesis]]")), "S101")
    expected = designed(language)["S101"].replace(":41:", f":{line}:")
    assert show_problem(shown, language, 100) == expected


OBJECTIVE = """\
[[objectives]]
id = "O4"
problem = "¿Qué relación tiene cada modalidad?"
objective = "Relacionar cada modalidad"
"""
HYPOTHESIS = """
[[hypotheses]]
id = "{id}"
objective = "04"
statement = "X1 se relaciona con Y3"
family = "primary"
unit = "district"
x = "X1"
y = "Y3"
"""


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_objective_without_answer_and_its_hint(broken, complete, language):
    more = OBJECTIVE + "".join(HYPOTHESIS.format(id=name) for name in ("H6", "H7", "H8"))
    problems = broken(also=more)
    line = complete.count("\n") + 1
    expected = designed(language)["S112"].replace(":58:", f":{line}:")
    expected = expected.replace("H1", "H6").replace("H2", "H7").replace("H3", "H8")
    assert show_problem(found(problems, "S112"), language, 100) == expected
    assert not [one for one in problems if one.code == "S110"], "the hint says it already"


RATIO = """
[[indicators]]
id = "mimp.victimas_nna"
dimension = "D1"
label = "víctimas atendidas"
source = "mimp"
columns = ["nna"]
counting_unit = "identified victim"
period = "2016"
units = ["department"]

[[indicators]]
id = "mimp.victimas_total"
dimension = "D1"
label = "víctimas, total"
source = "mimp"
columns = ["total"]
counting_unit = "identified victim"
period = "2016"
units = ["department"]

[[indicators]]
id = "mp.denuncias"
dimension = "D1"
label = "denuncias"
source = "mp"
columns = ["n"]
counting_unit = "complaint"
period = "2016"
units = ["department"]

[[indicators]]
id = "share"
dimension = "D1"
label = "porcentaje"
rate_of = "mimp.victimas_nna"
 base = "mp.denuncias"
counting_unit = "percent"
period = "2016"
units = ["department"]
"""
CARD = """
[[sources]]
id = "{id}"
title = "Registro"
producer = "-"
path = "data/{id}.csv"
counting_unit = "complaint"
period = "2016"
coverage = "-"
geography = "Perú"
citation = "-"
confidentiality = "public"
limitations = "-"
"""


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_ratio_of_two_counting_units(broken, complete, language):
    more = CARD.format(id="mimp") + CARD.format(id="mp") + RATIO
    text = complete + more
    line = text[: text.index(" base = ")].count("\n") + 1
    shown = show_problem(found(broken(also=more), "S120"), language, 100)
    assert shown == designed(language)["S120"].replace(":77:", f":{line}:")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_plan_that_changed(folder, complete, language):
    register(read_study(folder), folder, date(2026, 11, 23))
    (folder / "study.toml").write_text(complete.replace("alpha = 0.05", "alpha = 0.10"), encoding="utf-8")
    problems = compare(read_study(folder), folder, today=date(2026, 12, 1)).problems
    line = complete[: complete.index("alpha =")].count("\n") + 1
    assert [show_problem(one, language, 100) for one in problems] == [
        designed(language)["S131"].replace(":92:", f":{line}:")
    ]


def test_the_block_proposed_for_a_change_is_copied_as_it_is_shown(folder, complete):
    register(read_study(folder), folder, date(2026, 11, 23))
    path, changed = folder / "study.toml", complete.replace("alpha = 0.05", "alpha = 0.10")
    path.write_text(changed, encoding="utf-8")
    (problem,) = compare(read_study(folder), folder).problems
    shown = show_problem(problem, "es", 60).split("\n")
    block = "\n".join(shown[shown.index("  quizá") + 1 : -1])
    path.write_text(f"{changed}\n{block}\n", encoding="utf-8")
    study = read_study(folder)
    assert compare(study, folder).problems == ()
    assert study.deviation[0].item == "alpha" and date.fromisoformat(study.deviation[0].date)
    assert {one.code for one in check_study(study, locate(folder))} == {"S109"}, "the reason is still to be written"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["es", "en"])
def test_lines_fit_the_terminal(width, language):
    shown = show_all([entry.problem(code) for code, entry in catalogue().items() if entry.example], language, width)
    too_long = [line for line in shown.split("\n") if len(line) > width]
    assert all(" " not in line.strip() or len(max(line.split(), key=len)) > width - 20 for line in too_long)


def problem_at(line: int) -> Problem:
    words = Text.same("x")
    return Problem(code="S110", what=words, where="study.toml", line=line, got=words, expected=words)


def test_at_most_five_alike_and_how_many_more():
    many = [problem_at(line) for line in range(1, 13)]
    shown = show_all(many, "en", listed="keep/problems.csv")
    assert shown.count("S110  x") == 5
    assert shown.endswith("... and 7 more in `keep/problems.csv`")
    assert show_all(many, "es").endswith("... y 7 más"), "nothing is named that was not written"


def test_what_was_written_is_told():
    one = [problem_at(1)]
    assert counted(one, "es", "keep/problems.csv").endswith("No se escribió nada más que keep/problems.csv.")
    assert counted(one, "en", "keep/problems.csv").endswith("Nothing was written but keep/problems.csv.")


def test_a_noun_agrees_with_its_number():
    counts = [numbered(n, ("fuente", "fuentes"), ("source", "sources")) for n in (0, 1, 2, 1234)]
    assert [one.es for one in counts] == ["0 fuentes", "1 fuente", "2 fuentes", "1,234 fuentes"]
    assert [one.en for one in counts] == ["0 sources", "1 source", "2 sources", "1,234 sources"]


@pytest.mark.parametrize("width", [30, 80])
def test_lines_to_copy_stand_whole_below_their_label(width):
    block = Text.same('[[deviation]]\nreason = "una razón larga que no se corta en ningún lugar"')
    shown = show_problem(problem_at(1).model_copy(update={"hint": block}), "es", width).split("\n")
    at = shown.index("  quizá")
    assert shown[at + 1 : at + 3] == [" " * 15 + line for line in block.es.split("\n")]


def test_problems_are_sorted_by_file_and_line():
    shown = show_all([problem_at(9), problem_at(2)], "es")
    assert shown.index("study.toml:2") < shown.index("study.toml:9")


def test_control_characters_reach_no_terminal():
    assert plain("[/red]\x1b[31m\x00\u202e") == "[/red]\\x1b[31m\\x00\\u202e"
    assert plain("1\u202f234") == "1 234"


def test_a_notice_says_so_once():
    notice = catalogue()["A402"].problem("A402")
    said = notice.model_copy(update={"what": Text(es="aviso: no evaluable", en="notice: not assessable")})
    assert show_problem(notice, "en").startswith("study.toml:64:1  A402  notice: not")
    assert show_problem(said, "es").count("aviso") == 1
