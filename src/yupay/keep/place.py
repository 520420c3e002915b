"""Where does what must not leave lie? In the study's `keep/` folder: readable by its owner only, and marked.

On Windows the folder inherits the rights of the study folder: the mark then is all there is, and says so.
"""

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from yupay.load.faults import RowFault

FOLDER = "keep"
MARK = "NOT-FOR-PUBLICATION.txt"
OWNER_ONLY = 0o700
WORDS = (
    "NO PUBLICAR. Esta carpeta contiene datos por fila. No la copie, no la envíe, no la suba a un repositorio.\n"
    "NOT FOR PUBLICATION. This folder holds row-level data. Do not copy it, send it, or put it in a repository.\n"
)


def keep_folder(study_folder: Path) -> Path:
    """The `keep/` folder of a study, made 0700 with its mark where it is not there yet.

    Raises:
        OSError: the folder cannot be made; FileExistsError when `keep` is a link or a file.

    """
    folder = study_folder / FOLDER
    if folder.is_symlink():
        raise FileExistsError(FOLDER)
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    folder.chmod(OWNER_ONLY)
    (folder / MARK).write_text(WORDS, encoding="utf-8")
    return folder


def keep_file(study_folder: Path, name: str, content: bytes) -> Path:
    """A file in `keep/` that only its owner reads; one of that name gives way, a link is never followed.

    Raises:
        OSError: the file cannot be written.

    """
    file = keep_folder(study_folder) / name
    part = file.with_name(f".{name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
    part.replace(file)
    return file


def write_problems(study_folder: Path, rows: Sequence[RowFault]) -> Path:
    """Every row that carries a problem, as `keep/problems.csv`: code, file, line, column; never a value."""
    file = keep_folder(study_folder) / "problems.csv"
    file.touch(mode=0o600)
    file.chmod(0o600)
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("code", "file", "line", "column"))
        writer.writerows((row.code, row.file, row.line, row.column) for row in rows)
    return file
