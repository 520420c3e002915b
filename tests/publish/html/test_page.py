"""The page: alone, escaped, the same twice, and holding nothing that it does not show."""

import json
import re
import time

import pytest
from fixture_release import ODD, example_release
from reading import Reading

from yupay.model.document import Box, Bullets, Heading, TableBlock
from yupay.model.release import Release
from yupay.model.table import Bars, Cell, Sentence
from yupay.model.text import Language, Text
from yupay.publish.html.page import render
from yupay.publish.html.words import DRAWING, PAGE, PANEL, TABLE
from yupay.publish.interface import WORDS as SHARED

HIDDEN = "describe/hidden/published/figure"


@pytest.fixture(scope="module")
def spanish(release: Release) -> str:
    return render(release, "es", {})


@pytest.fixture(scope="module")
def reading(spanish: str) -> Reading:
    return Reading(spanish)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_is_well_formed_with_ids_of_its_own(release: Release, language: Language) -> None:
    found = Reading(render(release, language, {}))
    assert not found.open
    ids = found.having("id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in found.having("href") if href.startswith("#")]
    assert set(targets) <= set(ids)
    for key in ("aria-labelledby", "aria-describedby"):
        assert {name for value in found.having(key) for name in value.split()} <= set(ids)


def test_a_row_opens_its_histogram(release: Release) -> None:
    bars = Bars(
        edges=tuple(Cell(value=v, form="number", digits=0) for v in (0.0, 100.0, 200.0)),
        counts=(Cell(value=36, form="count"), Cell(value=7, form="count")),
        label=Text(es="Operativos: número de lugares por valor", en="Operations: number of places by value"),
    )
    table = release.tables[0]
    rows = tuple(row.model_copy(update={"bars": bars, "key": f"k{i}"}) for i, row in enumerate(table.rows))
    tables = (table.model_copy(update={"rows": rows}), *release.tables[1:])
    found = Reading(render(release.model_copy(update={"tables": tables}), "es", {}))
    ids = found.having("id")
    assert not found.open and len(ids) == len(set(ids))
    openers = [attrs for tag, attrs in found.elements if tag == "button" and attrs.get("class") == "opener"]
    hidden = [attrs for tag, attrs in found.elements if tag == "tr" and attrs.get("class") == "bars"]
    assert len(openers) == len(hidden) == len(rows)
    said = [attrs["data-say"] for _, attrs in found.elements if "data-say" in attrs]
    assert said.count("de 0 a menos de 100: 36") == said.count("de 100 a menos de 200: 7") == len(rows)


def test_the_page_asks_the_network_for_nothing(spanish: str, reading: Reading) -> None:
    assert not reading.having("src")
    assert not [tag for tag, _ in reading.elements if tag in ("link", "iframe", "img", "object", "embed")]
    assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", spanish)
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|sendBeacon|WebSocket", spanish)
    assert "default-src 'none'" in spanish


def test_two_renders_have_the_same_bytes(release: Release, spanish: str) -> None:
    assert render(release, "es", {}) == spanish
    assert render(example_release(), "es", {}) == spanish


def test_a_hostile_name_is_only_a_name() -> None:
    made = render(example_release(ODD), "es", {})
    assert "<script>alert" not in made
    found = Reading(made)
    assert ODD in found.text
    assert [place[0] for place in found.data["maps"]["map"]["places"]].count(ODD) == 1
    assert sum(tag == "script" for tag, _ in found.elements) == 2


def test_every_number_opens_a_card_that_the_page_holds(reading: Reading) -> None:
    data = reading.data
    references = reading.having("data-ref")
    references += [r for m in data["maps"].values() for la in m["layers"] for f in la["facts"] for _, r in f if r]
    assert len(references) > 300
    for reference in references:
        if reference.startswith("source:"):
            assert set(reference.removeprefix("source:").split("|")) <= set(data["sources"])
        elif reference.startswith("figure:"):
            assert reference.removeprefix("figure:") in data["figures"]
        else:
            assert reference in data["estimates"]


def test_the_data_hold_only_what_is_shown(reading: Reading, spanish: str) -> None:
    assert HIDDEN not in spanish and "987" not in reading.raw.replace("9876543210", "")
    shown = {reference for reference in reading.having("data-ref") if "/" in reference}
    facts = {r for m in reading.data["maps"].values() for la in m["layers"] for f in la["facts"] for _, r in f if r}
    assert set(reading.data["estimates"]) == {r for r in shown | facts if not r.startswith(("source:", "figure:"))}
    for card in reading.data["estimates"].values():
        assert card.get("value") is None or card["value"] in reading.text or card["value"] in reading.raw


def test_a_value_that_no_cell_prints_stays_out(release: Release) -> None:
    """A class on the map that points at a count must not carry the count."""
    figure = release.figure("map")
    layer = figure.body.layers[1]  # type: ignore[union-attr]
    kept = release.estimates[0]
    facts = tuple((f[0].model_copy(update={"estimate": kept.id}), *f[1:]) for f in layer.facts)
    changed = figure.body.model_copy(update={"layers": (layer.model_copy(update={"facts": facts}),)})  # type: ignore[union-attr]
    alone = release.model_copy(
        update={
            "figures": (figure.model_copy(update={"body": changed, "table": None}),),
            "blocks": tuple(b for b in release.blocks if getattr(b, "figure", "") == "map"),
            "summary": (),
            "hypotheses": (),
        }
    )
    card = Reading(render(alone, "es", {})).data["estimates"][kept.id]
    assert "value" not in card and "interval" not in card and "test" not in card


def test_both_languages_have_the_same_anchors_numbers_and_decisions(release: Release, reading: Reading) -> None:
    english = Reading(render(release, "en", {}))
    assert reading.having("id") == english.having("id")
    assert reading.having("data-ref") == english.having("data-ref")
    badges = [[c for c in found.having("class") if c.startswith("badge ")] for found in (reading, english)]
    assert badges[0] == badges[1]
    values = [{k: c.get("value") for k, c in found.data["estimates"].items()} for found in (reading, english)]
    assert values[0] == values[1]
    assert "report.INVENTADO.en.html" in reading.having("href")
    assert "report.INVENTADO.es.html" in english.having("href")


def test_tables_have_heads_with_scope_captions_and_three_rules(reading: Reading) -> None:
    heads = [attributes for tag, attributes in reading.elements if tag == "th"]
    assert heads and all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in heads)
    tables = [attributes for tag, attributes in reading.elements if tag == "table"]
    assert len(tables) == 7
    assert all(table["aria-labelledby"] in reading.having("id") for table in tables)
    assert "Tabla 5 Registros inventados por valle, 2099" in reading.text


