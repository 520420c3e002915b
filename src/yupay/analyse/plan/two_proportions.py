"""How many units in each of two groups so that a difference of two proportions is found?

Formula: n1 = (z_a sqrt((1 + 1/k) P Q) + z_b sqrt(p1 q1 + p2 q2 / k))^2 / (p1 - p2)^2, P = (p1 + k p2) / (1 + k),
n2 = k n1. No finite-population correction: a comparison of groups is not about the units of one list alone.
Reference: Fleiss, J. L., Levin, B. and Paik, M. C. (2003), Statistical methods for rates and proportions (3rd ed.), ch. 4;
Cochran (1977), section 2.14, on comparisons and the correction.
"""

from yupay.analyse.plan import core, curves
from yupay.analyse.plan.correlation import levels
from yupay.analyse.plan.proportion import ENDLESS
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-two-proportions",
    label=Text(es="Tamaño de muestra para comparar dos proporciones", en="Sample size to compare two proportions"),
    room="plan",
    formula="n1 = (z_a sqrt((1+1/k)PQ) + z_b sqrt(p1q1 + p2q2/k))^2 / (p1-p2)^2, n2 = k n1",
    reference="Fleiss, J. L., Levin, B., & Paik, M. C. (2003). Statistical methods for rates and proportions (3rd ed.). "
    "Wiley.",
    needs=Text(es="Las dos proporciones supuestas", en="The two supposed proportions"),
    fields=("design", "parameters.p1", "parameters.p2", "parameters.ratio", "parameters.second_group"),
    message="plan.sample-size-two-proportions",
)


def sample_size_two_proportions(
    p1: float,
    p2: float,
    subject: Subject,
    *,
    alpha: float = 0.05,
    power: float = 0.80,
    sided: curves.Sided = "two-sided",
    ratio: float = 1.0,
    frame: core.Frame = ENDLESS,
) -> tuple[Estimate, ...]:
    """Sizes of the FIRST group (the second has `ratio` times as many); the population of `frame` is not used."""
    reason = _fault(p1, p2, alpha, power, ratio) or frame.fault()
    if reason is not None:
        return core.refused(METHOD, subject, reason)
    n1 = curves.proportions_size(p1, p2, alpha, power, sided, ratio)
    formula = Text(
        es=f"Por grupo, n = (z_α √((1 + 1/k) P Q) + z_β √(p1 q1 + p2 q2 / k))² / (p1 - p2)², con p1 = {p1:g}, "
        f"p2 = {p2:g}, k = {ratio:g}, α = {alpha:g}, potencia {power:g}",
        en=f"Per group, n = (z_α √((1 + 1/k) P Q) + z_β √(p1 q1 + p2 q2 / k))² / (p1 - p2)², with p1 = {p1:g}, "
        f"p2 = {p2:g}, k = {ratio:g}, α = {alpha:g}, power {power:g}",
    )
    second = core.rounded_up(frame.design_effect * n1 * ratio)
    told: core.Parameters = {"p1": p1, "p2": p2, "alpha": alpha, "power": power, "sided": sided}
    return core.sizes(METHOD, n1, frame, subject, formula, {**told, "ratio": ratio, "second_group": second}, None)


def _fault(p1: float, p2: float, alpha: float, power: float, ratio: float) -> Text | None:
    return core.first_fault(
        (not core.finite(p1, p2, alpha, power, ratio), ("falta un número", "a number is missing")),
        (
            not (0 <= p1 <= 1 and 0 <= p2 <= 1),
            ("las proporciones deben estar entre 0 y 1", "the proportions must be between 0 and 1"),
        ),
        (
            p1 == p2,
            ("las proporciones son iguales: no hay nada que hallar", "the proportions are equal: nothing to find"),
        ),
        *levels(alpha, power),
        (not ratio > 0, ("la razón entre grupos debe ser mayor que 0", "the ratio of groups must be above 0")),
    )
