"""Where do the tables live, and who computes? The engine a study names: these `engine*.py` files alone know it.

`duckdb://` is embedded and needs nothing; `postgres://user@host/database` and `spark://local?cores=2` run the same ibis
expressions. Whatever the engine, tables are added, kept, dropped, and gone when it is closed.
"""

from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from yupay.load.engine_duckdb import FAILURES, NO_ROOM, open_duckdb
from yupay.load.engine_postgres import open_postgres
from yupay.load.engine_spark import open_spark

__all__ = ("FAILURES", "NO_ROOM", "Engine", "open_engine", "read_database")

DATABASES = ("postgres", "postgresql", "duckdb")
EMBEDDED = "duckdb://"


class NoSuchTable(Exception):
    """The database has no table of this name; `known` are those it has."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known
        super().__init__("no such table")


class NoDriver(Exception):
    """The Python driver of this database is not installed."""


class Engine(Protocol):
    """What every engine does. Failures of its driver are `StudyProblems` (on the embedded one: `FAILURES`)."""

    @property
    def connection(self) -> Any:
        """The ibis backend."""

    @property
    def longest_name(self) -> int | None:
        """How many bytes a column name may have."""

    def add(self, name: str, data: pa.Table) -> ir.Table:
        """Bring an Arrow table in under a lower snake_case name."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute an expression once and keep its rows under a name."""

    def drop(self, name: str) -> None:
        """Forget a table."""

    def lock(self) -> None:
        """From here on only compute."""

    def close(self) -> None:
        """Forget every table and end the session."""


def open_engine(url: str = EMBEDDED, *, threads: int = 1) -> Engine:
    """The engine of an address: `duckdb://`, `postgres://user@host/database` or `spark://local?cores=2`.

    More than one of the `threads` of the embedded engine only where no sum of doubles is published.

    Raises:
        StudyProblems: L262 it cannot be opened, L263 its driver or Java is not installed.
        ValueError: another scheme; `yupay check` says so before (S139).

    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme in ("postgres", "postgresql"):
        return open_postgres(url, shown_address(url))
    if parts.scheme == "spark":
        return open_spark(options)
    if parts.scheme == "duckdb":
        return open_duckdb(options, threads)
    raise ValueError("the engine is duckdb, postgres or spark")


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
