"""Where do the places lie, and which of them touch? Outlines in a local plane, centroids and queen neighbours.

Plane: transverse Mercator on WGS 84 centred on the map (metres, north up). Queen contiguity: two places are
neighbours when they share a vertex, exactly or within 1e-7 degrees (about 1 cm).
Reference: Cliff and Ord (1981), Spatial Processes; the tolerance is that of spdep::poly2nb(snap = 1e-7).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

from yupay.derive.places import UnitPlaces
from yupay.load.geojson import polygons
from yupay.model.cube import Boundary, Neighbours

SNAP = 1e-7
MANY_VERTICES = 50_000
DRAWN_STEPS = 2_000
Outlines = Mapping[str, Any]


def boundaries_of(unit: UnitPlaces, outlines: Outlines) -> tuple[Boundary, ...]:
    """The outlines of the unit's places in their order, those without one left out; coordinates in metres."""
    keys = [place.key for place in unit.places if place.key in outlines]
    if not keys:
        return ()
    drawn = [outlines[key] for key in keys]
    shapes = _simplified(_projected(drawn, _plane(drawn)))
    return tuple(_boundary(key, one) for key, one in zip(keys, shapes, strict=True))


def inset_of(unit: UnitPlaces, outlines: Outlines) -> tuple[float, float, float, float] | None:
    """The unit's inset (west, south, east, north in degrees) in the plane of its boundaries, in metres."""
    drawn = [outlines[place.key] for place in unit.places if place.key in outlines]
    if unit.unit.inset is None or not drawn:
        return None
    west, south, east, north = shapely.total_bounds(
        _projected([shapely.box(*_corners(unit.unit.inset))], _plane(drawn))
    )
    return float(west), float(south), float(east), float(north)


def _corners(inset: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """West, south, east, north whichever way round they were written."""
    (west, east), (south, north) = sorted((inset[0], inset[2])), sorted((inset[1], inset[3]))
    return west, south, east, north


def neighbours_of(unit: UnitPlaces, outlines: Outlines) -> Neighbours:
    """Queen neighbours among the unit's places.

    An island is a study place that touches no other study place (compared places do not count), a compared place that
    touches nothing, or a place without an outline.
    """
    known = [position for position, place in enumerate(unit.places) if place.key in outlines]
    pairs = queen_pairs([outlines[unit.places[position].key] for position in known])
    named = tuple((known[first], known[second]) for first, second in pairs)
    return Neighbours(pairs=named, islands=_islands(unit, named))


def queen_pairs(outlines: Sequence[Any]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of outlines that share a vertex, exactly or within the snap distance."""
    if not outlines:
        return []
    points, owner = shapely.get_coordinates(outlines, return_index=True)
    exact = _same_vertex(points, owner)
    near = _near_vertices(points, owner)
    pairs = np.unique(np.vstack([exact, near]), axis=0)
    return [(int(first), int(second)) for first, second in pairs]


def _same_vertex(points: npt.NDArray[np.float64], owner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    _, vertex = np.unique(points, axis=0, return_inverse=True)
    owned = np.unique(np.column_stack([vertex.ravel(), owner]), axis=0)
    return _pairs_within_groups(owned[:, 0], owned[:, 1])


def _near_vertices(points: npt.NDArray[np.float64], owner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    places, first = np.unique(points, axis=0, return_index=True)
    tree = shapely.STRtree(shapely.points(places))
    left, right = tree.query(shapely.points(places), predicate="dwithin", distance=SNAP)
    apart = left < right
    if not apart.any():
        return np.empty((0, 2), dtype=np.int64)
    one, other = owner[first[left[apart]]], owner[first[right[apart]]]
    pairs = np.column_stack([np.minimum(one, other), np.maximum(one, other)])
    return pairs[pairs[:, 0] < pairs[:, 1]]


def _pairs_within_groups(group: npt.NDArray[np.int64], member: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Every pair of members of one group; both arrays sorted by group, then member."""
    found = [np.empty((0, 2), dtype=np.int64)]
    step = 1
    while step < len(group) and (same := group[step:] == group[:-step]).any():
        found.append(np.column_stack([member[:-step][same], member[step:][same]]))
        step += 1
    return np.vstack(found)


def _islands(unit: UnitPlaces, pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    inside = unit.inside
    touched = {one for first, second in pairs for one in (first, second) if second < inside or one >= inside}
    return tuple(position for position in range(len(unit.places)) if position not in touched)


def _plane(outlines: Sequence[Any]) -> str:
    """A transverse Mercator plane through the middle of the outlines, in metres."""
    west, south, east, north = shapely.total_bounds(outlines)
    return f"+proj=tmerc +lat_0={(south + north) / 2:.6f} +lon_0={(west + east) / 2:.6f} +k=1 +ellps=WGS84 +units=m"


def _projected(outlines: Sequence[Any], plane: str) -> Any:
    transform = Transformer.from_crs("EPSG:4326", plane, always_xy=True)

    def project(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(transform.transform(points[:, 0], points[:, 1])).round(1)

    return shapely.transform(np.array(outlines, dtype=object), project)


def _simplified(shapes: Any) -> Any:
    """Shapes of very many vertices thinned to what a screen can show, shared borders staying shared."""
    if shapely.get_num_coordinates(shapes).sum() <= MANY_VERTICES:
        return shapes
    west, south, east, north = shapely.total_bounds(shapes)
    step = max(east - west, north - south) / DRAWN_STEPS
    try:
        return shapely.coverage_simplify(shapes, step)
    except shapely.GEOSException:  # rings that are no rings: each shape for itself, borders may part
        return shapely.simplify(shapes, step)


def _boundary(key: str, outline: Any) -> Boundary:
    rings = tuple(ring for one in polygons(outline) for ring in _rings(one))
    centre = shapely.centroid(outline)
    return Boundary(key=key, rings=rings, centroid=(round(centre.x, 1), round(centre.y, 1)))


def _rings(polygon: Any) -> list[tuple[tuple[float, float], ...]]:
    lines = [polygon.exterior, *polygon.interiors]
    return [tuple((float(x), float(y)) for x, y in shapely.get_coordinates(line)) for line in lines]
