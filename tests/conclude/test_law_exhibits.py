"""How coded cases are shown: by version of the law and never across, a break in every series, undecided cases apart, facts and never persons."""

import re
from datetime import date
from typing import Any

import pytest

from tests.conclude.builders import same, source
from tests.conclude.reading import sentences
from tests.conclude.test_both_languages import numbers
from yupay.conclude.conclude import Conclusions, conclude, default_exhibits
from yupay.conclude.exhibits.law_series import decimal
from yupay.conclude.plainly import cell_words, plainly
from yupay.model.cube import Evidence
from yupay.model.document import Box
from yupay.model.figure import Figure, Series
from yupay.model.law import Decision, Quote, Step
from yupay.model.qualified import Counted, FactPattern, LawVersion, QualifiedCases, TextChange
from yupay.model.source import Qualify
from yupay.model.study import Exhibit, Header, Objective, Study
from yupay.model.table import Row, Sentence, Table
from yupay.model.text import Language, Text

OLD, NEW = "CP-153-2007", "CP-153-2014"
SEXUAL = "sexual exploitation of children and adolescents"
QUOTE = Quote(article="153", paragraph="1", text="capta, transporta, traslada", gloss="recruits, transports, transfers")


def counted(*rows: tuple[Any, ...]) -> tuple[Counted, ...]:
    return tuple(Counted(words=tuple(map(str, words)), n=n) for *words, n in rows)


def version(name: str, norm: str, starts: date, ends: date | None) -> LawVersion:
    return LawVersion(id=name, label=f"CP 153 ({norm})", norm=norm, starts=starts, ends=ends)


def pattern(n: int = 9, **more: Any) -> FactPattern:
    step = Step(
        provision=NEW,
        part="act",
        label=Text(es="conducta", en="act"),
        value="yes",
        facts=(("act.capta", "yes"),),
        quote=QUOTE,
    )
    fields: dict[str, Any] = {
        "article": "CP 153 (Ley 30251)",
        "tier": 1,
        "items": ("153-A.p1.4",),
        "penalty_min": 12,
        "penalty_max": 20,
    }
    fields |= {"palermo": "yes", "missing": ("victim_ages@tier2",), "steps": (step,)}
    return FactPattern(
        n=n, version=NEW, consent="yes", decision=Decision(case_id="", case_class="trata", **(fields | more))
    )


def cases(**more: Any) -> QualifiedCases:
    fields: dict[str, Any] = {
        "source": "files",
        "cases": 100,
        "magnitude": counted(
            ("trata", SEXUAL, "1", OLD, 30),
            ("trata", SEXUAL, "0", OLD, 5),
            ("trata", "adult victims", ">=0", OLD, 5),
            ("none", "adult victims", "0", OLD, 10),
            ("trata", SEXUAL, "2", NEW, 20),
            ("unknown", "age unknown", "", NEW, 25),
            ("unknown", "purpose unknown", "", "several", 5),
        ),
        "years": counted(
            ("2013", "trata", SEXUAL, 40),
            ("2013", "none", "adult victims", 10),
            ("2015", "trata", SEXUAL, 20),
            ("2015", "unknown", "age unknown", 25),
            ("", "unknown", "purpose unknown", 5),
        ),
        "missing": counted(
            ("", 60),
            ("victim_ages", 20),
            ("victim_ages;means", 5),
            ("purposes;victim_ages@tier2", 5),
            ("agents_n@tier1", 10),
        ),
        "flags": counted(("TEXT-CHANGE", 12)),
        "evidence": counted(
            ("trata", "stated", 50), ("trata", "", 10), ("none", "alleged", 10), ("unknown", "alleged", 30)
        ),
        "court": counted(
            ("trata", "yes", 6), ("trata", "no", 4), ("trata", "n/a", 50), ("none", "n/a", 10), ("unknown", "n/a", 30)
        ),
        "versions": (
            version(OLD, "Ley 28950", date(2007, 1, 17), date(2014, 10, 21)),
            version(NEW, "Ley 30251", date(2014, 10, 22), None),
        ),
        "changes": (TextChange(day=date(2014, 10, 22), label="CP 153 (Ley 30251)", norm="Ley 30251"),),
        "patterns": (pattern(),),
        "modalities": {
            SEXUAL: Text(es="explotación sexual de NNA", en=SEXUAL),
            "purpose unknown": Text(es="finalidad que no consta", en="purpose not recorded"),
            "age unknown": Text(es="edad que no consta", en="age not recorded"),
            "adult victims": Text(es="solo víctimas adultas", en="adult victims only"),
        },
        "facts": {"act.capta": Text(es="captación", en="recruitment")},
        "articles": {NEW: "CP 153 (Ley 30251)"},
        "unreviewed": 74,
        "texts": 74,
    }
    return QualifiedCases(**(fields | more))


