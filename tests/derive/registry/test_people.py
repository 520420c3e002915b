"""One row per person: first known answers, one purpose, adults out, dismissed records out, every list marked."""

from datetime import date

import ibis
import pyarrow as pa
import pytest

from yupay.derive.law.crosswalk import read_crosswalk
from yupay.derive.registry.people import BANDS, PURPOSES, people

COLUMNS = ("record_id", "institution", "fecha_registro", "condicion_victima", "ubigeo_explotacion", "ubigeo_rescate",
           "ubigeo_captacion", "edad_hecho", "sexo", "finalidad")  # fmt: skip
TYPES = {"record_id": pa.int64(), "fecha_registro": pa.date32(), "edad_hecho": pa.int64()}


def made(
    *rows: tuple[object, ...], persons: dict[int, int], classes: dict[int, str] | None = None
) -> list[dict[str, object]]:
    columns = list(zip(*rows, strict=True))
    records = pa.table(
        {
            name: pa.array(list(column), TYPES.get(name, pa.string()))
            for name, column in zip(COLUMNS, columns, strict=True)
        }
    )
    linked = pa.table({"record_id": list(persons), "person_id": list(persons.values())})
    answers = classes or {}
    decided = pa.table({"record_id": list(persons), "class": [answers.get(one, "trata") for one in persons]})
    connection = ibis.duckdb.connect()
    tables = [connection.create_table(f"t{at}", one) for at, one in enumerate((records, linked, decided))]
    found = people(*tables, ("a", "b"), read_crosswalk(None))
    return sorted(found.to_pyarrow().to_pylist(), key=lambda row: row["person_id"])


def row(number: int, institution: str = "a", day: date | None = date(2020, 5, 1), **more: object) -> tuple[object, ...]:
    usual: dict[str, object] = {
        "condicion_victima": "presunta", "ubigeo_explotacion": "L01", "ubigeo_rescate": None, "ubigeo_captacion": None,
        "edad_hecho": 15, "sexo": "F", "finalidad": "explotacion_sexual",
    }  # fmt: skip
    whole = {"record_id": number, "institution": institution, "fecha_registro": day, **usual, **more}
    return tuple(whole[name] for name in COLUMNS)


def test_records_of_one_person_count_once_and_mark_every_list() -> None:
    first = row(1, "a", date(2021, 1, 1), sexo=None, edad_hecho=None)
    second = row(2, "b", date(2019, 1, 1), ubigeo_explotacion="L09")
    (one,) = made(first, second, persons={1: 1, 2: 1})
    assert (one["on_a"], one["on_b"]) == (1, 1)
    assert (one["place"], one["year"], one["sex"], one["age"]) == ("L09", 2019, "F", "14-17")


def test_purposes_of_all_records_make_one() -> None:
    pairs = [
        ("explotacion_sexual", "prostitucion", "sexual"),
        ("explotacion_laboral", "trabajo_forzoso", "labour"),
        ("criminalidad_forzada", None, "drugs"),
        ("explotacion_sexual;explotacion_laboral", None, "several"),
        ("explotacion_sexual", "mendicidad", "several"),
        ("matrimonio", None, "other"),
        ("none", None, "unknown"),
        (None, None, "unknown"),
    ]
    for left, right, expected in pairs:
        (one,) = made(row(1, finalidad=left), row(2, finalidad=right), persons={1: 7, 2: 7})
        assert one["purpose"] == expected, (left, right)
        assert expected in PURPOSES


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-11"), (11, "0-11"), (12, "12-13"), (13, "12-13"), (14, "14-17"), (17, "14-17"), (None, "unknown")],
)
def test_bands_cut_at_twelve_and_fourteen(age: int | None, band: str) -> None:
    (one,) = made(row(1, edad_hecho=age), persons={1: 1})
    assert one["age"] == band and {name for _, name in BANDS} == {"0-11", "12-13", "14-17"}


def test_adults_and_dismissed_records_are_not_counted() -> None:
    adult, dismissed, child = row(1, edad_hecho=18), row(2, condicion_victima="descartada"), row(3)
    found = made(adult, dismissed, child, persons={1: 1, 2: 2, 3: 3})
    assert [one["person_id"] for one in found] == [3]


def test_the_place_falls_back_and_then_is_unknown() -> None:
    rescued = row(1, ubigeo_explotacion=None, ubigeo_rescate="L02", ubigeo_captacion="L03")
    nowhere = row(2, ubigeo_explotacion=None)
    places = [one["place"] for one in made(rescued, nowhere, persons={1: 1, 2: 2})]
    assert places == ["L02", "unknown"]


def test_one_record_that_meets_the_elements_is_enough() -> None:
    rows = (row(1), row(2), row(3), row(4))
    classes = {1: "none", 2: "trata", 3: "unknown", 4: "none"}
    found = made(*rows, persons={1: 1, 2: 1, 3: 3, 4: 4}, classes=classes)
    assert [one["offence"] for one in found] == ["met", "open", "not met"]


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [row(n, "ab"[n % 2], date(2015 + n % 5, 1, 1), edad_hecho=n % 17) for n in range(1, 30)]
    persons = {n: n // 3 for n in range(1, 30)}
    assert made(*rows, persons=persons) == made(*reversed(rows), persons=persons)
