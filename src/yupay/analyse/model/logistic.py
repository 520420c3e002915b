"""How do the odds of an answer change with each variable, given the others?

Formula: log odds of Y = x b, by maximum likelihood; profile or Wald interval; separation is found before fitting.
Reference: Cox (1958), Journal of the Royal Statistical Society B 20, 215-242; Albert and Anderson (1984), Biometrika 71,
1-10; Peduzzi et al. (1996), Journal of Clinical Epidemiology 49, 1373-1379, for the rule of ten events.
"""

import warnings as python_warnings
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.model import core
from yupay.analyse.numerics import arrays
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="logistic-regression",
    label=Text(es="Regresión logística", en="Logistic regression"),
    room="model",
    formula="logit P(Y = 1) = x b; maximum likelihood; profile or Wald interval",
    reference="Cox, D. R. (1958). The regression analysis of binary sequences. Journal of the Royal Statistical Society: "
    "Series B, 20, 215-242. Albert, A., & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in "
    "logistic regression models. Biometrika, 71, 1-10.",
    needs=Text(
        es="Un resultado con dos valores y variables explicativas sin separación; complemento «models»",
        en="An outcome of two values and explanatory variables without separation; extra “models”",
    ),
    fields=("interval", "se", "statistic", "p", "parameters.odds_ratio"),
    message="model.logistic-regression",
)
QUANTITY = Text(es="Regresión logística", en="Logistic regression")
INTERCEPT = "intercept"
EVENTS = 10


def logistic_regression(
    y: ArrayLike,
    columns: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    interval: Literal["profile", "wald"] = "profile",
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """One estimate for the intercept and per column of (n, k), then the model; keys name them.

    `y` (n,) has two values; the odds are those of the larger. Rows with a missing value are left out. The interval of
    the intercept is always Wald's.
    """
    rows = core.complete_rows(y, columns, names)
    levels, codes = np.unique(rows.outcome, return_inverse=True)
    codes = np.asarray(codes, dtype=np.int64).ravel()
    short = core.needs_models() or core.unusable(rows, rows.k + 3) or _not_two(levels.size)
    if short is None and core.separated(rows.columns, codes, 2):
        short = core.SEPARATED
    result = None if short is not None else _fitted(codes, np.column_stack([np.ones(rows.n), rows.columns]))
    if result is None:
        return core.refused(subject, METHOD.id, QUANTITY, rows.n, *rows.lost, short or core.NO_FIT)
    told = {"assumptions": (core.separate_answers(),), "warnings": (*rows.lost, *_few_events(codes, rows.k))}
    values, covariance = _as_they_came(result, rows)
    errors, made = np.sqrt(np.diag(covariance)), []
    for j, name in enumerate((INTERCEPT, *rows.names)):
        value, se = float(values[j]), float(errors[j])
        bounds: tuple[float | None, float | None] = core.wald(value, se, level)
        profiled = interval == "profile" and j > 0
        if profiled:
            bounds = core.profile(_best_at(rows, codes, j - 1), float(result.llf), value, se, level)
        how = core.PROFILE if profiled else core.WALD
        made.append(core.odds_estimate(subject, METHOD.id, name, value, se, bounds, level, how, rows.n, **told))
    share = codes.mean()
    null = float(rows.n * (share * np.log(share) + (1.0 - share) * np.log1p(-share)))
    return (*made, core.likelihood_ratio(subject, METHOD.id, float(result.llf), null, rows.k, rows.n, **told))


def _fitted(codes: arrays.Whole, design: arrays.Floats, offset: arrays.Floats | None = None) -> Any | None:
    """Statsmodels' binomial fit, or None where it does not converge."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    with python_warnings.catch_warnings(), np.errstate(all="ignore"):
        python_warnings.simplefilter("ignore")
        try:
            result = GLM(codes.astype(float), design, family=Binomial(), offset=offset).fit(maxiter=100, tol=1e-12)
        except (ValueError, np.linalg.LinAlgError):
            return None
    return result if result.converged and np.isfinite(result.params).all() else None


def _as_they_came(result: Any, rows: core.Rows) -> tuple[arrays.Floats, arrays.Floats]:
    """Intercept and coefficients, with their covariance, on the scale of the columns as they came."""
    turn = np.diag(np.concatenate([[1.0], 1.0 / rows.spread]))
    turn[0, 1:] = -rows.centre / rows.spread
    return turn @ np.asarray(result.params), turn @ np.asarray(result.cov_params()) @ turn.T


def _best_at(rows: core.Rows, codes: arrays.Whole, j: int) -> Callable[[float], float]:
    """The largest log-likelihood with the coefficient of column j held at a value."""
    held = rows.columns[:, j] * rows.spread[j]
    others = np.column_stack([np.ones(rows.n), np.delete(rows.columns, j, axis=1)])

    def best(value: float) -> float:
        result = _fitted(codes, others, offset=value * held)
        return -np.inf if result is None else float(result.llf)

    return best


def _not_two(levels: int) -> Text | None:
    """The reason where the outcome has other than two values."""
    if levels == 2:
        return None
    return Text(
        es=f"No evaluable: el resultado tiene {levels} valores; la regresión logística necesita dos.",
        en=f"Not assessable: the outcome has {levels} values; logistic regression needs two.",
    )


def _few_events(codes: arrays.Whole, k: int) -> tuple[Text, ...]:
    """The warning that there are fewer than ten of the rarer answer per explanatory variable."""
    rarer = int(min(codes.sum(), codes.size - codes.sum()))
    if rarer >= EVENTS * k:
        return ()
    return (
        Text(
            es=f"Pocos casos: {rarer} de la respuesta menos frecuente para {k} variables explicativas (se aconsejan "
            f"{EVENTS} por variable).",
            en=f"Few cases: {rarer} of the rarer answer for {k} explanatory variables ({EVENTS} per variable are "
            "advised).",
        ),
    )
