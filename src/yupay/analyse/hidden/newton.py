"""How is a Poisson log-linear model of overlapping lists fitted fast? By sums over subsets, in place of matrices.

Formula: log mu(c) = sum of beta(S) over the effects S that are subsets of the history c; y(c) ~ Poisson(mu(c)), c not 0.
With M(S) = sum of mu over the histories that contain S, the score is margin(S) - M(S) and the information of effects
S and T is M(S | T), a look-up. Both sums cost t 2**(t-1) additions (Yates). Newton steps with halving; the
log-likelihood sum of beta(S) margin(S) - M(0) is concave.
An effect that nobody shows (margin 0) is minus infinite: the histories that contain it leave the fit, and the parameter
still counts in AIC and BIC (Chan, Silverman and Vincent 2021).
Reference: Fienberg (1972), Biometrika 59, 591-603; Chan, Silverman and Vincent (2021), JASA 116, 1297-1306;
Yates (1937), The Design and Analysis of Factorial Experiments.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaln

from yupay.analyse.hidden.tables import Cells
from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.analyse.numerics.compiled import compiled, compiled_within

ALIASED, LONGEST_STEP, SLACK = 1e-13, 3.0, 1e-9
QUICK, FINE, ROUNDING = 1e-10, 1e-18, 1e-14
MOST_STEPS, RICHER = 120, 10.0


class Room(NamedTuple):
    """The arrays of one fit: margins, alive, mu, sums, guess (2**t); effects, beta, step, first (p); factor (p, p)."""

    margins: Floats
    alive: Truth
    mu: Floats
    sums: Floats
    guess: Floats
    effects: Whole
    beta: Floats
    step: Floats
    first: Floats
    factor: Floats

    @property
    def work(self) -> tuple[Floats, Floats, Floats, Floats]:
        """What `fit_rows` works in."""
        return self.beta, self.step, self.first, self.factor


class Fits(NamedTuple):
    """Fits of many models (m,): the log of the dark figure, its variance and the log-likelihood without sum of log y!.

    `states`: 0 converged, 1 not converged, 2 a parameter is not identified; `sums` (m, 2**t) of the fitted counts over supersets.
    """

    log_dark: Floats
    variance: Floats
    value: Floats
    states: Whole
    sums: Floats


def room_for(t: int, most: int) -> Room:
    """Empty arrays for tables of t lists and models of at most `most` effects."""
    margins, mu, sums, guess = np.zeros((4, 1 << t))
    beta, step, first = np.zeros((3, most))
    alive, effects = np.zeros(1 << t, dtype=np.bool_), np.zeros(most, dtype=np.int64)
    return Room(margins, alive, mu, sums, guess, effects, beta, step, first, np.zeros((most, most)))


def enter(t: int, y: Cells, room: Room) -> None:
    """Put a table into the room: its margins; and no guess of any effect."""
    room.margins[:] = y
    room.guess[:] = 0.0
    sum_supersets(t, room.margins)


def sum_subsets(t: int, table: Cells) -> None:
    """In place, in each row of (..., 2**t): the entry of each history becomes the sum over its subsets."""
    for k in range(t):
        halves = table.reshape(-1, 2, 1 << k)
        halves[:, 1] += halves[:, 0]


def sum_supersets(t: int, table: Cells) -> None:
    """In place, in each row of (..., 2**t): the entry of each set becomes the sum over the histories that contain it."""
    for k in range(t):
        halves = table.reshape(-1, 2, 1 << k)
        halves[:, 0] += halves[:, 1]


def prepare(t: int, model: Whole, length: int, margins: Floats, effects: Whole, alive: Truth) -> int:
    """Write the effects that somebody shows to `effects` and the histories left to `alive`; how many effects are left."""
    kept, sizes, alive[:] = prepared(t, model[None], np.array([length]), margins[None])
    p = int(sizes[0])
    effects[:p] = kept[0, :p]
    return p


def prepared(t: int, models: Whole, lengths: Whole, margins: Floats) -> tuple[Whole, Whole, Truth]:
    """For models (m, most) of these lengths (m,): the effects that somebody shows, first in their row, how many, and the histories left.

    `margins` are of one table (1, 2**t), or of one for each model (m, 2**t). The histories left are (m, 2**t).
    """
    there = np.arange(models.shape[1]) < lengths[:, None]
    shown = there & (np.take_along_axis(np.broadcast_to(margins, (lengths.size, 1 << t)), models, axis=1) > 0)
    alive = np.ones((lengths.size, 1 << t), dtype=np.bool_)
    alive[:, 0] = False
    rows, places = np.nonzero(there & ~shown)
    if rows.size == 0:
        return models, lengths, alive
    lost = models[rows, places]
    np.logical_and.at(alive, rows, np.arange(1 << t) & lost[:, None] != lost[:, None])
    return np.take_along_axis(models, np.argsort(~shown, axis=1, kind="stable"), axis=1), shown.sum(axis=1), alive


@compiled_within
def start_into(effects: Any, p: Any, margins: Any, beta: Any) -> Any:
    """A start: twice as many people as were seen, lists independent, no interactions."""
    twice = 2.0 * margins[0]
    for k in range(p):
        effect = effects[k]
        if effect == 0:
            beta[k] = math.log(twice)
        elif effect & (effect - 1) == 0:
            beta[k] = math.log(margins[effect] / (twice - margins[effect]))
            beta[0] += math.log1p(-margins[effect] / twice)
        else:
            beta[k] = 0.0


@compiled_within
def evaluate(t: Any, effects: Any, p: Any, margins: Any, alive: Any, beta: Any, sums: Any) -> Any:
    """The sums over supersets of the fitted counts into `sums`; the log-likelihood without sum of log y!."""
    n, value = 1 << t, 0.0
    for c in range(n):
        sums[c] = 0.0
    for k in range(p):
        sums[effects[k]] = beta[k]
        value += beta[k] * margins[effects[k]]
    for k in range(t):
        for c in range(n):
            if c >> k & 1:
                sums[c] += sums[c - (1 << k)]
    for c in range(n):
        sums[c] = math.exp(sums[c]) if alive[c] else 0.0
    for k in range(t):
        for c in range(n):
            if c >> k & 1:
                sums[c - (1 << k)] += sums[c]
    return value - sums[0]


@compiled_within
def step_into(effects: Any, p: Any, margins: Any, sums: Any, factor: Any, step: Any, first: Any) -> Any:
    """The Newton step, by Cholesky of the information (into `factor`); a parameter that others determine stays.

    `factor` has an inverse diagonal; `first` takes its solution for the first parameter alone. Returns the squared
    length of the step in standard errors (the Newton decrement), and 2 where a parameter stayed, else 0.
    """
    decrement, state = 0.0, 0
    for i in range(p):
        whole = sums[effects[i]]
        rest, step[i], first[i] = whole, margins[effects[i]] - whole, 1.0 if i == 0 else 0.0
        for j in range(i):
            s = sums[effects[i] | effects[j]]
            for k in range(j):
                s -= factor[i, k] * factor[j, k]
            factor[i, j] = s * factor[j, j]
            rest -= factor[i, j] * factor[i, j]
            step[i] -= factor[i, j] * step[j]
            first[i] -= factor[i, j] * first[j]
        factor[i, i] = 0.0
        if rest <= ALIASED * whole:
            state = 2
        else:
            factor[i, i] = 1.0 / math.sqrt(rest)
        step[i] *= factor[i, i]
        first[i] *= factor[i, i]
        decrement += step[i] * step[i]
    for i in range(p - 1, -1, -1):
        for k in range(i + 1, p):
            step[i] -= factor[k, i] * step[k]
        step[i] *= factor[i, i]
    return decrement, state


@compiled
def fit_rows(
    t: Any,
    margins: Any,
    effects: Any,
    sizes: Any,
    alive: Any,
    guesses: Any,
    far: Any,
    tolerance: Any,
    work: Any,
    sums: Any,
    states: Any,
    found: Any,
) -> Any:
    """Fit models (m,), each to its table, from its row of `guesses` (m, 2**t); of one row only, each from the last one's fit.

    `margins` (m, 2**t) are sums of counts over supersets; `effects` (m, most), `sizes` (m,) and `alive` (m, 2**t) those
    of `prepared`. A guess of 0 at the intercept is none; it becomes the fit, or none where an effect is beyond `far`.
    `tolerance` bounds the squared last step in standard errors, with room for the rounding of sums over very many people.
    `work` is that of `Room`; `sums` (m, 2**t), `states` (m,) and `found` (m, 3) take what `Fits` holds.
    """
    beta, step, first, factor = work
    for i in range(sizes.size):
        p, y, model, left, fitted, guess = (
            sizes[i],
            margins[i],
            effects[i],
            alive[i],
            sums[i],
            guesses[i % len(guesses)],
        )
        if guess[0] == 0.0:
            start_into(model, p, y, beta)
        else:
            for k in range(p):
                beta[k] = guess[model[k]]
        value, scale, state = -np.inf, 0.0, 1
        for _ in range(MOST_STEPS):
            new = evaluate(t, model, p, y, left, beta, fitted)
            if not new >= value - SLACK * (1.0 + abs(value)):
                scale *= 0.5
                for k in range(p):
                    beta[k] -= scale * step[k]
                continue
            value = new
            decrement, stayed = step_into(model, p, y, fitted, factor, step, first)
            longest = LONGEST_STEP
            for k in range(p):
                if abs(step[k]) > longest:
                    longest = abs(step[k])
            for k in range(p):
                beta[k] += LONGEST_STEP / longest * step[k]
            scale = LONGEST_STEP / longest
            if decrement < tolerance + ROUNDING * y[0] * (ROUNDING * y[0]):
                state = stayed
                break
        away, variance = state > 0 and far < np.inf, 0.0
        for k in range(p):
            variance += first[k] * first[k]
            guess[model[k]] = beta[k]
            away = away or abs(beta[k]) >= (far + RICHER if model[k] == 0 else far)
        for c in range(1 << t):
            guess[c] = 0.0 if away else guess[c]
        states[i], found[i, 0], found[i, 1], found[i, 2] = state, beta[0], variance, value


def fit_many(
    t: int,
    margins: Floats,
    models: Whole,
    lengths: Whole,
    guesses: Floats,
    tolerance: float,
    far: float = math.inf,
) -> Fits:
    """Fit the models (m, most) of these lengths (m,), each to its table; `fit_rows` tells what becomes of `guesses`.

    `tolerance`: QUICK for samples, FINE for one table.
    """
    effects, sizes, alive = prepared(t, models, lengths, margins)
    return _fitted(t, margins, effects, sizes, alive, guesses, far, tolerance, room_for(t, models.shape[1]))


def _fitted(
    t: int,
    margins: Floats,
    effects: Whole,
    sizes: Whole,
    alive: Truth,
    guesses: Floats,
    far: float,
    tolerance: float,
    room: Room,
) -> Fits:
    m = sizes.size
    sums, states, found = np.empty((m, 1 << t)), np.empty(m, dtype=np.int64), np.empty((m, 3))
    fit_rows(t, margins, effects, sizes, alive, guesses, far, tolerance, room.work, sums, states, found)
    return Fits(found[:, 0], found[:, 1], found[:, 2], states, sums)


def fit_prepared(t: int, p: int, room: Room, tolerance: float) -> tuple[float, int]:
    """Fit the `p` effects in the room from the guess in it (0 at the intercept: none yet); the guess becomes the fit.

    `mu` takes the fitted counts, 0 at history 0. The log-likelihood and the state, as in `Fits`.
    """
    table, effects, sizes = room.margins[None], room.effects[None], np.array([p])
    fit = _fitted(t, table, effects, sizes, room.alive[None], room.guess[None], math.inf, tolerance, room)
    room.mu[:] = 0.0
    room.mu[room.effects[:p]] = room.beta[:p]
    sum_subsets(t, room.mu)
    room.mu[:] = np.where(room.alive, np.exp(room.mu), 0.0)
    room.sums[:] = fit.sums[0]
    return float(fit.value[0]), int(fit.states[0])


def intercept_variance(p: int, room: Room) -> float:
    """The variance of the first parameter (the log of the dark figure) that the fit left."""
    return float((room.first[:p] ** 2).sum())


def log_factorials(y: Cells) -> float:
    """The sum of log y! over the cells."""
    return float(gammaln(y + 1.0).sum())
