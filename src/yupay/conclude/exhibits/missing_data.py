"""What was asked and not answered? The four states of every column of every source that was read."""

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording.annexes import MISSING_DATA_TITLE
from yupay.model.cube import ColumnAudit, SourceAudit
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

TABLE = "missing-data"
COLUMNS = (
    layout.head("column", heads.COLUMN, width=2.4),
    layout.figures_head("expected", heads.EXPECTED),
    layout.figures_head("answered", heads.ANSWERED_ROWS),
    layout.figures_head("blank", heads.BLANK),
    layout.figures_head("missing", heads.MISSING),
    layout.figures_head("zero", heads.ZERO),
)


def default_exhibit() -> Exhibit:
    """The annex of missing data."""
    return Exhibit(id=TABLE, kind="missing-data", section="annex", title=MISSING_DATA_TITLE)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per column of each source; None where nothing was audited."""
    audits = [audit for audit in material.evidence.audits.values() if audit.columns]
    if not audits:
        return None
    rows = [row(material, audit, column) for audit in audits for column in audit.columns]
    note = layout.general(notes.MISSING_DATA)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=[audit.source for audit in audits])


def row(material: Material, audit: SourceAudit, column: ColumnAudit) -> Row:
    """One column of one source."""
    card = next((card for card in material.study.sources if card.id == audit.source), None)
    spec = None if card is None else card.columns.get(column.column)
    label = spec.label if spec is not None and spec.label is not None else Text.same(column.column)
    counts = (column.expected, column.answered, column.blank, column.missing, column.zero)
    cells = (layout.said(label), *(Cell(value=n, form="count", source=audit.source) for n in counts))
    group = Text.same(audit.source) if card is None else card.title
    return Row(key=f"{audit.source}.{column.column}", cells=cells, group=group)
