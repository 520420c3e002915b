"""A small invented registry, and its first edition made once for every test that reads it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import yupay.edition as path
from yupay.edition import EditionOutcome, release_edition
from yupay.gathering import Gathered

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "studies" / "registry-demo"
DAY = date(2026, 3, 5)
PEOPLE = 900
EDITION = "2021"


def small_registry(folder: Path, people: int = PEOPLE) -> Path:
    """The demonstration with fewer people, without estimates of the hidden part, and with two formats of its report."""
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("keep", "editions", "output"))
    study = folder / "study.toml"
    words = study.read_text(encoding="utf-8")
    words, made = re.subn(r"(?m)^people = \d+$", f"people = {people}", words)
    words, cut = re.subn(r"(?ms)^\[hidden\]$.*?(?=^\[\[units\]\])", "", words)
    assert (made, cut) == (1, 1)
    study.write_text(f'{words}\n[report]\nformats = ["html", "csv", "xlsx", "svg", "json"]\n', encoding="utf-8")
    return folder


def policy_with(folder: Path, *changes: tuple[str, str]) -> None:
    """Change lines of release.toml: each change is a pattern that is there once, and what takes its place."""
    file = folder / "release.toml"
    words = file.read_text(encoding="utf-8")
    for pattern, new in changes:
        words, times = re.subn(pattern, lambda _, new=new: new, words, flags=re.MULTILINE)
        assert times == 1, pattern
    file.write_text(words, encoding="utf-8")


def answered(exhibit: str, answer: str) -> tuple[str, str]:
    """The change that gives an exhibit another answer."""
    harm = r"\nharm = .*\nanswer = "
    return (
        rf'exhibit = "{exhibit}"{harm}"no"',
        f'exhibit = "{exhibit}"\nharm = {{ es = "a", en = "b" }}\nanswer = "{answer}"',
    )


@dataclass(frozen=True)
class Published:
    """An edition that was published, and what its vault gave."""

    study: Path
    outcome: EditionOutcome
    gathered: Gathered

    @property
    def folder(self) -> Path:
        """The public folder."""
        return self.study / "editions" / EDITION

    def copy(self, to: Path, *, public: bool = True) -> Path:
        """The study with its ledger, its vault, and its public folder where wanted."""
        shutil.copytree(self.study, to, ignore=None if public else shutil.ignore_patterns("editions"))
        return to

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Editions made in this block take the counts that the vault gave already: only the tables that may leave."""

        def gather(opened: object, registry: object, *_: object) -> Gathered:
            names = {table.id for table in registry.tables}
            return replace(self.gathered, tables=tuple(one for one in self.gathered.tables if one.table.id in names))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(path, "gather", gather)
            yield


def publish_once(folder: Path) -> Published:
    """Make and publish the first edition of a small registry, from its files on."""
    study, found = small_registry(folder / "registry"), []
    whole = path.gather

    def gather(*given: object) -> Gathered:
        found.append(whole(*given))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(path, "gather", gather)
        outcome = release_edition(study, EDITION, today=DAY)
    return Published(study, outcome, found[0])
