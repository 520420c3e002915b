"""How much more often do two indicators agree than disagree about which of two units stands higher?

Formula: tau-b = (C - D) / sqrt((n0 - n1)(n0 - n2)), n0 = n(n - 1)/2, n1 and n2 the pairs tied in x and in y.
p: all n! arrangements when n <= 9; exact distribution of C - D without ties to n = 60; otherwise the normal
approximation with the tie-corrected variance of C - D. Interval: Fisher z with variance .437 / (n - 4); with many ties
the delta method of Brown and Benedetti (ASE / (1 - tau^2) on the z scale), or the BCa bootstrap.
Reference: Kendall and Gibbons (1990), Rank correlation methods, ch. 4; Fieller, Hartley and Pearson (1957),
Biometrika 44, 470-481; Brown and Benedetti (1977), Journal of the American Statistical Association 72, 309-315.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import kendalltau, norm

from yupay.analyse.numerics import arrays, bootstrap, intervals, permutation, ranks
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.analyse.relate.bootstrap import pair_interval
from yupay.model.estimate import Estimate, Interval, Subject
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
DELTA = Text(
    es="z de Fisher con el error asintótico de Brown y Benedetti (1977), que cuenta los empates",
    en="Fisher z with the asymptotic error of Brown and Benedetti (1977), which counts ties",
)
Kind = Literal["fieller", "delta", "bootstrap"]
EXACT, EXACT_WITHOUT_TIES, BLOCK, MOST_CELLS = 9, 60, 4_000_000, 20_000


def kendall(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
    interval: Kind = "fieller",
    seed: int = 0,
) -> Estimate:
    """Kendall's tau-b of two columns (n,); units with NaN in either are left out.

    `interval`: "delta" where many values are tied (to 20,000 distinct pairs; Fieller's above); `seed` is used by
    "bootstrap" alone.
    """
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
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=tau,
        interval=_interval(first, second, tau, interval, level, seed),
        n=n,
        statistic_name="z",
        statistic=z,
        p=p,
        assumptions=(independence(),),
        seed=seed if interval == "bootstrap" else None,
        parameters={
            "alternative": alternative,
            "p_method": how,
            "tied_x": ranks.tied(first),
            "tied_y": ranks.tied(second),
        },
        warnings=lost,
    )


def tau_b_error(x: arrays.Floats, y: arrays.Floats) -> float:
    """Asymptotic standard error (ASE1) of tau-b: the spread of how much each unit's pairs pull it, ties counted."""
    held = bootstrap.cells(x, y)
    share, (first, second) = held.counts / held.n, held.values.T
    agree = np.concatenate([_pull(first, second, share, rows) for rows in _blocks(share.size)])
    apart_x, apart_y = (1.0 - bootstrap.weighted_mass(c, share[None])[0][0][_place(c)] for c in (first, second))
    pairs_x, pairs_y = float(share @ apart_x), float(share @ apart_y)
    tau = float(share @ agree) / np.sqrt(pairs_x * pairs_y)
    pull = agree / np.sqrt(pairs_x * pairs_y) - tau / 2.0 * (apart_x / pairs_x + apart_y / pairs_y)
    return float(2.0 * np.sqrt(max(0.0, share @ pull**2 - (share @ pull) ** 2) / held.n))


def _place(column: arrays.Floats) -> arrays.Whole:
    """Which distinct value each cell of a column has."""
    return np.asarray(np.unique(column, return_inverse=True)[1], dtype=np.int64).ravel()


def _blocks(cells: int) -> list[slice]:
    """Slices of cells whose pairs with all others fit in memory."""
    step = max(1, BLOCK // cells)
    return [slice(start, start + step) for start in range(0, cells, step)]


def _pull(x: arrays.Floats, y: arrays.Floats, share: arrays.Floats, rows: slice) -> arrays.Floats:
    """Share of the pairs of each cell of `rows` that agree, less those that disagree."""
    return np.asarray((np.sign(x[rows, None] - x) * np.sign(y[rows, None] - y)) @ share)


def _interval(
    x: arrays.Floats, y: arrays.Floats, tau: float, kind: Kind, level: float, seed: int, draws: int = 4_999
) -> Interval | None:
    """The interval of tau-b by the rule asked for; None where n is too small for it."""
    if kind == "bootstrap":
        return pair_interval(x, y, "kendall-tau-b", seed=seed, draws=draws, level=level)
    if kind == "delta" and bootstrap.cells(x, y).counts.size <= MOST_CELLS:
        se = tau_b_error(x, y) / (1.0 - tau * tau) if abs(tau) < 1.0 else 0.0
        return between(intervals.fisher(tau, se, level), level, DELTA)
    plain = intervals.fieller_se(x.size)
    return between(intervals.fisher(tau, plain, level) if plain else None, level, INTERVAL)


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
