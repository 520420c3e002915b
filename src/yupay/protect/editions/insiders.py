"""What would an institution see of others by taking its own people out of the difference between two editions?

Between two editions a cell grew by d, and the people of one institution in it by d_own: who works there knows that the others
grew by d - d_own. Where that is 1 to k - 1, up or down, the difference is as small to that institution as one that is
small to everybody, and must stay as open.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from yupay.protect.cells.system import Key, Values

Own = Mapping[str, Mapping[Key, int]]


def own_changes(keys: Sequence[Key], now: Own, then: Own | None) -> Values | None:
    """By how much the people of each institution changed in each cell since an earlier edition.

    Args:
        keys: the n cells of the new edition.
        now: the own counts of the new edition.
        then: those of the earlier one, None where they were not kept.

    Returns:
        [institutions, n]; nan where a cell or an institution was not in the earlier edition. None where nothing is known
        of it.

    """
    if then is None:
        return None
    change = [[held[key] - then.get(name, {}).get(key, np.nan) for key in keys] for name, held in now.items()]
    return np.array(change, dtype=np.float64).reshape(len(now), len(keys))


def small_to_some(change: Values, own: Values | None, k: int) -> np.ndarray:
    """Whether what an institution sees of others in a difference is 1 to k - 1, up or down: bool[u].

    Args:
        change: the difference of each cell, [u]; nan where it is not known.
        own: the changes of each institution, [institutions, n] for the first n of the cells; None: nothing is known.
        k: the threshold.

    """
    found = np.zeros(len(change), dtype=bool)
    if own is not None and own.size:
        rest = np.abs(change[: own.shape[1]] - own)
        found[: own.shape[1]] = ((rest >= 1) & (rest <= k - 1)).any(axis=0)
    return found
