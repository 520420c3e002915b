"""How many answers does each item lack, and how many persons have a score under the rule of blanks?

Formula: share of blanks per item, and of persons with at least `min_answered` of the items, each with Wilson limits; the
mean score of the persons without blanks beside the mean under the rule (blanks take the person's own mean).
Reference: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Downey and King (1998), The Journal
of General Psychology 125, 175-191, for the person's own mean.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import core
from yupay.analyse.numerics import arrays, item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="missing-by-item",
    label=Text(es="Ítems sin respuesta", en="Blanks by item"),
    room=core.ROOM,
    formula="blanks / persons, Wilson limits",
    reference="Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the "
    "American Statistical Association, 22, 209-212.",
    needs=Text(es="Una persona o más", en="One person or more"),
    fields=("interval", "n", "parameters.answered", "parameters.blank"),
    message="instrument.missing-by-item",
)
METHOD_SCORES = Method(
    id="scorable-persons",
    label=Text(es="Personas con puntaje", en="Persons with a score"),
    room=core.ROOM,
    formula="persons with at least min_answered of the items / persons who were asked; blanks take the person's own mean",
    reference="Downey, R. G., & King, C. V. (1998). Missing data in Likert ratings: A comparison of replacement methods. "
    "The Journal of General Psychology, 125, 175-191.",
    needs=Text(es="Una persona o más", en="One person or more"),
    fields=(
        "interval",
        "n",
        "parameters.scored",
        "parameters.filled",
        "parameters.mean_complete",
        "parameters.mean_rule",
    ),
    message="instrument.scorable-persons",
)
QUANTITY = Text(es="Sin respuesta", en="Not answered")
QUANTITY_SCORES = Text(es="Personas con puntaje", en="Persons with a score")
NOBODY = core.not_assessable("ninguna persona.", "no person.")


def missing_by_item(
    items: ArrayLike, names: Sequence[str], subject: Subject, *, level: float = 0.95
) -> tuple[Estimate, ...]:
    """The share of persons who left each item of answers (n, k) blank, in percent; key = item."""
    table = core.answers(items, names)
    n = len(table)
    blank = np.isnan(table).sum(axis=0)
    if n == 0:
        return tuple(core.refused(core.part(subject, name), METHOD.id, QUANTITY, NOBODY, n=0) for name in names)
    return tuple(
        core.estimate(
            core.part(subject, name),
            METHOD.id,
            QUANTITY,
            100.0 * float(count) / n,
            unit="percent",
            interval=core.wilson(float(count), n, level),
            n=n,
            parameters={"answered": int(n - count), "blank": int(count)},
        )
        for name, count in zip(names, blank, strict=True)
    )


def scorable_persons(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    how: Literal["sum", "mean"] = "sum",
    min_answered: float = 1.0,
    level: float = 0.95,
) -> Estimate:
    """The share of persons who have a score under the rule of blanks, in percent, and what the rule does to the mean."""
    table = core.answers(items, names)
    n = len(table)
    if n == 0 or not names:
        return core.refused(subject, METHOD_SCORES.id, QUANTITY_SCORES, NOBODY, n=n)
    ruled = item_scores.person_scores(table, how, min_answered)
    whole = item_scores.person_scores(table, how)
    scored, complete = int(np.isfinite(ruled).sum()), int(np.isfinite(whole).sum())
    return core.estimate(
        subject,
        METHOD_SCORES.id,
        QUANTITY_SCORES,
        100.0 * scored / n,
        unit="percent",
        interval=core.wilson(scored, n, level),
        n=n,
        parameters={
            "score": how,
            "min_answered": min_answered,
            "scored": scored,
            "complete": complete,
            "filled": scored - complete,
            "nothing_answered": int(np.isnan(table).all(axis=1).sum()),
            "mean_rule": _mean(ruled),
            "mean_complete": _mean(whole),
        },
        warnings=(_filled(scored - complete),) if scored > complete else (),
    )


def _mean(scores: Floats) -> float | None:
    """The mean of the persons with a score, or None."""
    seen = scores[np.isfinite(scores)]
    return arrays.finite(seen.mean()) if seen.size else None


def _filled(count: int) -> Text:
    """The warning that blanks of some persons were filled with their own mean."""
    return Text(
        es=f"Personas con algún ítem en blanco cuyo puntaje usa su propio promedio: {count}.",
        en=f"Persons with a blank item whose score uses their own mean: {count}.",
    )
