"""A complete small study, and ways to break it."""

from pathlib import Path

import pytest

from yupay.analyse.methods import known_methods
from yupay.model.problem import Problem, StudyProblems
from yupay.study.check import check_study
from yupay.study.read import read

HERE = Path(__file__).parent


def found_in(folder: Path) -> tuple[Problem, ...]:
    """Every problem of a study folder, notices included."""
    try:
        reading = read(folder)
    except StudyProblems as found:
        return found.problems
    if reading.study is None:
        return StudyProblems(reading.problems).problems
    return check_study(reading.study, reading.locate, known_methods())


@pytest.fixture
def problems_of():
    return found_in


@pytest.fixture
def complete() -> str:
    return (HERE / "complete.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, complete: str) -> Path:
    (tmp_path / "study.toml").write_text(complete, encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken(tmp_path: Path, complete: str):
    """Write the study with some words changed, and return its problems."""

    def change(*pairs: tuple[str, str], also: str = "") -> tuple[Problem, ...]:
        text = complete
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        (tmp_path / "study.toml").write_text(text + also, encoding="utf-8")
        return found_in(tmp_path)

    return change
