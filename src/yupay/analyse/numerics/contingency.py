"""What does a table of counts say about two variables with categories?

Formula: pairs of units by cumulative sums over the table: P - Q = sum n_ij (A_ij - D_ij), A and D the units ordered alike
and unlike with cell ij; a coefficient's large-sample standard error is sqrt(sum n_ij I_ij^2) / n, I its influence.
Reference: Goodman and Kruskal (1963), Journal of the American Statistical Association 58, 310-364; Brown and Benedetti
(1977), JASA 72, 309-315, for the error under independence; Haberman (1973), Biometrics 29, 205-220, for residuals.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chndtr, chndtrinc, xlogy

from yupay.analyse.numerics.arrays import Floats, Whole, floats
from yupay.analyse.numerics.subject import left_out, shortfall
from yupay.model.text import Text

Direction = Literal["columns", "rows", "symmetric"]
Categories = Sequence[Any] | None


class Crosstab(NamedTuple):
    """Counts (r, c), the names of rows and columns, units left out, and whether an order was declared or is numeric."""

    counts: Floats
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: int
    ordered: bool


class Opened(NamedTuple):
    """A table ready for a method: occupied rows and columns, n, what to warn of, and why nothing can be said."""

    cross: Crosstab
    table: Floats
    n: int
    warnings: tuple[Text, ...]
    short: Text | None


class Measure(NamedTuple):
    """A coefficient of a table, its influence (r, c) (zero mean over the units), and its error under independence."""

    value: float
    influence: Floats
    se0: float


def crosstab(
    x: ArrayLike, y: ArrayLike | None = None, x_categories: Categories = None, y_categories: Categories = None
) -> Crosstab:
    """Counts of two columns (n,) of categories, or of a ready table (r, c) where y is None.

    Categories give the order; without them numbers stand in their order and words in the alphabet's. Units that miss
    either value, or hold one that is not in its categories, are left out and counted.

    Raises:
        ValueError: a ready table that is not (r, c), or with a negative or missing count.

    """
    if y is None:
        return _ready(x, x_categories, y_categories)
    rows, first, known = coded(x, x_categories)
    columns, second, understood = coded(y, y_categories)
    keep = (first >= 0) & (second >= 0)
    at = first[keep] * len(columns) + second[keep]
    counts = np.bincount(at, minlength=len(rows) * len(columns)).reshape(len(rows), len(columns))
    return Crosstab(counts.astype(float), rows, columns, int(keep.size - keep.sum()), known and understood)


def coded(values: ArrayLike, categories: Categories = None) -> tuple[tuple[str, ...], Whole, bool]:
    """Names of the categories, the place (n,) of each value among them (-1: none), and whether they have an order."""
    try:
        given = floats(values)
        wanted = None if categories is None else floats(list(categories))
        present = np.isfinite(given)
    except (TypeError, ValueError):
        listed = np.asarray(values, dtype=object)
        present = np.array([value is not None and value == value for value in listed], dtype=bool)
        given = np.array([str(value) for value in listed], dtype=str)
        wanted = None if categories is None else np.array([str(value) for value in categories], dtype=str)
    levels = np.unique(given[present]) if wanted is None else wanted
    numeric = bool(given.dtype.kind == "f")
    names = tuple(f"{level:g}" if numeric else str(level) for level in levels)
    return names, _places(given, levels, present), numeric or categories is not None


def _places(given: Any, levels: Any, present: Any) -> Whole:
    """Where each present value stands among the levels, -1 where it does not."""
    if levels.size == 0:
        return np.full(given.shape, -1, dtype=np.int64)
    order = np.argsort(levels, kind="stable")
    near = order[np.minimum(np.searchsorted(levels[order], given), levels.size - 1)]
    return np.where(present & (levels[near] == given), near, -1).astype(np.int64)


def _ready(x: ArrayLike, x_categories: Categories, y_categories: Categories) -> Crosstab:
    """A table that is already counted."""
    counts = floats(x)
    if counts.ndim != 2 or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("a ready table has rows and columns of counts, none missing, none negative")
    rows, columns = x_categories or range(1, counts.shape[0] + 1), y_categories or range(1, counts.shape[1] + 1)
    return Crosstab(counts, tuple(str(row) for row in rows), tuple(str(column) for column in columns), 0, True)


def opened(
    x: ArrayLike,
    y: ArrayLike | None,
    x_categories: Categories = None,
    y_categories: Categories = None,
    *,
    needed: int = 4,
    ordinal: bool = False,
) -> Opened:
    """The table of two columns, or a ready one, with the warnings every method shares."""
    cross = crosstab(x, y, x_categories, y_categories)
    table, n = occupied(cross.counts), round(float(cross.counts.sum()))
    warnings = left_out(cross.left_out)
    if ordinal and not cross.ordered:
        warnings += (ALPHABET,)
    whole = bool((cross.counts == np.rint(cross.counts)).all())
    return Opened(cross, table, n, warnings, shortfall(n, needed, min(table.shape) < 2) if whole else WEIGHTED)


WEIGHTED = Text(
    es="No evaluable: la tabla tiene frecuencias que no son números enteros; las ponderadas piden un método con diseño.",
    en="Not assessable: the table holds counts that are not whole; weighted ones need a method that knows the design.",
)
ALPHABET = Text(
    es="No se declaró el orden de las categorías: se tomó el orden alfabético, que puede no ser el de la variable.",
    en="The order of the categories was not declared: alphabetical order was taken, which may not be the variable's.",
)


def occupied(counts: Floats) -> Floats:
    """The table without empty rows and columns."""
    return np.asarray(counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0])


def standard_error(table: Floats, influence: Floats) -> float:
    """Large-sample standard error of a coefficient from its influence."""
    return float(np.sqrt((table * influence**2).sum()) / table.sum())


# ---- pairs of units -------------------------------------------------------------------------------------------------


def alike_and_unlike(tables: Floats) -> tuple[Floats, Floats]:
    """Units ordered alike (A) and unlike (D) with each cell of tables (..., r, c)."""
    inner = np.cumsum(np.cumsum(tables, axis=-2), axis=-1)
    corner = np.zeros((*tables.shape[:-2], tables.shape[-2] + 1, tables.shape[-1] + 1), dtype=inner.dtype)
    corner[..., 1:, 1:] = inner
    by_row, by_column, total = corner[..., :, -1:], corner[..., -1:, :], corner[..., -1:, -1:]
    before, after = corner[..., :-1, :-1], total - by_row[..., 1:, :] - by_column[..., :, 1:] + corner[..., 1:, 1:]
    unlike = by_row[..., :-1, :] - corner[..., :-1, 1:] + by_column[..., :, :-1] - corner[..., 1:, :-1]
    return np.asarray(before + after), np.asarray(unlike)


def pairs(tables: Floats) -> tuple[Floats, Floats]:
    """Concordant and discordant pairs (...) of tables (..., r, c), each pair once."""
    alike, unlike = alike_and_unlike(tables)
    return (tables * alike).sum(axis=(-2, -1)) / 2, (tables * unlike).sum(axis=(-2, -1)) / 2


def _untied(margin: Floats) -> float:
    """Ordered pairs that differ in the variable of the margin: n^2 less the sum of squared counts."""
    return float(margin.sum() ** 2 - (margin**2).sum())


def _from_pairs(table: Floats, below: float, slope: Floats, scale: float = 1.0) -> Measure:
    """The measure scale (P - Q) / below, where `slope` (r, c) is n times the derivative of `below` by a cell."""
    n = table.sum()
    alike, unlike = alike_and_unlike(table)
    excess = alike - unlike
    top = float((table * excess).sum())
    raw = scale * n * (2.0 * excess * below - top * slope) / below**2
    spread = float(np.sqrt(max(0.0, (table * excess**2).sum() - top**2 / n)))
    return Measure(scale * top / below, raw - (table * raw).sum() / n, 2.0 * scale * spread / below)


def gamma(table: Floats) -> Measure:
    """Goodman and Kruskal's gamma: (P - Q) / (P + Q), of a table with two occupied rows and columns."""
    alike, unlike = alike_and_unlike(table)
    return _from_pairs(table, float((table * (alike + unlike)).sum()), 2.0 * (alike + unlike))


