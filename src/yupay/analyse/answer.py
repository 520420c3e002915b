"""Every number a study needs, each with its doubt: describe, rank, relate, survey, instruments, overlapping lists."""

import math
from collections.abc import Callable, Mapping

from yupay.analyse.answer_describe import describe
from yupay.analyse.answer_hidden import hidden
from yupay.analyse.answer_instrument import instruments
from yupay.analyse.answer_rank import rank
from yupay.analyse.answer_rows import rows
from yupay.analyse.answer_survey import survey
from yupay.analyse.censored import related as relations
from yupay.analyse.censored import without_totals
from yupay.analyse.neighbours import with_neighbours
from yupay.analyse.situations import with_choices
from yupay.derive.lists import Listed
from yupay.derive.samples import Sampled
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate, Interval
from yupay.model.study import Study
from yupay.model.text import Text


def answer(
    study: Study,
    evidence: Evidence,
    tell: Callable[[Text], None],
    samples: Mapping[str, Sampled] | None = None,
    lists: Listed | None = None,
) -> tuple[Estimate, ...]:
    """All estimates of a study, in a fixed order, rounded to twelve significant digits.

    Args:
        study: the declaration.
        evidence: protected counts by unit of analysis and published figures.
        tell: hears each stage.
        samples: the rows of each unit with a design.
        lists: the tables of overlapping lists; what may be printed of them is in the evidence.

    Raises:
        ValueError: the evidence was not protected first.
        StudyProblems: A403, a place without neighbours where the study refuses them.

    """
    if not all(cube.protected for cube in evidence.cubes.values()):
        raise ValueError("analysis takes protected counts only")
    evidence = with_neighbours(study, evidence)
    tell(Text(es="Describiendo", en="Describing"))
    described = without_totals(evidence, describe(study, evidence))
    tell(Text(es="Jerarquizando", en="Ranking"))
    ranked = without_totals(evidence, rank(study, evidence))
    related = with_choices(study, evidence, relations(study, evidence, tell))
    drawn = samples or {}
    surveyed = (*rows(study, drawn, tell), *survey(study, drawn, tell), *instruments(study, drawn, tell))
    unseen = hidden(study, evidence.lists, lists, tell)
    return tuple(rounded(one) for one in (*described, *ranked, *related, *surveyed, *unseen))


def rounded(one: Estimate) -> Estimate:
    """An estimate whose numbers have twelve significant digits, and None for what is not finite."""
    numbers = {name: digits(getattr(one, name)) for name in ("value", "se", "df", "statistic", "p", "p_adjusted")}
    parameters = {k: digits(v) if isinstance(v, float) else v for k, v in one.parameters.items()}
    interval = None if one.interval is None else bounds(one.interval)
    return one.model_copy(update={**numbers, "parameters": parameters, "interval": interval})


def bounds(interval: Interval) -> Interval:
    """An interval with its bounds rounded."""
    return interval.model_copy(update={"low": digits(interval.low), "high": digits(interval.high)})


def digits(number: float | None) -> float | None:
    """Twelve significant digits; None for what is missing or not finite."""
    if number is None or not math.isfinite(number):
        return None
    return float(f"{number:.12g}") + 0.0
