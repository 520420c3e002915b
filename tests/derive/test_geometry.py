"""Shapes: neighbours equal those of libpysal and spdep on their own maps; plane and simplification keep what matters."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from yupay.derive.geometry import MANY_VERTICES, boundaries_of, neighbours_of, queen_pairs
from yupay.derive.places import UnitPlaces
from yupay.model.cube import Place
from yupay.model.source import Source
from yupay.model.study import Unit
from yupay.model.text import Text


def unit_of(keys: list[str], compared: int = 0) -> UnitPlaces:
    word = Text.same("x")
    unit = Unit(id="u", label=word, plural=word, frame="f", key="k")
    card = dict.fromkeys(("title", "producer", "coverage", "geography", "limitations"), word)
    frame = Source(
        id="f", path="f.csv", counting_unit="place", period="", citation="", confidentiality="public", **card
    )
    places = tuple(Place(key=key, name=key, compare=n >= len(keys) - compared) for n, key in enumerate(keys))
    return UnitPlaces(unit, frame, places, {key: n for n, key in enumerate(keys)})


def square(x: float, y: float, size: float = 1.0) -> shapely.Polygon:
    return shapely.box(x, y, x + size, y + size)


@pytest.mark.parametrize("name", ["columbus", "nc_sids", "stl_hom", "lima42", "lima_callao", "peru_districts"])
def test_queen_neighbours_equal_libpysal_and_spdep(shared_data: Path, name: str) -> None:
    """Links of libpysal 4.14.1, equal in number to spdep::poly2nb(snap = 1e-7)."""
    (shapes,) = shared_data.rglob(f"{name}.geojson")
    (links,) = shared_data.rglob(f"{name}_queen.csv")
    features = json.loads(shapes.read_text(encoding="utf-8"))["features"]
    ids = [int(feature["properties"].get("uid", n + 1)) for n, feature in enumerate(features)]
    found = {tuple(sorted((ids[i], ids[j]))) for i, j in queen_pairs([shape(one["geometry"]) for one in features])}
    with links.open(encoding="utf-8") as opened:
        expected = {tuple(sorted((int(row["i"]), int(row["j"])))) for row in csv.DictReader(opened)}
    assert found == expected


def test_lima_and_callao(shared_data: Path) -> None:
    """116 pairs among the 50 districts, 97 among the 43 of the province of Lima, none without a neighbour."""
    files = [file for file in shared_data.rglob("lima_callao_distritos*.geojson") if "ubigeo" in file.name]
    features = json.loads(files[0].read_text(encoding="utf-8"))["features"]
    outlines = {one["properties"]["ubigeo"]: shape(one["geometry"]) for one in features}
    keys = sorted(outlines, key=lambda code: (code.startswith("07"), code))
    found = neighbours_of(unit_of(keys, compared=7), outlines)
    assert len(found.pairs) == 116
    assert sum(second < 43 for _, second in found.pairs) == 97
    assert found.islands == ()


def test_a_corner_is_enough_and_a_gap_is_too_much() -> None:
    touching = [square(0, 0), square(1, 1), square(1 + 1e-9, 0), square(2.001, 5)]
    assert queen_pairs(touching) == [(0, 1), (0, 2), (1, 2)]


@settings(max_examples=30, deadline=None)
@given(width=st.integers(1, 6), height=st.integers(1, 6))
def test_neighbours_on_a_chessboard(width: int, height: int) -> None:
    """A king's moves: (w - 1) h + w (h - 1) + 2 (w - 1)(h - 1) pairs."""
    shapes = [square(x, y) for x in range(width) for y in range(height)]
    pairs = queen_pairs(shapes)
    assert len(pairs) == (width - 1) * height + width * (height - 1) + 2 * (width - 1) * (height - 1)
    assert pairs == sorted(set(pairs)) and all(i < j for i, j in pairs)


def test_islands() -> None:
    """c touches only the compared d; e is alone; f has no outline."""
    outlines = {"a": square(0, 0), "b": square(1, 0), "c": square(5, 0), "d": square(6, 0), "e": square(9, 9)}
    found = neighbours_of(unit_of(["a", "b", "c", "e", "f", "d"], compared=1), outlines)
    assert found.pairs == ((0, 1), (2, 5))
    assert found.islands == (2, 3, 4)


def test_the_plane_is_in_metres_and_keeps_rings() -> None:
    """A degree of latitude at 12 S is 110.6 km, one of longitude 108.9 km (WGS 84)."""
    hole = shapely.Polygon(square(-77, -12.5).exterior.coords, [square(-76.8, -12.3, 0.1).exterior.coords])
    island = square(-75.5, -12.5, 0.5)
    (found,) = boundaries_of(unit_of(["a"]), {"a": shapely.MultiPolygon([hole, island])})
    assert [len(ring) for ring in found.rings] == [5, 5, 5]
    outer = np.array(found.rings[0])
    width, height = np.ptp(outer, axis=0)
    assert height == pytest.approx(110_640, rel=0.005)
    assert width == pytest.approx(108_900, rel=0.005)


def test_places_without_an_outline_have_no_boundary() -> None:
    found = boundaries_of(unit_of(["a", "b"]), {"b": square(-77, -12)})
    assert [one.key for one in found] == ["b"]
    assert boundaries_of(unit_of(["a"]), {}) == ()


def test_many_vertices_are_thinned_and_borders_stay_shared() -> None:
    rng = np.random.default_rng(1)
    border = [(-76.0 + 1e-4 * rng.standard_normal(), -13 + n / 30_000) for n in range(1, 30_000)]
    line = [(-76.0, -13.0), *border, (-76.0, -12.0)]
    left = shapely.Polygon([*line, (-77.0, -12.0), (-77.0, -13.0)])
    right = shapely.Polygon([*line, (-75.0, -12.0), (-75.0, -13.0)])
    assert shapely.get_num_coordinates([left, right]).sum() > MANY_VERTICES
    first, second = boundaries_of(unit_of(["a", "b"]), {"a": left, "b": right})
    shared = set(first.rings[0]) & set(second.rings[0])
    assert len(first.rings[0]) < 3_000
    assert len(shared) == len(set(first.rings[0])) - 2


def test_a_ring_that_is_no_ring_stops_no_large_map() -> None:
    steps = np.linspace(0, 1, MANY_VERTICES)
    left = shapely.Polygon([*zip(-77 + steps, np.full(MANY_VERTICES, -13.0), strict=True), (-76, -12), (-77, -12)])
    sliver = [(-76.5, -12.5), (-76.4, -12.5), (-76.5, -12.5), (-76.5, -12.5)]
    (found,) = boundaries_of(unit_of(["a"]), {"a": shapely.Polygon(left.exterior, [sliver])})
    assert 4 <= len(found.rings[0]) < 100
    assert all(np.isfinite(found.centroid))
