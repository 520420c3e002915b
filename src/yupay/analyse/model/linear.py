"""How does the mean of a quantity change with each variable, given the others?

Formula: y = x b + e by least squares; se classical, or HC3: e_i / (1 - h_i) in place of one variance; beta = b s_x / s_y.
Reference: MacKinnon and White (1985), Journal of Econometrics 29, 305-325; Long and Ervin (2000), The American
Statistician 54, 217-224.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import f as fisher_f
from scipy.stats import t as student

from yupay.analyse.model import core
from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, between
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="linear-regression",
    label=Text(es="Regresión lineal", en="Linear regression"),
    room="model",
    formula="y = x b + e by least squares; classical or HC3 standard errors",
    reference="MacKinnon, J. G., & White, H. (1985). Some heteroskedasticity-consistent covariance matrix estimators with "
    "improved finite sample properties. Journal of Econometrics, 29, 305-325.",
    needs=Text(
        es="Un resultado de intervalo o razón y variables explicativas; complemento «models»",
        en="An interval or ratio outcome and explanatory variables; extra “models”",
    ),
    fields=("interval", "se", "df", "statistic", "p", "parameters.beta", "parameters.vif"),
    message="model.linear-regression",
)
QUANTITY = Text(es="Regresión lineal", en="Linear regression")
EXACT = Text(
    es="No evaluable: las variables explicativas dan el resultado sin error.",
    en="Not assessable: the explanatory variables give the outcome without error.",
)
HOW = {"classical": Text(es="t", en="t"), "hc3": Text(es="t con errores HC3", en="t with HC3 errors")}
INTERCEPT = "intercept"


def linear_regression(
    y: ArrayLike,
    columns: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    errors: Literal["classical", "hc3"] = "classical",
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """One estimate for the intercept and per column of (n, k), then the model; keys name them."""
    rows = core.complete_rows(y, columns, names)
    short = core.needs_models() or core.unusable(rows, rows.k + 3)
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, rows.n, *rows.lost, short)
    result = _fitted(rows, errors)
    spread = float(rows.outcome.std())
    if float(np.sqrt((np.asarray(result.resid) ** 2).mean())) <= 1e-10 * spread:
        return core.refused(subject, METHOD.id, QUANTITY, rows.n, *rows.lost, EXACT)
    turn = np.diag(np.concatenate([[1.0], 1.0 / rows.spread]))
    turn[0, 1:] = -rows.centre / rows.spread
    values = turn @ np.asarray(result.params)
    found = np.sqrt(np.diag(turn @ np.asarray(result.cov_params()) @ turn.T))
    df, inflation = float(rows.n - rows.k - 1), _inflation(rows.columns)
    made = []
    for j, name in enumerate((INTERCEPT, *rows.names)):
        more: dict[str, float | int | str | bool | None] = {"errors": errors}
        if j:
            more |= {"beta": float(values[j] * rows.spread[j - 1] / spread), "vif": float(inflation[j - 1])}
        made.append(_coefficient(name, float(values[j]), float(found[j]), df, rows, subject, level, errors, more))
    return (*made, _model(result, rows, subject))


def _fitted(rows: core.Rows, errors: Literal["classical", "hc3"]) -> Any:
    """Statsmodels' least squares."""
    from statsmodels.regression.linear_model import OLS

    design = np.column_stack([np.ones(rows.n), rows.columns])
    return OLS(rows.outcome, design).fit(cov_type="nonrobust" if errors == "classical" else "HC3")


def _coefficient(
    name: str,
    value: float,
    se: float,
    df: float,
    rows: core.Rows,
    subject: Subject,
    level: float,
    errors: str,
    more: dict[str, float | int | str | bool | None],
) -> Estimate:
    """One coefficient with its t."""
    reach, t = float(student.ppf(0.5 + level / 2.0, df)) * se, value / se
    return Estimate(
        **about(core.keyed(subject, name)),
        method=METHOD.id,
        quantity=Text(es=f"Coeficiente de {name}", en=f"Coefficient of {name}"),
        value=value,
        interval=between((value - reach, value + reach), level, HOW[errors]),
        se=se,
        df=df,
        n=rows.n,
        statistic_name="t",
        statistic=t,
        p=float(2.0 * student.sf(abs(t), df)),
        assumptions=(core.separate_answers(),),
        parameters=more,
        warnings=rows.lost,
    )


def _model(result: Any, rows: core.Rows, subject: Subject) -> Estimate:
    """R squared, with F of the model."""
    left, total = float((np.asarray(result.resid) ** 2).sum()), float(rows.outcome.var() * rows.n)
    df1, df2, share = rows.k, rows.n - rows.k - 1, 1.0 - left / total
    f = ((total - left) / df1) / (left / df2)
    return Estimate(
        **about(core.keyed(subject, "model")) | {"unit": "proportion"},
        method=METHOD.id,
        quantity=Text(es="R² del modelo", en="R² of the model"),
        value=share,
        df=float(df1),
        n=rows.n,
        statistic_name="F",
        statistic=f,
        p=float(fisher_f.sf(f, df1, df2)),
        assumptions=(core.separate_answers(),),
        parameters={"df2": df2, "adjusted_r2": 1.0 - (1.0 - share) * (rows.n - 1.0) / df2},
        warnings=rows.lost,
    )


def _inflation(columns: arrays.Floats) -> arrays.Floats:
    """Variance inflation of each standardised column (n, k) given the others."""
    return np.asarray(np.diag(np.linalg.inv(columns.T @ columns / columns.shape[0])))
