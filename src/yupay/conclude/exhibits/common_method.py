"""How much of a relation between two scales of one questionnaire may come from asking both the same way?"""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import NOTHING, coefficient, parameter
from yupay.conclude.lookup import estimate_id, interval_cell, n_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import instruments as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("relation", words.RELATION, width=2.0),
    layout.figures_head("n", heads.N, width=0.4),
    layout.figures_head("harman", words.HARMAN),
    layout.figures_head("plain", words.PLAIN_R),
    layout.figures_head("marker", words.MARKER_R),
    layout.figures_head("factor", words.FACTOR_R, width=0.9),
    layout.figures_head("interval", words.FACTOR_CI, width=0.9),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per hypothesis between two scales of one questionnaire; None where there is none."""
    chosen = [h for h in material.study.hypotheses if part(material, h, "harman") is not None]
    if not chosen:
        return None
    rows = [row(material, h) for h in chosen]
    sources = layout.sources_of(*(part(material, h, "harman") for h in chosen))
    note = layout.general(words.COMMON_NOTE)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=sources, landscape=True)


def part(material: Material, h: Hypothesis, name: str) -> Estimate | None:
    """One check of one hypothesis."""
    if h.x is None or h.y is None or h.unit is None:
        return None
    return material.lookup.get(estimate_id("instrument", (h.x, h.y), h.unit, f"common-method-{name}"))


def row(material: Material, h: Hypothesis) -> Row:
    """One hypothesis."""
    harman, marker, factor = (part(material, h, name) for name in ("harman", "marker", "factor"))
    page, pair = hypothesis_page(material.study, h.id), joined_pair(material.study, h.x, h.y)
    cells = (
        layout.said(spoken(heads.PAGE_PAIR, page=page, pair=pair)),
        n_cell(harman),
        value_cell(harman, "percent"),
        parameter(marker, "r"),
        coefficient(marker),
        coefficient(factor),
        NOTHING if factor is None else interval_cell(factor),
    )
    return Row(key=h.id, cells=cells)
