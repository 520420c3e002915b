"""How far is a table of two classifications from independence, and how much does one tell about the other?

Formula: V = sqrt(X^2 / (n (m - 1))), m the fewer of rows and columns. Interval: noncentralities L, U that put X^2 in the
upper and lower (1 - level) / 2 of the noncentral chi-square, V = sqrt(L / (n (m - 1))) and the same of U, the upper limit
raised to V itself where it fell below. phi = (ad - bc) / sqrt of the four margins. lambda = (sum of the largest cells of
each row - largest column) / (n - largest column).
Reference: Cramer (1946), Mathematical methods of statistics, ch. 21; Smithson (2003), Confidence intervals, ch. 4; Bergsma
(2013), Journal of the Korean Statistical Society 42, 323-328; Goodman and Kruskal (1954), JASA 49, 732-764.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from yupay.analyse.numerics import contingency
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories, Opened
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence
from yupay.analyse.relate.gamma import of_pairs
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

NEEDS = Text(
    es="Dos variables con dos categorías ocupadas o más; n de 4 o más",
    en="Two variables with two or more occupied categories; n of 4 or more",
)
METHOD = Method(
    id="cramers-v",
    label=Text(es="V de Cramér", en="Cramér's V"),
    room="relate",
    formula="V = sqrt(X² / (n (m - 1))); interval by inverting the noncentral chi-square, never leaving V out",
    reference="Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press. Smithson, M. (2003). "
    "Confidence intervals. Sage. Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the "
    "Korean Statistical Society, 42, 323-328.",
    needs=NEEDS,
    fields=("interval", "statistic", "df", "p", "parameters.bias_corrected", "parameters.contingency_coefficient"),
    message="relate.cramers-v",
)
PHI_METHOD = Method(
    id="phi",
    label=Text(es="Coeficiente phi", en="Phi coefficient"),
    room="relate",
    formula="phi = (ad - bc) / sqrt((a + b)(c + d)(a + c)(b + d)); Fisher z interval with ASE1",
    reference="Goodman, L. A., & Kruskal, W. H. (1963). Measures of association for cross classifications III: "
    "Approximate sampling theory. Journal of the American Statistical Association, 58, 310-364.",
    needs=Text(
        es="Dos variables con dos categorías; n de 4 o más", en="Two variables with two categories; n of 4 or more"
    ),
    fields=("interval", "se", "statistic", "p", "parameters.se0"),
    message="relate.phi",
)
LAMBDA_METHOD = Method(
    id="lambda",
    label=Text(es="Lambda de Goodman y Kruskal", en="Goodman and Kruskal's lambda"),
    room="relate",
    formula="lambda = (sum over rows of the largest cell - largest column) / (n - largest column)",
    reference="Goodman, L. A., & Kruskal, W. H. (1954). Measures of association for cross classifications. Journal of "
    "the American Statistical Association, 49, 732-764.",
    needs=NEEDS,
    fields=("interval", "se", "parameters.direction"),
    message="relate.lambda",
)
QUANTITY = Text(es="V de Cramér", en="Cramér's V")
PHI_QUANTITY = Text(es="Coeficiente phi (φ)", en="Phi coefficient (φ)")
LAMBDA_QUANTITY = {
    "columns": Text(es="Lambda de y dado x", en="Lambda of y given x"),
    "rows": Text(es="Lambda de x dado y", en="Lambda of x given y"),
    "symmetric": Text(es="Lambda simétrica", en="Symmetric lambda"),
}
INTERVAL = Text(
    es="inversión de la chi-cuadrado no central (Smithson, 2003), que no deja fuera a V",
    en="inverted noncentral chi-square (Smithson, 2003), V never left out",
)
WALD = Text(es="normal con el error estándar asintótico (ASE1)", en="normal with the asymptotic standard error (ASE1)")
NOT_TWO_BY_TWO = Text(
    es="No evaluable: el coeficiente es de tablas de dos por dos.",
    en="Not assessable: the coefficient is of 2 x 2 tables.",
)
ONE_COLUMN = Text(
    es="No evaluable: todas las unidades están en una sola categoría.",
    en="Not assessable: every unit is in one category.",
)


def cramers_v(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> Estimate:
    """Cramer's V of two columns (n,) of categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is not None:
        return nothing(open_, subject, METHOD.id, QUANTITY, open_.short)
    table, n = open_.table, float(open_.n)
    chi_square, df = float(contingency.pearson(table)), contingency.degrees_of_freedom(table)
    v = min(1.0, contingency.cramers_v(chi_square, table))
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=v,
        interval=between(v_limits(chi_square, table, level), level, INTERVAL),
        df=float(df),
        n=open_.n,
        statistic_name="X²",
        statistic=chi_square,
        p=float(chdtrc(df, chi_square)),
        assumptions=(independence(),),
        parameters={
            "bias_corrected": contingency.bias_corrected_v(chi_square, table),
            "contingency_coefficient": float(np.sqrt(chi_square / (chi_square + n))),
            "smallest_expected": float(contingency.expected(table).min()),
            "rows": table.shape[0],
            "columns": table.shape[1],
        },
        warnings=open_.warnings,
    )


