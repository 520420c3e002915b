"""How much does a quantity go with having or not having an attribute?

Formula: r_pb = Pearson correlation with the attribute coded 0 and 1 = t / sqrt(t^2 + n - 2), t of the pooled comparison
of the two groups; interval: lambda / sqrt(lambda^2 + n) over the interval of the non-centrality lambda of that t.
Reference: Tate (1954), Annals of Mathematical Statistics 25, 603-607; Steiger and Fouladi (1997) for the interval.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation
from yupay.analyse.numerics.subject import about, between
from yupay.analyse.relate.samples import grouped, noncentral_t, refused, separate_answers, two_groups
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="point-biserial",
    label=Text(es="Correlación biserial puntual", en="Point-biserial correlation"),
    room="relate",
    formula="r_pb = Pearson correlation with a 0/1 attribute; interval from the non-central t",
    reference="Tate, R. F. (1954). Correlation between a discrete and a continuous variable: Point-biserial correlation. "
    "Annals of Mathematical Statistics, 25, 603-607.",
    needs=Text(
        es="Una variable de intervalo o razón y un atributo con dos valores, dos o más personas en cada uno",
        en="An interval or ratio variable and an attribute of two values, two or more persons in each",
    ),
    fields=("interval", "df", "statistic", "p", "parameters.high_group"),
    message="relate.point-biserial",
)
QUANTITY = Text(es="Correlación biserial puntual (r_pb)", en="Point-biserial correlation (r_pb)")
INTERVAL = Text(es="t no central", en="non-central t")


def point_biserial(
    values: ArrayLike,
    attribute: Sequence[Any] | ArrayLike,
    subject: Subject,
    *,
    order: Sequence[Any] = (),
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Correlation of values (n,) with an attribute (n,) of two labels; positive where the second label stands higher."""
    held = grouped(values, attribute, order)
    short = two_groups(held)
    if short is not None:
        return refused(subject, METHOD.id, QUANTITY, held.n, *held.lost, short)
    codes = np.repeat([0.0, 1.0], held.sizes.astype(int))
    n, r = held.n, float(correlation.pearson_r(codes, np.concatenate(held.values)))
    t, df = correlation.t_of(r, n - 2.0), n - 2.0
    bounds = tuple(float(b / np.sqrt(b * b + n)) for b in noncentral_t(t, df, level)) if abs(r) < 1.0 else (r, r)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        interval=between((bounds[0], bounds[1]), level, INTERVAL),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, df, alternative),
        assumptions=(separate_answers(),),
        parameters={
            "alternative": alternative,
            "low_group": held.labels[0],
            "high_group": held.labels[1],
            "n_low_group": int(held.sizes[0]),
            "n_high_group": int(held.sizes[1]),
        },
        warnings=held.lost,
    )
