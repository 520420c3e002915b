"""Forgetting: the rows go, their bytes go, they do not come back, and the ledger hears of it without a name."""

from datetime import date

import pyarrow as pa
import pytest
from made_records import KEY, many, row, write_rows

from yupay.keep.vault import (
    check_institutions,
    choose_expired,
    choose_person,
    choose_source,
    expired,
    forget,
    open_vault,
    people_under,
)
from yupay.model.problem import StudyProblems

NAME = "Wozukiwozuki"
ONE = row(NRO="E-7777777", NOMBRES=NAME, PATERNO="Paternoxaxa", DOC="X7654321", DIR="Callezukiwo 123")
SECRETS = (NAME, "E-7777777", "Paternoxaxa", "X7654321", "Callezukiwo")


def bytes_of(folder):
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def number_of(vault, name=NAME):
    table = vault.table("identities")
    return [int(n) for n in table.filter(table.nombres == name).record_id.to_pyarrow().to_pylist()]


def link(vault, *groups):
    """Records as linkage would leave them: each group one person, every other record a person of its own."""
    numbers = vault.table("identities").record_id.to_pyarrow().to_pylist()
    person = {n: n for n in numbers} | {n: min(group) for group in groups for n in group}
    vault.write("persons", pa.table({"record_id": numbers, "person_id": [person[n] for n in numbers]}))


def forget_person(vault, institution="policia", number="E-7777777", which=""):
    return forget(vault, choose_person(vault, institution, number, which))


@pytest.fixture
def full(uncompressed, vault, take, study):
    take(vault, write_rows(study / "a.csv", [*many(3000), ONE, *many(2000, seed=5, prefix="Q")]))
    take(
        vault,
        write_rows(study / "b.csv", [*many(50, seed=7, prefix="F"), row(NRO="F9", NOMBRES=NAME, DOC="x-7654321")]),
        "fiscalia",
    )
    link(vault)
    return vault


def test_the_bytes_are_there_before(full):
    full.close()
    assert all(one.encode() in bytes_of(full.folder) for one in SECRETS)


def test_a_record_is_forgotten_to_the_last_byte(full):
    told = [forget_person(full, "fiscalia", "F9", NAME)]
    link(full)
    told.append(forget_person(full))
    assert [one.records for one in told] == [1, 1] and {one.kind for one in told} == {"person"}
    assert number_of(full) == []
    assert not [one for one in SECRETS if one.encode() in bytes_of(full.folder)]
    full.close()
    left = bytes_of(full.folder)
    assert not [one for one in SECRETS if one.encode() in left] and len(left) > 10_000


@pytest.mark.parametrize(
    ("institution", "number"),
    [("policia", "E-7777777"), ("policia", "  E-7777777 "), ("policia", "x 7654321"), ("fiscalia", "X7654321")],
)
def test_a_person_is_forgotten_with_every_linked_record(full, institution, number):
    first, second = number_of(full)
    link(full, (first, second))
    full.write("links", pa.table({"record_a": [first, 3, second], "record_b": [second, first, 5]}))
    chosen = choose_person(full, institution, number)
    assert (chosen.records, chosen.institutions, chosen.waiting) == (2, ("fiscalia", "policia"), 2)
    assert number_of(full) == [first, second]
    told = forget(full, chosen)
    assert told.records == 2 and number_of(full) == []
    assert not {"persons", "links"} & set(full.names())
    assert (
        full.table("identities").count().to_pyarrow().as_py()
        == full.table("records").count().to_pyarrow().as_py()
        == 5050
    )


def test_what_is_chosen_shows_nothing_of_anybody(full):
    chosen = choose_person(full, "policia", "E-7777777")
    assert not [one for one in SECRETS if one in repr(chosen)] and not hasattr(chosen, "number")


def test_without_links_nobody_is_forgotten_by_halves(full):
    full.write("records", full.table("records").to_pyarrow())
    full.raw().execute("DROP TABLE persons")
    with pytest.raises(StudyProblems) as raised:
        choose_person(full, "policia", "E-7777777")
    assert [one.code for one in raised.value.problems] == ["P674"]


def test_one_number_of_several_people(full, take, study):
    """A complaint with three victims: one is forgotten, and a newer file brings the other two back and not her."""
    victims = [
        row(NRO="C-1", NOMBRES=name, DOC=number) for name, number in (("Zukó", "X1"), ("Wone", ""), ("Wone", ""))
    ]
    other = row(NRO="C-2", NOMBRES="Yufo", DOC="")
    take(full, write_rows(study / "c.csv", [*many(20), *victims, other]))
    numbers = full.table("identities").filter(lambda t: t.nombres == "Wone").record_id.to_pyarrow().to_pylist()
    link(full, numbers)
    assert people_under(full, "policia", "C-1") == 2
    for which in ("", "Xaxa", "woxa neyu"):
        with pytest.raises(StudyProblems) as raised:
            choose_person(full, "policia", "C-1", which)
        assert [one.code for one in raised.value.problems] == [("P647" if which in ("", "Xaxa") else "P675")]
    assert choose_person(full, "policia", "C-1", "x-1").records == 1
    assert choose_person(full, "policia", "C-1", "WONE Woxa").records == 2
    assert forget_person(full, "policia", "C-1", "zuko").records == 1
    told = take(full, write_rows(study / "c2.csv", [*many(20), *victims, other]))
    assert [(one.row, one.code) for one in told.rejects] == [(22, "L296")] and told.accepted == 23


