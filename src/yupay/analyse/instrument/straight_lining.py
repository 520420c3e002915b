"""How many persons gave the same answer to every item, and does the reliability rest on them?

Formula: share of persons (of those with 3 or more answers) whose answers, before any item is turned, are all equal; Wilson
limits; expected by chance = sum over categories of the product over items of the share of that category. Longest run of
equal answers in the order of the form; alpha with and without them.
Reference: Herzog and Bachman (1981), Public Opinion Quarterly 45, 549-559; Curran (2016), Journal of Experimental Social
Psychology 66, 4-19.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import core
from yupay.analyse.numerics import item_scores
from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="straight-lining",
    label=Text(es="Respuestas en línea recta", en="Straight-lining"),
    room=core.ROOM,
    formula="persons with all answers equal, before turning items / persons with 3 or more answers; Wilson limits",
    reference="Herzog, A. R., & Bachman, J. G. (1981). Effects of questionnaire length on response quality. Public Opinion "
    "Quarterly, 45, 549-559. Curran, P. G. (2016). Methods for the detection of carelessly invalid responses in survey data. "
    "Journal of Experimental Social Psychology, 66, 4-19.",
    needs=Text(
        es="Tres o más ítems en el orden del formulario, sin invertir",
        en="Three or more items, in form order, not turned",
    ),
    fields=(
        "interval",
        "n",
        "parameters.straight",
        "parameters.expected_percent",
        "parameters.median_longest_run",
        "parameters.alpha_all",
        "parameters.alpha_without",
    ),
    message="instrument.straight-lining",
)
QUANTITY = Text(es="Personas que respondieron lo mismo en todos los ítems", en="Persons who answered every item alike")
CONTRADICT = Text(
    es="Hay ítems redactados al revés: responder lo mismo en todos es contradecirse, no estar de acuerdo.",
    en="Some items are worded the other way: the same answer to all of them is a contradiction, not agreement.",
)
LEAST = 3


def straight_lining(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    reverse: Sequence[str] = (),
    level: float = 0.95,
) -> Estimate:
    """The share of persons whose answers (n, k), as given and in the order of the form, are all equal, in percent.

    `reverse` names the items worded the other way; they are turned only for alpha with and without these persons.
    """
    table = core.answers(items, names)
    turned = core.columns(names, reverse)
    enough = np.isfinite(table).sum(axis=1) >= LEAST
    n = int(enough.sum())
    if n == 0:
        reason = core.not_assessable(
            f"ninguna persona respondió {LEAST} o más ítems.", f"no person answered {LEAST} or more items."
        )
        return core.refused(subject, METHOD.id, QUANTITY, reason, n=0)
    asked = table[enough]
    straight = all_alike(asked)
    count = int(straight.sum())
    kept = item_scores.turned(asked, turned, *_ends(asked))
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        100.0 * count / n,
        unit="percent",
        interval=core.wilson(count, n, level),
        n=n,
        parameters={
            "items": len(names),
            "straight": count,
            "expected_percent": 100.0 * expected_alike(asked),
            "median_longest_run": float(np.median(longest_runs(asked))),
            "alpha_all": _alpha(kept),
            "alpha_without": _alpha(kept[~straight]),
        },
        warnings=(CONTRADICT,) if count and turned.any() else (),
    )


def all_alike(items: Floats) -> Truth:
    """Which persons (n,) gave one answer to all the items they answered."""
    top = np.where(np.isfinite(items), items, -np.inf).max(axis=1)
    return np.asarray(np.where(np.isfinite(items), items, np.inf).min(axis=1) == top)


def longest_runs(items: Floats) -> Whole:
    """The longest run of equal answers of each person (n,), blanks breaking it."""
    best = run = np.isfinite(items[:, 0]).astype(np.int64)
    for before, now in zip(items.T[:-1], items.T[1:], strict=True):
        run = np.where(now == before, run + 1, np.isfinite(now).astype(np.int64))
        best = np.maximum(best, run)
    return np.asarray(best)


def expected_alike(items: Floats) -> float:
    """The share that would answer all alike if the items were answered independently of each other."""
    share = 0.0
    for category in np.unique(items[np.isfinite(items)]):
        seen = np.isfinite(items).sum(axis=0)
        share += float(np.prod(np.where(seen > 0, (items == category).sum(axis=0) / np.maximum(seen, 1), 1.0)))
    return share


def _ends(items: Floats) -> tuple[float, float]:
    """The lowest and highest answer seen."""
    seen = items[np.isfinite(items)]
    return float(seen.min()), float(seen.max())


def _alpha(items: Floats) -> float | None:
    """Alpha of the complete rows, or None where it is not defined."""
    whole = item_scores.complete_rows(items)
    if whole.shape[0] < 3 or whole.shape[1] < 2 or not whole.sum(axis=1).var() > 1e-12:
        return None
    return item_scores.alpha_of(item_scores.covariances(whole))
