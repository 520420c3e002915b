"""How does one source become a table? Read, checked in one pass, typed, keyed and placed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from yupay.load.codes import is_geographic, lost_zeros
from yupay.load.columns import PLACE, ROW, TypedColumn, audit_columns, rows_where, typed
from yupay.load.declared import check_rows
from yupay.load.engine import Engine
from yupay.load.faults import LISTED_ROWS, Fault, LoadProblems, RowFault, blank_hint, lost_zero, positions, told
from yupay.load.files import audit_of, read_source
from yupay.load.messages import listed, problem, quote
from yupay.load.raw import RawTable
from yupay.load.specs import flags_over, place_column, specs_of
from yupay.model.cube import SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import ColumnSpec, Source
from yupay.model.study import Study

WIDE = 256


@dataclass(frozen=True)
class LoadedTable:
    """One source of rows in the engine, under `name`, with its audit so far and what is needed to name its rows."""

    name: str
    source: Source
    table: ir.Table
    audit: SourceAudit
    raw: RawTable = field(repr=False)

    @property
    def names(self) -> list[str]:
        """The file's column names in their order."""
        return list(self.raw.data.column_names)


@dataclass(frozen=True)
class _Checking:
    source: Source
    study: Study
    table: ir.Table
    raw: RawTable
    rows: int

    @property
    def positions(self) -> Mapping[str, int]:
        return positions(self.raw.data.column_names)

    def fault(self, code: str, name: str, spec: ColumnSpec, count: int, found: list[tuple[int, Any]]) -> Fault:
        lines = self.raw.lines([row for row, _ in found])
        values = [value for _, value in found[:5]]
        return Fault(code, self.source.path, name, self.positions[name], spec, count, lines, values)


def load_table(engine: Engine, study: Study, source: Source, folder: Path, name: str) -> LoadedTable:
    """One source as a typed table named `name`; its columns keep the names of the file.

    Two columns are added: `yupay_row` (position in the file, from 0) and `yupay_place` (the place's code).

    Raises:
        StudyProblems: everything that is wrong with this source.

    """
    read = read_source(source, folder)
    specs = _known_columns(source, study, read.raw)
    used = {*specs, *(unit.key for unit in study.units)}
    data = _named(_narrow(read.raw.data, used), used, source, engine.longest_name)
    table = engine.add(f"{name}_raw", _numbered(data))
    audit, raw = audit_of(source, read), replace(read.raw, data=read.raw.data.schema.empty_table())
    del read, data
    checking = _Checking(source, study, table, raw, audit.rows)
    columns = [typed(table, column, spec, raw.labels.get(column)) for column, spec in specs.items()]
    audits, counts = audit_columns(table, columns)
    problems, rows = _check(checking, columns, counts)
    if problems:
        raise LoadProblems(problems, rows)
    kept = engine.keep(name, _typed_table(table, columns, source))
    engine.drop(f"{name}_raw")
    return LoadedTable(name, source, kept, audit.model_copy(update={"columns": tuple(audits)}), raw)


def _narrow(data: pa.Table, used: set[str]) -> pa.Table:
    """A very wide table (a survey file) with only the columns that the study uses; any other as it is."""
    return data if data.num_columns <= WIDE else data.select([name for name in data.column_names if name in used])


def _named(data: pa.Table, used: set[str], source: Source, longest: int | None) -> pa.Table:
    """The columns whose names the engine takes whole; L212 for one that the study uses and the engine would cut."""
    long = [name for name in data.column_names if longest is not None and len(name.encode()) > longest]
    if lost := [name for name in long if name in used]:
        raise StudyProblems([_too_long(source, name, longest or 0) for name in lost])
    return data.drop_columns(long) if long else data


def _too_long(source: Source, name: str, longest: int) -> Problem:
    size = len(name.encode())
    return problem(
        "L212",
        source.path,
        (f"{quote(name)}: {size} bytes", f"{quote(name)}: {size} bytes"),
        (f"hasta {longest} bytes en este motor", f"up to {longest} bytes on this engine"),
        ('un nombre más corto, o [engine] url = "duckdb://"', 'a shorter name, or [engine] url = "duckdb://"'),
        line=1,
    )


def _numbered(data: pa.Table) -> pa.Table:
    return data.append_column(ROW, pa.array(np.arange(data.num_rows)))


def _known_columns(source: Source, study: Study, raw: RawTable) -> dict[str, ColumnSpec]:
    """The specs of the columns that exist; L213 for each that does not; the file's own missing codes added."""
    known = raw.data.column_names
    specs = specs_of(source, study)
    if lost := [name for name in specs if name not in known]:
        unread = [_no_text(source.path, name, raw.unread[name]) for name in lost if name in raw.unread]
        raise StudyProblems([*unread, *(absent(source.path, name, known) for name in lost if name not in raw.unread)])
    return {
        name: spec.model_copy(update={"missing": {**raw.missing.get(name, {}), **spec.missing}})
        for name, spec in specs.items()
    }


def _no_text(where: str, name: str, kind: str) -> Problem:
    """L208: a column that is used and cannot be."""
    shown = f"{quote(name)}: {quote(kind)}"
    return problem("L208", where, (shown, shown), ("texto, números o fechas", "text, numbers or dates"))


