"""What else was looked at? Every pair of a family without decision, with Holm over all its rows."""

from yupay.conclude import layout
from yupay.conclude.decide import holm
from yupay.conclude.exhibits.explorations import MODELS
from yupay.conclude.exhibits.pairs import Explored, family_pairs
from yupay.conclude.lookup import interval_cell, n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined, joined_pair, lowered
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording import prose as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Family
from yupay.model.table import Cell, Column, Note, Row, Table


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per pair of the families named, or of every family without decision; None where there is none."""
    declared = names(exhibit, "family", "families")
    families = [f for f in material.study.families if not f.decides and (not declared or f.id in declared)]
    drawn = {unit.id for unit in material.study.units if unit.design is not None}
    families = [family for family in families if family.unit not in drawn]
    pairs = [pair for family in families for pair in family_pairs(material, family)]
    if not pairs:
        return None
    methods = list(
        dict.fromkeys(
            method for family in families for method in family.methods or ("spearman",) if method not in MODELS
        )
    )
    adjusted = adjust(pairs, methods)
    rows = [row(material, pair, methods, adjusted) for pair in pairs]
    sources = layout.sources_of(*(estimate for pair in pairs for estimate in pair.by_method.values()))
    found = found_notes(material, families, len(pairs))
    return layout.table(exhibit, material, columns(methods), rows, notes=found, sources=sources, landscape=True)


def columns(methods: list[str]) -> list[Column]:
    """Pair, n, then coefficient, interval, p and Holm p for each method."""
    shown = [layout.head("pair", heads.PAIR, width=2.2), layout.figures_head("n", heads.N, width=0.4)]
    for method in methods:
        label = heads.PARTIAL if method == "partial-spearman" else words.method_label(method)
        shown += [
            layout.figures_head(f"{method}-value", heads.COEFFICIENT, label, width=0.6),
            layout.figures_head(f"{method}-interval", heads.INTERVAL, label, width=0.9),
            layout.figures_head(f"{method}-p", heads.P, label, width=0.5),
            layout.figures_head(f"{method}-holm", heads.HOLM_P, label, width=0.6),
        ]
    return shown


def adjust(pairs: list[Explored], methods: list[str]) -> dict[str, float]:
    """Holm p of every tested row, method by method: as the family adjusted it, else over the rows shown."""
    found: dict[str, float] = {}
    for method in methods:
        tested = {pair.key: pair.by_method[method] for pair in pairs if method in pair.by_method}
        adjusted = holm({key: one.p for key, one in tested.items() if one.p is not None})
        found |= {f"{key}/{method}": as_adjusted(tested[key], p) for key, p in adjusted.items()}
    return found


def as_adjusted(estimate: Estimate, p: float) -> float:
    """The adjusted p an estimate carries, else the one of the rows shown."""
    return p if estimate.p_adjusted is None else estimate.p_adjusted


def row(material: Material, pair: Explored, methods: list[str], adjusted: dict[str, float]) -> Row:
    """One pair."""
    first = next(iter(pair.by_method.values()), None)
    cells = [layout.said(joined_pair(material.study, pair.x, pair.y)), n_cell(first)]
    for method in methods:
        estimate = pair.by_method.get(method)
        cells += [value_cell(estimate, "coefficient"), interval_cell(estimate), p_cell(estimate)]
        p = adjusted.get(f"{pair.key}/{method}")
        cells.append(Cell(mark="not applicable") if estimate is None else open_cell(estimate, p, "p"))
    return Row(key=pair.key, cells=tuple(cells))


def found_notes(material: Material, families: list[Family], size: int) -> list[Note]:
    """No decision, the covariates, and how many rows Holm counts."""
    given = joined(
        tuple(lowered(material.short(name)) for name in dict.fromkeys(c for f in families for c in f.covariates))
    )
    general = (
        layout.general(notes.EXPLORATORY, covariates=given) if given.es else layout.general(notes.EXPLORATORY_PLAIN)
    )
    efforts = layout.effort_notes(material, (name for family in families for pair in family.pairs for name in pair))
    return [general, *efforts, layout.probability(notes.EXPLORATORY_HOLM, m=Cell(value=size, form="count"))]
