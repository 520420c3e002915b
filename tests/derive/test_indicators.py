"""Counts by place: sums of what answered, with what did not answer kept apart, and zero told from no data."""

import json
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_counts import DEPARTMENT, DISTRICT, STATION, indicator, operations, population

from yupay.model.problem import StudyProblems


def test_places_in_code_order_compared_ones_last(derive) -> None:
    cube = derive(operations()).cubes["district"]
    assert [place.key for place in cube.places] == ["150101", "150102", "150103", "070101"]
    assert [place.name for place in cube.places] == ["Lima", "Ancón", "Ate", "Callao"]
    assert [place.compare for place in cube.places] == [False, False, False, True]
    assert cube.inside == 3 and not cube.protected


def test_sums_zero_and_no_data(derive) -> None:
    """Lima: 3 + 1 and 2 + 0, one station silent; Ancón: zero; Ate: no station at all; Callao compared."""
    measure = derive(operations()).cubes["district"].measures["x"]
    assert measure.values == (6.0, 0.0, None, 7.0)
    assert measure.states == ("value", "zero", "no data", "value")
    assert (measure.answered, measure.existing) == ((2, 1, 0, 1), (3, 1, 0, 1))
    assert measure.row_squares == (4.0**2 + 2.0**2, 0.0, 0.0, 49.0)
    assert measure.rows[0].where == "ubigeo = 150101" and measure.rows[0].rows == 3
    assert measure.sources == ("stations",)


def test_a_row_that_answered_in_part_did_not_answer(derive) -> None:
    stations = "id,ubigeo,answered,planned,unannounced\n1,150101,1,5,\n2,150101,1,1,1\n"
    measure = derive(operations(), stations=stations).cubes["district"].measures["x"]
    assert (measure.values[0], measure.answered[0], measure.existing[0]) == (2.0, 1, 2)


def test_values_of_rows_that_were_not_asked_are_not_read(derive) -> None:
    stations = "id,ubigeo,answered,planned,unannounced\n1,150101,0,500,0\n2,150101,1,1,1\n"
    assert derive(operations(), stations=stations).cubes["district"].measures["x"].values[0] == 2.0


def test_stations_as_units(derive) -> None:
    cube = derive(operations(units=["station"]), units=(STATION,)).cubes["station"]
    assert [place.key for place in cube.places] == ["0001", "0002", "0003", "0006"]
    assert cube.measures["x"].values == (4.0, None, 0.0, 2.0)
    assert cube.measures["x"].rows[0].where == "id = 0001"
    assert cube.row_counts == ()


def test_another_source_joins_stations_by_the_key_of_the_same_name(derive) -> None:
    """The rows of `districts` carry no station: nothing of a district is given to one of its stations."""
    with pytest.raises(StudyProblems, match="L215"):
        derive(population("p", 2007, units=["station"]), units=(STATION,))


def test_departments_are_the_first_two_digits(derive) -> None:
    cube = derive(operations(units=["department"]), units=(DEPARTMENT,)).cubes["department"]
    assert [place.key for place in cube.places] == ["01", "07", "15"]
    assert cube.measures["x"].values == (18.0, 7.0, 6.0)
    assert cube.measures["x"].rows[2].where == "ubigeo = 15*"


def test_rows_where(derive) -> None:
    measure = derive(operations(where={"id": "0006"})).cubes["district"].measures["x"]
    assert measure.values == (2.0, None, None, None)
    assert measure.existing == (1, 0, 0, 0)
    assert measure.rows[0].where == "ubigeo = 150101, id = 0006"


def test_rates_and_ranks_and_interpolation(derive) -> None:
    middle = {"start": "p07", "start_date": date(2000, 1, 1), "end": "p22", "end_date": date(2000, 1, 11)}
    evidence = derive(
        operations(),
        population("p07", 2007),
        population("p22", 2022),
        population("p", 2007, source=None, columns=[], interpolate={**middle, "at": date(2000, 1, 6)}),
        indicator("rate", rate_of="x", base="p", per=1000),
        indicator("index", mean_ranks=["p07", "poverty"], counting_unit="index"),
        indicator("poverty", source="districts", columns=["poverty"], counting_unit="percent"),
    )
    found = evidence.cubes["district"].measures
    assert found["p"].values == pytest.approx((2000, None, 8000, 3000))
    assert found["p"].states[1] == "no data"
    assert found["p"].estimate_note.en.startswith("estimate by geometric interpolation")
    assert "estimación por interpolación" in found["p"].estimate_note.es
    assert found["rate"].values == pytest.approx((3.0, None, None, 7000 / 3000))
    assert found["rate"].sources == ("stations", "districts")
    assert found["rate"].estimate_note == found["p"].estimate_note
    assert found["index"].values == pytest.approx((1 / 6, 1 / 2, 5 / 6, None), nan_ok=True)
    assert list(found) == ["x", "p07", "p22", "p", "rate", "index", "poverty"]


