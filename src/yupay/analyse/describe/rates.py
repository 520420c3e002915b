"""How many for each 100,000 of a named base?

Formula: rate = c T / P, limits those of the count T times c / P; pooled rate = c sum(T) / sum(P), never a sum of rates, with
the variance between units of the ratio estimator, k / (k - 1) sum((T - R P)^2) / sum(P)^2.
Reference: Cochran (1977), Sampling Techniques, chapters 2 and 6; Garwood (1936), Biometrika 28, 437-442.
"""

import math

import numpy as np

from yupay.analyse.describe.core import (
    EXACT_POISSON,
    Floats,
    Values,
    describe_estimate,
    floats,
    garwood,
    interval,
    t_limits,
)
from yupay.analyse.describe.counts import HIDDEN, NO_DATA, NOT_KEPT, doubt, incomplete
from yupay.model.cube import PublishedFigure
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="rate",
    label=Text(es="tasa por base nombrada", en="rate per named base"),
    room="describe",
    formula="c·T/P; pooled c·ΣT/ΣP (never a sum of rates)",
    reference="Cochran (1977), Sampling Techniques, 3rd ed., Wiley, chapters 2 and 6; Garwood (1936), Biometrika 28",
    needs=Text(
        es="un conteo y su base en el mismo lugar; al menos la población mínima declarada",
        en="a count and its base in the same place; at least the declared minimum population",
    ),
    fields=("interval", "se", "df", "n", "parameters.count", "parameters.base", "parameters.per"),
    message="describe.rate",
)
QUANTITY = Text(es="tasa", en="rate")
POOLED = Text(es="tasa conjunta", en="pooled rate")
BETWEEN_UNITS = Text(
    es="t de Student con la varianza entre unidades (estimador de razón)",
    en="Student's t with the variance between units (ratio estimator)",
)
NO_BASE = Text(es="sin tasa: la base no tiene dato o es cero", en="no rate: the base has no data or is zero")


def too_small(minimum: float) -> Text:
    """The warning of a place below the declared minimum population."""
    return Text(
        es=f"sin tasa: menos de {minimum:,.0f} habitantes", en=f"no rate: fewer than {minimum:,.0f} inhabitants"
    )


def withheld(value: float | None, base: float | None, population: float | None, minimum: float) -> Text | None:
    """Why a place has no rate: no count, no base, or fewer inhabitants than the minimum. None where it has."""
    if value is None:
        return NO_DATA
    if base is None or not base > 0:
        return NO_BASE
    return too_small(minimum) if population is None or population < minimum else None


def scaled(found: Interval | None, factor: float) -> Interval | None:
    """The same interval with both limits times `factor`."""
    if found is None or found.low is None or found.high is None:
        return None
    return found.model_copy(update={"low": found.low * factor, "high": found.high * factor})


def rate(
    subject: Subject,
    value: float | None,
    base: float | None,
    *,
    per: float,
    answered: int,
    existing: int,
    squares: float | None = None,
    independent: bool = False,
    population: float | None = None,
    minimum: float = 0.0,
    hidden: bool = False,
    base_name: Text | None = None,
) -> Estimate:
    """The rate of one place.

    Args:
        subject: names, with `variables` the ids of count and base, and `unit` such as "per 100,000 inhabitants".
        value: the count; None where there is no data.
        base: the base in the same place.
        per: how many of the base one rate counts for.
        answered: how many rows answered.
        existing: how many rows exist.
        squares: sum of squared row counts of the rows that answered, for the interval.
        independent: the source card says that the events are independent.
        population: inhabitants of the place, against `minimum`; the base itself where None.
        minimum: no rate is printed below this many inhabitants.
        hidden: the count was kept back by protection, so that its rate is too.
        base_name: the base in words, with its vintage.

    Returns:
        An estimate with method "rate"; the value is None, with the reason as a warning, where no rate may be said
        (and then its parameters hold no count and no base, from which it could be made).

    """
    known = {"per": per, "answered": answered, "existing": existing}
    problem = HIDDEN if hidden else withheld(value, base, base if population is None else population, minimum)
    if problem is not None or value is None or base is None:
        return describe_estimate(
            subject,
            METHOD.id,
            QUANTITY,
            None,
            n=answered,
            design=base_name,
            parameters=known,
            warnings=(problem or NO_BASE,),
        )
    factor = per / base
    found, se, df, warnings = doubt(value, answered, squares, independent)
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value * factor,
        interval=scaled(found, factor),
        se=None if se is None else se * factor,
        df=df,
        n=answered,
        design=base_name,
        parameters=known | {"count": value, "base": base},
        warnings=(*warnings, *incomplete(answered, existing)),
    )


