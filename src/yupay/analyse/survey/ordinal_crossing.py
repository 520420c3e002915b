"""Who answered what, in which cluster: the weighted table of two ordered answers, kept apart by rows of the design.

A crossing is a sparse list of entries: a row of the design, a code of x, a code of y, a weight, a number of persons.
From arrays every answered person is an entry; from the engine one GROUP BY of strata, clusters, x and y gives the
entries, so that nothing after it grows with the number of persons.
Reference: Lumley (2010), Complex Surveys, chapter 3, for domains: clusters without an answer stay in the design.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import ibis
import numpy as np
from numpy.typing import ArrayLike, NDArray

from yupay.analyse.numerics.arrays import Floats, Truth, Whole, floats
from yupay.analyse.numerics.contingency import Categories, coded
from yupay.analyse.numerics.designs import Design, DesignError, design_of
from yupay.analyse.numerics.stages import Stage
from yupay.analyse.survey.ordinal_moments import sums_by
from yupay.model.sample import SampleDesign

CELLS = 2_500


@dataclass(frozen=True, eq=False)
class Crossing:
    """Entries (m,) of a design: `row` of the design, codes `x` and `y` from 0 in order, `weight`, `persons`.

    `replicates` (m, R) are combined replicate weights; `missing` counts persons of the domain without one of the two
    answers; `x_labels` and `y_labels` are the occupied categories in order, `empty` counts the others; `ordered` is
    False where a column is text whose order nobody declared.
    """

    design: Design
    row: Whole
    x: Whole
    y: Whole
    weight: Floats
    persons: Floats
    x_labels: tuple[str, ...]
    y_labels: tuple[str, ...]
    replicates: Floats | None = None
    missing: int = 0
    empty: int = 0
    ordered: bool = True

    @property
    def n(self) -> int:
        """How many persons gave both answers and have a positive weight."""
        return int(self.persons.sum())

    @property
    def shape(self) -> tuple[int, int]:
        """Number of categories of x and of y."""
        return len(self.x_labels), len(self.y_labels)

    @property
    def is_table(self) -> bool:
        """Whether the categories are few enough to be worked on as a table."""
        return self.shape[0] * self.shape[1] <= CELLS

    @property
    def knows_clusters(self) -> bool:
        """Whether the design tells strata or clusters: replicate weights may come without them."""
        first = self.design.stages[0]
        return self.design.replicates is None or first.size.size > 1 or first.stratum.size < self.persons.size

    @cached_property
    def cell(self) -> Whole:
        """The cell (m,) of each entry in the flat table."""
        return self.x * self.shape[1] + self.y

    @cached_property
    def psu(self) -> Whole:
        """The first-stage cluster (m,) of each entry."""
        return self.design.psu[self.row]

    @cached_property
    def table(self) -> Floats:
        """The weighted table (r, c)."""
        return sums_by(self.cell, self.weight, self.shape[0] * self.shape[1]).reshape(self.shape)

    @cached_property
    def counts(self) -> Floats:
        """The table (r, c) of persons, not weighted."""
        return sums_by(self.cell, self.persons, self.shape[0] * self.shape[1]).reshape(self.shape)

    def total(self) -> float:
        """Sum of the weights."""
        return float(self.weight.sum())

    def by_row(self, values: Floats) -> Floats:
        """Sums of entries (m,) in the rows of the design."""
        return sums_by(self.row, values, self.design.n)

    def tables_of_psu(self, first: int, last: int) -> Floats:
        """Weighted tables (last - first, r, c) of first-stage clusters."""
        r, c = self.shape
        here = (self.psu >= first) & (self.psu < last)
        place = (self.psu[here] - first) * (r * c) + self.cell[here]
        return sums_by(place, self.weight[here], (last - first) * r * c).reshape(-1, r, c)


def crossed(
    x: ArrayLike,
    y: ArrayLike,
    design: Design,
    *,
    domain: ArrayLike | None = None,
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> Crossing:
    """The crossing of two columns (n,) of a design of n rows; `domain` is a mask (n,).

    Categories give the order; without them numbers stand in their order. Rows with a blank in either column, or a value
    outside its categories, count nothing, but their clusters stay.

    Raises:
        ValueError: the columns and the design differ in length.

    """
    inside = np.ones(design.n, dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    inside = inside & (design.weights > 0)
    answers = _answers(x, y, inside, x_categories, y_categories)
    keep = answers.keep
    plain = Crossing(
        design=design,
        row=np.flatnonzero(keep).astype(np.int64),
        x=answers.x,
        y=answers.y,
        weight=design.weights[keep],
        persons=np.ones(int(keep.sum())),
        x_labels=answers.x_labels,
        y_labels=answers.y_labels,
        replicates=None if design.replicates is None else design.replicates[keep],
        missing=int((inside & ~keep).sum()),
        empty=answers.empty,
        ordered=answers.ordered,
    )
    return _collapsed(plain)


def crossed_tables(units: ArrayLike, design: Design, *, persons: ArrayLike | None = None) -> Crossing:
    """The crossing of weighted tables (P, r, c), one for each of the P rows of a design (its clusters).

    `persons` (P, r, c) are numbers of persons; without them each occupied cell of a cluster counts as one person.

    Raises:
        ValueError: the tables and the design differ in length, or a weight is negative or not finite.

    """
    table = floats(units)
    if table.ndim != 3 or table.shape[0] != design.n:
        raise ValueError(f"tables of shape {table.shape} for a design of {design.n} rows; (rows, r, c) is needed")
    if not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("weights of cells must be finite and not negative")
    row, x, y = (index.astype(np.int64) for index in np.nonzero(table))
    count = np.ones(row.size) if persons is None else floats(persons)[row, x, y]
    answers = _answers(x, y, np.ones(row.size, dtype=bool), range(table.shape[1]), range(table.shape[2]))
    return Crossing(
        design=design,
        row=row,
        x=answers.x,
        y=answers.y,
        weight=table[row, x, y],
        persons=count,
        x_labels=answers.x_labels,
        y_labels=answers.y_labels,
        empty=answers.empty,
    )


def crossed_in_engine(
    table: ibis.Table,
    x: str,
    y: str,
    declaration: SampleDesign,
    *,
    x_categories: Categories = None,
    y_categories: Categories = None,
) -> Crossing:
    """The crossing of two columns of a table: one GROUP BY of strata, clusters, population sizes, x and y.

    Without clusters every row is its own cluster and the columns are read as they are.

    Raises:
        DesignError: the weights are to be fitted to totals; that needs the rows: read them and use `crossed`.

    """
    if declaration.poststrata is not None or declaration.raking:
        raise DesignError("poststrata", "weights fitted to totals need the rows of the sample, not a grouped table")
    if not declaration.clusters:
        columns = _read(table.select(*_named(declaration, x, y)))
        known = {"x_categories": x_categories, "y_categories": y_categories}
        return crossed(columns[x], columns[y], design_of(declaration, columns), **known)
    keys = _keys(declaration)
    columns = _read(_grouped(table, x, y, keys, declaration))
    return _from_groups(columns, keys, declaration, x_categories, y_categories)


def _named(declaration: SampleDesign, x: str, y: str) -> tuple[str, ...]:
    """The columns that a sample without clusters needs."""
    named = (x, y, *declaration.strata, *declaration.fpc, declaration.weights, *declaration.replicate_weights)
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _keys(declaration: SampleDesign) -> tuple[str, ...]:
    """The columns that tell the clusters apart."""
    return tuple(dict.fromkeys((*declaration.strata, *declaration.clusters, *declaration.fpc)))


def _grouped(table: ibis.Table, x: str, y: str, keys: tuple[str, ...], declaration: SampleDesign) -> ibis.Table:
    """Sums of weights and numbers of persons by cluster and answers: key_0.., answer_x, answer_y, persons, sum_0.."""
    weight = ibis.literal(1.0) if declaration.weights is None else table[declaration.weights].cast("float64")
    others = [table[name].cast("float64") for name in declaration.replicate_weights]
    weights = [weight, *(others if declaration.combined else [weight * one for one in others])]
    named = {f"key_{index}": table[key] for index, key in enumerate(keys)}
    named |= {"answer_x": table[x], "answer_y": table[y]}
    sums = {f"sum_{index}": one.sum() for index, one in enumerate(weights)}
    return table.group_by(**named).aggregate(persons=table.count(), **sums).order_by(list(named))


def _read(table: ibis.Table) -> dict[str, NDArray[Any]]:
    """The columns of a table as arrays; whole numbers with blanks become doubles."""
    found = table.to_pyarrow()
    return {name: np.asarray(found[name].to_numpy()) for name in found.column_names}


def _from_groups(
    columns: dict[str, NDArray[Any]],
    keys: tuple[str, ...],
    by: SampleDesign,
    x_categories: Categories,
    y_categories: Categories,
) -> Crossing:
    """The crossing of grouped sums: rows of the design are the different clusters of the last stage."""
    begins = np.zeros(columns["persons"].size, dtype=bool)
    begins[:1] = True
    for index in range(len(keys)):
        begins[1:] |= columns[f"key_{index}"][1:] != columns[f"key_{index}"][:-1]
    first, unit = np.flatnonzero(begins), np.cumsum(begins) - 1
    weight, persons = columns["sum_0"].astype(np.float64), columns["persons"].astype(np.float64)
    plain = SampleDesign(strata=by.strata, clusters=by.clusters, fpc=by.fpc, nested=by.nested, lonely=by.lonely)
    design = design_of(plain, {key: columns[f"key_{index}"][first] for index, key in enumerate(keys)})
    design = design.reweighted(sums_by(unit, weight, first.size))
    table = None
    if by.replicate_weights:
        size = len(by.replicate_weights)
        table = np.column_stack([columns[f"sum_{index + 1}"].astype(np.float64) for index in range(size)])
        design = _with_replicates(design, unit, table, by)
    inside = weight > 0
    answers = _answers(columns["answer_x"], columns["answer_y"], inside, x_categories, y_categories)
    keep = answers.keep
    return Crossing(
        design=design,
        row=unit[keep],
        x=answers.x,
        y=answers.y,
        weight=weight[keep],
        persons=persons[keep],
        x_labels=answers.x_labels,
        y_labels=answers.y_labels,
        replicates=None if table is None else table[keep],
        missing=int(persons[inside & ~keep].sum()),
        empty=answers.empty,
        ordered=answers.ordered,
    )


def _with_replicates(design: Design, unit: Whole, table: Floats, by: SampleDesign) -> Design:
    """The design of units with the replicate weights of the declaration, summed in each unit."""
    sums = {f"r_{index}": sums_by(unit, column, design.n) for index, column in enumerate(table.T)}
    told = by.model_copy(
        update={
            "strata": (),
            "clusters": (),
            "fpc": (),
            "weights": "w",
            "replicate_weights": tuple(sums),
            "combined": True,
            "period": None,
        }
    )
    other = design_of(told, {"w": design.weights, **sums})
    return replace(other, stages=design.stages, lonely=design.lonely)


def _collapsed(crossing: Crossing) -> Crossing:
    """A one-stage sample whose weights were not fitted, with one row of the design for each cluster."""
    design = crossing.design
    one_stage = len(design.stages) == 1 and not design.calibrations and design.replicates is None
    if not one_stage or design.stages[0].stratum.size == design.n:
        return crossing
    first = design.stages[0]
    each = np.arange(first.stratum.size, dtype=np.int64)
    stage = Stage(cluster=each, stratum=first.stratum, fraction=first.fraction, share=first.share, size=first.size)
    weights = sums_by(first.cluster, design.weights, each.size)
    units = replace(design, weights=weights, stages=(stage,))
    return replace(crossing, design=units, row=first.cluster[crossing.row])


class _Answers(NamedTuple):
    """Rows that are kept, and of these the codes and labels of occupied categories."""

    keep: Truth
    x: Whole
    y: Whole
    x_labels: tuple[str, ...]
    y_labels: tuple[str, ...]
    empty: int
    ordered: bool


def _answers(x: ArrayLike, y: ArrayLike, inside: Truth, x_categories: Categories, y_categories: Categories) -> _Answers:
    """Codes of the rows inside that have both answers."""
    x_names, x_place, x_ordered = coded(x, x_categories)
    y_names, y_place, y_ordered = coded(y, y_categories)
    if not x_place.shape == y_place.shape == inside.shape:
        raise ValueError(f"columns of {x_place.size} and {y_place.size} rows for a design of {inside.size}")
    keep = inside & (x_place >= 0) & (y_place >= 0)
    x_used, x_code = np.unique(x_place[keep], return_inverse=True)
    y_used, y_code = np.unique(y_place[keep], return_inverse=True)
    return _Answers(
        keep=keep,
        x=x_code.reshape(-1).astype(np.int64),
        y=y_code.reshape(-1).astype(np.int64),
        x_labels=tuple(x_names[place] for place in x_used),
        y_labels=tuple(y_names[place] for place in y_used),
        empty=len(x_names) - x_used.size + len(y_names) - y_used.size,
        ordered=x_ordered and y_ordered,
    )
