"""Kleene's values, contested readings, frames and dates, on a small law."""

from datetime import date
from itertools import pairwise

import pytest
from coded import coded
from small_law import any_of, law

from yupay.derive.law.decide import decide, prepare
from yupay.derive.law.evaluate import UnknownFact, ready
from yupay.derive.law.facts import NO, UNKNOWN, YES, FactReader, Sheet, UnknownValue, countries, interval
from yupay.derive.law.timeline import Timeline
from yupay.model.law import CodedCase, Condition, Decision

BITS = {"a": 1, "b": 2, "c": 4}
SHEETS = {NO: Sheet(0, 0), UNKNOWN: Sheet(0, 1), YES: Sheet(1, 0)}
PLAIN = {
    "case_id": "X",
    "act_date": "2018-05-10",
    "date_precision": "day",
    "place": "PE, Lima",
    "acts": "capta",
    "means": "engano",
    "purposes": "explotacion_sexual",
    "victims_n": "1",
    "victim_ages": "25",
    "victim_flags": "",
    "victim_consent": "unknown",
    "agent_flags": "",
    "agents_n": "1",
    "outcome_flags": "",
}


@pytest.fixture(scope="module")
def prepared():
    return prepare(law())


def case(**given: str) -> CodedCase:
    return coded(PLAIN | given)


def short(decision: Decision) -> tuple[object, ...]:
    return decision.case_class, decision.tier, decision.penalty_min, decision.penalty_max


@pytest.mark.parametrize("value", (NO, UNKNOWN, YES))
def test_not_is_kleene(value):
    assert ready(Condition(none=(any_of("a"),)), BITS).over(SHEETS[value]) == YES - value


def test_facts_are_or_and_parts_are_and():
    both = ready(Condition(all=(any_of("a"), any_of("b", "c"))), BITS)
    assert both.over(Sheet(yes=1, unknown=4)) == UNKNOWN
    assert both.over(Sheet(yes=5, unknown=2)) == YES
    assert both.over(Sheet(yes=0, unknown=2)) == NO
    assert ready(Condition(any=(any_of("a"), any_of("b"))), BITS).over(Sheet(0, 2)) == UNKNOWN
    assert ready(Condition(), BITS).over(Sheet(0, 0)) == YES


def test_a_fact_outside_the_vocabulary_is_refused():
    with pytest.raises(UnknownFact):
        ready(any_of("act.other"), BITS)


def test_a_value_outside_the_vocabulary_is_refused_without_its_words():
    with pytest.raises(UnknownValue) as error:
        decide(law(), case(acts="secreto"))
    assert "secreto" not in str(error.value)


def test_ages_are_intervals():
    assert [interval(words) for words in ("14", "12-17", "<14", "18+")] == [(14, 14), (12, 17), (0, 13), (18, 120)]
    reader = FactReader(law().facts)
    sheet = reader.aged(((12, 17),))
    assert sheet.yes & reader.bit["age.under_18"] and not sheet.unknown & reader.bit["age.under_18"]
    assert sheet.unknown & reader.bit["age.under_14"] and sheet.unknown & reader.bit["age.14_17"]
    assert reader.aged(()).unknown & reader.bit["age.under_18"]


def test_consent_counts_for_adults_only():
    reader = FactReader(law().facts)
    bits, said = reader.columns["victim_consent"], reader.bit["consent.no"]
    assert reader.consented("no", ((17, 17),)) == Sheet(0, 0)
    assert reader.consented("no", ((18, 18), (5, 5))) == Sheet(said, 0)
    assert reader.consented("no", ((15, 20),)) == reader.consented("no", ()) == Sheet(0, bits)


def test_flags_with_nothing_coded_are_no_and_acts_are_unknown():
    reader = FactReader(law().facts)
    assert reader.listed("agent_flags", ()) == Sheet(0, 0)
    assert reader.listed("acts", ()).unknown == reader.columns["acts"]
    assert reader.listed("means", ("none",)).yes == reader.words["means"]["none"]
    assert reader.listed("means", ("engano", "unknown")).yes == reader.bit["means.engano"]


