"""The workbook: real numbers with the report's formats, words that never run, one sheet a table."""

import io

import openpyxl
import pytest
from fixture_release import correlation_table, example_release, valley_table
from test_paper import wordy

from yupay.model.table import Cell
from yupay.model.text import Text
from yupay.publish import xlsx
from yupay.publish.paper.pen import Pen


@pytest.fixture(scope="module")
def data(release):
    return xlsx.render(release, "es")


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(sheet, head):
    """The rows below the head row whose first cell is `head`."""
    rows = list(sheet.iter_rows())
    (start,) = [place for place, row in enumerate(rows) if row[0].value == head]
    return rows[start], rows[start + 1 :]


def test_there_is_a_sheet_for_every_table_and_its_name_is_the_number(book):
    assert book.sheetnames == [
        "Contenido",
        *(f"Tabla {n}" for n in (1, 2, 3, 4, 5, 6)),
        "Figura 3",
        "Fuentes",
    ]


def test_contents_lead_to_every_sheet(book):
    linked = [cell.hyperlink for row in book["Contenido"].iter_rows() for cell in row if cell.hyperlink]
    links = {link.location.split("!")[0].strip("'") for link in linked}
    assert links == set(book.sheetnames) - {"Contenido"}


def test_numbers_are_numbers_and_intervals_are_two_columns(book):
    heads, rows = rows_of(book["Tabla 6"], "Estadístico")
    assert [cell.value for cell in heads][:4] == [
        "Estadístico",
        "Valor",
        "IC 95 %, límite inferior",
        "IC 95 %, límite superior",
    ]
    wanted = correlation_table().rows[0].cells
    assert [cell.value for cell in rows[0]][1:6] == [0.31, 0.03, 0.57, wanted[3].value, wanted[4].value]
    assert [cell.number_format for cell in rows[0]][1:5] == [".00", ".00", ".00", '[<0.001]"< .001";.000']


def test_no_data_is_words_and_zero_is_a_number(book):
    _, rows = rows_of(book["Tabla 5"], "Código")
    by_code = {row[0].value: row[2].value for row in rows}
    assert by_code["990112"] == "sin dato"
    assert by_code["990106"] == 0
    assert by_code["990101"] == valley_table().rows[0].cells[2].value


def test_a_long_table_is_whole(book):
    _, rows = rows_of(book["Tabla 3"], "Año")
    assert sum(isinstance(row[0].value, int | float) for row in rows) == 70


def test_rows_are_tall_enough_for_their_words(release):
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(wordy(release), "es")))["Tabla 1"]
    _, rows = rows_of(sheet, "Problemas")
    long = [cell for row in rows for cell in row if isinstance(cell.value, str) and "celda muy alta" in cell.value]
    assert len(long) > 3
    for cell in long:
        assert sheet.row_dimensions[cell.row].height >= 15 * len(cell.value) / xlsx.WIDEST


def test_notes_stand_over_columns_and_numbers_on_their_side(book):
    sheet = book["Tabla 5"]
    assert sheet.merged_cells.ranges
    heads, rows = rows_of(sheet, "Código")
    assert heads[2].alignment.horizontal == rows[0][2].alignment.horizontal == "right"


def test_the_watermark_is_on_every_sheet_and_its_page(book):
    for sheet in book.worksheets:
        assert sheet["A1"].value == "DATOS INVENTADOS"
        assert "DATOS INVENTADOS" in sheet.oddHeader.center.text


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", "=HYPERLINK(1)", "http://x", "{=1}"])
def test_words_that_look_like_formulas_are_words(words):
    release = example_release(words)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(release, "es")))
    found = [cell for row in book["Tabla 5"].iter_rows() for cell in row if cell.value == words]
    assert [cell.data_type for cell in found] == ["s"]


def test_the_same_bytes_come_twice(release, data):
    assert xlsx.render(release, "es") == data


def test_sheet_names_are_unique_short_and_allowed(release):
    odd = [release.tables[0].model_copy(update={"id": name}) for name in ("a" * 40, "A" * 40, "x/[y]:*?", "history")]
    names = list(xlsx.sheet_names(Pen.of(release, "es"), tuple(odd)).values())
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (Cell(value=12.0, form="count"), "#,##0"),
        (Cell(value=12.5, form="percent"), "#,##0.0"),
        (Cell(value=12.0, form="number"), "#,##0"),
        (Cell(value=0.25, form="number", digits=2), "#,##0.00"),
        (Cell(value=0.25, form="coefficient", digits=3), ".000"),
        (Cell(value=2016.0, form="year"), "0"),
    ],
)
def test_a_format_prints_as_the_report_does(cell, wanted):
    assert xlsx.number_format(cell) == wanted


def test_a_number_among_intervals_keeps_its_own_format():
    table = correlation_table()
    spread = Cell(value=0.02, low=0.01, high=0.3, form="interval", digits=3)
    first, second, *rest = table.rows
    mixed = second.model_copy(update={"cells": (*second.cells[:3], spread, *second.cells[4:])})
    made = table.model_copy(update={"rows": (first, mixed, *rest)})
    release = example_release()
    tables = tuple(made if old.id == made.id else old for old in release.tables)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(release.model_copy(update={"tables": tables}), "es")))
    _, rows = rows_of(book["Tabla 6"], "Estadístico")
    assert (rows[0][4].value, rows[0][4].number_format) == (first.cells[3].value, '[<0.001]"< .001";.000')
    assert [cell.value for cell in rows[1][4:7]] == [0.02, 0.01, 0.3]
    assert rows[0][5].value is None


def test_source_cards_are_whole(release, book):
    _, rows = rows_of(book["Fuentes"], "Id")
    assert [row[0].value for row in rows] == [source.id for source in release.sources]
    assert rows[0][-1].value == release.sources[0].sha256
    assert Text.same(str(rows[0][1].value)).es == release.sources[0].title.es
