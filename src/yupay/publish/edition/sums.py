"""Is a public folder still what was written? `manifest.sha256`: the digest of every other file, as `sha256sum -c` reads it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

NAME = "manifest.sha256"
State = Literal["absent", "whole", "changed"]


def render(files: Mapping[str, bytes]) -> bytes:
    """One line per file, sorted by name."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()


def read(folder: Path) -> dict[str, str]:
    """The digest of each file that was written; empty where nothing was."""
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return {}
    lines = (line.partition("  ") for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {name: digest for digest, _, name in lines if name}


def state(folder: Path) -> State:
    """Whether a public folder holds every file as it was written."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return "absent"
    known = read(folder)
    there = {name: folder / name for name in known}
    same = all(path.is_file() and _digest(path) == known[name] for name, path in there.items())
    return "whole" if known and same and not strangers(folder) else "changed"


def strangers(folder: Path) -> list[str]:
    """What lies in a public folder and was not written there by yupay, sorted."""
    known = {*read(folder), NAME} if (folder / NAME).is_file() else set()
    found = (one for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    return sorted(name for name in (one.relative_to(folder).as_posix() for one in found) if name not in known)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
