"""Do the answers of one group tend to stand higher than those of another?

Formula: Mann-Whitney: U = pairs (a, b) with a above b, ties half; rank-biserial r = 2 U / (n1 n2) - 1, that is P(a above
b) - P(a below b); p exact over all allocations of the mid-ranks to n = 50, normal with tie correction above; interval of
Feng and Cliff. Kruskal-Wallis: H of the mid-ranks divided by its tie correction, chi-square on k - 1, p sampled where a
group has fewer than 5; epsilon^2 = H / (n - 1). Dunn: differences of mean ranks over their tie-corrected error.
Reference: Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60; Streitberg and Röhmel (1986), Statistical
Software Newsletter 12, 10-17; Feng and Cliff (2004), Journal of Modern Applied Statistical Methods 3, 322-332; Kruskal
and Wallis (1952), Journal of the American Statistical Association 47, 583-621; Dunn (1964), Technometrics 6, 241-252.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import chi2, norm

from yupay.analyse.numerics import arrays, permutation, ranks
from yupay.analyse.numerics.adjustments import Correction
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, between
from yupay.analyse.relate.multiplicity import adjust_family
from yupay.analyse.relate.samples import Groups, grouped, refused, separate_answers, several_groups, two_groups
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="mann-whitney",
    label=Text(es="U de Mann-Whitney", en="Mann-Whitney U"),
    room="relate",
    formula="U = pairs with a above b, ties half; r = 2U/(n1 n2) - 1; exact or tie-corrected normal p",
    reference="Mann, H. B., & Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically "
    "larger than the other. Annals of Mathematical Statistics, 18, 50-60. Feng, D., & Cliff, N. (2004). Monte Carlo "
    "evaluation of ordinal d with improved confidence interval. Journal of Modern Applied Statistical Methods, 3, "
    "322-332.",
    needs=Text(
        es="Una variable al menos ordinal en dos grupos, dos o más personas en cada uno",
        en="A variable at least ordinal in two groups, two or more persons in each",
    ),
    fields=("interval", "statistic", "p", "parameters.superiority", "parameters.p_method"),
    message="relate.mann-whitney",
)
KRUSKAL_METHOD = Method(
    id="kruskal-wallis",
    label=Text(es="Kruskal-Wallis con épsilon cuadrado", en="Kruskal-Wallis with epsilon squared"),
    room="relate",
    formula="H of mid-ranks, tie-corrected, chi-square on k - 1; epsilon^2 = H / (n - 1)",
    reference="Kruskal, W. H., & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the "
    "American Statistical Association, 47, 583-621.",
    needs=Text(
        es="Una variable al menos ordinal en dos o más grupos", en="A variable at least ordinal in two or more groups"
    ),
    fields=("statistic", "df", "p", "parameters.groups", "parameters.p_method"),
    message="relate.kruskal-wallis",
)
DUNN_METHOD = Method(
    id="dunn",
    label=Text(es="Comparaciones por pares de Dunn", en="Dunn's pairwise comparisons"),
    room="relate",
    formula="z = difference of mean mid-ranks / tie-corrected error; p adjusted over the pairs",
    reference="Dunn, O. J. (1964). Multiple comparisons using rank sums. Technometrics, 6, 241-252.",
    needs=Text(es="Los grupos de Kruskal-Wallis", en="The groups of Kruskal-Wallis"),
    fields=("statistic", "p", "p_adjusted", "parameters.correction"),
    message="relate.dunn",
)
BISERIAL = Text(es="Correlación biserial de rangos (r)", en="Rank-biserial correlation (r)")
EPSILON = Text(es="Épsilon cuadrado (ε²)", en="Epsilon squared (ε²)")
INTERVAL = Text(es="Feng y Cliff (2004)", en="Feng and Cliff (2004)")
EXACT, SMALL_GROUP = 50, 5


def mann_whitney(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Rank-biserial correlation of values (n,) in two groups (n,); positive where the first group stands higher."""
    held = grouped(values, groups, order)
    short = two_groups(held)
    if short is not None:
        return refused(subject, METHOD.id, BISERIAL, held.n, *held.lost, short)
    first, second = held.values
    middle = ranks.midranks(np.concatenate(held.values))
    n1, n2 = first.size, second.size
    u = float(middle[:n1].sum()) - n1 * (n1 + 1) / 2.0
    r = 2.0 * u / (n1 * n2) - 1.0
    p, how = _p(middle, n1, alternative)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=BISERIAL,
        value=r,
        interval=between(feng_cliff(first, second, level), level, INTERVAL),
        n=n1 + n2,
        statistic_name="U",
        statistic=u,
        p=p,
        assumptions=(separate_answers(),),
        parameters={
            "alternative": alternative,
            "p_method": how,
            "superiority": u / (n1 * n2),
            "first_group": held.labels[0],
            "second_group": held.labels[1],
            "n_first_group": n1,
            "n_second_group": n2,
            "median_first_group": float(np.median(first)),
            "median_second_group": float(np.median(second)),
        },
        warnings=held.lost,
    )


