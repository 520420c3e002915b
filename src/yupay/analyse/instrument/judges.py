"""How many judges must agree before their agreement is more than chance?

Formula: sum of n ratings, each of c values equally likely: exact by repeated convolution; with c = 2 the binomial of 1/2.
Escurra's rule for judges who agree or not is the least number with P(X >= m) < .05: all of 5, 6 or 7, 7 of 8.
Reference: Aiken (1985), Educational and Psychological Measurement 45, 131-142; Escurra (1988), Revista de Psicologia (PUCP) 6,
103-111.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom

from yupay.analyse.instrument import core
from yupay.analyse.numerics.arrays import Floats
from yupay.model.text import Text

ALPHA = 0.05
NO_RATING = core.not_assessable("ningún juez calificó.", "no judge rated it.")


def ratings_of(ratings: ArrayLike, names: Sequence[str], low: float, high: float) -> Floats:
    """Ratings (judges, items) as doubles.

    Raises:
        ValueError: the table and the names do not go together, or `low` is not below `high`.

    """
    if not low < high:
        raise ValueError(f"judges' scale from {low} to {high}")
    return core.answers(ratings, names)


def unusable(seen: Floats, low: float, high: float) -> Text | None:
    """Why the ratings an item got give nothing: there is none, or one lies outside the scale; None where they do."""
    if seen.size == 0:
        return NO_RATING
    if ((seen < low) | (seen > high)).any():
        return core.not_assessable(
            f"hay calificaciones fuera de la escala de {low:g} a {high:g}.",
            f"some ratings lie outside the scale from {low:g} to {high:g}.",
        )
    return None


def needed(judges: int, alpha: float = ALPHA) -> int | None:
    """The least number of `judges` who must agree so that chance (1/2 each) does it with p < alpha; None if none is."""
    tails = binom.sf(np.arange(judges + 1) - 1, judges, 0.5)
    enough = np.flatnonzero(tails < alpha)
    return int(enough[0]) if enough.size else None


def chance(total: float, judges: int, low: float, high: float) -> float | None:
    """P(sum of ratings >= total) if every judge picked one of the whole values of the scale at random.

    None where the scale has no whole steps.
    """
    steps, gone = high - low, total - judges * low
    if steps != round(steps) or abs(gone - round(gone)) > 1e-9:
        return None
    one, law = np.full(int(steps) + 1, 1.0 / (steps + 1.0)), np.ones(1)
    for _ in range(judges):
        law = np.convolve(law, one)
    return float(min(1.0, law[round(gone) :].sum()))


def rule(agree: int, judges: int) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """Whether the agreement passes the judges' rule, as parameters, and what must be said where it cannot."""
    least = needed(judges)
    fields = {"agree": agree, "agree_needed": least, "rule_met": None if least is None else agree >= least}
    if least is not None:
        return fields, ()
    few = Text(
        es=f"Con {judges} jueces ni el acuerdo total se distingue del azar (p < .05): se necesitan al menos 5.",
        en=f"With {judges} judges not even total agreement differs from chance (p < .05): at least 5 are needed.",
    )
    return fields, (few,)
