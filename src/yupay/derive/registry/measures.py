"""What do the protected counts say of each place? Each indicator of the registry reads one margin of one declared table.

A hidden cell stays a state of its own ("hidden"), with what an outsider may derive of it as `low` and `high`: censored,
never missing. A place without people is zero where its table shows zeros, and hidden otherwise.
"""

from collections.abc import Sequence

from yupay.derive.places import UnitPlaces
from yupay.model.cube import Measure, State
from yupay.model.registry import CellKey, SafeCell, SafeCube
from yupay.model.source import RowRef, Source
from yupay.model.study import Indicator


def measures_of(
    unit: UnitPlaces, source: Source, cube: SafeCube, indicators: Sequence[Indicator]
) -> dict[str, Measure]:
    """The measures of the indicators of the registry over the places of one unit."""
    found = {one.key: one for one in cube.cells}
    return {one.id: _measure(unit, source, one, found) for one in indicators}


def _measure(unit: UnitPlaces, source: Source, indicator: Indicator, found: dict[CellKey, SafeCell]) -> Measure:
    cells = [found.get(CellKey(place=place.key, **indicator.where)) for place in unit.places]
    crossed = "".join(f", {axis} = {word}" for axis, word in indicator.where.items())
    there = [int(one is not None) for one in cells]
    return Measure(
        indicator=indicator.id,
        label=indicator.label,
        values=tuple(None if one is None or one.count is None else float(one.count) for one in cells),
        states=tuple(_state(one) for one in cells),
        answered=tuple(there),
        existing=tuple(there),
        rows=tuple(
            RowRef(source=source.id, where=f"{unit.unit.key} = {place.key}{crossed}", rows=at)
            for place, at in zip(unit.places, there, strict=True)
        ),
        low=tuple(None if one is None else float(one.low) for one in cells),
        high=tuple(None if one is None or one.high is None else float(one.high) for one in cells),
        sources=(source.id,),
    )


def _state(cell: SafeCell | None) -> State:
    if cell is None:
        return "no data"
    if cell.count is None:
        return "hidden"
    return "zero" if cell.count == 0 else "value"
