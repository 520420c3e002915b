"""Which weights make a sample add up to totals that are known?

Formula: post-stratification w_i T_g / sum of w in group g; raking repeats it over several margins until they all hold.
Reference: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Deville, Särndal and Sautory (1993),
Journal of the American Statistical Association 88, 1013-1020.
"""

from collections.abc import Sequence

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole


def poststratified(weights: Floats, groups: Whole, totals: Floats) -> Floats:
    """Weights (n,) or (n, R) that add up to `totals` (G,) in the groups coded (n,); a column without a case stays."""
    table = weights.reshape(weights.shape[0], -1)
    sums = np.column_stack([np.bincount(groups, column, totals.size) for column in table.T])
    factor = np.divide(totals[:, None], sums, out=np.ones_like(sums), where=sums > 0)
    fitted: Floats = (table * factor[groups]).reshape(weights.shape)
    return fitted


def raked(
    weights: Floats,
    margins: Sequence[Whole],
    totals: Sequence[Floats],
    *,
    tolerance: float = 1e-10,
    most: int = 1_000,
) -> tuple[Floats, int, bool]:
    """Weights (n,) that fit every margin, how many turns it took, and whether they hold to `tolerance` of a total."""
    fitted = weights
    for turn in range(1, most + 1):
        for groups, total in zip(margins, totals, strict=True):
            fitted = poststratified(fitted, groups, total)
        worst = max(
            float(np.max(np.abs(np.bincount(groups, fitted, total.size) - total) / np.maximum(total, 1.0)))
            for groups, total in zip(margins, totals, strict=True)
        )
        if worst <= tolerance:
            return fitted, turn, True
    return fitted, most, False
