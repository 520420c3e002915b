"""Of the pairs of units that two ordered variables tell apart, how many more do they order alike than unlike?

Formula: gamma = (P - Q) / (P + Q); tau-b = (P - Q) / sqrt(w_r w_c); tau-c = m (P - Q) / (n^2 (m - 1)); P, Q twice the
concordant and discordant pairs of the table, w twice the pairs untied in rows, in columns. p: z = value / ASE0, the
error under independence; interval: tanh(atanh(value) +- z ASE1 / (1 - value^2)), ASE1 the error as the table stands.
Reference: Goodman and Kruskal (1954, 1963), JASA 49, 732-764 and 58, 310-364; Brown and Benedetti (1977), JASA 72,
309-315; Stuart (1953), Biometrika 40, 105-110, for tau-c.
"""

from numpy.typing import ArrayLike
from scipy.special import ndtr

from yupay.analyse.numerics import contingency, intervals
from yupay.analyse.numerics.contingency import Categories, Measure, Opened
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Dos variables ordinales, cada una con dos categorías ocupadas o más; n de 4 o más",
    en="Two ordinal variables, each with two or more occupied categories; n of 4 or more",
)
FIELDS = ("interval", "se", "statistic", "p", "parameters.se0", "parameters.concordant", "parameters.discordant")
BROWN_BENEDETTI = (
    "Brown, M. B., & Benedetti, J. K. (1977). Sampling behavior of tests for correlation in two-way contingency tables. "
    "Journal of the American Statistical Association, 72, 309-315."
)
METHOD = Method(
    id="gamma",
    label=Text(es="Gamma de Goodman y Kruskal", en="Goodman and Kruskal's gamma"),
    room="relate",
    formula="gamma = (P - Q) / (P + Q); z = gamma / ASE0; Fisher z interval with ASE1",
    reference="Goodman, L. A., & Kruskal, W. H. (1963). Measures of association for cross classifications III: "
    "Approximate sampling theory. Journal of the American Statistical Association, 58, 310-364. " + BROWN_BENEDETTI,
    needs=NEEDS,
    fields=FIELDS,
    message="relate.gamma",
)
TAU_B_METHOD = Method(
    id="tau-b-table",
    label=Text(es="Tau-b de Kendall de una tabla", en="Kendall's tau-b of a table"),
    room="relate",
    formula="tau-b = (P - Q) / sqrt(w_r w_c); z = tau-b / ASE0; Fisher z interval with ASE1",
    reference="Kendall, M., & Gibbons, J. D. (1990). Rank correlation methods (5th ed.). Edward Arnold. "
    + BROWN_BENEDETTI,
    needs=NEEDS,
    fields=FIELDS,
    message="relate.tau-b-table",
)
TAU_C_METHOD = Method(
    id="tau-c",
    label=Text(es="Tau-c de Stuart", en="Stuart's tau-c"),
    room="relate",
    formula="tau-c = m (P - Q) / (n^2 (m - 1)); z = tau-c / ASE0; Fisher z interval with ASE1",
    reference="Stuart, A. (1953). The estimation and comparison of strengths of association in contingency tables. "
    "Biometrika, 40, 105-110. " + BROWN_BENEDETTI,
    needs=NEEDS,
    fields=FIELDS,
    message="relate.tau-c",
)
QUANTITY = Text(es="Gamma de Goodman y Kruskal (γ)", en="Goodman and Kruskal's gamma (γ)")
TAU_B_QUANTITY = Text(es="Tau-b de Kendall (τb)", en="Kendall's tau-b (τb)")
TAU_C_QUANTITY = Text(es="Tau-c de Stuart (τc)", en="Stuart's tau-c (τc)")
INTERVAL = Text(
    es="z de Fisher con el error estándar asintótico (ASE1)", en="Fisher z with the asymptotic standard error (ASE1)"
)
CERTAIN = Text(
    es="Error estándar de cero: la tabla no deja ver cuánto variaría el coeficiente; no se da intervalo.",
    en="Standard error of zero: the table does not show how much the coefficient would vary; no interval is given.",
)


def gamma(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Gamma of two columns (n,) of ordered categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    measure = None if open_.short else contingency.gamma(open_.table)
    return of_pairs(open_, measure, subject, METHOD.id, QUANTITY, alternative, level)


def tau_b(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Tau-b of two columns (n,) of ordered categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    measure = None if open_.short else contingency.tau_b(open_.table)
    return of_pairs(open_, measure, subject, TAU_B_METHOD.id, TAU_B_QUANTITY, alternative, level)


def tau_c(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Tau-c of two columns (n,) of ordered categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    measure = None if open_.short else contingency.tau_c(open_.table)
    return of_pairs(open_, measure, subject, TAU_C_METHOD.id, TAU_C_QUANTITY, alternative, level)


def of_pairs(
    open_: Opened,
    measure: Measure | None,
    subject: Subject,
    method: str,
    quantity: Text,
    alternative: Alternative,
    level: float,
) -> Estimate:
    """The estimate of one coefficient of pairs; without a measure, the reason why there is none."""
    common = {**about(subject), "method": method, "quantity": quantity, "n": open_.n}
    if measure is None or open_.short is not None:
        return Estimate(**common, value=None, warnings=(*open_.warnings, *(() if not open_.short else (open_.short,))))
    value, se = min(1.0, max(-1.0, measure.value)), contingency.standard_error(open_.table, measure.influence)
    certain = se < 1e-9 or abs(value) > 1.0 - 1e-12
    z = measure.value / measure.se0 if measure.se0 > 0 else None
    concordant, discordant = contingency.pairs(open_.table)
    return Estimate(
        **common,
        value=value,
        interval=None if certain else between(intervals.fisher(value, se / (1 - value**2), level), level, INTERVAL),
        se=se,
        statistic_name="z",
        statistic=z,
        p=None if z is None else normal_tail(z, alternative),
        assumptions=(independence(),),
        parameters={
            "alternative": alternative,
            "se0": measure.se0,
            "concordant": float(concordant),
            "discordant": float(discordant),
            "rows": open_.table.shape[0],
            "columns": open_.table.shape[1],
        },
        warnings=(*open_.warnings, *((CERTAIN,) if certain else ())),
    )


def normal_tail(z: float, alternative: Alternative) -> float:
    """Probability of a standard normal at least this far in the direction of the alternative."""
    if alternative == "two-sided":
        return float(2.0 * ndtr(-abs(z)))
    return float(ndtr(-z) if alternative == "greater" else ndtr(z))
