"""Do the judges hold an item to be valid, and how sure is that with so few judges?

Formula: V = (mean rating - low) / (high - low). Score interval with n judges and k = high - low steps:
(2nkV + z^2 +- z sqrt(4nkV(1 - V) + z^2)) / (2(nk + z^2)). p: P(sum as large) if every rating were drawn at random.
Judges' rule (Escurra): 5, 6 or 7 judges must all agree, of 8 at least 7; it is the exact binomial test at .05.
Reference: Aiken (1985), Educational and Psychological Measurement 45, 131-142; Penfield and Giacobbi (2004), Measurement in
Physical Education and Exercise Science 8, 213-225; Escurra (1988), Revista de Psicologia (PUCP) 6, 103-111.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.instrument import core, judges
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="aiken-v",
    label=Text(es="Validez por juicio de expertos: V de Aiken", en="Validity by expert judgement: Aiken's V"),
    room=core.ROOM,
    formula="V = (mean rating - low)/(high - low); score interval; exact p; judges' rule",
    reference="Aiken, L. R. (1985). Three coefficients for analyzing the reliability and validity of ratings. Educational and "
    "Psychological Measurement, 45, 131-142. Penfield, R. D., & Giacobbi, P. R. (2004). Applying a score confidence interval "
    "to Aiken's item content-relevance index. Measurement in Physical Education and Exercise Science, 8, 213-225. Escurra, L. "
    "M. (1988). Cuantificación de la validez de contenido por criterio de jueces. Revista de Psicología, 6, 103-111.",
    needs=Text(
        es="Calificaciones de los jueces en una escala con extremos declarados",
        en="Ratings of the judges on a scale with declared ends",
    ),
    fields=(
        "interval",
        "p",
        "n",
        "parameters.agree",
        "parameters.agree_needed",
        "parameters.rule_met",
        "parameters.sum",
    ),
    message="instrument.aiken-v",
)
QUANTITY = Text(es="V de Aiken", en="Aiken's V")
WHOLE = Text(es="V de Aiken, promedio de los ítems", en="Aiken's V, mean of the items")
SCORE = Text(
    es="intervalo de puntaje de Penfield y Giacobbi (2004)", en="score interval of Penfield and Giacobbi (2004)"
)


def aiken_v(
    ratings: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    low: float,
    high: float,
    agree_from: float | None = None,
    level: float = 0.95,
) -> tuple[Estimate, ...]:
    """V of each item from ratings (judges, items) between `low` and `high`; key = item, n = judges who rated it.

    A judge agrees who rates `agree_from` or more (default: the highest rating).
    """
    table = judges.ratings_of(ratings, names, low, high)
    agreed = high if agree_from is None else agree_from
    return tuple(
        _item(column[np.isfinite(column)], core.part(subject, name), low, high, agreed, level)
        for name, column in zip(names, table.T, strict=True)
    )


def aiken_whole(ratings: ArrayLike, names: Sequence[str], subject: Subject, *, low: float, high: float) -> Estimate:
    """The mean V of the items, with the least; no interval, for the same judges rated every item."""
    table = judges.ratings_of(ratings, names, low, high)
    short = judges.unusable(table[np.isfinite(table)], low, high)
    if short is not None:
        return core.refused(subject, METHOD.id, WHOLE, short, n=len(table))
    seen = np.isfinite(table).any(axis=0)
    values = (np.nanmean(table[:, seen], axis=0) - low) / (high - low)
    parameters = {"items": int(seen.sum()), "least": float(values.min()), "largest": float(values.max())}
    return core.estimate(subject, METHOD.id, WHOLE, float(values.mean()), n=len(table), parameters=parameters)


def _item(seen: Floats, subject: Subject, low: float, high: float, agreed: float, level: float) -> Estimate:
    """V of one item from the ratings it got."""
    n = seen.size
    short = judges.unusable(seen, low, high)
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, n=n)
    value = float((seen.mean() - low) / (high - low))
    rule, few = judges.rule(int((seen >= agreed).sum()), n)
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        interval=core.between(*score_limits(value, n, high - low, level), level, SCORE),
        n=n,
        p=judges.chance(float(seen.sum()), n, low, high),
        parameters={
            "sum": float(seen.sum()),
            "mean": float(seen.mean()),
            "low": low,
            "high": high,
            "agree_from": agreed,
        }
        | rule,
        warnings=few,
    )


def score_limits(value: float, n: int, steps: float, level: float = 0.95) -> tuple[float, float]:
    """Score limits of V of `n` judges on a scale of `steps` = high - low."""
    z, size = float(ndtri(0.5 + level / 2.0)), n * steps
    reach = z * float(np.sqrt(4.0 * size * value * (1.0 - value) + z * z))
    low, high = (2.0 * size * value + z * z + np.array([-reach, reach])) / (2.0 * (size + z * z))
    return (0.0 if value == 0.0 else float(low)), (1.0 if value == 1.0 else float(high))
