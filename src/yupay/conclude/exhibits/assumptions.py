"""Which test was chosen for each pair, and why? Ties, zeros, normality, Moran's I, and what the map lets one detect."""

from collections import Counter
from collections.abc import Sequence

from yupay.conclude import layout
from yupay.conclude.decide import method_of, relation_detail
from yupay.conclude.hypotheses import expected_cell
from yupay.conclude.lookup import Lookup, estimate_id, n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined_pair
from yupay.conclude.rows import unit_of
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording import prose as words
from yupay.model.cube import Cube
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Cell, Note, Row, Table

COLUMNS = (
    layout.head("pair", heads.PAIR, width=1.6),
    layout.figures_head("n", heads.N, width=0.4),
    layout.figures_head("ties_x", heads.TIES_X, heads.TIES_SPAN, width=0.4),
    layout.figures_head("ties_y", heads.TIES_Y, heads.TIES_SPAN, width=0.4),
    layout.figures_head("zeros_x", heads.TIES_X, heads.ZEROS_SPAN, width=0.4),
    layout.figures_head("zeros_y", heads.TIES_Y, heads.ZEROS_SPAN, width=0.4),
    layout.figures_head("w_x", heads.W_X, heads.NORMALITY, width=0.5),
    layout.figures_head("w_p_x", heads.P_X, heads.NORMALITY, width=0.5),
    layout.figures_head("w_y", heads.W_Y, heads.NORMALITY, width=0.5),
    layout.figures_head("w_p_y", heads.P_Y, heads.NORMALITY, width=0.5),
    layout.figures_head("i_x", heads.I_X, heads.MORAN, width=0.5),
    layout.figures_head("i_p_x", heads.P_X, heads.MORAN, width=0.5),
    layout.figures_head("i_y", heads.I_Y, heads.MORAN, width=0.5),
    layout.figures_head("i_p_y", heads.P_Y, heads.MORAN, width=0.5),
    layout.head("chosen", heads.CHOSEN, width=1.0),
    layout.head("why", heads.WHY, width=1.4),
    layout.figures_head("critical", heads.CRITICAL, heads.SIMULATION),
    layout.figures_head("detectable", heads.DETECTABLE, heads.SIMULATION),
    layout.figures_head("expected", heads.EXPECTED_COEFFICIENT, heads.SIMULATION),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per hypothesis over places with a pair of its own; None where there is none."""
    declared = names(exhibit, "hypotheses")
    pairs = [h for h in material.study.hypotheses if h.x and h.y and h.unit and (not declared or h.id in declared)]
    tested = [h for h in pairs if material.rulings[h.id].reason != "declared" and unit_of(material.study, h) is None]
    if not tested:
        return None
    used = [estimate for h in tested if (estimate := material.rulings[h.id].tested) is not None]
    rows = [row(material, h) for h in tested]
    found = [layout.general(notes.ASSUMPTIONS), *simulation(material, tested)]
    found += layout.effort_notes(material, (name for h in tested for name in (h.x, h.y)))
    return layout.table(exhibit, material, COLUMNS, rows, notes=found, sources=layout.sources_of(*used), landscape=True)


def simulation(material: Material, tested: Sequence[Hypothesis]) -> list[Note]:
    """What was simulated, and on which scale each of its numbers is; nothing where nothing was simulated."""
    found = (material.rulings[h.id].detectable for h in tested)
    first = next((one for one in found if one is not None and one.value is not None), None)
    draws, power = (None if first is None else first.parameters.get(name) for name in ("draws", "power"))
    if first is None or not isinstance(draws, int | float) or not isinstance(power, int | float):
        return []
    slots = {
        "draws": open_cell(first, float(draws), "count"),
        "alpha": open_cell(first, material.study.decision.alpha, "coefficient"),
        "power": open_cell(first, 100.0 * power, "percent", 0),
    }
    return [layout.probability(notes.SIMULATION, **slots)]


def row(material: Material, h: Hypothesis) -> Row:
    """The evidence about one pair."""
    x, y, unit = h.x or "", h.y or "", h.unit or ""
    look, cube = material.lookup, material.cube(unit)
    tested = material.rulings[h.id].tested
    cells = (
        layout.said(joined_pair(material.study, x, y)),
        n_cell(tested),
        ties(look, cube, x),
        ties(look, cube, y),
        value_cell(look.summary(x, unit, "zeros"), "count"),
        value_cell(look.summary(y, unit, "zeros"), "count"),
        *checked([single(look, x, unit, "normality"), single(look, y, unit, "normality")]),
        *checked([single(look, x, unit, "moran"), single(look, y, unit, "moran")]),
        layout.said(words.method_label(method_of(material.study, h))),
        layout.said(words.WHY_WHITENED if method_of(material.study, h) == "area-whitened" else words.WHY_DECLARED),
        value_cell(relation_detail(h, look, "critical-value"), "coefficient"),
        value_cell(material.rulings[h.id].detectable, "coefficient"),
        expected_cell(material.rulings[h.id].detectable),
    )
    return Row(key=h.id, cells=cells)


def single(lookup: Lookup, indicator: str, unit: str, method: str) -> Estimate | None:
    """A check of one variable."""
    return lookup.get(estimate_id("relate", (indicator,), unit, method))


def checked(estimates: Sequence[Estimate | None]) -> tuple[Cell, ...]:
    """Statistic and p of each variable."""
    return tuple(cell for e in estimates for cell in (statistic(e), p_cell(e)))


def statistic(estimate: Estimate | None) -> Cell:
    """The value of a check, two decimals."""
    return value_cell(estimate, "coefficient", 2)


def ties(lookup: Lookup, cube: Cube | None, indicator: str) -> Cell:
    """How many places share their value with another one."""
    measure = None if cube is None else cube.measures.get(indicator)
    if cube is None or measure is None:
        return Cell(mark="no data")
    values = [value for value in measure.values[: cube.inside] if value is not None]
    shared = sum(count for count in Counter(values).values() if count > 1)
    summary = lookup.summary(indicator, cube.unit, "n")
    source = measure.sources[0] if measure.sources else None
    return Cell(value=shared, form="count", estimate=None if summary is None else summary.id, source=source)
