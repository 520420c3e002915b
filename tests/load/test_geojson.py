"""Boundaries: what has no outline is named and kept; what is no map is refused."""

import json
from pathlib import Path

import made
import pytest

from yupay.load.tables import Loaded, load
from yupay.model.problem import StudyProblems

SQUARE = [[[-77.0, -12.0], [-77.0, -12.1], [-76.9, -12.1], [-76.9, -12.0], [-77.0, -12.0]]]
BOW = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]


def feature(code: str, geometry: object, **more: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"ubigeo": code, "name": f"N{code}", **more}, "geometry": geometry}


def polygon(rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def run(folder: Path, content: object) -> Loaded:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    sources = (made.districts(), made.source("b", "data/b.geojson", kind="boundaries"))
    study = made.study(sources, (), (made.unit(boundaries="b"),))
    return load(study, made.write(folder, districts__csv=made.DISTRICTS, b__geojson=text))


def collection(*features: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_null_empty_and_invalid_geometry_is_reported_by_name(tmp_path: Path) -> None:
    loaded = run(
        tmp_path,
        collection(
            feature("150101", polygon(SQUARE)),
            feature("150102", None),
            feature("150103", polygon(BOW)),
            feature("150104", polygon([])),
            feature("150105", {"type": "Point", "coordinates": [0, 0]}),
            feature("150106", {"type": "Polygon", "coordinates": "x"}),
        ),
    )
    words = [text.en for text in loaded.audits["b"].geometry]
    assert words[0] == "150102 N150102: null geometry; no outline on the map"
    assert words[1] == "150103 N150103: invalid geometry (Self-intersection); drawn as it was published"
    assert [word.split(":")[0] for word in words[2:]] == ["150104 N150104", "150105 N150105", "150106 N150106"]
    assert loaded.audits["b"].rows == 6
    assert set(loaded.boundaries["b"].outlines("ubigeo")) == {"150101", "150103"}


def test_the_lima_file_with_a_null_geometry(tmp_path: Path, shared_data: Path) -> None:
    """The open file of Lima's 43 districts has no outline for Santa Anita: 43 rows, 42 outlines, and it says so."""
    (file,) = shared_data.rglob("*null_geometry*.geojson")
    properties = json.loads(file.read_text(encoding="utf-8"))["features"][0]["properties"]
    key = next(name for name in properties if name.casefold() == "iddist")
    sources = (made.districts(), made.source("b", "data/b.geojson", kind="boundaries"))
    study = made.study(sources, (), (made.unit(boundaries="b", boundaries_key=key),))
    folder = made.write(tmp_path, districts__csv=made.DISTRICTS, b__geojson=file.read_bytes())
    loaded = load(study, folder)
    assert loaded.audits["b"].rows == 43
    assert len(loaded.boundaries["b"].outlines(key)) == 42
    (note,) = loaded.audits["b"].geometry
    assert "SANTA ANITA" in note.es and "geometría nula" in note.es


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "L208"),
        (b"[" * 100_000, "L208"),
        (b"[1, 2]", "L240"),
        (b'{"type": "FeatureCollection", "features": []}', "L240"),
        (b'{"type": "FeatureCollection", "features": [1]}', "L240"),
        (b"\x00\x01\x02\x03", "L207"),
        (collection({"type": "Feature", "properties": None, "geometry": None}), "L241"),
        (
            collection(
                feature(
                    "150101", polygon([[[278000, 8665000], [279000, 8665000], [279000, 8666000], [278000, 8665000]]])
                )
            ),
            "L242",
        ),
    ],
)
def test_what_is_no_map(tmp_path: Path, content: object, code: str) -> None:
    with pytest.raises(StudyProblems) as found:
        run(tmp_path, content)
    assert [one.code for one in found.value.problems] == [code]


def test_the_parts_of_one_place_are_united(tmp_path: Path) -> None:
    far = [[[-75.0, -12.0], [-75.0, -12.1], [-74.9, -12.1], [-75.0, -12.0]]]
    loaded = run(tmp_path, collection(feature("150101", polygon(SQUARE)), feature("150101", polygon(far))))
    assert loaded.boundaries["b"].outlines("ubigeo")["150101"].geom_type == "MultiPolygon"


def test_unpaired_surrogates_do_not_break_a_name(tmp_path: Path) -> None:
    content = json.dumps(collection(feature("150101", None))).replace("N150101", "\\ud800x").encode()
    assert "x: null geometry" in run(tmp_path, content).audits["b"].geometry[0].en


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([[-77, -12], [-76, -12], [-77, -12], [-77, -12]], "geometry without area"),
        ([[-77, -12], [float("nan"), -12], [-76, -11], [-77, -12]], "coordinates that are no numbers"),
        ([[-77, -12], [float("inf"), -12], [-76, -11], [-77, -12]], "coordinates that are no numbers"),
    ],
)
def test_a_ring_without_area_or_numbers_has_no_outline(tmp_path: Path, ring: object, words: str) -> None:
    loaded = run(tmp_path, collection(feature("150101", polygon(SQUARE)), feature("150102", polygon([ring]))))
    assert list(loaded.boundaries["b"].outlines("ubigeo")) == ["150101"]
    (note,) = loaded.audits["b"].geometry
    assert words in note.en and "150102" in note.en
