"""On this map, with these values and neighbours this much alike: which test holds its level, and which one sees most?

Pairs of maps are drawn with the variables' own values, ties and zeros, and with the dependences their data allow: low end,
estimate and high end of a bias-corrected 90 % interval, autoregressive and (up to 400 units) exponential. Each test is run
on every pair, without a relation (size) and with a latent correlation (power); lowest and highest share are given.
Tests: plain Spearman; modified t on mid-ranks; SAR filter with linear trend; the decision test.
Reference: Davison and Hinkley (1997), Bootstrap methods and their application, ch. 4; Clifford, Richardson and Hemon (1989),
Biometrics 45, 123-134, for size on simulated maps.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from yupay.analyse.numerics import arrays, correlation, ranks, simulated, whitening
from yupay.analyse.numerics.subject import constant, left_out, too_few
from yupay.analyse.spatial.modified_t import effective_size
from yupay.analyse.spatial.regression import keyed
from yupay.analyse.spatial.simulate import LARGE_DRAWS, World, worlds
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="size-power",
    label=Text(es="Tamaño y potencia sobre este mapa", en="Size and power on this map"),
    room="spatial",
    formula="share of simulated pairs of maps each test rejects, without and with a relation; range over the dependence",
    reference="Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application. Cambridge University "
    "Press.",
    needs=Text(es="Lo mismo que la prueba que decide", en="The same as the decision test"),
    fields=("se", "seed", "parameters.draws", "parameters.latent", "parameters.family"),
    message="spatial.size-power",
)
TESTS = {
    "plain": Text(es="Spearman sin corregir", en="plain Spearman"),
    "modified-t": Text(es="t modificada", en="modified t"),
    "sar-trend": Text(es="filtro SAR con tendencia", en="SAR filter with trend"),
    "decision": Text(es="la prueba que decide", en="the decision test"),
}
ENDS = {
    "size-low": Text(es="Falsas alarmas, menor", en="False alarms, lowest"),
    "size-high": Text(es="Falsas alarmas, mayor", en="False alarms, highest"),
    "power-low": Text(es="Potencia, menor", en="Power, lowest"),
    "power-high": Text(es="Potencia, mayor", en="Power, highest"),
}
CLASSES = 13
Rejects = Callable[[arrays.Floats, arrays.Floats], float]


def size_and_power(
    x: ArrayLike,
    y: ArrayLike,
    whitener: whitening.Whitener,
    subject: Subject,
    *,
    seed: int,
    draws: int = 1_000,
    latent: float = 0.5,
    alpha: float = 0.05,
) -> tuple[Estimate, ...]:
    """Lowest and highest size and power of four tests (two-sided, level alpha): sixteen estimates.

    x and y hold one value per unit of `whitener.whole`. Keys: {plain, modified-t, sar-trend, decision}-{size-low,
    size-high, power-low, power-high}. Above 400 units at most 500 maps are drawn and the modified t is left out.
    """
    first, second = arrays.floats(x), arrays.floats(y)
    fitted = whitening.for_values(whitener, first, second)
    values, lost = np.vstack([first, second])[:, fitted.kept], left_out(int(first.size - fitted.n))
    needed = max(whitening.FEWEST, fitted.columns + 3)
    if fitted.n < needed or any(arrays.is_constant(row) for row in values):
        reason = too_few(fitted.n, needed) if fitted.n < needed else constant()
        return tuple(_missing(subject, test, end, fitted.n, (*lost, reason)) for test in TESTS for end in ENDS)
    count = min(draws, LARGE_DRAWS) if fitted.n > whitening.LARGE else draws
    noise = np.random.default_rng([seed, 3]).standard_normal((2, count, fitted.n))
    tests = _tests(fitted, alpha)
    found = [
        (world, {r: _rates(world, values, noise, r, tests) for r in (0.0, latent)})
        for world in worlds(simulated.without_mean(fitted), values, seed)
    ]
    return tuple(
        _estimate(subject, test, end, found, latent, seed, fitted.n, count, alpha, lost)
        if test in tests
        else _missing(subject, test, end, fitted.n, (*lost, _too_large()))
        for test in TESTS
        for end in ENDS
    )


def _tests(fitted: whitening.Whitener, alpha: float) -> dict[str, Rejects]:
    """Each test as the share of N pairs of maps (N, n) that it rejects."""
    inside = whitening.inside(fitted)
    filtered = whitening.adapted(fitted, families=("sar",), size=False)
    tests: dict[str, Rejects] = {
        "plain": lambda x, y: _plain(x, y, alpha),
        "sar-trend": lambda x, y: _whitened(filtered, x, y, alpha),
        "decision": lambda x, y: _whitened(fitted, x, y, alpha),
    }
    if fitted.n <= whitening.LARGE:
        tests["modified-t"] = lambda x, y: _modified(inside.coordinates, x, y, alpha)
    return tests


def _rates(
    world: World, values: arrays.Floats, noise: arrays.Floats, latent: float, tests: dict[str, Rejects]
) -> dict[str, float]:
    """Share of pairs of maps of one world that each test rejects when the innovations correlate by `latent`."""
    innovations = noise[0], latent * noise[0] + np.sqrt(1.0 - latent**2) * noise[1]
    x, y = (
        ranks.with_margin(world.ladder.fields(drawn, rung), row)
        for drawn, rung, row in zip(innovations, world.rungs, values, strict=True)
    )
    return {name: rejects(x, y) for name, rejects in tests.items()}


def _plain(x: arrays.Floats, y: arrays.Floats, alpha: float) -> float:
    """Share rejected by Spearman's t."""
    r = correlation.pearson_r(ranks.midranks(x), ranks.midranks(y))
    return float(np.mean(np.abs(r) >= correlation.critical_r(x.shape[1] - 2.0, alpha)))


