"""In which order do the units stand? Mid-ranks, and the normal scores of mid-ranks.

Formula: tied values share the mean of the ranks they cover; normal score = Phi^-1((mid-rank - 1/2) / n).
Reference: Kendall, M. and Gibbons, J. D. (1990). Rank correlation methods (5th ed.), ch. 3;
van der Waerden, B. L. (1952), Indagationes Mathematicae 14, 453-458, for scores; the (r - 1/2)/n position is Hazen's.
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from yupay.analyse.numerics.arrays import Floats, Whole


def midranks(values: Floats) -> Floats:
    """Mid-ranks from 1 to n along the last axis; shape kept."""
    return np.asarray(rankdata(values, method="average", axis=-1), dtype=np.float64)


def normal_scores(values: Floats) -> Floats:
    """Normal scores of mid-ranks along the last axis; shape kept."""
    return np.asarray(ndtri((midranks(values) - 0.5) / values.shape[-1]), dtype=np.float64)


def tie_sizes(values: Floats) -> Whole:
    """How many units share each distinct value of one variable."""
    return np.unique(values, return_counts=True)[1].astype(np.int64)


def tied(values: Floats) -> int:
    """How many units share their value with another unit."""
    sizes = tie_sizes(values)
    return int(sizes[sizes > 1].sum())


def with_margin(fields: Floats, margin: Floats) -> Floats:
    """Give each row of `fields` (N, n) the values of `margin` (n,), in the order of the row: ties and zeros are kept."""
    placed = np.empty_like(fields)
    values = np.broadcast_to(np.sort(margin), fields.shape)
    np.put_along_axis(placed, np.argsort(fields, axis=-1, kind="stable"), values, axis=-1)
    return placed
