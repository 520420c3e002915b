"""A line through a map: least squares, its tests for what neighbours share, and maximum likelihood with a neighbour term.

Least squares   y = X b + e
Spatial lag     y = rho W y + X b + e
Spatial error   y = X b + u, u = lambda W u + e
Formula: log-likelihood -n/2 log(2 pi s2) - e'e / (2 s2) + sum log(1 - rho w_i), w_i the eigenvalues of W, maximised over
rho alone by the root of its derivative; covariance from the information matrix. Lagrange multiplier tests with
T = tr(W'W + WW), s2 = e'e/n, J = ((W X b)'M(W X b) + T s2) / s2: error (e'We/s2)^2 / T, lag (e'Wy/s2)^2 / J, and the robust form
of each, which allows for the other. Columns are divided by their standard deviation first and the result scaled back.
Reference: Ord (1975), Journal of the American Statistical Association 70, 120-126; Anselin (1988), Spatial econometrics,
ch. 6 and 12; Anselin, Bera, Florax and Yoon (1996), Regional Science and Urban Economics 26, 77-104.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.optimize import brentq

from yupay.analyse.numerics.arrays import Floats

Kind = Literal["lag", "error"]
STEPS = 200


@dataclass(frozen=True, eq=False)
class Line:
    """A fitted line: coefficients (k,), their covariance (k, k), residuals (n,), residual variance, log-likelihood."""

    coefficients: Floats
    covariance: Floats
    residuals: Floats
    variance: float
    log_likelihood: float

    @property
    def errors(self) -> Floats:
        """Standard errors (k,)."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True, eq=False)
class SpatialLine(Line):
    """A line with a neighbour term: `dependence` is rho or lambda, between `lowest` and `highest`."""

    dependence: float
    dependence_error: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Multipliers:
    """Lagrange multiplier statistics: chi-square on 1 df each, `both` on 2."""

    error: float
    lag: float
    robust_error: float
    robust_lag: float
    both: float


def full_rank(design: Floats) -> bool:
    """Whether no column of the design (n, k) repeats the others."""
    scaled = design / np.maximum(np.sqrt((design * design).sum(axis=0)), 1e-300)
    return bool(np.linalg.matrix_rank(scaled, tol=1e-9) == design.shape[1])


def least_squares(y: Floats, design: Floats) -> Line:
    """Least squares of y (n,) on a design (n, k) of full rank; covariance with n - k, log-likelihood with n."""
    n, k = design.shape
    basis, triangle = np.linalg.qr(design)
    inverse = np.linalg.inv(triangle)
    residual = y - basis @ (basis.T @ y)
    square = float(residual @ residual)
    return Line(
        coefficients=np.linalg.solve(triangle, basis.T @ y),
        covariance=inverse @ inverse.T * square / (n - k),
        residuals=residual,
        variance=square / (n - k),
        log_likelihood=_log_likelihood(square, n),
    )


def multipliers(y: Floats, design: Floats, weights: Any) -> Multipliers:
    """What least squares leaves undone: evidence for a neighbour term in y, in the error, or both."""
    n, line = len(y), least_squares(y, design)
    residual, variance = line.residuals, float(line.residuals @ line.residuals) / len(y)
    trace = float((weights * weights).sum() + (weights * weights.T).sum())
    lagged, basis = weights @ (design @ line.coefficients), np.linalg.qr(design)[0]
    left = lagged - basis @ (basis.T @ lagged)
    spread = float(left @ left) / variance + trace
    on_error, on_lag = float(residual @ (weights @ residual)) / variance, float(residual @ (weights @ y)) / variance
    robust_error, robust_lag = np.nan, np.nan
    if n and spread - trace > 1e-10 * spread:
        robust_error = (on_error - trace / spread * on_lag) ** 2 / (trace * (1.0 - trace / spread))
        robust_lag = (on_lag - on_error) ** 2 / (spread - trace)
    error, lag = on_error**2 / trace, on_lag**2 / spread
    return Multipliers(error, lag, float(robust_error), float(robust_lag), error + float(robust_lag))


def spectrum(weights: Any) -> Floats:
    """Eigenvalues (n,) of W; real ones when its links go both ways, complex ones (returned as such) otherwise.

    A row-standardised W whose links go both ways is similar to a symmetric matrix, so its eigenvalues are real.
    """
    links = weights.toarray()
    where = links > 0
    if (where == where.T).all():
        root = np.sqrt(np.divide(links.T, links, out=np.zeros_like(links), where=where))
        symmetric = links * root
        if np.allclose(symmetric, symmetric.T, atol=1e-12):
            return np.linalg.eigvalsh(symmetric)
    return np.asarray(np.linalg.eigvals(links))


def maximum_likelihood(y: Floats, design: Floats, weights: Any, kind: Kind) -> SpatialLine:
    """Spatial lag or spatial error model of y (n,) on a design (n, k) of full rank, W with rows of one or zero."""
    scale_y, scale = float(y.std()) or 1.0, np.sqrt((design * design).mean(axis=0))
    found = _fitted(y / scale_y, design / scale, weights, kind)
    back = scale_y / scale
    return SpatialLine(
        coefficients=found.coefficients * back,
        covariance=found.covariance * np.outer(back, back),
        residuals=found.residuals * scale_y,
        variance=found.variance * scale_y**2,
        log_likelihood=found.log_likelihood - len(y) * float(np.log(scale_y)),
        dependence=found.dependence,
        dependence_error=found.dependence_error,
        lowest=found.lowest,
        highest=found.highest,
    )


