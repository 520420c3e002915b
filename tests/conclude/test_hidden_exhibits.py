"""How the part nobody recorded is shown: the assumption first, every model, refusals in words, no headline, nothing withheld."""

import re
from typing import Any

import pytest

from tests.conclude.builders import same, source
from tests.conclude.reading import sentences
from yupay.conclude.conclude import Conclusions, conclude, default_exhibits
from yupay.conclude.plainly import plainly
from yupay.conclude.references import cited_apart
from yupay.model.cube import Evidence
from yupay.model.estimate import Assumption, Estimate, Interval
from yupay.model.figure import Figure, ForestPlot, OverlapChart
from yupay.model.lists import Hidden, ListCard, Overlaps, PrintedCaptures
from yupay.model.study import Exhibit, Header, Objective, Study
from yupay.model.table import Row, Table
from yupay.model.text import Text

LISTS = ("a", "b", "c")
COUNTS = (0, 60, 40, 12, 30, 9, 7, 3)
NO_INTERACTION = Text(es="sin interacción entre las tres listas", en="no interaction of the three lists")
SAME_CLASSES = Text(es="las mismas clases en todas", en="the same classes everywhere")
WORSE = Text(es="Un modelo del rango se ajusta peor.", en="One model of the range fits worse.")
REFUSED = Text(es="No evaluable: las cadenas no coinciden.", en="Not assessable: the chains disagree.")
Numbers = dict[str, float | int | str | bool | None]


def estimate(method: str, value: float | None, low: float = 0, high: float = 0, key: str = "", **more: Any) -> Estimate:
    bounds = Interval(low=low, high=high, method=same("bootstrap")) if high else None
    fields: dict[str, Any] = {"n": sum(COUNTS), "sources": ("lists",), "interval": bounds, "unit": "persons"}
    return Estimate(
        question="hidden",
        variables=LISTS,
        unit_of_analysis="persons",
        method=method,
        key=key,
        quantity=same("Total"),
        value=value,
        **(fields | more),
    )


def assumed(name: Text) -> tuple[Assumption, ...]:
    first = Assumption(name=name, held=None, evidence=same("no se ve"))
    checked = Assumption(name=Text(es="existe el máximo", en="the maximum exists"), held=True, evidence=same("x"))
    return first, checked


def made() -> tuple[Estimate, ...]:
    across: Numbers = {"low": 300.0, "high": 900.0, "models": 2, "not_shown": 1, "left_out_by_fit": 1}
    across |= {"lowest_limit": 240.0, "highest_limit": 1400.0}
    across |= {"standing": "\n".join(f"hidden/a~b~c/persons/hidden-{name}" for name in ("stepwise-bootstrap", "bic"))}
    drawn: Numbers = {"draws": 4000, "error_low": 0.7, "error_high": 0.9, "model": "[12,3]"}
    kept = Text(es="Se retuvo y salió bien: 82.", en="Held back and found: 82.")
    return (
        estimate("hidden-seen", 161.0),
        estimate("hidden-range", None, parameters=across, warnings=(WORSE,)),
        estimate("hidden-detected-rate", 16.1, parameters={"seen": 161, "population": 1_000_000.0}),
        estimate("hidden-latent-class", None, assumptions=assumed(SAME_CLASSES), warnings=(REFUSED,)),
        estimate("hidden-stepwise-bootstrap", 300.0, 240, 380, assumptions=assumed(NO_INTERACTION), parameters=drawn),
        estimate("hidden-bic", 900.0, 500, 1400, assumptions=assumed(NO_INTERACTION)),
        estimate("hidden-independence", 950.0, 700, 1300, assumptions=assumed(NO_INTERACTION)),
        estimate("hidden-omission", 280.0, key="without a"),
        estimate("hidden-sensitivity", 350.0, key="odds ratio 0.5"),
        estimate("hidden-merging", 410.0, 300, 600, key="merged a+b"),
        estimate(
            "hidden-consistency",
            81.0,
            key="held back c",
            assumptions=(Assumption(name=same("acierta"), held=True, evidence=kept),),
        ),
        estimate(
            "hidden-coverage",
            0.93,
            0.89,
            0.96,
            key="truth two classes",
            unit="share",
            parameters={"tables": 200, "total": 310.0, "median_width": 140.0},
        ),
        estimate("hidden-seen", 40.0, key="sex = M"),
        estimate("hidden-range", None, key="sex = M", parameters={"models": 0, "not_shown": 3}, warnings=(REFUSED,)),
    )


