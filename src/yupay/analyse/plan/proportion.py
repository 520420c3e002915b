"""How many must answer so that a proportion is known within a margin?

Formula: n0 = z^2 p q / e^2; n = N D n0 / (N - 1 + D n0), which with D = 1 is N z^2 p q / (e^2 (N - 1) + z^2 p q).
Reference: Cochran, W. G. (1977), Sampling techniques (3rd ed.), sections 4.4 and 4.5.
"""

from scipy.special import ndtri

from yupay.analyse.plan import core
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-proportion",
    label=Text(es="Tamaño de muestra para una proporción", en="Sample size for a proportion"),
    room="plan",
    formula="n = N D n0 / (N - 1 + D n0), n0 = z^2 p q / e^2; rounded up; / response rate",
    reference="Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley.",
    needs=Text(
        es="La proporción supuesta (.5 si no se sabe), el margen y, si se conoce, el tamaño de la población",
        en="The supposed proportion (.5 where unknown), the margin and, where known, the size of the population",
    ),
    fields=("design", "parameters.z", "parameters.endless", "parameters.population"),
    message="plan.sample-size-proportion",
)
ENDLESS = core.Frame()


def z_of(level: float, z: float | None) -> float:
    """The normal value of a confidence level, or the one that was stated (1.96)."""
    return float(ndtri(0.5 + level / 2.0)) if z is None else z


def exact_size(p: float, margin: float, z: float, frame: core.Frame) -> float:
    """The size before rounding."""
    return core.corrected(z * z * p * (1.0 - p) / margin**2, frame, 1)


def sample_size_proportion(
    p: float,
    margin: float,
    subject: Subject,
    *,
    frame: core.Frame = ENDLESS,
    level: float = 0.95,
    z: float | None = None,
) -> tuple[Estimate, ...]:
    """Unrounded size, answers needed and units to invite for a proportion p known within +- margin.

    `z` replaces the normal value of `level` where a protocol states it rounded (1.96).
    """
    reason = fault(p, margin, level, z) or frame.fault()
    if reason is not None:
        return core.refused(METHOD, subject, reason)
    used = z_of(level, z)
    formula = Text(
        es=f"n0 = z² p q / e², con z = {used:.4g}, p = {p:g}, q = {1 - p:g}, e = {margin:g}",
        en=f"n0 = z² p q / e², with z = {used:.4g}, p = {p:g}, q = {1 - p:g}, e = {margin:g}",
    )
    told: core.Parameters = {"p": p, "margin": margin, "level": level if z is None else None, "z": used}
    return core.sizes(METHOD, used * used * p * (1.0 - p) / margin**2, frame, subject, formula, told, 1)


def fault(p: float, margin: float, level: float, z: float | None) -> Text | None:
    """Why there is no size, or None."""
    return core.first_fault(
        (not core.finite(p, margin, level), ("falta un número", "a number is missing")),
        (
            not 0 < p < 1,
            ("la proporción supuesta debe estar entre 0 y 1", "the supposed proportion must be between 0 and 1"),
        ),
        (not 0 < margin < 1, ("el margen debe estar entre 0 y 1", "the margin must be between 0 and 1")),
        (not 0 < level < 1, ("el nivel de confianza debe estar entre 0 y 1", "the level must be between 0 and 1")),
        (z is not None and not 0 < z < 40, ("z debe ser mayor que 0", "z must be above 0")),
    )
