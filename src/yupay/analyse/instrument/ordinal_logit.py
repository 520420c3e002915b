"""How likely is each ordered answer at given values of some columns, at the best fit?

Formula: P(answer <= c) = 1 / (1 + exp(-(t_c - x b))), proportional odds; Newton's steps, halved until the likelihood rises,
on distinct rows with their counts. Nagelkerke's R^2 = (1 - exp(2 (L0 - L) / n)) / (1 - exp(2 L0 / n)).
Reference: McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; Nagelkerke (1991), Biometrika 78, 691-692.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from yupay.analyse.numerics.arrays import Floats, Whole

STEPS, NEAR = 60, 1e-10


class Logit(NamedTuple):
    """Cuts (c - 1,), slopes (p,), and the log likelihood."""

    cuts: Floats
    slopes: Floats
    log_likelihood: float


def fitted(answer: Whole, design: Floats, weight: Floats) -> Logit:
    """Proportional odds of answers 0 .. c - 1 (m,), each occurring, on columns (m, p), rows counted `weight` times."""
    c, p = int(answer.max()) + 1, design.shape[1]
    below = np.cumsum(np.bincount(answer, weights=weight, minlength=c))[:-1] / weight.sum()
    theta = np.concatenate([np.log(below / (1.0 - below)), np.zeros(p)])
    upper, lower = _rows(answer, design, c)
    value, slope, curve = _at(theta, answer, upper, lower, weight, c)
    for _ in range(STEPS):
        step = np.linalg.lstsq(curve, slope, rcond=1e-12)[0]
        trial = _at(theta + step, answer, upper, lower, weight, c)
        while trial[0] < value and float(np.abs(step).max()) > NEAR:
            step = step / 2.0
            trial = _at(theta + step, answer, upper, lower, weight, c)
        if not trial[0] > value + NEAR * max(1.0, abs(value)):
            break
        theta, (value, slope, curve) = theta + step, trial
    return Logit(theta[: c - 1], theta[c - 1 :], value)


def _rows(answer: Whole, design: Floats, c: int) -> tuple[Floats, Floats]:
    """What multiplies the parameters in the upper and the lower bound of each row's answer."""
    m = answer.size
    upper, lower = (np.concatenate([np.zeros((m, c - 1)), -design], axis=1) for _ in range(2))
    has_upper, has_lower = np.flatnonzero(answer < c - 1), np.flatnonzero(answer > 0)
    upper[has_upper, answer[has_upper]] = 1.0
    lower[has_lower, answer[has_lower] - 1] = 1.0
    return upper, lower


def _at(
    theta: Floats, answer: Whole, upper: Floats, lower: Floats, weight: Floats, c: int
) -> tuple[float, Floats, Floats]:
    """Log likelihood, its slope, and minus its curvature; minus infinity where the cuts are out of order."""
    q = theta.size
    if (np.diff(theta[: c - 1]) <= 0).any():
        return -np.inf, np.zeros(q), np.eye(q)
    last, first = answer == c - 1, answer == 0
    high = np.where(last, 1.0, expit(upper @ theta))
    low = np.where(first, 0.0, expit(lower @ theta))
    p = np.maximum(high - low, 1e-300)
    dense_high, dense_low = high * (1.0 - high), low * (1.0 - low)
    a, b = dense_high / p, dense_low / p
    slope = upper.T @ (weight * a) - lower.T @ (weight * b)
    bend_high, bend_low = a * (1.0 - 2.0 * high) - a * a, -b * (1.0 - 2.0 * low) - b * b
    cross = upper.T @ ((weight * a * b)[:, None] * lower)
    curve = upper.T @ ((weight * bend_high)[:, None] * upper) + lower.T @ ((weight * bend_low)[:, None] * lower)
    return float(weight @ np.log(p)), np.asarray(slope), np.asarray(-(curve + cross + cross.T))


def distinct(*columns: Floats) -> tuple[Floats, Floats]:
    """The distinct rows (m, p) of columns (n,), and how often each occurs (m,)."""
    rows, counts = np.unique(np.column_stack(columns), axis=0, return_counts=True)
    return rows, counts.astype(np.float64)


def nagelkerke(none: float, value: float, n: float) -> float:
    """Nagelkerke's R^2 of a log likelihood beside that of the cuts alone."""
    top = 1.0 - np.exp(2.0 * (none - value) / n)
    return float(top / (1.0 - np.exp(2.0 * none / n)))
