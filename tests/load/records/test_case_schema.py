"""The case record: what it holds, that it speaks the words of the law and of HTCDS, and that its page is up to date."""

import tomllib
from importlib.resources import files

import pytest
from python_calamine import CalamineWorkbook

from yupay.load.records.htcds import fields, identifiers
from yupay.load.records.page import document
from yupay.load.records.schema import (
    AGE_BANDS,
    age_band,
    case_schema,
    column_of,
    countries,
    identity_columns,
    readable,
    record_columns,
)

IDENTITIES = (
    "id_fuente",
    "nombres",
    "ap_paterno",
    "ap_materno",
    "doc_tipo",
    "doc_num",
    "fecha_nac",
    "fecha_nac_precision",
    "direccion",
    "lat",
    "lon",
)
LAW = {
    "acto": "acts",
    "medio": "means",
    "finalidad": "purposes",
    "situacion_victima": "victim_flags",
    "calidad_agente": "agent_flags",
    "resultado": "outcome_flags",
}


def test_the_columns_of_the_minimum_are_there():
    schema = case_schema()
    named = {column.id for column in schema.columns}
    assert len(schema.columns) == len(named) >= 40
    assert {"fuente", "edad_hecho", "sexo", "nacionalidad", "acto", "medio", "finalidad", "retencion_hasta"} <= named
    assert identity_columns(schema) == IDENTITIES
    assert not set(identity_columns(schema)) & set(record_columns(schema))


def test_every_column_that_may_leave_says_how():
    for column in case_schema().columns:
        assert (column.public is None) if column.column_class == "vault" else True
        assert column.public or column.column_class in ("vault", "ordinary"), column.id
        assert column.codes or column.kind in ("text", "date", "integer"), column.id
        assert not set(column.codes) & set(column.missing), column.id


def test_no_code_of_an_unverified_classification_is_written():
    assert column_of(case_schema(), "ictip_code").codes == {}


def test_the_vocabulary_is_that_of_the_law():
    facts = tomllib.loads(files("yupay.derive.law").joinpath("vocabulary.toml").read_text(encoding="utf-8"))["facts"]
    of_law = {(fact["column"], fact["value"]): fact["label"] for fact in facts}
    for name, asked in LAW.items():
        codes = column_of(case_schema(), name).codes
        known = {value for column, value in of_law if column == asked}
        assert known <= set(codes) | {"discapacidad"}, name
        assert set(codes) - known <= {"matrimonio", "reclutamiento_armado", "none"}, name
        for code in known & set(codes):
            assert codes[code].model_dump() == of_law[asked, code], (name, code)


def test_the_countries_are_those_of_iso_3166():
    known = countries()
    assert len(known) == 249 and len({one["alpha2"] for one in known.values()}) == 249
    assert known["PER"]["alpha2"] == "PE" and known["VEN"]["es"] == "Venezuela"


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-11"), (11, "0-11"), (12, "12-13"), (13, "12-13"), (14, "14-17"), (17, "14-17"), (18, "18+"), (None, "nd")],
)
def test_bands_cut_at_12_and_14(age, band):
    assert age_band(age) == band


def test_every_age_is_in_one_band_and_none_splits_the_children():
    assert [sum(low <= age <= high for _, low, high in AGE_BANDS) for age in range(121)] == [1] * 121
    assert AGE_BANDS[0][1:] == (0, 11)
    for strange in (-1, 121):
        with pytest.raises(ValueError, match="0 to 120"):
            age_band(strange)


def test_what_reading_sets_cannot_be_mapped():
    assert not {"edad_origen", "fecha_nac_precision"} & set(readable(case_schema()))


def test_fields_and_values_are_those_of_htcds_2(shared_data):
    book = CalamineWorkbook.from_path(shared_data / "htcds-standard" / "HTCDS_Field_Standards_2.0.ods")
    rows = book.get_sheet_by_name("Field_Standards").to_python()
    known = {
        str(row[6]).strip(): [v.strip() for v in str(row[9]).replace("\n", ";").split(";") if v.strip()] for row in rows
    }
    checked = 0
    assert identifiers() <= set(known)
    for field in fields():
        assert field.name in known
        values = set(known[field.name])
        if values and field.column != "nacionalidad":
            assert set(field.to_ours) == values, field.name
            assert set(field.to_theirs.values()) <= values, field.name
            checked += len(values)
    assert checked > 70


def test_codes_given_for_htcds_are_ours():
    for field in fields():
        column = column_of(case_schema(), field.column)
        ours = {*column.codes, *column.missing, ""}
        assert set(field.to_ours.values()) <= ours, field.name
        assert set(field.to_theirs) <= ours, field.name


def test_the_page_is_up_to_date(root):
    committed = (root / "docs" / "case-records.md").read_text(encoding="utf-8")
    assert committed == document(), "run: python -m yupay.load.records.page docs/case-records.md"
