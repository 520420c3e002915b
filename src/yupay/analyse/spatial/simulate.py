"""On this map, with these zeros, ties and dependence: what could the decision test see, and how often would a plain one err?

N maps are drawn with the fitted dependence and mean of each variable and its own values, ties and zeros.
Critical value: the size that |r| exceeds with probability alpha when nothing goes together. Minimum detectable
correlation: the latent correlation of the innovations at which the decision test's power is .80 (same draws for every
r; steps of .10, then bisection). False alarm: how often plain Spearman rejects when nothing goes together and both
variables have a dependence at the low end, the estimate or the high end of their 90 % intervals (autoregression, and
exponential up to 400 units; intercept only, as the plain test sees the map). The intervals are bootstrap intervals: the
observed REML estimate is held against those of maps with the same ties and zeros, which takes off its bias. Printed as a
range, never as one number.
Reference: Davison and Hinkley (1997), Bootstrap methods and their application, ch. 4 and 8.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, ranks, simulated, whitening
from yupay.analyse.numerics.correlation import Alternative
from yupay.analyse.numerics.subject import about, constant, left_out, too_few
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="simulation",
    label=Text(es="Simulación sobre este mapa", en="Simulation on this map"),
    room="spatial",
    formula="N fields with the fitted dependence and the observed values; power .80 by bisection over the latent r",
    reference="Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application. Cambridge University "
    "Press.",
    needs=Text(es="Lo mismo que la prueba que decide", en="The same as the decision test"),
    fields=("se", "seed", "parameters.draws", "parameters.analytic", "parameters.expected_coefficient"),
    message="spatial.simulation",
)
QUANTITIES = {
    "critical-value": Text(es="Valor crítico simulado en este mapa", en="Critical value simulated on this map"),
    "minimum-detectable": Text(es="Correlación mínima detectable", en="Minimum detectable correlation"),
    "false-alarm-low": Text(
        es="Falsas alarmas de Spearman sin corregir: menor", en="False alarms of plain Spearman: lowest"
    ),
    "false-alarm-high": Text(
        es="Falsas alarmas de Spearman sin corregir: mayor", en="False alarms of plain Spearman: highest"
    ),
}
LARGE_DRAWS = 500
LEVEL_OF_RHO = 0.90
CALIBRATION = 400
Parameters = dict[str, float | int | str | bool | None]


@dataclass(frozen=True)
class Plan:
    """What every result of one simulation shares."""

    subject: Subject
    n: int
    seed: int
    draws: int
    alpha: float
    power: float
    alternative: Alternative
    warnings: tuple[Text, ...]

    def made(self, key: str, value: float | None, parameters: Parameters, *extra: Text) -> Estimate:
        """One result; its key comes before the subject's own."""
        shared: Parameters = {"alpha": self.alpha, "draws": self.draws, "alternative": self.alternative}
        return Estimate(
            **{**about(self.subject), "key": "/".join(part for part in (key, self.subject.key) if part)},
            method=METHOD.id,
            quantity=QUANTITIES[key],
            value=value,
            n=self.n,
            seed=self.seed,
            parameters={**shared, **parameters},
            warnings=(*self.warnings, *extra),
        )


def simulate(
    x: ArrayLike,
    y: ArrayLike,
    whitener: whitening.Whitener,
    subject: Subject,
    *,
    seed: int,
    draws: int = 2_000,
    alpha: float = 0.05,
    power: float = 0.80,
    alternative: Alternative = "two-sided",
) -> tuple[Estimate, ...]:
    """Critical value, minimum detectable correlation, lowest and highest false-alarm rate: four estimates.

    x and y hold one value per unit of `whitener.whole`. Their keys: critical-value, minimum-detectable,
    false-alarm-low, false-alarm-high. Above 400 units at most 500 maps are drawn, and a warning says so.
    """
    first, second = arrays.floats(x), arrays.floats(y)
    fitted = whitening.for_values(whitener, first, second)
    values = np.vstack([first, second])[:, fitted.kept]
    count = min(draws, LARGE_DRAWS) if fitted.n > whitening.LARGE else draws
    warnings = (*left_out(first.size - fitted.n), *_fewer(count, draws))
    plan = Plan(subject, fitted.n, seed, count, alpha, power, alternative, warnings)
    needed = max(whitening.FEWEST, fitted.columns + 3)
    if fitted.n < needed or any(arrays.is_constant(row) for row in values):
        reason = too_few(fitted.n, needed) if fitted.n < needed else constant()
        return tuple(plan.made(key, None, {}, reason) for key in QUANTITIES)
    drawn = simulated.draw(fitted, ranks.normal_scores(values), seed, count)
    return (_critical(plan, drawn), _detectable(plan, drawn), *_false_alarms(plan, fitted, values))


