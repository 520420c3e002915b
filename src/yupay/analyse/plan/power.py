"""With this many units, how often would an effect be found, and how small an effect would usually be found?

Formula: the curves of `analyse/plan/curves.py`; the minimum detectable effect is where the curve of the power against the
effect crosses the wanted power. The design effect divides n. Before the data only: power computed from the coefficient
that was found says nothing that its p does not.
Reference: Cohen, J. (1988), Statistical power analysis for the behavioral sciences (2nd ed.); Hoenig, J. M. and Heisey,
D. M. (2001), The American Statistician 55, 19-24, on power after the data.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yupay.analyse.plan import core, curves
from yupay.analyse.plan.correlation import levels
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

POWER = Method(
    id="power",
    label=Text(es="Potencia de una prueba", en="Power of a test"),
    room="plan",
    formula="probability of rejecting at level alpha when the effect is as supposed",
    reference="Cohen, J. (1988). Statistical power analysis for the behavioral sciences (2nd ed.). Erlbaum. Hoenig, J. M., "
    "& Heisey, D. M. (2001). The abuse of power. The American Statistician, 55, 19-24.",
    needs=Text(es="n, el efecto supuesto y alfa", en="n, the supposed effect and alpha"),
    fields=("design", "n", "parameters.effect", "parameters.alpha"),
    message="plan.power",
)
DETECTABLE = Method(
    id="minimum-detectable-effect",
    label=Text(es="Efecto mínimo detectable", en="Minimum detectable effect"),
    room="plan",
    formula="the effect at which the power curve crosses the wanted power",
    reference=POWER.reference,
    needs=Text(es="n, alfa y la potencia deseada", en="n, alpha and the wanted power"),
    fields=("design", "n", "parameters.power", "parameters.alpha"),
    message="plan.minimum-detectable-effect",
)
POWER_QUANTITY = Text(es="Potencia", en="Power")
ALMOST_ONE = 1.0 - 1e-9


@dataclass(frozen=True)
class Planned:
    """A test that is planned: its level, side and wanted power, the units of the first group and the ratio of the second.

    For a correlation n is all units; `design_effect` divides them.
    """

    n: float
    alpha: float = 0.05
    sided: curves.Sided = "two-sided"
    power: float = 0.80
    ratio: float = 1.0
    design_effect: float = 1.0

    @property
    def effective(self) -> float:
        """What n is worth."""
        return self.n / self.design_effect

    def fault(self, least: float) -> Text | None:
        """Why nothing can be said of this test, or None; `least` units are needed."""
        numbers = core.finite(self.n, self.alpha, self.power, self.ratio, self.design_effect)
        return core.first_fault(
            (not numbers, ("falta un número", "a number is missing")),
            (
                not self.design_effect > 0,
                ("el efecto de diseño debe ser mayor que 0", "the design effect must exceed 0"),
            ),
            (not self.ratio > 0, ("la razón entre grupos debe ser mayor que 0", "the ratio of groups must be above 0")),
            *levels(self.alpha, self.power),
            (
                self.n < least * self.design_effect,
                (
                    f"hacen falta al menos {least:g} unidades efectivas",
                    f"at least {least:g} effective units are needed",
                ),
            ),
        )


def power_of_correlation(
    r: float, test: Planned, subject: Subject, *, coefficient: curves.Coefficient = "pearson"
) -> Estimate:
    """Probability of finding a correlation whose population value is r."""
    wrong = core.first_fault((not abs(r) < 1, ("r debe estar entre -1 y 1", "r must be between -1 and 1")))
    return _power(
        test,
        subject,
        r,
        wrong or test.fault(curves.LOST[coefficient] + 1),
        lambda: curves.correlation_power(r, test.effective, test.alpha, test.sided, coefficient),
        Text(es=f"z de Fisher de r = {r:g} ({coefficient})", en=f"Fisher z of r = {r:g} ({coefficient})"),
    )


def power_of_two_proportions(p1: float, p2: float, test: Planned, subject: Subject) -> Estimate:
    """Probability of finding the difference of two proportions, test.n units in the first group."""
    inside = 0 <= p1 <= 1 and 0 <= p2 <= 1 and 0 < p1 + test.ratio * p2 < 1 + test.ratio
    wrong = core.first_fault(
        (not inside, ("las proporciones deben estar entre 0 y 1", "the proportions must be between 0 and 1"))
    )
    if p1 == p2 and wrong is None:
        wrong = core.first_fault((True, ("las proporciones son iguales", "the proportions are equal")))
    return _power(
        test,
        subject,
        p1 - p2,
        wrong or test.fault(1),
        lambda: curves.proportions_power(p1, p2, test.effective, test.alpha, test.sided, test.ratio),
        Text(es=f"z de dos proporciones, {p1:g} y {p2:g}", en=f"z of two proportions, {p1:g} and {p2:g}"),
    )


def power_of_two_means(effect: float, test: Planned, subject: Subject) -> Estimate:
    """Probability of finding two means `effect` standard deviations apart, test.n units in the first group."""
    wrong = core.first_fault((not core.finite(effect), ("falta el efecto", "the effect is missing")))
    return _power(
        test,
        subject,
        effect,
        wrong or test.fault(2),
        lambda: curves.means_power(effect, test.effective, test.alpha, test.sided, test.ratio),
        Text(es=f"T no central, d = {effect:g}", en=f"Non-central t, d = {effect:g}"),
    )


def detectable_correlation(test: Planned, subject: Subject, *, coefficient: curves.Coefficient = "pearson") -> Estimate:
    """The smallest correlation found with the wanted power."""
    return _detectable(
        test,
        subject,
        Text(es=f"Correlación mínima detectable ({coefficient})", en=f"Minimum detectable correlation ({coefficient})"),
        test.fault(curves.LOST[coefficient] + 1),
        lambda r: curves.correlation_power(r, test.effective, test.alpha, test.sided, coefficient),
        (1e-9, ALMOST_ONE),
    )


def detectable_difference(p1: float, test: Planned, subject: Subject) -> Estimate:
    """The smallest second proportion above p1 that is found with the wanted power, as a difference p2 - p1."""
    wrong = core.first_fault(
        (not 0 <= p1 < 1, ("la primera proporción debe ir de 0 a menos de 1", "the first must be from 0 to below 1"))
    )
    return _detectable(
        test,
        subject,
        Text(es=f"Diferencia mínima detectable desde {p1:g}", en=f"Minimum detectable difference from {p1:g}"),
        wrong or test.fault(1),
        lambda gap: curves.proportions_power(p1, p1 + gap, test.effective, test.alpha, test.sided, test.ratio),
        (1e-9, (1.0 - p1) * ALMOST_ONE),
    )


def detectable_effect(test: Planned, subject: Subject) -> Estimate:
    """The smallest difference of two means, in standard deviations, found with the wanted power."""
    return _detectable(
        test,
        subject,
        Text(es="Diferencia mínima detectable (d)", en="Minimum detectable difference (d)"),
        test.fault(2),
        lambda d: curves.means_power(d, test.effective, test.alpha, test.sided, test.ratio),
        (1e-9, 20.0),
    )


def _power(
    test: Planned, subject: Subject, effect: float, wrong: Text | None, value: Callable[[], float], how: Text
) -> Estimate:
    common = {**core.keyed(subject, ""), "unit": "probability", "method": POWER.id, "quantity": POWER_QUANTITY}
    if wrong is not None:
        return Estimate(**common, value=None, warnings=(wrong,))
    return Estimate(
        **common, value=value(), n=int(test.n), design=_how(how, test), parameters={**_told(test), "effect": effect}
    )


def _detectable(
    test: Planned,
    subject: Subject,
    quantity: Text,
    wrong: Text | None,
    curve: Callable[[float], float],
    bounds: tuple[float, float],
) -> Estimate:
    common = {**core.keyed(subject, ""), "unit": "coefficient", "method": DETECTABLE.id, "quantity": quantity}
    found = None if wrong is not None else curves.detectable(curve, test.power, *bounds)
    if found is None:
        never = Text(
            es=f"No evaluable: ningún efecto se detecta con potencia {test.power:g} y n = {test.n:g}.",
            en=f"Not assessable: no effect is detected with power {test.power:g} and n = {test.n:g}.",
        )
        return Estimate(**common, value=None, warnings=(wrong or never,))
    how = Text(es="El efecto en que la curva de potencia llega", en="The effect at which the power curve reaches")
    parameters: core.Parameters = {**_told(test), "power": test.power}
    return Estimate(**common, value=found, n=int(test.n), design=_how(how, test, test.power), parameters=parameters)


def _told(test: Planned) -> core.Parameters:
    return {"alpha": test.alpha, "sided": test.sided, "ratio": test.ratio, "design_effect": test.design_effect}


def _how(words: Text, test: Planned, power: float | None = None) -> Text:
    """The formula in words, with the level, the units and what they are worth."""
    reach = "" if power is None else f" {power:g}"
    worth = "" if test.design_effect == 1 else f" / {test.design_effect:g}"
    side = "bilateral" if test.sided == "two-sided" else "unilateral"
    return Text(
        es=f"{words.es}{reach}; n = {test.n:g}{worth}, α = {test.alpha:g} {side}.",
        en=f"{words.en}{reach}; n = {test.n:g}{worth}, α = {test.alpha:g} {test.sided}.",
    )
