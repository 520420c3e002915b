"""How does a table of the model become a printed grid? Spanners, groups, marks, and the ends of a long one."""

import re
from collections.abc import Sequence
from itertools import groupby

from yupay.model.table import Column, Row, Table
from yupay.publish.numbers import even
from yupay.publish.paper.nodes import Align, Caption, Grid, GridRow, Head, Piece, Pieces
from yupay.publish.paper.pen import Pen

ENDS = 10
LETTERS = {False: 88.0, True: 150.0}
"""Letters of a cell's size that fit a line, upright and on a landscape page."""
TALL = 900
"""Letters of a cell from which a row may break over pages."""
LONGEST, BESIDE = 22, 2.5
BREAKS = re.compile("[ \\n\u200b]")
SYMBOLS = frozenset({"n", "N", "p", "f", "r", "t", "z", "F", "W", "M", "SD", "DE", "Mdn", "df", "gl"})
"""Statistical symbols stand in italics (APA 7, section 6.44); Greek letters do not."""


def grid(pen: Pen, table: Table, caption: Caption, files: tuple[str, str]) -> Grid:
    """The printed form of `table`; `files` are the workbook and the CSV that hold every row."""
    table = even(table)
    columns, heads, rows = table.columns, tuple(_head(pen, column) for column in table.columns), _rows(pen, table)
    return Grid(
        caption=caption,
        spanners=_spanners(pen, columns),
        heads=heads,
        aligns=tuple(column.align for column in columns),
        widths=fitted([column.width for column in columns], heads, rows, LETTERS[table.landscape]),
        rows=rows,
        notes=pen.notes(table.notes) + _long_note(pen, table, files),
        landscape=table.landscape,
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


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """Widths as shares of their sum."""
    whole = sum(widths) or 1.0
    return tuple(round(width / whole, 6) for width in widths)


def fitted(
    widths: Sequence[float], heads: Sequence[Head], rows: Sequence[GridRow], letters: float
) -> tuple[float, ...]:
    """Widths as shares, where no column is narrower than its longest word while there is room; `letters` fit a line."""
    lines = [tuple(head.text for head in heads), *(row.cells for row in rows if row.role == "row")]
    needs = [max(_longest(line[place]) for line in lines) / letters for place in range(len(widths))]
    wished = shares(widths)
    if sum(needs) >= 1:
        return shares(needs)
    spare = [max(0.0, wish - need) for wish, need in zip(wished, needs, strict=True)]
    give = (1 - sum(needs)) / (sum(spare) or 1.0)
    return shares([need + room * give if sum(spare) else need for need, room in zip(needs, spare, strict=True)])


def _longest(words: str) -> float:
    """Letters of the longest word, with the room beside it; a long word may break."""
    return min(LONGEST, max(len(word) for word in BREAKS.split(words))) + BESIDE


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
    printed: list[GridRow] = []
    group = None
    for row in rows:
        if row.group is not None and row.group != group:
            printed.append(GridRow((pen.say(row.group),), "group"))
            group = row.group
        cells = tuple(pen.cell(cell) for cell in row.cells)
        printed.append(GridRow(cells, level=row.level, strong=row.strong, breaks=max(map(len, cells)) > TALL))
    return tuple(printed)


def _long_note(pen: Pen, table: Table, files: tuple[str, str]) -> tuple[Pieces, ...]:
    if not is_long(table, pen.release.report.long_table):
        return ()
    rows, ends = pen.writer.number(len(table.rows), 0), pen.writer.number(ENDS, 0)
    words = pen.label("long_table").format(first=ends, last=ends, rows=rows, xlsx=files[0], csv=files[1])
    return ((Piece(words),),)