def test_an_indicator_without_data_is_no_data_everywhere(derive) -> None:
    measure = derive(operations(), indicator("none", reach="none")).cubes["district"].measures["none"]
    assert set(measure.states) == {"no data"} and set(measure.values) == {None}
    assert set(measure.existing) == {0}


def test_row_counts_are_numbers_only(derive) -> None:
    (rows,) = derive(operations(), operations("y", columns=["planned"])).cubes["district"].row_counts
    assert rows.source == "stations"
    assert rows.place == (3, 0, 0, 0, 1)
    assert rows.indicators == ("x", "y")
    assert rows.counts == ((7.0, 2.0, 4.0, None, 0.0), (7.0, 2.0, 3.0, None, 0.0))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ([operations(where={"id": "none"})], "L215"),
        ([indicator("p", source="stations", columns=["planned"], counting_unit="percent")], "L224"),
        ([indicator("a", rate_of="b", base="b"), indicator("b", rate_of="a", base="a")], "L225"),
        (
            [
                population("p", 2007),
                population(
                    "q",
                    2007,
                    columns=[],
                    interpolate={
                        "start": "p",
                        "end": "p",
                        "start_date": date(2000, 1, 1),
                        "end_date": date(2001, 1, 1),
                        "at": date(2002, 1, 1),
                    },
                ),
            ],
            "L226",
        ),
    ],
)
def test_what_cannot_be_counted(derive, wanted: list[dict[str, object]], code: str) -> None:
    with pytest.raises(StudyProblems) as found:
        derive(*wanted)
    assert {one.code for one in found.value.problems} == {code}


def test_a_unit_without_places(derive) -> None:
    with pytest.raises(StudyProblems) as found:
        derive(operations(), units=({**DISTRICT, "keep": ["99"], "compare": []},))
    (one,) = found.value.problems
    assert (one.code, one.expected.en) == ("L215", "codes of districts that start with 99")


row = st.tuples(
    st.sampled_from(["150101", "150102", "150103", "070101", "010101", "150199"]),
    st.sampled_from([0, 1]),
    st.one_of(st.none(), st.integers(0, 400)),
    st.one_of(st.none(), st.integers(0, 400)),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(row, min_size=1, max_size=30))
def test_sums_equal_a_loop_over_the_rows(derive, rows) -> None:
    """The slow way, row by row, gives the same sums, squares and states."""
    anchor = [("150101", 1, 0, 0)]
    lines = [
        f"{n},{u},{a},{p if p is not None else ''},{q if q is not None else ''}"
        for n, (u, a, p, q) in enumerate(anchor + rows)
    ]
    text = "id,ubigeo,answered,planned,unannounced\n" + "\n".join(lines) + "\n"
    measure = derive(operations(), stations=text).cubes["district"].measures["x"]
    told: dict[str, list[float]] = defaultdict(list)
    existing: dict[str, int] = defaultdict(int)
    for place, asked, planned, unannounced in anchor + rows:
        existing[place] += 1
        if asked and planned is not None and unannounced is not None:
            told[place].append(planned + unannounced)
    keys = ["150101", "150102", "150103", "070101"]
    assert measure.existing == tuple(existing[key] for key in keys)
    assert measure.answered == tuple(len(told[key]) for key in keys)
    assert measure.values == tuple(sum(told[key]) if told[key] else None for key in keys)
    assert measure.row_squares == tuple(float(sum(v * v for v in told[key])) for key in keys)


def outlines(*codes: str) -> str:
    ring = [[[-77.0, -12.0], [-76.9, -12.0], [-76.9, -11.9], [-77.0, -12.0]]]
    geometry = {"type": "Polygon", "coordinates": ring}
    features = [{"type": "Feature", "properties": {"ubigeo": code}, "geometry": geometry} for code in codes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_places_that_the_map_does_not_hold_are_told(derive) -> None:
    mapped = {**DISTRICT, "boundaries": "map"}
    evidence = derive(operations(), units=(mapped,), map=outlines("150101", "150103", "999999"))
    assert [one.key for one in evidence.cubes["district"].boundaries] == ["150101", "150103"]
    lost = [one.en for one in evidence.audits["map"].geometry]
    assert lost == ["150102 Ancón: no outline in the file", "070101 Callao: no outline in the file"]


def test_a_map_of_other_places_is_refused(derive) -> None:
    with pytest.raises(StudyProblems) as found:
        derive(operations(), units=({**DISTRICT, "boundaries": "map"},), map=outlines("1", "2"))
    (one,) = found.value.problems
    assert (one.code, one.where, one.expected.en) == ("L215", "map.csv", "outlines with codes such as 150101")
