"""The ledger: only ever added to, chained, verified at every opening, one writer at a time."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.keep import ledger
from yupay.keep.ledger import Ledger, digest_of, open_ledger, read_ledger, spent, written
from yupay.keep.naming import safe_name
from yupay.model.problem import StudyProblems
from yupay.model.registry import CellKey, LedgerEntry, PublicCell

CELLS = (
    PublicCell(table="t", key=CellKey(place="L01", purpose="ñ"), count=14),
    PublicCell(table="t", key=CellKey(), count=None),
)


def publish(book: Ledger, name: str, digest: str, cells: tuple[PublicCell, ...] = CELLS) -> LedgerEntry:
    return book.publish(name, "2025-01-31", digest=digest, policy="p", cells=cells, threshold=11)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.jsonl"
    with open_ledger(file) as book:
        publish(book, "2024", "aa")
        book.refuse("2025-I", "2025-02-01", digest="bb", policy="p", reason="P658")
        publish(book, "2025-II", "cc")
    return file


def code(work: object) -> str:
    with pytest.raises(StudyProblems) as refused:
        work()  # type: ignore[operator]
    return refused.value.problems[0].code


def test_there_is_nothing_before_the_first_edition(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger.jsonl") == ()
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_read_and_chained(path: Path) -> None:
    entries = read_ledger(path)
    assert [entry.kind for entry in entries] == ["published", "refused", "published"]
    assert entries[0].cells == CELLS and entries[1].cells == ()
    assert [entry.previous for entry in entries] == ["", entries[0].entry, entries[1].entry]
    assert all(entry.entry == digest_of(entry) for entry in entries)
    assert path.read_text(encoding="utf-8") == "".join(f"{written(entry)}\n" for entry in entries)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_only_its_owner_reads_it(path: Path) -> None:
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_the_same_digest_again_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with open_ledger(path) as book:
        assert publish(book, "2025-II", "cc").entry == book.entries[2].entry
        assert publish(book, "another", "cc").edition == "2025-II"
    assert path.read_bytes() == before


def test_the_same_name_with_another_digest_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with open_ledger(path) as book:
        assert code(lambda: publish(book, "2025-ii", "dd")) == "P653"
        publish(book, "2025-I", "dd")  # a refused name is free
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize("name", ["../2025", "a/b", "", "NUL", "x" * 65, "2025.", ".2025", "a b", "año"])
def test_an_edition_has_the_name_of_a_folder(path: Path, name: str) -> None:
    with pytest.raises(StudyProblems) as refused:
        safe_name(name, "edition")
    problem = refused.value.problems[0]
    assert problem.code == "P657"
    assert len(name) < 3 or name not in problem.model_dump_json()


def test_every_byte_that_changes_is_found(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert code(lambda: read_ledger(path)) == "P650"
    path.write_bytes(whole)
    assert len(read_ledger(path)) == 3


def test_every_cut_is_found_and_nothing_is_written(path: Path) -> None:
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(StudyProblems) as refused, open_ledger(path):
            raise AssertionError("opened")
        problem = refused.value.problems[0]
        # the end of the line before the last one is that of a run killed between the line and its head
        assert problem.code in ("P650", "P651"), end
        assert path.read_bytes() == whole[:end]


def test_lines_taken_out_or_moved_are_found(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    for kept in (lines[1:], [lines[0], lines[2]], [lines[1], lines[0], lines[2]], [*lines, lines[0]], lines[:2]):
        path.write_bytes(b"".join(kept))
        assert code(lambda: read_ledger(path)) in ("P650", "P651")
    path.unlink()
    assert code(lambda: read_ledger(path)) == "P651"


def test_a_line_rewritten_with_a_digest_of_its_own_breaks_the_chain(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = LedgerEntry.model_validate_json(lines[1]).model_copy(update={"reason": "other"})
    lines[1] = written(changed.model_copy(update={"entry": digest_of(changed)}))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with pytest.raises(StudyProblems) as refused:
        read_ledger(path)
    assert (refused.value.problems[0].code, refused.value.problems[0].line) == ("P650", 3)


def test_a_run_killed_between_the_line_and_its_head_does_no_harm(path: Path) -> None:
    head = path.with_name(path.name + ".head")
    before = head.read_bytes()
    with open_ledger(path) as book:
        publish(book, "2025-III", "ee")
    head.write_bytes(before)
    assert len(read_ledger(path)) == 4
    with open_ledger(path) as book:
        publish(book, "2026-I", "ff")
    assert len(read_ledger(path)) == 5


def test_a_lost_head_is_found(path: Path) -> None:
    path.with_name(path.name + ".head").unlink()
    assert code(lambda: read_ledger(path)) == "P651"


def test_no_second_writer(path: Path) -> None:
    with open_ledger(path):
        assert code(lambda: open_ledger(path).__enter__()) == "P652"
    with open_ledger(path) as book:
        assert len(book.entries) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="a process that kills itself")
def test_a_killed_writer_lets_go(path: Path) -> None:
    work = (
        "import os, sys; from pathlib import Path; from yupay.keep.ledger import open_ledger\n"
        "with open_ledger(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", work, str(path)], check=False, env={**os.environ})
    assert done.returncode == -9
    with open_ledger(path) as book:
        assert len(book.entries) == 3


def test_a_disk_that_fails_leaves_the_ledger_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(file: int) -> None:
        raise OSError(28, "no space")

    with open_ledger(path) as book:
        monkeypatch.setattr(ledger.os, "fsync", full)
        assert code(lambda: publish(book, "2026", "ff")) == "P654"
        monkeypatch.undo()
        assert len(book.entries) == 3
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_a_link_is_refused(tmp_path: Path, path: Path) -> None:
    (tmp_path / "sub").mkdir()
    link = tmp_path / "sub" / "ledger.jsonl"
    link.symlink_to(path)
    assert code(lambda: read_ledger(link)) == "P654"


def test_a_line_of_garbage_is_not_echoed(path: Path) -> None:
    path.write_bytes(b'{"edition": "CANARY"}\n')
    with pytest.raises(StudyProblems) as refused:
        read_ledger(path)
    assert "CANARY" not in refused.value.problems[0].model_dump_json() + str(refused.value)


def test_forgetting_leaves_a_mark_and_noise_adds_up(path: Path) -> None:
    with open_ledger(path) as book:
        book.forget("2025-03-01", reason="one source")
        book.keep_noise("2025-III", "2025-03-02", digest="d", cells=CELLS[:1], epsilon=0.25)
        book.keep_noise("2025-IV", "2025-06-02", digest="e", cells=CELLS[:1], epsilon=0.5)
        assert spent(book.entries) == 0.75
    assert [entry.kind for entry in read_ledger(path)][3:] == ["forgotten", "noise", "noise"]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**40), 2**40) | st.none())
def test_every_word_comes_back(words: str, count: int | None) -> None:
    cell = PublicCell(table=words, key=CellKey(place=words), count=count)
    entry = LedgerEntry(edition=words, made="", kind="published", digest="", policy=words, previous="", cells=(cell,))
    line = written(entry.model_copy(update={"entry": digest_of(entry)}))
    assert "\n" not in line and json.loads(line)["cells"][0]["count"] == count
    back = LedgerEntry.model_validate_json(line)
    assert written(back) == line and back.cells == (cell,)