def feng_cliff(first: arrays.Floats, second: arrays.Floats, level: float = 0.95) -> tuple[float, float]:
    """Interval of P(a above b) - P(a below b) from the placements of each value in the other group."""
    above = _placements(first, second)
    below = -_placements(second, first)
    n1, n2, d = first.size, second.size, float(above.mean())
    spread = n2**2 * float(((above - d) ** 2).sum()) + n1**2 * float(((below - d) ** 2).sum())
    pairs = n1 * n2 * (1.0 - _tied_share(first, second) - d * d)
    variance = max((spread - pairs) / (n1 * n2 * (n1 - 1.0) * (n2 - 1.0)), (1.0 - d * d) / (n1 * n2 - 1.0))
    z = float(ndtri(0.5 + level / 2.0))
    return _asymmetric(d, float(np.sqrt(variance)), z) if abs(d) < 1.0 else _extreme(d, min(n1, n2), z)


def _asymmetric(d: float, s: float, z: float) -> tuple[float, float]:
    """Feng and Cliff's limits, which stay inside -1 and 1."""
    reach, bottom = z * s * np.sqrt((1.0 - d * d) ** 2 + (z * s) ** 2), 1.0 - d * d + (z * s) ** 2
    low, high = (d - d**3 - reach) / bottom, (d - d**3 + reach) / bottom
    return max(-1.0, float(low)), min(1.0, float(high))


def _extreme(d: float, least: int, z: float) -> tuple[float, float]:
    """Where no pair crosses, the far limit is that of a proportion of `least` (Wilson)."""
    limit = (least - z * z) / (least + z * z)
    return (float(limit), 1.0) if d > 0 else (-1.0, -float(limit))


def _placements(of: arrays.Floats, among: arrays.Floats) -> arrays.Floats:
    """For each value, the share of the other group below it less the share above it."""
    other = np.sort(among)
    below, above = np.searchsorted(other, of, "left"), other.size - np.searchsorted(other, of, "right")
    return np.asarray((below - above) / other.size)


def _tied_share(first: arrays.Floats, second: arrays.Floats) -> float:
    """Share of the pairs between groups that are equal."""
    other = np.sort(second)
    ties = np.searchsorted(other, first, "right") - np.searchsorted(other, first, "left")
    return float(ties.sum()) / (first.size * second.size)


def _p(middle: arrays.Floats, n1: int, alternative: Alternative) -> tuple[float, str]:
    """The p of the rank sum of the first n1 of all mid-ranks, and how it was found."""
    n, total = middle.size, float(middle[:n1].sum())
    expected = n1 * (n + 1) / 2.0
    if n <= EXACT:
        sums, ways = rank_sum_distribution(middle, n1)
        return float(_tail(sums - expected, total - expected, alternative) @ ways / ways.sum()), "exact"
    z = (total - expected) / float(np.sqrt(n1 * (n - n1) * middle.var(ddof=1) / n))
    tails = {"two-sided": 2.0 * norm.sf(abs(z)), "greater": norm.sf(z), "less": norm.cdf(z)}
    return float(tails[alternative]), "normal"


def _tail(sums: arrays.Floats, observed: float, alternative: Alternative) -> arrays.Floats:
    """Which sums, less their mean, are at least as far as the observed one."""
    if alternative == "two-sided":
        return np.asarray(np.abs(sums) >= abs(observed) - 1e-9, dtype=np.float64)
    far = sums >= observed - 1e-9 if alternative == "greater" else sums <= observed + 1e-9
    return np.asarray(far, dtype=np.float64)


def rank_sum_distribution(middle: arrays.Floats, n1: int) -> tuple[arrays.Floats, arrays.Floats]:
    """Every sum of n1 of the mid-ranks (n,) and in how many ways it comes, ties kept (n to 50: counts stay exact)."""
    doubled = np.rint(2.0 * middle).astype(int)
    ways = np.zeros((n1 + 1, int(np.sort(doubled)[-n1:].sum()) + 1))
    ways[0, 0] = 1.0
    for rank in doubled:
        ways[1:, rank:] = ways[1:, rank:] + ways[:-1, : ways.shape[1] - rank]
    return np.arange(ways.shape[1]) / 2.0, ways[n1]


