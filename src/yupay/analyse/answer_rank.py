"""Which orders may a study speak of, and how sure are their ranks?

Ranked are indicators declared rankable, over the study's own places, and the modalities of one registry; never police
effort. Doubt: parts of one registry (its own rows, or its modalities) and independent events are compared by exact
conditional tests, as if the period were one draw; other counts by their between-row variance, and a place with fewer than
two answering rows has no known variance, so that every rank is compatible with it and no pair of it is told apart.
Degrees of freedom of few rows are kept (Welch); places of a unit that is not named are never ranked.
Reference: the methods of `analyse/rank`.
"""

from collections.abc import Iterator

import numpy as np

from yupay.analyse.answer_describe import (
    NOT_COUNTED,
    Field,
    fields,
    figure_subject,
    inside_subject,
    is_count,
    is_effort,
    place_subjects,
)
from yupay.analyse.describe.core import Floats, floats, variance_of_totals
from yupay.analyse.rank.core import RankSets, Whole, floored, normal_rank_sets
from yupay.analyse.rank.multinomial import multinomial_rank_sets
from yupay.analyse.rank.pairs import pairs
from yupay.analyse.rank.sets import METHOD_MARGINAL, METHOD_SIMULTANEOUS, set_estimates, unranked
from yupay.model.cube import Evidence, PublishedFigure
from yupay.model.estimate import Estimate, Subject
from yupay.model.study import Study
from yupay.model.text import Text

ONE_DRAW = Text(
    es="pruebas binomiales exactas con corrección de Holm, como si el periodo fuera un solo sorteo",
    en="exact binomial tests with Holm's correction, as if the period were one draw",
)
BETWEEN_ROWS = Text(
    es="varianza entre registros, nunca menor que la de hechos independientes",
    en="variance between rows, never below that of independent events",
)
NO_DATA = Text(es="sin puesto: no tiene dato publicado", en="no rank: it has no published value")
NO_COUNT = Text(es="sin puesto: no se publicó el conteo", en="no rank: no count was published")
ONE_VALUE = Text(es="sin puesto: no hay otra con la cual comparar", en="no rank: there is no other to compare with")
KEY = "not_told_apart"


def may_rank(field: Field) -> bool:
    """Whether the declaration allows an order of this indicator's places."""
    return (
        field.unit.named
        and field.indicator.rankable
        and not is_effort(field.indicator)
        and field.indicator.reach != "none"
    )


def parts_of_one(field: Field) -> bool:
    """Whether the places are the rows of one registry: each place one row of the source that frames the unit."""
    own_rows = field.unit.frame == field.indicator.source and field.unit.digits is None
    return is_count(field.indicator) and own_rows and max(field.measure.existing, default=0) <= 1


def whole(values: Floats) -> bool:
    """Whether all values are whole counts."""
    return bool(np.all((values >= 0) & (values == np.floor(values))))


def row_variance(field: Field) -> tuple[Floats, Floats]:
    """Variance of each place's value and its degrees of freedom (n,); NaN where fewer than two rows answered.

    A rate takes the variance of its count over the square of its base.
    """
    counted, factor = field.measure, np.ones(len(field.cube.places))
    if field.indicator.rate_of:
        counted = field.cube.measures.get(field.indicator.rate_of, field.measure)
        base = field.cube.measures.get(field.indicator.base or "")
        factor = factor * np.nan if base is None else field.indicator.per / floats(base.values)
    elif not is_count(field.indicator):
        factor = factor * np.nan
    answered = floats(counted.answered)
    if not counted.row_squares:
        return np.full(answered.size, np.nan), np.ones(answered.size)
    totals = floats(counted.values)
    variance = floored(variance_of_totals(totals, counted.row_squares, answered), totals)
    return variance * factor**2, np.maximum(answered - 1.0, 1.0)


def place_sets(field: Field, chosen: Whole, seed: int) -> tuple[RankSets, RankSets, Text, int | None]:
    """Marginal and simultaneous sets of the chosen places, where their doubt comes from, and the seed if drawn."""
    values = field.values[chosen]
    if (parts_of_one(field) or (field.independent and is_count(field.indicator))) and whole(values):
        return (*multinomial_rank_sets(values), ONE_DRAW, None)
    variance, df = row_variance(field)
    return (*normal_rank_sets(values, variance[chosen], df=df[chosen], seed=seed), BETWEEN_ROWS, seed)


