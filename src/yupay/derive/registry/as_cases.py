"""How is a case record asked of the law? As one coded case of one victim, in the columns of the contract of `yupay qualify`.

What the record does not say is unknown, never "no". The relation of the agent ("relative", "partner") is wider than the words
of the law and is not taken for them; forced marriage and armed recruitment are purposes that no text names, and whether they are
another analogous form is for a lawyer: unknown. A district of Peru says the country where none is written.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.derive.law.cases import ROW
from yupay.load.records.schema import countries

UNKNOWN, NONE, HOME = "unknown", "none", "PE"
PRECISIONS = {"d": ("day", len("2016-12-31")), "m": ("month", len("2016-12")), "y": ("year", len("2016"))}
NOT_NAMED = ("matrimonio", "reclutamiento_armado")
ONE = "1"


def law_columns(records: ir.Table) -> ir.Table:
    """The 14 columns of coded cases, as text, with `yupay_row` (record_id - 1); `case_id` is the record's number.

    Args:
        records: the vault's `records`: one row per victim per source.

    """
    return records.select(
        (records.record_id - 1).name(ROW),
        case_id=records.record_id.cast("string"),
        act_date=_act_date(records),
        date_precision=_precision(records),
        place=_place(records),
        acts=records.acto.fill_null(UNKNOWN),
        means=records.medio.fill_null(UNKNOWN),
        purposes=_purposes(records.finalidad),
        victims_n=ibis.literal(ONE),
        victim_ages=records.edad_hecho.cast("string").fill_null(UNKNOWN),
        victim_flags=_victim_flags(records),
        victim_consent=ibis.literal(UNKNOWN),
        agent_flags=records.calidad_agente.fill_null(UNKNOWN),
        agents_n=records.agente_n.cast("string").fill_null(UNKNOWN),
        outcome_flags=records.resultado.fill_null(UNKNOWN),
    )


def _act_date(records: ir.Table) -> Any:
    """The date as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
    written = records.fecha_hecho.cast("string")
    cut = [(code, written.left(length)) for code, (_, length) in PRECISIONS.items()]
    return records.fecha_hecho_precision.cases(*cut, else_=UNKNOWN)


def _precision(records: ir.Table) -> Any:
    words = [(code, word) for code, (word, _) in PRECISIONS.items()]
    return records.fecha_hecho_precision.cases(*words, else_=UNKNOWN)


def _purposes(purposes: Any) -> Any:
    for name in NOT_NAMED:
        purposes = purposes.replace(name, UNKNOWN)
    return purposes.fill_null(UNKNOWN)


def _victim_flags(records: ir.Table) -> Any:
    """The situations the law names; disability has a column of its own."""
    disability = records.discapacidad.cases(("si", "discapacidad"), ("no", ""), else_=UNKNOWN)
    other = records.situacion_victima.fill_null(UNKNOWN).replace(NONE, "")
    both = ibis.ifelse((disability != "") & (other != ""), disability.concat(";", other), disability.concat(other))
    return ibis.ifelse(both == "", NONE, both)


def _place(records: ir.Table) -> Any:
    """The countries, as "A to B" where the victim was brought from one to another."""
    start = _country(records.pais_captacion, records.ubigeo_captacion)
    end = _country(records.pais_explotacion, records.ubigeo_explotacion.coalesce(records.ubigeo_rescate))
    moved = (start != "") & (end != "") & (start != end)
    return ibis.ifelse(moved, start.concat(" to ", end), ibis.ifelse(end == "", start, end))


def _country(country: Any, district: Any) -> Any:
    """The two letters of a country; Peru where only a district is written; nothing where neither is."""
    pairs = [(code, one["alpha2"]) for code, one in countries().items()]
    return country.cases(*pairs, else_=ibis.ifelse(district.notnull(), HOME, ""))
