"""Do the tables of lima-2016 hold what their publishers printed, and nothing that points at a station?"""

import csv
import json
import re
import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from yupay.model.cube import PublishedFigure
from yupay.model.study import Study

Rows = list[dict[str, str]]

OPERATIONS = {
    "op_proxenetismo_prog": "procuring_planned",
    "op_proxenetismo_inop": "procuring_unannounced",
    "op_trafico_ilicito_drogas_prog": "drugs_planned",
    "op_trafico_ilicito_drogas_inop": "drugs_unannounced",
    "op_pirotecnico_prog": "fireworks_planned",
    "op_pirotecnico_inop": "fireworks_unannounced",
    "bandas_desarticuladas_2016": "gangs_2016",
    "personas_capturadas_2016": "captured_2016",
    "personas_intervenidas_2016": "stopped_2016",
}
FIGURE_COLUMNS = [
    "id", "registry_es", "registry_en", "label_es", "label_en", "counting_unit", "geography_es", "geography_en",
    "period", "value", "percent_of", "subgroup", "modality", "citation", "url", "note_es", "note_en",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "studies" / "lima-2016"


@pytest.fixture(scope="module")
def study(folder: Path) -> Study:
    return Study.model_validate(tomllib.loads((folder / "study.toml").read_text(encoding="utf-8")))


def rows(folder: Path, name: str) -> Rows:
    return read(folder / "data" / name)


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def total(table: Rows, *columns: str) -> int:
    return sum(int(row[column]) for row in table for column in columns if row[column])


@pytest.fixture(scope="module")
def stations(folder: Path) -> Rows:
    return rows(folder, "stations.csv")


@pytest.fixture(scope="module")
def lima(stations: Rows) -> Rows:
    return [row for row in stations if row["ubigeo_prov"] == "1501"]


@pytest.fixture(scope="module")
def values(folder: Path) -> dict[str, float | None]:
    return {row["id"]: float(row["value"]) if row["value"] else None for row in rows(folder, "figures.csv")}


def test_stations_equal_the_totals_inei_printed(stations: Rows, lima: Rows) -> None:
    assert len(stations) == 1495
    assert total(stations, "answered") == 1310
    assert len(lima) == 126
    assert total(lima, "answered") == 113
    assert sum(row["ubigeo_prov"] == "0701" for row in stations) == 23


def test_silent_stations_are_blank_and_not_zero(stations: Rows) -> None:
    for row in stations:
        blanks = {row[column] == "" for column in OPERATIONS.values()}
        assert blanks == {row["answered"] == "0"}
        assert int(row["answered"]) + int(row["silent"]) == 1
        assert row["officers_2017"].isdigit()


def test_every_district_of_lima_and_callao_is_there(folder: Path, stations: Rows) -> None:
    districts = rows(folder, "districts.csv")
    provinces = Counter(row["province"] for row in districts)
    assert provinces == {"Lima": 43, "Callao": 7}
    codes = {row["ubigeo"] for row in districts}
    assert codes == {row["ubigeo"] for row in stations if row["ubigeo_prov"] in ("1501", "0701")}
    assert codes <= {row["ubigeo"] for row in rows(folder, "misdemeanours.csv")}


def test_population_equals_the_printed_totals(folder: Path) -> None:
    inside = [row for row in rows(folder, "districts.csv") if row["province"] == "Lima"]
    assert total(inside, "population_2022") == 10_004_141
    departments = rows(folder, "departments.csv")
    assert len(departments) == 25
    assert total(departments, "population_2016") == 30_422_831
    assert total(departments, "population_0_17_2016") == 9_958_764


def test_complaints_add_to_the_printed_total(folder: Path) -> None:
    complaints = rows(folder, "complaints_judicial_district.csv")
    assert len(complaints) == 32
    assert total(complaints, "complaints") == 1976
    assert {row["ubigeo_dep"] for row in complaints} == {row["ubigeo_dep"] for row in rows(folder, "departments.csv")}
    greatest = sorted((int(row["complaints"]) for row in complaints), reverse=True)
    assert sum(greatest[:6]) / 1976 == pytest.approx(0.529, abs=5e-4)


def test_eighteen_districts_declare_no_operation_in_either_question(lima: Rows) -> None:
    for columns in (("procuring_planned", "procuring_unannounced"), ("fireworks_planned", "fireworks_unannounced")):
        sums: Counter[str] = Counter()
        for row in lima:
            sums[row["ubigeo"]] += total([row], *columns)
        zeros = {code for code, count in sums.items() if count == 0}
        assert (len(sums), len(zeros)) == (43, 18)
    assert sum(total([row], "procuring_planned", "procuring_unannounced") >= 360 for row in lima) == 4


def test_three_zeros_of_procuring_hide_a_silent_station(lima: Rows) -> None:
    zero = {row["ubigeo"] for row in lima if row["district_declares_procuring"] == "0"}
    silent = {row["ubigeo"] for row in lima if row["answered"] == "0"}
    assert len(zero & silent) == 3


def test_declared_flags_follow_from_the_sums(folder: Path, stations: Rows) -> None:
    districts = {row["ubigeo"]: row for row in rows(folder, "districts.csv")}
    for subject in ("procuring", "fireworks"):
        sums: Counter[str] = Counter()
        for row in stations:
            sums[row["ubigeo"]] += total([row], f"{subject}_planned", f"{subject}_unannounced")
        assert all(row[f"district_declares_{subject}"] == str(int(sums[row["ubigeo"]] > 0)) for row in stations)
        assert all(row[f"declares_{subject}"] == str(int(sums[code] > 0)) for code, row in districts.items())


@pytest.mark.parametrize("name", ["stations.csv", "misdemeanours.csv", "districts.csv"])
def test_codes_are_text_of_six_digits(folder: Path, name: str) -> None:
    assert all(re.fullmatch(r"\d{6}", row["ubigeo"]) for row in rows(folder, name))


def test_no_column_names_or_places_a_station(folder: Path) -> None:
    for name in ("stations.csv", "misdemeanours.csv"):
        columns = set(rows(folder, name)[0])
        assert not columns & {"name", "comisaria", "station", "id_comisaria", "lat", "lon", "latitude", "longitude"}
        text = (folder / "data" / name).read_text(encoding="utf-8")
        body = text.split("\n", 1)[1]
        assert not re.search(r"[A-Za-z]{2}", body)
        assert not re.search(r"\d\.\d", body)


def test_every_header_is_lower_snake_case_and_every_key_is_unique(folder: Path, study: Study) -> None:
    for source in study.sources:
        if source.kind == "boundaries":
            continue
        table = read(folder / source.path)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in table[0])
        assert len({row[source.key or ""] for row in table}) == len(table)


