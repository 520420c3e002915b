"""How is a delimited text file read? Decoded by us, split by pyarrow.csv, every column as text.

The separator is the sign among `, ; | tab` that splits the first lines most evenly. Rows with another number of fields
are refused with their lines; nothing is skipped in silence.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from yupay.load.encoding import decode, find_encoding
from yupay.load.header import check_names
from yupay.load.messages import listed, problem, quote, same
from yupay.load.raw import Lines, RawTable, below_header
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source

SEPARATORS = (",", ";", "\t", "|")
LONGEST_LINE = 1 << 20
SNIFFED_LINES = 50


@dataclass(frozen=True)
class _Options:
    where: str
    separator: str
    names: Sequence[str]


def read_delimited(source: Source, data: bytes) -> RawTable:
    """The rows of a CSV file as text.

    Raises:
        StudyProblems: L204 empty, L205 ragged rows, L206 a line over 1 MB, L207 not decodable, L212 column names.

    """
    text, encoding = decode_text(source, data)
    text = _one_line_end(text)
    _check_separator(source)
    if not text.strip():
        raise StudyProblems([_empty(source)])
    body = text.encode()
    _check_line_length(source, body)
    separator = source.separator or sniff_separator(text)
    names = _header(source, text, separator)
    read = _named(source, _split(body, _Options(source.path, separator, _distinct(names))), names)
    return RawTable(data=read, encoding=_shown(encoding), separator=separator, lines=_lines(body, read, separator))


def decode_text(source: Source, data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding, declared or found; L207 when it is not text."""
    encoding = source.encoding or find_encoding(data)
    text = decode(data, encoding) if encoding else None
    if text is None or encoding is None:
        raise StudyProblems([_not_text(source, data)])
    return text, encoding


