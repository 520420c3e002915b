"""Which descriptions does a study ask for? Counts, rates, spreads and concentrations of its cubes; figures as printed.

Police effort (`reach = "indirect"`) gets counts and summaries, never rates. Places outside the study (`compare`) get
counts and rates of their own, and enter no summary, no concentration and no pooled rate. Places of a unit that is not
named (police stations) get no number each: only summaries and pooled rates.
Reference: the methods of `analyse/describe`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from yupay.analyse.describe import (
    concentration,
    counts,
    histogram,
    missing,
    periods,
    published,
    rates,
    shares,
    spread,
)
from yupay.analyse.describe.core import Floats, floats
from yupay.model.cube import Cube, Evidence, Measure, PublishedFigure
from yupay.model.estimate import Estimate, Subject
from yupay.model.source import RowRef, Source
from yupay.model.study import Indicator, Study, Unit
from yupay.model.text import Text

NOT_COUNTED = frozenset({"percent", "index"})
NOT_RATED = NOT_COUNTED | {"inhabitant", "place", "police operation"}
BASES = {"inhabitant": "inhabitants", "officer": "officers", "police station": "police stations"}
ROWS = Text(es="registros", en="rows")
POOLED = "pooled"


@dataclass(frozen=True)
class Field:
    """One indicator over the places of one cube, with what the declaration says about it."""

    study: Study
    unit: Unit
    cube: Cube
    indicator: Indicator
    measure: Measure

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the values."""
        return self.measure.sources or ((self.indicator.source,) if self.indicator.source else ())

    @property
    def independent(self) -> bool:
        """Whether every source card of the values calls its events independent."""
        cards = [source for source in self.study.sources if source.id in self.sources]
        return bool(cards) and all(card.independent_events for card in cards)

    @property
    def values(self) -> Floats:
        """Values of all places, NaN where there is none."""
        return floats(self.measure.values)


def fields(study: Study, evidence: Evidence) -> Iterator[Field]:
    """Every indicator of every cube, in the order of the declaration."""
    for unit in study.units:
        cube = evidence.cubes.get(unit.id)
        for indicator in study.indicators if cube is not None else ():
            measure = cube.measures.get(indicator.id) if cube is not None else None
            if cube is not None and measure is not None:
                yield Field(study, unit, cube, indicator, measure)


def is_count(indicator: Indicator) -> bool:
    """Whether the values are sums of rows (or an interpolated sum), so that adding them means something."""
    return bool(indicator.columns or indicator.interpolate) and indicator.counting_unit not in NOT_COUNTED


def is_effort(indicator: Indicator) -> bool:
    """Whether it measures police effort, of which no rate and no rank is made."""
    return indicator.reach == "indirect" or indicator.counting_unit == "police operation"


def row_noun(study: Study, source: str | None) -> Text:
    """What the rows of a source are called: the plural of the unit that has them one by one, or "rows"."""
    for unit in study.units:
        if source is not None and unit.frame == source and unit.digits is None:
            return unit.plural
    return ROWS


def answers(noun: Text, answered: int, existing: int) -> Text:
    """How many of how many rows answered."""
    return Text(
        es=f"{answered} de {existing} {noun.es} respondieron", en=f"{answered} of {existing} {noun.en} answered"
    )


def place_subjects(field: Field, variables: tuple[str, ...], unit: str, base: Measure | None = None) -> list[Subject]:
    """One subject per place of the cube, in its order; `base` adds the rows and sources of a rate's base."""
    noun, measure = row_noun(field.study, field.indicator.source), field.measure
    read = (measure,) if base is None else (measure, base)
    sources = field.sources if base is None else tuple(dict.fromkeys((*field.sources, *base.sources)))
    return [
        Subject(
            variables=variables,
            unit_of_analysis=field.unit.id,
            key=place.key,
            unit=unit,
            sources=sources,
            rows=tuple(one.rows[i] for one in read if i < len(one.rows)),
            base=answers(noun, measure.answered[i], measure.existing[i]),
        )
        for i, place in enumerate(field.cube.places)
    ]


def inside_subject(field: Field, variables: tuple[str, ...], unit: str, key: str = "") -> Subject:
    """The subject of all places of the study together."""
    inside, measure = field.cube.inside, field.measure
    answered, existing = sum(measure.answered[:inside]), sum(measure.existing[:inside])
    return Subject(
        variables=variables,
        unit_of_analysis=field.unit.id,
        key=key,
        unit=unit,
        sources=field.sources,
        rows=tuple(RowRef(source=source, where="", rows=existing) for source in field.sources),
        base=answers(row_noun(field.study, field.indicator.source), answered, existing),
    )