def test_a_fact_of_no_column_is_unknown_in_every_case():
    reader = FactReader(law().facts)
    sheet = reader.read(case())
    assert reader.columns[""] & sheet.unknown == reader.columns[""]


@pytest.mark.parametrize(
    ("place", "legs"),
    (
        ("EC to PE to BR", ("EC", "PE", "BR")),
        ("PE, Puno to Lima", ("PE",)),
        ("PE, Lima; victims from VE and CO", ("PE",)),
        ("BO Cobija to PE La Pampa, crossing", ("BO", "PE")),
        ("Lima", ()),
    ),
)
def test_countries_along_a_way(place, legs):
    assert countries(place) == legs


def test_means_are_waived_for_minors_only(prepared):
    assert prepared.decide(case(means="none", victim_ages="17")).case_class == "trata"
    assert prepared.decide(case(means="none", victim_ages="18")).case_class == "none"
    found = prepared.decide(case(means="none", victim_ages="16-19"))
    assert (found.case_class, found.missing) == ("unknown", ("victim_ages",))


def test_the_missing_fact_is_named(prepared):
    assert prepared.decide(case(means="unknown")).missing == ("means",)
    assert prepared.decide(case(purposes="")).missing == ("purposes",)
    assert prepared.decide(case(victim_ages="12-17")).missing == ("victim_ages@tier2",)
    assert prepared.decide(case(agents_n="")).missing == ("agents_n@tier1",)
    assert prepared.decide(case(outcome_flags="unknown")).missing == ("outcome_flags@tier2",)
    assert prepared.decide(case(act_date="20XX", date_precision="unknown", acts="acoge")).missing == ("act_date",)
    assert prepared.decide(case()).missing == ()


def test_the_fact_that_decides_the_class_comes_before_the_one_that_moves_the_penalty(prepared):
    found = prepared.decide(case(means="unknown", agents_n=""))
    assert found.missing[0] == "means"


def test_two_unknowns_that_decide_only_together_are_both_named(prepared):
    found = prepared.decide(case(acts="unknown", purposes="unknown", means="unknown"))
    assert set(found.missing) == {"acts", "purposes", "means"}


def test_an_open_tier_has_an_open_maximum(prepared):
    found = prepared.decide(case(victim_ages="12-17", agents_n="2"))
    assert (found.tier, found.tier_open, found.penalty_min, found.penalty_max) == (1, True, 12, None)
    assert set(found.items) == {"153-A.p1.6", "153-A.p1.4?", "153-A.p2.2?"}


@pytest.mark.parametrize(
    ("day", "ages", "low"), (("2025-03-14", "20", 0), ("2025-03-15", "20", 5.33), ("2025-04-20", "0", 16.67))
)
def test_attempt_before_and_after_the_cap(prepared, day, ages, low):
    found = prepared.decide(case(act_date=day, outcome_flags="tentativa", victim_ages=ages))
    assert found.penalty_min == low


def test_an_unknown_outcome_leaves_the_attempt_open(prepared):
    found = prepared.decide(case(outcome_flags="unknown"))
    assert "ATTEMPT-OPEN" in found.flags and found.penalty_min == 8


def test_contested_in_when_counts_on_the_main_reading(prepared):
    found = prepared.decide(case(purposes="criminalidad_forzada", victim_ages="15"))
    assert found.case_class == "trata" and "CONTESTED" in found.flags
    assert found.other_reading is not None and found.other_reading.case_class == "none"


def test_contested_outside_when_counts_on_the_other_reading(prepared):
    found = prepared.decide(case(purposes="adopcion_irregular", victim_ages="0"))
    assert found.case_class == "none" and "CONTESTED" in found.flags
    assert found.other_reading is not None and found.other_reading.case_class == "trata"


def test_what_is_met_without_the_contested_fact_is_not_contested(prepared):
    found = prepared.decide(case(purposes="criminalidad_forzada;prostitucion", victim_ages="15"))
    assert found.other_reading is None and "CONTESTED" not in found.flags


def test_payment_to_an_adult_victim_is_a_means_in_peru_and_not_in_palermo(prepared):
    found = prepared.decide(case(means="pago_victima"))
    assert (found.case_class, found.palermo) == ("trata", "no")
    assert {"CONTESTED", "DIVERGENCE"} <= set(found.flags)


