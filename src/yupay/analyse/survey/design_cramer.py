"""How strongly do two answers with categories go together in the population the sample stands for?

Formula: V = sqrt(phi2 / (min(r, c) - 1)), phi2 = sum p_ij^2 / (p_i. p_.j) - 1 of weighted shares; the interval inverts
the non-central chi-square of phi2 corrected for the design by Rao-Scott; p by Rao-Scott, second order.
Reference: Cramer (1946), Mathematical Methods of Statistics; Rao and Scott (1981), JASA 76, 221-230; Bergsma (2013),
Journal of the Korean Statistical Society 42, 323-328, for the bias-corrected value.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.designs import Design, DesignError, degrees
from yupay.analyse.numerics.subject import between
from yupay.analyse.survey.crossed import Crossed
from yupay.analyse.survey.ordinal_coefficients import phi_square
from yupay.analyse.survey.ordinal_contingency import contingency
from yupay.analyse.survey.ordinal_crossing import CELLS, Crossing, crossed
from yupay.analyse.survey.ordinal_interval import Contingency, bias_corrected_v, phi2_limits
from yupay.analyse.survey.ordinal_moments import shares
from yupay.analyse.survey.ordinal_reference import Reference, reference_of
from yupay.analyse.survey.ordinal_report import (
    copied,
    drawn,
    no_df,
    not_assessable,
    parameters_of,
    refused,
    shortfall,
    warnings_of,
)
from yupay.analyse.survey.ordinal_uncertainty import (
    Errors,
    errors,
    linearised_error,
    replicate_tables,
    replicated_tables,
)
from yupay.analyse.survey.rao_scott import of_table
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="design-cramer-v",
    label=Text(es="V de Cramér bajo el diseño", en="Cramér's V under the design"),
    room="survey",
    formula="V = sqrt(phi2 / (min(r, c) - 1)) of weighted shares; interval by inverting the non-central chi-square "
    "with Rao-Scott correction; p by Rao-Scott, second order",
    reference="Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press. Rao, J. N. K., & Scott, "
    "A. J. (1981). The analysis of categorical data from complex sample surveys. Journal of the American Statistical "
    "Association, 76, 221-230. Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the "
    "Korean Statistical Society, 42, 323-328.",
    needs=Text(
        es="Dos variables con categorías y un diseño con dos conglomerados o más en algún estrato",
        en="Two variables with categories and a design with two or more clusters in some stratum",
    ),
    fields=(
        "interval",
        "se",
        "df",
        "statistic",
        "p",
        "parameters.v_bias_corrected",
        "parameters.se_linearised",
        "parameters.se_replicates",
        "parameters.rao_scott_df",
        "parameters.mean_deff",
    ),
    message="survey.design-cramer-v",
)
QUANTITY = Text(es="V de Cramér de la población", en="Cramér's V of the population")
INTERVAL = Text(
    es="inversión de la ji cuadrado no central con corrección de Rao y Scott",
    en="inversion of the non-central chi-square with Rao-Scott correction",
)


def design_cramer(
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
    """Cramér's V of two columns (n,) of categories, numbers or text, of a design of n rows; `domain` is a mask (n,)."""
    found = crossed(x, y, design, domain=domain, x_categories=x_categories, y_categories=y_categories)
    return design_cramer_of(found, subject, level=level)


def design_cramer_of(crossing: Crossing, subject: Subject, *, level: float = 0.95) -> Estimate:
    """Cramér's V of a crossing: of arrays, of tables of clusters, or of a grouped table of the engine."""
    short = shortfall(crossing, ordered=False) or (None if crossing.is_table else _too_many(crossing))
    if short is not None:
        return not_assessable(crossing, subject, METHOD, QUANTITY, short)
    reference = reference_of(crossing)
    if reference is None:
        return not_assessable(crossing, subject, METHOD, QUANTITY, no_df())
    try:
        seen = contingency(crossing, reference.effective(level))
        both = _errors(crossing, seen)
    except DesignError as error:
        return not_assessable(crossing, subject, METHOD, QUANTITY, refused(error))
    return _estimate(crossing, subject, seen, both, reference, level)


