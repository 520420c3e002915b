"""Is each printed total the sum of its printed parts? Totals, sums and differences, with a reading; nothing is mended."""

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.plainly import plainly
from yupay.conclude.published import published_cell
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.cube import TotalAudit
from yupay.model.study import Exhibit, Reconciliation
from yupay.model.table import Cell, Row, Table

COLUMNS = (
    layout.head("figure", heads.FIGURE, width=1.6),
    layout.figures_head("total", heads.PUBLISHED_TOTAL),
    layout.figures_head("sum", heads.SUM_OF_PARTS),
    layout.figures_head("difference", heads.DIFFERENCE),
    layout.head("reading", heads.READING, width=2.0),
)


def build(exhibit: Exhibit, material: Material) -> Table:
    """The declared reconciliations, then the totals that the source cards declare."""
    audited = [total for audit in material.evidence.audits.values() for total in audit.totals]
    rows = [row(material, item) for item in material.study.reconciliations]
    rows += [audit_row(total, material.study.study.number_style) for total in audited if not already(material, total)]
    sources = [*used(material), *(total.source for total in audited)]
    note = layout.general(notes.RECONCILIATION)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=sources)


def used(material: Material) -> list[str]:
    """The sources of the reconciled figures."""
    figures = [material.figure(name) for item in material.study.reconciliations for name in (item.total, *item.parts)]
    return [figure.source for figure in figures if figure is not None]


def row(material: Material, item: Reconciliation) -> Row:
    """One declared reconciliation."""
    total = quantity(material, item.total, declared=True)
    parts = [quantity(material, name, declared=False) for name in item.parts]
    summed = sum_of(parts)
    cells = (layout.said(item.label), total, summed, minus(total, summed), layout.said(item.reading))
    return Row(key=item.id, cells=cells)


def audit_row(total: TotalAudit, style: str) -> Row:
    """One total that a source card declares, beside the sum of its rows."""
    declared, summed = (Cell(value=v, form="count", source=total.source) for v in (total.declared, total.summed))
    difference = minus(declared, summed)
    words = heads.ADDS_UP if difference.value == 0 else heads.DOES_NOT_ADD_UP
    read = plainly(layout.sentence(words, rows=Cell(value=total.rows, form="count")), style)
    cells = (layout.said(total.label), declared, summed, difference, layout.said(read))
    return Row(key=f"{total.source}.{total.label.en}", cells=cells)


def already(material: Material, total: TotalAudit) -> bool:
    """Whether a declared reconciliation already shows this total."""
    return any(item.total == f"{total.source}.total" for item in material.study.reconciliations) or any(
        audited(material, name) == total
        for item in material.study.reconciliations
        for name in (item.total, *item.parts)
    )


def quantity(material: Material, name: str, *, declared: bool) -> Cell:
    """A printed figure, or the total of `source.column` as declared or as summed."""
    if material.figure(name) is not None:
        return published_cell(material, name)
    total = audited(material, name)
    if total is None:
        return Cell(mark="no data")
    return Cell(value=total.declared if declared else total.summed, form="count", source=total.source)


def audited(material: Material, name: str) -> TotalAudit | None:
    """The audit of `source.column`: the one whose label names the column, else the only one."""
    source, _, column = name.partition(".")
    audit = material.evidence.audits.get(source)
    totals = () if audit is None else audit.totals
    named = [total for total in totals if column and column in (total.label.es, total.label.en)]
    if named:
        return named[0]
    return totals[0] if len(totals) == 1 else None


def sum_of(parts: list[Cell]) -> Cell:
    """The sum of printed parts; no data where a part has none."""
    values = [part.value for part in parts if isinstance(part.value, int | float)]
    if not values or len(values) < len(parts):
        return Cell(mark="no data")
    first = parts[0]
    return Cell(value=sum(values), form=first.form, digits=first.digits, estimate=first.estimate, source=first.source)


def minus(total: Cell, summed: Cell) -> Cell:
    """The printed total minus the sum of its parts."""
    if not isinstance(total.value, int | float) or not isinstance(summed.value, int | float):
        return Cell(mark="not applicable")
    difference = round(total.value - summed.value, 9)
    return Cell(value=difference, form=total.form, digits=total.digits, estimate=total.estimate, source=total.source)
