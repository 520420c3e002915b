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
from numpy.typing import NDArray

from yupay.analyse.hidden import doubt, loglinear
from yupay.analyse.hidden.existence import code_of
from yupay.analyse.hidden.loglinear import Fit
from yupay.analyse.hidden.newton import QUICK, enter, fit_prepared, prepare, room_for
from yupay.analyse.hidden.tables import Cells, lists_of
from yupay.analyse.hidden.wording import assumed, chosen_warning
from yupay.analyse.numerics.compiled import compiled, compiled_within
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
Floats = NDArray[np.float64]


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


@compiled_within
def judge(t: Any, room: Any, inside: Any, tails: Any, anew: Any) -> Any:
    """The pair of lists with the smallest log p in `tails`, the first of equals; `anew`: the log p are found first.

    A pair that is `inside` the model, or on which the model puts nobody, has 1.
    """
    best, tails[0] = 0, 1.0
    for i in range(t):
        for j in range(i + 1, t):
            pair = (1 << i) | (1 << j)
            if anew:
                tails[pair] = 1.0
                if not inside[pair] and room.sums[pair] > 0:
                    tails[pair] = log_tail(room.margins[pair], room.sums[pair])
            if tails[pair] < tails[best]:
                best = pair
    return best


@compiled
def grow(
    t: Any, tables: Any, threshold: Any, room: Any, inside: Any, tails: Any, models: Any, lengths: Any, totals: Any
) -> Any:
    """Grow a model from main effects on each of many tables (B, 2**t).

    `models` (B, most) and `lengths` (B,) take the effects, the interactions in the order in which they entered; `totals`
    (B,) takes the total, nan where the model of main effects has no estimate. `inside`, `tails` (2**t) are room to work.
    """
    for b in range(tables.shape[0]):
        y, model, length, pair = tables[b], models[b], t + 1, 0
        enter(t, y, room)
        for c in range(1 << t):
            inside[c] = False
        for k in range(length):
            model[k] = 1 << k >> 1
        tried, state = length, 0
        while state == 0:
            p = prepare(t, model, tried, room.margins, room.effects, room.alive)
            allowed = room.margins[0] > 0 and code_of(t, room.effects, p, room.alive, y) == 0
            if not allowed and pair == 0:
                break
            if allowed:
                if pair > 0 and room.margins[pair] > 0:
                    room.guess[pair] = math.log(room.margins[pair] / room.sums[pair])
                state = fit_prepared(t, p, room, QUICK)[1]
                inside[pair] = True
                length = tried
            pair = judge(t, room, inside, tails, allowed)
            if tails[pair] >= math.log(threshold):
                totals[b] = room.margins[0] + math.exp(room.guess[0]) if state == 0 else np.nan
                break
            tails[pair] = 1.0
            model[length] = pair
            tried = length + 1
        lengths[b] = length


def grown(t: int, tables: Floats, threshold: float) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """The totals (B,), models (B, most) and their lengths (B,) of `grow`.

    Raises:
        ValueError: a threshold that is not between 0 and 0.5.

    """
    if not 0.0 < threshold < 0.5:
        raise ValueError(f"a one-sided p between 0 and 0.5, not {threshold}")
    most, many_tables = t + 1 + t * (t - 1) // 2, tables.shape[0]
    models, lengths = np.zeros((many_tables, most + 1), dtype=np.int64), np.zeros(many_tables, dtype=np.int64)
    totals, inside, tails = np.full(many_tables, np.nan), np.zeros(1 << t, dtype=np.bool_), np.zeros(1 << t)
    counts = np.ascontiguousarray(tables, dtype=np.float64)
    grow(t, counts, threshold, room_for(t, most), inside, tails, models, lengths, totals)
    return totals, models, lengths


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
