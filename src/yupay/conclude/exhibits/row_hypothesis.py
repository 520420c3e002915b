"""What does the table of a hypothesis over answers hold? The test that decides, then what is printed beside it."""

from yupay.conclude import layout
from yupay.conclude.decide import Ruling
from yupay.conclude.lookup import interval_cell, n_cell, open_cell, p_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.rows import is_coefficient
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import rows as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Cell, Row, Table

NOTHING = Cell(mark="not applicable")
SHAPES = ("adjusted-residual", "minimum-detectable-effect")
COLUMNS = (
    layout.head("relation", words.RELATION_TITLE, width=1.8),
    layout.head("test", words.TEST, width=1.2),
    layout.figures_head("value", words.VALUE),
    layout.figures_head("interval", words.INTERVAL, width=0.9),
    layout.figures_head("statistic", words.STATISTIC, width=0.7),
    layout.figures_head("df", words.DF, width=0.4),
    layout.figures_head("p", words.P, width=0.5),
    layout.figures_head("holm_p", words.HOLM_P, width=0.6),
    layout.figures_head("n", heads.N, width=0.4),
    layout.head("decision", words.DECISION, width=0.9),
)


def build(exhibit: Exhibit, material: Material, h: Hypothesis) -> Table:
    """The rows of one hypothesis over a drawn unit."""
    ruling = material.rulings[h.id]
    rows = [deciding(material, h, ruling)] if ruling.tested is not None else [untested(material, h, ruling)]
    others = beside(material, h, ruling)
    rows += [row(material, one, f"{h.id}.{one.method}") for one in others]
    sources = layout.sources_of(ruling.tested, *others)
    note = layout.general(words.TABLE_NOTE)
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=sources, landscape=True)


def beside(material: Material, h: Hypothesis, ruling: Ruling) -> list[Estimate]:
    """The other estimates of the same pair, in the order of their ids."""
    prefix = f"relate/{h.x}~{h.y}/{h.unit}/"
    tested = None if ruling.tested is None else ruling.tested.id
    return [one for one in material.lookup.starting(prefix) if one.id != tested and one.method not in SHAPES]


def numbers(one: Estimate) -> tuple[Cell, ...]:
    """Value, interval, statistic, degrees of freedom and p."""
    value = open_cell(one, one.value, "coefficient" if is_coefficient(one) else "number", 2)
    statistic = NOTHING if one.statistic is None else open_cell(one, one.statistic, "number", 2)
    df = NOTHING if one.df is None else open_cell(one, one.df, "number", 0 if one.df == int(one.df) else 1)
    return value, interval_cell(one), statistic, df, p_cell(one)


def deciding(material: Material, h: Hypothesis, ruling: Ruling) -> Row:
    """The test that decides."""
    tested = ruling.tested
    assert tested is not None
    label = spoken(
        heads.PAGE_PAIR, page=hypothesis_page(material.study, h.id), pair=joined_pair(material.study, h.x, h.y)
    )
    adjusted = NOTHING if ruling.adjusted is None else open_cell(tested, ruling.adjusted, "p")
    decision = Cell(value=ruling.decision, form="decision", estimate=tested.id)
    cells = (layout.said(label), layout.said(tested.quantity), *numbers(tested), adjusted, n_cell(tested), decision)
    return Row(key=h.id, cells=cells, strong=True)


def untested(material: Material, h: Hypothesis, ruling: Ruling) -> Row:
    """A hypothesis without data."""
    label = spoken(
        heads.PAGE_PAIR, page=hypothesis_page(material.study, h.id), pair=joined_pair(material.study, h.x, h.y)
    )
    decision = Cell(value=ruling.decision, form="decision")
    return Row(key=h.id, cells=(layout.said(label), *(NOTHING,) * 8, decision), strong=True)


def row(material: Material, one: Estimate, key: str) -> Row:
    """What is printed beside."""
    cells = (
        layout.said(words.BESIDE),
        layout.said(one.quantity),
        *numbers(one),
        NOTHING,
        n_cell(one),
        NOTHING,
    )
    return Row(key=key, cells=cells, level=1)