def _critical(plan: Plan, drawn: simulated.Draws) -> Estimate:
    """The coefficient that chance alone exceeds with probability alpha."""
    found = simulated.coefficients(drawn, 0.0)
    size = simulated.sided(found, plan.alternative)
    limit = simulated.limit_of(drawn.whitener, plan.alpha, plan.alternative)
    rejected = float(np.mean(simulated.beyond(found, limit, plan.alternative)))
    value = float(np.quantile(size, 1.0 - plan.alpha, method="higher"))
    return plan.made("critical-value", value, {"analytic": limit, "rejected_without_relation": rejected})


def _detectable(plan: Plan, drawn: simulated.Draws) -> Estimate:
    """The latent correlation at which the power is reached, by line between the two nearest points of the curve."""
    curve = simulated.power_curve(drawn, plan.alpha, plan.power, plan.alternative)
    low, high = simulated.bracket(curve, plan.power)
    steps = (0.0, *simulated.COARSE)
    parameters: Parameters = {"power": plan.power, **{f"power_at_{r:.2f}": curve[r] for r in curve if r in steps}}
    if high is None:
        return plan.made("minimum-detectable", None, parameters, _never(max(curve), plan.power))
    rise = curve[high] - curve[low]
    value = high if rise <= 0 else low + (high - low) * (plan.power - curve[low]) / rise
    signed = -value if plan.alternative == "less" else value
    parameters["expected_coefficient"] = float(simulated.coefficients(drawn, signed).mean())
    return plan.made("minimum-detectable", signed, parameters)


def _false_alarms(plan: Plan, fitted: whitening.Whitener, values: arrays.Floats) -> tuple[Estimate, Estimate]:
    """How often plain Spearman rejects when nothing goes together, lowest and highest over the dependences."""
    plain = simulated.without_mean(fitted)
    noise = np.random.default_rng([plan.seed, 1]).standard_normal((2, plan.draws, plan.n))
    limit = correlation.critical_r(plan.n - 2.0, plan.alpha, plan.alternative)
    rates = [
        (simulated.plain_rejections(world.ladder, values, world.rungs, noise, limit, plan.alternative), world)
        for world in worlds(plain, values, plan.seed)
    ]
    low, high = (chosen(rates, key=lambda one: one[0]) for chosen in (min, max))
    return _rate(plan, "false-alarm-low", *low), _rate(plan, "false-alarm-high", *high)


@dataclass(frozen=True, eq=False)
class World:
    """One pair of dependences that the two variables may have."""

    ladder: simulated.Ladder
    rungs: tuple[int, int]

    def parameters(self) -> Parameters:
        """The dependence of each variable, under the names of the decision test."""
        first, second = (self.ladder.rungs[rung] for rung in self.rungs)
        name = "rho" if self.ladder.family == "sar" else "range_share"
        return {"family": self.ladder.family, f"{name}_x": first, f"{name}_y": second, "level_of_rho": LEVEL_OF_RHO}


def worlds(plain: whitening.Whitener, values: arrays.Floats, seed: int) -> list[World]:
    """Low end, estimate and high end of the dependence of both variables (2, n), in each family."""
    count = CALIBRATION if plain.n <= whitening.LARGE else CALIBRATION // 2
    noise = np.random.default_rng([seed, 2]).standard_normal((count, plain.n))
    found = []
    for ladder in simulated.ladders(plain):
        ends = (simulated.dependence_interval(plain, ladder, row, noise, LEVEL_OF_RHO) for row in values)
        found += [World(ladder, (first, second)) for first, second in zip(*ends, strict=True)]
    return found


def _rate(plan: Plan, key: str, rate: float, world: World) -> Estimate:
    """One end of the range of false-alarm rates."""
    one = plan.made(key, rate, world.parameters())
    return one.model_copy(update={"unit": "proportion", "se": float(np.sqrt(rate * (1.0 - rate) / plan.draws))})


def _never(largest: float, power: float) -> Text:
    """The warning that no correlation is detected with the wanted power."""
    return Text(
        es=f"Ninguna correlación hasta {largest:.2f} se detecta con potencia {power:.2f} en este mapa.",
        en=f"No correlation up to {largest:.2f} is detected with power {power:.2f} on this map.",
    )


def _fewer(used: int, asked: int) -> tuple[Text, ...]:
    """The warning that a large map was simulated fewer times than asked."""
    if used == asked:
        return ()
    return (
        Text(
            es=f"Con más de {whitening.LARGE} unidades se simulan {used} mapas en lugar de {asked}.",
            en=f"Above {whitening.LARGE} units {used} maps are simulated instead of {asked}.",
        ),
    )
