"""Is the relation the same between stations, districts and departments, given how large each is?

Formula: r = correlation of the mid-ranks of x and y cleared of the logarithm of size; between places
t = r sqrt((n - 3) / (1 - r^2)) and Fisher z with n - 1 units; between rows of places the error of atanh r is the
delete-one-place jackknife with t on G - 1 df, because rows of one place are alike.
Reference: Kendall and Gibbons (1990), ch. 8; Bonett and Wright (2000); Efron and Stein (1981), Annals of Statistics
9, 586-596, for the jackknife.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from yupay.analyse.numerics import arrays, correlation, intervals, ranks
from yupay.analyse.numerics.subject import about, between, constant, independence, left_out, too_few
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="scale-partial",
    label=Text(
        es="La misma relación a otra escala, dado el tamaño", en="The same relation at another scale, given size"
    ),
    room="spatial",
    formula="correlation of mid-ranks cleared of log size; rows: delete-one-place jackknife on atanh r",
    reference="Efron, B., & Stein, C. (1981). The jackknife estimate of variance. Annals of Statistics, 9, 586-596.",
    needs=Text(es="Dos conteos y el tamaño de cada unidad", en="Two counts and the size of each unit"),
    fields=("interval", "df", "p", "parameters.places", "parameters.interval_by"),
    message="spatial.scale-partial",
)
QUANTITY = Text(es="Correlación por rangos, dado el logaritmo del tamaño", en="Rank correlation, given the log of size")
PLAIN = Text(es="Bonett y Wright (2000) con n - 1 unidades", en="Bonett and Wright (2000) with n - 1 units")
CLUSTERED = Text(es="Jackknife por lugar, z de Fisher, t", en="Jackknife by place, Fisher z, t")
MOST_GROUPS = 500


def scale_partial(
    x: ArrayLike,
    y: ArrayLike,
    size: ArrayLike,
    subject: Subject,
    *,
    places: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Rank correlation of x and y (n,) given log `size` (n,); units with NaN, or of size zero, are left out.

    `places` (n,) are whole numbers: rows with the same number belong to one place and the interval is clustered by it.
    """
    first, second, given = arrays.floats(x), arrays.floats(y), arrays.floats(size)
    large = np.where(given > 0, given, np.nan)
    keep = arrays.complete(first, second, large)
    n, lost = int(keep.sum()), left_out(int((~keep).sum()))
    columns = (first[keep], second[keep], np.log(large[keep]))
    r = given_size(*columns) if n >= 6 else float("nan")
    if not np.isfinite(r):
        reason = too_few(n, 6) if n < 6 else constant()
        return Estimate(
            **about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, reason)
        )
    if places is None:
        return _between_places(r, n, subject, level, lost)
    return _within_places(r, columns, np.asarray(places)[keep], subject, level, lost)


def given_size(x: arrays.Floats, y: arrays.Floats, size: arrays.Floats) -> float:
    """Correlation of the mid-ranks of x and y cleared of `size` (all (n,)); NaN where nothing of one is left."""
    scores = correlation.centred(ranks.midranks(np.vstack([x, y])))
    axis = size - size.mean()
    length = float(axis @ axis)
    left = scores if length <= 1e-12 else scores - np.outer(scores @ axis / length, axis)
    if bool(((left * left).sum(1) <= 1e-10 * np.maximum((scores * scores).sum(1), 1e-300)).any()):
        return float("nan")
    return float(correlation.cosine(left[0], left[1]))


def _between_places(r: float, n: int, subject: Subject, level: float, lost: tuple[Text, ...]) -> Estimate:
    """One row a unit: t and Fisher interval."""
    se, t = intervals.bonett_wright_se(r, n - 1), correlation.t_of(r, n - 3.0)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        interval=between(intervals.fisher(r, se, level) if se else None, level, PLAIN),
        df=n - 3.0,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, n - 3.0),
        assumptions=(independence(),),
        parameters={"interval_by": "unit", "places": None},
        warnings=lost,
    )


def _within_places(
    r: float,
    columns: tuple[arrays.Floats, ...],
    places: arrays.Whole,
    subject: Subject,
    level: float,
    lost: tuple[Text, ...],
) -> Estimate:
    """Rows of places: the interval is clustered by place."""
    n = int(places.size)
    named, group = np.unique(places, return_inverse=True)
    se, groups = _jackknife_se(columns, group % MOST_GROUPS) if named.size > 2 else (float("nan"), int(named.size))
    usable = groups >= 3 and np.isfinite(se) and se > 0 and abs(r) < 1
    z, df = float(np.arctanh(r)) if abs(r) < 1 else float("nan"), groups - 1.0
    reach = float(student.ppf(0.5 + level / 2.0, df)) * se if usable else float("nan")
    bounds = (float(np.tanh(z - reach)), float(np.tanh(z + reach))) if usable else None
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        interval=between(bounds, level, CLUSTERED),
        df=df if usable else None,
        n=n,
        statistic_name="t",
        statistic=z / se if usable else None,
        p=correlation.t_tail(z / se, df) if usable else None,
        assumptions=(_places_alike(),),
        parameters={"interval_by": "place", "places": int(named.size), "groups": groups},
        warnings=lost,
    )


def _jackknife_se(columns: tuple[arrays.Floats, ...], group: arrays.Whole) -> tuple[float, int]:
    """Delete-one-group error of atanh r, and the number of groups; NaN where a deletion leaves nothing to correlate."""
    groups = np.unique(group)
    without = [given_size(*(column[group != one] for column in columns)) for one in groups]
    spread = np.arctanh(np.clip(without, -1 + 1e-15, 1 - 1e-15))
    count = groups.size
    return float(np.sqrt((count - 1.0) / count * ((spread - spread.mean()) ** 2).sum())), int(count)


def _places_alike() -> Assumption:
    """What clustering by place takes for granted."""
    return Assumption(
        name=Text(es="Lugares independientes entre sí", en="Places independent of each other"),
        held=None,
        evidence=Text(
            es="El intervalo admite que las filas de un mismo lugar se parezcan; no admite que se parezcan los lugares vecinos.",
            en="The interval allows rows of one place to be alike; it does not allow neighbouring places to be alike.",
        ),
    )
