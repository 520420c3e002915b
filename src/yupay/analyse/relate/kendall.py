"""How much more often do two indicators agree than disagree about which of two units stands higher?

Formula: tau-b = (C - D) / sqrt((n0 - n1)(n0 - n2)), n0 = n(n - 1)/2, n1 and n2 the pairs tied in x and in y.
p: all n! arrangements when n <= 9; exact distribution of C - D without ties to n = 60; otherwise the normal
approximation with the tie-corrected variance of C - D. Interval: Fisher z with variance .437 / (n - 4).
Reference: Kendall and Gibbons (1990), Rank correlation methods, ch. 4; Fieller, Hartley and Pearson (1957),
Biometrika 44, 470-481.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import kendalltau, norm

from yupay.analyse.numerics import arrays, intervals, permutation, ranks
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="kendall-tau-b",
    label=Text(es="Tau-b de Kendall", en="Kendall's tau-b"),
    room="relate",
    formula="tau-b = (C - D) / sqrt((n0 - n1)(n0 - n2)); exact or tie-corrected normal p; Fieller interval",
    reference="Kendall, M., & Gibbons, J. D. (1990). Rank correlation methods (5th ed.). Edward Arnold. Fieller, E. C., "
    "Hartley, H. O., & Pearson, E. S. (1957). Tests for rank correlation coefficients. I. Biometrika, 44, 470-481.",
    needs=Text(
        es="Dos variables al menos ordinales, n de 4 o más", en="Two variables at least ordinal, n of 4 or more"
    ),
    fields=("interval", "statistic", "p", "parameters.p_method", "parameters.tied_x", "parameters.tied_y"),
    message="relate.kendall-tau-b",
)
QUANTITY = Text(es="Tau-b de Kendall (τb)", en="Kendall's tau-b (τb)")
INTERVAL = Text(
    es="z de Fisher con la varianza de Fieller, Hartley y Pearson (1957); aproximado si hay empates",
    en="Fisher z with the variance of Fieller, Hartley and Pearson (1957); approximate with ties",
)
EXACT, EXACT_WITHOUT_TIES = 9, 60


def kendall(
    x: ArrayLike, y: ArrayLike, subject: Subject, *, alternative: Alternative = "two-sided", level: float = 0.95
) -> Estimate:
    """Kendall's tau-b of two columns (n,); units with NaN in either are left out."""
    first, second = arrays.floats(x), arrays.floats(y)
    keep = arrays.complete(first, second)
    first, second, n = first[keep], second[keep], int(keep.sum())
    lost = left_out(keep.size - n)
    short = shortfall(n, 4, arrays.is_constant(first) or arrays.is_constant(second))
    if short is not None:
        return Estimate(**about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, short))
    tau = float(kendalltau(first, second, method="asymptotic").statistic)
    z = excess(first, second, tau) / float(np.sqrt(excess_variance(first, second)))
    p, how = _p(first, second, z, alternative)
    se = intervals.fieller_se(n)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=tau,
        interval=between(intervals.fisher(tau, se, level) if se else None, level, INTERVAL),
        n=n,
        statistic_name="z",
        statistic=z,
        p=p,
        assumptions=(independence(),),
        parameters={
            "alternative": alternative,
            "p_method": how,
            "tied_x": ranks.tied(first),
            "tied_y": ranks.tied(second),
        },
        warnings=lost,
    )


def excess(x: arrays.Floats, y: arrays.Floats, tau: float) -> float:
    """Concordant less discordant pairs, from tau-b and the pairs tied in each column."""
    every = x.size * (x.size - 1) / 2.0
    return float(np.rint(tau * np.sqrt((every - _tied_pairs(x)) * (every - _tied_pairs(y)))))


def excess_variance(x: arrays.Floats, y: arrays.Floats) -> float:
    """Variance of concordant less discordant pairs when every arrangement is equally likely, ties corrected."""
    n, t, u = float(x.size), ranks.tie_sizes(x).astype(float), ranks.tie_sizes(y).astype(float)
    spread = n * (n - 1) * (2 * n + 5) - (t * (t - 1) * (2 * t + 5)).sum() - (u * (u - 1) * (2 * u + 5)).sum()
    twos = (t * (t - 1)).sum() * (u * (u - 1)).sum() / (2.0 * n * (n - 1))
    threes = (t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum() / (9.0 * n * (n - 1) * (n - 2))
    return float(spread / 18.0 + twos + threes)


def _tied_pairs(values: arrays.Floats) -> float:
    """How many pairs of units share a value."""
    sizes = ranks.tie_sizes(values)
    return float((sizes * (sizes - 1) // 2).sum())


def _p(x: arrays.Floats, y: arrays.Floats, z: float, alternative: Alternative) -> tuple[float, str]:
    """The p of tau-b and how it was found."""
    if x.size <= EXACT:
        i, j = np.triu_indices(x.size, 1)
        order, agree = permutation.arrangements(x.size), np.sign(x[i] - x[j])
        every = np.sign(y[order[:, i]] - y[order[:, j]]) @ agree
        observed = float((np.sign(y[i] - y[j]) * agree).sum())
        return permutation.as_far(every, observed, alternative) / every.size, "exact"
    if x.size <= EXACT_WITHOUT_TIES and ranks.tied(x) == ranks.tied(y) == 0:
        return float(kendalltau(x, y, method="exact", alternative=alternative).pvalue), "exact"
    if alternative == "two-sided":
        return float(2.0 * norm.sf(abs(z))), "normal"
    return float(norm.sf(z) if alternative == "greater" else norm.cdf(z)), "normal"