def count_estimates(field: Field) -> Iterator[Estimate]:
    """The count of every place, where places are named."""
    measure, squares = field.measure, field.measure.row_squares
    if not field.unit.named:
        return
    for i, subject in enumerate(place_subjects(field, (field.indicator.id,), field.indicator.counting_unit)):
        answered, existing = measure.answered[i], measure.existing[i]
        if measure.states[i] == "hidden":
            yield counts.hidden_count(subject, answered=answered, existing=existing)
            continue
        yield counts.count(
            subject,
            measure.values[i],
            answered=answered,
            existing=existing,
            squares=squares[i] if squares and not field.indicator.interpolate else None,
            independent=field.independent,
        )


def per_unit(per: float, base: Indicator) -> str:
    """The unit of a rate: "per 100,000 inhabitants"."""
    return f"per {per:,.0f} {BASES.get(base.counting_unit, base.counting_unit)}"


def rate_pairs(study: Study, evidence: Evidence) -> Iterator[tuple[Field, Indicator, float]]:
    """Each count with its base and scale: as declared by rate indicators first, else on the unit's population."""
    known = {indicator.id: indicator for indicator in study.indicators}
    by_id = {(field.unit.id, field.indicator.id): field for field in fields(study, evidence)}
    seen: set[tuple[str, str, str]] = set()
    for field in by_id.values():
        declared, base = field.indicator.rate_of, field.indicator.base
        counted = by_id.get((field.unit.id, declared)) if declared else None
        if counted is not None and base in known and not is_effort(field.indicator):
            yield from rated(counted, known[base], field.indicator.per, seen)
    for field in by_id.values():
        if field.unit.population in known:
            yield from rated(field, known[field.unit.population], 100_000.0, seen)


def rated(
    field: Field, base: Indicator, per: float, seen: set[tuple[str, str, str]]
) -> Iterator[tuple[Field, Indicator, float]]:
    """The pair, unless it was had, is police effort, is no count, or has no base in the cube."""
    name = (field.unit.id, field.indicator.id, base.id)
    allowed = is_count(field.indicator) and not is_effort(field.indicator)
    if name in seen or not allowed or field.indicator.counting_unit in NOT_RATED or base.id not in field.cube.measures:
        return
    seen.add(name)
    yield field, base, per


def named_base(base: Indicator, measure: Measure) -> Text:
    """The base with its period, and how it was estimated where it was."""
    note = measure.estimate_note
    added = Text(es=f"; {note.es}", en=f"; {note.en}") if note is not None else Text(es="", en="")
    return Text(
        es=f"base: {base.label.es}, {base.period}{added.es}", en=f"base: {base.label.en}, {base.period}{added.en}"
    )


def population(field: Field, base: Indicator) -> tuple[float | None, ...] | None:
    """Inhabitants of each place, against the minimum for rates; None where nothing says how many there are."""
    measure = field.cube.measures.get(field.unit.population or "")
    if measure is not None:
        return measure.values
    return field.cube.measures[base.id].values if base.counting_unit == "inhabitant" else None


def rate_estimates(field: Field, base: Indicator, per: float) -> Iterator[Estimate]:
    """The rate of every place and the pooled rate of the study's own."""
    measure, divisor = field.measure, field.cube.measures[base.id]
    bases = divisor.values
    people, variables = population(field, base), (field.indicator.id, base.id)
    minimum, unit = field.unit.min_population if people is not None else 0.0, per_unit(per, base)
    named = named_base(base, divisor)
    for i, subject in enumerate(place_subjects(field, variables, unit, divisor) if field.unit.named else ()):
        yield rates.rate(
            subject,
            measure.values[i],
            bases[i],
            per=per,
            answered=measure.answered[i],
            existing=measure.existing[i],
            squares=measure.row_squares[i] if measure.row_squares else None,
            independent=field.independent,
            population=people[i] if people is not None else None,
            minimum=minimum,
            hidden=measure.states[i] == "hidden",
            base_name=named,
        )
    inside = field.cube.inside
    subject = inside_subject(field, variables, unit, POOLED)
    yield rates.pooled_rate(subject, measure.values[:inside], bases[:inside], per=per, minimum=minimum, base_name=named)


def shown_values(field: Field) -> Floats:
    """Values of the study's own places; a rate of a place below the minimum population is left out."""
    inside, values = field.cube.inside, field.values[: field.cube.inside]
    people = field.cube.measures.get(field.unit.population or "")
    if not field.indicator.rate_of or people is None:
        return values
    return np.where(floats(people.values[:inside]) >= field.unit.min_population, values, np.nan)


def spread_estimates(field: Field) -> Iterator[Estimate]:
    """Summary and histogram of every indicator, and concentration of the counts that may be ranked."""
    if field.indicator.rate_of and is_effort(field.indicator):
        return
    inside, measure, values = field.cube.inside, field.measure, shown_values(field)
    subject = inside_subject(field, (field.indicator.id,), field.indicator.counting_unit)
    yield from spread.spread(
        subject, values, measure.answered[:inside], measure.existing[:inside], additive=is_count(field.indicator)
    )
    yield from histogram.histogram(subject, values)
    ranked = field.indicator.rankable and field.unit.named and not is_effort(field.indicator)
    if ranked and is_count(field.indicator):
        yield from concentration.concentration(subject, values)


