"""How is a person, an institution or what is past its time forgotten? First chosen and counted, then its rows go to the last byte.

Choosing tells how many records of how many institutions would go, so that whoever decides can look before anything is done.
Forgetting deletes them, drops everything derived, and writes the file anew. A forgotten person or institution stays
forgotten: keyed tokens keep a newer file from bringing them back. What is returned is for the ledger: it points at nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from yupay.keep.vault.intake import SOURCE, drop_derived, institutions, mark_rebuild, renumber
from yupay.keep.vault.place import shown
from yupay.keep.vault.vault import FORGOTTEN, IDENTITIES, INTAKES, RECORDS, Vault
from yupay.model.problem import StudyProblems
from yupay.model.records import Forgotten
from yupay.model.text import Text
from yupay.study.shape import one_of
from yupay.study.toml import stop

Statement = tuple[str, list[Any]]


@dataclass(frozen=True)
class Chosen:
    """What is to be forgotten, in counts.

    Attributes:
        kind: a person, an institution, or what is past its date.
        institutions: whose records go.
        records: how many go.
        waiting: records that linkage did not join to the person and holds for review: they stay.
        reason: for the ledger; names nobody.
        where: the rows, as a condition on `records`.
        also: what else is done in the same transaction.

    """

    kind: Literal["person", "source", "retention"]
    institutions: tuple[str, ...]
    records: int
    reason: str
    where: Statement = field(repr=False)
    also: tuple[Statement, ...] = field(repr=False, default=())
    waiting: int = 0


def expired(vault: Vault, today: date) -> tuple[str, ...]:
    """The institutions of which something is held past its date, in order."""
    held = f"SELECT institution FROM {INTAKES} WHERE retention_until < ?"
    if RECORDS in vault.names():
        held += f" UNION SELECT institution FROM {RECORDS} WHERE retencion_hasta < ?"
    days = [today] * held.count("?")
    rows = vault.work(lambda: vault.raw().execute(held, days).fetchall())
    return tuple(sorted(row[0] for row in rows))


def choose_expired(vault: Vault, today: date) -> Chosen | None:
    """Every row that is held past its date; None where there is none."""
    late = expired(vault, today)
    if not late:
        return None
    condition = f"retencion_hasta < ? OR institution IN (SELECT institution FROM {INTAKES} WHERE retention_until < ?)"
    where: Statement = (condition, [today, today])
    gone: Statement = (f"DELETE FROM {INTAKES} WHERE retention_until < ?", [today])
    return Chosen("retention", late, _count(vault, where), "retention date passed", where, (gone,))


def choose_source(vault: Vault, institution: str) -> Chosen:
    """Every row of an institution. Raises StudyProblems: P647 where the vault holds none."""
    if institution not in (held := institutions(vault)):
        raise nothing(vault, one_of(held, most=20) if held else None)
    where: Statement = ("institution = ?", [institution])
    gone: Statement = (f"DELETE FROM {INTAKES} WHERE institution = ?", [institution])
    stays: Statement = (f"INSERT INTO {FORGOTTEN} VALUES (?)", [vault.token(SOURCE, institution)])
    reason = f"source forgotten: {institution}"
    return Chosen("source", (institution,), _count(vault, where), reason, where, (gone, stays))


def forget(vault: Vault, chosen: Chosen) -> Forgotten:
    """Delete what was chosen from everything, in one transaction; then write the file anew."""
    vault.transact(lambda run: _gone(vault, run, chosen))
    vault.rebuild()
    named = () if chosen.kind == "person" else chosen.institutions
    return Forgotten(kind=chosen.kind, institutions=named, records=chosen.records, reason=chosen.reason)


def nothing(vault: Vault, expected: Text | None = None) -> StudyProblems:
    """P647, without what was looked for: it may be a number of somebody."""
    either = Text(es="una institución y un registro de la bóveda", en="an institution and a record of the vault")
    return stop("P647", shown(vault.folder), Text(es="nada", en="nothing"), expected or either)


def _count(vault: Vault, where: Statement) -> int:
    if RECORDS not in vault.names():
        return 0
    sql = f"SELECT count(*) FROM {RECORDS} WHERE {where[0]}"
    return int(vault.work(lambda: vault.raw().execute(sql, where[1]).fetchone()[0]))


def _gone(vault: Vault, run: Callable[..., Any], chosen: Chosen) -> None:
    drop_derived(vault, run)
    condition, given = chosen.where
    run(f"CREATE TEMP TABLE yupay_gone AS SELECT record_id FROM {RECORDS} WHERE {condition}", given)
    for name in (IDENTITIES, RECORDS):
        run(f"DELETE FROM {name} WHERE record_id IN (SELECT record_id FROM yupay_gone)")
    run("DROP TABLE yupay_gone")
    for statement, values in chosen.also:
        run(statement, values)
    renumber(run)
    mark_rebuild(run)
