"""Who is whose neighbour, and how much does each count? Contiguity, nearest units, distance bands, islands.

Formula: w_ij = 1 / (number of neighbours of i) for each neighbour j of i; a unit without neighbours has a row of zeros.
Queen: two outlines touch, or come within the snap distance. Rook: they share a border, whose length is measured, so
touching at two single points does not make rook neighbours.
Nearest: the k nearest centroids, directed. Distance: centroids at most d apart.
Reference: Cliff, A. D. and Ord, J. K. (1981). Spatial processes: models and applications. Pion, ch. 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.spatial import cKDTree

from yupay.analyse.numerics.arrays import Floats, Truth, Whole, floats

IslandPolicy = Literal["keep", "refuse", "leave-out", "nearest"]
Ring = ArrayLike
LEAST_SHARE = 1e-12
SNAPPED_POINT = 10.0


@dataclass(frozen=True, eq=False)
class Contacts:
    """Units that touch: pairs (m, 2), i < j, each once, and the length (m,) of the border the two share."""

    pairs: Whole
    lengths: Floats

    @property
    def queen(self) -> Whole:
        """The pairs that share at least a point."""
        return self.pairs

    @property
    def rook(self) -> Whole:
        """The pairs that share a border."""
        return self.pairs[self.lengths > 0]


@dataclass(frozen=True, eq=False)
class Settled:
    """A map once its islands are dealt with: pairs (m, 2) among the kept units, who was kept (n,), how many were linked."""

    pairs: Whole
    kept: Truth
    linked: int


def as_pairs(pairs: ArrayLike | Sequence[tuple[int, int]]) -> Whole:
    """Neighbour pairs as an (m, 2) array, m possibly zero."""
    return np.asarray(pairs, dtype=np.int64).reshape(-1, 2)


def contiguity(n: int, pairs: Whole) -> Any:
    """Binary symmetric contiguity of n units as a sparse (n, n) matrix; each pair is given once."""
    return directed(n, np.concatenate([pairs, pairs[:, ::-1]]))


def directed(n: int, links: Whole) -> Any:
    """Binary links i -> j (m, 2) of n units as a sparse (n, n) matrix, as given: not made symmetric."""
    return sparse.csr_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(n, n))


def row_standardised(n: int, pairs: Whole) -> Any:
    """Contiguity with each row summing to one, or to zero for a unit without neighbours."""
    return rows_to_one(contiguity(n, pairs))


def rows_to_one(links: Any) -> Any:
    """A sparse matrix of links with its rows divided by their sums; rows of zeros stay."""
    sums = np.asarray(links.sum(axis=1)).ravel()
    return sparse.csr_array(sparse.diags_array(np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)) @ links)


def among(pairs: Whole, keep: Truth) -> Whole:
    """The pairs whose two ends are kept, renumbered to the kept units."""
    place = np.cumsum(keep) - 1
    inside = keep[pairs].all(axis=1) if pairs.size else np.zeros(0, dtype=bool)
    return np.asarray(place[pairs[inside]], dtype=np.int64).reshape(-1, 2)


def contacts(outlines: Sequence[Sequence[Ring]], snap: float = 0.0) -> Contacts:
    """Which of n outlines touch, and along how much of their borders.

    Args:
        outlines: for each unit its rings, each (v, 2), first point repeated or not, holes as rings of their own, in one
            plane; a unit without a ring touches nobody.
        snap: outlines at most this far apart (in units of the coordinates) count as touching; the shared border is what
            of one outline runs at most this far from the other, and less than ten times this length counts as a point.

    Returns:
        Pairs with i < j in order of i, then j, and the length of each shared border (0 where only points are shared).

    """
    lines = np.array([_lines(rings) for rings in outlines], dtype=object)
    tree = shapely.STRtree(lines)
    first, second = tree.query(lines, predicate="dwithin", distance=snap) if len(lines) else np.zeros((2, 0), np.int64)
    once = first < second
    order = np.lexsort((second[once], first[once]))
    pairs = np.column_stack([first[once], second[once]])[order].astype(np.int64)
    lengths = _shared(lines[pairs[:, 0]], lines[pairs[:, 1]], snap) if len(pairs) else np.zeros(0)
    return Contacts(pairs, lengths)


def _lines(rings: Sequence[Ring]) -> Any:
    """The border of one unit as one multi-line."""
    return shapely.MultiLineString([shapely.linearrings(floats(ring)) for ring in rings])


def _shared(one: Any, other: Any, snap: float) -> Floats:
    """Length of the border that each pair of outlines shares; what rounding or snapping leaves of a point is zero."""
    near = shapely.buffer(other, snap) if snap > 0 else other
    length = shapely.length(shapely.intersection(one, near))
    point = SNAPPED_POINT * snap + LEAST_SHARE * np.minimum(shapely.length(one), shapely.length(other))
    return np.where(length > point, length, 0.0)


def nearest(coordinates: ArrayLike, k: int) -> Whole:
    """Directed links (n k, 2) from each of n units to the k nearest others, by distance between points (n, 2).

    Equal distances are taken in the order of the units. Raises ValueError when k is not between 1 and n - 1.
    """
    points = floats(coordinates)
    n = len(points)
    if not 1 <= k < n:
        raise ValueError(f"k must be between 1 and {n - 1}, not {k}")
    apart, found = cKDTree(points).query(points, min(n, k + 9))
    apart = np.round(apart / max(float(apart.max()), 1e-300), 12)
    apart = np.where(found == np.arange(n)[:, None], -1.0, apart)
    order = np.lexsort((found, apart), axis=1)[:, 1 : k + 1]
    return np.column_stack([np.repeat(np.arange(n), k), np.take_along_axis(found, order, 1).ravel()]).astype(np.int64)


def within(coordinates: ArrayLike, distance: float) -> Whole:
    """Pairs (m, 2), i < j, of units whose points (n, 2) are at most `distance` apart."""
    pairs = cKDTree(floats(coordinates)).query_pairs(distance, output_type="ndarray")
    return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))], dtype=np.int64).reshape(-1, 2)


def shortest_band(coordinates: ArrayLike) -> float:
    """The smallest distance at which no unit is left without a neighbour (n at least 2)."""
    points = floats(coordinates)
    return float(cKDTree(points).query(points, 2)[0][:, 1].max())


def alone(n: int, pairs: Whole) -> Whole:
    """The units, of n, that have no neighbour."""
    return np.setdiff1d(np.arange(n), pairs)


def islands(n: int, pairs: Whole) -> int:
    """How many of n units have no neighbour."""
    return n - np.unique(pairs).size


def settle(coordinates: Floats, pairs: Whole, policy: IslandPolicy) -> Settled:
    """What the declared policy makes of units (n, 2) without neighbours.

    "keep": a row of zeros; "leave-out": the unit is dropped; "nearest": it is linked to the unit with the nearest
    centroid; "refuse": ValueError that says how many there are.
    """
    n, lonely = len(coordinates), alone(len(coordinates), pairs)
    kept = np.ones(n, dtype=bool)
    if not lonely.size or policy == "keep" or n < 2:
        return Settled(pairs, kept, 0)
    if policy == "refuse":
        raise ValueError(f"{lonely.size} of {n} units have no neighbour")
    if policy == "leave-out":
        kept[lonely] = False
        return Settled(among(pairs, kept), kept, 0)
    apart = distances(coordinates)[lonely]
    apart[np.arange(lonely.size), lonely] = np.inf
    added = np.sort(np.column_stack([lonely, apart.argmin(axis=1)]), axis=1)
    return Settled(np.unique(np.concatenate([pairs, added]), axis=0), kept, int(lonely.size))


def distances(coordinates: Floats) -> Floats:
    """Euclidean distances (n, n) between points (n, 2) of a plane."""
    step = coordinates[:, None, :] - coordinates[None, :, :]
    return np.asarray(np.sqrt((step * step).sum(axis=2)))
