"""From tables of lists to estimates: what is asked of whom, what is said beside it, and what leaves a protected source."""

from pathlib import Path
from typing import Any

import pytest

from yupay.analyse.answer_hidden import hidden, referred
from yupay.derive.lists import Listed
from yupay.model.estimate import Estimate
from yupay.model.lists import Captures, Hidden, LinkedEntries, ListCard
from yupay.model.source import Source
from yupay.model.study import Header, Study
from yupay.model.text import Text
from yupay.protect.overlaps import overlaps
from yupay.run import open_study

WORDS = Text.same("x")
FOUR = (0, 107, 213, 38, 208, 34, 85, 17, 39, 16, 21, 13, 31, 12, 15, 3)
QUICK = ("hidden-independence", "hidden-stepwise", "hidden-bic", "hidden-closed", "hidden-chao", "hidden-omission")


def study(printed: bool = True, **more: Any) -> Study:
    card = Source(
        id="lists",
        title=WORDS,
        producer=WORDS,
        path="lists.csv",
        counting_unit="presumed victim",
        period="2013",
        coverage=WORDS,
        geography=WORDS,
        citation="x",
        confidentiality="public",
        small_counts_printed=printed,
        limitations=WORDS,
    )
    lists = tuple(ListCard(id=name, label=WORDS) for name in "ABCD")
    people = Text(es="presuntas víctimas", en="presumed victims")
    block = Hidden(**{"source": "lists", "people": people, "lists": lists, "methods": QUICK, **more})
    return Study(study=Header(id="s", title=WORDS, place=WORDS, period="2013"), sources=(card,), hidden=block)


def listed(held: Study, *tables: tuple[str, tuple[int, ...]], linked: LinkedEntries | None = None) -> Listed:
    assert held.hidden is not None
    size = len(tables[0][1]).bit_length() - 1
    cards = held.hidden.lists[:size]
    names = tuple(card.id for card in cards)
    made = tuple(Captures(lists=names, counts=counts, stratum=stratum) for stratum, counts in tables)
    return Listed("lists", cards, made, linked)


def answered(held: Study, *tables: tuple[str, tuple[int, ...]], **more: Any) -> tuple[Estimate, ...]:
    tables_of = listed(held, *(tables or (("", FOUR),)), **more)
    return hidden(held, overlaps(held, tables_of), tables_of, lambda _: None)


def one(made: tuple[Estimate, ...], method: str, key: str = "") -> Estimate:
    return next(estimate for estimate in made if estimate.method == method and estimate.key == key)


def test_every_estimate_says_what_it_is_about() -> None:
    made = answered(study())
    assert {e.question for e in made} == {"hidden"} and {e.unit_of_analysis for e in made} == {"persons"}
    assert all(e.sources == ("lists",) for e in made)
    assert all(e.base is not None and e.base.en == "presumed victims" for e in made)
    assert len({e.id for e in made}) == len(made)
    assert [e.method for e in made[:2]] == ["hidden-seen", "hidden-range"]
    assert one(made, "hidden-seen").value == sum(FOUR)


def test_the_range_holds_what_chose_its_model() -> None:
    made = answered(study())
    ends = one(made, "hidden-range").parameters
    totals = [one(made, name).value for name in ("hidden-stepwise", "hidden-bic")]
    assert all(total is not None and float(str(ends["low"])) <= total <= float(str(ends["high"])) for total in totals)


def test_the_identifying_assumption_stands_first() -> None:
    for estimate in answered(study()):
        if estimate.value is not None and estimate.method not in ("hidden-seen", "hidden-range"):
            assert estimate.assumptions and estimate.assumptions[0].held is None


