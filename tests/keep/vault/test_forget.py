"""Forgetting: the rows go, their bytes go, they do not come back, and the ledger hears of it without a name."""

from datetime import date

import pyarrow as pa
import pytest
from made_records import KEY, many, row, write_rows

from yupay.keep.vault import expired, forget_person, forget_source, open_vault, purge
from yupay.model.problem import StudyProblems

NAME = "Wozukiwozuki"
ONE = row(NRO="E-7777777", NOMBRES=NAME, PATERNO="Paternoxaxa", DOC="X7654321", DIR="Callezukiwo 123")
SECRETS = (NAME, "E-7777777", "Paternoxaxa", "X7654321", "Callezukiwo")


def bytes_of(folder):
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def number_of(vault, name=NAME):
    table = vault.table("identities")
    return [int(n) for n in table.filter(table.nombres == name).record_id.to_pyarrow().to_pylist()]


@pytest.fixture
def full(uncompressed, vault, take, study):
    take(vault, write_rows(study / "a.csv", [*many(3000), ONE, *many(2000, seed=5, prefix="Q")]))
    take(
        vault,
        write_rows(study / "b.csv", [*many(50, seed=7, prefix="F"), row(NRO="F9", NOMBRES=NAME, DOC="x-7654321")]),
        "fiscalia",
    )
    return vault


def test_the_bytes_are_there_before(full):
    full.close()
    assert all(one.encode() in bytes_of(full.folder) for one in SECRETS)


def test_a_record_is_forgotten_to_the_last_byte(full):
    first, second = number_of(full)
    told = [forget_person(full, record=second), forget_person(full, record=first)]
    assert [one.records for one in told] == [1, 1] and {one.kind for one in told} == {"person"}
    assert number_of(full) == []
    assert not [one for one in SECRETS if one.encode() in bytes_of(full.folder)]
    full.close()
    left = bytes_of(full.folder)
    assert not [one for one in SECRETS if one.encode() in left] and len(left) > 10_000


def test_a_person_is_forgotten_with_every_linked_record(full):
    first, second = number_of(full)
    full.write(
        "persons", pa.table({"record_id": [first, second, 3], "person_id": [70, 70, 71], "score": [1.0, 0.9, 1.0]})
    )
    full.write("links", pa.table({"record_a": [first], "record_b": [second]}))
    told = forget_person(full, record=first)
    assert told.records == 2 and number_of(full) == []
    assert not {"persons", "links"} & set(full.names())
    assert (
        full.table("identities").count().to_pyarrow().as_py()
        == full.table("records").count().to_pyarrow().as_py()
        == 5050
    )


def test_by_the_id_of_the_person(full):
    first, second = number_of(full)
    full.write("persons", pa.table({"record_id": [first, second, 3], "person_id": [70, 70, 71]}))
    assert forget_person(full, person=70).records == 2 and number_of(full) == []


def test_who_was_forgotten_does_not_come_back(full, take, study):
    forget_person(full, record=number_of(full)[0])
    told = take(full, write_rows(study / "new.csv", [ONE, *many(5, seed=11)]))
    assert [(one.row, one.column_class, one.code) for one in told.rejects] == [(2, "vault", "L296")]
    again = take(
        full,
        write_rows(study / "b2.csv", [*many(5, seed=12, prefix="F"), row(NRO="F10", DOC="X 765 4321")]),
        "fiscalia",
    )
    assert [(one.row, one.code) for one in again.rejects] == [(7, "L296")]


def test_the_same_file_is_read_anew_after_forgetting(full, take, study):
    forget_person(full, record=number_of(full)[-1])
    told = take(full, study / "a.csv")
    assert not told.unchanged and "L296" in {one.code for one in told.rejects}
    assert number_of(full) == [] or full.table("identities").count().to_pyarrow().as_py() > 0


def test_a_source_is_forgotten_to_the_last_byte(full):
    told = forget_source(full, "policia")
    assert (told.kind, told.institutions, told.records) == ("source", ("policia",), 5001)
    assert set(full.table("records").institution.to_pyarrow().to_pylist()) == {"fiscalia"}
    full.close()
    left = bytes_of(full.folder)
    assert b"E-7777777" not in left and b"Callezukiwo" not in left and b"Paternoxaxa" not in left


def test_what_the_ledger_hears_points_at_nobody(full):
    told = [forget_person(full, record=number_of(full)[0]), forget_source(full, "fiscalia")]
    words = " ".join(f"{one.kind} {one.institutions} {one.reason}" for one in told)
    assert not [one for one in SECRETS if one in words] and told[0].institutions == ()
    assert "records=" not in repr(told)


def test_nothing_to_forget(full):
    for job in (
        lambda: forget_source(full, "nadie"),
        lambda: forget_person(full, record=10**9),
        lambda: forget_person(full, person="nadie"),
        lambda: forget_person(full),
    ):
        with pytest.raises(StudyProblems) as raised:
            job()
        assert [one.code for one in raised.value.problems] == ["P647"]


def test_what_is_past_its_date_is_purged(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(30)), retention_until="2025-01-31")
    take(vault, write_rows(study / "b.csv", many(10, seed=2, prefix="F")), "fiscalia")
    assert expired(vault, date(2025, 1, 31)) == () and purge(vault, date(2025, 1, 31)) is None
    assert expired(vault, date(2025, 2, 1)) == ("policia",)
    told = purge(vault, date(2025, 2, 1))
    assert told is not None and (told.kind, told.institutions, told.records) == ("retention", ("policia",), 30)
    assert vault.table("identities").count().to_pyarrow().as_py() == 10
    assert expired(vault, date(2025, 2, 1)) == ()


def test_an_empty_vault_has_nothing_past_its_date(vault):
    assert expired(vault, date(2100, 1, 1)) == ()


def test_a_rebuild_that_was_cut_is_finished_at_the_next_start(full, monkeypatch):
    last = number_of(full)[-1]
    rebuild = type(full).rebuild
    monkeypatch.setattr(type(full), "rebuild", lambda self: None)
    forget_person(full, record=last)
    assert full.about("rebuild") == "pending"
    full.close()
    monkeypatch.setattr(type(full), "rebuild", rebuild)
    before = (full.folder / "vault.duckdb").stat().st_ino
    with open_vault(full.folder, key=KEY) as again:
        assert again.about("rebuild") == "" and (full.folder / "vault.duckdb").stat().st_ino != before
    assert b"Paternoxaxa" not in bytes_of(full.folder)
