"""What do fitted equations share: weighted least squares and maximum likelihood with the design's sandwich.

Formula: beta solves sum w u_i(beta) = 0; V(beta) = A^-1 V(sum w u) A^-1, A the derivative of the equations.
Reference: Binder (1983), International Statistical Review 51, 279-292.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logit, xlogy

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.designs import Design
from yupay.analyse.numerics.linearised import variance

Family = Literal["gaussian", "quasibinomial"]
SEPARATED = 1e-12


@dataclass(frozen=True, eq=False)
class Fit:
    """Coefficients (p,), their covariance (p, p) under the design, and how many turns the fit took."""

    coefficients: Floats
    covariance: Floats
    turns: int
    settled: bool


def fit(y: Floats, table: Floats, design: Design, keep: np.ndarray, family: Family = "gaussian") -> Fit | None:
    """The weighted fit of y (n,) on the columns of table (n, p) among the rows of `keep`; None where it is singular."""
    weights = np.where(keep, design.weights, 0.0)
    y, table = np.where(keep, y, 0.0), np.where(keep[:, None], table, 0.0)
    solved = solve(y, table, weights, family)
    if solved is None:
        return None
    beta, bread, turns, settled = solved
    if design.replicates is not None:
        spread = replicates.replicate_variance(design, lambda w: _again(y, table, np.where(keep, w, 0.0), family))
        return Fit(beta, spread, turns, settled)
    residual = y - mean_of(table @ beta, family)
    scores = (weights * residual)[:, None] * table @ bread
    return Fit(beta, variance(design, scores), turns, settled)


def _again(y: Floats, table: Floats, weights: Floats, family: Family) -> Floats:
    """The coefficients under other weights; NaN where they cannot be found."""
    solved = solve(y, table, weights, family)
    return np.full(table.shape[1], np.nan) if solved is None else solved[0]


def mean_of(eta: Floats, family: Family) -> Floats:
    """The mean of y at a linear predictor (n,)."""
    return eta if family == "gaussian" else expit(eta)


def solve(
    y: Floats, table: Floats, weights: Floats, family: Family, *, most: int = 200, tolerance: float = 1e-15
) -> tuple[Floats, Floats, int, bool] | None:
    """Coefficients, the inverse of the weighted information, turns and whether they settled; None where singular.

    Logistic fits start from the outcome drawn towards one half and stop when the deviance changes by less than
    `tolerance` of itself.
    """
    total = weights.sum()
    if total <= 0 or np.linalg.matrix_rank(table * np.sqrt(weights)[:, None]) < table.shape[1]:
        return None
    if family == "gaussian":
        return _line(y, table, weights), _inverse(table.T @ (weights[:, None] * table)), 1, True
    scaled = weights / weights[weights > 0].mean()
    mu, before = (scaled * y + 0.5) / (scaled + 1.0), np.inf
    for turn in range(1, most + 1):
        eta, curve = logit(mu), mu * (1.0 - mu)
        beta = _line(eta + (y - mu) / curve, table, scaled * curve)
        bread = table.T @ ((weights * curve)[:, None] * table)
        mu = np.clip(expit(table @ beta), 1e-15, 1.0 - 1e-15)
        deviance = -2.0 * float(scaled @ (xlogy(y, mu) + xlogy(1.0 - y, 1.0 - mu)))
        separated = deviance < 1e-6 or float(np.minimum(mu, 1.0 - mu)[weights > 0].min()) < SEPARATED
        if separated or np.linalg.cond(bread) > 1e14:
            return None
        if abs(deviance - before) <= tolerance * (abs(deviance) + 0.1):
            return beta, _inverse(bread), turn, True
        before = deviance
    return beta, _inverse(bread), most, False


def _line(y: Floats, table: Floats, weights: Floats) -> Floats:
    """Weighted least squares."""
    root = np.sqrt(weights)
    return np.asarray(np.linalg.lstsq(table * root[:, None], y * root, rcond=None)[0], dtype=np.float64)


def _inverse(table: Floats) -> Floats:
    """The inverse of a square table."""
    return np.asarray(np.linalg.inv(table), dtype=np.float64)
