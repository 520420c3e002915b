"""Would the decision be another one had one choice of the plan been different? Every declared variant, whole."""

from collections.abc import Iterable, Mapping

from yupay.conclude import layout
from yupay.conclude.decide import of_parents
from yupay.conclude.exhibits.variants import Outcome, outcome
from yupay.conclude.lookup import interval_cell, n_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import filled
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording import prose as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis, Variant
from yupay.model.table import Cell, Column, Row, Sentence, Table

NOTHING = Cell(mark="not applicable")


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The plan in the first row, then one row per variant; None where no variant is declared."""
    if not material.study.sensitivity:
        return None
    hypotheses = chosen(exhibit, material)
    general = derived(exhibit, material)
    rows = [plan_row(material, hypotheses, general)]
    rows += [variant_row(material, hypotheses, general, variant) for variant in material.study.sensitivity]
    found = [layout.general(notes.SENSITIVITY)]
    found += layout.effort_notes(material, (name for h in hypotheses for name in (h.x, h.y)))
    sources = layout.sources_of(*(material.rulings[h.id].tested for h in hypotheses))
    return layout.table(
        exhibit,
        material,
        columns(material, hypotheses, general),
        rows,
        notes=found,
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


def derived(exhibit: Exhibit, material: Material) -> list[Hypothesis]:
    """The derived hypotheses whose parents all stand in the table: their decision may change with them."""
    shown = {h.id for h in chosen(exhibit, material)}
    return [h for h in material.study.hypotheses if h.derived_from and set(h.derived_from) <= shown]


def columns(material: Material, hypotheses: list[Hypothesis], general: list[Hypothesis]) -> list[Column]:
    """The changed assumption; n, coefficient, interval, p and change of decision of each hypothesis; the derived last."""
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
    pages = [(h.id, hypothesis_page(material.study, h.id)) for h in general]
    return [*shown, *(layout.head(f"{name}-changes", heads.CHANGES, page, width=0.7) for name, page in pages)]


def plan_row(material: Material, hypotheses: list[Hypothesis], general: list[Hypothesis]) -> Row:
    """The decision of the plan itself."""
    cells = [layout.said(heads.PLAN)]
    for h in hypotheses:
        cells += [*numbers(material.rulings[h.id].tested), decided(material, h)]
    cells += [decided(material, h) for h in general]
    return Row(key="plan", cells=tuple(cells), strong=True)


def decided(material: Material, h: Hypothesis) -> Cell:
    """The decision of the plan on one hypothesis."""
    return Cell(value=material.rulings[h.id].decision, form="decision")


def numbers(estimate: Estimate | None) -> list[Cell]:
    """How many, coefficient, interval and p."""
    return [n_cell(estimate), value_cell(estimate, "coefficient"), interval_cell(estimate), p_cell(estimate)]


def variant_row(material: Material, hypotheses: list[Hypothesis], general: list[Hypothesis], variant: Variant) -> Row:
    """One variant for each hypothesis it applies to."""
    outcomes = {h.id: outcome(material, h, variant) for h in hypotheses if applies(variant, h)}
    cells = [layout.said(variant.label)]
    for h in hypotheses:
        found = outcomes.get(h.id)
        cells += [NOTHING] * 5 if found is None else variant_cells(found)
    cells += [general_cell(material, h, outcomes) for h in general]
    return Row(key=variant.id, cells=tuple(cells))


def general_cell(material: Material, h: Hypothesis, outcomes: Mapping[str, Outcome]) -> Cell:
    """Whether the decision on a derived hypothesis changes: supported when one of its parents is."""
    found = [outcomes[name] for name in h.derived_from if name in outcomes]
    if len(found) < len(h.derived_from) or any(one.changes is None for one in found):
        return NOTHING
    changed = of_parents([decision for one in found for decision in one.decisions]) != material.rulings[h.id].decision
    return layout.said(heads.YES if changed else heads.NO)


def sentences(material: Material, exhibits: Iterable[Exhibit]) -> list[Sentence]:
    """How far the coefficient of each hypothesis moves over the variants, and in how many its decision changes."""
    own = [exhibit for exhibit in exhibits if exhibit.kind == "sensitivity" and material.study.sensitivity]
    return [found for exhibit in own for h in chosen(exhibit, material) if (found := sentence(material, h)) is not None]


def sentence(material: Material, h: Hypothesis) -> Sentence | None:
    """The spread of one hypothesis over its variants; None where nothing was calculated."""
    planned = material.rulings[h.id].tested
    found = [outcome(material, h, variant) for variant in material.study.sensitivity if applies(variant, h)]
    found = [one for one in found if one.estimates]
    values = [(e.value, e) for one in found for e in one.estimates if e.value is not None]
    if planned is None or planned.value is None or not values:
        return None
    low, high = min(values, key=lambda pair: pair[0]), max(values, key=lambda pair: pair[0])
    changes = sum(one.changes is True for one in found)
    slots: dict[str, Cell] = {
        "n": Cell(value=len(found), form="count"),
        "low": value_cell(low[1], "coefficient"),
        "high": value_cell(high[1], "coefficient"),
        "planned": value_cell(planned, "coefficient"),
    }
    page = hypothesis_page(material.study, h.id)
    if not changes:
        return filled(words.VARIANTS_NONE, page=page, **slots)
    return filled(words.VARIANTS, page=page, changes=Cell(value=changes, form="count"), **slots)


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
