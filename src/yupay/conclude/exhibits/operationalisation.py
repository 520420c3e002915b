"""How is each variable measured, with which source, and what has no data? The operationalisation matrix.

Option: `indicators`, those with a row; the others are named in a note.
"""

from yupay.conclude import layout
from yupay.conclude.exhibits.matrices import framed
from yupay.conclude.material import Material, names
from yupay.conclude.naming import lowered
from yupay.conclude.periods import period_words
from yupay.conclude.wording import notes
from yupay.model.study import Exhibit, Indicator
from yupay.model.table import Note, Row, Table
from yupay.model.text import Text
from yupay.study.operationalisation import operationalisation

SOURCE = "source"


def build(exhibit: Exhibit, material: Material) -> Table:
    """The operationalisation matrix under the title and number of the exhibit."""
    wanted, known = names(exhibit, "indicators"), {one.id: one for one in material.study.indicators}
    matrix = operationalisation(material.study, wanted)
    place = next((k for k, column in enumerate(matrix.columns) if column.id == SOURCE), None)
    kept = [row for row in matrix.rows if not wanted or not row.key.endswith(".auxiliary")]
    rows = tuple(dated(row, known.get(row.key), place) for row in kept)
    table = framed(exhibit, material, matrix.model_copy(update={"rows": rows}))
    left = [one for one in material.study.indicators if wanted and one.id not in wanted]
    return table.model_copy(update={"notes": layout.ordered([*table.notes, *support(left)])})


def dated(row: Row, indicator: Indicator | None, place: int | None) -> Row:
    """A row whose period is said in words."""
    if indicator is None or place is None or not isinstance(row.cells[place].value, Text):
        return row
    words, when = row.cells[place].value, period_words(indicator.period)
    if not isinstance(words, Text) or not words.es.endswith(indicator.period):
        return row
    said = Text(
        es=words.es.removesuffix(indicator.period) + when.es, en=words.en.removesuffix(indicator.period) + when.en
    )
    cell = row.cells[place].model_copy(update={"value": said})
    return row.model_copy(update={"cells": (*row.cells[:place], cell, *row.cells[place + 1 :])})


def support(left: list[Indicator]) -> list[Note]:
    """The indicators that only support others, on one line."""
    if not left:
        return []
    return [layout.general(notes.SUPPORT, names=layout.listed([lowered(one.short or one.label) for one in left]))]
