"""How do the places of a study spread on one indicator?

Formula: order statistics and quantiles of type 7 over the places with data; zeros and incomplete answers counted apart.
Reference: Hyndman and Fan (1996), The American Statistician 50, 361-365, type 7; Gini (1912), Variabilità e mutabilità.
"""

import numpy as np

from yupay.analyse.describe.core import Floats, Values, describe_estimate, floats, gini, quartiles
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="summary",
    label=Text(es="estadísticos descriptivos", en="descriptive statistics"),
    room="describe",
    formula="min, Q1, Mdn, Q3, max: quantiles of type 7; Gini without n/(n − 1)",
    reference="Hyndman and Fan (1996), The American Statistician 50, 361-365 (type 7)",
    needs=Text(es="un valor por lugar; los lugares sin dato se cuentan aparte", en="a value per place; no data apart"),
    fields=("n",),
    message="describe.summary",
)
UNITLESS = frozenset({"n", "zeros", "incomplete", "zero_incomplete", "existing", "answered"})
QUANTITIES = {
    "n": Text(es="lugares con dato", en="places with data"),
    "zeros": Text(es="lugares con cero", en="places with zero"),
    "incomplete": Text(es="lugares con respuesta incompleta", en="places with incomplete answers"),
    "zero_incomplete": Text(es="ceros entre los que respondieron", en="zeros among rows that answered"),
    "existing": Text(es="registros existentes", en="rows that exist"),
    "answered": Text(es="registros que respondieron", en="rows that answered"),
    "min": Text(es="mínimo", en="minimum"),
    "q1": Text(es="primer cuartil", en="first quartile"),
    "median": Text(es="mediana", en="median"),
    "q3": Text(es="tercer cuartil", en="third quartile"),
    "max": Text(es="máximo", en="maximum"),
    "total": Text(es="total", en="total"),
    "gini": Text(es="índice de Gini", en="Gini index"),
}
NO_VALUES = Text(es="ningún lugar tiene dato", en="no place has data")
NOT_SUMMED = Text(es="no se suma: no es un conteo", en="not summed: it is not a count")
NO_GINI = Text(es="sin Gini: la suma es cero o hay valores negativos", en="no Gini: zero sum or negative values")


def tallies(values: Floats, answered: Floats, existing: Floats) -> dict[str, float]:
    """How many places have data, are zero, are incomplete, are both; and how many rows exist and answered."""
    known, silent = np.isfinite(values), answered < existing
    zero = known & (values == 0)
    return {
        "n": float(known.sum()),
        "zeros": float(zero.sum()),
        "incomplete": float(silent.sum()),
        "zero_incomplete": float((zero & silent).sum()),
        "existing": float(existing.sum()),
        "answered": float(answered.sum()),
    }


def measures(values: Floats, additive: bool) -> dict[str, float | None]:
    """Order statistics, total (counts only) and Gini of the values that are known; None where there are none."""
    known = values[np.isfinite(values)]
    names = ("min", "q1", "median", "q3", "max")
    five: dict[str, float | None] = dict(zip(names, quartiles(known), strict=True)) if known.size else {}
    return {name: five.get(name) for name in names} | {
        "total": float(known.sum()) if additive and known.size else None,
        "gini": gini(known),
    }


def reason(name: str, n: float, additive: bool) -> Text:
    """Why a statistic has no value."""
    if n == 0:
        return NO_VALUES
    return NOT_SUMMED if name == "total" and not additive else NO_GINI


def spread(
    subject: Subject, values: Values, answered: Values, existing: Values, *, additive: bool = True
) -> tuple[Estimate, ...]:
    """One estimate per descriptive statistic of an indicator over the places of a study.

    Args:
        subject: names; `unit` is the unit of the values. The key is the name of the statistic.
        values: one per place (n,), None or NaN where there is no data.
        answered: rows that answered, per place (n,).
        existing: rows that exist, per place (n,).
        additive: the values are counts, so that their total means something.

    Returns:
        Thirteen estimates with method "summary": n, zeros, incomplete, zero_incomplete, existing, answered, min, q1,
        median, q3, max, total and gini.

    """
    value = floats(values)
    found: dict[str, float | None] = dict(tallies(value, floats(answered), floats(existing)))
    n = found["n"] or 0.0
    found |= measures(value, additive)
    return tuple(
        describe_estimate(
            subject,
            METHOD.id,
            QUANTITIES[name],
            number,
            key=name,
            unit="index" if name == "gini" else "place" if name in UNITLESS else subject.unit,
            n=int(n),
            warnings=() if number is not None else (reason(name, n, additive),),
        )
        for name, number in found.items()
    )
