"""Coded cases of a source answered by the law: every row as it would be alone, nothing unknown made a no, nothing of a case told."""

import csv
import io
import random
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.derive.indicators import count
from yupay.derive.law.case_dates import ASSUMED, DAY, RANGE, UNKNOWN, Dated
from yupay.derive.law.cases import Mapped, coded_cases, read_cases
from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.law.decide import prepare
from yupay.derive.law.read import read_law
from yupay.derive.law.words import tier_words
from yupay.derive.law_versions import SEVERAL, changes, versions, years
from yupay.derive.modality import OTHERS, modality, words
from yupay.derive.qualified import with_answers
from yupay.load.engine import open_engine
from yupay.load.tables import load
from yupay.model.cube import Evidence
from yupay.model.problem import StudyProblems
from yupay.model.qualified import Counted, QualifiedCases
from yupay.model.study import Study

WORD = {"es": "x", "en": "x"}
CARD: dict[str, Any] = {
    "id": "files",
    "path": "files.csv",
    "producer": WORD,
    "title": WORD,
    "counting_unit": "case",
    "period": "2016",
    "coverage": WORD,
    "geography": WORD,
    "citation": "made up",
    "confidentiality": "invented",
    "limitations": WORD,
    "key": "case_id",
    "place": "ubigeo",
}
PLAIN = {
    "case_id": "A",
    "ubigeo": "990101",
    "act_date": "2016-05-03",
    "date_precision": "day",
    "place": "PE",
    "acts": "capta",
    "means": "engano",
    "purposes": "explotacion_sexual",
    "victims_n": "1",
    "victim_ages": "15",
    "victim_flags": "",
    "victim_consent": "no",
    "agent_flags": "",
    "agents_n": "1",
    "outcome_flags": "explotacion_consumada",
    "state": "stated",
    "ruling": "n/a",
}
INDICATOR = {"label": WORD, "source": "files", "columns": ["cases"], "counting_unit": "case", "period": "2016"}
DISTRICTS = "ubigeo,name\n990101,A\n990102,B\n990103,C\n"


def declared(*indicators: dict[str, Any], **block: Any) -> Study:
    qualify = {"evidence": "state", "court": "ruling", **block}
    unit = {"id": "district", "label": WORD, "plural": WORD, "frame": "districts", "key": "ubigeo", "name": "name"}
    frame = {**CARD, "id": "districts", "path": "districts.csv", "key": "ubigeo"}
    counted = [{**INDICATOR, "id": f"i{at}", "units": ["district"], **one} for at, one in enumerate(indicators)]
    return Study.model_validate(
        {
            "study": {"id": "made", "title": WORD, "place": WORD, "period": "2016"},
            "units": [unit],
            "sources": [{**CARD, "qualify": qualify}, frame],
            "indicators": counted,
        }
    )


def rows_of(*changed: dict[str, str]) -> list[dict[str, str]]:
    return [PLAIN | {"case_id": f"A{at}"} | one for at, one in enumerate(changed)]


