"""Which items carry their scale, and which do not? One row per item of each scale."""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import coefficient, item_label, of_scale, parameter, scales, sources_of
from yupay.conclude.lookup import n_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("item", words.ITEM, width=2.6),
    layout.figures_head("n", heads.N, width=0.4),
    layout.figures_head("mean", words.MEAN, width=0.4),
    layout.figures_head("sd", words.SD, width=0.4),
    layout.figures_head("corrected", words.CORRECTED),
    layout.figures_head("deleted", words.DELETED),
    layout.figures_head("floor", words.FLOOR),
    layout.figures_head("ceiling", words.CEILING),
    layout.figures_head("blank", words.BLANK),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per item, grouped by scale; None where the study has none."""
    chosen = scales(exhibit, material)
    if not chosen:
        return None
    rows = [row(material, scale, name) for scale in chosen for name in scale.items]
    note, read = layout.general(words.ITEMS_NOTE), sources_of(material, chosen)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=read)


def row(material: Material, scale: Instrument, name: str) -> Row:
    """One item."""
    item, blank = of_scale(material, scale, "item-analysis", name), of_scale(material, scale, "missing-by-item", name)
    cells = (
        layout.said(item_label(material, scale, name)),
        parameter(item, "answered", "count") if item else n_cell(item),
        parameter(item, "mean", "number", 2),
        parameter(item, "sd", "number", 2),
        coefficient(item),
        parameter(item, "alpha_if_deleted", "coefficient", 2),
        parameter(item, "floor_percent", "percent"),
        parameter(item, "ceiling_percent", "percent"),
        value_cell(blank, "percent"),
    )
    return Row(key=f"{scale.id}.{name}", cells=cells, group=scale.label)
