"""Where were the records made? A district map with one layer per indicator that may be drawn."""

from yupay.conclude import layout
from yupay.conclude.exhibits.series import plain_table
from yupay.conclude.maps import drawable, layer
from yupay.conclude.material import Material, effort, names
from yupay.conclude.naming import joined
from yupay.conclude.offices import offices
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.cube import Cube
from yupay.model.figure import Figure, Map, MapLayer
from yupay.model.study import Exhibit, Indicator, Unit
from yupay.model.table import Cell, Note, Row, Table


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """A map; None where there is no outline, no layer, or places may not be named."""
    declared = names(exhibit, "indicators")
    unit, cube = unit_of(exhibit, material, declared)
    if unit is None or cube is None or not cube.boundaries or not material.listed(unit.id):
        return None
    indicators = [one for name in declared if (one := material.indicator(name)) is not None]
    layers = [drawn_one for one in indicators if (drawn_one := layer(material, one, unit, cube)) is not None]
    if not layers:
        return None
    drawn = [one for one in indicators if any(one.id == layer_.id for layer_ in layers)]
    sources = tuple(dict.fromkeys(s for one in drawn for s in cube.measures[one.id].sources))
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.MAP_ALT,
        body=body(cube, layers),
        table=fallback(exhibit, cube, layers),
        notes=layout.all_notes(exhibit, material, found_notes(material, unit, drawn), sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=sources,
    )


def unit_of(exhibit: Exhibit, material: Material, declared: tuple[str, ...]) -> tuple[Unit | None, Cube | None]:
    """The unit of the map and its counts."""
    name = material.unit_of(exhibit, declared)
    return material.unit(name), material.cube(name)


def left_out(exhibit: Exhibit, material: Material) -> bool:
    """Whether a map of police effort is not drawn because its data are too new."""
    found = [one for name in names(exhibit, "indicators") if (one := material.indicator(name)) is not None]
    return any(effort(one) and one.mapped != "no" and not drawable(material.study, one) for one in found)


def body(cube: Cube, layers: list[MapLayer]) -> Map:
    """Shapes, neighbours, layers and the inset."""
    return Map(
        places=cube.places,
        boundaries=cube.boundaries,
        neighbours=cube.neighbours.pairs if cube.neighbours is not None else (),
        layers=tuple(layers),
        inset=cube.inset,
    )


def fallback(exhibit: Exhibit, cube: Cube, layers: list[MapLayer]) -> Table:
    """The facts of every layer as a table, in the order of codes."""
    columns = [layout.head("code", heads.CODE, width=0.6), layout.head("place", heads.PLACE, width=1.2)]
    for one in layers:
        columns += [
            layout.figures_head(f"{one.id}-{k}", head, one.label if len(layers) > 1 else None)
            for k, head in enumerate(one.fact_heads)
        ]
    order = sorted(range(len(cube.places)), key=lambda i: cube.places[i].key)
    rows = [Row(key=cube.places[i].key, cells=cells(cube, layers, i)) for i in order]
    return plain_table(exhibit, tuple(columns), rows).model_copy(update={"landscape": len(columns) > 6})


def cells(cube: Cube, layers: list[MapLayer], i: int) -> tuple[Cell, ...]:
    """Code, name and facts of one place."""
    place = cube.places[i]
    facts = (cell for one in layers for cell in one.facts[i])
    return (Cell(value=place.key, form="code"), Cell(value=place.name), *facts)


def found_notes(material: Material, unit: Unit, drawn: list[Indicator]) -> list[Note]:
    """What place, class, effort, index, rates and small places mean on this map."""
    found = place_notes(material, drawn)
    if any(effort(one) for one in drawn):
        found.append(layout.general(notes.MAP_EFFORT, offices=offices(material.study).many))
    else:
        found.append(layout.general(notes.MAP_CUTS))
    if any(one.counting_unit == "index" for one in drawn):
        found.append(layout.general(notes.MAP_INDEX))
    rated = [one for one in drawn if one.mapped == "rates" and not effort(one)]
    if rated and unit.population is not None:
        found += rate_notes(material, unit, rated)
    return found


def place_notes(material: Material, drawn: list[Indicator]) -> list[Note]:
    """Which place a map shows: of the fact where persons of a registry are drawn, else of the office that records."""
    registry = material.study.registry
    persons = [one for one in drawn if registry is not None and one.source == registry.source]
    found = [layout.general(notes.MAP_REGISTRY)] if persons else []
    if len(persons) < len(drawn):
        found.append(layout.general(notes.MAP_PLACE, office=offices(material.study).one))
    return found


def rate_notes(material: Material, unit: Unit, rated: list[Indicator]) -> list[Note]:
    """Which layers are rates, over which base, and what small places carry."""
    per, least = Cell(value=rated[0].per, form="count"), Cell(value=unit.min_population, form="count")
    labels, base = joined(tuple(material.short(one.id) for one in rated)), material.short(unit.population or "")
    return [
        layout.general(notes.MAP_RATES, per=per, names=labels, base=base),
        layout.specific(notes.MAP_SMALL, least=least),
    ]
