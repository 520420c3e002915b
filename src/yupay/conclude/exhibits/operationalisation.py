"""How is each variable measured, with which source, and what has no data? The operationalisation matrix.

Option: `indicators`, the rows of the matrix in its order; those left out are named in a note. Words that a row shares with
the row above it are told once; indicators go by the code of the page (X1), not by their id.
"""

from yupay.conclude import layout
from yupay.conclude.exhibits.matrices import framed
from yupay.conclude.material import Material, names
from yupay.conclude.naming import code_of, lowered
from yupay.conclude.periods import period_words
from yupay.conclude.wording import notes
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text
from yupay.study.matrices import operationalisation

TOLD_ONCE = ("variable", "concept", "dimension")
REPEATED = Cell(value="")


def build(exhibit: Exhibit, material: Material) -> Table:
    """The operationalisation matrix under the title and number of the exhibit."""
    matrix = operationalisation(material.study)
    wanted, known = names(exhibit, "indicators"), {one.id: one for one in material.study.indicators}
    kept = [row for row in matrix.rows if not wanted or row.key in wanted or row.key not in known]
    rows = once([written(material, matrix, row, known.get(row.key)) for row in kept], places(matrix, TOLD_ONCE))
    shown = {row.key for row in rows}
    left = [one for one in material.study.indicators if one.id not in shown]
    table = framed(exhibit, material, matrix.model_copy(update={"rows": rows}))
    return table.model_copy(update={"notes": layout.ordered([*support(left), *table.notes])})


def places(matrix: Table, columns: tuple[str, ...]) -> tuple[int, ...]:
    """Where some columns stand."""
    return tuple(place for place, column in enumerate(matrix.columns) if column.id in columns)


def written(material: Material, matrix: Table, row: Row, indicator: Indicator | None) -> Row:
    """One row with the page code of its indicator and its sources; a row of a hole stays as it is."""
    if indicator is None:
        return row
    changed = {
        "indicator": row_cell(named(indicator)),
        "operational": operational(material, indicator),
        "source": source(material, indicator),
    }
    cells = tuple(changed.get(column.id) or cell for column, cell in zip(matrix.columns, row.cells, strict=True))
    return row.model_copy(update={"cells": cells})


def row_cell(text: Text) -> Cell:
    """A cell of words."""
    return Cell(value=text)


def named(indicator: Indicator) -> Text:
    """The code of the page and the label; the label alone where there is no code."""
    code, label = code_of(indicator), indicator.label
    return label if code is None else Text(es=f"{code}. {label.es}", en=f"{code}. {label.en}")


def operational(material: Material, indicator: Indicator) -> Cell | None:
    """The words of the indicator, else the labels of the columns it sums; None where the matrix says it."""
    card = next((card for card in material.study.sources if card.id == indicator.source), None)
    if indicator.operational is not None or card is None or not indicator.columns:
        return None
    labels = [spec.label for name in indicator.columns if (spec := card.columns.get(name)) is not None]
    found = [label for label in labels if label is not None]
    return row_cell(layout.listed(found)) if len(found) == len(indicator.columns) else None


def source(material: Material, indicator: Indicator) -> Cell | None:
    """Producers and period, also of an indicator made of others; None where it has no data."""
    if indicator.reach == "none":
        return None
    ids = list(dict.fromkeys(sources(material, indicator)))
    cards = [card for card in material.study.sources if card.id in ids]
    when = period_words(indicator.period)
    words = layout.listed([*(card.producer for card in cards), when])
    return Cell(value=words, source=cards[0].id if cards else None)


def sources(material: Material, indicator: Indicator) -> list[str]:
    """The sources of an indicator, or of the indicators it is made of."""
    if indicator.source is not None:
        return [indicator.source]
    span = indicator.interpolate
    parts = [indicator.rate_of, indicator.base, *indicator.mean_ranks, *((span.start, span.end) if span else ())]
    found = [one for name in parts if (one := material.indicator(name)) is not None]
    return [name for one in found for name in sources(material, one)]


def once(rows: list[Row], columns: tuple[int, ...]) -> tuple[Row, ...]:
    """The same rows; in each of these columns a cell equal to the one above it is left empty, from the left on."""
    told: list[Row] = []
    for place, row in enumerate(rows):
        above = rows[place - 1] if place else None
        told.append(row if above is None else row.model_copy(update={"cells": untold(row, above, columns)}))
    return tuple(told)


def untold(row: Row, above: Row, columns: tuple[int, ...]) -> tuple[Cell, ...]:
    """The cells of a row without those it shares with the row above, up to the first that differs."""
    cells, alike = list(row.cells), True
    for k in columns:
        alike = alike and row.cells[k].value == above.cells[k].value
        if alike:
            cells[k] = REPEATED
    return tuple(cells)


def support(left: list[Indicator]) -> list[Note]:
    """The indicators that only support others, on one line."""
    if not left:
        return []
    return [layout.general(notes.SUPPORT, names=layout.listed([lowered(one.short or one.label) for one in left]))]
