"""How many are there if lists are independent, and how far may N go before these lists become too unlikely?

Formula: with n seen, n_k on list k and lists independent, log L(N) = log N! - log (N - n)! +
sum_k [n_k log(n_k / N) + (N - n_k) log(1 - n_k / N)]; N is its maximum over all real N >= n, and the interval holds every
N with 2 (max log L - log L(N)) at most the chi-square quantile on 1 degree of freedom.
Reference: Cormack (1992), Biometrics 48, 567-576; Darroch (1958), Biometrika 45, 343-359.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln, xlogy
from scipy.stats import chi2

from yupay.analyse.hidden.closed_fit import closed_people
from yupay.analyse.hidden.doubt import QUANTITY, left_empty, manned, only, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, margins, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-profile",
    label=Text(es="Mt con intervalo de verosimilitud perfil", en="Mt with a profile-likelihood interval"),
    room="hidden",
    formula="log L(N) = log N!/(N-n)! + sum_k n_k log(n_k/N) + (N-n_k) log(1-n_k/N)",
    reference="Cormack, R. M. (1992). Interval estimation for mark-recapture studies of closed populations. Biometrics, "
    "48, 567-576. Darroch, J. N. (1958). The multiple-recapture census. I. Estimation of a closed population. Biometrika, "
    "45, 343-359.",
    needs=Text(es="Dos listas con coincidencias", en="Two lists that overlap"),
    fields=("interval",),
)
FARTHEST = 1e9


@dataclass(frozen=True)
class Profile:
    """The total with the highest likelihood and the ends of its profile interval; inf where the data set no end."""

    total: float
    low: float
    high: float


def fit(y: Cells, level: float) -> Profile:
    """The profile of a table (2**t,) in which somebody is on two lists or more."""
    n = float(seen(y))
    height = likelihood(y)
    far = _beyond(height, n)
    top = minimize_scalar(
        lambda total: -height(total), bounds=(n, far), method="bounded", options={"xatol": 1e-9 * far}
    )
    total = _refined(height, n, float(top.x))
    floor = height(total) - float(chi2.ppf(level, 1)) / 2
    low = n if height(n) >= floor else brentq(lambda one: height(one) - floor, n, total, xtol=1e-9 * n)
    end = total + 1.0
    while height(end) > floor and end < FARTHEST * n:
        end *= 2
    high = np.inf if height(end) > floor else brentq(lambda one: height(one) - floor, total, end, xtol=1e-9 * n)
    return Profile(total, float(low), float(high))


def likelihood(y: Cells) -> Callable[[float], float]:
    """The log-likelihood of a total N >= seen of a table (2**t,), lists independent, their shares at their best."""
    n = float(seen(y))
    on = margins(y)[1 << np.arange(lists_of(y))]

    def height(total: float) -> float:
        several = gammaln(total + 1) - gammaln(total - n + 1)
        return float(several + (xlogy(on, on / total) + xlogy(total - on, 1 - on / total)).sum())

    return height


def estimate(y: Cells, subject: Subject, *, level: float = 0.95) -> Estimate:
    """The total of a table (2**t,) with independent lists and its profile-likelihood interval."""
    short = unusable(y, least=2)
    assumptions = (
        unchecked(
            Text(es="Supuesto que identifica el total", en="What identifies the total"),
            Text(
                es="No se comprueba con estos datos: estar en una lista no depende de estar en otra y todas las personas son igual de visibles, también quienes no están en ninguna.",
                en="These data cannot check it: being on one list does not depend on being on another and all people are equally visible, those on none included.",
            ),
        ),
        *closed_people(),
    )
    if short is not None:
        return refused(y, subject, METHOD.id, short, assumptions=assumptions)
    found = fit(only(y, manned(y)), level)
    high = found.high if np.isfinite(found.high) else None
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=QUANTITY,
        value=found.total,
        interval=Interval(
            low=found.low,
            high=high,
            level=level,
            method=Text(es="verosimilitud perfil multinomial", en="multinomial profile likelihood"),
        ),
        n=seen(y),
        assumptions=assumptions,
        warnings=left_empty(y, subject),
    )


def _beyond(height: Callable[[float], float], n: float) -> float:
    """A total past the maximum: the first of n + 1, n + 3, n + 7, ... where the likelihood falls."""
    step = 1.0
    while height(n + 2 * step) > height(n + step) and step < FARTHEST * n:
        step *= 2
    return n + 2 * step


def _refined(height: Callable[[float], float], n: float, near: float) -> float:
    """The maximum near a total, by the zero of a symmetric difference."""
    width = 1e-3 * max(near - n, 1e-3)

    def slope(total: float) -> float:
        return height(total + width) - height(total - width)

    low, high = max(near - 5 * width, n + width), near + 5 * width
    if slope(low) <= 0:
        return near
    return float(brentq(slope, low, high)) if slope(high) < 0 else near
