"""Which few common factors reproduce a table of correlations, and how are they turned to be read?

Formula: R = L L' + U. Minres: U minimises half the squared residuals, f = 1/2 sum of the squared eigenvalues of R - U beyond
the m largest. ML: f = sum over those beyond m of (e - log e - 1), e the eigenvalues of U^-1/2 R U^-1/2.
Rotation: Kaiser's varimax; oblimin (gamma 0) by gradient projection. Schmid-Leiman: one general factor behind oblique ones.
Reference: Harman and Jones (1966), Psychometrika 31, 351-368; Joreskog (1967), Psychometrika 32, 443-482; Kaiser (1958),
Psychometrika 23, 187-200; Jennrich (2002), Psychometrika 67, 7-19; Schmid and Leiman (1957), Psychometrika 22, 53-61.
"""

from typing import Literal, NamedTuple

import numpy as np
from scipy.optimize import minimize

from yupay.analyse.numerics.arrays import Floats

Extraction = Literal["minres", "ml"]
Rotation = Literal["none", "varimax", "oblimin"]
LOWEST = 0.005


class Factors(NamedTuple):
    """Loadings (k, m), uniquenesses (k,) with 1 the variance of an item, and whether the search ended by itself."""

    loadings: Floats
    uniqueness: Floats
    converged: bool

    @property
    def heywood(self) -> bool:
        """Whether an item has all its variance in common: a solution that cannot be trusted."""
        return bool((self.uniqueness <= LOWEST + 1e-6).any())


def extract(table: Floats, m: int, how: Extraction = "minres", start: Floats | None = None) -> Factors:
    """`m` factors of a table of correlations (k, k), 1 <= m < k; it must not be singular.

    Uniquenesses stay between .005 and 1. `start` is a first guess of them (default: 1 less the squared multiple
    correlation, halved where m is large as in Joreskog 1963).
    """
    k = table.shape[0]
    inverse = np.diag(np.linalg.inv(table))
    first = np.clip((1.0 - 0.5 * m / k) / inverse if start is None else start, 0.01, 0.99)
    found = minimize(
        _minres if how == "minres" else _ml,
        first,
        args=(table, m),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, 1.0)] * k,
        options={"maxiter": 1000, "maxfun": 3000, "ftol": 1e-14, "gtol": 1e-8},
    )
    unique = np.asarray(found.x, dtype=np.float64)
    loadings = _loadings(table, unique, m) if how == "minres" else _ml_loadings(table, unique, m)
    near = bool(found.success) or float(np.abs(found.jac).max()) < 1e-4
    return Factors(positive(loadings), unique, near)


def _minres(unique: Floats, table: Floats, m: int) -> tuple[float, Floats]:
    """Half the squared residuals of the best m factors, and its slope in the uniquenesses."""
    values, vectors = np.linalg.eigh(table - np.diag(unique))
    rest, basis = values[:-m], vectors[:, :-m]
    return float(0.5 * (rest @ rest)), np.asarray(-(basis * basis) @ rest)


def _ml(unique: Floats, table: Floats, m: int) -> tuple[float, Floats]:
    """The maximum-likelihood discrepancy of the best m factors, and its slope in the uniquenesses."""
    scale = 1.0 / np.sqrt(unique)
    values, vectors = np.linalg.eigh(table * np.outer(scale, scale))
    rest, basis = np.maximum(values[:-m], 1e-12), vectors[:, :-m]
    slope = (basis * basis) @ (1.0 - rest) / unique
    return float((rest - np.log(rest) - 1.0).sum()), np.asarray(slope)


def _loadings(table: Floats, unique: Floats, m: int) -> Floats:
    """Principal-axis loadings (k, m) at these uniquenesses, largest factor first."""
    values, vectors = np.linalg.eigh(table - np.diag(unique))
    return np.asarray((vectors[:, -m:] * np.sqrt(np.maximum(values[-m:], 0.0)))[:, ::-1])


def _ml_loadings(table: Floats, unique: Floats, m: int) -> Floats:
    """Canonical loadings (k, m) at these uniquenesses, largest factor first."""
    size = np.sqrt(unique)
    values, vectors = np.linalg.eigh(table / np.outer(size, size))
    return np.asarray(size[:, None] * (vectors[:, -m:] * np.sqrt(np.maximum(values[-m:] - 1.0, 0.0)))[:, ::-1])


def positive(loadings: Floats) -> Floats:
    """Loadings with each factor turned so that its column sums to zero or more."""
    return np.asarray(loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))


def discrepancy(table: Floats, fitted: Floats) -> float:
    """Maximum-likelihood discrepancy log|F| - log|R| + tr(R F^-1) - k between a table and what a model says of it."""
    ratio = np.linalg.solve(fitted, table)
    return float(np.trace(ratio) - np.linalg.slogdet(ratio)[1] - table.shape[0])


