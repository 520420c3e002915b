"""Which of several variables go with which, all pairs at once, and which of those relations stand?

Formula: the coefficient, interval and p of each pair by its own method; p adjusted over the k (k - 1) / 2 pairs.
Reference: the methods `pearson`, `spearman`, `kendall-tau-b` and `multiplicity`.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.adjustments import Correction
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.multiplicity import adjust_family
from yupay.analyse.relate.partial import partial_pearson, partial_spearman
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="correlation-matrix",
    label=Text(es="Matriz de correlaciones", en="Correlation matrix"),
    room="relate",
    formula="every pair by the method named; p adjusted over the k(k - 1)/2 pairs",
    reference="Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics, 6, 65-70.",
    needs=Text(
        es="Dos o más variables medidas en las mismas personas", en="Two or more variables measured on the same persons"
    ),
    fields=("interval", "n", "p", "p_adjusted", "parameters.coefficient", "parameters.rows"),
    message="relate.correlation-matrix",
)
Coefficient = Literal["pearson", "spearman", "kendall-tau-b", "partial-pearson", "partial-spearman"]
Rows = Literal["pairwise", "listwise"]


def correlation_matrix(
    columns: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    seed: int,
    coefficient: Coefficient = "spearman",
    rows: Rows = "pairwise",
    correction: Correction = "holm",
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """One estimate per pair of columns (n, k), in the order (1, 2), (1, 3), ..., (2, 3), ...

    Args:
        columns: values, one column per name.
        names: what the columns are; an estimate's variables are the two names of its pair.
        subject: unit of analysis, sources and base of all pairs.
        seed: used where Spearman's p is sampled (10 to 19 rows).
        coefficient: "partial-..." relates each pair given all the other columns.
        rows: "pairwise" keeps the rows with both values; "listwise", and every partial, those with all.
        correction: over all pairs of the matrix.
        level: of the intervals.

    """
    table = arrays.floats(columns).reshape(-1, len(names))
    partial = coefficient.startswith("partial")
    if rows == "listwise" or partial:
        table = np.where(arrays.complete(table)[:, None], table, np.nan)
    found = []
    for i, j in combinations(range(len(names)), 2):
        pair = subject.model_copy(update={"variables": (names[i], names[j])})
        others = [k for k in range(len(names)) if k not in (i, j)]
        one = _pair(table[:, i], table[:, j], table[:, others], pair, coefficient, level, seed)
        told = {"coefficient": coefficient, "rows": "listwise" if partial else rows}
        found.append(one.model_copy(update={"method": METHOD.id, "parameters": {**one.parameters, **told}}))
    return adjust_family(found, correction)


def _pair(
    x: arrays.Floats,
    y: arrays.Floats,
    others: arrays.Floats,
    subject: Subject,
    coefficient: Coefficient,
    level: float,
    seed: int,
) -> Estimate:
    """The coefficient of one pair by its own method."""
    if coefficient == "pearson":
        return pearson(x, y, subject, level=level)
    if coefficient == "kendall-tau-b":
        return kendall(x, y, subject, level=level, interval="delta")
    if coefficient == "partial-pearson":
        return partial_pearson(x, y, others, subject, level=level)
    if coefficient == "partial-spearman":
        return partial_spearman(x, y, others, subject, level=level)
    return spearman(x, y, subject, seed=seed, level=level)
