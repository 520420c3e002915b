"""How concentrated are the records? Bars in order, cumulative share, and the confidence set of each rank."""

from yupay.conclude import layout
from yupay.conclude.exhibits import unit_ranks
from yupay.conclude.exhibits.ordering import Ordered, Placed, ordered_places
from yupay.conclude.lookup import Lookup, estimate_id, value_cell
from yupay.conclude.material import Material, names
from yupay.conclude.wording import figures as words
from yupay.conclude.wording import notes
from yupay.model.figure import Figure, Pareto
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Table
from yupay.model.text import Text


def build(exhibit: Exhibit, material: Material) -> Figure | None:
    """A Pareto figure of an indicator that may be ranked; None for any other."""
    indicator = next(iter(names(exhibit, "indicators", "indicator")), "")
    unit = material.unit_of(exhibit, (indicator,))
    ordered = ordered_places(material, indicator, unit)
    if ordered is None or not ordered.ranked:
        return None
    concentration = {name: concentrated(material.lookup, indicator, unit, name) for name in ("hhi", "gini")}
    found = [layout.general(notes.PARETO, **concentration)]
    return Figure(
        id=exhibit.id,
        title=exhibit.title,
        section=exhibit.section,
        alt=words.PARETO_ALT,
        body=body(material, indicator, ordered),
        table=fallback(exhibit, material),
        notes=layout.all_notes(exhibit, material, found, ordered.sources),
        number=material.numbers.get(exhibit.id, 0),
        sources=ordered.sources,
    )


def fallback(exhibit: Exhibit, material: Material) -> Table | None:
    """The same numbers as a table, without number and notes."""
    table = unit_ranks.build(exhibit, material)
    if table is None:
        return None
    return table.model_copy(update={"id": f"{exhibit.id}-table", "number": 0, "notes": ()})


def body(material: Material, indicator: str, ordered: Ordered) -> Pareto:
    """The bars of places that have a count."""
    shown = [placed for placed in ordered.places if placed.count.mark is None]
    return Pareto(
        y_label=material.label(indicator),
        labels=tuple(Text.same(placed.place.name) for placed in shown),
        counts=tuple(placed.count for placed in shown),
        cumulative=tuple(placed.cumulative for placed in shown),
        rank_sets=tuple(rank_set(placed, place + 1) for place, placed in enumerate(shown)),
    )


def rank_set(placed: Placed, position: int) -> tuple[int, int]:
    """The bounds of a rank set; the position alone where none was calculated."""
    bounds = None if placed.rank is None else placed.rank.interval
    if bounds is None or bounds.low is None or bounds.high is None:
        return position, position
    return int(bounds.low), int(bounds.high)


def concentrated(lookup: Lookup, indicator: str, unit: str, name: str) -> Cell:
    """A concentration index."""
    estimate = lookup.get(estimate_id("describe", (indicator,), unit, "concentration", name))
    return value_cell(estimate, "coefficient", 3)
