"""How reliable is the score of each scale? Alpha with its intervals beside omega, ordinal alpha and split halves."""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import NOTHING, coefficient, of_scale, scales, sources_of
from yupay.conclude.lookup import interval_cell, n_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table

BASE = (
    layout.head("scale", words.SCALE, width=1.8),
    layout.figures_head("items", words.ITEMS, width=0.4),
    layout.figures_head("n", heads.N, width=0.4),
    layout.figures_head("alpha", words.ALPHA),
    layout.figures_head("feldt", words.FELDT, width=0.9),
    layout.figures_head("bca", words.BOOTSTRAP, width=0.9),
    layout.figures_head("omega", words.OMEGA),
    layout.figures_head("omega_h", words.OMEGA_H),
    layout.figures_head("ordinal", words.ORDINAL),
    layout.figures_head("halves", words.HALVES),
)
TWO_ANSWERS = layout.figures_head("kr20", words.KR20)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per scale; None where the study has none."""
    chosen = scales(exhibit, material)
    if not chosen:
        return None
    binary = any(of_scale(material, one, "kr-20") is not None for one in chosen)
    rows = [row(material, one, binary) for one in chosen]
    boot = of_scale(material, chosen[0], "alpha-bootstrap")
    draws = Cell(value=float(boot.parameters.get("draws") or 0), form="count") if boot else NOTHING
    note = layout.general(words.RELIABILITY_NOTE, draws=draws)
    columns = (*BASE, TWO_ANSWERS) if binary else BASE
    read = sources_of(material, chosen)
    return layout.table(exhibit, material, columns, rows, notes=[note], sources=read, landscape=True)


def row(material: Material, scale: Instrument, binary: bool) -> Row:
    """One scale."""
    alpha, boot = of_scale(material, scale, "alpha"), of_scale(material, scale, "alpha-bootstrap")
    methods = ("omega-total", "omega-hierarchical", "ordinal-alpha", "split-half")
    cells = [
        layout.said(scale.label),
        Cell(value=len(scale.items), form="count"),
        n_cell(alpha),
        coefficient(alpha),
        interval_cell(alpha),
        interval_cell(boot),
        *(coefficient(of_scale(material, scale, method)) for method in methods),
    ]
    if binary:
        cells.append(coefficient(of_scale(material, scale, "kr-20")))
    return Row(key=scale.id, cells=tuple(cells))
