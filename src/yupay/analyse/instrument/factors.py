"""How much of each item do a few common factors hold, and do so few suffice?

Formula: communality = sum of squared loadings, from minres or maximum likelihood. Fit (ML discrepancy F): chi-square =
(n - 1 - (2k + 5)/6 - 2m/3) F on ((k - m)^2 - k - m)/2 df; RMSEA = sqrt(max(0, chi2/(n df) - 1/(n - 1))); TLI; BIC = chi2 - df
log n; rms = root mean square of the residual correlations.
Reference: Harman (1976), Modern factor analysis; Joreskog (1967), Psychometrika 32, 443-482; Steiger and Lind (1980); Tucker
and Lewis (1973), Psychometrika 38, 1-10; Kaiser (1958), Psychometrika 23, 187-200.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from yupay.analyse.instrument import core, standardised
from yupay.analyse.numerics import factoring, item_scores
from yupay.analyse.numerics.arrays import Floats, finite
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Ítems suficientes para los factores pedidos, que varíen, ninguno combinación de los demás; más personas que ítems",
    en="Items enough for the factors asked for, that vary, none a combination of the others; more persons than items",
)
METHOD = Method(
    id="communality",
    label=Text(es="Análisis factorial exploratorio: comunalidades", en="Exploratory factor analysis: communalities"),
    room=core.ROOM,
    formula="sum of squared loadings; minres or ML; varimax or oblimin",
    reference="Harman, H. H. (1976). Modern factor analysis (3rd ed.). University of Chicago Press. Kaiser, H. F. (1958). The "
    "varimax criterion for analytic rotation in factor analysis. Psychometrika, 23, 187-200.",
    needs=NEEDS,
    fields=("n", "parameters.loading_1", "parameters.extraction", "parameters.rotation"),
    message="instrument.communality",
)
METHOD_FIT = Method(
    id="factor-fit",
    label=Text(es="Análisis factorial exploratorio: ajuste", en="Exploratory factor analysis: fit"),
    room=core.ROOM,
    formula="RMSEA = sqrt(max(0, chi2/(n df) - 1/(n - 1))); chi2, TLI, BIC, rms of the residuals",
    reference="Steiger, J. H. (1990). Structural model evaluation and modification. Multivariate Behavioral Research, 25, "
    "173-180. Tucker, L. R., & Lewis, C. (1973). A reliability coefficient for maximum likelihood factor analysis. "
    "Psychometrika, 38, 1-10.",
    needs=NEEDS,
    fields=("n", "df", "statistic", "p", "parameters.tli", "parameters.bic", "parameters.rms"),
    message="instrument.factor-fit",
)
METHOD_EIGEN = Method(
    id="eigenvalues",
    label=Text(es="Valores propios de las correlaciones", en="Eigenvalues of the correlations"),
    room=core.ROOM,
    formula="eigenvalues of R, largest first; share = eigenvalue / k",
    reference="Kaiser, H. F. (1960). The application of electronic computers to factor analysis. Educational and Psychological "
    "Measurement, 20, 141-151.",
    needs=Text(es="Dos o más ítems que varíen", en="Two or more items that vary"),
    fields=("n", "parameters.percent", "parameters.cumulative_percent"),
    message="instrument.eigenvalues",
)
QUANTITY = Text(es="Comunalidad", en="Communality")
QUANTITY_FIT = Text(es="RMSEA", en="RMSEA")
QUANTITY_EIGEN = Text(es="Valor propio", en="Eigenvalue")
HEYWOOD = Text(
    es="Un ítem queda sin varianza propia (caso Heywood): la solución no es de fiar.",
    en="An item is left without variance of its own (a Heywood case): the solution is not to be trusted.",
)
NOT_CONVERGED = Text(
    es="La búsqueda de la solución no terminó por sí sola: no es de fiar.",
    en="The search for the solution did not end by itself: it is not to be trusted.",
)


class Fit(NamedTuple):
    """How well a factor solution fits; None where the degrees of freedom are none."""

    chi2: float
    df: int
    p: float | None
    rmsea: float | None
    tli: float | None
    bic: float
    rms: float
    discrepancy: float


def factor_analysis(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    factors: int,
    extraction: factoring.Extraction = "minres",
    rotation: factoring.Rotation = "oblimin",
    missing: item_scores.Missing = "complete",
) -> tuple[Estimate, ...]:
    """The fit of `factors` factors of answers (n, k), then the communality of each item (key = item) with its loadings."""
    table, _, fields, short = standardised.tables(items, names, missing)
    short = short or unfit(table, factors)
    if short is not None:
        fit = core.refused(subject, METHOD_FIT.id, QUANTITY_FIT, short, **fields)
        return (fit, *(core.refused(core.part(subject, x), METHOD.id, QUANTITY, short, **fields) for x in names))
    found = factoring.extract(table, factors, extraction)
    about = {"factors": factors, "extraction": extraction, "rotation": rotation, "converged": found.converged}
    fields["warnings"] = (*fields["warnings"], *said(found))
    loadings, phi = rotated(found.loadings, rotation)
    items_of = (
        core.estimate(
            core.part(subject, name),
            METHOD.id,
            QUANTITY,
            float(found.loadings[j] @ found.loadings[j]),
            parameters=about | {f"loading_{m + 1}": float(value) for m, value in enumerate(loadings[j])},
            **fields,
        )
        for j, name in enumerate(names)
    )
    return (_fit(subject, fit_of(table, found, int(fields["n"])), about | _phi(phi), fields), *items_of)


def eigenvalues(
    items: ArrayLike, names: Sequence[str], subject: Subject, *, missing: item_scores.Missing = "complete"
) -> tuple[Estimate, ...]:
    """The eigenvalues of the correlations of answers (n, k), largest first; key = their number from 1."""
    table, _, fields, short = standardised.tables(items, names, missing)
    if short is not None:
        return (core.refused(subject, METHOD_EIGEN.id, QUANTITY_EIGEN, short, **fields),)
    values = np.linalg.eigvalsh(table)[::-1]
    share = 100.0 * values / values.sum()
    return tuple(
        core.estimate(
            core.part(subject, str(j + 1)),
            METHOD_EIGEN.id,
            QUANTITY_EIGEN,
            float(value),
            parameters={"percent": float(share[j]), "cumulative_percent": float(share[: j + 1].sum())},
            **fields,
        )
        for j, value in enumerate(values)
    )


def unfit(table: Floats, factors: int) -> Text | None:
    """Why this table gives no such factors, or None."""
    k = table.shape[0]
    if factors < 1 or factors >= k or factoring.degrees(k, factors) < 0:
        return core.not_assessable(
            f"{k} ítems no determinan {factors} factores.", f"{k} items do not determine {factors} factors."
        )
    return core.singular() if item_scores.is_singular(table) else None


def said(found: factoring.Factors) -> tuple[Text, ...]:
    """What must be said of a solution."""
    return (*((HEYWOOD,) if found.heywood else ()), *(() if found.converged else (NOT_CONVERGED,)))


def rotated(loadings: Floats, rotation: factoring.Rotation) -> tuple[Floats, Floats]:
    """Loadings (k, m) turned as asked and the correlations (m, m) of the factors."""
    if rotation == "oblimin":
        return factoring.oblimin(loadings)
    return (factoring.varimax(loadings) if rotation == "varimax" else loadings), np.eye(loadings.shape[1])


def fit_of(table: Floats, found: factoring.Factors, n: int) -> Fit:
    """Fit of a solution to a table of correlations of n persons."""
    k, m = found.loadings.shape
    common = found.loadings @ found.loadings.T
    fitted = common + np.diag(1.0 - np.diag(common))
    gap, df = factoring.discrepancy(table, fitted), factoring.degrees(k, m)
    scale = n - 1.0 - (2.0 * k + 5.0) / 6.0 - 2.0 * m / 3.0
    statistic, none = scale * gap, -scale * float(np.linalg.slogdet(table)[1])
    free = k * (k - 1) / 2.0
    residual = (table - fitted)[np.triu_indices(k, 1)]
    return Fit(
        chi2=statistic,
        df=df,
        p=float(chi2.sf(statistic, df)) if df else None,
        rmsea=float(np.sqrt(max(0.0, statistic / (n * df) - 1.0 / (n - 1.0)))) if df else None,
        tli=finite((none / free - statistic / df) / (none / free - 1.0)) if df and none != free else None,
        bic=statistic - df * float(np.log(n)),
        rms=float(np.sqrt((residual**2).mean())),
        discrepancy=gap,
    )


def _fit(subject: Subject, fit: Fit, about: dict[str, Any], fields: dict[str, Any]) -> Estimate:
    """The fit as an estimate; its value is the RMSEA."""
    parameters = about | {"tli": fit.tli, "bic": fit.bic, "rms": fit.rms, "discrepancy": fit.discrepancy}
    if fit.rmsea is None:
        exact = core.not_assessable(
            "el modelo no deja grados de libertad: ajusta siempre.",
            "the model leaves no degrees of freedom: it always fits.",
        )
        return core.refused(subject, METHOD_FIT.id, QUANTITY_FIT, exact, parameters=parameters, **fields)
    return core.estimate(
        subject,
        METHOD_FIT.id,
        QUANTITY_FIT,
        fit.rmsea,
        df=float(fit.df),
        statistic_name="chi2",
        statistic=fit.chi2,
        p=fit.p,
        parameters=parameters,
        assumptions=(core.persons_independent(),),
        **fields,
    )


def _phi(phi: Floats) -> dict[str, float]:
    """Correlations of the factors, by their numbers."""
    return {f"factor_r_{i + 1}_{j + 1}": float(phi[i, j]) for i, j in zip(*np.triu_indices(len(phi), 1), strict=True)}
