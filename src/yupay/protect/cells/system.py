"""Which sums hold between the cells that may be printed?

A system of cells holds every margin of a crossed table, and every table that shares cells with it: a cell that stands
in two tables is one variable. Each row of `sums` says that a total equals the sum of its parts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Key = tuple[str, ...]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Values = NDArray[np.float64]
ALL = ""


@dataclass(frozen=True)
class Axis:
    """One way to divide the people: its finest members, and the groups above them.

    Attributes:
        id: the name of the axis.
        members: the finest members, in the order of the inner table.
        parent: the group of a member or of a group; what is not in it belongs to the root "" directly.

    """

    id: str
    members: tuple[str, ...]
    parent: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The members, the groups above them, and the root last."""
        above = dict.fromkeys(node for member in self.members for node in list(self.line(member))[1:])
        return (*self.members, *(node for node in above if node != ALL), ALL)

    def line(self, node: str) -> Iterator[str]:
        """A node and what stands above it, the root last."""
        yield node
        while node != ALL:
            node = self.parent.get(node, ALL)
            yield node

    def holds(self) -> sparse.csr_array:
        """For each node (row) the members (columns) it holds."""
        place = {node: at for at, node in enumerate(self.nodes)}
        pairs = [(place[node], at) for at, member in enumerate(self.members) for node in self.line(member)]
        row, column = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return sparse.csr_array((np.ones(len(row), np.int64), (row, column)), (len(place), len(self.members)))

    def sums(self) -> sparse.csr_array:
        """One row per group: 1 at the group, -1 at what stands directly under it."""
        place = {node: at for at, node in enumerate(self.nodes)}
        under = [(place[self.parent.get(node, ALL)], at) for node, at in place.items() if node != ALL]
        groups = sorted({above for above, _ in under})
        row = {group: at for at, group in enumerate(groups)}
        cells = [(row[above], at, -1) for above, at in under] + [(row[group], group, 1) for group in groups]
        i, j, value = np.array(cells, dtype=np.int64).reshape(-1, 3).T
        return sparse.csr_array((value, (i, j)), (len(groups), len(place)))


@dataclass(frozen=True)
class Cells:
    """Counts and the sums that hold between them.

    Attributes:
        axes: the names of the axes.
        keys: the address of each cell, one member of every axis, "" for all.
        counts: the n counts.
        sums: (m, n), one total minus its parts per row; `sums @ counts == 0`.

    """

    axes: tuple[str, ...]
    keys: tuple[Key, ...]
    counts: Counts
    sums: sparse.csr_array

    def __post_init__(self) -> None:
        if len(self.keys) != len(self.counts) or self.sums.shape[1] != len(self.counts):
            raise ValueError("keys, counts and sums differ in length")
        if (self.counts < 0).any() or (self.sums @ self.counts).any():
            raise ValueError("a count is negative, or a total differs from the sum of its parts")

    @cached_property
    def place(self) -> dict[Key, int]:
        """Where each key stands."""
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def tops(self) -> Mask:
        """The cells that are part of no other: the grand totals."""
        part = np.zeros(len(self.counts), dtype=bool)
        part[self.sums.indices[self.sums.data < 0]] = True
        return ~part

    @cached_property
    def inner(self) -> Mask:
        """The cells that are the total of no others."""
        total = np.zeros(len(self.counts), dtype=bool)
        total[self.sums.indices[self.sums.data > 0]] = True
        return ~total


def crossed(axes: Iterable[Axis], inner: NDArray[np.integer]) -> Cells:
    """A full crossing with every margin of every level.

    Args:
        axes: the axes, in the order of the dimensions of `inner`.
        inner: the counts of the finest cells, one dimension per axis.

    Raises:
        ValueError: the shape of `inner` is not that of the axes, or two members of an axis share a name.

    """
    axes = tuple(axes)
    whole = np.asarray(inner, dtype=np.int64)
    if whole.shape != tuple(len(axis.members) for axis in axes):
        raise ValueError("the inner table has not the shape of its axes")
    if any(len(set(axis.nodes)) != len(axis.nodes) for axis in axes):
        raise ValueError("two members of an axis share a name")
    filled: NDArray[np.int64] = whole
    for at, axis in enumerate(axes):
        filled = np.moveaxis(np.tensordot(axis.holds().toarray(), filled, (1, at)), 0, at)
    sizes = [len(axis.nodes) for axis in axes]
    rows = [_spread(axis.sums(), sizes[:at], sizes[at + 1 :]) for at, axis in enumerate(axes)]
    keys = tuple(product(*(axis.nodes for axis in axes)))
    return Cells(
        tuple(axis.id for axis in axes),
        keys,
        np.asarray(filled.ravel(), np.int64),
        sparse.csr_array(sparse.vstack(rows)),
    )


def _spread(sums: sparse.csr_array, before: list[int], after: list[int]) -> sparse.csr_array:
    """The sums of one axis, for every combination of the nodes of the other axes."""
    left, right = (sparse.eye_array(int(np.prod(sizes, dtype=np.int64)), dtype=np.int64) for sizes in (before, after))
    return sparse.csr_array(sparse.kron(sparse.kron(left, sums), right))


def joined(*tables: Cells) -> Cells:
    """Linked tables as one system: cells with the same address are one cell; an axis that a table lacks is "" there.

    Raises:
        ValueError: two tables give a cell different counts.

    """
    axes = tuple(dict.fromkeys(axis for table in tables for axis in table.axes))
    place: dict[Key, int] = {}
    counts: dict[int, int] = {}
    rows = []
    for table in tables:
        at = np.array([place.setdefault(key, len(place)) for key in _addresses(table, axes)], dtype=np.int64)
        for where, count in zip(at.tolist(), table.counts.tolist(), strict=True):
            if counts.setdefault(where, count) != count:
                raise ValueError("two tables give one cell different counts")
        rows.append((at, table.sums.tocoo()))
    m = reduce(lambda total, row: total + row[1].shape[0], rows, 0)
    return Cells(
        axes, tuple(place), np.array([counts[k] for k in range(len(place))], np.int64), _stack(rows, m, len(place))
    )


def _addresses(table: Cells, axes: tuple[str, ...]) -> Iterator[Key]:
    at = [table.axes.index(axis) if axis in table.axes else None for axis in axes]
    return (tuple(ALL if k is None else key[k] for k in at) for key in table.keys)


def _stack(rows: list[tuple[NDArray[np.int64], sparse.coo_array]], m: int, n: int) -> sparse.csr_array:
    """The sums of all tables over the shared cells, repeated rows once."""
    offsets = np.cumsum([0, *(part.shape[0] for _, part in rows)])
    i = np.concatenate([part.row + offset for (_, part), offset in zip(rows, offsets, strict=False)])
    j = np.concatenate([at[part.col] for at, part in rows])
    made = sparse.csr_array((np.concatenate([part.data for _, part in rows]), (i, j)), (m, n))
    made.sort_indices()
    seen = {tuple(made.indices[a:b]) + tuple(made.data[a:b]): row for row, (a, b) in enumerate(_spans(made))}
    return sparse.csr_array(made[sorted(seen.values())])


def _spans(matrix: sparse.csr_array) -> Iterator[tuple[int, int]]:
    return zip(matrix.indptr[:-1].tolist(), matrix.indptr[1:].tolist(), strict=True)
