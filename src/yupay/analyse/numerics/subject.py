"""What every estimate of an association copies from its subject, and the warnings that they share."""

from typing import Any

from yupay.model.estimate import Assumption, Interval, Subject
from yupay.model.text import Text


def about(subject: Subject, question: str = "relate") -> dict[str, Any]:
    """The fields of an Estimate that its Subject already holds."""
    return {
        "question": question,
        "variables": subject.variables,
        "unit_of_analysis": subject.unit_of_analysis,
        "key": subject.key,
        "unit": subject.unit or "coefficient",
        "sources": subject.sources,
        "rows": subject.rows,
        "base": subject.base,
    }


def between(bounds: tuple[float, float] | None, level: float, method: Text) -> Interval | None:
    """An interval of two bounds, or None where the data are too few for one."""
    if bounds is None:
        return None
    return Interval(low=bounds[0], high=bounds[1], level=level, method=method)


def left_out(count: int) -> tuple[Text, ...]:
    """The warning that units without all their values were left out."""
    if count == 0:
        return ()
    return (
        Text(
            es=f"Unidades que se dejaron fuera por no tener dato en alguna de las variables: {count}.",
            en=f"Units left out because one of the variables has no data there: {count}.",
        ),
    )


def too_few(n: int, needed: int) -> Text:
    """The warning that there are not enough units."""
    return Text(
        es=f"No evaluable: unidades con dato, {n}; se necesitan al menos {needed}.",
        en=f"Not assessable: units with data, {n}; at least {needed} are needed.",
    )


def constant() -> Text:
    """The warning that a variable does not vary."""
    return Text(
        es="No evaluable: una de las variables no varía entre las unidades.",
        en="Not assessable: one of the variables does not vary between the units.",
    )


def shortfall(n: int, needed: int, flat: bool) -> Text | None:
    """Why nothing can be computed, or None where it can."""
    if n < needed:
        return too_few(n, needed)
    return constant() if flat else None


def independence() -> Assumption:
    """The assumption of every method that treats units as independent."""
    return Assumption(
        name=Text(es="Unidades independientes", en="Independent units"),
        held=None,
        evidence=Text(
            es="No se comprueba aquí: los territorios vecinos suelen parecerse; véase el índice I de Moran.",
            en="Not checked here: neighbouring territories tend to be alike; see Moran's I.",
        ),
    )


def independent_answers() -> Assumption:
    """The assumption of every method that treats the rows of a sample as independent."""
    return Assumption(
        name=Text(es="Respuestas independientes entre sí", en="Answers independent of each other"),
        held=None,
        evidence=Text(
            es="No se comprueba aquí: si las filas se sortearon por grupos (hogares, aulas), declare el diseño de la muestra.",
            en="Not checked here: if rows were drawn in groups (households, classes), declare the sampling design.",
        ),
    )
