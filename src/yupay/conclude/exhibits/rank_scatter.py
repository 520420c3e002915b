"""How do the ranks of the two indicators of a hypothesis meet? Points without a name, no line."""

from scipy.stats import rankdata

from yupay.conclude import layout
from yupay.conclude.exhibits.series import plain_table
from yupay.conclude.lookup import n_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import axis_name, joined_pair, named
from yupay.conclude.offices import offices
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.cube import Measure
from yupay.model.figure import Figure, RankScatter, ScatterPanel
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Row, Table


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """One panel per hypothesis with data on both sides; None where there is none."""
    hypotheses = chosen(exhibit, material)
    panels = [(h, panel) for h in hypotheses if (panel := panel_of(material, h)) is not None]
    if not panels:
        return None
    first = panels[0][0]
    rulings = [material.rulings[h.id] for h, _ in panels]
    sources = layout.sources_of(*(ruling.tested for ruling in rulings))
    note = layout.general(notes.SCATTER, unit=named(material.study, first).unit, office=offices(material.study).one)
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.SCATTER_ALT,
        body=RankScatter(panels=tuple(panel for _, panel in panels)),
        table=fallback(exhibit, material, [h for h, _ in panels]),
        notes=layout.all_notes(exhibit, material, [note], sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=sources,
    )


def chosen(exhibit: Exhibit, material: Material) -> list[Hypothesis]:
    """The hypotheses an exhibit names, derived ones by their parents, else all; each pair once."""
    declared = names(exhibit, "hypotheses", "hypothesis") or tuple(h.id for h in material.study.hypotheses)
    named_ones = [h for name in declared if (h := material.hypothesis(name)) is not None]
    ids = dict.fromkeys(name for h in named_ones for name in (h.derived_from or (h.id,)))
    return [h for name in ids if (h := material.hypothesis(name)) is not None]


def panel_of(material: Material, h: Hypothesis) -> ScatterPanel | None:
    """The mid-ranks of both indicators over the study's own places that have both."""
    cube = material.cube(h.unit)
    if cube is None or h.x not in cube.measures or h.y not in cube.measures:
        return None
    x, y = cube.measures[h.x], cube.measures[h.y]
    kept = [i for i in range(cube.inside) if x.values[i] is not None and y.values[i] is not None]
    if not kept:
        return None
    return ScatterPanel(
        title=hypothesis_page(material.study, h.id),
        x_label=axis_name(material.study, h.x),
        y_label=axis_name(material.study, h.y),
        x=mid_ranks(x, kept),
        y=mid_ranks(y, kept),
        complete=tuple(whole(x, i) and whole(y, i) for i in kept),
    )


def mid_ranks(measure: Measure, kept: list[int]) -> tuple[float, ...]:
    """Ranks from the smallest, ties at their middle."""
    return tuple(float(rank) for rank in rankdata([measure.values[i] for i in kept]))


def whole(measure: Measure, i: int) -> bool:
    """Whether every row of a place answered."""
    return measure.answered[i] >= measure.existing[i]


def fallback(exhibit: Exhibit, material: Material, hypotheses: list[Hypothesis]) -> Table:
    """The coefficient behind each panel; no place is listed."""
    columns = (
        layout.head("pair", heads.PAIR, width=2),
        layout.figures_head("n", heads.N),
        layout.figures_head("rho", heads.RHO),
    )
    rows = []
    for h in hypotheses:
        plain = material.rulings[h.id].plain
        cells = (layout.said(joined_pair(material.study, h.x, h.y)), n_cell(plain), value_cell(plain, "coefficient"))
        rows.append(Row(key=h.id, cells=cells))
    return plain_table(exhibit, columns, rows)
