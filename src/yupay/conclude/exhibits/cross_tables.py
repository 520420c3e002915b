"""Which combinations of answers, or of levels, are there more or fewer of than expected? Cross tables, cell by cell."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, open_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import instruments as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Row, Table
from yupay.model.text import Text

METHOD, LEVELS = "adjusted-residual", "levels/"
COLUMNS = (
    layout.head("cell", heads.PAIR, width=2.4),
    layout.figures_head("observed", words.OBSERVED),
    layout.figures_head("expected", words.EXPECTED),
    layout.figures_head("residual", words.RESIDUAL),
    layout.figures_head("p", words.RESIDUAL_P),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The cells of each hypothesis between categories or levels; None where there is none."""
    found = [(h, one) for h in material.study.hypotheses for one in cells_of(material, h)]
    if not found:
        return None
    rows = [row(material, h, one) for h, one in found]
    sources = layout.sources_of(*(one for _, one in found))
    return layout.table(exhibit, material, COLUMNS, rows, notes=[layout.general(words.CROSS_NOTE)], sources=sources)


def cells_of(material: Material, h: Hypothesis) -> Iterator[Estimate]:
    """The cells of one hypothesis, in the order of their rows and columns."""
    if h.x is not None and h.y is not None and h.unit is not None:
        prefix = estimate_id("relate", (h.x, h.y), h.unit, METHOD) + "/"
        yield from (one for one in material.lookup.starting(prefix) if one.value is not None)


def row(material: Material, h: Hypothesis, one: Estimate) -> Row:
    """One cell."""
    left, _, right = one.key.removeprefix(LEVELS).partition("|")
    label = spoken(words.CELL, row=said(material, h.x, left), column=said(material, h.y, right))
    cells = (
        layout.said(label),
        open_cell(one, float(one.parameters.get("observed") or 0.0), "count"),
        open_cell(one, float(one.parameters.get("expected") or 0.0), "number", 1),
        value_cell(one, "number", 2),
        open_cell(one, one.p_adjusted, "p"),
    )
    group = spoken(
        heads.PAGE_PAIR, page=hypothesis_page(material.study, h.id), pair=joined_pair(material.study, h.x, h.y)
    )
    return Row(key=f"{h.id}.{one.key}", cells=cells, group=group)


def said(material: Material, name: str | None, word: str) -> Text:
    """The words of a category, or of a level."""
    indicator = material.indicator(name)
    if indicator is None:
        return Text.same(word)
    scale = next((one for one in material.study.instruments if one.id == indicator.instrument), None)
    if scale is not None and scale.bands is not None and word.isdigit():
        return scale.bands.labels[int(word) - 1]
    return indicator.categories.get(word, Text.same(word))
