"""What is the largest studentised difference of each unit from the others, in every draw?

Formula: max over k of (z_j - z_k) / s_jk over the directions still tested. The estimates are independent, so z_j = s_j g_j
and Cauchy-Schwarz bounds a difference by sqrt(g_j^2 + g_k^2): units are visited from the largest |g| and most never are.
Reference: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518, section 3.
"""

from typing import Any

import numpy as np

from yupay.analyse.numerics.compiled import compiled


def _largest(normal: Any, variance: Any, above: Any, below: Any, rows: Any, shared: bool) -> Any:
    """Largest studentised difference per draw and row, for independent estimates.

    Args:
        normal: standard normal draws (R, q).
        variance: of each unit (q,).
        above: whether row j still tests that it is above k (q, q).
        below: whether row j still tests that k is above it (q, q).
        rows: the rows asked for (r,).
        shared: only the largest over all rows is wanted; each row then starts from the largest so far.

    Returns:
        Maxima (R, r), zero where no direction is tested; if `shared`, the last one is the largest of all.

    """
    draws, q = normal.shape
    maxima = np.zeros((draws, rows.size))
    spread = np.sqrt(variance)
    for d in range(draws):
        order = np.argsort(-np.abs(normal[d]))
        bound, z, v = normal[d][order] ** 2, (normal[d] * spread)[order], variance[order]
        best = 0.0
        for i in range(rows.size):
            j = rows[i]
            own, at, width = normal[d, j] ** 2, normal[d, j] * spread[j], variance[j]
            best = best if shared else 0.0
            for step in range(q):
                if own + bound[step] <= best:
                    break
                gap = at - z[step]
                if gap * gap > best * (width + v[step]):
                    k = order[step]
                    if (gap > 0 and above[j, k]) or (gap < 0 and below[j, k]):
                        best = gap * gap / (width + v[step])
            maxima[d, i] = np.sqrt(best)
    return maxima


largest = compiled(_largest)
