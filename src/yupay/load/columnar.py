"""What is in a Parquet file or a database table? Typed columns, written as text so that one set of checks reads all."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from yupay.load.doors import damaged, door
from yupay.load.header import check_names
from yupay.load.raw import RawTable
from yupay.model.problem import StudyProblems
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
    pa.types.is_binary,
    pa.types.is_large_binary,
)


def read_parquet(source: Source, file: Path) -> RawTable:
    """The rows of a Parquet file as text.

    Raises:
        StudyProblems: L208 damaged file, L212 column names.

    """
    with door(damaged(source, "Parquet")):
        data = pq.read_table(file, use_threads=False)
    return from_arrow(source, data)


def from_arrow(source: Source, data: pa.Table) -> RawTable:
    """An Arrow table as text columns, its names checked (L212); what is no text, number or date is left unread."""
    if problems := check_names(source.path, data.column_names):
        raise StudyProblems(problems)
    texts = {name: _as_text(data[name]) for name in data.column_names if _plain(data[name].type)}
    read = {name: column for name, column in texts.items() if column is not None}
    if not read and data.num_columns:
        raise StudyProblems([damaged(source, "Parquet")])
    unread = {column.name: str(column.type) for column in data.schema if column.name not in read}
    return RawTable(data=pa.table(read), unread=unread, lines=lambda rows: [row + 1 for row in rows])


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


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Each value as text; None where the bytes of a column are no text."""
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
    try:
        texts = pc.cast(column, pa.string())
        texts.validate(full=True)
    except pa.ArrowException:
        return None
    return texts


def _days_when_whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    days = pc.cast(column, pa.date32(), safe=False)
    whole = pc.all(pc.equal(pc.cast(days, column.type), column), skip_nulls=True).as_py()
    return days if whole or whole is None else column