def test_every_column_is_described_and_every_described_column_exists(folder: Path, study: Study) -> None:
    for source in study.sources:
        if source.kind == "table":
            assert list(source.columns) == list(read(folder / source.path)[0]), source.id


def test_declared_totals_hold(folder: Path, study: Study) -> None:
    checked = 0
    for source in study.sources:
        for declared in source.totals:
            table = [r for r in read(folder / source.path) if all(r[c] == v for c, v in declared.where.items())]
            assert total(table, declared.column) == declared.total
            assert declared.rows is None or declared.rows == len(table)
            checked += 1
    assert checked == 7


def test_reconciliations_have_no_difference(folder: Path, study: Study, values: dict[str, float | None]) -> None:
    def value(name: str) -> float:
        if "." in name:
            source, column = name.split(".")
            path = next(card.path for card in study.sources if card.id == source)
            return total(read(folder / path), column)
        return values[name] or 0

    assert len(study.reconciliations) == 8
    for check in study.reconciliations:
        assert value(check.total) == sum(value(part) for part in check.parts), check.id


def test_figures_are_published_figures(folder: Path, study: Study) -> None:
    table = rows(folder, "figures.csv")
    assert list(table[0]) == FIGURE_COLUMNS
    ids = {row["id"] for row in table}
    for number, row in enumerate(table, 2):
        figure = PublishedFigure(
            id=row["id"], source="figures", row=number, registry=pair(row, "registry"), label=pair(row, "label"),
            counting_unit=row["counting_unit"], geography=pair(row, "geography"), period=row["period"],
            value=float(row["value"]) if row["value"] else None, percent_of=row["percent_of"] or None,
        )  # fmt: skip
        assert figure.percent_of is None or figure.percent_of in ids
        assert figure.value is not None or row["note_es"]
        assert row["citation"]
        assert row["url"].startswith("http") or row["citation"].startswith("INEI")
        assert bool(row["note_es"]) == bool(row["note_en"])


def pair(row: dict[str, str], column: str) -> dict[str, str]:
    return {"es": row[f"{column}_es"], "en": row[f"{column}_en"]}


def test_the_figures_of_2016_are_the_printed_ones(values: dict[str, float | None]) -> None:
    printed = {
        "mimp_children_2016": 216, "pnp_victims_2016": 1134, "mp_complaints_2016": 1144,
        "mp_complaints_2009_2018_sep": 6698, "victimisation_lima_2016": 30.9, "perception_lima_2016": 92.6,
    }  # fmt: skip
    assert {name: values[name] for name in printed} == printed
    assert values["mimp_children_2016_drugs"] is None


def neighbours(folder: Path, name: str, key: str) -> list[tuple[str, str]]:
    features = json.loads((folder / "data" / name).read_text(encoding="utf-8"))["features"]
    shapes = {feature["properties"][key]: shape(feature["geometry"]) for feature in features}
    assert all(outline.is_valid and not outline.is_empty for outline in shapes.values())
    assert shapely.coverage_is_valid(list(shapes.values()))
    return [(a, b) for a, b in combinations(shapes, 2) if shapes[a].intersects(shapes[b])]


def test_district_neighbours_survived_the_simplification(folder: Path) -> None:
    pairs = neighbours(folder, "boundaries_district.geojson", "ubigeo")
    inside = [pair for pair in pairs if all(code.startswith("1501") for code in pair)]
    assert (len(pairs), len(inside)) == (116, 97)
    assert len({code for pair in inside for code in pair}) == 43


