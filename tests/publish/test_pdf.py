"""The PDF: tagged, described, with heads; the summary is one page of letters that can be read."""

import io
import re
from itertools import pairwise

import pytest
from fixture_release import ODD, example_release
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from test_paper import wordy

from yupay.model.document import SummaryBox
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text
from yupay.publish import pictures
from yupay.publish.paper.nodes import Caption, Grid, GridRow, Head, Heading, Paper, Piece
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.report import paper
from yupay.publish.pdf import document

ATTACK = Text.same('#panic("x") $x$ *bold* _it_ `raw` @ref <tag> \\ // "quoted" \x00\x1b = + - @')


@pytest.fixture(scope="module")
def svgs(release):
    return pictures.svgs(release, "es")


@pytest.fixture(scope="module")
def data(release, svgs):
    return document.render(paper(release, "es"), svgs)


@pytest.fixture(scope="module")
def reader(data):
    return PdfReader(io.BytesIO(data))


def said(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def tags(reader):
    """Every structure element of the document."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, ArrayObject):
            waiting.extend(element)
        elif isinstance(element, DictionaryObject):
            found.append(element)
            if "/K" in element:
                waiting.append(element["/K"])
    return [element for element in found if "/S" in element]


def kinds(reader):
    return [element["/S"] for element in tags(reader)]


def test_it_says_what_it_is(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "es-PE"
    assert reader.metadata.title == "Estudio inventado de los valles, 2099"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()


def test_every_table_has_heads(release, reader):
    grids = [node for node in paper(release, "es").nodes if isinstance(node, Grid)]
    assert kinds(reader).count("/Table") == len(grids)
    heads = sum(len(grid.heads) + len(grid.spanners) for grid in grids)
    assert kinds(reader).count("/TH") == heads
    assert all(grid.heads and any(head.text for head in grid.heads) for grid in grids)


def in_order(reader):
    """Structure elements as a reader by ear meets them, each with its kind."""

    def walk(element):
        element = element.get_object()
        if isinstance(element, ArrayObject):
            for child in element:
                yield from walk(child)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield element
            if "/K" in element:
                yield from walk(element["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_headings_are_walked_in_order_and_no_level_is_left_out(release, reader):
    levels = [int(element["/S"][2:]) for element in in_order(reader) if re.fullmatch(r"/H\d", element["/S"])]
    wanted = [node.level for node in paper(release, "es").nodes if isinstance(node, Heading)]
    assert levels == wanted and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_head_says_what_it_heads(reader):
    heads = [element for element in tags(reader) if element["/S"] == "/TH"]
    assert heads
    assert all("/Column" in [a.get_object().get("/Scope") for a in attributes_of(head)] for head in heads)


def test_what_is_told_once_spans_its_rows(release, svgs):
    table = release.table("consistency")
    again = table.rows[1].model_copy(update={"cells": (*table.rows[1].cells[:2], *table.rows[2].cells[2:])})
    tables = tuple(t.model_copy(update={"rows": (t.rows[1], again)}) if t is table else t for t in release.tables)
    reader = PdfReader(io.BytesIO(document.render(paper(release.model_copy(update={"tables": tables}), "es"), svgs)))
    spans = [a.get_object().get("/RowSpan") for e in tags(reader) if e["/S"] == "/TD" for a in attributes_of(e)]
    assert [span for span in spans if span and span > 1] == [2, 2] * 2, "in its section and in its annex"


def attributes_of(element):
    found = element.get("/A", [])
    return found if isinstance(found, ArrayObject) else [found]


def test_every_drawing_is_described(release, reader):
    described = [str(element["/Alt"]) for element in tags(reader) if element["/S"] == "/Figure" and "/Alt" in element]
    for figure in release.figures:
        assert any(words.startswith(figure.alt.es) for words in described)


def test_pages_are_a4_and_the_wide_table_is_turned(release, svgs):
    reader = PdfReader(io.BytesIO(document.render(paper(wordy(release), "es"), svgs)))
    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages}
    assert sizes == {(595, 842), (842, 595)}


def test_no_page_is_empty(reader):
    assert min(len(page.extract_text()) for page in reader.pages) > 90


def made_of(*nodes):
    return Paper("es", "t", (), "", "", nodes)


def some(rows, name):
    lines = tuple(GridRow((f"{name}.{row}", "palabras " * 9)) for row in range(rows))
    notes = ((Piece(f"Nota de {name}. " + "palabras " * 30),),)
    caption = Caption("Tabla", 1, name, f"table-{name}")
    return Grid(caption, (), (Head("a"), Head("b")), ("left", "left"), (0.3, 0.7), lines, notes)


def test_notes_stay_with_the_last_row_of_their_table():
    tables = [some(rows, f"t{rows}") for rows in range(18, 34)]
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(document.render(made_of(*tables), {}))).pages]
    for rows in range(18, 34):
        last = [place for place, text in enumerate(texts) if f"t{rows}.{rows - 1}" in text]
        note = [place for place, text in enumerate(texts) if f"Nota de t{rows}." in text]
        assert last == note and len(note) == 1
    assert len(texts) > len(tables) / 2


def test_every_printed_number_is_there(release, reader):
    pen, text = Pen.of(release, "es"), re.sub(r"\s+", "", said(reader))
    for row in release.table("correlation").rows:
        for cell in row.cells:
            assert re.sub(r"\s+", "", pen.cell(cell)) in text


def test_the_watermark_stands_on_every_page(reader):
    assert all("DATOS INVENTADOS" in page.extract_text() for page in reader.pages)


def test_the_same_bytes_come_twice(release, svgs, data):
    assert document.render(paper(release, "es"), svgs) == data


def test_only_our_letters_are_used(reader):
    fonts = {str(f.get_object()["/BaseFont"]) for page in reader.pages for f in page["/Resources"]["/Font"].values()}
    assert fonts and all("Yupay" in font for font in fonts)


def test_words_are_never_read_as_markup():
    hostile = example_release(ODD).model_copy(update={"glossary": ((ATTACK, ATTACK),)})
    text = said(PdfReader(io.BytesIO(document.render(paper(hostile, "en"), pictures.svgs(hostile, "en")))))
    assert '#panic("x") $x$ *bold*' in " ".join(text.split())


def test_a_row_taller_than_a_page_loses_no_words(release):
    table = release.table("sources")
    tall = Cell(value=Text.same(" ".join(f"palabra{i}" for i in range(900))))
    row = table.rows[0].model_copy(update={"cells": (*table.rows[0].cells[:2], tall)})
    changed = table.model_copy(update={"rows": (row,)})
    tables = tuple(changed if t.id == "sources" else t for t in release.tables)
    made = release.model_copy(update={"tables": tables})
    text = said(PdfReader(io.BytesIO(document.render(paper(made, "es"), pictures.svgs(made, "es")))))
    assert all(f"palabra{i}" in text for i in (0, 449, 899))


def summary(release, language="es"):
    return PdfReader(io.BytesIO(document.render_summary(release, language)))


def letter_sizes(reader):
    sizes = []

    def visit(text, _, matrix, __, size):
        if text.strip():
            sizes.append(round(size * abs(matrix[3]), 1))

    reader.pages[0].extract_text(visitor_text=visit)
    return sizes


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_summary_is_one_page_with_its_boxes_and_decisions(release, language):
    read = summary(release, language)
    assert len(read.pages) == 1
    text = " ".join(said(read).split())
    assert all(box.title.say(language) in text for box in release.summary)
    assert ("HE3: ▨ no evaluable." if language == "es" else "SH3: ▨ not assessable.") in text


def filled(release, lines):
    many = tuple(Sentence.plain(Text.same(f"Línea {i} de palabras inventadas. " * 3)) for i in range(lines))
    boxes = tuple(SummaryBox(title=Text.same(f"Caja {i}"), sentences=many) for i in range(5))
    return release.model_copy(update={"summary": boxes, "watermark": None})


@pytest.mark.parametrize("lines", [1, 3, 5])
def test_a_fuller_summary_gives_up_air_not_letters(release, lines):
    read = summary(filled(release, lines))
    assert len(read.pages) == 1
    assert min(letter_sizes(read)) >= 11


def test_a_summary_too_long_for_one_page_loses_no_words(release):
    read = summary(filled(release, 30))
    assert len(read.pages) > 1
    assert said(read).count("Línea 29 ") == 15
