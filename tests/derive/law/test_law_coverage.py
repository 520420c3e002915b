"""Every item and every boundary day of the trafficking chain and its precursors, each tested by a made-up case built from the texts."""

from datetime import date, timedelta

import pytest

from yupay.derive.law.decide import Prepared, prepare
from yupay.derive.law.evaluate import item_name
from yupay.derive.law.facts import interval
from yupay.derive.law.lint import lint
from yupay.derive.law.read import read_law
from yupay.model.law import CodedCase, Condition, Item, Law, Provision

LAW = read_law()
MAIN = [text for text in LAW.provisions if text.case_class in ("trata", "precursor")]
ITEMS = [(text, item) for text in MAIN for item in text.items]
LISTS = ("acts", "means", "purposes", "victim_flags", "agent_flags", "outcome_flags")
ADULT = (30, 30)


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(LAW)


def first(condition: Condition) -> list[str]:
    """Facts enough to meet a condition: the first of every list."""
    return [*condition.facts[:1], *(fact for part in condition.all for fact in first(part))]


def case(text: Provision, day: date, item: Item | None = None) -> CodedCase:
    """A made-up case that meets a text on a day, and one of its items."""
    wanted = [fact for element in text.elements for fact in first(element.when)]
    wanted += first(item.when) if item else []
    facts = {fact.id: fact for fact in LAW.facts if fact.id in wanted}
    coded: dict[str, object] = {column: ("none",) for column in ("acts", "means", "purposes")}
    for column in LISTS:
        if found := tuple(fact.value for fact in facts.values() if fact.column == column):
            coded[column] = found
    ages = [interval(fact.value) for fact in facts.values() if fact.column == "victim_ages"]
    numbers = {
        column: next((2 for fact in facts.values() if fact.column == column), 1) for column in ("victims_n", "agents_n")
    }
    whole = {"case_id": "M", "act_from": day, "act_to": day, "precision": "day", "place": "PE, Lima"}
    youngest = min(ages, key=lambda age: age[1], default=ADULT)
    return CodedCase.model_validate(whole | coded | numbers | {"ages": (youngest,)})


@pytest.mark.parametrize(("text", "item"), ITEMS, ids=[f"{text.id}-{item.id}" for text, item in ITEMS])
def test_an_item_raises_the_penalty_to_its_tier(prepared, text, item):
    decision = prepared.decide(case(text, text.valid_from, item))
    frames = {frame.tier: frame for frame in text.frames}
    assert decision.provision == text.id
    assert item_name(text, item) in decision.items
    assert (decision.tier or 0) >= item.tier
    assert decision.penalty_min == frames[decision.tier].minimum


@pytest.mark.parametrize("text", MAIN, ids=lambda text: text.id)
def test_a_text_governs_its_first_and_last_day_and_no_other(prepared, text):
    inside = [text.valid_from, text.valid_to or date(2026, 6, 1)]
    assert [prepared.decide(case(text, day)).provision for day in inside] == [text.id] * 2
    outside = [text.valid_from - timedelta(days=1)]
    outside += [text.valid_to + timedelta(days=1)] if text.valid_to else []
    assert all(prepared.decide(case(text, day)).provision != text.id for day in outside)


def test_with_these_cases_nothing_of_the_main_texts_is_untested():
    cases = [case(text, text.valid_from, item) for text, item in ITEMS]
    for text in MAIN:
        cases += [case(text, text.valid_from), case(text, text.valid_from - timedelta(days=1))]
    law = Law(jurisdiction="PE", facts=LAW.facts, provisions=tuple(MAIN), rules=LAW.rules)
    assert [p.got.en for p in lint(law, cases) if p.code in ("Q411", "Q412")] == []
