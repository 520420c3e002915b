"""Do two indicators still go together among units that are alike in the declared controls?

Formula: x, y and the k controls (their mid-ranks for Spearman); r = correlation of the residuals of x and of y on the
controls; t = r sqrt((n - 2 - k) / (1 - r^2)); Fisher z with se 1 / sqrt(n - k - 3), times sqrt(1 + r^2 / 2) for ranks.
Reference: Fisher (1924), Metron 3, 329-332 (loss of k units); Kendall and Gibbons (1990), ch. 8, for ranks.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, intervals, ranks
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="partial-spearman",
    label=Text(es="Correlación parcial de Spearman", en="Partial Spearman correlation"),
    room="relate",
    formula="correlation of the residuals of mid-ranks on the mid-ranks of k controls; n - 2 - k df",
    reference="Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron, 3, 329-332. "
    "Kendall, M., & Gibbons, J. D. (1990). Rank correlation methods (5th ed.). Edward Arnold.",
    needs=Text(
        es="Dos variables y k controles declarados, n mayor que k + 3",
        en="Two variables and k declared controls, n above k + 3",
    ),
    fields=("interval", "df", "statistic", "p", "parameters.controls"),
    message="relate.partial-spearman",
)
PEARSON_METHOD = METHOD.model_copy(
    update={
        "id": "partial-pearson",
        "label": Text(es="Correlación parcial de Pearson", en="Partial Pearson correlation"),
        "formula": "correlation of the least-squares residuals of x and of y on k controls; n - 2 - k df",
        "message": "relate.partial-pearson",
    }
)
SPEARMAN_INTERVAL = Text(
    es="z de Fisher con n - k unidades y el factor de Bonett y Wright (2000)",
    en="Fisher z with n - k units and the factor of Bonett and Wright (2000)",
)
PEARSON_INTERVAL = Text(es="z de Fisher con n - k unidades", en="Fisher z with n - k units")


def partial_spearman(
    x: ArrayLike,
    y: ArrayLike,
    controls: ArrayLike,
    subject: Subject,
    *,
    names: tuple[str, ...] = (),
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Rank correlation of x and y (n,) given `controls` (n, k); units with NaN anywhere are left out."""
    return _partial(x, y, controls, subject, METHOD, names, alternative, level)


def partial_pearson(
    x: ArrayLike,
    y: ArrayLike,
    controls: ArrayLike,
    subject: Subject,
    *,
    names: tuple[str, ...] = (),
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Product-moment correlation of x and y (n,) given `controls` (n, k); units with NaN anywhere are left out."""
    return _partial(x, y, controls, subject, PEARSON_METHOD, names, alternative, level)


def _partial(
    x: ArrayLike,
    y: ArrayLike,
    controls: ArrayLike,
    subject: Subject,
    method: Method,
    names: tuple[str, ...],
    alternative: correlation.Alternative,
    level: float,
) -> Estimate:
    """Either partial correlation: ranks first for Spearman, then residuals on the controls."""
    ranked = method is METHOD
    first, second = arrays.floats(x), arrays.floats(y)
    given = arrays.as_columns(controls, first.size)
    keep = arrays.complete(first, second, given)
    n, k = int(keep.sum()), given.shape[1]
    table = np.column_stack([first, second, given])[keep]
    left = _residual_pair(table, ranked)
    lost = left_out(keep.size - n)
    quantity = Text(es=f"{method.label.es}, dados los controles", en=f"{method.label.en}, given the controls")
    short = shortfall(n, k + 4, left is None)
    if left is None or short is not None:
        warnings = (*lost, *(() if short is None else (short,)))
        return Estimate(**about(subject), method=method.id, quantity=quantity, value=None, n=n, warnings=warnings)
    r, df = float(correlation.cosine(*left)), float(n - 2 - k)
    se = intervals.bonett_wright_se(r, n - k) if ranked else intervals.fisher_se(n - k)
    t = correlation.t_of(r, df)
    return Estimate(
        **about(subject),
        method=method.id,
        quantity=quantity,
        value=r,
        interval=between(
            intervals.fisher(r, se, level) if se else None, level, SPEARMAN_INTERVAL if ranked else PEARSON_INTERVAL
        ),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, df, alternative),
        assumptions=(independence(),),
        parameters={"alternative": alternative, "controls": ", ".join(names) or None, "control_columns": k},
        warnings=lost,
    )


def partial_matrix(columns: ArrayLike) -> arrays.Floats:
    """Correlation (k, k) of each pair of columns (n, k) given all the others, over the complete rows.

    From the inverse S of the correlation matrix: -s_ij / sqrt(s_ii s_jj); NaN where the others account for a column or
    rows are too few.
    """
    table = arrays.floats(columns)
    kept = table[arrays.complete(table)]
    n, k = kept.shape
    empty = np.full((k, k), np.nan)
    if n < k + 2 or any(arrays.is_constant(column) for column in kept.T):
        return empty
    standard = correlation.centred(kept.T)
    standard = standard / np.sqrt((standard * standard).sum(axis=1, keepdims=True))
    sizes, vectors = np.linalg.eigh(standard @ standard.T)
    if sizes[0] < 1e-10:
        return empty
    inverse = (vectors / sizes) @ vectors.T
    root = np.sqrt(np.diag(inverse))
    found = -inverse / np.outer(root, root)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def _residual_pair(table: arrays.Floats, ranked: bool) -> tuple[arrays.Floats, arrays.Floats] | None:
    """X and y of a table (n, 2 + k) cleared of the other columns; None where nothing of one is left."""
    if table.shape[0] < table.shape[1] + 1:
        return None
    columns = correlation.centred(ranks.midranks(table.T) if ranked else table.T)
    basis = _span(columns[2:])
    left = columns[:2] - (columns[:2] @ basis) @ basis.T
    size = (left * left).sum(1)
    return None if bool((size <= 1e-12 * (columns[:2] ** 2).sum(1)).any()) else (left[0], left[1])


def _span(columns: arrays.Floats) -> arrays.Floats:
    """Orthonormal basis (n, k) of the space of the rows of `columns` (c, n); repeated rows add nothing."""
    if columns.size == 0:
        return columns.T
    vectors, size, _ = np.linalg.svd(columns.T, full_matrices=False)
    return np.asarray(vectors[:, size > 1e-10 * max(float(size[0]), 1e-300)])
