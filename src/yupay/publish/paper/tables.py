"""How does a table of the model become a printed grid? Spanners, groups, marks, and the ends of a long one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from yupay.model.table import Column, Row, Table
from yupay.publish.numbers import even
from yupay.publish.paper.nodes import Align, Caption, Grid, GridRow, Head, Piece, Pieces
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.widths import fits_upright, fitted, letters_of, lines_of, shares, tears
from yupay.publish.repeats import spans
from yupay.publish.transposed import readable

ENDS = 10
WHOLE = 22
"""Lines of a table that is kept on one page."""
TALL = 900
"""Letters of a cell from which a row may break over pages."""
SYMBOLS = frozenset({"n", "N", "p", "f", "r", "t", "z", "F", "W", "M", "SD", "DE", "Mdn", "df", "gl"})
"""Statistical symbols stand in italics (APA 7, section 6.44); Greek letters do not."""


def grid(pen: Pen, table: Table, caption: Caption, files: tuple[str, str]) -> Grid:
    """The printed form of `table`; `files` are the workbook and the CSV that hold every row."""
    table = readable(even(table))
    columns, heads, rows = table.columns, tuple(_head(pen, column) for column in table.columns), _rows(pen, table)
    declared = [column.width for column in columns]
    landscape = table.landscape and not fits_upright(declared, heads, rows)
    letters = letters_of(len(columns), landscape=landscape)
    widths = fitted(declared, heads, rows, letters)
    return Grid(
        caption=caption,
        spanners=_spanners(pen, columns),
        heads=heads,
        aligns=tuple(column.align for column in columns),
        widths=widths,
        rows=rows,
        notes=pen.notes(table.notes) + _long_note(pen, table, files),
        landscape=landscape,
        whole=sum(lines_of(rows, widths, letters)) <= WHOLE,
        tears=tears(heads, rows, letters),
    )


def plain_grid(caption: Caption, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Grid:
    """A grid of words that is no numbered table: a glossary, a list of files."""
    align: Align = "left"
    return Grid(
        caption=caption,
        spanners=(),
        heads=tuple(Head(head) for head in heads),
        aligns=(align,) * len(heads),
        widths=shares(widths),
        rows=tuple(GridRow(tuple(row)) for row in rows),
        notes=(),
    )


def is_long(table: Table, limit: int) -> bool:
    """Whether only the ends of the table are printed."""
    return len(table.rows) > max(limit, 2 * ENDS)


def _head(pen: Pen, column: Column) -> Head:
    words = pen.say(column.label)
    return Head(words, align=column.align, italic=words in SYMBOLS)


def _spanners(pen: Pen, columns: tuple[Column, ...]) -> tuple[Head, ...]:
    if not any(column.spanner for column in columns):
        return ()
    runs = [(pen.say(key), len(list(members))) for key, members in groupby(columns, key=lambda c: c.spanner)]
    return tuple(Head(words, span, "center") for words, span in runs)


def _rows(pen: Pen, table: Table) -> tuple[GridRow, ...]:
    if not table.rows:
        return (GridRow((pen.label("no_rows"),), "gap"),)
    if not is_long(table, pen.release.report.long_table):
        return _printed(pen, table.rows)
    left_out = pen.writer.number(len(table.rows) - 2 * ENDS, 0)
    gap = GridRow((f"… {left_out} {pen.label('rows_between')} …",), "gap")
    return (*_printed(pen, table.rows[:ENDS]), gap, *_printed(pen, table.rows[-ENDS:]))


def _printed(pen: Pen, rows: Sequence[Row]) -> tuple[GridRow, ...]:
    wordy = all(cell.form in ("text", "decision") for row in rows for cell in row.cells)
    printed: list[GridRow] = []
    for group, members in groupby(rows, key=lambda row: row.group):
        if group is not None:
            printed.append(GridRow((pen.say(group),), "group"))
        made = [_row(pen, row) for row in members]
        printed += _told_once(made) if wordy else made
    return tuple(printed)


def _row(pen: Pen, row: Row) -> GridRow:
    cells = tuple(pen.cell(cell) for cell in row.cells)
    return GridRow(cells, level=row.level, strong=row.strong, breaks=max(map(len, cells)) > TALL)


def _told_once(rows: list[GridRow]) -> list[GridRow]:
    """The rows of a matrix, what repeats told once over several of them."""
    found = spans([row.cells for row in rows])
    if all(span == 1 for line in found for span in line):
        return rows
    return [replace(row, spans=line) for row, line in zip(rows, found, strict=True)]


def _long_note(pen: Pen, table: Table, files: tuple[str, str]) -> tuple[Pieces, ...]:
    if not is_long(table, pen.release.report.long_table):
        return ()
    rows, ends = pen.writer.number(len(table.rows), 0), pen.writer.number(ENDS, 0)
    words = pen.label("long_table").format(first=ends, last=ends, rows=rows, xlsx=files[0], csv=files[1])
    return ((Piece(words),),)