def _estimate(
    crossing: Crossing, subject: Subject, seen: Contingency, both: Errors, reference: Reference, level: float
) -> Estimate:
    """The estimate from all its parts; without variation between clusters there is neither interval nor p."""
    least, varies = min(crossing.shape) - 1, seen.tau > 1e-15
    test = independence(crossing, subject)
    rejected = test.p is None or test.p < 1.0 - level
    limits = (
        [float(min(1.0, np.sqrt(one / least))) for one in phi2_limits(seen, level, rejected=rejected)] if varies else []
    )
    return Estimate(
        **copied(crossing, subject, METHOD, QUANTITY),
        value=float(min(1.0, np.sqrt(seen.phi2 / least))),
        se=both.replicated if both.replicated is not None else both.linearised,
        interval=between((limits[0], limits[1]) if limits else None, level, INTERVAL),
        df=reference.df,
        statistic_name="F (Rao-Scott)" if test.statistic is not None else None,
        statistic=test.statistic,
        p=test.p,
        assumptions=(drawn(crossing, reference),),
        parameters=parameters_of(crossing, both, reference, level)
        | {
            "v_bias_corrected": bias_corrected_v(seen, crossing.shape) if varies else None,
            "phi2": seen.phi2,
            "phi2_by_chance": seen.tau,
            "mean_deff": seen.tau / seen.df * crossing.n,
            "rao_scott_df": test.parameters.get("ndf"),
            "rao_scott_df2": test.parameters.get("ddf"),
        },
        warnings=warnings_of(crossing, both, reference, bounded=bool(limits)),
    )


def independence(crossing: Crossing, subject: Subject) -> Estimate:
    """The Rao-Scott test of the same table, second order, as the method `rao-scott` gives it."""
    entries, cell, weight = _entries(crossing)
    table = Crossed(
        design=entries,
        rows=crossing.x_labels,
        columns=crossing.y_labels,
        cell=cell,
        weight=weight,
        n=crossing.n,
        missing=crossing.missing,
        df=degrees(entries),
        totals=_totals(crossing),
    )
    return of_table(table, subject)


def _entries(crossing: Crossing) -> tuple[Design, Whole, Floats]:
    """The design of the entries, their cells and weights; all rows where weights were fitted, -1 outside the table."""
    design = crossing.design
    if design.calibrations:
        cell, weight = np.full(design.n, -1, dtype=np.int64), np.zeros(design.n)
        cell[crossing.row], weight[crossing.row] = crossing.cell, crossing.weight
        return design, cell, weight
    stages = tuple(replace(stage, cluster=stage.cluster[crossing.row]) for stage in design.stages)
    entries = replace(design, weights=crossing.weight, stages=stages, replicates=crossing.replicates)
    return entries, crossing.cell, crossing.weight


def _totals(crossing: Crossing) -> Floats | None:
    """Cells by replicate weight (R, r c)."""
    if crossing.replicates is None:
        return None
    tables = np.concatenate(list(replicate_tables(crossing)))
    return np.asarray(tables.reshape(tables.shape[0], -1))


def _errors(crossing: Crossing, seen: Contingency) -> Errors:
    """Standard errors of V; the linearised one does not exist at V = 0."""
    least = min(crossing.shape) - 1
    value = float(np.sqrt(seen.phi2 / least))
    linearised = None
    if value > 1e-9 and crossing.knows_clusters:
        slope = phi_square(shares(crossing.table, 2)).slope / (2.0 * least * value)
        linearised = linearised_error(crossing, slope)
    thetas = replicated_tables(crossing, lambda tables: _v(tables, least))
    return errors(crossing, linearised, thetas, value)


def _v(tables: np.ndarray, least: int) -> np.ndarray:
    """V of tables (k, r, c)."""
    return np.asarray(np.sqrt(np.maximum(phi_square(shares(tables, 2)).value, 0.0) / least))


def _too_many(crossing: Crossing) -> Text:
    r, c = crossing.shape
    return Text(
        es=f"No evaluable: {r} por {c} categorías; V admite hasta {CELLS} casillas.",
        en=f"Not assessable: {r} by {c} categories; V takes up to {CELLS} cells.",
    )
