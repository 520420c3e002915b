"""How many pairs of persons agree, disagree or tie, and how does one more person change that?

Shares p of a weighted table (..., r, c), or of n persons, add up to one. Totals of pairs: agreeing, opposed, apart in
x, apart in y; totals of ranks: S_xy, S_xx, S_yy of centred mid-ranks. Each total is a polynomial of the shares; its
slope at a cell is the derivative by the share of that cell, so the dependence of ranks and ties on the sample is in it.
Formula: d(sum p_i p_j k_ij)/dp_i = 2 sum_j p_j k_ij; d S_xy / dp_i = u_i v_i + sum_j p_j [sgn(x_j - x_i) v_j +
u_j sgn(y_j - y_i)], u = 2 F(x) - 1 with F the weighted mid-distribution function.
Reference: Goodman and Kruskal (1963), JASA 58, 310-364; Deville (1999), Survey Methodology 25, 193-203.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole


@dataclass(frozen=True)
class Moments:
    """Totals, each of the leading shape, and their slopes, each of the leading shape and then that of the cells."""

    totals: tuple[Floats, ...]
    slopes: tuple[Floats, ...]
    cell_axes: int


def shares(weights: Floats, axes: int) -> Floats:
    """Weights divided by their sum over the last `axes` axes; zeros where the sum is zero."""
    over = tuple(range(-axes, 0))
    total = weights.sum(axis=over, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))


def pairs_of_table(p: Floats) -> Moments:
    """Pairs that agree, are opposed, are apart in x, are apart in y, of shares (..., r, c)."""
    low, high = _under(p, -1), _over(p, -1)
    agree, oppose = _under(low, -2) + _over(high, -2), _under(high, -2) + _over(low, -2)
    whole = p.sum(axis=(-1, -2), keepdims=True)
    apart_x = np.broadcast_to(whole - p.sum(axis=-1, keepdims=True), p.shape)
    apart_y = np.broadcast_to(whole - p.sum(axis=-2, keepdims=True), p.shape)
    return _pairs(p, (agree, oppose, apart_x, apart_y), 2)


def ranks_of_table(p: Floats) -> Moments:
    """Sums S_xy, S_xx, S_yy of centred mid-ranks of shares (..., r, c)."""
    rows, columns = p.sum(axis=-1), p.sum(axis=-2)
    u, v = _centred_ranks(rows), _centred_ranks(columns)
    mean_v, mean_u = (p * v[..., None, :]).sum(axis=-1), (p * u[..., :, None]).sum(axis=-2)
    xy = u[..., :, None] * v[..., None, :] + (_over(mean_v, -1) - _under(mean_v, -1))[..., :, None]
    xy = xy + (_over(mean_u, -1) - _under(mean_u, -1))[..., None, :]
    xx, yy = (_square_slope(share, rank) for share, rank in ((rows, u), (columns, v)))
    slopes = (xy, np.broadcast_to(xx[..., :, None], p.shape), np.broadcast_to(yy[..., None, :], p.shape))
    return Moments(tuple((p * slope).sum(axis=(-1, -2)) / 3.0 for slope in slopes), slopes, 2)


def pairs_of_points(x: Whole, y: Whole, p: Floats) -> Moments:
    """As `pairs_of_table`, of n persons: codes x, y (n,) from 0 in order, shares (..., n)."""
    agree, oppose = _agreeing(x, y, p)
    whole = p.sum(axis=-1, keepdims=True)
    apart_x, apart_y = (whole - _by_code(code, p)[..., code] for code in (x, y))
    return _pairs(p, (agree, oppose, apart_x, apart_y), 1)


def ranks_of_points(x: Whole, y: Whole, p: Floats) -> Moments:
    """As `ranks_of_table`, of n persons: codes x, y (n,) from 0 in order, shares (..., n)."""
    rows, columns = _by_code(x, p), _by_code(y, p)
    u, v = _centred_ranks(rows), _centred_ranks(columns)
    sum_v, sum_u = _by_code(x, p * v[..., y]), _by_code(y, p * u[..., x])
    xy = u[..., x] * v[..., y] + (_over(sum_v, -1) - _under(sum_v, -1))[..., x]
    xy = xy + (_over(sum_u, -1) - _under(sum_u, -1))[..., y]
    slopes = (xy, _square_slope(rows, u)[..., x], _square_slope(columns, v)[..., y])
    return Moments(tuple((p * slope).sum(axis=-1) / 3.0 for slope in slopes), slopes, 1)


def _pairs(p: Floats, means: tuple[Floats, ...], axes: int) -> Moments:
    """Totals of pairs from the share that each cell pairs with."""
    over = tuple(range(-axes, 0))
    return Moments(tuple((p * mean).sum(axis=over) for mean in means), tuple(2.0 * mean for mean in means), axes)


def _centred_ranks(p: Floats) -> Floats:
    """Twice the mid-distribution function, less the whole: the share below less the share above."""
    return _under(p, -1) - _over(p, -1)


def _square_slope(p: Floats, rank: Floats) -> Floats:
    """Slope of sum p rank^2 by each share."""
    moved = p * rank
    return np.asarray(rank * rank + 2.0 * (_over(moved, -1) - _under(moved, -1)))


def _under(values: Floats, axis: int) -> Floats:
    """Sum of what stands strictly before each place of an axis."""
    shape = list(values.shape)
    shape[axis] = 1
    head = np.take(values, range(values.shape[axis] - 1), axis=axis)
    return np.concatenate([np.zeros(shape), np.cumsum(head, axis=axis)], axis=axis)


def _over(values: Floats, axis: int) -> Floats:
    """Sum of what stands strictly after each place of an axis."""
    return np.flip(_under(np.flip(values, axis), axis), axis)


def sums_by(code: Whole, values: Floats, size: int) -> Floats:
    """Sums of values (m,) by code from 0 to size - 1: (size,)."""
    return np.asarray(np.bincount(code, values, size), dtype=np.float64)


def _by_code(code: Whole, p: Floats) -> Floats:
    """Sums of p (..., n) by code: (..., number of codes)."""
    size = int(code.max()) + 1
    flat = p.reshape(-1, p.shape[-1])
    sums = np.stack([sums_by(code, row, size) for row in flat])
    return np.asarray(sums.reshape(*p.shape[:-1], size))


def _agreeing(x: Whole, y: Whole, p: Floats) -> tuple[Floats, Floats]:
    """For each person, the share of persons before in both or after in both, and before in one and after in the other.

    Two codes of x that differ part at exactly one bit, counted from the highest, so each pair is met once; within a bit
    the persons of the lower side are sorted by y and added up: n log n.
    """
    agree, oppose = np.zeros_like(p), np.zeros_like(p)
    width = int(y.max()) + 1
    for bit in range(int(x.max()).bit_length()):
        group, upper = x >> (bit + 1), (x >> bit) & 1 == 1
        key = group * width + y
        for these, others, flip in ((upper, ~upper, False), (~upper, upper, True)):
            less, more = _sums_beside(key[these], group[these] * width, width, key[others], p[..., others])
            agree[..., these] += more if flip else less
            oppose[..., these] += less if flip else more
    return agree, oppose


def _sums_beside(key: Whole, start: Whole, width: int, other: Whole, p: Floats) -> tuple[Floats, Floats]:
    """Sums of p over the others of the same group whose key is lower, and whose key is higher."""
    order = np.argsort(other, kind="stable")
    ordered = other[order]
    total = np.concatenate([np.zeros((*p.shape[:-1], 1)), np.cumsum(p[..., order], axis=-1)], axis=-1)
    first, last = np.searchsorted(ordered, start, "left"), np.searchsorted(ordered, start + width, "left")
    below, above = np.searchsorted(ordered, key, "left"), np.searchsorted(ordered, key, "right")
    return total[..., below] - total[..., first], total[..., last] - total[..., above]
