"""How does a study folder begin? Whole or not at all: a copy of a starter, or a drafted study file with its data."""

import csv
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.aliases import nearest
from yupay.study.toml import stop

Fill = Callable[[Path], None]
NO_ANSWERS_YET = "answers.csv"
"""The empty table of a form that has no answers yet."""


def starter_names() -> list[str]:
    """The starters that ship with yupay."""
    folder = files("yupay.study").joinpath("starters")
    return sorted(one.name for one in folder.iterdir() if one.joinpath("study.toml").is_file())


def copy_starter(name: str, folder: Path) -> Path:
    """Copy a starter to a new folder.

    Raises:
        StudyProblems: S142 for an unknown name, S141 where the folder is not empty.

    """
    names = starter_names()
    if name not in names:
        meant = nearest(name, names)
        listed = ", ".join(names)
        raise stop(
            "S142",
            "yupay new",
            Text.same(name[:60]),
            Text(es=f"uno de: {listed}", en=f"one of: {listed}"),
            hint=Text.same(meant) if meant else None,
        )
    source = files("yupay.study").joinpath("starters", name)
    return _in_one_step(folder, lambda new: _copy(source, new))


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for one in source.iterdir():
        if one.is_dir():
            _copy(one, target / one.name)
        else:
            (target / one.name).write_bytes(one.read_bytes())


def write_first_study(
    folder: Path, text: str, data: Path | None, form: Path | None = None, header: Sequence[str] = ()
) -> Path:
    """A new study folder with its study.toml.

    Args:
        folder: new or empty.
        text: of the study.toml.
        data: copied under data/.
        form: copied under form/.
        header: without data, the columns of an empty table data/answers.csv.

    Raises:
        StudyProblems: S141 where the folder is not empty.

    """

    def fill(new: Path) -> None:
        for inside, file in (("data", data), ("form", form)):
            if file is not None:
                (new / inside).mkdir()
                shutil.copyfile(file, new / inside / file.name)
        if data is None:
            (new / "data").mkdir()
            with (new / "data" / NO_ANSWERS_YET).open("w", encoding="utf-8", newline="") as table:
                csv.writer(table, lineterminator="\n").writerow(header)
        (new / "study.toml").write_text(text, encoding="utf-8", newline="\n")

    return _in_one_step(folder, fill)


def refuse_full(folder: Path) -> None:
    """S141 where something is in the way."""
    taken = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    if not taken and (folder.is_dir() or not folder.exists()):
        return
    n = len(taken)
    got = Text(
        es=f"una carpeta con {n} {'archivo' if n == 1 else 'archivos'}",
        en=f"a folder with {n} {'file' if n == 1 else 'files'}",
    )
    if not folder.is_dir():
        got = Text(es="un archivo con ese nombre", en="a file of that name")
    raise stop("S141", str(folder), got, Text(es="una carpeta nueva o vacía", en="a new or empty folder"))


def _in_one_step(folder: Path, fill: Fill) -> Path:
    """Fill a folder beside and move it into place, so that a failure leaves nothing half made."""
    try:
        refuse_full(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".yupay-") as beside:
            new = Path(beside) / "new"
            new.mkdir()
            fill(new)
            if folder.is_dir():
                folder.rmdir()
            new.rename(folder)
    except OSError as refused:
        raise cannot_write(folder, refused) from None
    return folder


def cannot_write(folder: Path, refused: OSError) -> StudyProblems:
    """S143: the system does not let the folder be written."""
    return stop(
        "S143",
        str(folder),
        Text.same(refused.strerror or type(refused).__name__),
        Text(es="una carpeta en la que se pueda escribir", en="a folder that can be written to"),
    )
