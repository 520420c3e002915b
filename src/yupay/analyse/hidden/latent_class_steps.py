"""How does a chain of latent classes move with everybody's class, the number nobody saw and alpha summed out?

The likelihood of class probabilities p and list probabilities q is then the product of (f_h / (1 - f_0))^y_h times
P(unseen <= ceiling), f_h = sum_k p_k prod_j q_kj^h_j (1 - q_kj)^(1 - h_j); the prior of the sticks is a power of 1/4 - log of
the last class's probability. Metropolis steps shift one or all logits of a class, its share of the seen held, or its weight;
trade people between two classes with their joint first and second moments held; slide one list between two classes; exchange
the names of two classes.
Reference: Manrique-Vallier (2016), Biometrics 72, 1246-1254; Papaspiliopoulos and Roberts (2008), Biometrika 95, 169-186
(names of classes); the jumps with matched moments follow Richardson and Green (1997), JRSS B 59, 731-792.
"""

import math

import numpy as np

from yupay.analyse.hidden.latent_class_draws import LEAST, added, below_ceiling
from yupay.analyse.numerics.compiled import compiled

SHAPE = 0.25
MOST, NEARLY_ALL = 1 - 1e-16, 1 - 1e-12
NARROW, SPREAD, TAKEN = -1.0, 1.5, 0.4
SHORTEST, LONGEST = -5.0, 1.0


@compiled
def histories(q: np.ndarray, k: int, out: np.ndarray) -> None:
    """Row k of out (, 2**t): the probability of each history where lists are independent with those of row k of q."""
    out[k, 0], size = 1.0, 1
    for j in range(q.shape[1]):
        on = q[k, j]
        for cell in range(size):
            out[k, size + cell] = out[k, cell] * on
            out[k, cell] *= 1 - on
        size *= 2


@compiled
def tails(weights: np.ndarray, out: np.ndarray) -> None:
    """The logs of sums of exp(weights) from each place to the last."""
    out[-1] = weights[-1]
    for k in range(weights.size - 2, -1, -1):
        out[k] = added(weights[k], out[k + 1])


@compiled
def stick_prior(left: np.ndarray) -> float:
    """The log prior of the sticks with alpha summed out; `left` (K,) are the logs of the tails of class probabilities."""
    last = left.size - 1
    log: float = -(last + SHAPE) * math.log(SHAPE - left[last]) - left[last]
    return log


@compiled
def simplex_prior(left: np.ndarray) -> float:
    """The same prior as a density of the class probabilities themselves."""
    total: float = stick_prior(left)
    for k in range(1, left.size - 1):
        total -= left[k]
    return total


@compiled
def fit(y: np.ndarray, seen: np.ndarray, f: np.ndarray, n: int, most: int) -> float:
    """The log likelihood of the seen given the probabilities f of histories, the unseen summed out up to `most`."""
    total: float = below_ceiling(f[0], float(n), float(most)) - n * math.log1p(-f[0])
    for cell in seen:
        total += y[cell] * math.log(f[cell])
    return total


@compiled
def shifted(q: np.ndarray, first: int, last: int, by: float) -> float:
    """Shift the logits of q[0, first:last] in place; the log of how the volume of logits changes its prior."""
    change, factor = 0.0, math.exp(by)
    for j in range(first, last):
        old = q[0, j]
        new = min(max(old * factor / (1 - old + old * factor), LEAST), MOST)
        q[0, j] = new
        change += math.log(new * (1 - new) / (old * (1 - old)))
    return change


