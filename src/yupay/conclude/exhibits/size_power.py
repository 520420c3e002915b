"""How often would each test cry wolf, and how often see a relation, on this map? Ranges, never one number."""

from yupay.conclude import layout
from yupay.conclude.lookup import estimate_id
from yupay.conclude.material import Material
from yupay.conclude.naming import joined_pair, spoken
from yupay.conclude.pages import hypothesis_page
from yupay.conclude.wording import columns as heads
from yupay.conclude.wording import maps_beside as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit, Hypothesis
from yupay.model.table import Cell, Row, Table
from yupay.model.text import Text

TABLE = "size-power"


def default_exhibit() -> Exhibit:
    """The annex of false alarms and power."""
    return Exhibit(id=TABLE, kind="size-power", section="annex", title=words.SIZE_TITLE)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """One row per hypothesis and test; None where nothing was simulated."""
    rows = [row(material, h, test) for h in material.study.hypotheses for test in words.TESTS]
    kept = [one for one in rows if one is not None]
    first = next((one for h in material.study.hypotheses if (one := part(material, h, "decision", "power-low"))), None)
    if not kept or first is None:
        return None
    latent, draws = first.parameters.get("latent"), first.parameters.get("draws")
    columns = (
        layout.head("test", words.TEST, width=2.0),
        layout.figures_head("alarms", words.ALARMS, width=1.2),
        layout.figures_head("power", spoken(words.POWER, latent=Text.same(f"{latent:g}".lstrip("0"))), width=1.4),
    )
    note = layout.general(words.SIZE_NOTE, draws=Cell(value=float(draws or 0), form="count", estimate=first.id))
    return layout.table(exhibit, material, columns, kept, notes=[note], sources=layout.sources_of(first))


def part(material: Material, h: Hypothesis, test: str, name: str) -> Estimate | None:
    """One simulated end of one test."""
    if h.x is None or h.y is None or h.unit is None:
        return None
    return material.lookup.get(estimate_id("relate", (h.x, h.y), h.unit, "size-power", f"{test}-{name}"))


def row(material: Material, h: Hypothesis, test: str) -> Row | None:
    """One test of one hypothesis."""
    ends = [part(material, h, test, name) for name in ("size-low", "size-high", "power-low", "power-high")]
    values = [None if one is None or one.value is None else 100 * one.value for one in ends]
    if None in values:
        return None
    cells = (
        layout.said(words.TESTS[test]),
        Cell(low=values[0], high=values[1], form="interval", digits=1),
        Cell(low=values[2], high=values[3], form="interval", digits=1),
    )
    page, pair = hypothesis_page(material.study, h.id), joined_pair(material.study, h.x, h.y)
    return Row(key=f"{h.id}.{test}", cells=cells, group=spoken(heads.PAGE_PAIR, page=page, pair=pair))
