"""`yupay plan`: numbers with their formula in words, in two languages, and what a study could find on its own map."""

import json

import pytest

from yupay.analyse.methods import METHODS

R6C = ("proportion", "--population", 28563, "--margin", ".10", "--p", ".5", "--z", 1.96)


def test_a_published_sample_size(yupay):
    """R-6c: 95.7214 published, 96 units."""
    said = yupay("plan", *R6C)
    assert said.code == 0 and said.err == ""
    assert "Respuestas que se necesitan 96" in " ".join(said.out.split())
    assert "corrección por población finita una sola vez, N = 28563" in " ".join(said.out.split())
    english = yupay("plan", *R6C, "--language", "en").out
    assert "Answers needed 96" in " ".join(english.split()) and "\x1b" not in english


def test_json_holds_whole_estimates(yupay):
    content = json.loads(yupay("plan", *R6C, "--response", ".8", "--json").out)
    assert content["exit"] == 0
    assert [one["value"] for one in content["estimates"]] == [pytest.approx(95.7215, abs=5e-5), 96, 120]
    assert content["estimates"][0]["id"] == "plan/proportion/person/sample-size-proportion/exact"
    assert "once" in content["estimates"][0]["design"]["en"]


def test_a_second_correction_is_told_and_leaves_with_1(yupay):
    said = yupay("plan", "check", "--n", 156, "--population", 640, "--p", ".73", "--margin", ".05", "--z", 1.96)
    assert said.code == 1
    assert "se aplicó dos veces" in " ".join(said.out.split())
    right = yupay("plan", "check", "--n", 206, "--population", 640, "--p", ".73", "--margin", ".05", "--z", 1.96)
    assert right.code == 0 and "dos veces" not in right.out


def test_a_formula_inside_each_stratum(yupay):
    strata = [word for size in (15, 14, 14, 16) for word in ("--stratum", size)]
    said = yupay("plan", "check", "--n", 53, "--population", 59, "--p", ".05", "--margin", ".04", "--z", 1.96, *strata)
    assert said.code == 1 and "un solo n de 39.11, es decir 40" in " ".join(said.out.split())


def test_strata(yupay):
    plain = yupay("plan", "allocation", "--n", 40, "--stratum", "a=100", "--stratum", "b=300", "--language", "en")
    assert [line.split()[-1] for line in plain.out.split("\n")[:3]] == ["10", "30", "40"]
    neyman = yupay("plan", "allocation", "--n", 40, "--stratum", "a=100:6", "--stratum", "b=300:2", "--language", "en")
    assert [line.split()[-1] for line in neyman.out.split("\n")[:3]] == ["20", "20", "40"]
    assert "Neyman" in neyman.out


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("mean", "--sd", 10, "--margin", 2), "97"),
        (("correlation", "--r", ".3"), "85"),
        (("correlation", "--r", ".3", "--coefficient", "spearman"), "87"),
        (("correlation", "--r", ".5", "--width", ".2"), "219"),
        (("two-proportions", "--p1", ".5", "--p2", ".6"), "388"),
        (("two-means", "--difference", 5, "--sd", 10), "64"),
        (("power", "--n", 90, "--r", ".3"), "0.823"),
        (("power", "--n", 64, "--effect", ".5"), "0.801"),
        (("power", "--n", 388, "--p1", ".5", "--p2", ".6"), "0.801"),
        (("detectable", "--n", 90), "0.292"),
        (("detectable", "--n", 64, "--of", "means"), "0.499"),
        (("detectable", "--n", 388, "--of", "proportions"), "0.100"),
    ],
)
def test_every_plan(yupay, words, number):
    said = yupay("plan", *words, "--language", "en")
    assert said.code == 0
    assert number in said.out.split()
    assert not [line for line in said.out.split("\n") if len(line) > 80]


@pytest.mark.parametrize(
    "words",
    [
        ("proportion", "--margin", 2),
        ("mean", "--sd", 0, "--margin", 1),
        ("correlation", "--r", 0),
        ("two-means", "--difference", 0),
        ("allocation", "--n", 9, "--stratum", "a=3"),
        ("power", "--n", 3, "--r", ".3"),
        ("check", "--n", 0, "--margin", ".05"),
    ],
)
def test_numbers_that_give_no_plan(yupay, words):
    said = yupay("plan", *words)
    assert said.code == 2 and said.out.startswith("No evaluable: ")
    content = json.loads(yupay("plan", *words, "--json").out)
    assert content["exit"] == 2 and content["estimates"][0]["value"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("proportion",),
        ("proportion", "--margin", "wide"),
        ("allocation", "--n", 9, "--stratum", "x"),
        ("allocation", "--n", 9, "--stratum", "x=3", "--stratum", "x=4"),
        ("allocation", "--n", 5, "--stratum", "x=3:1", "--stratum", "y=4"),
        ("power", "--n", 9),
        ("power", "--n", 9, "--r", ".3", "--effect", ".3"),
        ("nothing",),
    ],
)
def test_a_line_that_is_not_understood(yupay, words):
    said = yupay("plan", *words)
    assert said.code == 2 and said.out == "" and "C900" in said.err and "Traceback" not in said.err


def test_help_in_both_languages(yupay):
    names = ["proportion", "mean", "correlation", "two-proportions", "two-means", "allocation", "power", "detectable"]
    for words in ([], *([name] for name in [*names, "check"])):
        page = yupay("plan", *words, "--help").out
        assert "Uso: yupay plan" in page and "Options:" not in page
        assert "Usage: yupay plan" in yupay("plan", *words, "--help", "--language", "en").out
    assert yupay("plan").out == yupay("plan", "--help").out


def test_what_a_study_could_find(yupay, root):
    said = yupay("plan", "--study", root / "studies" / "lima-2016", "--draws", 60, "--language", "en")
    assert said.code == 0
    assert "Minimum detectable correlation (n = 43, α = 0.05)" in said.out
    assert "Power by r: r = 0.00" in said.out
    assert "H3" in said.out and "Not assessable: it has no data of its own." in said.out
    again = json.loads(yupay("plan", "--study", root / "studies" / "lima-2016", "--draws", 60, "--json").out)
    found = again["hypotheses"]["H1"]
    assert {one["key"] for one in found} == {
        "critical-value",
        "minimum-detectable",
        "false-alarm-low",
        "false-alarm-high",
        "minimum-detectable/strictest",
    }
    assert {one["method"] for one in found} <= set(METHODS), "no coefficient between the two variables is computed"
    assert {one["method"] for one in found} == {"simulation"}


def test_a_study_that_is_not_there(yupay, tmp_path):
    said = yupay("plan", "--study", tmp_path / "nowhere")
    assert said.code == 2 and "S001" in said.err
