"""What does every plan share: the finite population once, the design effect, the silence, and the number rounded up.

Formula: with n0 the size for an endless population and D the design effect, n = N D n0 / (N - c + D n0), where c = 1 for
a proportion (its variance is p q N / (N - 1)) and c = 0 for a mean (its variance is S^2 with divisor N - 1); people to
invite = n rounded up / share that answers. D = 1 + (m - 1) rho for clusters of m with intra-class correlation rho.
Reference: Cochran, W. G. (1977), Sampling techniques (3rd ed.), ch. 2 and 4; Kish, L. (1965), Survey sampling, ch. 5 and 8.
"""

import math
from dataclasses import dataclass
from typing import Any

from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Parameters = dict[str, float | int | str | bool | None]
SLACK = 1e-9
SIZES = {
    "exact": Text(es="Tamaño de muestra sin redondear", en="Sample size before rounding"),
    "answers": Text(es="Respuestas que se necesitan", en="Answers needed"),
    "invitations": Text(es="Unidades que se deben invitar", en="Units to invite"),
}


@dataclass(frozen=True)
class Frame:
    """From whom a sample is drawn: units in the population (None: endless), design effect, share that answers."""

    population: int | None = None
    design_effect: float = 1.0
    response: float = 1.0

    def fault(self) -> Text | None:
        """Why no sample can be planned from this frame, or None."""
        return first_fault(
            (self.population is not None and self.population < 1, ("la población debe ser 1 o más", POPULATION)),
            (
                not self.design_effect > 0,
                ("el efecto de diseño debe ser mayor que 0", "the design effect must exceed 0"),
            ),
            (not 0 < self.response <= 1, ("la tasa de respuesta debe ir de más de 0 a 1", RESPONSE)),
        )


POPULATION = "the population must be 1 or more"
RESPONSE = "the response rate must be above 0 and at most 1"


def first_fault(*checks: tuple[bool, tuple[str, str]]) -> Text | None:
    """The first reason, (es, en), whose condition holds, as "Not assessable: ..."."""
    found = next((words for wrong, words in checks if wrong), None)
    return None if found is None else Text(es=f"No evaluable: {found[0]}.", en=f"Not assessable: {found[1]}.")


def finite(*numbers: float) -> bool:
    """Whether every number is one."""
    return all(math.isfinite(number) for number in numbers)


def clustered(size: float, rho: float) -> float:
    """Design effect of equal clusters of `size` with intra-class correlation `rho` (Kish 1965, ch. 5)."""
    return 1.0 + (size - 1.0) * rho


def corrected(endless: float, frame: Frame, lost: int) -> float:
    """The size after the design effect and ONE finite-population correction; `lost` is c of the module's formula."""
    spread = frame.design_effect * endless
    if frame.population is None:
        return spread
    below = frame.population - lost + spread
    return frame.population * spread / below if below > 0 else float(frame.population)


def rounded_up(size: float) -> int:
    """The next whole number, not pushed up by the last digit of a double."""
    return math.ceil(size - SLACK * max(1.0, size))


def sizes(
    method: Method, endless: float, frame: Frame, subject: Subject, formula: Text, told: Parameters, lost: int | None
) -> tuple[Estimate, ...]:
    """Three estimates: unrounded size, answers needed, units to invite; keys exact, answers, invitations.

    `endless` is the size for an endless population; `lost` as in `corrected`, None where no correction belongs.
    """
    used = frame if lost is not None else Frame(None, frame.design_effect, frame.response)
    exact = corrected(endless, used, lost or 0)
    answers = rounded_up(exact)
    invited = rounded_up(answers / used.response)
    shared: Parameters = {
        **told,
        "population": used.population,
        "design_effect": used.design_effect,
        "response": used.response,
        "endless": endless,
    }
    warnings = _beyond(invited, used.population)
    values = {"exact": exact, "answers": float(answers), "invitations": float(invited)}
    return tuple(
        Estimate(
            **keyed(subject, key),
            method=method.id,
            quantity=SIZES[key],
            value=value,
            design=steps(formula, used),
            parameters=shared,
            warnings=warnings if key == "invitations" else (),
        )
        for key, value in values.items()
    )


def refused(
    method: Method, subject: Subject, reason: Text, quantities: dict[str, Text] = SIZES
) -> tuple[Estimate, ...]:
    """The same estimates without a value, and why."""
    return tuple(
        Estimate(**keyed(subject, key), method=method.id, quantity=words, value=None, warnings=(reason,))
        for key, words in quantities.items()
    )


def keyed(subject: Subject, key: str) -> dict[str, Any]:
    """The fields of an Estimate of this room; the key of the quantity comes before the subject's own."""
    joined = "/".join(part for part in (key, subject.key) if part)
    return {**about(subject, "plan"), "key": joined, "unit": subject.unit or subject.unit_of_analysis}


def steps(formula: Text, frame: Frame) -> Text:
    """The formula in words, followed by what was done to its result, in order."""
    es, en = [formula.es], [formula.en]
    if frame.design_effect != 1:
        es.append(f"efecto de diseño {frame.design_effect:g}")
        en.append(f"design effect {frame.design_effect:g}")
    if frame.population is not None:
        es.append(f"corrección por población finita una sola vez, N = {frame.population}")
        en.append(f"finite-population correction once, N = {frame.population}")
    es.append("redondeo hacia arriba")
    en.append("rounded up")
    if frame.response != 1:
        es.append(f"dividido entre la tasa de respuesta esperada {frame.response:g}")
        en.append(f"divided by the expected response rate {frame.response:g}")
    return Text(es="; ".join(es) + ".", en="; ".join(en) + ".")


def _beyond(invited: int, population: int | None) -> tuple[Text, ...]:
    """The warning that more would be invited than there are."""
    if population is None or invited <= population:
        return ()
    return (
        Text(
            es=f"Habría que invitar a {invited} y solo hay {population}: invite a todas las unidades (censo) y acepte "
            "un margen mayor.",
            en=f"{invited} would have to be invited and there are only {population}: invite every unit (a census) and "
            "accept a wider margin.",
        ),
    )
