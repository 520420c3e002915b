"""How does one indicator change with others when neighbours share it, or share what the covariates leave?

Spatial lag     y = rho W y + X b + e: a district goes with its neighbours' y. Effects: direct = b mean diag (I - rho W)^-1,
total = b times the mean row sum, indirect = the rest.
Spatial error   y = X b + u, u = lambda W u + e: what was left out is shared by neighbours.
Formula: maximum likelihood over rho by the eigenvalues of W; standard errors from the information matrix; LR = 2 (logL -
logL of least squares) on 1 df.
Reference: Ord (1975), Journal of the American Statistical Association 70, 120-126; Anselin (1988), Spatial econometrics;
LeSage and Pace (2009), Introduction to spatial econometrics, ch. 2, for effects.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.numerics import spatial_ml, weights
from yupay.analyse.spatial.regression import (
    QUANTITY,
    Columns,
    Parameters,
    coefficient,
    columns,
    missing,
    reason,
)
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Una variable cuantitativa, covariables y la contigüidad de las unidades",
    en="One quantitative variable, covariates and the contiguity of the units",
)
METHOD = Method(
    id="spatial-lag",
    label=Text(es="Regresión con rezago espacial", en="Spatial lag regression"),
    room="spatial",
    formula="y = rho W y + X b + e; maximum likelihood by the eigenvalues of W",
    reference="Ord, K. (1975). Estimation methods for models of spatial interaction. Journal of the American Statistical "
    "Association, 70, 120-126. Anselin, L. (1988). Spatial econometrics: Methods and models. Kluwer.",
    needs=NEEDS,
    fields=("se", "interval", "statistic", "p", "parameters.direct", "parameters.indirect", "parameters.total"),
    message="spatial.spatial-lag",
)
ERROR_METHOD = Method(
    id="spatial-error",
    label=Text(es="Regresión con error espacial", en="Spatial error regression"),
    room="spatial",
    formula="y = X b + u, u = lambda W u + e; maximum likelihood by the eigenvalues of W",
    reference=METHOD.reference,
    needs=NEEDS,
    fields=("se", "interval", "statistic", "p", "parameters.log_likelihood", "parameters.likelihood_ratio"),
    message="spatial.spatial-error",
)
DEPENDENCE = {
    "lag": ("rho", Text(es="Dependencia espacial (ρ)", en="Spatial dependence (ρ)")),
    "error": ("lambda", Text(es="Dependencia espacial (λ)", en="Spatial dependence (λ)")),
}


def spatial_lag(
    y: ArrayLike,
    covariates: ArrayLike,
    pairs: ArrayLike,
    subject: Subject,
    *,
    names: Sequence[str],
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """The lag model of y (n,) on covariates (n, c) with an intercept; `pairs` (m, 2) are neighbours, each pair once.

    Keys: "rho", "intercept", each of `names`; a covariate's `parameters` hold its direct, indirect and total effect.
    """
    return _fitted("lag", METHOD.id, columns(y, covariates, pairs, names), subject, level)


def spatial_error(
    y: ArrayLike,
    covariates: ArrayLike,
    pairs: ArrayLike,
    subject: Subject,
    *,
    names: Sequence[str],
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """The error model of y (n,) on covariates (n, c) with an intercept; keys: "lambda", "intercept", each of `names`."""
    return _fitted("error", ERROR_METHOD.id, columns(y, covariates, pairs, names), subject, level)


def _fitted(kind: spatial_ml.Kind, method: str, given: Columns, subject: Subject, level: float) -> tuple[Estimate, ...]:
    """The dependence and every coefficient of one model."""
    why = reason(given, neighbours=True, inverted=True)
    key, quantity = DEPENDENCE[kind]
    if why is not None:
        return missing(subject, method, [(key, quantity), *((name, QUANTITY) for name in given.names)], given, why)
    line = spatial_ml.maximum_likelihood(given.y, given.design, given.weights, kind)
    plain = spatial_ml.least_squares(given.y, given.design)
    shared, assumed = _shared(line, plain, given), (_structure(),)
    rows: list[tuple[str, float, float, Text, Parameters]] = [
        (key, line.dependence, line.dependence_error, quantity, {"lowest": line.lowest, "highest": line.highest}),
        *(
            (name, float(b), float(se), QUANTITY, effects)
            for name, b, se, effects in zip(
                given.names, line.coefficients, line.errors, _effects(kind, line, given), strict=True
            )
        ),
    ]
    return tuple(
        coefficient(
            subject,
            method,
            name,
            value,
            se,
            given,
            level=level,
            quantity=words,
            parameters={**shared, **own},
            assumptions=assumed,
        )
        for name, value, se, words, own in rows
    )


def _shared(line: spatial_ml.SpatialLine, plain: spatial_ml.Line, given: Columns) -> Parameters:
    """What every estimate of one model repeats."""
    ratio = max(0.0, 2.0 * (line.log_likelihood - plain.log_likelihood))
    k = given.design.shape[1]
    return {
        "log_likelihood": line.log_likelihood,
        "aic": 2.0 * (k + 2) - 2.0 * line.log_likelihood,
        "aic_least_squares": 2.0 * (k + 1) - 2.0 * plain.log_likelihood,
        "likelihood_ratio": ratio,
        "likelihood_ratio_p": float(chi2.sf(ratio, 1)),
        "variance": line.variance,
        "islands": weights.islands(given.n, given.pairs),
    }


def _effects(kind: spatial_ml.Kind, line: spatial_ml.SpatialLine, given: Columns) -> list[Parameters]:
    """Direct, indirect and total effect of each covariate of a lag model; nothing for the intercept or an error model."""
    if kind == "error":
        return [{} for _ in given.names]
    spread = np.linalg.inv(np.eye(given.n) - line.dependence * given.weights.toarray())
    direct, total = float(np.trace(spread)) / given.n, float(spread.sum()) / given.n
    return [{}] + [
        {"direct": float(b) * direct, "indirect": float(b) * (total - direct), "total": float(b) * total}
        for b in line.coefficients[1:]
    ]


def _structure() -> Assumption:
    """What the likelihood takes for granted and nobody checked."""
    return Assumption(
        name=Text(es="Errores normales y vecindad correcta", en="Normal errors and the right neighbours"),
        held=None,
        evidence=Text(
            es="No se comprueba: la verosimilitud supone errores normales de igual varianza y esta contigüidad.",
            en="Not checked: the likelihood takes normal errors of equal variance and this contiguity for granted.",
        ),
    )
