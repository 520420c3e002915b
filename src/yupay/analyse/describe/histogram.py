"""How are the places of a study spread over the values of one indicator? A count of places per class of equal width.

Formula: k = ceil(1 + log2 n) classes; width = (max - min) / k taken up to 1, 2 or 5 times a power of ten; the first class
starts at a multiple of the width; a class holds low <= value < high.
Reference: Sturges, H. A. (1926). The choice of a class interval. Journal of the American Statistical Association, 21,
65-66.
"""

import math

import numpy as np

from yupay.analyse.describe.core import Floats, Values, describe_estimate, floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="histogram",
    label=Text(es="histograma", en="histogram"),
    room="describe",
    formula="k = ceil(1 + log2 n) classes of one round width; low <= value < high",
    reference="Sturges, H. A. (1926). The choice of a class interval. Journal of the American Statistical Association, "
    "21, 65-66.",
    needs=Text(es="un valor por lugar; los lugares sin dato no entran", en="a value per place; no data stays out"),
    fields=("n", "parameters.low", "parameters.high"),
    message="describe.histogram",
)
QUANTITY = Text(es="lugares en la clase", en="places in the class")


def histogram(subject: Subject, values: Values) -> tuple[Estimate, ...]:
    """One estimate per class of an indicator over the places of a study, lowest class first; none without two values.

    Args:
        subject: names; the key of each estimate is "class-1", "class-2", ...
        values: one per place (n,), None or NaN where there is no data.

    Returns:
        Counts of places; `parameters` hold the bounds of the class, in the unit of the values.

    """
    known = floats(values)
    known = known[np.isfinite(known)]
    if known.size < 2 or known.min() == known.max():
        return ()
    cuts = edges(known)
    counts = np.histogram(known, cuts)[0]
    return tuple(
        describe_estimate(
            subject, METHOD.id, QUANTITY, float(count), key=f"class-{place}", unit="place", n=int(known.size)
        ).model_copy(update={"parameters": {"low": float(low), "high": float(high)}})
        for place, (count, low, high) in enumerate(zip(counts, cuts[:-1], cuts[1:], strict=True), start=1)
    )


def edges(known: Floats) -> Floats:
    """The bounds of the classes: round, equally apart, the highest above every value."""
    wanted = math.ceil(1 + math.log2(known.size))
    step = round_width((known.max() - known.min()) / wanted)
    first, last = math.floor(known.min() / step), math.floor(known.max() / step)
    cuts: Floats = np.round(np.arange(first, last + 2) * step, 12)
    return cuts


def round_width(width: float) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that is at least `width`."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= width * (1 - 1e-12))
