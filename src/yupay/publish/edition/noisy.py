"""The tables with noise as CSV and in the words of the pages: what was drawn, what it cost, how far off a count may be.

A count below 0 stands as it was drawn: put to 0, the sums would be too high.
"""

import math

from yupay.model.registry import NoisyTable
from yupay.model.release import Release
from yupay.model.text import Text
from yupay.publish.edition import counts

STATUS = "noisy"
EPSILON, SCALE, PARTS, LOW, HIGH = "epsilon", "scale", "parts", "noise_low", "noise_high"
COLUMNS = {
    counts.COUNT: Text(
        es="Personas, cada una contada una vez, con ruido sorteado; puede ser menor que cero, y no es un error",
        en="Persons, each counted once, with drawn noise; it may be below zero, and that is no error",
    ),
    counts.STATUS: Text(es="Que el conteo lleva ruido", en="That the count carries noise"),
    EPSILON: Text(
        es="Lo que costó el sorteo de la tabla entera: más epsilon, menos ruido y menos protección",
        en="What the draw of the whole table cost: more epsilon, less noise and less protection",
    ),
    SCALE: Text(
        es="Escala del ruido de cada celda sorteada (Laplace discreta)",
        en="Scale of the noise of each drawn cell (discrete Laplace)",
    ),
    PARTS: Text(es="De cuántas celdas sorteadas es la suma", en="How many drawn cells it sums"),
    LOW: Text(
        es="En 95 de 100 sorteos el ruido no baja de esta cantidad de personas",
        en="In 95 of 100 draws the noise is no lower than this number of persons",
    ),
    HIGH: Text(
        es="En 95 de 100 sorteos el ruido no pasa de esta cantidad de personas",
        en="In 95 of 100 draws the noise is no higher than this number of persons",
    ),
}
NOTE = {counts.NOTE: Text(es="Marca de los datos", en="Mark of the data")}
MEANING = {STATUS: Text(es="con ruido sorteado", en="with drawn noise")}
APART = Text(
    es="Las tablas con ruido van aparte: sus conteos no son exactos y pueden ser menores que cero",
    en="Tables with noise stand apart: their counts are not exact and may be below zero",
)
UNKNOWN = Text(es="No consta, o no es de los declarados", en="Not recorded, or none of those declared")


def columns(release: Release) -> dict[str, Text]:
    """The columns of a table with noise beside its axes, in order, with what they mean."""
    return {**COLUMNS, **(NOTE if counts.mark(release) else {})}


def axes_of(noisy: NoisyTable) -> tuple[str, ...]:
    """The axes that a table with noise is crossed by."""
    return counts.axes_of(noisy.cells)


def render(release: Release, noisy: NoisyTable) -> bytes:
    """A table with noise as CSV bytes, every margin among its rows."""
    axes, note = axes_of(noisy), counts.mark(release)
    told = [f"{noisy.epsilon:.6g}", f"{noisy.scale:.6g}"]
    rows = (
        [
            *(counts.code(axis, getattr(cell.key, axis)) for axis in axes),
            *(str(cell.count), STATUS, *told, str(cell.parts), str(-cell.reach), str(cell.reach)),
            *([note] if note else []),
        ]
        for cell in noisy.cells
    )
    return counts.written([*axes, *columns(release)], rows)


def odds(epsilon: float) -> float:
    """How many times likelier one person at most makes, or unmakes, any result: e to the epsilon."""
    return math.exp(epsilon)


def belief(epsilon: float) -> float:
    """Where the belief of who holds it one in two that a person is in the records may get to: at most this share."""
    return 1 / (1 + math.exp(-epsilon))
