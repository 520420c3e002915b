"""Can places be told apart? Rank confidence sets in the order of codes, never by rank, never for police effort."""

from collections.abc import Iterable

import numpy as np

from yupay.conclude import layout
from yupay.conclude.exhibits.modality_ranks import rank_cell
from yupay.conclude.exhibits.ordering import rankable
from yupay.conclude.exhibits.series import plain_table
from yupay.conclude.lookup import estimate_id, open_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, raised
from yupay.conclude.offices import offices
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.cube import Cube, Place
from yupay.model.estimate import Estimate
from yupay.model.figure import Figure, RankSets
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """One panel per indicator that may be ranked; None where places are not listed or nothing may be ranked."""
    declared = names(exhibit, "indicators")
    unit = material.unit_of(exhibit, declared)
    cube = material.cube(unit)
    if cube is None or not material.listed(unit):
        return None
    indicators = [
        name for name in declared or tuple(cube.measures) if rankable(material, name) and ranked(material, cube, name)
    ]
    if not indicators:
        return None
    declared_unit = material.unit(unit)
    plural = raised(declared_unit.plural if declared_unit is not None else heads.PLACE)
    found = [layout.general(notes.RANK_SETS, units=plural), *pairs(material, cube, indicators)]
    found += why(material, cube, indicators)
    sources = tuple(dict.fromkeys(source for name in indicators for source in cube.measures[name].sources))
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.RANK_SETS_ALT,
        body=body(material, cube, indicators),
        table=fallback(exhibit, material, cube, indicators),
        notes=layout.all_notes(exhibit, material, found, sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=sources,
    )


def inside(cube: Cube) -> list[Place]:
    """The study's own places, in the order of their codes."""
    return sorted((place for place in cube.places if not place.compare), key=lambda place: place.key)


def rank_of(material: Material, cube: Cube, indicator: str, key: str) -> Estimate | None:
    """The rank set of a place: simultaneous where there is one, else marginal."""
    methods = ("rank-set-simultaneous", "rank-set-marginal")
    found = (material.lookup.get(estimate_id("rank", (indicator,), cube.unit, method, key)) for method in methods)
    return next((estimate for estimate in found if estimate is not None and estimate.interval is not None), None)


def ranked(material: Material, cube: Cube, indicator: str) -> bool:
    """Whether the places of a cube have rank sets on an indicator."""
    return indicator in cube.measures and any(rank_of(material, cube, indicator, p.key) for p in inside(cube))


def body(material: Material, cube: Cube, indicators: list[str]) -> RankSets:
    """The stretches of ranks, one panel per indicator; a place without a set spans all ranks."""
    places = inside(cube)
    panels = tuple(
        (material.short(name), tuple(stretch(rank_of(material, cube, name, p.key), len(places)) for p in places))
        for name in indicators
    )
    return RankSets(labels=tuple(Text.same(place.name) for place in places), panels=panels)


def stretch(estimate: Estimate | None, places: int) -> tuple[int, int]:
    """The bounds of a rank set; all ranks where nothing is known."""
    bounds = None if estimate is None else estimate.interval
    if bounds is None or bounds.low is None or bounds.high is None:
        return 1, places
    return int(bounds.low), int(bounds.high)


def fallback(exhibit: Exhibit, material: Material, cube: Cube, indicators: list[str]) -> Table:
    """The same sets as a table, in the order of codes."""
    columns = (
        layout.head("code", heads.CODE, width=0.5),
        layout.head("place", heads.PLACE),
        *(layout.figures_head(name, material.short(name)) for name in indicators),
    )
    rows = [Row(key=place.key, cells=cells(material, cube, place, indicators)) for place in inside(cube)]
    return plain_table(exhibit, columns, rows)


def cells(material: Material, cube: Cube, place: Place, indicators: list[str]) -> tuple[Cell, ...]:
    """Code, name and one set per indicator."""
    sets = (rank_cell(rank_of(material, cube, name, place.key)) for name in indicators)
    return (Cell(value=place.key, form="code"), Cell(value=place.name), *sets)


def pairs(material: Material, cube: Cube, indicators: list[str]) -> list[Note]:
    """How many pairs of places cannot be told apart; indicators with the same count share a line."""
    return [
        layout.specific(notes.RANK_PAIRS, label=label, k=k, pairs=total)
        for label, k, total in alike(material, cube, indicators)
    ]


def alike(material: Material, cube: Cube, indicators: Iterable[str]) -> list[tuple[Text, Cell, Cell]]:
    """Indicators with the same pairs that cannot be told apart under one label: label, pairs, all pairs."""
    groups: dict[tuple[object, object], list[tuple[Text, Cell, Cell]]] = {}
    for name in indicators:
        counted = pair_counts(material, cube, name)
        if counted is not None:
            groups.setdefault((counted[0].value, counted[1].value), []).append((material.short(name), *counted))
    return [(joined(tuple(line[0] for line in lines)), lines[0][1], lines[0][2]) for lines in groups.values()]


def why(material: Material, cube: Cube, indicators: list[str]) -> list[Note]:
    """Why sets are wide: few rows a place, and places whose variance is not known; with what all sets span."""
    unknown = max((unknown_doubt(material, cube, name) for name in indicators), key=len)
    if not unknown:
        return []
    middle = max(float(np.median(cube.measures[name].answered[: cube.inside])) for name in indicators)
    slots = {
        "median": open_cell(unknown[0], middle, "number", 0),
        "unknown": open_cell(unknown[0], len(unknown), "count"),
        "n": open_cell(unknown[0], cube.inside, "count"),
    }
    found = [layout.specific(notes.RANK_WHY, offices=offices(material.study).many, **slots)]
    return [*found, *whole_span(material, cube, indicators)]


def unknown_doubt(material: Material, cube: Cube, indicator: str) -> list[Estimate]:
    """The rank sets of the places whose variance is not known."""
    found = (rank_of(material, cube, indicator, place.key) for place in inside(cube))
    return [one for one in found if one is not None and one.parameters.get("doubt_known") is False]


def whole_span(material: Material, cube: Cube, indicators: list[str]) -> list[Note]:
    """That every set spans all ranks, where that is so: said once for all indicators."""
    places = inside(cube)
    found = [rank_of(material, cube, name, place.key) for name in indicators for place in places]
    first = next((one for one in found if one is not None), None)
    if first is None or any(stretch(one, len(places)) != (1, len(places)) for one in found):
        return []
    ends = {"first": open_cell(first, 1, "count"), "last": open_cell(first, len(places), "count")}
    return [layout.specific(notes.RANK_ALL, **ends)]


def pair_counts(material: Material, cube: Cube, indicator: str) -> tuple[Cell, Cell] | None:
    """Pairs that cannot be told apart, and all pairs."""
    estimate = material.lookup.get(estimate_id("rank", (indicator,), cube.unit, "rank-pairs", "not_told_apart"))
    total = None if estimate is None else estimate.parameters.get("pairs")
    if estimate is None or not isinstance(total, int | float):
        return None
    return value_cell(estimate, "count"), open_cell(estimate, float(total), "count")