def _modified(points: arrays.Floats, x: arrays.Floats, y: arrays.Floats, alpha: float) -> float:
    """Share rejected by the modified t on mid-ranks; never where the effective size does not exceed 2."""
    rx, ry = ranks.midranks(x), ranks.midranks(y)
    sizes = np.array([effective_size(a, b, points, CLASSES) for a, b in zip(rx, ry, strict=True)])
    df = np.where(sizes > 2.0, sizes - 2.0, 1.0)
    t = student.isf(alpha / 2.0, df)
    far = np.abs(correlation.pearson_r(rx, ry)) >= t / np.sqrt(df + t * t)
    return float(np.mean(far & (sizes > 2.0)))


def _whitened(whitener: whitening.Whitener, x: arrays.Floats, y: arrays.Floats, alpha: float) -> float:
    """Share rejected by the correlation of whitened normal scores."""
    left = (whitening.whiten(whitener, ranks.normal_scores(one)).residuals for one in (x, y))
    limit = simulated.limit_of(whitener, alpha, "two-sided")
    return float(np.mean(np.abs(correlation.cosine(*left)) >= limit))


def _estimate(
    subject: Subject,
    test: str,
    end: str,
    found: list[tuple[World, dict[float, dict[str, float]]]],
    latent: float,
    seed: int,
    n: int,
    draws: int,
    alpha: float,
    lost: tuple[Text, ...],
) -> Estimate:
    """The lowest or highest share of one test over the worlds."""
    what, which = end.split("-")
    r = 0.0 if what == "size" else latent
    pick = min if which == "low" else max
    world, rate = pick(((world, rates[r][test]) for world, rates in found), key=lambda one: one[1])
    return Estimate(
        **{**keyed(subject, f"{test}-{end}"), "unit": "proportion"},
        method=METHOD.id,
        quantity=_words(test, end),
        value=rate,
        se=float(np.sqrt(rate * (1.0 - rate) / draws)),
        n=n,
        seed=seed,
        parameters={"alpha": alpha, "draws": draws, "latent": r, **world.parameters()},
        warnings=lost,
    )


def _missing(subject: Subject, test: str, end: str, n: int, warnings: tuple[Text, ...]) -> Estimate:
    """One share that cannot be simulated."""
    return Estimate(
        **{**keyed(subject, f"{test}-{end}"), "unit": "proportion"},
        method=METHOD.id,
        quantity=_words(test, end),
        value=None,
        n=n,
        warnings=warnings,
    )


def _words(test: str, end: str) -> Text:
    """What one share is called."""
    return Text(es=f"{ENDS[end].es}: {TESTS[test].es}", en=f"{ENDS[end].en}: {TESTS[test].en}")


def _too_large() -> Text:
    """The warning that the modified t is not simulated on a large map."""
    return Text(
        es=f"No evaluable: con más de {whitening.LARGE} unidades no se simula la t modificada.",
        en=f"Not assessable: above {whitening.LARGE} units the modified t is not simulated.",
    )
