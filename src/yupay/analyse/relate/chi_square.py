"""Are two classifications independent, and where in the table are they not?

Formula: X^2 = sum (observed - expected)^2 / expected, G^2 = 2 sum observed log(observed / expected), both on (r-1)(c-1)
degrees of freedom; M^2 = (n - 1) r^2 on one, r the correlation of row and column scores; adjusted residual = (observed -
expected) / sqrt(expected (1 - row share)(1 - column share)). Where more than a fifth of the cells expect fewer than 5
units, or one fewer than 1, p is that of X^2 over tables with these margins: all of them (2 x 2), or sampled ones.
Reference: Pearson (1900), Philosophical Magazine 50, 157-175; Cochran (1954), Biometrics 10, 417-451, for the rule;
Haberman (1973), Biometrics 29, 205-220, for residuals; Agresti (2010), Analysis of ordinal categorical data, ch. 7.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, gammaln, ndtr

from yupay.analyse.numerics import contingency, intervals, table_sampling
from yupay.analyse.numerics.arrays import Floats, finite
from yupay.analyse.numerics.contingency import Categories, Opened
from yupay.analyse.numerics.subject import about, between, independence
from yupay.analyse.relate.cramer import NEEDS, nothing
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="chi-square",
    label=Text(es="Chi-cuadrado de independencia", en="Chi-square test of independence"),
    room="relate",
    formula="X² = sum (O - E)² / E on (r - 1)(c - 1) df; p over tables with the same margins where E is too small",
    reference="Pearson, K. (1900). On the criterion that a given system of deviations... Philosophical Magazine, 50, "
    "157-175. Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. Biometrics, 10, 417-451.",
    needs=NEEDS,
    fields=(
        "statistic",
        "df",
        "p",
        "seed",
        "parameters.p_method",
        "parameters.p_asymptotic",
        "parameters.share_below_5",
    ),
    message="relate.chi-square",
)
G_METHOD = Method(
    id="likelihood-ratio",
    label=Text(es="Razón de verosimilitud de independencia (G²)", en="Likelihood ratio test of independence (G²)"),
    room="relate",
    formula="G² = 2 sum O log(O / E) on (r - 1)(c - 1) df",
    reference="Wilks, S. S. (1935). The likelihood test of independence in contingency tables. Annals of Mathematical "
    "Statistics, 6, 190-196. Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. Biometrics, 10, "
    "417-451.",
    needs=NEEDS,
    fields=("statistic", "df", "p", "parameters.share_below_5"),
    message="relate.likelihood-ratio",
)
LINEAR_METHOD = Method(
    id="linear-by-linear",
    label=Text(es="Asociación lineal por lineal", en="Linear-by-linear association"),
    room="relate",
    formula="M² = (n - 1) r² on 1 df, r the correlation of row and column scores",
    reference="Mantel, N. (1963). Chi-square tests with one degree of freedom; extensions of the Mantel-Haenszel "
    "procedure. Journal of the American Statistical Association, 58, 690-700. Agresti, A. (2010). Analysis of ordinal "
    "categorical data (2nd ed.). Wiley.",
    needs=Text(
        es="Dos variables ordinales con dos categorías ocupadas o más, y puntajes para ellas; n de 4 o más",
        en="Two ordinal variables with two or more occupied categories, and scores for them; n of 4 or more",
    ),
    fields=("interval", "statistic", "df", "p"),
    message="relate.linear-by-linear",
)
RESIDUAL_METHOD = Method(
    id="adjusted-residual",
    label=Text(es="Residuo estandarizado ajustado de una celda", en="Adjusted standardised residual of a cell"),
    room="relate",
    formula="(O - E) / sqrt(E (1 - row share)(1 - column share)), standard normal under independence",
    reference="Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, 29, 205-220.",
    needs=NEEDS,
    fields=("p", "parameters.observed", "parameters.expected"),
    message="relate.adjusted-residual",
)
QUANTITY = Text(es="Chi-cuadrado de Pearson (X²)", en="Pearson's chi-square (X²)")
G_QUANTITY = Text(es="Razón de verosimilitud (G²)", en="Likelihood ratio (G²)")
LINEAR_QUANTITY = Text(es="Correlación de los puntajes de filas y columnas", en="Correlation of row and column scores")
RESIDUAL_QUANTITY = Text(es="Residuo estandarizado ajustado", en="Adjusted standardised residual")
FISHER = Text(es="z de Fisher", en="Fisher z")
SMALL = Text(
    es="Hay frecuencias esperadas demasiado pequeñas para la distribución chi-cuadrado: véase la regla y la prueba exacta.",
    en="Expected counts are too small for the chi-square distribution: see the rule and the exact test.",
)
SLACK = 1e-9


def chi_square(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    seed: int,
    draws: int = 9_999,
    p_method: Literal["auto", "asymptotic", "sampled"] = "auto",
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> Estimate:
    """Pearson's chi-square of two columns (n,) of categories, or of a ready table x (r, c) where y is None.

    `p_method` "auto" takes the chi-square distribution where the rule on expected counts holds, and tables with the
    same margins where it does not; `seed` is used only where tables are sampled.
    """
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is not None:
        return nothing(open_, subject, METHOD.id, QUANTITY, open_.short)
    statistic, df = float(contingency.pearson(open_.table)), contingency.degrees_of_freedom(open_.table)
    rule = expected_rule(open_.table)
    p, how = float(chdtrc(df, statistic)), "asymptotic"
    if p_method == "sampled" or (p_method == "auto" and not rule.held):
        p, how = conditional_p(open_.table, statistic, draws, seed)
    return Estimate(
        **{**about(subject), "unit": "chi-square"},
        method=METHOD.id,
        quantity=QUANTITY,
        value=statistic,
        df=float(df),
        n=open_.n,
        statistic_name="X²",
        statistic=statistic,
        p=p,
        assumptions=(independence(), rule),
        seed=seed if how == "sampled" else None,
        parameters={
            "p_method": how,
            "p_asymptotic": float(chdtrc(df, statistic)),
            "tables": draws if how == "sampled" else None,
            **_expected_counts(open_.table),
        },
        warnings=(*open_.warnings, *(() if rule.held else (SMALL,))),
    )


def likelihood_ratio(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> Estimate:
    """G^2 of two columns (n,) of categories, or of a ready table x (r, c) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is not None:
        return nothing(open_, subject, G_METHOD.id, G_QUANTITY, open_.short)
    statistic = max(0.0, float(contingency.likelihood_ratio(open_.table)))
    df, rule = contingency.degrees_of_freedom(open_.table), expected_rule(open_.table)
    return Estimate(
        **{**about(subject), "unit": "chi-square"},
        method=G_METHOD.id,
        quantity=G_QUANTITY,
        value=statistic,
        df=float(df),
        n=open_.n,
        statistic_name="G²",
        statistic=statistic,
        p=float(chdtrc(df, statistic)),
        assumptions=(independence(), rule),
        parameters=_expected_counts(open_.table),
        warnings=(*open_.warnings, *(() if rule.held else (SMALL,))),
    )


