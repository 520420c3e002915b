"""How does the file of an institution get into the vault? Read, checked, and put in whole in one transaction, or not at all.

A newer file of an institution replaces its rows; the same file with the same mapping changes nothing. Rows are numbered anew
after every intake, by institution and then by row of the file, so that a vault depends on the files in it and not on the order
in which they came; tables derived from the old rows are dropped.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from yupay.keep.vault.guard import guarded
from yupay.keep.vault.place import shown
from yupay.keep.vault.statement import came_in, unchanged
from yupay.keep.vault.vault import ABOUT, FORGOTTEN, IDENTITIES, INTAKES, RECORDS, SOURCES, Vault
from yupay.load.paths import sha256_of
from yupay.load.records.checked import CheckedRows, read_records
from yupay.load.records.limits import Limits, check_file
from yupay.load.records.words import FORGOTTEN as LEFT_OUT
from yupay.model.problem import Problem
from yupay.model.records import Intake, RecordMapping, RecordSchema, Reject
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.codes import catalogue
from yupay.study.toml import stop

Run = Callable[..., Any]
NAMES = ("nombres", "ap_paterno", "ap_materno")
SOURCE = "institution forgotten"


def take_in(
    vault: Vault,
    path: Path,
    mapping: RecordMapping,
    schema: RecordSchema,
    *,
    today: date | None = None,
    limits: Limits | None = None,
) -> Intake:
    """Take in the file of an institution.

    Args:
        vault: open.
        path: .csv, .xlsx or .sav.
        mapping: `read_mapping`.
        schema: `case_schema()`.
        today: the day of the intake; the clock's when left out.
        limits: other limits of size.

    Raises:
        StudyProblems: those of reading (L201 to L212, L270, L283, L286, L287), P646 retention passed, P648 the vault could not
            finish, P649 the institution was forgotten; then the vault is as it was.

    """
    now = today or date.today()
    _check_forgotten(vault, mapping.institution)
    guarded(_unread(path), lambda: check_file(path, mapping.sheet, limits or Limits()))
    known = _known(vault, path, mapping, schema, now)
    if known is not None:
        return known
    read = guarded(_unread(path), lambda: read_records(path, mapping, schema, today=now, limits=limits))
    read, forgotten = _without_forgotten(vault, read, mapping.institution)
    before = _rows_of(vault, mapping.institution)
    facts = (read.sha256, digest_of(mapping, schema), read.rows, mapping.retention_until, now)
    vault.transact(lambda run: _put_in(vault, run, read, mapping.institution, facts))
    if vault.about("rebuild"):
        vault.rebuild()
    accepted = read.records.num_rows
    rejects = tuple(sorted((*read.rejects, *forgotten), key=lambda one: (one.row, one.code)))
    return Intake(
        institution=mapping.institution,
        rows=read.rows,
        accepted=accepted,
        rejects=rejects,
        dropped_columns=read.dropped,
        blanks=dict(read.blanks),
        replaced=before,
        sha256=read.sha256,
        statement=came_in(accepted, before, rejects),
    )


def digest_of(mapping: RecordMapping, schema: RecordSchema) -> str:
    """The digest of a mapping and the schema it was read with: with another, the same file is read anew."""
    return sha256(f"{mapping.model_dump_json()}{schema.model_dump_json()}".encode()).hexdigest()


def _known(vault: Vault, path: Path, mapping: RecordMapping, schema: RecordSchema, today: date) -> Intake | None:
    """The intake of a file that is in already; None for any other."""
    file = sha256_of(path)
    wanted = [mapping.institution, file, digest_of(mapping, schema)]
    sql = (
        f"SELECT row_count FROM {INTAKES} WHERE institution = ? AND digest = ? AND mapping = ? AND retention_until >= ?"
    )
    found = vault.work(lambda: vault.raw().execute(sql, [*wanted, today]).fetchone())
    if found is None:
        return None
    rows, accepted = int(found[0]), _rows_of(vault, mapping.institution)
    return Intake(
        institution=mapping.institution,
        rows=rows,
        accepted=accepted,
        unchanged=True,
        sha256=file,
        statement=unchanged(rows - accepted),
    )


def _unread(path: Path) -> Problem:
    return Problem(
        code="L208",
        what=catalogue()["L208"].what,
        where=path.name,
        got=Text(es="el archivo no se puede leer", en="the file cannot be read"),
        expected=Text(es="un archivo completo", en="a complete file"),
    )


def _rows_of(vault: Vault, institution: str) -> int:
    if RECORDS not in vault.names():
        return 0
    sql = f"SELECT count(*) FROM {RECORDS} WHERE institution = ?"
    return int(vault.work(lambda: vault.raw().execute(sql, [institution]).fetchone()[0]))


class Tokens(NamedTuple):
    """By what a row would be known again: its number at the institution, that number with its names, its document; "" for none."""

    number: str
    named: str
    document: str


def tokens_of(vault: Vault, institution: str, identities: pa.Table) -> list[Tokens]:
    """The tokens of each row."""
    columns = [identities[name].to_pylist() for name in ("id_fuente", "doc_num", *NAMES)]
    return [_tokens(vault, institution, *values) for values in zip(*columns, strict=True)]


def _tokens(vault: Vault, institution: str, number: str | None, document: str | None, *names: str | None) -> Tokens:
    plain = bare(document or "")
    who = folded(" ".join(name or "" for name in names))
    return Tokens(
        vault.token("id_fuente", institution, number) if number else "",
        vault.token("id_fuente and names", institution, number, who) if number else "",
        vault.token("doc_num", plain) if plain else "",
    )


def bare(document: str) -> str:
    """A document number without spaces and signs, in capitals."""
    return "".join(letter for letter in document.upper() if letter.isalnum())


def institutions(vault: Vault) -> tuple[str, ...]:
    """The institutions whose files are in, in order."""
    rows = vault.work(lambda: vault.raw().execute(f"SELECT institution FROM {INTAKES} ORDER BY 1").fetchall())
    return tuple(str(row[0]) for row in rows)


def check_institutions(vault: Vault, named: Collection[str]) -> None:
    """Refuse a vault that holds another institution than those of the study: its people would be counted, and on no list.

    Raises:
        StudyProblems: P649.

    """
    if other := [one for one in institutions(vault) if one not in named]:
        got = Text(es=f"{len(other)} que el estudio no nombra", en=f"{len(other)} that the study does not name")
        act = Text(es="yupay release ESTUDIO --forget-source ID", en="yupay release STUDY --forget-source ID")
        raise stop("P649", shown(vault.folder), got, Text.same(", ".join(named)), act=act)


def _check_forgotten(vault: Vault, institution: str) -> None:
    """P649 for an institution that was forgotten: its file would bring back what was to go."""
    token = vault.token(SOURCE, institution)
    sql = f"SELECT 1 FROM {FORGOTTEN} WHERE token = ?"
    if vault.work(lambda: vault.raw().execute(sql, [token]).fetchone()):
        got = Text(es="una institución que se olvidó", en="an institution that was forgotten")
        raise stop("P649", institution, got, Text(es="una institución que no", en="one that was not"))


def _without_forgotten(vault: Vault, read: CheckedRows, institution: str) -> tuple[CheckedRows, tuple[Reject, ...]]:
    """The rows without those of people whom the vault was told to forget, and these as rejects."""
    rows = vault.work(lambda: vault.raw().execute(f"SELECT token FROM {FORGOTTEN}").fetchall())
    known = {row[0] for row in rows}
    if not known:
        return read, ()
    tokens = tokens_of(vault, institution, read.identities)
    out = np.array([not known.isdisjoint(one) for one in tokens], dtype=bool)
    keep = pa.array(~out)
    rejects = tuple(
        Reject(row=read.lines[at], column_class="vault", code=LEFT_OUT) for at in np.flatnonzero(out).tolist()
    )
    return _only(read, keep), rejects


def _only(read: CheckedRows, keep: pa.Array) -> CheckedRows:
    lines = tuple(line for line, kept in zip(read.lines, keep.to_pylist(), strict=True) if kept)
    return CheckedRows(
        identities=read.identities.filter(keep),
        records=read.records.filter(keep),
        rows=read.rows,
        rejects=read.rejects,
        dropped=read.dropped,
        blanks=read.blanks,
        lines=lines,
        sha256=read.sha256,
    )


def _put_in(vault: Vault, run: Run, read: CheckedRows, institution: str, facts: tuple[Any, ...]) -> None:
    """Everything that an intake changes, inside one transaction."""
    drop_derived(vault, run)
    known = RECORDS in vault.engine.connection.list_tables()
    for name, data in ((IDENTITIES, read.identities), (RECORDS, read.records)):
        if known:
            _put_between(vault, run, name, data, institution)
        else:
            vault.put(run, name, _numbered(data, institution, 0))
    gone = run(f"DELETE FROM {INTAKES} WHERE institution = ? RETURNING 1", [institution]).fetchall()
    run(f"INSERT INTO {INTAKES} VALUES (?, ?, ?, ?, ?, ?)", [institution, *facts])
    if gone:
        mark_rebuild(run)


def _put_between(vault: Vault, run: Run, name: str, data: pa.Table, institution: str) -> None:
    """Put the rows of an institution in the place of its old ones, between those before and after it by name.

    Numbers run 1, 2, ... by institution and row: those before keep theirs, those after move by the difference in rows.
    """
    counted = f"SELECT count(*) FILTER (institution < $1), count(*) FILTER (institution = $1) FROM {name}"
    before, old = run(counted, [institution]).fetchone()
    vault.put(run, "yupay_new", _numbered(data, institution, before))
    run(
        f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name} WHERE institution < $1 "
        f"UNION ALL BY NAME SELECT * FROM yupay_new "
        f"UNION ALL BY NAME SELECT * REPLACE (record_id + $2 AS record_id) FROM {name} WHERE institution > $1",
        [institution, data.num_rows - old],
    )
    run("DROP TABLE yupay_new")


def _numbered(data: pa.Table, institution: str, before: int) -> pa.Table:
    """The rows with their institution and their number, in file order after so many others."""
    numbers = pa.array(np.arange(before + 1, before + 1 + data.num_rows), pa.int64())
    named = pa.array([institution] * data.num_rows, pa.string())
    return data.add_column(0, "institution", named).add_column(0, "record_id", numbers)


def renumber(run: Run) -> None:
    """After rows have gone: number those left 1, 2, ... in their order, alike in both tables."""
    for name in (IDENTITIES, RECORDS):
        run(
            f"CREATE OR REPLACE TABLE {name} AS SELECT * REPLACE "
            f"(row_number() OVER (ORDER BY record_id) AS record_id) FROM {name} ORDER BY record_id"
        )


def mark_rebuild(run: Run) -> None:
    """From this transaction on the file is to be written anew; a run that is cut before leaves it to the next start."""
    run(f"INSERT INTO {ABOUT} VALUES ('rebuild', 'pending') ON CONFLICT DO NOTHING")


def drop_derived(vault: Vault, run: Run) -> None:
    """Drop every table that was made from the rows: links, persons and whatever else."""
    for name in derived(vault.engine.connection.list_tables()):
        quoted = name.replace('"', '""')
        run(f'DROP TABLE IF EXISTS "{quoted}" CASCADE')


def derived(names: Sequence[str]) -> list[str]:
    """Of the tables of a vault, those made from its rows."""
    return sorted(name for name in names if name not in SOURCES)
