"""How high are the scores and quantities of a drawn unit? Mean with its interval, and quartiles, under the design."""

from yupay.conclude import layout
from yupay.conclude.exhibits.answers import chosen_indicators
from yupay.conclude.exhibits.estimands import design_notes
from yupay.conclude.lookup import estimate_id, interval_cell, n_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import surveys as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("indicator", words.INDICATOR, width=2.2),
    layout.figures_head("n", heads.N, width=0.5),
    layout.figures_head("mean", words.MEAN),
    layout.figures_head("interval", words.INTERVAL, width=1.0),
    layout.figures_head("q1", heads.FIRST_QUARTILE),
    layout.figures_head("median", heads.MEDIAN),
    layout.figures_head("q3", heads.THIRD_QUARTILE),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per numeric indicator of a drawn unit; None where there is none."""
    found = [
        (one, unit, mean)
        for one in chosen_indicators(exhibit, material)
        for unit in one.units
        if (mean := material.lookup.get(estimate_id("survey", (one.id,), unit, "design-mean"))) is not None
    ]
    if not found:
        return None
    rows = [row(material, one, unit, mean) for one, unit, mean in found]
    means = [mean for *_, mean in found]
    notes = [layout.general(words.SCORES_NOTE), *design_notes(means)]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=layout.sources_of(*means))


def row(material: Material, one: Indicator, unit: str, mean: Estimate) -> Row:
    """One indicator."""
    quartiles = [
        material.lookup.get(estimate_id("survey", (one.id,), unit, "design-quantile", f"q{p:g}"))
        for p in (0.25, 0.5, 0.75)
    ]
    cells = (
        layout.said(one.label),
        n_cell(mean),
        value_cell(mean, "number", 2),
        interval_cell(mean),
        *(value_cell(q, "number", 2) for q in quartiles),
    )
    return Row(key=one.id, cells=cells)
