"""How are all models of a catalogue fitted, and the best of them found, as fast as the fits allow?

One table: each model starts from the fit of the last model that had one effect less, so that 4 steps are enough.
Many tables: BIC = -2 log-likelihood + (effects) log n, and a model's log-likelihood is at most that of any larger one.
So the largest models without one interaction, and without two, bound many models at once, and what cannot be best is
never fitted (leaps and bounds). Existence is asked only of a model that would be best; of equals the one with the smaller total is taken.
Reference: Furnival and Wilson (1974), Technometrics 16, 499-511; Chan, Silverman and Vincent (2021), JASA 116,
1297-1306.
"""

import math
from typing import Any

import numpy as np

from yupay.analyse.hidden.existence import code_of
from yupay.analyse.hidden.newton import FINE, QUICK, enter, fit_prepared, intercept_variance, prepare
from yupay.analyse.numerics.compiled import compiled, compiled_within

GAP, FAR, EQUAL = 1e-6, 12.0, 1e-7
FEW = 4


@compiled
def fit_all(
    t: Any, y: Any, effects: Any, lengths: Any, codes: Any, room: Any, guesses: Any, means: Any, found: Any
) -> Any:
    """Fit every model with code 0 of one table (2**t); the arrays of the catalogue are those of `hierarchy.models`.

    `found` (m, 3) takes the log of the dark figure, its variance, and the log-likelihood without sum of log y!; a model
    that did not converge gets code 4. `guesses` and `means` (pmax + 1, 2**t) hold the last fit of each length, zeros at first.
    """
    n = 1 << t
    enter(t, y, room)
    for m in range(effects.shape[0]):
        length = lengths[m]
        new = effects[m, length - 1]
        for c in range(n):
            room.guess[c] = guesses[length - 1, c]
        if codes[m] == 0:
            p = prepare(t, effects[m], length, room.margins, room.effects, room.alive)
            if room.guess[0] != 0.0 and room.margins[new] > 0 and means[length - 1, new] > 0:
                room.guess[new] = math.log(room.margins[new] / means[length - 1, new])
            value, state = fit_prepared(t, p, room, FINE)
            found[m, 0], found[m, 1], found[m, 2] = room.guess[0], intercept_variance(p, room), value
            codes[m] = 0 if state == 0 else 4
        for c in range(n):
            guesses[length, c] = room.guess[c]
            means[length, c] = room.sums[c] if codes[m] == 0 else 0.0


@compiled
def fit_near(t: Any, model: Any, length: Any, room: Any, guesses: Any, at: Any) -> Any:
    """Fit a model from row `at` of `guesses` (k, 2**t), the fit of a table like this; the row becomes the fit unless an effect runs away."""
    for c in range(1 << t):
        room.guess[c] = guesses[at, c]
    p = prepare(t, model, length, room.margins, room.effects, room.alive)
    value, state = fit_prepared(t, p, room, QUICK)
    near = state == 0
    for k in range(p):
        near = near and abs(room.beta[k]) < FAR + 10.0 * (room.effects[k] == 0)
    for c in range(1 << t):
        guesses[at, c] = room.guess[c] if near else 0.0
    return p, value, state


@compiled_within
def may_win(t: Any, m: Any, has: Any, need: Any, letters: Any, room: Any, bounds: Any, guesses: Any, model: Any) -> Any:
    """Whether model m, with the letters `has` (m, e), may reach a log-likelihood above `need`.

    bounds[i * e + j] is the highest log-likelihood of any model without the letters i and j (i = j: without one); it is found,
    with all letters that contain neither, when first asked for.
    """
    e = letters.size
    for apart in range(2):
        for i in range(e):
            for j in range(i + apart, e if apart else i + 1):
                if has[m, i] or has[m, j]:
                    continue
                at = i * e + j
                if bounds[at] == -np.inf:
                    length = t + 1
                    for k in range(e):
                        letter = letters[k]
                        if letter & letters[i] != letters[i] and letter & letters[j] != letters[j]:
                            model[length] = letter
                            length += 1
                    _, value, state = fit_near(t, model, length, room, guesses, at)
                    bounds[at] = np.inf if state == 1 else value + GAP
                if bounds[at] <= need:
                    return False
    return True


@compiled
def pick_best(
    t: Any,
    tables: Any,
    effects: Any,
    lengths: Any,
    order: Any,
    has: Any,
    letters: Any,
    room: Any,
    starts: Any,
    bounds: Any,
    guesses: Any,
    model: Any,
    picks: Any,
    totals: Any,
) -> Any:
    """For each table (B, 2**t) the place of the model with the smallest BIC among those with an estimate, and its total.

    `order` (m,) are the places in which the models are tried; `picks` (B,) keep -1 and `totals` (B,) nan where there is
    none; `starts` (m, 2**t), `bounds` (e * e,), `guesses` (e * e, 2**t) and `model` (1 + t + e: intercept and lists first)
    are room to work.
    """
    for b in range(tables.shape[0]):
        enter(t, tables[b], room)
        for i in range(bounds.size):
            bounds[i] = -np.inf
        least, people, bounded = np.inf, room.margins[0], lengths.size > FEW * letters.size
        for i in range(order.size if people > 0 else 0):
            m = order[i]
            cost = math.log(people) * lengths[m]
            if bounded and picks[b] >= 0:
                if not may_win(t, m, has, 0.5 * (cost - least), letters, room, bounds, guesses, model):
                    continue
            p, value, state = fit_near(t, effects[m], lengths[m], room, starts, m)
            score, total = cost - 2.0 * value, people + math.exp(min(room.guess[0], 700.0))
            better = score < least - EQUAL or (score < least + EQUAL and total < totals[b])
            if state == 0 and better and code_of(t, room.effects, p, room.alive, tables[b]) == 0:
                picks[b], least, totals[b] = m, score, total
