"""Which share of the population has a trait, and between which values may it lie, near 0 and 1 too?

Formula: p = sum w y / sum w of an indicator y. Intervals: logit(p) +- t se / (p (1 - p)), back; Korn-Graubard:
Clopper-Pearson with n_eff = p (1 - p) / V (t_{n-1} / t_df)^2; arcsine; plain t ("wald"); likelihood: the p whose binomial
deviance, divided by the design effect and n / (n - 1), stays under t^2.
Reference: Korn and Graubard (1998), Survey Methodology 24, 193-201; Lumley (2010), Complex Surveys, section 2.3; Rao and
Scott (1984), Annals of Statistics 12, 46-60 (likelihood under a design).
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import betaincinv, expit, stdtrit, xlogy

from yupay.analyse.numerics.arrays import floats
from yupay.analyse.numerics.designs import Design
from yupay.analyse.survey import core
from yupay.analyse.survey.means import of_sums
from yupay.analyse.survey.sums import Sums, of_rows
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Limits = tuple[float, float]
IntervalMethod = Literal["logit", "korn-graubard", "asin", "likelihood", "xlogit", "wald"]

METHOD = Method(
    id="design-proportion",
    label=Text(es="Proporción según el diseño muestral", en="Design-based proportion"),
    room="survey",
    formula="sum w y / sum w of an indicator; logit, Korn-Graubard, arcsine, likelihood or plain t interval",
    reference="Korn, E. L., & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number "
    "of positive counts estimated from survey data. Survey Methodology, 24, 193-201.",
    needs=Text(es="Un rasgo que se tiene o no en cada fila", en="A trait that every row has or has not"),
    fields=("interval", "se", "df", "n", "parameters.interval", "parameters.deff", "parameters.effective_n"),
    message="survey.proportion",
)
QUANTITY = Text(es="Proporción", en="Proportion")
NAMES: dict[str, Text] = {
    "logit": Text(es="logit con t del diseño", en="logit with the design's t"),
    "xlogit": Text(es="logit con t del diseño", en="logit with the design's t"),
    "korn-graubard": Text(es="Korn y Graubard (1998)", en="Korn and Graubard (1998)"),
    "asin": Text(es="arcoseno con t del diseño", en="arcsine with the design's t"),
    "likelihood": Text(es="verosimilitud con efecto de diseño", en="likelihood with the design effect"),
    "wald": core.T_INTERVAL,
}
NO_SPREAD = Text(
    es="Todas o ninguna de las filas tienen el rasgo: el error estándar es 0 y el intervalo, el de Clopper y Pearson con n.",
    en="All or none of the rows have the trait: the standard error is 0 and the interval that of Clopper and Pearson with n.",
)


def proportion(
    trait: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    interval: IntervalMethod = "logit",
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> Estimate:
    """The share of rows with a trait (n,) of 0, 1 or NaN, among the rows of `domain`."""
    sums = of_rows(design, floats(trait), domain=domain)
    return proportions_of(sums, subject, interval=interval, level=level, df=df, gate=gate)[0]


def by_groups(
    trait: ArrayLike,
    groups: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    interval: IntervalMethod = "logit",
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
    gate: core.Gate | None = None,
) -> tuple[Estimate, ...]:
    """The share of rows with a trait in every group of labels (n,) or (n, c), which join the key."""
    sums = of_rows(design, floats(trait), groups=groups, domain=domain)
    return proportions_of(sums, subject, interval=interval, level=level, gate=gate)


def proportions_of(
    sums: Sums,
    subject: Subject,
    *,
    interval: IntervalMethod = "logit",
    level: float = core.LEVEL,
    df: float | None = None,
    gate: core.Gate | None = None,
) -> tuple[Estimate, ...]:
    """The shares of every group of sums, of rows or of clusters."""
    plain = of_sums(sums, "mean", subject, level=level, df=df)
    return tuple(core.gated(_as_share(one, interval, level, df), gate) for one in plain)


def _as_share(one: Estimate, interval: IntervalMethod, level: float, df: float | None) -> Estimate:
    """A mean of a 0-1 variable as a proportion with its own interval."""
    named = {"method": METHOD.id, "quantity": _renamed(one.quantity)}
    if one.value is None or one.se is None or one.n is None or one.df is None:
        return one.model_copy(update=named)
    flat = one.se == 0 and one.value in (0.0, 1.0)
    used = one.df if df is None else df
    bounds = (
        clopper_pearson(one.value, one.n, level) if flat else limits(one.value, one.se, one.n, used, interval, level)
    )
    words = NAMES["korn-graubard" if flat else interval]
    made = None if bounds is None else Interval(low=bounds[0], high=bounds[1], level=level, method=words)
    return one.model_copy(
        update={
            **named,
            "interval": made,
            "parameters": {**one.parameters, "interval": interval},
            "warnings": (*one.warnings, *([NO_SPREAD] if flat else [])),
        }
    )


def _renamed(quantity: Text) -> Text:
    """Mean (period average) as Proportion (period average)."""
    return Text(es=quantity.es.replace("Media", QUANTITY.es), en=quantity.en.replace("Mean", QUANTITY.en))


def limits(
    p: float, se: float, n: float, df: float, method: IntervalMethod, level: float = core.LEVEL
) -> Limits | None:
    """The interval of a share p with its standard error; None where no degrees of freedom are left."""
    if df < 1 or not 0.0 <= p <= 1.0:
        return None
    if se == 0:
        return p, p
    rules: dict[str, Callable[[float, float, float, float, float], Limits]] = {
        "logit": _logit,
        "xlogit": _logit,
        "korn-graubard": _korn_graubard,
        "asin": _asin,
        "likelihood": _likelihood,
        "wald": _wald,
    }
    return rules[method](p, se, n, df, level)


def _wald(p: float, se: float, n: float, df: float, level: float) -> Limits:
    reach = core.critical(level, df) * se
    return p - reach, p + reach


def _logit(p: float, se: float, n: float, df: float, level: float) -> Limits:
    centre, reach = np.log(p / (1.0 - p)), core.critical(level, df) * se / (p * (1.0 - p))
    return float(expit(centre - reach)), float(expit(centre + reach))


def _asin(p: float, se: float, n: float, df: float, level: float) -> Limits:
    centre, reach = np.arcsin(np.sqrt(p)), core.critical(level, df) * se / (2.0 * np.sqrt(p * (1.0 - p)))
    low, high = max(centre - reach, 0.0), min(centre + reach, np.pi / 2.0)
    return float(np.sin(low) ** 2), float(np.sin(high) ** 2)


def _korn_graubard(p: float, se: float, n: float, df: float, level: float) -> Limits:
    wider = (stdtrit(n - 1.0, 0.5 + level / 2.0) / core.critical(level, df)) ** 2
    return clopper_pearson(p, p * (1.0 - p) / se**2 * wider, level)


def clopper_pearson(p: float, n: float, level: float = core.LEVEL) -> Limits:
    """Exact binomial limits of a share p of n (n may be an effective number)."""
    tail, hits = (1.0 - level) / 2.0, n * p
    low = 0.0 if p == 0 else float(betaincinv(hits, n - hits + 1.0, tail))
    return low, 1.0 if p == 1 else float(betaincinv(hits + 1.0, n - hits, 1.0 - tail))


def _likelihood(p: float, se: float, n: float, df: float, level: float) -> Limits:
    allowed = core.critical(level, df) ** 2 * n * se**2 / (p * (1.0 - p)) * n / (n - 1.0)

    def excess(share: float) -> float:
        gap = xlogy(p, p / share) + xlogy(1.0 - p, (1.0 - p) / (1.0 - share))
        return float(2.0 * n * gap - allowed)

    tiny = 1e-12
    low = 0.0 if excess(tiny) < 0 else float(brentq(excess, tiny, p, xtol=1e-14))
    high = 1.0 if excess(1.0 - tiny) < 0 else float(brentq(excess, p, 1.0 - tiny, xtol=1e-14))
    return low, high
