"""What does a reader of cells not tell of a sheet? How far it reaches, and which of its cells hold an error.

A reader lays out every cell up to the farthest one, so that one stray cell at XFD1048576 would ask for 550 GB; and it gives a
failed formula (`#DIV/0!`) as an empty cell, which would then be "no data". Both are read from the sheet's own XML.
Reference: ECMA-376-1 (2016), 18.3.1.4 (c) and 18.18.11 (ST_CellType).
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
AT = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
FAILED = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)


def sheet_xml(book: zipfile.ZipFile, sheet: str | None) -> bytes:
    """The XML of a sheet by its name, or of the first; empty where the workbook is of another make."""
    if "xl/workbook.xml" not in book.namelist() or "xl/_rels/workbook.xml.rels" not in book.namelist():
        return b""
    links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = [one for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter() if one.get(RELATION)]
    wanted = next((one for one in sheets if sheet is None or one.get("name") == sheet), None)
    target = "" if wanted is None else targets.get(wanted.get(RELATION), "")
    path = target[1:] if target.startswith("/") else f"xl/{target}"
    return book.read(path) if path in book.namelist() else b""


def reach(xml: bytes) -> tuple[int, int]:
    """The farthest row and column that a cell of the sheet names, counted from 1."""
    farthest, columns = 0, set()
    for found in AT.finditer(xml):
        columns.add(found[1])
        farthest = max(farthest, int(found[2]))
    return farthest, max(map(column_number, columns), default=0)


def failed_cells(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Each cell whose formula failed: its row and column counted from 0, and its error."""
    if b't="e"' in xml or b"t='e'" in xml:
        for letters, row, error in FAILED.findall(xml):
            yield int(row) - 1, column_number(letters) - 1, error.decode("utf-8", "replace")


def column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27; no letters 0."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
