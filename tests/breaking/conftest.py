"""What may come of a broken input: a result, or a message in plain words. Nothing else."""

import shutil
from pathlib import Path

import pytest

from yupay.model.problem import StudyProblems
from yupay.study.check import check_study
from yupay.study.matrices import consistency, operationalisation
from yupay.study.messages import show_all
from yupay.study.read import read
from yupay.study.registration import compare

STARTER = Path(__file__).resolve().parents[2] / "src/yupay/study/starters/district-correlation"


def outcome_of(folder: Path) -> str:
    """Read, check, compare and lay out a study; "ok" or the codes of its problems."""
    before = sorted(folder.rglob("*"))
    try:
        reading = read(folder)
        if reading.study is None:
            raise StudyProblems(reading.problems)
        found = check_study(reading.study, reading.locate, ["area-whitened"])
        found += compare(reading.study, folder, reading.locate).problems
        for table in (consistency(reading.study), operationalisation(reading.study)):
            assert all(len(row.cells) == len(table.columns) for row in table.rows)
    except StudyProblems as refused:
        found = refused.problems
        assert found, "a refusal says why"
    assert sorted(folder.rglob("*")) == before, "reading writes nothing"
    for language in ("es", "en"):
        shown = show_all(found, language)
        assert "\x1b" not in shown and "\x00" not in shown
    lines = (folder / "study.toml").read_bytes().count(b"\n") + 1
    assert all(0 <= one.line <= lines + 1 and one.column >= 0 for one in found if one.where == "study.toml")
    return " ".join(one.code for one in found) or "ok"


@pytest.fixture
def outcome():
    return outcome_of


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    shutil.copytree(STARTER, tmp_path / "starter")
    return tmp_path / "starter"


@pytest.fixture(scope="session")
def starter_text() -> str:
    return (STARTER / "study.toml").read_text(encoding="utf-8")
