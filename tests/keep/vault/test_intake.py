"""Files into the vault: whole or not at all, each once, a newer one in place of the older, and the same vault in any order."""

from datetime import date

import pyarrow as pa
import pytest
from made_records import KEY, many, row, write_mapping, write_rows

from yupay.keep.vault import intake, open_vault, take_in, vault_folder
from yupay.load.records.mapping import read_mapping
from yupay.load.records.schema import case_schema, identity_columns, record_columns
from yupay.model.problem import StudyProblems

WHO = ["record_id", "institution", "id_fuente"]


def rows_of(vault, name="identities"):
    return vault.table(name).order_by("record_id").to_pyarrow()


def test_the_two_tables(vault, take, study):
    told = take(vault, write_rows(study / "a.csv", [*many(20), row(SEXO="x")]))
    assert (told.rows, told.accepted, told.dropped_columns, told.replaced, told.unchanged) == (21, 20, 1, 0, False)
    assert [(one.row, one.column_class, one.code) for one in told.rejects] == [(22, "quasi-identifier", "L291")]
    named, rest = rows_of(vault), rows_of(vault, "records")
    assert named.column_names == ["record_id", "institution", *identity_columns(case_schema())]
    assert rest.column_names == ["record_id", "institution", *record_columns(case_schema())]
    assert named["record_id"].to_pylist() == rest["record_id"].to_pylist() == list(range(1, 21))
    assert named["id_fuente"].to_pylist() == [f"E{n}" for n in range(20)]
    assert told.statement.en.split("\n") == [
        "20 rows came in.",
        "Left out, by row of the file: 1.",
        "- L291, value that the list of the column does not have (quasi-identifier column): 22.",
    ]
    assert "quedaron fuera al leerlo: 1." in take(vault, study / "a.csv").statement.es
    assert named["record_id"].type == pa.int64() and set(named["institution"].to_pylist()) == {"policia"}


def test_the_same_file_again_changes_nothing(vault, take, study):
    file = write_rows(study / "a.csv", many(10))
    take(vault, file)
    vault.write("links", pa.table({"record_a": [1]}))
    again = take(vault, file)
    assert again.unchanged and again.accepted == 10 and "links" in vault.names()
    assert "already" in again.statement.en


def test_the_same_file_with_another_mapping_is_read_anew(vault, take, study):
    file = write_rows(study / "a.csv", many(10))
    take(vault, file)
    told = take(vault, file, constants={"fuente": "MP"})
    assert not told.unchanged and set(rows_of(vault, "records")["fuente"].to_pylist()) == {"MP"}


def test_a_newer_file_replaces_the_rows_of_its_institution_alone(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(10)))
    take(vault, write_rows(study / "b.csv", many(5, seed=3, prefix="F")), "fiscalia")
    vault.write("persons", pa.table({"record_id": [1], "person_id": [1]}))
    told = take(vault, write_rows(study / "a2.csv", many(7, seed=9, prefix="N")))
    assert told.replaced == 10 and "replace" in told.statement.en
    named = rows_of(vault)
    assert named["id_fuente"].to_pylist() == [*(f"F{n}" for n in range(5)), *(f"N{n}" for n in range(7))]
    assert named["record_id"].to_pylist() == list(range(1, 13))
    assert "persons" not in vault.names()


def test_of_the_replaced_rows_no_byte_stays(uncompressed, vault, take, study):
    take(vault, write_rows(study / "a.csv", [*many(3000), row(NOMBRES="Zukizukizuki")]))
    vault.close()
    assert b"Zukizukizuki" in (vault.folder / "vault.duckdb").read_bytes()
    with open_vault(vault.folder, key=KEY) as again:
        take(again, write_rows(study / "a2.csv", many(2000, seed=9)))
    assert b"Zukizukizuki" not in (vault.folder / "vault.duckdb").read_bytes()


def test_a_vault_does_not_depend_on_the_order_of_its_files(tmp_path, study, take):
    files = {"policia": many(9), "fiscalia": many(6, seed=2, prefix="F"), "ong": many(4, seed=3, prefix="G")}
    tables = []
    for name, order in (("one", ["policia", "fiscalia", "ong"]), ("two", ["ong", "policia", "fiscalia", "policia"])):
        (tmp_path / name).mkdir()
        with open_vault(vault_folder(tmp_path / name), key=KEY) as vault:
            for at, institution in enumerate(order):
                rows = files[institution] if order.count(institution) == 1 or at > 1 else many(30, seed=8)
                take(vault, write_rows(study / f"{institution}.csv", rows), institution)
            tables.append([rows_of(vault, table) for table in ("identities", "records")])
    assert all(one.equals(other) for one, other in zip(*tables, strict=True))


def test_a_refused_file_leaves_the_vault_as_it_was(vault, take, study):
    take(vault, write_rows(study / "a.csv", many(10)))
    before = rows_of(vault)
    for name, rows in (("bad.csv", [row(SEXO="x")] * 3), ("short.csv", [["1", "2"]] * 3)):
        with pytest.raises(StudyProblems):
            take(vault, write_rows(study / name, rows))
    assert rows_of(vault).equals(before)


def test_a_failure_in_the_middle_leaves_the_vault_as_it_was(vault, take, study, monkeypatch):
    take(vault, write_rows(study / "a.csv", many(10)))
    before = rows_of(vault)

    def stopped(*given):
        raise MemoryError("Canaria")

    monkeypatch.setattr(intake, "_numbered", stopped)
    with pytest.raises(StudyProblems) as raised:
        take(vault, write_rows(study / "b.csv", many(20, seed=4)))
    assert [one.code for one in raised.value.problems] == ["P648"] and raised.value.__context__ is None
    assert rows_of(vault).equals(before) and "yupay_new" not in vault.names()


def test_an_institution_whose_name_is_hostile_is_only_a_name(vault, study):
    mapping = read_mapping(write_mapping(study), case_schema())
    hostile = mapping.model_copy(update={"institution": "x'; DROP TABLE records; --"})
    for seed in (1, 2):
        take_in(vault, write_rows(study / "a.csv", many(4, seed=seed)), hostile, case_schema(), today=date(2024, 1, 1))
    assert set(rows_of(vault)["institution"].to_pylist()) == {"x'; DROP TABLE records; --"}
    assert vault.table("records").count().to_pyarrow().as_py() == 4


def test_a_file_past_its_retention_is_refused_even_where_it_is_in(vault, study):
    file = write_rows(study / "a.csv", many(4))
    mapping = read_mapping(write_mapping(study, until="2024-06-30"), case_schema())
    take_in(vault, file, mapping, case_schema(), today=date(2024, 6, 30))
    with pytest.raises(StudyProblems) as raised:
        take_in(vault, file, mapping, case_schema(), today=date(2024, 7, 1))
    assert [one.code for one in raised.value.problems] == ["P646"]
