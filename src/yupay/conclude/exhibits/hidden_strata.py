"""What does each group of people say? Seen, and the range across models, with the warning that small groups carry."""

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.lookup import open_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Note, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("stratum", words.GROUP, width=1.4),
    layout.figures_head("seen", words.SEEN),
    layout.figures_head("low", words.LOWEST, words.RANGE),
    layout.figures_head("high", words.HIGHEST, words.RANGE),
    layout.figures_head("models", words.MODELS),
    layout.figures_head("none", words.NOT_SHOWN),
    layout.head("caution", words.CAUTION, width=2.0),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """All people first, then one row a stratum; None where the study has none."""
    names = reading.strata(material)
    if not names:
        return None
    rows = [row(material, name) for name in (reading.ALL, *names)]
    found = [one for name in names for one in reading.models(material, name)]
    return layout.table(
        exhibit, material, COLUMNS, rows, notes=notes(), sources=layout.sources_of(*found), sortable=False
    )


def notes() -> list[Note]:
    """What a small group carries, and that ends do not add."""
    return [layout.general(words.STRATA_NOTE)]


def row(material: Material, stratum: str) -> Row:
    """One stratum: seen, the range, how many models stand in it, how many gave nothing."""
    found, ends = reading.summary(material, reading.RANGE, stratum), reading.ends(material, stratum)
    name = layout.said(words.EVERYBODY if stratum == reading.ALL else said(material, stratum))
    refused = Cell(value="refused", form="decision", estimate=None if found is None else found.id)
    low, high = ends or (refused, refused)
    counts = [whole(found, "models"), whole(found, "not_shown")]
    cells = (name, reading.seen_cell(material, stratum), low, high, *counts, layout.said(caution(material, stratum)))
    return Row(key=stratum or "all", cells=cells, strong=stratum == reading.ALL)


def whole(found: Estimate | None, name: str) -> Cell:
    """How many models."""
    value = reading.number(found, name)
    return Cell(mark="not applicable") if found is None or value is None else open_cell(found, value, "count")


def said(material: Material, stratum: str) -> Text:
    """The columns and words of a stratum, by the labels of the source card."""
    hidden = material.study.hidden
    card = next((one for one in material.study.sources if hidden is not None and one.id == hidden.source), None)
    labels = {} if card is None else {name: spec.label for name, spec in card.columns.items() if spec.label}
    parts = [part.partition(" = ") for part in stratum.split(reading.BETWEEN)]
    told = [(labels.get(column, Text.same(column)), word) for column, _, word in parts]
    return Text(
        es="; ".join(f"{one.es}: {word}" for one, word in told), en="; ".join(f"{one.en}: {word}" for one, word in told)
    )


def caution(material: Material, stratum: str) -> Text:
    """The warnings on what was seen in a stratum; a dash where there is none."""
    about = [reading.summary(material, name, stratum) for name in (reading.SEEN, reading.RANGE)]
    told = dict.fromkeys(text for one in about if one is not None for text in one.warnings)
    return Text(es=" ".join(one.es for one in told) or "—", en=" ".join(one.en for one in told) or "—")
