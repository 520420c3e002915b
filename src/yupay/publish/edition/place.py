"""May an edition be written here? `editions/NAME` inside the study: no link, apart from what must not leave, with nothing in it that is not its own."""

from pathlib import Path

from yupay.keep.naming import safe_name
from yupay.keep.place import FOLDER as KEEP
from yupay.keep.place import MARK
from yupay.keep.vault import apart, vault_folder
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.publish.edition.sums import State, state, strangers
from yupay.study.registry import quote
from yupay.study.toml import stop

FOLDER = "editions"
SHOWN = 3


def public_folder(study: Path, edition: str) -> Path:
    """The folder of an edition.

    Raises:
        StudyProblems: P657 a name that cannot be that of a folder, P629 a link or a place that must not leave, P643 it
            and the vault are not apart.

    """
    folder = study / FOLDER / safe_name(edition, "--edition")
    for one in (folder.parent, folder):
        if one.is_symlink():
            raise refused(folder, Text(es="un enlace", en="a link"))
        if one.exists() and not one.is_dir():
            raise refused(folder, Text(es="un archivo", en="a file"))
    inside = folder.resolve()
    if KEEP in inside.relative_to(study.resolve()).parts or any((one / MARK).exists() for one in inside.parents):
        raise refused(folder, Text(es="una carpeta que no debe salir", en="a folder that must not leave"))
    apart(vault_folder(study), folder)
    return folder


def own(folder: Path, *, known: bool) -> State:
    """How a public folder stands before it is written.

    Args:
        folder: `public_folder`.
        known: whether the ledger holds this edition.

    Raises:
        StudyProblems: P629 it holds what is not ours, or an edition that the ledger does not know.

    """
    now = state(folder)
    if now == "absent":
        return now
    if found := strangers(folder):
        names = ", ".join(quote(name) for name in found[:SHOWN]) + (", ..." if len(found) > SHOWN else "")
        n = len(found)
        got = Text(
            es=f"{n} {'archivo' if n == 1 else 'archivos'} que yupay no escribió: {names}",
            en=f"{n} {'file' if n == 1 else 'files'} that yupay did not write: {names}",
        )
        raise refused(folder, got)
    if not known:
        raise refused(
            folder, Text(es="una edición que el libro no conoce", en="an edition that the ledger does not know")
        )
    return now


def refused(folder: Path, got: Text) -> StudyProblems:
    """P629."""
    expected = Text(es="una carpeta vacía, o la de esta edición", en="an empty folder, or that of this edition")
    act = Text(es="no se tocó nada", en="nothing was touched")
    return stop("P629", f"{FOLDER}/{folder.name}", got, expected, act=act)
