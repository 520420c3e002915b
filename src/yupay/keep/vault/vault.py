"""One DuckDB file that holds the records of every institution: its owner's alone, locked, and never outside this machine.

    with open_vault(vault_folder(study)) as vault:
        take_in(vault, file, mapping, schema)
        vault.table("records")

`identities` holds what names a person, `records` the rest; other tables are derived from them and may be dropped at any time.
Reference: DuckDB documentation, "Securing DuckDB".
"""

import os
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import ibis.expr.types as ir
import pyarrow as pa

from yupay.keep.place import keep_folder
from yupay.keep.vault import key as keys
from yupay.keep.vault.guard import guarded
from yupay.keep.vault.place import check_place, shown
from yupay.keep.vault.rights import make_files_private, make_private, no_core_dump
from yupay.load.engine_duckdb import DuckDBEngine, copy_stored, open_stored
from yupay.model.problem import Problem
from yupay.model.text import Text
from yupay.study.codes import catalogue
from yupay.study.toml import stop

FILE = "vault.duckdb"
NEW = "vault.new"
SPILL = "spill"
FOLDER = "vault"
ABOUT, INTAKES, FORGOTTEN = "about", "intakes", "forgotten"
IDENTITIES, RECORDS = "identities", "records"
SOURCES = (IDENTITIES, RECORDS, INTAKES, FORGOTTEN, ABOUT)
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
CHECK = "key of this vault"
MEMORY = "1200MB"
DISK_MUST_ENCRYPT = Text(
    es="La bóveda no cifra su archivo: el cifrado en reposo lo da el disco (LUKS, BitLocker, FileVault). Compruébelo.",
    en="The vault does not encrypt its file: encryption at rest is the disk's (LUKS, BitLocker, FileVault). Check it.",
)
T = TypeVar("T")


def vault_folder(study_folder: Path) -> Path:
    """The folder of the vault of a study: `keep/vault`, inside what is marked NOT FOR PUBLICATION."""
    return keep_folder(study_folder) / FOLDER


def open_vault(folder: Path, *, key: bytes | None = None, threads: int = 1, memory: str = MEMORY) -> "Vault":
    """Open the vault of a folder, or make it; what an earlier run left behind is emptied first.

    Args:
        folder: `vault_folder(study)`.
        key: 32 bytes; the key file of the vault when left out.
        threads: of the engine; with more than one, sums of doubles differ in the last digits between runs.
        memory: what the engine may use before it spills inside the folder, such as 1200MB.

    Raises:
        StudyProblems: P640 to P642 the place, P644 the key, P645 the vault cannot be opened.

    """
    check_place(folder)
    make_private(folder)
    no_core_dump()
    if key is not None and len(key) != keys.SIZE:
        raise ValueError("a key has 32 bytes")
    vault = Vault(folder, {"threads": str(threads), "memory": memory})
    vault.start(key)
    return vault


