"""What is each scale made of, and how were its answers turned into scores? The technical sheet."""

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import NOTHING, of_scale, parameter, scales, sources_of
from yupay.conclude.lookup import value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import spoken
from yupay.conclude.wording import instruments as words
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("scale", words.SCALE, width=1.6),
    layout.figures_head("items", words.ITEMS, width=0.4),
    layout.head("range", words.RANGE, width=0.6),
    layout.head("reversed", words.REVERSED, width=0.6),
    layout.head("rule", words.RULE, width=1.6),
    layout.figures_head("scored", words.SCORED),
    layout.figures_head("percent", words.PERCENT, width=0.4),
    layout.figures_head("straight", words.STRAIGHT),
    layout.head("against", words.AGAINST, width=0.7),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per scale; None where the study has none."""
    chosen = scales(exhibit, material)
    if not chosen:
        return None
    rows = [row(material, one) for one in chosen]
    note, read = layout.general(words.SHEET_NOTE), sources_of(material, chosen)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=read, landscape=True)


def row(material: Material, scale: Instrument) -> Row:
    """One scale."""
    scored, straight = of_scale(material, scale, "scorable-persons"), of_scale(material, scale, "straight-lining")
    against = of_scale(material, scale, "reverse-items")
    cells = (
        layout.said(scale.label),
        Cell(value=len(scale.items), form="count"),
        layout.said(spoken(words.RANGE_WORDS, low=Text.same(f"{scale.low:g}"), high=Text.same(f"{scale.high:g}"))),
        layout.said(", ".join(scale.reverse) if scale.reverse else words.NONE),
        layout.said(rule_of(scale)),
        parameter(scored, "scored", "count"),
        NOTHING if scored is None else value_cell(scored, "percent"),
        NOTHING if straight is None else value_cell(straight, "percent"),
        layout.said(str(against.parameters.get("against") or "") or words.NONE) if against else NOTHING,
    )
    return Row(key=scale.id, cells=cells)


def rule_of(scale: Instrument) -> Text:
    """How answers become a score."""
    score = words.SUM if scale.score == "sum" else words.AVERAGE
    if scale.min_answered >= 1:
        return spoken(words.ALL_ITEMS, score=score)
    return spoken(words.RULE_WORDS, score=score, share=Text.same(f"{100 * scale.min_answered:g}"))
