"""Which numbers do the methods of this room share? Arrays in, numbers out, and one builder of estimates.

Formula: Garwood limits, the variance between rows of a total, t limits, quantiles of type 7, Gini, HHI.
Reference: Garwood (1936), Biometrika 28,
437-442; Cochran (1977), Sampling Techniques, chapter 2; Hyndman and Fan (1996), The American Statistician 50, 361-365;
Gini (1912), Variabilità e mutabilità; Lorenz (1905), Publications of the American Statistical Association 9, 209-219.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, stdtrit

from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.text import Text

Floats = NDArray[np.float64]
Limits = tuple[float, float]
Values = ArrayLike | Sequence[float | None]

LEVEL = 0.95
BETWEEN_ROWS = Text(es="t de Student con la varianza entre registros", en="Student's t with the variance between rows")
EXACT_POISSON = Text(
    es="Poisson exacto (Garwood), hechos independientes según la ficha de fuente",
    en="exact Poisson (Garwood), independent events according to the source card",
)


def floats(values: Values) -> Floats:
    """Values as doubles, None as NaN."""
    return np.asarray(values, dtype=np.float64)


def garwood(count: float, level: float = LEVEL) -> Limits:
    """Exact limits of the mean of a Poisson count."""
    tail = (1.0 - level) / 2.0
    low = 0.0 if count == 0 else float(gammaincinv(count, tail))
    return low, float(gammaincinv(count + 1.0, 1.0 - tail))


def variance_of_totals(totals: Values, squares: Values, rows: Values) -> Floats:
    """Variance of each total of `rows` answering rows: rows * s2, s2 the variance between its rows.

    `squares` are the sums of squared row counts. NaN below two rows. All arrays (n,); units: squared counts.
    """
    total, square, m = floats(totals), floats(squares), floats(rows)
    enough = m >= 2
    safe = np.where(enough, m, 2.0)
    variance = safe * np.maximum(square - total * total / safe, 0.0) / (safe - 1.0)
    return np.where(enough, variance, np.nan)


def t_limits(value: float, se: float, df: float, level: float = LEVEL) -> Limits:
    """Limits of a quantity that cannot be negative, from its standard error with `df` degrees of freedom."""
    reach = float(stdtrit(df, 0.5 + level / 2.0)) * se
    return max(0.0, value - reach), value + reach


def quartiles(values: Floats) -> tuple[float, float, float, float, float]:
    """Minimum, Q1, median, Q3 and maximum; quantiles of type 7 (linear between order statistics)."""
    low, q1, median, q3, high = np.quantile(values, [0.0, 0.25, 0.5, 0.75, 1.0], method="linear")
    return float(low), float(q1), float(median), float(q3), float(high)


def gini(values: Floats) -> float | None:
    """Gini of these units as the whole population (no n / (n - 1)); None where nothing sums or a value is negative."""
    total = float(values.sum())
    if values.size == 0 or total <= 0 or bool((values < 0).any()):
        return None
    order = np.arange(1, values.size + 1)
    n = values.size
    return float(2.0 * np.dot(order, np.sort(values)) / (n * total) - (n + 1.0) / n)


def herfindahl(values: Floats) -> float | None:
    """Herfindahl-Hirschman index: the sum of squared shares, from 1/n to 1; None where nothing sums."""
    total = float(values.sum())
    return float(np.sum((values / total) ** 2)) if total > 0 else None


def top_shares(values: Floats) -> Floats:
    """Share of the sum held by the k largest, for k = 1 to n; NaN where nothing sums."""
    total = float(values.sum())
    if total <= 0:
        return np.full(values.size, np.nan)
    shares: Floats = np.cumsum(np.sort(values)[::-1]) / total
    return shares


def interval(limits: Limits, method: Text, level: float = LEVEL, scale: float = 1.0) -> Interval:
    """An interval noun from two limits, both times `scale`."""
    return Interval(low=limits[0] * scale, high=limits[1] * scale, level=level, method=method)


def describe_estimate(subject: Subject, method: str, quantity: Text, value: float | None, **more: Any) -> Estimate:
    """An estimate of this room about `subject`; `more` are fields of Estimate and win over those of the subject."""
    fields: dict[str, Any] = {"unit": subject.unit, "key": subject.key, "base": subject.base} | more
    return Estimate(
        question="describe",
        variables=subject.variables,
        unit_of_analysis=subject.unit_of_analysis,
        method=method,
        quantity=quantity,
        value=value,
        sources=subject.sources,
        rows=subject.rows,
        **fields,
    )