def study(**more: Any) -> Study:
    hidden = Hidden(
        source="lists",
        people=Text(es="presuntas víctimas", en="presumed victims"),
        lists=tuple(ListCard(id=name, label=Text(es=f"Lista {name}", en=f"List {name}")) for name in LISTS),
        strata=("sex",),
        population=1_000_000,
        population_words=Text(es="habitantes inventados", en="invented inhabitants"),
        population_source="lists",
    )
    header = Header(id="s", title=same("título"), place=same("Valle"), period="2016")
    fields: dict[str, Any] = {"study": header, "sources": (source("lists"),), "hidden": hidden}
    return Study(**(fields | more))


def evidence(*, printed: bool = True) -> Evidence:
    cards = study().hidden
    assert cards is not None
    counts = COUNTS if printed else (0, *(None,) * 7)
    tables = (
        PrintedCaptures(lists=LISTS, counts=counts, totals=(84, 62, 49), seen=161),
        PrintedCaptures(lists=LISTS, counts=counts, totals=(84, 62, 49), seen=40, stratum="sex = M"),
    )
    overlaps = Overlaps(source="lists", cards=cards.lists, tables=tables, printed=printed)
    return Evidence(cubes={}, figures={}, audits={}, lists=overlaps)


@pytest.fixture(scope="module")
def shown() -> Conclusions:
    return conclude(study(), evidence(), made())


def table(found: Conclusions, title: str) -> Table:
    return next(one for one in found.tables if one.title.en.startswith(title))


def figure(found: Conclusions, kind: type) -> Figure:
    return next(one for one in found.figures if isinstance(one.body, kind))


def row(found: Table, key: str) -> Row:
    return next(one for one in found.rows if one.key == key)


def said(found: Conclusions) -> str:
    return " ".join(plainly(sentence, "es_PE").en for sentence in sentences(found))


def test_the_section_stands_only_where_lists_are_declared() -> None:
    kinds = [one.kind for one in default_exhibits(study())]
    assert {"hidden-overlaps", "hidden-models", "hidden-forest", "hidden-doubt", "hidden-strata", "hidden-rate"} <= set(
        kinds
    )
    assert not any(one.kind.startswith("hidden") for one in default_exhibits(study(hidden=None)))


def test_without_estimates_nothing_is_shown_and_nothing_breaks() -> None:
    found = conclude(study(), Evidence(cubes={}, figures={}, audits={}), ())
    sections = [one.section for one in found.tables] + [one.section for one in found.figures]
    assert "4.6" not in sections


def test_the_identifying_assumption_is_the_head_of_its_models(shown: Conclusions) -> None:
    rows = table(shown, "Total by each model").rows
    groups = [one.group.en for one in rows if one.group is not None]
    assert len(groups) == len(rows)
    assert {group.partition(": ")[2] for group in groups} == {NO_INTERACTION.en, SAME_CLASSES.en}
    assert sorted(groups, key=groups.index) == groups


def test_what_is_to_be_known_of_the_range_stands_under_the_models(shown: Conclusions) -> None:
    notes = " ".join(plainly(note.text, "es_PE").en for note in table(shown, "Total by each model").notes)
    assert notes.count(f"With care: {WORSE.en}") == 1


def test_what_the_models_say_themselves_is_not_said_of_the_range_again() -> None:
    few = Text(es="Pocas personas en común.", en="Few people in common.")
    found = [
        one.model_copy(update={"warnings": (few,)}) if one.value is not None or "range" in one.id else one
        for one in made()
    ]
    notes = [
        plainly(note.text, "es_PE").en
        for note in table(conclude(study(), evidence(), tuple(found)), "Total by each model").notes
    ]
    assert sum(few.en in note for note in notes) == 1


def test_what_was_checked_is_told_and_what_cannot_be_is_not(shown: Conclusions) -> None:
    told = row(table(shown, "Total by each model"), "hidden-bic").cells[3].value
    assert isinstance(told, Text)
    assert told.en == "the maximum exists: yes"


