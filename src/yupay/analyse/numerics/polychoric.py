"""Which correlation of two normal variables, cut into ordered categories, makes this table most likely?

Formula: p_ij = the normal(rho) probability of the rectangle (a_(i-1), a_i) x (b_(j-1), b_j); log L = sum n_ij log p_ij.
Two-step: a, b are normal quantiles of the margins and rho maximises log L; maximum likelihood moves all of them.
The bivariate normal is two of Owen's T functions, so it holds its digits for every rho.
Reference: Olsson (1979), Psychometrika 44, 443-460; Owen (1956), Annals of Mathematical Statistics 27, 1075-1090.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri, owens_t, xlogy

from yupay.analyse.numerics.arrays import Floats, Whole

NEAR_ONE, STEPS, FLOOR = 0.9995, 80, 1e-15
TINY, FAR = 1e-150, 37.0
ROOT_TWO_PI = float(np.sqrt(2.0 * np.pi))


class Fit(NamedTuple):
    """A fitted polychoric correlation.

    Cuts are those of the occupied categories only. `se` is that of the model (inverse observed information for maximum
    likelihood, plug-in thresholds allowed for in the two-step). `influence` (r, c) is N d rho / d n_ij, zero-sum over
    the table, for linearised variances under any design. `boundary`: the likelihood still rises at |rho| = 1; there
    se is None and influence 0.
    """

    rho: float
    row_cuts: Floats
    column_cuts: Floats
    log_likelihood: float
    deviance: float
    df: int
    se: float | None
    influence: Floats
    boundary: bool


def bivariate_cdf(h: Floats, k: Floats, rho: Floats) -> Floats:
    """Probability of X <= h and Y <= k, standard normal with correlation rho in (-1, 1); finite arrays that broadcast."""
    h, k = np.where(np.abs(h) < TINY, TINY, h), np.where(np.abs(k) < TINY, TINY, k)
    s = np.sqrt((1.0 - rho) * (1.0 + rho))
    by_h, by_k = owens_t(h, (k - rho * h) / (h * s)), owens_t(k, (h - rho * k) / (k * s))
    return np.asarray(0.5 * (ndtr(h) + ndtr(k) - (h * k < 0.0)) - by_h - by_k)


def density(x: Floats) -> Floats:
    """Standard normal density."""
    return np.asarray(np.exp(-0.5 * x * x) / ROOT_TWO_PI)


def bivariate_density(h: Floats, k: Floats, rho: Floats) -> Floats:
    """Density of the standard bivariate normal; arrays that broadcast."""
    left = (1.0 - rho) * (1.0 + rho)
    return np.asarray(np.exp(-0.5 * (h * h + k * k - 2.0 * rho * h * k) / left) / (2.0 * np.pi * np.sqrt(left)))


def cuts(margins: Floats) -> Floats:
    """Normal quantiles of the cumulative shares of margins (..., r), as (..., r - 1)."""
    below = np.cumsum(margins, axis=-1)
    return np.asarray(np.clip(ndtri(below[..., :-1] / below[..., -1:]), -FAR, FAR))


def probabilities(rho: Floats, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Rectangle probabilities (..., r, c) from rho (...), row cuts (..., r - 1) and column cuts (..., c - 1)."""
    inner = bivariate_cdf(row_cuts[..., :, None], column_cuts[..., None, :], np.asarray(rho)[..., None, None])
    corners = np.zeros((*inner.shape[:-2], inner.shape[-2] + 2, inner.shape[-1] + 2))
    corners[..., 1:-1, 1:-1] = inner
    corners[..., 1:-1, -1], corners[..., -1, 1:-1], corners[..., -1, -1] = ndtr(row_cuts), ndtr(column_cuts), 1.0
    return _rectangles(corners)


