"""Do the other lists find the size of a list that is known?

Formula: among the people on list k, the table of the other lists has a cell that is known, those on k alone. It is held
back, the estimator says how many people there are on k, and that is set beside n_k.
Reference: Binette and Steorts (2022), Journal of the Royal Statistical Society A, arXiv:2112.01594.
"""

import numpy as np

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.doubt import Bounds, Estimator
from yupay.analyse.hidden.omission import DRAWN, GIVEN, REFERENCE, by_stepwise, two_lists
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-consistency",
    label=Text(es="Consistencia interna: listas retenidas", en="Internal consistency: lists held back"),
    room="hidden",
    formula="among the people on list k, the total that the other lists estimate, beside the known n_k",
    reference=REFERENCE,
    needs=Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part"),
    fields=("interval", "parameters.held_back", "parameters.known", "parameters.ratio", "parameters.inside"),
)
SIZE = Text(es="Tamaño estimado de una lista que se conoce", en="Estimated size of a list that is known")


def restricted(y: Cells, k: int) -> tuple[Cells, int]:
    """The table of the other lists among the people on list k, and how many of these are on no other list."""
    t = lists_of(y)
    inside = np.take(y.reshape((2,) * t), 1, axis=t - 1 - k).reshape(-1).copy()
    alone = int(inside[0])
    inside[0] = 0.0
    return inside, alone


def held_back(
    y: Cells, subject: Subject, estimator: Estimator | None = None, *, level: float = 0.95, seed: int = 1
) -> tuple[Estimate, ...]:
    """The size of each list with somebody on it as the others estimate it, beside its known size.

    `estimator` None: stepwise with percentile limits. The value is the predicted size; n the people of the list that
    another list saw.
    """
    reason = doubt.unusable(y)
    if reason is not None:
        return (doubt.refused(y, subject, METHOD.id, reason),)
    places = doubt.manned(y)
    table = doubt.only(y, places)
    use = estimator or by_stepwise(level=level, seed=seed)
    return tuple(
        _one(table, at, doubt.named(subject, k), subject, use, level, None if estimator else seed)
        for at, k in enumerate(places)
    )


def _one(
    table: Cells, at: int, name: str, subject: Subject, use: Estimator, level: float, seed: int | None
) -> Estimate:
    inside, alone = restricted(table, at)
    known = seen(inside) + alone
    others = doubt.only(inside, doubt.manned(inside))
    short = doubt.unusable(others, 2)
    found = use(others) if short is None else doubt.NOTHING
    covered = _covers(found, known)
    return doubt.row(
        doubt.keyed(subject, f"held back {name}"),
        METHOD.id,
        seen(inside),
        found,
        level,
        quantity=SIZE,
        by=GIVEN if seed is None else DRAWN,
        nothing=short or _nothing(name),
        assumptions=(_assumed(name, known, found, covered),),
        seed=seed,
        parameters={
            "held_back": name,
            "known": known,
            "ratio": found[0] / known if np.isfinite(found[0]) else None,
            "inside": covered,
            "lists": lists_of(others),
        },
        warnings=(*_missed(name, known, found, covered), *two_lists(others)) if short is None else (),
    )


def _covers(found: Bounds, known: int) -> bool | None:
    """Whether the interval holds the known size; an end without a bound holds; None where there is no value."""
    value, low, high = found
    if not np.isfinite(value) or (not np.isfinite(low) and not np.isfinite(high)):
        return None
    return not (low > known or high < known)


def _missed(name: str, known: int, found: Bounds, covered: bool | None) -> tuple[Text, ...]:
    if covered is not False:
        return ()
    return (
        Text(
            es=f"Las otras listas no aciertan el tamaño de {name}: estiman {found[0]:,.0f} y son {known:,}.",
            en=f"The other lists miss the size of {name}: they estimate {found[0]:,.0f} and it is {known:,}.",
        ),
    )


def _nothing(name: str) -> Text:
    return Text(
        es=f"No evaluable: entre las personas de {name}, las otras listas no permiten estimar su número.",
        en=f"Not assessable: among the people of {name}, the other lists do not allow their number to be estimated.",
    )


def _assumed(name: str, known: int, found: Bounds, covered: bool | None) -> Assumption:
    """What is tested here, and how it came out."""
    predicted = f"{found[0]:,.0f}" if np.isfinite(found[0]) else "-"
    return Assumption(
        name=Text(
            es=f"Entre las personas de {name}, el modelo dice bien cuántas no ve ninguna otra lista; de quienes no están "
            "en ninguna lista nada se comprueba",
            en=f"Among the people of {name}, the model says rightly how many no other list sees; of those on no list at "
            "all nothing is checked",
        ),
        held=covered,
        evidence=Text(es=f"Estimado {predicted}, conocido {known:,}.", en=f"Estimated {predicted}, known {known:,}."),
    )
