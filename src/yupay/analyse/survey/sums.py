"""Which sums does every linear estimator need? Weighted sums by row (or by cluster) and by group.

Rows outside the domain have group -1 and stay, so that every cluster is still counted.
Reference: Lumley (2010), Complex Surveys, chapter 2: domains are estimated from the whole sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yupay.analyse.numerics.arrays import Floats, Truth, Whole, floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.grouped import Grouping
from yupay.analyse.numerics.stages import blank, codes
from yupay.analyse.survey.clusters import a_row_of, joint


@dataclass(frozen=True, eq=False)
class Sums:
    """Weighted sums of one variable on the m entries of a design: rows of the sample, or clusters within groups.

    `value` is the sum of w y and `over` of w x (x = 1 unless it is a ratio), `base` of w
    and `square` of w y^2, over the rows with data; `count` counts those of positive weight, `missing` the blank ones.
    `replicates` holds the sums of w y and w x by replicate weight and group, each (R, G), and `df` (G,) then their
    degrees of freedom.
    """

    grouping: Grouping
    labels: tuple[tuple[str, ...], ...]
    value: Floats
    over: Floats
    base: Floats
    count: Floats
    missing: Floats
    square: Floats | None = None
    replicates: tuple[Floats, Floats] | None = None
    df: Floats | None = None

    @property
    def design(self) -> Design:
        """The design of the entries."""
        return self.grouping.design

    @property
    def group(self) -> Whole:
        """The group (m,) of every entry, -1 outside."""
        return self.grouping.group

    @property
    def degrees(self) -> Floats:
        """Degrees of freedom (G,): clusters less strata with a row with data; those of the replicates where there are."""
        return self.grouping.degrees(self.count) if self.df is None else self.df

    @property
    def groups(self) -> int:
        """How many groups."""
        return len(self.labels)

    def per_group(self, column: Floats) -> Floats:
        """The total (G,) of a column (m,) in each group."""
        return self.grouping.totals(column)


def of_rows(
    design: Design,
    values: ArrayLike,
    *,
    over: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    domain: ArrayLike | None = None,
) -> Sums:
    """The sums of values (n,) (over another variable, for a ratio) by the labels `groups`, among the rows of `domain`."""
    y = floats(values)
    x = np.ones(y.size) if over is None else floats(over)
    inside = np.ones(y.size, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    group, labels = group_codes(groups, inside)
    given = np.isfinite(y) & np.isfinite(x)
    w = np.where(given, design.weights, 0.0)
    y, x = np.where(given, y, 0.0), np.where(given, x, 0.0)
    return Sums(
        grouping=Grouping(design, group, len(labels)),
        labels=labels,
        value=w * y,
        over=w * x,
        base=w,
        count=(given & (design.weights > 0)).astype(np.float64),
        missing=(~given & (group >= 0)).astype(np.float64),
        square=w * y * y,
        replicates=_replicated(design, group, len(labels), y, x),
        df=_replicate_degrees(design, group, given, len(labels)),
    )


def group_codes(groups: ArrayLike | None, inside: ArrayLike) -> tuple[Whole, tuple[tuple[str, ...], ...]]:
    """Codes (n,) of labels (n,) or (n, c), -1 outside `inside` or where one is blank, and the labels in their order."""
    keep = np.asarray(inside, dtype=bool)
    if groups is None:
        return np.where(keep, 0, -1).astype(np.int64), ((),)
    table = np.asarray(groups)
    return coded([table] if table.ndim == 1 else list(table.T), keep)


def coded(columns: Sequence[NDArray[np.generic]], inside: Truth) -> tuple[Whole, tuple[tuple[str, ...], ...]]:
    """Codes (n,) of the combinations of several columns of labels (n,), -1 outside, and the labels that occur."""
    keep = inside & ~np.logical_or.reduce([blank(column) for column in columns])
    if keep.all():
        return _combined(columns)
    group = np.full(keep.size, -1, dtype=np.int64)
    group[keep], labels = _combined([column[keep] for column in columns])
    return group, labels


def _combined(columns: Sequence[NDArray[np.generic]]) -> tuple[Whole, tuple[tuple[str, ...], ...]]:
    """Codes (n,) of the combinations of columns without blanks, and the labels of each."""
    if not columns[0].size:
        return np.zeros(0, dtype=np.int64), ()
    found = [_labelled(column) for column in columns]
    code = joint([code for code, _ in found])
    rows = a_row_of(code)
    return code, tuple(zip(*([labels[place] for place in at[rows].tolist()] for at, labels in found), strict=True))


def _labelled(column: NDArray[np.generic]) -> tuple[Whole, list[str]]:
    """Codes (n,) of labels and the labels; whole numbers without a decimal point."""
    table = column
    if column.dtype.kind == "O":
        wordy = any(isinstance(value, str) for value in column)
        table = column.astype(str) if wordy else column.astype(np.float64)
    code = codes(table)
    return code, [_word(label) for label in table[a_row_of(code)].tolist()]


def _word(label: Any) -> str:
    """A label as it is read."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _replicated(design: Design, group: Whole, count: int, y: Floats, x: Floats) -> tuple[Floats, Floats] | None:
    """The sums (R, G) of replicate weights times y and x."""
    if design.replicates is None:
        return None
    inside = group >= 0
    table, where = design.replicates[inside], group[inside]
    value = np.array([np.bincount(where, column * y[inside], count) for column in table.T])
    over = np.array([np.bincount(where, column * x[inside], count) for column in table.T])
    return value.astype(np.float64), over.astype(np.float64)


def _replicate_degrees(design: Design, group: Whole, given: Truth, count: int) -> Floats | None:
    """Degrees of freedom (G,) of replicate weights in each group."""
    if design.replicates is None:
        return None
    return np.array([degrees(design, given & (group == place)) for place in range(count)])
