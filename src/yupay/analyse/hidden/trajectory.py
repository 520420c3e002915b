"""Does the total settle as lists are added?

Formula: the same estimator on the first 2, 3, ..., t lists in their declared order; beside each, its median and range
over all orders. What the first m lists are is all that an order decides, and every set of m lists comes first in equally
many orders: the sets of m lists give the orders exactly.
Reference: Binette and Steorts (2022), Journal of the Royal Statistical Society A, arXiv:2112.01594.
"""

from itertools import combinations

import numpy as np

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.doubt import Bounds, Estimator
from yupay.analyse.hidden.omission import ASSUMED, DRAWN, GIVEN, REFERENCE, by_stepwise, two_lists
from yupay.analyse.hidden.tables import Cells, seen
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-trajectory",
    label=Text(es="Trayectoria al agregar listas", en="Trajectory as lists are added"),
    room="hidden",
    formula="the same estimator on the first 2, 3, ..., t lists; median and range over all orders",
    reference=REFERENCE,
    needs=Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part"),
    fields=("interval", "parameters.lists", "parameters.median", "parameters.lowest", "parameters.highest"),
)


def added(
    y: Cells,
    subject: Subject,
    estimator: Estimator | None = None,
    *,
    level: float = 0.95,
    seed: int = 1,
    point: Estimator | None = None,
) -> tuple[Estimate, ...]:
    """The total of the first 2, 3, ..., t lists with somebody on them, one row each.

    `estimator` None: stepwise with percentile limits. `point` estimates the sets of lists of the other orders (None: the
    estimator given, or stepwise without an interval); only its value is used.
    """
    reason = doubt.unusable(y)
    if reason is not None:
        return (doubt.refused(y, subject, METHOD.id, reason, assumptions=ASSUMED),)
    places = doubt.manned(y)
    use = estimator or by_stepwise(level=level, seed=seed)
    value = point or estimator or by_stepwise(level=level, seed=seed, draws=0)
    return tuple(
        _row(y, places[:m], subject, use, _over_orders(y, places, m, value), level, None if estimator else seed)
        for m in range(2, len(places) + 1)
    )


def _over_orders(y: Cells, places: tuple[int, ...], m: int, value: Estimator) -> list[float]:
    """The total of every set of m lists, nan where there is none."""
    return [_found(doubt.only(y, some), value)[0] for some in combinations(places, m)]


def _found(table: Cells, use: Estimator) -> Bounds:
    return use(table) if doubt.unusable(table, 2) is None else doubt.NOTHING


def _row(
    y: Cells,
    first: tuple[int, ...],
    subject: Subject,
    use: Estimator,
    others: list[float],
    level: float,
    seed: int | None,
) -> Estimate:
    table = doubt.only(y, first)
    names = ", ".join(doubt.named(subject, k) for k in first)
    known = sorted(one for one in others if np.isfinite(one))
    return doubt.row(
        doubt.keyed(subject, f"first {len(first)} lists"),
        METHOD.id,
        seen(table),
        _found(table, use),
        level,
        by=GIVEN if seed is None else DRAWN,
        nothing=_nothing(names),
        assumptions=ASSUMED,
        seed=seed,
        parameters={
            "lists": len(first),
            "added": names,
            "sets": len(others),
            "sets_not_estimable": len(others) - len(known),
            "median": float(np.median(known)) if known else None,
            "lowest": known[0] if known else None,
            "highest": known[-1] if known else None,
        },
        warnings=two_lists(table),
    )


def _nothing(names: str) -> Text:
    return Text(
        es=f"No evaluable: con las listas {names} no se puede estimar el total.",
        en=f"Not assessable: with the lists {names} the total cannot be estimated.",
    )
