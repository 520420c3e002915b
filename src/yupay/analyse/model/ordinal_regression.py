"""How do the odds of a higher answer change with each variable, given the others?

Formula: log odds of Y <= j = theta_j - x b, the same b for every cut j (proportional odds), by maximum likelihood;
check: b of each cut Y > j on its own, and Brant's Wald test that they are one.
Reference: McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; Brant (1990), Biometrics 46,
1171-1178.
"""

import warnings as python_warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit
from scipy.stats import chi2

from yupay.analyse.model import core
from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="ordinal-regression",
    label=Text(es="Regresión ordinal (momios proporcionales)", en="Ordinal regression (proportional odds)"),
    room="model",
    formula="logit P(Y <= j) = theta_j - x b; maximum likelihood; Brant's test of one b for all cuts",
    reference="McCullagh, P. (1980). Regression models for ordinal data. Journal of the Royal Statistical Society: Series "
    "B, 42, 109-142. Brant, R. (1990). Assessing proportionality in the proportional odds model for ordinal logistic "
    "regression. Biometrics, 46, 1171-1178.",
    needs=Text(
        es="Un resultado ordinal de tres o más categorías y variables explicativas sin separación; complemento «models»",
        en="An ordinal outcome of three or more categories and explanatory variables without separation; extra “models”",
    ),
    fields=("interval", "se", "statistic", "p", "parameters.odds_ratio", "assumptions"),
    message="model.ordinal-regression",
)
QUANTITY = Text(es="Regresión ordinal", en="Ordinal regression")
PROPORTIONAL = Text(es="Momios proporcionales (Brant)", en="Proportional odds (Brant)")
NOT_CHECKED = Text(
    es="No evaluable: en alguno de los cortes las categorías quedan separadas o los coeficientes no se estiman.",
    en="Not assessable: at some cut the categories are separated or the coefficients cannot be estimated.",
)
ALPHA, MOST = 0.05, 20


@dataclass(frozen=True, eq=False)
class Fit:
    """Coefficients (k,), cuts (J - 1,), their covariance, on the scale of the data; and the log-likelihood."""

    coefficients: arrays.Floats
    cuts: arrays.Floats
    covariance: arrays.Floats
    log_likelihood: float


