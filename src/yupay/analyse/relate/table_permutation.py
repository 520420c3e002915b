"""Would shuffling one of two ordinal variables give an association as strong as this, and how often?

Formula: a shuffle of either column gives a table with the same margins, whose law is the multivariate hypergeometric; such
tables are drawn straight away, so the cost does not grow with n. p = (1 + tables as far out) / (1 + tables drawn).
Reference: Pitman (1937), Supplement to the Journal of the Royal Statistical Society 4, 225-232; Agresti, Wackerly and
Boyett (1979), Psychometrika 44, 75-83; Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular
Biology 9, article 39, for the 1 + 1.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import contingency, permutation, table_sampling
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories, Opened
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, independence
from yupay.analyse.relate.chi_square import scores
from yupay.analyse.relate.cramer import nothing
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Statistic = Literal["spearman", "kendall-tau-b", "gamma", "somers-d", "linear-by-linear", "cramers-v"]
METHOD = Method(
    id="table-permutation",
    label=Text(es="Permutación por muestreo de tablas", en="Permutation by sampling tables"),
    room="relate",
    formula="p = (1 + tables as far out) / (1 + tables drawn), tables from the permutation law given both margins",
    reference="Agresti, A., Wackerly, D., & Boyett, J. M. (1979). Exact conditional tests for cross-classifications: "
    "Approximation of attained significance levels. Psychometrika, 44, 75-83. Phipson, B., & Smyth, G. K. (2010). "
    "Permutation P-values should never be zero. Statistical Applications in Genetics and Molecular Biology, 9, article 39.",
    needs=Text(
        es="Dos variables con categorías (ordinales, salvo para la V de Cramér); n de 4 o más",
        en="Two variables with categories (ordinal, save for Cramér's V); n of 4 or more",
    ),
    fields=("p", "seed", "parameters.statistic", "parameters.tables", "parameters.p_se"),
    message="relate.table-permutation",
)
QUANTITY: dict[Statistic, Text] = {
    "spearman": Text(es="Correlación de Spearman (ρ)", en="Spearman correlation (ρ)"),
    "kendall-tau-b": Text(es="Tau-b de Kendall (τb)", en="Kendall's tau-b (τb)"),
    "gamma": Text(es="Gamma de Goodman y Kruskal (γ)", en="Goodman and Kruskal's gamma (γ)"),
    "somers-d": Text(es="D de Somers de y dado x", en="Somers' d of y given x"),
    "linear-by-linear": Text(
        es="Correlación de los puntajes de filas y columnas", en="Correlation of row and column scores"
    ),
    "cramers-v": Text(es="V de Cramér", en="Cramér's V"),
}
Measured = Callable[[Floats], Floats]


def table_permutation(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    seed: int,
    statistic: Statistic = "spearman",
    draws: int = 9_999,
    alternative: Alternative = "two-sided",
    x_categories: Categories = None,
    y_categories: Categories = None,
    x_scores: Sequence[float] | None = None,
    y_scores: Sequence[float] | None = None,
) -> Estimate:
    """Permutation p of a coefficient of two columns (n,) of categories, or of a ready table x (r, c) where y is None.

    Scores are only for "linear-by-linear". Cramer's V has no sign: its alternative is always a larger V.
    """
    nominal = statistic == "cramers-v"
    open_ = contingency.opened(x, y, x_categories, y_categories, ordinal=not nominal)
    if open_.short is not None:
        return nothing(open_, subject, METHOD.id, QUANTITY[statistic], open_.short)
    of = measured(open_, statistic, x_scores, y_scores)
    value, side = float(of(open_.table)), "greater" if nominal else alternative
    far = as_far(open_.table, of, value, side, draws, seed)
    p = (1.0 + far) / (1.0 + draws)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY[statistic],
        value=value,
        n=open_.n,
        p=p,
        assumptions=(independence(),),
        seed=seed,
        parameters={
            "statistic": statistic,
            "alternative": side,
            "tables": draws,
            "p_se": float(np.sqrt(p * (1.0 - p) / draws)),
            "rows": open_.table.shape[0],
            "columns": open_.table.shape[1],
        },
        warnings=open_.warnings,
    )


def as_far(table: Floats, of: Measured, observed: float, alternative: Alternative, draws: int, seed: int) -> int:
    """How many of `draws` tables with the margins of `table` have a statistic at least as far out as the observed one."""
    blocks = table_sampling.sampled_tables(table, draws, seed)
    return sum(permutation.as_far(of(block), observed, alternative) for block in blocks)


def measured(
    open_: Opened,
    statistic: Statistic,
    x_scores: Sequence[float] | None = None,
    y_scores: Sequence[float] | None = None,
) -> Measured:
    """The statistic (...) of tables (..., r, c) that share the margins of an opened table."""
    table = open_.table
    rows, columns, n = table.sum(axis=1), table.sum(axis=0), float(table.sum())
    untied_rows, untied_columns = n**2 - (rows**2).sum(), n**2 - (columns**2).sum()
    if statistic == "spearman":
        return _scored(rows, columns, contingency.mid_ranks(rows), contingency.mid_ranks(columns))
    if statistic == "linear-by-linear":
        first, second = scores(open_, x_scores, y_scores)
        held = open_.cross.counts.sum(axis=1) > 0, open_.cross.counts.sum(axis=0) > 0
        return _scored(rows, columns, first[held[0]], second[held[1]])
    if statistic == "kendall-tau-b":
        return lambda tables: _excess(tables) / np.sqrt(untied_rows * untied_columns)
    if statistic == "somers-d":
        return lambda tables: _excess(tables) / untied_rows
    if statistic == "gamma":
        return _gamma
    hoped, below = contingency.expected(table), n * (min(table.shape) - 1)
    return lambda tables: np.sqrt(contingency.pearson(tables, hoped) / below)


def _scored(rows: Floats, columns: Floats, first: Floats, second: Floats) -> Measured:
    """Correlation of scores of rows and columns whose margins do not change."""
    n = rows.sum()
    a, b = first - rows @ first / n, second - columns @ second / n
    weight = np.outer(a, b) / np.sqrt((rows @ a**2) * (columns @ b**2))
    return lambda tables: np.asarray(np.tensordot(tables, weight, axes=2))


def _excess(tables: Floats) -> Floats:
    """P - Q (...) of tables (..., r, c), every pair of units counted from both ends."""
    alike, unlike = contingency.alike_and_unlike(tables)
    return np.asarray((tables * (alike - unlike)).sum(axis=(-2, -1)))


def _gamma(tables: Floats) -> Floats:
    """Gamma (...) of tables (..., r, c)."""
    concordant, discordant = contingency.pairs(tables)
    return np.asarray((concordant - discordant) / (concordant + discordant))
