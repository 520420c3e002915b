"""Which patterns can a map carry? The eigenvectors of its contiguity, from the broadest to the most checkered.

Formula: eigenvectors of M C M, M = I - QQ' (Q spans the mean columns, at least the intercept), C the binary contiguity;
the Moran index of an eigenvector is n / S0 times its eigenvalue. Only positive ones (like beside like) are kept.
Reference: Griffith (2000), Linear Algebra and its Applications 321, 95-112; Dray, Legendre and Peres-Neto (2006),
Ecological Modelling 196, 483-493; Tiefelsdorf and Griffith (2007), Environment and Planning A 39, 1193-1221.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.weights import contiguity

SMALLEST = 1e-8


@dataclass(frozen=True, eq=False)
class Patterns:
    """Patterns (n, q) of length one, clear of the mean columns and of each other, and their Moran indices (q,)."""

    vectors: Floats
    moran: Floats

    @property
    def count(self) -> int:
        """How many patterns."""
        return int(self.moran.size)

    def first(self, count: int) -> "Patterns":
        """The broadest `count` of them, or as many as there are."""
        return Patterns(self.vectors[:, :count], self.moran[:count])


def patterns(n: int, pairs: Whole, basis: Floats | None = None) -> Patterns:
    """Patterns of positive autocorrelation of n units, largest Moran index first; none without neighbours.

    `basis` (n, k) is orthonormal and spans what they must be clear of; the intercept where it is None. The sign is such
    that the entry of largest size is positive.
    """
    mean = np.full((n, 1), 1.0 / np.sqrt(max(n, 1))) if basis is None else basis
    links = contiguity(n, pairs).toarray()
    clear = links - mean @ (mean.T @ links)
    clear -= (clear @ mean) @ mean.T
    values, vectors = np.linalg.eigh((clear + clear.T) / 2.0)
    order = np.flatnonzero(values > SMALLEST * max(1.0, float(values.max(initial=0.0))))[::-1]
    chosen = vectors[:, order]
    leading = np.take_along_axis(chosen, np.abs(chosen).argmax(axis=0)[None], axis=0) if order.size else np.ones((1, 0))
    return Patterns(np.asarray(chosen * np.sign(leading)), np.asarray(n / max(float(links.sum()), 1.0) * values[order]))
