"""How do the odds of a higher level of an ordinal outcome go with several variables, under the design?

Formula: P(y <= j | x) = F(zeta_j - x beta), F logistic (proportional odds); weighted likelihood by Newton's method; the
design's sandwich variance with the observed information; t on the design's df - p.
Reference: McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; Binder (1983), International
Statistical Review 51, 279-292.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, stdtr

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, Truth, Whole, as_columns, complete, finite, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.numerics.subject import about
from yupay.analyse.survey import core
from yupay.analyse.survey.regression import SINGULAR
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-ordinal-regression",
    label=Text(es="Regresión ordinal según el diseño muestral", en="Design-based ordinal regression"),
    room="survey",
    formula="P(y <= j | x) = logistic(zeta_j - x beta); weighted likelihood; sandwich variance of the design",
    reference="McCullagh, P. (1980). Regression models for ordinal data. Journal of the Royal Statistical Society B, "
    "42, 109-142.",
    needs=Text(
        es="Un resultado ordinal de tres niveles o más; columnas numéricas",
        en="An ordinal outcome of three levels or more; numeric columns",
    ),
    fields=("interval", "se", "df", "statistic", "p"),
    message="survey.ordinal-regression",
)
TWO_LEVELS = core.not_assessable(
    "el resultado tiene menos de tres niveles con dato.", "the outcome has fewer than three levels with data."
)


def ordinal_regression(
    outcome: ArrayLike,
    columns: ArrayLike,
    names: Sequence[str],
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    level: float = core.LEVEL,
) -> tuple[Estimate, ...]:
    """Coefficients of columns (n, c) called `names`, then the thresholds between the levels of outcome (n,), in order.

    A positive coefficient goes with a higher level; thresholds have keys such as "1|2".
    """
    y = floats(outcome)
    table = as_columns(columns, y.size)
    inside = np.ones(y.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    given = complete(y, table)
    keep = inside & given & (design.weights > 0)
    levels, n = np.unique(y[keep]), int(keep.sum())
    lost = core.missing(int((inside & ~given).sum()))
    called = [*names, *(f"{low:g}|{high:g}" for low, high in itertools.pairwise(levels))]
    code = np.searchsorted(levels, np.where(keep, y, levels[0] if n else 0.0))
    found = None
    if levels.size >= 3:
        found = _fitted(code, np.where(keep[:, None], table, 0.0), design, keep, levels.size)
    if found is None:
        reason = core.NO_ROWS if n == 0 else TWO_LEVELS if levels.size < 3 else SINGULAR
        return tuple(
            core.refused(METHOD, _named(name), core.keyed(subject, (name,)), reason, n=n, warnings=lost)
            for name in names
        )
    df = degrees(design, keep) - table.shape[1]
    text = core.design_text(design, max(df, 0.0))
    shared: dict[str, Any] = {"n": n, "df": max(df, 0.0), "design": text, "warnings": lost}
    return tuple(
        _coefficient(name, value, se, df, core.keyed(subject, (name,)), level, shared)
        for name, value, se in zip(called, found[0], np.sqrt(np.diag(found[1])), strict=True)
    )


def _named(name: str) -> Text:
    if "|" in name:
        return Text(es=f"Umbral {name}", en=f"Threshold {name}")
    return Text(es=f"Coeficiente de {name} (log de razón de odds)", en=f"Coefficient of {name} (log odds ratio)")


def _coefficient(
    name: str, value: float, se: float, df: float, subject: Subject, level: float, shared: dict[str, Any]
) -> Estimate:
    """One coefficient or threshold with its t."""
    t = finite(value / se) if se > 0 else None
    return Estimate(
        **about(subject, core.QUESTION),
        method=METHOD.id,
        quantity=_named(name),
        value=float(value),
        interval=core.t_interval(float(value), float(se), df, level),
        se=float(se),
        statistic_name="t",
        statistic=t,
        p=None if t is None or df < 1 else float(2.0 * stdtr(df, -abs(t))),
        **shared,
    )


def _fitted(code: Whole, table: Floats, design: Design, keep: Truth, levels: int) -> tuple[Floats, Floats] | None:
    """Coefficients with thresholds (p,), and their covariance (p, p); None where the fit fails."""
    weights = np.where(keep, design.weights, 0.0)
    solved = _solve(code, table, weights, levels)
    if solved is None:
        return None
    theta, bread = solved
    if design.replicates is not None:

        def again(w: Floats) -> Floats:
            other = _solve(code, table, np.where(keep, w, 0.0), levels)
            return np.full(theta.size, np.nan) if other is None else other[0]

        return theta, replicates.replicate_variance(design, again)
    scores = weights[:, None] * _scores(theta, code, table, levels)[0]
    return theta, variance(design, scores @ bread)


def _solve(code: Whole, table: Floats, weights: Floats, levels: int) -> tuple[Floats, Floats] | None:
    """Newton's method with halved steps; the inverse of the observed information."""
    shares = np.bincount(code, weights, levels) / weights.sum()
    if (shares == 0).any() or np.linalg.matrix_rank(
        np.column_stack([np.ones(code.size), table])[weights > 0]
    ) <= table.shape[1]:
        return None
    upto = np.cumsum(shares)[:-1]
    theta = np.concatenate([np.zeros(table.shape[1]), np.log(upto / (1.0 - upto))])
    total = weights.sum()
    weights = weights / total
    for _ in range(100):
        each, information = _scores(theta, code, table, levels, weights)
        if not np.isfinite(information).all() or np.linalg.cond(information) > 1e14:
            return None
        step = np.asarray(np.linalg.solve(information, weights @ each), dtype=np.float64)
        theta = _moved(theta, step, code, table, weights, levels)
        if np.max(np.abs(step)) < 1e-11 * (1.0 + np.max(np.abs(theta))):
            break
    bread = np.linalg.inv(_scores(theta, code, table, levels, weights * total)[1])
    return theta, np.asarray(bread, dtype=np.float64)