def kruskal_wallis(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    seed: int,
    order: Sequence[Any] = (),
    permutations: int = 9_999,
) -> Estimate:
    """Epsilon squared of values (n,) over groups (n,), with H; `seed` is used where a group has fewer than 5 values."""
    held = grouped(values, groups, order)
    short = several_groups(held, 1) or _too_small(held)
    if short is not None:
        return refused(subject, KRUSKAL_METHOD.id, EPSILON, held.n, *held.lost, short)
    middle = ranks.midranks(np.concatenate(held.values))
    n, df, sizes = held.n, len(held.values) - 1, held.sizes
    h = float(_h(middle[None], sizes)[0])
    sampled = bool(sizes.min() < SMALL_GROUP)
    p = _sampled(middle, sizes, h, seed, permutations) if sampled else float(chi2.sf(h, df))
    medians = "; ".join(f"{name}: {np.median(part):g}" for name, part in zip(held.labels, held.values, strict=True))
    return Estimate(
        **about(subject),
        method=KRUSKAL_METHOD.id,
        quantity=EPSILON,
        value=h / (n - 1.0),
        df=float(df),
        n=n,
        statistic_name="H",
        statistic=h,
        p=p,
        assumptions=(separate_answers(),),
        seed=seed if sampled else None,
        parameters={
            "groups": len(sizes),
            "smallest_group": int(sizes.min()),
            "medians": medians,
            "p_method": "sampled" if sampled else "chi-square",
            "permutations": permutations if sampled else None,
        },
        warnings=held.lost,
    )


def dunn(
    values: ArrayLike,
    groups: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    correction: Correction = "holm",
) -> tuple[Estimate, ...]:
    """Difference of mean mid-ranks of each pair of groups (key "a~b"), p adjusted over the pairs."""
    held = grouped(values, groups, order)
    short = several_groups(held, 1) or _too_small(held)
    quantity = Text(es="Diferencia de rangos medios", en="Difference of mean ranks")
    if short is not None:
        return (refused(subject, DUNN_METHOD.id, quantity, held.n, *held.lost, short),)
    middle = ranks.midranks(np.concatenate(held.values))
    means = [float(part.mean()) for part in np.split(middle, np.cumsum(held.sizes).astype(int)[:-1])]
    spread = float(middle.var(ddof=1))
    pairs = []
    for i, j in combinations(range(len(means)), 2):
        se = float(np.sqrt(spread * (1.0 / held.sizes[i] + 1.0 / held.sizes[j])))
        z = (means[i] - means[j]) / se
        pairs.append(
            Estimate(
                **about(subject) | {"unit": "rank", "key": _pair_key(subject, held.labels[i], held.labels[j])},
                method=DUNN_METHOD.id,
                quantity=quantity,
                value=means[i] - means[j],
                se=se,
                n=int(held.sizes[i] + held.sizes[j]),
                statistic_name="z",
                statistic=z,
                p=float(2.0 * norm.sf(abs(z))),
                parameters={"first_group": held.labels[i], "second_group": held.labels[j]},
                warnings=held.lost,
            )
        )
    return adjust_family(pairs, correction)


def _pair_key(subject: Subject, first: str, second: str) -> str:
    """The key of a comparison of two groups."""
    return f"{subject.key}/{first}~{second}" if subject.key else f"{first}~{second}"


def _h(middle: arrays.Floats, sizes: arrays.Floats) -> arrays.Floats:
    """Kruskal and Wallis's H, ties corrected, of each row of mid-ranks (B, n) laid out group by group."""
    n, starts = middle.shape[1], np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    means = np.add.reduceat(middle, starts, axis=1) / sizes
    return np.asarray(((means - (n + 1) / 2.0) ** 2) @ sizes / middle[0].var(ddof=1))


def _sampled(middle: arrays.Floats, sizes: arrays.Floats, h: float, seed: int, draws: int) -> float:
    """P of H over sampled allocations of the mid-ranks to the groups."""
    blocks = permutation.shuffles(middle, draws, seed)
    far = sum(permutation.as_far(_h(block, sizes), h, "greater") for block in blocks)
    return (1 + far) / (1 + draws)


def _too_small(held: Groups) -> Text | None:
    """Why the ranks cannot be compared: fewer values than groups plus two."""
    least = len(held.values) + 2
    if held.n >= least:
        return None
    return Text(
        es=f"No evaluable: {held.n} datos en {len(held.values)} grupos; se necesitan al menos {least}.",
        en=f"Not assessable: {held.n} values in {len(held.values)} groups; at least {least} are needed.",
    )