def test_a_refusal_is_a_word_with_its_reason_and_never_a_number(shown: Conclusions) -> None:
    models = table(shown, "Total by each model")
    refused = row(models, "hidden-latent-class")
    assert refused.cells[1].value == "refused" and refused.cells[1].form == "decision"
    assert refused.cells[2].mark is not None
    notes = " ".join(plainly(note.text, "es_PE").en for note in models.notes)
    assert "the chains disagree" in notes
    drawn = figure(shown, ForestPlot).body
    assert isinstance(drawn, ForestPlot)
    assert [one.cell.value for one in drawn.rows if one.shape == "refused"] == ["refused"]


def test_the_forest_has_every_model_and_a_band_without_a_middle(shown: Conclusions) -> None:
    body = figure(shown, ForestPlot).body
    assert isinstance(body, ForestPlot) and body.band is not None
    assert len(body.rows) == 4
    assert (body.band.low, body.band.high, body.band.value) == (300.0, 900.0, None)
    assert [one.shape for one in body.rows].count("hollow") == 1


def test_the_paragraph_gives_a_range_and_no_headline(shown: Conclusions) -> None:
    words = said(shown)
    assert "between 300 and 900 across 2 models that fit the same counts equally well" in words
    assert "from 240 to 1,400" in words
    assert "One more calculation gives no number" in words
    assert "nor shared out by district" in words
    assert not re.search(r"\b(?:there are|in all|estimated at) [\d,]+", words)


def test_the_assumption_is_said_before_any_number(shown: Conclusions) -> None:
    words = said(shown)
    assert words.index("The assumption comes first") < words.index("between 300 and 900")


def test_the_chart_of_overlaps_has_every_history_once_the_largest_first(shown: Conclusions) -> None:
    body = figure(shown, OverlapChart).body
    assert isinstance(body, OverlapChart)
    assert [one.value for one in body.counts] == sorted((float(n) for n in COUNTS[1:]), reverse=True)
    assert body.histories[0] == (0,) and set(body.histories) == {(0,), (1,), (0, 1), (2,), (0, 2), (1, 2), (0, 1, 2)}
    assert [one.value for one in body.sizes] == [84.0, 62.0, 49.0]


def test_of_a_source_that_is_not_public_no_history_leaves() -> None:
    found = conclude(study(), evidence(printed=False), made())
    drawn = figure(found, OverlapChart)
    assert isinstance(drawn.body, OverlapChart)
    assert drawn.body.histories == () and drawn.body.counts == ()
    assert drawn.table is not None and [one.key for one in drawn.table.rows] == list(LISTS)
    assert "no overlap of lists is shown" in said(found)


def test_the_rows_of_doubt_name_the_lists(shown: Conclusions) -> None:
    doubt = table(shown, "Doubt")
    heads = [plainly_text(one.cells[0].value) for one in doubt.rows]
    assert {"Without List a", "Merged: List a + List b", "Held back: List c"} <= set(heads)
    assert plainly_text(row(doubt, "held back c").cells[4].value) == "Held back and found: 82."
    changed = row(doubt, "odds ratio 0.5").cells[0].value
    assert isinstance(changed, Text)
    assert (changed.es, changed.en) == ("Con razón de odds 0.5", "With odds ratio 0.5")


def test_an_interval_that_the_data_do_not_bound_is_said_in_words() -> None:
    open_ended = Interval(low=None, high=None, method=same("bootstrap"))
    loose = estimate("hidden-bic", 900.0, interval=open_ended, assumptions=assumed(NO_INTERACTION))
    found = conclude(study(), evidence(), (*(one for one in made() if one.id != loose.id), loose))
    assert (
        plainly_text(row(table(found, "Total by each model"), "hidden-bic").cells[2].value)
        == "not bounded by these data"
    )


def test_a_coverage_is_a_share_in_percent(shown: Conclusions) -> None:
    found = row(table(shown, "Doubt"), "truth two classes")
    assert plainly_text(found.cells[0].value) == "Were the truth: two latent classes"
    assert (found.cells[2].value, found.cells[2].form) == (93.0, "percent")
    assert (found.cells[3].low, found.cells[3].high) == (89.0, 96.0)
    assert "200 simulated tables" in plainly_text(found.cells[4].value)


