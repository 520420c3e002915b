"""Every number a study needs, each with its doubt: describe, rank, relate."""

import math
from collections.abc import Callable, Mapping

from yupay.analyse.answer_describe import describe
from yupay.analyse.answer_rank import rank
from yupay.analyse.answer_relate import relate
from yupay.derive.samples import Sampled
from yupay.model.cube import Evidence
from yupay.model.estimate import Estimate, Interval
from yupay.model.study import Study
from yupay.model.text import Text


def answer(study: Study, evidence: Evidence, tell: Callable[[Text], None], samples: Mapping[str, Sampled] | None = None) -> tuple[Estimate, ...]:
    """All estimates of a study, in a fixed order, rounded to twelve significant digits.

    Args:
        study: the declaration.
        evidence: protected counts by unit of analysis and published figures.
        tell: hears each stage.

    Raises:
        ValueError: the evidence was not protected first.

    """
    if not all(cube.protected for cube in evidence.cubes.values()):
        raise ValueError("analysis takes protected counts only")
    tell(Text(es="Describiendo", en="Describing"))
    described = describe(study, evidence)
    tell(Text(es="Jerarquizando", en="Ranking"))
    ranked = rank(study, evidence)
    related = relate(study, evidence, tell)
    return tuple(rounded(one) for one in (*described, *ranked, *related))


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