def _fitted(y: Floats, design: Floats, weights: Any, kind: Kind) -> SpatialLine:
    """The model of scaled columns."""
    eigenvalues, lagged = spectrum(weights), (weights @ y, weights @ design)
    low, high = 1.0 / float(eigenvalues.real.min()), 1.0 / float(eigenvalues.real.max())
    fit = _lag_at(y, design, lagged[0]) if kind == "lag" else _error_at(y, design, lagged)
    dependence = _best(fit, eigenvalues, len(y), low, high)
    coefficients, residual, _ = fit(dependence)
    square = float(residual @ residual)
    covariance = _covariance(kind, dependence, coefficients, square / len(y), design, weights)
    return SpatialLine(
        coefficients=coefficients,
        covariance=covariance[2:, 2:],
        residuals=residual,
        variance=square / len(y),
        log_likelihood=_log_likelihood(square, len(y)) + _log_determinant(eigenvalues, dependence),
        dependence=dependence,
        dependence_error=float(np.sqrt(covariance[1, 1])),
        lowest=low,
        highest=high,
    )


Fit = Callable[[float], tuple[Floats, Floats, float]]


def _lag_at(y: Floats, design: Floats, lagged: Floats) -> Fit:
    """Coefficients, residuals and half the derivative of their square, of the lag model at a given rho."""
    basis, triangle = np.linalg.qr(design)
    own, other = y - basis @ (basis.T @ y), lagged - basis @ (basis.T @ lagged)

    def at(rho: float) -> tuple[Floats, Floats, float]:
        residual = own - rho * other
        return np.linalg.solve(triangle, basis.T @ (y - rho * lagged)), residual, -float(residual @ other)

    return at


def _error_at(y: Floats, design: Floats, lagged: tuple[Floats, Floats]) -> Fit:
    """The same of the error model at a given lambda."""

    def at(rho: float) -> tuple[Floats, Floats, float]:
        basis, triangle = np.linalg.qr(design - rho * lagged[1])
        filtered = y - rho * lagged[0]
        coefficients = np.linalg.solve(triangle, basis.T @ filtered)
        residual = filtered - basis @ (basis.T @ filtered)
        return coefficients, residual, -float(residual @ (lagged[0] - lagged[1] @ coefficients))

    return at


def _best(fit: Fit, eigenvalues: Floats, n: int, low: float, high: float) -> float:
    """The dependence of the highest likelihood: the best of a grid, then the root of the derivative beside it."""
    margin = 1e-6 * (high - low)
    grid = np.linspace(low + margin, high - margin, STEPS)
    heights = [
        _log_likelihood(float(e @ e), n) + _log_determinant(eigenvalues, rho) for rho, (_, e, _) in _walk(fit, grid)
    ]
    at = int(np.argmax(heights))

    def slope(rho: float) -> float:
        _, residual, half = fit(rho)
        return -n * half / float(residual @ residual) - float((eigenvalues / (1.0 - rho * eigenvalues)).sum().real)

    left, right = grid[max(at - 1, 0)], grid[min(at + 1, STEPS - 1)]
    if slope(left) * slope(right) > 0:
        return float(grid[at])
    return float(brentq(slope, left, right, xtol=1e-14, rtol=1e-14))


def _walk(fit: Fit, grid: Floats) -> Any:
    """The fit at each point of a grid."""
    return ((float(rho), fit(float(rho))) for rho in grid)


def _log_determinant(eigenvalues: Floats, rho: float) -> float:
    """Log |I - rho W|."""
    return float(np.log(np.abs(1.0 - rho * eigenvalues)).sum())


def _log_likelihood(square: float, n: int) -> float:
    """Gaussian log-likelihood at its best variance, square / n."""
    return -0.5 * n * (float(np.log(2.0 * np.pi * max(square, 1e-300) / n)) + 1.0)


def _covariance(kind: Kind, rho: float, b: Floats, variance: float, design: Floats, weights: Any) -> Floats:
    """Inverse information of (variance, dependence, coefficients), in that order."""
    n, k = design.shape
    dense = weights.toarray()
    lagging = np.linalg.solve((np.eye(n) - rho * dense).T, dense.T).T
    shown = design if kind == "lag" else design - rho * (weights @ design)
    lagged_mean = lagging @ (design @ b)
    matrix = np.zeros((k + 2, k + 2))
    matrix[0, 0] = n / (2.0 * variance**2)
    matrix[0, 1] = matrix[1, 0] = np.trace(lagging) / variance
    matrix[1, 1] = (lagging * lagging.T).sum() + (lagging * lagging).sum()
    matrix[2:, 2:] = shown.T @ shown / variance
    if kind == "lag":
        matrix[1, 1] += lagged_mean @ lagged_mean / variance
        matrix[1, 2:] = matrix[2:, 1] = design.T @ lagged_mean / variance
    return np.linalg.inv(matrix)
