"""How is a person, an institution or what is past its time forgotten? Its rows go, and the file is written anew without their bytes.

A forgotten person stays forgotten: keyed tokens of their numbers keep a newer file from bringing them back. Everything derived
from the rows is dropped and must be made again. What is returned is for the ledger: it points at nobody.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from yupay.keep.vault.intake import drop_derived, mark_rebuild, renumber, tokens_of
from yupay.keep.vault.place import shown
from yupay.keep.vault.vault import FORGOTTEN, IDENTITIES, INTAKES, RECORDS, Vault
from yupay.model.problem import StudyProblems
from yupay.model.records import Forgotten
from yupay.model.text import Text
from yupay.study.toml import stop

PERSONS = "persons"


def expired(vault: Vault, today: date) -> tuple[str, ...]:
    """The institutions of which something is held past its date, in order."""
    held = f"SELECT institution FROM {INTAKES} WHERE retention_until < ?"
    if RECORDS in vault.names():
        held += f" UNION SELECT institution FROM {RECORDS} WHERE retencion_hasta < ?"
    days = [today] * held.count("?")
    rows = vault.work(lambda: vault.raw().execute(held, days).fetchall())
    return tuple(sorted(row[0] for row in rows))


def purge(vault: Vault, today: date) -> Forgotten | None:
    """Forget every row that is held past its date; None where there is none."""
    institutions = expired(vault, today)
    if not institutions:
        return None
    day = f"DATE '{today.isoformat()}'"
    late = f"SELECT institution FROM {INTAKES} WHERE retention_until < {day}"
    gone = f"DELETE FROM {INTAKES} WHERE retention_until < {day}"
    rows = _without(vault, f"retencion_hasta < {day} OR institution IN ({late})", [], [(gone, [])])
    return Forgotten(kind="retention", institutions=institutions, records=rows, reason="retention date passed")


def forget_source(vault: Vault, institution: str) -> Forgotten:
    """Forget every row of an institution. Raises StudyProblems: P647 where the vault holds none."""
    known = vault.work(lambda: vault.raw().execute(f"SELECT institution FROM {INTAKES}").fetchall())
    if (institution,) not in known:
        raise _nothing(vault)
    gone = (f"DELETE FROM {INTAKES} WHERE institution = ?", [institution])
    rows = _without(vault, "institution = ?", [institution], [gone])
    return Forgotten(
        kind="source", institutions=(institution,), records=rows, reason=f"source forgotten: {institution}"
    )


def forget_person(vault: Vault, *, record: int | None = None, person: int | str | None = None) -> Forgotten:
    """Forget a person: by a record (with every other record linked to it, where persons were linked) or by the person's id.

    Raises:
        StudyProblems: P647 where the vault holds no such record or person.

    """
    records = _records_of(vault, record, person)
    if not records:
        raise _nothing(vault)
    wanted = ", ".join(str(one) for one in records)
    rows = _identities(vault, wanted)
    institutions = tuple(sorted(set(rows["institution"].to_pylist())))
    tokens = sorted(
        {
            token
            for name in institutions
            for one in tokens_of(vault, name, rows.filter(pa.compute.equal(rows["institution"], name)))
            for token in one
        }
    )
    known = [(f"INSERT INTO {FORGOTTEN} VALUES (?)", [token]) for token in tokens]
    anew = [(f"UPDATE {INTAKES} SET digest = '' WHERE institution = ?", [name]) for name in institutions]
    count = _without(vault, f"record_id IN ({wanted})", [], [*known, *anew])
    return Forgotten(kind="person", records=count, reason="a person forgotten")


def _records_of(vault: Vault, record: int | None, person: int | str | None) -> list[int]:
    names = vault.names()
    if IDENTITIES not in names:
        return []
    if PERSONS not in names:
        sql, given = f"SELECT record_id FROM {IDENTITIES} WHERE record_id = ?", record
    elif person is None:
        sql = (
            f"SELECT record_id FROM {IDENTITIES} WHERE record_id = $1 OR record_id IN (SELECT b.record_id FROM {PERSONS} a "
            f"JOIN {PERSONS} b USING (person_id) WHERE a.record_id = $1)"
        )
        given = record
    else:
        sql, given = f"SELECT record_id FROM {PERSONS} WHERE person_id = ?", person  # type: ignore[assignment]
    if given is None:
        return []
    return sorted(int(row[0]) for row in vault.work(lambda: vault.raw().execute(sql, [given]).fetchall()))


def _identities(vault: Vault, wanted: str) -> pa.Table:
    sql = f"SELECT institution, id_fuente, doc_tipo, doc_num FROM {IDENTITIES} WHERE record_id IN ({wanted})"
    table: pa.Table = vault.work(lambda: vault.raw().execute(sql).to_arrow_table())
    return table


def _without(vault: Vault, where: str, given: list[Any], also: Sequence[tuple[str, list[Any]]]) -> int:
    """Delete the rows that a condition on `records` names, from everything, in one transaction; then write the file anew."""

    def job(run: Callable[..., Any]) -> int:
        drop_derived(vault, run)
        run(f"CREATE TEMP TABLE yupay_gone AS SELECT record_id FROM {RECORDS} WHERE {where}", given)
        count = int(run("SELECT count(*) FROM yupay_gone").fetchone()[0])
        for name in (IDENTITIES, RECORDS):
            run(f"DELETE FROM {name} WHERE record_id IN (SELECT record_id FROM yupay_gone)")
        run("DROP TABLE yupay_gone")
        for statement, values in also:
            run(statement, values)
        renumber(run)
        mark_rebuild(run)
        return count

    count = vault.transact(job)
    vault.rebuild()
    return count


def _nothing(vault: Vault) -> StudyProblems:
    expected = Text(
        es="una institución, un registro o una persona de la bóveda", en="an institution, record or person of the vault"
    )
    return stop("P647", shown(vault.folder), Text(es="nada", en="nothing"), expected)
