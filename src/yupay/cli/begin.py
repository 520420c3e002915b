"""`yupay new`: a study from a starter, or from a file of the user."""

from collections.abc import Sequence
from pathlib import Path

from yupay.cli.screen import NEXT, Screen
from yupay.model.problem import StudyProblems
from yupay.model.source import Source
from yupay.model.text import Text
from yupay.study.new import (
    ColumnCard,
    card_of,
    copy_starter,
    first_study,
    refuse_full,
    starter_names,
    write_first_study,
)
from yupay.study.toml import stop


def begin(names: Sequence[str], source: Path | None, screen: Screen) -> int:
    """Make a study folder; without names, list the starters."""
    if not names and source is None:
        listed = starter_names()
        screen.give({"exit": 0, "starters": listed})
        screen.say(Text(es="Estudios iniciales:", en="Starters:"))
        for name in listed:
            screen.say(f"  {name}")
        screen.say(NEXT)
        screen.command(f"yupay new {listed[0]} DIR" if listed else "yupay new --from FILE DIR")
        return 0
    if len(names) != (2 if source is None else 1):
        raise _names(names, source)
    folder = Path(names[-1])
    made = copy_starter(names[0], folder) if source is None else from_file(source, folder)
    screen.give({"exit": 0, "folder": str(made)})
    screen.say(Text(es=f"Se escribió {made}", en=f"{made} was written"))
    if source is not None:
        screen.say(
            Text(
                es='Complete en study.toml cada "?": solo usted conoce la fuente.',
                en='Fill in each "?" in study.toml: only you know the source.',
            )
        )
    screen.say(NEXT)
    screen.command(f"yupay check {made}")
    return 0


def _names(names: Sequence[str], source: Path | None) -> StudyProblems:
    expected = Text(es="un nombre de ejemplo y una carpeta nueva", en="the name of a starter and a new folder")
    if source is not None:
        expected = Text(es="con --from, solo una carpeta nueva", en="with --from, a new folder only")
    return stop(
        "C900",
        "yupay new",
        Text.same(" ".join(["yupay new", *names])),
        expected,
        act=Text.same("yupay new --help"),
    )


def from_file(file: Path, folder: Path) -> Path:
    """A first study from the columns and labels of a data file."""
    refuse_full(folder)
    columns, rows = columns_of(file)
    return write_first_study(folder, first_study(file.name, columns, rows), file)


def columns_of(file: Path) -> tuple[list[ColumnCard], int]:
    """The columns of a data file, and how many rows it has.

    Raises:
        StudyProblems: the file is not there or cannot be read.

    """
    from yupay.load.files import read_source

    raw = read_source(_card(file), file.resolve().parent).raw
    cards = [
        card_of(
            name,
            raw.data.column(name).to_pylist(),
            raw.column_labels.get(name, ""),
            raw.missing.get(name),
            raw.labels.get(name),
        )
        for name in raw.data.column_names
    ]
    return cards, raw.data.num_rows


def _card(file: Path) -> Source:
    unknown = Text.same("?")
    return Source(
        id="data",
        title=unknown,
        producer=unknown,
        path=file.name,
        counting_unit="person",
        period="?",
        coverage=unknown,
        geography=unknown,
        citation="?",
        confidentiality="restricted",
        limitations=unknown,
    )
