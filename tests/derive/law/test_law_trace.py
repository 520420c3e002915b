"""The trace in words and as a record, and what an edit of the law changes."""

import json
from datetime import date

import pytest
from coded import coded
from small_law import any_of, law
from test_evaluate import PLAIN

from yupay.derive.law.decide import decide, prepare
from yupay.derive.law.diff import diff
from yupay.derive.law.trace import Beside, trace_record, trace_text


@pytest.fixture(scope="module")
def prepared():
    return prepare(law())


def words(prepared, language, beside=None, **given):
    case = coded(PLAIN | given)
    return trace_text(prepared.law, case, prepared.decide(case, on=date(2022, 1, 1)), language, beside)


def test_a_trace_reads_element_fact_article_quote(prepared):
    said = words(prepared, "es", victim_ages="15", means="none")
    assert "calificación de los hechos: trata de personas: CP 153 (Ley 30251)" in said
    assert "forma: forma agravada (153-A.p1.4)" in said
    assert "marco penal: 12 - 20 años" in said
    assert "sí: act > captación\n     act 1: «de la prueba»" in said
    assert "sí: means [no se exige] > víctima menor de 18 años (NNA)\n     minors 1: «de la prueba»" in said
    assert "texto no revisado por abogado / not reviewed by a lawyer" in said


def test_class_none_says_elements_not_recorded(prepared):
    assert "elementos no registrados" in words(prepared, "es", purposes="none")
    said = words(prepared, "en", purposes="none")
    assert "elements not recorded" in said and "no: purpose > " in said


def test_unknown_is_said_with_the_facts_to_find_out(prepared):
    said = words(prepared, "es", means="unknown")
    assert "no se sabe: means > no se sabe: violencia, amenaza" in said
    assert "por averiguar" in said and "hechos por averiguar: means" in said


def test_an_open_frame_is_said_to_be_open(prepared):
    said = words(prepared, "en", victim_ages="12-17", agents_n="2")
    assert "penalty frame: 12 - open, a fact is not recorded years" in said


def test_consent_is_alleged_and_court_and_evidence_stand_apart(prepared):
    beside = Beside(evidence={"means": "alleged", "purposes": "found_by_court"}, court="no")
    said = words(prepared, "es", beside, victim_consent="yes")
    assert "consentimiento alegado (sin efecto en NNA): sí" in said
    assert "estado de la prueba: means: alegado; purposes: probado en juicio" in said
    assert "lo que resolvió el juzgado (aparte del examen de elementos): no coincide" in said


def test_both_readings_and_the_milder_text_are_said(prepared):
    said = words(prepared, "es", victim_ages="15", purposes="criminalidad_forzada")
    assert "en la otra lectura: calificación de los hechos: elementos no registrados" in said
    old = words(prepared, "en", act_date="2007-01-16", means="none", acts="transporta", purposes="prostitucion")
    assert "under the later, more favourable text: classification of the facts: elements not recorded" in old


def test_the_record_is_json(prepared):
    case = coded(PLAIN)
    record = trace_record(prepared.law, case, prepared.decide(case), Beside(court="partly"))
    again = json.loads(json.dumps(record, ensure_ascii=False))
    assert again["case_class"] == "trata" and again["court_finding"] == "partly"
    assert again["element_test"][0]["facts"] == {"act.capta": "yes"}
    assert again["element_test"][0]["quote"]["text"] == "de la prueba"
    assert again["class_label"]["es"] == "trata de personas"


def test_diff_names_the_texts_and_the_cases_that_change():
    before = law()
    reworded = tuple(
        text.model_copy(update={"elements": tuple(stricter(element) for element in text.elements)})
        if text.id == "153-2014"
        else text
        for text in before.provisions
    )
    after = before.model_copy(update={"provisions": reworded[:-1], "rules": before.rules[:-1]})
    cases = [coded(PLAIN | {"case_id": "A"}), coded(PLAIN | {"case_id": "B", "acts": "retiene"})]
    found = diff(before, after, cases)
    assert found.reworded == ("153-2014",) and found.removed == ("179-A", "consistency") and found.added == ()
    assert {change.case_id for change in found.changes} == {"B"}
    assert "B: class: before trata, now none" in [change.words.en for change in found.changes]
    assert found.cases == 2 and diff(before, before, cases).changes == ()


def stricter(element):
    return element.model_copy(update={"when": any_of("act.capta")}) if element.id == "act" else element


def test_one_case_reads_as_many(prepared):
    case = coded(PLAIN)
    assert decide(law(), case) == prepared.decide(case)