def study(**more: Any) -> Study:
    header = Header(id="s", title=same("título"), place=same("Valle"), period="2013-2015")
    card = source("files", counting_unit="case", qualify=Qualify(evidence="prueba", court="fallo"))
    names = ("law-magnitude", "law-series", "law-missing", "law-beside", "law-trace")
    exhibits = tuple(Exhibit(id=name, kind=name, section="4.1", title=Text(es="Título", en="Title")) for name in names)
    objectives = tuple(
        Objective(id=f"O{at}", problem=same("?"), objective=same("ver"), descriptive=True, answered_by=(name,))
        for at, name in enumerate(names)
    )
    fields: dict[str, Any] = {"study": header, "sources": (card,), "exhibits": exhibits, "objectives": objectives}
    return Study(**(fields | more))


def shown_of(found: QualifiedCases | None, declared: Study | None = None) -> Conclusions:
    qualified = {} if found is None else {"files": found}
    return conclude(declared or study(), Evidence(cubes={}, figures={}, audits={}, qualified=qualified), ())


@pytest.fixture(scope="module")
def shown() -> Conclusions:
    return shown_of(cases())


def table(found: Conclusions, name: str) -> Table:
    return next(one for one in found.tables if one.id == name)


def figure(found: Conclusions) -> Figure:
    return next(one for one in found.figures if one.id == "law-series")


def row(found: Table, key: str) -> Row:
    return next(one for one in found.rows if one.key == key)


def values(found: Row) -> list[Any]:
    return [cell.value if cell.mark is None else cell.mark for cell in found.cells[1:]]


def said(found: Conclusions, language: Language = "en") -> str:
    return " ".join(plainly(one, "es_PE").say(language) for one in sentences(found))


def notes(found: Table | Figure) -> str:
    return " ".join(plainly(note.text, "es_PE").en for note in found.notes)


def everything(found: Conclusions, language: Language) -> str:
    tables = [*found.tables, *(one.table for one in found.figures if one.table is not None)]
    cells = [cell_words(cell, "es_PE", language) for one in tables for line in one.rows for cell in line.cells]
    heads = [
        text.say(language)
        for one in tables
        for column in one.columns
        for text in (column.label, column.spanner)
        if text
    ]
    groups = [line.group.say(language) for one in tables for line in one.rows if line.group is not None]
    titles = [block.title.say(language) for block in found.blocks if isinstance(block, Box)]
    return " ".join([*cells, *heads, *groups, *titles, said(found, language)])


def test_a_block_of_rows_for_each_version_and_none_over_them(shown: Conclusions) -> None:
    found = table(shown, "law-magnitude")
    groups = list(dict.fromkeys(line.group.en for line in found.rows if line.group))
    assert groups == [
        "CP 153 (Ley 28950), 17 January 2007 to 21 October 2014",
        "CP 153 (Ley 30251), from 22 October 2014",
        "Date that touches two texts or is not recorded",
    ]
    assert all(line.key.split("/")[0] in (OLD, NEW, "several") for line in found.rows)


def test_counts_and_per_cent_within_the_version(shown: Conclusions) -> None:
    found = table(shown, "law-magnitude")
    assert [column.id for column in found.columns] == [
        "modality", "tier-0", "tier-1", "tier-2", "tier-open", "met", "share", "none", "unknown", "all",
    ]  # fmt: skip
    assert values(row(found, f"{OLD}/{SEXUAL}")) == [5, 30, 0, 0, 35, 87.5, 0, 0, 35]
    assert values(row(found, f"{OLD}/adult victims")) == [0, 0, 0, 5, 5, 12.5, 10, 0, 15]
    assert values(row(found, f"{OLD}/all")) == [5, 30, 0, 5, 40, 100.0, 10, 0, 50]
    assert values(row(found, f"{NEW}/all")) == [0, 0, 20, 0, 20, 100.0, 0, 25, 45]
    assert values(row(found, "several/all"))[4:6] == [0, "not applicable"]


def test_every_case_stands_in_one_cell(shown: Conclusions) -> None:
    found = table(shown, "law-magnitude")
    parts = [line for line in found.rows if not line.strong]
    wholes = [line for line in found.rows if line.strong]
    assert sum(values(line)[-1] for line in parts) == sum(values(line)[-1] for line in wholes) == 100
    for line in found.rows:
        numbers_ = values(line)
        assert sum(numbers_[:4]) == numbers_[4] and sum((numbers_[4], *numbers_[6:-1])) == numbers_[-1]


