"""Is the relation the same at every scale? The same pair at several units of analysis, given one size indicator."""

from yupay.conclude import layout
from yupay.conclude.lookup import interval_cell, n_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, joined_pair, lowered
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Scaling
from yupay.model.table import Cell, Note, Row, Table

COLUMNS = (
    layout.head("relation", heads.RELATION, width=2.0),
    layout.head("scale", heads.SCALE),
    layout.figures_head("n", heads.N, width=0.5),
    layout.figures_head("rho", heads.RHO, width=0.6),
    layout.figures_head("interval", heads.INTERVAL),
    layout.figures_head("p", heads.P, width=0.6),
    layout.head("denominator", heads.DENOMINATOR, width=1.2),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per relation and unit; None where the study declares no scaling."""
    declared = names(exhibit, "scales")
    chosen = [scaling for scaling in material.study.scales if not declared or scaling.id in declared]
    if not chosen:
        return None
    rows = [row(material, scaling, unit) for scaling in chosen for unit in scaling.units]
    sizes = joined(tuple(dict.fromkeys(lowered(material.short(scaling.size)) for scaling in chosen)))
    used = [estimate(material, scaling, unit) for scaling in chosen for unit in scaling.units]
    found = [layout.general(notes.SCALES, size=sizes), *answered_notes(material, chosen)]
    return layout.table(exhibit, material, COLUMNS, rows, notes=found, sources=layout.sources_of(*used))


def estimate(material: Material, scaling: Scaling, unit: str) -> Estimate | None:
    """The partial relation at one unit."""
    return material.lookup.relation(scaling.x, scaling.y, unit, "scale-partial")


def row(material: Material, scaling: Scaling, unit: str) -> Row:
    """One relation at one unit; its places are never listed."""
    found, declared = estimate(material, scaling, unit), material.unit(unit)
    cells = (
        layout.said(joined_pair(material.study, scaling.x, scaling.y)),
        layout.said(unit if declared is None else declared.label),
        n_cell(found),
        value_cell(found, "coefficient"),
        interval_cell(found),
        p_cell(found),
        layout.said(material.short(scaling.size)),
    )
    return Row(key=f"{scaling.id}-{unit}", cells=cells)


def answered_notes(material: Material, scalings: list[Scaling]) -> list[Note]:
    """How many rows answered, for each x at each unit that says so."""
    found: list[Note] = []
    for x in dict.fromkeys(scaling.x for scaling in scalings):
        for unit in dict.fromkeys(unit for scaling in scalings if scaling.x == x for unit in scaling.units):
            found += answered_note(material, x, unit)
    return found


def answered_note(material: Material, x: str, unit: str) -> list[Note]:
    """Rows that answered of those that exist, behind one indicator at one unit."""
    answered, existing = (material.lookup.summary(x, unit, name) for name in ("answered", "existing"))
    declared = material.unit(unit)
    if answered is None or existing is None or declared is None or not declared.named:
        return []
    slots: dict[str, Cell] = {"answered": value_cell(answered, "count"), "existing": value_cell(existing, "count")}
    return [layout.specific(notes.ANSWERED_UNIT, label=material.short(x), units=declared.plural, **slots)]
