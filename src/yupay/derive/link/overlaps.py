"""How many people were on which lists? As joined, and as it must have been without the errors of joining.

Joined: the histories of the persons found. Corrected: the people of each list and of each pair of lists are moved by the share of
pairs that were missed and falsely joined, and the histories raked to them, so that what the lists have in common beyond pairs stays.
Reference: Ding and Fienberg (1994), Survey Methodology 20, on matching error in dual systems; Deming and Stephan (1940) for raking.
"""

import numpy as np

from yupay.derive.link.missed import Missed
from yupay.model.lists import Captures

ROUNDS = 500


def histories(person: np.ndarray, lists: np.ndarray, count: int) -> np.ndarray:
    """How many persons have each history (2**count); the history is the sum of 2**k over the lists k."""
    on = np.zeros((int(person.max()) + 1 if person.size else 0, count), dtype=bool)
    on[person, lists] = True
    return np.bincount(on @ (1 << np.arange(count)), minlength=2**count).astype(float)


def captured(counts: np.ndarray, names: tuple[str, ...]) -> Captures:
    """A table of histories as whole numbers that add to its rounded sum: the largest remainders are rounded up."""
    whole = np.floor(counts)
    rest = round(float(counts.sum())) - int(whole.sum())
    order = np.lexsort((np.arange(len(counts)), -(counts - whole)))
    whole[order[:rest]] += 1
    return Captures(lists=names, counts=tuple(int(one) for one in whole))


def margins(counts: np.ndarray, count: int) -> np.ndarray:
    """People on both of each pair of lists; on the diagonal, people on the list."""
    on = _members(count)
    found: np.ndarray = (on * counts) @ on.T
    return found


def _members(count: int) -> np.ndarray:
    places = np.arange(2**count)
    found: np.ndarray = ((places[None, :] >> np.arange(count)[:, None]) & 1).astype(float)
    return found


def corrected(counts: np.ndarray, entries: np.ndarray, missed: Missed) -> np.ndarray:
    """The histories without the errors of joining. `entries`: records on each list."""
    count = len(entries)
    seen = margins(counts, count)
    factor = np.divide(missed.there, missed.joined, out=np.ones_like(seen), where=missed.joined > 0)
    target = seen * factor
    again = (entries - np.diag(seen)) * np.diag(factor)
    np.fill_diagonal(target, np.maximum(entries - again, 1e-9))
    return raked(counts, target)


def raked(counts: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Histories moved as little as may be so that people on each list and pair of lists are as `target` says."""
    count, made = len(target), counts.copy()
    on = _members(count)
    sets = [(i, j, (on[i] * on[j]).astype(bool)) for i in range(count) for j in range(i, count)]
    for _ in range(ROUNDS):
        worst = 0.0
        for i, j, held in sets:
            if (now := made[held].sum()) > 0:
                made[held] *= target[i, j] / now
                worst = max(worst, abs(target[i, j] / now - 1))
        if worst < 1e-9:
            break
    return made
