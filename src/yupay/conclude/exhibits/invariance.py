"""Does each scale measure the same in the groups that are compared? Where it was not checked, the table says so."""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import NOTHING, of_scale, parameter, scales, sources_of
from yupay.conclude.lookup import value_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("scale", words.SCALE, width=1.6),
    layout.head("groups", words.GROUPS, width=1.0),
    layout.figures_head("different", words.DIFFERENT, width=0.6),
    layout.head("which", words.WHICH, width=0.8),
    layout.figures_head("congruence", words.CONGRUENCE, width=0.7),
    layout.figures_head("gap", words.GAP_ALL, width=0.9),
    layout.figures_head("gap_without", words.GAP_WITHOUT, width=0.8),
    layout.head("state", words.STATE, width=1.0),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per scale whose groups are compared; None where none is."""
    chosen = [one for one in scales(exhibit, material) if one.groups is not None]
    if not chosen:
        return None
    rows = [row(material, one) for one in chosen]
    note, read = layout.general(words.INVARIANCE_NOTE), sources_of(material, chosen)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=read, landscape=True)


def row(material: Material, scale: Instrument) -> Row:
    """One scale."""
    found = of_scale(material, scale, "measurement-invariance")
    tested = found is not None and found.value is not None
    told = {} if found is None else found.parameters
    cells = (
        layout.said(scale.label),
        layout.said(str(told.get("groups") or "—")),
        value_cell(found, "count") if tested else NOTHING,
        layout.said(str(told.get("different") or "—")),
        parameter(found, "least_congruence"),
        parameter(found, "difference_all", "number", 2),
        parameter(found, "difference_without", "number", 2),
        layout.said(words.TESTED if tested else words.NOT_TESTED),
    )
    return Row(key=scale.id, cells=cells)
