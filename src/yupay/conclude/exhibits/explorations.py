"""What else was looked at over answers, or by a model on a map? One row per estimate of a family without decision."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, interval_cell, n_cell, open_cell, p_cell
from yupay.conclude.material import Material, names
from yupay.conclude.naming import joined_pair
from yupay.conclude.rows import is_coefficient
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import rows as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Family
from yupay.model.table import Note, Row, Table
from yupay.model.text import Text

MODELS = ("freedman-lane", "map-least-squares", "spatial-lag-of-x", "spatial-lag", "spatial-error")
"""Over places the other methods stand in the wide table of explorations."""
COLUMNS = (
    layout.head("quantity", words.TEST, width=2.2),
    layout.figures_head("value", words.VALUE),
    layout.figures_head("interval", words.INTERVAL, width=1.0),
    layout.figures_head("p", words.P, width=0.5),
    layout.figures_head("adjusted", words.ADJUSTED, width=0.7),
    layout.figures_head("n", heads.N, width=0.5),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The families named, else every one that explores; None where there is nothing to show."""
    declared = names(exhibit, "family", "families")
    families = [f for f in material.study.families if not f.decides and (not declared or f.id in declared)]
    found = [(family, pair, one) for family in families for pair, one in of_family(material, family)]
    if not found:
        return None
    rows = [row(material, family, pair, one) for family, pair, one in found]
    sources = layout.sources_of(*(one for *_, one in found))
    notes = [layout.general(words.EXPLORED), *corrections([family for family, *_ in found])]
    return layout.table(exhibit, material, COLUMNS, rows, notes=notes, sources=sources)


def corrections(families: list[Family]) -> list[Note]:
    """Which p values each family adjusts, and how."""
    return [
        layout.probability(words.EXPLORED_BY, family=family.label, correction=words.CORRECTIONS[family.correction])
        for family in dict.fromkeys(families)
    ]


def of_family(material: Material, family: Family) -> Iterator[tuple[tuple[str, str], Estimate]]:
    """The estimates of one family, pair by pair, method by method."""
    unit = next((one for one in material.study.units if one.id == family.unit), None)
    if unit is None:
        return
    wanted = family.methods or ("spearman",)
    methods = wanted if unit.design is not None else tuple(one for one in wanted if one in MODELS)
    for x, y in family.pairs:
        for method in methods:
            whole = estimate_id("relate", (x, y), unit.id, method)
            yield from (
                ((x, y), one)
                for one in material.lookup.starting(whole)
                if one.method == method and one.variables == (x, y)
            )


def row(material: Material, family: Family, pair: tuple[str, str], one: Estimate) -> Row:
    """One estimate."""
    form = "coefficient" if is_coefficient(one) else "number"
    cells = (
        layout.said(named(material, one)),
        open_cell(one, one.value, "coefficient" if form == "coefficient" else "number", 2),
        interval_cell(one),
        p_cell(one),
        open_cell(one, one.p_adjusted, "p"),
        n_cell(one),
    )
    group = joined_pair(material.study, *pair)
    return Row(key=f"{family.id}.{one.id}", cells=cells, group=group)


def named(material: Material, one: Estimate) -> Text:
    """What an estimate is called, with the words of the indicators in place of their ids."""
    es, en = one.quantity.es, one.quantity.en
    for indicator in sorted(material.study.indicators, key=lambda i: -len(i.id)):
        if f" {indicator.id} " in f" {es} ":
            es = es.replace(indicator.id, indicator.label.es, 1)
            en = en.replace(indicator.id, indicator.label.en, 1)
            break
    return Text(es=es, en=en)
