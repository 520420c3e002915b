"""Which means of a Poisson log-linear regression make the counts most likely, and do finite ones exist?

Formula: maximise y' X b - sum exp(X b) by Newton's steps, each halved until it does not lose. Where the maximum lies at
infinity some cells get the fitted mean 0: those are the cells that a direction d with X d <= 0 on every cell with
count 0, and X d = 0 on every other, can push down (a linear programme finds all of them at once); the fit is then that
of the remaining cells.
Reference: Cormack (1989), Biometrics 45, 395-413; Fienberg and Rinaldo (2012), Annals of Statistics 40, 996-1023.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.special import gammaln, xlogy
from scipy.stats import norm

from yupay.analyse.hidden.doubt import unchecked
from yupay.model.estimate import Assumption, Interval
from yupay.model.text import Text

Floats = NDArray[np.float64]
Reach = Literal["finite", "zero", "unbounded"]
LEAST_MEAN, STEPS, SMALL = 1e-4, 200, 1e-9


@dataclass(frozen=True)
class Regression:
    """A fitted Poisson regression: `kept` are the cells whose mean is not 0 at the maximum."""

    beta: Floats
    covariance: Floats
    fitted: Floats
    kept: NDArray[np.bool_]
    parameters: int
    loglik: float
    deviance: float
    converged: bool

    @property
    def exists(self) -> bool:
        """Whether the maximum is at finite parameters."""
        return self.converged and bool(self.kept.all())

    @property
    def df(self) -> int:
        """Cells less parameters."""
        return self.kept.size - self.parameters

    @property
    def aic(self) -> float:
        """-2 log-likelihood + 2 parameters."""
        return 2 * self.parameters - 2 * self.loglik

    def bic(self, seen: float) -> float:
        """-2 log-likelihood + log(people seen) parameters."""
        return float(np.log(seen)) * self.parameters - 2 * self.loglik


def poisson(design: Floats, y: Floats) -> Regression:
    """The Poisson regression of counts y (cells,) on a design (cells, p) whose first column is 1.

    Cells that no finite parameters can fit are given the mean 0 and left out of the rest; a design of deficient rank is
    fitted in the space that it spans. `y` may have entries below 0 (corrected counts), then the maximum must be finite.
    """
    every = np.ones(y.size, dtype=np.bool_)
    rank = int(np.linalg.matrix_rank(design))
    if y.min() < 0:
        return _regression(design, y, every, rank)
    if rank == design.shape[1]:
        plain = _regression(design, y, every, rank)
        if plain.converged and plain.fitted.min() > LEAST_MEAN:
            return plain
    return _regression(design, y, support(design, y), rank)


def support(design: Floats, y: Floats) -> NDArray[np.bool_]:
    """The cells whose mean is above 0 at the maximum (cells,): all of them where the maximum is finite."""
    kept = y > 0
    empty = np.flatnonzero(~kept)
    if empty.size == 0:
        return kept
    p = design.shape[1]
    pushed = np.hstack([design[empty], np.eye(empty.size)])
    held = np.hstack([design[kept], np.zeros((int(kept.sum()), empty.size))])
    found = linprog(
        np.r_[np.zeros(p), -np.ones(empty.size)],
        A_ub=pushed,
        b_ub=np.zeros(empty.size),
        A_eq=held,
        b_eq=np.zeros(len(held)),
        bounds=[(-1e4, 1e4)] * p + [(0.0, 1.0)] * empty.size,
        method="highs",
    )
    if found.status == 0:
        kept[empty[found.x[p:] < 0.5]] = True
    return kept


def reach(design: Floats, y: Floats, row: Floats) -> Reach:
    """What the maximum says of a cell that is not counted: a finite mean, 0 in the limit, or nothing (no bound)."""
    kept = support(design, y)
    if np.linalg.matrix_rank(np.vstack([design[kept], row])) == np.linalg.matrix_rank(design[kept]):
        return "finite"
    empty = y == 0
    most = linprog(
        -row,
        A_ub=design[empty],
        b_ub=np.zeros(int(empty.sum())),
        A_eq=design[~empty],
        b_eq=np.zeros(int((~empty).sum())),
        bounds=[(-1.0, 1.0)] * row.size,
        method="highs",
    )
    return "unbounded" if most.status != 0 or -most.fun > SMALL else "zero"


def dark_se(mean: float, variance: float) -> float:
    """Standard error of an unseen number: `variance` of its log, plus that of a Poisson count with this mean."""
    return float(np.sqrt(mean + mean**2 * variance))


def log_normal(seen: float, dark: float, se: float, level: float) -> tuple[float, float]:
    """Limits of seen + dark, the dark number log-normal with this standard error (Chao 1987): never below the seen."""
    if dark <= 0:
        return seen, seen
    factor = float(np.exp(norm.ppf((1 + level) / 2) * np.sqrt(np.log1p((se / dark) ** 2))))
    return seen + dark / factor, seen + dark * factor


def interval_of(seen: float, dark: float, se: float, level: float) -> Interval:
    """The log-normal interval of a total."""
    low, high = log_normal(seen, dark, se, level)
    return Interval(low=low, high=high, level=level, method=LOG_NORMAL)


LOG_NORMAL = Text(es="log-normal del número no visto (Chao, 1987)", en="log-normal of the number not seen (Chao, 1987)")


def closed_people() -> tuple[Assumption, Assumption]:
    """What all these models need of the people and of the lists, and cannot check."""
    return (
        unchecked(
            Text(es="Población cerrada", en="Closed population"),
            Text(
                es="No se comprueba aquí: durante el periodo nadie entra ni sale de la población que se cuenta.",
                en="Not checked here: during the period nobody enters or leaves the population that is counted.",
            ),
        ),
        unchecked(
            Text(es="Enlace sin errores", en="Linkage without errors"),
            Text(
                es="No se comprueba aquí: cada persona se reconoce en todas las listas en que está.",
                en="Not checked here: each person is recognised on every list that holds them.",
            ),
        ),
    )


def _regression(design: Floats, y: Floats, kept: NDArray[np.bool_], rank: int) -> Regression:
    """The fit of the kept cells, in an orthonormal basis of the rows that they span."""
    _, size, rows = np.linalg.svd(design[kept], full_matrices=False)
    basis = rows[size > size[0] * 1e-10].T
    reduced, counts = design[kept] @ basis, y[kept]
    b, converged = newton(reduced, counts)
    mean = np.exp(reduced @ b)
    inverse = np.linalg.pinv(reduced.T @ (reduced * mean[:, None]), hermitian=True)
    fitted = np.zeros(y.size)
    fitted[kept] = mean
    terms = xlogy(counts, mean) - mean - gammaln(np.maximum(counts, 0) + 1)
    apart = xlogy(np.maximum(counts, 0), np.maximum(counts, SMALL) / np.maximum(mean, np.finfo(np.float64).tiny)) - (
        counts - mean
    )
    return Regression(
        beta=basis @ b,
        covariance=basis @ inverse @ basis.T,
        fitted=fitted,
        kept=kept,
        parameters=rank,
        loglik=float(terms.sum()),
        deviance=float(2 * apart.sum()),
        converged=converged,
    )


def newton(design: Floats, y: Floats) -> tuple[Floats, bool]:
    """The parameters (p,) that make counts y (cells,) most likely, and whether the steps ended.

    Where the maximum is at infinity the parameters are merely far along the way there.
    """
    b: Floats = np.linalg.lstsq(design, np.log(np.maximum(y, 0) + 0.5), rcond=None)[0].astype(np.float64)
    scale = 1 + float(np.abs(y).sum())
    for _ in range(STEPS):
        mean = np.exp(np.minimum(design @ b, 700.0))
        score = design.T @ (y - mean)
        if float(np.abs(score).max()) < 1e-11 * scale:
            return b, True
        step = np.linalg.lstsq(design.T @ (design * mean[:, None]), score, rcond=None)[0].astype(np.float64)
        b = b + step * _length(design, y, b, step)
        if float(np.abs(design @ step).max()) < 1e-13:
            return b, float(np.abs(score).max()) < 1e-7 * scale
    return b, False


def _length(design: Floats, y: Floats, b: Floats, step: Floats) -> float:
    """How much of a Newton step to take: the first half of a half that does not lose likelihood."""
    start, length = _gain(design, y, b), 1.0
    while length > 1e-6 and not _gain(design, y, b + length * step) >= start - 1e-10 * abs(start):
        length /= 2
    return length


def _gain(design: Floats, y: Floats, b: Floats) -> float:
    eta = np.minimum(design @ b, 700.0)
    return float(y @ eta - np.exp(eta).sum())
