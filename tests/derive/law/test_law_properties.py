"""What must hold for any record: 10,000 random ones each, with a seed, on the law as shipped."""

from datetime import date, timedelta
from random import Random

import pytest
from coded import LISTS, random_case

from yupay.derive.law.decide import Prepared, prepare
from yupay.derive.law.evaluate import ready_provision
from yupay.derive.law.facts import OLDEST, UNKNOWN
from yupay.derive.law.read import read_law
from yupay.model.law import CodedCase, Decision, Law

RECORDS = 10_000
FIRST = date(1991, 4, 9)
POSITIVE = ("trata", "precursor")


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law()


@pytest.fixture(scope="module")
def prepared(law: Law) -> Prepared:
    return prepare(law)


@pytest.fixture(scope="module")
def words(law: Law) -> dict[str, list[str]]:
    return {
        column: [fact.value for fact in law.facts if fact.column == column and fact.value != "none"] for column in LISTS
    }


def filled(rng: Random, case: CodedCase, words: dict[str, list[str]]) -> CodedCase:
    """The case with one of its unknown facts found out; the same case where none is unknown."""
    ways = [column for column in LISTS if "unknown" in getattr(case, column)]
    ways += [name for name in ("victims_n", "agents_n") if getattr(case, name) is None]
    ways += ["ages"] if not case.ages or any(low < high for low, high in case.ages) else []
    ways += ["victim_consent"] if case.victim_consent == "unknown" else []
    ways += ["date"] if case.act_from != case.act_to or case.act_from is None else []
    if not ways:
        return case
    way = rng.choice(ways)
    return case.model_copy(update=found_out(rng, case, way, words))


def found_out(rng: Random, case: CodedCase, way: str, words: dict[str, list[str]]) -> dict[str, object]:
    if way in LISTS:
        known = [value for value in getattr(case, way) if value != "unknown"]
        more = rng.sample(words[way], rng.choice((0, 1, 1, 2)))
        return {way: tuple(dict.fromkeys((*known, *more))) or ("none",)}
    if way == "ages":
        intervals = case.ages or ((0, OLDEST),)
        return {"ages": tuple((age, age) for age in (rng.randint(low, high) for low, high in intervals))}
    if way == "victim_consent":
        return {way: rng.choice(("yes", "no"))}
    if way == "date":
        first, last = case.act_from or FIRST, case.act_to or date(2026, 6, 1)
        day = first + timedelta(days=rng.randint(0, (last - first).days))
        return {"act_from": day, "act_to": day, "precision": "day"}
    return {way: rng.choice((1, 2, 3))}


def contradictions(before: Decision, after: Decision) -> list[str]:
    """What was known before and is said otherwise after."""
    found = []
    if before.palermo != "unknown" and after.palermo != before.palermo:
        found.append("palermo")
    if before.case_class == "unknown":
        return found
    if after.case_class != before.case_class:
        return [*found, "class"]
    if before.case_class not in POSITIVE:
        return found
    if before.provision and after.provision and before.provision != after.provision and not before.tier_open:
        found.append("provision")
    return found + frames(before, after)


def frames(before: Decision, after: Decision) -> list[str]:
    assert before.tier is not None and after.tier is not None
    firm = {item for item in before.items if not item.endswith("?")}
    found = [] if firm <= set(after.items) or before.provision != after.provision else ["items"]
    if "ATTEMPT-OPEN" in before.flags:
        return found
    if before.tier_open:
        low = (before.penalty_min or 0) > (after.penalty_min or 0)
        return found + (["tier"] if after.tier < before.tier and before.provision else []) + (["min"] if low else [])
    same = (before.tier, before.penalty_min, before.penalty_max) == (after.tier, after.penalty_min, after.penalty_max)
    return found if same else [*found, "frame"]


def blurred(rng: Random, case: CodedCase) -> CodedCase:
    """A third of the cases with a year in place of the day, or with no date."""
    assert case.act_from is not None
    drawn = rng.random()
    if drawn < 0.67 or case.act_from < FIRST:
        return case
    if drawn < 0.77:
        return case.model_copy(update={"act_from": None, "act_to": None, "precision": "unknown"})
    first = case.act_from.replace(month=1, day=1)
    return case.model_copy(update={"act_from": first, "act_to": first.replace(month=12, day=31), "precision": "year"})


def test_filling_an_unknown_never_contradicts_an_earlier_known_answer(prepared, words):
    rng = Random(2016)
    for _ in range(RECORDS):
        case = blurred(rng, random_case(rng, words))
        before = prepared.decide(case, trace=False)
        more = filled(rng, case, words)
        after = prepared.decide(more, trace=False)
        wrong = contradictions(before, after)
        assert not wrong, (wrong, case, more, before, after)


