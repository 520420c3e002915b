"""Is the relation the same at every scale? The same pair at several units of analysis, given one size indicator."""

from yupay.conclude import layout
from yupay.conclude.exhibits.unit_descriptives import answers
from yupay.conclude.lookup import interval_cell, n_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, joined_pair, lowered
from yupay.conclude.offices import offices
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Scaling, Unit
from yupay.model.table import Note, Row, Table

COLUMNS = (
    layout.head("relation", heads.RELATION, width=2.0),
    layout.head("scale", heads.SCALE),
    layout.figures_head("n", heads.N, width=0.5),
    layout.figures_head("rho", heads.RHO, width=0.6),
    layout.figures_head("interval", heads.INTERVAL),
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
    found += layout.effort_notes(material, (name for scaling in chosen for name in (scaling.x, scaling.y)))
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
        layout.said(material.short(scaling.size)),
    )
    return Row(key=f"{scaling.id}-{unit}", cells=cells)


def answered_notes(material: Material, scalings: list[Scaling]) -> list[Note]:
    """How many rows answered, at each named unit: indicators with the same answers share a line."""
    found: list[Note] = []
    for unit in dict.fromkeys(unit for scaling in scalings for unit in scaling.units):
        declared = material.unit(unit)
        own = dict.fromkeys(scaling.x for scaling in scalings if unit in scaling.units)
        if declared is not None and declared.named:
            found += answered_at(material, declared, list(own))
    return found


def answered_at(material: Material, unit: Unit, indicators: list[str]) -> list[Note]:
    """Rows that answered of those that exist, behind some indicators at one unit."""
    many = offices(material.study).many
    return [
        layout.specific(notes.ANSWERED_UNIT, label=label, units=unit.plural, offices=many, **slots)
        for label, slots in answers(material, indicators, unit.id)
    ]