def tau_b(table: Floats) -> Measure:
    """Kendall's tau-b: (P - Q) / sqrt(pairs untied in the rows x pairs untied in the columns)."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    wr, wc, n = _untied(rows), _untied(columns), table.sum()
    below = float(np.sqrt(wr * wc))
    return _from_pairs(table, below, ((n - rows)[:, None] * wc + (n - columns)[None, :] * wr) / below)


def tau_c(table: Floats) -> Measure:
    """Stuart's tau-c: m (P - Q) / (n^2 (m - 1)), m the fewer of occupied rows and columns."""
    n, m = float(table.sum()), min(table.shape)
    return _from_pairs(table, n**2, np.full(table.shape, 2.0 * n), m / (m - 1.0))


def somers_d(table: Floats, of: Direction = "columns") -> Measure:
    """Somers' d of the columns given the rows, of the rows given the columns, or symmetric."""
    rows, columns, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    by_rows, by_columns = 2.0 * (n - rows)[:, None] + 0.0 * table, 2.0 * (n - columns)[None, :] + 0.0 * table
    if of == "columns":
        return _from_pairs(table, _untied(rows), by_rows)
    if of == "rows":
        return _from_pairs(table, _untied(columns), by_columns)
    return _from_pairs(table, (_untied(rows) + _untied(columns)) / 2.0, (by_rows + by_columns) / 2.0)


