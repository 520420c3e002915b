"""Which value has a given share of the population below it?

Formula: the weighted quantile; interval by Woodruff: the limits of the share of the population at or below it, turned
back into values; se = width / (2 t). With replicate weights the quantile may be computed again under each ("quantile").
Reference: Woodruff (1952), Journal of the American Statistical Association 47, 635-646; Francisco and Fuller (1991),
Annals of Statistics 19, 454-469.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, Truth, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.linear import estimated
from yupay.analyse.survey.proportions import IntervalMethod, limits
from yupay.analyse.survey.quantile_rules import Rule
from yupay.analyse.survey.quantile_rules import quantile as weighted
from yupay.analyse.survey.sums import of_rows
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-quantile",
    label=Text(es="Cuantil según el diseño muestral", en="Design-based quantile"),
    room="survey",
    formula="weighted quantile by a named rule; Woodruff interval",
    reference="Woodruff, R. S. (1952). Confidence intervals for medians and other position measures. Journal of the "
    "American Statistical Association, 47, 635-646.",
    needs=Text(es="Una variable al menos ordinal", en="A variable at least ordinal"),
    fields=("interval", "se", "df", "n", "parameters.probability", "parameters.rule"),
    message="survey.quantile",
)
WOODRUFF = Text(es="Woodruff (1952)", en="Woodruff (1952)")
BY_REPLICATES = Text(es="cuantiles de los pesos replicados", en="quantiles of the replicate weights")
OPEN = Text(
    es="Un extremo del intervalo no queda acotado por los datos.",
    en="One end of the interval is not bounded by the data.",
)
How = Literal["mean", "korn-graubard", "xlogit", "asin", "quantile"]


def quantile(
    values: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    probability: float = 0.5,
    rule: Rule = "school",
    interval: How = "mean",
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> Estimate:
    """The quantile of values (n,) among the rows of `domain`.

    `interval` "mean" is Woodruff's with a t interval of the share below; "quantile" needs replicate weights.
    """
    y = floats(values)
    inside = np.ones(y.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    keep = inside & np.isfinite(y) & (design.weights > 0)
    lost = core.missing(int((inside & ~np.isfinite(y)).sum()))
    if not keep.any():
        return core.refused(METHOD, named(probability), subject, core.NO_ROWS, n=0, warnings=lost)
    found = weighted(y[keep], design.weights[keep], probability, rule)
    own = degrees(design, keep)
    used = own if df is None else df
    finder = _by_replicates if interval == "quantile" else _woodruff
    low, high, se = finder(y, keep, design, found, probability, rule, interval, used, level)
    words = BY_REPLICATES if interval == "quantile" else WOODRUFF
    bounded = low is not None and high is not None
    made = Estimate(
        **about(subject, core.QUESTION),
        method=METHOD.id,
        quantity=named(probability),
        value=found,
        interval=None if low is None and high is None else Interval(low=low, high=high, level=level, method=words),
        se=se,
        df=own,
        n=int(keep.sum()),
        design=core.design_text(design, own),
        parameters=_parameters(found, se, probability, rule, int(lost != ()) and int((inside & ~np.isfinite(y)).sum())),
        warnings=(*lost, *([] if bounded else [core.NO_DF if used < 1 else OPEN])),
    )
    return core.gated(made, gate)


def named(probability: float) -> Text:
    """The quantile's name."""
    if probability == 0.5:
        return Text(es="Mediana", en="Median")
    return Text(es=f"Cuantil {probability:g}", en=f"Quantile {probability:g}")


def _parameters(found: float, se: float | None, probability: float, rule: str, lost: int) -> dict[str, Any]:
    return {
        "cv": None if se is None else core.cv_of(found, se),
        "probability": probability,
        "rule": rule,
        "missing": lost,
    }


def _woodruff(
    y: Floats, keep: Truth, design: Design, found: float, p: float, rule: Rule, how: str, df: float, level: float
) -> tuple[float | None, float | None, float | None]:
    """Limits and standard error by turning back the limits of the share at or below the quantile."""
    numbers = estimated(of_rows(design, np.where(keep, y <= found, np.nan), domain=keep), "mean")
    share, se = float(numbers.value[0]), float(np.sqrt(numbers.variance[0]))
    method: IntervalMethod = "wald" if how == "mean" else how  # type: ignore[assignment]
    inner = 0.0 < share < 1.0 or method == "wald"
    bounds = limits(share, se, float(numbers.n[0]), df, method, level) if inner else None
    if bounds is None:
        return None, None, None
    low, high = (
        weighted(y[keep], design.weights[keep], bound, rule) if 0.0 <= bound <= 1.0 else None for bound in bounds
    )
    width = None if low is None or high is None else (high - low) / (2.0 * core.critical(level, df))
    return low, high, width


def _by_replicates(
    y: Floats, keep: Truth, design: Design, found: float, p: float, rule: Rule, how: str, df: float, level: float
) -> tuple[float | None, float | None, float | None]:
    """Limits and standard error from the quantile under every replicate weight."""
    at = replicates.replicate_estimates(
        design, lambda w: weighted(y[keep], w[keep], p, rule) if (w[keep] > 0).any() else np.nan
    )
    se = float(np.sqrt(replicates.spread(design, at, np.array([found]))[0, 0]))
    bounds = core.t_interval(found, se, df, level)
    return (None, None, se) if bounds is None else (bounds.low, bounds.high, se)
