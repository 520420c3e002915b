"""How many were recorded in a place, and what may be said of the doubt?

Formula: the count T of m answering rows with between-row variance s2 has limits T +- t(m - 1) sqrt(m s2), cut at zero;
Garwood limits instead where the source card says that events are independent; otherwise no interval.
Reference: Cochran (1977), Sampling Techniques, chapter 2; Garwood (1936), Biometrika 28, 437-442.
"""

import math

from yupay.analyse.describe.core import (
    BETWEEN_ROWS,
    EXACT_POISSON,
    describe_estimate,
    garwood,
    interval,
    t_limits,
    variance_of_totals,
)
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="count",
    label=Text(es="conteo registrado", en="recorded count"),
    room="describe",
    formula="T ± t(m − 1)·√(m·s²), s² between the m rows that answered; Garwood only for independent events",
    reference="Cochran (1977), Sampling Techniques, 3rd ed., Wiley; Garwood (1936), Biometrika 28, 437-442",
    needs=Text(
        es="un conteo por registro, y cuántos registros respondieron de cuántos existen",
        en="a count per row, and how many rows answered of how many exist",
    ),
    fields=("interval", "se", "df", "n", "parameters.answered", "parameters.existing"),
    message="describe.count",
)
QUANTITY = Text(es="conteo", en="count")
NO_DATA = Text(es="sin dato: ningún registro respondió", en="no data: no row answered")
ONE_ROW = Text(
    es="sin intervalo: respondió un solo registro y no hay varianza entre registros",
    en="no interval: a single row answered, so there is no variance between rows",
)
ALL_EQUAL = Text(
    es="sin intervalo: los registros que respondieron declaran lo mismo",
    en="no interval: the rows that answered declare the same",
)
NOT_KEPT = Text(es="sin intervalo: no hay conteos por registro", en="no interval: no counts by row")
HIDDEN = Text(es="valor reservado para proteger a las personas", en="value hidden to protect persons")


def incomplete(answered: int, existing: int) -> tuple[Text, ...]:
    """A warning where some rows were silent."""
    if answered >= existing:
        return ()
    return (
        Text(
            es=f"respondieron {answered} de {existing}: los demás no se cuentan como cero",
            en=f"{answered} of {existing} answered: the others are not counted as zero",
        ),
    )


def doubt(
    value: float, answered: int, squares: float | None, independent: bool
) -> tuple[Interval | None, float | None, float | None, tuple[Text, ...]]:
    """Interval, standard error, degrees of freedom and warnings of a count of `answered` rows."""
    if independent:
        return interval(garwood(value), EXACT_POISSON), math.sqrt(value), None, ()
    if squares is None or answered < 2:
        return None, None, None, (NOT_KEPT if squares is None else ONE_ROW,)
    se = math.sqrt(float(variance_of_totals([value], [squares], [answered])[0]))
    if se == 0.0:
        return None, None, None, (ALL_EQUAL,)
    df = answered - 1.0
    return interval(t_limits(value, se, df), BETWEEN_ROWS), se, df, ()


def count(
    subject: Subject,
    value: float | None,
    *,
    answered: int,
    existing: int,
    squares: float | None = None,
    independent: bool = False,
) -> Estimate:
    """A count of one place, as recorded.

    Args:
        subject: names; `unit` is the counting unit, `base` says how many of how many answered.
        value: the sum over the rows that answered; None where none did.
        answered: how many rows answered.
        existing: how many rows exist.
        squares: sum of the squared counts of the rows that answered; None where they are not known.
        independent: the source card says that the events are independent.

    Returns:
        An estimate with method "count". No data has no value and a warning; it is never zero.

    """
    parameters = {"answered": answered, "existing": existing}
    if value is None:
        return describe_estimate(
            subject, METHOD.id, QUANTITY, None, n=answered, parameters=parameters, warnings=(NO_DATA,)
        )
    found, se, df, warnings = doubt(value, answered, squares, independent)
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        interval=found,
        se=se,
        df=df,
        n=answered,
        parameters=parameters,
        warnings=(*warnings, *incomplete(answered, existing)),
    )


def hidden_count(subject: Subject, *, answered: int, existing: int) -> Estimate:
    """A count kept back by protection: no value and no bounds."""
    return describe_estimate(
        subject,
        METHOD.id,
        QUANTITY,
        None,
        n=answered,
        parameters={"answered": answered, "existing": existing},
        warnings=(HIDDEN,),
    )
