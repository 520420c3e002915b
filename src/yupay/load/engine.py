"""Where do the tables live? In one embedded, locked DuckDB, reached through ibis: the only file that knows the engine.

One thread: sums of doubles with several threads differ in the last digit between runs. No extension is
ever downloaded, nothing is spilled to disk, and after `lock` the engine can neither read nor write a file.
Reference: DuckDB documentation, "Securing DuckDB" (enable_external_access, lock_configuration).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

MEMORY = "1200MB"
DATABASES = ("postgres", "postgresql", "duckdb")

FAILURES = (duckdb.Error, pa.ArrowException, MemoryError)
NO_ROOM = (duckdb.OutOfMemoryException, pa.ArrowMemoryError, MemoryError)


class NoSuchTable(Exception):
    """The database has no table of this name; `known` are those it has."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known
        super().__init__("no such table")


class NoDriver(Exception):
    """The Python driver of this database is not installed."""


@dataclass(frozen=True)
class Engine:
    """The embedded engine: `add` tables, `lock` it, then only compute."""

    connection: Any = field(repr=False)

    def add(self, name: str, data: pa.Table) -> ir.Table:
        """Bring an Arrow table in under a lower snake_case name."""
        return self.connection.create_table(name, data, overwrite=True)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute an expression once and keep its rows under a name."""
        return self.connection.create_table(name, expression, overwrite=True)

    def drop(self, name: str) -> None:
        """Forget a table."""
        self.connection.drop_table(name, force=True)

    def lock(self) -> None:
        """From here on no file can be read or written and no setting changed."""
        self.connection.raw_sql("SET enable_external_access=false")
        self.connection.raw_sql("SET lock_configuration=true")


def open_engine() -> Engine:
    """A new engine in memory, of one thread, without extensions, without a temporary folder."""
    connection = ibis.duckdb.connect(
        ":memory:",
        threads=1,
        memory_limit=MEMORY,
        temp_directory="",
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    return Engine(connection=connection)


def is_database(path: str) -> bool:
    """Whether a source's path names a database and not a file."""
    return path.partition("://")[0] in DATABASES and "://" in path


def shown_address(path: str) -> str:
    """A database address without user and password, for messages and audits."""
    parts = urlsplit(path)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def file_of(path: str) -> str:
    """The file a `duckdb://` address names, as written."""
    parts = urlsplit(path)
    return unquote(parts.netloc + parts.path)


def read_database(path: str, table: str, file: Path | None = None) -> pa.Table:
    """One table of `postgres://` or `duckdb://` (then `file` is the resolved file), opened read-only.

    Raises:
        NoSuchTable: with the names the database has.
        NoDriver: the extra `postgres` is not installed.
        Exception: whatever the database says; the caller turns it into a problem without its text.

    """
    try:
        connection = _open_read_only(path, file)
    except ImportError:
        raise NoDriver from None
    try:
        schema, _, name = table.rpartition(".")
        known = connection.list_tables(database=schema or None)
        if name not in known:
            raise NoSuchTable(tuple(sorted(known)))
        return connection.table(name, database=schema or None).to_pyarrow()
    finally:
        connection.disconnect()


def _open_read_only(path: str, file: Path | None) -> Any:
    if file is None:
        connection = ibis.connect(path)
        connection.raw_sql("SET default_transaction_read_only = on").close()
        return connection
    connection = ibis.duckdb.connect(
        file, read_only=True, temp_directory="", autoinstall_known_extensions=False, autoload_known_extensions=False
    )
    # A view inside the file could otherwise read any other file of this machine.
    connection.raw_sql("SET enable_external_access=false")
    return connection
