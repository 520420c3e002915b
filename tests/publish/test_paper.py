"""The printed report before it has a format: order, numbers, widths, what is turned, what is said once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.model.document import Box, Bullets, Heading, Paragraph, TableBlock
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text
from yupay.publish.paper import nodes
from yupay.publish.paper.annexes import broken, italics
from yupay.publish.paper.cover import box_lines
from yupay.publish.paper.hypothesis import named
from yupay.publish.paper.pen import Pen, bound, clean
from yupay.publish.paper.report import numbers_of, paper
from yupay.publish.paper.tables import grid
from yupay.publish.paper.turns import flowing, stepped, turns
from yupay.publish.paper.widths import fits_upright, fitted

WORDS = Text.same("palabras inventadas que llenan una celda muy alta y piden una página más ancha " * 4)


def wordy(release):
    """The release with a matrix that needs a landscape page."""
    table = release.table("consistency")
    rows = tuple(
        row.model_copy(update={"cells": tuple(Cell(value=f"{i}.{j} {WORDS.es}") for j in range(len(row.cells)))})
        for i, row in enumerate(table.rows)
    )
    wide = table.model_copy(update={"rows": rows})
    return release.model_copy(update={"tables": tuple(wide if t.id == wide.id else t for t in release.tables)})


def of(release, kind):
    return [node for node in paper(release, "es").nodes if isinstance(node, kind)]


def said(words):
    return Sentence.plain(Text.same(words))


def heading(level, section, words):
    return Heading(level=level, section=section, text=Text.same(words))


def concluded(release):
    """The release with an opening, references and annexes among its blocks, as a study concludes them."""
    opening = (Box(title=Text.same("Antes de leer"), sentences=(said("Lo registrado no es lo ocurrido."),)),)
    closing = (
        heading(1, "references", "Referencias"),
        Bullets(items=(said("Autora, A. (2099). *Título*. Editorial."),)),
        heading(1, "annexes", "Anexos"),
        heading(2, "annex-1", "Anexo 1. Matriz de consistencia"),
        Paragraph(sentences=(said("Véase la Tabla 1."),)),
        heading(2, "annex-2", "Anexo 2. Lugares"),
        TableBlock(table="places"),
    )
    places = release.table("valleys").model_copy(update={"id": "places", "number": 0, "section": "annex"})
    return release.model_copy(
        update={"blocks": (*opening, *release.blocks, *closing), "tables": (*release.tables, places)}
    )


def test_what_is_said_before_the_first_heading_opens_the_cover(release):
    printed = paper(concluded(release), "es").nodes
    first = next(place for place, node in enumerate(printed) if isinstance(node, nodes.NewPage))
    assert "Antes de leer" in [node.title for node in printed[:first] if isinstance(node, nodes.Frame)]
    assert "Cómo leer este informe" not in [node.title for node in printed if isinstance(node, nodes.Frame)]


def test_references_and_annexes_are_printed_once_and_numbers_go_on(release):
    heads = [node.text for node in of(concluded(release), nodes.Heading)]
    assert heads.count("Referencias") == heads.count("Anexos") == 1
    assert [words for words in heads if words.startswith("Anexo ")][:3] == [
        "Anexo 1. Matriz de consistencia",
        "Anexo 2. Lugares",
        "Anexo 3. Glosario",
    ]


def test_references_hang_and_their_titles_are_in_italics(release):
    listed = [node for node in of(concluded(release), nodes.Prose) if node.place == "reference"]
    assert nodes.Piece("Título", italic=True) in listed[0].pieces


def test_a_table_without_a_number_has_no_caption(release):
    numbers = numbers_of(concluded(release)).tables
    assert numbers["places"] == 0 and numbers["consistency"] == 1
    assert [grid.caption.number for grid in of(concluded(release), nodes.Grid)].count(0) > 1


def test_a_chapter_brings_its_matrices_and_no_references(release):
    chapter = release.model_copy(update={"report": release.report.model_copy(update={"chapter": 4})})
    heads = [node.text for node in of(chapter, nodes.Heading)]
    assert heads[0] == "CAPÍTULO IV. RESULTADOS"
    assert "Referencias" not in heads
    assert "Anexo 1. Matriz de consistencia" in heads


def test_only_numbered_sections_lead_with_their_number(release):
    heads = [node.text for node in of(concluded(release), nodes.Heading)]
    assert "4.1 Magnitud" in heads
    named = release.model_copy(update={"blocks": (*release.blocks, heading(2, "5.general", "Conclusión general"))})
    assert "Conclusión general" in [node.text for node in of(named, nodes.Heading)]


def test_a_heading_turns_with_the_wide_table_below_it(release):
    printed = paper(wordy(release), "es").nodes
    turned = {getattr(node, "anchor", "") for node, turn in zip(printed, turns(printed), strict=True) if turn}
    assert turned >= {"annex-1", "annexes"}
    assert not any(turns(paper(release, "es").nodes))


def prose(letters):
    return nodes.Prose((nodes.Piece("a" * letters),))


def wide(*rows):
    cells = tuple(nodes.GridRow((words,)) for words in rows or ("x",))
    return nodes.Grid(nodes.Caption("Tabla", 1, "t", "t"), (), (nodes.Head("h"),), ("left",), (1.0,), cells, (), True)


HEAD = nodes.Heading(1, "Método", "section-2", opens_page=True)


def test_a_short_passage_between_wide_tables_turns_with_them_and_a_long_one_does_not():
    assert turns((wide(), HEAD, prose(300), wide())) == (True,) * 4
    assert turns((wide(), HEAD, prose(9000), wide())) == (True, False, False, True)
    assert turns((nodes.NewPage(), HEAD, prose(300), wide())) == (False, True, True, True)
    framed = nodes.Frame("x", ((nodes.Piece("x" * 100),),))
    assert turns((wide(), HEAD, framed, prose(300), wide())) == (True,) * 5


def test_a_passage_in_the_middle_of_a_page_stays_upright():
    long = (HEAD, prose(9000), nodes.Heading(2, "x", "section-2.1"), prose(100), wide())
    assert turns(long) == (False, False, False, False, True)
    assert turns((wide(), prose(100))) == (True, False)


def test_a_short_section_flows_and_a_long_one_opens_its_page():
    made = flowing((HEAD, prose(300), HEAD, prose(9000), nodes.Heading(1, "Referencias", "references", True)))
    assert [node.opens_page for node in made if isinstance(node, nodes.Heading)] == [False, True, False]


def test_references_flow_however_long(release):
    many = (heading(1, "references", "Referencias"), Bullets(items=tuple(said("Autora. " * 20) for _ in range(60))))
    listed = paper(release.model_copy(update={"blocks": (*release.blocks, *many)}), "es").nodes
    (found,) = [node for node in listed if isinstance(node, nodes.Heading) and node.text == "Referencias"]
    assert not found.opens_page


def test_a_block_whose_title_says_its_id_does_not_say_it_twice():
    assert named("HE1", "Hipótesis HE1") and named("HG", "HG: general")
    assert not named("HE1", "Hipótesis HE10") and not named("HE1", "Proxenetismo")


def test_a_summary_line_says_its_hypothesis_once(release):
    box = release.summary[1]
    key, sentence = box.badges[0]
    told = sentence.model_copy(update={"template": Text.same("HE1: " + sentence.template.es)})
    lines = box_lines(Pen.of(release, "es"), box.model_copy(update={"badges": ((key, told),)}))
    assert "".join(piece.text for piece in lines[0]).count("HE1") == 1


def test_a_matrix_tells_what_repeats_once(release):
    again = release.table("consistency").rows[1]
    table = release.table("consistency").model_copy(update={"rows": (again, again)})
    pen = Pen.of(release, "es")
    made = grid(pen, table, nodes.Caption("Tabla", 1, "t", "t"), ("", ""))
    first, second = [row for row in made.rows if row.role == "row"]
    assert second.spans.count(0) == first.spans.count(2) > 0
    numbers = grid(pen, release.table("valleys"), nodes.Caption("Tabla", 1, "t", "t"), ("", ""))
    assert not [row for row in numbers.rows if row.spans]


def test_no_heading_level_is_left_out():
    steps = stepped(tuple(nodes.Heading(level, "", "") for level in (1, 3, 4, 2, 4)))
    assert [node.level for node in steps] == [1, 2, 3, 2, 3]


@given(
    st.lists(st.tuples(st.floats(0.1, 5), st.text(max_size=40), st.text(max_size=300)), min_size=1, max_size=20),
    st.sampled_from([96.0, 150.0]),
)
def test_widths_fill_the_line_and_none_vanishes(columns, letters):
    heads = [nodes.Head(head) for _, head, _ in columns]
    rows = [nodes.GridRow(tuple(cell for _, _, cell in columns))]
    widths = fitted([width for width, _, _ in columns], heads, rows, letters)
    assert sum(widths) == pytest.approx(1, abs=1e-3)
    assert min(widths) > 0.02 / len(columns)


def test_a_long_passage_gets_more_room_and_no_word_is_torn():
    heads = [nodes.Head("n"), nodes.Head("definición"), nodes.Head("respondieron")]
    rows = [nodes.GridRow(("1", "palabra " * 60, "2"))]
    widths = fitted([1, 1, 1], heads, rows, 96.0)
    assert widths[1] > 0.5
    assert widths[2] * 96 >= len("respondieron")


@pytest.mark.parametrize(
    ("cell", "upright"), [(".12", True), ("[.12,\u00a0.55]", False), ("palabra " * 40, False), ("palabra " * 4, True)]
)
def test_numbers_stay_upright_and_passages_turn(cell, upright):
    columns = 12 if len(cell) < 20 else 8
    heads = [nodes.Head(f"c{i}") for i in range(columns)]
    assert fits_upright([1.0] * columns, heads, [nodes.GridRow((cell,) * columns)] * 3) is upright


def test_words_lose_what_no_format_can_carry():
    assert clean("a\x00b\x0b\u2028c\r\nd\te\ufffe") == "ab\nc\nd e"


def test_what_belongs_together_is_not_torn():
    assert bound("el 51.5 % (p < .001; n = 43)") == "el 51.5\u00a0% (p\u00a0<\u00a0.001; n\u00a0=\u00a043)"


def test_italics_come_from_stars():
    assert italics("a *b* c") == (nodes.Piece("a "), nodes.Piece("b", italic=True), nodes.Piece(" c"))


def test_a_digest_may_break_and_loses_nothing():
    assert broken("0123456789abcdef" * 4).replace("\u200b", "") == "0123456789abcdef" * 4
