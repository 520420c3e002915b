"""In which order may places be listed? By count only where the study declares it; else by code."""

from dataclasses import dataclass

from yupay.conclude.lookup import estimate_id
from yupay.conclude.material import Material, effort
from yupay.model.cube import Cube, Place
from yupay.model.estimate import Estimate
from yupay.model.study import Indicator
from yupay.model.table import Cell, Form


@dataclass(frozen=True)
class Placed:
    """One place of an ordered list: its count, share, cumulative share and rank set."""

    place: Place
    count: Cell
    share: Cell
    cumulative: Cell
    rank: Estimate | None
    simultaneous: Estimate | None


@dataclass(frozen=True)
class Ordered:
    """A list of places with its total; `ranked` says whether the order is by count."""

    places: tuple[Placed, ...]
    total: float
    ranked: bool
    sources: tuple[str, ...]


def rankable(material: Material, indicator: str) -> bool:
    """Whether places may be ordered by this indicator."""
    found = material.indicator(indicator)
    return found is not None and found.rankable and not effort(found)


def ordered_places(material: Material, indicator: str, unit: str) -> Ordered | None:
    """The study's own places of a unit in the order that may be printed; None where they may not be listed."""
    cube = material.cube(unit)
    if cube is None or not material.listed(unit) or indicator not in cube.measures:
        return None
    measure = cube.measures[indicator]
    by_count = rankable(material, indicator)
    inside = [i for i, place in enumerate(cube.places) if not place.compare]
    inside.sort(key=lambda i: (-(measure.values[i] or 0.0) if by_count else 0.0, cube.places[i].key))
    total = sum(value for i in inside if (value := measure.values[i]) is not None)
    places, running = [], 0.0
    for i in inside:
        running += measure.values[i] or 0.0
        places.append(placed(material, cube, indicator, i, total, running if by_count else None))
    return Ordered(tuple(places), total, by_count, measure.sources)


def placed(material: Material, cube: Cube, indicator: str, i: int, total: float, running: float | None) -> Placed:
    """One place with its cells."""
    key, value = cube.places[i].key, cube.measures[indicator].values[i]
    count = count_cell(material, cube, indicator, i)
    return Placed(
        place=cube.places[i],
        count=count,
        share=percent(count, value, total),
        cumulative=percent(count, running, total) if running is not None else Cell(mark="not applicable"),
        rank=material.lookup.get(estimate_id("rank", (indicator,), cube.unit, "rank-set-marginal", key)),
        simultaneous=material.lookup.get(estimate_id("rank", (indicator,), cube.unit, "rank-set-simultaneous", key)),
    )


def percent(count: Cell, value: float | None, total: float) -> Cell:
    """A share of the total of the list; it opens the count it was made from."""
    if value is None or total <= 0:
        return Cell(mark=count.mark or "not applicable", estimate=count.estimate)
    return Cell(value=100.0 * value / total, form="percent", estimate=count.estimate, source=count.source)


def count_cell(material: Material, cube: Cube, indicator: str, i: int) -> Cell:
    """The count of place `i`: a number, a declared zero, or the mark of what is missing or hidden."""
    measure, key = cube.measures[indicator], cube.places[i].key
    name = estimate_id("describe", (indicator,), cube.unit, "count", key)
    estimate = name if material.lookup.get(name) is not None else None
    source = measure.sources[0] if measure.sources else None
    state, value = measure.states[i], measure.values[i]
    if state == "hidden":
        return Cell(mark="hidden", estimate=estimate, source=source)
    if state == "no data" or value is None:
        return Cell(mark="no data", estimate=estimate, source=source)
    form: Form = "coefficient" if bounded(material.indicator(indicator)) else "number"
    if form == "number" and float(value).is_integer():
        form = "count"
    digits = None if form == "count" else 2 if form == "coefficient" else decimals(value)
    return Cell(value=value, form=form, digits=digits, estimate=estimate, source=source)


def bounded(indicator: Indicator | None) -> bool:
    """Whether an indicator is an index between 0 and 1: written without the zero before the point."""
    return indicator is not None and indicator.counting_unit == "index" and indicator.scale in ("ordinal", "interval")


def decimals(value: float) -> int:
    """Decimals of a quantity: none for whole or large ones, else one."""
    return 0 if float(value).is_integer() or abs(value) >= 1_000 else 1
