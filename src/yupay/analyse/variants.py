"""What if one choice of the plan had been different? Each variant changes one thing in a pairing.

Row-level choices (leave a station out, leave out the stations above a value, silent stations at their place's mean)
are recomputed from the row counts of the cube, which hold no name and no code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from yupay.analyse.pairing import Floats, Pairing, values
from yupay.model.cube import Cube, RowCounts
from yupay.model.study import Hypothesis, Variant


@dataclass(frozen=True)
class Rows:
    """Row counts of x, y and the control of one hypothesis: `place` (r,), one column per indicator, NaN if silent."""

    place: np.ndarray
    columns: dict[str, Floats]

    def sums(self, name: str, keep: np.ndarray, places: int) -> Floats:
        """The sum of a column per place over the rows kept; NaN where no kept row answered."""
        column = self.columns[name]
        answered = keep & np.isfinite(column)
        total = np.bincount(self.place[answered], weights=column[answered], minlength=places)
        count = np.bincount(self.place[answered], minlength=places)
        return np.where(count > 0, total, np.nan)


def rows_of(cube: Cube, indicator: str) -> Rows | None:
    """The row counts that hold an indicator, or None."""
    found = next((rows for rows in cube.row_counts if indicator in rows.indicators), None)
    return None if found is None else as_rows(found)


def as_rows(rows: RowCounts) -> Rows:
    """Row counts as arrays."""
    columns = {
        name: np.array([np.nan if v is None else v for v in column], dtype=float)
        for name, column in zip(rows.indicators, rows.counts, strict=True)
    }
    return Rows(place=np.array(rows.place, dtype=np.int64), columns=columns)


def changed(pairing: Pairing, hypothesis: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """The pairings that one variant stands for: none when it does not apply, several when each row is left out."""
    yield from CHANGES[variant.change](pairing, hypothesis, variant)


def drop_below_population(pairing: Pairing, _: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """Without the places whose size is below `value`."""
    if pairing.size is None or variant.value is None:
        return
    large = pairing.size >= variant.value
    yield pairing.but(places=pairing.places[large[pairing.places]])


def leave_one_row_out(pairing: Pairing, hypothesis: Hypothesis, _: Variant) -> Iterator[Pairing]:
    """Each row of the source of x left out in turn."""
    rows = rows_of(pairing.cube, hypothesis.x or "")
    if rows is None:
        return
    inside = np.isin(rows.place, pairing.places) & np.isfinite(rows.columns[hypothesis.x or ""])
    for row in np.flatnonzero(inside):
        keep = np.ones(len(rows.place), dtype=bool)
        keep[row] = False
        yield resummed(pairing, hypothesis, rows, keep)


def drop_rows_above(pairing: Pairing, hypothesis: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """Without the rows whose own count of x is `value` or more."""
    rows = rows_of(pairing.cube, hypothesis.x or "")
    if rows is None or variant.value is None:
        return
    yield resummed(pairing, hypothesis, rows, ~(rows.columns[hypothesis.x or ""] >= variant.value))


def resummed(pairing: Pairing, hypothesis: Hypothesis, rows: Rows, keep: np.ndarray) -> Pairing:
    """X and its control summed again over the rows kept."""
    places = len(pairing.cube.places)
    x = rows.sums(hypothesis.x or "", keep, places)
    control = hypothesis.control
    if control is not None and control in rows.columns and pairing.control is not None:
        return pairing.but(x=x, control=rows.sums(control, keep, places))
    return pairing.but(x=x)


def silent_zero(pairing: Pairing, _: Hypothesis, __: Variant) -> Iterator[Pairing]:
    """Rows that did not answer count as zero: only a place where nobody answered changes."""
    control = None if pairing.control is None else np.nan_to_num(pairing.control, nan=0.0)
    yield pairing.but(x=np.nan_to_num(pairing.x, nan=0.0), control=control)


def silent_mean(pairing: Pairing, hypothesis: Hypothesis, _: Variant) -> Iterator[Pairing]:
    """Rows that did not answer count as the mean of their place's rows that did."""
    measure = pairing.cube.measures.get(hypothesis.x or "")
    if measure is None:
        return
    answered = np.array(measure.answered, dtype=float)
    share = np.divide(
        np.array(measure.existing, dtype=float), answered, out=np.full(len(answered), np.nan), where=answered > 0
    )
    yield pairing.but(x=pairing.x * share, control=None if pairing.control is None else pairing.control * share)


def complete_only(pairing: Pairing, hypothesis: Hypothesis, _: Variant) -> Iterator[Pairing]:
    """Only the places where every row answered."""
    measure = pairing.cube.measures.get(hypothesis.x or "")
    if measure is None:
        return
    complete = np.array([a == e for a, e in zip(measure.answered, measure.existing, strict=True)])
    yield pairing.but(places=pairing.places[complete[pairing.places]])


def other_size(pairing: Pairing, _: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """Another indicator as the size of a place."""
    if variant.indicator in pairing.cube.measures:
        yield pairing.but(size=values(pairing.cube.measures[variant.indicator]))


def with_comparison(pairing: Pairing, _: Hypothesis, __: Variant) -> Iterator[Pairing]:
    """The places shown apart taken in."""
    if pairing.cube.inside < len(pairing.cube.places):
        yield pairing.but(places=np.arange(len(pairing.cube.places), dtype=np.int64))


def one_more_covariate(pairing: Pairing, _: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """One more control."""
    if variant.indicator in pairing.cube.measures:
        column = values(pairing.cube.measures[variant.indicator])
        yield pairing.but(covariates=np.column_stack([pairing.covariates, column]))


def other_y(pairing: Pairing, _: Hypothesis, variant: Variant) -> Iterator[Pairing]:
    """Another indicator in place of y."""
    if variant.indicator in pairing.cube.measures:
        yield pairing.but(y=values(pairing.cube.measures[variant.indicator]))


CHANGES: dict[str, Callable[[Pairing, Hypothesis, Variant], Iterator[Pairing]]] = {
    "drop-below-population": drop_below_population,
    "leave-one-row-out": leave_one_row_out,
    "drop-rows-above": drop_rows_above,
    "silent-zero": silent_zero,
    "silent-mean": silent_mean,
    "complete-only": complete_only,
    "size-indicator": other_size,
    "population": other_size,
    "include-comparison": with_comparison,
    "add-covariate": one_more_covariate,
    "replace-y": other_y,
}
