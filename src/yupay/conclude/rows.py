"""How is a hypothesis over answers laid out? Its test with the guide's reasons, its reading, what it does not say."""

from collections.abc import Iterator

from yupay.conclude.decide import Ruling
from yupay.conclude.lookup import PAIR, bound_cell, estimate_id, interval_cell, n_cell, open_cell, p_cell, value_cell
from yupay.conclude.material import Material
from yupay.conclude.naming import filled, named, raised
from yupay.conclude.wording import decisions
from yupay.conclude.wording import rows as words
from yupay.model.estimate import Estimate
from yupay.model.study import Hypothesis, Study, Unit
from yupay.model.table import Cell, Sentence
from yupay.model.text import Text

STATISTICS = frozenset(
    {"chi-square", "fisher-exact", "fisher-freeman-halton", "rao-scott", "welch-t", "anova", "kruskal-wallis"}
    | {"design-t-test", "design-rank-test"}
)
"""Methods whose value is no correlation: a statistic, an odds ratio, a difference."""
MEASURES = {
    "chi-square": "cramers-v",
    "fisher-exact": "cramers-v",
    "fisher-freeman-halton": "cramers-v",
    "rao-scott": "design-cramer-v",
}
"""What says how much where the test only says whether."""


def unit_of(study: Study, h: Hypothesis) -> Unit | None:
    """The drawn unit of a hypothesis; None where it is about places."""
    return next((one for one in study.units if one.id == h.unit and one.design is not None), None)


def test(ruling: Ruling) -> tuple[Sentence, ...]:
    """Which test was chosen and why; the guide's whole answer stands in its annex."""
    choice = None if ruling.tested is None else ruling.tested.choice
    if choice is None:
        return ()
    first = filled(words.CHOSEN, name=choice.name, reason=choice.reason)
    named_ = Sentence.plain(choice.reason)
    found = [first if choice.verdict == "chosen" else named_, filled(words.NORMALITY_BESIDE, title=words.GUIDE_TITLE)]
    return (*found, *(Sentence.plain(text) for text in (*choice.bars, *choice.cautions)))


def rule(material: Material, h: Hypothesis) -> tuple[Sentence, ...]:
    """The decision rule in words."""
    alpha = Cell(value=material.study.decision.alpha, form="coefficient")
    least = Cell(value=material.study.decision.min_units, form="count")
    family = next((one for one in material.study.families if one.id == h.family), None)
    alone = family is None or family.correction == "none"
    supported = filled(words.RULE_SUPPORTED_ALONE if alone else words.RULE_SUPPORTED, alpha=alpha)
    units = named(material.study, h).units
    return supported, filled(words.RULE_NOT_ASSESSABLE, least=least, units=units)


def verdict(study: Study, h: Hypothesis, ruling: Ruling, tested: Estimate) -> Sentence:
    """Not rejected, with the compatible values where the test has a coefficient."""
    names = named(study, h)
    if not is_coefficient(tested) or tested.interval is None or tested.interval.low is None:
        return filled(words.NOT_SUPPORTED_TABLE, x=names.x, y=names.y)
    bounds = {"lo": bound_cell(tested, True), "hi": bound_cell(tested, False)}
    size = ruling.detectable
    if size is None or size.value is None:
        return filled(decisions.NOT_SUPPORTED_WITHOUT_SIZE, **bounds)
    power = Cell(value=100 * study.decision.power, form="percent", digits=0, estimate=size.id)
    mdc = value_cell(size, "coefficient")
    return filled(words.NOT_SUPPORTED, n=n_cell(tested), units=names.units, mdc=mdc, power=power, **bounds)


def is_coefficient(tested: Estimate) -> bool:
    """Whether an estimate is a coefficient between -1 and 1, and not the statistic of a test."""
    return tested.method not in STATISTICS


def reading(study: Study, h: Hypothesis, ruling: Ruling, beside: Estimate | None) -> Iterator[Sentence]:
    """The deciding number with its doubt, and how much where the test says only whether."""
    tested, names = ruling.tested, named(study, h)
    if tested is None or tested.value is None or ruling.adjusted is None:
        return
    shown = ruling.decision == "supported"
    common: dict[str, Cell | Text] = {
        "x": raised(names.x) if shown else names.x,
        "y": names.y,
        "p": p_cell(tested),
        "adjusted": open_cell(tested, ruling.adjusted, "p"),
        "m": Cell(value=ruling.family_size, form="count"),
    }
    if is_coefficient(tested):
        template = decisions.COEFFICIENT if shown else decisions.COEFFICIENT_NOT_SHOWN
        slots = {"r": value_cell(tested, "coefficient"), "interval": interval_cell(tested, PAIR)}
        yield filled(template, **slots, **common)
        return
    yield filled(words.TESTED if shown else words.TESTED_NOT_SHOWN, **statistic(tested), **common)
    if beside is not None and beside.value is not None:
        value, interval = value_cell(beside, "coefficient"), interval_cell(beside, PAIR)
        yield filled(words.SIZE, measure=beside.quantity, value=value, interval=interval)


def statistic(tested: Estimate) -> dict[str, Cell | Text]:
    """The name, degrees of freedom and value of a test's statistic."""
    name = tested.statistic_name or tested.quantity.en
    number = tested.value if tested.statistic is None else tested.statistic
    degrees = "" if tested.df is None else f"({tested.df:g})"
    return {
        "statistic": Text.same(name),
        "degrees": Cell(value=Text.same(degrees)),
        "number": open_cell(tested, number, "number", 2),
    }


def measure_beside(material: Material, h: Hypothesis, tested: Estimate | None) -> Estimate | None:
    """The coefficient that says how much where the deciding test says only whether."""
    method = None if tested is None else MEASURES.get(tested.method)
    if method is None or h.x is None or h.y is None or h.unit is None:
        return None
    return material.lookup.relation(h.x, h.y, h.unit, method)


def silence(material: Material, h: Hypothesis, unit: Unit) -> Iterator[Sentence]:
    """What the decision does not say."""
    yield Sentence(template=words.SILENCE_CAUSE)
    yield Sentence(template=words.SILENCE_ANSWERS)
    design = unit.design
    if design is not None and not design.census and design.weights is None and not design.clusters:
        yield filled(words.SILENCE_SAMPLE, represents=design.represents or unit.plural)
    methods = ("common-method-factor", "common-method-marker")
    found = (
        material.lookup.get(estimate_id("instrument", (h.x or "", h.y or ""), unit.id, method)) for method in methods
    )
    common = next((one for one in found if one is not None and one.value is not None), None)
    if common is not None:
        yield filled(words.SILENCE_COMMON, value=value_cell(common, "coefficient"))
