"""Which counts of people may be used at all?

Counts of victims or complaints from 1 to `small_count` pass only where the source card says that their producer
printed them, as printed and crossed with nothing. Anything else stops the run before analysis: hiding one cell of a
table whose total is known hides nothing, and complementary suppression is not offered for such sources.
"""

from yupay.model.cube import Evidence, Measure
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source
from yupay.model.study import Indicator, Study
from yupay.model.text import Text

OF_PEOPLE = frozenset(
    {"complaint", "case", "presumed victim", "identified victim", "assisted victim", "misdemeanour complaint"}
)


def protect(study: Study, evidence: Evidence) -> Evidence:
    """The evidence that analysis may see.

    Args:
        study: the declaration, with its source cards and its release policy.
        evidence: counts by unit and published figures, as loaded.

    Returns:
        The same evidence with every cube marked protected.

    Raises:
        StudyProblems: P601 for a source that may not leave, P602 for small counts not printed by their producer,
            P603 for printed small counts crossed with something. No value is quoted.

    """
    problems = [*refused_sources(study), *refused_counts(study, evidence), *refused_figures(study, evidence)]
    if problems:
        raise StudyProblems(problems)
    cubes = {unit: cube.model_copy(update={"protected": True}) for unit, cube in evidence.cubes.items()}
    return evidence.model_copy(update={"cubes": cubes})


def refused_sources(study: Study) -> list[Problem]:
    """P601 for each source whose confidentiality has no approved way out."""
    return [
        Problem(
            code="P601",
            what=Text(es="fuente que no puede salir", en="source that may not leave"),
            where="study.toml",
            got=Text.same(f'{source.id}: confidentiality = "{source.confidentiality}"'),
            expected=Text(
                es='"public", o una política de publicación aprobada', en='"public", or an approved release policy'
            ),
            act=Text(es="no se escribió ni se mostró ningún valor", en="no value was written or shown"),
        )
        for source in study.sources
        if source.kind != "registry" and source.confidentiality in ("restricted", "victim-records")
    ]


def refused_counts(study: Study, evidence: Evidence) -> list[Problem]:
    """P602 and P603 for the measures of people with small cells."""
    cards = {source.id: source for source in study.sources}
    indicators = {indicator.id: indicator for indicator in study.indicators}
    problems = []
    for cube in evidence.cubes.values():
        for measure in cube.measures.values():
            indicator = indicators.get(measure.indicator)
            card = cards.get(indicator.source or "") if indicator else None
            if indicator is None or card is None or not indicator.columns or indicator.counting_unit not in OF_PEOPLE:
                continue
            if card.confidentiality == "public" and (small := small_cells(measure, study.release.small_count)):
                problems += judged(indicator, card, cube.unit, small)
    return problems


def small_cells(measure: Measure, largest: int) -> int:
    """How many cells hold a count from 1 to `largest`."""
    return sum(value is not None and 0 < value <= largest for value in measure.values)


def judged(indicator: Indicator, card: Source, unit: str, small: int) -> list[Problem]:
    """The problem of one measure with small cells, if its card does not let them pass."""
    if card.small_counts_printed and not indicator.where:
        return []
    crossed = card.small_counts_printed
    return [
        Problem(
            code="P603" if crossed else "P602",
            what=Text(es="conteos pequeños cruzados", en="small counts crossed")
            if crossed
            else Text(
                es="conteos pequeños que el productor no publicó", en="small counts their producer did not print"
            ),
            where="study.toml",
            got=Text(
                es=f"{indicator.id} por {unit}: {small} celdas entre 1 y el umbral",
                en=f"{indicator.id} by {unit}: {small} cells between 1 and the threshold",
            ),
            expected=Text(
                es="small_counts_printed = true en la ficha de fuente, sin cruces, o una unidad más amplia",
                en="small_counts_printed = true in the source card, crossed with nothing, or a wider unit",
            ),
        )
    ]


def refused_figures(study: Study, evidence: Evidence) -> list[Problem]:
    """P602 for the published figures of people that are small and not printed by their producer."""
    printed = {
        source.id for source in study.sources if source.small_counts_printed or source.confidentiality == "invented"
    }
    small = [
        figure
        for figure in evidence.figures.values()
        if figure.counting_unit in OF_PEOPLE
        and figure.value is not None
        and 0 < figure.value <= study.release.small_count
        and figure.source not in printed
    ]
    return [
        Problem(
            code="P602",
            what=Text(
                es="conteos pequeños que el productor no publicó", en="small counts their producer did not print"
            ),
            where="study.toml",
            got=Text.same(figure.id),
            expected=Text(
                es="small_counts_printed = true en la ficha de fuente",
                en="small_counts_printed = true in the source card",
            ),
        )
        for figure in small
    ]
