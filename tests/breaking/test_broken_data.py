"""A hundred broken data files: each is loaded and counted, or refused in plain words that quote no half of it."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from yupay.derive.indicators import count
from yupay.load.tables import load
from yupay.model.problem import StudyProblems
from yupay.protect.small_counts import protect
from yupay.study.messages import show_all
from yupay.study.read import read_study

STARTER = Path(__file__).resolve().parents[2] / "src/yupay/study/starters/district-correlation"
STATIONS = (STARTER / "data" / "stations.csv").read_bytes()


@pytest.fixture
def loaded(starter):
    """Load and count the starter as it now stands; "ok" or the codes of its problems."""

    def run() -> str:
        study = read_study(starter)
        before = sorted(starter.rglob("*"))
        try:
            evidence = protect(study, count(study, load(study, starter)))
        except StudyProblems as refused:
            assert refused.problems
            for language in ("es", "en"):
                assert "\x1b" not in show_all(refused.problems, language)
            assert sorted(starter.rglob("*")) == before, "a refusal leaves nothing behind"
            return " ".join(one.code for one in refused.problems)
        assert all(cube.protected for cube in evidence.cubes.values())
        return "ok"

    return run


def test_the_starter_is_whole(loaded):
    assert loaded() == "ok"


def changed(seed: int) -> bytes:
    """The stations with one to three of their cells, rows or bytes broken."""
    dice = random.Random(seed)
    rows = [line.split(",") for line in STATIONS.decode("utf-8-sig").rstrip("\n").split("\n")]
    odd = (
        "",
        " ",
        "=1+1",
        "[/red]",
        "1.5",
        "-3",
        "1,000",
        "9" * 40,
        "nan",
        "inf",
        "s/i",
        "á" * 300,
        '"',
        "\x00",
        "'; DROP",
    )
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(rows))
        field = dice.randrange(len(rows[at]))
        match dice.choice((0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5)):
            case 0:
                del rows[at]
            case 1:
                rows.insert(at, list(rows[dice.randrange(len(rows))]))
            case 2:
                rows[at] = rows[at][:field]
            case 3:
                rows[at] = [*rows[at], dice.choice(odd)]
            case 4:
                rows[0][min(field, len(rows[0]) - 1)] = rows[0][0].upper()
            case _:
                rows[at][field] = dice.choice(odd[:11] if dice.random() < 0.7 else odd)
    raw = "\n".join(",".join(row) for row in rows).encode()
    return (
        raw if dice.random() < 0.9 else raw[: dice.randrange(len(raw))] + bytes(dice.randrange(256) for _ in range(9))
    )


@pytest.mark.parametrize("seed", range(70))
def test_broken_rows(starter, loaded, seed):
    (starter / "data" / "stations.csv").write_bytes(changed(seed))
    assert loaded()


def workbook(whole: bool) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return held.getvalue() if whole else held.getvalue()[:40]


FILES = {
    "empty": b"",
    "header only": STATIONS.split(b"\n")[0],
    "no line end": STATIONS.rstrip(b"\n"),
    "utf-16": STATIONS.decode("utf-8-sig").encode("utf-16"),
    "cp1252": STATIONS.decode("utf-8-sig").encode("cp1252"),
    "mac": STATIONS.decode("utf-8-sig").encode("mac_roman"),
    "semicolons": STATIONS.replace(b",", b";"),
    "carriage returns": STATIONS.replace(b"\n", b"\r"),
    "nul": b"\x00" * 500,
    "pictures": bytes(range(256)) * 40,
    "a long line": STATIONS + b"x" * 10_485_760,
    "an open quote": STATIONS.replace(b",", b',"', 1),
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "a workbook": workbook(True),
    "half a workbook": workbook(False),
    "json": b'{"a": [1, 2]}',
    "formulas": STATIONS.replace(b"\n9", b"\n=9"),
    "twice": STATIONS + STATIONS,
}


@pytest.mark.parametrize("name", list(FILES))
def test_files_of_another_kind(starter, loaded, name):
    (starter / "data" / "stations.csv").write_bytes(FILES[name])
    assert loaded()


@pytest.mark.parametrize("ending", ["xlsx", "sav", "dta", "parquet", "geojson", "doc", "csv.gz", ""])
@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 half", STATIONS[:200]], ids=["empty", "half", "csv"])
def test_files_of_another_ending(starter, loaded, ending, raw):
    name = f"stations.{ending}" if ending else "stations"
    text = (starter / "study.toml").read_text(encoding="utf-8").replace("data/stations.csv", f"data/{name}")
    (starter / "study.toml").write_text(text, encoding="utf-8")
    (starter / "data" / name).write_bytes(raw)
    assert loaded() != "ok"


@pytest.mark.parametrize(
    "path",
    [
        "data/absent.csv",
        "../stations.csv",
        "/etc/hostname",
        "data",
        "C:\\x.csv",
        "postgres://127.0.0.1:1/x",
    ],
)
def test_paths_that_lead_nowhere(starter, loaded, path):
    text = (
        (starter / "study.toml")
        .read_text(encoding="utf-8")
        .replace('"data/stations.csv"', f'"{path}"'.replace("C:\\", "C:\\\\"))
    )
    (starter / "study.toml").write_text(text, encoding="utf-8")
    assert loaded() != "ok"


SHAPES = {
    "empty": b"",
    "not json": b"{",
    "a list": b"[]",
    "no features": b'{"type": "FeatureCollection", "features": []}',
    "null": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": null, "geometry": null}]}',
    "deep": b"[" * 50_000,
    "nan": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "1"}, "geometry": {"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 5], [NaN, 1]]]}}]}',
    "metres": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "990101"}, "geometry": {"type": "Polygon", "coordinates": [[[279000, 8660000], [279001, 8660000], [279001, 8660001], [279000, 8660000]]]}}]}',
}


@pytest.mark.parametrize("name", list(SHAPES))
def test_boundaries_that_are_none(starter, loaded, name):
    (starter / "data" / "boundaries.geojson").write_bytes(SHAPES[name])
    assert loaded()
