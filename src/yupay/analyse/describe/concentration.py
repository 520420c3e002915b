"""In how few places is the sum of a count found?

Formula: Gini of the places as the whole population; HHI = sum of squared shares; share of the k largest (Pareto).
Reference: Gini (1912), Variabilità e mutabilità; Hirschman (1964), American Economic Review 54, 761; Lorenz (1905),
Publications of the American Statistical Association 9, 209-219.
"""

import numpy as np

from yupay.analyse.describe.core import Floats, Values, describe_estimate, floats, gini, herfindahl, top_shares
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="concentration",
    label=Text(es="concentración", en="concentration"),
    room="describe",
    formula="G = 2Σ i·x(i)/(nΣx) − (n + 1)/n, without n/(n − 1); HHI = Σ s²; share of the k largest",
    reference="Gini (1912); Hirschman (1964), American Economic Review 54, 761; Lorenz (1905), Publications of the "
    "American Statistical Association 9, 209-219",
    needs=Text(es="conteos no negativos de un mismo registro", en="non-negative counts of one registry"),
    fields=("n", "parameters.total"),
    message="describe.concentration",
)
GINI = Text(es="índice de Gini (sin corrección n/(n − 1))", en="Gini index (without the n/(n − 1) correction)")
HHI = Text(es="índice de Herfindahl-Hirschman", en="Herfindahl-Hirschman index")
NOTHING = Text(es="no hay nada que repartir: la suma es cero", en="nothing to share: the sum is zero")
NOT_RISK = Text(es="conteos reunidos, no riesgo", en="pooled counts, not risk")


def top(k: int) -> Text:
    """The name of the share of the k largest."""
    return Text(es=f"porcentaje acumulado de los {k} mayores", en=f"cumulative percentage of the {k} largest")


def indices(values: Floats, longest: int) -> list[tuple[str, Text, float | None, str]]:
    """Key, quantity, value and unit of every index of the known values."""
    shares = top_shares(values)[:longest] * 100.0
    return [
        ("gini", GINI, gini(values), "index"),
        ("hhi", HHI, herfindahl(values), "index"),
        *(
            (f"share_top_{k}", top(k), float(share) if np.isfinite(share) else None, "percent")
            for k, share in enumerate(shares, start=1)
        ),
    ]


def concentration(subject: Subject, values: Values, *, longest: int = 60) -> tuple[Estimate, ...]:
    """Gini, HHI and the shares of the k largest places, k = 1 to `longest` at most.

    Args:
        subject: names; the key is gini, hhi or share_top_k.
        values: a count per place (n,); None or NaN where there is no data, and such places are left out.
        longest: the largest k.

    Returns:
        Estimates with method "concentration"; value None with a warning where the counts sum to zero.

    """
    count = floats(values)
    known = count[np.isfinite(count)]
    return tuple(
        describe_estimate(
            subject,
            METHOD.id,
            quantity,
            value,
            key=key,
            unit=unit,
            n=known.size,
            design=NOT_RISK,
            parameters={"total": float(known.sum())},
            warnings=() if value is not None else (NOTHING,),
        )
        for key, quantity, value, unit in indices(known, longest)
    )
