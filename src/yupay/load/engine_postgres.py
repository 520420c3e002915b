"""PostgreSQL as the engine: sources are staged by COPY into the session's own temporary schema.

The server drops that schema when the session ends, also where this process is killed, and no other session can read it.
Temporary tables are scanned by one process in the order of their rows, so sums of doubles do not change from run to run.
Text is compared byte by byte (collation "C"), as the other engines do.
Reference: PostgreSQL documentation, COPY, CREATE TABLE (TEMPORARY), search_path (pg_temp); libpq, "The Password File".
"""

import hashlib
import io
import weakref
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.csv as pa_csv

from yupay.load.engine_faults import lacks, not_opened, told
from yupay.model.problem import Problem, StudyProblems

NAME = "PostgreSQL"
LONGEST_NAME = 63  # bytes; the server cuts a longer name without an error
ROWS_A_TIME = 50_000
SECONDS = 15
NO_ROOM = ("53", "54")  # classes of SQLSTATE: insufficient resources, program limit exceeded
SETTINGS = (
    "SET client_encoding = 'UTF8'",
    "SET client_min_messages = error",
    "SET standard_conforming_strings = on",
    "SET extra_float_digits = 1",
    "SET jit = off",
    "CREATE TEMPORARY TABLE yupay_session (opened int)",  # the temporary schema exists from here on
    "SET search_path = pg_temp",
)

Telling = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class PostgresEngine:
    """Tables of one session; `close` ends it, and with it every table."""

    connection: Any = field(repr=False)
    session: Any = field(repr=False)
    telling: Telling = field(repr=False)
    longest_name: int | None = LONGEST_NAME

    def add(self, name: str, data: pa.Table) -> ir.Table:
        """Bring an Arrow table in by COPY."""
        with self.telling(), self.session.transaction(), self.session.cursor() as cursor:
            self._create(cursor, name, ibis.Schema.from_pyarrow(data.schema))
            with cursor.copy(f"COPY {quoted(short(name))} FROM STDIN (FORMAT csv)") as copy:
                for batch in data.to_batches(ROWS_A_TIME):
                    copy.write(_as_csv(batch))
            cursor.execute(f"ANALYZE {quoted(short(name))}")
        return self._table(name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Compute an expression on the server and keep its rows there."""
        with self.telling(), self.session.transaction(), self.session.cursor() as cursor:
            self._create(cursor, name, expression.schema())
            cursor.execute(f"INSERT INTO {quoted(short(name))} {self.connection.compile(expression)}")
            cursor.execute(f"ANALYZE {quoted(short(name))}")
        return self._table(name)

    def drop(self, name: str) -> None:
        """Forget a table."""
        with self.telling():
            self.session.execute(f"DROP TABLE IF EXISTS {quoted(short(name))}").close()

    def lock(self) -> None:
        """Nothing to lock: the session opens no file of this machine, and what it writes ends with it."""

    def close(self) -> None:
        """End the session; the server forgets every table."""
        self.session.close()

    def _create(self, cursor: Any, name: str, schema: Any) -> None:
        kinds = self.connection.compiler.type_mapper
        columns = [
            f"{quoted(column)} {kinds.to_string(kind)}" + (' COLLATE "C"' if kind.is_string() else "")
            for column, kind in schema.items()
        ]
        cursor.execute(f"DROP TABLE IF EXISTS {quoted(short(name))}")
        cursor.execute(f"CREATE TEMPORARY TABLE {quoted(short(name))} ({', '.join(columns)})")

    def _table(self, name: str) -> ir.Table:
        with self.telling():
            return self.connection.table(short(name))


def open_postgres(url: str, shown: str) -> PostgresEngine:
    """A session on the server of a `postgres://` address; the password comes from PGPASSWORD or ~/.pgpass.

    Args:
        url: the address.
        shown: the address as messages may show it.

    Raises:
        StudyProblems: L262 it does not answer or does not allow temporary tables, L263 psycopg is not installed.

    """
    try:
        import psycopg
    except ImportError:
        needed = ("el extra «postgres» de yupay", 'the extra "postgres" of yupay')
        raise StudyProblems([lacks("psycopg", needed)]) from None
    try:
        session = psycopg.connect(url, autocommit=True, connect_timeout=SECONDS, application_name="yupay")
    except (psycopg.Error, UnicodeError):
        raise StudyProblems([_closed(shown)]) from None
    try:
        for setting in SETTINGS:
            session.execute(setting).close()
    except psycopg.Error:
        session.close()
        raise StudyProblems([_closed(shown)]) from None

    def telling() -> AbstractContextManager[None]:
        return told(NAME, (psycopg.Error, pa.ArrowException), _lacks_room)

    connection = _backend(telling).from_connection(session)
    weakref.finalize(connection, session.close)
    return PostgresEngine(connection=connection, session=session, telling=telling)


def short(name: str) -> str:
    """A table's name that the server does not cut."""
    return (
        name if len(name.encode()) <= LONGEST_NAME else f"{name[:40]}_{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    )


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _backend(telling: Telling) -> Any:
    """The backend of ibis, whose failures while reading are told as problems."""
    from ibis.backends.postgres import Backend

    class Reading(Backend):  # type: ignore[misc]
        def to_pyarrow(self, *args: Any, **kwargs: Any) -> Any:
            with telling():
                return super().to_pyarrow(*args, **kwargs)

    return Reading


def _as_csv(batch: pa.RecordBatch) -> memoryview:
    """Rows as COPY reads them: text in quotes, null as nothing, doubles in their shortest exact form."""
    sink = io.BytesIO()
    pa_csv.write_csv(batch, sink, pa_csv.WriteOptions(include_header=False))
    return sink.getbuffer()


def _lacks_room(failure: BaseException) -> bool:
    return str(getattr(failure, "sqlstate", None) or "")[:2] in NO_ROOM


def _closed(shown: str) -> Problem:
    return not_opened(
        shown,
        (
            "una dirección y un usuario que pueda crear tablas temporales",
            "an address and a user that may create temporary tables",
        ),
        (
            "la contraseña se toma de PGPASSWORD o de ~/.pgpass",
            "the password is taken from PGPASSWORD or ~/.pgpass",
        ),
    )
