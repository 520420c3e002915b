"""How much does a total move? Lists left out, merged, held back, added; the unseen interaction; the error of the draws.

Option `methods`: ids of the tables of doubt that are shown; all where none is named.
"""

import re
from collections.abc import Callable, Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.lookup import open_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import filled, spoken
from yupay.conclude.plainly import plainly
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

CHANGES = (
    (re.compile(r"without (.+)"), words.WITHOUT),
    (re.compile(r"merged (.+)"), words.MERGED),
    (re.compile(r"held back (.+)"), words.HELD_BACK),
    (re.compile(r"first (\d+) lists"), words.FIRST),
    (re.compile(r"odds ratio (.+)"), words.ODDS_RATIO),
    (re.compile(r"truth (.+)"), words.TRUTH),
)
COLUMNS = (
    layout.head("change", words.CHANGE, width=2.1),
    layout.figures_head("seen", words.SEEN),
    layout.figures_head("total", words.RESULT, width=0.8),
    layout.figures_head("interval", words.BOUNDS, width=1.1),
    layout.head("reading", words.READING, width=2.6),
)
DRAWS = "draws"
SIMULATED = ("tables", "total", "median_width")


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row a change, in groups by what was changed; None where nothing was estimated."""
    wanted = names(exhibit, "methods", "method")
    found = sorted((one for one in reading.doubts(material) if not wanted or one.method in wanted), key=place(material))
    drawn = [] if wanted and DRAWS not in wanted else list(simulated(material))
    rows = [*(row(material, one) for one in found), *drawn]
    if not rows:
        return None
    sources = layout.sources_of(*found, *reading.models(material))
    notes = [layout.general(words.DOUBT_NOTE)]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=sources, landscape=True, sortable=False)


def place(material: Material) -> Callable[[Estimate], tuple[int, list[int], str]]:
    """The order of the page: by method, then by the lists that are changed, in their order."""
    cards = reading.overlaps(material)
    order = {} if cards is None else {card.id: at for at, card in enumerate(cards.cards)}

    def at(one: Estimate) -> tuple[int, list[int], str]:
        last = one.key.rpartition(reading.BETWEEN)[2].rpartition(" ")[2]
        return reading.ORDER.index(one.method), [order.get(name, len(order)) for name in last.split("+")], one.key

    return at


def row(material: Material, one: Estimate) -> Row:
    """One change: who is still seen, the total, its interval, what it tells."""
    seen = Cell(mark="not applicable") if one.n is None else open_cell(one, float(one.n), "count")
    cells = (layout.said(change(material, one)), seen, reading.total_cell(one), reading.between_cell(one))
    return Row(
        key=one.key or one.method, cells=(*cells, layout.said(told(material, one))), group=reading.label(one.method)
    )


def change(material: Material, one: Estimate) -> Text:
    """What was changed, with the names of the lists; the whole table where nothing was."""
    last = one.key.rpartition(reading.BETWEEN)[2]
    for pattern, template in CHANGES:
        if (match := pattern.fullmatch(last)) is not None:
            known = words.TRUTHS.get(match[1])
            return spoken(template, lists=known or reading.list_label(material, match[1]))
    return reading.list_label(material, last) if last else words.NO_CHANGE


def told(material: Material, one: Estimate) -> Text:
    """What a row tells: what was checked of it, the same with other lists, then its warnings."""
    evidence = [assumption.evidence for assumption in one.assumptions if assumption.held is not None]
    inside = one.parameters.get("inside")
    covered = [words.INSIDE if inside else words.OUTSIDE] if isinstance(inside, bool) else []
    said = list(dict.fromkeys((*evidence, *covered, *orders(material, one), *one.warnings)))
    return Text(es=" ".join(text.es for text in said) or "—", en=" ".join(text.en for text in said) or "—")


def orders(material: Material, one: Estimate) -> list[Text]:
    """What as many other lists give; of a coverage, over which tables it was taken."""
    said = []
    for template, wanted in ((words.ORDERS, ("median", "lowest", "highest")), (words.SIMULATED, SIMULATED)):
        values = {name: reading.number(one, name) for name in wanted}
        if all(value is not None for value in values.values()):
            cells = {name: Cell(value=value, form="count") for name, value in values.items()}
            said.append(plainly(filled(template, **cells), material.study.study.number_style))
    return said


def simulated(material: Material) -> Iterator[Row]:
    """The error of each limit that was drawn, as a percentage of it."""
    for one in reading.models(material):
        draws, errors = reading.number(one, DRAWS), [reading.number(one, name) for name in ("error_low", "error_high")]
        if draws is None or all(error is None for error in errors):
            continue
        limits = [one.interval.low, one.interval.high] if one.interval is not None else [None, None]
        slots = [error_words(material, limit, error) for limit, error in zip(limits, errors, strict=True)]
        said = spoken(words.DRAWN, low=slots[0], high=slots[1])
        cells = (
            layout.said(reading.label(one.method)),
            open_cell(one, draws, "count"),
            reading.total_cell(one),
            reading.between_cell(one),
            layout.said(said),
        )
        yield Row(key=f"{one.method}.draws", cells=cells, group=words.MONTE_CARLO)


def error_words(material: Material, limit: float | None, error: float | None) -> Text:
    """The error of one limit; not bounded where the draws do not bound it."""
    if limit is None or error is None:
        return words.NOT_BOUNDED
    return plainly(filled(words.ERROR, error=Cell(value=error, form="percent")), material.study.study.number_style)