def text_of(rows: list[dict[str, str]]) -> str:
    made = io.StringIO()
    table = csv.DictWriter(made, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return made.getvalue()


def evidence(folder: Path, rows: list[dict[str, str]], *indicators: dict[str, Any], **block: Any) -> Evidence:
    (folder / "files.csv").write_text(text_of(rows), encoding="utf-8")
    (folder / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    study = declared(*indicators, **block)
    loaded = load(study, folder)
    try:
        return count(study, loaded)
    finally:
        loaded.engine.close()


def answered(folder: Path, rows: list[dict[str, str]], **block: Any) -> QualifiedCases:
    return evidence(folder, rows, **block).qualified["files"]


def random_rows(n: int, seed: int) -> list[dict[str, str]]:
    draw = random.Random(seed)
    dates = [
        "2007-01-16",
        "2007-01-17",
        "2014-10-21",
        "2014-10-22",
        "2021-03-30",
        "2021-03-31",
        "2005-02",
        "2014",
        "unknown",
    ]
    choices = {
        "ubigeo": ["990101", "990102"],
        "act_date": dates,
        "acts": ["capta", "transporta;acoge", "none", "unknown", "traslada"],
        "means": ["engano", "none", "unknown", "violencia"],
        "purposes": ["explotacion_sexual", "prostitucion", "mendicidad", "criminalidad_forzada", "none", "unknown"],
        "victim_ages": ["13", "14", "17", "18", "12-17", "16-20", "unknown", "14;30"],
        "victim_consent": ["yes", "no", "unknown"],
        "agent_flags": ["", "familiar", "organizacion_criminal"],
        "outcome_flags": ["", "lesion_grave", "tentativa", "unknown"],
        "state": ["stated", "alleged", ""],
    }
    precision = {7: "month", 4: "year"}
    made = [{name: draw.choice(values) for name, values in choices.items()} for _ in range(n)]
    for row in made:
        row["date_precision"] = (
            "unknown" if row["act_date"] == "unknown" else precision.get(len(row["act_date"]), "day")
        )
    return rows_of(*made)


def n_of(found: tuple[Counted, ...]) -> dict[tuple[str, ...], int]:
    return {one.words: one.n for one in found}


def test_every_row_is_answered_as_it_would_be_alone(tmp_path: Path) -> None:
    rows = random_rows(300, 7)
    found = answered(tmp_path, rows)
    law, crosswalk, engine = read_law(), read_crosswalk(), open_engine()
    left_out = Mapped({"ubigeo": "", "state": "", "ruling": ""})
    ready = prepare(law)
    expected: Counter[tuple[str, ...]] = Counter()
    lacking: Counter[tuple[str, ...]] = Counter()
    for row, case in zip(rows, coded_cases(read_cases(tmp_path / "files.csv", engine, left_out), law), strict=True):
        one = ready.decide(case, trace=False)
        kind = modality(row["purposes"].split(";"), [age for age in row["victim_ages"].split(";") if age], crosswalk)
        expected[one.case_class, kind, tier_words(one.tier, one.tier_open)] += 1
        lacking[(";".join(one.missing),)] += 1
    engine.close()
    counted: Counter[tuple[str, ...]] = Counter()
    for words_, n in n_of(found.magnitude).items():
        counted[words_[:3]] += n
    assert counted == expected and len(expected) > 20
    assert n_of(found.missing) == dict(lacking)


def test_order_and_duplication_change_nothing(tmp_path: Path) -> None:
    rows = random_rows(60, 3)
    once = answered(tmp_path, rows)
    turned = answered(tmp_path, rows[::-1])
    assert turned.magnitude == once.magnitude and turned.years == once.years
    twice = answered(tmp_path, [*rows, *({**row, "case_id": f"B{at}"} for at, row in enumerate(rows))])
    assert n_of(twice.magnitude) == {held: 2 * n for held, n in n_of(once.magnitude).items()}


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2007-01-16", "CP-153-1994;CP-153-A-1994;CP-182-2004"),
        ("2007-01-17", "CP-153-2007"),
        ("2014-10-21", "CP-153-2007"),
        ("2014-10-22", "CP-153-2014"),
        ("2021-03-30", "CP-153-2014"),
        ("2021-03-31", "CP-129-A-2021"),
    ],
)
def test_the_version_is_that_of_the_day(tmp_path: Path, day: str, version: str) -> None:
    found = answered(tmp_path, rows_of({"act_date": day}))
    assert [one.words[3] for one in found.magnitude] == [version]
    assert [one.words[0] for one in found.years] == [day[:4]]


def test_a_date_over_two_texts_falls_under_none(tmp_path: Path) -> None:
    rows = rows_of({"act_date": "2014", "date_precision": "year"}, {"act_date": "", "date_precision": ""})
    found = answered(tmp_path, rows)
    assert {one.words[3] for one in found.magnitude} == {SEVERAL}
    assert {one.words[0]: one.n for one in found.years} == {"2014": 1, "": 1}


def test_breaks_are_the_texts_that_entered_into_force_among_the_cases(tmp_path: Path) -> None:
    inside = rows_of({"act_date": "2007-01-17"}, {"act_date": "2021-03-30"})
    assert [one.day for one in answered(tmp_path, inside).changes] == [
        date(2007, 1, 17),
        date(2014, 10, 22),
        date(2021, 3, 31),
    ]
    assert answered(tmp_path, rows_of({"act_date": "2016-01-01"}, {"act_date": "2019-01-01"})).changes == ()
    assert answered(tmp_path, rows_of({"act_date": "unknown", "date_precision": "unknown"})).changes == ()


