"""A change of the law after a plan was registered is a change of plan."""

from datetime import date
from shutil import copytree

import pytest

from yupay.study.read import read_study
from yupay.study.registration import compare, register

DAY = date(2026, 11, 23)
BLOCK = 'id = "CP-TEST"\nvalid_from = 2014-10-22\nreviewed_by = ""\n'
TEXTS = f'# a comment\n[[provisions]]\n{BLOCK}\n[[rules]]\nid = "R-TEST"\nvalue = 35\n'


@pytest.fixture
def study(tmp_path, root):
    folder = tmp_path / "s"
    copytree(root / "studies" / "law-demo", folder)
    (folder / "law").mkdir()
    return folder


def changes(folder):
    found = compare(read_study(folder), folder)
    assert [one.code for one in found.problems] == ["S131"] * len(found.changes)
    assert (found.digest == found.registered_digest) == (not found.changes)
    return [one.item for one in found.changes], found


def edit(file, old, new):
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def test_a_text_that_changes_is_told_by_its_name(study):
    file = study / "law" / "mine.toml"
    file.write_text(TEXTS, encoding="utf-8")
    register(read_study(study), study, DAY)
    assert changes(study)[0] == []
    edit(file, "# a comment\n", "")
    edit(file, 'reviewed_by = ""', 'reviewed_by = "A. Letrada"')
    assert changes(study)[0] == [], "a comment and a signature change nothing"
    edit(file, "2014-10-22", "2014-10-23")
    items, found = changes(study)
    assert items == ["CP-TEST"] and found.problems[0].where == "law/"
    edit(file, "value = 35", "value = 30")
    assert changes(study)[0] == ["CP-TEST", "R-TEST"]


def test_a_folder_of_texts_added_or_taken_away(study):
    register(read_study(study), study, DAY)
    (study / "law" / "mine.toml").write_text(TEXTS, encoding="utf-8")
    assert changes(study)[0] == ["law"]
    (study / "law" / "mine.toml").unlink()
    assert changes(study)[0] == []


def test_a_file_that_cannot_be_read_is_held_by_its_bytes(study):
    file = study / "law" / "mine.toml"
    file.write_bytes(b"id = \xff")
    register(read_study(study), study, DAY)
    assert changes(study)[0] == []
    file.write_bytes(b"id = \xfe")
    assert changes(study)[0] == ["mine.toml"]


def test_how_the_cases_are_qualified_belongs_to_the_plan(study):
    register(read_study(study), study, DAY)
    edit(study / "study.toml", "on = 2025-12-01", "on = 2026-01-01")
    items, found = changes(study)
    source = next(one.id for one in read_study(study).sources if one.qualify)
    assert items == [f"{source}.on"] and found.problems[0].line > 0
    more = f'\n[[deviation]]\nitem = "{source}.on"\nreason = {{ es = "una", en = "a" }}\ndate = "2026-12-01"\n'
    with (study / "study.toml").open("a", encoding="utf-8") as file:
        file.write(more)
    declared = compare(read_study(study), study)
    assert declared.problems == () and len(declared.words) == 2


def test_a_study_that_asks_no_law_is_held_to_none(tmp_path, root):
    copytree(root / "studies" / "lima-2016", tmp_path / "s")
    (tmp_path / "s" / "law").mkdir()
    before = compare(read_study(tmp_path / "s"), tmp_path / "s").digest
    (tmp_path / "s" / "law" / "mine.toml").write_text(TEXTS, encoding="utf-8")
    assert compare(read_study(tmp_path / "s"), tmp_path / "s").digest == before