def place_ranks(field: Field) -> Iterator[Estimate]:
    """Ranks, sets and undecided pairs of the study's own places on one indicator."""
    subjects = place_subjects(field, (field.indicator.id,), "rank")[: field.cube.inside]
    chosen = np.flatnonzero(np.isfinite(field.values[: field.cube.inside]))
    for i in sorted(set(range(len(subjects))) - set(chosen.tolist())):
        yield from unranked(subjects[i], NO_DATA)
    if chosen.size < 2:
        for i in chosen.tolist():
            yield from unranked(subjects[i], ONE_VALUE)
        return
    alone, together, how, seed = place_sets(field, chosen, field.study.study.seed)
    ranked = [subjects[i] for i in chosen.tolist()]
    yield from set_estimates(METHOD_MARGINAL, ranked, alone, how=how, seed=seed)
    yield from set_estimates(METHOD_SIMULTANEOUS, ranked, together, how=how, seed=seed)
    yield pairs(inside_subject(field, (field.indicator.id,), "pair", KEY), together, how=how, seed=seed)


def registries(evidence: Evidence) -> dict[tuple[str, ...], list[PublishedFigure]]:
    """Published modalities by registry: one source, one registry, one counting unit, geography, period and subgroup."""
    groups: dict[tuple[str, ...], list[PublishedFigure]] = {}
    for figure in evidence.figures.values():
        if figure.modality:
            place = (figure.geography.es, figure.period, figure.subgroup)
            name = (figure.source, figure.registry.es, figure.counting_unit, *place)
            groups.setdefault(name, []).append(figure)
    return groups


def modality_subject(study: Study, figure: PublishedFigure) -> Subject:
    """A modality within its registry: the variable is the source, the key the figure."""
    return figure_subject(study, figure).model_copy(update={"variables": (figure.source,), "key": figure.id})


def counts_of(group: list[PublishedFigure]) -> list[PublishedFigure]:
    """The modalities whose counts were published."""
    return [f for f in group if f.counting_unit not in NOT_COUNTED and f.value is not None and f.value.is_integer()]


def modality_ranks(study: Study, group: list[PublishedFigure], key: str) -> Iterator[Estimate]:
    """Ranks, sets and undecided pairs of the modalities of one registry, parts of one total."""
    subjects = {figure.id: modality_subject(study, figure) for figure in group}
    counted = counts_of(group)
    reason = ONE_VALUE if len(counted) == 1 else NO_COUNT
    for figure in group:
        if len(counted) < 2 or figure not in counted:
            yield from unranked(subjects[figure.id], NO_DATA if figure.value is None else reason)
    if len(counted) < 2:
        return
    alone, together = multinomial_rank_sets(floats([figure.value for figure in counted]))
    ranked = [subjects[figure.id] for figure in counted]
    yield from set_estimates(METHOD_MARGINAL, ranked, alone, how=ONE_DRAW)
    yield from set_estimates(METHOD_SIMULTANEOUS, ranked, together, how=ONE_DRAW)
    whole_group = ranked[0].model_copy(update={"key": key, "rows": tuple(r for s in ranked for r in s.rows)})
    yield pairs(whole_group, together, how=ONE_DRAW)


def rank(study: Study, evidence: Evidence) -> tuple[Estimate, ...]:
    """Every order that the study may speak of.

    Args:
        study: the declaration; its seed is that of the draws.
        evidence: protected cubes and published figures.

    Returns:
        Estimates of the question "rank": rank-set-marginal, rank-set-simultaneous and rank-pairs. Where a source holds
        several registries, the key of rank-pairs adds the id of the registry's first figure.

    """
    found: list[Estimate] = []
    for field in fields(study, evidence):
        if may_rank(field):
            found.extend(place_ranks(field))
    groups = registries(evidence)
    for (source, *_), group in groups.items():
        alone = sum(name[0] == source and len(counts_of(others)) > 1 for name, others in groups.items()) <= 1
        found.extend(modality_ranks(study, group, KEY if alone else f"{KEY}-{group[0].id}"))
    return tuple(found)
