"""How reliable is a score of items answered right or wrong, yes or no?

Formula: KR-20 = k / (k - 1) (1 - sum p q / s^2); KR-21 the same with every item as hard as the mean one:
k / (k - 1) (1 - M (k - M) / (k s^2)). s^2 is the variance of the score with divisor n, which makes KR-20 equal to alpha, or
n - 1, which textbooks also print and which is larger; the result names it and carries the other.
Reference: Kuder and Richardson (1937), Psychometrika 2, 151-160.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core
from yupay.analyse.numerics.arrays import Floats, finite
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Divisor = Literal["n", "n-1"]
REFERENCE = "Kuder, G. F., & Richardson, M. W. (1937). The theory of the estimation of test reliability. Psychometrika, 2, 151-160."
NEEDS = Text(
    es="Dos o más ítems con dos valores, 0 y 1; 3 o más personas",
    en="Two or more items with two values, 0 and 1; 3 or more persons",
)
METHOD_20 = Method(
    id="kr-20",
    label=Text(es="Confiabilidad: KR-20 de Kuder y Richardson", en="Reliability: Kuder-Richardson 20"),
    room=core.ROOM,
    formula="k/(k - 1) (1 - sum p q / s^2), the divisor of s^2 named",
    reference=REFERENCE,
    needs=NEEDS,
    fields=("interval", "n", "parameters.variance_divisor", "parameters.other_divisor_value", "parameters.sum_pq"),
    message="instrument.kr-20",
)
METHOD_21 = Method(
    id="kr-21",
    label=Text(es="Confiabilidad: KR-21 de Kuder y Richardson", en="Reliability: Kuder-Richardson 21"),
    room=core.ROOM,
    formula="k/(k - 1) (1 - M (k - M) / (k s^2)), the divisor of s^2 named",
    reference=REFERENCE,
    needs=NEEDS,
    fields=("n", "parameters.variance_divisor", "parameters.other_divisor_value", "parameters.score_mean"),
    message="instrument.kr-21",
)
NAMES = {
    "n": Text(es="varianza entre n", en="variance over n"),
    "n-1": Text(es="varianza entre n - 1", en="variance over n - 1"),
}
NOT_BINARY = core.not_assessable(
    "hay respuestas distintas de 0 y 1; con más de dos valores corresponde alfa.",
    "some answers are neither 0 nor 1; with more than two values alpha is the coefficient.",
)
MIXED = Text(
    es="Con divisor n - 1 en la varianza del puntaje y n en p·q el coeficiente no es igual a alfa y resulta mayor.",
    en="With divisor n - 1 in the variance of the score and n in p q the coefficient is not equal to alpha, and is larger.",
)


def kr20(
    items: ArrayLike, names: Sequence[str], subject: Subject, *, divisor: Divisor = "n", level: float = 0.95
) -> Estimate:
    """KR-20 of answers 0 or 1 (n, k); Feldt's interval goes with divisor "n" only, where it is alpha's."""
    return _both(items, names, subject, divisor, level, METHOD_20)


def kr21(items: ArrayLike, names: Sequence[str], subject: Subject, *, divisor: Divisor = "n") -> Estimate:
    """KR-21 of answers 0 or 1 (n, k): a lower bound of KR-20 that needs only the mean and variance of the score."""
    return _both(items, names, subject, divisor, 0.95, METHOD_21)


def _both(
    items: ArrayLike, names: Sequence[str], subject: Subject, divisor: Divisor, level: float, method: Method
) -> Estimate:
    """One of the two coefficients with the named divisor, and the value with the other one."""
    quantity = Text(es=f"{method.id.upper()} ({NAMES[divisor].es})", en=f"{method.id.upper()} ({NAMES[divisor].en})")
    table = core.answers(items, names)
    used, lost = cronbach.kept(table, "complete")
    n, k = used.shape
    fields = {"n": n, "warnings": core.left_out(lost)}
    short = core.too_small(n, k)
    if short is None and not np.isin(used, (0.0, 1.0)).all():
        short = NOT_BINARY
    if short is None and not used.sum(axis=1).var() > 1e-12:
        short = cronbach.NO_SPREAD
    if short is not None:
        return core.refused(subject, method.id, quantity, short, **fields)
    inner = error_variance(used) if method is METHOD_20 else harmonised_variance(used)
    values = {"n": _coefficient(used, inner, 0), "n-1": _coefficient(used, inner, 1)}
    value, low_high = values[divisor], cronbach.feldt(values[divisor], n, k, level)
    feldt = (
        core.between(*low_high, level, cronbach.METHODS["feldt"]) if method is METHOD_20 and divisor == "n" else None
    )
    return core.estimate(
        subject,
        method.id,
        quantity,
        value,
        interval=feldt,
        assumptions=(cronbach.TAU, core.persons_independent()),
        parameters={
            "items": k,
            "variance_divisor": divisor,
            "other_divisor_value": finite(values["n-1" if divisor == "n" else "n"]),
            "sum_pq": error_variance(used),
            "score_mean": float(used.sum(axis=1).mean()),
            "score_variance": float(used.sum(axis=1).var(ddof=0 if divisor == "n" else 1)),
        },
        **fields | {"warnings": (*core.left_out(lost), *((MIXED,) if divisor == "n-1" else ()))},
    )


def error_variance(items: Floats) -> float:
    """Sum of p q of items 0 or 1 (n, k)."""
    p = items.mean(axis=0)
    return float((p * (1.0 - p)).sum())


def harmonised_variance(items: Floats) -> float:
    """M (k - M) / k: the sum of p q if every item were as hard as the mean one."""
    k, mean = items.shape[1], float(items.sum(axis=1).mean())
    return float(mean * (k - mean) / k)


def _coefficient(items: Floats, inner: float, ddof: int) -> float:
    """K / (k - 1) (1 - inner / variance of the score)."""
    k = items.shape[1]
    return float(k / (k - 1.0) * (1.0 - inner / items.sum(axis=1).var(ddof=ddof)))