def linear_by_linear(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_scores: Sequence[float] | None = None,
    y_scores: Sequence[float] | None = None,
    x_categories: Categories = None,
    y_categories: Categories = None,
    level: float = 0.95,
) -> Estimate:
    """Correlation of scores (1, 2, ... unless given, one per category) and Mantel's M^2 with one degree of freedom."""
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=True)
    if open_.short is not None:
        return nothing(open_, subject, LINEAR_METHOD.id, LINEAR_QUANTITY, open_.short)
    rows, columns = scores(open_, x_scores, y_scores)
    r = float(contingency.linear_by_linear(open_.cross.counts, rows, columns))
    statistic, se = (open_.n - 1) * r * r, intervals.fisher_se(open_.n)
    return Estimate(
        **about(subject),
        method=LINEAR_METHOD.id,
        quantity=LINEAR_QUANTITY,
        value=r,
        interval=between(intervals.fisher(r, se, level) if se and abs(r) < 1 else None, level, FISHER),
        df=1.0,
        n=open_.n,
        statistic_name="M²",
        statistic=statistic,
        p=float(chdtrc(1.0, statistic)),
        assumptions=(independence(),),
        parameters={"scores": "given" if x_scores or y_scores else "1, 2, ..."},
        warnings=open_.warnings,
    )


