"""How do new files take the place of old ones so that a reader never meets a half? A finished folder is swapped in.

Next to `output` stand, for a moment, `output.new` (being written) and `output.old` (just replaced). A run that stops
half-way leaves `output` whole; the next run puts things right first. A folder cannot be replaced in one step on every
system, so the two renames are undone when the second fails.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from yupay.model.problem import Problem, StudyProblems
from yupay.model.text import Text

MANIFEST = "manifest.json"
UNFINISHED = ".unfinished"


def replace(output: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write `files` (by path relative to `output`) and swap them in; the paths of what was written.

    Raises:
        StudyProblems: W701, a file of the old output is open elsewhere: it stays whole, and the message says where the
            new one is. W702, the folder holds something that is not ours. W703, the disk refuses to be written.

    """
    output = output.resolve()
    repair(output)
    if problem := _not_ours(output):
        raise StudyProblems([problem])
    new = _beside(output, "new")
    try:
        _write(new, files)
    except OSError as trouble:
        shutil.rmtree(new, ignore_errors=True)
        raise StudyProblems([_cannot_write(output, trouble)]) from None
    _swap(output, new)
    return tuple(output / name for name in sorted(files))


def repair(output: Path) -> None:
    """Put right what an interrupted run left: the previous output comes back whole, half-written folders go."""
    new, old = _beside(output, "new"), _beside(output, "old")
    try:
        if _ours(old) and not output.exists():
            old.rename(output)
        elif _ours(old):
            shutil.rmtree(old)
        if new.is_dir() and _ours(new):
            shutil.rmtree(new)
    except OSError as trouble:
        raise StudyProblems([_cannot_write(output, trouble)]) from None


def _write(new: Path, files: Mapping[str, bytes]) -> None:
    new.mkdir(parents=True)
    (new / UNFINISHED).write_bytes(b"")
    for name, data in sorted(files.items()):
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (new / UNFINISHED).unlink()


def _swap(output: Path, new: Path) -> None:
    old = _beside(output, "old")
    moved = False
    try:
        if output.exists():
            output.rename(old)
            moved = True
        new.rename(output)
    except OSError:
        if moved and not output.exists():
            old.rename(output)
        raise StudyProblems([_is_open(output, new)]) from None
    shutil.rmtree(old, ignore_errors=True)


def _beside(output: Path, ending: str) -> Path:
    return output.with_name(f"{output.name}.{ending}")


def _ours(folder: Path) -> bool:
    """Whether this program wrote the folder, whole or in part; a link is never ours."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return (folder / MANIFEST).is_file() or (folder / UNFINISHED).is_file()


def _not_ours(output: Path) -> Problem | None:
    for folder in (output, _beside(output, "new"), _beside(output, "old")):
        if folder.exists() and not _ours(folder) and not _empty(folder):
            return _foreign(folder)
    return None


def _empty(folder: Path) -> bool:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        return True
    return False


def _busy(output: Path) -> Path:
    """The first file of the output that cannot be opened for writing; the folder itself when none tells."""
    for path in sorted(path for path in output.rglob("*") if path.is_file()):
        try:
            with path.open("r+b"):
                pass
        except OSError:
            return path
    return output


def _shown(output: Path, path: Path) -> str:
    return path.relative_to(output.parent).as_posix()


def _is_open(output: Path, new: Path) -> Problem:
    return Problem(
        code="W701",
        what=Text(es="no se puede reemplazar: está abierto", en="cannot be replaced: it is open"),
        where=_shown(output, _busy(output)),
        got=Text(
            es="el archivo está en uso por otro programa (¿Word?)", en="the file is in use by another program (Word?)"
        ),
        expected=Text(es="el archivo cerrado", en="the file closed"),
        act=Text(
            es=f"ciérrelo y repita; la salida anterior quedó completa y la nueva está en {new.name}",
            en=f"close it and run again; the previous output is whole and the new one is in {new.name}",
        ),
    )


def _foreign(folder: Path) -> Problem:
    return Problem(
        code="W702",
        what=Text(es="la carpeta de salida contiene otras cosas", en="the output folder holds something else"),
        where=folder.name,
        got=Text(
            es="una carpeta o un archivo que yupay no escribió (sin manifest.json)",
            en="a folder or a file that yupay did not write (no manifest.json)",
        ),
        expected=Text(es="una carpeta vacía, o una salida anterior", en="an empty folder, or an earlier output"),
        act=Text(es="elija otra carpeta; no se tocó nada", en="choose another folder; nothing was touched"),
    )


def _cannot_write(output: Path, trouble: OSError) -> Problem:
    return Problem(
        code="W703",
        what=Text(es="no se puede escribir la salida", en="the output cannot be written"),
        where=output.name,
        got=Text.same(trouble.strerror or type(trouble).__name__),
        expected=Text(es="una carpeta con permiso y espacio", en="a folder with permission and space"),
        act=Text(es="la salida anterior quedó completa", en="the previous output is whole"),
    )