def mismatch(figure: PublishedFigure, base: PublishedFigure) -> Text | None:
    """Why a published figure may not be put over a published base. None where it may."""
    if base.counting_unit != "inhabitant" or figure.counting_unit in ("percent", "index", "inhabitant"):
        return Text(
            es=f"unidades que no forman una tasa: {figure.counting_unit} / {base.counting_unit}",
            en=f"units that make no rate: {figure.counting_unit} / {base.counting_unit}",
        )
    if figure.geography != base.geography or figure.period != base.period:
        return Text(
            es=f"ámbito o periodo distintos: {figure.geography.es}, {figure.period} / {base.geography.es}, {base.period}",
            en=f"another geography or period: {figure.geography.en}, {figure.period} / {base.geography.en}, {base.period}",
        )
    return NO_BASE if figure.value is None or not base.value else None


def published_rate(
    subject: Subject, figure: PublishedFigure, base: PublishedFigure, *, per: float, independent: bool = False
) -> Estimate:
    """A published count over a published number of inhabitants, of one geography and one period.

    Args:
        subject: names, with `variables` the ids of count and base.
        figure: the count.
        base: the inhabitants.
        per: how many inhabitants one rate counts for.
        independent: the source card says that the events are independent; without it there is no interval.

    Returns:
        An estimate with method "rate"; None with the reason where the two may not be divided.

    """
    problem = mismatch(figure, base)
    named = Text(es=f"base: {base.label.es}, {base.period}", en=f"base: {base.label.en}, {base.period}")
    if problem is not None or figure.value is None or not base.value:
        return describe_estimate(subject, METHOD.id, QUANTITY, None, design=named, warnings=(problem or NO_BASE,))
    factor = per / base.value
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        figure.value * factor,
        interval=interval(garwood(figure.value), EXACT_POISSON, scale=factor) if independent else None,
        design=named,
        parameters={"per": per, "count": figure.value, "base": base.value},
        warnings=() if independent else (NOT_KEPT,),
    )


def ratio_se(counts: Floats, bases: Floats) -> float | None:
    """Standard error of sum(counts) / sum(bases) from the variance between the k units; None below two."""
    k = counts.size
    if k < 2:
        return None
    residual = counts - counts.sum() / bases.sum() * bases
    return float(math.sqrt(k / (k - 1.0) * float(np.dot(residual, residual))) / bases.sum())


def pooled_rate(
    subject: Subject, counts: Values, bases: Values, *, per: float, minimum: float = 0.0, base_name: Text | None = None
) -> Estimate:
    """One rate for several places: the sum of their counts over the sum of their bases.

    Args:
        subject: names; `key` is usually "pooled".
        counts: a count per place (k,), None or NaN where there is no data.
        bases: the base of each place (k,).
        per: how many of the base one rate counts for.
        minimum: no rate below this sum of bases.
        base_name: the base in words, with its vintage.

    Returns:
        An estimate with method "rate" and n the places that have both. Places without both enter neither sum, and
        a warning counts them.

    """
    count, base = floats(counts), floats(bases)
    both = np.isfinite(count) & np.isfinite(base) & (base > 0)
    count, base, lost = count[both], base[both], int((~both).sum())
    known = {"per": per, "places": int(both.sum()), "left_out": lost}
    if count.size == 0 or base.sum() < minimum:
        reason = NO_BASE if count.size == 0 else too_small(minimum)
        return describe_estimate(
            subject, METHOD.id, POOLED, None, n=count.size, design=base_name, parameters=known, warnings=(reason,)
        )
    value, se = float(count.sum() / base.sum()) * per, ratio_se(count, base)
    return describe_estimate(
        subject,
        METHOD.id,
        POOLED,
        value,
        interval=None if not se else interval(t_limits(value, se * per, count.size - 1.0), BETWEEN_UNITS),
        se=None if se is None else se * per,
        df=count.size - 1.0 if se is not None else None,
        n=count.size,
        design=base_name,
        parameters=known | {"count": float(count.sum()), "base": float(base.sum())},
        warnings=left_out(lost),
    )


def left_out(lost: int) -> tuple[Text, ...]:
    """A warning that counts the places that entered neither sum."""
    if not lost:
        return ()
    return (Text(es=f"{lost} lugares sin dato no entran en la tasa", en=f"{lost} places without data are left out"),)
