"""Each kind of chart: what it draws, what it never draws."""

import re
import xml.etree.ElementTree as ET

import pytest

from yupay.model.figure import Figure, Pareto, RankScatter, RankSets, Series
from yupay.model.release import Release
from yupay.model.table import Cell
from yupay.model.text import Language, Text
from yupay.publish.charts.svg import draw
from yupay.publish.numbers import Writer
from yupay.publish.pictures import pngs

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("series", "pareto", "map", "ranks", "scatter", "curve")


def drawn(figure: Figure, language: Language = "es") -> ET.Element:
    return ET.fromstring(draw(figure, language, Writer(language)))


def texts(root: ET.Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def marks(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter(f"{SVG}g") if node.get("class") == "mark"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawing_is_named_described_and_alone_with_its_ids(release: Release, kind: str) -> None:
    root = drawn(release.figure(kind))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("role") == "img"
    named = str(root.get("aria-labelledby")).split()
    assert [node.tag for node in root.iter() if node.get("id") in named] == [f"{SVG}title", f"{SVG}desc"]
    assert len(list(root.iter(f"{SVG}title"))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_two_drawings_have_the_same_bytes(release: Release, kind: str) -> None:
    figure = release.figure(kind)
    assert draw(figure, "es", Writer("es")) == draw(figure, "es", Writer("es"))


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_carry_the_same_numbers(release: Release, kind: str) -> None:
    figure = release.figure(kind)
    spanish, english = (texts(drawn(figure, language)) for language in ("es", "en"))
    numbers = [[re.findall(r"\d[\d.,]*", line) for line in lines if "%" not in line] for lines in (spanish, english)]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("kind", KINDS)
def test_drawings_become_pictures_with_shipped_letters(release: Release, kind: str) -> None:
    (picture,) = pngs({kind: draw(release.figure(kind), "es", Writer("es"))}).values()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 5_000


def test_a_total_of_several_years_is_one_block_and_nothing_is_interpolated(release: Release) -> None:
    figure = release.figure("series")
    assert isinstance(figure.body, Series)
    root = drawn(figure)
    assert len(marks(root)) == len(figure.body.years) + len(figure.body.blocks)
    hatched = [
        node
        for node in root.iter(f"{SVG}rect")
        if str(node.get("fill")).startswith("url(") and node.get("height") != "12"
    ]
    bar = next(m for m in marks(root) if str(m.get("data-say")).startswith("2096")).find(f"{SVG}rect")
    assert bar is not None
    block = hatched[0]
    ratio = float(str(block.get("height"))) / float(str(bar.get("height")))
    assert ratio == pytest.approx(1976 / 3 / 1144, rel=0.01)
    assert "suma 2092-2094: 1,976" in texts(root)


def test_a_change_of_law_stands_in_the_room_of_its_year(release: Release) -> None:
    figure = release.figure("series")
    assert isinstance(figure.body, Series)
    body = figure.body.model_copy(update={"breaks": ((2096.0, Text.same("a")), (2096.999, Text.same("b")))})
    root = drawn(figure.model_copy(update={"body": body}))
    rules = [float(str(n.get("x1"))) for n in root.iter(f"{SVG}line") if n.get("stroke-dasharray") == "2 3"]
    bars = {str(m.get("data-say"))[:4]: m.find(f"{SVG}rect") for m in marks(root)}
    middle = {
        year: float(str(b.get("x"))) + float(str(b.get("width"))) / 2 for year, b in bars.items() if b is not None
    }
    assert (rules[0] + rules[1]) / 2 == pytest.approx(middle["2096"], abs=0.1)
    assert middle["2095"] < rules[0] < rules[1] < middle["2097"]


def test_a_long_head_is_never_cut(release: Release) -> None:
    figure = release.figure("pareto")
    assert isinstance(figure.body, Pareto)
    words = "Denuncias por trata de personas, todas las edades, enero de 2007 a abril de 2014 y algo más que decir"
    body = figure.body.model_copy(update={"y_label": Text.same(words)})
    root = drawn(figure.model_copy(update={"body": body}))
    heads = [n for n in root.iter(f"{SVG}text") if n.get("font-weight") == "bold"]
    assert words in " ".join(n.text or "" for n in heads)
    assert min(float(str(n.get("y"))) for n in heads) > 8


def test_a_year_without_data_is_written_and_has_no_bar(release: Release) -> None:
    figure = release.figure("series")
    assert isinstance(figure.body, Series)
    values = (Cell(mark="no data"), *figure.body.values[1:])
    figure = figure.model_copy(update={"body": figure.body.model_copy(update={"values": values})})
    first = marks(drawn(figure))[1]
    assert first.find(f"{SVG}rect") is None
    assert "sin dato" in str(first.get("data-say"))


def test_places_of_rank_sets_stay_in_their_order(release: Release) -> None:
    figure = release.figure("ranks")
    assert isinstance(figure.body, RankSets)
    labels = [label.es for label in figure.body.labels]
    assert [text for text in texts(drawn(figure)) if text in labels] == labels


def test_points_of_a_scatter_have_no_name_and_no_line(release: Release) -> None:
    figure = release.figure("scatter")
    assert isinstance(figure.body, RankScatter)
    root = drawn(figure)
    assert not list(root.iter(f"{SVG}polyline")) and not list(root.iter(f"{SVG}path"))
    assert not any("Valle" in str(mark.get("data-say")) for mark in marks(root))
    hollow = [m for m in marks(root) if (spot := m.find(f"{SVG}circle")) is not None and spot.get("fill") == "#ffffff"]
    assert len(hollow) == sum(not complete for panel in figure.body.panels for complete in panel.complete)


def test_a_pareto_says_count_share_and_set_of_every_bar(release: Release) -> None:
    figure = release.figure("pareto")
    assert isinstance(figure.body, Pareto)
    said = [str(mark.get("data-say")) for mark in marks(drawn(figure, "en"))]
    assert len(said) == 3 * len(figure.body.labels)
    assert said[:3] == ["Oficina 1: 700", "Oficina 1: 35.0 cumulative %", "Oficina 1: ranks 1 to 2"]


def test_labels_are_escaped(release: Release) -> None:
    figure = release.figure("pareto")
    assert isinstance(figure.body, Pareto)
    labels = (Text.same('[/red]<script>alert("1")</script>'), *figure.body.labels[1:])
    made = draw(
        figure.model_copy(update={"body": figure.body.model_copy(update={"labels": labels})}), "es", Writer("es")
    )
    assert "<script" not in made
    ET.fromstring(made)
