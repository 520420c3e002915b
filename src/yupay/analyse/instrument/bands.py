"""At which scores does one level end and the next begin, how many persons are in each, and how much hangs on the cuts?

Formula: equal width, cuts at low + j (high - low) / L over the possible range; terciles, cuts at the 1/3 and 2/3 quantiles (type
7) of the observed scores; stanines, cuts at mean + z sd with z = -1.75, -1.25, ..., 1.75 (9 levels) or -0.75 and 0.75 (3 levels,
stanines 1-3, 4-6, 7-9); given cuts. A level goes from its cut, included, to the next; a score on a tercile or stanine cut
belongs to the level below. Sensitivity: share of persons whose level changes when every cut moves one point up or down, each
cut alone, or when another method makes the cuts.
Reference: Hyndman and Fan (1996), The American Statistician 50, 361-365, for quantiles; Thorndike, Cunningham, Thorndike and Hagen
(1991), Measurement and evaluation in psychology and education, for stanines.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import core
from yupay.analyse.numerics.arrays import Floats, Whole, floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

BandMethod = Literal["equal-width", "terciles", "stanines", "cuts"]
REFERENCE = (
    "Hyndman, R. J., & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, 50, 361-365. "
    "Thorndike, R. M., Cunningham, G. K., Thorndike, R. L., & Hagen, E. P. (1991). Measurement and evaluation in psychology and "
    "education (5th ed.). Macmillan."
)
METHOD = Method(
    id="score-bands",
    label=Text(es="Niveles del puntaje (baremo)", en="Score bands"),
    room=core.ROOM,
    formula="cuts by equal width, terciles, stanines or given; persons per level, Wilson limits",
    reference=REFERENCE,
    needs=Text(
        es="Un puntaje por persona, el rango posible y cuántos niveles",
        en="One score per person, the possible range and how many levels",
    ),
    fields=("interval", "n", "parameters.persons", "parameters.from", "parameters.to", "parameters.band_method"),
    message="instrument.score-bands",
)
METHOD_SENSITIVITY = Method(
    id="band-sensitivity",
    label=Text(es="Sensibilidad de los niveles a los cortes", en="Sensitivity of the levels to the cuts"),
    room=core.ROOM,
    formula="persons whose level changes when the cuts move / persons",
    reference=REFERENCE,
    needs=Text(es="Los niveles del puntaje", en="The score bands"),
    fields=("n", "parameters.changed", "parameters.cuts"),
    message="instrument.band-sensitivity",
)
QUANTITY = Text(es="Personas en el nivel", en="Persons in the level")
QUANTITY_SENSITIVITY = Text(es="Personas que cambian de nivel", en="Persons who change level")
NAMES: dict[BandMethod, Text] = {
    "equal-width": Text(es="amplitud igual sobre el rango posible", en="equal width over the possible range"),
    "terciles": Text(es="terciles de los puntajes observados", en="terciles of the observed scores"),
    "stanines": Text(es="estaninos (media y desviación observadas)", en="stanines (observed mean and deviation)"),
    "cuts": Text(es="cortes dados", en="given cuts"),
}
OF_THE_SAMPLE: tuple[BandMethod, ...] = ("terciles", "stanines")
RELATIVE = Text(
    es="Los cortes salen de la misma muestra: los niveles comparan a las personas entre sí, no dicen cuánto hay de lo medido.",
    en="The cuts come from the same sample: the levels compare persons with each other, they do not say how much there is.",
)
NO_CUTS = core.not_assessable(
    "los puntajes no se separan en tantos niveles distintos con este método.",
    "the scores do not part into so many different levels by this method.",
)
NINE, THREE = tuple(np.arange(-1.75, 2.0, 0.5).tolist()), (-0.75, 0.75)


def bands(
    scores: ArrayLike,
    subject: Subject,
    *,
    labels: Sequence[Text],
    low: float,
    high: float,
    method: BandMethod = "equal-width",
    cuts: Sequence[float] = (),
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """Persons per level, in percent, of scores (n,) between `low` and `high`, NaN where a person has none; key = level.

    `labels` name the levels, lowest first; `cuts` are used by "cuts" only: the lowest score of the second and later levels.
    """
    subject = _by(subject, method)
    seen, at, fields, short = _ready(scores, len(labels), low, high, method, cuts)
    if short is not None:
        parts = [core.part(subject, str(j + 1)) for j in range(len(labels))] or [subject]
        return tuple(core.refused(one, METHOD.id, QUANTITY, short, unit="percent", **fields) for one in parts)
    where, edges = levels(seen, at, method), [low, *at.tolist(), high]
    counts = np.bincount(where, minlength=len(labels))
    return tuple(
        core.estimate(
            core.part(subject, str(j + 1)),
            METHOD.id,
            Text(es=f"{QUANTITY.es}: {label.es}", en=f"{QUANTITY.en}: {label.en}"),
            100.0 * float(counts[j]) / seen.size,
            unit="percent",
            interval=core.wilson(float(counts[j]), seen.size, level),
            parameters={"persons": int(counts[j]), "level": j + 1, "levels": len(labels), "band_method": method}
            | {
                "from": edges[j],
                "to": edges[j + 1],
                "lowest_seen": _end(seen[where == j], 0),
                "highest_seen": _end(seen[where == j], -1),
            },
            **fields,
        )
        for j, label in enumerate(labels)
    )


def band_sensitivity(
    scores: ArrayLike,
    subject: Subject,
    *,
    count: int,
    low: float,
    high: float,
    method: BandMethod = "equal-width",
    cuts: Sequence[float] = (),
    step: float = 1.0,
) -> tuple[Estimate, ...]:
    """Share of persons, in percent, who change level: every cut `step` up, down, each alone, and by the other methods.

    Keys: "all+", "all-", "cut1+", "cut1-", ..., and the id of each other method.
    """
    subject = _by(subject, method)
    seen, at, fields, short = _ready(scores, count, low, high, method, cuts)
    if short is not None:
        return (core.refused(subject, METHOD_SENSITIVITY.id, QUANTITY_SENSITIVITY, short, unit="percent", **fields),)
    base = levels(seen, at, method)
    moved: dict[str, tuple[Floats, BandMethod]] = {"all+": (at + step, method), "all-": (at - step, method)}
    for j in range(at.size):
        one = np.eye(at.size)[j] * step
        moved |= {f"cut{j + 1}+": (at + one, method), f"cut{j + 1}-": (at - one, method)}
    others: tuple[BandMethod, ...] = ("equal-width", "terciles", "stanines")
    for other in others:
        found = cut_points(seen, count, low, high, other, ())
        if other != method and found is not None:
            moved[other] = (found, other)
    return tuple(_changed(core.part(subject, key), seen, base, *new, method, fields) for key, new in moved.items())


def cut_points(
    seen: Floats, count: int, low: float, high: float, method: BandMethod, cuts: Sequence[float]
) -> Floats | None:
    """The `count` - 1 cuts of a method, rising; None where it gives no such cuts for these scores."""
    if method == "cuts":
        at = np.asarray(cuts, dtype=np.float64)
    elif method == "equal-width":
        at = low + (high - low) * np.arange(1, count) / count
    elif method == "terciles":
        at = np.quantile(seen, [1.0 / 3.0, 2.0 / 3.0]) if count == 3 else np.zeros(0)
    else:
        z = {9: NINE, 3: THREE}.get(count, ())
        at = seen.mean() + np.asarray(z) * seen.std(ddof=1) if seen.size > 1 and seen.std() > 0 else np.zeros(0)
    usable = at.size == count - 1 and bool((np.diff(at) > 0).all()) and bool(np.isfinite(at).all())
    return np.asarray(at) if usable else None


def levels(seen: Floats, at: Floats, method: BandMethod) -> Whole:
    """The level (n,), from 0, of each score: on a cut it belongs above, but below for terciles and stanines."""
    side: Literal["left", "right"] = "left" if method in OF_THE_SAMPLE else "right"
    return np.asarray(np.searchsorted(at, seen, side=side), dtype=np.int64)


def _by(subject: Subject, method: BandMethod) -> Subject:
    """The subject whose base says how the levels were cut."""
    how, base = NAMES[method], subject.base
    said = Text(es=f"niveles por {how.es}", en=f"levels by {how.en}")
    both = said if base is None else Text(es=f"{base.es}; {said.es}", en=f"{base.en}; {said.en}")
    return subject.model_copy(update={"base": both})


def _ready(
    scores: ArrayLike, count: int, low: float, high: float, method: BandMethod, cuts: Sequence[float]
) -> tuple[Floats, Floats, dict[str, Any], Text | None]:
    """The scores there are, the cuts, n and warnings, and why not (or None)."""
    table = floats(scores)
    seen = table[np.isfinite(table)]
    without = Text(
        es=f"Personas sin puntaje: {table.size - seen.size}.", en=f"Persons without a score: {table.size - seen.size}."
    )
    said = (*((without,) if seen.size < table.size else ()), *((RELATIVE,) if method in OF_THE_SAMPLE else ()))
    fields: dict[str, Any] = {"n": int(seen.size), "warnings": said}
    if count < 2:
        reason = core.not_assessable(f"niveles pedidos, {count}.", f"levels asked for, {count}.")
        return seen, np.zeros(0), fields, reason
    if seen.size == 0:
        return seen, np.zeros(0), fields, core.not_assessable("nadie tiene puntaje.", "nobody has a score.")
    if not low < high or (seen < low - 1e-9).any() or (seen > high + 1e-9).any():
        reason = core.not_assessable(
            f"hay puntajes fuera del rango posible, de {low:g} a {high:g}.",
            f"some scores lie outside the possible range, {low:g} to {high:g}.",
        )
        return seen, np.zeros(0), fields, reason
    at = cut_points(seen, count, low, high, method, cuts)
    return seen, np.zeros(0) if at is None else at, fields, NO_CUTS if at is None else None


def _changed(
    subject: Subject, seen: Floats, base: Whole, at: Floats, how: BandMethod, method: BandMethod, fields: dict[str, Any]
) -> Estimate:
    """How many persons change level when the cuts are `at`."""
    changed = int((levels(seen, at, how) != base).sum())
    return core.estimate(
        subject,
        METHOD_SENSITIVITY.id,
        QUANTITY_SENSITIVITY,
        100.0 * changed / seen.size,
        unit="percent",
        parameters={
            "changed": changed,
            "cuts": "; ".join(f"{cut:.10g}" for cut in at),
            "band_method": method,
            "other": how,
        },
        **fields,
    )


def _end(seen: Floats, at: int) -> float | None:
    """The lowest (0) or highest (-1) of some scores."""
    return float(np.sort(seen)[at]) if seen.size else None
