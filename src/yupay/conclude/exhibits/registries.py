"""How large is what each institution recorded? Registries side by side, each in its own counting unit, never added.

Options: `figures`: ids of printed totals, or tables of `total`, `part` (under 18) and `rate` (id of its estimate).
"""

from dataclasses import dataclass

from yupay.conclude import layout
from yupay.conclude.lookup import interval_cell, value_cell
from yupay.conclude.material import Material, names, records
from yupay.conclude.periods import period_words
from yupay.conclude.published import geography_cell, published_cell, share_of
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording.units import counted_in
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table

NOT_APPLICABLE = Cell(mark="not applicable")
COLUMNS = (
    layout.head("institution", heads.INSTITUTION, width=1.4),
    layout.head("counting_unit", heads.COUNTING_UNIT, width=0.9),
    layout.head("geography", heads.GEOGRAPHY, width=0.9),
    layout.head("period", heads.PERIOD, width=0.8),
    layout.figures_head("n", heads.N),
    layout.figures_head("under_18", heads.N, heads.UNDER_18),
    layout.figures_head("under_18_percent", heads.PERCENT, heads.UNDER_18),
    layout.figures_head("under_18_interval", heads.INTERVAL, heads.UNDER_18, width=0.9),
    layout.figures_head("rate", heads.RATE_PER, width=0.8),
    layout.head("denominator", heads.DENOMINATOR, width=1.0),
)


@dataclass(frozen=True)
class Entry:
    """One row: a printed total, its printed part under 18 and the estimate of its rate, where there are some."""

    total: str
    part: str | None = None
    rate: str | None = None


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per printed total, with the printed part of persons under 18 where it has the same unit and source."""
    known = [entry for entry in entries(exhibit) if material.figure(entry.total) is not None]
    rows = [row(material, entry) for entry in known]
    figures = [material.evidence.figures[entry.total] for entry in known]
    parts = [part for entry in known if (part := material.figure(entry.part or "")) is not None]
    sources = [figure.source for figure in figures]
    found = [layout.general(note) for note in (notes.REGISTRIES, notes.WILSON)]
    found += layout.figure_notes([*figures, *parts])
    return layout.table(exhibit, material, COLUMNS, rows, notes=found, sources=sources, printed=figures, landscape=True)


def entries(exhibit: Exhibit) -> list[Entry]:
    """The rows an exhibit asks for, in its order."""
    listed = [Entry(total) for total in names(exhibit, "figures")]
    tables = [item for item in records(exhibit, "figures") if "total" in item]
    return listed + [Entry(str(item["total"]), item.get("part"), item.get("rate")) for item in tables]


def row(material: Material, entry: Entry) -> Row:
    """One registry."""
    figure = material.evidence.figures[entry.total]
    words = (layout.said(figure.registry), layout.said(counted_in(figure.counting_unit)), geography_cell(figure))
    cells = (
        *words,
        layout.said(period_words(figure.period)),
        published_cell(material, entry.total),
        *under_18(material, entry),
        rate_cell(material, entry.rate),
        denominator(material, entry.rate),
    )
    return Row(key=entry.total, cells=cells)


def under_18(material: Material, entry: Entry) -> tuple[Cell, Cell, Cell]:
    """Count, percentage and interval of persons under 18; a printed percentage stays a percentage without a count."""
    part = None if entry.part is None else material.figure(entry.part)
    if part is None:
        return Cell(mark="not published"), NOT_APPLICABLE, NOT_APPLICABLE
    if part.id == entry.total:
        return published_cell(material, part.id), NOT_APPLICABLE, NOT_APPLICABLE
    if part.counting_unit == "percent":
        return Cell(mark="not published"), published_cell(material, part.id), Cell(mark="not published")
    share = share_of(material, part.id, entry.total)
    if share is None:
        return published_cell(material, part.id), NOT_APPLICABLE, NOT_APPLICABLE
    return published_cell(material, part.id), value_cell(share, "percent"), interval_cell(share, 1)


def rate_cell(material: Material, rate: str | None) -> Cell:
    """The rate of a printed figure, from its estimate."""
    estimate = material.lookup.get(rate or "")
    return NOT_APPLICABLE if estimate is None else value_cell(estimate, "rate", 2)


def denominator(material: Material, rate: str | None) -> Cell:
    """The words of the denominator: the label of the second variable of the rate."""
    estimate = material.lookup.get(rate or "")
    base = None if estimate is None or len(estimate.variables) < 2 else material.figure(estimate.variables[1])
    return NOT_APPLICABLE if base is None else layout.said(base.label)
