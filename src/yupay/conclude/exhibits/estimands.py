"""What did the survey estimate, and how sure is it? One row per declared quantity and group, under the design."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.exhibits.scale_rows import parameter
from yupay.conclude.lookup import estimate_id, interval_cell, n_cell, open_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import spoken
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import surveys as words
from yupay.model.estimate import Estimate
from yupay.model.sample import Estimand
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Form, Note, Row, Table
from yupay.model.text import Text

METHODS = {
    "mean": "design-mean",
    "total": "design-total",
    "ratio": "design-ratio",
    "proportion": "design-proportion",
    "quantile": "design-quantile",
}
COLUMNS = (
    layout.head("asked", words.ASKED, width=2.0),
    layout.figures_head("estimate", words.ESTIMATE),
    layout.figures_head("interval", words.INTERVAL, width=1.0),
    layout.figures_head("cv", words.CV, width=0.5),
    layout.figures_head("n", heads.N, width=0.5),
    layout.figures_head("effective", words.EFFECTIVE),
    layout.figures_head("df", words.DF, width=0.4),
    layout.figures_head("deff", words.DEFF),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The rows of the estimands an exhibit names, else of all; None where the study has none."""
    wanted = names(exhibit, "estimand", "estimands")
    chosen = [one for one in material.study.estimands if not wanted or one.id in wanted]
    rows = [row for one in chosen for row in rows_of(material, one)]
    if not rows:
        return None
    found = [estimate for one in chosen for estimate in of_estimand(material, one)]
    notes = [layout.general(words.GATE_NOTE), *design_notes(found)]
    return layout.table(
        exhibit, material, COLUMNS, rows, notes=notes, sources=layout.sources_of(*found), landscape=True
    )


def design_notes(found: list[Estimate]) -> list[Note]:
    """The designs behind some estimates, each once."""
    designs = list(dict.fromkeys(one.design for one in found if one.design is not None))[:1]
    return [layout.general(words.DESIGN_NOTE, design=Text(es=d.es.rstrip("."), en=d.en.rstrip("."))) for d in designs]


def of_estimand(material: Material, one: Estimand) -> list[Estimate]:
    """The estimates of one quantity: the whole first, then its groups in order."""
    prefix = estimate_id("estimand", (one.id,), one.unit, METHODS[one.quantity])
    apart = estimate_id("estimand", (one.id,), one.unit, "design-difference")
    found = [*material.lookup.starting(prefix), *material.lookup.starting(apart)]
    return [estimate for estimate in found if estimate.variables == (one.id,)]


def rows_of(material: Material, one: Estimand) -> Iterator[Row]:
    """One estimand: a row for the whole and one per group."""
    for found in of_estimand(material, one):
        whole = not found.key or (one.quantity == "quantile" and "/" not in found.key)
        label = whole_label(one, found) if whole else group_label(material, one, found)
        cells = (
            layout.said(label),
            number(one, found),
            scaled(one, interval_cell(found)),
            percent(found, "cv"),
            n_cell(found),
            parameter(found, "effective_n", "count"),
            open_cell(found, found.df, "count"),
            parameter(found, "deff", "number", 2),
        )
        yield Row(key=found.key or one.id, cells=cells, level=0 if whole else 1, strong=whole)


def whole_label(one: Estimand, found: Estimate) -> Text:
    """The label of a quantity, with its quantile."""
    if one.quantity != "quantile":
        return one.label
    told = spoken(words.QUANTILE, p=Text.same(found.key.removeprefix("q")))
    return Text(es=f"{one.label.es}. {told.es}", en=f"{one.label.en}. {told.en}")


def group_label(material: Material, one: Estimand, found: Estimate) -> Text:
    """The words of a group: `Sex: Woman`."""
    parts = found.key.split("/")
    if found.method == "design-difference":
        told = [said(material, one, one.by[0], word) for word in one.difference]
        return Text(es=f"{told[0].es} menos {told[1].es}", en=f"{told[0].en} less {told[1].en}")
    told = [said(material, one, column, word) for column, word in zip(one.by, parts, strict=False)]
    return Text(es="; ".join(t.es for t in told), en="; ".join(t.en for t in told))


def said(material: Material, one: Estimand, column: str, word: str) -> Text:
    """One column and its word, by the labels the study gave them."""
    frame = next((unit.frame for unit in material.study.units if unit.id == one.unit), "")
    card = next((card for card in material.study.sources if card.id == frame), None)
    spec = None if card is None else card.columns.get(column)
    label = spec.label if spec is not None and spec.label is not None else Text.same(column)
    indicator = next((i for i in material.study.indicators if i.answer == column and i.categories), None)
    named = None if indicator is None else indicator.categories.get(word)
    if named is None and spec is not None and word in spec.missing:
        named = Text.same(spec.missing[word])
    return spoken(words.GROUP, column=label, word=named or Text.same(word))


def number(one: Estimand, found: Estimate) -> Cell:
    """The estimate as the page writes it: a share in percent, anything else as a number."""
    if found.value is None:
        return Cell(mark="imprecise", estimate=found.id)
    if one.quantity == "proportion":
        return Cell(value=100 * found.value, form="percent", estimate=found.id)
    form: Form = "count" if one.quantity == "total" else "number"
    return open_cell(found, found.value, form, None if form == "count" else 2)


def scaled(one: Estimand, cell: Cell) -> Cell:
    """An interval of a share in percent."""
    if one.quantity != "proportion" or cell.low is None or cell.high is None:
        return cell
    return cell.model_copy(update={"low": 100 * cell.low, "high": 100 * cell.high, "digits": 1})


def percent(found: Estimate, name: str) -> Cell:
    """A share among the parameters, in percent."""
    value = found.parameters.get(name)
    number_ = 100 * float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return open_cell(found, number_, "percent")
