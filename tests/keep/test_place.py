"""The kept folder: its owner's only, marked, and never a value of a record in it by our hand."""

import stat
from pathlib import Path

import pytest

from yupay.keep.place import MARK, keep_folder, write_problems
from yupay.load.faults import RowFault


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_private_and_marked(tmp_path: Path) -> None:
    folder = keep_folder(tmp_path)
    assert mode(folder) == 0o700
    words = (folder / MARK).read_text(encoding="utf-8")
    assert "NO PUBLICAR" in words and "NOT FOR PUBLICATION" in words


def test_an_open_folder_is_closed_again(tmp_path: Path) -> None:
    (tmp_path / "keep").mkdir(mode=0o755)
    assert mode(keep_folder(tmp_path)) == 0o700


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "keep").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        keep_folder(tmp_path)


def test_every_faulty_row_is_listed(tmp_path: Path) -> None:
    file = write_problems(tmp_path, [RowFault("L230", "data/a.csv", 7, "n")])
    assert mode(file) == 0o600
    assert file.read_text(encoding="utf-8-sig").splitlines() == ["code,file,line,column", "L230,data/a.csv,7,n"]
