"""How are the indicators spread over the places? Zeros, incomplete answers, quartiles and Gini; no place is named."""

from yupay.conclude import layout
from yupay.conclude.exhibits.ordering import bounded, decimals
from yupay.conclude.lookup import value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Cell, Form, Note, Row, Table

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
    notes_ = [layout.general(notes.DESCRIPTIVES, units=found.plural if found else heads.PLACE)]
    notes_ += [note for indicator in indicators for note in specific(material, indicator, unit)]
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
    return Row(key=indicator.id, cells=(layout.said(indicator.label), *cells))


def statistic(material: Material, indicator: Indicator, unit: str, name: str, form: Form) -> Cell:
    """One statistic; an index bounded by one has two decimals."""
    estimate = material.lookup.summary(indicator.id, unit, name)
    if form == "number" and estimate is not None and estimate.value is not None:
        if bounded(indicator):
            return value_cell(estimate, "coefficient", 2)
        return value_cell(estimate, "number", decimals(estimate.value))
    return value_cell(estimate, form)


def specific(material: Material, indicator: Indicator, unit: str) -> list[Note]:
    """Notes on incomplete answers and on values that are estimates."""
    answered, existing = (material.lookup.summary(indicator.id, unit, name) for name in ("answered", "existing"))
    found = []
    silent = answered is not None and existing is not None and answered.value != existing.value
    if silent and not indicator.mean_ranks:
        slots = {"answered": value_cell(answered, "count"), "existing": value_cell(existing, "count")}
        found.append(layout.specific(notes.ANSWERED, label=indicator.short or indicator.label, **slots))
    cube = material.cube(unit)
    measure = None if cube is None else cube.measures.get(indicator.id)
    if measure is not None and measure.estimate_note is not None:
        label = indicator.short or indicator.label
        found.append(layout.specific(notes.ESTIMATED, label=label, note=measure.estimate_note))
    return found


def measured_by(material: Material, indicator: Indicator, unit: str) -> tuple[str, ...]:
    """The sources of a measure."""
    cube = material.cube(unit)
    measure = None if cube is None else cube.measures.get(indicator.id)
    return () if measure is None else measure.sources
