"""What was found for each objective and hypothesis, what limits it, and which record would say more?"""

from yupay.conclude import layout
from yupay.conclude.hypotheses import finding as hypothesis_finding
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.objectives import finding as objective_finding
from yupay.conclude.pages import hypothesis_page, objective_page
from yupay.conclude.plainly import plainly
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording import prose as words
from yupay.model.finding import Finding
from yupay.model.study import Exhibit, Hypothesis, Objective
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("objective", heads.OBJECTIVE, width=1.3),
    layout.head("hypothesis", heads.HYPOTHESIS, width=0.7),
    layout.head("decision", heads.DECISION, width=0.7),
    layout.head("finding", heads.FINDING, width=2.2),
    layout.head("limit", heads.LIMIT, width=1.4),
    layout.head("records", heads.RECORDS, width=1.4),
)


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per objective, then one per hypothesis of that objective."""
    rows: list[Row] = []
    for objective in material.study.objectives:
        rows.append(objective_row(material, objective))
        own = [h for h in material.study.hypotheses if h.objective == objective.id]
        rows += [hypothesis_row(material, h) for h in own]
    note = layout.unless_declared(exhibit, notes.FINDINGS)
    used = [objective_finding(material, objective) for objective in material.study.objectives]
    opened = (material.lookup.get(name) for finding in used for name in finding.estimates)
    sources = layout.sources_of(*(ruling.tested for ruling in material.rulings.values()), *opened)
    return layout.table(exhibit, material, COLUMNS, rows, notes=note, sources=sources, landscape=True, sortable=False)


def objective_row(material: Material, objective: Objective) -> Row:
    """One objective."""
    found = objective_finding(material, objective)
    words_ = spoken(words.PROBLEM, page=objective_page(material.study, objective.id), words=objective.objective)
    hypothesis = layout.said(heads.NO_HYPOTHESIS) if objective.descriptive else Cell(mark="not applicable")
    decision = Cell(mark="not applicable") if found.decision is None else Cell(value=found.decision, form="decision")
    return Row(key=objective.id, cells=(layout.said(words_), hypothesis, decision, *rest(material, found)), strong=True)


def hypothesis_row(material: Material, h: Hypothesis) -> Row:
    """One hypothesis under its objective."""
    found = hypothesis_finding(material, h)
    first = next(iter(found.estimates), None)
    decision = Cell(value=material.rulings[h.id].decision, form="decision", estimate=first)
    cells = (
        layout.said(objective_page(material.study, h.objective)),
        layout.said(hypothesis_page(material.study, h.id)),
        decision,
    )
    return Row(key=h.id, cells=(*cells, *rest(material, found)), level=1)


def rest(material: Material, found: Finding) -> tuple[Cell, Cell, Cell]:
    """Finding, main limit, and the records with who holds them."""
    said = plainly(found.sentence, material.study.study.number_style)
    limit = layout.said(found.limits[0]) if found.limits else Cell(mark="not applicable")
    finding = Cell(value=said, estimate=next(iter(found.estimates), None))
    return finding, limit, records_cell(found)


def records_cell(found: Finding) -> Cell:
    """The missing records and their holder."""
    if found.records is None:
        return Cell(mark="not applicable")
    if found.holder is None:
        return layout.said(found.records)
    return layout.said(Text(es=f"{found.records.es} ({found.holder.es})", en=f"{found.records.en} ({found.holder.en})"))