@compiled
def traded(q: np.ndarray, share: float, by: float) -> tuple[float, float]:
    """Change the first class's share of two classes' people on the logit scale by `by`, their first two moments held.

    The rows of q (2, t) change in place. Returns the new share and the log Jacobian; a share of -1 where a probability
    would leave (0, 1) or a class would be left without people.
    """
    new = share / max(share + (1 - share) * math.exp(-by), LEAST)
    if min(share, new) < 1e-12 or max(share, new) > 1 - 1e-12:
        return -1.0, 0.0
    stretch = math.sqrt(share * (1 - share) / (new * (1 - new)))
    for j in range(q.shape[1]):
        mean, gap = (1 - share) * q[1, j] + share * q[0, j], (q[0, j] - q[1, j]) * stretch
        q[1, j], q[0, j] = mean - new * gap, mean + (1 - new) * gap
        if min(q[0, j], q[1, j]) <= LEAST or max(q[0, j], q[1, j]) >= MOST:
            return -1.0, 0.0
    return new, (q.shape[1] - 2) * math.log(stretch)


@compiled
def slid(q: np.ndarray, j: int, ratio: float, by: float) -> float:
    """Shift the logit of q[0, j] by `by` and q[1, j] so that the two classes' people on list j stay as many.

    `ratio` is the first class's people over the second's. The log Jacobian; -inf where q[1, j] would leave (0, 1).
    """
    change, old = 0.0, q[0, j]
    change = shifted(q, j, j + 1, by)
    q[1, j] += ratio * (old - q[0, j])
    return change if LEAST < q[1, j] < MOST else -math.inf


@compiled
def grown(
    k: int,
    by: float,
    weights: np.ndarray,
    left: np.ndarray,
    cells: np.ndarray,
    f: np.ndarray,
    new_cell: np.ndarray,
    new_left: np.ndarray,
    new_f: np.ndarray,
) -> float:
    """What follows where the weight of class k grows by exp(by) and its histories are new_cell[0]: new_left, new_f.

    Returns the log of what all weights are then divided by.
    """
    old, growth = math.exp(weights[k]), math.exp(by)
    new = old * growth
    scale = math.log1p(new - old)
    shrink = math.exp(-scale)
    for one in range(left.size):
        more = math.log1p((growth - 1) * math.exp(weights[k] - left[one])) if one <= k else 0.0
        new_left[one] = left[one] + more - scale
    for cell in range(f.size):
        new_f[cell] = max((f[cell] - old * cells[k, cell] + new * new_cell[0, cell]) * shrink, LEAST)
    return scale


@compiled
def exchanged(
    k: int,
    other: int,
    share: float,
    weights: np.ndarray,
    left: np.ndarray,
    cells: np.ndarray,
    f: np.ndarray,
    new_cell: np.ndarray,
    new_left: np.ndarray,
    new_f: np.ndarray,
) -> None:
    """What follows where class k has this share of the people of k and other, with histories new_cell: new_left, new_f."""
    old, held = math.exp(weights[k]), math.exp(weights[other])
    new, beside = share * (old + held), (1 - share) * (old + held)
    change = new - old if k > other else beside - held
    for one in range(left.size):
        new_left[one] = left[one]
        if min(k, other) < one <= max(k, other):
            new_left[one] = math.log(max(math.exp(left[one]) + change, LEAST))
    for cell in range(f.size):
        mixed = f[cell] - old * cells[k, cell] + new * new_cell[0, cell]
        new_f[cell] = max(mixed - held * cells[other, cell] + beside * new_cell[1, cell], LEAST)


@compiled
def replaced(k: int, row: int, q: np.ndarray, cells: np.ndarray, new_q: np.ndarray, new_cell: np.ndarray) -> None:
    """Class k takes the list probabilities and histories of a row of the proposal."""
    for j in range(q.shape[1]):
        q[k, j] = new_q[row, j]
    for cell in range(cells.shape[1]):
        cells[k, cell] = new_cell[row, cell]


