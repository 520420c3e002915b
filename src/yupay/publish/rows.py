"""What does a table hold as data? One machine column a value: bounds apart, both languages, marks in a column of their own."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count

from yupay.model.figure import Figure
from yupay.model.release import Release
from yupay.model.table import Cell, Column, Table
from yupay.model.text import Text

Value = str | float | None
COUNTED = re.compile(r"_\d+$")


@dataclass(frozen=True)
class DataColumn:
    """A machine column: its name in lower snake_case and its values, one a row."""

    name: str
    values: tuple[Value, ...]


def all_tables(release: Release) -> tuple[Table, ...]:
    """The numbered tables, then the tables behind the figures, each with an id of its own."""
    seen = {table.id for table in release.tables}
    behind = (_behind(figure, seen) for figure in release.figures if figure.table is not None)
    return (*release.tables, *behind)


def data_columns(table: Table) -> tuple[DataColumn, ...]:
    """The machine columns of a table: its row keys and groups first, then its own columns."""
    keys = tuple(row.key or None for row in table.rows)
    columns: list[DataColumn] = [DataColumn("row_key", keys)] if any(keys) else []
    if any(row.group for row in table.rows):
        columns += _both("row_group", tuple(row.group for row in table.rows))
    for place, (column, name) in enumerate(zip(table.columns, _names(table.columns), strict=True)):
        named = column.model_copy(update={"id": name})
        columns += _column(named, tuple(row.cells[place] for row in table.rows))
    return tuple(columns)


def machine_name(name: str) -> str:
    """An id as a column name: lower snake_case, a letter first. `H1-value` is `h1_value`."""
    made = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    made = made.strip("_") or "column"
    return made if made[0].isalpha() else f"c_{made}"


def unique(names: Iterable[str]) -> list[str]:
    """The names in order, a number added to those already taken, whatever their case."""
    taken: set[str] = set()
    made: list[str] = []
    for name in names:
        free = next(n for n in chain([name], (f"{name}-{i}" for i in count(2))) if n.casefold() not in taken)
        taken.add(free.casefold())
        made.append(free)
    return made


def _names(columns: tuple[Column, ...]) -> list[str]:
    """Machine names; a column that is only counted (`y1_0`) is named after its head (`y1_count`)."""
    plain = [machine_name(column.id) for column in columns]
    told = [
        machine_name(f"{COUNTED.sub('', name)}_{column.label.en}") if COUNTED.search(name) else name
        for column, name in zip(columns, plain, strict=True)
    ]
    return told if len(set(told)) == len(told) else plain


def _behind(figure: Figure, seen: set[str]) -> Table:
    table = figure.table
    assert table is not None
    name = figure.id if figure.id not in seen else f"{figure.id}-figure"
    return table.model_copy(update={"id": name, "csv": "", "title": figure.title})


def _column(column: Column, cells: tuple[Cell, ...]) -> Iterator[DataColumn]:
    if any(cell.form == "interval" for cell in cells):
        yield from _interval(column, cells)
    elif any(isinstance(cell.value, Text) for cell in cells):
        yield from _both(column.id, tuple(cell.value for cell in cells))
    else:
        yield DataColumn(column.id, tuple(_plain(cell) for cell in cells))
    marks = tuple(None if cell.mark in (None, "zero") else str(cell.mark) for cell in cells)
    if any(marks):
        yield DataColumn(f"{column.id}_mark", marks)


def _interval(column: Column, cells: tuple[Cell, ...]) -> Iterator[DataColumn]:
    if any(cell.value is not None for cell in cells):
        yield DataColumn(column.id, tuple(_plain(cell) for cell in cells))
    yield DataColumn(f"{column.id}_low", tuple(None if cell.mark else cell.low for cell in cells))
    yield DataColumn(f"{column.id}_high", tuple(None if cell.mark else cell.high for cell in cells))


def _both(name: str, values: tuple[Text | Value, ...]) -> Iterator[DataColumn]:
    texts = [Text.same(str(value)) if isinstance(value, str | float) else value for value in values]
    if all(text is None or text.es == text.en for text in texts):
        yield DataColumn(name, tuple(None if text is None else text.es for text in texts))
        return
    yield DataColumn(f"{name}_es", tuple(None if text is None else text.es for text in texts))
    yield DataColumn(f"{name}_en", tuple(None if text is None else text.en for text in texts))


def _plain(cell: Cell) -> Value:
    if cell.mark is not None:
        return 0.0 if cell.mark == "zero" else None
    return cell.value.es if isinstance(cell.value, Text) else cell.value
