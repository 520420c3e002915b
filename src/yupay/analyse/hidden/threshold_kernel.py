"""How is the posterior of a Poisson log-linear model with normal interactions drawn?

Formula: y_s ~ Poisson(exp(sum of b_e over the effects e inside s)) for every history s but the empty one, b_e flat for
the intercept and the lists, N(0, v) for interactions. The mode is found by Newton; draws are Hamiltonian, in the
coordinates z with b = mode + F z, F F' the inverse Hessian at the mode: the log posterior is concave, so that z is
close to standard normal and every step moves all effects at once.
Reference: Neal (2011), Handbook of Markov Chain Monte Carlo, chapter 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.tables import Cells, lists_of, margins

MOST_STEPS = 8
AIM, LARGEST = 0.85, 300.0


@dataclass(frozen=True)
class Posterior:
    """The log posterior of a table: what the sampler needs.

    `effects` (p,) int64 with 0, the intercept, first; `design` (2**lists - 1, p): 1 where an effect is inside a
    history; `on` (p,) the people on every list of each effect; `precision` (p,) of the normal priors, 0 where flat;
    `mode` (p,); `factor` (p, p), F above.
    """

    effects: np.ndarray
    design: np.ndarray
    on: np.ndarray
    precision: np.ndarray
    mode: np.ndarray
    factor: np.ndarray

    def fall(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Minus the log posterior (chains,) and its gradient (chains, p) at z (chains, p)."""
        beta = z @ self.factor.T + self.mode
        means = np.exp(np.minimum(beta @ self.design.T, LARGEST))
        pulled = self.precision * beta
        height = means.sum(axis=1) + (beta * (pulled / 2 - self.on)).sum(axis=1)
        return height, (means @ self.design - self.on + pulled) @ self.factor


def posterior(y: Cells, interactions: Sequence[int], variance: float) -> Posterior | None:
    """The posterior of the model with these interactions, prior N(0, variance); None where it has no mode."""
    t = lists_of(y)
    effects = np.array([0, *(1 << k for k in range(t)), *interactions], dtype=np.int64)
    precision = np.where(np.arange(effects.size) > t, 1 / variance, 0.0)
    design = _design(t, effects)
    mode = _mode(y[1:], design, precision)
    if mode is None:
        return None
    factor = np.linalg.inv(np.linalg.cholesky(_information(design, mode, precision))).T
    return Posterior(effects, design, margins(y)[effects], precision, mode, factor)


def draws(of: Posterior, chains: int, warm: int, kept: int, seed: int) -> tuple[np.ndarray, float]:
    """Draws of the effects (chains, kept, p) after `warm` steps a chain, and the share of steps accepted.

    Chains start apart, three posterior standard deviations from the mode in random directions, and move side by side;
    the size of a step is tuned to accept 85 % while warm, then fixed.
    """
    generator = np.random.default_rng(seed)
    z = generator.standard_normal((chains, of.effects.size))
    z *= 3.0 / np.linalg.norm(z, axis=1, keepdims=True)
    state, step, taken = (z, *of.fall(z)), 0.4, 0.0
    out = np.empty((chains, kept, of.effects.size))
    for n in range(warm + kept):
        length = int(generator.integers(1, MOST_STEPS + 1))
        state, chance = _moved(of, state, step, length, generator)
        if n < warm:
            step = float(np.clip(step * np.exp((chance - AIM) * 2 / np.sqrt(n + 4)), 1e-4, 1.2))
        else:
            out[:, n - warm], taken = state[0], taken + chance / kept
    return out @ of.factor.T + of.mode, taken


State = tuple[np.ndarray, np.ndarray, np.ndarray]


def _moved(
    of: Posterior, state: State, step: float, length: int, generator: np.random.Generator
) -> tuple[State, float]:
    """One leapfrog trajectory of every chain, taken or not, and the mean chance of taking it."""
    z, height, slope = state
    momentum = generator.standard_normal(z.shape)
    there, turned, force = z, momentum - step / 2 * slope, slope
    for left in reversed(range(length)):
        there = there + step * turned
        new, force = of.fall(there)
        turned = turned - (step if left else step / 2) * force
    change = height - new + ((momentum**2).sum(axis=1) - (turned**2).sum(axis=1)) / 2
    chance = np.exp(np.minimum(np.nan_to_num(change, nan=-np.inf), 0.0))
    taken = generator.random(z.shape[0]) < chance
    kept = np.where(taken[:, None], there, z), np.where(taken, new, height), np.where(taken[:, None], force, slope)
    return kept, float(chance.mean())


def _design(t: int, effects: np.ndarray) -> np.ndarray:
    """1 where an effect is inside a history, (2**t - 1, p): every history but the empty one."""
    cells = np.arange(1, 2**t)
    return np.asarray((cells[:, None] & effects == effects).astype(np.float64))


def _mode(counts: Cells, design: np.ndarray, precision: np.ndarray) -> np.ndarray | None:
    """The mode by Newton with step halving; None where it is not reached."""
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(max(counts.mean(), 0.1))
    value = _height(counts, design, precision, beta)
    for _ in range(200):
        slope = design.T @ (counts - np.exp(design @ beta)) - precision * beta
        information = _information(design, beta, precision)
        if np.linalg.cond(information) > 1e14:
            return None
        step = np.linalg.solve(information, slope)
        if slope @ step < 1e-16:
            return np.asarray(beta)
        share = 1.0
        while share > 1e-8 and not _height(counts, design, precision, beta + share * step) >= value:
            share /= 2
        if share <= 1e-8:
            return np.asarray(beta) if slope @ step < 1e-9 else None
        beta = beta + share * step
        value = _height(counts, design, precision, beta)
    return None


def _height(counts: Cells, design: np.ndarray, precision: np.ndarray, beta: np.ndarray) -> float:
    eta = design @ beta
    if eta.max() > LARGEST:
        return -np.inf
    return float(counts @ eta - np.exp(eta).sum() - precision @ beta**2 / 2)


def _information(design: np.ndarray, beta: np.ndarray, precision: np.ndarray) -> np.ndarray:
    return np.asarray(design.T @ (np.exp(design @ beta)[:, None] * design) + np.diag(precision))
