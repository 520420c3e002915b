"""What do the averages over models and the tables of doubt say alike: which lists are usable, and what is refused?"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from yupay.analyse.hidden.brackets import numbers
from yupay.analyse.hidden.tables import Cells, lists_of, margins, reordered, seen, size, without
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.text import Text

QUANTITY = Text(es="Total estimado", en="Estimated total")
Bounds = tuple[float, float, float]
Estimator = Callable[[Cells], Bounds]
NOTHING: Bounds = (float("nan"), float("nan"), float("nan"))


def manned(y: Cells) -> tuple[int, ...]:
    """The lists of a table that somebody is on."""
    return tuple(k for k in range(lists_of(y)) if y[np.arange(y.size) >> k & 1 == 1].sum() > 0)


def by_size(y: Cells) -> tuple[int, ...]:
    """The lists with somebody, the largest first, whatever the order of the columns (lists alike in all keep theirs)."""
    t, counts = lists_of(y), margins(y)
    overlaps = [sorted(-counts[(1 << k) | (1 << j)] for j in range(t)) for k in range(t)]
    return tuple(sorted(manned(y), key=lambda k: (-counts[1 << k], -y[1 << k], overlaps[k])))


def only(y: Cells, places: Sequence[int]) -> Cells:
    """The table of these lists, in this order; whoever was on none of them is no longer seen."""
    others = [k for k in range(lists_of(y)) if k not in places]
    table = reordered(y, [*places, *others])
    for k in reversed(range(len(places), lists_of(y))):
        table = without(table, k)
    return table


def overlap(y: Cells) -> int:
    """How many people were on two lists or more."""
    on_several = np.array([cell.bit_count() >= 2 for cell in range(y.size)])
    return int(y[on_several].sum())


def left_empty(y: Cells, subject: Subject) -> tuple[Text, ...]:
    """The warning that lists without anybody were left out; none where all have somebody."""
    empty = [named(subject, k) for k in range(lists_of(y)) if k not in manned(y)]
    if not empty:
        return ()
    words = ", ".join(empty)
    return (
        Text(
            es=f"Listas sin ninguna persona, que se dejaron fuera: {words}.",
            en=f"Lists without anybody on them, left out: {words}.",
        ),
    )


def unusable(y: Cells, least: int = 3) -> Text | None:
    """Why nothing can be estimated from a table at all, or None: too few lists with somebody, nobody on two, one history."""
    lists = len(manned(y))
    if lists < least:
        return Text(
            es=f"No evaluable: listas con alguna persona, {lists}; se necesitan al menos {least}.",
            en=f"Not assessable: lists with somebody on them, {lists}; at least {least} are needed.",
        )
    if overlap(y) == 0:
        return Text(
            es="No evaluable: ninguna persona está en dos listas; sin coincidencias el total no tiene cota.",
            en="Not assessable: nobody is on two lists; without overlap the total has no bound.",
        )
    if np.count_nonzero(y) == 1:
        return Text(
            es="No evaluable: todas las personas tienen la misma historia; nada dice cuántas faltan.",
            en="Not assessable: everybody has the same history; nothing says how many are missing.",
        )
    return None


def refused(y: Cells, subject: Subject, method: str, *reasons: Text, **more: Any) -> Estimate:
    """The record of a total that is not assessable: no value, the reasons in words, the first of them first."""
    return Estimate(
        **about(subject, "hidden"), method=method, quantity=QUANTITY, value=None, n=seen(y), warnings=reasons, **more
    )


def named(subject: Subject, k: int) -> str:
    """The name of list k; its number where the subject names fewer."""
    return subject.variables[k] if k < len(subject.variables) else str(k + 1)


def placed(one: int, places: Sequence[int]) -> int:
    """A set of the lists used, as a set of all lists."""
    return sum(1 << k for at, k in enumerate(places) if one >> at & 1)


def digits(one: int, places: Sequence[int]) -> str:
    """A set of the lists used, by the numbers of the lists of the whole table: `13`; with ten lists or more `1.13`."""
    return ("." if max(places) > 8 else "").join(str(k) for k in numbers(placed(one, places)))


def numbered(sets: Iterable[int], places: Sequence[int]) -> str:
    """Sets of the lists used in brackets, larger first, by the numbers of the lists of the whole table: `[12,3]`."""
    ordered = sorted(sets, key=lambda one: (-size(one), numbers(placed(one, places))))
    return "[" + ",".join(digits(one, places) for one in ordered) + "]"


def keyed(subject: Subject, words: str) -> Subject:
    """The same subject with a longer key: its own, then these words."""
    return subject.model_copy(update={"key": f"{subject.key}; {words}" if subject.key else words})


def unchecked(name: Text, evidence: Text) -> Assumption:
    """An assumption that the lists themselves cannot check."""
    return Assumption(name=name, held=None, evidence=evidence)


def row(
    subject: Subject,
    method: str,
    n: int,
    found: Bounds,
    level: float,
    *,
    quantity: Text = QUANTITY,
    by: Text,
    nothing: Text,
    **more: Any,
) -> Estimate:
    """One row of a table of doubt: what an estimator found (value, low, high), or why there is nothing.

    `by` says how the interval was found; `nothing` is the reason where the value is not a number.
    """
    value, low, high = (float(one) if np.isfinite(one) else None for one in found)
    warnings = more.pop("warnings", ())
    between = (
        None
        if value is None or (low is None and high is None)
        else Interval(low=low, high=high, level=level, method=by)
    )
    return Estimate(
        **about(subject, "hidden"),
        method=method,
        quantity=quantity,
        value=value,
        interval=between,
        n=n,
        warnings=(nothing, *warnings) if value is None else warnings,
        **more,
    )
