"""Who can read the vault? Its owner alone: 0700 and 0600, or on Windows an access list of one user; else it is refused."""

import getpass
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from yupay.keep.vault.place import refuse_shared
from yupay.model.text import Text

FOLDER_MODE = 0o700
FILE_MODE = 0o600
OTHERS = 0o077
SYSTEM = ("nt authority\\system",)
ENTRY = re.compile(r"^(.+?):(\(.+\))$")
Run = Callable[[list[str]], tuple[int, str]]


def make_private(folder: Path) -> None:
    """A folder that its owner alone can enter, made where it is not there yet, and every file in it his alone.

    Raises:
        StudyProblems: P642 it is a link, belongs to another user, or its rights cannot be changed.

    """
    if folder.is_symlink():
        raise refuse_shared(folder, Text(es="un enlace", en="a link"))
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        kept = _private_windows(folder, _run) if sys.platform == "win32" else _private(folder, FOLDER_MODE)
    except OSError:
        kept = False
    if not kept:
        raise refuse_shared(folder, Text(es="otros pueden leerla", en="others can read it"))
    make_files_private(folder)


def make_files_private(folder: Path) -> None:
    """Every file of a private folder becomes its owner's alone; a link in it is refused. Raises StudyProblems: P642."""
    for one in sorted(folder.rglob("*")):
        if one.is_symlink():
            raise refuse_shared(one, Text(es="un enlace", en="a link"))
        if sys.platform != "win32" and not _closed(one):
            raise refuse_shared(one, Text(es="otros pueden leerlo", en="others can read it"))


def _closed(path: Path) -> bool:
    try:
        return _private(path, FOLDER_MODE if path.is_dir() else FILE_MODE)
    except FileNotFoundError:  # the engine takes its own files away
        return True
    except OSError:
        return False


def _private(path: Path, mode: int) -> bool:
    """Whether a path has only its owner's rights after it was given them, and the owner is us."""
    now = path.stat()
    if stat.S_IMODE(now.st_mode) & OTHERS or now.st_mode & mode != mode:
        path.chmod(mode)
        now = path.stat()
    return not stat.S_IMODE(now.st_mode) & OTHERS and now.st_uid == os.geteuid()


def _private_windows(folder: Path, run: Run) -> bool:
    """Whether the access list of a folder names one user alone, after it was given that list."""
    user = getpass.getuser()
    given = ["icacls", str(folder), "/inheritance:r", "/grant:r", f"{user}:(OI)(CI)F", "/T", "/C", "/Q"]
    done, _ = run(given)
    asked, told = run(["icacls", str(folder)])
    return done == 0 and asked == 0 and only_user(told, str(folder), user)


def only_user(told: str, folder: str, user: str) -> bool:
    """Whether what icacls tells of a folder names one user alone; the system's own account does not count."""
    entries = [line.replace(folder, "", 1).strip() for line in told.splitlines()]
    named = [found[1].strip().casefold() for line in entries if (found := ENTRY.match(line))]
    ours = [name for name in named if name.rpartition("\\")[2] == user.casefold()]
    return bool(ours) and all(name in ours or name in SYSTEM for name in named)


def _run(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def no_core_dump() -> None:
    """A crash of this process writes no image of its memory, which holds records."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
