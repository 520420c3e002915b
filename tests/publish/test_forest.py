"""The forest plot: every model on one axis, refusals in words and in red, nothing pooled."""

import re
import xml.etree.ElementTree as ET

import pytest

from yupay.model.figure import Figure, ForestPlot, ForestRow
from yupay.model.table import Cell, Sentence
from yupay.model.text import Language, Text
from yupay.publish.charts.drawing import ALERT, LogScale
from yupay.publish.charts.svg import draw
from yupay.publish.numbers import Writer
from yupay.publish.pictures import pngs

SVG = "{http://www.w3.org/2000/svg}"


def words(es: str, en: str) -> Text:
    return Text(es=es, en=en)


def total(value: float, low: float | None, high: float | None) -> Cell:
    return Cell(value=value, low=low, high=high, form="interval", digits=0, estimate=f"hidden/a/persons/m{value:g}")


ROWS = (
    ForestRow(label=words("Por pasos", "Stepwise"), cell=total(11_418, 9_267, 14_307)),
    ForestRow(label=words("Menor BIC", "Smallest BIC"), cell=total(25_311, 11_456, 43_894)),
    ForestRow(label=words("Independencia", "Independence"), cell=total(12_214, 11_000, 13_500), shape="hollow"),
    ForestRow(label=words("Cota", "Bound"), cell=total(9_000, 8_000, None), shape="bound"),
    ForestRow(label=words("Clases", "Classes"), cell=Cell(value="refused", form="decision"), shape="refused"),
)


def figure(*, log: bool = True, rows: tuple[ForestRow, ...] = ROWS) -> Figure:
    body = ForestPlot(
        x_label=words("Personas", "Persons"),
        head=words("Total e intervalo", "Total and interval"),
        rows=rows,
        base=Cell(value=2744.0, form="count"),
        band=Cell(low=11_418, high=25_311, form="interval", digits=0),
        log=log,
        legend=(("dot", Sentence.plain(words("modelo", "model"))), ("base", Sentence.plain(words("vistas", "seen")))),
    )
    return Figure(
        id="forest", title=words("Modelos", "Models"), section="4.6", alt=words("un renglón", "a line"), body=body
    )


def drawn(made: Figure, language: Language = "en") -> ET.Element:
    return ET.fromstring(draw(made, language, Writer(language)))


def marks(root: ET.Element) -> list[ET.Element]:
    return [node for node in root.iter(f"{SVG}g") if node.get("class") == "mark"]


def middle(node: ET.Element) -> float:
    return float(str(next(node.iter(f"{SVG}circle")).get("cx")))


def test_every_model_is_a_mark_that_says_its_number_and_opens_its_panel() -> None:
    found = marks(drawn(figure()))
    assert [node.get("data-say") for node in found][:2] == [
        "Stepwise: 11,418 [9,267, 14,307]",
        "Smallest BIC: 25,311 [11,456, 43,894]",
    ]
    assert all(str(node.get("data-ref")).startswith("hidden/") for node in found[:4])


def test_what_is_refused_is_said_in_red_and_is_no_point() -> None:
    refused = marks(drawn(figure()))[4]
    assert refused.get("data-say") == "Classes: not assessable"
    assert not list(refused.iter(f"{SVG}circle"))
    assert {node.get("fill") or node.get("stroke") for node in refused} >= {ALERT}


@pytest.mark.parametrize("log", [True, False])
def test_points_stand_in_the_order_of_their_totals(log: bool) -> None:
    found = [middle(node) for node in marks(drawn(figure(log=log)))[:3]]
    assert found[0] < found[2] < found[1]


def test_nothing_is_pooled() -> None:
    assert len(list(drawn(figure()).iter(f"{SVG}circle"))) == 3 + 1, "three models and the legend"
    assert not list(drawn(figure()).iter(f"{SVG}polygon"))


def test_an_interval_without_an_end_is_an_arrow_and_stays_on_the_paper() -> None:
    root = drawn(figure())
    bound = marks(root)[3]
    assert "∞" in str(bound.get("data-say"))
    assert any("L" in str(node.get("d")) and node.get("fill") == "none" for node in bound.iter(f"{SVG}path"))


def test_an_interval_far_beyond_the_others_is_cut_by_an_arrow() -> None:
    far = ForestRow(label=words("Lejos", "Far"), cell=total(20_000, 5_000, 9_000_000))
    root = drawn(figure(rows=(*ROWS[:2], far)))
    width = float(str(root.get("width")))
    ends = [float(str(node.get("x2"))) for node in root.iter(f"{SVG}line")]
    assert max(ends) <= width
    assert "9,000,000" in str(marks(root)[2].get("data-say"))


def test_refusals_alone_can_be_drawn() -> None:
    root = drawn(figure(rows=ROWS[4:]))
    assert len(marks(root)) == 1


def test_both_languages_carry_the_same_numbers() -> None:
    found = [
        [re.findall(r"\d[\d.,]*", str(node.text)) for node in drawn(figure(), language).iter(f"{SVG}text")]
        for language in ("es", "en")
    ]
    assert found[0] == found[1]


def test_the_drawing_becomes_a_picture() -> None:
    (picture,) = pngs({"forest": draw(figure(), "es", Writer("es"))}).values()
    assert picture.startswith(b"\x89PNG")


def test_a_logarithmic_scale_has_equal_steps_for_equal_ratios() -> None:
    scale = LogScale(1_000, 100_000, 0, 100)
    assert scale(10_000) == pytest.approx(50)
    assert scale(20_000) - scale(10_000) == pytest.approx(scale(2_000) - scale(1_000))
    assert all(1_000 <= tick <= 100_000 for tick in scale.ticks())
    assert len(LogScale(1, 10**12, 0, 1).ticks(4)) <= 6