def v_limits(chi_square: float, table: Floats, level: float) -> tuple[float, float]:
    """Limits of Cramer's V within [0, 1] that hold V itself."""
    low, high = contingency.noncentral_limits(chi_square, contingency.degrees_of_freedom(table), level)
    v = contingency.cramers_v(chi_square, table)
    limits = contingency.cramers_v(low, table), max(v, contingency.cramers_v(high, table))
    return min(1.0, limits[0]), min(1.0, limits[1])


def phi(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Signed phi of two columns (n,) with two categories, or of a ready table x (2, 2) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is None and open_.table.shape != (2, 2):
        return nothing(open_, subject, PHI_METHOD.id, PHI_QUANTITY, NOT_TWO_BY_TWO)
    measure = None if open_.short else contingency.tau_b(open_.table)
    return of_pairs(open_, measure, subject, PHI_METHOD.id, PHI_QUANTITY, alternative, level)


def goodman_kruskal_lambda(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    of: contingency.Direction = "columns",
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> Estimate:
    """Lambda, the share of wrong guesses of one variable that knowing the other spares; parameters as in `somers_d`."""
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is not None:
        return nothing(open_, subject, LAMBDA_METHOD.id, LAMBDA_QUANTITY[of], open_.short)
    sides = {"columns": (open_.table,), "rows": (open_.table.T,), "symmetric": (open_.table, open_.table.T)}[of]
    value, influence = _lambda(sides)
    if influence is None:
        return nothing(open_, subject, LAMBDA_METHOD.id, LAMBDA_QUANTITY[of], ONE_COLUMN)
    se = contingency.standard_error(sides[0], influence)
    reach = float(ndtri(0.5 + level / 2.0)) * se
    inside = 0.0 < value < 1.0
    return Estimate(
        **about(subject),
        method=LAMBDA_METHOD.id,
        quantity=LAMBDA_QUANTITY[of],
        value=value,
        interval=Interval(low=max(0.0, value - reach), high=min(1.0, value + reach), level=level, method=WALD)
        if inside
        else None,
        se=se if inside else None,
        n=open_.n,
        assumptions=(independence(),),
        parameters={"direction": of},
        warnings=open_.warnings,
    )


def _lambda(sides: tuple[Floats, ...]) -> tuple[float, Floats | None]:
    """Lambda over one side, or both, and its influence in the shape of the first; None where nothing can be guessed wrong.

    Modes that tie are taken at the first of them; the standard error holds where modes are single.
    """
    n, spared, wrong = float(sides[0].sum()), 0.0, 0.0
    hit, guessed = np.zeros(sides[0].shape), np.zeros(sides[0].shape)
    for turned, table in enumerate(sides):
        best, mode = table.argmax(axis=1), int(table.sum(axis=0).argmax())
        spared += float(table.max(axis=1).sum() - table.sum(axis=0).max())
        wrong += n - float(table.sum(axis=0).max())
        known = (np.arange(table.shape[1])[None, :] == best[:, None]).astype(float)
        blind = np.zeros(table.shape)
        blind[:, mode] = 1.0
        hit, guessed = hit + (known.T if turned else known), guessed + (blind.T if turned else blind)
    if wrong <= 0:
        return 0.0, None
    slope = n * ((hit - guessed) * wrong - spared * (len(sides) - guessed)) / wrong**2
    return spared / wrong, slope - (sides[0] * slope).sum() / n


def nothing(open_: Opened, subject: Subject, method: str, quantity: Text, why: Text) -> Estimate:
    """The estimate of a table about which nothing can be said, and why."""
    return Estimate(
        **about(subject), method=method, quantity=quantity, value=None, n=open_.n, warnings=(*open_.warnings, why)
    )
