"""What is a case record? The columns of `case_schema.toml`, and how each is stored."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from yupay.model.records import RecordColumn, RecordSchema
from yupay.model.text import Text

AGE_BANDS = (("0-11", 0, 11), ("12-13", 12, 13), ("14-17", 14, 17), ("18+", 18, 120))
"""Cut at 12 (child and adolescent, Law 27337 art. I) and at 14 (Criminal Code): never narrower inside 0 to 11."""
UNKNOWN_AGE = "nd"
PRECISION = "_precision"
REASON = "_motivo"
FLAG = {"si": Text(es="sí", en="yes"), "no": Text(es="no", en="no")}
SET_BY_READING = ("fecha_nac_precision", "fecha_hecho_precision", "fecha_registro_precision", "edad_origen")
IDENTITY = "vault"


def age_band(age: int | None) -> str:
    """The band of an age in completed years; "nd" where it is not known. Raises ValueError outside 0 to 120."""
    if age is None:
        return UNKNOWN_AGE
    found = next((band for band, low, high in AGE_BANDS if low <= age <= high), None)
    if found is None:
        raise ValueError("an age is 0 to 120")
    return found


@cache
def case_schema() -> RecordSchema:
    """The case record of the package: one row per victim per source."""
    raw = tomllib.loads(_packaged("case_schema.toml"))
    columns = tuple(_column(one, raw["reasons"]) for one in raw["columns"])
    return RecordSchema(id=raw["id"], version=raw["version"], columns=columns)


@cache
def countries() -> dict[str, dict[str, str]]:
    """Every country by its alpha-3 code: alpha2, es, en."""
    return tomllib.loads(_packaged("countries.toml"))


def _packaged(name: str) -> str:
    return files("yupay.load.records").joinpath(name).read_text(encoding="utf-8")


def _column(raw: dict[str, Any], reasons: dict[str, Any]) -> RecordColumn:
    entry = dict(raw)
    known = {**reasons, **entry.pop("reasons", {})}
    entry["missing"] = {name: known[name] for name in entry.get("missing", [])}
    nations = countries() if entry.pop("countries", False) else {}
    codes = {code: {"es": one["es"], "en": one["en"]} for code, one in nations.items()} | entry.get("codes", {})
    entry["codes"] = FLAG if entry["kind"] == "flag" else codes
    return RecordColumn.model_validate(entry)


def column_of(schema: RecordSchema, name: str) -> RecordColumn:
    """One column by its id. Raises KeyError."""
    return next((column for column in schema.columns if column.id == name), None) or _absent(name)


def _absent(name: str) -> RecordColumn:
    raise KeyError(name)


def readable(schema: RecordSchema) -> tuple[str, ...]:
    """The columns that a file may fill, in order; the others are set by reading."""
    return tuple(column.id for column in schema.columns if column.id not in SET_BY_READING)


def with_reason(column: RecordColumn) -> bool:
    """Whether no answer may have a reason: it stands in a column of its own, `<id>_motivo`, and the column itself is null."""
    return bool(column.missing)


def identity_columns(schema: RecordSchema) -> tuple[str, ...]:
    """The columns of the vault table `identities`, after record_id and institution."""
    return tuple(column.id for column in schema.columns if column.column_class == IDENTITY)


def record_columns(schema: RecordSchema) -> tuple[str, ...]:
    """The columns of the vault table `records`, after record_id and institution.

    A column that admits reasons for no answer is followed by `<id>_motivo`: the reason, null where it was answered or
    blank.
    """
    kept = [column for column in schema.columns if column.column_class != IDENTITY]
    return tuple(name for column in kept for name in (column.id, column.id + REASON)[: 1 + with_reason(column)])
