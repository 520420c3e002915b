"""What is in a Parquet file or a database table? Typed columns, written as text so that one set of checks reads all."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from yupay.load.doors import damaged, door
from yupay.load.header import check_names
from yupay.load.messages import problem, quote
from yupay.load.raw import RawTable
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source

PLAIN = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_boolean,
    pa.types.is_date,
    pa.types.is_time,
    pa.types.is_timestamp,
    pa.types.is_null,
)


def read_parquet(source: Source, file: Path) -> RawTable:
    """The rows of a Parquet file as text.

    Raises:
        StudyProblems: L208 damaged file, or columns that are no text, number or date; L212 column names.

    """
    with door(damaged(source, "Parquet")):
        data = pq.read_table(file, use_threads=False)
    return from_arrow(source, data)


def from_arrow(source: Source, data: pa.Table) -> RawTable:
    """An Arrow table as text columns; nested columns, bytes and durations are refused (L208), names checked (L212)."""
    problems = check_names(source.path, data.column_names)
    problems += [_no_text(source, one, at) for at, one in enumerate(data.schema, start=1) if not _plain(one.type)]
    if problems:
        raise StudyProblems(problems)
    columns = [_as_text(column) for column in data.columns]
    return RawTable(data=pa.table(columns, names=data.column_names), lines=lambda rows: [row + 1 for row in rows])


def digest_of(data: pa.Table) -> str:
    """The sha256 of a database table's rows: its columns as text, in the order of all its columns."""
    ordered = data.sort_by([(name, "ascending") for name in data.column_names])
    sink = pa.BufferOutputStream()
    pa_csv.write_csv(ordered, sink)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def _plain(kind: pa.DataType) -> bool:
    """Whether values of this kind are one text each."""
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(fits(inner) for fits in PLAIN)


def _no_text(source: Source, column: pa.Field, position: int) -> Problem:
    shown = f"{quote(column.name)}: {quote(column.type)}"
    expected = ("columnas de texto, números o fechas", "columns of text, numbers or dates")
    return problem("L208", source.path, (shown, shown), expected, column=position)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = pc.cast(column, kind.value_type)
        kind = column.type
    if pa.types.is_boolean(kind):
        column = pc.cast(column, pa.int8())
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column)
    if pa.types.is_timestamp(kind):
        column = _days_when_whole(column)
    return pc.cast(column, pa.string())


def _days_when_whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    days = pc.cast(column, pa.date32(), safe=False)
    whole = pc.all(pc.equal(pc.cast(days, column.type), column), skip_nulls=True).as_py()
    return days if whole or whole is None else column