def test_notes_stand_in_the_order_of_apa(reading: Reading) -> None:
    words = (
        "Nota. Los registros no se suman. La categoría «ambas» tiene 14 presuntas víctimas. Conjuntos al 95 %. Fuente:"
    )
    assert words in reading.text


def test_a_long_table_shows_its_ends_and_says_so(reading: Reading) -> None:
    assert "Oficina 10" in reading.text and "Oficina 61" in reading.text
    assert "Oficina 11" not in reading.text and "Oficina 60" not in reading.text
    assert "50 filas no impresas" in reading.text
    assert {"tables.INVENTADO.es.xlsx", "tables/offices.INVENTADO.csv"} <= set(reading.having("href"))


def test_decisions_carry_word_and_shape(reading: Reading) -> None:
    for shape, word in (("●", "respaldada"), ("○", "no respaldada"), ("▨", "no evaluable")):
        assert f"{shape} {word}" in reading.text


def test_standing_words_help_lines_and_watermark_are_there(release: Release, spanish: str, reading: Reading) -> None:
    header = release.header
    assert header.standing and header.help_lines and release.watermark
    for text in (header.title, header.standing, header.help_lines, release.watermark):
        assert text.es in reading.text
    assert "DATOS INVENTADOS" in reading.having("data-words")
    assert r"\2e" in spanish.split("@bottom-left")[1][:400]