def test_retention_alone_is_not_decided_by_palermo(prepared):
    assert prepared.decide(case(acts="retiene")).palermo == "unknown"
    assert prepared.decide(case(acts="acoge;retiene")).palermo == "yes"


def test_a_later_milder_text_is_shown_and_not_chosen(prepared):
    old = case(act_date="2007-01-16", means="none", acts="transporta", purposes="prostitucion")
    found = prepared.decide(old, on=date(2010, 1, 1))
    assert short(found) == ("trata", 0, 5, 10) and "LEX-MITIOR" in found.flags
    assert found.milder is not None and found.milder.case_class == "none"
    assert prepared.decide(old, on=date(2007, 1, 16)).milder is None
    assert "LEX-MITIOR" not in prepared.decide(old, on=date(2007, 1, 16)).flags


def test_a_harsher_later_text_is_not_milder(prepared):
    found = prepared.decide(case(act_date="2021-03-30", victim_flags="gestante"), on=date(2022, 1, 1))
    assert "LEX-MITIOR" not in found.flags and found.milder is None


def test_conduct_over_two_texts_names_both(prepared):
    held = case(act_date="2014-08-01/2015-02-28", date_precision="range", acts="retiene", means="amenaza")
    found = prepared.decide(held)
    assert found.article == "CP 153 (Ley 28950) then (Ley 30251)"
    assert short(found) == ("trata", 0, 8, 15) and "TWO-TEXTS" in found.flags


def test_a_year_with_two_texts_is_known_where_they_agree(prepared):
    found = prepared.decide(case(act_date="2014", date_precision="year"))
    assert short(found) == ("trata", 0, 8, 15)
    assert found.article == "CP 153 (Ley 28950) | CP 153 (Ley 30251)"


def test_a_year_with_two_texts_is_open_where_they_differ(prepared):
    found = prepared.decide(case(act_date="2007", date_precision="year", means="none", purposes="prostitucion"))
    assert (found.case_class, found.missing) == ("unknown", ("act_date",))


def test_an_assumed_year_is_read_on_its_middle_day(prepared):
    found = prepared.decide(case(act_date="2014", date_precision="assumed"))
    middle = prepared.decide(case(act_date="2014-07-02", date_precision="day"))
    assert found == middle and found.article == "CP 153 (Ley 28950)"


def test_an_unknown_date_names_no_article(prepared):
    found = prepared.decide(case(act_date="2000/2020", date_precision="unknown", means="none", purposes="prostitucion"))
    assert (found.case_class, found.article, found.missing) == ("unknown", "", ("act_date",))


def test_before_the_first_text_nothing_is_answered(prepared):
    found = prepared.decide(case(act_date="1990-01-01"))
    assert found.case_class == "unknown" and "NO-TEXT" in found.flags


def test_neighbours_are_read_on_the_same_facts(prepared):
    found = prepared.decide(case(acts="none", means="pago_victima", purposes="none", victim_ages="16"))
    assert (found.case_class, found.other_offences, found.iccs) == ("none", ("CP 179-A (4-6)",), "03022")
    older = prepared.decide(
        case(acts="none", means="pago_victima", purposes="none", victim_ages="16", act_date="2004-06-08")
    )
    assert older.other_offences == ()


def test_two_texts_met_at_once(prepared):
    both = case(act_date="2005-05-01", acts="traslada", victim_ages="15", purposes="prostitucion")
    found = prepared.decide(both)
    assert found.article == "CP 182 (1991)" and found.other_offences == ("CP 153 (Ley 26309)",)


def test_an_undecided_text_that_could_govern_leaves_the_class_open(prepared):
    weak = law().model_copy(update={"provisions": tuple(p for p in law().provisions if p.id != "182-1991")})
    assert (
        prepare(weak).decide(case(act_date="2005-05-01", acts="traslada", victim_ages="15-19")).case_class == "unknown"
    )


def test_a_timeline_has_no_hole(prepared):
    epochs = prepared.texts.epochs
    assert all((b.start - a.end).days == 1 for a, b in pairwise(epochs))
    assert isinstance(prepared.beside, Timeline)
