"""Output is swapped in whole: interrupted runs, open files, foreign folders, full disks."""

import errno
from pathlib import Path

import pytest

from yupay.model.problem import StudyProblems
from yupay.publish import swap

OLD = {"manifest.json": b"old", "report.es.docx": b"old report", "tables/a.csv": b"old table"}
NEW = {"manifest.json": b"new", "report.es.docx": b"new report"}


def read(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def output(tmp_path):
    swap.replace(tmp_path / "output", OLD)
    return tmp_path / "output"


def test_new_files_take_the_place_of_the_old_ones_and_nothing_else_stays(output):
    written = swap.replace(output, NEW)
    assert read(output) == NEW
    assert left(output.parent) == {"output"}
    assert sorted(path.name for path in written) == sorted(NEW)


def test_a_first_run_makes_the_folders_it_needs(tmp_path):
    swap.replace(tmp_path / "deep" / "er" / "output", NEW)
    assert read(tmp_path / "deep" / "er" / "output") == NEW


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / "output").mkdir()
    swap.replace(tmp_path / "output", NEW)
    assert read(tmp_path / "output") == NEW


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_that_is_not_ours_is_refused_and_untouched(tmp_path, kind):
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter.txt").write_text("mine")
    output = tmp_path / "output"
    if kind == "folder":
        thesis.rename(output)
    elif kind == "file":
        output.write_text("mine")
    else:
        output.symlink_to(thesis)
    before = read(tmp_path)
    with pytest.raises(StudyProblems) as caught:
        swap.replace(output, NEW)
    assert [problem.code for problem in caught.value.problems] == ["W702"]
    assert read(tmp_path) == before


def test_a_foreign_folder_called_new_is_refused_too(output):
    foreign = output.with_name("output.new")
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine")
    with pytest.raises(StudyProblems):
        swap.replace(output, NEW)
    assert read(foreign) == {"letter.txt": b"mine"}
    assert read(output) == OLD


def test_a_disk_that_fills_half_way_leaves_the_previous_output_whole(output, monkeypatch):
    whole = Path.write_bytes

    def full(path, data):
        if path.name == "report.es.docx":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StudyProblems) as caught:
        swap.replace(output, NEW)
    assert caught.value.problems[0].code == "W703"
    assert read(output) == OLD
    assert left(output.parent) == {"output"}


def _refuse_rename(monkeypatch, of: str) -> None:
    rename = Path.rename

    def locked(path, target):
        if path.name == of:
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", locked)


@pytest.mark.parametrize("of", ["output", "output.new"])
def test_an_open_file_leaves_the_previous_output_whole_and_says_where_the_new_one_is(output, monkeypatch, of):
    with monkeypatch.context() as patch:
        _refuse_rename(patch, of)
        with pytest.raises(StudyProblems) as caught:
            swap.replace(output, NEW)
    problem = caught.value.problems[0]
    assert problem.code == "W701"
    assert "output.new" in problem.act.es and "output.new" in problem.act.en
    assert read(output) == OLD
    assert read(output.with_name("output.new")) == NEW
    swap.replace(output, NEW)
    assert read(output) == NEW and left(output.parent) == {"output"}


def test_the_file_that_is_open_is_named(output, monkeypatch):
    whole = Path.open

    def locked(path, mode="r", *rest, **more):
        if path.suffix == ".docx" and "+" in mode:
            raise PermissionError(errno.EACCES, "in use")
        return whole(path, mode, *rest, **more)

    _refuse_rename(monkeypatch, "output")
    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(StudyProblems) as caught:
        swap.replace(output, NEW)
    assert caught.value.problems[0].where == "output/report.es.docx"


@pytest.mark.parametrize("stopped", ["while writing", "between the renames", "before cleaning"])
def test_the_next_run_repairs_what_an_interrupted_one_left(output, stopped):
    new, old = output.with_name("output.new"), output.with_name("output.old")
    if stopped == "while writing":
        new.mkdir()
        (new / ".unfinished").write_bytes(b"")
        (new / "report.es.docx").write_bytes(b"half")
    elif stopped == "between the renames":
        output.rename(old)
    else:
        old.mkdir()
        (old / "manifest.json").write_bytes(b"older")
    swap.repair(output)
    assert read(output) == OLD
    assert left(output.parent) == {"output"}