def test_a_page_without_invented_data_has_no_watermark(release: Release) -> None:
    plain = Reading(render(release.model_copy(update={"watermark": None}), "es", {}))
    assert not plain.having("data-words")
    assert "report.en.html" in plain.having("href")


def test_terms_of_the_glossary_are_dotted_once_a_section(reading: Reading) -> None:
    assert len(reading.having("data-term")) == 2
    assert reading.data["terms"][0][0] == "falacia ecológica"


def test_printed_numbers_have_notes_that_say_where_they_come_from(reading: Reading) -> None:
    notes = set(reading.having("data-note"))
    listed = {attributes["value"] for tag, attributes in reading.elements if tag == "li" and "value" in attributes}
    assert notes and notes <= listed
    assert "Conteo. Censo inventado de puestos (2099), posts.csv, sha256 " in reading.text


def test_no_word_of_the_page_hides_another() -> None:
    own = [key for words in (PAGE, PANEL, TABLE, DRAWING) for key in words]
    assert len(own) == len(set(own))
    assert not [key for key in own if key in SHARED]


def test_the_given_drawing_is_used(release: Release) -> None:
    assert '<svg id="given"/>' in render(release, "es", {"series": '<svg id="given"/>'})


def test_an_empty_report_still_has_its_cover(release: Release) -> None:
    empty = release.model_copy(
        update={
            "blocks": (),
            "tables": (),
            "figures": (),
            "hypotheses": (),
            "summary": (),
            "estimates": (),
            "references": (),
            "glossary": (),
            "methods": (),
            "sources": (),
            "audits": (),
            "published": (),
        }
    )
    found = Reading(render(empty, "en", {}))
    assert "Invented study of the valleys, 2099" in found.text
    assert found.data["estimates"] == {}


def test_a_table_without_rows_says_so(release: Release) -> None:
    tables = tuple(t.model_copy(update={"rows": ()}) if t.id == "sources" else t for t in release.tables)
    found = Reading(render(release.model_copy(update={"tables": tables}), "es", {}))
    assert "La tabla no tiene filas con estos datos." in found.text


def test_numbers_of_the_si_style_reach_the_panel(release: Release) -> None:
    header = release.header.model_copy(update={"number_style": "si"})
    data = Reading(render(release.model_copy(update={"header": header}), "es", {})).data
    assert data["decimal"] == "," and data["group"] == "\u202f"
    rate = data["estimates"]["describe/y1~population/valley/rate/990103"]
    assert rate["value"] == "1,8" and rate["unit"] == "por cada 100\u202f000 habitantes"


def test_the_page_is_small_and_quick(release: Release, spanish: str) -> None:
    assert len(spanish.encode()) < 1_000_000
    start = time.perf_counter()
    render(release, "es", {})
    assert time.perf_counter() - start < 1.5


def test_a_matrix_tells_a_repeated_cell_once(release: Release) -> None:
    matrix = release.table("consistency")
    first = matrix.rows[1]
    rows = (first, first.model_copy(update={"cells": (*first.cells[:2], *matrix.rows[2].cells[2:])}), matrix.rows[2])
    tables = tuple(t.model_copy(update={"rows": rows}) if t.id == "consistency" else t for t in release.tables)
    found = Reading(render(release.model_copy(update={"tables": tables}), "es", {}))
    assert found.having("rowspan") == ["2", "2"]
    assert found.text.count("PE1. ¿Cuál es la magnitud?") == 1


def test_what_stands_before_the_first_section_is_on_the_first_page(release: Release) -> None:
    box = next(block for block in release.blocks if isinstance(block, Box))
    made = render(release.model_copy(update={"blocks": (box, *release.blocks)}), "es", {})
    assert made.index("Desviaciones del plan") < made.index('id="summary"')
    assert "Lo registrado no es lo ocurrido" not in made.split('id="summary"')[0]