def ordinal_regression(
    y: ArrayLike,
    columns: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    interval: Literal["wald", "profile"] = "wald",
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """One estimate per column of (n, k), then per cut, the model, and the check of proportional odds; keys name them.

    `y` (n,) are numbers in the order of the categories; rows with a missing value are left out.
    """
    rows = core.complete_rows(y, columns, names)
    levels, codes = np.unique(rows.outcome, return_inverse=True)
    codes = np.asarray(codes, dtype=np.int64).ravel()
    short = core.needs_models() or core.unusable(rows, rows.k + min(levels.size, MOST) + 2) or _few(levels.size)
    if short is None and core.separated(rows.columns, codes, levels.size):
        short = core.SEPARATED
    found = None if short is not None else fit(rows, codes)
    if found is None:
        return core.refused(subject, METHOD.id, QUANTITY, rows.n, *rows.lost, short or core.NO_FIT)
    check = brant(rows, codes, levels.size, subject)
    told = {"assumptions": (core.separate_answers(), _assumption(check)), "warnings": rows.lost}
    return (
        *_slopes(rows, codes, found, subject, interval, level, told),
        *_cuts(levels, found, subject, level, rows),
        core.likelihood_ratio(subject, METHOD.id, found.log_likelihood, _null(codes), rows.k, rows.n, **told),
        check,
    )


def fit(rows: core.Rows, codes: arrays.Whole) -> Fit | None:
    """Maximum likelihood of the proportional odds model; None where it does not converge."""
    result = _fitted(codes, rows.columns)
    if result is None:
        return None
    k, params = rows.k, np.asarray(result.params)
    gaps = np.exp(params[k + 1 :])
    cuts = np.concatenate([params[k : k + 1], params[k] + np.cumsum(gaps)])
    # from (b, first cut, log gaps) of standardised columns to (b, cuts) of the columns as they came
    turn = np.zeros((params.size, params.size))
    turn[:k, :k] = np.diag(1.0 / rows.spread)
    turn[k:, :k] = rows.centre / rows.spread
    turn[k:, k] = 1.0
    for i, gap in enumerate(gaps):
        turn[k + 1 + i :, k + 1 + i] = gap
    covariance = turn @ np.asarray(result.cov_params()) @ turn.T
    if not np.isfinite(covariance).all() or (np.diag(covariance) <= 0).any():
        return None
    slopes = params[:k] / rows.spread
    return Fit(slopes, cuts + float(slopes @ rows.centre), covariance, float(result.llf))


def _fitted(
    codes: arrays.Whole, columns: arrays.Floats, offset: arrays.Floats | None = None, start: Any = None
) -> Any | None:
    """Statsmodels' fit of the ordered logit, or None where it does not converge."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    with python_warnings.catch_warnings(), np.errstate(all="ignore"):
        python_warnings.simplefilter("ignore")
        exog = columns if columns.shape[1] else None
        model = OrderedModel(codes, exog, offset=offset, distr="logit")
        try:
            result = model.fit(start_params=start, method="bfgs", maxiter=1000, gtol=1e-8, disp=0)
        except (ValueError, np.linalg.LinAlgError):
            return None
    gradient = np.asarray(model.score(result.params))
    return result if np.isfinite(gradient).all() and np.abs(gradient).max() < 1e-3 * codes.size**0.5 else None


def _slopes(
    rows: core.Rows,
    codes: arrays.Whole,
    found: Fit,
    subject: Subject,
    interval: Literal["wald", "profile"],
    level: float,
    told: dict[str, Any],
) -> list[Estimate]:
    """One estimate per column."""
    errors = np.sqrt(np.diag(found.covariance))
    made = []
    for j, name in enumerate(rows.names):
        value, se = float(found.coefficients[j]), float(errors[j])
        bounds: tuple[float | None, float | None] = core.wald(value, se, level)
        if interval == "profile":
            bounds = core.profile(_best_at(rows, codes, j), found.log_likelihood, value, se, level)
        how = core.PROFILE if interval == "profile" else core.WALD
        made.append(core.odds_estimate(subject, METHOD.id, name, value, se, bounds, level, how, rows.n, **told))
    return made


def _best_at(rows: core.Rows, codes: arrays.Whole, j: int) -> Any:
    """The largest log-likelihood with coefficient j held at a value."""
    others, column = np.delete(rows.columns, j, axis=1), rows.columns[:, j] * rows.spread[j]

    def best(value: float) -> float:
        result = _fitted(codes, others, offset=value * column)
        return -np.inf if result is None else float(result.llf)

    return best


def _cuts(levels: arrays.Floats, found: Fit, subject: Subject, level: float, rows: core.Rows) -> list[Estimate]:
    """One estimate per cut between two neighbouring categories."""
    k, errors, made = found.coefficients.size, np.sqrt(np.diag(found.covariance)), []
    for i, cut in enumerate(found.cuts):
        name, se = f"{levels[i]:g}|{levels[i + 1]:g}", float(errors[k + i])
        low, high = core.wald(float(cut), se, level)
        one = core.odds_estimate(
            subject, METHOD.id, name, float(cut), se, (low, high), level, core.WALD, rows.n, warnings=rows.lost
        )
        words = Text(es=f"Corte {name} (logaritmo de momios)", en=f"Cut {name} (log odds)")
        made.append(one.model_copy(update={"quantity": words, "p": None, "parameters": {}}))
    return made


def brant(rows: core.Rows, codes: arrays.Whole, levels: int, subject: Subject) -> Estimate:
    """Whether the coefficients of every cut Y > j are one: Wald chi-square on (levels - 2) k degrees of freedom."""
    about_check = core.keyed(subject, "proportional-odds")
    design = np.column_stack([np.ones(rows.n), rows.columns])
    parts = [_cut(design, (codes > j).astype(float), rows.columns) for j in range(levels - 1)]
    statistic, df = None, (levels - 2) * rows.k
    if all(part is not None for part in parts):
        statistic = _wald([part for part in parts if part is not None], design, rows.k)
    if statistic is None:
        return core.refused(about_check, METHOD.id, PROPORTIONAL, rows.n, *rows.lost, NOT_CHECKED)[0]
    return Estimate(
        **about(about_check) | {"unit": "chi2"},
        method=METHOD.id,
        quantity=PROPORTIONAL,
        value=statistic,
        df=float(df),
        n=rows.n,
        statistic_name="chi2",
        statistic=statistic,
        p=float(chi2.sf(statistic, df)),
        parameters={
            f"{name} > {j + 1}": float(part[0][1 + c] / rows.spread[c])
            for c, name in enumerate(rows.names)
            for j, part in enumerate(parts)
            if part is not None
        },
        warnings=rows.lost,
    )


def _cut(
    design: arrays.Floats, above: arrays.Floats, columns: arrays.Floats
) -> tuple[arrays.Floats, arrays.Floats] | None:
    """Coefficients of one cut on its own and its fitted probabilities; None where it is separated."""
    from statsmodels.discrete.discrete_model import Logit

    if core.separated(columns, above.astype(np.int64), 2):
        return None
    with python_warnings.catch_warnings(), np.errstate(all="ignore"):
        python_warnings.simplefilter("ignore")
        try:
            result = Logit(above, design).fit(method="newton", maxiter=100, disp=0)
        except (ValueError, np.linalg.LinAlgError):
            return None
    params = np.asarray(result.params)
    return (params, np.asarray(expit(design @ params))) if np.isfinite(params).all() else None


def _wald(parts: list[tuple[arrays.Floats, arrays.Floats]], design: arrays.Floats, k: int) -> float | None:
    """Brant's statistic from the coefficients and probabilities of every cut."""
    count, probabilities = len(parts), [part[1] for part in parts]
    try:
        inverse = [np.linalg.inv((design * (p * (1.0 - p))[:, None]).T @ design) for p in probabilities]
    except np.linalg.LinAlgError:
        return None
    covariance = np.zeros((count * k, count * k))
    for i in range(count):
        for j in range(i, count):
            # P(Y > j) is the smaller of the two: the covariance of the two indicators
            shared = probabilities[j] * (1.0 - probabilities[i])
            block = (inverse[i] @ ((design * shared[:, None]).T @ design) @ inverse[j])[1:, 1:]
            covariance[i * k : (i + 1) * k, j * k : (j + 1) * k] = block
            covariance[j * k : (j + 1) * k, i * k : (i + 1) * k] = block.T
    slopes = np.concatenate([part[0][1:] for part in parts])
    contrast = np.hstack([np.tile(np.eye(k), (count - 1, 1)), -np.eye((count - 1) * k)])
    gap, spread = contrast @ slopes, contrast @ covariance @ contrast.T
    if np.linalg.cond(spread) > 1e12:
        return None
    return float(gap @ np.linalg.solve(spread, gap))


def _assumption(check: Estimate) -> Assumption:
    """Proportional odds as an assumption of every coefficient."""
    if check.value is None or check.p is None:
        return Assumption(name=PROPORTIONAL, held=None, evidence=NOT_CHECKED)
    words = f"χ²({check.df:g}) = {check.value:.2f}, p = {check.p:.3g}"
    return Assumption(name=PROPORTIONAL, held=check.p >= ALPHA, evidence=Text.same(words))


def _null(codes: arrays.Whole) -> float:
    """Log-likelihood of the categories' own shares."""
    counts = np.bincount(codes).astype(float)
    return float((counts * np.log(counts / codes.size)).sum())


def _few(levels: int) -> Text | None:
    """The reason where there are fewer than three categories, or so many that the outcome is a quantity."""
    if levels > MOST:
        return Text(
            es=f"No evaluable: el resultado tiene {levels} valores; con más de {MOST} se usa la regresión lineal.",
            en=f"Not assessable: the outcome has {levels} values; with more than {MOST}, linear regression is used.",
        )
    if levels >= 3:
        return None
    return Text(
        es=f"No evaluable: el resultado tiene {levels} categorías; con dos se usa la regresión logística.",
        en=f"Not assessable: the outcome has {levels} categories; with two, logistic regression is used.",
    )