def figure_subject(study: Study, *figures: PublishedFigure) -> Subject:
    """The subject of one printed figure, or of two side by side."""
    last = figures[-1]
    words = tuple(
        " · ".join((figure.registry.say(language), figure.geography.say(language), figure.period))
        for figure in (last,)
        for language in ("es", "en")
    )
    return Subject(
        variables=tuple(figure.id for figure in figures),
        unit_of_analysis="published",
        key="",
        unit=last.counting_unit,
        sources=tuple(dict.fromkeys(figure.source for figure in figures)),
        rows=tuple(RowRef(source=figure.source, where=f"id = {figure.id}", rows=1) for figure in figures),
        base=Text(es=words[0], en=words[1]),
    )


def alike(figure: PublishedFigure) -> tuple[str, ...]:
    """What two figures must share to be compared between periods; the form of the period is part of it."""
    years = [int(year) for year in re.findall(r"\d{4}", figure.period)]
    span = str(max(years) - min(years)) if years else ""
    form = re.sub(r"\d", "0", figure.period)
    words = (figure.source, figure.registry.es, figure.label.es, figure.counting_unit, figure.geography.es)
    return (*words, figure.subgroup, figure.modality, form, span)


def period_pairs(evidence: Evidence) -> Iterator[tuple[PublishedFigure, PublishedFigure]]:
    """Like figures of neighbouring periods, and the first with the last."""
    groups: dict[tuple[str, ...], dict[str, PublishedFigure]] = {}
    for figure in evidence.figures.values():
        groups.setdefault(alike(figure), {}).setdefault(figure.period, figure)
    for group in groups.values():
        ordered = [group[period] for period in sorted(group)]
        yield from pairwise(ordered)
        if len(ordered) > 2:
            yield ordered[0], ordered[-1]


def card(study: Study, source: str) -> Source | None:
    """The card of a source."""
    return next((found for found in study.sources if found.id == source), None)


def asked_rates(study: Study) -> Iterator[tuple[str, str]]:
    """The rates of published figures that an exhibit asks for by id: the figure and its base, each pair once."""
    written = "\n".join(str(exhibit.options) for exhibit in study.exhibits)
    pairs = re.findall(r"describe/([^/~'\"\s]+)~([^/~'\"\s]+)/published/rate", written)
    yield from dict.fromkeys((count, base) for count, base in pairs)


def published_rates(study: Study, evidence: Evidence) -> Iterator[Estimate]:
    """Published counts over a published base, where an exhibit asks for them; per 100,000."""
    for count, base in asked_rates(study):
        if count in evidence.figures and base in evidence.figures:
            figure, people = evidence.figures[count], evidence.figures[base]
            found = card(study, figure.source)
            subject = figure_subject(study, people, figure).model_copy(
                update={"variables": (count, base), "unit": "per 100,000 inhabitants"}
            )
            independent = found is not None and found.independent_events
            yield rates.published_rate(subject, figure, people, per=100_000.0, independent=independent)


def figure_estimates(study: Study, evidence: Evidence) -> Iterator[Estimate]:
    """Figures as printed, shares of printed totals, differences and ratios between periods."""
    for figure in evidence.figures.values():
        yield published.published(figure_subject(study, figure), figure)
        total = evidence.figures.get(figure.percent_of or "")
        if total is not None and figure.counting_unit not in NOT_COUNTED:
            yield shares.share(figure_subject(study, figure, total), figure, total)
    yield from published_rates(study, evidence)
    for earlier, later in period_pairs(evidence):
        found = card(study, later.source)
        independent, subject = found is not None and found.independent_events, figure_subject(study, earlier, later)
        yield periods.difference(subject, earlier, later, independent=independent)
        yield periods.ratio(subject, earlier, later, independent=independent)


def describe(study: Study, evidence: Evidence) -> tuple[Estimate, ...]:
    """Every description that the study asks for.

    Args:
        study: the declaration.
        evidence: protected cubes, published figures and audits.

    Returns:
        Estimates of the question "describe": count, rate (with key "pooled"), summary, concentration, figure, share,
        difference, ratio and missing.

    """
    found: list[Estimate] = []
    for field in fields(study, evidence):
        if is_count(field.indicator):
            found.extend(count_estimates(field))
        found.extend(spread_estimates(field))
    for field, base, per in rate_pairs(study, evidence):
        found.extend(rate_estimates(field, base, per))
    found.extend(figure_estimates(study, evidence))
    for audit in evidence.audits.values():
        found.extend(missing.missing(audit))
    return tuple(found)