def test_the_error_of_the_draws_is_told(shown: Conclusions) -> None:
    drawn = row(table(shown, "Doubt"), "hidden-stepwise-bootstrap.draws")
    assert drawn.cells[1].value == 4000
    assert plainly_text(drawn.cells[4].value) == "Error of the lower limit: 0.7%; of the upper: 0.9%."


def test_the_rate_is_of_those_detected_and_the_estimate_is_beside_it(shown: Conclusions) -> None:
    detected, estimated = table(shown, "Detected per 100,000").rows
    assert detected.cells[1].value == 161.0 and detected.cells[2].value == 16.1
    assert "16.2.2" in plainly_text(detected.cells[0].value)
    assert "not the indicator" in plainly_text(estimated.cells[0].value)
    assert (estimated.cells[2].low, estimated.cells[2].high) == (30.0, 90.0)


def test_a_group_without_a_model_says_so(shown: Conclusions) -> None:
    everybody, men = table(shown, "Total by group").rows
    assert everybody.strong and (everybody.cells[2].value, everybody.cells[3].value) == (300.0, 900.0)
    assert men.cells[2].value == men.cells[3].value == "refused"
    assert REFUSED.en in plainly_text(men.cells[6].value)


def test_one_model_alone_is_no_range() -> None:
    across = estimate("hidden-range", None, parameters={"low": 300.0, "high": 300.0, "models": 1, "not_shown": 0})
    found = conclude(study(), evidence(), (*(one for one in made() if one.id != across.id), across))
    assert "One model alone gives a total" in said(found)


def test_no_model_at_all_is_said_with_its_reason() -> None:
    across = estimate("hidden-range", None, parameters={"models": 0, "not_shown": 3}, warnings=(REFUSED,))
    found = conclude(study(), evidence(), (estimate("hidden-seen", 161.0), across))
    assert "No model gives a total: Not assessable: the chains disagree" in said(found)


def plainly_text(value: object) -> str:
    assert isinstance(value, Text)
    return value.en


def test_a_study_of_lists_alone_has_no_empty_box_and_no_question_about_scales(shown: Conclusions) -> None:
    assert [box.title.en for box in shown.summary if not box.sentences] == []
    first = [plainly(sentence, "es_PE").en for sentence in shown.summary[0].sentences]
    assert any("between 300 and 900" in sentence for sentence in first)
    assert "Cronbach" not in said(shown)


def test_the_terms_of_lists_are_explained_only_where_there_are_lists(shown: Conclusions) -> None:
    terms = {term.en for term, _ in shown.glossary}
    without = {term.en for term, _ in conclude(study(hidden=None), evidence(), ()).glossary}
    assert "identifying assumption" in terms - without
    assert without < terms


@pytest.mark.parametrize(
    ("reference", "entries"),
    [
        ("Efron, B. (1987). Better. Journal, 82, 171-185. Chao, A. (1987). Estimating. Biometrics, 43, 783-791.", 2),
        ("Chan, L., Silverman, B. W., & Vincent, K. (2021). Multiple. JASA, 116, 1297-1306.", 1),
        ("Counted in the lists themselves.", 0),
    ],
)
def test_a_reference_with_several_entries_is_cited_entry_by_entry(reference: str, entries: int) -> None:
    found = cited_apart(reference)
    assert len(found) == entries
    assert all(entry.endswith(".") for entry in found)


def test_an_objective_is_answered_by_its_exhibit() -> None:
    asked = {"id": "O1", "problem": same("?"), "objective": same("saber"), "descriptive": True}
    titled = {"section": "4.6", "title": same("t")}
    kinds = ("hidden-overlaps", "hidden-doubt", "hidden-rate", "hidden-models")
    exhibits = tuple(Exhibit(id=kind, kind=kind, **titled) for kind in kinds)
    objective = Objective(**asked, answered_by=kinds)
    found = conclude(study(exhibits=exhibits, objectives=(objective,)), evidence(), made())
    words = plainly(found.findings[0].sentence, "es_PE").en
    assert "On 3 lists 161 presumed victims were seen; 31 are on two lists or more." in words
    assert "the stepwise total goes from 280 to 410" in words
    assert "SDG 16.2.2, detected only: 16.1" in words
    assert "between 300 and 900" in words
