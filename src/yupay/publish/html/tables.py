"""What does a table need to be read and sorted? Heads with scope, a body a group, the ends of a long one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from yupay.model.table import Column, Row, Table
from yupay.publish.charts import histogram
from yupay.publish.charts.drawing import sheet
from yupay.publish.html.ink import Ink
from yupay.publish.names import csv_name, file_name
from yupay.publish.paper import nodes
from yupay.publish.paper.tables import ENDS, is_long
from yupay.publish.paper.widths import UPRIGHT, fitted
from yupay.publish.repeats import spans
from yupay.publish.transposed import readable

DENSE = 15
MANY, HUGE, VAST = 8, 12, 18
"""Columns from which letters are smaller, from which a printed page is turned, and above which none holds them."""
WORDS_REM, NUMBERS_REM = 6.3, 4.4
"""The least width of a column of words, and of one of numbers."""
PASSAGE = 40
"""Letters from which a cell among numbers is a passage, and its column is kept wide."""
WORDS = ("text", "code", "decision")
"""Forms of the cells of a table of words."""
NOTHING = Markup("")
LINK = Markup('<a href="{href}">{text}</a>')


@dataclass(frozen=True)
class Head:
    """A column head; `span` columns wide; `passage`: some cell below it is long."""

    text: str
    align: str = "left"
    span: int = 1
    share: float = 0.0
    passage: bool = False


@dataclass(frozen=True)
class Line:
    """A printed row: its cells as markup with how many rows each spans (0: told above), or one `gap` over all.

    `bars` is the drawing behind the row.
    """

    cells: tuple[Markup, ...] = ()
    spans: tuple[int, ...] = ()
    level: int = 0
    strong: bool = False
    gap: str = ""
    bars: Markup = NOTHING


@dataclass(frozen=True)
class Body:
    """The rows of one group."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TableView:
    """A table ready for the page; number 0 prints no number line; below `least` (rem) it scrolls in its own box."""

    anchor: str
    number: int
    title: str
    spanners: tuple[Head, ...]
    heads: tuple[Head, ...]
    bodies: tuple[Body, ...]
    notes: list[Markup]
    sources: list[int]
    sortable: bool
    landscape: bool
    wordy: bool
    dense: bool
    many: bool
    huge: bool
    vast: bool
    least: float
    titled: bool = True


def view(ink: Ink, table: Table, number: int, anchor: str) -> TableView:
    """The table as the page shows it."""
    table = readable(table)
    long = is_long(table, ink.release.report.long_table)
    rows = (*table.rows[:ENDS], *table.rows[-ENDS:]) if long else table.rows
    cells = [cell for row in rows for cell in row.cells]
    wordy = all(cell.form in WORDS for cell in cells)
    sortable = table.sortable and not long and len(table.rows) > 2
    bodies = _bodies(ink, table, long)
    return TableView(
        anchor=anchor,
        number=number,
        title=ink.say(table.title),
        spanners=_spanners(ink, table.columns),
        heads=_heads(ink, table.columns, rows, wordy=wordy),
        bodies=tuple(map(_merged, bodies)) if wordy and not sortable else bodies,
        notes=[*ink.notes(table.notes), *_long_note(ink, table, long)],
        sources=ink.note_numbers(cells, table.sources),
        sortable=sortable,
        landscape=table.landscape,
        wordy=wordy,
        dense=len(rows) > DENSE,
        many=len(table.columns) >= MANY,
        huge=len(table.columns) >= HUGE,
        vast=len(table.columns) > VAST,
        least=round(len(table.columns) * (WORDS_REM if wordy else NUMBERS_REM), 1),
    )


def _spanners(ink: Ink, columns: Sequence[Column]) -> tuple[Head, ...]:
    if not any(column.spanner for column in columns):
        return ()
    runs = ((ink.say(key), len(list(members))) for key, members in groupby(columns, key=lambda c: c.spanner))
    return tuple(Head(text, "center", span) for text, span in runs)


def _heads(ink: Ink, columns: Sequence[Column], rows: Sequence[Row], *, wordy: bool) -> tuple[Head, ...]:
    printed = [tuple(ink.writer.cell(cell) for cell in row.cells) for row in rows]
    longest = [max((len(cells[i]) for cells in printed), default=0) for i in range(len(columns))]
    widths = _widths(ink, columns, printed) if wordy else (0.0,) * len(columns)
    told = zip(columns, widths, longest, strict=True)
    return tuple(Head(ink.say(c.label), c.align, 1, round(w * 100, 2), most > PASSAGE) for c, w, most in told)


def _widths(ink: Ink, columns: Sequence[Column], printed: Sequence[tuple[str, ...]]) -> tuple[float, ...]:
    """The shares that the printed report gives the columns of a table of words."""
    heads = [nodes.Head(ink.say(column.label)) for column in columns]
    rows = [nodes.GridRow(cells, spans=line) for cells, line in zip(printed, spans(printed), strict=True)]
    return fitted([column.width for column in columns], heads, rows, UPRIGHT)


def _bodies(ink: Ink, table: Table, long: bool) -> tuple[Body, ...]:
    if not table.rows:
        return (Body("", (Line(gap=ink.label("no_rows")),)),)
    if not long:
        return tuple(_grouped(ink, table, table.rows))
    left_out = ink.count(len(table.rows) - 2 * ENDS)
    gap = Body("", (Line(gap=f"… {left_out} {ink.label('rows_between')} …"),))
    first, last = table.rows[:ENDS], table.rows[-ENDS:]
    return (*_grouped(ink, table, first), gap, *_grouped(ink, table, last))


def _grouped(ink: Ink, table: Table, rows: Iterable[Row]) -> Iterable[Body]:
    for group, members in groupby(rows, key=lambda row: row.group):
        lines = tuple(
            Line(
                tuple(ink.cell(cell, table.sources) for cell in row.cells),
                level=row.level,
                strong=row.strong,
                bars=_bars(ink, table, row),
            )
            for row in members
        )
        yield Body(ink.say(group), lines)


def _bars(ink: Ink, table: Table, row: Row) -> Markup:
    """The histogram behind a row; its numbers open their panels."""
    if row.bars is None:
        return Markup("")
    for cell in row.bars.counts:
        ink.shown.reference(cell)
    size, inside = histogram.draw(row.bars, ink.writer)
    label = ink.say(row.bars.label)
    return Markup(sheet(f"bars-{table.id}-{row.key}", label, ink.label("classes_of_places"), size, inside))


def _merged(body: Body) -> Body:
    """Cells that repeat the row above are told once, over several rows: the habit of matrices."""
    found = spans([line.cells for line in body.lines])
    return replace(body, lines=tuple(replace(line, spans=span) for line, span in zip(body.lines, found, strict=True)))


def _long_note(ink: Ink, table: Table, long: bool) -> list[Markup]:
    if not long:
        return []
    workbook, listed = file_name(ink.release, "tables", "xlsx", ink.language), csv_name(ink.release, table)
    filled = {"first": ink.count(ENDS), "last": ink.count(ENDS), "rows": ink.count(len(table.rows))}
    links = {"xlsx": LINK.format(href=workbook, text=workbook), "csv": LINK.format(href=listed, text=listed)}
    return [Markup(ink.label("long_table")).format(**filled, **links)]