def test_every_text_item_and_rule_only_becomes_more_known(law, prepared, words):
    rng = Random(1948)
    texts = [ready_provision(text, prepared.reader.bit) for text in law.provisions]
    tests = [text.over for text in texts] + [item.when.over for text in texts for item in text.items]
    tests += [rule.over for rule in prepared.rules if rule.when is not None]
    for _ in range(RECORDS // 10):
        case = random_case(rng, words)
        before, after = prepared.reader.read(case), prepared.reader.read(filled(rng, case, words))
        assert not any(value != test(after) for test in tests if (value := test(before)) != UNKNOWN)


def test_an_undecided_class_names_what_is_missing(prepared, words):
    rng = Random(3)
    for _ in range(RECORDS):
        case = random_case(rng, words)
        found = prepared.decide(case, trace=False)
        assert (found.case_class != "unknown") or found.missing or "NO-TEXT" in found.flags, case
        assert found.case_class in POSITIVE or not found.items


def test_consent_of_an_under_18_changes_nothing(prepared, words):
    rng = Random(153)
    for _ in range(RECORDS):
        case = random_case(rng, words)
        young = tuple((min(low, 17), min(high, 17)) for low, high in case.ages or ((3, 17),))
        given = [case.model_copy(update={"ages": young, "victim_consent": said}) for said in ("yes", "no", "unknown")]
        first, *others = [prepared.decide(one, trace=False) for one in given]
        assert all(other == first for other in others), given[0]


def test_order_and_duplicates_change_nothing(prepared, words):
    rng = Random(129)
    for _ in range(RECORDS):
        case = random_case(rng, words)
        mixed = {column: shuffled(rng, getattr(case, column)) for column in LISTS}
        again = case.model_copy(update={**mixed, "ages": shuffled(rng, case.ages)})
        if len(case.ages) == 1 and case.victims_n is None:
            again = again.model_copy(update={"ages": case.ages})
        assert prepared.decide(again, trace=False) == prepared.decide(case, trace=False)


def shuffled(rng: Random, values: tuple) -> tuple:
    more = [*values, *values[: rng.choice((0, 1))]]
    rng.shuffle(more)
    return tuple(more)


def test_the_order_of_rows_changes_nothing(law, words):
    rng = Random(7)
    cases = [random_case(rng, words, name=f"R{place}") for place in range(500)]
    mixed = rng.sample(cases, len(cases)) + cases[:50]
    one, other = prepare(law), prepare(law)
    first = {case.case_id: one.decide(case, trace=False) for case in cases}
    for case in mixed:
        assert other.decide(case, trace=False) == first[case.case_id]


def chain_texts(law: Law) -> list:
    return [text for text in law.provisions if text.case_class == "trata" and text.valid_from.year >= 2007]


def test_the_day_before_the_day_of_and_the_day_after_each_text(law, prepared):
    for text in chain_texts(law):
        for shift in (-1, 0, 1):
            day = text.valid_from + timedelta(days=shift)
            found = prepared.decide(girl(day, 15))
            assert (found.provision == text.id) == (shift >= 0), (text.id, day)


def test_every_text_is_in_force_on_its_first_and_last_day_only(law, prepared):
    for text in law.provisions:
        if text.case_class not in (*POSITIVE, "neighbour"):
            continue
        line = prepared.beside if text.case_class == "neighbour" else prepared.texts
        days = {text.valid_from: True, text.valid_from - timedelta(days=1): False}
        if text.valid_to is not None:
            days |= {text.valid_to: True, text.valid_to + timedelta(days=1): False}
        for day, holds in days.items():
            assert (text.id in [p.provision.id for p in line.on(day).provisions]) == holds, (text.id, day)


def girl(day: date, age: int) -> CodedCase:
    return CodedCase(
        case_id="B",
        act_from=day,
        act_to=day,
        precision="day",
        place="PE, Lima",
        acts=("capta", "traslada"),
        means=("none",),
        purposes=("prostitucion",),
        victims_n=1,
        ages=((age, age),),
        agents_n=1,
    )


@pytest.mark.parametrize(("age", "tier"), ((13, 2), (14, 1), (17, 1)))
def test_the_birthdays_under_18(prepared, age, tier):
    found = prepared.decide(girl(date(2018, 5, 10), age))
    assert (found.case_class, found.tier, found.tier_open) == ("trata", tier, False)


def test_the_18th_birthday(prepared):
    assert prepared.decide(girl(date(2018, 5, 10), 18)).case_class == "none"


def test_every_step_carries_article_and_quote(law, prepared, words):
    rng = Random(11)
    for _ in range(300):
        for step in prepared.decide(random_case(rng, words)).steps:
            assert step.quote.article and (step.quote.text or "not read" in sources(law)[step.provision]), step


def sources(law: Law) -> dict[str, str]:
    return {text.id: text.source for text in (*law.provisions, *law.rules)}
