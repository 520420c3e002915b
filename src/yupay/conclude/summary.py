"""What fits on one page for a mayor?

What is known, what goes with what, what cannot be said, what is worth doing, and one place on request: never police
effort, never an index, never a rank.
"""

from yupay.conclude.exhibits import hidden_paragraph, law_paragraph
from yupay.conclude.exhibits.ordering import count_cell
from yupay.conclude.lookup import estimate_id, interval_cell, value_cell
from yupay.conclude.material import Material, effort
from yupay.conclude.naming import claim, filled, lowered, named, plain_name, raised, spoken
from yupay.conclude.objectives import magnitudes
from yupay.conclude.offices import offices
from yupay.conclude.wording import summary as words
from yupay.model.cube import Cube
from yupay.model.document import SummaryBox
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Indicator, Unit
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text


def summary(material: Material, place: str | None) -> tuple[SummaryBox, ...]:
    """The four boxes of the page, and a fifth for one place where it was asked for."""
    header = material.study.study
    return (
        SummaryBox(title=words.KNOWN, sentences=known(material)),
        *related(material),
        SummaryBox(title=words.CANNOT, sentences=listed(header.cannot_say)),
        SummaryBox(title=words.WORTH, sentences=listed(header.recommendations)),
        *your_place(material, place),
    )


def listed(texts: tuple[Text, ...]) -> tuple[Sentence, ...]:
    """The words of the study."""
    return tuple(Sentence.plain(text) for text in texts) or (Sentence(template=words.NOTHING_DECLARED),)


def known(material: Material) -> tuple[Sentence, ...]:
    """The magnitudes of the registries."""
    exhibits = [exhibit for exhibit in material.study.exhibits if exhibit.kind == "registries"]
    found = [sentence for exhibit in exhibits for sentence in magnitudes(material, exhibit)]
    if material.study.hidden is not None:
        found += hidden_paragraph.across(material)
    found += law_paragraph.known(material)
    return tuple(found) or (Sentence(template=words.NOTHING_KNOWN),)


def related(material: Material) -> tuple[SummaryBox, ...]:
    """The box of the hypotheses; nothing where a study has neither places nor hypotheses."""
    found = badges(material)
    return (SummaryBox(title=words.RELATED, sentences=(), badges=found),) if found or material.study.units else ()


def badges(material: Material) -> tuple[tuple[str, Sentence], ...]:
    """Every hypothesis on one line; the page shows its decision."""
    return tuple((h.id, badge(material, h)) for h in material.study.hypotheses)


def badge(material: Material, h: Hypothesis) -> Sentence:
    """What a hypothesis is about, in one line without codes; the page puts its name and decision before it."""
    about = raised(claim(material.study, h))
    if h.derived_from or material.unit(h.unit) is None:
        return filled(words.BADGE_ALONE, claim=about)
    return filled(words.BADGE, claim=about, unit=named(material.study, h).unit)


def your_place(material: Material, place: str | None) -> tuple[SummaryBox, ...]:
    """The box of one place; nothing where none was asked for, or where no place may be named."""
    listed_units = [unit for unit in material.study.units if material.listed(unit.id) and unit.boundaries is not None]
    if not listed_units or place is None:
        return ()
    for unit in listed_units:
        cube = material.evidence.cubes[unit.id]
        found = next((i for i, p in enumerate(cube.places) if p.key == place), None)
        if found is not None:
            return (box_of(material, unit, cube, found),)
    unknown = filled(words.UNKNOWN_PLACE, code=Text.same(place))
    title = spoken(words.YOUR_PLACE_CLOSED, unit=lowered(listed_units[0].label))
    return (SummaryBox(title=title, sentences=(unknown,)),)


def box_of(material: Material, unit: Unit, cube: Cube, i: int) -> SummaryBox:
    """Counts, rates and their intervals of one place beside the pooled rate."""
    own = [one for one in material.study.indicators if one.id in cube.measures and printable(one)]
    sentences = [sentence_of(material, unit, cube, one, i) for one in own]
    if small(unit, cube, i):
        sentences.append(filled(words.PLACE_SMALL, least=Cell(value=unit.min_population, form="count")))
    title = spoken(words.YOUR_PLACE, unit=lowered(unit.label), place=Text.same(cube.places[i].name))
    return SummaryBox(title=title, sentences=tuple(sentences))


def printable(one: Indicator) -> bool:
    """Whether an indicator may be shown for one place: a direct count of the study, neither effort nor index."""
    counted = not one.rate_of and not one.mean_ranks and one.counting_unit not in ("index", "percent", "place")
    return one.role == "variable" and one.reach == "direct" and not effort(one) and counted


def small(unit: Unit, cube: Cube, i: int) -> bool:
    """Whether a place has fewer inhabitants than a rate needs, or an unknown number."""
    measure = cube.measures.get(unit.population or "")
    population = None if measure is None else measure.values[i]
    return population is None or population < unit.min_population


def sentence_of(material: Material, unit: Unit, cube: Cube, one: Indicator, i: int) -> Sentence:
    """One indicator of one place: a rate where it may be printed, else a count."""
    count = count_cell(material, cube, one.id, i)
    name = raised(plain_name(material.study, one.id))
    rate, pooled = rates(material, unit, cube, one, i)
    if small(unit, cube, i) or rate is None or pooled is None or rate.value is None:
        measure = cube.measures[one.id]
        answered, existing = (Cell(value=v, form="count") for v in (measure.answered[i], measure.existing[i]))
        many = offices(material.study).many
        return filled(words.PLACE_COUNT, indicator=name, n=count, answered=answered, existing=existing, offices=many)
    slots = {"n": count, "rate": value_cell(rate, "rate"), "pooled": value_cell(pooled, "rate")}
    position = position_of(rate, pooled)
    if position is None:
        return filled(words.PLACE_RATE_WITHOUT_INTERVAL, indicator=name, **slots)
    return filled(words.PLACE_RATE, indicator=name, interval=interval_cell(rate, 1), position=position, **slots)


def rates(
    material: Material, unit: Unit, cube: Cube, one: Indicator, i: int
) -> tuple[Estimate | None, Estimate | None]:
    """The rate of a place and the pooled rate."""
    variables = (one.id, unit.population or "")
    keys = (cube.places[i].key, "pooled")
    found = [material.lookup.get(estimate_id("describe", variables, unit.id, "rate", key)) for key in keys]
    return found[0], found[1]


def position_of(rate: Estimate, pooled: Estimate) -> Text | None:
    """Whether the interval of a place lies above or below the pooled rate, or holds it; None without an interval."""
    bounds = rate.interval
    if bounds is None or bounds.low is None or bounds.high is None or pooled.value is None:
        return None
    if bounds.low > pooled.value:
        return words.ABOVE
    return words.BELOW if bounds.high < pooled.value else words.ALIKE
