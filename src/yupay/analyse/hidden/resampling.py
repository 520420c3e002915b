"""How far would an estimate move had other people come onto the lists, and how sure is a limit drawn by chance?

Formula: B tables of n people, multinomial over the histories seen with the shares seen; every draw is estimated anew.
A draw without an estimate counts as plus infinity, so that it stands above every other and is never left out. The
quantile at p is the value at rank h = (B + 1/3) p + 1/3, interpolated. Its Monte-Carlo standard error is half the gap
between the quantiles at p - s and p + s, s = sqrt(p (1 - p) / B) the error of the share below it. B is doubled until
both errors are below 1 % of their limits.
Reference: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 5, 11 and 13; Hyndman and Fan (1996),
The American Statistician 50, 361-365 (rule 8); Woodruff (1952), Journal of the American Statistical Association 47,
635-646 (error of a quantile from ranks).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from yupay.analyse.hidden.tables import Cells, seen
from yupay.analyse.numerics.arrays import Floats

Many = Callable[[Cells], Floats]
Bound = Literal["", "draws without an estimate", "last draw", "Monte-Carlo error"]
ENOUGH, AT_ONCE, ENDLESS, HOPELESS, FIRM = 0.01, 2_000_000, 1e6, 5.0, 4_000


@dataclass(frozen=True)
class Share:
    """Where a limit stands among the draws: the share `p` below it, and the Monte-Carlo standard error of that share."""

    p: float
    error: float


@dataclass(frozen=True)
class Limit:
    """One end of an interval: its value, its Monte-Carlo standard error, and why the data do not bound it, "" where they do.

    `value` is what the draws give even where `unbounded` has a reason; it is then not for print.
    """

    value: float
    error: float
    unbounded: Bound

    @property
    def shown(self) -> float | None:
        """The value, or None where these data do not bound it."""
        return None if self.unbounded else self.value


@dataclass(frozen=True, eq=False)
class Resampled:
    """The sorted estimates of B draws (B,), plus infinity for a draw without one, and the limits found from them."""

    values: Floats
    low: Limit
    high: Limit

    @property
    def not_estimable(self) -> int:
        """How many draws have no estimate."""
        return int(np.isinf(self.values).sum())


Rule = Callable[[Floats], tuple[Share, Share]]


def tables(y: Cells, draws: int, random: np.random.Generator) -> Cells:
    """`draws` tables (draws, 2**t) of as many people as `y` has, each person's history one of those seen."""
    at = np.flatnonzero(y)
    found = np.zeros((draws, y.size))
    found[:, at] = random.multinomial(seen(y), y[at] / y.sum(), size=draws)
    return found


def estimates(y: Cells, many: Many, draws: int, random: np.random.Generator) -> Floats:
    """The estimates of `draws` tables drawn from `y` (draws,), a block at a time; plus infinity where there is none."""
    block = max(1, AT_ONCE // y.size)
    sizes = [min(block, draws - start) for start in range(0, draws, block)]
    found = np.concatenate([many(tables(y, size, random)) for size in sizes])
    return bounded(found, y)


def bounded(values: Floats, y: Cells) -> Floats:
    """Estimates of draws from `y`, plus infinity for those without one and for those above a million times the seen."""
    return np.where(values < ENDLESS * seen(y), values, np.inf)


def one_less(y: Cells) -> tuple[Cells, Floats]:
    """For each history seen (k), the table with one person less in it (k, 2**t), and how many had that history (k,)."""
    at = np.flatnonzero(y)
    found = np.repeat(y[None], at.size, axis=0)
    found[np.arange(at.size), at] -= 1.0
    return found, y[at]


def quantile(values: Floats, p: float) -> float:
    """The quantile at p of sorted values (B,), median-unbiased whatever the distribution; may be plus infinity."""
    rank = min(max((values.size + 1 / 3) * p + 1 / 3, 1.0), float(values.size))
    below = int(rank)
    part, low = rank - below, float(values[below - 1])
    if part < 1e-12 or low == values[below]:
        return low
    return low + part * (float(values[below]) - low)


def percentile_shares(level: float, draws: int) -> tuple[Share, Share]:
    """Where the two percentile limits of a level stand among `draws`."""
    tail = (1 - level) / 2
    error = float(np.sqrt(tail * (1 - tail) / draws))
    return Share(tail, error), Share(1 - tail, error)


def limit(values: Floats, share: Share) -> Limit:
    """The limit that stands at a share of sorted values, its error, and whether these data bound it."""
    found = quantile(values, share.p)
    low, high = (quantile(values, share.p + side * share.error) for side in (-1, 1))
    if not np.isfinite(high) or not np.isfinite(share.error):
        return Limit(found, float("inf"), "draws without an estimate" if np.isinf(values[-1]) else "last draw")
    error = (high - low) / 2
    if not 1 / values.size < share.p - share.error < share.p + share.error < 1 - 1 / values.size:
        return Limit(found, error, "last draw")
    return Limit(found, error, "Monte-Carlo error" if error > ENOUGH * found else "")


def raised(y: Cells, many: Many, rule: Rule, *, seed: int, draws: int = 1_000, most: int = 100_000) -> Resampled:
    """Draws of `y` doubled from `draws` until both limits of the rule are bounded with an error below 1 %, or `most`.

    It stops early where even `most` draws would not bound a limit. The first `draws` of a seed are the same whatever
    `most` is.
    """
    random, values = np.random.default_rng(seed), np.zeros(0)
    while True:
        more = min(max(draws, values.size), max(most, draws) - values.size)
        values = np.sort(np.concatenate([values, estimates(y, many, more, random)]))
        shares = rule(values)
        found = Resampled(values, limit(values, shares[0]), limit(values, shares[1]))
        if values.size >= most or all(
            _settled(values, one, at, most) for one, at in zip(_ends(found), shares, strict=True)
        ):
            return found


def _ends(found: Resampled) -> tuple[Limit, Limit]:
    return found.low, found.high


def _settled(values: Floats, found: Limit, share: Share, most: int) -> bool:
    """Whether more draws are of no use: the limit is bounded, or `most` draws would not bound it either.

    They would not where draws without an estimate reach far below the limit, or where the error, which falls with the
    root of the draws, would still be more than twice what is enough.
    """
    if not found.unbounded:
        return True
    if not np.isfinite(share.error) or quantile(values, share.p - HOPELESS * share.error) == np.inf:
        return True
    reach = found.error * float(np.sqrt(values.size / most))
    return found.unbounded == "Monte-Carlo error" and values.size >= FIRM and reach > 2 * ENOUGH * found.value