def test_references_that_are_a_section_are_not_listed_twice(release: Release) -> None:
    heading = Heading(level=1, section="references", text=Text(es="Referencias", en="References"))
    other = Heading(level=2, section="5.limits", text=Text(es="Límites", en="Limits"))
    made = Reading(render(release.model_copy(update={"blocks": (*release.blocks, other, heading)}), "es", {}))
    assert "Editorial Inventada" not in made.text
    assert "section-5.limits" in made.having("id") and "5.limits Límites" not in made.text


def test_a_reference_hangs_with_its_title_in_italics_and_its_address_as_a_link(release: Release) -> None:
    heading = Heading(level=1, section="references", text=Text(es="Referencias", en="References"))
    words = 'Autora, A. (2099). *Valles*. https://example.org/a?b=1&c="2". La falacia ecológica.'
    listed = Bullets(items=(Sentence.plain(Text.same(words)),))
    made = render(release.model_copy(update={"blocks": (*release.blocks, heading, listed)}), "es", {})
    line = made.split('<div class="references">')[1].split("</p>")[0]
    assert "<i>Valles</i>" in line and 'class="term"' not in line
    assert '<a href="https://example.org/a?b=1&amp;c=" rel="noreferrer">' in line


def test_only_addresses_of_the_web_become_links(release: Release) -> None:
    bad = release.sources[0].model_copy(update={"url": "javascript:alert(1)"})
    found = Reading(render(release.model_copy(update={"sources": (bad, *release.sources[1:])}), "es", {}))
    outside = [href for href in found.having("href") if not href.startswith(("#", "report.", "tables"))]
    assert outside and all(href.startswith("https://example.org/") for href in outside)
    assert "javascript:alert(1)" in found.text


def test_signs_stay_on_the_line_of_their_number(release: Release, spanish: str) -> None:
    held = re.findall(r'<span class="held">(.*?)</span>', spanish)
    assert any(words.endswith("</button>\u00a0%") for words in held)
    assert not re.search(r"</button>[.,;:)]", re.sub(r'<span class="held">.*?</span>', "", spanish))


def test_steps_of_a_hypothesis_are_numbered_as_they_are_filled(release: Release) -> None:
    made = render(release, "es", {})
    for block in release.hypotheses:
        steps = re.findall(
            r'<dt><span class="no">(\d)</span>',
            made.split(f'id="hypothesis-{block.hypothesis}"')[1].split("</article>")[0],
        )
        assert [int(step) for step in steps] == list(range(1, len(steps) + 1))


def test_a_title_is_told_once(release: Release) -> None:
    """A table without a number below a heading of its name, and the data of a map below the title of the map."""
    table = release.table("valleys").model_copy(update={"id": "places", "number": 0})
    told = Text(es=f"Anexo 4. {table.title.es}", en=f"Annex 4. {table.title.en}")
    heading = Heading(level=2, section="annex-4", text=told)
    blocks = (*release.blocks, heading, TableBlock(table="places"))
    figures = tuple(
        f.model_copy(update={"table": f.table.model_copy(update={"title": f.title})}) if f.table else f
        for f in release.figures
    )
    changed = {"tables": (*release.tables, table), "blocks": blocks, "figures": figures}
    made = render(release.model_copy(update=changed), "es", {})
    assert '<figcaption id="table-places-caption" class="unseen">' in made
    assert '<figcaption id="data-map-caption" class="unseen">' in made
    assert made.count('class="unseen"><i class="title">') == 2


def test_a_table_of_words_keeps_its_roles_when_it_becomes_cards(reading: Reading) -> None:
    tables = [attributes.get("role") for tag, attributes in reading.elements if tag == "table"]
    assert tables.count("table") == 2
    cells = [a for tag, a in reading.elements if tag in ("td", "th") and "data-head" in a]
    assert cells and all(cell["role"] in ("cell", "rowheader") and cell["data-head"] for cell in cells)


def test_the_data_block_cannot_end_its_script(reading: Reading, spanish: str) -> None:
    block = spanish.split('id="data">')[1].split("</script>")[0]
    assert "<" not in block
    assert json.loads(block) == reading.data
