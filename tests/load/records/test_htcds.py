"""HTCDS 2.0 in and out: mapped by the standard's own names and values; identifiers stay inside."""

import csv
from datetime import date

import pyarrow as pa
import pytest

from yupay.load.records.checked import read_records
from yupay.load.records.htcds import fields, htcds_mapping, identifiers, refuse_identifiers, to_htcds
from yupay.load.records.schema import case_schema, identity_columns
from yupay.model.problem import StudyProblems
from yupay.model.records import RecordMapping
from yupay.model.text import Text

INTO = RecordMapping(
    institution="ong",
    label=Text.same("-"),
    columns={},
    constants={"fuente": "ONG"},
    legal_basis="consent",
    retention_until="2099-12-31",
)
HEADER = (
    "prs_FirstName",
    "prs_Gender",
    "prs_Citizenship",
    "vic_AgeWhenTrafficked",
    "vic_TypeOfExploitation",
    "hte_Date",
    "prs_Email",
)
ROWS = (
    ("Zuki", "Feminine", "VE", "13", "SexualExploitation;ForcedBegging", "2014-05-01", "x"),
    ("Woxa", "TransgenderFeminine", "PE", "16", "ForcedMilitaryByNonStateActors", "2015", "x"),
)


def test_a_file_of_the_standard_is_read(tmp_path):
    with (tmp_path / "a.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    mapping = htcds_mapping(HEADER, INTO)
    assert "prs_Email" not in mapping.columns
    found = read_records(tmp_path / "a.csv", mapping, case_schema(), today=date(2024, 1, 1))
    assert found.rejects == () and found.dropped == 1
    assert found.records["finalidad"].to_pylist() == ["explotacion_sexual;mendicidad", "reclutamiento_armado"]
    assert found.records["nacionalidad"].to_pylist() == ["VEN", "PER"]
    assert found.records["sexo"].to_pylist() == ["F", None] and found.records["sexo_motivo"].to_pylist() == [None, "NE"]
    assert found.identities["nombres"].to_pylist() == ["Zuki", "Woxa"]


def test_what_goes_out_comes_back(tmp_path):
    rows = pa.table(
        {
            "sexo": ["F", "M", None],
            "finalidad": ["mendicidad;organos", "criminalidad_forzada", "none"],
            "estado_caso": ["derivado", "abierto", None],
            "nacionalidad": ["PER", "XXA", "VEN"],
            "edad_hecho": pa.array([13, None, 17], pa.int64()),
        }
    )
    out = to_htcds(rows)
    assert out.rows["vic_TypeOfExploitation"].to_pylist() == ["ForcedBegging;OrganRemoval", "Other", None]
    assert out.rows["cas_Status"].to_pylist() == ["ClosedReferred", "Active", None]
    assert out.rows["prs_Citizenship"].to_pylist() == ["PE", None, "VE"] and out.lost == {"prs_Citizenship": 1}
    for field in fields():
        if field.to_ours and field.column in rows.column_names:
            back = {
                field.to_ours.get(field.to_theirs[ours]) for ours in field.to_theirs if ours in field.to_ours.values()
            }
            assert back <= set(field.to_ours.values())


@pytest.mark.parametrize("name", sorted(identifiers()) + sorted(identity_columns(case_schema())))
def test_no_identifier_outside_the_vault(name):
    with pytest.raises(StudyProblems) as raised:
        refuse_identifiers("a.csv", ["prs_Gender", name])
    assert [one.code for one in raised.value.problems] == ["L288"]


def test_rows_with_a_name_are_written_only_inside():
    rows = pa.table({"nombres": ["Zuki"], "sexo": ["F"]})
    with pytest.raises(StudyProblems):
        to_htcds(rows)
    assert to_htcds(rows, inside_vault=True).rows.column_names == ["prs_FirstName", "prs_Gender"]


def test_every_field_of_a_vault_column_is_an_identifier():
    named = {field.name for field in fields() if field.column in identity_columns(case_schema())}
    assert named and named <= identifiers()


def test_a_file_of_no_field_of_the_standard():
    with pytest.raises(StudyProblems) as raised:
        htcds_mapping(["a", "b"], INTO)
    assert [one.code for one in raised.value.problems] == ["L283"]
