"""Which reader reads a source? The one of its ending, or the engine for a database table."""

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from yupay.load.columnar import digest_of, from_arrow, read_parquet
from yupay.load.declared import check_digest
from yupay.load.delimited import read_delimited
from yupay.load.doors import door
from yupay.load.engine import NoDriver, NoSuchTable, file_of, is_database, read_database, shown_address
from yupay.load.labelled import read_labelled
from yupay.load.messages import problem, quote
from yupay.load.paths import locate_file, sha256_of
from yupay.load.raw import RawTable, cleaned, with_zero_byte
from yupay.load.workbook import read_workbook
from yupay.model.cube import SourceAudit
from yupay.model.problem import Problem, StudyProblems
from yupay.model.source import Source

DELIMITED = (".csv", ".txt", ".tsv", ".tab")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
LABELLED = (".sav", ".zsav", ".dta")
PARQUET = (".parquet", ".pq")


@dataclass(frozen=True)
class ReadFile:
    """A source as read: its rows as text, the file's digest, and the address that may be shown."""

    raw: RawTable
    sha256: str
    shown: str


def read_source(source: Source, folder: Path) -> ReadFile:
    """Read a source of rows, blanks as null.

    Raises:
        StudyProblems: L201 to L209, L212, L223, L260, L261, with no text of any library in them.

    """
    read = _from_database(source, folder) if is_database(source.path) else _from_file(source, folder)
    if problems := check_digest(source, read.sha256):
        raise StudyProblems(problems)
    if read.raw.data.num_rows == 0:
        raise StudyProblems([_no_rows(source, read.shown)])
    data = cleaned(read.raw.data)
    if with_zero_byte(data):
        raise StudyProblems([_zero_byte(read.shown)])
    return replace(read, raw=replace(read.raw, data=data))


def audit_of(source: Source, read: ReadFile) -> SourceAudit:
    """What reading a source of rows found, so far."""
    return SourceAudit(
        source=source.id,
        file=read.shown,
        sha256=read.sha256,
        encoding=read.raw.encoding,
        separator=read.raw.separator,
        rows=read.raw.data.num_rows,
        expected_rows=source.expected_rows,
    )


def _from_file(source: Source, folder: Path) -> ReadFile:
    file = locate_file(folder, source)
    with door(_unreadable(source)):
        digest = sha256_of(file)
        return ReadFile(raw=_read(source, file), sha256=digest, shown=source.path)


def _read(source: Source, file: Path) -> RawTable:
    ending = file.suffix.lower()
    if ending in DELIMITED:
        return read_delimited(source, file.read_bytes())
    if ending in WORKBOOKS:
        return read_workbook(source, file.read_bytes())
    if ending in LABELLED:
        return read_labelled(source, file)
    if ending in PARQUET:
        return read_parquet(source, file)
    raise StudyProblems([_unknown(source, ending)])


def _from_database(source: Source, folder: Path) -> ReadFile:
    shown = shown_address(source.path)
    inside = source.path.startswith("duckdb://")
    file = locate_file(folder, source, file_of(source.path)) if inside else None
    with door(_no_database(shown)):
        raw = from_arrow(source, _rows(source, file, shown))
        return ReadFile(raw=raw, sha256=digest_of(raw.data), shown=shown)


def _rows(source: Source, file: Path | None, shown: str) -> pa.Table:
    try:
        return read_database(source.path, source.table or "", file)
    except NoSuchTable as missing:
        raise StudyProblems([_no_table(source, shown, missing.known)]) from None
    except NoDriver:
        raise StudyProblems([_no_driver(shown)]) from None


def _unreadable(source: Source) -> Problem:
    expected = ("un archivo que se pueda abrir", "a file that can be opened")
    return problem("L208", source.path, ("el archivo no se abre", "the file does not open"), expected)


def _unknown(source: Source, ending: str) -> Problem:
    known = ", ".join((*DELIMITED, ".xlsx", *LABELLED, ".parquet", "postgres://", "duckdb://"))
    return problem("L203", source.path, (quote(ending), quote(ending)), (known, known))


def _no_rows(source: Source, shown: str) -> Problem:
    expected = ("al menos una fila debajo del encabezado", "at least one row below the header")
    return problem("L204", shown, ("0 filas", "0 rows"), expected)


def _zero_byte(shown: str) -> Problem:
    got = ("un texto con el byte 0", "a text with the byte 0")
    return problem("L207", shown, got, ("texto sin caracteres de control", "text without control characters"))


def _no_database(shown: str) -> Problem:
    return problem(
        "L260",
        shown,
        ("la base de datos no responde o no deja leer", "the database does not answer or does not let read"),
        ("una dirección y un usuario con permiso de lectura", "an address and a user that may read"),
    )


def _no_table(source: Source, shown: str, known: tuple[str, ...]) -> Problem:
    tables = ", ".join(quote(name) for name in known[:8])
    name = quote(source.table or "")
    return problem("L209", shown, (name, name), (f"una de: {tables}", f"one of: {tables}"), names=(name, name))


def _no_driver(shown: str) -> Problem:
    return problem(
        "L261",
        shown,
        ("psycopg no está instalado", "psycopg is not installed"),
        ("el extra «postgres» de yupay", 'the extra "postgres" of yupay'),
    )
