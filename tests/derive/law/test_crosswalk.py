"""The crosswalk: every purpose of the vocabulary, no guessed code, never called complete while a cell is empty."""

from datetime import date

from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.law.neighbours import ICCS
from yupay.derive.law.read import read_law

VERIFIED = {"", "02041", "02042", "02043", "02044"}


def test_every_purpose_has_a_row_and_no_code_is_guessed():
    table = read_crosswalk()
    purposes = {fact.value for fact in read_law().facts if fact.column == "purposes"} - {"none", "unknown"}
    assert {row.purpose for row in table.rows} == purposes
    assert {row.iccs for row in table.rows} <= VERIFIED
    assert not any(row.ic_tip for row in table.rows)


def test_it_is_not_complete():
    assert not read_crosswalk().complete


def test_it_agrees_with_the_evaluator():
    table = read_crosswalk()
    for code, purposes in ICCS:
        assert all(table.of(purpose).iccs == code for purpose in purposes)


def test_the_article_of_a_day():
    row = read_crosswalk().of("prostitucion")
    days = [
        (date(2007, 1, 16), "182"),
        (date(2007, 1, 17), "153"),
        (date(2021, 3, 31), "129-A"),
        (date(1990, 1, 1), ""),
    ]
    assert [row.article(day) for day, _ in days] == [article for _, article in days]


def test_a_study_may_carry_its_own(tmp_path):
    (tmp_path / "crosswalk.toml").write_text(
        '[[rows]]\npurpose = "x"\nmodality = {es = "a", en = "b"}\narticles = []\n', encoding="utf-8"
    )
    assert [row.purpose for row in read_crosswalk(tmp_path).rows] == ["x"]
