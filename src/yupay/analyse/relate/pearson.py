"""Do two quantities rise together along a straight line?

Formula: r = S_xy / sqrt(S_xx S_yy); t = r sqrt((n - 2) / (1 - r^2)); interval tanh(atanh r +- z / sqrt(n - 3)).
Reference: Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation. Metron 1, 3-32.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays, correlation, intervals
from yupay.analyse.numerics.subject import about, between, independence, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="pearson",
    label=Text(es="Correlación de Pearson", en="Pearson correlation"),
    room="relate",
    formula="r = S_xy / sqrt(S_xx S_yy); t = r sqrt((n - 2)/(1 - r^2)), n - 2 df; Fisher interval",
    reference="Fisher, R. A. (1921). On the probable error of a coefficient of correlation deduced from a small sample. "
    "Metron, 1, 3-32.",
    needs=Text(
        es="Dos variables de intervalo o razón, n de 4 o más", en="Two interval or ratio variables, n of 4 or more"
    ),
    fields=("interval", "df", "statistic", "p"),
    message="relate.pearson",
)
QUANTITY = Text(es="Correlación de Pearson (r)", en="Pearson correlation (r)")
INTERVAL = Text(es="z de Fisher", en="Fisher z")
HUGE = 1e100


def pearson(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    alternative: correlation.Alternative = "two-sided",
    level: float = 0.95,
) -> Estimate:
    """Pearson's r of two columns (n,), with t, p and Fisher interval; units with NaN in either are left out."""
    first, second = arrays.floats(x), arrays.floats(y)
    keep = arrays.complete(first, second)
    first, second, n = first[keep], second[keep], int(keep.sum())
    lost = left_out(keep.size - n)
    short = shortfall(n, 4, arrays.is_constant(first) or arrays.is_constant(second))
    if short is not None:
        return Estimate(**about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, short))
    r, df = float(correlation.pearson_r(tamed(first), tamed(second))), float(n - 2)
    se = intervals.fisher_se(n)
    t = correlation.t_of(r, df)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        interval=between(intervals.fisher(r, se, level) if se else None, level, INTERVAL),
        df=df,
        n=n,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, df, alternative),
        assumptions=(independence(),),
        parameters={"alternative": alternative, "fisher_se": arrays.finite(se or np.nan)},
        warnings=lost,
    )


def tamed(values: arrays.Floats) -> arrays.Floats:
    """Values whose squares neither overflow nor vanish: divided by their largest size where that is extreme."""
    largest = float(np.abs(values).max())
    return values if 1.0 / HUGE < largest < HUGE else np.asarray(values / largest)
