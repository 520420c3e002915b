"""Which legal purpose and statistical class does each modality of the study meet, and where is the gap?"""

from yupay.conclude import layout
from yupay.conclude.material import Material
from yupay.conclude.periods import period_words
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import notes
from yupay.model.study import Exhibit, Modality
from yupay.model.table import Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("modality", heads.MODALITY),
    layout.head("purpose", heads.PURPOSE, width=1.4),
    layout.head("validity", heads.VALIDITY, width=0.8),
    layout.head("class", heads.CLASS),
    layout.head("gap", heads.GAP, width=1.6),
    layout.head("citation", heads.CITATION),
)


def build(exhibit: Exhibit, material: Material) -> Table:
    """One row per modality of the catalogue."""
    note = layout.general(notes.MODALITIES)
    return layout.table(exhibit, material, COLUMNS, map(row, material.study.modalities), notes=[note], landscape=True)


def row(modality: Modality) -> Row:
    """One modality with its purpose, dates, class and gap."""
    words = (modality.label, modality.purpose, validity(modality), modality.statistical_class, modality.gap)
    return Row(key=modality.id, cells=tuple(layout.said(word) for word in (*words, modality.citation)))


def validity(modality: Modality) -> Text:
    """From when to when the legal text held."""
    if modality.valid_to:
        return period_words(f"{modality.valid_from}/{modality.valid_to}")
    if not modality.valid_from:
        return Text.same("—")
    start = period_words(modality.valid_from)
    return Text(es=f"{start.es}, {heads.IN_FORCE.es}", en=f"{start.en}, {heads.IN_FORCE.en}")
