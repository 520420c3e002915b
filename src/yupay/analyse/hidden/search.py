"""How are all models of a catalogue fitted, and the best of them found, as fast as the fits allow?

One table: all models of as many effects together, each from the fit of the model that has one effect less, so that 4 steps are enough.
Many tables, all together, model after model: BIC = -2 log-likelihood + (effects) log n, and a model's log-likelihood is at most that of
any larger one. So the largest models without one interaction, and without two, bound many models at once, and what cannot be best is
never fitted (leaps and bounds). Existence is asked only of a model that would be best; of equals the one with the smaller total is taken.
Reference: Furnival and Wilson (1974), Technometrics 16, 499-511; Chan, Silverman and Vincent (2021), JASA 116,
1297-1306.
"""

from typing import NamedTuple

import numpy as np

from yupay.analyse.hidden import hierarchy
from yupay.analyse.hidden.existence import codes_each
from yupay.analyse.hidden.newton import FINE, QUICK, Fits, fit_many, sum_supersets
from yupay.analyse.numerics.arrays import Floats, Truth, Whole

GAP, FAR, EQUAL = 1e-6, 12.0, 1e-7
FEW, HIGHEST = 4, 700.0


class Catalogue(NamedTuple):
    """Models to choose from: `effects` (m, most), `lengths` (m,), `letters` (e,) their interactions, `has` (m, e) which of them."""

    effects: Whole
    lengths: Whole
    letters: Whole
    has: Truth


def fit_all(t: int, y: Floats, effects: Whole, lengths: Whole, codes: Whole) -> Floats:
    """Fit every model with code 0 of one table (2**t); the arrays of the catalogue are those of `hierarchy.models`.

    Returns (m, 3): the log of the dark figure, its variance, and the log-likelihood without sum of log y!, nan where a
    model has a code. A model that did not converge gets code 4.
    """
    found, margins, parents = (
        np.full((lengths.size, 3), np.nan),
        np.array(y, dtype=np.float64),
        hierarchy.parents(effects, lengths),
    )
    sum_supersets(t, margins)
    guesses, means = np.zeros((2, lengths.size + 1, 1 << t))  # the last row is no model's: a first one starts from it
    for length in np.unique(lengths).tolist():
        at = np.flatnonzero(lengths == length)
        guesses[at] = guesses[parents[at]]
        at = at[codes[at] == 0]
        if at.size == 0:
            continue
        table, models = np.repeat(margins[None], at.size, axis=0), effects[at]
        guess = with_effect(guesses[at], table, means[parents[at]], models[:, length - 1])
        fits = fit_many(t, table, models, lengths[at], guess, FINE)
        guesses[at], means[at] = guess, np.where(fits.states[:, None] == 0, fits.sums, 0.0)
        found[at] = np.stack([fits.log_dark, fits.variance, fits.value], axis=1)
        codes[at] = np.where(fits.states == 0, 0, 4)
    return found


def with_effect(guess: Floats, margins: Floats, means: Floats, new: Whole) -> Floats:
    """A guess (m, 2**t) where an effect enters (m,): log(shown / fitted without it), where there is a fit without it."""
    rows = np.arange(new.size)
    shown, fitted = margins[rows, new], means[rows, new]
    known = (guess[:, 0] != 0.0) & (shown > 0) & (fitted > 0)
    guess[known, new[known]] = np.log(shown[known] / fitted[known])
    return guess


def fit_near(t: int, margins: Floats, model: Whole, guess: Floats) -> Fits:
    """Fit one model to tables like each other (m, 2**t), each from the fit of the last: `guess` (1, 2**t), which takes the last."""
    models, lengths = np.repeat(model[None], len(margins), axis=0), np.full(len(margins), model.size, dtype=np.int64)
    return fit_many(t, margins, models, lengths, guess, QUICK, FAR)


class _Bounds:
    """The highest log-likelihoods of any model without one letter, or two, in each table: found when first asked for.

    `lacks` (m, pairs): which models have neither letter; `values` (pairs, tables), minus infinite where not yet found.
    """

    def __init__(self, t: int, margins: Floats, of: Catalogue) -> None:
        letters = of.letters
        first, second = np.triu_indices(letters.size)
        order = np.argsort(first != second, kind="stable")
        first, second = first[order], second[order]
        self.t, self.margins = t, margins
        self.lacks = ~(of.has[:, first] | of.has[:, second])
        self.values = np.full((first.size, len(margins)), -np.inf)
        self.guesses = np.zeros((first.size, 1, 1 << t))
        mains = [0, *(1 << k for k in range(t))]
        kept = (letters & letters[:, None]) != letters[:, None]
        self.models = [np.array([*mains, *letters[kept[i] & kept[j]]]) for i, j in zip(first, second, strict=True)]

    def may_win(self, m: int, at: Whole, need: Floats) -> Whole:
        """The tables, of those in the places `at`, in which model m may reach a log-likelihood above `need` (tables,)."""
        for pair in np.flatnonzero(self.lacks[m]):
            anew = at[(self.values[pair, at] == -np.inf) & (need[at] > -np.inf)]
            if anew.size:
                fits = fit_near(self.t, self.margins[anew], self.models[pair], self.guesses[pair])
                self.values[pair, anew] = np.where(fits.states == 1, np.inf, fits.value + GAP)
            at = at[(self.values[pair, at] > need[at]) | (need[at] == -np.inf)]
            if at.size == 0:
                break
        return at


def pick_best(t: int, tables: Floats, of: Catalogue, order: Whole) -> tuple[Floats, Whole]:
    """For each table (B, 2**t) the total of the model with the smallest BIC among those with an estimate, and its place.

    `order` (m,) are the places in which the models are tried; nan and -1 where none has an estimate.
    """
    margins, size = tables.copy(), len(tables)
    sum_supersets(t, margins)
    people, bounded = margins[:, 0], of.lengths.size > FEW * of.letters.size
    picks, totals, least = np.full(size, -1, dtype=np.int64), np.full(size, np.nan), np.full(size, np.inf)
    bounds, some, logs = _Bounds(t, margins, of), np.flatnonzero(people > 0), np.log(np.maximum(people, 1.0))
    for m in order.tolist():
        model = of.effects[m, : of.lengths[m]]
        cost = logs * model.size
        at = bounds.may_win(m, some, 0.5 * (cost - least)) if bounded else some
        if at.size == 0:
            continue
        fits = fit_near(t, margins[at], model, np.zeros((1, 1 << t)))
        score, total = cost[at] - 2.0 * fits.value, people[at] + np.exp(np.minimum(fits.log_dark, HIGHEST))
        better = (score < least[at] - EQUAL) | ((score < least[at] + EQUAL) & (total < totals[at]))
        won = np.flatnonzero((fits.states == 0) & better)
        won = won[_exists(t, tables[at[won]], margins[at[won]], model)]
        picks[at[won]], least[at[won]], totals[at[won]] = m, score[won], total[won]
    return totals, picks


def _exists(t: int, tables: Floats, margins: Floats, model: Whole) -> Truth:
    """In which tables (m, 2**t) the model has an estimate."""
    models, lengths = np.repeat(model[None], len(tables), axis=0), np.full(len(tables), model.size, dtype=np.int64)
    codes = codes_each(t, models, lengths, margins, tables)
    return np.asarray(codes == 0)
