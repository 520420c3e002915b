"""What shape have the answers, and which test was chosen? Normality is shown and decided nothing."""

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, n_cell, p_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.rows import unit_of
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import rows as words
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("variable", words.VARIABLE, width=2.4),
    layout.figures_head("n", heads.N, width=0.5),
    layout.figures_head("w", words.W),
    layout.figures_head("w_p", words.P_OF_W),
    layout.figures_head("d", words.D),
    layout.figures_head("d_p", words.P_OF_D),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per numeric variable of a hypothesis over answers; None where there is none."""
    pairs = [(h.unit, name) for h in material.study.hypotheses if unit_of(material.study, h) for name in (h.x, h.y)]
    rows, used = [], []
    for unit, name in dict.fromkeys((unit, name) for unit, name in pairs if unit and name):
        plain = material.lookup.get(estimate_id("relate", (name,), unit, "normality"))
        if plain is None:
            continue
        lilliefors = material.lookup.get(estimate_id("relate", (name,), unit, "normality", "lilliefors"))
        cells = (
            layout.said(material.label(name)),
            n_cell(plain),
            value_cell(plain, "coefficient", 3),
            p_cell(plain),
            value_cell(lilliefors, "coefficient", 3),
            p_cell(lilliefors),
        )
        rows.append(Row(key=name, cells=cells))
        used.append(plain)
    if not rows:
        return None
    note = layout.general(words.ASSUMPTIONS_NOTE)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=layout.sources_of(*used))
