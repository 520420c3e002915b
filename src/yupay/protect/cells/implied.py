"""What do the tables tell of cells that none of them prints?

Take tables that all meet in one margin s, and otherwise divide people along different axes. A cell of their full crossing is part of
one count m_1, ..., m_K of each table, and of one count s. Whoever knows these knows that the cell lies between

    max(0, m_1 + ... + m_K - (K - 1) s)    and    min(m_1, ..., m_K),

and nothing else: both ends are counts of possible cubes, whatever the cells under another s are (Dobra and Fienberg 2000,
PNAS 97:11885). A sum over several s lies between the sums of these ends. For somebody who does not know all of the counts the
interval runs from the least lower end to the greatest upper end over all fillings of the hidden cells; fillings
are a convex set, so any few of them show that an interval is at least so wide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from yupay.protect.cells.system import ALL, Axis, Cells, Counts, Key, Mask, Values

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Addresses:
    """Cells of the full crossing, and the printed or hidden counts they are part of.

    Attributes:
        keys: n addresses.
        counts: [n].
        margins: (n, K), the places of m_1, ..., m_K in the system.
        meet: [n], the place of s.

    """

    keys: tuple[Key, ...]
    counts: Counts
    margins: Places
    meet: Places

    def only(self, which: Places) -> "Addresses":
        """Some of them."""
        keys = tuple(self.keys[at] for at in which.tolist())
        return Addresses(keys, self.counts[which], self.margins[which], self.meet[which])


@dataclass(frozen=True)
class Implied:
    """Cells that no table prints.

    Attributes:
        own: the cells.
        parts: what each adds up from, one part under each s of the finest kind.
        holds: (cells, parts), 1 where a cell holds a part.

    """

    own: Addresses
    parts: Addresses
    holds: sparse.csr_array

    def ranges(self, values: Values) -> tuple[Values, Values]:
        """The ends for somebody who knows one value of every cell of the system, [n]."""
        near = values[self.parts.margins]
        least = near.sum(axis=1) - (near.shape[1] - 1) * values[self.parts.meet]
        return self.holds @ np.maximum(least, 0), self.holds @ near.min(axis=1)

    def only(self, which: Places) -> "Implied":
        """Some of the cells."""
        holds = sparse.csr_array(self.holds[which])
        parts = np.unique(holds.indices).astype(np.int64)
        return Implied(self.own.only(which), self.parts.only(parts), sparse.csr_array(holds[:, parts]))


def implied(
    cells: Cells, axes: Sequence[Axis], tables: Sequence[Sequence[Axis]], whole: Cells, sensitive: Mask
) -> Implied:
    """The sensitive cells of a full crossing that no table prints.

    Args:
        cells: the tables as one system (`system.joined`), nothing else in it.
        axes: the axes of the full crossing.
        tables: the axes of each table; an axis may stop at a group (departments instead of districts).
        whole: the full crossing of `axes`.
        sensitive: the cells of `whole` that must not be known closely.

    Raises:
        ValueError: two tables share more than all of them do, or the margin they share does not divide everybody.

    """
    star = _Star(cells, axes, tables)
    keys = [whole.keys[at] for at in np.flatnonzero(sensitive).tolist()]
    asked = [key for key in keys if star.ordered(key) not in cells.place]
    under = [list(star.parts(key)) for key in asked]
    place = {key: at for at, key in enumerate(dict.fromkeys(one for some in under for one in some))}
    row = np.repeat(np.arange(len(asked)), [len(some) for some in under])
    column = np.array([place[one] for some in under for one in some], dtype=np.int64)
    holds = sparse.csr_array((np.ones(len(column)), (row, column)), (len(asked), len(place)))
    return Implied(star.addresses(asked, whole), star.addresses(list(place), whole), holds)


class _Star:
    """Where the addresses of a full crossing stand in tables that meet in one margin."""

    def __init__(self, cells: Cells, axes: Sequence[Axis], tables: Sequence[Sequence[Axis]]) -> None:
        self._cells = cells
        self._order = [[axis.id for axis in axes].index(name) for name in cells.axes]
        nodes = [[_nodes(axis, table) for axis in axes] for table in tables]
        shared = [set.intersection(*some) for some in zip(*nodes, strict=True)]
        for one, other in combinations(nodes, 2):
            if any(a & b != c or (a > c and b > c) for a, b, c in zip(one, other, shared, strict=True)):
                raise ValueError("two tables share more than the margin that all of them share")
        self._margins = [[_to(axis, some) for axis, some in zip(axes, table, strict=True)] for table in nodes]
        self._meet = [_to(axis, some) for axis, some in zip(axes, shared, strict=True)]
        self._parts = [_divided(axis, some) for axis, some in zip(axes, shared, strict=True)]

    def ordered(self, key: Key) -> Key:
        """The address with the axes in the order of the system."""
        return tuple(key[at] for at in self._order)

    def parts(self, key: Key) -> Iterator[Key]:
        """The address divided so that each part stands under one finest cell of the margin."""
        return product(*(divided[node] for divided, node in zip(self._parts, key, strict=True)))

    def addresses(self, keys: Sequence[Key], whole: Cells) -> Addresses:
        """Where they stand."""
        counts = np.array([whole.counts[whole.place[key]] for key in keys], dtype=np.int64)
        margins = np.array([[self._at(one, key) for one in self._margins] for key in keys], dtype=np.int64)
        meet = np.array([self._at(self._meet, key) for key in keys], dtype=np.int64)
        return Addresses(tuple(keys), counts, margins.reshape(len(keys), len(self._margins)), meet)

    def _at(self, climbs: list[dict[str, str]], key: Key) -> int:
        return self._cells.place[self.ordered(tuple(climb[node] for climb, node in zip(climbs, key, strict=True)))]


def _nodes(axis: Axis, table: Sequence[Axis]) -> set[str]:
    """What a table has of an axis; the root alone where it lacks the axis."""
    return next((set(one.nodes) for one in table if one.id == axis.id), {ALL})


def _to(axis: Axis, known: set[str]) -> dict[str, str]:
    """The lowest known node that holds each node of an axis."""
    return {node: next(over for over in axis.line(node) if over in known) for node in axis.nodes}


def _divided(axis: Axis, shared: set[str]) -> dict[str, list[str]]:
    """Each node as itself where it stands under one finest shared node, else as those under it."""
    over = {above for node in shared for above in list(axis.line(node))[1:]}
    finest = [node for node in axis.nodes if node in shared - over]
    if any(len(set(axis.line(member)) & set(finest)) != 1 for member in axis.members):
        raise ValueError("the margin that all tables share does not divide everybody")
    return {node: [one for one in finest if node in axis.line(one)] or [node] for node in axis.nodes}


def extended(cells: Cells, cells_asked: Implied) -> tuple[Cells, Places]:
    """The system with implied cells in it, each between the same ends as above.

    A cell x of two counts m_1 and m_2 under s is one corner of a table of two by two: m_1 = x + a, m_2 = x + b and
    s = x + a + b + c. A third count crosses x in the same way. Copies of one cell for two others may differ: only the ends
    of each matter.

    Returns:
        The system, its own cells first, on one more axis; and where the implied cells stand in it.

    """
    made = _Growing(cells)
    parts = [made.crossing(cells_asked.parts, at) for at in range(len(cells_asked.parts.keys))]
    found = []
    for at, key in enumerate(cells_asked.own.keys):
        held = cells_asked.holds.indices[cells_asked.holds.indptr[at] : cells_asked.holds.indptr[at + 1]]
        inside = [parts[one] for one in held.tolist()]
        found.append(inside[0] if len(inside) == 1 else made.total(key, inside))
    return made.done(), np.array(found, dtype=np.int64)


class _Growing:
    """A system that is being added to."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._keys: list[Key] = [(*key, ALL) for key in cells.keys]
        self._counts: list[int] = cells.counts.tolist()
        self._rows: list[tuple[int, list[int]]] = []

    def _new(self, key: Key, role: str, count: int) -> int:
        self._keys.append((*key, role))
        self._counts.append(count)
        return len(self._counts) - 1

    def crossing(self, parts: Addresses, at: int) -> int:
        """One part, crossed from the counts it is part of; where it stands."""
        key, meet = parts.keys[at], int(parts.meet[at])
        counts = [one for one in dict.fromkeys(parts.margins[at].tolist()) if one != meet]
        true = int(parts.counts[at])
        x: int = counts[0]
        for number, margin in enumerate(counts[1:], start=2):
            is_last = number == len(counts)
            least = self._counts[x] + self._counts[margin] - self._counts[meet]
            x = self._corner(key, number, (x, margin, meet), true if is_last else max(true, least))
        return x

    def _corner(self, key: Key, number: int, known: tuple[int, int, int], count: int) -> int:
        one, other, meet = known
        x = self._new(key, f"{number} both", count)
        first = self._new(key, f"{number} first", self._counts[one] - count)
        second = self._new(key, f"{number} second", self._counts[other] - count)
        neither = self._new(
            key, f"{number} neither", self._counts[meet] - self._counts[one] - self._counts[other] + count
        )
        self._rows += [(one, [x, first]), (other, [x, second]), (meet, [x, first, second, neither])]
        return x

    def total(self, key: Key, parts: list[int]) -> int:
        """A cell that holds several parts."""
        whole = self._new(key, "sum", sum(self._counts[one] for one in parts))
        self._rows.append((whole, parts))
        return whole

    def done(self) -> Cells:
        """The system."""
        i = [row for row, (_, parts) in enumerate(self._rows) for _ in range(1 + len(parts))]
        j = [place for total, parts in self._rows for place in (total, *parts)]
        sign = [one for _, parts in self._rows for one in (1, *(-1 for _ in parts))]
        n, old = len(self._counts), self._cells.sums
        kept = sparse.csr_array((old.data, old.indices, old.indptr), (old.shape[0], n))
        new = sparse.csr_array((np.array(sign, dtype=np.int64), (i, j)), (len(self._rows), n))
        sums = sparse.csr_array(sparse.vstack([kept, new]))
        return Cells((*self._cells.axes, "crossing"), tuple(self._keys), np.array(self._counts, dtype=np.int64), sums)
