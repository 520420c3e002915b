"""Which places recorded most, how much together, and which ranks cannot be told apart?

Only for indicators declared rankable and never for police effort: those stay in the order of their codes.
"""

from yupay.conclude import layout
from yupay.conclude.exhibits.modality_ranks import rank_cell
from yupay.conclude.exhibits.ordering import Ordered, Placed, ordered_places
from yupay.conclude.lookup import value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording.units import counted_in
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Column, Note, Row, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per place with its share, cumulative share and rank confidence set; None where places are not listed."""
    indicator = next(iter(names(exhibit, "indicators", "indicator")), "")
    unit = material.unit_of(exhibit, (indicator,))
    ordered = ordered_places(material, indicator, unit)
    if ordered is None:
        return None
    parent = parents_of(exhibit, material, unit)
    rows = [row(placed, ordered, parent) for placed in ordered.places]
    shown = columns(material, unit, ordered, bool(parent))
    note = general_note(material, indicator, unit, ordered)
    return layout.table(exhibit, material, shown, rows, notes=[note], sources=ordered.sources)


def columns(material: Material, unit: str, ordered: Ordered, parents: bool) -> list[Column]:
    """Place, parent place where the study names one, count, shares, and the rank set where order is by count."""
    found = material.unit(unit)
    label = found.label if found is not None else heads.PLACE
    shown = [layout.head("place", label, width=1.4)]
    shown += [layout.head("parent", heads.PARENT)] if parents else []
    shown += [layout.figures_head("n", heads.N), layout.figures_head("percent", heads.PERCENT)]
    if ordered.ranked:
        shown.append(layout.figures_head("cumulative", heads.CUMULATIVE))
        shown.append(layout.figures_head("rank_set", heads.RANK_SET, width=0.9))
    return shown


def parents_of(exhibit: Exhibit, material: Material, unit: str) -> dict[str, Text]:
    """The larger place of each place: the one whose code opens its code. Option `parent` names the larger unit."""
    own, larger = material.cube(unit), material.cube(str(exhibit.options.get("parent", "")))
    if own is None or larger is None:
        return {}
    names_ = {place.key: Text.same(place.name) for place in larger.places}
    lengths = {len(key) for key in names_}
    found = {
        place.key: next((names_[place.key[:n]] for n in lengths if place.key[:n] in names_), None)
        for place in own.places
    }
    return {key: name for key, name in found.items() if name is not None}


def row(placed: Placed, ordered: Ordered, parents: dict[str, Text]) -> Row:
    """One place."""
    cells = [Cell(value=placed.place.name)]
    if parents:
        cells.append(layout.said(parents.get(placed.place.key, Text.same("—"))))
    cells += [placed.count, placed.share]
    if ordered.ranked:
        cells += [placed.cumulative, rank_cell(placed.rank)]
    return Row(key=placed.place.key, cells=tuple(cells))


def general_note(material: Material, indicator: str, unit: str, ordered: Ordered) -> Note:
    """What is counted, the total and how many rows."""
    found = material.indicator(indicator)
    total = material.lookup.summary(indicator, unit, "total")
    shown = value_cell(total, "count") if total is not None else Cell(value=ordered.total, form="count")
    places = Cell(value=len(ordered.places), form="count")
    counted = counted_in(found.counting_unit) if found is not None else heads.COUNT
    return layout.general(notes.UNIT_RANKS, unit_counted=counted, total=shown, places=places)