def test_tables_of_doubt_only_of_all_people() -> None:
    part = tuple(n // 2 for n in FOUR)
    made = answered(study(strata=("sex",)), ("", FOUR), ("sex = m", part), ("sex = w", part))
    assert {e.key for e in made if e.method == "hidden-omission"} == {f"without {name}" for name in "ABCD"}
    assert one(made, "hidden-bic", "sex = w").value is not None
    assert one(made, "hidden-range", "sex = m").parameters["low"] is not None


def test_the_strata_of_a_column_are_added_and_modelled() -> None:
    part = tuple(n // 2 for n in FOUR)
    methods = ("hidden-strata", "hidden-covariates")
    made = answered(study(strata=("sex",), methods=methods), ("", FOUR), ("sex = m", part), ("sex = w", part))
    total = one(made, "hidden-strata", "sex")
    assert total.value == pytest.approx(sum(float(total.parameters[f"estimate[{word}]"] or 0) for word in "mw"))
    assert one(made, "hidden-covariates", "sex").value is not None


def test_one_list_alone_is_not_assessable() -> None:
    made = answered(study(), ("", (0, 30)))
    assert {e.method for e in made} == {"hidden-seen", "hidden-range"}
    assert "lists that saw somebody, 1" in one(made, "hidden-range").warnings[0].en


def test_no_list_and_nobody() -> None:
    made = answered(study(), ("", (0,)))
    assert one(made, "hidden-seen").value == 0 and one(made, "hidden-range").value is None


def test_two_lists() -> None:
    made = answered(study(methods=()), ("", (0, 120, 130, 40)))
    assert one(made, "hidden-two-lists").value == pytest.approx(161 * 171 / 41 - 1)
    assert "hidden-two-lists" not in {e.method for e in answered(study())}


def test_the_detected_rate() -> None:
    words = Text(es="habitantes", en="inhabitants")
    made = answered(study(population=1_000_000, population_words=words, population_source="INEI"))
    assert one(made, "hidden-detected-rate").value == pytest.approx(sum(FOUR) / 10)
    assert "hidden-detected-rate" not in {e.method for e in answered(study())}


def test_few_people_are_warned_of_in_every_estimate() -> None:
    few = tuple(n // 20 for n in FOUR)
    made = [e for e in answered(study(), ("", few)) if e.method not in ("hidden-seen", "hidden-omission")]
    assert made and all(any("fewer than 50" in words.en for words in e.warnings) for e in made)
    assert all(any("fewer than 5 people in common" in words.en for words in e.warnings) for e in made)


def test_declared_referral_is_held_against_the_model() -> None:
    cards = (ListCard(id="A", label=WORDS, refers_to=("B",)), ListCard(id="B", label=WORDS, censored=True))
    base = one(answered(study()), "hidden-bic")
    for model, held in (("[12]", True), ("[1,2]", False), (None, None)):
        said = referred(base.model_copy(update={"parameters": {"model": model} if model else {}}), cards)
        assert [found.held for found in said] == [held, False]
    lists = (*cards, ListCard(id="C", label=WORDS), ListCard(id="D", label=WORDS))
    made = one(answered(study(lists=lists)), "hidden-independence")
    assert any("A refers cases to B" in found.name.en and found.held is False for found in made.assumptions)


def test_a_protected_source_tells_no_counts() -> None:
    made = answered(study(printed=False))
    assert one(made, "hidden-seen").value == 10 * round(sum(FOUR) / 10)
    assert not any(e.method == "hidden-omission" for e in made)
    for estimate in made:
        assert (
            estimate.value is None
            or float(f"{estimate.value:.2g}") == estimate.value
            or estimate.method == "hidden-seen"
        )
        assert estimate.n is None or estimate.n % 10 == 0
        assert not set(estimate.parameters) - {"low", "high", "models", "not_shown"}
        assert not any(f"{a}×{b}" in words.en for words in estimate.warnings for a in "ABCD" for b in "ABCD")


def test_a_protected_stratum_with_few_people_says_nothing() -> None:
    part = (0, 3, 2, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    made = answered(study(printed=False, strata=("sex",)), ("", FOUR), ("sex = w", part))
    assert all(e.value is None and "low" not in e.parameters for e in made if e.key.startswith("sex = w"))


def test_a_study_without_lists() -> None:
    held = study().model_copy(update={"hidden": None})
    assert hidden(held, None, None, lambda _: None) == ()


STUDY = """
[study]
id = "made"
title = { es = "Listas inventadas", en = "Invented lists" }
place = "-"
period = "2013"

[[sources]]
id = "lists"
title = "Lists"
producer = "nobody"
path = "lists.csv"
counting_unit = "person"
period = "2013"
coverage = "-"
geography = "-"
citation = "made up"
confidentiality = "invented"
limitations = { es = "inventado", en = "invented" }

[[objectives]]
id = "O1"
problem = { es = "¿Cuántas personas?", en = "How many people?" }
objective = { es = "Estimarlas", en = "Estimate them" }
descriptive = true

[hidden]
source = "lists"
people = { es = "personas", en = "people" }

[[hidden.lists]]
id = "A"
label = "A"

[[hidden.lists]]
id = "B"
label = "B"

[[hidden.lists]]
id = "C"
label = "C"
"""


def test_lists_travel_through_a_study(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    text = "A,B,C,count\n1,0,0,60\n0,1,0,50\n0,0,1,40\n1,1,0,14\n1,0,1,15\n0,1,1,16\n1,1,1,5\n"
    (tmp_path / "lists.csv").write_text(text, encoding="utf-8")
    opened = open_study(tmp_path)
    with opened.gathered() as (evidence, _, lists):
        assert evidence.lists is not None and lists is not None and evidence.lists.printed
        assert evidence.lists.tables[0].counts == (0, 60, 50, 14, 40, 15, 16, 5)
        block = opened.study.hidden
        assert block is not None
        quick = opened.study.model_copy(update={"hidden": block.model_copy(update={"methods": QUICK})})
        made = hidden(quick, evidence.lists, lists, lambda _: None)
    assert one(made, "hidden-seen").value == 200
    assert opened.evidence().lists == evidence.lists


def test_uncertain_links_are_drawn() -> None:
    entries = tuple(k for k in (0, 1) for _ in range(60)) + tuple(2 for _ in range(40))
    sure = [(place, 60 + place, 0.97) for place in range(30)]
    more = [(60 + place, 120 + place, 0.6) for place in range(20, 40)]
    linked = LinkedEntries(lists=("A", "B", "C"), entries=entries, pairs=tuple(sure + more))
    table = (0, 30, 20, 30, 20, 0, 20, 0)
    made = answered(study(methods=("hidden-linkage",)), ("", table), linked=linked)
    assert [e.method for e in made] == ["hidden-seen", "hidden-linkage"]
    assert one(made, "hidden-linkage").n is not None
    hidden_made = answered(study(printed=False, methods=("hidden-linkage",)), ("", table), linked=linked)
    assert one(hidden_made, "hidden-linkage").value is None


def test_the_tipping_ratios_of_the_sensitivity() -> None:
    made = answered(study(methods=("hidden-sensitivity",)))
    assert all(e.key.startswith("odds ratio") for e in made if e.method == "hidden-sensitivity")


def test_strata_are_not_added_up_where_one_is_withheld() -> None:
    rest = (0, 97, 97, 3, *(0,) * 12)
    whole = tuple(a + b for a, b in zip(FOUR, rest, strict=True))
    methods = {"methods": ("hidden-independence", "hidden-strata"), "strata": ("sex",), "draws": 100, "most_draws": 100}
    tables = (("", whole), ("sex = m", FOUR), ("sex = w", rest))
    made = answered(study(printed=False, **methods), *tables)
    assert one(made, "hidden-independence", "sex = m").value is not None
    assert one(made, "hidden-independence", "sex = w").value is None
    summed = [e for e in made if e.method == "hidden-strata"]
    assert summed and all(e.value is None and e.interval is None for e in summed)
    halves = tuple(2 * people for people in FOUR)
    made = answered(study(printed=False, **methods), ("", halves), ("sex = m", FOUR), ("sex = w", FOUR))
    assert any(e.value is not None for e in made if e.method == "hidden-strata")


def test_two_lists_make_no_range_to_trust() -> None:
    methods = ("hidden-two-lists", "hidden-independence")
    ends = one(answered(study(methods=methods), ("", (0, 40, 30, 12))), "hidden-range")
    assert ends.parameters["models"] == 2
    assert any("all suppose that the two lists are independent" in words.en for words in ends.warnings)
    assert not any("two lists" in words.en for words in one(answered(study()), "hidden-range").warnings)
