"""Estimands and distributions of answers: what a design weights, what is withheld."""

from pathlib import Path
from typing import Any

import pytest
from made_survey import PERSON, ROWS, declared, written

from yupay.analyse.answer_survey import survey
from yupay.derive.samples import drawn
from yupay.load.tables import load
from yupay.model.estimate import Estimate
from yupay.model.problem import StudyProblems
from yupay.model.study import Study

LABEL = {"es": "x", "en": "x"}


def found(folder: Path, design: dict[str, Any], *estimands: dict[str, Any]) -> dict[str, Estimate]:
    asked = [{"unit": "person", "label": LABEL, **one} for one in estimands]
    study = Study.model_validate(declared(units=[{**PERSON, "design": design}], estimands=asked))
    samples = drawn(study, load(study, written(folder)))
    return {one.id: one for one in survey(study, samples, lambda _: None)}


def test_a_weighted_mean_and_its_groups(tmp_path: Path) -> None:
    made = found(tmp_path, {"weights": "weight"}, {"id": "age", "quantity": "mean", "column": "age", "by": ["side"]})
    whole = made["estimand/age/person/design-mean"]
    ages, weights = [9, 30, 41, 25, 33, 28], [1, 1, 2, 2, 1.5, 1.5]
    mean = sum(a * w for a, w in zip(ages, weights, strict=True)) / sum(weights)
    assert whole.n == 6 and whole.df == 5
    assert whole.value is None and any("degrees of freedom" in text.en for text in whole.warnings)
    assert made["estimand/age/person/design-mean/n"].n == 3
    plain = found(tmp_path, {"weights": "weight"})
    assert plain["survey/age/person/design-mean"].value == pytest.approx(mean)


def test_what_is_too_uncertain_is_withheld(tmp_path: Path) -> None:
    made = found(tmp_path, {}, {"id": "men", "quantity": "proportion", "column": "sex", "category": "1"})
    one = made["estimand/men/person/design-proportion"]
    assert one.value is None and one.interval is None
    assert any(text.en.startswith("Not published") for text in one.warnings)


def test_shares_of_answers_leave_missing_codes_out(tmp_path: Path) -> None:
    made = found(tmp_path, {})
    first, second = (made[f"survey/sex/person/design-proportion/{word}"] for word in ("1", "2"))
    assert first.n == second.n == 5
    assert first.value == pytest.approx(2 / 5) and second.value == pytest.approx(3 / 5)


def test_quantiles_and_domains(tmp_path: Path) -> None:
    asked = {"id": "q", "quantity": "quantile", "column": "age", "probabilities": [0.5], "where": {"side": "n"}}
    made = found(tmp_path, {}, asked)
    assert made["estimand/q/person/design-quantile/0.5"].n == 3


def test_nothing_in_the_domain_is_no_failure(tmp_path: Path) -> None:
    made = found(tmp_path, {}, {"id": "none", "quantity": "mean", "column": "age", "where": {"side": "z"}})
    one = made["estimand/none/person/design-mean"]
    assert one.value is None and one.warnings


def test_the_engine_and_the_rows_give_the_same_mean(tmp_path: Path) -> None:
    design = {"weights": "weight", "strata": ["stratum"], "clusters": ["psu"]}
    made = found(tmp_path, design, {"id": "asked", "quantity": "mean", "column": "age"})
    by_rows, by_engine = made["survey/age/person/design-mean"], made["estimand/asked/person/design-mean"]
    assert by_engine.value is None and by_engine.df == by_rows.df == 2
    assert by_engine.parameters["cv"] == pytest.approx(by_rows.parameters["cv"], rel=1e-12)


def test_a_negative_weight_is_told_and_stops(tmp_path: Path) -> None:
    rows = [tuple("-1" if i == 7 and row[0] == "A2" else cell for i, cell in enumerate(row)) for row in ROWS]
    study = Study.model_validate(declared(units=[{**PERSON, "design": {"weights": "weight"}}]))
    samples = drawn(study, load(study, written(tmp_path, rows)))
    with pytest.raises(StudyProblems) as refused:
        list(survey(study, samples, lambda _: None))
    assert refused.value.problems[0].code == "A404" and "weight" in refused.value.problems[0].got.en
