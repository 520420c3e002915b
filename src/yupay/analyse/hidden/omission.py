"""Does the total hang on one list, or on two being kept apart?

Formula: the same estimator on the table without list k, for every k; and on the table in which lists j and k are one,
for every pair: t + t (t - 1) / 2 totals beside the total of the whole table. The interval repeats the choice of the
model in every draw.
Reference: Binette and Steorts (2022), Journal of the Royal Statistical Society A, arXiv:2112.01594; Whitehead, Jackson,
Balch and Francis (2021), Journal of Human Trafficking 7, 1-13.
"""

from collections.abc import Sequence

import numpy as np

from yupay.analyse.hidden import doubt, resampling, stepwise
from yupay.analyse.hidden.doubt import Bounds, Estimator
from yupay.analyse.hidden.tables import Cells, joined, lists_of, seen, without
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

REFERENCE = (
    "Binette, O., & Steorts, R. C. (2022). On the reliability of multiple systems estimation for the quantification of "
    "modern slavery. Journal of the Royal Statistical Society A. arXiv:2112.01594."
)
OMISSION = Method(
    id="hidden-omission",
    label=Text(es="Total sin cada una de las listas", en="Total without each list in turn"),
    room="hidden",
    formula="the same estimator on the table without list k, for every k",
    reference=REFERENCE,
    needs=Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part"),
    fields=("interval", "parameters.left_out", "parameters.whole", "parameters.ratio"),
)
MERGING = Method(
    id="hidden-merging",
    label=Text(es="Total con cada par de listas unido", en="Total with each pair of lists merged"),
    room="hidden",
    formula="the same estimator on the table in which lists j and k are one, for every pair",
    reference=REFERENCE,
    needs=OMISSION.needs,
    fields=("interval", "parameters.merged", "parameters.whole", "parameters.ratio"),
)
DRAWN = Text(
    es="Bootstrap percentil que repite la elección del modelo",
    en="Percentile bootstrap that repeats the choice of model",
)
GIVEN = Text(es="El intervalo del estimador", en="The estimator's own interval")
MOVES = 0.2


def by_stepwise(*, level: float = 0.95, seed: int, draws: int = 1000, threshold: float = 0.02) -> Estimator:
    """The stepwise total of a table and its percentile limits over `draws` tables, the steps repeated in each.

    A limit is nan where the draws do not bound it; without draws both are.
    """

    def found(y: Cells) -> Bounds:
        t = lists_of(y)

        def many(tables: Cells) -> Floats:
            return np.asarray(stepwise.many(t, tables, threshold), dtype=np.float64)

        value = float(many(y[None])[0])
        if not np.isfinite(value) or draws == 0:
            return value, float("nan"), float("nan")
        values = np.sort(resampling.estimates(y, many, draws, np.random.default_rng(seed)))
        limits = [resampling.limit(values, share) for share in resampling.percentile_shares(level, draws)]
        low, high = (one.value if one.unbounded in ("", "Monte-Carlo error") else float("nan") for one in limits)
        return value, low, high

    return found


def leave_one_out(
    y: Cells, subject: Subject, estimator: Estimator | None = None, *, level: float = 0.95, seed: int = 1
) -> tuple[Estimate, ...]:
    """The total without each list that has somebody, in the order of the lists; `estimator` None: `by_stepwise`."""
    method, use = OMISSION.id, estimator or by_stepwise(level=level, seed=seed)
    reason = doubt.unusable(y)
    if reason is not None:
        return (doubt.refused(y, subject, method, reason, assumptions=ASSUMED),)
    places = doubt.manned(y)
    table = doubt.only(y, places)
    whole = use(table)[0]
    rows = []
    for at, k in enumerate(places):
        name = doubt.named(subject, k)
        left = without(table, at)
        found = use(left) if doubt.unusable(left, 2) is None else doubt.NOTHING
        words = Text(es=f"sin la lista {name}", en=f"without list {name}")
        keyed = doubt.keyed(subject, f"without {name}")
        rows.append(_row(keyed, method, left, found, whole, level, {"left_out": name}, words, estimator, seed))
    return tuple(rows)


