"""How does the answer change with another idea of the dependence? The deciding test beside its family, on the map."""

from collections.abc import Iterator

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id, interval_cell, n_cell, open_cell, p_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import maps_beside as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Row, Table
from yupay.model.text import Text

TABLE = "map-family"
COLUMNS = (
    layout.head("variant", words.VARIANT, width=3.0),
    layout.figures_head("coefficient", heads.COEFFICIENT),
    layout.figures_head("interval", heads.INTERVAL, width=0.9),
    layout.figures_head("p", heads.P, width=0.5),
    layout.figures_head("n", heads.N, width=0.4),
)
REGISTERED = "reml-trend-size"


def default_exhibit() -> Exhibit:
    """The annex of the deciding test and its family."""
    return Exhibit(id=TABLE, kind="map-family", section="annex", title=words.FAMILY_TITLE)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The family of each hypothesis that was tested on a map; None where none was."""
    found = [(h, one) for h in material.study.hypotheses for one in family_of(material, h)]
    if not found:
        return None
    rows = [row(material, h, one) for h, one in found]
    sources = layout.sources_of(*(one for _, one in found))
    return layout.table(exhibit, material, COLUMNS, rows, notes=[layout.general(words.FAMILY_NOTE)], sources=sources)


def family_of(material: Material, h: Hypothesis) -> Iterator[Estimate]:
    """The relatives of the deciding test of one hypothesis, in the order of the family."""
    if h.x is None or h.y is None or h.unit is None:
        return
    keys = [f"{dependence}-{mean}" for dependence in words.DEPENDENCE for mean in words.MEAN]
    wanted = [("area-whitened", key) for key in keys]
    wanted += [("modified-t", "ranked"), ("freedman-lane", "eigenvectors")]
    wanted += [("negative-binomial", "without-spatial-term"), ("negative-binomial", "with-spatial-term")]
    for method, key in wanted:
        one = material.lookup.get(estimate_id("relate", (h.x, h.y), h.unit, method, key))
        if one is not None:
            yield decided(material, h, one)


def decided(material: Material, h: Hypothesis, one: Estimate) -> Estimate:
    """A relative; the registered one as it decided, where hidden cells leave it no number of its own."""
    ruling = material.rulings.get(h.id)
    if one.key != REGISTERED or one.value is not None or ruling is None or ruling.tested is None:
        return one
    return ruling.tested.model_copy(update={"key": REGISTERED}) if ruling.tested.method == one.method else one


def row(material: Material, h: Hypothesis, one: Estimate) -> Row:
    """One variant."""
    page, pair = hypothesis_page(material.study, h.id), joined_pair(material.study, h.x, h.y)
    ratio = one.method == "negative-binomial"
    cells = (
        layout.said(variant(one.key)),
        open_cell(one, one.value, "number" if ratio else "coefficient", 2),
        interval_cell(one),
        p_cell(one),
        n_cell(one),
    )
    group = spoken(heads.PAGE_PAIR, page=page, pair=pair)
    return Row(key=f"{h.id}.{one.method}.{one.key}", cells=cells, group=group, strong=one.key == REGISTERED)


def variant(key: str) -> Text:
    """The words of one variant."""
    if key in words.NAMED:
        return words.NAMED[key]
    dependence, _, mean = key.partition("-")
    told = spoken(words.BOTH, dependence=words.DEPENDENCE[dependence], mean=words.MEAN[mean])
    return spoken(words.REGISTERED, variant=told) if key == REGISTERED else told