def _moved(theta: Floats, step: Floats, code: Whole, table: Floats, weights: Floats, levels: int) -> Floats:
    """The step, halved until the likelihood does not fall."""
    before, size = _likelihood(theta, code, table, weights, levels), 1.0
    while size > 1e-8:
        moved: Floats = theta + size * step
        if np.all(np.diff(moved[table.shape[1] :]) > 0):
            after = _likelihood(moved, code, table, weights, levels)
            if after >= before - 1e-12 * abs(before):
                return moved
        size /= 2.0
    return theta


def _likelihood(theta: Floats, code: Whole, table: Floats, weights: Floats, levels: int) -> float:
    """The weighted log likelihood."""
    high, low = _ends(theta, code, table, levels)
    return float(weights @ np.log(np.maximum(expit(high) - expit(low), 1e-300)))


def _ends(theta: Floats, code: Whole, table: Floats, levels: int) -> tuple[Floats, Floats]:
    """The thresholds above and below every row's level less its linear predictor; infinite at the ends."""
    count = table.shape[1]
    cuts = np.concatenate([[-np.inf], theta[count:], [np.inf]])
    eta = table @ theta[:count]
    return cuts[code + 1] - eta, cuts[code] - eta


def _scores(
    theta: Floats, code: Whole, table: Floats, levels: int, weights: Floats | None = None
) -> tuple[Floats, Floats]:
    """Scores (n, p) of the log likelihood, and its weighted observed information (p, p) where weights are given."""
    high, low = _ends(theta, code, table, levels)
    above, below = expit(high), expit(low)
    share = np.maximum(above - below, 1e-300)
    top, bottom = above * (1.0 - above), below * (1.0 - below)
    upper = np.column_stack([-table, code[:, None] == np.arange(levels - 1)]).astype(np.float64)
    lower = np.column_stack([-table, code[:, None] == np.arange(1, levels)]).astype(np.float64)
    scores = (top / share)[:, None] * upper - (bottom / share)[:, None] * lower
    if weights is None:
        return scores, np.zeros((theta.size, theta.size))
    bend_high, bend_low = top * (1.0 - 2.0 * above) / share, bottom * (1.0 - 2.0 * below) / share
    second = upper.T @ ((weights * bend_high)[:, None] * upper) - lower.T @ ((weights * bend_low)[:, None] * lower)
    return scores, scores.T @ (weights[:, None] * scores) - second
