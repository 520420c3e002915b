"""The static map: classes, no data apart from zero, places apart, an inset, and nothing that is not shown."""

import re
import xml.etree.ElementTree as ET

from yupay.model.figure import Map, MapLayer
from yupay.model.release import Release
from yupay.publish.charts.drawing import PAPER
from yupay.publish.maps.ground import ground
from yupay.publish.maps.legend import counts
from yupay.publish.maps.paint import APART, Paint
from yupay.publish.maps.svg import NAME_SIZE
from yupay.publish.maps.svg import static as drawn_on
from yupay.publish.numbers import Writer

SVG = "{http://www.w3.org/2000/svg}"


def body_of(release: Release) -> Map:
    body = release.figure("map").body
    assert isinstance(body, Map)
    return body


def static(body: Map, layer: MapLayer, key: str = "map") -> str:
    return drawn_on(ground(body, NAME_SIZE, numbered=True), layer, Writer("es"), key)


def fills(body: Map, layer: MapLayer) -> dict[int, str]:
    root = ET.fromstring(static(body, layer))
    places = [node for node in root.iter(f"{SVG}g") if node.get("data-place")]
    return {int(str(n.get("data-place"))): str(n.find(f"{SVG}path").get("fill")) for n in places}  # type: ignore[union-attr]


def test_a_place_has_the_fill_of_its_class(release: Release) -> None:
    body = body_of(release)
    paint = Paint("map-map-y1")
    layer = body.layers[0]
    for index, fill in fills(body, layer).items():
        expected = APART if body.places[index].compare else paint.fill(layer.classes[layer.values[index]])
        assert fill == expected


def test_no_data_is_hatched_and_zero_is_white(release: Release) -> None:
    body = body_of(release)
    found = fills(body, body.layers[0])
    assert found[11].startswith("url(#") and found[5] == PAPER


def test_incomplete_answers_have_dots_over_their_class(release: Release) -> None:
    body = body_of(release)
    made = static(body, body.layers[0])
    drawn = ET.fromstring(made)
    main = next(node for node in drawn.iter(f"{SVG}g") if node.get("class") == "main")
    dotted = [node for node in main.iter(f"{SVG}path") if "part" in str(node.get("fill"))]
    assert len(dotted) == sum(body.layers[0].incomplete)


def test_the_legend_counts_every_place_of_the_study_once(release: Release) -> None:
    body = body_of(release)
    for layer in body.layers:
        assert sum(counts(body, layer)) == 43
    written = static(body, body.layers[0])
    assert "130 a 222 (15)" in written and "sin dato (1)" in written


def test_a_layer_of_effort_shows_no_number_of_any_place(release: Release) -> None:
    body = body_of(release)
    written = static(body, body.layers[1])
    words = re.sub(r"<[^>]*>", " ", written)
    assert set(re.findall(r"\d+", words)) <= {"1", "2099", *(f"{i:02d}" for i in range(44)), *map(str, range(44))}
    assert "<title>" not in written.replace('<title id="map-map-x1-title">', "")


def test_the_inset_redraws_the_centre_inside_its_frame(release: Release) -> None:
    body = body_of(release)
    root = ET.fromstring(static(body, body.layers[0]))
    inset = next(node for node in root.iter(f"{SVG}g") if node.get("class") == "inset")
    assert 0 < len([n for n in inset.iter(f"{SVG}g") if n.get("data-place")]) < 43
    without = body.model_copy(update={"inset": None})
    assert "Zona central" not in static(without, without.layers[0])


def test_several_layers_may_stand_in_one_page(release: Release) -> None:
    body = body_of(release)
    made = [static(body, layer) for layer in body.layers]
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in made]
    assert not ids[0] & ids[1]


def test_an_inset_elsewhere_is_not_drawn(release: Release) -> None:
    body = body_of(release).model_copy(update={"inset": (-77.1, -12.2, -76.9, -12.0)})
    assert "Zona central" not in static(body, body.layers[0])
