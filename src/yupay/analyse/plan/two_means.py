"""How many units in each of two groups so that a difference of two means is found?

Formula: the n1 at which P(t'(n1 + n2 - 2, d / sqrt(1/n1 + 1/n2)) > t_a) is the power, t' the non-central t, d the
difference in standard deviations, n2 = k n1. No finite-population correction (see two proportions).
Reference: Guenther, W. C. (1981), The American Statistician 35, 243-244; Cohen, J. (1988), Statistical power analysis for
the behavioral sciences (2nd ed.), ch. 2.
"""

from yupay.analyse.plan import core, curves
from yupay.analyse.plan.correlation import levels
from yupay.analyse.plan.proportion import ENDLESS
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-two-means",
    label=Text(es="Tamaño de muestra para comparar dos medias", en="Sample size to compare two means"),
    room="plan",
    formula="n1 with P(t'(n1+n2-2, d/sqrt(1/n1+1/n2)) > t_a) = power; t' non-central t",
    reference="Guenther, W. C. (1981). Sample size formulas for normal theory t tests. The American Statistician, 35, "
    "243-244.",
    needs=Text(
        es="La diferencia que importa y la desviación estándar supuesta",
        en="The difference that matters and the supposed standard deviation",
    ),
    fields=("design", "parameters.effect", "parameters.ratio", "parameters.second_group"),
    message="plan.sample-size-two-means",
)


def sample_size_two_means(
    difference: float,
    subject: Subject,
    *,
    sd: float = 1.0,
    alpha: float = 0.05,
    power: float = 0.80,
    sided: curves.Sided = "two-sided",
    ratio: float = 1.0,
    frame: core.Frame = ENDLESS,
) -> tuple[Estimate, ...]:
    """Sizes of the FIRST group (the second has `ratio` times as many); the population of `frame` is not used."""
    reason = _fault(difference, sd, alpha, power, ratio) or frame.fault()
    if reason is not None:
        return core.refused(METHOD, subject, reason)
    effect = difference / sd
    n1 = curves.means_size(effect, alpha, power, sided, ratio)
    formula = Text(
        es=f"Por grupo, el n con que la t no central con d = {effect:.4g} pasa el valor crítico con probabilidad "
        f"{power:g}; α = {alpha:g}, k = {ratio:g}",
        en=f"Per group, the n at which the non-central t with d = {effect:.4g} passes the critical value with "
        f"probability {power:g}; α = {alpha:g}, k = {ratio:g}",
    )
    told: core.Parameters = {
        "difference": difference,
        "sd": sd,
        "effect": effect,
        "alpha": alpha,
        "power": power,
        "sided": sided,
        "ratio": ratio,
        "second_group": core.rounded_up(frame.design_effect * n1 * ratio),
    }
    return core.sizes(METHOD, n1, frame, subject, formula, told, None)


def _fault(difference: float, sd: float, alpha: float, power: float, ratio: float) -> Text | None:
    return core.first_fault(
        (not core.finite(difference, sd, alpha, power, ratio), ("falta un número", "a number is missing")),
        (difference == 0, ("una diferencia de 0 no se puede hallar", "a difference of 0 cannot be found")),
        (not sd > 0, ("la desviación estándar debe ser mayor que 0", "the standard deviation must be above 0")),
        *levels(alpha, power),
        (not ratio > 0, ("la razón entre grupos debe ser mayor que 0", "the ratio of groups must be above 0")),
    )
