"""The pages tell the truth: their blocks are run, their links lead somewhere, no method is left out of the index.

A page that is replayed holds fenced blocks: `python` (run one after the other in one namespace) followed by `text` (what
it printed); `console` (`$ yupay ...` and what was printed, a line `...` standing for anything); `diff FILE` (lines taken
out and put in, or put at the end where none is taken out); `csv FILE` (a file to write).
"""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import yupay
from yupay.analyse.methods import cards
from yupay.cli.app import run_command

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GENERATED = {".venv", ".git", "output", "dist", "build", ".pytest_cache"}
PAGES = sorted(page for page in ROOT.rglob("*.md") if not GENERATED & set(page.relative_to(ROOT).parts[:-1]))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
CHANGING = ((re.compile(r"(?m)^ *\d+\.\d s  "), "     s  "), (DAY, "YYYY-MM-DD"))


def steady(words: str) -> str:
    """Words without what differs from day to day: seconds and dates."""
    for pattern, instead in CHANGING:
        words = pattern.sub(instead, words)
    return words.strip("\n")


def agrees(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; a line `...` stands for any lines."""
    pieces = re.split(r"(?m)^\.\.\.$\n?", steady(shown) + "\n")
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, pieces)), steady(printed) + "\n") is not None


def printed_by(work: Any) -> str:
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        work()
    return screen.getvalue()


def edit(file: Path, change: str) -> None:
    """Take out the lines marked `-` and put those marked `+` in their place; at the end where none is taken out."""
    lines = file.read_text(encoding="utf-8").splitlines()
    out = [line[1:] for line in change.splitlines() if line.startswith("-")]
    new = [line[1:] for line in change.splitlines() if line.startswith("+")]
    at = lines.index(out[0]) if out else len(lines)
    assert lines[at : at + len(out)] == out, f"{file.name} does not hold {out}"
    file.write_text("\n".join([*lines[:at], *new, *lines[at + len(out) :]]) + "\n", encoding="utf-8")


def sessions(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with what the page shows under it."""
    for part in re.split(r"(?m)^\$ ", block)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def replay(page: Path) -> Iterator[tuple[str, str, str]]:
    """Run a page in the current folder: what was done, what the page shows, what was printed."""
    names: dict[str, Any] = {}
    printed = done = ""
    for language, file, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            done = block
            printed = printed_by(lambda code=block: exec(compile(code, page.name, "exec"), names))
        elif language == "text" and done:
            yield done, block, printed
            done = ""
        elif language == "console":
            for command, shown in sessions(block):
                yield command, shown, printed_by(lambda line=command: run_command(shlex.split(line)[1:]))
        elif language == "diff":
            edit(Path(file), DAY.sub(date.today().isoformat(), block))
        elif language == "csv":
            Path(file).write_text(block, encoding="utf-8")


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "en_GB.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def check_page(page: Path) -> int:
    blocks = 0
    for done, shown, printed in replay(page):
        assert agrees(shown, printed), f"{page.name} does not tell what this prints:\n{done}\n--- prints\n{printed}"
        blocks += 1
    return blocks


def test_from_a_sentence_to_its_row(newcomer: Path) -> None:
    copy = newcomer / "studies" / "lima-2016"
    shutil.copytree(ROOT / "studies" / "lima-2016", copy, ignore=shutil.ignore_patterns("output", "keep"))
    yupay.run_study(copy)
    assert check_page(DOCS / "from-a-sentence-to-its-row.md") >= 8


@pytest.mark.parametrize(("name", "locale"), [("tutorial.md", "en_GB.UTF-8"), ("tutorial.es.md", "es_PE.UTF-8")])
def test_the_tutorial(name: str, locale: str, newcomer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert check_page(DOCS / name) >= 8


def test_both_tutorials_type_the_same() -> None:
    def typed(name: str) -> list[str]:
        page = (DOCS / name).read_text(encoding="utf-8")
        for spanish, english in (("mi-estudio", "my-study"), ("mis-datos", "my-data"), ("denuncias", "complaints")):
            page = page.replace(spanish, english)
        blocks = [block for language, _, block in BLOCK.findall(page) if language == "console"]
        return [command for block in blocks for command, _ in sessions(block)]

    assert typed("tutorial.md") == typed("tutorial.es.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link and not link.startswith("#")]
    lost = [link for link in links if not (page.parent / unquote(link)).exists()]
    assert not set(lost) - {"docs/pictures/report.png"}, f"{page.name} links to {lost}"


def test_the_index_holds_every_page() -> None:
    listed = set(LINK.findall((DOCS / "README.md").read_text(encoding="utf-8")))
    pages = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    assert pages <= listed, pages - listed


def test_the_index_of_methods_holds_every_method_once() -> None:
    rows = re.findall(
        r"(?m)^\| \[`([^`]+)`\]\(([^)]+)\) \| (.+?) \| (\w+) \|$", (DOCS / "methods/README.md").read_text("utf-8")
    )
    pages = sorted(page.stem for page in (DOCS / "methods").glob("*.md") if page.stem != "README")
    assert sorted(name for name, *_ in rows) == pages
    rooms = {card.id: card.room for card in cards()}
    assert {name: room for name, _, _, room in rows} == rooms
    assert all(link == f"{name}.md" for name, link, *_ in rows)
