"""Which outline has each place? Read from GeoJSON; what is null, empty or invalid is reported by name and never dropped.

Reference: RFC 7946 (longitude, latitude in WGS 84 degrees).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from yupay.load.declared import check_digest, check_rows
from yupay.load.delimited import decode_text
from yupay.load.doors import damaged, door
from yupay.load.messages import problem, quote
from yupay.load.paths import locate_file, sha256_of
from yupay.model.cube import Place, SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source
from yupay.model.text import Text

NAMES = ("name", "nombre", "distrito", "nombdist", "departamento", "nombdep", "nomdep")


@dataclass(frozen=True)
class Feature:
    """One feature: its properties as text, and its outline in degrees (None: null, empty or unreadable)."""

    properties: Mapping[str, str]
    outline: BaseGeometry | None


@dataclass(frozen=True)
class LoadedBoundaries:
    """All features of a boundary file."""

    source: Source
    features: tuple[Feature, ...] = field(repr=False)

    def outlines(self, key: str) -> dict[str, BaseGeometry]:
        """Outline by the value of a property; the parts of one place are united into one collection of polygons."""
        parts: dict[str, list[BaseGeometry]] = {}
        for feature in self.features:
            if feature.outline is not None and (code := self.code(feature, key)):
                parts.setdefault(code, []).extend(polygons(feature.outline))
        return {code: one[0] if len(one) == 1 else shapely.MultiPolygon(one) for code, one in parts.items()}

    def without(self, key: str, places: Iterable[Place]) -> list[Place]:
        """The places that no feature names, drawable or not."""
        named = {self.code(feature, key) for feature in self.features}
        return [place for place in places if place.key not in named]

    def code(self, feature: Feature, key: str) -> str | None:
        """The place code of a feature, its lost zero put back where the card declares `pad`."""
        code = feature.properties.get(key)
        spec = self.source.columns.get(key)
        if code is None or spec is None or spec.pad is None:
            return code
        return "0" + code if code.isdigit() and len(code) == spec.pad - 1 else code


def polygons(outline: BaseGeometry) -> list[BaseGeometry]:
    """The polygons of an outline, of every level of nesting."""
    if outline.geom_type == "Polygon":
        return [outline]
    return [one for part in getattr(outline, "geoms", ()) for one in polygons(part)]


def load_boundaries(source: Source, folder: Path, keys: tuple[str, ...]) -> tuple[LoadedBoundaries, SourceAudit]:
    """The features of a GeoJSON file and a report on their geometry; `keys` are properties that must exist.

    Raises:
        StudyProblems: L201 to L208, L240 not GeoJSON, L241 a property that no feature has, L242 not degrees.

    """
    file = locate_file(folder, source)
    with door(damaged(source, "GeoJSON")):
        digest, data = sha256_of(file), file.read_bytes()
    features = _features(source, data)
    problems = check_digest(source, digest) + check_rows(source, len(features)) + _absent_keys(source, features, keys)
    read = [_feature(one) for one in features]
    problems += _not_degrees(source, [feature for feature, _ in read])
    if problems:
        raise StudyProblems(problems)
    notes = [note for _, note in read if note is not None]
    audit = SourceAudit(
        source=source.id,
        file=source.path,
        sha256=digest,
        encoding="utf-8",
        rows=len(read),
        expected_rows=source.expected_rows,
        geometry=tuple(notes),
    )
    return LoadedBoundaries(source=source, features=tuple(feature for feature, _ in read)), audit


def _features(source: Source, data: bytes) -> list[Mapping[str, Any]]:
    text, _ = decode_text(source, data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise StudyProblems([damaged(source, "GeoJSON")]) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        expected = ("FeatureCollection con features", "a FeatureCollection with features")
        got = ("otro JSON, o ninguna figura", "other JSON, or no feature")
        raise StudyProblems([problem("L240", source.path, got, expected)])
    return features


def _feature(content: Mapping[str, Any]) -> tuple[Feature, Text | None]:
    listed = content.get("properties")
    properties = {_plain(name): _plain(value) for name, value in (listed if isinstance(listed, dict) else {}).items()}
    outline, state = _outline(content.get("geometry"))
    named = properties if state is None else {**properties}
    return Feature(properties=named, outline=outline), _report(named, state) if state else None


def _plain(value: object) -> str:
    words = "" if value is None else str(value)
    return words.encode("utf-8", "replace").decode().strip()


def _outline(content: Any) -> tuple[BaseGeometry | None, tuple[str, str] | None]:
    """The outline, and what is wrong with it in both languages."""
    if content is None:
        return None, ("geometría nula; sin contorno en el mapa", "null geometry; no outline on the map")
    try:
        with np.errstate(invalid="ignore"):
            outline = shape(content)
        areas = polygons(outline)
    except Exception:
        return None, ("geometría ilegible; sin contorno en el mapa", "unreadable geometry; no outline on the map")
    if not np.isfinite(shapely.get_coordinates(outline)).all():
        return None, ("coordenadas que no son números; sin contorno", "coordinates that are no numbers; no outline")
    if outline.is_empty:
        return None, ("geometría vacía; sin contorno en el mapa", "empty geometry; no outline on the map")
    if areas and not outline.convex_hull.area:
        return None, ("geometría sin área; sin contorno en el mapa", "geometry without area; no outline on the map")
    if not areas:
        return None, (f"{outline.geom_type} no es un área", f"{outline.geom_type} is no area")
    if not outline.is_valid:
        why = shapely.is_valid_reason(outline).partition("[")[0].strip()
        return outline, (
            f"geometría no válida ({why}); se dibuja como fue publicada",
            f"invalid geometry ({why}); drawn as it was published",
        )
    return outline, None


def _report(properties: Mapping[str, str], state: tuple[str, str]) -> Text:
    name = _name(properties)
    return Text(es=f"{name}: {state[0]}", en=f"{name}: {state[1]}")


def _name(properties: Mapping[str, str]) -> str:
    named = [value for key, value in properties.items() if key.casefold() in NAMES and value]
    codes = [value for key, value in properties.items() if "ubigeo" in key.casefold() or key.casefold() == "iddist"]
    shown = [quote(value) for value in (*codes[:1], *named[:1])]
    return " ".join(shown) or quote(next(iter(properties.values()), "?"))


def _absent_keys(source: Source, features: list[Mapping[str, Any]], keys: tuple[str, ...]) -> list[Problem]:
    listed = [one.get("properties") for one in features]
    known = sorted({name for one in listed if isinstance(one, dict) for name in one})
    shown = ", ".join(quote(name) for name in known[:12]) or "-"
    return [
        problem(
            "L241",
            source.path,
            (shown, shown),
            (f"una propiedad «{quote(key)}» con el código", f'a property "{quote(key)}" with the code'),
            names=(quote(key), quote(key)),
        )
        for key in keys
        if key not in known
    ]


def _not_degrees(source: Source, features: list[Feature]) -> list[Problem]:
    outlines = [feature.outline for feature in features if feature.outline is not None]
    if not outlines:
        return []
    west, south, east, north = shapely.total_bounds(outlines)
    if west >= -180 and east <= 180 and south >= -90 and north <= 90:
        return []
    shown = f"{west:.6g}, {south:.6g}, {east:.6g}, {north:.6g}"
    expected = ("longitud y latitud en grados (WGS 84)", "longitude and latitude in degrees (WGS 84)")
    return [problem("L242", source.path, (shown, shown), expected)]