def scores(
    open_: Opened, x_scores: Sequence[float] | None = None, y_scores: Sequence[float] | None = None
) -> tuple[Floats, Floats]:
    """Scores of the rows and columns of the whole table: those given, or 1, 2, ...

    Raises:
        ValueError: scores that are not one per category, not finite, or that do not grow.

    """
    found = []
    for given, names in ((x_scores, open_.cross.rows), (y_scores, open_.cross.columns)):
        one = np.arange(1.0, len(names) + 1.0) if given is None else np.asarray(given, dtype=np.float64)
        if one.shape != (len(names),) or not np.isfinite(one).all() or (np.diff(one) <= 0).any():
            raise ValueError(f"scores are one growing number per category: {', '.join(names)}")
        found.append(one)
    return found[0], found[1]


def adjusted_residuals(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> tuple[Estimate, ...]:
    """The adjusted residual of every cell, row by row, keyed "row|column", with a two-sided normal p each.

    The p of the cells form one family and are to be adjusted together (`holm`). Cells of empty rows and columns are
    left out; one estimate without value where nothing can be computed.
    """
    open_ = contingency.opened(x, y, x_categories, y_categories)
    if open_.short is not None:
        return (nothing(open_, subject, RESIDUAL_METHOD.id, RESIDUAL_QUANTITY, open_.short),)
    counts = open_.cross.counts
    rows, columns = np.flatnonzero(counts.sum(axis=1) > 0), np.flatnonzero(counts.sum(axis=0) > 0)
    residuals, hoped = contingency.adjusted_residuals(open_.table), contingency.expected(open_.table)
    common = {**about(subject), "unit": "standard errors", "method": RESIDUAL_METHOD.id, "quantity": RESIDUAL_QUANTITY}
    return tuple(
        Estimate(
            **{**common, "key": f"{open_.cross.rows[row]}|{open_.cross.columns[column]}"},
            value=float(residuals[i, j]),
            n=open_.n,
            statistic_name="z",
            statistic=float(residuals[i, j]),
            p=float(2.0 * ndtr(-abs(residuals[i, j]))),
            assumptions=(independence(),),
            parameters={"observed": float(open_.table[i, j]), "expected": float(hoped[i, j])},
            warnings=open_.warnings,
        )
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    )


def expected_rule(table: Floats) -> Assumption:
    """Cochran's rule: at most a fifth of the cells expect fewer than 5 units, none fewer than 1."""
    counts = _expected_counts(table)
    share, least = counts["share_below_5"], counts["smallest_expected"]
    return Assumption(
        name=Text(es="Frecuencias esperadas suficientes", en="Expected counts large enough"),
        held=bool(share <= 0.2 and least >= 1.0),
        evidence=Text(
            es=f"Celdas con frecuencia esperada menor que 5: {share:.0%}; la menor: {least:.2f}. Regla de Cochran (1954): "
            "como máximo 20 %, ninguna menor que 1.",
            en=f"Cells that expect fewer than 5: {share:.0%}; smallest: {least:.2f}. Cochran's rule (1954): at most 20%, "
            "none below 1.",
        ),
    )


def conditional_p(table: Floats, statistic: float, draws: int, seed: int) -> tuple[float, str]:
    """The p of X^2 over tables with these margins: all of a 2 x 2 table, sampled ones of a larger one."""
    hoped, at_least = contingency.expected(table), statistic * (1.0 - SLACK) - SLACK
    if table.shape == (2, 2):
        row, column, n = table[0].sum(), table[:, 0].sum(), table.sum()
        a = np.arange(max(0.0, row + column - n), min(row, column) + 1.0)
        cells = np.stack([a, row - a, column - a, n - row - column + a], axis=-1)
        weight = -gammaln(cells + 1.0).sum(axis=-1)
        chance = np.exp(weight - weight.max())
        far = contingency.pearson(cells.reshape(-1, 2, 2), hoped) >= at_least
        return float(min(1.0, chance[far].sum() / chance.sum())), "exact"
    far_out = sum(
        int((contingency.pearson(block, hoped) >= at_least).sum())
        for block in table_sampling.sampled_tables(table, draws, seed)
    )
    return (1.0 + far_out) / (1.0 + draws), "sampled"


def _expected_counts(table: Floats) -> dict[str, float]:
    """The share of cells that expect fewer than 5, and the smallest expected count."""
    hoped = contingency.expected(table)
    return {"share_below_5": float((hoped < 5.0).mean()), "smallest_expected": finite(hoped.min()) or 0.0}
