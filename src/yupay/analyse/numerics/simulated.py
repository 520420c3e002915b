"""What would the decision coefficient be on maps like this one, drawn with a known relation?

Innovations e_x and e_y = r e_x + sqrt(1 - r^2) e' are given each variable's fitted dependence and mean; the observed
normal scores are then put in the order of the field, so ties and zeros stay as they are. The same draws serve every r.
Reference: Davison and Hinkley (1997), Bootstrap methods and their application, ch. 4 and 8 (parametric simulation).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2

from yupay.analyse.numerics import correlation, ranks, whitening
from yupay.analyse.numerics.arrays import Floats, Truth
from yupay.analyse.numerics.correlation import Alternative

COARSE = tuple(round(0.1 * step, 1) for step in range(1, 10))
REFINEMENTS = 5


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


def dependence_interval(whitener: whitening.Whitener, values: Floats, level: float) -> tuple[float, float, float]:
    """Low end, estimate and high end of the autoregression of one variable's normal scores, by REML likelihood."""
    likelihood = whitening.likelihoods(whitener, ranks.normal_scores(values)[None])[0]
    inside = whitener.rhos[likelihood >= likelihood.max() - chi2.ppf(level, 1) / 2.0]
    best = whitener.rhos[int(np.argmax(likelihood >= likelihood.max() - whitening.NEAR))]
    return float(inside.min()), float(best), float(inside.max())


def plain_rejections(
    whitener: whitening.Whitener,
    values: Floats,
    rhos: tuple[float, float],
    noise: Floats,
    limit: float,
    side: Alternative,
) -> float:
    """Share of independent maps (noise (2, N, n)) with autoregressions `rhos` where plain Spearman passes `limit`."""
    placed = []
    for row, rho, innovations in zip(values, rhos, noise, strict=True):
        point = int(np.argmin(np.abs(whitener.rhos - rho)))
        field = whitening.correlate(whitener, innovations, point)
        placed.append(ranks.with_margin(field, ranks.midranks(row)))
    return float(np.mean(beyond(correlation.pearson_r(placed[0], placed[1]), limit, side)))


def _placement(whitener: whitening.Whitener, scores: Floats, point: int) -> Placement:
    """Mean and scale of one variable at its fitted grid point."""
    mean, scale = whitening.fitted_mean(whitener, scores, point)
    return Placement(point, mean, scale, scores)
