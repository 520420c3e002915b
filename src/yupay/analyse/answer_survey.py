"""What do the answers of a drawn unit say? Every declared estimand, and how each indicator is spread, under the design.

Estimands: question "estimand", variables = (estimand id,), key = the groups. Indicators: question "survey", variables =
(indicator id,), key = the category, or the probability of a quantile. Answers whose column is of numbers but of few
values are both: shares by value, and a mean.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from yupay.analyse.numerics.designs import Design, design_of
from yupay.analyse.survey import core, means, proportions, quantiles
from yupay.analyse.survey.core import keyed
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
        design = design_of(sample.design, {**sample.drawn_with(), "yupay_row": np.arange(sample.rows)})
        for estimand in (one for one in study.estimands if one.unit == unit):
            made = of_estimand(estimand, sample, design)
            yield from (one.model_copy(update={"question": "estimand"}) for one in made)
        for indicator in (one for one in study.indicators if unit in one.units and one.id in sample.names):
            yield from of_indicator(indicator, sample, design)


def subject_of(sample: Sampled, name: str, unit: str = "") -> Subject:
    """What an estimate of the rows of a sample is about."""
    base = sample.design.represents or sample.unit.plural
    return Subject(variables=(name,), unit_of_analysis=sample.unit.id, unit=unit, sources=(sample.source,), base=base)


def of_estimand(one: Estimand, sample: Sampled, design: Design) -> Iterator[Estimate]:
    """One declared quantity: in the whole, or by groups; what is too uncertain is withheld."""
    wanted = [one.column, *(name for name in (one.denominator,) if name), *one.by, *one.where]
    columns = sample.columns(wanted)
    subject, inside = subject_of(sample, one.id, one.measured_in), within(columns, one)
    yield from quantity(one, columns, design, subject, inside, None)
    if one.by:
        groups = np.column_stack([columns[name] for name in one.by])
        known = inside & np.array([all(word is not None for word in row) for row in groups], dtype=bool)
        yield from quantity(one, columns, design, subject, known, groups)


def within(columns: Mapping[str, np.ndarray], one: Estimand) -> np.ndarray:
    """The rows of the domain of an estimand."""
    inside = np.ones(len(columns[one.column]), dtype=bool)
    for name, word in one.where.items():
        inside &= np.array([str(value) == word for value in columns[name]], dtype=bool)
    return inside


def quantity(
    one: Estimand,
    columns: Mapping[str, np.ndarray],
    design: Design,
    subject: Subject,
    inside: np.ndarray,
    groups: np.ndarray | None,
) -> tuple[Estimate, ...]:
    """The estimates of one quantity over the rows of `inside`, for each group where there are groups."""
    values = columns[one.column]
    if one.quantity == "quantile":
        found = []
        for label, rows in labelled(groups, inside):
            for p in one.probabilities:
                about = keyed(subject, (*label, f"q{p:g}"))
                found.append(quantiles.quantile(values, design, about, probability=p, domain=rows, gate=core.GATE))
        return tuple(found)
    if one.quantity == "proportion":
        trait = has(values, one.category)
        if groups is None:
            shown = proportions.proportion(trait, design, subject, interval=one.interval, domain=inside, gate=core.GATE)
            return (shown,)
        return proportions.by_groups(
            trait, groups, design, subject, interval=one.interval, domain=inside, gate=core.GATE
        )
    over = columns[one.denominator] if one.denominator else None
    if groups is not None:
        return means.by_groups(one.quantity, values, groups, design, subject, over=over, domain=inside, gate=core.GATE)
    if over is not None:
        return (means.ratio(values, over, design, subject, domain=inside, gate=core.GATE),)
    plain = means.mean if one.quantity == "mean" else means.total
    return (plain(values, design, subject, domain=inside, gate=core.GATE),)


def labelled(groups: np.ndarray | None, inside: np.ndarray) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """The labels of each group with its rows; one nameless group where there are none."""
    if groups is None:
        yield (), inside
        return
    words = sorted({tuple(map(str, row)) for row in groups[inside]})
    for label in words:
        yield label, inside & np.array([tuple(map(str, row)) == label for row in groups], dtype=bool)


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