@dataclass
class Vault:
    """An open vault. Tables taken from it are void after `rebuild`, which forgetting and replacing rows do."""

    folder: Path
    options: dict[str, str] = field(repr=False)
    _engine: DuckDBEngine | None = field(default=None, repr=False)
    _key: bytes = field(default=b"", repr=False)

    @property
    def engine(self) -> DuckDBEngine:
        """The open engine. Raises StudyProblems: P645 after the vault was closed."""
        if self._engine is None:
            raise stop("P645", shown(self.folder), CLOSED, OPENED)
        return self._engine

    def start(self, key: bytes | None) -> None:
        """Open the file, empty what was left behind, finish a rebuild that was cut, find the key."""
        self._open()
        try:
            self._empty()
            fresh = self.work(lambda: self._prepare())
            self._key = key if key is not None else self._found_key(fresh)
            self._check_key()
        except BaseException:
            self.close()
            raise
        if self.about("rebuild"):
            self.rebuild()

    def raw(self) -> Any:
        """The connection of DuckDB itself, for linkage. Wrap what is done with it in `work`: its failures quote values."""
        return self.engine.connection.con

    def work(self, job: Callable[[], T]) -> T:
        """Do something with the engine; a failure becomes P648 without a word of it."""
        return guarded(self._problem("P648", STOPPED, FINISHED), job)

    def names(self) -> tuple[str, ...]:
        """The tables of the vault, in order."""
        return tuple(sorted(self.work(lambda: self.engine.connection.list_tables())))

    def table(self, name: str) -> ir.Table:
        """A table as an expression. Raises KeyError for a table that is not there."""
        if name not in self.names():
            raise KeyError(name)
        return self.work(lambda: self.engine.connection.table(name))

    def write(self, name: str, data: pa.Table) -> None:
        """Put a table in under a lower snake_case name, in place of one of that name, in one step. Raises ValueError for a name."""
        _check_name(name)
        self.transact(lambda run: self.put(run, name, data))

    def put(self, run: Callable[..., Any], name: str, data: pa.Table) -> None:
        """Within a transaction: a table from Arrow, in place of one of that name."""
        _check_name(name)
        connection = self.raw()
        connection.register("yupay_incoming", data)
        try:
            run(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM yupay_incoming')
        finally:
            connection.unregister("yupay_incoming")

    def transact(self, job: Callable[[Callable[..., Any]], T]) -> T:
        """Do a job in one transaction: all of it, or nothing. `job` gets the function that runs a statement."""

        def whole() -> T:
            connection = self.raw()
            connection.execute("BEGIN")
            try:
                result = job(connection.execute)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            return result

        try:
            return self.work(whole)
        finally:
            make_files_private(self.folder)

    def token(self, *parts: str) -> str:
        """A keyed token (HMAC-SHA256): the same parts give the same token in this vault, and nothing to who lacks the key."""
        return keys.token_of(self._key, *parts)

    def about(self, name: str) -> str:
        """One fact about the vault itself; "" where it has none."""
        found = self.work(lambda: self.raw().execute(f"SELECT value FROM {ABOUT} WHERE name = ?", [name]).fetchone())
        return str(found[0]) if found else ""

    def rebuild(self) -> None:
        """Write the file anew from its living rows and put it in place: of what was deleted no byte stays in the folder.

        The blocks of the disk that held them are freed, not wiped: only an encrypted disk makes them unreadable.
        """
        file, new = self.folder / FILE, self.folder / NEW
        self.close()
        try:
            guarded(self._problem("P648", STOPPED, FINISHED), lambda: self._replace(file, new))
        finally:
            new.unlink(missing_ok=True)
            self._open()
        self.transact(lambda run: run(f"DELETE FROM {ABOUT} WHERE name = 'rebuild'"))

    def close(self) -> None:
        """Write everything into the one file and let it go; the write-ahead log is gone after."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            guarded(self._problem("P648", STOPPED, FINISHED), engine.close)
            make_files_private(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _replace(self, file: Path, new: Path) -> None:
        copy_stored(file, new)
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.replace(file)

    def _open(self) -> None:
        opened = Text(es="una bóveda que nadie más usa", en="a vault that nobody else uses")
        got = Text(es="un archivo que no se abre", en="a file that does not open")
        spill = self.folder / SPILL
        make_private(spill)
        self._engine = guarded(
            self._problem("P645", got, opened), lambda: open_stored(self.folder / FILE, spill, self.options)
        )
        make_files_private(self.folder)

    def _empty(self) -> None:
        """Take away what an earlier run left in the folder; the engine's lock on its file says that no run is on."""
        for one in self.folder.iterdir():
            if one.is_dir():
                shutil.rmtree(one)
            elif one.name not in (FILE, f"{FILE}.wal"):
                one.unlink()
        make_private(self.folder / SPILL)

    def _prepare(self) -> bool:
        """Make the vault's own tables; whether it is new."""
        run = self.raw().execute
        run(f"CREATE TABLE IF NOT EXISTS {ABOUT} (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        run(f"CREATE TABLE IF NOT EXISTS {FORGOTTEN} (token VARCHAR NOT NULL)")
        run(
            f"CREATE TABLE IF NOT EXISTS {INTAKES} (institution VARCHAR NOT NULL, digest VARCHAR NOT NULL, "
            "mapping VARCHAR NOT NULL, row_count BIGINT NOT NULL, retention_until DATE NOT NULL, taken DATE NOT NULL)"
        )
        fresh = not run(f"SELECT 1 FROM {ABOUT} WHERE name = 'id'").fetchone()
        if fresh:
            run(f"INSERT INTO {ABOUT} VALUES ('id', ?)", [secrets.token_hex(8)])
        return fresh or not run(f"SELECT 1 FROM {ABOUT} WHERE name = 'key'").fetchone()

    def _found_key(self, fresh: bool) -> bytes:
        study = self.folder.parent.parent if self.folder.parent.name == "keep" else self.folder
        return keys.read_key(keys.key_file(self.about("id")), study, new=fresh)

    def _check_key(self) -> None:
        """P644 where the key is not the one that the tokens of this vault were made with."""
        made, known = self.token(CHECK), self.about("key")
        if known and known != made:
            got = Text(es="otra clave que la de esta bóveda", en="another key than that of this vault")
            raise stop("P644", shown(self.folder), got, keys.EXPECTED)
        if not known:
            self.work(lambda: self.raw().execute(f"INSERT INTO {ABOUT} VALUES ('key', ?)", [made]))

    def _problem(self, code: str, got: Text, expected: Text) -> Problem:
        return Problem(code=code, what=catalogue()[code].what, where=shown(self.folder), got=got, expected=expected)


CLOSED = Text(es="una bóveda cerrada", en="a closed vault")
OPENED = Text(es="una bóveda abierta", en="an open vault")
STOPPED = Text(es="el motor se detuvo", en="the engine stopped")
FINISHED = Text(es="disco y memoria hasta terminar", en="disk and memory to the end")


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError("a table of the vault has a lower snake_case name")
