import csv
import json
from pathlib import Path

import numpy as np
import pytest

from yupay.analyse.numerics import weights

MAPS = ("columbus", "nc_sids", "stl_hom", "lima42", "lima_callao", "peru_districts")
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], dtype=float)


def moved(right: float, up: float) -> np.ndarray:
    return SQUARE + np.array([right, up])


def outlines(file: Path) -> list[list[np.ndarray]]:
    shapes = json.loads(file.read_text(encoding="utf-8"))["features"]
    parts = [
        s["geometry"]["coordinates"] if s["geometry"]["type"] == "MultiPolygon" else [s["geometry"]["coordinates"]]
        for s in shapes
    ]
    return [[np.array(ring)[:, :2] for part in unit for ring in part] for unit in parts]


def listed(file: Path) -> set[tuple[int, int]]:
    with file.open(newline="") as lines:
        return {(int(row["i"]) - 1, int(row["j"]) - 1) for row in csv.DictReader(lines)}


def both_ways(pairs: np.ndarray) -> set[tuple[int, int]]:
    return {(int(i), int(j)) for i, j in np.concatenate([pairs, pairs[:, ::-1]])}


@pytest.mark.parametrize("name", MAPS)
def test_neighbours_are_those_of_the_reference_files(name: str, shared_data: Path) -> None:
    """Queen, rook and four nearest of six maps (libpysal, as many links as spdep)."""
    folder = shared_data / "spatial"
    found = weights.contacts(outlines(folder / f"{name}.geojson"))
    assert both_ways(found.queen) == listed(folder / f"{name}_queen.csv")
    assert both_ways(found.rook) == listed(folder / f"{name}_rook.csv")
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        points = np.array([(float(row["cx"]), float(row["cy"])) for row in csv.DictReader(lines)])
    near = weights.nearest(points, 4)
    assert {(int(i), int(j)) for i, j in near} == listed(folder / f"{name}_knn4.csv")
    assert len(near) == 4 * len(points)


@pytest.mark.parametrize("name", ["columbus", "lima42"])
def test_shaken_outlines_are_neighbours_again_once_snapped(name: str, shared_data: Path) -> None:
    """Every corner moved by up to 1e-7: without snapping nearly all borders are lost, with it all are back."""
    folder, random = shared_data / "spatial", np.random.default_rng(4)
    shaken = [
        [ring + random.uniform(-1e-7, 1e-7, ring.shape) for ring in unit]
        for unit in outlines(folder / f"{name}.geojson")
    ]
    assert len(weights.contacts(shaken).rook) < 0.1 * len(listed(folder / f"{name}_rook.csv"))
    found = weights.contacts(shaken, snap=5e-7)
    assert both_ways(found.queen) == listed(folder / f"{name}_queen.csv")
    assert both_ways(found.rook) == listed(folder / f"{name}_rook.csv")


def test_rook_needs_a_border_and_not_two_points() -> None:
    """A gate touches the house at two single corners: queen, not rook; the lengths are measured."""
    arch = np.array([(0, 0), (1, 0), (1, 2), (0.5, 1), (0, 2), (0, 0)], dtype=float)
    lintel = np.array([(0, 2), (1, 2), (0.5, 3), (0, 2)], dtype=float)
    found = weights.contacts([[arch], [lintel], [moved(1, 0)], [moved(2, 1)]])
    assert found.queen.tolist() == [[0, 1], [0, 2], [2, 3]]
    assert found.rook.tolist() == [[0, 2]]
    assert found.lengths == pytest.approx([0, 1, 0])


def test_a_corner_on_the_middle_of_a_border_counts() -> None:
    """Borders that meet without a common corner are measured."""
    found = weights.contacts([[SQUARE], [0.5 * moved(2, 0.5)], []])
    assert found.rook.tolist() == [[0, 1]]
    assert found.lengths == pytest.approx([0.5])


def test_snapped_gap_and_open_rings() -> None:
    apart = [[SQUARE[:-1]], [moved(1 + 1e-6, 0)[:-1]]]
    assert len(weights.contacts(apart).queen) == 0
    assert weights.contacts(apart, snap=1e-5).lengths == pytest.approx([1], abs=1e-4)


