"""How are overlapping lists counted, joined, dropped and reordered?

A table of t lists is a float64 array y of 2**t cells: the place of a history is the sum of 2**k over the lists k it is
on; y[0], on no list, is 0. A set of lists (an effect of a model, a margin) is a bitmask of the same kind.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from yupay.model.lists import Captures

Cells = np.ndarray
MOST_LISTS = 12


def cells(captures: Captures) -> Cells:
    """The counts as an array of 2**t cells."""
    return np.array(captures.counts, dtype=np.float64)


def lists_of(y: Cells) -> int:
    """How many lists a table has."""
    return len(y).bit_length() - 1


def seen(y: Cells) -> int:
    """How many people were seen at all."""
    return int(y.sum())


def margins(y: Cells) -> Cells:
    """How many were on every list of each set (and perhaps on others): entry S sums the cells that contain S."""
    t = lists_of(y)
    table = y.reshape((2,) * t) if t else y
    for axis in range(t):
        absent, present = np.split(table, 2, axis=axis)
        table = np.concatenate([absent + present, present], axis=axis)
    return table.reshape(-1)


def reordered(y: Cells, order: Sequence[int]) -> Cells:
    """The same table with list `order[k]` in place k."""
    t = lists_of(y)
    axes = [t - 1 - order[t - 1 - axis] for axis in range(t)]
    moved: Cells = y.reshape((2,) * t).transpose(axes).reshape(-1)
    return moved


def without(y: Cells, k: int) -> Cells:
    """The table of the other lists; whoever was on list k alone is no longer seen."""
    t = lists_of(y)
    left: Cells = y.reshape((2,) * t).sum(axis=t - 1 - k).reshape(-1)
    left[0] = 0.0
    return left


def joined(y: Cells, together: Iterable[int]) -> Cells:
    """The table in which some lists are one: it takes the place of the first of them."""
    places = sorted(set(together))
    t = lists_of(y)
    out = np.zeros(2 ** (t - len(places) + 1))
    rest = [k for k in range(t) if k not in places[1:]]
    for cell in np.flatnonzero(y):
        on = {places[0] if k in places else k for k in range(t) if cell >> k & 1}
        out[sum(1 << at for at, k in enumerate(rest) if k in on)] += y[cell]
    return out


def histories(y: Cells) -> np.ndarray:
    """The places of the histories that were seen."""
    return np.flatnonzero(y)


def size(effect: int) -> int:
    """How many lists a set has."""
    return int(effect).bit_count()


def pairs(t: int) -> list[int]:
    """The sets of two lists, in the order 12, 13, ..., 23, ..."""
    return [(1 << i) | (1 << j) for i in range(t) for j in range(i + 1, t)]
