"""Which rows of a file are case records? Every value checked once for each distinct word; a row with a fault is left out whole.

A fault is the number of the row, the class of the column and the code of the reason: never the value, never the column's name.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yupay.load.columns import CONTROL
from yupay.load.records.ages import with_ages
from yupay.load.records.limits import Limits
from yupay.load.records.mapping import day_of
from yupay.load.records.rows import FileRows, read_rows
from yupay.load.records.schema import PRECISION, REASON, identity_columns, readable, record_columns, with_reason
from yupay.load.records.words import BLANK, EXPIRED, LONGEST_TEXT, WORDED, Said, reader_of
from yupay.model.records import ColumnClass, RecordColumn, RecordMapping, RecordSchema, Reject
from yupay.model.text import Text
from yupay.study.toml import stop

TYPES = {"integer": pa.int64(), "date": pa.date32()}
SHOWN = 8


@dataclass(frozen=True)
class CheckedRows:
    """Accepted rows in the columns of the vault (record_id and institution still missing), in file order, and what was refused.

    `lines` are the rows of the file they come from.
    """

    identities: pa.Table = field(repr=False)
    records: pa.Table = field(repr=False)
    rows: int
    rejects: tuple[Reject, ...]
    dropped: int
    blanks: Mapping[str, int]
    lines: tuple[int, ...] = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class _Column:
    column: RecordColumn
    value: pa.Array
    reason: pa.Array
    precision: pa.Array
    fault: pa.Array

    def stored(self) -> dict[str, pa.Array]:
        """The columns of the vault that this one fills."""
        reason = {self.column.id + REASON: self.reason} if with_reason(self.column) else {}
        return {self.column.id: self.value, **reason}


def read_records(
    path: Path, mapping: RecordMapping, schema: RecordSchema, *, today: date, limits: Limits | None = None
) -> CheckedRows:
    """The rows of an institution's file, read and checked.

    Args:
        path: .csv, .xlsx or .sav.
        mapping: of the institution.
        schema: of the case record.
        today: no date lies after it, and what may be kept only until before it is refused.
        limits: other limits of size.

    Raises:
        StudyProblems: those of `read_rows`; L287 more than half of the rows refused; P646 retention passed.

    """
    until = day_of(mapping.retention_until)
    if until is None or until < today:
        got = Text.same(mapping.retention_until or "-")
        raise stop("P646", mapping.institution, got, Text(es=f"{today} o después", en=f"{today} or later"))
    file = read_rows(path, mapping, limits)
    columns = [_read(column, mapping, file, today) for column in _in_order(schema)]
    faults = {at: one.fault for at, one in enumerate(columns)}
    good = np.ones(file.rows, dtype=bool)
    for fault in faults.values():
        good &= pc.is_null(fault).to_numpy(zero_copy_only=False)
    rejects = _rejects(columns, file)
    if 2 * good.sum() < file.rows or not good.any():
        raise _nothing(path, file.rows, int(good.sum()), rejects)
    return _checked(columns, file, schema, mapping, good, rejects)


def _in_order(schema: RecordSchema) -> list[RecordColumn]:
    names = readable(schema)
    return [column for column in schema.columns if column.id in names]


def _read(column: RecordColumn, mapping: RecordMapping, file: FileRows, today: date) -> _Column:
    data = _data(column, mapping, file)
    if column.kind == "text" and not (column.pattern or column.missing or mapping.values.get(column.id)):
        found = _texts(column, data)
    else:
        partial = column.column_class == "vault" or column.id in ("fecha_hecho", "fecha_registro")
        read = reader_of(column, mapping, file.labels.get(column.id, {}), today=today, partial=partial)
        found = _words(column, data, [read(word) for word in data.dictionary_encode().dictionary.to_pylist()])
    fault = found.fault
    if column.required:
        blank = pc.and_(pc.is_null(found.value), pc.is_null(found.reason))
        fault = pc.coalesce(fault, pc.if_else(blank, pa.scalar(BLANK), pa.scalar(None, pa.string())))
    if column.id == "retencion_hasta":
        late = pc.fill_null(pc.less(found.value, pa.scalar(today, pa.date32())), False)
        fault = pc.coalesce(fault, pc.if_else(late, pa.scalar(EXPIRED), pa.scalar(None, pa.string())))
    return _Column(column, found.value, found.reason, found.precision, fault)


def _data(column: RecordColumn, mapping: RecordMapping, file: FileRows) -> pa.Array:
    """The words of a column, one for each row: of the file, joined where several stand for a list, or the constant."""
    given = file.columns.get(column.id, ())
    default = {"base_legal": mapping.legal_basis, "retencion_hasta": mapping.retention_until}
    constant = mapping.constants.get(column.id, default.get(column.id))
    if not given:
        return pa.array([constant or None] * file.rows, pa.string())
    data = [_whole(one) for one in given]
    joined = data[0] if len(data) == 1 else _joined(data, mapping.list_separator)
    return joined if constant is None else pc.fill_null(joined, constant)


def _joined(data: Sequence[pa.Array], separator: str) -> pa.Array:
    joined = pc.binary_join_element_wise(*data, pa.scalar(separator), null_handling="skip")
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _texts(column: RecordColumn, data: pa.Array) -> _Column:
    """A column of free text, without a look at each value in Python."""
    text = pc.utf8_normalize(data, form="NFC")
    bad = pc.or_(pc.match_substring_regex(text, CONTROL), pc.greater(pc.utf8_length(text), column.high or LONGEST_TEXT))
    fault = pc.if_else(pc.fill_null(bad, False), pa.scalar(WORDED), pa.scalar(None, pa.string()))
    none = pa.nulls(len(text), pa.string())
    return _Column(column, text, none, none, fault)


def _words(column: RecordColumn, data: pa.Array, said: Sequence[Said]) -> _Column:
    """A column of few distinct words, each read once."""
    at = data.dictionary_encode().indices
    kind = TYPES.get(column.kind, pa.string())
    parts = (
        pa.array([one.value for one in said], kind),
        *(pa.array([getattr(one, part) for one in said], pa.string()) for part in ("reason", "precision", "fault")),
    )
    value, reason, precision, fault = (pc.take(part, at) for part in parts)
    return _Column(column, value, reason, precision, fault)


def _rejects(columns: Sequence[_Column], file: FileRows) -> tuple[Reject, ...]:
    found: set[tuple[int, ColumnClass, str]] = set()
    for one in columns:
        rows = np.flatnonzero(pc.is_valid(one.fault).to_numpy(zero_copy_only=False))
        codes = one.fault.take(pa.array(rows)).to_pylist()
        found |= {(int(row), one.column.column_class, code) for row, code in zip(rows, codes, strict=True)}
    ordered = sorted(found)
    lines = dict(zip(sorted({row for row, *_ in found}), file.lines(sorted({row for row, *_ in found})), strict=True))
    return tuple(Reject(row=lines[row], column_class=kind, code=code) for row, kind, code in ordered)


def _nothing(path: Path, rows: int, good: int, rejects: Sequence[Reject]) -> Exception:
    """L287, with how often each reason was met in each class of column."""
    counts = Counter((one.code, one.column_class) for one in rejects).most_common(SHOWN)
    told = ", ".join(f"{code} ({kind}) x {n:,}" for (code, kind), n in counts)
    got = Text(es=f"{rows - good:,} de {rows:,} filas: {told}", en=f"{rows - good:,} of {rows:,} rows: {told}")
    expected = Text(es="la mitad de las filas o más sin faltas", en="half of the rows or more without a fault")
    return stop("L287", path.name, got, expected, line=rejects[0].row if rejects else 0)


def _checked(
    columns: Sequence[_Column],
    file: FileRows,
    schema: RecordSchema,
    mapping: RecordMapping,
    good: np.ndarray,
    rejects: tuple[Reject, ...],
) -> CheckedRows:
    keep = pa.array(good)
    stored = {name: data for one in columns for name, data in one.stored().items()}
    stored |= {one.column.id + PRECISION: one.precision for one in columns if one.column.kind == "date"}
    whole = with_ages(stored)
    kept = {name: data.filter(keep) for name, data in whole.items()}
    named = (*mapping.columns.values(), *mapping.constants)
    blanks = {one.column.id: _blank(one, keep) for one in columns if one.column.id in named}
    return CheckedRows(
        identities=pa.table({name: kept[name] for name in identity_columns(schema)}),
        records=pa.table({name: kept[name] for name in record_columns(schema)}),
        rows=file.rows,
        rejects=rejects,
        dropped=file.dropped,
        blanks=blanks,
        lines=tuple(file.lines(np.flatnonzero(good).tolist())),
        sha256=file.sha256,
    )


def _blank(one: _Column, keep: pa.Array) -> int:
    """How many accepted rows say nothing at all in a column."""
    return int(pc.sum(pc.and_(keep, pc.and_(pc.is_null(one.value), pc.is_null(one.reason)))).as_py() or 0)
