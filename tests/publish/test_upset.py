"""The chart of overlaps: one column a history, its lists dotted, the sizes of the lists, nothing of what is withheld."""

import xml.etree.ElementTree as ET

import pytest

from yupay.model.figure import Figure, OverlapChart
from yupay.model.table import Cell
from yupay.model.text import Text
from yupay.publish.charts.svg import draw
from yupay.publish.numbers import Writer
from yupay.publish.pictures import pngs

SVG = "{http://www.w3.org/2000/svg}"
HISTORIES = ((2,), (0,), (0, 2), (0, 1, 2))
COUNTS = (907.0, 463.0, 56.0, 3.0)


def words(both: str) -> Text:
    return Text(es=both, en=f"{both} (en)")


def figure(counts: tuple[Cell, ...] | None = None) -> Figure:
    shown = counts if counts is not None else tuple(Cell(value=n, form="count", source="lists") for n in COUNTS)
    body = OverlapChart(
        lists=(words("Policía"), words("Fiscalía"), words("ONG")),
        sizes=tuple(Cell(value=n, form="count", source="lists") for n in (522.0, 3.0, 966.0)),
        histories=HISTORIES[: len(shown)],
        counts=shown,
        y_label=words("personas"),
        size_label=words("en cada lista"),
    )
    return Figure(id="lists", title=words("Listas"), section="4.6", alt=words("columnas"), body=body)


def drawn(made: Figure) -> ET.Element:
    return ET.fromstring(draw(made, "es", Writer("es")))


def marks(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter(f"{SVG}g") if node.get("class") == "mark"]


def height(node: ET.Element) -> float:
    return float(str(next(node.iter(f"{SVG}rect")).get("height")))


def test_each_history_and_each_list_is_a_mark_that_says_its_number() -> None:
    said = [node.get("data-say") for node in marks(drawn(figure()))]
    assert said[:4] == ["ONG: 907", "Policía: 463", "Policía + ONG: 56", "Policía + Fiscalía + ONG: 3"]
    assert said[4:] == ["Policía: 522", "Fiscalía: 3", "ONG: 966"]


def test_a_column_has_one_dot_for_each_of_its_lists() -> None:
    found = marks(drawn(figure()))[: len(HISTORIES)]
    assert [len(list(node.iter(f"{SVG}circle"))) for node in found] == [len(on) for on in HISTORIES]


def test_columns_are_as_high_as_their_counts() -> None:
    found = marks(drawn(figure()))
    assert height(found[0]) / height(found[1]) == pytest.approx(907 / 463, rel=0.01)
    assert height(found[3]) >= 1.5, "three persons are seen"


def test_a_withheld_count_is_a_word_on_a_column_of_one_height() -> None:
    hidden = Cell(mark="hidden", source="lists")
    found = marks(drawn(figure((Cell(value=907.0, form="count"), hidden, hidden))))
    assert [node.get("data-say") for node in found[1:3]] == ["Policía: dato reservado", "Policía + ONG: dato reservado"]
    assert height(found[1]) == height(found[2])


def test_without_histories_the_sizes_stand_alone() -> None:
    said = [node.get("data-say") for node in marks(drawn(figure(())))]
    assert said == ["Policía: 522", "Fiscalía: 3", "ONG: 966"]


def test_nothing_runs_off_the_paper() -> None:
    root = drawn(figure())
    width, tall = (float(str(root.get(name))) for name in ("width", "height"))
    for node in root.iter(f"{SVG}circle"):
        assert 0 < float(str(node.get("cx"))) < width and 0 < float(str(node.get("cy"))) < tall


def test_the_drawing_is_described_and_becomes_a_picture() -> None:
    made = draw(figure(), "es", Writer("es"))
    assert "columnas" in made and 'role="img"' in made
    (picture,) = pngs({"lists": made}).values()
    assert picture.startswith(b"\x89PNG")
