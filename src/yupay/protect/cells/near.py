"""Which hidden cells are near each other?

In a large part most cells are wide enough by what is near them alone. Everything else may then be told to the outsider: who knows more
finds narrower intervals, so a cell that is wide enough for that person is wide enough for all. Near are the members that
stand under one node of the longest axis (the districts of a department), in groups of limited size with that node itself,
and then such a group together with the group its node belongs to.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from yupay.protect.cells.system import Cells

Places = NDArray[np.int64]
LARGE = 1200


def near(cells: Cells, part: Places) -> Iterator[tuple[Places, Places]]:
    """Sets of places within a part, each with the places that it may be enough for; none where the part is not large."""
    if len(part) <= LARGE:
        return
    axis = _longest(cells, part)
    node = np.array([cells.keys[at][axis] for at in part.tolist()], dtype=object)
    above = _above(cells, axis)
    groups = _groups(node, above)
    yield from ((part[inside], part[inside]) for inside in groups.values())
    for members, inside in groups.items():
        for outer in (outer for others, outer in groups.items() if above.get(members[0]) in others):
            yield part[inside | outer], part[inside]


def _longest(cells: Cells, part: Places) -> int:
    """The axis with the most members among these cells."""
    keys = [cells.keys[at] for at in part.tolist()]
    return int(np.argmax([len({key[axis] for key in keys}) for axis in range(len(cells.axes))]))


def _above(cells: Cells, axis: int) -> dict[str, str]:
    """The node over each node of an axis, read from the sums."""
    above: dict[str, str] = {}
    sums = cells.sums
    total = np.repeat(sums.indices[sums.data > 0], np.diff(sums.indptr) - 1)
    for over, under in zip(total.tolist(), sums.indices[sums.data < 0].tolist(), strict=True):
        if cells.keys[over][axis] != cells.keys[under][axis]:
            above.setdefault(cells.keys[under][axis], cells.keys[over][axis])
    return above


def _groups(node: NDArray[np.object_], above: dict[str, str]) -> dict[tuple[str, ...], NDArray[np.bool_]]:
    """The members under each node, cut into groups of limited size; a cut group is joined by the cells of its node."""
    names, count = np.unique(node, return_counts=True)
    found: dict[tuple[str, ...], NDArray[np.bool_]] = {}
    for over in sorted({above[name] for name in names.tolist() if name in above}):
        under = [
            (name, size) for name, size in zip(names.tolist(), count.tolist(), strict=True) if above.get(name) == over
        ]
        cuts = np.cumsum([size for _, size in under]) // LARGE
        for cut in np.unique(cuts):
            members = tuple(name for (name, _), where in zip(under, cuts.tolist(), strict=True) if where == cut)
            wanted = {*members, over} if cuts[-1] > 0 else set(members)
            found[members] = np.isin(node, list(wanted))
    return found
