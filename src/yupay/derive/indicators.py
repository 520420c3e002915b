"""What was counted, where? Every indicator over the places of every unit of analysis: one cube per unit.

Row-scale work is one GROUP BY per source and unit; rules on other indicators follow on the small arrays.
"""

from collections.abc import Sequence

from yupay.derive.geometry import boundaries_of, inset_of, neighbours_of
from yupay.derive.places import UnitPlaces, places_of
from yupay.derive.qualified import with_answers
from yupay.derive.registry.measures import measures_of
from yupay.derive.rows import row_counts
from yupay.derive.rules import interpolated, mean_of_ranks, no_data, rate
from yupay.derive.sums import sum_source
from yupay.load.messages import STUDY_FILE, problem, quote
from yupay.load.tables import Loaded
from yupay.model.cube import Cube, Evidence, Measure, Place, RowCounts, SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import SafeCube
from yupay.model.study import Indicator, Study, Unit
from yupay.model.text import Text

NOT_ADDED = ("percent", "index")


def count(study: Study, loaded: Loaded, registry: SafeCube | None = None) -> Evidence:
    """Everything the study measures over places, by unit of analysis; units with a design keep their rows (`drawn`).

    `registry` is the protected cube that the indicators of a source of kind "registry" read. Coded cases are answered by the law first: indicators then count over the columns of the answer.

    Returns:
        Cubes by unit id (places in code order, compared places last), published figures by id, audits by source id.

    Raises:
        StudyProblems: L215 a unit without places, an indicator no row of which joins or outlines of other places, L224 percentages summed, L225
            indicators that rest on each other, L226 a date outside its interpolation, and those of the coded cases.

    """
    loaded, answered = with_answers(study, loaded)
    problems: list[Problem] = []
    cubes: dict[str, Cube] = {}
    for unit in study.units:
        if unit.design is not None:
            continue
        try:
            cubes[unit.id] = _cube(study, loaded, unit, registry)
        except StudyProblems as found:
            problems.extend(found.problems)
    if problems:
        raise StudyProblems(problems)
    return Evidence(
        cubes=cubes, figures=loaded.figures, audits=_audits(study, loaded, cubes), qualified=answered, registry=registry
    )


def _cube(study: Study, loaded: Loaded, unit: Unit, registry: SafeCube | None) -> Cube:
    places = places_of(study, unit, loaded.tables[unit.frame])
    if not places.inside:
        raise StudyProblems([_no_places(unit)])
    wanted = [indicator for indicator in study.indicators if unit.id in indicator.units]
    summed, rows = _summed(study, loaded, places, [one for one in wanted if one.columns], registry)
    measures = _with_rules(places, wanted, summed)
    outlines = loaded.boundaries[unit.boundaries].outlines(unit.boundaries_key) if unit.boundaries else {}
    if outlines and not outlines.keys() & places.index.keys():
        raise StudyProblems([_no_outline(places, loaded.boundaries[unit.boundaries or ""].source.path)])
    return Cube(
        unit=unit.id,
        places=places.places,
        measures={one.id: measures[one.id] for one in wanted},
        boundaries=boundaries_of(places, outlines),
        neighbours=neighbours_of(places, outlines) if outlines else None,
        inset=inset_of(places, outlines),
        row_counts=tuple(rows),
    )


def _audits(study: Study, loaded: Loaded, cubes: dict[str, Cube]) -> dict[str, SourceAudit]:
    """The audits of all sources, with the places that a boundary file does not hold."""
    audits = dict(loaded.audits)
    for unit in study.units:
        if unit.boundaries:
            lost = loaded.boundaries[unit.boundaries].without(unit.boundaries_key, cubes[unit.id].places)
            audit = audits[unit.boundaries]
            audits[unit.boundaries] = audit.model_copy(update={"geometry": (*audit.geometry, *map(_undrawn, lost))})
    return audits


def _undrawn(place: Place) -> Text:
    name = " ".join(dict.fromkeys(quote(part) for part in (place.key, place.name)))
    return Text(es=f"{name}: sin contorno en el archivo", en=f"{name}: no outline in the file")


def _summed(
    study: Study, loaded: Loaded, places: UnitPlaces, indicators: Sequence[Indicator], registry: SafeCube | None
) -> tuple[dict[str, Measure], list[RowCounts]]:
    measures: dict[str, Measure] = {}
    rows: list[RowCounts] = []
    for source in study.sources:
        group = [one for one in indicators if one.source == source.id]
        if not group:
            continue
        if source.kind == "registry":
            measures |= measures_of(places, source, registry, group) if registry else {}
            continue
        table = loaded.tables[source.id]
        found = sum_source(places, source, table, group)
        _refuse(places, source.path, group, found)
        measures |= found
        if kept := row_counts(places, source, table, group, [found[one.id] for one in group]):
            rows.append(kept)
    return measures, rows


