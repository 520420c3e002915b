"""Would the decision be another one had one choice of the plan been different? Every declared variant, whole."""

from yupay.conclude import layout
from yupay.conclude.exhibits.variants import Outcome, outcome
from yupay.conclude.lookup import interval_cell, n_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis, Variant
from yupay.model.table import Cell, Column, Row, Table

NOTHING = Cell(mark="not applicable")


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The plan in the first row, then one row per variant; None where no variant is declared."""
    if not material.study.sensitivity:
        return None
    hypotheses = chosen(exhibit, material)
    rows = [plan_row(material, hypotheses)]
    rows += [variant_row(material, hypotheses, variant) for variant in material.study.sensitivity]
    note = layout.general(notes.SENSITIVITY)
    sources = layout.sources_of(*(material.rulings[h.id].tested for h in hypotheses))
    return layout.table(
        exhibit,
        material,
        columns(material, hypotheses),
        rows,
        notes=[note],
        sources=sources,
        landscape=True,
        sortable=False,
    )


def chosen(exhibit: Exhibit, material: Material) -> list[Hypothesis]:
    """The hypotheses an exhibit names, else those with an estimate."""
    declared = names(exhibit, "hypotheses", "hypothesis")
    own = [h for h in material.study.hypotheses if not h.derived_from and h.x and h.y]
    if declared:
        return [h for h in own if h.id in declared]
    return [h for h in own if material.rulings[h.id].tested is not None]


def columns(material: Material, hypotheses: list[Hypothesis]) -> list[Column]:
    """The changed assumption, then n, coefficient, interval, p and the change of decision of each hypothesis."""
    shown = [layout.head("assumption", heads.ASSUMPTION, width=2.2)]
    for h in hypotheses:
        page = hypothesis_page(material.study, h.id)
        shown += [
            layout.figures_head(f"{h.id}-n", heads.N, page, width=0.5),
            layout.figures_head(f"{h.id}-value", heads.COEFFICIENT, page, width=0.7),
            layout.figures_head(f"{h.id}-interval", heads.INTERVAL, page, width=0.9),
            layout.figures_head(f"{h.id}-p", heads.P, page, width=0.6),
            layout.head(f"{h.id}-changes", heads.CHANGES, page, width=0.7),
        ]
    return shown


def plan_row(material: Material, hypotheses: list[Hypothesis]) -> Row:
    """The decision of the plan itself."""
    cells = [layout.said(heads.PLAN)]
    for h in hypotheses:
        ruling = material.rulings[h.id]
        decision = Cell(value=ruling.decision, form="decision")
        cells += [*numbers(ruling.tested), decision]
    return Row(key="plan", cells=tuple(cells), strong=True)


def numbers(estimate: Estimate | None) -> list[Cell]:
    """How many, coefficient, interval and p."""
    return [n_cell(estimate), value_cell(estimate, "coefficient"), interval_cell(estimate), p_cell(estimate)]


def variant_row(material: Material, hypotheses: list[Hypothesis], variant: Variant) -> Row:
    """One variant for each hypothesis it applies to."""
    outcomes = {h.id: outcome(material, h, variant) for h in hypotheses if applies(variant, h)}
    cells = [layout.said(variant.label)]
    for h in hypotheses:
        found = outcomes.get(h.id)
        cells += [NOTHING] * 5 if found is None else variant_cells(found)
    return Row(key=variant.id, cells=tuple(cells))


def applies(variant: Variant, h: Hypothesis) -> bool:
    """Whether a variant is declared for a hypothesis."""
    return not variant.hypotheses or h.id in variant.hypotheses


def variant_cells(found: Outcome) -> list[Cell]:
    """The numbers of a variant, or the range where it stands for several runs, and whether the decision changes."""
    changes = NOTHING if found.changes is None else layout.said(heads.YES if found.changes else heads.NO)
    if len(found.estimates) <= 1:
        return [*numbers(next(iter(found.estimates), None)), changes]
    return [*ranges(found.estimates), changes]


def ranges(estimates: tuple[Estimate, ...]) -> list[Cell]:
    """The smallest and largest n, coefficient, and p over several runs; intervals are not pooled."""
    first = estimates[0].id
    values = [estimate.value for estimate in estimates if estimate.value is not None]
    p = [estimate.p for estimate in estimates if estimate.p is not None]
    n = [float(estimate.n) for estimate in estimates if estimate.n is not None]
    return [span(n, 0, first), span(values, 2, first), NOTHING, span(p, 3, first)]


def span(values: list[float], digits: int, estimate: str) -> Cell:
    """The range of some values."""
    if not values:
        return Cell(mark="not applicable", estimate=estimate)
    return Cell(low=min(values), high=max(values), form="interval", digits=digits, estimate=estimate)
