"""What do Spearman, tau-b, gamma, Somers' d and Cramer's V become on a weighted table, and what are their slopes?

A coefficient is a smooth function of totals of shares (`ordinal_moments`); by the chain rule its slope at a cell is the
influence that one more share there has on it. Slopes are of degree -1 in the shares: sum p * slope = 0.
Formula: gamma = (C - D) / (C + D); tau-b = (C - D) / sqrt(X Y); Somers d(y|x) = (C - D) / X, d(x|y) = (C - D) / Y;
Spearman = S_xy / sqrt(S_xx S_yy); Cramer V^2 = (sum p^2 / (r c) - 1) / (min(rows, columns) - 1).
Reference: Agresti (2010), Analysis of ordinal categorical data (2nd ed.), ch. 7; Deville (1999), Survey Methodology 25.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from yupay.analyse.numerics.arrays import Floats, Whole
from yupay.analyse.survey import ordinal_moments as moments


@dataclass(frozen=True)
class Slope:
    """A coefficient of shares: its value and its derivative by the share of every cell; NaN where not defined."""

    value: Floats
    slope: Floats


Formula = Callable[[tuple[Floats, ...]], tuple[Floats, tuple[Floats, ...]]]


@dataclass(frozen=True)
class Coefficient:
    """An ordinal coefficient: its formula on totals, whether they are totals of pairs or of ranks."""

    formula: Formula
    kind: str

    def of_table(self, p: Floats) -> Slope:
        """Of shares (..., r, c)."""
        return _chained(self.formula, moments.pairs_of_table(p) if self.kind == "pairs" else moments.ranks_of_table(p))

    def of_points(self, x: Whole, y: Whole, p: Floats) -> Slope:
        """Of n persons with codes x, y from 0 in order, and shares (..., n)."""
        found = moments.pairs_of_points if self.kind == "pairs" else moments.ranks_of_points
        return _chained(self.formula, found(x, y, p))


def _chained(formula: Formula, found: moments.Moments) -> Slope:
    value, partials = formula(found.totals)
    axes = tuple(range(-found.cell_axes, 0))
    parts = (np.expand_dims(part, axes) * slope for part, slope in zip(partials, found.slopes, strict=True))
    return Slope(value, np.asarray(sum(parts, np.zeros_like(found.slopes[0]))))


def _over(top: Floats, bottom: Floats) -> Floats:
    """Quotient, NaN where the divisor is zero."""
    top, bottom = np.broadcast_arrays(np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64))
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=np.abs(bottom) > 1e-15))


def _gamma(t: tuple[Floats, ...]) -> tuple[Floats, tuple[Floats, ...]]:
    agree, oppose, _, _ = t
    decided = agree + oppose
    value, none = _over(agree - oppose, decided), np.zeros_like(agree)
    return value, (_over(1.0 - value, decided), _over(-1.0 - value, decided), none, none)


def _tau_b(t: tuple[Floats, ...]) -> tuple[Floats, tuple[Floats, ...]]:
    agree, oppose, x, y = t
    size = np.sqrt(x * y)
    value = _over(agree - oppose, size)
    return value, (
        _over(np.ones_like(size), size),
        _over(-np.ones_like(size), size),
        _over(-value, 2 * x),
        _over(-value, 2 * y),
    )


def _somers(of_y_given_x: bool) -> Formula:
    def formula(t: tuple[Floats, ...]) -> tuple[Floats, tuple[Floats, ...]]:
        agree, oppose, x, y = t
        given = x if of_y_given_x else y
        value, one, none = _over(agree - oppose, given), _over(np.ones_like(given), given), np.zeros_like(given)
        own = _over(-value, given)
        return value, (one, -one, own if of_y_given_x else none, none if of_y_given_x else own)

    return formula


def _spearman(t: tuple[Floats, ...]) -> tuple[Floats, tuple[Floats, ...]]:
    xy, xx, yy = t
    size = np.sqrt(xx * yy)
    value = _over(xy, size)
    return value, (_over(np.ones_like(size), size), _over(-value, 2 * xx), _over(-value, 2 * yy))


GAMMA = Coefficient(_gamma, "pairs")
TAU_B = Coefficient(_tau_b, "pairs")
SOMERS_Y = Coefficient(_somers(True), "pairs")
SOMERS_X = Coefficient(_somers(False), "pairs")
SPEARMAN = Coefficient(_spearman, "ranks")


def phi_square(p: Floats) -> Slope:
    """Mean square contingency of shares (..., r, c), and its slope; empty rows and columns count nothing."""
    rows, columns = p.sum(axis=-1, keepdims=True), p.sum(axis=-2, keepdims=True)
    per_row = _part(p, rows)
    ratio = per_row * _part(p, columns)
    slope = 2.0 * _part(per_row, columns) - _part(ratio.sum(axis=-1, keepdims=True), rows)
    slope = slope - _part(ratio.sum(axis=-2, keepdims=True), columns)
    return Slope(ratio.sum(axis=(-1, -2)) - 1.0, np.where((rows > 0) & (columns > 0), slope, 0.0))


def _part(top: Floats, bottom: Floats) -> Floats:
    """Quotient, zero where the divisor is zero."""
    top, bottom = np.broadcast_arrays(top, bottom)
    return np.asarray(np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0))
