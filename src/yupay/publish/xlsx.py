"""The tables as one workbook: a sheet a table with real numbers, a list of contents, the source cards.

A cell is a number wherever the report prints one, with the format that prints it alike; an interval is two columns.
Words are always written as words: nothing that starts with =, +, - or @ runs.
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from yupay.conclude.wording.units import counted_in
from yupay.model.release import Release
from yupay.model.source import Source
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Language, Text
from yupay.publish.numbers import bounded_by_one, even
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.report import numbers_of
from yupay.publish.rows import all_tables

STAMP = datetime(2000, 1, 1)
FORMATS = {"count": "#,##0", "year": "0", "coefficient": ".00", "p": '[<0.001]"< .001";.000'}
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
CARD = ("id", "title", "producer", "counting_unit", "period", "coverage", "geography", "limitations", "citation")
CARD_END = ("url", "licence", "retrieved", "hash")
LONGEST_FOOT = 250  # a foot of more than 255 letters is none to Excel
CARD_WIDTH = 28.0
WIDEST, NARROWEST = 44.0, 9.0
LINE, NOTE = 15.0, 110.0
"""Height of a line in points; letters of the lines of a note."""


@dataclass
class Sheets:
    """A workbook under construction, in one language."""

    pen: Pen
    book: Any
    looks: dict[tuple[tuple[str, object], ...], Any]

    def look(self, **properties: object) -> Any:
        """A cell format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format({"valign": "top", "text_wrap": True, **properties})
        return self.looks[key]