def rho_given_cuts(tables: Floats, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """The rho (...) that makes each table (..., r, c) most likely at given cuts; +-NEAR_ONE where there is no inner top.

    Newton steps on the Fisher scale of rho, halved until the likelihood rises; all tables move together.
    """
    z = np.zeros(tables.shape[:-2])
    best = _log_likelihood(tables, np.tanh(z), row_cuts, column_cuts)
    moving = np.ones(z.shape, dtype=bool)
    for _ in range(STEPS):
        step = _newton_step(tables, np.tanh(z), row_cuts, column_cuts) * moving
        for _ in range(30):
            trial = np.clip(z + step, -np.arctanh(NEAR_ONE), np.arctanh(NEAR_ONE))
            value = _log_likelihood(tables, np.tanh(trial), row_cuts, column_cuts)
            worse = value < best - 1e-12 * np.abs(best)
            if not worse.any():
                break
            step = np.where(worse, step / 2.0, step)
        moving = (np.abs(trial - z) > 1e-11) & ~worse
        z, best = np.where(worse, z, trial), np.where(worse, best, value)
        if not moving.any():
            break
    return np.asarray(np.tanh(z))


def two_step_many(tables: Floats) -> Floats:
    """Two-step polychoric correlations (...) of tables (..., r, c) of counts or weights, no empty row or column."""
    return rho_given_cuts(tables, cuts(tables.sum(axis=-1)), cuts(tables.sum(axis=-2)))


def scores(rho: float, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Derivatives of log p_ij by rho, the row cuts and the column cuts, in this order: (1 + r - 1 + c - 1, r, c)."""
    a, b, s = row_cuts[:, None], column_cuts[None, :], np.sqrt(1.0 - rho * rho)
    by_rho = _padded(bivariate_density(a, b, np.asarray(rho)))[None]
    by_row = _by_cut(row_cuts, ndtr((b - rho * a) / s))
    by_column = np.swapaxes(_by_cut(column_cuts, ndtr((a - rho * b) / s).T), 1, 2)
    slopes = _rectangles(np.concatenate([by_rho, by_row, by_column]))
    return np.asarray(slopes / np.maximum(probabilities(np.asarray(rho), row_cuts, column_cuts), FLOOR))


def information(table: Floats, rho: float, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Observed information (minus the Hessian of log L) in the order of `scores`: (m, m)."""
    score = scores(rho, row_cuts, column_cuts)
    flat = score.reshape(score.shape[0], -1)
    outer = (flat * table.ravel()) @ flat.T
    weight = table / np.maximum(probabilities(np.asarray(rho), row_cuts, column_cuts), FLOOR)
    return np.asarray(outer - _curvature(weight, rho, row_cuts, column_cuts))


def two_step(table: Floats) -> Fit:
    """Two-step polychoric correlation of a table (r, c) of counts or weights; at least two occupied rows and columns."""
    kept, rows, columns = _occupied(table)
    a, b = cuts(kept.sum(axis=1)), cuts(kept.sum(axis=0))
    rho = float(rho_given_cuts(kept, a, b))
    if abs(rho) >= NEAR_ONE - 1e-9:
        return _fit(table, kept, rho, a, b, None, np.zeros_like(table))
    n, j = kept.sum(), information(kept, rho, a, b)[0]
    moved = np.concatenate(
        [
            _cut_influence(kept.sum(axis=1), a)[:, :, None] + np.zeros((1, 1, kept.shape[1])),
            _cut_influence(kept.sum(axis=0), b)[:, None, :] + np.zeros((1, kept.shape[0], 1)),
        ]
    )
    influence = (n * scores(rho, a, b)[0] - np.tensordot(j[1:], moved, axes=1)) / j[0]
    se = float(np.sqrt((kept * influence**2).sum()) / n)
    return _fit(table, kept, rho, a, b, se, _spread(table, influence, rows, columns))


def maximum_likelihood(table: Floats) -> Fit:
    """Maximum likelihood polychoric correlation of a table (r, c); as `two_step`, all parameters moved together."""
    kept, rows, columns = _occupied(table)
    a, b = cuts(kept.sum(axis=1)), cuts(kept.sum(axis=0))
    theta = np.concatenate([[float(rho_given_cuts(kept, a, b))], a, b])
    if abs(theta[0]) >= NEAR_ONE - 1e-9:
        return _fit(table, kept, theta[0], a, b, None, np.zeros_like(table))
    theta = _climb(kept, theta)
    rho, a, b = float(theta[0]), theta[1 : kept.shape[0]], theta[kept.shape[0] :]
    if abs(rho) >= NEAR_ONE:
        return _fit(table, kept, rho, a, b, None, np.zeros_like(table))
    first = np.linalg.inv(information(kept, rho, a, b))[0]
    influence = kept.sum() * np.tensordot(first, scores(rho, a, b), axes=1)
    return _fit(table, kept, rho, a, b, float(np.sqrt(first[0])), _spread(table, influence, rows, columns))


def _climb(table: Floats, theta: Floats) -> Floats:
    """Newton's way up the likelihood over (rho, row cuts, column cuts), steps halved until it rises."""
    r = table.shape[0]
    best = _value(table, theta)
    for _ in range(STEPS):
        rho, a, b = float(theta[0]), theta[1:r], theta[r:]
        slope = np.tensordot(scores(rho, a, b), table, axes=2)
        step = np.linalg.solve(_safe_information(table, rho, a, b), slope)
        while np.abs(step).max() > 1e-12 and not _value(table, theta + step) >= best - 1e-13 * abs(best):
            step = step / 2.0
        if np.abs(step).max() <= 1e-10:
            break
        theta, best = theta + step, _value(table, theta + step)
    return theta


def _safe_information(table: Floats, rho: float, a: Floats, b: Floats) -> Floats:
    """Observed information where it is positive definite, else the expected one."""
    observed = information(table, rho, a, b)
    if np.linalg.eigvalsh(observed)[0] > 0.0:
        return observed
    flat = scores(rho, a, b).reshape(observed.shape[0], -1)
    weight = table.sum() * probabilities(np.asarray(rho), a, b).ravel()
    return np.asarray((flat * weight) @ flat.T)


def _value(table: Floats, theta: Floats) -> float:
    """Log L at theta, or minus infinity outside the parameter space."""
    rho, a, b = theta[0], theta[1 : table.shape[0]], theta[table.shape[0] :]
    if abs(rho) >= 1.0 or (np.diff(a) <= 0).any() or (np.diff(b) <= 0).any():
        return -np.inf
    return float(_log_likelihood(table, rho, a, b))


def _log_likelihood(tables: Floats, rho: Floats, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Sum of n log p over each table; a cell without units adds nothing."""
    p = np.maximum(probabilities(rho, row_cuts, column_cuts), FLOOR)
    return np.asarray(xlogy(tables, p).sum(axis=(-2, -1)))


def _newton_step(tables: Floats, rho: Floats, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Newton step (scoring step where the curvature turns) of atanh(rho), at most 1."""
    a, b, r = row_cuts[..., :, None], column_cuts[..., None, :], rho[..., None, None]
    p = np.maximum(probabilities(rho, row_cuts, column_cuts), FLOOR)
    corner = bivariate_density(a, b, r)
    first, second = _rectangles(_padded(corner)), _rectangles(_padded(corner * _bend(a, b, r)))
    slope = (tables * first / p).sum(axis=(-2, -1))
    observed = (tables * ((first / p) ** 2 - second / p)).sum(axis=(-2, -1))
    expected = tables.sum(axis=(-2, -1)) * (first**2 / p).sum(axis=(-2, -1))
    curve = np.where(observed > 0.1 * expected, observed, expected)
    return np.asarray(np.clip(slope / np.maximum(curve, 1e-300) / (1.0 - rho * rho), -1.0, 1.0))


def _bend(h: Floats, k: Floats, rho: Floats) -> Floats:
    """Derivative by rho of the log of the bivariate density."""
    left = 1.0 - rho * rho
    return np.asarray(rho / left + (h * k * (1.0 + rho * rho) - rho * (h * h + k * k)) / left**2)


def _curvature(weight: Floats, rho: float, row_cuts: Floats, column_cuts: Floats) -> Floats:
    """Second derivatives of sum w_ij p_ij at fixed w: (m, m), in the order of `scores`."""
    a, b, s = row_cuts[:, None], column_cuts[None, :], np.sqrt(1.0 - rho * rho)
    corner = weight[:-1, :-1] - weight[1:, :-1] - weight[:-1, 1:] + weight[1:, 1:]
    mass = corner * bivariate_density(a, b, np.asarray(rho))
    last_row, last_column = weight[:-1, -1] - weight[1:, -1], weight[-1, :-1] - weight[-1, 1:]
    along_a = (corner * ndtr((b - rho * a) / s)).sum(axis=1) + last_row
    along_b = (corner * ndtr((a - rho * b) / s)).sum(axis=0) + last_column
    m, cut = 1 + row_cuts.size + column_cuts.size, 1 + row_cuts.size
    out = np.zeros((m, m))
    out[0, 0] = (mass * _bend(a, b, np.asarray(rho))).sum()
    out[0, 1:cut] = out[1:cut, 0] = -(mass * (a - rho * b)).sum(axis=1) / s**2
    out[0, cut:] = out[cut:, 0] = -(mass * (b - rho * a)).sum(axis=0) / s**2
    out[1:cut, cut:], out[cut:, 1:cut] = mass, mass.T
    out[range(1, cut), range(1, cut)] = -row_cuts * density(row_cuts) * along_a - rho * mass.sum(axis=1)
    out[range(cut, m), range(cut, m)] = -column_cuts * density(column_cuts) * along_b - rho * mass.sum(axis=0)
    return out


def _by_cut(row_cuts: Floats, conditional: Floats) -> Floats:
    """Slope of every corner by each row cut: (r - 1, r + 1, c + 1), from Phi of the columns given the cut (r-1, c-1)."""
    size = row_cuts.size
    out = np.zeros((size, size + 2, conditional.shape[1] + 2))
    each = np.arange(size)
    out[each, each + 1, 1:-1] = density(row_cuts)[:, None] * conditional
    out[each, each + 1, -1] = density(row_cuts)
    return out


def _cut_influence(margin: Floats, at: Floats) -> Floats:
    """Influence of a unit in each category on each cut: (r - 1, r)."""
    below = np.cumsum(margin)[:-1, None] / margin.sum()
    under = np.arange(margin.size)[None, :] <= np.arange(margin.size - 1)[:, None]
    return np.asarray((under - below) / density(at)[:, None])


def _rectangles(corners: Floats) -> Floats:
    """Values of rectangles (..., r, c) from values at their corners (..., r + 1, c + 1)."""
    return np.asarray(np.diff(np.diff(corners, axis=-1), axis=-2))


def _padded(inner: Floats) -> Floats:
    """Corners with zeros around them, where the density vanishes."""
    return np.pad(inner, [(0, 0)] * (inner.ndim - 2) + [(1, 1), (1, 1)])


def _occupied(table: Floats) -> tuple[Floats, Whole, Whole]:
    """The table without empty rows and columns, and which ones were kept.

    Raises:
        ValueError: fewer than two rows or columns hold units.

    """
    rows = np.flatnonzero(table.sum(axis=1) > 0).astype(np.int64)
    columns = np.flatnonzero(table.sum(axis=0) > 0).astype(np.int64)
    if min(rows.size, columns.size) < 2:
        raise ValueError("a polychoric correlation needs two occupied rows and columns")
    return table[np.ix_(rows, columns)], rows, columns


def _spread(table: Floats, influence: Floats, rows: Whole, columns: Whole) -> Floats:
    """Influence put back into the shape of the table, zero in empty rows and columns."""
    out = np.zeros_like(table, dtype=np.float64)
    out[np.ix_(rows, columns)] = influence
    return out


def _fit(table: Floats, kept: Floats, rho: float, a: Floats, b: Floats, se: float | None, influence: Floats) -> Fit:
    """The fit with its likelihood and its deviance from the saturated table."""
    value = float(_log_likelihood(kept, np.asarray(rho), a, b))
    saturated = float(xlogy(kept, kept / kept.sum()).sum())
    r, c = kept.shape
    return Fit(float(rho), a, b, value, 2.0 * (saturated - value), r * c - r - c, se, influence, se is None)