def test_the_precursor_has_its_column_only_where_some_case_has_it() -> None:
    more = (*cases().magnitude, *counted(("precursor", SEXUAL, "0", OLD, 3)))
    found = table(shown_of(cases(magnitude=more, cases=103)), "law-magnitude")
    assert "precursor" in [column.id for column in found.columns]


def test_the_series_breaks_where_a_text_entered_into_force(shown: Conclusions) -> None:
    found = figure(shown)
    body = found.body
    assert isinstance(body, Series)
    assert body.years == (2013, 2014, 2015) and [cell.value for cell in body.values] == [40, 0, 20]
    ((at, label),) = body.breaks
    assert at == pytest.approx(2014 + 294 / 365) and label.es == "Ley 30251, 22 de octubre de 2014"
    assert "The years on the two sides are not comparable" in notes(found)
    assert "12 cases of the source would be classified otherwise" in notes(found)
    assert "Not reviewed by a lawyer: 74 of the 74 texts" in notes(found)


def test_the_table_behind_the_series_has_the_break_and_the_undecided(shown: Conclusions) -> None:
    found = figure(shown).table
    assert found is not None
    assert values(row(found, "2014"))[-1] == Text(
        es="Ley 30251, 22 de octubre de 2014", en="Ley 30251, 22 October 2014"
    )
    assert values(row(found, "2015"))[:-1] == [20, 0, 0, 25, 45]
    assert values(row(found, "none"))[:-1] == [0, 0, 0, 5, 5]
    assert "not comparable" in notes(found)


def test_a_series_of_one_modality_and_class() -> None:
    declared = study()
    options = {"class": "unknown", "modality": "age unknown"}
    exhibits = tuple(
        one.model_copy(update={"options": options}) if one.kind == "law-series" else one for one in declared.exhibits
    )
    body = figure(shown_of(cases(), declared.model_copy(update={"exhibits": exhibits}))).body
    assert isinstance(body, Series)
    assert [cell.value for cell in body.values] == [0, 0, 25] and body.y_label.en == "Undecided: cases"


def test_a_series_without_a_change_says_so() -> None:
    found = shown_of(cases(changes=()))
    body = figure(found).body
    assert isinstance(body, Series) and body.breaks == ()
    assert "no text that gives the classification changed" in said(found)
    assert "not comparable" not in notes(figure(found))


@pytest.mark.parametrize(("day", "at"), [((2015, 1, 1), 2015.0), ((2016, 12, 31), 2016 + 365 / 366)])
def test_a_day_as_part_of_its_year(day: tuple[int, int, int], at: float) -> None:
    assert decimal(date(*day)) == pytest.approx(at)


def test_the_facts_to_find_out_most_useful_first(shown: Conclusions) -> None:
    found = table(shown, "law-missing")
    assert [line.key for line in found.rows] == ["victim_ages", "means", "purposes", "agents_n", "any"]
    assert values(row(found, "victim_ages")) == [25, 25.0, 5, 25]
    assert values(row(found, "means")) == [5, 5.0, 0, 0]
    assert values(row(found, "agents_n")) == [0, 0.0, 10, 10]
    assert values(row(found, "any")) == [30, 30.0, 10, 40]
    assert "In 40 cases some fact is lacking" in said(shown) and "age of the victims (25 cases)" in said(shown)


def test_nothing_lacking_is_said() -> None:
    found = shown_of(cases(missing=counted(("", 100))))
    assert [line.key for line in table(found, "law-missing").rows] == ["any"]
    assert "In no case a fact is lacking" in said(found)


def test_the_ruling_stands_beside_and_never_in_the_answer(shown: Conclusions) -> None:
    found = table(shown, "law-beside")
    spanners = list(dict.fromkeys(column.spanner.en for column in found.columns if column.spanner))
    assert spanners == ["State of the evidence", "What the court found, beside the classification"]
    assert values(row(found, "trata")) == [50, 0, 0, 0, 10, 6, 4, 0, 50, 60]
    assert "There is a ruling in 10 cases; in 4 of them it differs" in said(shown)


def test_without_either_column_there_is_no_such_table() -> None:
    found = shown_of(cases(evidence=(), court=()))
    assert "law-beside" not in [one.id for one in found.tables]