def test_department_neighbours_are_whole_and_the_file_is_small(folder: Path) -> None:
    pairs = neighbours(folder, "boundaries_department.geojson", "ubigeo_dep")
    assert len({code for pair in pairs for code in pair}) == 25
    assert len(pairs) == 53
    assert (folder / "data" / "boundaries_department.geojson").stat().st_size < 150_000


def test_the_plan_names_only_what_it_declares(study: Study, folder: Path) -> None:
    indicators = {indicator.id for indicator in study.indicators}
    named = {name for h in study.hypotheses for name in (h.x, h.y, h.control, *h.covariates) if name}
    named |= {name for family in study.families for pair in family.pairs for name in pair}
    named |= {name for family in study.families for name in family.covariates}
    named |= {variant.indicator for variant in study.sensitivity if variant.indicator}
    named |= {name for scaling in study.scales for name in (scaling.x, scaling.y, scaling.size)}
    named |= {unit.population for unit in study.units if unit.population}
    assert named <= indicators
    columns = {source.id: set(source.columns) for source in study.sources}
    for indicator in study.indicators:
        used = {*indicator.columns, *indicator.where, *([indicator.answered] if indicator.answered else [])}
        assert used <= columns.get(indicator.source or "", set())


def test_the_exhibits_are_nineteen_tables_and_six_figures_in_order(study: Study) -> None:
    ids = [exhibit.id for exhibit in study.exhibits]
    assert [name for name in ids if name.startswith("table")] == [f"table-{n:02d}" for n in range(1, 20)]
    assert [name for name in ids if name.startswith("figure")] == [f"figure-{n}" for n in range(1, 7)]
    sections = [exhibit.section for exhibit in study.exhibits]
    assert sections == sorted(sections)


def strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return {text for key, inner in value.items() for text in {str(key)} | strings(inner)}
    if isinstance(value, list | tuple):
        return {text for inner in value for text in strings(inner)}
    return {value} if isinstance(value, str) else set()


def test_exhibit_options_name_figures_that_exist(study: Study, values: dict[str, float | None]) -> None:
    prefixes = (
        "mp_",
        "pnp_",
        "mimp_",
        "inei_",
        "population_peru",
        "homicide_rate_",
        "victimisation_lima",
        "perception_lima",
    )
    named = {text for exhibit in study.exhibits for text in strings(exhibit.options) if text.startswith(prefixes)}
    assert named
    assert named <= set(values)


def test_effort_is_never_ranked_and_never_mapped_as_a_rate(study: Study) -> None:
    effort = [indicator for indicator in study.indicators if indicator.reach == "indirect"]
    assert {"x1", "x2", "n1"} <= {indicator.id for indicator in effort}
    for indicator in effort:
        assert not indicator.rankable
        assert indicator.mapped in ("no", "effort-classes")
        assert indicator.rate_of is None
        assert "Declared police effort" in indicator.label.en


def test_words_of_the_study_keep_the_rules_of_the_page(folder: Path) -> None:
    text = (folder / "study.toml").read_text(encoding="utf-8")
    assert not re.search(r"\b(influye|incide|determina|genera|impacta|drives|influences)\b", text, re.IGNORECASE)
    assert not re.search(r"prostitución infantil|child prostitution|underage sex", text, re.IGNORECASE)
    assert not re.search(r"\b(los|las) menores\b(?! de 18)", text, re.IGNORECASE)


def test_every_station_row_is_the_raw_row(shared_data: Path, stations: Rows) -> None:
    raw = read(next(shared_data.glob("cenacom*/cenacom*by_comisaria.csv")))
    wanted = Counter(
        (row["ubigeo"], row["en_cap600"], row["pol_110_tot"], *(row[column] for column in OPERATIONS)) for row in raw
    )
    ours = Counter(
        (row["ubigeo"], row["answered"], row["officers_2017"], *(row[column] for column in OPERATIONS.values()))
        for row in stations
    )
    assert ours == wanted


def test_every_misdemeanour_row_is_the_raw_row(shared_data: Path, folder: Path, stations: Rows) -> None:
    raw = read(next(shared_data.glob("cenacom*/faltas*by_comisaria.csv")))
    ours = rows(folder, "misdemeanours.csv")
    assert Counter((row["ubigeo"], row["misdemeanours_2017"]) for row in ours) == Counter(
        (row["ubigeo"], row["faltas"]) for row in raw
    )
    known = {row["row_id"] for row in stations}
    assert sum(row["row_id"] in known for row in ours) == 1296
    assert all(row["row_id"][:6] == row["ubigeo"] for row in ours)


def test_every_complaint_is_the_raw_one(shared_data: Path, folder: Path) -> None:
    raw = read(next(shared_data.glob("published*/mp_trata_complaints*.csv")))
    wanted = {(r["distrito_judicial"], r["ubigeo_dep"], r["denuncias_trata_ene2007_abr2014"]) for r in raw}
    ours = {(r["name"], r["ubigeo_dep"], r["complaints"]) for r in rows(folder, "complaints_judicial_district.csv")}
    assert ours == wanted
