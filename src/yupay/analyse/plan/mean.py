"""How many must answer so that a mean is known within a margin?

Formula: n0 = z^2 S^2 / e^2; n = N D n0 / (N + D n0), S^2 with divisor N - 1; with Student's t instead of z, the smallest n
for which t(n - 1) S sqrt(D (1 - n / N) / n) <= e, printed beside it.
Reference: Cochran, W. G. (1977), Sampling techniques (3rd ed.), section 4.6.
"""

import math

from scipy.stats import t as student

from yupay.analyse.plan import core
from yupay.analyse.plan.proportion import ENDLESS, z_of
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="sample-size-mean",
    label=Text(es="Tamaño de muestra para una media", en="Sample size for a mean"),
    room="plan",
    formula="n = N D n0 / (N + D n0), n0 = z^2 S^2 / e^2; rounded up; / response rate",
    reference="Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley.",
    needs=Text(
        es="La desviación estándar supuesta y el margen, en la unidad de la media",
        en="The supposed standard deviation and the margin, in the unit of the mean",
    ),
    fields=("design", "parameters.z", "parameters.endless", "parameters.answers_by_t"),
    message="plan.sample-size-mean",
)
STEPS_OF_T = 200


def sample_size_mean(
    sd: float,
    margin: float,
    subject: Subject,
    *,
    frame: core.Frame = ENDLESS,
    level: float = 0.95,
    z: float | None = None,
) -> tuple[Estimate, ...]:
    """Unrounded size, answers needed and units to invite for a mean known within +- margin."""
    reason = _fault(sd, margin, level, z) or frame.fault()
    if reason is not None:
        return core.refused(METHOD, subject, reason)
    used = z_of(level, z)
    formula = Text(
        es=f"n0 = z² S² / e², con z = {used:.4g}, S = {sd:g}, e = {margin:g}",
        en=f"n0 = z² S² / e², with z = {used:.4g}, S = {sd:g}, e = {margin:g}",
    )
    told: core.Parameters = {
        "sd": sd,
        "margin": margin,
        "level": level if z is None else None,
        "z": used,
        "answers_by_t": by_t(sd, margin, frame, level) if z is None else None,
    }
    return core.sizes(METHOD, (used * sd / margin) ** 2, frame, subject, formula, told, 0)


def by_t(sd: float, margin: float, frame: core.Frame, level: float) -> int | None:
    """Answers needed when the deviation is estimated from the sample itself; None where it is the whole population."""
    n = max(2, core.rounded_up(core.corrected((z_of(level, None) * sd / margin) ** 2, frame, 0)))
    for _ in range(STEPS_OF_T):
        if frame.population is not None and n >= frame.population:
            return None
        left = 1.0 if frame.population is None else 1.0 - n / frame.population
        reach = float(student.isf((1.0 - level) / 2.0, n - 1)) * sd * math.sqrt(frame.design_effect * left / n)
        if reach <= margin:
            return n
        n += 1
    return None


def _fault(sd: float, margin: float, level: float, z: float | None) -> Text | None:
    return core.first_fault(
        (not core.finite(sd, margin, level), ("falta un número", "a number is missing")),
        (not sd > 0, ("la desviación estándar debe ser mayor que 0", "the standard deviation must be above 0")),
        (not margin > 0, ("el margen debe ser mayor que 0", "the margin must be above 0")),
        (not 0 < level < 1, ("el nivel de confianza debe estar entre 0 y 1", "the level must be between 0 and 1")),
        (z is not None and not 0 < z < 40, ("z debe ser mayor que 0", "z must be above 0")),
    )
