"""At least how many are there, from how many people are on one list and how many on two?

Formula: with t lists, f1 people on exactly one and f2 on exactly two, a = (t - 1) / t:
N >= n + a f1^2 / (2 f2) (classic), or n + a f1 (f1 - 1) / (2 (f2 + 1)) (corrected for bias, also with f2 = 0).
With r = f1 / f2: se^2 = f2 (a r^2 / 2 + a^2 r^3 + a^2 r^4 / 4), or
se^2 = a f1 (f1 - 1) / (2 (f2 + 1)) + a^2 f1 (2 f1 - 1)^2 / (4 (f2 + 1)^2) + a^2 f1^2 f2 (f1 - 1)^2 / (4 (f2 + 1)^4)
where f2 = 0 its last term is - a^2 f1^4 / (4 N); log-normal interval.
Reference: Chao (1987), Biometrics 43, 783-791; Chao (1989), Biometrics 45, 427-438.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.closed_fit import closed_people, interval_of
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, manned, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, seen, size
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-chao",
    label=Text(es="Cota inferior de Chao", en="Chao's lower bound"),
    room="hidden",
    formula="N >= n + (t-1)/t f1 (f1-1) / (2 (f2+1))",
    reference="Chao, A. (1987). Estimating the population size for capture-recapture data with unequal catchability. "
    "Biometrics, 43, 783-791. Chao, A. (1989). Estimating population size for sparse data in capture-recapture "
    "experiments. Biometrics, 45, 427-438.",
    needs=Text(es="Dos listas con coincidencias", en="Two lists that overlap"),
    fields=("interval", "se", "parameters.on_one", "parameters.on_two", "parameters.form"),
)
LOWER = Text(es="Es una cota inferior, no el total.", en="It is a lower bound, not the total.")


@dataclass(frozen=True)
class Bound:
    """A lower bound of the total and its standard error; people on exactly one list, on exactly two."""

    total: float
    se: float
    on_one: float
    on_two: float


def bound(y: Cells, *, corrected: bool = True) -> Bound | None:
    """Chao's bound of a table (2**t,); None where the classic form has nobody on exactly two lists."""
    n, t = float(seen(y)), lists_of(y)
    k = np.array([size(cell) for cell in range(y.size)])
    one, two, a = float(y[k == 1].sum()), float(y[k == 2].sum()), (t - 1) / t
    if not corrected:
        return _classic(n, one, two, a) if two > 0 else None
    total = n + a * one * (one - 1) / (2 * (two + 1))
    shared = a * one * (one - 1) / (2 * (two + 1)) + a**2 * one * (2 * one - 1) ** 2 / (4 * (two + 1) ** 2)
    last = a**2 * one**2 * two * (one - 1) ** 2 / (4 * (two + 1) ** 4) if two else -(a**2) * one**4 / (4 * total)
    return Bound(total, float(np.sqrt(max(shared + last, 0.0))), one, two)


def estimate(y: Cells, subject: Subject, *, corrected: bool = True, level: float = 0.95) -> Estimate:
    """Chao's lower bound of a table (2**t,), corrected for bias or classic; lists that nobody is on count for nothing."""
    short = unusable(y, least=2)
    shared = {"assumptions": assumptions()}
    if short is not None:
        return refused(y, subject, METHOD.id, short, **shared)
    found = bound(only(y, manned(y)), corrected=corrected)
    if found is None:
        none = Text(
            es="No evaluable: nadie está exactamente en dos listas; use la forma corregida.",
            en="Not assessable: nobody is on exactly two lists; use the corrected form.",
        )
        return refused(y, subject, METHOD.id, none, **shared)
    n = seen(y)
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=found.total,
        interval=interval_of(n, found.total - n, found.se, level),
        se=found.se,
        n=n,
        parameters={
            "form": "corrected" if corrected else "classic",
            "on_one": found.on_one,
            "on_two": found.on_two,
        },
        warnings=(LOWER, *left_empty(y, subject)),
    )


def assumptions() -> tuple[Assumption, ...]:
    """What must hold of the people on no list, first; then what all models need."""
    return (
        unchecked(
            Text(es="Supuesto que identifica la cota", en="What identifies the bound"),
            Text(
                es="No se comprueba con estos datos: cada persona tiene su propia probabilidad de estar en una lista, la misma en todas, y estar en una no cambia la de estar en otra; quienes no están en ninguna son entonces, en promedio, al menos los que se indican.",
                en="These data cannot check it: each person has their own chance of being on a list, the same on all of them, and being on one does not change that of another; those on none are then, on average, at least as many as stated.",
            ),
        ),
        *closed_people(),
    )


def _classic(n: float, one: float, two: float, a: float) -> Bound:
    r = one / two
    variance = two * (a * r**2 / 2 + a**2 * r**3 + a**2 * r**4 / 4)
    return Bound(n + a * one**2 / (2 * two), float(np.sqrt(variance)), one, two)
