"""How far apart do the models lie? A forest plot: every total with its interval on one axis, and nothing pooled."""

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_models
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.material import Material, names
from yupay.conclude.naming import raised, spoken
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate
from yupay.model.figure import Figure, ForestPlot, ForestRow
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Sentence

WIDE = 6.0
"""How many times the smallest number the largest must be for a logarithmic axis."""


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """One line a model; None where nothing was estimated."""
    found = reading.models(material)
    if not found:
        return None
    table = hidden_models.build(exhibit, material)
    assert table is not None
    sources = layout.sources_of(*found)
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.FOREST_ALT,
        body=plot(material, hidden_models.by_assumption(found), published(exhibit, material)),
        table=table.model_copy(update={"id": f"{exhibit.id}-table", "number": 0, "notes": ()}),
        notes=layout.all_notes(exhibit, material, [layout.general(words.RANGE_NOTE, rule=words.RULE)], sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=sources,
    )


def published(exhibit: Exhibit, material: Material) -> list[ForestRow]:
    """The range that others published, a line without a point; nothing where two figures are not named."""
    ends = [figure for name in names(exhibit, "published") if (figure := material.figure(name)) is not None]
    if len(ends) != 2:
        return []
    low, high = ends
    cell = Cell(low=low.value, high=high.value, form="interval", digits=0, source=low.source)
    return [ForestRow(label=spoken(words.PUBLISHED, registry=low.registry), cell=cell, shape="published")]


def plot(material: Material, found: list[Estimate], others: list[ForestRow]) -> ForestPlot:
    """The lines, the rule of those seen, the band of the range; what others published comes last."""
    ends = reading.ends(material)
    stand = standing(material)
    rows = (*(line(one, stand) for one in found), *others)
    seen = reading.seen_cell(material)
    log = wide([*found], seen)
    label = spoken(words.X_LABEL_LOG if log else words.X_LABEL, people=raised(reading.people(material)))
    band = None if ends is None else Cell(low=ends[0].value, high=ends[1].value, form="interval", digits=0)
    return ForestPlot(
        x_label=label,
        head=words.HEAD,
        rows=rows,
        base=seen,
        band=band,
        log=log,
        legend=legend(rows, seen, ends),
    )


def standing(material: Material) -> frozenset[str]:
    """The ids of the estimates that fit as well as the best."""
    found = reading.summary(material, reading.RANGE)
    return frozenset(str(found.parameters.get("standing", "")).split("\n")) if found is not None else frozenset()


def line(one: Estimate, stand: frozenset[str]) -> ForestRow:
    """One model: in the range or not, a bound, or refused in words."""
    name = reading.line_name(one)
    if one.value is None:
        return ForestRow(label=name, cell=reading.total_cell(one), shape="refused")
    shape = "bound" if reading.bound(one) else "dot" if one.id in stand else "hollow"
    return ForestRow(label=name, cell=reading.point_cell(one), shape=shape)


def wide(found: list[Estimate], seen: Cell) -> bool:
    """Whether the numbers span so much that a logarithmic axis is needed."""
    values = [one.value for one in found if one.value is not None and one.value > 0]
    values += [one.interval.high for one in found if one.interval is not None and one.interval.high is not None]
    values += [float(seen.value)] if isinstance(seen.value, float | int) and seen.value > 0 else []
    return bool(values) and max(values) > WIDE * min(values)


def legend(rows: tuple[ForestRow, ...], seen: Cell, ends: tuple[Cell, Cell] | None) -> tuple[tuple[str, Sentence], ...]:
    """What each shape that occurs means, then the rule and the band with their numbers."""
    used: set[str] = {row.shape for row in rows}
    told = [(shape, Sentence.plain(text)) for shape, text in words.SHAPES.items() if shape in used]
    if seen.mark is None:
        told.append(("base", layout.sentence(words.BASE, n=seen)))
    if ends is not None:
        told.append(("band", layout.sentence(words.BAND, low=ends[0], high=ends[1])))
    return tuple(told)
