"""In what order, and between which ranks may each unit stand?

Formula: rank = 1 + units with a larger value; set = 1 + units shown above, ..., n - units shown below.
Marginal sets hold each unit's rank in 95 of 100 such studies; simultaneous sets hold all ranks at once.
Reference: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518.
"""

from collections.abc import Sequence

import numpy as np

from yupay.analyse.rank.core import COVERAGE, RankSets, Truth
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

REFERENCE = (
    "Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518, doi 10.1093/restud/rdad006"
)
NEEDS = Text(
    es="un valor por unidad con su error estándar, o conteos de las partes de un mismo registro",
    en="a value per unit with its standard error, or counts of the parts of one registry",
)
FIELDS = ("interval", "n", "seed", "parameters.doubt_known", "parameters.not_told_apart_from")
METHOD_MARGINAL = Method(
    id="rank-set-marginal",
    label=Text(
        es="conjunto de confianza del puesto, cada unidad por separado", en="rank confidence set, each unit alone"
    ),
    room="rank",
    formula="{1 + #shown above, …, n − #shown below}, max-statistic over the pairs of one unit, stepdown",
    reference=REFERENCE,
    needs=NEEDS,
    fields=FIELDS,
    message="rank.set_marginal",
)
METHOD_SIMULTANEOUS = Method(
    id="rank-set-simultaneous",
    label=Text(
        es="conjunto de confianza del puesto, todas las unidades a la vez", en="rank confidence set, all units at once"
    ),
    room="rank",
    formula="{1 + #shown above, …, n − #shown below}, max-statistic over all pairs, stepdown",
    reference=REFERENCE,
    needs=NEEDS,
    fields=FIELDS,
    message="rank.set_simultaneous",
)
QUANTITY = Text(es="puesto", en="rank")
UNKNOWN = Text(
    es="sin varianza conocida: todos los puestos son compatibles",
    en="no known variance: every rank is compatible",
)
LONGEST_LIST = 60


def apart(sets: RankSets) -> Truth:
    """Which pairs are told apart, in either direction (n, n)."""
    return sets.above | sets.above.T


def companions(sets: RankSets, keys: Sequence[str]) -> list[str]:
    """For each unit the keys it cannot be told apart from, separated by spaces, in the order given."""
    same = ~apart(sets)
    np.fill_diagonal(same, False)
    return [" ".join(keys[k] for k in np.flatnonzero(row).tolist()) for row in same]


def set_estimates(
    method: Method,
    subjects: Sequence[Subject],
    sets: RankSets,
    *,
    how: Text,
    seed: int | None = None,
    level: float = COVERAGE,
) -> tuple[Estimate, ...]:
    """One estimate per unit: its rank and its set.

    Args:
        method: METHOD_MARGINAL or METHOD_SIMULTANEOUS, as the sets were made.
        subjects: one per unit, in the order of the sets.
        sets: ranks and sets.
        how: where the doubt of the values comes from, in words.
        seed: of the draws, if there were any.
        level: coverage of the sets.

    Returns:
        Estimates whose interval holds the lowest and highest rank. Up to 60 units, `not_told_apart_from` lists the
        keys of the others.

    """
    n = len(subjects)
    listed = companions(sets, [subject.key for subject in subjects]) if n <= LONGEST_LIST else None
    return tuple(
        Estimate(
            question="rank",
            variables=subject.variables,
            unit_of_analysis=subject.unit_of_analysis,
            method=method.id,
            key=subject.key,
            quantity=QUANTITY,
            value=float(sets.rank[i]),
            unit="rank",
            interval=Interval(low=float(sets.low[i]), high=float(sets.high[i]), level=level, method=how),
            n=n,
            base=subject.base,
            sources=subject.sources,
            rows=subject.rows,
            seed=seed,
            parameters={"doubt_known": bool(sets.known[i])}
            | ({} if listed is None else {"not_told_apart_from": listed[i]}),
            warnings=() if sets.known[i] else (UNKNOWN,),
        )
        for i, subject in enumerate(subjects)
    )


def unranked(subject: Subject, reason: Text) -> tuple[Estimate, Estimate]:
    """Both kinds of estimate, without a value, of a unit that has no published value to rank."""
    marginal, simultaneous = (
        Estimate(
            question="rank",
            variables=subject.variables,
            unit_of_analysis=subject.unit_of_analysis,
            method=method.id,
            key=subject.key,
            quantity=QUANTITY,
            value=None,
            unit="rank",
            base=subject.base,
            sources=subject.sources,
            rows=subject.rows,
            warnings=(reason,),
        )
        for method in (METHOD_MARGINAL, METHOD_SIMULTANEOUS)
    )
    return marginal, simultaneous
