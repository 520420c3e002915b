"""How many units are needed so that a correlation of a given size is found, or is known within a width?

Formula: n = ((z_a s_0 + z_b s_r) / atanh r)^2 + c; Pearson: s = 1, c = 3; Spearman: s_r = sqrt(1 + r^2 / 2), c = 3;
Kendall: s = sqrt(.437), c = 4; s_0 is the value at r = 0, where the test has its critical value. For a width w, the n at
which the Fisher interval of r is exactly w wide. Units are independent; on a map they are not (see `simulation`).
Reference: Fisher, R. A. (1921), Metron 1, 3-32; Bonett, D. G. and Wright, T. A. (2000), Psychometrika 65, 23-28;
Fieller, Hartley and Pearson (1957), Biometrika 44, 470-481.
"""

from yupay.analyse.plan import core, curves
from yupay.analyse.plan.proportion import ENDLESS
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-correlation",
    label=Text(es="Tamaño de muestra para una correlación", en="Sample size for a correlation"),
    room="plan",
    formula="n = ((z_a s_0 + z_b s_r) / atanh r)^2 + c; or the n whose Fisher interval is w wide",
    reference="Bonett, D. G., & Wright, T. A. (2000). Sample size requirements for estimating Pearson, Kendall and "
    "Spearman correlations. Psychometrika, 65, 23-28.",
    needs=Text(
        es="La correlación más pequeña que importa, y la potencia o el ancho del intervalo",
        en="The smallest correlation that matters, and the power or the width of the interval",
    ),
    fields=("design", "parameters.coefficient", "parameters.alpha", "parameters.power", "parameters.width"),
    message="plan.sample-size-correlation",
)


def sample_size_correlation(
    r: float,
    subject: Subject,
    *,
    alpha: float = 0.05,
    power: float = 0.80,
    sided: curves.Sided = "two-sided",
    coefficient: curves.Coefficient = "pearson",
    width: float | None = None,
    frame: core.Frame = ENDLESS,
) -> tuple[Estimate, ...]:
    """Unrounded size, answers needed and units to invite to find a correlation r, or to know it within `width`.

    With `width`, the level is 1 - alpha and `power` is not used.
    """
    reason = _fault(r, alpha, power, width) or frame.fault()
    if reason is not None:
        return core.refused(METHOD, subject, reason)
    told: core.Parameters = {"r": r, "coefficient": coefficient, "alpha": alpha, "width": width}
    if width is not None:
        endless = curves.size_of_width(r, width, 1.0 - alpha, coefficient)
        formula = Text(
            es=f"El n con que el intervalo de Fisher de r = {r:g} ({coefficient}) mide {width:g}",
            en=f"The n at which the Fisher interval of r = {r:g} ({coefficient}) is {width:g} wide",
        )
    else:
        told |= {"power": power, "sided": sided}
        endless = curves.correlation_size(r, alpha, power, sided, coefficient)
        constant = f"{curves.LOST[coefficient]:g}"
        formula = Text(
            es=f"n0 = ((z_α s0 + z_β s_r) / atanh r)² + {constant}, con r = {r:g} ({coefficient}), α = {alpha:g} "
            f"{'bilateral' if sided == 'two-sided' else 'unilateral'}, potencia {power:g}",
            en=f"n0 = ((z_α s0 + z_β s_r) / atanh r)² + {constant}, with r = {r:g} ({coefficient}), α = {alpha:g} "
            f"{sided}, power {power:g}",
        )
    return core.sizes(METHOD, endless, frame, subject, formula, told, 0)


def _fault(r: float, alpha: float, power: float, width: float | None) -> Text | None:
    return core.first_fault(
        (not core.finite(r, alpha, power), ("falta un número", "a number is missing")),
        (not abs(r) < 1, ("la correlación debe estar entre -1 y 1", "the correlation must be between -1 and 1")),
        (width is None and r == 0, ("ningún n encuentra una correlación de 0", "no n finds a correlation of 0")),
        *levels(alpha, power),
        (
            width is not None and not 0 < width < 2,
            ("el ancho debe estar entre 0 y 2", "the width must be between 0 and 2"),
        ),
    )


def levels(alpha: float, power: float) -> tuple[tuple[bool, tuple[str, str]], ...]:
    """The checks of a level and a power."""
    return (
        (not 0 < alpha < 0.5, ("alfa debe estar entre 0 y .5", "alpha must be between 0 and .5")),
        (not alpha < power < 1, ("la potencia debe estar entre alfa y 1", "the power must be between alpha and 1")),
    )