def test_versions_follow_each_other_without_gap() -> None:
    found = versions(prepare(read_law()))
    assert [one.starts.year for one in found] == [1991, 1994, 2004, 2007, 2014, 2021]
    pairs = pairwise(found)
    assert all(one.ends is not None and one.ends.toordinal() + 1 == other.starts.toordinal() for one, other in pairs)
    assert found[-1].ends is None
    assert changes(found, (2014, 2014))[0].norm == "Ley 30251"


def test_the_year_of_a_date() -> None:
    def ordinal(*days: str) -> np.ndarray:
        return np.array([date.fromisoformat(day).toordinal() if day else 0 for day in days])

    first, last = (
        ordinal("2014-03-01", "2014-08-01", "2014-12-20", ""),
        ordinal("2014-03-01", "2015-02-28", "2015-01-31", ""),
    )
    found = years(Dated(first, last, np.array([DAY, RANGE, ASSUMED, UNKNOWN])))
    assert found == [2014.0, None, 2015.0, None]


def test_indicators_count_over_the_answer_and_zero_is_not_no_data(tmp_path: Path) -> None:
    rows = rows_of(
        {},
        {"victim_ages": "16"},
        {"ubigeo": "990102", "purposes": "unknown"},
        {"ubigeo": "990102", "purposes": "trabajo_forzoso"},
    )
    sexual = {"where": {"class": "trata", "modality": "sexual exploitation of children and adolescents"}}
    found = evidence(tmp_path, rows, sexual, {"where": {"class": "unknown"}}, {"where": {"year": "2016"}}).cubes[
        "district"
    ]
    assert found.measures["i0"].values == (2.0, 0.0, None)
    assert found.measures["i0"].states == ("value", "zero", "no data")
    assert found.measures["i1"].values == (0.0, 1.0, None)
    assert found.measures["i2"].values == (2.0, 2.0, None)


def test_evidence_and_ruling_stand_beside_and_change_nothing(tmp_path: Path) -> None:
    told = answered(tmp_path, rows_of({"ruling": "no"}, {"state": "contradicted"}))
    silent = answered(tmp_path, rows_of({}, {}))
    assert told.magnitude == silent.magnitude
    assert n_of(told.court) == {("trata", "no"): 1, ("trata", "n/a"): 1}
    assert n_of(told.evidence) == {("trata", "stated"): 1, ("trata", "contradicted"): 1}
    assert answered(tmp_path, rows_of({}), evidence=None, columns={"state": ""}).evidence == ()


def test_columns_and_words_of_ones_own(tmp_path: Path) -> None:
    own = {("fecha" if name == "act_date" else name): value for name, value in PLAIN.items()} | {
        "date_precision": "día"
    }
    block = {
        "columns": {"fecha": "act_date"},
        "values": {"date_precision": {"día": "day"}, "ruling": {"sin fallo": "n/a"}},
    }
    found = answered(tmp_path, [{**own, "ruling": "sin fallo"}], **block)
    assert n_of(found.court) == {("trata", "n/a"): 1}


def test_what_is_wrong_is_told_without_the_value(tmp_path: Path) -> None:
    def refused(*changed: dict[str, str], **block: Any) -> list[tuple[str, str, str | None]]:
        with pytest.raises(StudyProblems) as stopped:
            answered(tmp_path, rows_of(*changed), **block)
        said = str(stopped.value) + repr(stopped.value.problems)
        assert "Pedro" not in said
        return [(one.code, one.got.en, one.hint.en if one.hint else None) for one in stopped.value.problems]

    assert refused({"state": "Pedro stated"}, {"state": "alleged"}) == [("Q450", "state: 1 rows", "stated")]
    assert refused({"ruling": "Pedro"}) == [("Q450", "ruling: 1 rows", None)]
    assert [one[0] for one in refused({"acts": "Pedro"})] == ["Q423"]
    assert [one[0] for one in refused({}, columns={"acts": ""})] == ["Q421"]


def test_a_column_nobody_explains_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(StudyProblems) as stopped:
        answered(tmp_path, [PLAIN | {"victim_age": "15"}])
    assert [(one.code, one.hint.en if one.hint else "") for one in stopped.value.problems] == [("Q420", "victim_ages")]


