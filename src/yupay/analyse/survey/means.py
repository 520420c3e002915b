"""How large is a mean, a total or a ratio in the population that the sample stands for, by groups or in all?

Formula: mean = sum w y / sum w; total = sum w y; ratio = sum w y / sum w x; Taylor or replicate variance; t interval
with the design's degrees of freedom.
Reference: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling; Lumley (2010), Complex Surveys.
"""

import math
from typing import Any

from numpy.typing import ArrayLike

from yupay.analyse.numerics.designs import Design
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.linear import Kind, Number, estimated
from yupay.analyse.survey.sums import Sums, of_rows
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

REFERENCE = (
    "Särndal, C.-E., Swensson, B., & Wretman, J. (1992). Model assisted survey sampling. Springer. "
    "Lumley, T. (2010). Complex surveys: A guide to analysis using R. Wiley."
)
NEEDS = Text(
    es="Filas de una muestra con sus pesos, estratos y conglomerados; dos conglomerados por estrato",
    en="Rows of a sample with its weights, strata and clusters; two clusters per stratum",
)
FIELDS = ("interval", "se", "df", "n", "design", "parameters.cv", "parameters.deff", "parameters.effective_n")
MEAN = Method(
    id="design-mean",
    label=Text(es="Media según el diseño muestral", en="Design-based mean"),
    room="survey",
    formula="sum w y / sum w; Taylor or replicate variance; t interval",
    reference=REFERENCE,
    needs=NEEDS,
    fields=FIELDS,
    message="survey.mean",
)
TOTAL = Method(
    id="design-total",
    label=Text(es="Total según el diseño muestral", en="Design-based total"),
    room="survey",
    formula="sum w y; Taylor or replicate variance; t interval",
    reference=REFERENCE,
    needs=NEEDS,
    fields=FIELDS,
    message="survey.total",
)
RATIO = Method(
    id="design-ratio",
    label=Text(es="Razón según el diseño muestral", en="Design-based ratio"),
    room="survey",
    formula="sum w y / sum w x; Taylor or replicate variance; t interval",
    reference=REFERENCE,
    needs=NEEDS,
    fields=FIELDS,
    message="survey.ratio",
)
CARDS: dict[Kind, Method] = {"mean": MEAN, "total": TOTAL, "ratio": RATIO}
QUANTITIES: dict[Kind, Text] = {
    "mean": Text(es="Media", en="Mean"),
    "total": Text(es="Total", en="Total"),
    "ratio": Text(es="Razón", en="Ratio"),
}


def mean(
    values: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> Estimate:
    """The mean of values (n,) among the rows of `domain` (a mask); rows without a value are left out and counted.

    `df` replaces the degrees of freedom of the interval; `gate` withholds what is too uncertain.
    """
    return of_sums(of_rows(design, values, domain=domain), "mean", subject, level=level, df=df, gate=gate)[0]


def total(
    values: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> Estimate:
    """The total of values (n,) among the rows of `domain`; rows without a value add nothing and are counted."""
    return of_sums(of_rows(design, values, domain=domain), "total", subject, level=level, df=df, gate=gate)[0]


def ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> Estimate:
    """The ratio of two totals (n,) among the rows of `domain` that have both values."""
    sums = of_rows(design, numerator, over=denominator, domain=domain)
    return of_sums(sums, "ratio", subject, level=level, df=df, gate=gate)[0]


def by_groups(
    kind: Kind,
    values: ArrayLike,
    groups: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    over: ArrayLike | None = None,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    gate: core.Gate | None = None,
) -> tuple[Estimate, ...]:
    """Means, totals or ratios in every group of labels (n,) or (n, c), in the order of the labels, which join the key."""
    return of_sums(
        of_rows(design, values, over=over, groups=groups, domain=domain), kind, subject, level=level, gate=gate
    )


def of_sums(
    sums: Sums,
    kind: Kind,
    subject: Subject,
    *,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> tuple[Estimate, ...]:
    """One estimate per group of sums, of rows or of clusters."""
    if sums.groups == 0:
        return (core.refused(CARDS[kind], QUANTITIES[kind], subject, core.NO_ROWS),)
    words, quantity = core.described(sums.design), _named(QUANTITIES[kind], sums.design)
    found = zip(estimated(sums, kind).by_group(), sums.labels, strict=True)
    made = (
        _estimate(one, CARDS[kind], quantity, core.keyed(subject, labels), words, sums.design.years, level, df)
        for one, labels in found
    )
    return tuple(core.gated(one, gate) for one in made)


def _estimate(
    one: Number,
    method: Method,
    quantity: Text,
    subject: Subject,
    words: Text,
    years: int,
    level: float,
    df: float | None,
) -> Estimate:
    """The estimate of one group."""
    counted: dict[str, Any] = {"n": int(one.n), "df": one.df, "design": core.with_degrees(words, one.df)}
    lost = core.missing(one.missing)
    if not math.isfinite(one.value) or not math.isfinite(one.variance):
        reason = core.NO_ROWS if one.n == 0 else core.NO_BASE
        return core.refused(method, quantity, subject, reason, warnings=lost, **counted)
    se = math.sqrt(one.variance)
    interval = core.t_interval(one.value, se, one.df if df is None else df, level)
    return Estimate(
        **about(subject, core.QUESTION),
        method=method.id,
        quantity=quantity,
        value=one.value,
        interval=interval,
        se=se,
        parameters=_parameters(one, se, years),
        warnings=lost if interval else (*lost, core.NO_DF),
        **counted,
    )


def _named(quantity: Text, design: Design) -> Text:
    """The quantity, called a period average where years were pooled."""
    if design.years == 1:
        return quantity
    return Text(es=f"{quantity.es} (promedio del periodo)", en=f"{quantity.en} (period average)")


def _parameters(one: Number, se: float, years: int) -> dict[str, float | int | str | bool | None]:
    """What else was found: the coefficient of variation, the design effects, the effective n."""
    plain = one.deff_replace if math.isfinite(one.deff_replace) else None
    return {
        "cv": core.cv_of(one.value, se),
        "deff": one.deff if math.isfinite(one.deff) else None,
        "deff_replace": plain,
        "effective_n": one.n / plain if plain else None,
        "population": one.population,
        "missing": int(one.missing),
        "years": years,
    }
