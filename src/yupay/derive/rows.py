"""What did the single rows of a source say? Needed where a conclusion is tried without each row in turn.

Numbers only: the position of the row's place, and its counts, in an order of their own, so that the order of a file's rows
changes nothing. Sources of more than 20,000 rows are not spread out: one row of so many changes nothing that is printed.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.derive.places import UnitPlaces, unit_code
from yupay.derive.sums import row_value
from yupay.load.reconcile import matching
from yupay.model.cube import Measure, RowCounts
from yupay.model.source import Source
from yupay.model.study import Indicator

MOST_ROWS = 20_000


def row_counts(
    unit: UnitPlaces, source: Source, table: ir.Table, indicators: Sequence[Indicator], measures: Sequence[Measure]
) -> RowCounts | None:
    """The rows of a source inside the unit, by place and count; None where it has one row a place, or too many."""
    rows = sum(max(counts) for counts in zip(*(measure.existing for measure in measures), strict=True))
    finer = any(count > 1 for measure in measures for count in measure.existing)
    if not finer or rows > MOST_ROWS:
        return None
    code = unit_code(unit.unit, unit.frame, source, table)
    values = {f"yupay_v{position}": _value(table, one) for position, one in enumerate(indicators)}
    chosen = table.select(yupay_key=code, **values)
    found = chosen.filter(chosen.yupay_key.isin(list(unit.index))).order_by("yupay_key", *values).to_pyarrow()
    return RowCounts(
        source=source.id,
        place=tuple(unit.index[key] for key in found["yupay_key"].to_pylist()),
        indicators=tuple(indicator.id for indicator in indicators),
        counts=tuple(tuple(found[name].to_pylist()) for name in values),
    )


def _value(table: ir.Table, indicator: Indicator) -> Any:
    return ibis.ifelse(matching(table, indicator.where), row_value(table, indicator), ibis.null("float64"))
