"""The embedded engine: DuckDB in memory, of one thread, locked once everything is read.

One thread: sums of doubles with several threads differ in the last digit between runs. No extension is ever downloaded,
nothing is spilled to disk, and after `lock` the engine can neither read nor write a file.
Reference: DuckDB documentation, "Securing DuckDB" (enable_external_access, lock_configuration).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

MEMORY = "1200MB"

FAILURES = (duckdb.Error, pa.ArrowException, MemoryError)
NO_ROOM = (duckdb.OutOfMemoryException, pa.ArrowMemoryError, MemoryError)


@dataclass(frozen=True)
class DuckDBEngine:
    """`add` tables, `lock` it, then only compute."""

    connection: Any = field(repr=False)
    longest_name: int | None = None

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

    def close(self) -> None:
        """Forget every table."""
        self.connection.disconnect()


def open_duckdb(options: Mapping[str, str], threads: int = 1) -> DuckDBEngine:
    """A new engine in memory, of one thread, without extensions, without a temporary folder.

    Args:
        options: `memory`, such as 4GB.
        threads: more than one where only whole numbers are counted.

    """
    connection = ibis.duckdb.connect(
        ":memory:",
        threads=threads,
        memory_limit=options.get("memory", MEMORY),
        temp_directory="",
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    return DuckDBEngine(connection=connection)


def open_stored(file: Path, spill: Path, options: Mapping[str, str]) -> DuckDBEngine:
    """A database file as an engine, locked: no other file, no extension, no setting; what does not fit in memory spills to a folder.

    Args:
        file: made where it is not there yet.
        spill: the only folder, beside the file itself, that the engine writes to.
        options: `memory` and `threads`.

    Raises:
        duckdb.Error: the file is held by another program, is no database, or is damaged.

    """
    connection = ibis.duckdb.connect(
        file,
        threads=int(options.get("threads", "1")),
        memory_limit=options.get("memory", MEMORY),
        temp_directory=str(spill),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
        allow_community_extensions=False,
        allow_persistent_secrets=False,
    )
    engine = DuckDBEngine(connection=connection)
    try:
        engine.lock()
    except duckdb.Error:
        engine.close()
        raise
    return engine


def copy_stored(file: Path, new: Path) -> None:
    """Copy every living row of a closed database file to a new one: what was deleted is not in its bytes.

    Raises:
        duckdb.Error: either file cannot be used.

    """
    options = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": ""}
    connection = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": MEMORY, **options})
    try:
        for alias, path, mode in (("old", file, " (READ_ONLY)"), ("new", new, "")):
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {alias}{mode}")
        connection.execute("COPY FROM DATABASE old TO new")
        connection.execute("CHECKPOINT new")
    finally:
        connection.close()