def varimax(loadings: Floats, rounds: int = 200) -> Floats:
    """Loadings turned at right angles until each factor's squared loadings vary most, rows normalised (Kaiser).

    Two factors at a time, each pair to its best angle, until no pair moves.
    """
    size = np.sqrt(np.maximum((loadings * loadings).sum(axis=1, keepdims=True), 1e-12))
    a, m = loadings / size, loadings.shape[1]
    for _ in range(rounds):
        largest = 0.0
        for i in range(m - 1):
            for j in range(i + 1, m):
                angle = _best_angle(a[:, i], a[:, j])
                c, s, largest = np.cos(angle), np.sin(angle), max(largest, abs(angle))
                a[:, i], a[:, j] = c * a[:, i] + s * a[:, j], c * a[:, j] - s * a[:, i]
        if largest < 1e-9:
            break
    return positive(a * size)


def _best_angle(x: Floats, y: Floats) -> float:
    """The angle that makes the squares of two columns of loadings vary most; 0 where every angle is as good."""
    u, v = x * x - y * y, 2.0 * x * y
    top = 2.0 * float(u @ v) - 2.0 * float(u.sum() * v.sum()) / x.size
    bottom = float(u @ u - v @ v) - float(u.sum() ** 2 - v.sum() ** 2) / x.size
    return float(np.arctan2(top, bottom)) / 4.0 if abs(top) + abs(bottom) > 1e-14 else 0.0


def oblimin(loadings: Floats, rounds: int = 1000) -> tuple[Floats, Floats]:
    """Oblique loadings (k, m) that put each item on few factors, and the correlations (m, m) of the factors.

    Direct quartimin: oblimin with gamma 0, rows not normalised; gradient projection with halved steps, begun at varimax
    (unrotated factors can be a saddle point, where it would stay).
    """
    loadings, m = varimax(loadings), loadings.shape[1]
    turn, step = np.eye(m), 1.0
    pattern = loadings @ np.linalg.inv(turn).T
    value, slope = _quartimin(pattern)
    for _ in range(rounds if m > 1 else 0):
        gradient = -(pattern.T @ slope @ np.linalg.inv(turn)).T
        along = gradient - turn * (turn * gradient).sum(axis=0)
        size = float(np.linalg.norm(along))
        if size < 1e-6:
            break
        step *= 2.0
        for _ in range(20):
            tried = turn - step * along
            tried = tried / np.linalg.norm(tried, axis=0)
            new = loadings @ np.linalg.inv(tried).T
            lower, new_slope = _quartimin(new)
            if lower < value - 0.5 * size * size * step:
                break
            step /= 2.0
        turn, pattern, value, slope = tried, new, lower, new_slope
    signs = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    return np.asarray(pattern * signs), np.asarray((turn.T @ turn) * np.outer(signs, signs))


def _quartimin(pattern: Floats) -> tuple[float, Floats]:
    """Sum of products of squared loadings on different factors, over 4, and its slope."""
    square = pattern * pattern
    others = square.sum(axis=1, keepdims=True) - square
    return float((square * others).sum() / 4.0), np.asarray(pattern * others)


def general_loadings(pattern: Floats, phi: Floats) -> Floats:
    """Loadings (k,) on one general factor behind oblique factors (Schmid-Leiman).

    One factor: it is the general one. Two: both load alike on it, sqrt of their correlation, the only choice without
    another condition. Three or more: one minres factor of `phi`.
    """
    m = pattern.shape[1]
    if m == 1:
        return np.asarray(pattern[:, 0])
    if m == 2:
        return np.asarray(pattern @ np.full(2, np.sqrt(max(0.0, float(phi[0, 1])))))
    return np.asarray(pattern @ extract(phi, 1).loadings[:, 0])


def congruence(first: Floats, second: Floats) -> float:
    """Tucker's congruence of two columns of loadings; zero where one is all zero."""
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size else 0.0


def degrees(k: int, m: int) -> int:
    """Degrees of freedom of `m` factors of `k` items: ((k - m)^2 - k - m) / 2; below zero they are not determined."""
    return ((k - m) ** 2 - k - m) // 2


def uniqueness_slope(table: Floats, found: Factors, weight: Floats) -> Floats:
    """Slope (k, k) of the sum of `weight` (k,) times the minres uniquenesses, by the correlations: d = sum(slope * dR).

    Implicit derivative of the condition that the residuals have no diagonal: with E the part of R - U beyond the m
    largest eigenvalues, dE = V (D * (V' dM V)) V', D the divided differences of "zero for the m largest, itself beyond".
    """
    k, m = found.loadings.shape
    values, vectors = np.linalg.eigh(table - np.diag(found.uniqueness))
    kept = np.where(np.arange(k) < k - m, values, 0.0)
    gap = values[:, None] - values
    same = np.abs(gap) < 1e-10
    slope = np.where(same, np.minimum.outer(*[(np.arange(k) < k - m).astype(float)] * 2), 0.0)
    slope = np.where(same, slope, (kept[:, None] - kept) / np.where(same, 1.0, gap))
    pair = vectors[:, :, None] * vectors[:, None, :]
    system = np.einsum("iab,ab,jab->ij", pair, slope, pair, optimize=True)
    held = np.linalg.lstsq(system, weight, rcond=None)[0]
    return np.asarray(vectors @ (slope * (vectors.T @ (held[:, None] * vectors))) @ vectors.T)
