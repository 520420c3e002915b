"""How surprising is this table among all tables with its margins, however few the units?

Formula: 2 x 2: n11 is hypergeometric given the margins, tilted by the odds ratio; two-sided p sums the tables no likelier
than this one; odds ratio by conditional maximum likelihood, limits by equal tails. r x c (Freeman-Halton): the same sum
over all tables when they can be listed, else over sampled ones, (1 + as unlikely) / (1 + sampled).
Reference: Fisher (1935), JRSS 98, 39-82; Cornfield (1956), Third Berkeley Symposium 4, 135-148; Freeman and Halton (1951),
Biometrika 38, 141-149.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import gammaln, logsumexp

from yupay.analyse.numerics import contingency, table_sampling
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.contingency import Categories
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, independence
from yupay.analyse.relate.cramer import NEEDS, NOT_TWO_BY_TWO, nothing
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="fisher-exact",
    label=Text(es="Prueba exacta de Fisher", en="Fisher's exact test"),
    room="relate",
    formula="two-sided p = sum of P(table) <= P(observed) given both margins; conditional odds ratio with exact limits",
    reference="Fisher, R. A. (1935). The logic of inductive inference. Journal of the Royal Statistical Society, 98, 39-82. "
    "Cornfield, J. (1956). A statistical problem arising from retrospective studies. Proceedings of the Third Berkeley "
    "Symposium, 4, 135-148.",
    needs=Text(es="Dos variables con dos categorías", en="Two variables with two categories"),
    fields=("interval", "p", "parameters.sample_odds_ratio"),
    message="relate.fisher-exact",
)
FREEMAN_HALTON = Method(
    id="fisher-freeman-halton",
    label=Text(es="Prueba exacta de Fisher-Freeman-Halton", en="Fisher-Freeman-Halton exact test"),
    room="relate",
    formula="p = sum of P(table) <= P(observed) over all r x c tables with both margins, or over sampled ones",
    reference="Freeman, G. H., & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of fit and other "
    "problems of significance. Biometrika, 38, 141-149.",
    needs=NEEDS,
    fields=("p", "seed", "parameters.p_method", "parameters.tables"),
    message="relate.fisher-freeman-halton",
)
QUANTITY = Text(es="Razón de odds (máxima verosimilitud condicional)", en="Odds ratio (conditional maximum likelihood)")
V_QUANTITY = Text(es="V de Cramér, con p exacta", en="Cramér's V, with exact p")
EXACT_LIMITS = Text(es="exacto de colas iguales (Cornfield, 1956)", en="exact with equal tails (Cornfield, 1956)")
INFINITE = Text(
    es="No evaluable: la razón de odds no tiene cota superior porque una celda está vacía; p y el límite sí valen.",
    en="Not assessable: the odds ratio has no upper bound because a cell is empty; p and the limit do hold.",
)
SLACK, LISTED = 1e-7, 400_000


def fisher_exact(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Fisher's exact test of two columns (n,) with two categories, or of a ready table x (2, 2) where y is None."""
    open_ = contingency.opened(x, y, x_categories, y_categories, needed=2)
    if open_.short is not None or open_.table.shape != (2, 2):
        return nothing(open_, subject, METHOD.id, QUANTITY, open_.short or NOT_TWO_BY_TWO)
    ratio, low, high = odds_ratio(open_.table, level)
    (a, b), (c, d) = open_.table
    return Estimate(
        **{**about(subject), "unit": "odds ratio"},
        method=METHOD.id,
        quantity=QUANTITY,
        value=ratio,
        interval=Interval(low=low, high=high, level=level, method=EXACT_LIMITS),
        n=open_.n,
        p=fisher_p(open_.table, alternative),
        assumptions=(independence(),),
        parameters={"alternative": alternative, "sample_odds_ratio": float(a * d / (b * c)) if b * c > 0 else None},
        warnings=(*open_.warnings, *(() if ratio is not None else (INFINITE,))),
    )


def fisher_p(table: Floats, alternative: Alternative = "two-sided") -> float:
    """Exact p of a table (2, 2) of whole counts; "greater" is towards an odds ratio above 1."""
    counts, weight = _support(table)
    chance, seen = np.exp(weight - logsumexp(weight)), counts == table[0, 0]
    if alternative == "greater":
        return float(min(1.0, chance[counts >= table[0, 0]].sum()))
    if alternative == "less":
        return float(min(1.0, chance[counts <= table[0, 0]].sum()))
    return float(min(1.0, chance[chance <= chance[seen] * (1.0 + SLACK)].sum()))


def odds_ratio(table: Floats, level: float = 0.95) -> tuple[float | None, float, float | None]:
    """Conditional odds ratio of a table (2, 2) and its exact limits; None where unbounded."""
    counts, weight = _support(table)
    seen, tail = float(table[0, 0]), np.log((1.0 - level) / 2.0)

    def tilted(log_ratio: float) -> Floats:
        lifted = weight + log_ratio * (counts - seen)
        return np.asarray(lifted - logsumexp(lifted))

    lowest, highest = seen == counts[0], seen == counts[-1]
    middle = None if lowest or highest else _root(lambda at: float(np.exp(tilted(at)) @ (counts - seen)))
    low = 0.0 if lowest else np.exp(_root(lambda at: float(logsumexp(tilted(at)[counts >= seen]) - tail)))
    high = None if highest else float(np.exp(_root(lambda at: float(tail - logsumexp(tilted(at)[counts <= seen])))))
    if middle is None:
        return (0.0 if lowest and not highest else None), float(low), high
    return float(np.exp(middle)), float(low), high


