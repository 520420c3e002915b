"""Whose records are these? A person is named by an institution and its own number of a record, and found whole through the links.

One number may stand for several people, such as the victims of one complaint: then the document or the name of the one is
needed as well. Nothing that is looked for, and nothing that is found, is ever quoted.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from yupay.keep.vault.forgetting import Chosen, Statement, nothing
from yupay.keep.vault.intake import NAMES, bare, institutions, tokens_of
from yupay.keep.vault.place import shown
from yupay.keep.vault.vault import FORGOTTEN, IDENTITIES, INTAKES, Vault
from yupay.model.text import Text
from yupay.study.aliases import folded
from yupay.study.toml import stop

PERSONS, LINKS = "persons", "links"
BARE = r"regexp_replace(upper(doc_num), '[^\p{L}\p{N}]', '', 'g')"


def is_linked(vault: Vault) -> bool:
    """Whether it is known which records are one person's: after linkage, or where there are not two records."""
    names = vault.names()
    return (
        PERSONS in names
        or IDENTITIES not in names
        or len(_numbers(vault, f"SELECT record_id FROM {IDENTITIES} LIMIT 2", [])) < 2
    )


def people_under(vault: Vault, institution: str, number: str) -> int:
    """How many people stand under a number of an institution: its number of the record, or a document as it recorded it."""
    return len(_people(vault, _under(vault, institution, number)))


def choose_person(vault: Vault, institution: str, number: str, which: str = "") -> Chosen:
    """Every record of a person, at whatever institution.

    Args:
        vault: open, and linked.
        institution: of one of the records.
        number: the institution's own number of that record, or the person's document as recorded there.
        which: the document or the names of the person, where several stand under that number.

    Raises:
        StudyProblems: P647 no such record, P674 the records are not linked, P675 several people.

    """
    if not is_linked(vault):
        expected = Text(es="registros vinculados", en="linked records")
        raise stop("P674", shown(vault.folder), Text(es="registros sin vincular", en="records not linked"), expected)
    if institution not in institutions(vault):
        raise nothing(vault)
    found = _under(vault, institution, number)
    people = _people(vault, found)
    if len(people) > 1:
        people = _people(vault, _named(vault, found, which))
    if not people:
        raise nothing(vault)
    if len(people) > 1:
        got = Text(es=f"{len(people)} personas", en=f"{len(people)} people")
        expected = Text(es="el documento o los nombres de una", en="the document or the names of one")
        raise stop("P675", shown(vault.folder), got, expected)
    return _whole(vault, _records_of(vault, people[0]))


def _whole(vault: Vault, records: Sequence[int]) -> Chosen:
    """Some records as what is to be forgotten, with the tokens by which they would be known again."""
    rows = _rows(vault, f"SELECT DISTINCT institution FROM {IDENTITIES} WHERE {_among(records)}", [])
    names = tuple(sorted(str(row[0]) for row in rows))
    known: list[Statement] = [(f"INSERT INTO {FORGOTTEN} VALUES (?)", [token]) for token in _tokens(vault, records)]
    anew: list[Statement] = [(f"UPDATE {INTAKES} SET digest = '' WHERE institution = ?", [name]) for name in names]
    where: Statement = (_among(records), [])
    waiting = _waiting(vault, records)
    return Chosen("person", names, len(records), "a person forgotten", where, (*known, *anew), waiting)


def _under(vault: Vault, institution: str, number: str) -> list[int]:
    """The records of an institution under a number."""
    said = unicodedata.normalize("NFC", number.strip())
    if not said or IDENTITIES not in vault.names():
        return []
    sql = (
        f"SELECT record_id FROM {IDENTITIES} WHERE institution = $1 AND (id_fuente = $2 OR ($3 <> '' AND {BARE} = $3))"
    )
    return _numbers(vault, sql, [institution, said, bare(said)])


def _named(vault: Vault, records: Sequence[int], which: str) -> list[int]:
    """Of some records, those with a document, or with every one of some names."""
    document, words = bare(which), set(folded(which).split())
    sql = f"SELECT record_id, doc_num, concat_ws(' ', {', '.join(NAMES)}) FROM {IDENTITIES} WHERE {_among(records)}"
    return [
        int(record)
        for record, number, names in _rows(vault, sql, [])
        if words and (document == bare(number or "") or words <= set(folded(names).split()))
    ]


def _people(vault: Vault, records: Sequence[int]) -> list[int]:
    """The persons whom some records belong to; a record by itself is a person where nothing is linked."""
    if PERSONS not in vault.names():
        return sorted(records)
    return _numbers(vault, f"SELECT DISTINCT person_id FROM {PERSONS} WHERE {_among(records)}", [])


def _records_of(vault: Vault, person: int) -> list[int]:
    if PERSONS not in vault.names():
        return [person]
    return _numbers(vault, f"SELECT record_id FROM {PERSONS} WHERE person_id = ?", [person])


def _waiting(vault: Vault, records: Sequence[int]) -> int:
    """How many other records wait for review as perhaps the same person's."""
    if LINKS not in vault.names():
        return 0
    pairs = (("record_a", "record_b"), ("record_b", "record_a"))
    halves = (f"SELECT {far} FROM {LINKS} WHERE {_among(records, near)}" for near, far in pairs)
    return len(set(_numbers(vault, " UNION ".join(halves), [])) - set(records))


def _tokens(vault: Vault, records: Sequence[int]) -> list[str]:
    """By what the records would be known again: document, and number; with the name where others stand under that number."""
    here = _among(records, "i.record_id")
    sql = (
        f"SELECT DISTINCT i.record_id FROM {IDENTITIES} i JOIN {IDENTITIES} j USING (institution, id_fuente) "
        f"WHERE {here} AND NOT ({_among(records, 'j.record_id')})"
    )
    shared = set(_numbers(vault, sql, []))
    table = vault.work(
        lambda: vault.raw().execute(f"SELECT * FROM {IDENTITIES} WHERE {_among(records)}").to_arrow_table()
    )
    numbers, names = table["record_id"].to_pylist(), table["institution"].to_pylist()
    known = [tokens_of(vault, name, table.slice(at, 1))[0] for at, name in enumerate(names)]
    each = (
        (one.named if number in shared else one.number, one.document)
        for number, one in zip(numbers, known, strict=True)
    )
    return sorted({token for pair in each for token in pair if token})


def _among(records: Sequence[int], column: str = "record_id") -> str:
    """A condition: a record is one of these."""
    return f"{column} IN ({', '.join(str(int(one)) for one in records) or 'NULL'})"


def _rows(vault: Vault, sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = vault.work(lambda: vault.raw().execute(sql, given).fetchall())
    return found


def _numbers(vault: Vault, sql: str, given: list[Any]) -> list[int]:
    return sorted(int(row[0]) for row in _rows(vault, sql, given))