def test_nobody_touches_anybody() -> None:
    assert weights.contacts([]).queen.shape == (0, 2)
    assert weights.contacts([[], []]).rook.shape == (0, 2)


def test_nearest_breaks_ties_by_order_and_keeps_k() -> None:
    square = np.array([(0, 0), (1, 0), (0, 1), (1, 1)], dtype=float)
    assert weights.nearest(square, 2).tolist() == [[0, 1], [0, 2], [1, 0], [1, 3], [2, 0], [2, 3], [3, 1], [3, 2]]
    assert weights.nearest(np.zeros((3, 2)), 1).tolist() == [[0, 1], [1, 0], [2, 0]]
    for k in (0, 4):
        with pytest.raises(ValueError, match="between 1 and 3"):
            weights.nearest(square, k)


def test_the_shortest_band_leaves_nobody_alone() -> None:
    points = np.random.default_rng(2).uniform(size=(40, 2))
    band = weights.shortest_band(points)
    assert weights.islands(40, weights.within(points, band)) == 0
    assert weights.islands(40, weights.within(points, band * 0.999)) >= 1
    apart = weights.distances(points)
    i, j = np.nonzero(np.triu(apart <= 0.3, 1))
    assert weights.within(points, 0.3).tolist() == np.column_stack([i, j]).tolist()
    assert weights.within(points, 1e-9).shape == (0, 2)


def test_what_the_policies_make_of_an_island() -> None:
    points, pairs = np.array([(0, 0), (1, 0), (2, 0), (9, 0)], dtype=float), weights.as_pairs([(0, 1), (1, 2)])
    assert weights.alone(4, pairs).tolist() == [3]
    kept = weights.settle(points, pairs, "keep")
    assert (kept.pairs.tolist(), kept.kept.all()) == (pairs.tolist(), True)
    left = weights.settle(points, pairs, "leave-out")
    assert (left.pairs.tolist(), left.kept.tolist()) == (pairs.tolist(), [True, True, True, False])
    near = weights.settle(points, pairs, "nearest")
    assert (near.pairs.tolist(), near.linked) == ([[0, 1], [1, 2], [2, 3]], 1)
    with pytest.raises(ValueError, match="1 of 4 units"):
        weights.settle(points, pairs, "refuse")
    assert weights.settle(points[:3], pairs, "refuse").linked == 0
    two = weights.settle(points[:2], weights.as_pairs([]), "nearest")
    assert two.pairs.tolist() == [[0, 1]]


def test_rows_sum_to_one_and_islands_to_zero() -> None:
    matrix = weights.row_standardised(5, weights.as_pairs([(0, 1), (1, 2), (0, 2), (2, 3)])).toarray()
    assert matrix.sum(1) == pytest.approx([1, 1, 1, 1, 0])
    assert matrix[2] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3, 0])
    assert weights.islands(5, weights.as_pairs([(0, 1), (1, 2), (0, 2), (2, 3)])) == 1


def test_directed_links_stay_directed() -> None:
    matrix = weights.rows_to_one(weights.directed(3, weights.as_pairs([(0, 1), (1, 0), (2, 0), (2, 1)]))).toarray()
    assert matrix.tolist() == [[0, 1, 0], [1, 0, 0], [0.5, 0.5, 0]]


def test_among_renumbers_the_kept_units() -> None:
    kept = weights.among(weights.as_pairs([(0, 1), (1, 2), (2, 3)]), np.array([True, False, True, True]))
    assert kept.tolist() == [[1, 2]]


def test_no_pairs() -> None:
    assert weights.row_standardised(3, weights.as_pairs([])).toarray().sum() == 0
    assert weights.among(weights.as_pairs([]), np.ones(3, bool)).shape == (0, 2)


def test_distances() -> None:
    assert weights.distances(np.array([[0.0, 0.0], [3.0, 4.0]])) == pytest.approx(np.array([[0, 5], [5, 0]]))
