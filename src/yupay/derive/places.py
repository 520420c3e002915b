"""Which places does a unit of analysis have, and to which of them does a row belong?

The places are the frame's keys inside `keep` (the study) and then inside `compare` (shown apart), each in code order.
A row belongs to the place whose code is the first `digits` digits of the row's place code.
"""

from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir

from yupay.load.columns import PLACE
from yupay.load.specs import keyed_by_place
from yupay.model.cube import Place
from yupay.model.source import Source
from yupay.model.study import Study, Unit


@dataclass(frozen=True)
class UnitPlaces:
    """A unit with its places; `index` is the position of each key."""

    unit: Unit
    frame: Source
    places: tuple[Place, ...]
    index: dict[str, int] = field(repr=False)

    @property
    def inside(self) -> int:
        """How many places belong to the study itself; they come first."""
        return sum(not place.compare for place in self.places)


def places_of(study: Study, unit: Unit, table: ir.Table) -> UnitPlaces:
    """The places of a unit from its frame's table."""
    frame = next(source for source in study.sources if source.id == unit.frame)
    key = unit_code(unit, frame, frame, table)
    area = _area(unit, frame, table)
    name = table[unit.name] if unit.name else key
    rows = (
        table.filter(key.notnull())
        .group_by(yupay_key=key)
        .aggregate(yupay_name=name.min(), yupay_names=name.nunique(), yupay_area=area.min())
        .to_pyarrow()
        .to_pylist()
    )
    chosen = [(row, _side(unit, row["yupay_area"] or "")) for row in rows]
    ordered = sorted((side, row["yupay_key"], row) for row, side in chosen if side is not None)
    places = tuple(_place(key, row, side) for side, key, row in ordered)
    return UnitPlaces(unit, frame, places, {place.key: position for position, place in enumerate(places)})


def unit_code(unit: Unit, frame: Source, source: Source, table: ir.Table) -> Any:
    """The expression of the key of the place that a row of `source` belongs to.

    Where the unit's key is itself a place code, the first `digits` digits of the row's place; otherwise (a station in
    a district) the column of the same name as the key, and nothing (null) in a source without it.
    """
    if source.id == unit.frame:
        return _first_digits(unit, table[unit.key])
    if keyed_by_place(unit, frame):
        return _first_digits(unit, table[PLACE])
    return table[unit.key] if unit.key in table.columns else table[PLACE].nullif(table[PLACE])


def row_reference(unit: Unit, frame: Source, source: Source) -> tuple[str, str]:
    """What stands before and after a place's key: `ubigeo = 150101`, or `ubigeo = 15*` for the start of a longer code."""
    if source.id == unit.frame or not keyed_by_place(unit, frame):
        return f"{unit.key} = ", ""
    column = source.place or source.place_name or source.key or unit.key
    return f"{column} = ", "*" if unit.digits is not None and column != unit.key else ""


def _area(unit: Unit, frame: Source, table: ir.Table) -> Any:
    return table[PLACE] if frame.place is not None and frame.place != unit.key else table[unit.key]


def _first_digits(unit: Unit, code: Any) -> Any:
    return code if unit.digits is None else code.substr(0, unit.digits)


def _side(unit: Unit, area: str) -> bool | None:
    """False: inside the study; True: compared; None: elsewhere."""
    if unit.compare and area.startswith(unit.compare):
        return True
    return False if not unit.keep or area.startswith(unit.keep) else None


def _place(key: str, row: dict[str, Any], compare: bool) -> Place:
    one_name = row["yupay_names"] == 1
    return Place(key=key, name=row["yupay_name"] if one_name else key, compare=compare)
