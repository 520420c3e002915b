"""A lawyer's own folder of texts: what her slips are answered with, and what is read at all."""

from datetime import date
from pathlib import Path

import pytest

from yupay.derive.law.decide import prepare
from yupay.derive.law.lint import faults, lint
from yupay.derive.law.read import own_folder, read_law, read_texts
from yupay.model.law import CodedCase
from yupay.model.problem import StudyProblems

TEXTS = Path(__file__).resolve().parents[3] / "src" / "yupay" / "derive" / "law" / "pe" / "trata.toml"
DAY = date(2003, 5, 6)
WORDS = TEXTS.read_text(encoding="utf-8")


def told(folder, *changes, name="mine.toml"):
    """The problems that a copy of one file is refused with, some words of it changed."""
    words = WORDS
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    (folder / name).write_text(words, encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        read_law(folder)
    return [(one.code, one.where, one.line, one) for one in refused.value.problems]


@pytest.fixture
def law(tmp_path):
    folder = tmp_path / "law"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("valid_from = 2014-10-22", "valid_from = 2014-10-23", "Q407"),
        ("published = 2014-10-21", "published = 2014-10-20", "Q408"),
        ('"act.capta"', '"act.captar"', "Q405"),
        ('text = "Exista pluralidad de víctimas"', 'text = "Hay muchas víctimas"', "Q409"),
        ("minimum = 8\nmaximum = 15", "minimum = 18\nmaximum = 15", "Q410"),
    ],
)
def test_own_texts_are_checked_before_they_are_used(law, old, new, code):
    found = told(law, (old, new))
    assert code in {one[0] for one in found}
    assert all(where == "law/mine.toml" and line > 0 for _, where, line, _ in found)


@pytest.mark.parametrize("day", ["2014-22-10", "22/10/2014", "22-10-2014", '"22/10/2014"', "2014-10-32"])
def test_a_day_that_does_not_exist_is_told_as_a_day(law, day):
    ((code, _, line, one),) = told(law, ("valid_from = 2014-10-22", f"valid_from = {day}"))
    assert (code, WORDS.split("\n")[line - 1]) == ("Q401", "valid_from = 2014-10-22")
    assert "YYYY-MM-DD" in one.expected.en and one.hint is None


def test_a_comma_that_is_missing_is_told_where_it_is(law):
    ((code, where, line, _),) = told(law, ('"act.promueve", "act.facilita"', '"act.promueve" "act.facilita"'))
    assert (code, where) == ("S005", "law/mine.toml") and "act.promueve" in WORDS.split("\n")[line - 1]


def test_a_field_that_is_misspelt_is_answered_with_the_nearest(law):
    found = told(law, ("valid_to = 2004-06-08", "valid_too = 2004-06-08"))
    assert [(code, one.hint.en) for code, _, _, one in found] == [("Q401", "valid_to")]


def test_a_text_that_stands_in_two_files_is_refused(law):
    (law / "copy of mine.toml").write_text(WORDS, encoding="utf-8")
    found = told(law)
    assert {code for code, _, _, _ in found} == {"Q404"}
    assert "already in law/copy of mine.toml:6" in found[0][3].got.en


def test_a_file_that_an_editor_gave_another_ending_is_not_passed_over(law):
    (law / "mine.toml.txt").write_text(WORDS, encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        read_law(own_folder(law.parent))
    assert [(one.code, one.where) for one in refused.value.problems] == [("Q402", "law/mine.toml.txt")]


def test_an_ending_in_capitals_is_read(law):
    (law / "MINE.TOML").write_text(WORDS.replace('label = "CP 182 (1991)"', 'label = "CP 182"'), encoding="utf-8")
    assert [text.label for text in read_law(law).provisions if text.id == "CP-182-1991"] == ["CP 182"]


def test_an_empty_folder_is_none(law):
    assert own_folder(law.parent) is None
    (law / "sub").mkdir()
    assert own_folder(law.parent) is None
    (law / "sub" / "mine.toml").write_text(WORDS, encoding="utf-8")
    assert own_folder(law.parent) == law and read_law(law)


def test_a_text_that_was_not_read_needs_no_frame(law):
    """Its penalty is then unknown: the answer stays open, and nothing is made up for it."""
    block = """[[provisions]]
id = "CP-303-A-1999"
chain = "303-A"
offence = "trafico_de_migrantes"
case_class = "neighbour"
label = "CP 303-A (Ley 27202)"
heading = { es = "x", en = "x" }
norm = "Ley 27202"
published = 1999-11-15
valid_from = 1999-11-16
valid_to = 2007-01-16
source = "SOURCE"
[[provisions.elements]]
id = "wording"
label = { es = "x", en = "x" }
when = { all = [["place.cross_border"], ["open.texto_no_leido"]] }
quote = { article = "303-A", text = "x" }
"""
    (law / "mine.toml").write_text(block.replace("SOURCE", "text not read"), encoding="utf-8")
    texts = read_texts(law)
    assert faults(lint(texts.law, places=texts.places)) == ()
    case = CodedCase(case_id="A", act_from=DAY, act_to=DAY, precision="day", place="BO to PE", acts=("transporta",))
    assert "CP 303-A (Ley 27202)?" in prepare(read_law(law)).decide(case).other_offences
    (law / "mine.toml").write_text(block.replace("SOURCE", "El Peruano"), encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        read_law(law)
    assert [one.code for one in refused.value.problems] == ["Q410"]
