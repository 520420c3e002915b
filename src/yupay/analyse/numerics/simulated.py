"""What would the decision coefficient be on maps like this one, drawn with a known relation?

Innovations e_x and e_y = r e_x + sqrt(1 - r^2) e' are given each variable's fitted dependence and mean; the observed
normal scores are then put in the order of the field, so ties and zeros stay as they are. The same draws serve every r.
How alike neighbours are is given as an interval of a ladder of dependences: the rungs whose simulated maps, with the
variable's own ties and zeros, have a REML autoregression on either side of the observed one often enough. This takes off
the bias of the plain estimate, which is too low because zeros and few units hide likeness.
Reference: Davison and Hinkley (1997), Bootstrap methods and their application, ch. 4, 5 (inverted tests) and 8.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from yupay.analyse.numerics import correlation, ranks, whitening
from yupay.analyse.numerics.arrays import Floats, Truth
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.weights import distances

COARSE = tuple(round(0.1 * step, 1) for step in range(1, 10))
REFINEMENTS = 5
SHARES = (0.005, 0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.5)
JITTER = 1e-9


@dataclass(frozen=True, eq=False)
class Placement:
    """How innovations become values of one variable: grid point, fitted mean (n,), scale, and its values (n,)."""

    point: int
    mean: Floats
    scale: float
    margin: Floats


@dataclass(frozen=True, eq=False)
class Draws:
    """Innovations (N, n) of x and y, the whitened residuals of x, and what is needed to make and test y."""

    whitener: whitening.Whitener
    first: Floats
    second: Floats
    residuals: Floats
    place: Placement


def draw(whitener: whitening.Whitener, scores: Floats, seed: int, draws: int) -> Draws:
    """Innovations for both variables, and x drawn and whitened; `scores` (2, n) are their normal scores."""
    first, second = np.random.default_rng(seed).standard_normal((2, draws, whitener.n))
    chosen = whitening.whiten(whitener, scores).chosen
    x, y = (_placement(whitener, row, int(point)) for row, point in zip(scores, chosen, strict=True))
    residuals = whitening.whiten(whitener, fields(whitener, first, x)).residuals
    return Draws(whitener, first, second, residuals, y)


def fields(whitener: whitening.Whitener, noise: Floats, place: Placement) -> Floats:
    """Values (N, n) of one variable drawn from its fitted field, with its own margin."""
    field = place.mean + place.scale * whitening.correlate(whitener, noise, place.point)
    return ranks.with_margin(field, place.margin)


def coefficients(drawn: Draws, r: float) -> Floats:
    """The decision coefficient (N,) of every draw when the innovations correlate by r."""
    noise = r * drawn.first + np.sqrt(1.0 - r * r) * drawn.second
    values = fields(drawn.whitener, noise, drawn.place)
    return correlation.cosine(drawn.residuals, whitening.whiten(drawn.whitener, values).residuals)


def limit_of(whitener: whitening.Whitener, alpha: float, alternative: Alternative) -> float:
    """The coefficient at which the decision test just rejects at level alpha."""
    return correlation.critical_r(whitener.n - whitener.columns - 1.0, alpha, alternative)


def power_at(drawn: Draws, r: float, alpha: float, alternative: Alternative) -> float:
    """Share of draws in which the decision test rejects when the latent correlation is r (-r for "less")."""
    found = coefficients(drawn, -r if alternative == "less" else r)
    return float(np.mean(beyond(found, limit_of(drawn.whitener, alpha, alternative), alternative)))


def power_curve(drawn: Draws, alpha: float, power: float, alternative: Alternative) -> dict[float, float]:
    """Power at latent r = 0, .1, ... up to the wanted power, then at the points of a bisection; in order of r."""
    curve = {0.0: power_at(drawn, 0.0, alpha, alternative)}
    for r in COARSE:
        curve[r] = power_at(drawn, r, alpha, alternative)
        if curve[r] >= power:
            break
    low, high = bracket(curve, power)
    for _ in range(REFINEMENTS if high is not None else 0):
        middle = round((low + (high or low)) / 2.0, 6)
        curve[middle] = power_at(drawn, middle, alpha, alternative)
        low, high = (low, middle) if curve[middle] >= power else (middle, high)
    return dict(sorted(curve.items()))


def bracket(curve: dict[float, float], power: float) -> tuple[float, float | None]:
    """The neighbouring points of the curve between which the power is first reached; None when it never is."""
    reached = [r for r in sorted(curve) if curve[r] >= power]
    if not reached:
        return max(curve), None
    return max([r for r in curve if r < reached[0]], default=0.0), reached[0]


def beyond(found: Floats, limit: float, alternative: Alternative) -> Truth:
    """Which coefficients a test with this critical value rejects."""
    return np.asarray(sided(found, alternative) >= limit)


def sided(found: Floats, alternative: Alternative) -> Floats:
    """Coefficients so turned that large ones speak for the alternative."""
    if alternative == "two-sided":
        return np.abs(found)
    return found if alternative == "greater" else -found


def without_mean(whitener: whitening.Whitener) -> whitening.Whitener:
    """The same units whitened by autoregression alone with no mean but the intercept: the map as a plain test sees it."""
    bare = whitening.inside(whitener)
    return whitening.prepare(replace(bare, controls=bare.controls[:, :0], names=(), trend=False), families=("sar",))


@dataclass(frozen=True, eq=False)
class Ladder:
    """Dependences of one family, weakest first (rho, or range as a share of the diameter), and how to draw from each."""

    family: whitening.Family
    rungs: tuple[float, ...]
    fields: Callable[[Floats, int], Floats]


def ladders(whitener: whitening.Whitener) -> tuple[Ladder, ...]:
    """Autoregressions on the grid of `whitener`, and up to 400 units exponential covariances without nugget."""
    rhos = np.sort(whitener.rhos)
    points = [int(np.argmin(np.abs(whitener.rhos - rho))) for rho in rhos]
    made = [Ladder("sar", tuple(rhos), lambda noise, rung: whitening.correlate(whitener, noise, points[rung]))]
    apart = distances(whitening.inside(whitener).coordinates) if whitener.n <= whitening.LARGE else np.zeros((1, 1))
    if apart.max() > 0:
        shares = [np.exp(-apart / (share * apart.max())) for share in SHARES]
        roots = [np.linalg.cholesky((1.0 - JITTER) * share + JITTER * np.eye(whitener.n)) for share in shares]
        made.append(Ladder("exponential", SHARES, lambda noise, rung: np.asarray(noise @ roots[rung].T)))
    return tuple(made)


def dependence_interval(
    whitener: whitening.Whitener, ladder: Ladder, values: Floats, noise: Floats, level: float
) -> tuple[int, int, int]:
    """Low end, median-unbiased estimate and high end of the dependence of one variable (n,), as rungs of the ladder.

    An end is the last rung at which the observed REML autoregression is not beyond the (1 - level) / 2 tail of those of
    maps drawn from `noise` (N, n) with the same ties and zeros; the estimate is where it is their median.
    """
    margin = ranks.normal_scores(values)
    observed = _autoregression(whitener, margin[None])[0]
    tail, last = (1.0 - level) / 2.0, len(ladder.rungs) - 1
    seen: dict[int, tuple[float, float]] = {}

    def shares(rung: int) -> tuple[float, float]:
        if rung not in seen:
            found = _autoregression(whitener, ranks.with_margin(ladder.fields(noise, rung), margin))
            seen[rung] = float(np.mean(found >= observed)), float(np.mean(found <= observed))
        return seen[rung]

    low = _first(lambda rung: shares(rung)[0] > tail, last)
    middle = _first(lambda rung: shares(rung)[0] >= shares(rung)[1], last)
    beyond_high = _first(lambda rung: shares(rung)[1] <= tail, last + 1)
    return low, max(low, middle), max(low, middle, beyond_high - 1)


def _first(holds: Callable[[int], bool], last: int) -> int:
    """The first rung from 0 at which a condition that once true stays true holds; `last` where none before it does."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _autoregression(whitener: whitening.Whitener, scores: Floats) -> Floats:
    """The REML autoregression (N,) of N maps (N, n), the one nearest to zero among equals."""
    likelihood = whitening.likelihoods(whitener, scores)[:, : whitener.rhos.size]
    best = likelihood.max(axis=1, keepdims=True)
    return np.asarray(whitener.rhos[np.argmax(likelihood >= best - whitening.NEAR, axis=1)])


def plain_rejections(
    ladder: Ladder,
    values: Floats,
    rungs: tuple[int, int],
    noise: Floats,
    limit: float,
    side: Alternative,
) -> float:
    """Share of independent maps (noise (2, N, n)) with dependences `rungs` where plain Spearman passes `limit`."""
    placed = [
        ranks.with_margin(ladder.fields(innovations, rung), ranks.midranks(row))
        for row, rung, innovations in zip(values, rungs, noise, strict=True)
    ]
    return float(np.mean(beyond(correlation.pearson_r(placed[0], placed[1]), limit, side)))


def _placement(whitener: whitening.Whitener, scores: Floats, point: int) -> Placement:
    """Mean and scale of one variable at its fitted grid point."""
    mean, scale = whitening.fitted_mean(whitener, scores, point)
    return Placement(point, mean, scale, scores)
