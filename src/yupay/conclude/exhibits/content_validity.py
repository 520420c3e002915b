"""What did the experts say of each item? Aiken's V with its interval and the judges' rule, by criterion."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import coefficient, item_label, of_scale, parameter, scales
from yupay.conclude.lookup import interval_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import instruments as words
from yupay.model.estimate import Estimate
from yupay.model.sample import Instrument
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

COLUMNS = (
    layout.head("item", words.ITEM, width=2.4),
    layout.head("criterion", words.CRITERION, width=0.9),
    layout.figures_head("v", words.V, width=0.4),
    layout.figures_head("interval", words.INTERVAL, width=0.9),
    layout.figures_head("agree", words.AGREE),
    layout.figures_head("needed", words.NEEDED),
    layout.head("rule", words.RULE_MET, width=0.6),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per item and criterion of each judged scale; None where no expert was asked."""
    judged = [one for one in scales(exhibit, material) if one.judges is not None]
    rows = [row for scale in judged for row in rows_of(material, scale)]
    if not rows:
        return None
    read = tuple(dict.fromkeys(one.judges for one in judged if one.judges is not None))
    return layout.table(exhibit, material, COLUMNS, rows, notes=[layout.general(words.VALIDITY_NOTE)], sources=read)


def rows_of(material: Material, scale: Instrument) -> Iterator[Row]:
    """The rows of one scale, item by item."""
    card = next((one for one in material.study.sources if one.id == scale.judges), None)
    if card is None:
        return
    labels = {name: spec.label or Text.same(name) for name, spec in card.columns.items()}
    for name in scale.items:
        for criterion, label in labels.items():
            found = of_scale(material, scale, "aiken-v", f"{criterion}~{name}")
            if found is not None:
                cells = (layout.said(item_label(material, scale, name)), layout.said(label), *numbers(found))
                yield Row(key=f"{scale.id}.{name}.{criterion}", cells=cells, group=scale.label)


def numbers(found: Estimate) -> tuple[Cell, ...]:
    """V, its interval, and whether the judges' rule is met."""
    met = found.parameters.get("rule_met")
    rule = Cell(mark="not applicable") if met is None else layout.said(words.MET if met else words.NOT_MET)
    agree = parameter(found, "agree", "count"), parameter(found, "agree_needed", "count")
    return coefficient(found), interval_cell(found), *agree, rule