def absent(where: str, name: str, known: list[str]) -> Problem:
    """L213: a column that is used and not there."""
    close = get_close_matches(name, known, n=1)
    shown = ", ".join(quote(column) for column in known[:12]) + (" ..." if len(known) > 12 else "")
    return problem(
        "L213",
        where,
        (shown, shown),
        (f"una columna «{quote(name)}»", f'a column "{quote(name)}"'),
        (quote(close[0]), quote(close[0])) if close else None,
        line=1,
        names=(quote(name), quote(name)),
    )


def _check(
    checking: _Checking, columns: list[TypedColumn], counts: Mapping[tuple[str, str], int]
) -> tuple[list[Problem], list[RowFault]]:
    problems: list[Problem] = []
    rows: list[RowFault] = []
    for column in columns:
        for fault, words in (*_faults(checking, column, counts), *_zeros(checking, column)):
            problems.append(words)
            rows.extend(fault.rows)
    problems += check_rows(checking.source, checking.rows) + _keys(checking)
    return problems, rows


def _faults(
    checking: _Checking, column: TypedColumn, counts: Mapping[tuple[str, str], int]
) -> list[tuple[Fault, Problem]]:
    found = []
    for code, condition in column.faults.items():
        if count := counts[column.name, code]:
            rows = rows_where(checking.table, condition, column.raw, LISTED_ROWS)
            fault = checking.fault(code, column.name, column.spec, count, rows)
            extra = _blank_hint(checking, column, condition) if code == "L231" else None
            found.append((fault, told(fault, extra)))
    return found


def _blank_hint(checking: _Checking, column: TypedColumn, blank: Any) -> tuple[str, str] | None:
    flag = flags_over(checking.source, checking.study).get(column.name)
    if flag is None or flag not in checking.table.columns:
        return None
    asked = checking.table.filter(blank & (checking.table[flag] != "0")).count().to_pyarrow().as_py()
    return blank_hint(flag, asked == 0)


def _zeros(checking: _Checking, column: TypedColumn) -> list[tuple[Fault, Problem]]:
    if column.spec.type != "code" or column.spec.pad is not None:
        return []
    places = (checking.source.place, *(unit.boundaries_key for unit in checking.study.units))
    geographic = is_geographic(column.name) or column.name in places
    found = []
    for zero in lost_zeros(checking.table, column.name, geographic=geographic):
        rows = rows_where(checking.table, zero.rows & ~column.coded_missing, column.raw, LISTED_ROWS)
        if rows:
            fault = checking.fault("L210", column.name, column.spec, len(rows), rows)
            words = lost_zero(fault, zero.length, quote(rows[0][1]), geographic=geographic)
            found.append((fault, words))
    return found


def _keys(checking: _Checking) -> list[Problem]:
    """L216 and L217 for the source's key and for the key of every unit it frames."""
    keys = {checking.source.key, *(unit.key for unit in checking.study.units if unit.frame == checking.source.id)}
    framed = {unit.key for unit in checking.study.units if unit.frame == checking.source.id and unit.digits is None}
    unique = ({checking.source.key} | framed) - {None}
    return [
        one
        for key in sorted(name for name in keys if name)
        for one in (*_blank_keys(checking, key), *(_repeated(checking, key) if key in unique else []))
    ]


def _blank_keys(checking: _Checking, key: str) -> list[Problem]:
    rows = rows_where(checking.table, checking.table[key].isnull(), checking.table[key], LISTED_ROWS)
    lines = checking.raw.lines([row for row, _ in rows])
    if not lines:
        return []
    return [
        problem(
            "L217",
            checking.source.path,
            (f"{len(lines):,} filas: {listed(lines)}", f"{len(lines):,} rows: {listed(lines)}"),
            (f"un valor de {quote(key)} en cada fila", f"a value of {quote(key)} in every row"),
            line=lines[0],
            column=checking.positions[key],
        )
    ]


def _repeated(checking: _Checking, key: str) -> list[Problem]:
    table = checking.table
    seen = table.group_by(yupay_key=table[key]).aggregate(yupay_n=table.count(), yupay_first=table[ROW].min())
    twice = seen.filter((seen.yupay_n > 1) & seen.yupay_key.notnull()).order_by("yupay_first")
    found = twice.limit(5).to_pyarrow().to_pylist()
    if not found:
        return []
    first = rows_where(table, table[key] == found[0]["yupay_key"], table[key], 6)
    lines = checking.raw.lines([row for row, _ in first])
    shown = quote(found[0]["yupay_key"])
    return [
        problem(
            "L216",
            checking.source.path,
            (f"{shown} en las filas {listed(lines)}", f"{shown} in rows {listed(lines)}"),
            (f"un valor distinto de {quote(key)} en cada fila", f"another value of {quote(key)} in every row"),
            line=lines[1],
            column=checking.positions[key],
        )
    ]


def _typed_table(table: ir.Table, columns: list[TypedColumn], source: Source) -> ir.Table:
    values = {column.name: column for column in columns}
    chosen = [
        (values[name].value if name in values else table[name]).name(name) for name in table.columns if name != ROW
    ]
    return table.select(table[ROW], *chosen, _place(table, values, source).name(PLACE))


def _place(table: ir.Table, columns: Mapping[str, TypedColumn], source: Source) -> Any:
    column = place_column(source)
    if column is None:
        return ibis.null("string")
    place = columns[column]
    return ibis.ifelse(place.coded_missing, ibis.null("string"), place.value)