def test_a_trace_gives_element_facts_article_and_words(shown: Conclusions) -> None:
    found = table(shown, "law-trace")
    (element,) = [line for line in found.rows if NEW in line.key]
    assert [cell_words(cell, "es_PE", "es") for cell in element.cells] == [
        "Conducta", "sí", "captación", "153 1", "«capta, transporta, traslada»",
    ]  # fmt: skip
    assert "[recruits, transports, transfers]" in cell_words(element.cells[4], "es_PE", "en")
    told = {cell_words(line.cells[0], "es_PE", "es"): cell_words(line.cells[1], "es_PE", "es") for line in found.rows}
    assert told["Casos que lo comparten"] == "9"
    assert told["Calificación de los hechos"] == "trata de personas: CP 153 (Ley 30251)"
    assert told["Marco penal"] == "12 - 20 años"
    assert told["Consentimiento alegado (sin efecto en NNA)"] == "sí"
    assert told["Hechos por averiguar"] == "edad de las víctimas (solo la pena)"


def test_as_many_patterns_as_asked() -> None:
    found = shown_of(cases(patterns=tuple(pattern(n) for n in (9, 8, 7, 6, 5))))
    assert len({line.group.es for line in table(found, "law-trace").rows if line.group}) == 4
    assert "law-trace" not in [one.id for one in shown_of(cases(patterns=())).tables]


def test_the_other_reading_stands_beside() -> None:
    other = Decision(case_id="", case_class="none")
    found = shown_of(cases(patterns=(pattern(other_reading=other),)))
    told = [cell_words(line.cells[1], "es_PE", "en") for line in table(found, "law-trace").rows]
    assert "elements not recorded" in told


def test_the_banner_stands_before_the_tables_and_under_each(shown: Conclusions) -> None:
    titles = [block.title.es for block in shown.blocks if isinstance(block, Box)]
    assert titles.count("Texto no revisado por abogado") == 1
    own: list[Table | Figure] = [*shown.tables, *shown.figures]
    assert all("Not reviewed by a lawyer" in notes(one) for one in own if one.id.startswith("law-"))
    signed = shown_of(cases(unreviewed=0))
    assert "Not reviewed" not in everything(signed, "en")


def test_what_is_said_in_words(shown: Conclusions) -> None:
    assert (
        "Of 100 coded cases, the facts of 60 meet the elements of trafficking under the text in force on the day of the act, "
        "and in 55 of them some victim is a child or adolescent; in 10 some element is recorded as absent, and 30 stay undecided."
    ) in said(shown)
    assert "The coded facts are classified, not persons" in said(shown)
    assert any("Of 100 coded cases" in plainly(one, "es_PE").en for one in shown.summary[0].sentences)


def test_facts_are_classified_and_never_persons(shown: Conclusions) -> None:
    languages: tuple[Language, ...] = ("es", "en")
    for language in languages:
        words = everything(shown, language)
        assert not re.search(
            r"culpable|inocente|guilty|innocent|perpetrator|offender|delincuente|victimario", words, re.IGNORECASE
        )
    assert "Calificación de los hechos" in everything(shown, "es")


def test_every_number_of_a_sentence_is_a_slot_and_reads_alike(shown: Conclusions) -> None:
    for sentence in sentences(shown):
        if "coded" in sentence.template.en or "texts" in sentence.template.en:
            found = plainly(sentence, "es_PE")
            assert numbers(found.es) == numbers(found.en)
    assert all(isinstance(one, Sentence) for one in sentences(shown))


def test_a_source_without_a_case_is_not_assessable() -> None:
    empty = QualifiedCases(source="files", cases=0, magnitude=(), years=(), missing=())
    found = shown_of(empty)
    assert "Not assessable: the source holds no coded case." in said(found)
    assert not [name for name in [one.id for one in found.tables] + [one.id for one in found.figures] if "law-" in name]
    assert not [one for one in shown_of(None).tables if one.id.startswith("law-")]


def test_cases_without_a_certain_year_have_no_drawing() -> None:
    found = shown_of(cases(years=counted(("", "trata", SEXUAL, 100)), changes=()))
    assert not [one for one in found.figures if one.id == "law-series"]


def test_a_study_that_declares_no_exhibit_has_them_all() -> None:
    kinds = [one.kind for one in default_exhibits(study(exhibits=()))]
    assert [kind for kind in kinds if kind.startswith("law-")] == [
        "law-magnitude", "law-series", "law-missing", "law-beside", "law-trace",
    ]  # fmt: skip
    plain = study(exhibits=(), sources=(source("files", qualify=Qualify()),))
    assert "law-beside" not in [one.kind for one in default_exhibits(plain)]
    assert not [
        one for one in default_exhibits(study(exhibits=(), sources=(source("files"),))) if one.kind.startswith("law-")
    ]
