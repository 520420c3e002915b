"""Paths: found, missed with a suggestion, never outside, and a digest that must agree."""

from pathlib import Path

import made
import pytest

from yupay.load.paths import sha256_of
from yupay.load.tables import load
from yupay.model.problem import StudyProblems


def problem_of(folder: Path, path: str):
    with pytest.raises(StudyProblems) as found:
        load(made.study((made.source("cenacom", path),)), folder, locate=lambda path: (20, 8))
    (one,) = found.value.problems
    return one


def test_a_missing_file_has_a_suggestion_and_a_place(tmp_path: Path) -> None:
    made.write(tmp_path, comisarias_2017__csv="a\n1\n")
    found = problem_of(tmp_path, "data/comisaria_2017.csv")
    assert found.place == "study.toml:20:8"
    assert found.code == "L201"
    assert found.what.es == "no se encuentra el archivo de la fuente «cenacom»"
    assert found.what.en == 'file of source "cenacom" not found'
    assert found.got.es == "data/comisaria_2017.csv"
    assert found.expected.en == "a file inside the study folder"
    assert found.hint.es == "data/comisarias_2017.csv"


@pytest.mark.parametrize(
    "path", ["../secret.csv", "/etc/passwd", "data/../../secret.csv", "a\\b.csv", "a\0b", "~/../.."]
)
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "secret.csv").write_text("name\nMaria\n")
    found = problem_of(tmp_path / "study", path)
    assert found.code in {"L201", "L202"}
    assert "Maria" not in found.model_dump_json()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "secret.csv").write_text("name\nMaria\n")
    (tmp_path / "study" / "a.csv").symlink_to(tmp_path / "secret.csv")
    assert problem_of(tmp_path / "study", "a.csv").code == "L202"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    made.write(tmp_path)
    assert problem_of(tmp_path, "data").code == "L201"


def test_an_empty_file(tmp_path: Path) -> None:
    made.write(tmp_path, a__csv="")
    assert problem_of(tmp_path, "data/a.csv").code == "L204"


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    """FIPS 180-4, the message "abc"."""
    file = tmp_path / "abc"
    file.write_bytes(b"abc")
    assert sha256_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
