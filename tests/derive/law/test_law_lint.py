"""The checks on the law itself."""

import re
from datetime import date
from pathlib import Path

import pytest

from yupay.derive.law.lint import faults, lint
from yupay.derive.law.read import read_texts
from yupay.derive.law.wording import WHAT
from yupay.model.law import CodedCase, Law

HOME = Path(__file__).resolve().parents[3] / "src" / "yupay" / "derive" / "law"


def edited(folder: Path, file: str, *changes: tuple[str, str]) -> list[tuple[str, int, str]]:
    """The faults of the package's texts with a lawyer's copy of one file, some words changed."""
    words = (HOME / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    (folder / "law").mkdir()
    (folder / "law" / "mine.toml").write_text(words, encoding="utf-8")
    texts = read_texts(folder / "law")
    return [(p.code, p.line, p.got.en) for p in faults(lint(texts.law, places=texts.places))]


def test_the_texts_of_the_package_have_no_fault():
    texts = read_texts()
    found = lint(texts.law, places=texts.places)
    assert faults(found) == ()
    assert [p.code for p in found] == ["Q413"], "every text is unsigned, and says so"


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ([("valid_to = 2014-10-21", "valid_to = 2014-10-20")], "Q407", "2014-10-20"),
        ([("valid_to = 2014-10-21", "valid_to = 2014-10-22")], "Q406", "2014-10-22"),
        ([("valid_to = 2014-10-21\n", "")], "Q406", "CP-153-2007 and CP-153-2014"),
        ([("valid_to = 2014-10-21", "valid_to = 2006-10-21")], "Q406", "from 2007-01-17 to 2006-10-21"),
        ([("published = 2014-10-21", "published = 2014-10-20")], "Q408", "2014-10-22"),
        ([('"act.recibe", "act.retiene", "act.promueve"', '"act.recive", "act.promueve"')], "Q405", "act.recive"),
        ([('when = ["victim.gestante"]', "when = []")], "Q405", "p1.7"),
        ([('text = "Exista pluralidad de víctimas"', 'text = ""')], "Q409", "p1.3"),
        ([("minimum = 8\nmaximum = 15", "minimum = 18\nmaximum = 15")], "Q410", "18-15"),
        ([("tier = 2\nlabel", "tier = 3\nlabel")], "Q410", "tier 3"),
    ],
)
def test_each_slip_is_found_with_its_line(tmp_path, changes, code, words):
    found = edited(tmp_path, "pe/trata.toml", *changes)
    assert any(c == code and words in got and line > 0 for c, line, got in found), found
    assert {c for c, _, _ in found} <= {code, "Q407"}


def test_a_misspelt_fact_is_answered_with_the_nearest(tmp_path):
    (tmp_path / "law").mkdir()
    words = (
        (HOME / "pe/precursores.toml")
        .read_text(encoding="utf-8")
        .replace('"act.retiene", "act.traslada"', '"act.retine"', 1)
    )
    (tmp_path / "law" / "mine.toml").write_text(words, encoding="utf-8")
    texts = read_texts(tmp_path / "law")
    problem = next(p for p in lint(texts.law, places=texts.places) if p.code == "Q405")
    assert problem.hint is not None
    assert problem.hint.es == "act.retiene"


def test_a_quote_must_stand_in_the_wording_beside_it():
    law = read_texts().law
    text = next(one for one in law.provisions if one.id == "CP-153-2007")
    changed = text.model_copy(update={"wording": "El que promueve, favorece"})
    other = Law(jurisdiction="PE", facts=law.facts, provisions=(changed,))
    assert {p.code for p in faults(lint(other))} >= {"Q409"}


def test_a_text_that_was_not_read_needs_no_quote():
    law = read_texts().law
    rule = next(one for one in law.rules if one.id == "L30077-2013")
    assert rule.quote.text == ""
    signed = rule.model_copy(update={"source": "read", "chain": "alone", "to_reason": "test"})
    found = faults(lint(Law(jurisdiction="PE", facts=law.facts, provisions=(), rules=(signed,))))
    assert [p.code for p in found] == ["Q409"]


def case(day: date, **more: object) -> CodedCase:
    facts: dict[str, object] = {"case_id": "M1", "act_from": day, "act_to": day, "precision": "day"}
    return CodedCase.model_validate(facts | more)


def test_cases_test_items_and_boundary_days():
    law = read_texts().law
    days = (date(2021, 3, 30), date(2021, 3, 31))
    cases = [case(day, victim_flags=("gestante",), victims_n=2, ages=((13, 13), (15, 15))) for day in days]
    notices = {p.got.en for p in lint(law, cases) if p.code in ("Q411", "Q412")}
    assert not any(words.startswith("CP-129-A-2021: no case") for words in notices)
    missed = next(words for words in notices if words.startswith("CP-129-A-2021: p1"))
    assert missed == "CP-129-A-2021: p1.1, p1.2, p1.5, p1.6, p2.1, p2.3"
    assert "CP-153-2014: no case on 2014-10-21" in notices


def test_a_case_that_straddles_two_texts_tests_neither():
    law = read_texts().law
    long = case(date(2021, 3, 1), victims_n=2).model_copy(update={"act_to": date(2021, 4, 30)})
    missed = [p.got.en for p in lint(law, [long]) if p.code == "Q411" and p.got.en.startswith("CP-129-A-2021")]
    assert "p1.3" in missed[0]


def test_every_code_is_used_once_and_speaks_both_languages():
    used = set(re.findall(r'"(Q4\d\d)"', (HOME / "wording.py").read_text(encoding="utf-8")))
    assert used == set(WHAT)
    assert all(words.es != words.en for words in WHAT.values())
