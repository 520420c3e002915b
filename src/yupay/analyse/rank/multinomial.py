"""Which ranks are compatible with counts of the parts of one total?

Formula: given their sum, count a of a and b is binomial with one half where both are equally likely, so that
p = P(Bin(a + b, 1/2) >= a) tests "a is not more likely than b"; Holm over both directions of every pair tested.
Reference: Bazylik, Mogstad, Romano, Shaikh and Wilhelm (2021), Finite- and large-sample inference for ranks using
multinomial data, NBER Working Paper 29519; Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc

from yupay.analyse.rank.core import COVERAGE, Floats, RankSets, Truth, as_sets


def pair_p_values(counts: Floats) -> Floats:
    """p[j, k] against "j is not more likely than k" (p, p); 1 on the diagonal. Counts are whole and not negative."""
    own, other = np.broadcast_arrays(counts[:, None], counts[None, :])
    tail = betainc(np.maximum(own, 1.0), other + 1.0, 0.5)
    found: Floats = np.where(own > 0, tail, 1.0)
    np.fill_diagonal(found, 1.0)
    return found


def holm(p: Floats, alpha: float) -> Truth:
    """Which of the hypotheses of each row (r, m) fall: in order of p, while p <= alpha / (m - i + 1)."""
    m = p.shape[1]
    order = np.argsort(p, axis=1, kind="stable")
    falls = np.take_along_axis(p, order, axis=1) <= alpha / np.arange(m, 0, -1)
    falls = np.logical_and.accumulate(falls, axis=1)
    found = np.zeros_like(falls)
    np.put_along_axis(found, order, falls, axis=1)
    return found


def without_diagonal(square: Floats) -> Floats:
    """Rows of a square (p, p) without their own entry (p, p - 1)."""
    p = square.shape[0]
    return square[~np.eye(p, dtype=bool)].reshape(p, p - 1)


def with_diagonal(rows: Truth) -> Truth:
    """The square (p, p) of rows (p, p - 1), False on the diagonal."""
    p = rows.shape[0]
    square = np.zeros((p, p), dtype=bool)
    square[~np.eye(p, dtype=bool)] = rows.ravel()
    return square


def multinomial_rank_sets(counts: ArrayLike, *, coverage: float = COVERAGE) -> tuple[RankSets, RankSets]:
    """Marginal and simultaneous rank sets of the parts of one total, valid at any size.

    Args:
        counts: whole counts (n,), n at least 2.
        coverage: of the sets, .95 by default.

    Returns:
        The marginal and the simultaneous sets; exact tests, no draws.

    """
    count, alpha = np.asarray(counts, dtype=np.float64), 1.0 - coverage
    p = pair_p_values(count)
    over, under = without_diagonal(p), without_diagonal(p.T.copy())
    rows = holm(np.concatenate([over, under], axis=1), alpha)
    n, known = count.size, np.ones(count.size, dtype=bool)
    alone = with_diagonal(rows[:, : n - 1]), with_diagonal(rows[:, n - 1 :])
    together = with_diagonal(holm(over.reshape(1, -1), alpha).reshape(n, n - 1))
    return as_sets(count, known, *alone), as_sets(count, known, together, together.T)
