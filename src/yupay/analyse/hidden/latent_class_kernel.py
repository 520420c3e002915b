"""How does one chain of a Dirichlet-process mixture of product Bernoulli lists walk?

A person of class k (probability p_k, sticks V_k ~ Beta(1, alpha), alpha ~ Gamma(1/4, 1/4)) is on list j with probability
q_kj, flat on (0, 1), whatever the other lists; the prior of the total is 1 / N up to a ceiling. One sweep has two parts,
both leaving the posterior as it is: the Metropolis steps of `latent_class_steps`, and Gibbs draws of alpha, the number
nobody saw (negative binomial, cut at the ceiling), everybody's class by binomials, the sticks and q.
Reference: Manrique-Vallier (2016), Biometrics 72, 1246-1254; Ishwaran and James (2001), JASA 96, 161-173.
"""

import math

import numpy as np

from yupay.analyse.hidden.latent_class_draws import LEAST, added, binomial, unseen
from yupay.analyse.hidden.latent_class_steps import MOST, SHAPE, histories, renamed, steps, tails
from yupay.analyse.numerics.compiled import compiled


@compiled
def classed(rng: np.random.Generator, people: int, chances: np.ndarray, rest: np.ndarray, out: np.ndarray) -> None:
    """Divide people among classes with these chances (not normalised): out (K,); `rest` (K,) is room."""
    last = chances.size - 1
    rest[last] = chances[last]
    for k in range(last - 1, -1, -1):
        rest[k] = rest[k + 1] + chances[k]
    for k in range(last + 1):
        out[k] = 0.0
        if k == last or chances[k] >= rest[k]:
            taken = people
        elif people < 4:
            taken = 0
            for _ in range(people):
                taken += rng.random() * rest[k] < chances[k]
        else:
            taken = binomial(rng, people, chances[k] / rest[k])
        out[k] = taken
        people -= taken


@compiled
def refreshed(
    rng: np.random.Generator, alpha: float, on: np.ndarray, size: np.ndarray, q: np.ndarray, weights: np.ndarray
) -> None:
    """New sticks and list probabilities given everybody's class: size (K,) people, on (K, t) of them on each list."""
    classes, t = q.shape
    rest, left = 0.0, 0.0
    for k in range(classes):
        rest += size[k]
    for k in range(classes):
        rest -= size[k]
        weights[k] = left
        if k < classes - 1:
            b = alpha + rest
            more = math.log(rng.random()) / b if b < 0.5 else 0.0
            here = math.log(rng.standard_gamma(1 + size[k]))
            beyond = math.log(rng.standard_gamma(b + 1 if b < 0.5 else b)) + more
            weights[k] += here - added(here, beyond)
            left += beyond - added(here, beyond)
        for j in range(t):
            if size[k] == 0:
                share = rng.random()
            else:
                yes = rng.standard_gamma(1 + on[k, j])
                share = yes / (yes + rng.standard_gamma(1 + size[k] - on[k, j]))
            q[k, j] = min(max(share, LEAST), MOST)


def workroom(classes: int, t: int) -> tuple[np.ndarray, ...]:
    """Room that `walk` writes in, for that many classes and lists."""
    cells = 2**t
    shapes = ((classes, cells), (2, cells), cells, cells, (2, t), (classes, t), *[classes] * 7)
    return tuple(np.empty(shape) for shape in shapes)


@compiled
def walk(
    rng: np.random.Generator,
    y: np.ndarray,
    seen: np.ndarray,
    n: int,
    most: int,
    q: np.ndarray,
    weights: np.ndarray,
    sizes: np.ndarray,
    fixed: bool,
    times: int,
    thin: int,
    out: np.ndarray,
    occupied: np.ndarray,
    room: tuple[np.ndarray, ...],
) -> None:
    """Walk on from (q, weights), which change in place; every `thin` sweeps one number unseen goes to `out` (kept,).

    `times` Metropolis steps a sweep (0: the plain sampler), of log `sizes` (K, t + 2), learned unless `fixed`.
    `occupied` (kept,) are the classes with anybody in them; `room` is that of `workroom`.
    """
    classes, t = q.shape
    cells, new_cell, f, new_f, new_q, on, left, new_left, taken, size, chances, rest, p = room
    for sweep in range(out.size * thin):
        tails(weights, left)
        whole = left[0]
        for cell in range(y.size):
            f[cell] = 0.0
        for k in range(classes):
            weights[k] -= whole
            left[k] -= whole
            histories(q, k, cells)
            p[k] = math.exp(weights[k])
            for cell in range(y.size):
                f[cell] += p[k] * cells[k, cell]
        if times > 0:
            learn = 0.0 if fixed else 1 / math.sqrt(1.0 + sweep)
            steps(
                rng, y, seen, n, most, times, sizes, learn, q, weights, left, cells, f, new_q, new_left, new_cell, new_f
            )
            renamed(rng, q, weights, left, cells, new_left)
        alpha = rng.standard_gamma(classes - 1 + SHAPE) / (SHAPE - left[classes - 1])
        nobody = unseen(rng, f[0], n, most)
        for k in range(classes):
            p[k], size[k] = math.exp(weights[k]), 0.0
            for j in range(t):
                on[k, j] = 0.0
        for place in range(-1, seen.size):
            cell = 0 if place < 0 else seen[place]
            for k in range(classes):
                chances[k] = p[k] * cells[k, cell]
            classed(rng, nobody if place < 0 else int(y[cell]), chances, rest, taken)
            for k in range(classes):
                if taken[k] > 0:
                    size[k] += taken[k]
                    for j in range(t):
                        on[k, j] += taken[k] * (cell >> j & 1)
        refreshed(rng, alpha, on, size, q, weights)
        if sweep % thin == thin - 1:
            out[sweep // thin] = nobody
            occupied[sweep // thin] = 0.0
            for k in range(classes):
                occupied[sweep // thin] += size[k] > 0
