"""Do the items of each scale share what they are said to share? KMO, Bartlett, factors above chance, fit."""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import NOTHING, coefficient, of_scale, parameter, scales, sources_of
from yupay.conclude.lookup import n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table

COLUMNS = (
    layout.head("scale", words.SCALE, width=1.8),
    layout.figures_head("n", heads.N, width=0.4),
    layout.figures_head("kmo", words.KMO),
    layout.figures_head("bartlett", words.BARTLETT),
    layout.figures_head("df", words.DF, width=0.4),
    layout.figures_head("p", words.P, width=0.5),
    layout.figures_head("factors", words.FACTORS),
    layout.figures_head("first", words.FIRST),
    layout.figures_head("rmsea", words.RMSEA),
    layout.figures_head("communality", words.COMMUNALITY, width=0.9),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per scale; None where the study has none."""
    chosen = scales(exhibit, material)
    if not chosen:
        return None
    rows = [row(material, one) for one in chosen]
    note, read = layout.general(words.CONSTRUCT_NOTE), sources_of(material, chosen)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=read, landscape=True)


def row(material: Material, scale: Instrument) -> Row:
    """One scale."""
    kmo, bartlett = of_scale(material, scale, "kmo"), of_scale(material, scale, "bartlett-sphericity")
    cells = (
        layout.said(scale.label),
        n_cell(kmo),
        coefficient(kmo),
        NOTHING if bartlett is None else value_cell(bartlett, "number", 1),
        NOTHING if bartlett is None else open_cell(bartlett, bartlett.df, "count"),
        p_cell(bartlett),
        value_cell(of_scale(material, scale, "parallel-analysis"), "count"),
        parameter(of_scale(material, scale, "eigenvalues", "1"), "percent", "percent"),
        coefficient(of_scale(material, scale, "factor-fit")),
        communalities(material, scale),
    )
    return Row(key=scale.id, cells=cells)


def communalities(material: Material, scale: Instrument) -> Cell:
    """The least and the largest communality."""
    found = [of_scale(material, scale, "communality", name) for name in scale.items]
    values = [one.value for one in found if one is not None and one.value is not None]
    if not values:
        return NOTHING
    return Cell(low=min(values), high=max(values), form="interval", digits=2)
