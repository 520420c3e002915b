"""How are rows of an engine read: which of them, which words, and as which arrays?

Numbers are compared as numbers, words as words; what is not a finite number is blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yupay.analyse.numerics.arrays import Floats, Truth
from yupay.analyse.numerics.stages import blank
from yupay.model.sample import SampleDesign

Array = NDArray[Any]
TRUE = ("true", "1", "yes")


@dataclass(frozen=True)
class Asked:
    """What is added up: a column (none: the rows themselves), the share of a category, or a column over another."""

    column: str | None = None
    over: str | None = None
    category: str | None = None


def condition(table: ir.Table, where: Mapping[str, str]) -> Any:
    """The rows where every named column reads as the word; None where nothing is asked."""
    found = None
    for name, word in where.items():
        holds = reads(table[name], word).fill_null(False)
        found = holds if found is None else found & holds
    return found


def reads(column: Any, word: str) -> Any:
    """Where a column reads as a word; numbers are compared as numbers."""
    if column.type().is_boolean():
        return column == (word.lower() in TRUE)
    if not column.type().is_numeric():
        return column.cast("string") == word
    try:
        return column == float(word)
    except ValueError:
        return column.cast("string") == word


def number(column: Any) -> Any:
    """A column, with what is not a finite number as blank."""
    if not column.type().is_floating():
        return column
    return ibis.ifelse(column.isnan() | column.isinf(), ibis.null(column.type()), column)


def as_array(column: Any) -> Array:
    """An Arrow column as an array: numbers with NaN for blanks, words with None."""
    chunk = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_string(chunk.type) or pa.types.is_large_string(chunk.type):
        return np.asarray(chunk.to_numpy(zero_copy_only=False), dtype=object)
    if pa.types.is_decimal(chunk.type) or chunk.null_count:
        chunk = chunk.cast(pa.float64())
    return np.asarray(chunk.to_numpy(zero_copy_only=False))


def rows_of(
    table: ir.Table, declared: SampleDesign, wanted: Sequence[str], where: Mapping[str, str] | None = None
) -> tuple[dict[str, Array], Truth]:
    """The columns wanted and those of the design, row by row, and which rows lie in the domain."""
    several = (*declared.strata, *declared.clusters, *declared.fpc, *declared.replicate_weights, *declared.raking)
    single = [name for name in (declared.weights, declared.period, declared.poststrata) if name is not None]
    names = list(dict.fromkeys([*several, *single, *wanted]))
    inside = condition(table, where or {})
    shown = table.select(*names, yupay_inside=ibis.literal(True) if inside is None else inside).to_pyarrow()
    columns = {name: as_array(shown[name]) for name in names}
    return columns, as_array(shown["yupay_inside"]).astype(bool)


def named(asked: Sequence[Asked]) -> list[str]:
    """The columns that are added up."""
    return [name for one in asked for name in (one.column, one.over) if name is not None]


def row_values(columns: Mapping[str, Array], one: Asked, n: int) -> tuple[Floats, Floats | None]:
    """The values (n,) of what is asked, and of what it is divided by."""
    if one.column is None:
        return np.ones(n), None
    column = columns[one.column]
    if one.category is None:
        y = column.astype(np.float64)
    else:
        held = np.array([_same(value, one.category) for value in column.tolist()], dtype=np.float64)
        y = np.where(blank(column), np.nan, held)
    return y, None if one.over is None else columns[one.over].astype(np.float64)


def _same(value: Any, word: str) -> bool:
    """Whether a value reads as a word; numbers are compared as numbers."""
    if isinstance(value, str) or value is None:
        return bool(value == word)
    if isinstance(value, bool):
        return value == (word.lower() in TRUE)
    try:
        return float(value) == float(word)
    except ValueError:
        return False
