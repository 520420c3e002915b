"""Where the invented registry takes place: forty-three districts in six zones of an island that is on no map.

The districts are the Voronoi cells of points drawn from a fixed seed, cut by an ellipse in the open ocean; the zones are
sectors around its centre.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import MultiPoint, Point

from yupay.load.invented.files import MARK
from yupay.load.invented.persons import PLACES

SEED = 43
CENTRE = (-92.0, -22.0)
WIDTH, HEIGHT = 0.45, 0.3
ZONES = ("Z1", "Z2", "Z3", "Z4", "Z5", "Z6")
ROUNDS = 6
DIGITS = 5


def districts() -> dict[str, shapely.Polygon]:
    """The outline of each district, in degrees."""
    edge = shapely.affinity.scale(Point(CENTRE).buffer(1.0, quad_segs=32), WIDTH, HEIGHT)
    draw = np.random.default_rng(SEED)
    angle, far = draw.uniform(0, 2 * np.pi, len(PLACES)), np.sqrt(draw.uniform(0, 0.95, len(PLACES)))
    points = np.column_stack([CENTRE[0] + WIDTH * far * np.cos(angle), CENTRE[1] + HEIGHT * far * np.sin(angle)])
    for _ in range(ROUNDS):
        cells = _cells(points, edge)
        points = np.array([(cell.centroid.x, cell.centroid.y) for cell in cells])
    return dict(zip(PLACES, sorted(cells, key=_sector), strict=True))


def _cells(points: np.ndarray, edge: shapely.Polygon) -> list[shapely.Polygon]:
    found = shapely.voronoi_polygons(MultiPoint(points), extend_to=edge)
    return [cell.intersection(edge) for cell in found.geoms]


def _sector(cell: shapely.Polygon) -> tuple[float, float]:
    at = cell.centroid
    return (float(np.arctan2(at.y - CENTRE[1], at.x - CENTRE[0])), at.x)


def zone_of(district: str) -> str:
    """The zone of a district: neighbours in the order of the sectors."""
    return ZONES[PLACES.index(district) * len(ZONES) // len(PLACES)]


def write_places(folder: Path) -> None:
    """Write places.csv and zones.csv (the hierarchy, with invented population and complaints) and map.geojson."""
    draw = np.random.default_rng([SEED, 1])
    rows: list[tuple[str, str, str, int, int]] = []
    for code in PLACES:
        children = int(draw.lognormal(10.2, 0.5)) // 10 * 10
        rows.append((code, f"Distrito {code}", zone_of(code), children, int(children * draw.uniform(0.004, 0.03))))
    _table(folder / "places.csv", ("district", "name", "zone", "children", "complaints"), rows)
    inside = {zone: [row for row in rows if row[2] == zone] for zone in ZONES}
    zones = [
        (zone, f"Zona {zone[1:]}", sum(row[3] for row in those), sum(row[4] for row in those))
        for zone, those in inside.items()
    ]
    _table(folder / "zones.csv", ("zone", "zone_name", "children", "complaints"), zones)
    features = [_feature(code, cell) for code, cell in districts().items()]
    outlines = {"type": "FeatureCollection", "note": MARK, "features": features}
    (folder / "map.geojson").write_text(json.dumps(outlines) + "\n", encoding="utf-8")


def _table(path: Path, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*header, "note"))
        writer.writerows((*row, MARK) for row in rows)


def _feature(code: str, cell: shapely.Polygon) -> dict[str, object]:
    ring = [[round(x, DIGITS), round(y, DIGITS)] for x, y in cell.exterior.coords]
    about = {"district": code, "zone": zone_of(code)}
    return {"type": "Feature", "properties": about, "geometry": {"type": "Polygon", "coordinates": [ring]}}