def _support(table: Floats) -> tuple[Floats, Floats]:
    """The counts n11 can take given the margins, and the log of their weights."""
    row, column, n = table[0].sum(), table[:, 0].sum(), table.sum()
    counts = np.arange(max(0.0, row + column - n), min(row, column) + 1.0)
    cells = (counts, row - counts, column - counts, n - row - column + counts)
    return counts, -sum((gammaln(cell + 1.0) for cell in cells), np.zeros(counts.size))


def _root(rising: Callable[[float], float]) -> float:
    """Where a function of the log odds ratio that rises crosses zero."""
    reach = 1.0
    while rising(reach) < 0.0 or rising(-reach) > 0.0:
        reach *= 2.0
    return float(brentq(rising, -reach, reach, xtol=1e-13, rtol=1e-14))


# ---- larger tables --------------------------------------------------------------------------------------------------


def fisher_freeman_halton(
    x: ArrayLike,
    y: ArrayLike | None,
    subject: Subject,
    *,
    seed: int,
    draws: int = 99_999,
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> Estimate:
    """Exact test of two columns (n,) of categories, or of a ready table x (r, c); the value is Cramer's V.

    All tables are listed where that is possible; `seed` is used only where they are sampled.
    """
    open_ = contingency.opened(x, y, x_categories, y_categories, needed=2)
    if open_.short is not None:
        return nothing(open_, subject, FREEMAN_HALTON.id, V_QUANTITY, open_.short)
    p, how = listed_p(open_.table), "exact"
    if p is None:
        p, how = sampled_p(open_.table, draws, seed), "sampled"
    return Estimate(
        **about(subject),
        method=FREEMAN_HALTON.id,
        quantity=V_QUANTITY,
        value=min(1.0, contingency.cramers_v(float(contingency.pearson(open_.table)), open_.table)),
        n=open_.n,
        p=p,
        assumptions=(independence(),),
        seed=seed if how == "sampled" else None,
        parameters={"p_method": how, "tables": draws if how == "sampled" else None},
        warnings=open_.warnings,
    )


def sampled_p(table: Floats, draws: int, seed: int) -> float:
    """Monte Carlo p of the Freeman-Halton test."""
    seen = gammaln(table + 1.0).sum() - SLACK
    far = sum(
        int((gammaln(block + 1.0).sum(axis=(1, 2)) >= seen).sum())
        for block in table_sampling.sampled_tables(table, draws, seed)
    )
    return (1.0 + far) / (1.0 + draws)


def listed_p(table: Floats, most: int = LISTED) -> float | None:
    """Exact p of the Freeman-Halton test; None where more than `most` partial tables would have to be held at once.

    Rows are laid one after another; partial tables that leave the same columns and are as likely are held once.
    """
    table = table.T if table.shape[0] > table.shape[1] else table
    rows, columns = table.sum(axis=1).astype(np.int64), table.sum(axis=0).astype(np.int64)
    left, size, copies = columns[None, :], np.zeros(1), np.ones(1)
    for row in rows[:-1]:
        grown = _laid(left, size, copies, int(row), most)
        if grown is None:
            return None
        left, size, copies = _merged(*grown)
    size = size + gammaln(left + 1.0).sum(axis=1)
    whole = float(gammaln(rows + 1.0).sum() + gammaln(columns + 1.0).sum() - gammaln(rows.sum() + 1.0))
    chance = copies * np.exp(whole - size)
    return float(min(1.0, chance[size >= gammaln(table + 1.0).sum() - SLACK].sum()))


def _laid(left: Any, size: Floats, copies: Floats, row: int, most: int) -> tuple[Any, Floats, Floats] | None:
    """Every way to lay a row of `row` units on the columns that are left, for every partial table."""
    wanted = np.full(left.shape[0], row, dtype=np.int64)
    for column in range(left.shape[1] - 1):
        room = left[:, column + 1 :].sum(axis=1)
        low, high = np.maximum(0, wanted - room), np.minimum(left[:, column], wanted)
        ways = high - low + 1
        if int(ways.sum()) > most:
            return None
        each = np.repeat(np.arange(left.shape[0]), ways)
        here = low[each] + np.arange(each.size) - np.repeat(np.cumsum(ways) - ways, ways)
        left, size, copies, wanted = left[each].copy(), size[each] + gammaln(here + 1.0), copies[each], wanted[each]
        left[:, column] -= here
        wanted = wanted - here
    left = left.copy()
    left[:, -1] -= wanted
    return left, size + gammaln(wanted + 1.0), copies


def _merged(left: Any, size: Floats, copies: Floats) -> tuple[Any, Floats, Floats]:
    """Partial tables with the same columns left and the same likelihood, held once with their number."""
    keys = np.column_stack([left, np.rint(size * 1e8).astype(np.int64)])
    _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return left[first], size[first], np.bincount(which.ravel(), weights=copies).astype(np.float64)
