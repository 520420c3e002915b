"""How does a chain of latent classes move with everybody's class, the number nobody saw and alpha summed out?

The likelihood of class probabilities p and list probabilities q is then the product of (f_h / (1 - f_0))^y_h times
P(unseen <= ceiling), f_h = sum_k p_k prod_j q_kj^h_j (1 - q_kj)^(1 - h_j); the prior of the sticks is a power of 1/4 - log of
the last class's probability. Metropolis steps shift one or all logits of a class, its share of the seen held, or its weight;
slide one list between two classes; trade people between two with their joint first and second moments held; exchange the
names of two.
Reference: Manrique-Vallier (2016), Biometrics 72, 1246-1254; Papaspiliopoulos and Roberts (2008), Biometrika 95, 169-186
(names of classes); the jumps with matched moments follow Richardson and Green (1997), JRSS B 59, 731-792.
"""

import math

import numpy as np

from yupay.analyse.hidden.latent_class_draws import LEAST, added, below_ceiling
from yupay.analyse.numerics.compiled import compiled, compiled_within

SHAPE = 0.25
MOST, NEARLY_ALL, LOWEST = 1 - 1e-16, 1 - 1e-12, -1e300
NARROW, SPREAD, TAKEN = -1.5, 1.5, 0.4
SHORTEST, LONGEST, NUMBERS = -5.0, 1.0, 8
WEIGHT, LEFT, LISTS = 0, 1, 2
"""Columns of a class in `place`: the logs of its weight and of the weights from it to the last, its q, its histories."""


@compiled_within
def shifted(place: np.ndarray, k: int, other: int, kind: int, by: float, t: int) -> float:
    """Shift one logit of class k (kind < t), all (t), or one with q of `other` so that their people on the list stay as many.

    The log of how the volume of logits changes; -inf where q of `other` would leave (0, 1).
    """
    change, factor = 0.0, math.exp(by)
    j = LISTS + (kind - t - 2 if kind > t else kind)
    first, last = (LISTS, LISTS + t) if kind == t else (j, j + 1)
    for j in range(first, last):
        old = place[1, k, j]
        new = min(max(old * factor / (1 - old + old * factor), LEAST), MOST)
        place[1, k, j] = new
        change += math.log(new * (1 - new) / (old * (1 - old)))
        if kind > t:
            place[1, other, j] += math.exp(place[1, k, WEIGHT] - place[1, other, WEIGHT]) * (old - new)
            if not LEAST < place[1, other, j] < MOST:
                change = -math.inf
    return change


@compiled_within
def traded(place: np.ndarray, k: int, other: int, by: float, t: int) -> float:
    """Change the share of class k in the people of k and other on the logit scale, their first two moments held.

    The log Jacobian; -inf where a probability would leave (0, 1) or a class would be left without people.
    """
    total = added(place[1, k, WEIGHT], place[1, other, WEIGHT])
    share = math.exp(place[1, k, WEIGHT] - total)
    new = share / max(share + (1 - share) * math.exp(-by), LEAST)
    if not (1e-12 < share < 1 - 1e-12 and 1e-12 < new < 1 - 1e-12):
        return -math.inf
    stretch = math.sqrt(share * (1 - share) / (new * (1 - new)))
    change = (t - 2) * math.log(stretch)
    for j in range(LISTS, LISTS + t):
        one, two = place[1, k, j], place[1, other, j]
        mean, gap = (1 - share) * two + share * one, (one - two) * stretch
        one, two = mean + (1 - new) * gap, mean - new * gap
        place[1, k, j], place[1, other, j] = one, two
        if not (LEAST < one < MOST and LEAST < two < MOST):
            change = -math.inf
    place[1, k, WEIGHT], place[1, other, WEIGHT] = total + math.log(new), total + math.log1p(-new)
    return change


@compiled_within
def histories(place: np.ndarray, k: int, t: int) -> None:
    """The probabilities of all histories in class k, from its q."""
    first = LISTS + t
    place[1, k, first], size = 1.0, 1
    for j in range(t):
        on = place[1, k, LISTS + j]
        for cell in range(first, first + size):
            place[1, k, size + cell] = place[1, k, cell] * on
            place[1, k, cell] *= 1 - on
        size *= 2


