"""How are the indicators spread over the places? Zeros, incomplete answers, quartiles and Gini; no place is named."""

from yupay.conclude import layout
from yupay.conclude.exhibits.ordering import bounded, decimals
from yupay.conclude.lookup import estimate_id, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, spoken
from yupay.conclude.offices import offices
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Bars, Cell, Form, Note, Row, Table
from yupay.model.text import Text

STATISTICS: tuple[tuple[str, Form], ...] = (
    ("n", "count"),
    ("zeros", "count"),
    ("zero_incomplete", "count"),
    ("incomplete", "count"),
    ("min", "number"),
    ("q1", "number"),
    ("median", "number"),
    ("q3", "number"),
    ("max", "number"),
    ("gini", "coefficient"),
)
LABELS = (
    heads.N,
    heads.ZEROS,
    heads.ZERO_INCOMPLETE,
    heads.INCOMPLETE,
    heads.MINIMUM,
    heads.FIRST_QUARTILE,
    heads.MEDIAN,
    heads.THIRD_QUARTILE,
    heads.MAXIMUM,
    heads.GINI,
)


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per indicator of a unit of analysis."""
    unit = material.unit_of(exhibit, names(exhibit, "indicators"))
    indicators = chosen(exhibit, material, unit)
    columns = [layout.head("indicator", heads.INDICATOR, width=2.0)]
    columns += [layout.figures_head(s, label) for (s, _), label in zip(STATISTICS, LABELS, strict=True)]
    found = material.unit(unit)
    said = offices(material.study)
    plural = found.plural if found else heads.PLACE
    notes_ = [layout.general(notes.DESCRIPTIVES, units=plural, office=said.one)]
    notes_ += layout.effort_notes(material, (indicator.id for indicator in indicators))
    notes_ += [note for indicator in indicators for note in specific(material, indicator, unit)]
    silent = [indicator.id for indicator in indicators if not indicator.mean_ranks]
    notes_ += [
        layout.specific(notes.ANSWERED, label=label, offices=said.many, **slots)
        for label, slots in answers(material, silent, unit, only_silent=True)
    ]
    rows = [row(material, indicator, unit) for indicator in indicators]
    sources = [name for indicator in indicators for name in measured_by(material, indicator, unit)]
    return layout.table(exhibit, material, columns, rows, notes=notes_, sources=sources, landscape=True)


def chosen(exhibit: Exhibit, material: Material, unit: str) -> list[Indicator]:
    """The indicators an exhibit names, else all that are measured over the unit."""
    declared = names(exhibit, "indicators")
    known = [i for i in material.study.indicators if unit in i.units and i.reach != "none"]
    if not declared:
        return known
    return [indicator for name in declared if (indicator := material.indicator(name)) is not None]


def row(material: Material, indicator: Indicator, unit: str) -> Row:
    """One indicator."""
    cells = [statistic(material, indicator, unit, name, form) for name, form in STATISTICS]
    return Row(key=indicator.id, cells=(layout.said(indicator.label), *cells), bars=bars(material, indicator, unit))


def bars(material: Material, indicator: Indicator, unit: str) -> Bars | None:
    """The histogram of one indicator, opened by a click on its row; None where it was not calculated."""
    prefix = estimate_id("describe", (indicator.id,), unit, "histogram", "class-")
    found = sorted(material.lookup.starting(prefix), key=lambda one: float(one.parameters["low"] or 0.0))
    if not found:
        return None
    edges = [float(one.parameters["low"] or 0.0) for one in found] + [float(found[-1].parameters["high"] or 0.0)]
    digits = max(decimals_of(edge) for edge in edges)
    return Bars(
        edges=tuple(Cell(value=edge, form="number", digits=digits) for edge in edges),
        counts=tuple(value_cell(one, "count") for one in found),
        label=spoken(heads.PLACES_BY_VALUE, label=indicator.label),
    )


def decimals_of(edge: float) -> int:
    """How many decimals a round bound has."""
    return len(f"{edge:.6f}".rstrip("0").partition(".")[2])


def statistic(material: Material, indicator: Indicator, unit: str, name: str, form: Form) -> Cell:
    """One statistic; an index bounded by one has two decimals."""
    estimate = material.lookup.summary(indicator.id, unit, name)
    if name == "gini" and indicator.counting_unit in ("index", "percent"):
        return Cell(mark="not applicable")
    if form == "number" and estimate is not None and estimate.value is not None:
        if bounded(indicator):
            return value_cell(estimate, "coefficient", 2)
        return value_cell(estimate, "number", decimals(estimate.value))
    return value_cell(estimate, form)


def specific(material: Material, indicator: Indicator, unit: str) -> list[Note]:
    """Notes on zeros among incomplete answers and on values that are estimates."""
    label = indicator.short or indicator.label
    part, zeros = (material.lookup.summary(indicator.id, unit, name) for name in ("zero_incomplete", "zeros"))
    found = []
    if part is not None and part.value:
        slots = {"part": value_cell(part, "count"), "zeros": value_cell(zeros, "count")}
        found.append(layout.specific(notes.ZERO_INCOMPLETE, label=label, **slots))
    cube = material.cube(unit)
    measure = None if cube is None else cube.measures.get(indicator.id)
    if measure is not None and measure.estimate_note is not None:
        note = Text(es=measure.estimate_note.es.rstrip("."), en=measure.estimate_note.en.rstrip("."))
        found.append(layout.specific(notes.ESTIMATED, label=label, note=note))
    return found


def answers(
    material: Material, indicators: list[str], unit: str, *, only_silent: bool = False
) -> list[tuple[Text, dict[str, Cell]]]:
    """Rows that answered of those that exist behind some indicators; those with the same answers under one label."""
    groups: dict[tuple[float | None, float | None], list[tuple[Text, dict[str, Cell]]]] = {}
    for name in indicators:
        answered, existing = (material.lookup.summary(name, unit, which) for which in ("answered", "existing"))
        if answered is None or existing is None or (only_silent and answered.value == existing.value):
            continue
        slots = {"answered": value_cell(answered, "count"), "existing": value_cell(existing, "count")}
        groups.setdefault((answered.value, existing.value), []).append((material.short(name), slots))
    return [(joined(tuple(line[0] for line in lines)), lines[0][1]) for lines in groups.values()]


def measured_by(material: Material, indicator: Indicator, unit: str) -> tuple[str, ...]:
    """The sources of a measure."""
    cube = material.cube(unit)
    measure = None if cube is None else cube.measures.get(indicator.id)
    return () if measure is None else measure.sources
