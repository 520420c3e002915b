"""How far does the total move when what nobody can see is not as assumed: an interaction of all lists at once?

Formula: for t lists the data say nothing on the t-way odds ratio r, the product of the 2**t means of the histories, each
to the power (-1)**(t - lists on it). Every model sets it to what its own terms imply; keeping the fit of what was seen, a ratio r times that
multiplies the people on no list by r**((-1)**t): N(r) = n + m0 r**((-1)**t). The tipping ratios are those at which N(r)
reaches the two limits of the model's own interval.
Reference: Aleshin-Guendel, Sadinle and Wakefield (2024), Biometrics, arXiv:2101.09304; Bishop, Fienberg and Holland
(1975), Discrete Multivariate Analysis, chapter 6 (the product that identifies the missing cell).
"""

import math
from collections.abc import Sequence

from yupay.analyse.hidden import doubt, loglinear, stepwise
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-sensitivity",
    label=Text(
        es="Sensibilidad a la interacción de todas las listas", en="Sensitivity to the interaction of all lists"
    ),
    room="hidden",
    formula="N(r) = n + m0 r**((-1)**t); tipping: the r at which N(r) reaches a limit of the model's interval",
    reference="Aleshin-Guendel, S., Sadinle, M., & Wakefield, J. (2024). The central role of the identifying assumption "
    "in population size estimation. Biometrics. arXiv:2101.09304.",
    needs=Text(es="Dos o más listas con personas en común", en="Two or more lists that overlap"),
    fields=(
        "parameters.odds_ratio",
        "parameters.model",
        "parameters.whole",
        "parameters.tipping_low",
        "parameters.tipping_high",
        "parameters.tipping_double",
    ),
)
RATIOS = (0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0)
WALD = Text(es="Wald sobre el logaritmo de lo no visto", en="Wald on the log of the unseen")
NO_MODEL = Text(
    es="No evaluable: ningún modelo tiene un total con estas listas.",
    en="Not assessable: no model has a total with these lists.",
)
ASSUMED = (
    Assumption(
        name=Text(
            es="Se conserva lo que el modelo dice de las personas vistas; solo cambia lo que supone de las no vistas",
            en="What the model says of the people seen is kept; only what it assumes of those not seen is changed",
        ),
        held=None,
        evidence=Text(
            es="Ningún dato de las listas distingue estas filas: todas se ajustan igual a lo visto.",
            en="No data of the lists tell these rows apart: all fit what was seen alike.",
        ),
    ),
)


def estimate(
    y: Cells,
    subject: Subject,
    *,
    level: float = 0.95,
    threshold: float = 0.02,
    ratios: Sequence[float] = RATIOS,
) -> tuple[Estimate, ...]:
    """The total of the stepwise model (two lists: independence) when the odds ratio of all lists is r times its own, by r.

    Args:
        y: the table (2**t,).
        subject: what it is about; the key of each row ends in its ratio.
        level: of the model's interval, which the tipping ratios refer to.
        threshold: of the steps.
        ratios: the odds ratios, positive.

    """
    why = doubt.unusable(y, least=2)
    if why is not None:
        return (doubt.refused(y, subject, METHOD.id, why, assumptions=ASSUMED),)
    places = doubt.by_size(y)
    table = doubt.only(y, places)
    fit = stepwise.choose(table, threshold).fit if len(places) > 2 else loglinear.fit(table, ())
    if not fit.converged:
        return (doubt.refused(y, subject, METHOD.id, NO_MODEL, assumptions=ASSUMED),)
    return tuple(_row(y, subject, fit, ratio, level, places) for ratio in ratios)


def moved(dark: float, ratio: float, lists: int) -> float:
    """The people on no list when the odds ratio of all lists is `ratio` times what gave `dark`."""
    return dark * math.pow(ratio, 1.0 if lists % 2 == 0 else -1.0)


def tipping(dark: float, wanted: float, lists: int) -> float:
    """The ratio at which the people on no list are `wanted`: the inverse of `moved`."""
    return math.pow(wanted / dark, 1.0 if lists % 2 == 0 else -1.0)


def _row(y: Cells, subject: Subject, fit: loglinear.Fit, ratio: float, level: float, places: Sequence[int]) -> Estimate:
    n, t = seen(y), fit.lists
    low, high = (limit - n for limit in fit.interval(level))
    dark = moved(fit.dark, ratio, t)
    grown = dark / fit.dark
    return Estimate(
        **about(doubt.keyed(subject, f"odds ratio {ratio:g}"), "hidden"),
        method=METHOD.id,
        quantity=doubt.QUANTITY,
        value=n + dark,
        interval=Interval(low=n + low * grown, high=n + high * grown, level=level, method=WALD)
        if math.isfinite(high)
        else None,
        n=n,
        assumptions=ASSUMED,
        parameters={
            "odds_ratio": ratio,
            "model": written([doubt.placed(one, places) for one in fit.effects], lists_of(y)),
            "whole": fit.estimate,
            "ratio": (n + dark) / fit.estimate,
            "tipping_low": tipping(fit.dark, low, t) if low > 0 else None,
            "tipping_high": tipping(fit.dark, high, t) if math.isfinite(high) else None,
            "tipping_double": tipping(fit.dark, n + 2 * fit.dark, t),
        },
        warnings=(*doubt.left_empty(y, subject), *(_tipped(fit, low, high) if ratio == 1.0 else ())),
    )


def _tipped(fit: loglinear.Fit, low: float, high: float) -> tuple[Text, ...]:
    """The tipping ratios in words, where both limits are finite."""
    if low <= 0 or not math.isfinite(high):
        return ()
    down, up = (tipping(fit.dark, limit, fit.lists) for limit in (low, high))
    ends = f"{fit.seen + low:,.0f}", f"{fit.seen + high:,.0f}"
    return (
        Text(
            es=f"Valor de quiebre: una razón de odds de {down:.2f} lleva el total a {ends[0]}, y una de {up:.2f} a {ends[1]}, "
            "los límites de su propio intervalo; las listas no dicen cuál es.",
            en=f"Tipping value: an odds ratio of {down:.2f} takes the total to {ends[0]}, and one of {up:.2f} to {ends[1]}, the limits "
            "of its own interval; the lists do not say which it is.",
        ),
    )
