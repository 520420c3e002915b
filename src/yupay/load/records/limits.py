"""Is this file small and plain enough to be opened? Asked before any reader of tables sees it, in bounded memory.

A file of a few kilobytes can ask for gigabytes: a packed sheet that swells, one stray cell a million rows down, a header of a
hundred thousand columns. What passes here is read; what does not is told by how large it is, never by what it holds.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pyreadstat

from yupay.load.files import DELIMITED
from yupay.load.packed import check_packed
from yupay.load.sheets import reach, sheet_xml
from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.study.toml import stop

LABELLED = (".sav", ".zsav")
KINDS = (*DELIMITED, ".xlsx", *LABELLED)
MOST_BYTES = 512 << 20
MOST_ROWS = 2_000_000
MOST_COLUMNS = 2_000
MOST_CELLS = 10_000_000
MOST_UNPACKED = 256 << 20
LONGEST_LINE = 1 << 20
PIECE = 1 << 20
SIGNS = (b",", b";", b"\t", b"|")
ROWS, COLUMNS = ("filas", "rows"), ("columnas", "columns")


@dataclass(frozen=True)
class Limits:
    """How large a file of cases may be: bytes, rows, columns; for a workbook cells and bytes when unpacked."""

    size: int = MOST_BYTES
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    cells: int = MOST_CELLS
    unpacked: int = MOST_UNPACKED


def check_file(path: Path, sheet: str | None, limits: Limits) -> None:
    """Refuse what is no plain file, is of another kind, or passes a limit.

    Raises:
        StudyProblems: L201 no plain file, L203 another kind, L206 a line over 1 MB, L208 damaged, L286 beyond a limit.

    """
    kind = path.suffix.lower()
    if path.is_symlink() or not path.is_file():
        raise stop("L201", path.name, _instead(path), PLAIN)
    if kind not in KINDS:
        raise stop("L203", path.name, Text.same(path.suffix[:12]), Text.same(", ".join(KINDS)))
    if (size := path.stat().st_size) > limits.size:
        raise too_large(path, size, limits.size, ("bytes", "bytes"))
    if kind in DELIMITED:
        _check_text(path, limits)
    elif kind in LABELLED:
        _check_labelled(path, limits)
    else:
        _check_workbook(path, sheet, limits)


def too_large(path: Path, got: int, most: int, of: tuple[str, str]) -> StudyProblems:
    """L286: how much there is, and how much there may be."""
    seen = Text(es=f"{got:,} {of[0]}", en=f"{got:,} {of[1]}")
    return stop("L286", path.name, seen, Text(es=f"hasta {most:,} {of[0]}", en=f"up to {most:,} {of[1]}"))


def _instead(path: Path) -> Text:
    """What stands at the path."""
    if path.is_symlink():
        return Text(es="un enlace", en="a link")
    if path.exists():
        return Text(es="algo que no es un archivo", en="something that is no file")
    return Text(es="un archivo que no existe", en="a file that does not exist")


PLAIN = Text(es="el archivo de la institución", en="the file of the institution")


def _check_text(path: Path, limits: Limits) -> None:
    """The longest line of a text in any encoding, and how many columns its first can have."""
    line, length, head = 1, 0, b""
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            parts = piece.replace(b"\r", b"\n").split(b"\n")
            if line == 1:
                head += parts[0]
                _check_columns(path, head, limits)
            length += len(parts[0])
            for part in parts[1:]:
                if length > LONGEST_LINE:
                    break
                line, length = line + 1, len(part)
            if length > LONGEST_LINE:
                raise _long_line(path, line, length)


def _check_columns(path: Path, head: bytes, limits: Limits) -> None:
    columns = 1 + max(head.count(sign) for sign in SIGNS)
    if columns > limits.columns:
        raise too_large(path, columns, limits.columns, COLUMNS)


def _long_line(path: Path, line: int, length: int) -> StudyProblems:
    got = Text(es=f"una línea de más de {length:,} bytes", en=f"a line of more than {length:,} bytes")
    return stop("L206", path.name, got, Text(es="líneas de menos de 1 MB", en="lines below 1 MB"), line=line)


def _check_labelled(path: Path, limits: Limits) -> None:
    """Rows and columns as the header of an SPSS file declares them: its reader reads no more."""
    try:
        _, meta = pyreadstat.read_sav(str(path), metadataonly=True)
        rows, columns = meta.number_rows, int(meta.number_columns)
    except BaseException as failure:
        if isinstance(failure, KeyboardInterrupt | SystemExit):
            raise
        rows, columns = -1, 0
    if rows is None or rows < 0:
        raise _damaged(path, "SPSS")
    for got, most, of in ((columns, limits.columns, COLUMNS), (rows, limits.rows, ROWS)):
        if got > most:
            raise too_large(path, got, most, of)
    _check_cells(path, rows * columns, limits)


def _check_workbook(path: Path, sheet: str | None, limits: Limits) -> None:
    """What the members unpack to, counted; then how far the cells of the sheet reach."""
    far, swollen = (0, 0), False
    try:
        check_packed(path.read_bytes(), limits.unpacked)
        with zipfile.ZipFile(path) as packed:
            far = reach(sheet_xml(packed, sheet))
    except ValueError:
        swollen = True
    except Exception:
        far = (-1, -1)
    if swollen:
        got = Text(
            es="se agranda demasiado al abrirlo, o lleva partes que un libro no tiene",
            en="it swells too much when opened, or has parts that no workbook has",
        )
        most = f"{limits.unpacked >> 20} MB"
        raise stop("L286", path.name, got, Text(es=f"hasta {most} abierto", en=f"up to {most} opened"))
    if far[0] < 0:
        raise _damaged(path, "Excel")
    _check_cells(path, far[0] * far[1], limits)


def _check_cells(path: Path, cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        raise too_large(path, cells, limits.cells, ("celdas", "cells"))


def _damaged(path: Path, kind: str) -> StudyProblems:
    got = Text(es=f"el archivo no se puede leer como {kind}", en=f"the file cannot be read as {kind}")
    return stop("L208", path.name, got, Text(es=f"un archivo {kind} completo", en=f"a complete {kind} file"))
