"""If two ordered variables are two normal ones seen through cuts, how closely do those go together?

Formula: p_ij = normal(rho) probability of the rectangle between the cuts of row i and column j; two-step: cuts from the
margins, rho maximises sum n_ij log p_ij; maximum likelihood: cuts and rho together. Interval: tanh(atanh rho +- z se /
(1 - rho^2)). Fit: G^2 = 2 sum n_ij log(n_ij / (n p_ij)) on rc - r - c degrees of freedom. Two by two: tetrachoric.
Reference: Pearson (1900), Philosophical Transactions A 195, 1-47; Olsson (1979), Psychometrika 44, 443-460.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from yupay.analyse.numerics import contingency, intervals
from yupay.analyse.numerics import polychoric as latent
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories, Opened
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence
from yupay.analyse.relate.cramer import NOT_TWO_BY_TWO, nothing
from yupay.analyse.relate.gamma import normal_tail
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Estimator = Literal["two-step", "maximum-likelihood"]
OLSSON = (
    "Olsson, U. (1979). Maximum likelihood estimation of the polychoric correlation coefficient. Psychometrika, 44, "
    "443-460."
)
METHOD = Method(
    id="polychoric",
    label=Text(es="Correlación policórica", en="Polychoric correlation"),
    room="relate",
    formula="rho of two cut normals that makes the table most likely; two-step or maximum likelihood",
    reference=OLSSON,
    needs=Text(
        es="Dos variables ordinales que representen dos variables normales; n de 4 o más, mejor 500 o más",
        en="Two ordinal variables that stand for two normal ones; n of 4 or more, better 500 or more",
    ),
    fields=("interval", "se", "statistic", "p", "parameters.estimator", "parameters.fit", "parameters.fit_df"),
    message="relate.polychoric",
)
TETRACHORIC = Method(
    id="tetrachoric",
    label=Text(es="Correlación tetracórica", en="Tetrachoric correlation"),
    room="relate",
    formula="rho of two normals, each cut once, that gives the 2 x 2 table",
    reference="Pearson, K. (1900). Mathematical contributions to the theory of evolution. VII. On the correlation of "
    "characters not quantitatively measurable. Philosophical Transactions of the Royal Society A, 195, 1-47. " + OLSSON,
    needs=Text(
        es="Dos variables con dos categorías que representen dos variables normales; n de 4 o más",
        en="Two variables with two categories that stand for two normal ones; n of 4 or more",
    ),
    fields=("interval", "se", "statistic", "p"),
    message="relate.tetrachoric",
)
QUANTITY = Text(es="Correlación policórica (ρ)", en="Polychoric correlation (ρ)")
TETRA_QUANTITY = Text(es="Correlación tetracórica (ρ)", en="Tetrachoric correlation (ρ)")
INTERVAL = Text(es="z de Fisher con el error estándar del modelo", en="Fisher z with the standard error of the model")
BOUNDARY = Text(
    es="No evaluable: la verosimilitud crece hasta una correlación de 1 o -1; hay celdas vacías que la llevan allí.",
    en="Not assessable: the likelihood rises up to a correlation of 1 or -1; empty cells take it there.",
)
DOUBTFUL = Text(
    es="El intervalo se ha comprobado con n de 500 o más, |ρ| hasta .7 y todas las categorías ocupadas; aquí falta algo de eso.",
    en="The interval has been checked with n of 500 or more, |ρ| up to .7 and every category occupied; some of it fails here.",
)
CHECKED_N, CHECKED_RHO = 500, 0.7


def polychoric(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    estimator: Estimator = "two-step",
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Polychoric correlation of two columns (n,) of ordered categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    if open_.short is not None:
        return nothing(open_, subject, METHOD.id, QUANTITY, open_.short)
    return _estimate(open_, estimator, subject, METHOD.id, QUANTITY, alternative, level)


def tetrachoric(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Tetrachoric correlation of two columns (n,) with two categories, or of a ready table x (2, 2) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    if open_.short is not None or open_.table.shape != (2, 2):
        return nothing(open_, subject, TETRACHORIC.id, TETRA_QUANTITY, open_.short or NOT_TWO_BY_TWO)
    return _estimate(open_, "two-step", subject, TETRACHORIC.id, TETRA_QUANTITY, alternative, level)


def _estimate(
    open_: Opened,
    estimator: Estimator,
    subject: Subject,
    method: str,
    quantity: Text,
    alternative: Alternative,
    level: float,
) -> Estimate:
    """The estimate of a table with two occupied rows and columns."""
    fit = (latent.two_step if estimator == "two-step" else latent.maximum_likelihood)(open_.table)
    if fit.boundary or fit.se is None:
        return nothing(open_, subject, method, quantity, BOUNDARY)
    z = _z(open_.table, fit)
    full = open_.table.shape == open_.cross.counts.shape
    doubtful = open_.n < CHECKED_N or abs(fit.rho) > CHECKED_RHO or not full
    return Estimate(
        **about(subject),
        method=method,
        quantity=quantity,
        value=fit.rho,
        interval=between(intervals.fisher(fit.rho, fit.se / (1.0 - fit.rho**2), level), level, INTERVAL),
        se=fit.se,
        n=open_.n,
        statistic_name="z",
        statistic=z,
        p=normal_tail(z, alternative),
        assumptions=(independence(), *_normality(fit)),
        parameters={
            "estimator": estimator,
            "alternative": alternative,
            "fit": fit.deviance,
            "fit_df": fit.df,
            "empty_cells": int((open_.table == 0).sum()),
            **{f"x_cut_{i + 1}": float(cut) for i, cut in enumerate(fit.row_cuts)},
            **{f"y_cut_{i + 1}": float(cut) for i, cut in enumerate(fit.column_cuts)},
        },
        warnings=(*open_.warnings, *((DOUBTFUL,) if doubtful else ())),
    )


def _z(table: Floats, fit: latent.Fit) -> float:
    """Score statistic of rho = 0: the derivative of log L there over its standard deviation under independence."""
    a, b = latent.cuts(table.sum(axis=1)), latent.cuts(table.sum(axis=0))
    score, hoped = latent.scores(0.0, a, b)[0], contingency.expected(table)
    return float((table * score).sum() / np.sqrt((hoped * score**2).sum()))


def _normality(fit: latent.Fit) -> tuple[Assumption, ...]:
    """Whether the table looks like that of two cut normals, where there are degrees of freedom to tell."""
    if fit.df < 1:
        return ()
    p = float(chdtrc(fit.df, max(0.0, fit.deviance)))
    return (
        Assumption(
            name=Text(
                es="Normalidad bivariada de las variables latentes", en="Bivariate normality of the latent variables"
            ),
            held=p >= 0.05,
            evidence=Text(
                es=f"G² = {fit.deviance:.2f} con {fit.df} gl, p = {p:.3g}; con n grande rechaza desvíos pequeños.",
                en=f"G² = {fit.deviance:.2f} on {fit.df} df, p = {p:.3g}; with large n it rejects small departures.",
            ),
        ),
    )
