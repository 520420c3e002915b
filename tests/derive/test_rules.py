"""Rules on small arrays: percentile ranks, interpolation, and what happens at their edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.derive.rules import interpolated, percentile_ranks, rate
from yupay.model.cube import Measure
from yupay.model.source import RowRef
from yupay.model.study import Indicator, Interpolation
from yupay.model.text import Text

CARD = Indicator(id="i", label=Text.same("i"), counting_unit="inhabitant", period="2016", units=("d",))


def measure(*values: float | None) -> Measure:
    n = len(values)
    states = tuple("no data" if value is None else "value" for value in values)
    rows = (RowRef(source="s", where="", rows=1),) * n
    return Measure(
        indicator="m",
        label=Text.same("m"),
        values=values,
        states=states,
        answered=(1,) * n,
        existing=(1,) * n,
        rows=rows,
    )


def test_percentile_ranks_of_ten() -> None:
    """Hazen's plotting positions (1914): (i - 1/2) / n, here .05, .15, ..., .95; ties share their mid-rank."""
    assert percentile_ranks(tuple(float(n) for n in range(10))) == pytest.approx([0.05 + n / 10 for n in range(10)])
    assert percentile_ranks((5, 1, 5, None)) == pytest.approx([2 / 3, 1 / 6, 2 / 3, None])


@given(st.lists(st.one_of(st.none(), st.integers(-9, 9).map(float)), min_size=1, max_size=40))
def test_percentile_ranks_have_mean_one_half(values: list[float | None]) -> None:
    known = [rank for rank in percentile_ranks(tuple(values)) if rank is not None]
    assert len(known) == sum(value is not None for value in values)
    if known:
        assert sum(known) / len(known) == pytest.approx(0.5)
        assert 0 < min(known) <= max(known) < 1


RULE = {"start": "a", "end": "b", "start_date": date(2007, 10, 21), "end_date": date(2022, 6, 30)}


def test_interpolation_at_its_ends_is_the_data() -> None:
    start, end = measure(100.0, 50.0), measure(200.0, 25.0)
    for at, values in ((RULE["start_date"], start.values), (RULE["end_date"], end.values)):
        assert interpolated(CARD, Interpolation(**RULE, at=at), start, end).values == pytest.approx(values)


@given(st.floats(1, 1e7), st.floats(1, 1e7), st.dates(RULE["start_date"], RULE["end_date"]))
def test_interpolation_lies_between_its_ends(first: float, last: float, at: date) -> None:
    (value,) = interpolated(CARD, Interpolation(**RULE, at=at), measure(first), measure(last)).values
    assert min(first, last) * (1 - 1e-9) <= value <= max(first, last) * (1 + 1e-9)


def test_nothing_is_interpolated_from_nothing() -> None:
    rule = Interpolation(**RULE, at=date(2016, 6, 30))
    assert interpolated(CARD, rule, measure(None, 0.0, 5.0), measure(5.0, 5.0, None)).values == (None, None, None)


def test_a_rate_over_nothing_is_no_data() -> None:
    found = rate(CARD, measure(5.0, 0.0, None, 5.0), measure(10.0, 10.0, 10.0, 0.0))
    assert found.values == (50_000.0, 0.0, None, None)
    assert found.states == ("value", "zero", "no data", "no data")
