"""Who is one person? One row per person from the linked records: where, how old, of which sex, for what purpose, since when, on whose lists.

Each answer is the first one known, records in the order of their date of recording and number. The place is where the
exploitation was, else the rescue, else the recruitment. A person is counted under one purpose: those of all records
together, "several" where they belong to more than one; under the offence that the facts of any record meet, "open" where
they may. Adults are left out; an age that nobody recorded is not: in
doubt a person is taken for a child or adolescent (Ley 27337, art. I). Records marked as no victim count for nothing.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from yupay.derive.law.crosswalk import Crosswalk
from yupay.derive.registry.counts import UNKNOWN
from yupay.derive.registry.qualify import CLASSES, MET, NOT_MET, OPEN

ADULT = 18
BANDS = ((12, "0-11"), (14, "12-13"), (ADULT, "14-17"))
PLACES = ("ubigeo_explotacion", "ubigeo_rescate", "ubigeo_captacion")
CODES = {
    "sexual exploitation of children and adolescents": "sexual",
    "illicit drug trafficking using children and adolescents": "drugs",
    "forced child labour": "labour",
}
OTHER, SEVERAL = "other", "several"
PURPOSES = (*CODES.values(), OTHER, SEVERAL, UNKNOWN)
DISMISSED = "descartada"
SEPARATOR = ";"


def people(
    records: ir.Table, persons: ir.Table, decisions: ir.Table, institutions: tuple[str, ...], crosswalk: Crosswalk
) -> ir.Table:
    """One row per person: `person_id`, place, age (band), sex, purpose, offence, year, and `on_<institution>` for each.

    Args:
        records: the vault's records, one row per victim per source.
        persons: `record_id` and the `person_id` it belongs to.
        decisions: `record_id` and the `class` of its facts.
        institutions: the ids whose lists are counted.
        crosswalk: which modality each purpose belongs to.

    """
    answered = decisions.select("record_id", offence=decisions["class"].cases(*CLASSES.items(), else_=NOT_MET))
    joined = records.join(persons.select("record_id", "person_id"), "record_id").join(answered, "record_id")
    there = joined.filter((joined.condicion_victima != DISMISSED).fill_null(True))
    order = [there.fecha_registro.asc(nulls_first=False), there.record_id]
    place = ibis.coalesce(*(_first(there[name], order) for name in PLACES))
    on = {f"on_{name}": (there.institution == name).any().cast("int64") for name in institutions}
    known = there.group_by("person_id").aggregate(
        place=place,
        years_old=_first(there.edad_hecho, order),
        sex=_first(there.sexo, order),
        year=there.fecha_registro.min().year(),
        offence=ibis.cases(((there.offence == MET).any(), MET), ((there.offence == OPEN).any(), OPEN), else_=NOT_MET),
        **on,
    )
    purposes = _purposes(there, crosswalk)
    whole = known.left_join(purposes, "person_id").drop("person_id_right")
    whole = whole.filter((whole.years_old < ADULT).fill_null(True))
    return whole.mutate(
        age=_band(whole.years_old),
        sex=whole.sex.fill_null(UNKNOWN),
        place=whole.place.fill_null(UNKNOWN),
        purpose=whole.purpose.fill_null(UNKNOWN),
    ).drop("years_old")


def _first(column: Any, order: list[Any]) -> Any:
    """The first answer that is known."""
    return column.first(where=column.notnull(), order_by=order)


def _band(age: Any) -> Any:
    cases = [(age < below, name) for below, name in BANDS]
    return ibis.cases(*cases, else_=UNKNOWN)


def _purposes(records: ir.Table, crosswalk: Crosswalk) -> ir.Table:
    """The purpose under which each person is counted."""
    said = records.filter(records.finalidad.notnull() & (records.finalidad != ""))
    each = said.select("person_id", word=said.finalidad.split(SEPARATOR).unnest())
    named = each.filter(~each.word.isin(["none", ""]))
    group = named.word.strip().cases(*_groups(crosswalk), else_=OTHER)
    grouped = named.mutate(group=group).group_by("person_id")
    found = grouped.aggregate(kinds=lambda t: t.group.nunique(), only=lambda t: t.group.min())
    return found.select("person_id", purpose=ibis.ifelse(found.kinds > 1, SEVERAL, found.only))


def _groups(crosswalk: Crosswalk) -> list[tuple[str, str]]:
    return [(row.purpose, CODES.get(row.modality.en, OTHER)) for row in crosswalk.rows]
