"""A case record asked of the law: the contract's columns, and "unknown" wherever the record says nothing."""

from datetime import date

import ibis
import pyarrow as pa
import pytest

from yupay.derive.law.cases import INPUTS, ROW, cases_of, read_columns
from yupay.derive.law.read import read_law
from yupay.derive.registry.as_cases import law_columns
from yupay.load.engine import open_engine
from yupay.load.records.schema import case_schema, record_columns

TYPES = {"edad_hecho": pa.int64(), "agente_n": pa.int64()}
DATES = ("fecha_hecho", "fecha_registro", "retencion_hasta")


def records(*rows: dict) -> pa.Table:
    """The vault's table of records with some values, null elsewhere."""
    names = record_columns(case_schema())
    columns = {
        name: pa.array([one.get(name) for one in rows], TYPES.get(name, pa.date32() if name in DATES else pa.string()))
        for name in names
    }
    first = {"record_id": pa.array(range(1, len(rows) + 1), pa.int64()), "institution": ["policia"] * len(rows)}
    return pa.table(first | columns)


@pytest.fixture
def asked():
    engine = open_engine()

    def asking(*rows: dict):
        table = law_columns(engine.add("records", records(*rows)))
        read_columns(cases_of(table, engine), read_law())  # every value belongs to the vocabulary
        return table.order_by(ROW).to_pyarrow().to_pylist()

    yield asking
    engine.close()


def test_the_columns_are_those_of_the_contract(asked):
    (one,) = asked({})
    assert set(one) == {*INPUTS, ROW}
    assert (one["case_id"], one["victims_n"]) == ("1", "1")


def test_what_is_not_said_is_unknown_and_never_no(asked):
    (one,) = asked({})
    open_ = (
        "act_date",
        "acts",
        "means",
        "purposes",
        "victim_ages",
        "victim_consent",
        "agent_flags",
        "agents_n",
        "outcome_flags",
    )
    assert {one[name] for name in open_} == {"unknown"}
    assert set(one["victim_flags"].split(";")) == {"unknown"} and one["place"] == ""


def test_a_full_record(asked):
    (one,) = asked(
        {
            "fecha_hecho": date(2016, 5, 3),
            "fecha_hecho_precision": "d",
            "acto": "capta;acoge",
            "medio": "none",
            "finalidad": "explotacion_sexual",
            "edad_hecho": 13,
            "discapacidad": "si",
            "situacion_victima": "migrante",
            "calidad_agente": "titular_negocio",
            "agente_n": 2,
            "resultado": "explotacion_consumada",
            "pais_captacion": "VEN",
            "ubigeo_explotacion": "150101",
        }
    )
    assert one == {
        ROW: 0,
        "case_id": "1",
        "act_date": "2016-05-03",
        "date_precision": "day",
        "place": "VE to PE",
        "acts": "capta;acoge",
        "means": "none",
        "purposes": "explotacion_sexual",
        "victims_n": "1",
        "victim_ages": "13",
        "victim_flags": "discapacidad;migrante",
        "victim_consent": "unknown",
        "agent_flags": "titular_negocio",
        "agents_n": "2",
        "outcome_flags": "explotacion_consumada",
    }


@pytest.mark.parametrize(
    ("precision", "written", "word"), [("y", "2016", "year"), ("m", "2016-05", "month"), ("d", "2016-05-01", "day")]
)
def test_a_date_is_as_exact_as_it_was_recorded(asked, precision, written, word):
    (one,) = asked({"fecha_hecho": date(2016, 5, 1), "fecha_hecho_precision": precision})
    assert (one["act_date"], one["date_precision"]) == (written, word)


@pytest.mark.parametrize(
    ("disability", "situation", "flags"),
    [
        ("si", "none", "discapacidad"),
        ("no", "none", "none"),
        ("no", "gestante", "gestante"),
        ("no", None, "unknown"),
        (None, "none", "unknown"),
        ("si", "gestante;migrante", "discapacidad;gestante;migrante"),
    ],
)
def test_the_situation_of_the_victim(asked, disability, situation, flags):
    (one,) = asked({"discapacidad": disability, "situacion_victima": situation})
    assert one["victim_flags"] == flags


@pytest.mark.parametrize(
    ("start", "end", "district", "place"),
    [
        ("PER", "PER", None, "PE"),
        (None, None, "L01", "PE"),
        ("COL", None, "150101", "CO to PE"),
        ("PER", "CHL", None, "PE to CL"),
        (None, "CHL", None, "CL"),
        ("VEN", None, None, "VE"),
    ],
)
def test_the_countries_of_the_act(asked, start, end, district, place):
    (one,) = asked({"pais_captacion": start, "pais_explotacion": end, "ubigeo_explotacion": district})
    assert one["place"] == place


def test_purposes_that_no_text_names_are_unknown(asked):
    first, second = asked({"finalidad": "matrimonio"}, {"finalidad": "mendicidad;reclutamiento_armado"})
    assert first["purposes"] == "unknown" and second["purposes"] == "mendicidad;unknown"


def test_a_relation_is_not_taken_for_kinship_in_the_words_of_the_law(asked):
    (one,) = asked({"relacion_agente": "familiar"})
    assert one["agent_flags"] == "unknown"


def test_one_expression_for_the_engine():
    table = ibis.table(records({}).schema, name="records")
    assert ibis.to_sql(law_columns(table), dialect="duckdb").count("SELECT") <= 3
