"""What is on a sheet of an Excel workbook? Its cells as text: codes without decimals, dates as ISO, formulas as values."""

import datetime
import io
import zipfile
from typing import Any

import pyarrow as pa
from python_calamine import CalamineWorkbook

from yupay.load.doors import damaged, door
from yupay.load.header import check_names
from yupay.load.messages import problem, quote
from yupay.load.packed import check_packed
from yupay.load.raw import RawTable
from yupay.load.sheets import failed_cells, reach, sheet_xml
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source

MOST_CELLS = 50_000_000


def read_workbook(source: Source, data: bytes) -> RawTable:
    """The rows of one sheet (the first when none is named); the first row that is not empty is the header.

    Raises:
        StudyProblems: L208 damaged or swollen file, L209 no such sheet, L204 empty sheet, L212 column names, L270 a
            sheet that reaches too far.

    """
    with door(damaged(source, "Excel")):
        xml = _xml(source, data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if source.sheet is not None and source.sheet not in book.sheet_names:
            raise StudyProblems([_no_sheet(source, book.sheet_names)])
        sheet = book.get_sheet_by_name(source.sheet) if source.sheet else book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
        for row, column, error in failed_cells(xml):
            rows[row][column] = error
    return _table(source, rows)


def _xml(source: Source, data: bytes) -> bytes:
    """The XML of the sheet, where the workbook is made of XML; a swollen file or a sheet that reaches too far is refused."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return b""
    check_packed(data)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        xml = sheet_xml(packed, source.sheet)
    rows, columns = reach(xml)
    if rows * columns > MOST_CELLS:
        raise StudyProblems([_too_far(source, rows, columns)])
    return xml


def _table(source: Source, rows: list[list[Any]]) -> RawTable:
    first = next((position for position, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if first is None:
        raise StudyProblems([_empty(source)])
    names = [(as_text(cell) or "").strip() for cell in rows[first]]
    while names and not names[-1] and all(row[len(names) - 1] == "" for row in rows[first:]):
        names.pop()
    if problems := check_names(source.path, names):
        raise StudyProblems(problems)
    kept = [position for position in range(first + 1, len(rows)) if any(cell != "" for cell in rows[position])]
    columns = [pa.array([as_text(rows[row][column]) for row in kept], pa.string()) for column in range(len(names))]
    lines = [row + 1 for row in kept]
    return RawTable(data=pa.table(columns, names=names), lines=lambda wanted: [lines[row] for row in wanted])


def as_text(value: Any) -> str | None:
    """A cell as text: 10101.0 is `10101`, True is `1`, a date is ISO, an empty cell is blank."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _too_far(source: Source, rows: int, columns: int) -> Problem:
    return problem(
        "L270",
        source.path,
        (f"una hoja de {rows:,} filas y {columns:,} columnas", f"a sheet of {rows:,} rows and {columns:,} columns"),
        ("una hoja con la tabla sola", "a sheet with its table alone"),
        ("borre lo que queda lejos de la tabla", "delete what lies far from the table"),
    )


def _no_sheet(source: Source, known: list[str]) -> Problem:
    shown = ", ".join(quote(name) for name in known[:8])
    return problem(
        "L209",
        source.path,
        (quote(source.sheet), quote(source.sheet)),
        (f"una de: {shown}", f"one of: {shown}"),
        names=(quote(source.sheet), quote(source.sheet)),
    )


def _empty(source: Source) -> Problem:
    expected = ("una fila de encabezado y al menos una fila", "a header row and at least one row")
    return problem("L204", source.path, ("una hoja vacía", "an empty sheet"), expected)