def sniff_separator(text: str) -> str:
    """The separator of the first lines: the most columns, found in the most lines alike; a comma when none is there."""
    lines = [line for line in text[: LONGEST_LINE // 4].split("\n")[:SNIFFED_LINES] if line.strip()]
    scores = {sign: _evenness(lines, sign) for sign in SEPARATORS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > (0.0, 0) else ","


def _check_separator(source: Source) -> None:
    sign = source.separator
    if sign is not None and (len(sign) != 1 or sign in '"\n\r'):
        got = f"separator = {quote(sign)}"
        raise StudyProblems(
            [problem("L205", source.path, (got, got), ("un solo signo: , ; | tab", "one sign: , ; | tab"))]
        )


def _evenness(lines: list[str], sign: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _shown(encoding: str) -> str:
    return {"utf-8-sig": "utf-8 (BOM)", "utf-16": "utf-16 (BOM)", "utf-32": "utf-32 (BOM)"}.get(encoding, encoding)


def _check_line_length(source: Source, body: bytes) -> None:
    ends = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == 10)
    lengths = np.diff(np.concatenate(([-1], ends, [len(body)])))
    if lengths.max() > LONGEST_LINE:
        raise StudyProblems([_long_line(source, int(lengths.argmax()) + 1, int(lengths.max()))])


def _header(source: Source, text: str, separator: str) -> list[str]:
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        row = next((found for found in rows if found), [])
    except csv.Error:
        raise StudyProblems([_long_line(source, 1, LONGEST_LINE)]) from None
    return [name.strip() for name in row]


def _distinct(names: Sequence[str]) -> list[str]:
    """A name of its own for every column while the file is split."""
    return [f"{position}" for position in range(len(names))]


def _named(source: Source, data: pa.Table, names: list[str]) -> pa.Table:
    """The columns under their names; columns at the end with neither name nor value, as spreadsheets write, are left out."""
    width = len(names)
    while width > 1 and not names[width - 1] and pc.all(pc.equal(data.column(width - 1), "")).as_py() is not False:
        width -= 1
    if problems := check_names(source.path, names[:width]):
        raise StudyProblems(problems)
    return data.select(range(width)).rename_columns(names[:width])


def _split(body: bytes, options: _Options) -> pa.Table:
    ragged: list[tuple[int, int]] = []

    def skip(row: pa_csv.InvalidRow) -> str:
        ragged.append((row.number or 0, row.actual_columns))
        return "skip"

    try:
        table = pa_csv.read_csv(
            pa.BufferReader(body),
            read_options=pa_csv.ReadOptions(
                use_threads=False,
                block_size=8 * LONGEST_LINE,
                column_names=list(options.names),
                skip_rows_after_names=1,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=options.separator, newlines_in_values=True, invalid_row_handler=skip
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types={name: pa.string() for name in options.names}, strings_can_be_null=False
            ),
        )
    except pa.ArrowException:
        raise StudyProblems([_open_quote(options.where)]) from None
    if ragged:
        raise StudyProblems([_ragged(body, options, ragged)])
    if _quote_left_open(body, table):
        raise StudyProblems([_open_quote(options.where)])
    return table


def _quote_left_open(body: bytes, table: pa.Table) -> bool:
    if body.count(b'"') % 2 == 0 or not table.num_rows:
        return False
    last = [column[-1].as_py() for column in table.columns]
    return any("\n" in value for value in last)


def _lines(body: bytes, table: pa.Table, separator: str) -> Lines:
    """Row to line: by counting, or, where a value or a blank line breaks the count, by reading the file again."""
    if body.count(b"\n") + (not body.endswith(b"\n")) == table.num_rows + 1:
        return below_header

    return lambda rows: _line_numbers(body, separator, [row + 1 for row in rows])


def _line_numbers(body: bytes, separator: str, wanted: Sequence[int]) -> list[int]:
    """The line where each row begins, the header being row 0, by reading the text again; 0 where it cannot be told."""
    starts, end = [], 0
    reader = csv.reader(io.StringIO(body.decode()), delimiter=separator)
    with suppress(csv.Error), _any_width(len(body)):
        for row in reader:
            if row:
                starts.append(end + 1)
            end = reader.line_num
    return [starts[row] if row < len(starts) else 0 for row in wanted]


@contextmanager
def _any_width(width: int) -> Iterator[None]:
    """Values of up to `width` letters are read, then the reader's own limit is put back."""
    before = csv.field_size_limit(width)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _not_text(source: Source, data: bytes) -> Problem:
    zipped = data.startswith(b"PK\x03\x04")
    return problem(
        "L207",
        source.path,
        (f"bytes que no son texto en {source.encoding}", f"bytes that are not text in {source.encoding}")
        if source.encoding
        else ("bytes que no son texto", "bytes that are not text"),
        same("utf-8, utf-16, cp1252, mac_roman"),
        ("parece un libro de Excel: nómbrelo .xlsx", "looks like an Excel workbook: name it .xlsx") if zipped else None,
    )


def _empty(source: Source) -> Problem:
    return problem(
        "L204",
        source.path,
        ("0 filas", "0 rows"),
        ("una línea de encabezado y al menos una fila", "a header line and at least one row"),
    )


def _long_line(source: Source, line: int, length: int) -> Problem:
    size = f"{length / 1e6:.1f} MB"
    return problem(
        "L206",
        source.path,
        (f"una línea de {size}", f"a line of {size}"),
        ("líneas de menos de 1 MB", "lines below 1 MB"),
        ("¿comillas sin cerrar, u otro fin de línea?", "a quote left open, or another line end?"),
        line=line,
    )


def _open_quote(where: str) -> Problem:
    return problem(
        "L205",
        where,
        ("comillas que no se cierran", "a quote that is never closed"),
        ('cada " abierta tiene su "', 'every " opened has its "'),
    )


def _ragged(body: bytes, options: _Options, ragged: list[tuple[int, int]]) -> Problem:
    lines = _line_numbers(body, options.separator, [row - 1 for row, _ in ragged])
    widths = ", ".join(str(width) for width in sorted({width for _, width in ragged})[:3])
    signs = quote(options.separator) if options.separator != "\t" else "tab"
    return problem(
        "L205",
        options.where,
        (
            f"{widths} campos en {len(lines)} filas: {listed(lines)}",
            f"{widths} fields in {len(lines)} rows: {listed(lines)}",
        ),
        (f"{len(options.names)} campos separados por «{signs}»", f'{len(options.names)} fields separated by "{signs}"'),
        ("valores con el separador van entre comillas", "values that hold the separator stand in quotes"),
        line=lines[0],
    )
