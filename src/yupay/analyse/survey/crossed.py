"""What is the weighted table of two classifications, and how sure are its cells?

Formula: shares p_ij = sum of w in the cell / sum of w; covariance of the shares, or of the totals, by linearisation over
clusters or by replicate weights.
Reference: Rao and Scott (1984), Annals of Statistics 12, 46-60.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.numerics.linearised import cell_covariance
from yupay.analyse.survey.sums import Sums, of_rows


@dataclass(frozen=True, eq=False)
class Crossed:
    """A table of r rows and c columns over the m entries of a design.

    `cell` (m,) is row * c + column, -1 outside; `weight` (m,) the sum of weights; `totals` (R, K) the cells by
    replicate weight; `n` and `missing` count rows of the sample; `df` is that of all its rows with data.
    """

    design: Design
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cell: Whole
    weight: Floats
    n: int
    missing: int
    df: float
    totals: Floats | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.columns)

    @property
    def table(self) -> Floats:
        """The weighted counts (r, c)."""
        inside = self.cell >= 0
        flat = np.bincount(self.cell[inside], self.weight[inside], len(self.rows) * len(self.columns))
        return np.asarray(flat, dtype=np.float64).reshape(self.shape)

    def covariance(self, *, of_shares: bool) -> Floats:
        """Covariance (K, K) of the shares of the cells, or of their totals divided by the whole."""
        flat = self.table.reshape(-1)
        whole = float(flat.sum())
        if self.totals is not None:
            base = self.totals.sum(axis=1, keepdims=True) if of_shares else whole
            return replicates.spread(self.design, self.totals / base, flat / whole)
        shares = flat / whole if of_shares else np.zeros(flat.size)
        return cell_covariance(self.design, self.cell, self.weight / whole, shares)


def cross(first: ArrayLike, second: ArrayLike, design: Design, *, domain: ArrayLike | None = None) -> Crossed:
    """The table of two columns of labels (n,) among the rows of `domain`; rows blank in either are counted."""
    a, b = np.asarray(first), np.asarray(second)
    pairs = np.empty((a.shape[0], 2), dtype=object)
    pairs[:, 0], pairs[:, 1] = a, b
    sums = of_rows(design, np.ones(a.shape[0]), groups=pairs, domain=domain)
    inside = np.ones(a.shape[0], dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    return from_sums(sums, int((inside & (sums.group < 0)).sum()))


def from_sums(sums: Sums, missing: int) -> Crossed:
    """The table of sums whose groups are pairs of labels."""
    rows, row_of = _axis(sums, 0)
    columns, column_of = _axis(sums, 1)
    place = row_of * len(columns) + column_of
    cell = np.where(sums.group >= 0, place[sums.group] if place.size else -1, -1).astype(np.int64)
    totals = None
    if sums.replicates is not None:
        totals = np.zeros((sums.replicates[1].shape[0], len(rows) * len(columns)))
        totals[:, place] = sums.replicates[1]
    held = (sums.group >= 0) & (sums.count > 0)
    return Crossed(
        design=sums.design,
        rows=rows,
        columns=columns,
        cell=cell,
        weight=sums.base,
        n=int(sums.count[sums.group >= 0].sum()),
        missing=missing,
        df=degrees(sums.design, held),
        totals=totals,
    )


def _axis(sums: Sums, place: int) -> tuple[tuple[str, ...], Whole]:
    """The labels of one side of the table in their order, and the one of every group."""
    labels = [label[place] for label in sums.labels]
    ordered = sorted(set(labels), key=_order)
    lookup = {label: code for code, label in enumerate(ordered)}
    return tuple(ordered), np.array([lookup[label] for label in labels], dtype=np.int64)


def _order(label: str) -> tuple[bool, float, str]:
    """Numbers by size, before words by letter."""
    try:
        return False, float(label), label
    except ValueError:
        return True, 0.0, label
