"""How much was counted in each place? One GROUP BY per source and unit, with every indicator of the source in it.

A row counts for an indicator when it answered: its `answered` flag is 1 and none of the summed columns is blank.
value = sum over the answering rows; row_squares = sum of their squares; a place without an answering row has no data. Coded
cases are rows of a registry: a place with cases, none of which an indicator asks for, counts zero of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.derive.places import UnitPlaces, row_reference, unit_code
from yupay.load.reconcile import matching
from yupay.model.cube import Measure, State
from yupay.model.source import Qualify, RowRef, Source
from yupay.model.study import Indicator


@dataclass(frozen=True)
class Summed:
    """The sums of one indicator over the places: values, answering rows, existing rows and squares, in place order."""

    values: list[float | None]
    answered: list[int]
    existing: list[int]
    squares: list[float]


def sum_source(
    unit: UnitPlaces, source: Source, table: ir.Table, indicators: Sequence[Indicator]
) -> dict[str, Measure]:
    """The measures of all indicators of one source over the places of one unit."""
    columns: dict[str, Any] = {"yupay_key": unit_code(unit.unit, unit.frame, source, table)}
    for position, indicator in enumerate(indicators):
        columns |= _row_columns(table, indicator, position)
    rows = table.select(**columns)
    grouped = rows.filter(rows.yupay_key.notnull()).group_by("yupay_key")
    sums = [("yupay_rows", rows.yupay_key.count()), *(one for at in range(len(indicators)) for one in _sums(rows, at))]
    totals = grouped.aggregate(**dict(sums)).to_pyarrow().to_pylist()
    found = [(unit.index[row["yupay_key"]], row) for row in totals if row["yupay_key"] in unit.index]
    return {
        indicator.id: _measure(unit, source, indicator, _spread(len(unit.places), found, position, source.qualify))
        for position, indicator in enumerate(indicators)
    }


def row_value(table: ir.Table, indicator: Indicator) -> Any:
    """The count of a row: the sum of the indicator's columns, null where the row did not answer all of them."""
    value = table[indicator.columns[0]]
    for column in indicator.columns[1:]:
        value = value + table[column]
    if indicator.answered is None:
        return value
    return ibis.ifelse(table[indicator.answered] == 1, value, ibis.null("float64"))


def _row_columns(table: ir.Table, indicator: Indicator, position: int) -> dict[str, Any]:
    here = matching(table, indicator.where)
    value = ibis.ifelse(here, row_value(table, indicator), ibis.null("float64"))
    return {f"yupay_value_{position}": value, f"yupay_here_{position}": ibis.ifelse(here, 1, 0)}


def _sums(rows: ir.Table, position: int) -> list[tuple[str, Any]]:
    value = rows[f"yupay_value_{position}"]
    return [
        (f"yupay_sum_{position}", value.sum()),
        (f"yupay_squares_{position}", (value * value).sum()),
        (f"yupay_answered_{position}", value.count()),
        (f"yupay_existing_{position}", rows[f"yupay_here_{position}"].sum()),
    ]


def _spread(places: int, found: list[tuple[int, dict[str, Any]]], position: int, cases: Qualify | None) -> Summed:
    """The sums in place order; places without a row of the source have no data, of coded cases without one asked for zero."""
    summed = Summed([None] * places, [0] * places, [0] * places, [0.0] * places)
    for place, row in found:
        summed.answered[place] = int(row[f"yupay_answered_{position}"])
        summed.existing[place] = int(row[f"yupay_existing_{position}"])
        if summed.answered[place]:
            summed.values[place] = float(row[f"yupay_sum_{position}"])
            summed.squares[place] = float(row[f"yupay_squares_{position}"])
        elif cases is not None and row["yupay_rows"]:
            summed.values[place] = 0.0
    return summed


def _measure(unit: UnitPlaces, source: Source, indicator: Indicator, summed: Summed) -> Measure:
    before, after = row_reference(unit.unit, unit.frame, source)
    extra = "".join(f", {name} = {value}" for name, value in indicator.where.items())
    rows = [
        RowRef(source=source.id, where=f"{before}{place.key}{after}{extra}", rows=existing)
        for place, existing in zip(unit.places, summed.existing, strict=True)
    ]
    return Measure(
        indicator=indicator.id,
        label=indicator.label,
        values=tuple(summed.values),
        states=states(summed.values),
        answered=tuple(summed.answered),
        existing=tuple(summed.existing),
        rows=tuple(rows),
        row_squares=tuple(summed.squares),
        sources=(source.id,),
    )


def states(values: Sequence[float | None]) -> tuple[State, ...]:
    """State of each value: "no data" where there is none, "zero" for a sum of zero, otherwise "value"."""
    return tuple("no data" if value is None else "zero" if value == 0 else "value" for value in values)
