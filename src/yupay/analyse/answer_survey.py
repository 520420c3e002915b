"""What do the answers of a drawn unit say? Every declared estimand, and how each indicator is spread, under the design.

Estimands: question "estimand", variables = (estimand id,), key = the groups. Indicators: question "survey", variables =
(indicator id,), key = the category, or the probability of a quantile. Answers whose column is of numbers but of few
values are both: shares by value, and a mean.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from yupay.analyse.drawing import drawing_of
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey import means, proportions, quantiles
from yupay.analyse.survey.core import keyed
from yupay.analyse.survey.estimands import difference_between, estimates, facts_for
from yupay.analyse.survey.facts import Facts
from yupay.derive.samples import Sampled
from yupay.model.estimate import Estimate, Subject
from yupay.model.sample import Estimand
from yupay.model.study import Indicator, Study
from yupay.model.text import Text

Tell = Callable[[Text], None]
FEW = 12
"""Up to so many different values a numeric answer is also shown value by value."""
QUARTILES = (0.25, 0.5, 0.75)


def survey(study: Study, samples: Mapping[str, Sampled], tell: Tell) -> Iterator[Estimate]:
    """Every estimand and every indicator of the units with a design."""
    for unit, sample in samples.items():
        tell(Text(es=f"Estimando: {sample.unit.plural.es}", en=f"Estimating: {sample.unit.plural.en}"))
        design = drawing_of(sample)
        asked = [one for one in study.estimands if one.unit == unit]
        facts = facts_for(sample.table, sample.design, asked)
        for estimand in asked:
            made = of_estimand(estimand, sample, facts)
            yield from (one.model_copy(update={"question": "estimand"}) for one in made)
        for indicator in (one for one in study.indicators if unit in one.units and one.id in sample.names):
            yield from of_indicator(indicator, sample, design)


def subject_of(sample: Sampled, name: str, unit: str = "") -> Subject:
    """What an estimate of the rows of a sample is about."""
    base = sample.design.represents or sample.unit.plural
    return Subject(variables=(name,), unit_of_analysis=sample.unit.id, unit=unit, sources=(sample.source,), base=base)


def of_estimand(one: Estimand, sample: Sampled, facts: Facts | None = None) -> Iterator[Estimate]:
    """One declared quantity: in the whole, by groups, and the difference of two of them; aggregated in the engine.

    What is too uncertain is withheld.
    """
    subject = subject_of(sample, one.id, one.measured_in)
    yield from estimates(sample.table, sample.design, one.model_copy(update={"by": ()}), subject, facts=facts)
    if one.by:
        yield from estimates(sample.table, sample.design, one, subject, facts=facts)
    if len(one.by) == 1 and len(one.difference) == 2 and one.quantity != "quantile":
        first, second = one.difference
        about = keyed(subject, (f"{first}-{second}",))
        yield difference_between(sample.table, sample.design, one, first, second, about, facts=facts)


def has(values: np.ndarray, category: str | None) -> np.ndarray:
    """1 where a row has the category, 0 where it has another, NaN where it has none; without a category, 0 and 1."""
    if category is None:
        return np.array([np.nan if missing(v) else float(v) for v in values])
    return np.array([np.nan if missing(v) else float(str(v) == category) for v in values])


def missing(value: object) -> bool:
    """Whether an answer is missing."""
    return value is None or value != value


def of_indicator(one: Indicator, sample: Sampled, design: Design) -> Iterator[Estimate]:
    """Shares by category of what has few; mean and quartiles of what is ordered."""
    values, subject = sample.values(one.id), subject_of(sample, one.id)
    if one.scale == "nominal":
        known = sorted({str(v) for v in values if not missing(v)})
        words = [name for name in one.categories if name in known] if one.categories else known
        yield from shares(values, words, design, subject)
        return
    seen = np.unique(values[np.isfinite(values)])
    if one.instrument is None and seen.size <= FEW:
        words = [f"{value:g}" for value in seen]
        yield from shares(np.array([None if missing(v) else f"{v:g}" for v in values], object), words, design, subject)
    yield means.mean(values, design, subject)
    for p in QUARTILES:
        yield quantiles.quantile(values, design, keyed(subject, (f"q{p:g}",)), probability=p)


def shares(values: np.ndarray, words: list[str], design: Design, subject: Subject) -> Iterator[Estimate]:
    """The share of each category among the rows that answered."""
    for word in words:
        yield proportions.proportion(has(values, word), design, keyed(subject, (word,)))
