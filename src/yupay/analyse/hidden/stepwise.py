"""Which two-list interactions does a table ask for, one after the other?

Formula: start from main effects. For each pair of lists not yet in the model compare how many were on both, k, with the
fitted mean m: p = min(P(X <= k), P(X >= k)), X ~ Poisson(m). The pair with the smallest p below the threshold enters;
a pair whose model has no estimate (existence, identifiability) is passed over; stop when none is left.
Reference: Chan, Silverman and Vincent (2021), JASA 116, 1297-1306, section 3.2 (threshold 0.02: section 3.4).
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from yupay.analyse.hidden import doubt, loglinear
from yupay.analyse.hidden.existence import codes_each
from yupay.analyse.hidden.loglinear import Fit
from yupay.analyse.hidden.newton import QUICK, fit_many, sum_supersets
from yupay.analyse.hidden.search import with_effect
from yupay.analyse.hidden.tables import Cells, lists_of, pairs
from yupay.analyse.hidden.wording import assumed, chosen_warning
from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.analyse.numerics.compiled import compiled
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-stepwise",
    label=Text(es="Modelo log-lineal paso a paso", en="Stepwise log-linear model"),
    room="hidden",
    formula="from main effects, the pair of lists with the smallest Poisson tail p enters while p < threshold",
    reference="Chan, L., Silverman, B. W., & Vincent, K. (2021). Multiple systems estimation for sparse capture data: "
    "Inferential challenges when there are nonoverlapping lists. Journal of the American Statistical Association, 116, "
    "1297-1306.",
    needs=Text(es="Tres o más listas con personas en común", en="Three or more lists that overlap"),
    fields=("interval", "se", "df", "parameters.model", "parameters.added", "parameters.threshold", "parameters.bic"),
)
THRESHOLD = 0.02


@compiled
def log_tail(k: Any, mean: Any) -> Any:
    """The log of the smaller of P(X <= k) and P(X >= k), X ~ Poisson(mean > 0); exact far into the tails."""
    peak = k * math.log(mean) - mean - math.lgamma(k + 1.0)
    term, total, at = 1.0, 1.0, k
    while term > 1e-17 * total:
        if k < mean:
            if at <= 0:
                break
            term *= at / mean
            at -= 1
        else:
            at += 1
            term *= mean / at
        total += term
    found = peak + math.log(total)
    if found > -2.0:
        found = min(found, math.log(max(1.0 - math.exp(found) + math.exp(peak), 1e-300)))
    return found


@compiled
def log_tails(counts: Any, means: Any, tails: Any) -> Any:
    """`log_tail` of many counts (m,) and means (m,), into `tails` (m,)."""
    for i in range(counts.size):
        tails[i] = log_tail(counts[i], means[i])


class _Growing:
    """Models that grow on many tables (B, 2**t) at the same time.

    `models` (B, most) and `lengths` (B,) are the effects, the interactions in the order in which they entered; `totals`
    (B,) nan where the model of main effects has no estimate. `tails` (B, pairs + 1) the log p of each pair, 1 for one that
    is `inside` the model, was passed over, or on which the model puts nobody; the last is no pair's.
    """

    def __init__(self, t: int, tables: Floats) -> None:
        size, n = tables.shape
        self.t, self.tables, self.margins = t, tables, tables.copy()
        sum_supersets(t, self.margins)
        self.pairs = np.array([*pairs(t), 0], dtype=np.int64)
        self.models = np.zeros((size, t + 1 + self.pairs.size), dtype=np.int64)
        self.models[:, 1 : t + 1] = 1 << np.arange(t)
        self.lengths, self.totals = np.full(size, t + 1, dtype=np.int64), np.full(size, np.nan)
        self.guesses, self.means = np.zeros((2, size, n))
        self.tails, self.inside = np.ones((size, self.pairs.size)), np.zeros((size, self.pairs.size), dtype=np.bool_)
        self.inside[:, -1] = True

    def allowed(self, at: Whole, lengths: Whole) -> Truth:
        """In which of the tables `at` the model of this length has an estimate."""
        return np.asarray(codes_each(self.t, self.models[at], lengths, self.margins[at], self.tables[at]) == 0)

    def fit(self, at: Whole) -> Truth:
        """Fit the models of the tables `at` and judge their pairs; which fits converged."""
        margins, models, lengths = self.margins[at], self.models[at], self.lengths[at]
        guess = with_effect(self.guesses[at], margins, self.means[at], models[np.arange(at.size), lengths - 1])
        fits = fit_many(self.t, margins, models, lengths, guess, QUICK)
        self.guesses[at], self.means[at] = guess, fits.sums
        fitted, tails = fits.sums[:, self.pairs], np.ones((at.size, self.pairs.size))
        asked = ~self.inside[at] & (fitted > 0)
        found = np.empty(int(asked.sum()))
        log_tails(margins[:, self.pairs][asked], fitted[asked], found)
        tails[asked] = found
        self.tails[at] = tails
        return np.asarray(fits.states == 0)

    def enter(self, at: Whole, limit: float) -> tuple[Whole, Whole]:
        """Try the pair with the smallest log p, the first of equals: the tables where it is below the limit, and its place."""
        best = self.tails[at].argmin(axis=1)
        below = self.tails[at, best] < limit
        ended, at, best = at[~below], at[below], best[below]
        self.totals[ended] = self.margins[ended, 0] + np.exp(self.guesses[ended, 0])
        self.tails[at, best] = 1.0
        self.models[at, self.lengths[at]] = self.pairs[best]
        return at, best


def grown(t: int, tables: Floats, threshold: float) -> tuple[Floats, Whole, Whole]:
    """Grow a model from main effects on each of many tables (B, 2**t), all at the same time.

    Returns the totals (B,), nan where the model of main effects has no estimate; the models (B, most), interactions in
    the order in which they entered; and their lengths (B,).

    Raises:
        ValueError: a threshold that is not between 0 and 0.5.

    """
    if not 0.0 < threshold < 0.5:
        raise ValueError(f"a one-sided p between 0 and 0.5, not {threshold}")
    growing = _Growing(t, np.ascontiguousarray(tables, dtype=np.float64))
    at = np.flatnonzero(growing.margins[:, 0] > 0)
    at = at[growing.allowed(at, growing.lengths[at])]
    at = at[growing.fit(at)]
    while at.size:
        at, pair = growing.enter(at, math.log(threshold))
        allowed = growing.allowed(at, growing.lengths[at] + 1)
        larger, going = at[allowed], np.ones(at.size, dtype=np.bool_)
        growing.lengths[larger] += 1
        growing.inside[larger, pair[allowed]] = True
        going[allowed] = growing.fit(larger)
        at = at[going]
    return growing.totals, growing.models, growing.lengths


def many(t: int, tables: Floats, threshold: float = THRESHOLD) -> Floats:
    """The stepwise total of each of many tables (B, 2**t); nan where it has no estimate.

    Raises:
        ValueError: a threshold that is not between 0 and 0.5.

    """
    return grown(t, tables, threshold)[0]


@dataclass(frozen=True)
class Chosen:
    """The model that the steps end in: the interactions in the order in which they entered, and the fit."""

    threshold: float
    added: tuple[int, ...]
    fit: Fit


def choose(y: Cells, threshold: float = THRESHOLD) -> Chosen:
    """The stepwise model of one table.

    Raises:
        ValueError: a threshold that is not between 0 and 0.5.

    """
    t = lists_of(y)
    _, models, lengths = grown(t, y[None], threshold)
    added = tuple(models[0, t + 1 : lengths[0]].tolist())
    return Chosen(threshold, added, loglinear.fit(y, added))


def estimate(
    y: Cells, subject: Subject, *, level: float = 0.95, threshold: float = THRESHOLD, seed: int | None = None
) -> Estimate:
    """The total of the stepwise model; its interval takes the model as given. Nothing is drawn, `seed` is not used.

    Raises:
        ValueError: a threshold that is not between 0 and 0.5.

    """
    short = doubt.unusable(y)
    if short is not None:
        return doubt.refused(y, subject, METHOD.id, short, *doubt.left_empty(y, subject), assumptions=assumed())
    places = doubt.manned(y)
    chosen = choose(doubt.only(y, places), threshold)
    added = ",".join(doubt.digits(pair, places) for pair in chosen.added)
    return loglinear.recorded(
        y,
        subject,
        METHOD,
        chosen.fit,
        level=level,
        more={"threshold": threshold, "added": added},
        warnings=(chosen_warning(),),
    )
