"""What does the table of one hypothesis hold? Plain relation, spatially valid result, control, difference, decision.

Options: `hypothesis`, and `family` for secondary rows without decision.
"""

from yupay.conclude import layout
from yupay.conclude.decide import Ruling, method_of, relation_detail
from yupay.conclude.exhibits import row_hypothesis
from yupay.conclude.exhibits.pairs import family_pairs, no_decision
from yupay.conclude.lookup import interval_cell, n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, joined_pair, spoken
from yupay.conclude.pages import hypothesis_page, parent_pages
from yupay.conclude.rows import unit_of
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Family, Hypothesis
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text

NOTHING = Cell(mark="not applicable")
COLUMNS = (
    layout.head("relation", heads.RELATION, width=2.0),
    layout.figures_head("rho", heads.RHO, heads.PLAIN, width=0.5),
    layout.figures_head("plain_interval", heads.INTERVAL, heads.PLAIN, width=0.9),
    layout.figures_head("plain_p", heads.P, heads.PLAIN, width=0.5),
    layout.figures_head("modified_p", heads.MODIFIED_T, width=0.7),
    layout.figures_head("coefficient", heads.COEFFICIENT, heads.VALID, width=0.7),
    layout.figures_head("interval", heads.INTERVAL, heads.VALID, width=0.9),
    layout.figures_head("p", heads.P, heads.VALID, width=0.5),
    layout.figures_head("holm_p", heads.HOLM_P, heads.VALID, width=0.6),
    layout.figures_head("n", heads.N, width=0.4),
    layout.head("decision", heads.DECISION, width=0.8),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The rows of one hypothesis; of its parents where it is derived; None where the study has no such hypothesis."""
    h = material.hypothesis(next(iter(names(exhibit, "hypothesis", "hypotheses")), ""))
    if h is None:
        return None
    if unit_of(material.study, h) is not None:
        return row_hypothesis.build(exhibit, material, h)
    own = [parent for name in h.derived_from if (parent := material.hypothesis(name)) is not None] or [h]
    rows = [row for one in own for row in block(material, one)]
    if h.derived_from:
        rows.append(derived_row(material, h, material.rulings[h.id]))
    families = [family for family in material.study.families if family.id in names(exhibit, "family", "families")]
    rows += [row for family in families for row in secondary(material, family)]
    found = [
        *found_notes(material, h, own),
        *(note for family in families for note in secondary_holm(material, family)),
    ]
    rulings = [material.rulings[one.id] for one in own]
    sources = layout.sources_of(*(ruling.tested or ruling.plain for ruling in rulings))
    return layout.table(exhibit, material, COLUMNS, rows, notes=found, sources=sources, landscape=True)


def block(material: Material, h: Hypothesis) -> list[Row]:
    """The row of a hypothesis, then its negative control and the difference."""
    ruling = material.rulings[h.id]
    rows = [relation_row(material, h, ruling)]
    if h.control is not None and ruling.control is not None:
        rows.append(control_row(material, h, ruling))
    if ruling.difference is not None:
        rows.append(difference_row(h, ruling.difference))
    return rows


def relation_row(material: Material, h: Hypothesis, ruling: Ruling) -> Row:
    """The relation that decides."""
    tested, page = ruling.tested, hypothesis_page(material.study, h.id)
    pair = spoken(heads.PAGE_PAIR, page=page, pair=joined_pair(material.study, h.x, h.y))
    holm = NOTHING if tested is None or ruling.adjusted is None else open_cell(tested, ruling.adjusted, "p")
    modified = relation_detail(h, material.lookup, "modified-t")
    cells = (
        layout.said(pair),
        *plain_cells(ruling.plain),
        optional_p(modified),
        *(untested(tested) if ruling.adjusted is None else valid_cells(tested)),
        holm,
        n_cell(tested if tested is not None else ruling.plain),
        Cell(value=ruling.decision, form="decision", estimate=None if tested is None else tested.id),
    )
    return Row(key=h.id, cells=cells, strong=True)


def plain_cells(plain: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Coefficient, interval and p of the plain relation."""
    if plain is None:
        return NOTHING, NOTHING, NOTHING
    return value_cell(plain, "coefficient"), interval_cell(plain), p_cell(plain)


def valid_cells(tested: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Coefficient, interval and p of the deciding statistic."""
    if tested is None:
        return NOTHING, NOTHING, NOTHING
    return value_cell(tested, "coefficient"), interval_cell(tested), p_cell(tested)


def untested(tested: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Coefficient and interval without a p value: H0 was not tested."""
    coefficient, interval, _ = valid_cells(tested)
    return coefficient, interval, NOTHING


def optional_p(estimate: Estimate | None) -> Cell:
    """A p value that not every row has."""
    return NOTHING if estimate is None else p_cell(estimate)


def control_row(material: Material, h: Hypothesis, ruling: Ruling) -> Row:
    """The relation of the negative control with the same y."""
    control, y, unit = h.control or "", h.y or "", h.unit or ""
    label = spoken(heads.CONTROL_ROW, pair=joined_pair(material.study, control, y))
    plain = material.lookup.relation(control, y, unit, "spearman")
    modified = material.lookup.relation(control, y, unit, "modified-t")
    first = (layout.said(label), *plain_cells(plain), optional_p(modified))
    cells = (*first, *valid_cells(ruling.control), NOTHING, n_cell(ruling.control), NOTHING)
    return Row(key=f"{h.id}-control", cells=cells, level=1)


def difference_row(h: Hypothesis, difference: Estimate) -> Row:
    """The difference of the two coefficients."""
    first = (layout.said(heads.DIFFERENCE_ROW), NOTHING, NOTHING, NOTHING, NOTHING)
    cells = (*first, *valid_cells(difference), NOTHING, n_cell(difference), NOTHING)
    return Row(key=f"{h.id}-difference", cells=cells, level=1)


def derived_row(material: Material, h: Hypothesis, ruling: Ruling) -> Row:
    """The decision of a hypothesis without a test of its own."""
    decision = Cell(value=ruling.decision, form="decision")
    first = layout.said(spoken(heads.DERIVED_ROW, page=hypothesis_page(material.study, h.id)))
    return Row(key=h.id, cells=(first, *(NOTHING,) * 9, decision), strong=True)


def secondary(material: Material, family: Family) -> list[Row]:
    """The rows of an exploratory family, without decision."""
    rows = []
    for pair in family_pairs(material, family):
        plain = pair.by_method.get("spearman")
        modified = material.lookup.relation(pair.x, pair.y, pair.unit, "modified-t")
        valid = material.lookup.relation(pair.x, pair.y, pair.unit, material.study.decision.method)
        first = (layout.said(joined_pair(material.study, pair.x, pair.y)), *plain_cells(plain), optional_p(modified))
        n = n_cell(plain if plain is not None else valid)
        rows.append(Row(key=pair.key, cells=(*first, *valid_cells(valid), NOTHING, n, no_decision()), level=1))
    return rows


def secondary_holm(material: Material, family: Family) -> list[Note]:
    """The Holm p of the plain relations of an exploratory family, in the order of its rows."""
    found = [pair.by_method.get("spearman") for pair in family_pairs(material, family)]
    adjusted = [open_cell(one, one.p_adjusted, "p") for one in found if one is not None and one.p_adjusted is not None]
    if not adjusted:
        return []
    names_ = [f"p{k}" for k in range(len(adjusted))]
    holders = "; ".join(f"{{{name}}}" for name in names_)
    template = Text(
        es=notes.SECONDARY_HOLM.es.replace("{p}", holders), en=notes.SECONDARY_HOLM.en.replace("{p}", holders)
    )
    return [layout.probability(template, **dict(zip(names_, adjusted, strict=True)))]


def found_notes(material: Material, h: Hypothesis, own: list[Hypothesis]) -> list[Note]:
    """How the plain results stand beside the deciding one, and what Holm counts."""
    found = [layout.general(notes.HYPOTHESIS)] if method_of(material.study, own[0]) != "spearman" else []
    if h.derived_from:
        parents = joined(parent_pages(material.study, h))
        found.append(layout.specific(notes.DERIVED, page=hypothesis_page(material.study, h.id), parents=parents))
    found += layout.effort_notes(material, (name for one in own for name in (one.x, one.y, one.control)))
    rulings = [material.rulings[one.id] for one in own]
    found += fillings_note(rulings)
    if any(ruling.control is not None for ruling in rulings):
        found.append(layout.probability(notes.CONTROL))
    sizes = [ruling.family_size for ruling in rulings if ruling.family_size]
    if sizes:
        found.append(holm_note(material, own[0], sizes[0]))
    return found


def fillings_note(rulings: list[Ruling]) -> list[Note]:
    """What coefficient, interval and p are of, where hidden cells were filled in many ways."""
    read = [one for ruling in rulings for one in (ruling.tested, ruling.plain) if one is not None]
    tried = [int(n) for one in read if isinstance(n := one.parameters.get("fillings"), int)]
    return [layout.general(notes.FILLINGS, n=Cell(value=max(tried), form="count"))] if tried else []


def holm_note(material: Material, h: Hypothesis, size: int) -> Note:
    """Which p values the correction counts."""
    family = next((family for family in material.study.families if family.id == h.family), None)
    alpha = Cell(value=material.study.decision.alpha, form="coefficient")
    if family is not None and family.correction == "none":
        return layout.probability(notes.UNADJUSTED, alpha=alpha)
    template = notes.HOLM if h.alternative == "two-sided" else notes.HOLM_ONE_SIDED
    return layout.probability(template, m=Cell(value=size, form="count"), alpha=alpha)
