"""Who is whose neighbour, and how much does each count? Row-standardised contiguity.

Formula: w_ij = 1 / (number of neighbours of i) for each neighbour j of i; a unit without neighbours has a row of zeros.
Reference: Cliff, A. D. and Ord, J. K. (1981). Spatial processes: models and applications. Pion, ch. 1.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from yupay.analyse.numerics.arrays import Floats, Truth, Whole


def as_pairs(pairs: ArrayLike | Sequence[tuple[int, int]]) -> Whole:
    """Neighbour pairs as an (m, 2) array, m possibly zero."""
    return np.asarray(pairs, dtype=np.int64).reshape(-1, 2)


def contiguity(n: int, pairs: Whole) -> Any:
    """Binary symmetric contiguity of n units as a sparse (n, n) matrix; each pair is given once."""
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    return sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n))


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


def islands(n: int, pairs: Whole) -> int:
    """How many of n units have no neighbour."""
    return n - np.unique(pairs).size


def distances(coordinates: Floats) -> Floats:
    """Euclidean distances (n, n) between points (n, 2) of a plane."""
    step = coordinates[:, None, :] - coordinates[None, :, :]
    return np.asarray(np.sqrt((step * step).sum(axis=2)))
