"""Where are the units, who touches whom, and what is to be held constant? The map as arrays.

Formula: mean columns T = intercept, both coordinates, controls; columns that repeat others are dropped.
Reference: none beyond linear algebra (pivoted QR).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import qr

from yupay.analyse.numerics.arrays import Floats, Truth, Whole, as_columns, complete, floats
from yupay.analyse.numerics.weights import among, as_pairs


@dataclass(frozen=True, eq=False)
class Area:
    """n units: coordinates (n, 2) in one plane, neighbour pairs (m, 2), controls (n, c) and their names."""

    coordinates: Floats
    pairs: Whole
    controls: Floats
    names: tuple[str, ...] = ()
    trend: bool = True

    @property
    def n(self) -> int:
        """How many units."""
        return int(self.coordinates.shape[0])


def area(
    coordinates: ArrayLike,
    pairs: ArrayLike,
    controls: ArrayLike | None = None,
    *,
    names: tuple[str, ...] = (),
    trend: bool = True,
) -> Area:
    """The map as arrays; `controls` are the columns of the mean beside intercept and coordinates (log population first).

    A control with no number for a unit is NaN there: that unit is left out when values are tested, and counted.
    """
    points = floats(coordinates).reshape(-1, 2)
    columns = np.empty((len(points), 0)) if controls is None else as_columns(controls, len(points))
    if names and len(names) != columns.shape[1]:
        raise ValueError(f"{columns.shape[1]} controls but {len(names)} names")
    return Area(points, as_pairs(pairs), columns, names, trend)


def restrict(whole: Area, keep: Truth) -> Area:
    """The map of the kept units alone: pairs among them, weights to be standardised anew."""
    return Area(whole.coordinates[keep], among(whole.pairs, keep), whole.controls[keep], whole.names, whole.trend)


def usable(whole: Area, *values: Floats) -> Truth:
    """The units with a place, every control and every value."""
    return complete(whole.coordinates, whole.controls, *values)


def mean_basis(whole: Area) -> Floats:
    """Orthonormal columns (n, k) that span intercept, linear trend and controls; k counts independent ones only."""
    columns = [np.ones((whole.n, 1))]
    if whole.trend:
        columns.append(_standard(whole.coordinates))
    columns.append(_standard(whole.controls))
    basis, triangle, _ = qr(np.hstack(columns), mode="economic", pivoting=True)
    size = np.abs(np.diag(triangle))
    return np.asarray(basis[:, size > 1e-8 * max(1.0, float(size.max(initial=0.0)))])


def _standard(columns: Floats) -> Floats:
    """Columns with mean zero and, where they vary, variance one."""
    spread = columns.std(axis=0)
    return np.asarray((columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
