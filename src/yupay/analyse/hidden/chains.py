"""Did several chains of a sampler reach the same place, and how many independent draws are theirs worth?

Formula: with z the normal scores of the pooled ranks, Phi^-1((rank - 3/8) / (S + 1/4)), and each chain cut in two
halves of n draws, R-hat = sqrt(((n - 1) / n W + B / n) / W), the larger of z and of the folded draws |x - median|;
ESS = S / (-1 + 2 sum P), P_k = rho_2k + rho_2k+1 summed while positive and made monotone; tail ESS: the smaller of
those of I(x <= q5) and I(x <= q95).
Reference: Vehtari, Gelman, Simpson, Carpenter and Burkner (2021), Bayesian Analysis 16, 667-718; Geyer (1992),
Statistical Science 7, 473-483.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import beta, rankdata

Draws = np.ndarray
ONE_SD = 0.15865525393145707
MOST_RHAT, LEAST_ESS_PER_CHAIN = 1.01, 100.0


@dataclass(frozen=True)
class Convergence:
    """What several chains say of one quantity; `converged` is the rule of Vehtari et al.: R-hat and both ESS."""

    rhat: float
    bulk: float
    tail: float
    chains: int
    kept: int
    converged: bool


def judged(draws: Draws, most_rhat: float = MOST_RHAT, least_ess: float | None = None) -> Convergence:
    """R-hat, ESS and the verdict on draws (chains, n); usual bars: R-hat below 1.01, both ESS at least 100 a chain."""
    chains, n = draws.shape
    rhat, bulk, tail = split_rhat(draws), bulk_ess(draws), tail_ess(draws)
    least = LEAST_ESS_PER_CHAIN * chains if least_ess is None else least_ess
    return Convergence(rhat, bulk, tail, chains, n, chains > 1 and rhat < most_rhat and min(bulk, tail) >= least)


def split_rhat(draws: Draws) -> float:
    """Rank-normalised split R-hat of draws (chains, n), the larger of bulk and folded; inf where nothing ever moved.

    Raises:
        ValueError: fewer than 4 draws a chain.

    """
    halves = split(draws)
    if np.ptp(halves) == 0:
        return float("inf")
    return max(_rhat(scores(halves)), _rhat(scores(np.abs(halves - np.median(halves)))))


def bulk_ess(draws: Draws) -> float:
    """Effective draws for the centre of the distribution, over all chains of draws (chains, n)."""
    return effective(scores(split(draws)))


def tail_ess(draws: Draws) -> float:
    """Effective draws for the 5 % and 95 % quantiles, the smaller, over all chains of draws (chains, n)."""
    return min(quantile_ess(draws, 0.05), quantile_ess(draws, 0.95))


def quantile_ess(draws: Draws, p: float) -> float:
    """Effective draws for the p-quantile; where no draw lies above it, all draws are one value and count as drawn."""
    halves = split(draws)
    if np.ptp(halves) == 0:
        return 0.0
    below = (halves <= np.quantile(halves, p)).astype(np.float64)
    return float(below.size) if np.ptp(below) == 0 else effective(below)


def quantile_error(draws: Draws, p: float) -> float:
    """Monte-Carlo standard error of the p-quantile: half the width of the order statistics at one sd of Beta."""
    ess = quantile_ess(draws, p)
    if ess <= 0:
        return float("inf")
    ordered = np.sort(draws, axis=None)
    low, high = beta.ppf([ONE_SD, 1 - ONE_SD], ess * p + 1, ess * (1 - p) + 1)
    last = ordered.size - 1
    first = max(int(np.floor(low * ordered.size)) - 1, 0)
    return float(ordered[min(int(np.ceil(high * ordered.size)), last)] - ordered[first]) / 2


def split(draws: Draws) -> Draws:
    """Each chain of draws (chains, n) as two halves; the middle draw of an odd number is left out."""
    chains = np.atleast_2d(np.asarray(draws, dtype=np.float64))
    half = chains.shape[1] // 2
    if half < 2:
        raise ValueError("at least 4 draws a chain are needed")
    return np.concatenate([chains[:, :half], chains[:, -half:]])


def scores(draws: Draws) -> Draws:
    """Normal scores of the ranks in all chains together, ties sharing their mean rank."""
    ranks = rankdata(draws, axis=None).reshape(draws.shape)
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)))


def effective(chains: Draws) -> float:
    """Effective draws for the mean of chains (m, n), by autocovariances pooled over chains; 0 where nothing moved.

    At most S log10 S of S draws, so that antithetic chains do not divide by zero.
    """
    m, n = chains.shape
    if not _moved(chains):
        return 0.0
    covariances = autocovariance(chains)
    within = covariances[:, 0].mean() * n / (n - 1)
    total = within * (n - 1) / n + (chains.mean(axis=1).var(ddof=1) if m > 1 else 0.0)
    rho = 1 - (within - covariances.mean(axis=0) * n / (n - 1)) / total
    rho[0] = 1.0
    draws = m * n
    return float(draws / max(_time(rho), 1 / np.log10(draws)))


def autocovariance(chains: Draws) -> Draws:
    """Autocovariances of each chain (m, n) at lags 0 to n - 1, divided by n, by the fast Fourier transform."""
    n = chains.shape[1]
    centred = chains - chains.mean(axis=1, keepdims=True)
    size = 1 << (2 * n - 1).bit_length()
    power = np.abs(np.fft.rfft(centred, size, axis=1)) ** 2
    return np.asarray(np.fft.irfft(power, size, axis=1)[:, :n] / n)


def _time(rho: Draws) -> float:
    """The integrated autocorrelation time: Geyer's initial monotone sequence of pairs of lags."""
    pairs = rho[: rho.size // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs <= 0)
    stop = int(negative[0]) if negative.size else pairs.size
    last = max(rho[2 * stop], 0.0) if 2 * stop < rho.size else 0.0
    return float(-1 + 2 * np.minimum.accumulate(pairs[:stop]).sum() + last)


def _moved(chains: Draws) -> bool:
    """Whether any chain has two different draws."""
    return bool(np.ptp(chains, axis=1).any())


def _rhat(chains: Draws) -> float:
    """The potential scale reduction of chains (m, n); inf where none moved but they differ."""
    n = chains.shape[1]
    if not _moved(chains):
        return float("inf") if np.ptp(chains) > 0 else 1.0
    within = chains.var(axis=1, ddof=1).mean()
    between = chains.mean(axis=1).var(ddof=1)
    return float(np.sqrt((n - 1) / n + between / within))
