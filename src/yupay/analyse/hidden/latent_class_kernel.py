"""How does one chain of a Dirichlet-process mixture of product Bernoulli lists walk?

A person of class k (probability p_k, sticks V_k ~ Beta(1, alpha), alpha ~ Gamma(1/4, 1/4)) is on list j with probability
q_kj, flat on (0, 1), whatever the other lists; the prior of the total is 1 / N up to a ceiling. One sweep has two parts,
both leaving the posterior as it is: the Metropolis steps of `latent_class_steps`, and Gibbs draws of alpha, the number
nobody saw (negative binomial, cut at the ceiling), everybody's class by binomials, the sticks and q.
Reference: Manrique-Vallier (2016), Biometrics 72, 1246-1254; Ishwaran and James (2001), JASA 96, 161-173.
"""

import math

import numpy as np

from yupay.analyse.hidden.latent_class_draws import LEAST, added, counted, gamma, uniform
from yupay.analyse.hidden.latent_class_steps import (
    LEFT,
    LISTS,
    MOST,
    NEARLY_ALL,
    NUMBERS,
    SHAPE,
    WEIGHT,
    histories,
    steps,
)
from yupay.analyse.numerics.compiled import compiled, compiled_within

CERTAIN, PER_CLASS = 1e15, 100


@compiled_within
def divided(
    pool: np.ndarray, at: np.ndarray, people: float, cell: int, place: np.ndarray, rest: np.ndarray, on: np.ndarray
) -> None:
    """Divide the people of a history among classes: added to `on` (K, t + 1), on each list and in all; `rest` is room."""
    last, t = rest.size - 1, on.shape[1] - 1
    for k in range(last, -1, -1):
        rest[k] = math.exp(place[0, k, WEIGHT] - place[0, 0, LEFT]) * place[0, k, LISTS + t + cell]
        if k < last:
            rest[k] += rest[k + 1]
    for k in range(last + 1):
        taken = people
        if k < last and people > 0 and rest[k] < CERTAIN * rest[k + 1]:
            odds = rest[k] / rest[k + 1] - 1
            taken = counted(uniform(pool, at), people, -1.0, odds, people) if odds > 0 else 0.0
        on[k, t] += taken
        for j in range(t):
            on[k, j] += taken * (cell >> j & 1)
        people -= taken


@compiled_within
def refreshed(pool: np.ndarray, at: np.ndarray, alpha: float, on: np.ndarray, place: np.ndarray) -> None:
    """New sticks and list probabilities given everybody's class: on (K, t + 1) people on each list and in all."""
    classes, t = on.shape[0], on.shape[1] - 1
    rest, gone = 0.0, 0.0
    for k in range(classes):
        rest += on[k, t]
    for k in range(classes):
        rest -= on[k, t]
        place[1, k, WEIGHT] = gone
        if k < classes - 1:
            b = alpha + rest
            here = math.log(gamma(pool, at, 1 + on[k, t]))
            beyond = math.log(gamma(pool, at, 1 + b)) + math.log(uniform(pool, at) + LEAST) / b
            both = added(here, beyond)
            place[1, k, WEIGHT] += here - both
            gone += beyond - both
        for j in range(t):
            share = uniform(pool, at)
            if on[k, t] > 0:
                yes = gamma(pool, at, 1 + on[k, j])
                share = yes / (yes + gamma(pool, at, 1 + on[k, t] - on[k, j]))
            place[1, k, LISTS + j] = min(max(share, LEAST), MOST)


@compiled_within
def settled(place: np.ndarray, t: int) -> None:
    """The rest of where a chain stands, from its weights and list probabilities."""
    last = place.shape[1] - 1
    for k in range(last, -1, -1):
        histories(place, k, t)
        place[1, k, LEFT] = place[1, k, WEIGHT]
        if k < last:
            place[1, k, LEFT] = added(place[1, k, WEIGHT], place[1, k + 1, LEFT])
        for column in range(place.shape[2]):
            place[0, k, column] = place[1, k, column]


def spare(times: int, classes: int, t: int) -> int:
    """More uniform numbers than a sweep takes, what the gamma draws refuse counted generously."""
    many: int = NUMBERS * (times + 1) + classes * (2**t + PER_CLASS * (t + 1))
    return many


@compiled
def walk(
    pool: np.ndarray,
    at: np.ndarray,
    enough: int,
    first: int,
    y: np.ndarray,
    n: float,
    most: float,
    place: np.ndarray,
    sizes: np.ndarray,
    fixed: bool,
    times: int,
    thin: int,
    out: np.ndarray,
    f: np.ndarray,
    rest: np.ndarray,
    on: np.ndarray,
) -> int:
    """Walk on from `place`, which changes in place; every `thin` sweeps one number unseen goes to `out` (2, kept).

    Beside it goes the number of classes with anybody in them. `times` Metropolis steps a sweep (0: the plain sampler), of log
    `sizes` (K, 2 t + 4), learned unless `fixed`. Starts at sweep `first`; stops, to be called again from the sweep it
    returns, where `pool` has no more than `enough` numbers left. `f` (2**t,), `rest` (K,), `on` (K, t + 1) are room.
    """
    classes, t = on.shape[0], on.shape[1] - 1
    last: int = out.shape[1] * thin
    for sweep in range(first, last):
        if at[0] >= pool.size - enough:
            return sweep
        settled(place, t)
        if times > 0:
            steps(pool, at, y, n, most, times, 0.0 if fixed else 1 / math.sqrt(1.0 + sweep), sizes, place, f)
        deep, none = place[0, classes - 1, LEFT] - place[0, 0, LEFT], 0.0
        # Gamma(a) is Gamma(a + 1) U^(1 / a): `gamma` wants a shape of 1 or more
        alpha = gamma(pool, at, classes + SHAPE) * uniform(pool, at) ** (1 / (classes - 1 + SHAPE)) / (SHAPE - deep)
        for k in range(classes):
            none += math.exp(place[0, k, WEIGHT] - place[0, 0, LEFT]) * place[0, k, LISTS + t]
            for j in range(t + 1):
                on[k, j] = 0.0
        nobody = counted(uniform(pool, at), n, 1.0, min(none, NEARLY_ALL), most)
        for cell in range(y.size):
            if cell == 0 or y[cell] > 0:
                divided(pool, at, nobody if cell == 0 else y[cell], cell, place, rest, on)
        refreshed(pool, at, alpha, on, place)
        if sweep % thin == thin - 1:
            out[0, sweep // thin], out[1, sweep // thin] = nobody, 0.0
            for k in range(classes):
                out[1, sweep // thin] += on[k, t] > 0
    return last