@compiled_within
def height_of(place: np.ndarray, first: int, y: np.ndarray, n: float, most: float, f: np.ndarray) -> float:
    """The log posterior density of the proposal as one of class probabilities; `f` is room for those of histories."""
    last, whole = place.shape[1] - 1, place[1, 0, LEFT]
    deep = place[1, last, LEFT] - whole
    total = -(last + SHAPE) * math.log(SHAPE - deep) - deep
    for cell in range(y.size):
        f[cell] = 0.0
    for k in range(last + 1):
        if 0 < k < last:
            total -= place[1, k, LEFT] - whole
        p = math.exp(place[1, k, WEIGHT] - whole)
        for cell in range(y.size):
            f[cell] += p * place[1, k, first + cell]
    if f[0] >= NEARLY_ALL:
        return LOWEST
    for cell in range(1, y.size):
        if y[cell] > 0:
            total += y[cell] * math.log(max(f[cell], LEAST))
    total += below_ceiling(f[0], n, most) - n * math.log1p(-f[0])
    height: float = total
    return height


@compiled
def steps(
    pool: np.ndarray,
    at: np.ndarray,
    y: np.ndarray,
    n: float,
    most: float,
    times: int,
    learn: float,
    sizes: np.ndarray,
    place: np.ndarray,
    f: np.ndarray,
) -> None:
    """Metropolis steps: on one class (one or all of its logits, its share of the seen held; its weight) or on two.

    `place` (2, K, columns): where the chain stands, and the proposal, alike before and after. `sizes` (K, 2 t + 4) are the
    logs of the steps' sizes, changed by `learn` towards 40 % taken (0: fixed). Each step takes `NUMBERS` of the uniform
    numbers of `pool` from place at[0] on; the first stays where it is: its height is that of the start.
    """
    classes = place.shape[1]
    t = sizes.shape[1] // 2 - 2
    slide, trade, rename = t + 2, 2 * t + 2, 2 * t + 3
    height = -math.inf
    for step in range(times + 1):
        here = at[0] + 1
        at[0] += NUMBERS
        k, other = int(classes * pool[here] * pool[here + 1]), int(classes * pool[here + 2] * pool[here + 3])
        kind = int(pool[here + 4] * (2 * t + 6))
        kind = min(kind, (kind + trade) >> 1)  # the last two kinds are taken twice as often
        if step == 0:
            k, other, kind = 0, 0, rename
        u = pool[here + 5]
        by = math.exp(sizes[k, kind] + NARROW + SPREAD * pool[here + 7]) * math.log((u + LEAST) / (1 - u))
        gain, chance = 0.0, 0.0
        if kind < slide:
            other = k
        if kind < trade and kind != t + 1:
            gain = shifted(place, k, other, kind, by, t)
        elif kind == trade:
            gain = traded(place, k, other, by, t)
        elif kind == rename:
            for column in range(place.shape[2]):
                place[1, k, column], place[1, other, column] = place[0, other, column], place[0, k, column]
        top = max(k, other)
        if gain > -math.inf and (kind < slide or k != other or step == 0):
            if kind < rename and kind != t + 1:
                for row in range(1 if k == other else 2):
                    histories(place, other if row else k, t)
            if kind <= t:
                nobody = LISTS + t
                by = math.log(max(1 - place[0, k, nobody], LEAST) / max(1 - place[1, k, nobody], LEAST))
            if kind < slide:
                place[1, k, WEIGHT] += by
            for one in range(top, -1, -1):
                place[1, one, LEFT] = place[1, one, WEIGHT]
                if one < classes - 1:
                    place[1, one, LEFT] = added(place[1, one, WEIGHT], place[1, one + 1, LEFT])
            if kind < slide:
                gain += by - classes * (place[1, 0, LEFT] - place[0, 0, LEFT])
            new_height = height_of(place, LISTS + t, y, n, most, f)
            chance = math.exp(min(gain + new_height - height, 0.0))
        if kind < slide or k != other:
            sizes[k, kind] = min(max(sizes[k, kind] + learn * (chance - TAKEN), SHORTEST), LONGEST)
        taken = pool[here + 6] < chance
        if taken:
            height = new_height
        source = 1 if taken else 0
        for row in range(top + 1):
            for column in range(place.shape[2]):
                place[1 - source, row, column] = place[source, row, column]
