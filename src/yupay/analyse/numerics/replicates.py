"""How sure is any statistic, by computing it again under replicate weights?

Formula: V = scale sum over r of rscales_r (theta_r - centre)(theta_r - centre)', centre the full-sample estimate (mse)
or the mean of the replicates with a positive factor.
Reference: Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5; Rao and Wu (1988), Journal of the
American Statistical Association 83, 231-241; Judkins (1990), Journal of Official Statistics 6, 223-239 (Fay's method).
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import hadamard

from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.designs import Design, DesignError

Statistic = Callable[[Floats], ArrayLike]
PALEY = (12, 20, 24, 28, 36, 44, 48, 60, 68, 72, 76, 80, 84, 104, 108)


def replicate_estimates(design: Design, statistic: Statistic) -> Floats:
    """The statistic (q,) under every column of replicate weights: (R, q)."""
    if design.replicates is None:
        raise DesignError("replicate_weights", "the design has none; make them with jackknife, brr or bootstrap")
    rows = [np.asarray(statistic(column), dtype=np.float64).reshape(-1) for column in design.replicates.T]
    return np.array(rows)


def replicate_variance(design: Design, statistic: Statistic) -> Floats:
    """Variance (q, q) of `statistic`, a function of weights (n,) that gives a number or an array (q,).

    Replicates whose statistic is not finite are left out, as R does.
    """
    centre = np.asarray(statistic(design.weights), dtype=np.float64).reshape(-1)
    return spread(design, replicate_estimates(design, statistic), centre)


def replicate_totals(design: Design, values: ArrayLike) -> Floats:
    """The weighted totals (R, q) of values (n, q) under every replicate weight."""
    if design.replicates is None:
        raise DesignError("replicate_weights", "the design has none; make them with jackknife, brr or bootstrap")
    table = np.asarray(values, dtype=np.float64)
    totals: Floats = design.replicates.T @ table.reshape(table.shape[0], -1)
    return totals


def spread(design: Design, thetas: Floats, centre: ArrayLike | None = None) -> Floats:
    """Variance (q, q) of replicate estimates (R, q) about their mean, or about `centre` (q,) where the design is mse.

    Raises:
        DesignError: no replicate has a finite statistic.

    """
    factors = np.ones(thetas.shape[0]) if design.rscales is None else design.rscales
    finite = np.isfinite(thetas).all(axis=1)
    if not (finite & (factors > 0)).any():
        raise DesignError("replicate_weights", "no replicate gives a finite estimate")
    thetas, factors = thetas[finite], factors[finite]
    middle = np.asarray(centre) if design.mse and centre is not None else thetas[factors > 0].mean(axis=0)
    distance = (thetas - middle) * np.sqrt(factors)[:, None]
    product: Floats = distance.T @ distance * design.scale
    return product


def jackknife(design: Design, *, stratified: bool | None = None, mse: bool = False) -> Design:
    """Delete-one-cluster weights: JK1 for one stratum, JKn for several; the first-stage fpc enters the factors.

    `stratified` False asks for JK1 (only without strata). Rows of a dropped cluster get 0, the others of its stratum
    grow.

    Raises:
        DesignError: JK1 is asked for a stratified design, or a stratum has one cluster.

    """
    first = design.stages[0]
    by_stratum = first.size.size > 1 if stratified is None else stratified
    if not by_stratum and first.size.size > 1:
        raise DesignError("strata", "JK1 is for designs without strata; use JKn")
    if (first.size < 2).any():
        raise DesignError("strata", "the jackknife needs two clusters in every stratum")
    size = first.size[first.stratum].astype(np.float64)
    left = 1.0 - first.fraction
    dropped = np.eye(first.stratum.size, dtype=bool)
    same = first.stratum[:, None] == first.stratum[None, :]
    factors = np.where(dropped, 0.0, np.where(same, (size / (size - 1.0))[None, :], 1.0))
    rscales = (size - 1.0) / size * left
    if by_stratum:
        return _replicated(design, factors, 1.0, rscales, "JKn", mse=mse)
    return _replicated(design, factors, float(rscales[0]), np.ones(size.size), "JK1", mse=mse)


def brr(design: Design, *, fay: float = 0.0, mse: bool = False) -> Design:
    """Balanced half-samples (Fay's method where fay > 0) of a design with exactly two clusters in every stratum.

    Raises:
        DesignError: a stratum does not have two clusters, or fay is not in [0, 1).

    """
    first = design.stages[0]
    if (first.size != 2).any():
        raise DesignError("strata", "balanced half-samples need exactly two clusters in every stratum")
    if not 0.0 <= fay < 1.0:
        raise DesignError("fay", "Fay's factor must be at least 0 and below 1")
    signs = balanced(first.size.size + 1)[:, 1 : first.size.size + 1]
    order = np.argsort(first.stratum, kind="stable")
    side = np.empty(first.stratum.size)
    side[order] = np.tile([1.0, -1.0], first.size.size)
    factors = 1.0 + (1.0 - fay) * (signs[:, first.stratum].T * side[:, None])
    scale = 1.0 / (signs.shape[0] * (1.0 - fay) ** 2)
    return _replicated(design, factors, scale, np.ones(signs.shape[0]), "Fay" if fay else "BRR", mse=mse)


def bootstrap(design: Design, *, replicates: int, seed: int, mse: bool = False) -> Design:
    """Rescaled bootstrap: n_h - 1 clusters drawn with replacement in each stratum, first-stage fpc included.

    Raises:
        DesignError: a stratum has one cluster that is not the whole stratum.

    """
    first, random = design.stages[0], np.random.default_rng(seed)
    if ((first.size[first.stratum] < 2) & (first.fraction < 1.0)).any():
        raise DesignError("strata", "the bootstrap needs two clusters in every stratum")
    factors = np.ones((first.stratum.size, replicates))
    for stratum in range(first.size.size):
        inside = np.flatnonzero(first.stratum == stratum)
        if (size := inside.size) > 1:
            factors[inside] = _rescaled(random, size, replicates, first.fraction[inside][:, None])
    return _replicated(design, factors, 1.0 / replicates, np.ones(replicates), "bootstrap", mse=mse)


def _rescaled(random: np.random.Generator, size: int, replicates: int, fraction: Floats) -> Floats:
    """Factors (size, replicates) of one stratum from which size - 1 clusters are drawn."""
    times = random.multinomial(size - 1, np.full(size, 1.0 / size), replicates).T
    reach = np.sqrt(np.maximum(1.0 - fraction, 0.0))
    factors: Floats = 1.0 - reach + reach * (size / (size - 1.0)) * times
    return factors


def _replicated(design: Design, factors: Floats, scale: float, rscales: Floats, kind: str, *, mse: bool) -> Design:
    """The design with combined replicate weights (n, R) from factors (C, R) of its first-stage clusters."""
    table = design.weights[:, None] * factors[design.psu]
    return replace(design, replicates=table, scale=scale, rscales=rscales, replication=kind, mse=mse)


def balanced(least: int) -> Floats:
    """A Hadamard matrix of +1 and -1 of order `least` or the next that is known (powers of 2 times Paley's orders).

    Its first column is all ones.
    """
    orders = sorted(order * 2**power for order in (1, *PALEY) for power in range(15))
    order = next(one for one in orders if one >= least)
    core = next(one for one in (1, *PALEY) if order % one == 0 and _is_power(order // one))
    table: Floats = np.kron(hadamard(order // core), _paley(core) if core > 1 else np.ones((1, 1))).astype(np.float64)
    return table * table[:, :1]


def _is_power(number: int) -> bool:
    """Whether a number is a power of two."""
    return number & (number - 1) == 0


def _paley(order: int) -> Floats:
    """Paley's Hadamard matrix of order q + 1, q a prime that leaves 3 when divided by 4; or twice (q + 1), q leaves 1."""
    q = order - 1
    if _is_prime(q):
        table = np.ones((order, order))
        table[1:, 1:] = _jacobsthal(q) + np.eye(q)
        table[1:, 0] = -1.0
        return table
    q = order // 2 - 1
    inner = np.zeros((q + 1, q + 1))
    inner[0, 1:] = inner[1:, 0] = 1.0
    inner[1:, 1:] = _jacobsthal(q)
    signs, turned = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([[1.0, -1.0], [-1.0, -1.0]])
    doubled: Floats = np.kron(inner, signs) + np.kron(np.eye(q + 1), turned)
    return doubled


def _jacobsthal(q: int) -> Floats:
    """Quadratic characters of i - j modulo a prime q: (q, q)."""
    squares = np.zeros(q) - 1.0
    squares[np.unique(np.arange(1, q) ** 2 % q)] = 1.0
    squares[0] = 0.0
    steps: Whole = (np.arange(q)[:, None] - np.arange(q)[None, :]) % q
    table: Floats = squares[steps]
    return table


def _is_prime(number: int) -> bool:
    """Whether a small number is prime."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))
