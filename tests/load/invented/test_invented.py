"""The invented registry: the same for a seed, later editions only add, documents begin with a letter, the map is whole."""

import csv
from datetime import date
from pathlib import Path

import shapely

from yupay.load.invented.files import LAYOUTS, MARK, write_files
from yupay.load.invented.persons import LISTS, PLACES, persons
from yupay.load.invented.places import ZONES, districts, write_places, zone_of
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema

DEMO = Path(__file__).resolve().parents[3] / "studies" / "registry-demo"


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_seed_makes_the_same_files_and_a_later_edition_only_adds(tmp_path: Path) -> None:
    for name, until in (("one", date(2018, 6, 30)), ("same", date(2018, 6, 30)), ("later", date(2020, 12, 31))):
        (tmp_path / name).mkdir()
        write_files(tmp_path / name, 5, 600, until)
    for name in LISTS:
        first, same, later = (lines(tmp_path / folder / f"{name}.csv") for folder in ("one", "same", "later"))
        assert first == same and later[: len(first)] == first and len(later) > len(first)


def test_no_document_could_be_somebodys_and_every_row_is_marked(tmp_path: Path) -> None:
    made = write_files(tmp_path, 5, 600, date(2023, 12, 31))
    for name in LISTS:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, delimiter=LAYOUTS[name].separator)
        assert header[-1] == MARK and all(row[-1] == MARK for row in rows)
        assert all(row[4] == "" or row[4][0].isalpha() for row in rows)
        assert len(rows) == len(made.truth[name])


def test_everybody_is_a_child_on_the_day_of_the_act() -> None:
    for one in persons(1, 2000):
        assert 0 <= (one.acts - one.born).days < 18 * 366
        assert one.place in PLACES and set(one.lists) <= set(LISTS)


def test_the_files_of_the_demo_are_what_the_program_writes(tmp_path: Path) -> None:
    write_places(tmp_path)
    for name in ("places.csv", "zones.csv", "map.geojson"):
        assert (tmp_path / name).read_bytes() == (DEMO / "data" / name).read_bytes()


def test_the_demo_maps_every_column_of_every_file() -> None:
    for name in LISTS:
        mapping = read_mapping(DEMO / "mappings" / f"{name}.toml", case_schema())
        assert set(mapping.columns) == set(LAYOUTS[name].header)
        assert set(mapping.values["finalidad"]) == set(LAYOUTS[name].purposes.values())


def test_districts_fill_the_island_without_overlap() -> None:
    found = list(districts().values())
    assert len(found) == 43 and all(cell.is_valid for cell in found)
    whole = shapely.union_all(found)
    assert abs(sum(cell.area for cell in found) - whole.area) < 1e-9 and whole.geom_type == "Polygon"
    assert {zone_of(code) for code in PLACES} == set(ZONES)
