"""R-6: what five published sample sizes say, and what their own numbers give."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.plan.allocation import allocation
from yupay.analyse.plan.core import Frame
from yupay.analyse.plan.proportion import sample_size_proportion
from yupay.analyse.plan.statement import METHOD, Statement, check_statement, inside_strata
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("proportion",), unit_of_analysis="person")
PATH = Path(__file__).parents[2] / "cases" / "r6.toml"
CASES = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]


def stated(case: dict[str, Any]) -> Statement:
    return Statement(
        case["published"],
        case["p"],
        case["margin"],
        case["population"],
        z=case["z"],
        strata=tuple(case.get("strata", ())),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_sizes(case: dict[str, Any]) -> None:
    one = check_statement(stated(case), SUBJECT)
    shown = len(str(case["exact"]).partition(".")[2])
    assert one.value == pytest.approx(case["exact"], abs=0.5001 * 10**-shown)
    assert one.parameters["answers"] == case["answers"]
    assert one.parameters["slip"] == case["slip"]
    assert one.parameters["agrees"] is (case["slip"] == "")
    said = " ".join(words.en for words in one.warnings)
    assert (case["warns"] in said) if "warns" in case else said == ""
    assert all(words.es for words in one.warnings)


def test_a_single_n_with_proportional_allocation_beside_the_published_one() -> None:
    case = CASES[0]
    sizes = sample_size_proportion(case["p"], case["margin"], SUBJECT, frame=Frame(case["population"]), z=case["z"])
    assert sizes[1].value == 40
    names = dict(zip("ABCD", case["strata"], strict=True))
    shared = allocation(int(sizes[1].value), names, SUBJECT)
    assert [one.value for one in shared] == [10, 10, 9, 11, 40]
    added, each = inside_strata(case["strata"], lambda size: stated(case).size(size))
    assert added == case["published"] == sum(case["published_by_stratum"])
    assert each == pytest.approx(case["exact_by_stratum"], abs=0.01)


def test_the_published_strata_without_the_strata_are_not_explained() -> None:
    one = check_statement(Statement(53, 0.05, 0.04, 59, z=1.96), SUBJECT)
    assert one.parameters["slip"] == "not-explained"
    assert "goes with a margin of" in one.warnings[0].en


def test_no_correction_is_said() -> None:
    one = check_statement(Statement(385, 0.5, 0.05, 1000), SUBJECT)
    assert one.parameters["slip"] == "no-fpc"
    assert "278 are enough" in one.warnings[0].en


@given(st.integers(30, 10**6), st.floats(0.05, 0.95), st.floats(0.02, 0.2))
def test_a_right_statement_agrees_and_its_margin_is_within(population: int, p: float, margin: float) -> None:
    sizes = sample_size_proportion(p, margin, SUBJECT, frame=Frame(population))
    assert sizes[1].value is not None
    one = check_statement(Statement(sizes[1].value, p, margin, population), SUBJECT)
    assert one.parameters["agrees"] and not one.warnings
    reached = one.parameters["margin_of_stated"]
    assert reached is None or reached <= margin * (1 + 1e-9)


@given(st.integers(200, 5000), st.floats(0.2, 0.8), st.floats(0.03, 0.08))
def test_a_second_correction_is_found(population: int, p: float, margin: float) -> None:
    once = sample_size_proportion(p, margin, SUBJECT, frame=Frame(population))[1].value
    assert once is not None
    again = float(round(once / (1 + (once - 1) / population)))
    one = check_statement(Statement(again, p, margin, population), SUBJECT)
    assert one.parameters["slip"] == "fpc-twice"


@pytest.mark.parametrize(
    "bad",
    [
        Statement(0, 0.5, 0.05, 100),
        Statement(10, 1.5, 0.05, 100),
        Statement(10, 0.5, 0.0, 100),
        Statement(10, 0.5, 0.05, 0),
        Statement(float("nan"), 0.5, 0.05, 100),
        Statement(10, float("nan"), 0.05, 100),
    ],
)
def test_not_assessable_is_said(bad: Statement) -> None:
    one = check_statement(bad, SUBJECT)
    assert one.value is None and one.method == METHOD.id
    assert one.warnings[0].en.startswith("Not assessable: ")


def test_a_whole_population_has_no_margin() -> None:
    one = check_statement(Statement(59, 0.05, 0.04, 59, z=1.96), SUBJECT)
    assert one.parameters["margin_of_stated"] is None
    assert "is the whole population" in one.warnings[0].en
