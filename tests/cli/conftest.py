"""The command line as a person meets it: a folder, a width, a language."""

from pathlib import Path

import pytest

from yupay.cli import main

STUDY = Path(__file__).parent.parent / "study" / "complete.toml"


class Said:
    """What a command said, and how it left."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def yupay(capsys, monkeypatch):
    """Run a command line in this process."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "es_PE.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Said:
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(int(left.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "study.toml").write_text(STUDY.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "data").mkdir()
    for name in ("stations.csv", "limits.geojson"):
        (folder / "data" / name).write_text("not read by a check", encoding="utf-8")
    return folder
