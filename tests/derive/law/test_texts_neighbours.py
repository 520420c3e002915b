"""The chains of 148-A, 297 and 303-A: every wording with its days, and an honest "?" on the days whose words were not read."""

from datetime import date, timedelta

import pytest

from yupay.derive.law.decide import Prepared, prepare
from yupay.derive.law.lint import NOT_READ, faults, lint
from yupay.derive.law.read import read_law
from yupay.model.law import CodedCase, Decision, Provision

LAW = read_law()
DAY = timedelta(days=1)
CHAINS = {
    "148-A": ["1998-05-29", "2007-07-23", "2015-09-24"],
    "297": [
        "1991-04-09",
        "1993-08-22",
        "1996-06-10",
        "2003-06-18",
        "2007-06-13",
        "2007-07-23",
        "2014-07-01",
        "2015-09-27",
        "2025-01-20",
    ],
    "303-A": ["1999-11-16", "2007-01-17", "2023-10-06"],
}
UNREAD = [text for text in LAW.provisions if NOT_READ in text.source]
READ = [text for text in LAW.provisions if text.chain in CHAINS and text not in UNREAD]
USED = {"purposes": ("criminalidad_forzada",), "ages": ((15, 15),), "acts": ("capta",), "means": ("none",)}
MOVED = {"place": "BO to PE", "victim_flags": ("migrante",), "acts": ("facilita",), "means": ("none",)}


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(LAW)


def answer(prepared: Prepared, day: date, facts: dict[str, object]) -> Decision:
    whole = {"case_id": "M", "act_from": day, "act_to": day, "precision": "day", "place": "PE, Lima", "agents_n": 1}
    return prepared.decide(CodedCase.model_validate(whole | facts))


def listed(prepared: Prepared, day: date, chain: str) -> list[str]:
    facts = MOVED if chain == "303-A" else USED
    return [words for words in answer(prepared, day, facts).other_offences if words.startswith(f"CP {chain}")]


@pytest.mark.parametrize("chain", CHAINS)
def test_every_wording_has_its_days_and_none_is_left_out(chain):
    texts = sorted((one for one in LAW.provisions if one.chain == chain), key=lambda one: one.valid_from)
    assert [str(one.valid_from) for one in texts] == CHAINS[chain]
    assert texts[-1].valid_to is None
    assert not [p for p in faults(lint(LAW)) if p.code in ("Q406", "Q407", "Q408")]


def test_the_smuggled_person_need_not_be_foreign(prepared):
    """The text says "another person": a Peruvian taken out of the country is not left out for want of the word migrant."""
    facts = {"place": "PE to EC", "acts": ("facilita",), "means": ("none",), "victim_flags": ()}
    assert "CP 303-A (Ley 28950)? (4-)" in answer(prepared, date(2015, 5, 6), facts).other_offences
    assert not any("303-A" in words for words in answer(prepared, date(2024, 5, 6), facts).other_offences), (
        "exit left it"
    )


@pytest.mark.parametrize("text", UNREAD, ids=lambda text: text.id)
def test_a_text_that_was_not_read_gives_an_open_answer_and_no_words_of_its_own(prepared, text):
    own = [part.quote for part in (*text.elements, *text.items, *text.frames) if part.quote.basis == "text"]
    assert own and not any(quote.text for quote in own)
    assert not text.wording and text.note is not None
    for day in (text.valid_from, text.valid_to):
        assert listed(prepared, day, text.chain) == [f"{text.label}? (0-)"]


def test_the_first_smuggling_text_begins_where_it_was_published_and_not_before(prepared):
    assert listed(prepared, date(1999, 11, 15), "303-A") == []
    assert listed(prepared, date(1999, 11, 16), "303-A") == ["CP 303-A (Ley 27202)? (0-)"]
    inland = MOVED | {"place": "PE, Lima"}
    found = answer(prepared, date(2003, 5, 1), inland).other_offences
    assert not any("303-A" in words for words in found), "no border, no smuggling: the chapter says so"


@pytest.mark.parametrize("text", READ, ids=lambda text: text.id)
def test_a_text_that_was_read_is_listed_from_its_first_to_its_last_day(prepared, text):
    days = [text.valid_from, text.valid_to or date(2026, 2, 1)]
    assert all(listed(prepared, day, text.chain)[0].startswith(f"{text.label}? (") for day in days)
    outside = [text.valid_from - DAY, *([text.valid_to + DAY] if text.valid_to else [])]
    assert not any(words.startswith(text.label) for day in outside for words in listed(prepared, day, text.chain))


def test_the_frames_of_the_new_texts_are_those_of_their_articles():
    frames = {one.id: [(f.minimum, f.maximum, f.ceiling_stated) for f in one.frames] for one in LAW.provisions}
    gangs = [(10, 20, True), (20, 35, False)]
    assert frames["CP-148-A-1998"] == [(10, 20, True)]
    assert frames["CP-148-A-2007"] == frames["CP-148-A-2015"] == gangs
    drugs = [(15, 25, True), (25, 35, True)]
    assert all(frames[name] == drugs for name in ("CP-297-2007", "CP-297-2014", "CP-297-2015", "CP-297-2025"))


def whole(name: str) -> Provision:
    return next(one for one in LAW.provisions if one.id == name)


def test_the_item_on_minors_kept_its_words_through_every_text_that_was_read():
    said = {tuple(e.quote.text for e in whole(f"CP-297-{year}").elements) for year in (2007, 2014, 2015, 2025)}
    assert len(said) == 1
    assert "drogas a menores de edad" in whole("CP-297-2007").wording


def test_an_adult_used_for_crimes_meets_neither_text_on_minors(prepared):
    found = answer(prepared, date(2016, 5, 1), USED | {"ages": ((30, 30),)}).other_offences
    assert not any(words.startswith(("CP 148-A", "CP 297")) for words in found)


def test_the_page_of_palermo_says_why_retention_counts():
    act = next(e for e in whole("PALERMO-3").elements if e.id == "act")
    assert act.contested is not None and act.contested.facts == ("act.retiene",)
    assert act.note is not None
    assert "not the text" in act.note.en and "no el texto" in act.note.es
