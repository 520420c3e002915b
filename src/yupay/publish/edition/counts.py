"""The protected counts as CSV: one column an axis, the count, and one mark for every hidden cell, whatever hid it.

`_T` is the total of an axis and `Y12T13` the ages of 12 and 13 (as in SDMX: no spreadsheet takes them for a date). A hidden
count is empty and its status is "hidden": neither zero nor missing.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from yupay.keep.neutral import neutral
from yupay.model.registry import AXES, CubeTable, EditionSheet, NoisyCell, PublicCell
from yupay.model.release import Release
from yupay.publish.names import file_name, safe
from yupay.publish.rows import unique

TOTAL = "_T"
BAND = re.compile(r"(\d+)-(\d+)")
PUBLISHED, HIDDEN = "published", "hidden"
COUNT, STATUS, NOTE = "count", "status", "note"
Rows = Iterable[Sequence[str]]


def names(release: Release, sheet: EditionSheet) -> dict[str, str]:
    """Where the counts of each table lie in the public folder."""
    stems = unique(safe(table.id) for table in sheet.published)
    return {
        table.id: f"tables/{file_name(release, stem, 'csv')}"
        for table, stem in zip(sheet.published, stems, strict=True)
    }


def cells_of(sheet: EditionSheet, table: CubeTable) -> list[PublicCell]:
    """The cells of a table, in their order."""
    return [cell for cell in sheet.cells if cell.table == table.id]


def axes_of(cells: Iterable[PublicCell | NoisyCell]) -> tuple[str, ...]:
    """The axes that some cell of a table is crossed by."""
    used = {axis for cell in cells for axis in AXES if getattr(cell.key, axis)}
    return tuple(axis for axis in AXES if axis in used)


def code(axis: str, member: str) -> str:
    """A member of an axis as it is written: ages as in SDMX, Y12T13, for 12-13 would open as a date in a spreadsheet."""
    band = BAND.fullmatch(member) if axis == "age" else None
    return f"Y{band[1]}T{band[2]}" if band else member or TOTAL


def mark(release: Release) -> str:
    """The mark of invented data in both languages; empty for real ones."""
    words = release.watermark
    return "" if words is None else f"{words.es} / {words.en}"


def columns(release: Release, axes: Sequence[str]) -> list[str]:
    """The heads of a table of counts."""
    return [*axes, COUNT, STATUS, *([NOTE] if mark(release) else [])]


def render(release: Release, sheet: EditionSheet, table: CubeTable) -> bytes:
    """The counts of a table as CSV bytes, every margin among them."""
    cells = cells_of(sheet, table)
    axes, note = axes_of(cells), mark(release)
    rows = (
        [
            *(code(axis, getattr(cell.key, axis)) for axis in axes),
            "" if cell.count is None else str(cell.count),
            HIDDEN if cell.count is None else PUBLISHED,
            *([note] if note else []),
        ]
        for cell in cells
    )
    return written(columns(release, axes), rows)


def written(heads: Sequence[str], rows: Rows) -> bytes:
    """Rows as the CSV of the house: UTF-8 with its mark, CRLF, nothing that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([neutral(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
