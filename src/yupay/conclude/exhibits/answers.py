"""How are the answers of each indicator distributed? Shares by category with their intervals, under the design."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits.estimands import design_notes
from yupay.conclude.lookup import estimate_id, n_cell
from yupay.conclude.material import Material, names
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import surveys as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

METHOD = "design-proportion"
COLUMNS = (
    layout.head("answer", words.ANSWER, width=2.4),
    layout.figures_head("share", words.SHARE),
    layout.figures_head("interval", words.INTERVAL, width=1.0),
    layout.figures_head("n", heads.N, width=0.6),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The indicators an exhibit names, else all that have categories; None where there is none."""
    chosen = chosen_indicators(exhibit, material)
    found = [(one, estimate) for one in chosen for estimate in of_indicator(material, one)]
    if not found:
        return None
    rows = [row(one, estimate) for one, estimate in found]
    estimates = [estimate for _, estimate in found]
    notes = [layout.general(words.SHARES_NOTE), *design_notes(estimates)]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=layout.sources_of(*estimates))


def chosen_indicators(exhibit: Exhibit, material: Material) -> list[Indicator]:
    """The indicators of drawn units that an exhibit names, else all of them."""
    drawn = {unit.id for unit in material.study.units if unit.design is not None}
    wanted = names(exhibit, "indicators")
    return [one for one in material.study.indicators if drawn & set(one.units) and (not wanted or one.id in wanted)]


def of_indicator(material: Material, one: Indicator) -> Iterator[Estimate]:
    """The shares of one indicator, categories in the order declared, else in the order of their names."""
    for unit in one.units:
        prefix = estimate_id("survey", (one.id,), unit, METHOD) + "/"
        found = {estimate.key: estimate for estimate in material.lookup.starting(prefix)}
        ordered = [name for name in one.categories if name in found] or list(found)
        yield from (found[name] for name in ordered)


def row(one: Indicator, found: Estimate) -> Row:
    """One answer."""
    label = one.categories.get(found.key, Text.same(found.key))
    share = Cell(mark="not applicable", estimate=found.id)
    if found.value is not None:
        share = Cell(value=100 * found.value, form="percent", estimate=found.id)
    return Row(
        key=f"{one.id}.{found.key}", cells=(layout.said(label), share, bounds(found), n_cell(found)), group=one.label
    )


def bounds(found: Estimate) -> Cell:
    """The interval of a share, in percent."""
    interval = found.interval
    if interval is None or interval.low is None or interval.high is None:
        return Cell(mark="not applicable", estimate=found.id)
    return Cell(low=100 * interval.low, high=100 * interval.high, form="interval", digits=1, estimate=found.id)
