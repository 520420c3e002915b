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
from yupay.analyse.numerics.compiled import compiled, compiled_within

ALIASED, LONGEST_STEP, SLACK = 1e-13, 3.0, 1e-9
QUICK, FINE, ROUNDING = 1e-10, 1e-18, 1e-14
MOST_STEPS = 120


class Room(NamedTuple):
    """The arrays that a fit needs: margins, alive, mu, sums, guess (2**t); effects, beta, step (p); factor (p, p)."""

    margins: Any
    alive: Any
    mu: Any
    sums: Any
    guess: Any
    effects: Any
    beta: Any
    step: Any
    factor: Any


def room_for(t: int, most: int) -> Room:
    """Empty arrays for tables of t lists and models of at most `most` effects."""
    n = 1 << t
    return Room(
        np.zeros(n),
        np.zeros(n, dtype=np.bool_),
        np.zeros(n),
        np.zeros(n),
        np.zeros(n),
        np.zeros(most, dtype=np.int64),
        np.zeros(most),
        np.zeros(most),
        np.zeros((most, most)),
    )


@compiled
def enter(t: Any, y: Any, room: Any) -> Any:
    """Put a table into the room: its margins; and no guess of any effect."""
    for c in range(1 << t):
        room.margins[c] = y[c]
        room.guess[c] = 0.0
    sum_supersets(t, room.margins)


@compiled
def sum_subsets(t: Any, table: Any) -> Any:
    """In place: the entry of each history becomes the sum over its subsets."""
    for k in range(t):
        bit = 1 << k
        for block in range(0, 1 << t, 2 * bit):
            for c in range(block, block + bit):
                table[c + bit] += table[c]


@compiled
def sum_supersets(t: Any, table: Any) -> Any:
    """In place: the entry of each set becomes the sum over the histories that contain it."""
    for k in range(t):
        bit = 1 << k
        for block in range(0, 1 << t, 2 * bit):
            for c in range(block, block + bit):
                table[c] += table[c + bit]


@compiled
def prepare(t: Any, model: Any, length: Any, margins: Any, effects: Any, alive: Any) -> Any:
    """Write the effects that somebody shows to `effects` and the histories left to `alive`; how many effects are left."""
    for c in range(1 << t):
        alive[c] = c > 0
    p = 0
    for k in range(length):
        effect = model[k]
        if margins[effect] > 0:
            effects[p] = effect
            p += 1
        else:
            for c in range(1 << t):
                if c & effect == effect:
                    alive[c] = False
    return p


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
def evaluate(t: Any, effects: Any, p: Any, margins: Any, alive: Any, beta: Any, mu: Any, sums: Any) -> Any:
    """Fitted counts into `mu`, their sums over supersets into `sums`; the log-likelihood without sum of log y!."""
    n = 1 << t
    for c in range(n):
        sums[c] = 0.0
    value = 0.0
    for k in range(p):
        sums[effects[k]] = beta[k]
        value += beta[k] * margins[effects[k]]
    sum_subsets(t, sums)
    for c in range(n):
        mu[c] = math.exp(sums[c]) if alive[c] else 0.0
        sums[c] = mu[c]
    sum_supersets(t, sums)
    return value - sums[0]


@compiled_within
def step_into(effects: Any, p: Any, margins: Any, sums: Any, factor: Any, step: Any) -> Any:
    """The Newton step, by Cholesky of the information (into `factor`); a parameter that others determine stays.

    Returns the squared length of the step in standard errors (the Newton decrement), and how many parameters stayed.
    """
    aliased = 0
    for i in range(p):
        step[i] = margins[effects[i]] - sums[effects[i]]
        for j in range(i):
            s = sums[effects[i] | effects[j]]
            for k in range(j):
                s -= factor[i, k] * factor[j, k]
            factor[i, j] = s * factor[j, j]
        whole = sums[effects[i]]
        s = whole
        for k in range(i):
            s -= factor[i, k] * factor[i, k]
        if s <= ALIASED * whole:
            factor[i, i] = 0.0
            aliased += 1
        else:
            factor[i, i] = 1.0 / math.sqrt(s)
    decrement = 0.0
    for i in range(p):
        s = step[i]
        for k in range(i):
            s -= factor[i, k] * step[k]
        step[i] = s * factor[i, i]
        decrement += step[i] * step[i]
    for i in range(p - 1, -1, -1):
        s = step[i]
        for k in range(i + 1, p):
            s -= factor[k, i] * step[k]
        step[i] = s * factor[i, i]
    return decrement, aliased


@compiled_within
def fit_into(
    t: Any,
    effects: Any,
    p: Any,
    margins: Any,
    alive: Any,
    beta: Any,
    mu: Any,
    sums: Any,
    factor: Any,
    step: Any,
    tolerance: Any,
) -> Any:
    """Fit the `p` first `effects` from the start in `beta`; `beta`, `mu` (2**t), `factor` (p, p) hold the result.

    `margins` (2**t) are the sums of the counts over supersets; `alive` (2**t) the histories in the fit; `sums` (2**t)
    and `step` (p) are room to work. `factor` is the Cholesky factor of the information, with inverse diagonal.
    `tolerance` bounds the squared last step in standard errors (QUICK for samples, FINE for one table), with room for
    the rounding of sums over very many people.

    Returns:
        The log-likelihood without sum of log y!, and 0 converged, 1 not converged, 2 a parameter is not identified.

    """
    value, scale = -np.inf, 0.0
    for _ in range(MOST_STEPS):
        new = evaluate(t, effects, p, margins, alive, beta, mu, sums)
        if not new >= value - SLACK * (1.0 + abs(value)):
            scale *= 0.5
            for k in range(p):
                beta[k] -= scale * step[k]
            continue
        value = new
        decrement, aliased = step_into(effects, p, margins, sums, factor, step)
        longest = 0.0
        for k in range(p):
            longest = max(longest, abs(step[k]))
        scale = 1.0 if longest <= LONGEST_STEP else LONGEST_STEP / longest
        for k in range(p):
            beta[k] += scale * step[k]
        if decrement < tolerance + (ROUNDING * margins[0]) ** 2:
            return value, 2 if aliased else 0
    return value, 1


@compiled
def fit_prepared(t: Any, p: Any, room: Any, tolerance: Any) -> Any:
    """Fit the `p` effects in the room from the guess in it (0 at the intercept: none yet); the guess becomes the fit.

    Returns what `fit_into` returns.
    """
    guess, effects, beta = room.guess, room.effects, room.beta
    if guess[0] == 0.0:
        start_into(effects, p, room.margins, beta)
    else:
        for k in range(p):
            beta[k] = guess[effects[k]]
    value, state = fit_into(
        t, effects, p, room.margins, room.alive, beta, room.mu, room.sums, room.factor, room.step, tolerance
    )
    for k in range(p):
        guess[effects[k]] = beta[k]
    return value, state


@compiled
def intercept_variance(p: Any, room: Any) -> Any:
    """The variance of the first parameter (the log of the dark figure) from the factor that the fit left."""
    z, factor, total = room.step, room.factor, 0.0
    for i in range(p):
        s = 1.0 if i == 0 else 0.0
        for k in range(i):
            s -= factor[i, k] * z[k]
        z[i] = s * factor[i, i]
        total += z[i] * z[i]
    return total


def log_factorials(y: Cells) -> float:
    """The sum of log y! over the cells."""
    return float(gammaln(y + 1.0).sum())