@compiled
def steps(
    rng: np.random.Generator,
    y: np.ndarray,
    seen: np.ndarray,
    n: int,
    most: int,
    times: int,
    sizes: np.ndarray,
    learn: float,
    q: np.ndarray,
    weights: np.ndarray,
    left: np.ndarray,
    cells: np.ndarray,
    f: np.ndarray,
    new_q: np.ndarray,
    new_left: np.ndarray,
    new_cell: np.ndarray,
    new_f: np.ndarray,
) -> None:
    """Metropolis steps: on one class (one or all of its logits, its share of the seen held; its weight) or on two.

    q (K, t); weights, left (K,) the logs of p and of their tails; cells (K, 2**t), f (2**t,) the probabilities of
    histories: all change in place. `sizes` (K, 2 t + 3) are the logs of the steps' sizes, changed by `learn` towards
    40 % taken (0: fixed). The last four are room for the proposal.
    """
    classes, t = q.shape
    height = fit(y, seen, f, n, most) + simplex_prior(left)
    for _ in range(times):
        k, other = int(classes * rng.random() ** 3), int(classes * rng.random() ** 3)
        kind = min(int(rng.random() * (2 * t + 4)), 2 * t + 2)
        two = kind > t + 1
        if two and k == other:
            continue
        by = math.exp(sizes[k, kind] + NARROW + SPREAD * rng.random()) * rng.standard_normal()
        total = weights[k] if not two else added(weights[k], weights[other])
        share, gain, scale, chance = math.exp(weights[k] - total), 0.0, 0.0, 0.0
        rows = 2 if two else 1
        for row in range(rows):
            replaced(row, other if row else k, new_q, new_cell, q, cells)
        if kind > 2 * t + 1:
            share, gain = traded(new_q, share, by)
        elif two:
            gain = slid(new_q, kind - t - 2, math.exp(weights[k] - weights[other]), by)
        elif kind <= t:
            gain = shifted(new_q, kind if kind < t else 0, kind + 1 if kind < t else t, by)
        if two and not 0 < share < 1:
            gain = -math.inf
        if gain > -math.inf and kind != t + 1:
            for row in range(rows):
                histories(new_q, row, new_cell)
        if two and gain > -math.inf:
            exchanged(k, other, share, weights, left, cells, f, new_cell, new_left, new_f)
        elif gain > -math.inf:
            if kind <= t:
                by = math.log(max(1 - cells[k, 0], LEAST) / max(1 - new_cell[0, 0], LEAST))
            scale = grown(k, by, weights, left, cells, f, new_cell, new_left, new_f)
            gain += by - classes * scale
        if gain > -math.inf and new_f[0] < NEARLY_ALL:
            new_height = fit(y, seen, new_f, n, most) + simplex_prior(new_left)
            chance = math.exp(min(gain + new_height - height, 0.0))
        sizes[k, kind] = min(max(sizes[k, kind] + learn * (chance - TAKEN), SHORTEST), LONGEST)
        if not rng.random() < chance:
            continue
        height = new_height
        weights[k] = total + math.log(share) if two else weights[k] + by
        if two:
            weights[other] = total + math.log1p(-share)
        for row in range(rows):
            replaced(other if row else k, row, q, cells, new_q, new_cell)
        for one in range(classes):
            weights[one] -= scale
            left[one] = new_left[one]
        for cell in range(f.size):
            f[cell] = new_f[cell]


@compiled
def renamed(
    rng: np.random.Generator,
    q: np.ndarray,
    weights: np.ndarray,
    left: np.ndarray,
    cells: np.ndarray,
    new_left: np.ndarray,
) -> None:
    """Let pairs of classes exchange their names: the likelihood stays, the prior of the sticks changes."""
    classes, prior = weights.size, simplex_prior(left)
    for _ in range(classes // 2):
        one, other = int(classes * rng.random()), int(classes * rng.random())
        weights[one], weights[other] = weights[other], weights[one]
        tails(weights, new_left)
        new_prior = simplex_prior(new_left)
        if math.log(rng.random()) >= new_prior - prior:
            weights[one], weights[other] = weights[other], weights[one]
            continue
        prior = new_prior
        for k in range(classes):
            left[k] = new_left[k]
        for j in range(q.shape[1]):
            q[one, j], q[other, j] = q[other, j], q[one, j]
        for cell in range(cells.shape[1]):
            cells[one, cell], cells[other, cell] = cells[other, cell], cells[one, cell]
