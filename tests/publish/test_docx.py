"""The Word document: native tables, fields that renumber, headings, sections, the user's styles, equal bytes."""

import io
import re
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from fixture_release import ODD, example_release
from test_paper import wordy

from yupay.model.problem import StudyProblems
from yupay.model.text import Text
from yupay.publish import pictures
from yupay.publish.docx import package
from yupay.publish.docx.flow import mark_name
from yupay.publish.docx.sections import page_of
from yupay.publish.paper.pen import Pen
from yupay.publish.paper.report import paper


@pytest.fixture(scope="module")
def drawings(release):
    return pictures.pngs(pictures.svgs(release, "es"))


@pytest.fixture(scope="module")
def data(release, drawings):
    return package.render(paper(release, "es"), drawings)


@pytest.fixture(scope="module")
def document(data):
    return docx.Document(io.BytesIO(data))


def with_report(release, **options):
    return release.model_copy(update={"report": release.report.model_copy(update=options)})


def rendered(release, drawings, language="es", template=None):
    return docx.Document(io.BytesIO(package.render(paper(release, language), drawings, template)))


def words(document):
    return "\n".join(p.text for p in document.paragraphs)


def sequence_fields(document, name):
    codes = ["".join(i.text or "" for i in p._p.iter(qn("w:instrText"))) for p in document.paragraphs]
    return [code.strip() for code in codes if code.strip().startswith(f"SEQ {name}")]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_every_cell_of_a_table_is_native_text(release, document):
    pen = Pen.of(release, "es")
    wanted = [[pen.cell(cell) for cell in row.cells] for row in release.table("correlation").rows]
    found = [cells(table)[1:] for table in document.tables if "Estadístico" in cells(table)[0]]
    assert found == [wanted]


def test_heads_repeat_and_rows_do_not_break(document):
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_spanner_is_a_merged_cell_above_its_columns(document):
    (table,) = [table for table in document.tables if "Código" in cells(table)[1]]
    assert cells(table)[0][2:5] == ["Y1, bandas inventadas"] * 3
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows][:3] == [True, True, False]


def test_what_repeats_in_a_matrix_is_one_merged_cell(release, drawings):
    table = release.table("consistency")
    again = table.model_copy(update={"rows": (table.rows[1], table.rows[1])})
    tables = tuple(again if t is table else t for t in release.tables)
    document = rendered(release.model_copy(update={"tables": tables}), drawings)
    (made,) = [t for t in document.tables if "PE1" in cells(t)[-1][0] and len(t.rows) < 5][:1]
    marks = [[cell.find(f".//{qn('w:vMerge')}") is not None for cell in row._tr.tc_lst] for row in made.rows[-2:]]
    assert marks[0] == marks[1] and any(marks[0])
    assert cells(made)[-1] == cells(made)[-2], "a merged cell reads the same on every row"


def test_captions_are_fields_in_order(document):
    assert sequence_fields(document, "Tabla") == ["SEQ Tabla \\* ARABIC"] * 6
    assert sequence_fields(document, "Figura") == ["SEQ Figura \\* ARABIC"] * 6
    assert "Tabla 1\nMatriz de consistencia" in words(document)


def test_lists_of_contents_are_fields_with_links_that_arrive(document):
    body = document.element.body
    codes = [i.text.strip() for i in body.iter(qn("w:instrText")) if i.text.strip().startswith("TOC")]
    assert codes == ['TOC \\o "1-3" \\h \\z \\u', 'TOC \\h \\z \\c "Tabla"', 'TOC \\h \\z \\c "Figura"']
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= set(marks)


def test_fields_are_closed(document):
    kinds = [c.get(qn("w:fldCharType")) for c in document.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_headings_are_real_styles_and_no_level_is_left_out(document):
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1 and len(levels) > 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_wide_table_has_a_landscape_page_and_the_rest_has_not(release, drawings):
    document = rendered(wordy(release), drawings)
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False, True, False]
    assert all((s.page_width > s.page_height) == turn for s, turn in zip(document.sections, turned, strict=True))


def test_every_picture_is_described(release, document):
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 7
    assert all(any(words.startswith(f.alt.es) for f in release.figures) for words in described)
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]
    assert len(ids) == len(set(ids))


