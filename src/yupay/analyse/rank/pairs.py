"""How many pairs of units cannot be told apart, and which?

Formula: n(n - 1)/2 less the pairs of which one is shown above the other, all pairs protected together.
Reference: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518.
"""

from collections.abc import Sequence

import numpy as np

from yupay.analyse.rank.core import RankSets
from yupay.analyse.rank.sets import REFERENCE, apart
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="rank-pairs",
    label=Text(es="pares que no se distinguen", en="pairs that cannot be told apart"),
    room="rank",
    formula="n(n − 1)/2 − #pairs told apart, all pairs together",
    reference=REFERENCE,
    needs=Text(es="conjuntos simultáneos", en="simultaneous sets"),
    fields=("n", "parameters.pairs"),
    message="rank.pairs",
)
QUANTITY = Text(es="pares que no se distinguen", en="pairs that cannot be told apart")


def not_told_apart(sets: RankSets, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs themselves, each once, in the order of the units."""
    return tuple((keys[i], keys[j]) for i, j in np.argwhere(np.triu(~apart(sets), 1)).tolist())


def pairs(subject: Subject, sets: RankSets, *, how: Text, seed: int | None = None) -> Estimate:
    """How many pairs the simultaneous sets cannot tell apart; `parameters.pairs` is how many there are.

    Args:
        subject: names; the key is usually "not_told_apart".
        sets: simultaneous sets.
        how: where the doubt of the values comes from, in words.
        seed: of the draws, if there were any.

    """
    n = sets.rank.size
    told, every = int(np.triu(apart(sets), 1).sum()), n * (n - 1) // 2
    return Estimate(
        question="rank",
        variables=subject.variables,
        unit_of_analysis=subject.unit_of_analysis,
        method=METHOD.id,
        key=subject.key,
        quantity=QUANTITY,
        value=float(every - told),
        unit="pair",
        n=n,
        base=subject.base,
        design=how,
        sources=subject.sources,
        rows=subject.rows,
        seed=seed,
        parameters={"pairs": every, "told_apart": told},
    )
