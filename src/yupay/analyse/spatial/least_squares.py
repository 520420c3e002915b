"""How does one indicator change with others over a map, and what do the residuals share with their neighbours?

Least squares   y = X b + e, t on n - k df; beside it Lagrange multiplier tests for a neighbour term in y or in the error,
each plain and robust to the other, and Moran's I of the residuals by the moments of regression residuals.
Lag of x (SLX)  y = X b + W X c + e: c is what goes with the neighbours' covariates.
Formula: b = (X'X)^-1 X'y; error (e'We/s2)^2 / T; lag (e'Wy/s2)^2 / J; s2 = e'e/n, T = tr(W'W + WW).
Reference: Anselin, Bera, Florax and Yoon (1996), Regional Science and Urban Economics 26, 77-104; Halleck Vega and Elhorst
(2015), Journal of Regional Science 55, 339-363; Cliff and Ord (1981), Spatial processes, p. 203.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.numerics import arrays, spatial_ml, weights
from yupay.analyse.spatial.moran import residual_moran
from yupay.analyse.spatial.regression import (
    QUANTITY,
    Columns,
    Parameters,
    coefficient,
    columns,
    keyed,
    missing,
    no_neighbours,
    reason,
)
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="map-least-squares",
    label=Text(es="Mínimos cuadrados con pruebas espaciales", en="Least squares with spatial tests"),
    room="spatial",
    formula="b = (X'X)^-1 X'y; LM error (e'We/s2)^2/T, LM lag (e'Wy/s2)^2/J and their robust forms; residual Moran",
    reference="Anselin, L., Bera, A. K., Florax, R., & Yoon, M. J. (1996). Simple diagnostic tests for spatial dependence. "
    "Regional Science and Urban Economics, 26, 77-104.",
    needs=Text(
        es="Una variable cuantitativa, covariables y la contigüidad de las unidades",
        en="One quantitative variable, covariates and the contiguity of the units",
    ),
    fields=("se", "interval", "df", "statistic", "p", "parameters.log_likelihood", "parameters.r_squared"),
    message="spatial.map-least-squares",
)
SLX_METHOD = Method(
    id="spatial-lag-of-x",
    label=Text(es="Regresión con covariables de los vecinos (SLX)", en="Regression with neighbours' covariates (SLX)"),
    room="spatial",
    formula="y = X b + W X c + e, least squares",
    reference="Halleck Vega, S., & Elhorst, J. P. (2015). The SLX model. Journal of Regional Science, 55, 339-363.",
    needs=METHOD.needs,
    fields=("se", "interval", "df", "statistic", "p", "parameters.log_likelihood", "parameters.r_squared"),
    message="spatial.spatial-lag-of-x",
)
TESTS = {
    "lm-error": Text(es="Multiplicador de Lagrange: error", en="Lagrange multiplier: error"),
    "lm-lag": Text(es="Multiplicador de Lagrange: rezago", en="Lagrange multiplier: lag"),
    "robust-lm-error": Text(es="Multiplicador de Lagrange robusto: error", en="Robust Lagrange multiplier: error"),
    "robust-lm-lag": Text(es="Multiplicador de Lagrange robusto: rezago", en="Robust Lagrange multiplier: lag"),
    "lm-both": Text(es="Multiplicador de Lagrange: ambos", en="Lagrange multiplier: both"),
}
MORAN = ("residual-moran", Text(es="I de Moran de los residuos", en="Moran's I of the residuals"))


def map_least_squares(
    y: ArrayLike,
    covariates: ArrayLike,
    pairs: ArrayLike,
    subject: Subject,
    *,
    names: Sequence[str],
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """Least squares of y (n,) on covariates (n, c) with an intercept, and what it leaves undone.

    Keys: "intercept", each of `names`, then lm-error, lm-lag, robust-lm-error, robust-lm-lag, lm-both (values:
    chi-square statistics) and residual-moran. `pairs` (m, 2) are neighbours, each pair once.
    """
    given = columns(y, covariates, pairs, names)
    why = reason(given, neighbours=False)
    keys = [(name, QUANTITY) for name in given.names]
    if why is not None:
        return missing(subject, METHOD.id, [*keys, *TESTS.items(), MORAN], given, why)
    return (*_coefficients(given, METHOD.id, subject, level), *diagnostics(given, subject))


def spatial_lag_of_x(
    y: ArrayLike,
    covariates: ArrayLike,
    pairs: ArrayLike,
    subject: Subject,
    *,
    names: Sequence[str],
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """Least squares of y (n,) on covariates (n, c) and on their means among the neighbours.

    Keys: "intercept", each of `names`, and "lag." before each of them.
    """
    bare = columns(y, covariates, pairs, names)
    given = replace(
        bare,
        design=np.hstack([bare.design, bare.weights @ bare.design[:, 1:]]),
        names=(*bare.names, *(f"lag.{name}" for name in names)),
    )
    why = reason(given, neighbours=True)
    if why is not None:
        return missing(subject, SLX_METHOD.id, [(name, QUANTITY) for name in given.names], given, why)
    return _coefficients(given, SLX_METHOD.id, subject, level)


def _coefficients(given: Columns, method: str, subject: Subject, level: float) -> tuple[Estimate, ...]:
    """One estimate for each column of the design."""
    line, df = spatial_ml.least_squares(given.y, given.design), float(given.n - given.design.shape[1])
    total = float(((given.y - given.y.mean()) ** 2).sum())
    shared: Parameters = {
        "log_likelihood": line.log_likelihood,
        "r_squared": 1.0 - float(line.residuals @ line.residuals) / total,
        "islands": weights.islands(given.n, given.pairs),
    }
    assumed = (_independent(given, subject),)
    return tuple(
        coefficient(
            subject,
            method,
            name,
            float(b),
            float(se),
            given,
            df=df,
            level=level,
            parameters=shared,
            assumptions=assumed,
        )
        for name, b, se in zip(given.names, line.coefficients, line.errors, strict=True)
    )


def diagnostics(given: Columns, subject: Subject) -> tuple[Estimate, ...]:
    """The five Lagrange multiplier tests and the residuals' Moran index of a least-squares line."""
    if not len(given.pairs):
        return missing(subject, METHOD.id, [*TESTS.items(), MORAN], given, no_neighbours())
    found = spatial_ml.multipliers(given.y, given.design, given.weights)
    values = (found.error, found.lag, found.robust_error, found.robust_lag, found.both)
    tests = (_multiplier(given, subject, key, value) for key, value in zip(TESTS, values, strict=True))
    index = residual_moran(given.y, given.design, given.pairs, subject)
    keyed_index = index.model_copy(update={"method": METHOD.id, **_key(subject, MORAN[0])})
    return (*tests, keyed_index)


