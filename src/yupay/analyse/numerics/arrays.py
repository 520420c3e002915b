"""Which units have every value asked for? Those that do are kept, the others are counted.

Reference: complete-case (listwise) deletion, stated beside every result as the number of units left out.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]


def floats(values: ArrayLike) -> Floats:
    """Values as doubles, None as NaN; shape kept."""
    return np.asarray(values, dtype=np.float64)


def as_columns(values: ArrayLike, n: int) -> Floats:
    """Values of n units as (n, c): one column when they are (n,)."""
    table = floats(values)
    return table.reshape(n, -1) if n else table.reshape(0, 0)


def complete(*columns: Floats) -> Truth:
    """The units, of n, that are finite in every column; a column is (n,) or (n, c)."""
    keep = np.ones(columns[0].shape[0], dtype=bool)
    for column in columns:
        keep &= np.isfinite(column).all(axis=tuple(range(1, column.ndim)))
    return keep


def is_constant(values: Floats) -> bool:
    """Whether the values of one variable do not vary (also true when there is none)."""
    return values.size == 0 or bool(np.all(values == values[0]))


def finite(value: Any) -> float | None:
    """The number as a float, or None where it is not a finite number."""
    number = float(value)
    return number if np.isfinite(number) else None