def test_an_indicator_may_not_ask_for_what_no_case_can_have(tmp_path: Path) -> None:
    with pytest.raises(StudyProblems) as stopped:
        evidence(
            tmp_path, rows_of({}), {"where": {"modality": "forced child labor"}}, {"where": {"law_version": "CP-153"}}
        )
    first, second = stopped.value.problems
    assert (first.code, second.code) == ("Q451", "Q451")
    assert first.hint is not None and first.hint.en == 'modality = "forced child labour"'
    assert second.hint is not None and second.hint.en.startswith('law_version = "CP-153-')


def test_the_law_of_the_study_folder_answers(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    row = '[[rows]]\npurpose = "explotacion_sexual"\nmodality = { es = "propia", en = "own modality" }\narticles = []\n'
    (tmp_path / "law" / "crosswalk.toml").write_text(row, encoding="utf-8")
    found = answered(tmp_path, rows_of({}))
    assert [one.words[1] for one in found.magnitude] == ["own modality"]
    (tmp_path / "law" / "own.toml").write_text("[[provisions]]\nid = 3\n", encoding="utf-8")
    with pytest.raises(StudyProblems) as stopped:
        answered(tmp_path, rows_of({}))
    assert {one.code for one in stopped.value.problems} & {"Q401", "Q402"}


def test_patterns_are_shared_and_carry_nothing_of_a_case(tmp_path: Path) -> None:
    rows = rows_of({}, {"victim_ages": "16", "act_date": "2017-02-01"}, {"ubigeo": "990102"}, {"purposes": "unknown"})
    (shared,) = answered(tmp_path, rows).patterns
    assert shared.n == 3 and shared.version == "CP-153-2014"
    assert shared.decision.case_id == "" and shared.decision.case_class == "trata"
    assert {step.provision for step in shared.decision.steps} == {"CP-153-2014"}
    assert all(step.quote.article and step.quote.text for step in shared.decision.steps)
    told = shared.model_dump_json()
    assert "2016-05-03" not in told and "9901" not in told and "A0" not in told


def test_a_study_without_coded_cases_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    whole = declared()
    study = whole.model_copy(update={"sources": whole.sources[1:]})
    loaded = load(study, tmp_path)
    assert with_answers(study, loaded) == (loaded, {})
    loaded.engine.close()


CROSSWALK = read_crosswalk()


@pytest.mark.parametrize(
    ("purposes", "ages", "kind"),
    [
        (["explotacion_sexual"], ["15"], "sexual exploitation of children and adolescents"),
        (["explotacion_sexual", "prostitucion"], ["15"], "sexual exploitation of children and adolescents"),
        (["explotacion_sexual", "mendicidad"], ["15"], "several"),
        (["explotacion_sexual", "unknown"], ["15"], "several"),
        (["mendicidad"], ["<14"], "other purposes"),
        (["none"], ["15"], "no purpose"),
        (["unknown"], ["15"], "purpose unknown"),
        ([], ["15"], "purpose unknown"),
        (["trabajo_forzoso"], ["16-20"], "age unknown"),
        (["trabajo_forzoso"], [], "age unknown"),
        (["trabajo_forzoso"], ["unknown"], "age unknown"),
        (["trabajo_forzoso"], ["18"], "adult victims"),
        (["trabajo_forzoso"], ["30", "17"], "forced child labour"),
        (["trabajo_forzoso"], ["30", "unknown"], "age unknown"),
        (["criminalidad_forzada"], ["17"], "illicit drug trafficking using children and adolescents"),
    ],
)
def test_the_modality_of_a_case(purposes: list[str], ages: list[str], kind: str) -> None:
    assert modality(purposes, ages, CROSSWALK) == kind
    assert kind in words(CROSSWALK)


@given(
    st.lists(st.sampled_from([*(row.purpose for row in CROSSWALK.rows), "unknown", "none"]), max_size=3),
    st.lists(st.sampled_from(["13", "17", "18", "12-17", "16-20", "18+", "unknown"]), max_size=3),
)
def test_nothing_unknown_becomes_a_modality(purposes: list[str], ages: list[str]) -> None:
    found = modality(purposes, ages, CROSSWALK)
    surely_under_18 = any(age in ("13", "17", "12-17") for age in ages)
    if found not in OTHERS:
        assert surely_under_18 and purposes and "unknown" not in purposes
    assert (found in ("adult victims", "age unknown")) is not surely_under_18