def _multiplier(given: Columns, subject: Subject, key: str, value: float) -> Estimate:
    """One Lagrange multiplier test."""
    df = 2.0 if key == "lm-both" else 1.0
    known = arrays.finite(value)
    return Estimate(
        **keyed(subject, key),
        method=METHOD.id,
        quantity=TESTS[key],
        value=known,
        df=df,
        n=given.n,
        statistic_name="χ²",
        statistic=known,
        p=None if known is None else float(chi2.sf(known, df)),
        warnings=given.lost if known is not None else (*given.lost, _alike()),
    )


def _key(subject: Subject, key: str) -> dict[str, str]:
    """The key of one estimate alone."""
    return {"key": str(keyed(subject, key)["key"])}


def _independent(given: Columns, subject: Subject) -> Assumption:
    """Whether the residuals still resemble their neighbours."""
    index = residual_moran(given.y, given.design, given.pairs, subject) if len(given.pairs) else None
    p = None if index is None else index.p
    return Assumption(
        name=Text(es="Residuos sin dependencia espacial", en="Residuals without spatial dependence"),
        held=None if p is None else p >= 0.05,
        evidence=Text(es="Sin vecinos: no se comprueba.", en="No neighbours: not checked.")
        if p is None
        else Text(es=f"I de Moran de los residuos: p = {p:.3f}.", en=f"Moran's I of the residuals: p = {p:.3f}."),
    )


def _alike() -> Text:
    """The warning that error and lag cannot be told apart."""
    return Text(
        es="No evaluable: con estas covariables el rezago y el error no se distinguen.",
        en="Not assessable: with these covariates lag and error cannot be told apart.",
    )
