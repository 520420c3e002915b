"""The range across models, the people seen and the detected rate."""

from typing import Any

import numpy as np
import pytest

from yupay.analyse.hidden import together
from yupay.analyse.hidden.portfolio import ENTRIES, PORTFOLIO, asked
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.text import Text

SUBJECT = Subject(variables=("A", "B", "C"), unit_of_analysis="persons", unit="persons")


def made(method: str, value: float | None, **parameters: Any) -> Estimate:
    words = Text.same("x")
    interval = None if value is None else Interval(low=value - 10, high=value + 10, method=words)
    return Estimate(
        question="hidden",
        variables=SUBJECT.variables,
        unit_of_analysis="persons",
        method=method,
        quantity=words,
        value=value,
        interval=interval,
        unit="persons",
        n=100,
        parameters=parameters,
    )


BEST = made("hidden-bic", 300.0, bic=50.0)


def ends(*estimates: Estimate) -> tuple[Any, Any]:
    found = together.across(estimates, SUBJECT).parameters
    return found.get("low"), found.get("high")


def test_the_smallest_and_the_largest() -> None:
    whole = together.across((BEST, made("hidden-stepwise", 200.0, bic=90.0), made("hidden-graphs", 250.0)), SUBJECT)
    assert whole.value is None and whole.interval is None and whole.n == 100
    assert (whole.parameters["low"], whole.parameters["lowest"]) == (200.0, "hidden-stepwise")
    assert (whole.parameters["high"], whole.parameters["highest"]) == (300.0, "hidden-bic")
    assert (whole.parameters["lowest_limit"], whole.parameters["highest_limit"]) == (190.0, 310.0)
    assert whole.parameters["models"] == 3


@pytest.mark.parametrize(("bic", "high"), [(51.0, 900.0), (52.0, 900.0), (52.1, 300.0)])
def test_a_model_fixed_beforehand_stands_where_it_fits_as_well(bic: float, high: float) -> None:
    assert ends(BEST, made("hidden-closed", 900.0, bic=bic, model="Mt")) == (300.0, high)


def test_an_upper_limit_that_the_data_do_not_bound_leaves_the_highest_open() -> None:
    open_above = BEST.model_copy(update={"interval": Interval(low=250.0, high=None, method=Text.same("x"))})
    found = together.across((open_above, made("hidden-graphs", 200.0)), SUBJECT).parameters
    assert (found["lowest_limit"], found["highest_limit"]) == (190.0, None)


def test_a_choice_that_fits_worse_is_named() -> None:
    found = together.across((BEST, made("hidden-stepwise", 200.0, bic=72.0, model="[12,3]")), SUBJECT)
    assert [words.en for words in found.warnings] == [
        "Model [12,3] stands in the range because its own rule chose it; its BIC is 22.0 above the smallest."
    ]
    assert together.across((BEST, made("hidden-stepwise", 200.0, bic=51.0)), SUBJECT).warnings == ()


def test_aic_where_there_is_no_bic() -> None:
    assert ends(made("hidden-bic", 300.0, aic=5.0), made("hidden-closed", 900.0, aic=6.0, model="M0")) == (300.0, 900.0)


@pytest.mark.parametrize(
    "other",
    [
        made("hidden-closed", 900.0, bic=50.0, model="Mh Chao (LB)"),
        made("hidden-chao", 900.0),
        made("hidden-omission", 900.0),
        made("hidden-sample-coverage", 900.0),
        made("hidden-strata", 900.0),
        made("hidden-graphs", None),
    ],
)
def test_what_never_moves_the_range(other: Estimate) -> None:
    assert ends(BEST, other) == (300.0, 300.0)


def test_what_gave_no_total_is_counted() -> None:
    found = together.across((BEST, made("hidden-graphs", None), made("hidden-closed", 1.0, bic=99.0)), SUBJECT)
    assert (found.parameters["not_shown"], found.parameters["left_out_by_fit"]) == (1, 1)


def test_one_total_under_two_names_is_one_model() -> None:
    found = together.across((BEST, made("hidden-bic-bootstrap", 300.0)), SUBJECT)
    assert found.parameters["models"] == 1


def test_nothing_stands() -> None:
    found = together.across((made("hidden-graphs", None),), SUBJECT)
    assert "low" not in found.parameters and found.warnings[0].en.startswith("Not assessable")
    assert together.across((), SUBJECT).parameters["models"] == 0
    assert together.too_few_lists(1).es.startswith("No evaluable")


def test_seen_and_rate() -> None:
    assert together.people_seen(2744, SUBJECT).value == 2744.0
    withheld = together.people_seen(None, SUBJECT)
    assert withheld.value is None and "protected" in withheld.warnings[0].en
    rate = together.detected_rate(2744, 64_100_000, Text.same("UK, 2013"), SUBJECT)
    assert rate.value == pytest.approx(4.2808, abs=1e-4)
    assert rate.parameters == {"seen": 2744, "population": 64_100_000} and "never" in rate.warnings[0].en
    assert together.detected_rate(None, 1e6, Text.same("x"), SUBJECT).value is None


def test_warnings_of_a_protected_table_name_no_list_and_no_number() -> None:
    few = np.array([0.0, 10, 12, 3, 9, 2, 1, 0])
    assert any("A×B" in words.en for words in together.warnings_of(few, SUBJECT, printed=True))
    hidden = together.warnings_of(few, SUBJECT, printed=False)
    assert hidden == (together.FEW_PEOPLE, together.FEW_IN_COMMON)
    many = np.array([0.0, 100, 120, 30, 90, 20, 10, 8])
    assert together.warnings_of(many, SUBJECT, printed=False) == ()
    only_pairs = np.array([0.0, 100, 120, 1, 90, 1, 1, 0])
    assert together.warnings_of(only_pairs, SUBJECT, printed=False) == (together.FEW_IN_COMMON,)


def test_the_portfolio() -> None:
    assert len(PORTFOLIO) == len(ENTRIES) and all(name.startswith("hidden-") for name in PORTFOLIO)
    assert [one.id for one in asked(["hidden-behaviour"], ["model"])] == ["hidden-behaviour"]
    assert "hidden-behaviour" not in [one.id for one in asked([], ["model"])]
    assert {one.kind for one in asked([], ["doubt"])} == {"doubt"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_leads_to_its_function(entry: Any) -> None:
    assert callable(entry.function())
