"""Which hierarchical models does a table of t lists have?

A model is a set of interactions (sets of lists) that holds every smaller interaction of each of its own; main effects
are in all models, the interaction of all t lists in none, since the history "on no list" is not counted.
Formula: grow the models interaction by interaction; one may be added where all its parts one list smaller are there.
Reference: Bishop, Fienberg and Holland (1975), Discrete Multivariate Analysis, chapters 2 and 6.
"""

import numpy as np
from numpy.typing import NDArray

from yupay.analyse.hidden.brackets import numbers
from yupay.analyse.hidden.tables import size

Integers = NDArray[np.int64]
MOST_MODELS = 1_000_000


def models(t: int, most_order: int) -> tuple[Integers, Integers]:
    """All hierarchical models of t lists with interactions of at most `most_order` lists.

    Returns:
        effects (m, pmax): bitmasks, first 0 (intercept), then the main effects, then the interactions in the order of
            `interactions`; -1 where a model has no more.
        lengths (m,): how many effects each model has.

    The order is that of a dictionary whose letters are the interactions: the main-effects model first, and each model
    after the one without its last interaction (its `parents`), so that neighbours share their first effects.

    Raises:
        ValueError: more than a million models.

    """
    chosen = _in_order(_grown(t, most_order))
    mains = np.array([0, *(1 << k for k in range(t))], dtype=np.int64)
    lengths = chosen.sum(axis=1) + mains.size
    effects = np.full((len(chosen), int(lengths.max())), -1, dtype=np.int64)
    effects[:, : mains.size] = mains
    rows, columns = np.nonzero(chosen)
    places = chosen.cumsum(axis=1)[rows, columns] + mains.size - 1
    effects[rows, places] = np.array(interactions(t, most_order), dtype=np.int64)[columns]
    return effects, lengths


def parents(effects: Integers, lengths: Integers) -> Integers:
    """The place of each model without its last interaction (m,), -1 for the first; for the arrays of `models`."""
    found, last = np.full(lengths.size, -1, dtype=np.int64), np.full(int(lengths.max()) + 1, -1, dtype=np.int64)
    for at, length in enumerate(lengths.tolist()):
        found[at] = last[length - 1]
        last[length] = at
    return found


def interactions(t: int, most_order: int) -> list[int]:
    """The interactions of two lists to `most_order` (at most t - 1), by size and then by their lists: 12, 13, ..., 123."""
    most = min(most_order, t - 1)
    found = [effect for effect in range(1 << t) if 2 <= size(effect) <= most]
    return sorted(found, key=lambda effect: (size(effect), numbers(effect)))


def parts(effect: int) -> list[int]:
    """The interactions with one list less than `effect`, empty for a pair."""
    smaller = [effect & ~(1 << k) for k in range(effect.bit_length()) if effect >> k & 1]
    return [part for part in smaller if size(part) >= 2]


def _grown(t: int, most_order: int) -> NDArray[np.bool_]:
    """Which interactions each model has (m, interactions), in the order in which the models grew."""
    excess = ValueError(f"more than {MOST_MODELS:,} models of {t} lists with interactions of {most_order}")
    if most_order >= 2 and 2 ** (t * (t - 1) // 2) > MOST_MODELS:
        raise excess
    letters = interactions(t, most_order)
    place = {effect: k for k, effect in enumerate(letters)}
    found = np.zeros((1, len(letters)), dtype=np.bool_)
    for k, effect in enumerate(letters):
        ready = found[found[:, [place[part] for part in parts(effect)]].all(axis=1)]
        ready[:, k] = True
        if len(found) + len(ready) > MOST_MODELS:
            raise excess
        found = np.concatenate([found, ready])
    return found


def _in_order(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The models in the order of a dictionary: at the first place where two differ, the one that ended comes first.

    The digit of a place is 0 where no interaction follows, 1 where the model has it, 2 where only later ones follow.
    """
    key, later = np.zeros(len(chosen), dtype=np.int64), np.zeros(len(chosen), dtype=np.bool_)
    weight = 1
    for k in range(chosen.shape[1] - 1, -1, -1):
        key += weight * np.where(chosen[:, k], 1, np.where(later, 2, 0))
        later |= chosen[:, k]
        weight *= 3
    return chosen[np.argsort(key, kind="stable")]
