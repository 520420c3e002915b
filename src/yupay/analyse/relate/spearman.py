"""Do two indicators put the units in the same order?

Formula: rho = Pearson correlation of mid-ranks (so ties are corrected); n <= 9: exact p over all n! arrangements;
n < 20: p over 9,999 sampled arrangements; otherwise t = rho sqrt((n - 2) / (1 - rho^2));
interval tanh(atanh rho +- z se): se^2 = (1 + rho^2 / 2) / (n - 3) of Bonett and Wright, 1.06 / (n - 3) of Fieller,
1 / (n - 3) of Fisher; or the BCa bootstrap.
Reference: Spearman (1904), American Journal of Psychology 15, 72-101; Bonett and Wright (2000), Psychometrika 65, 23-28;
Fieller, Hartley and Pearson (1957), Biometrika 44, 470-481.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, intervals, permutation, ranks
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.analyse.relate.bootstrap import pair_interval
from yupay.model.estimate import Estimate, Interval, Subject
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
Kind = Literal["bonett-wright", "fieller", "fisher", "bootstrap"]
INTERVALS: dict[Kind, Text] = {
    "bonett-wright": Text(es="Bonett y Wright (2000)", en="Bonett and Wright (2000)"),
    "fieller": Text(es="Fieller, Hartley y Pearson (1957)", en="Fieller, Hartley and Pearson (1957)"),
    "fisher": Text(
        es="z de Fisher sin factor: algo estrecho para rangos", en="Fisher z without factor: a little narrow for ranks"
    ),
}
EXACT, SAMPLED, FIELLER = 9, 20, 1.06


def spearman(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    seed: int,
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
    permutations: int = 9_999,
    interval: Kind = "bonett-wright",
) -> Estimate:
    """Spearman's rho of two columns (n,), ties corrected; units with NaN in either are left out.

    `seed` is used only where p comes from sampled arrangements (10 to 19 units) and by the bootstrap interval.
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
    t = correlation.t_of(rho, df)
    p, how = _p(rx, ry, rho, alternative, permutations, seed)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=rho,
        interval=_interval(rx, ry, rho, interval, level, seed),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=p,
        assumptions=(independence(),),
        seed=seed if how == "sampled" or interval == "bootstrap" else None,
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


def _interval(
    x: arrays.Floats, y: arrays.Floats, rho: float, kind: Kind, level: float, seed: int, draws: int = 4_999
) -> Interval | None:
    """The interval of rho between two columns of mid-ranks by the rule asked for; None where n is too small for it."""
    if kind == "bootstrap":
        return pair_interval(x, y, "spearman", seed=seed, draws=draws, level=level)
    n = x.size
    plain = intervals.fisher_se(n)
    errors = {
        "bonett-wright": intervals.bonett_wright_se(rho, n),
        "fieller": None if plain is None else float(np.sqrt(FIELLER)) * plain,
        "fisher": plain,
    }
    se = errors[kind]
    return between(intervals.fisher(rho, se, level) if se else None, level, INTERVALS[kind])


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