def merge_pairs(
    y: Cells, subject: Subject, estimator: Estimator | None = None, *, level: float = 0.95, seed: int = 1
) -> tuple[Estimate, ...]:
    """The total with each pair of lists made one, t (t - 1) / 2 rows; `estimator` None: `by_stepwise`."""
    method, use = MERGING.id, estimator or by_stepwise(level=level, seed=seed)
    reason = doubt.unusable(y)
    if reason is not None:
        return (doubt.refused(y, subject, method, reason, assumptions=ASSUMED),)
    places = doubt.manned(y)
    table = doubt.only(y, places)
    whole = use(table)[0]
    rows = []
    for i, j in pairs_of(places):
        name = f"{doubt.named(subject, places[i])}+{doubt.named(subject, places[j])}"
        left = joined(table, (i, j))
        found = use(left) if doubt.unusable(left, 2) is None else doubt.NOTHING
        words = Text(es=f"con {name} como una sola lista", en=f"with {name} as one list")
        keyed = doubt.keyed(subject, f"merged {name}")
        rows.append(_row(keyed, method, left, found, whole, level, {"merged": name}, words, estimator, seed))
    return tuple(rows)


def pairs_of(places: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of places in a sequence, first with second, first with third, ..."""
    return [(i, j) for i in range(len(places)) for j in range(i + 1, len(places))]


def _row(
    subject: Subject,
    method: str,
    left: Cells,
    found: Bounds,
    whole: float,
    level: float,
    named: dict[str, str],
    words: Text,
    estimator: Estimator | None,
    seed: int,
) -> Estimate:
    """One total of a changed table beside that of the whole table."""
    both = np.isfinite(found[0]) and np.isfinite(whole)
    ratio = found[0] / whole if both else None
    return doubt.row(
        subject,
        method,
        seen(left),
        found,
        level,
        by=GIVEN if estimator else DRAWN,
        nothing=_nothing(words),
        assumptions=ASSUMED,
        seed=None if estimator else seed,
        parameters={**named, "lists": lists_of(left), "whole": whole if np.isfinite(whole) else None, "ratio": ratio},
        warnings=(*_moves(words, found[0], whole, ratio), *two_lists(left)),
    )


def two_lists(y: Cells) -> tuple[Text, ...]:
    """The warning that with two lists independence is assumed outright; none with more."""
    if lists_of(y) > 2:
        return ()
    return (
        Text(
            es="Con dos listas se supone que son independientes: nada lo comprueba.",
            en="With two lists they are taken to be independent: nothing checks it.",
        ),
    )


def _moves(words: Text, value: float, whole: float, ratio: float | None) -> tuple[Text, ...]:
    if ratio is None or abs(ratio - 1) <= MOVES:
        return ()
    return (
        Text(
            es=f"El total cambia en más de 20 % {words.es}: de {whole:,.0f} a {value:,.0f}.",
            en=f"The total moves by more than 20 % {words.en}: from {whole:,.0f} to {value:,.0f}.",
        ),
    )


def _nothing(words: Text) -> Text:
    return Text(
        es=f"No evaluable: {words.es}, la tabla no permite estimar el total.",
        en=f"Not assessable: {words.en}, the table does not allow the total to be estimated.",
    )


ASSUMED: tuple[Assumption, ...] = (
    doubt.unchecked(
        Text(
            es="Cada total descansa en el mismo supuesto: la dependencia que el modelo halla entre las listas que quedan "
            "vale igual para quienes no están en ninguna",
            en="Each total rests on the same assumption: the dependence that the model finds between the lists that "
            "remain holds alike for those on none",
        ),
        Text(
            es="Las filas muestran cuánto cambia el total, no cuál es el correcto.",
            en="The rows show how far the total moves, not which one is right.",
        ),
    ),
)
