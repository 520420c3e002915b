"""What the methods on independent answers share: groups of answers, reasons for no answer, non-central intervals.

Formula: a non-central interval holds every non-centrality whose (1 - level) / 2 tails hold the observed statistic.
Reference: Steiger and Fouladi (1997), Noncentrality interval estimation, in What if there were no significance tests?
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import chi2, ncf

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics.subject import about, constant, left_out, too_few
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.text import Text

EDGE, FAR_T, FAR_F = 10.0, 100.0, 1e5


@dataclass(frozen=True, eq=False)
class Groups:
    """Values kept of each group, its label, and the warning for the rows left out."""

    labels: tuple[str, ...]
    values: tuple[arrays.Floats, ...]
    lost: tuple[Text, ...]

    @property
    def n(self) -> int:
        """How many values in all."""
        return sum(part.size for part in self.values)

    @property
    def sizes(self) -> arrays.Floats:
        """How many values in each group."""
        return np.array([part.size for part in self.values], dtype=np.float64)


def grouped(values: ArrayLike, groups: Sequence[Any] | ArrayLike, order: Sequence[Any] = ()) -> Groups:
    """Values (n,) by the label of their row in `groups` (n,); rows without either are left out.

    Groups stand in the order of `order`, which also keeps only those it names; else numbers ascend, and so do words.
    """
    column = arrays.floats(values)
    labels = [None if _missing(label) else label for label in np.asarray(groups, dtype=object).tolist()]
    known = np.isfinite(column) & np.array([label is not None for label in labels], dtype=bool).reshape(column.shape)
    present = list(order) or sorted({label for label in labels if label is not None}, key=_by_size)
    numbers = {label: i for i, label in enumerate(present)}
    codes = np.array([-1 if label is None else numbers.get(label, -1) for label in labels], dtype=np.int64)
    parts = tuple(column[known & (codes == i)] for i in range(len(present)))
    held = [i for i, part in enumerate(parts) if part.size] if not order else list(range(len(parts)))
    lost = int((~known).sum())
    return Groups(tuple(shown(present[i]) for i in held), tuple(parts[i] for i in held), left_out(lost))


def shown(label: Any) -> str:
    """A label in words: whole numbers without decimals."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _missing(label: Any) -> bool:
    """Whether a label is None, NaN or blank."""
    return label is None or label == "" or (isinstance(label, float) and np.isnan(label))


def _by_size(label: Any) -> tuple[int, float, str]:
    """Numbers before words, each in their order."""
    number = isinstance(label, int | float | np.number)
    return (0, float(label), "") if number else (1, 0.0, str(label))


def two_groups(held: Groups, needed: int = 2) -> Text | None:
    """Why two groups cannot be compared, or None where they can."""
    if len(held.values) != 2:
        count = len(held.values)
        return Text(
            es=f"No evaluable: se comparan dos grupos y hay {count} con datos.",
            en=f"Not assessable: two groups are compared and {count} have data.",
        )
    return several_groups(held, needed)


def several_groups(held: Groups, needed: int = 2) -> Text | None:
    """Why groups cannot be compared, or None where they can."""
    if len(held.values) < 2:
        count = len(held.values)
        return Text(
            es=f"No evaluable: se necesitan al menos dos grupos y hay {count} con datos.",
            en=f"Not assessable: at least two groups are needed and {count} have data.",
        )
    least = int(held.sizes.min())
    if least < needed:
        return Text(
            es=f"No evaluable: el grupo menor tiene {least} datos; se necesitan al menos {needed} en cada grupo.",
            en=f"Not assessable: the smallest group has {least} values; at least {needed} are needed in each group.",
        )
    return constant() if arrays.is_constant(np.concatenate(held.values)) else None


def refused(subject: Subject, method: str, quantity: Text, n: int, *warnings: Text, **more: Any) -> Estimate:
    """An estimate without a value, and why."""
    return Estimate(**about(subject), method=method, quantity=quantity, value=None, n=n, warnings=warnings, **more)


def enough(n: int, needed: int, *columns: arrays.Floats) -> Text | None:
    """Why columns cannot be used, or None where they can."""
    if n < needed:
        return too_few(n, needed)
    return constant() if any(arrays.is_constant(column) for column in columns) else None


def separate_answers() -> Assumption:
    """The assumption of every method that treats each answer as drawn on its own."""
    return Assumption(
        name=Text(es="Respuestas independientes", en="Independent answers"),
        held=None,
        evidence=Text(
            es="No se comprueba aquí: vale para una muestra aleatoria simple; con estratos, conglomerados o pesos se usa "
            "el método del diseño.",
            en="Not checked here: it holds for a simple random sample; with strata, clusters or weights the method of "
            "the design is used.",
        ),
    )


def noncentral_t(t: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of the non-centrality of an observed t.

    P(T <= t) = E of Phi(t s - d) over s = sqrt(chi-square / df), by Simpson's rule: libraries give NaN in far tails. Where
    t s spreads a hundred times more than the normal part, the latter is left out.
    """
    if t < 0:
        low, high = noncentral_t(-t, df, level)
        return -high, -low
    tail, spread = (1.0 - level) / 2.0, t / float(np.sqrt(2.0 * df))
    if spread > FAR_T:
        low, high = (t * float(np.sqrt(chi2.ppf(p, df) / df)) for p in (tail, 1.0 - tail))
        return low, high
    s, weights = _scales(df, 250 + int(20.0 * spread))
    most = t * float(s[-1]) + EDGE
    low, high = (_solve(lambda d: float(weights @ ndtr(t * s - d)), p, -EDGE, most) for p in (1.0 - tail, tail))
    return low, high


def _scales(df: float, half: int) -> tuple[arrays.Floats, arrays.Floats]:
    """Values of sqrt(chi-square / df) from end to end, and their weights by Simpson's rule, which sum to one."""
    ends = np.sqrt(chi2.ppf([1e-14, 1.0 - 1e-14], df) / df)
    s = np.linspace(ends[0], ends[1], 2 * half + 1)
    rule = np.where(np.arange(s.size) % 2, 4.0, 2.0)
    rule[[0, -1]] = 1.0
    weights = rule * s * chi2.pdf(df * s * s, df)
    return s, np.asarray(weights / weights.sum())


def noncentral_f(f: float, df1: float, df2: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of the non-centrality of an observed F, zero where the central F already puts it in the tail."""
    tail, size = (1.0 - level) / 2.0, f * df1
    if size > FAR_F * max(1.0, min(df2, FAR_F) / 10.0):
        low, high = (size * float(chi2.ppf(p, df2) / df2) for p in (tail, 1.0 - tail))
        return low, high
    most = 2.0 * size * float(chi2.isf(tail / 100.0, df2) / df2) + 100.0
    low, high = (_solve(lambda d: float(ncf.cdf(f, df1, df2, d)), p, 0.0, most) for p in (1.0 - tail, tail))
    return low, high


def _solve(falling: Callable[[float], float], target: float, low: float, high: float) -> float:
    """Where a falling function reaches `target` between two ends; the low end where it starts below it."""
    if falling(low) <= target:
        return low
    return float(brentq(lambda d: falling(d) - target, low, high, xtol=1e-10))
