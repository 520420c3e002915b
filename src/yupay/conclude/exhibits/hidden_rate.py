"""How many detected victims per 100,000 inhabitants (SDG 16.2.2)? Detected only; what is estimated stands beside it."""

from yupay.conclude import layout
from yupay.conclude.exhibits import hidden_reading as reading
from yupay.conclude.lookup import open_cell
from yupay.conclude.material import Material
from yupay.conclude.wording import hidden as words
from yupay.model.estimate import Estimate
from yupay.model.study import Exhibit
from yupay.model.table import Cell, Row, Table

PER = 100_000
COLUMNS = (
    layout.head("what", words.WHAT, width=1.6),
    layout.figures_head("people", words.PEOPLE, width=1.0),
    layout.figures_head("rate", words.RATE, width=1.0),
    layout.head("is", words.IS_IT, width=2.4),
)


def build(exhibit: Exhibit, material: Material) -> Table | None:
    """The rate of those detected, then the range beside it; None without a population."""
    rate, hidden = reading.summary(material, reading.RATE), material.study.hidden
    if rate is None or hidden is None or hidden.population is None or hidden.population_words is None:
        return None
    rows = [detected(material, rate), *estimated(material, hidden.population)]
    population = Cell(value=hidden.population, form="count")
    note = layout.general(words.RATE_NOTE, population=population, words=reading.short(hidden.population_words))
    sources = dict.fromkeys((*rate.sources, *named(material, hidden.population_source)))
    return layout.table(exhibit, material, COLUMNS, rows, notes=[note], sources=sources, sortable=False)


def named(material: Material, source: str | None) -> tuple[str, ...]:
    """The source of the population, where it is one of the study."""
    return tuple(card.id for card in material.study.sources if card.id == source)


def detected(material: Material, rate: Estimate) -> Row:
    """The indicator: those seen."""
    cells = (
        layout.said(words.DETECTED),
        reading.seen_cell(material),
        open_cell(rate, rate.value, "rate"),
        layout.said(words.DETECTED_IS),
    )
    return Row(key="detected", cells=cells, strong=True)


def estimated(material: Material, population: float) -> list[Row]:
    """What is estimated, beside it: the whole range; nothing where no model gave a total."""
    found, ends = reading.summary(material, reading.RANGE), reading.ends(material)
    if found is None or ends is None:
        return []
    low, high = (float(end.value) for end in ends if isinstance(end.value, float | int))
    people = Cell(low=low, high=high, form="interval", digits=0, estimate=found.id)
    rates = Cell(low=PER * low / population, high=PER * high / population, form="interval", digits=1, estimate=found.id)
    cells = (layout.said(words.ESTIMATED), people, rates, layout.said(words.ESTIMATED_IS))
    return [Row(key="estimated", cells=cells)]
