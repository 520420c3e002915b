"""Where is a source's file? Inside the study folder, or it is not read; with a did-you-mean when it is not there."""

import difflib
import hashlib
from pathlib import Path

from yupay.load.engine import is_database, shown_address
from yupay.load.messages import STUDY_FILE, problem, quote
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source

CHUNK = 1 << 20
SEARCHED_FILES = 2000


def locate_file(folder: Path, source: Source, written: str | None = None) -> Path:
    """The file of a source, resolved.

    Raises:
        StudyProblems: L201 not found, L202 outside the folder, L204 an empty file.

    """
    path = written or source.path
    root = folder.resolve()
    file = _resolve(root, path)
    if file is None or not file.is_relative_to(root):
        raise StudyProblems([_outside(source, path)])
    if not file.is_file():
        raise StudyProblems([_missing(root, source, path)])
    if file.stat().st_size == 0:
        empty = ("0 bytes", "0 bytes")
        raise StudyProblems([problem("L204", path, empty, ("un archivo con datos", "a file with data"))])
    return file


def sha256_of(file: Path) -> str:
    """The digest of a file's bytes."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _resolve(root: Path, path: str) -> Path | None:
    if "\0" in path or "\\" in path or Path(path).is_absolute():
        return None
    try:
        return (root / path).resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _outside(source: Source, path: str) -> Problem:
    return problem(
        "L202",
        STUDY_FILE,
        (_shown(path),) * 2,
        (
            "una ruta relativa, con /, dentro de la carpeta del estudio",
            "a relative path, with /, inside the study folder",
        ),
        names=(source.id, source.id),
    )


def _missing(root: Path, source: Source, path: str) -> Problem:
    near = _did_you_mean(root, path)
    return problem(
        "L201",
        STUDY_FILE,
        (_shown(path),) * 2,
        ("un archivo dentro de la carpeta del estudio", "a file inside the study folder"),
        (near, near) if near else None,
        names=(source.id, source.id),
    )


def _shown(path: str) -> str:
    return quote(shown_address(path) if is_database(path) else path)


def _did_you_mean(root: Path, path: str) -> str | None:
    known = [file.relative_to(root).as_posix() for file in _files(root)]
    close = difflib.get_close_matches(path, known, n=1, cutoff=0.6)
    if close:
        return close[0]
    named = [file for file in known if Path(file).name.casefold() == Path(path).name.casefold()]
    return named[0] if named else None


def _files(root: Path) -> list[Path]:
    """Files below the study folder, without its output and what is kept."""
    found: list[Path] = []
    for top in sorted(root.iterdir()):
        if top.name not in ("output", "keep") and not top.name.startswith("."):
            found.extend(sorted(file for file in top.rglob("*") if file.is_file()) if top.is_dir() else [top])
        if len(found) > SEARCHED_FILES:
            break
    return found
