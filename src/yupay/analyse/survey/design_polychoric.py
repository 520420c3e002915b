"""If two ordered answers are cuts of two normal variables, how do these go together in the population?

Formula: thresholds are normal quantiles of the weighted margins; rho maximises sum w_ij log P_ij(rho, thresholds);
slopes allow for the thresholds; interval tanh(atanh rho +- c se / (1 - rho^2)).
Reference: Olsson (1979), Psychometrika 44, 443-460; Binder (1983), International Statistical Review 51, 279-292, for
estimating equations under a design.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import polychoric
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design, DesignError
from yupay.analyse.survey.ordinal_crossing import CELLS, Crossing, crossed
from yupay.analyse.survey.ordinal_reference import reference_of
from yupay.analyse.survey.ordinal_report import no_df, not_assessable, refused, shortfall, signed
from yupay.analyse.survey.ordinal_uncertainty import errors, linearised_error, replicated_tables
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-polychoric",
    label=Text(es="Correlación policórica bajo el diseño", en="Polychoric correlation under the design"),
    room="survey",
    formula="rho maximises sum w_ij log P_ij at thresholds of the weighted margins; jackknife and linearised errors; "
    "interval on the scale of atanh",
    reference="Olsson, U. (1979). Maximum likelihood estimation of the polychoric correlation coefficient. "
    "Psychometrika, 44, 443-460. Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex "
    "surveys. International Statistical Review, 51, 279-292.",
    needs=Text(
        es="Dos variables ordinales, normalidad latente, un diseño con dos conglomerados o más en algún estrato",
        en="Two ordinal variables, latent normality, a design with two or more clusters in some stratum",
    ),
    fields=(
        "interval",
        "se",
        "df",
        "statistic",
        "p",
        "parameters.se_linearised",
        "parameters.se_replicates",
        "parameters.df_effective",
        "parameters.deviance",
    ),
    message="survey.design-polychoric",
)
QUANTITY = Text(es="Correlación policórica de la población (ρ)", en="Polychoric correlation of the population (ρ)")
FARTHEST, FEWEST = 0.7, 500


def design_polychoric(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    subject: Subject,
    *,
    domain: ArrayLike | None = None,
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> Estimate:
    """Two-step polychoric correlation of two columns (n,) of a design of n rows; `domain` is a mask (n,)."""
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_polychoric_of(found, subject, level=level)


def design_polychoric_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> Estimate:
    """Two-step polychoric correlation of a crossing; warns outside |rho| <= .7, n >= 500 and full categories."""
    short = shortfall(crossing) or (None if crossing.is_table else _too_many(crossing))
    if short is not None:
        return not_assessable(crossing, subject, METHOD, QUANTITY, short)
    reference = reference_of(crossing)
    if reference is None:
        return not_assessable(crossing, subject, METHOD, QUANTITY, no_df())
    fit = polychoric.two_step(crossing.table)
    if fit.boundary:
        return not_assessable(crossing, subject, METHOD, QUANTITY, _boundary())
    try:
        linearised = linearised_error(crossing, fit.influence) if crossing.knows_clusters else None
        both = errors(crossing, linearised, replicated_tables(crossing, _rho_of), fit.rho)
    except DesignError as error:
        return not_assessable(crossing, subject, METHOD, QUANTITY, refused(error))
    return signed(
        crossing,
        subject,
        METHOD,
        QUANTITY,
        fit.rho,
        both,
        reference,
        level,
        assumptions=(_normality(fit, crossing),),
        warnings=_outside(fit.rho, crossing),
        parameters={"deviance": fit.deviance * crossing.n / crossing.total(), "deviance_df": fit.df},
    )


def _rho_of(tables: Floats) -> Floats:
    """Two-step rho of tables (k, r, c); tables with an empty row or column are fitted one by one."""
    full = (tables.sum(axis=-1) > 0).all(axis=-1) & (tables.sum(axis=-2) > 0).all(axis=-1)
    found = np.full(tables.shape[0], np.nan)
    if full.any():
        found[full] = polychoric.two_step_many(tables[full])
    for index in np.flatnonzero(~full):
        table = tables[index]
        if min((table.sum(axis=1) > 0).sum(), (table.sum(axis=0) > 0).sum()) > 1:
            found[index] = polychoric.two_step(table).rho
    return found


def _normality(fit: polychoric.Fit, crossing: Crossing) -> Assumption:
    """Latent normality, with how far the table lies from the fitted one."""
    deviance = fit.deviance * crossing.n / crossing.total()
    return Assumption(
        name=Text(es="Normalidad latente", en="Latent normality"),
        held=None,
        evidence=Text(
            es="Se supone que cada respuesta es el corte de una variable normal. Desvianza de la tabla ajustada, a "
            f"escala de n: {deviance:.1f} con {fit.df} grados de libertad; bajo un diseño no es una prueba.",
            en="Each answer is taken as a cut of a normal variable. Deviance of the fitted table, scaled to n: "
            f"{deviance:.1f} with {fit.df} degrees of freedom; under a design this is not a test.",
        ),
    )


def _outside(rho: float, crossing: Crossing) -> tuple[Text, ...]:
    """Where the coverage of the interval was not shown."""
    found = []
    if abs(rho) > FARTHEST:
        found.append(Text(es=f"|ρ| = {abs(rho):.2f}, mayor que .70", en=f"|ρ| = {abs(rho):.2f}, above .70"))
    if crossing.n < FEWEST:
        found.append(Text(es=f"n = {crossing.n}, menor que {FEWEST}", en=f"n = {crossing.n}, below {FEWEST}"))
    if crossing.empty:
        found.append(
            Text(
                es=f"categorías sin respuestas: {crossing.empty}", en=f"categories without an answer: {crossing.empty}"
            )
        )
    if not found:
        return ()
    return (
        Text(
            es=f"Fuera de lo simulado ({'; '.join(one.es for one in found)}): la cobertura del intervalo no está "
            "garantizada.",
            en=f"Outside what was simulated ({'; '.join(one.en for one in found)}): the coverage of the interval is not "
            "guaranteed.",
        ),
    )


def _boundary() -> Text:
    return Text(
        es="No evaluable: la verosimilitud crece hasta |ρ| = 1; la tabla no acota la correlación policórica.",
        en="Not assessable: the likelihood rises up to |ρ| = 1; the table does not bound the polychoric correlation.",
    )


def _too_many(crossing: Crossing) -> Text:
    r, c = crossing.shape
    return Text(
        es=f"No evaluable: {r} por {c} categorías; la policórica admite hasta {CELLS} casillas.",
        en=f"Not assessable: {r} by {c} categories; the polychoric takes up to {CELLS} cells.",
    )