def test_tokens_stay_as_they_were(full):
    before = full.token("id_fuente", "policia", "E1")
    forget_person(full)
    assert full.token("id_fuente", "policia", "E1") == before
    with open_vault_again(full) as again:
        assert again.token("id_fuente", "policia", "E1") == before


def open_vault_again(vault):
    vault.close()
    return open_vault(vault.folder, key=KEY)


def test_who_was_forgotten_does_not_come_back(full, take, study):
    forget_person(full)
    told = take(full, write_rows(study / "new.csv", [ONE, *many(5, seed=11)]))
    assert [(one.row, one.column_class, one.code) for one in told.rejects] == [(2, "vault", "L296")]
    again = take(
        full,
        write_rows(study / "b2.csv", [*many(5, seed=12, prefix="F"), row(NRO="F10", DOC="X 765 4321")]),
        "fiscalia",
    )
    assert [(one.row, one.code) for one in again.rejects] == [(7, "L296")]


def test_the_same_file_is_read_anew_after_forgetting(full, take, study):
    forget_person(full)
    told = take(full, study / "a.csv")
    assert not told.unchanged and "L296" in {one.code for one in told.rejects}
    assert number_of(full) == [] or full.table("identities").count().to_pyarrow().as_py() > 0


def test_a_source_is_forgotten_to_the_last_byte(full):
    told = forget(full, choose_source(full, "policia"))
    assert (told.kind, told.institutions, told.records) == ("source", ("policia",), 5001)
    assert set(full.table("records").institution.to_pyarrow().to_pylist()) == {"fiscalia"}
    full.close()
    left = bytes_of(full.folder)
    assert b"E-7777777" not in left and b"Callezukiwo" not in left and b"Paternoxaxa" not in left


def test_a_source_that_was_forgotten_stays_forgotten(full, take, study):
    forget(full, choose_source(full, "policia"))
    for file in (study / "a.csv", write_rows(study / "a2.csv", many(9))):
        with pytest.raises(StudyProblems) as raised:
            take(full, file)
        assert [one.code for one in raised.value.problems] == ["P649"]
    assert set(full.table("records").institution.to_pyarrow().to_pylist()) == {"fiscalia"}
    assert take(full, study / "a.csv", institution="policia2").accepted > 0


def test_a_vault_of_other_institutions_than_the_study(full):
    check_institutions(full, ["policia", "fiscalia", "ong"])
    with pytest.raises(StudyProblems) as raised:
        check_institutions(full, ["fiscalia"])
    assert [one.code for one in raised.value.problems] == ["P649"]


def test_what_the_ledger_hears_points_at_nobody(full):
    told = [forget_person(full), forget(full, choose_source(full, "fiscalia"))]
    words = " ".join(f"{one.kind} {one.institutions} {one.reason}" for one in told)
    assert not [one for one in SECRETS if one in words] and told[0].institutions == ()
    assert "records=" not in repr(told)


def test_nothing_to_forget(full):
    for job in (
        lambda: choose_source(full, "nadie"),
        lambda: choose_person(full, "nadie", "E-7777777"),
        lambda: choose_person(full, "policia", "E-0000000"),
        lambda: choose_person(full, "policia", "' OR 1=1 --"),
        lambda: choose_person(full, "policia", "--"),
        lambda: choose_person(full, "policia", " "),
    ):
        with pytest.raises(StudyProblems) as raised:
            job()
        assert [one.code for one in raised.value.problems] == ["P647"]


def test_what_is_past_its_date_is_purged(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(30)), retention_until="2025-01-31")
    take(vault, write_rows(study / "b.csv", many(10, seed=2, prefix="F")), "fiscalia")
    assert expired(vault, date(2025, 1, 31)) == () and choose_expired(vault, date(2025, 1, 31)) is None
    assert expired(vault, date(2025, 2, 1)) == ("policia",)
    told = forget(vault, choose_expired(vault, date(2025, 2, 1)))
    assert (told.kind, told.institutions, told.records) == ("retention", ("policia",), 30)
    assert vault.table("identities").count().to_pyarrow().as_py() == 10
    assert expired(vault, date(2025, 2, 1)) == ()


def test_an_empty_vault_has_nothing_past_its_date(vault):
    assert expired(vault, date(2100, 1, 1)) == ()


def test_a_rebuild_that_was_cut_is_finished_at_the_next_start(full, monkeypatch):
    rebuild = type(full).rebuild
    monkeypatch.setattr(type(full), "rebuild", lambda self: None)
    forget_person(full)
    assert full.about("rebuild") == "pending"
    full.close()
    monkeypatch.setattr(type(full), "rebuild", rebuild)
    before = (full.folder / "vault.duckdb").stat().st_ino
    with open_vault(full.folder, key=KEY) as again:
        assert again.about("rebuild") == "" and (full.folder / "vault.duckdb").stat().st_ino != before
    assert b"Paternoxaxa" not in bytes_of(full.folder)