# ---- departures from independence -----------------------------------------------------------------------------------


def expected(tables: Floats) -> Floats:
    """Counts expected if rows and columns were independent, margins as they are: (..., r, c)."""
    rows, columns = tables.sum(axis=-1, keepdims=True), tables.sum(axis=-2, keepdims=True)
    return np.asarray(rows * columns / tables.sum(axis=(-2, -1), keepdims=True))


def pearson(tables: Floats, hoped: Floats | None = None) -> Floats:
    """Pearson's chi-square (...) of tables (..., r, c) without empty rows or columns."""
    under = expected(tables) if hoped is None else hoped
    return np.asarray(((tables - under) ** 2 / under).sum(axis=(-2, -1)))


def likelihood_ratio(tables: Floats) -> Floats:
    """Likelihood ratio G^2 (...) of tables (..., r, c) without empty rows or columns."""
    return np.asarray(2.0 * xlogy(tables, tables / expected(tables)).sum(axis=(-2, -1)))


def adjusted_residuals(table: Floats) -> Floats:
    """Adjusted standardised residuals (r, c): standard normal in each cell under independence."""
    n, hoped = table.sum(), expected(table)
    left = (1.0 - table.sum(axis=1, keepdims=True) / n) * (1.0 - table.sum(axis=0, keepdims=True) / n)
    return np.asarray((table - hoped) / np.sqrt(hoped * left))


def degrees_of_freedom(table: Floats) -> int:
    """(r - 1)(c - 1)."""
    return int((table.shape[0] - 1) * (table.shape[1] - 1))


def cramers_v(chi_square: float, table: Floats) -> float:
    """Cramer's V: sqrt(chi-square / (n (min(r, c) - 1)))."""
    return float(np.sqrt(chi_square / (table.sum() * (min(table.shape) - 1))))


def bias_corrected_v(chi_square: float, table: Floats) -> float | None:
    """Cramer's V less its small-sample bias (Bergsma 2013, Journal of the Korean Statistical Society 42, 323-328)."""
    n, (r, c) = float(table.sum()), table.shape
    if n <= 1:
        return None
    left = max(0.0, chi_square / n - (r - 1) * (c - 1) / (n - 1))
    below = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1.0
    return float(np.sqrt(left / below)) if below > 0 else None


def noncentral_limits(chi_square: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """Noncentralities for which this chi-square lies in the upper, and in the lower, (1 - level) / 2; 0 where none does."""
    tails = (0.5 + level / 2.0, 0.5 - level / 2.0)
    low, high = (
        float(chndtrinc(chi_square, df, tail)) if chi_square > 0 and chndtr(chi_square, df, 0.0) > tail else 0.0
        for tail in tails
    )
    return low, high


def linear_by_linear(tables: Floats, row_scores: Floats, column_scores: Floats) -> Floats:
    """Correlation (...) of row and column scores over tables (..., r, c); scores that vary."""
    n = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    mean_r, mean_c = rows @ row_scores / n, columns @ column_scores / n
    cross = np.einsum("...ij,i,j->...", tables, row_scores, column_scores) / n - mean_r * mean_c
    spread = (rows @ row_scores**2 / n - mean_r**2) * (columns @ column_scores**2 / n - mean_c**2)
    return np.asarray(np.clip(cross / np.sqrt(spread), -1.0, 1.0))


def mid_ranks(margin: Floats) -> Floats:
    """Mid-rank of each category of a margin (k,), centred at zero."""
    return np.asarray(np.cumsum(margin) - margin / 2.0 - margin.sum() / 2.0)
