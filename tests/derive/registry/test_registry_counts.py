"""Counts of tables: every person once in each, periods on a fixed grid, lists apart, single years beside periods."""

import ibis
import numpy as np
import pyarrow as pa

from yupay.derive.registry.counts import Places, counted
from yupay.model.registry import CubeTable, Institution, Registry
from yupay.model.text import Text

ZONES = Places({"L1": "N", "L2": "N", "L3": "S"})


def registry(*tables: CubeTable) -> Registry:
    lists = tuple(Institution(id=name, label=Text.same(name), file="f", mapping="m") for name in ("a", "b"))
    return Registry(source="r", people=Text.same("p"), places="places", institutions=lists, tables=tables)


def table(name: str, *axes: str, **more: str) -> CubeTable:
    return CubeTable.model_validate({"id": name, "title": {"es": "t", "en": "t"}, "axes": axes, **more})


def persons(n: int = 500) -> tuple[ibis.Table, dict[str, list[object]]]:
    draw = np.random.default_rng(1)
    columns: dict[str, list[object]] = {
        "place": draw.choice(["L1", "L2", "L3", "unknown", "X9"], n).tolist(),
        "age": draw.choice(["0-11", "14-17"], n).tolist(),
        "sex": draw.choice(["F", "M"], n).tolist(),
        "purpose": draw.choice(["sexual", "labour"], n).tolist(),
        "offence": draw.choice(["met", "open"], n).tolist(),
        "year": draw.integers(2014, 2024, n).tolist(),
        "on_a": draw.integers(0, 2, n).tolist(),
        "on_b": draw.integers(0, 2, n).tolist(),
    }
    return ibis.duckdb.connect().create_table("people", pa.table(columns)), columns


def test_every_table_holds_everybody_once() -> None:
    people, columns = persons()
    tables = (
        table("t1", "place", "purpose", "age"),
        table("t2", "year", "sex", place="total"),
        table("t3", "place", place="district"),
    )
    for one in counted(registry(*tables), people, ZONES):
        assert one.people.sum() == 500
        assert one.own.sum(axis=tuple(range(1, one.own.ndim))).tolist() == [sum(columns["on_a"]), sum(columns["on_b"])]


def test_a_cell_is_what_counting_by_hand_gives() -> None:
    people, columns = persons()
    (one,) = counted(registry(table("t", "place", "purpose")), people, ZONES)
    north, labour = one.members[0].index("N"), one.members[1].index("labour")
    by_hand = [p in ("L1", "L2") and f == "labour" for p, f in zip(columns["place"], columns["purpose"], strict=True)]
    assert one.people[north, labour] == sum(by_hand)
    assert one.members[0] == ("N", "S", "unknown")
    assert one.people[2].sum() == sum(p in ("unknown", "X9") for p in columns["place"])


def test_periods_begin_at_multiples_and_single_years_stand_beside_them_unprinted() -> None:
    people, columns = persons()
    period, single = counted(registry(table("t", "year", place="total", years="5")), people, ZONES)
    assert period.printed and not single.printed
    assert period.members[0] == ("2010-2014", "2015-2019", "2020-2024")
    assert single.members[0] == tuple(str(year) for year in range(2014, 2024))
    assert period.people[1] == sum(2015 <= year <= 2019 for year in columns["year"])


def test_lists_are_counted_apart() -> None:
    people, columns = persons()
    (one,) = counted(registry(table("t", "source", "year", place="total")), people, ZONES)
    assert one.members[0] == ("a", "b")
    in_2015 = [year == 2015 and on for year, on in zip(columns["year"], columns["on_b"], strict=True)]
    assert one.people[1, one.members[1].index("2015")] == sum(in_2015)


def test_pooled_years_have_no_axis_of_years() -> None:
    people, _ = persons()
    (one,) = counted(registry(table("t", "place", "year", years="pooled")), people, ZONES)
    assert one.axes == ("place",)
