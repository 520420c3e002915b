"""How much do two numeric variables vary, and how straight do they go together, under the design?

Formula: variance s^2 = n / (n - 1) sum w (x - m)^2 / sum w, its variance with m held; Pearson r = s_xy / (s_x s_y), score
of r: zx zy - r (zx^2 + zy^2) / 2; interval tanh(atanh r +- t se / (1 - r^2)), t with the design's degrees of freedom.
Reference: Kendall and Stuart (1977), The Advanced Theory of Statistics, chapter 10 (delta method); Lumley (2010), Complex
Surveys.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, Truth, complete, finite, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.linearised import variance as spread
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

VARIANCE = Method(
    id="design-variance",
    label=Text(es="Varianza poblacional según el diseño", en="Design-based population variance"),
    room="survey",
    formula="n / (n - 1) sum w (x - m)(y - m) / sum w; Taylor or replicate variance",
    reference="Lumley, T. (2010). Complex surveys: A guide to analysis using R. Wiley.",
    needs=Text(es="Una o dos variables numéricas", en="One or two numeric variables"),
    fields=("interval", "se", "df", "n"),
    message="survey.variance",
)
PEARSON = Method(
    id="design-pearson",
    label=Text(es="Correlación de Pearson según el diseño", en="Design-based Pearson correlation"),
    room="survey",
    formula="r of weighted moments; delta method; Fisher z interval with the design's t",
    reference="Kendall, M., & Stuart, A. (1977). The advanced theory of statistics (Vol. 1, 4th ed.). Griffin.",
    needs=Text(es="Dos variables numéricas", en="Two numeric variables"),
    fields=("interval", "se", "df", "statistic", "p"),
    message="survey.pearson",
)
CORRELATION = Text(es="Correlación de Pearson (r)", en="Pearson correlation (r)")
FISHER = Text(es="z de Fisher con t del diseño", en="Fisher z with the design's t")
FLAT = core.not_assessable("una de las variables no varía.", "one of the variables does not vary.")


def covariance(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """The population covariance of x and y (n,); the variance where they are the same column."""
    first, second, keep, lost = _prepared(x, y, design, domain)
    same = bool(np.array_equal(first[keep], second[keep]))
    words = Text(es="Varianza", en="Variance") if same else Text(es="Covarianza", en="Covariance")
    n = int(keep.sum())
    if n < 2:
        return core.refused(VARIANCE, words, subject, core.NO_ROWS, n=n, warnings=lost)
    w = np.where(keep, design.weights, 0.0)
    value, scores = _covariance(first, second, w, n)
    if design.replicates is None:
        found = spread(design, scores)
    else:
        found = replicates.replicate_variance(
            design, lambda weights: _covariance(first, second, np.where(keep, weights, 0.0), n)[0]
        )
    se, df = float(np.sqrt(found[0, 0])), degrees(design, keep)
    return Estimate(
        **about(subject, core.QUESTION),
        method=VARIANCE.id,
        quantity=words,
        value=value,
        interval=core.t_interval(value, se, df, level),
        se=se,
        df=df,
        n=n,
        design=core.design_text(design, df),
        parameters={"cv": core.cv_of(value, se)},
        warnings=lost,
    )


def pearson(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    interval: Literal["fisher", "wald"] = "fisher",
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> Estimate:
    """Pearson's r of x and y (n,) in the population, with its design standard error and a t test of r = 0."""
    first, second, keep, lost = _prepared(x, y, design, domain)
    n, df = int(keep.sum()), degrees(design, keep)
    counted: dict[str, Any] = {"n": n, "df": df, "design": core.design_text(design, df)}
    flat = n < 2 or np.ptp(first[keep]) == 0 or np.ptp(second[keep]) == 0
    if flat:
        return core.refused(PEARSON, CORRELATION, subject, FLAT if n else core.NO_ROWS, warnings=lost, **counted)
    w = np.where(keep, design.weights, 0.0)
    r, scores = _correlation(first, second, w)
    if design.replicates is None:
        found = spread(design, scores)
    else:
        found = replicates.replicate_variance(
            design, lambda weights: _correlation(first, second, np.where(keep, weights, 0.0))[0]
        )
    se = float(np.sqrt(found[0, 0]))
    t = finite(r / se) if se > 0 else None
    return Estimate(
        **about(subject, core.QUESTION),
        method=PEARSON.id,
        quantity=CORRELATION,
        value=r,
        interval=_interval(r, se, df, level, interval),
        se=se,
        statistic_name="t",
        statistic=t,
        p=None if t is None or df < 1 else float(2.0 * stdtr(df, -abs(t))),
        warnings=(*lost, *([core.NO_DF] if df < 1 else [])),
        **counted,
    )


def _prepared(
    x: ArrayLike, y: ArrayLike, design: Design, domain: ArrayLike | None
) -> tuple[Floats, Floats, Truth, tuple[Text, ...]]:
    """Both columns with 0 in the place of blanks, the usable rows, and the warning of the others."""
    first, second = floats(x), floats(y)
    inside = np.ones(first.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    given = complete(first, second)
    keep = inside & given & (design.weights > 0)
    lost = core.missing(int((inside & ~given).sum()))
    return np.where(keep, first, 0.0), np.where(keep, second, 0.0), keep, lost


def _covariance(x: Floats, y: Floats, w: Floats, n: int) -> tuple[float, Floats]:
    """The covariance under weights (n,), 0 where a row is not used, and its weighted influence values."""
    total = w.sum()
    product = (x - w @ x / total) * (y - w @ y / total) * n / (n - 1.0)
    value = float(w @ product / total)
    return value, w * (product - value) / total


def _correlation(x: Floats, y: Floats, w: Floats) -> tuple[float, Floats]:
    """R under weights (n,) and its weighted influence values."""
    total = w.sum()
    x, y = x - w @ x / total, y - w @ y / total
    zx, zy = x / np.sqrt(w @ (x * x) / total), y / np.sqrt(w @ (y * y) / total)
    r = float(np.clip(w @ (zx * zy) / total, -1.0, 1.0))
    return r, w * (zx * zy - r * (zx**2 + zy**2) / 2.0) / total


def _interval(r: float, se: float, df: float, level: float, how: str) -> Interval | None:
    """Limits of r by Fisher's z, or r +- t se."""
    if how == "wald" or abs(r) >= 1.0:
        return core.t_interval(r, se, df, level)
    if df < 1:
        return None
    reach = core.critical(level, df) * se / (1.0 - r * r)
    low, high = np.tanh(np.arctanh(r) - reach), np.tanh(np.arctanh(r) + reach)
    return Interval(low=float(low), high=float(high), level=level, method=FISHER)