def test_the_watermark_stands_on_every_page(document):
    for section in document.sections:
        assert "DATOS INVENTADOS" in "".join(p.text for p in section.header.paragraphs)


def test_a_hypothesis_block_keeps_the_order_of_the_jury(document):
    text = words(document)
    leads = ["1. Hipótesis.", "2. Nivel de sig", "3. Prueba y razón.", "4. Resultado.", "5. Regla de", "6. Decisión."]
    places = [text.index(lead) for lead in [*leads, "7. Interpretación.", "8. Qué no dice."]]
    assert places == sorted(places)
    assert "● respaldada. Se rechaza H0." in text.replace("\u00a0", " ")
    assert "H0: H0" not in text


def test_the_ends_of_a_long_table_are_shown_and_it_says_so(document):
    (table,) = [table for table in document.tables if cells(table)[0][1] == "Oficina inventada"]
    assert len(table.rows) == 1 + 10 + 1 + 10
    assert "50 filas no impresas" in cells(table)[11][0]
    assert "de 70 filas; la tabla completa está en tables.INVENTADO.es.xlsx" in words(document)


def test_a_chapter_alone_starts_its_numbers_where_the_user_says(release, drawings):
    chapter = rendered(with_report(release, chapter=4, first_table=6, first_figure=3), drawings)
    text = words(chapter)
    assert "CAPÍTULO IV. RESULTADOS" in text and "Planteamiento" not in text
    assert sequence_fields(chapter, "Tabla") == ["SEQ Tabla \\* ARABIC \\r 6", *["SEQ Tabla \\* ARABIC"] * 3]
    assert sequence_fields(chapter, "Figura")[0].endswith("\\r 3")
    assert "Tabla 6\nDenuncias inventadas" in text
    assert "Anexo 1. Matriz de consistencia" in text


def test_a_chapter_that_does_not_exist_is_refused_with_a_message(release, drawings):
    with pytest.raises(StudyProblems, match="W705"):
        rendered(with_report(release, chapter=9), drawings)


def test_a_template_lends_its_styles_page_and_header(release, drawings, tmp_path):
    template = docx.Document()
    template.styles["Heading 1"].font.size = Pt(21)
    template.styles.element.remove(template.styles["List Bullet"].element)
    template.sections[0].page_width = Pt(500)
    template.sections[0].header.paragraphs[0].text = "Universidad Inventada"
    template.add_paragraph("old words")
    template.save(str(tmp_path / "x.docx"))
    plain = release.model_copy(update={"watermark": None})
    made = rendered(plain, drawings, template=tmp_path / "x.docx")
    assert made.styles["Heading 1"].font.size == Pt(21)
    assert "old words" not in words(made)
    assert {s.header.paragraphs[0].text for s in made.sections} == {"Universidad Inventada"}
    assert page_of(made, own_look=False).width == 10000
    assert "•\tPoblación: 43 valles." in words(made)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 cut", b"not a zip"])
def test_a_template_that_cannot_be_read_is_a_message(release, drawings, tmp_path, content):
    path = tmp_path / "x.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudyProblems, match="W704"):
        rendered(release, drawings, template=path)


def test_odd_words_stay_words(drawings):
    made = rendered(example_release(ODD), drawings)
    assert any(ODD in row for table in made.tables for row in cells(table))
    hostile = example_release().model_copy(
        update={"glossary": ((Text.same("a\x00\x0b\x1b]]>&"), Text.same("<w:p/>")),)}
    )
    assert any(["a]]>&", "<w:p/>"] in cells(table) for table in rendered(hostile, drawings).tables)


def test_the_same_bytes_come_twice_with_no_time_inside(release, drawings, data):
    assert package.render(paper(release, "es"), drawings) == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_english_and_spanish_print_the_same_numbers(release, document, drawings):
    english = rendered(release, drawings, "en")
    numbers = re.compile(r"\d[\d,.]*")
    for spanish_table, english_table in zip(document.tables, english.tables, strict=True):
        spanish, other = (numbers.findall(str(cells(t)[1:])) for t in (spanish_table, english_table))
        assert spanish == other


def test_a_bookmark_name_is_one_word_of_at_most_forty_letters():
    long = [mark_name(f"table-{'x' * 60}-{place}") for place in range(3)]
    assert len(set(long)) == 3 and max(map(len, long)) <= 40
    assert mark_name("section-4.1") == "y_section_4_1"
