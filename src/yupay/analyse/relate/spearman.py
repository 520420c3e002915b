"""Do two indicators put the units in the same order?

Formula: rho = Pearson correlation of mid-ranks (so ties are corrected); n <= 9: exact p over all n! arrangements;
n < 20: p over 9,999 sampled arrangements; otherwise t = rho sqrt((n - 2) / (1 - rho^2));
interval tanh(atanh rho +- z sqrt((1 + rho^2 / 2) / (n - 3))).
Reference: Spearman (1904), American Journal of Psychology 15, 72-101; Bonett and Wright (2000), Psychometrika 65, 23-28.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, intervals, permutation, ranks
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="spearman",
    label=Text(es="Correlación por rangos de Spearman", en="Spearman rank correlation"),
    room="relate",
    formula="rho = Pearson correlation of mid-ranks; exact, sampled or t p by n; Bonett-Wright interval",
    reference="Spearman, C. (1904). The proof and measurement of association between two things. American Journal of "
    "Psychology, 15, 72-101. Bonett, D. G., & Wright, T. A. (2000). Sample size requirements for estimating Pearson, "
    "Kendall and Spearman correlations. Psychometrika, 65, 23-28.",
    needs=Text(
        es="Dos variables al menos ordinales, n de 4 o más", en="Two variables at least ordinal, n of 4 or more"
    ),
    fields=("interval", "df", "statistic", "p", "parameters.p_method", "parameters.tied_x", "parameters.zeros_x"),
    message="relate.spearman",
)
QUANTITY = Text(es="Correlación de Spearman (ρ)", en="Spearman correlation (ρ)")
INTERVAL = Text(es="Bonett y Wright (2000)", en="Bonett and Wright (2000)")
EXACT, SAMPLED = 9, 20


def spearman(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    seed: int,
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
    permutations: int = 9_999,
) -> Estimate:
    """Spearman's rho of two columns (n,), ties corrected; units with NaN in either are left out.

    `seed` is used only where p comes from sampled arrangements (10 to 19 units).
    """
    first, second = arrays.floats(x), arrays.floats(y)
    keep = arrays.complete(first, second)
    first, second, n = first[keep], second[keep], int(keep.sum())
    lost = left_out(keep.size - n)
    short = shortfall(n, 4, arrays.is_constant(first) or arrays.is_constant(second))
    if short is not None:
        return Estimate(**about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, short))
    rx, ry = ranks.midranks(first), ranks.midranks(second)
    rho, df = float(correlation.pearson_r(rx, ry)), float(n - 2)
    t, se = correlation.t_of(rho, df), intervals.bonett_wright_se(rho, n)
    p, how = _p(rx, ry, rho, alternative, permutations, seed)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=rho,
        interval=between(intervals.fisher(rho, se, level) if se else None, level, INTERVAL),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=p,
        assumptions=(independence(),),
        seed=seed if how == "sampled" else None,
        parameters={
            "alternative": alternative,
            "p_method": how,
            "permutations": permutations if how == "sampled" else None,
            "tied_x": ranks.tied(first),
            "tied_y": ranks.tied(second),
            "zeros_x": int((first == 0).sum()),
            "zeros_y": int((second == 0).sum()),
        },
        warnings=lost,
    )


def _p(
    x: arrays.Floats, y: arrays.Floats, rho: float, alternative: correlation.Alternative, draws: int, seed: int
) -> tuple[float, str]:
    """The p of rho between two columns of mid-ranks, and how it was found."""
    n = x.size
    if n <= EXACT:
        every = (y[permutation.arrangements(n)] @ correlation.centred(x)) / (n * x.std() * y.std())
        return permutation.as_far(every, rho, alternative) / every.size, "exact"
    if n < SAMPLED:
        far = sum(
            permutation.as_far(np.asarray(correlation.pearson_r(x, block)), rho, alternative)
            for block in permutation.shuffles(y, draws, seed)
        )
        return (1 + far) / (1 + draws), "sampled"
    return correlation.t_tail(correlation.t_of(rho, n - 2.0), n - 2.0, alternative), "t"