def _refuse(places: UnitPlaces, where: str, group: Sequence[Indicator], found: dict[str, Measure]) -> None:
    """L215 when no row of an indicator joins, L224 when percentages or indices would be added."""
    lost = [_no_row(places, where, one) for one in group if not any(found[one.id].existing)]
    added = [
        _added(places, where, one)
        for one in group
        if one.counting_unit in NOT_ADDED and (len(one.columns) > 1 or max(found[one.id].answered) > 1)
    ]
    if lost or added:
        raise StudyProblems([*lost, *added])


def _with_rules(places: UnitPlaces, wanted: Sequence[Indicator], summed: dict[str, Measure]) -> dict[str, Measure]:
    """Sums first, then rules in the order their parts become known."""
    measures = dict(summed)
    open_ones = [one for one in wanted if one.id not in measures]
    while open_ones:
        ready = [one for one in open_ones if all(part in measures for part in parts_of(one))]
        if not ready:
            raise StudyProblems([_circle(places, one, measures) for one in open_ones])
        for one in ready:
            measures[one.id] = _by_rule(places, one, measures)
        open_ones = [one for one in open_ones if one.id not in measures]
    return measures


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """The indicators that an indicator's rule rests on."""
    if indicator.rate_of and indicator.base:
        return (indicator.rate_of, indicator.base)
    if indicator.interpolate:
        return (indicator.interpolate.start, indicator.interpolate.end)
    return indicator.mean_ranks


def _by_rule(places: UnitPlaces, indicator: Indicator, measures: dict[str, Measure]) -> Measure:
    parts = [measures[part] for part in parts_of(indicator)]
    if indicator.interpolate:
        return interpolated(indicator, indicator.interpolate, parts[0], parts[1])
    if indicator.rate_of:
        return rate(indicator, parts[0], parts[1])
    if indicator.mean_ranks:
        return mean_of_ranks(indicator, parts, places.inside)
    return no_data(indicator, places)


def _no_places(unit: Unit) -> Problem:
    kept = ", ".join(unit.keep) or "*"
    return problem(
        "L215",
        STUDY_FILE,
        (f"{quote(unit.id)}: 0 lugares", f"{quote(unit.id)}: 0 places"),
        (f"códigos de {unit.frame} que empiecen con {kept}", f"codes of {unit.frame} that start with {kept}"),
    )


def _no_outline(places: UnitPlaces, where: str) -> Problem:
    unit, key = places.unit, places.places[0].key
    return problem(
        "L215",
        where,
        (f"{unit.boundaries_key}: 0 contornos de {unit.id}", f"{unit.boundaries_key}: 0 outlines of {unit.id}"),
        (f"contornos con códigos como {quote(key)}", f"outlines with codes such as {quote(key)}"),
    )


def _no_row(places: UnitPlaces, where: str, indicator: Indicator) -> Problem:
    key = places.places[0].key
    return problem(
        "L215",
        where,
        (f"{indicator.id}: 0 filas en {places.unit.id}", f"{indicator.id}: 0 rows in {places.unit.id}"),
        (f"filas con códigos como {quote(key)}", f"rows with codes such as {quote(key)}"),
        (
            "revise place, digits y los ceros iniciales",
            "look at place, digits and leading zeros",
        ),
    )


def _added(places: UnitPlaces, where: str, indicator: Indicator) -> Problem:
    unit = places.unit.id
    return problem(
        "L224",
        where,
        (
            f"{indicator.id} ({indicator.counting_unit}), varias filas por {unit}",
            f"{indicator.id} ({indicator.counting_unit}), several rows per {unit}",
        ),
        (
            f"una fila por {unit}: los porcentajes e índices no se suman",
            f"one row per {unit}: percentages and indices do not add",
        ),
    )


def _circle(places: UnitPlaces, indicator: Indicator, measures: dict[str, Measure]) -> Problem:
    lost = ", ".join(part for part in parts_of(indicator) if part not in measures)
    return problem(
        "L225",
        STUDY_FILE,
        (f"{indicator.id}, en {places.unit.id}: {lost}", f"{indicator.id}, in {places.unit.id}: {lost}"),
        (
            "indicadores declarados para la misma unidad, sin círculos",
            "indicators declared for the same unit, without circles",
        ),
    )
