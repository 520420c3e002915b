"""What stays when a release is killed, or fails with a person's data in hand? Never half an edition, never one that the ledger does not know."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from attacks.planted import CANARY, DAY, EDITION, Planted

import yupay.edition as path
from yupay import gathering
from yupay.edition import release_edition
from yupay.keep.ledger import editions, ledger_path, read_ledger
from yupay.model.problem import StudyProblems

KILLED = """
import os, pickle, signal, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
import yupay.edition as path
study, moment = Path(sys.argv[1]), sys.argv[2]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class Dying:
    def __init__(self, after): self.left = after
    def __call__(self, file, data):
        self.left -= 1
        if self.left < 0:
            half = os.open(file, os.O_WRONLY | os.O_CREAT)
            os.write(half, data[: len(data) // 2])
            die()
        return self.whole(file, data)

gathered = pickle.loads((study.parent / "gathered").read_bytes())
path.gather = lambda *_: replace(gathered, lists=None)
if moment == "line":
    from yupay.keep.ledger import Ledger
    Ledger.publish = die
else:
    dying = Dying(int(moment))
    dying.whole = Path.write_bytes
    Path.write_bytes = lambda file, data: dying(file, data)
path.release_edition(study, "2021", today=date(2026, 3, 5))
"""


@pytest.fixture(scope="module")
def study(edition: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry whose vault is full and that never published; what the vault gave lies beside it."""
    folder = tmp_path_factory.mktemp("killed")
    study = folder / "registry"
    shutil.copytree(edition.study, study, ignore=shutil.ignore_patterns("editions", "ledger*"))
    (folder / "tmp").mkdir()
    (folder / "gathered").write_bytes(pickle.dumps(edition.counted[0]))
    file = study / "study.toml"
    words = file.read_text(encoding="utf-8")
    start, end = words.index("[hidden]"), words.index("[[units]]")
    file.write_text(f'{words[:start]}{words[end:]}\n[report]\nformats = ["csv", "json"]\n', encoding="utf-8")
    return study


@pytest.fixture
def again(edition: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs take the counts that the vault gave already."""
    monkeypatch.setattr(path, "gather", lambda *_: replace(edition.counted[0], lists=None))


def entries(study: Path) -> list[str]:
    return [one.edition for one in editions(read_ledger(ledger_path(study)))]


@pytest.mark.parametrize("moment", ["line", "3"])
def test_a_release_that_is_killed_leaves_nothing_half_public(study: Path, moment: str) -> None:
    environment = {**os.environ, "YUPAY_KEY_FILE": str(study.parent / "key"), "TMPDIR": str(study.parent / "tmp")}
    known = entries(study)
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(study), moment], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-300:]
    assert not (study / "editions" / EDITION).exists()
    assert known == []
    assert entries(study) == ([] if moment == "line" else [EDITION])
    assert CANARY not in ended.stdout + ended.stderr
    assert not [one for one in (study.parent / "tmp").rglob("*") if one.is_file()]
    assert not [one for one in study.rglob("core*") if one.is_file()]


def test_the_next_run_makes_it_whole(study: Path, again: None) -> None:
    release_edition(study, EDITION, today=DAY)
    assert entries(study) == [EDITION]
    assert [one.name for one in (study / "editions").iterdir()] == [EDITION]


@pytest.mark.parametrize("stage", ["people", "qualify"])
def test_an_engine_that_fails_over_a_value_is_told_without_it(
    study: Path, edition: Planted, stage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB repeats the value that it cannot read; nothing of that may be heard."""
    monkeypatch.setenv("YUPAY_KEY_FILE", str(edition.study.parent / "key"))
    vaults = []
    opening = gathering.open_vault

    def opened(*given: object) -> object:
        vaults.append(opening(*given))
        return vaults[-1]

    def failing(*_: object) -> None:
        vaults[-1].raw().execute("SELECT CAST(ap_paterno AS INTEGER) FROM identities").fetchall()

    monkeypatch.setattr(gathering, "open_vault", opened)
    if stage == "people":
        monkeypatch.setattr(gathering, "people", lambda *_: vaults[-1].table("identities").ap_paterno.cast("int64"))
        monkeypatch.setattr(gathering, "counted", lambda _, everybody, __: everybody.execute())
    else:
        monkeypatch.setattr(gathering, stage, failing)
    with pytest.raises(StudyProblems) as refused:
        release_edition(study, "2022", today=DAY)
    assert [problem.code for problem in refused.value.problems] == ["P648"]
    said = f"{refused.value!r} {refused.value.__cause__!r} {capsys.readouterr()}"
    assert "INTEGER" not in said
    assert "Conversion" not in said
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert not (study / "editions" / "2022").exists()
    assert entries(study) == [EDITION]


def test_a_run_into_a_full_disk_publishes_nothing(study: Path, again: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under another policy the same counts are another edition; its line cannot be written."""
    policy = study / "release.toml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("nadie@", "nobody@"), encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = {one: one.read_bytes() for one in (study / "editions").rglob("*") if one.is_file()}
    monkeypatch.setattr("yupay.keep.ledger._append", full)
    with pytest.raises(StudyProblems) as refused:
        release_edition(study, "2023", today=DAY)
    assert [problem.code for problem in refused.value.problems] == ["P654"]
    assert {one: one.read_bytes() for one in (study / "editions").rglob("*") if one.is_file()} == before


def test_an_older_ledger_put_back_is_noticed(study: Path, again: None) -> None:
    """The lines of editions that still stand beside it are missing."""
    kept = {one: one.read_bytes() for one in (study / "keep").glob("ledger.jsonl*")}
    for one in kept:
        one.write_bytes(b"")
    try:
        with pytest.raises(StudyProblems) as refused:
            release_edition(study, "2022", today=DAY)
        assert [problem.code for problem in refused.value.problems] == ["P651"]
    finally:
        for one, content in kept.items():
            one.write_bytes(content)
    assert not (study / "editions" / "2022").exists()
