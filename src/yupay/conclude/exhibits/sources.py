"""Who counted what, where, when and how well? The source cards as one table."""

from yupay.conclude import layout
from yupay.conclude.material import Material, names
from yupay.conclude.periods import period_words
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.conclude.wording.units import counted_in
from yupay.model.source import Source
from yupay.model.study import Exhibit
from yupay.model.table import Row, Table

COLUMNS = (
    layout.head("source", heads.SOURCE, width=1.2),
    layout.head("producer", heads.PRODUCER),
    layout.head("counting_unit", heads.COUNTING_UNIT, width=0.8),
    layout.head("geography", heads.GEOGRAPHY),
    layout.head("period", heads.PERIOD, width=0.7),
    layout.head("coverage", heads.COVERAGE, width=1.2),
    layout.head("limitations", heads.LIMITATIONS, width=1.6),
    layout.head("citation", heads.CITATION, width=1.6),
)


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per source card, in the order of the study."""
    chosen = names(exhibit, "sources")
    cards = [card for card in material.study.sources if not chosen or card.id in chosen]
    note = layout.unless_declared(exhibit, notes.COUNTING_UNITS)
    return layout.table(exhibit, material, COLUMNS, map(row, cards), notes=note, landscape=True)


def row(card: Source) -> Row:
    """One source card."""
    unit = heads.OF_EACH_ROW if card.kind == "figures" else counted_in(card.counting_unit)
    words = (card.title, card.producer, unit, card.geography, period_words(card.period))
    more = (card.coverage, card.limitations, card.citation)
    return Row(key=card.id, cells=tuple(layout.said(word) for word in (*words, *more)))
