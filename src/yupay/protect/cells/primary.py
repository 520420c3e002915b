"""Which cells are sensitive in themselves?

Zero is not sensitive by these rules; whether it is printed is a choice of the table. A category "unknown" is a category
like any other and stands under the same rules, because nothing here looks at names.
"""

import numpy as np
from numpy.typing import NDArray

from yupay.protect.cells.system import ALL, Cells, Counts, Mask

Contributions = NDArray[np.int64]


def small(counts: Counts, k: int) -> Mask:
    """Counts from 1 to k - 1.

    Args:
        counts: [n].
        k: the threshold; 11 is the custom of the field (CTDC, Global Victim Dataset).

    """
    return np.asarray((counts > 0) & (counts < k))


def dominated(counts: Counts, contributions: Contributions, share: float) -> Mask:
    """Cells of which one contributor holds more than a share.

    Args:
        counts: [n].
        contributions: [institutions, n], the part of each count that an institution holds.
        share: between 0 and 1; 1 finds nothing.

    """
    return np.asarray((counts > 0) & (contributions.max(axis=0) > share * counts) & (share < 1))


def coalition(counts: Counts, contributions: Contributions, k: int) -> Mask:
    """Cells where an institution that takes away its own cases sees what is left: 1 to k - 1 (the rule n - 1)."""
    return np.asarray(small(counts - contributions, k).any(axis=0))


def homogeneous(cells: Cells, axis: str) -> Mask:
    """Cells that tell an attribute of everybody in a group: the group has one single modality of the axis (l = 1).

    Args:
        cells: the system.
        axis: the axis whose modality is an attribute of persons, such as the purpose.

    Returns:
        bool[n]: the one cell of a modality that holds all people of its group. Groups are the cells that are "" on
        the axis; a modality that stands above others holds the same people and is marked with them.

    Raises:
        ValueError: the system has no such axis.

    """
    at = cells.axes.index(axis)
    group = np.array([cells.place.get((*key[:at], ALL, *key[at + 1 :]), -1) for key in cells.keys])
    inside = np.array([key[at] != ALL for key in cells.keys]) & (group >= 0)
    alike = cells.counts == cells.counts[np.maximum(group, 0)]
    return np.asarray(inside & alike & (cells.counts > 0))


def single(contributors: Counts) -> NDArray[np.int64]:
    """The places of cells with one contributor, who knows the count (see `suppress.alone`).

    Args:
        contributors: [n], how many contributors each cell has.

    """
    return np.flatnonzero(contributors == 1)
