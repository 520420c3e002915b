"""What do the methods of this room share: the table of answers, one builder of estimates, and why nothing can be said."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import intervals
from yupay.analyse.numerics.arrays import Floats, finite, floats
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.text import Text

ROOM = "instrument"
WILSON = Text(es="Wilson (1927)", en="Wilson (1927)")
PERSONS = Text(es="personas independientes entre sí", en="persons independent of each other")
NOT_CHECKED = Text(
    es="No se comprueba aquí: si la muestra se sorteó por conglomerados, el intervalo queda corto.",
    en="Not checked here: if the sample was drawn by clusters, the interval is too narrow.",
)


def answers(items: ArrayLike, names: Sequence[str]) -> Floats:
    """Answers as (n, k) doubles, blank as NaN.

    Raises:
        ValueError: `items` is not a table, or there is not one name per column.

    """
    table = floats(items)
    if table.ndim == 1 and table.size == 0:
        table = table.reshape(0, len(names))
    if table.ndim != 2 or table.shape[1] != len(names):
        raise ValueError(f"items {table.shape} do not go with {len(names)} names")
    return np.where(np.isfinite(table), table, np.nan)


def columns(names: Sequence[str], chosen: Sequence[str]) -> Any:
    """Which of the named columns are among `chosen` (k,).

    Raises:
        ValueError: a chosen name is not a column.

    """
    unknown = sorted(set(chosen) - set(names))
    if unknown:
        raise ValueError(f"not among the items: {', '.join(unknown)}")
    return np.isin(np.asarray(names, dtype=object).astype(str), list(chosen)) if names else np.zeros(0, dtype=bool)


def estimate(subject: Subject, method: str, quantity: Text, value: float | None, **fields: Any) -> Estimate:
    """An estimate of this room; `unit` may be named among the fields. A value that is not finite becomes None."""
    own = about(subject, ROOM) | ({"unit": fields.pop("unit")} if "unit" in fields else {})
    return Estimate(**own, method=method, quantity=quantity, value=None if value is None else finite(value), **fields)


def refused(subject: Subject, method: str, quantity: Text, reason: Text, **fields: Any) -> Estimate:
    """An estimate without a value, and why."""
    return estimate(subject, method, quantity, None, **fields | {"warnings": (*fields.get("warnings", ()), reason)})


def part(subject: Subject, name: str) -> Subject:
    """The same subject, about one item, level or component of it."""
    return subject.model_copy(update={"key": f"{subject.key}~{name}" if subject.key else name})


def not_assessable(es: str, en: str) -> Text:
    """A reason in both languages."""
    return Text(es=f"No evaluable: {es}", en=f"Not assessable: {en}")


def too_small(n: int, k: int, *, persons: int = 3, items: int = 2) -> Text | None:
    """Why so few persons or items give nothing, or None where they are enough."""
    if k < items:
        return not_assessable(
            f"ítems, {k}; se necesitan al menos {items}.", f"items, {k}; at least {items} are needed."
        )
    if n < persons:
        return not_assessable(
            f"personas con respuesta, {n}; se necesitan al menos {persons}.",
            f"persons who answered, {n}; at least {persons} are needed.",
        )
    return None


def flat(names: Sequence[str]) -> Text:
    """The reason that some items do not vary."""
    return not_assessable(
        f"todas las personas respondieron lo mismo en {', '.join(names)}.",
        f"every person gave the same answer to {', '.join(names)}.",
    )


def singular() -> Text:
    """The reason that an item is a combination of the others."""
    return not_assessable(
        "algún ítem es combinación exacta de los demás (o hay más ítems que personas); la matriz no se puede invertir.",
        "some item is an exact combination of the others (or there are more items than persons); the table cannot be "
        "inverted.",
    )


def left_out(count: int) -> tuple[Text, ...]:
    """The warning that persons with blanks were left out."""
    if count == 0:
        return ()
    return (
        Text(
            es=f"Personas que se dejaron fuera por no responder todos los ítems: {count}.",
            en=f"Persons left out because they did not answer every item: {count}.",
        ),
    )


def persons_independent() -> Assumption:
    """The assumption of every method that counts each person once."""
    return Assumption(name=PERSONS, held=None, evidence=NOT_CHECKED)


def between(low: float, high: float, level: float, method: Text) -> Interval | None:
    """An interval, or None where a bound is not a number."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    return Interval(low=float(low), high=float(high), level=level, method=method)


def wilson(count: float, base: float, level: float = 0.95, scale: float = 100.0) -> Interval:
    """Wilson limits of the share `count` of `base` (base > 0), in percent."""
    low, high = intervals.wilson(count, base, level)
    return Interval(low=scale * low, high=scale * high, level=level, method=WILSON)