def render(release: Release, language: Language) -> bytes:
    """The workbook as bytes, in one language."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    pen = Pen.of(release, language)
    book.set_properties({"title": pen.say(release.header.title), "created": STAMP, "author": "yupay"})
    sheets = Sheets(pen, book, {})
    tables = all_tables(release)
    names = sheet_names(pen, tables)
    _contents(sheets, tables, names)
    for table in map(even, tables):
        _table(sheets, table, names[table.id])
    _sources(sheets, release.sources)
    book.close()
    return out.getvalue()


def sheet_names(pen: Pen, tables: tuple[Table, ...]) -> dict[str, str]:
    """A name for every sheet, by table id: "Tabla 4", "Figura 2", or the title; unique and at most 31 letters."""
    numbering = numbers_of(pen.release)
    figures = {figure: f"{pen.label('figure')} {place}" for figure, place in numbering.figures.items() if place}
    numbered = {
        **figures,
        **{table: f"{pen.label('table')} {place}" for table, place in numbering.tables.items() if place},
    }
    names: dict[str, str] = {}
    taken = {pen.label("contents").casefold(), pen.label("sources").casefold(), "history"}
    for table in tables:
        name = FORBIDDEN.sub(" ", numbered.get(table.id) or pen.say(table.title)).strip()[:27].strip() or "_"
        unique = next(n for n in (name, *(f"{name} {i}" for i in range(2, 999))) if n.casefold() not in taken)
        taken.add(unique.casefold())
        names[table.id] = unique
    return names


def _new(sheets: Sheets, name: str) -> tuple[Any, int]:
    """A sheet with the watermark on its page and in its first row; and the first free row."""
    sheet = sheets.book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if 0 < len(below := sheets.pen.say(sheets.pen.release.header.help_lines).replace("&", "&&")) <= LONGEST_FOOT:
        sheet.set_footer(f"&C{below}")
    words = sheets.pen.say(sheets.pen.release.watermark)
    if not words:
        return sheet, 0
    sheet.set_header(f'&C&"Arial,Bold"&KB00000{words.replace("&", "&&")}')
    sheet.write_string(0, 0, words, sheets.look(bold=True, font_color="#B00000", text_wrap=False))
    return sheet, 1


def _contents(sheets: Sheets, tables: tuple[Table, ...], names: dict[str, str]) -> None:
    pen = sheets.pen
    sheet, row = _new(sheets, pen.label("contents"))
    sheet.write_string(row, 0, pen.say(pen.release.header.title), sheets.look(bold=True, font_size=14, text_wrap=False))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    row += 2
    for place, key in enumerate(("sheet", "title")):
        sheet.write_string(row, place, pen.label(key), sheets.look(bold=True, bottom=1))
    entries = [
        *((names[table.id], pen.say(table.title)) for table in tables),
        (pen.label("sources"), pen.label("sources")),
    ]
    for name, title in entries:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", sheets.look(font_color="#0B5D7E", underline=1), name)
        sheet.write_string(row, 1, title, sheets.look())


@dataclass(frozen=True)
class Layout:
    """How the columns of a table stand in its sheet: sheet columns each takes, their width in letters, their side."""

    spans: tuple[int, ...]
    widths: tuple[float, ...]
    sides: tuple[str, ...]

    @property
    def each(self) -> list[float]:
        """The width of every sheet column."""
        return [width for width, span in zip(self.widths, self.spans, strict=True) for _ in range(span)]


def _table(sheets: Sheets, table: Table, name: str) -> None:
    pen = sheets.pen
    sheet, row = _new(sheets, name)
    sheet.write_string(row, 0, name, sheets.look(bold=True, text_wrap=False))
    sheet.write_string(row + 1, 0, pen.say(table.title), sheets.look(italic=True, text_wrap=False))
    layout = _layout(pen, table)
    row = _heads(sheets, sheet, table, layout, row + 3)
    sheet.freeze_panes(row, 1)
    sheet.repeat_rows(row - 1)
    group: Text | None = None
    for line in table.rows:
        if line.group is not None and line.group != group:
            group = line.group
            sheet.write_string(row, 0, pen.say(group), sheets.look(bold=True, text_wrap=False))
            row += 1
        _line(sheets, sheet, row, line, layout)
        row += 1
    for words in pen.notes(table.notes):
        row += 1
        _note(sheets, sheet, row, "".join(piece.text for piece in words), layout.each)


def _note(sheets: Sheets, sheet: Any, row: int, words: str, widths: list[float]) -> None:
    """A note over the columns that one looks at together."""
    last = next((i for i in range(len(widths)) if sum(widths[: i + 1]) >= NOTE), len(widths) - 1)
    look = sheets.look(font_size=9)
    sheet.set_row(row, LINE * 0.85 * _lines(words, sum(widths[: last + 1]) * 1.1))
    if last:
        sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, words, look)


def _layout(pen: Pen, table: Table) -> Layout:
    spans = tuple(_split(table, place) for place in range(len(table.columns)))
    widths = tuple(_width(pen, table, place, span) for place, span in enumerate(spans))
    return Layout(spans, widths, tuple(column.align for column in table.columns))


def _width(pen: Pen, table: Table, place: int, span: int) -> float:
    """Numbers whole, passages on several lines, no word of the head torn."""
    longest = max((len(pen.cell(row.cells[place])) for row in table.rows), default=0)
    head = max(len(word) for word in pen.say(table.columns[place].label).split(" ")) + 2
    return max(NARROWEST, head, min(WIDEST, (longest + 2) / span))


def _lines(words: str, width: float) -> int:
    """Lines of a wrapped cell, with room for words that end a line early."""
    return sum(max(1, ceil(len(part) * 1.08 / width)) for part in words.split("\n"))


def _split(table: Table, place: int) -> int:
    """How many sheet columns a column takes: two for an interval, three for a value with its interval."""
    cells = [row.cells[place] for row in table.rows]
    if not any(cell.form == "interval" for cell in cells):
        return 1
    return 3 if any(cell.form == "interval" and cell.value is not None for cell in cells) else 2


def _heads(sheets: Sheets, sheet: Any, table: Table, layout: Layout, row: int) -> int:
    pen, start, tallest = sheets.pen, 0, 1
    for column, span, wide in zip(table.columns, layout.spans, layout.widths, strict=True):
        words = pen.say(column.label)
        label = f"{pen.say(column.spanner)}: {words}" if column.spanner else words
        names = [label] if span == 1 else [f"{label}, {pen.label(key)}" for key in ("low", "high")]
        names = [label, *names] if span == 3 else names
        look = sheets.look(bold=True, top=2, bottom=1, valign="bottom", align=column.align)
        for place, shown in enumerate(names):
            sheet.write_string(row, start + place, shown, look)
            tallest = max(tallest, _lines(shown, wide * 0.9))
        sheet.set_column(start, start + span - 1, wide)
        start += span
    sheet.set_row(row, LINE * tallest)
    return row + 1


def _line(sheets: Sheets, sheet: Any, row: int, line: Row, layout: Layout) -> None:
    start, tallest = 0, 1
    for cell, span, wide, side in zip(line.cells, layout.spans, layout.widths, layout.sides, strict=True):
        look: dict[str, object] = {"align": side}
        if line.strong:
            look["bold"] = True
        if side == "left" and (start or line.level):
            look["indent"] = 1 if start else line.level
        for place, part in enumerate(_parts(cell, span)):
            _write(sheets, sheet, row, start + place, part, look)
        tallest = max(tallest, _lines(sheets.pen.cell(cell), wide) if span == 1 else 1)
        start += span
    sheet.set_row(row, LINE * tallest)


def _parts(cell: Cell, span: int) -> list[Cell]:
    if span == 1 or cell.mark is not None or cell.form != "interval":
        return [cell]
    form = "coefficient" if bounded_by_one(cell) else "number"
    digits = cell.digits if cell.digits is not None else 2 if form == "coefficient" else 1
    ends = [cell.model_copy(update={"value": end, "form": form, "digits": digits}) for end in (cell.low, cell.high)]
    return ends if span == 2 else [cell.model_copy(update={"form": form, "digits": digits}), *ends]


def _write(sheets: Sheets, sheet: Any, row: int, column: int, cell: Cell, look: dict[str, object]) -> None:
    value = 0.0 if cell.mark == "zero" else cell.value
    number = (
        cell.mark in (None, "zero") and isinstance(value, float | int) and value == value and abs(value) != float("inf")
    )
    if not number:
        sheet.write_string(row, column, sheets.pen.cell(cell), sheets.look(**look))
        return
    sheet.write_number(row, column, value, sheets.look(num_format=number_format(cell), **look))


def number_format(cell: Cell) -> str:
    """The Excel format that prints a number as the report does."""
    if cell.digits is None:
        whole = isinstance(cell.value, float | int) and float(cell.value).is_integer()
        return FORMATS.get(cell.form, "#,##0" if cell.form in ("number", "text") and whole else "#,##0.0")
    decimals = f".{'0' * cell.digits}" if cell.digits else ""
    return decimals or "0" if cell.form in ("coefficient", "p") else f"#,##0{decimals}"


def _sources(sheets: Sheets, sources: tuple[Source, ...]) -> None:
    pen = sheets.pen
    sheet, row = _new(sheets, pen.label("sources"))
    sheet.set_column(0, len(CARD) + len(CARD_END) - 1, CARD_WIDTH)
    for place, key in enumerate((*CARD, *CARD_END)):
        sheet.write_string(row, place, pen.label(key), sheets.look(bold=True, top=2, bottom=1))
    sheet.freeze_panes(row + 1, 1)
    for line, source in enumerate(sources, start=row + 1):
        card = _card(pen, source)
        sheet.set_row(line, LINE * max(_lines(words, CARD_WIDTH) for words in card))
        for place, words in enumerate(card):
            sheet.write_string(line, place, words, sheets.look())


def _card(pen: Pen, source: Source) -> list[str]:
    facts = {key: getattr(source, key) for key in (*CARD, *CARD_END[:-1])}
    facts |= {"counting_unit": counted_in(source.counting_unit), "hash": source.sha256}
    return [pen.say(value if isinstance(value, Text) else Text.same(value)) for value in facts.values()]
