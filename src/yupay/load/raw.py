"""What did a reader find? Columns of text as they stand in the file, and how it was read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

Lines = Callable[[Sequence[int]], list[int]]


def below_header(rows: Sequence[int]) -> list[int]:
    """The line of each row, counted from 0, in a file whose first line is the header."""
    return [row + 2 for row in rows]


@dataclass(frozen=True)
class RawTable:
    """Every column as text (null: blank), with the encoding and separator that were found.

    `labels`, `missing` and `column_labels` come from SPSS and Stata files: value labels, codes the file itself declares
    missing, and what each column is called.
    `unread` are columns that hold no text, number or date, with their type: they may stand in a file, not be used.
    `lines` turns row positions into line numbers of the file.
    """

    data: pa.Table
    encoding: str = ""
    separator: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    column_labels: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    lines: Lines = below_header


def cleaned(data: pa.Table) -> pa.Table:
    """Text columns with outer white space removed; what is then empty is blank (null)."""
    columns = [_clean(column) for column in data.columns]
    return pa.table(columns, names=data.column_names)


def with_zero_byte(data: pa.Table) -> bool:
    """Whether a value holds the byte 0, which no engine takes in a text."""
    return any(pc.any(pc.match_substring(column, "\0")).as_py() for column in data.columns)


def _clean(column: pa.ChunkedArray) -> pa.ChunkedArray:
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
