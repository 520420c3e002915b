"""How do rows in an engine become the few sums per cluster that every linear estimator needs?

One GROUP BY of the design's clusters and the groups asked for; the arithmetic follows on that small table. Rows outside
the domain keep their cluster in the table with a blank group. Designs without clusters, with replicate weights or with
calibrated weights are read row by row.
Reference: Lumley (2010), Complex Surveys, section 2.3 and appendix D (estimation inside a database).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.designs import Design, design_of
from yupay.analyse.numerics.grouped import Grouping
from yupay.analyse.survey.facts import Facts, facts_of
from yupay.analyse.survey.reading import Array, Asked, as_array, condition, named, number, reads, row_values, rows_of
from yupay.analyse.survey.sums import Sums, coded, of_rows
from yupay.model.sample import SampleDesign

WEIGHTED = ("yupay_base", "yupay_value", "yupay_over", "yupay_square")
SUMS = (*WEIGHTED, "yupay_rows", "yupay_count", "yupay_given")


@dataclass(frozen=True, eq=False)
class Totals:
    """Sums of several variables on the m entries of one design, and the rows of the domain that have a blank group."""

    sums: tuple[Sums, ...]
    ungrouped: int


def cluster_totals(
    table: ir.Table,
    design: SampleDesign,
    asked: Sequence[Asked],
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    squares: bool = False,
    facts: Facts | None = None,
) -> Totals:
    """The sums of what is asked, by cluster and by the columns `by`, among the rows where columns read as `where` says.

    `squares` adds the sums for design effects. One GROUP BY over the table, after its facts are found; `facts`, found once
    for every column of a sample, spare that.

    Raises:
        DesignError: the design's columns have blanks, weights are negative, or a cluster lies in two strata.

    """
    if read_by_row(design):
        return _by_row(table, design, asked, by, where)
    facts = facts or facts_of(table, design, named(asked))
    entry = _entry_table(table, design, asked, by, where, squares, facts)
    return _as_sums(entry, design, asked, by, facts)


def read_by_row(design: SampleDesign) -> bool:
    """Whether sums by cluster do not do: no clusters, replicate weights, or weights fitted to totals."""
    return not design.clusters or bool(design.replicate_weights or design.poststrata or design.raking)


def _entry_table(
    table: ir.Table,
    design: SampleDesign,
    asked: Sequence[Asked],
    by: Sequence[str],
    where: Mapping[str, str] | None,
    squares: bool,
    facts: Facts,
) -> pa.Table:
    """One row per cluster and group with the sums: the GROUP BY."""
    inside = condition(table, where or {})
    groups = {f"yupay_key_{place}": table[name] for place, name in enumerate(facts.clusters.keys)}
    for place, column in enumerate(by):
        label = table[column]
        groups[f"yupay_by_{place}"] = label if inside is None else ibis.ifelse(inside, label, ibis.null(label.type()))
    if inside is not None and not by:
        groups["yupay_by_0"] = ibis.ifelse(inside, 1, ibis.null("int8"))
    weight = None if design.weights is None else _double(table[design.weights])
    sums = {"yupay_rows": table.count()}
    if weight is not None:
        sums |= {"yupay_base": weight.sum()}
    if facts.zeros and weight is not None:
        sums |= {"yupay_count": weight.nullif(0).count()}
    for place, one in enumerate(asked):
        sums |= _sums_of(table, weight, one, place, squares, facts)
    return table.group_by(**groups).aggregate(**sums).to_pyarrow()


def _sums_of(table: ir.Table, weight: Any, one: Asked, place: int, squares: bool, facts: Facts) -> dict[str, Any]:
    """The sums of one variable: w y, w x, and where rows may lack it w, their count and w y^2."""
    if one.column is None:
        return {}
    y = _value(table[one.column], one.category, facts.complete(one.column))
    x = None if one.over is None else _value(table[one.over], None, facts.complete(one.over))
    whole = facts.complete(one.column, one.over)
    given = y.notnull() if x is None else y.notnull() & x.notnull()
    found = {f"yupay_value_{place}": _weighted(weight, y, None if whole or x is None else given)}
    if x is not None:
        found[f"yupay_over_{place}"] = _weighted(weight, x, None if whole else given)
    if squares:
        found[f"yupay_square_{place}"] = _weighted(weight, y.cast("float64") * y, None if whole or x is None else given)
    if not whole:
        if weight is not None:
            found[f"yupay_base_{place}"] = ibis.ifelse(given, weight, 0).sum()
        found[f"yupay_given_{place}"] = ibis.ifelse(given, 1, ibis.null("int8")).count()
        if facts.zeros:
            found[f"yupay_count_{place}"] = ibis.ifelse(given & (weight > 0), 1, ibis.null("int8")).count()
    return found


def _weighted(weight: Any, value: Any, given: Any) -> Any:
    """The sum of weight times value, over the rows given."""
    product = value.cast("float64") if weight is None else weight * value
    return (product if given is None else ibis.ifelse(given, product, 0.0)).sum()


def _value(column: Any, category: str | None, complete: bool) -> Any:
    """The values that are added up: numbers, or 1 where the category is read and 0 where another."""
    if category is None and not column.type().is_boolean():
        return column if complete else number(column)
    held = ibis.ifelse(column if category is None else reads(column, category), 1, 0)
    return held if complete else ibis.ifelse(column.isnull(), ibis.null("int8"), held)


def _double(column: Any) -> Any:
    """A column as doubles, so that no product overflows."""
    return column if column.type().is_float64() else column.cast("float64")


def _as_sums(
    entry: pa.Table, declared: SampleDesign, asked: Sequence[Asked], by: Sequence[str], facts: Facts
) -> Totals:
    """The entries as sums on a design of one row per entry."""
    columns = {name: as_array(entry[name]) for name in entry.column_names}
    columns |= {name: _sum(columns[name]) for name in columns if name.startswith(SUMS)}
    if declared.weights is None:
        columns |= {name.replace("given", "base"): columns[name] for name in columns if name.startswith("yupay_given")}
        columns["yupay_base"] = columns["yupay_rows"]
    if facts.years > 1:
        columns |= {name: columns[name] / facts.years for name in columns if name.startswith(WEIGHTED)}
    m = entry.num_rows
    labels = [columns[name] for name in columns if name.startswith("yupay_by_")]
    group, found = coded(labels, np.ones(m, dtype=bool)) if labels else (np.zeros(m, dtype=np.int64), ((),))
    if not by:
        found = ((),) if (group >= 0).any() else ()
    stages = facts.clusters.stages_at([columns[name] for name in columns if name.startswith("yupay_key_")])
    design = Design(weights=np.ones(m), stages=stages, lonely=declared.lonely, years=facts.years)
    grouping = Grouping(design, group, len(found))
    columns["yupay_none"] = np.zeros(m)
    made = tuple(_sums(grouping, found, columns, one, place) for place, one in enumerate(asked))
    return Totals(sums=made, ungrouped=int(columns["yupay_rows"][group < 0].sum()))


def _sums(
    grouping: Grouping,
    labels: tuple[tuple[str, ...], ...],
    columns: Mapping[str, Array],
    one: Asked,
    place: int,
) -> Sums:
    """The sums of one variable."""
    given = _first_of(columns, f"yupay_given_{place}", "yupay_rows")
    base = _first_of(columns, f"yupay_base_{place}", "yupay_base")
    count = _first_of(columns, f"yupay_count_{place}", "yupay_count", f"yupay_given_{place}", "yupay_rows")
    square = f"yupay_square_{place}"
    return Sums(
        grouping=grouping,
        labels=labels,
        value=base if one.column is None else columns[f"yupay_value_{place}"],
        over=base if one.over is None else columns[f"yupay_over_{place}"],
        base=base,
        count=count,
        missing=columns["yupay_none"] if given is columns["yupay_rows"] else columns["yupay_rows"] - given,
        square=base if one.column is None else columns.get(square),
    )


def _first_of(columns: Mapping[str, Array], *names: str) -> Floats:
    """The first of several columns that the engine was asked for."""
    column: Floats = columns[next(name for name in names if name in columns)]
    return column


def _sum(column: Array) -> Floats:
    """A column of sums as doubles, 0 where no row had data."""
    sums = np.asarray(column, dtype=np.float64)
    return np.nan_to_num(sums) if np.isnan(sums).any() else sums


def _by_row(
    table: ir.Table, declared: SampleDesign, asked: Sequence[Asked], by: Sequence[str], where: Mapping[str, str] | None
) -> Totals:
    """The sums from the rows themselves."""
    columns, inside = rows_of(table, declared, [*named(asked), *by], where)
    design = design_of(declared, columns)
    group, labels = (
        (np.where(inside, 0, -1).astype(np.int64), ((),)) if not by else coded([columns[name] for name in by], inside)
    )
    made = []
    for one in asked:
        y, x = row_values(columns, one, design.n)
        sums = of_rows(design, y, over=x, groups=group, domain=group >= 0)
        made.append(replace(sums, labels=labels if (group >= 0).any() else ()))
    return Totals(sums=tuple(made), ungrouped=int((inside & (group < 0)).sum()))
