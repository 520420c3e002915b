"""What follows from other indicators? Rates, means of percentile ranks, interpolations: declared, and labelled so.

rate = value / base * per; percentile rank = (mid-rank - 1/2) / n over the study's own places with a value;
interpolation at date d between (d0, v0) and (d1, v1): v0 ** (1 - t) * v1 ** t with t = (d - d0) / (d1 - d0) in days.
Reference: Hazen (1914), plotting positions (i - 1/2) / n; geometric growth between censuses as in United Nations,
Manual X (1983).
"""

from collections.abc import Sequence

import numpy as np
from scipy.stats import rankdata

from yupay.derive.places import UnitPlaces
from yupay.derive.sums import states
from yupay.load.messages import STUDY_FILE, problem
from yupay.model.cube import Measure
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import RowRef
from yupay.model.study import Indicator, Interpolation
from yupay.model.text import Text

Values = tuple[float | None, ...]


def rate(indicator: Indicator, counted: Measure, base: Measure) -> Measure:
    """A rate: None where the count or its base has no data, or the base is zero."""
    values = tuple(
        None if value is None or not below else value / below * indicator.per
        for value, below in zip(counted.values, base.values, strict=True)
    )
    made = _derived(indicator, values, (counted, base), counted.answered, counted.existing)
    ends = {
        name: tuple(
            None if end is None or not below else end / below * indicator.per
            for end, below in zip(getattr(counted, name) or values, base.values, strict=True)
        )
        for name in ("low", "high")
    }
    return made.model_copy(update=ends) if "hidden" in made.states else made


def mean_of_ranks(indicator: Indicator, parts: Sequence[Measure], inside: int) -> Measure:
    """The mean of the parts' percentile ranks over the first `inside` places; None where a part has no data."""
    ranks = [percentile_ranks(part.values[:inside]) for part in parts]
    means = [
        None if None in row else float(np.mean([one for one in row if one is not None]))
        for row in zip(*ranks, strict=True)
    ]
    values = (*means, *([None] * (len(parts[0].values) - inside)))
    return _derived(indicator, values, tuple(parts), *least_answered(parts))


def least_answered(parts: Sequence[Measure]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Per place, answered and existing of the part that was answered least."""
    pairs = zip(*(zip(part.answered, part.existing, strict=True) for part in parts), strict=True)
    least = [min(place, key=lambda pair: (pair[0] / max(pair[1], 1), -pair[1])) for place in pairs]
    return tuple(answered for answered, _ in least), tuple(existing for _, existing in least)


def percentile_ranks(values: Values) -> list[float | None]:
    """(mid-rank - 1/2) / n over the values that exist, between 0 and 1; None where there is none."""
    known = np.array([value is not None for value in values], dtype=bool)
    ranks = rankdata([value for value in values if value is not None]) if known.any() else np.array([])
    shares = iter((ranks - 0.5) / max(len(ranks), 1))
    return [float(next(shares)) if there else None for there in known]


def interpolated(indicator: Indicator, rule: Interpolation, start: Measure, end: Measure) -> Measure:
    """Geometric interpolation by days; None where an end has no data or is zero.

    Raises:
        StudyProblems: L226 when the date is not between the two ends.

    """
    if not rule.start_date <= rule.at <= rule.end_date or rule.start_date == rule.end_date:
        raise StudyProblems([_outside(indicator, rule)])
    share = (rule.at - rule.start_date).days / (rule.end_date - rule.start_date).days
    values = tuple(
        None if not first or not last or min(first, last) < 0 else first ** (1 - share) * last**share
        for first, last in zip(start.values, end.values, strict=True)
    )
    made = _derived(indicator, values, (start, end), start.answered, start.existing)
    return made.model_copy(update={"estimate_note": _note(rule)})


def no_data(indicator: Indicator, unit: UnitPlaces) -> Measure:
    """An indicator that no source measures: no data in every place."""
    n = len(unit.places)
    return Measure(
        indicator=indicator.id,
        label=indicator.label,
        values=(None,) * n,
        states=("no data",) * n,
        answered=(0,) * n,
        existing=(0,) * n,
        rows=tuple(RowRef(source="", where="", rows=0) for _ in range(n)),
    )


def _derived(
    indicator: Indicator, values: Values, parts: Sequence[Measure], answered: tuple[int, ...], existing: tuple[int, ...]
) -> Measure:
    return Measure(
        indicator=indicator.id,
        label=indicator.label,
        values=values,
        states=tuple(
            "hidden" if any(part.states[at] == "hidden" for part in parts) else state
            for at, state in enumerate(states(values))
        ),
        answered=answered,
        existing=existing,
        rows=parts[0].rows,
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        estimate_note=next((part.estimate_note for part in parts if part.estimate_note), None),
    )


def _note(rule: Interpolation) -> Text:
    return Text(
        es=f"estimación por interpolación geométrica entre el {rule.start_date:%d/%m/%Y} y el "
        f"{rule.end_date:%d/%m/%Y}, al {rule.at:%d/%m/%Y}",
        en=f"estimate by geometric interpolation between {rule.start_date.isoformat()} and "
        f"{rule.end_date.isoformat()}, at {rule.at.isoformat()}",
    )


def _outside(indicator: Indicator, rule: Interpolation) -> Problem:
    ends = f"{rule.start_date.isoformat()} … {rule.end_date.isoformat()}"
    return problem("L226", STUDY_FILE, (f"{indicator.id}: at = {rule.at}",) * 2, (ends, ends))
