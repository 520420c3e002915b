"""Case records to and from the Human Trafficking Case Data Standard 2.0 (IOM): maps of fields and values, `htcds.toml`.

HTCDS serves the handling of cases: its core holds names, telephones and streets. Those cross only into and inside the vault.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yupay.load.records.schema import case_schema, countries, identity_columns
from yupay.model.problem import StudyProblems
from yupay.model.records import RecordMapping
from yupay.model.text import Text
from yupay.study.toml import stop


@dataclass(frozen=True)
class Field:
    """One field of HTCDS: its column, their value = ours, ours = theirs; without values they are alike."""

    name: str
    column: str
    to_ours: Mapping[str, str]
    to_theirs: Mapping[str, str]


@dataclass(frozen=True)
class Exported:
    """Rows in the fields of HTCDS, and how many values of each field had no equal there and are blank."""

    rows: pa.Table
    lost: Mapping[str, int]


@cache
def fields() -> tuple[Field, ...]:
    """Every field of HTCDS that has a column, in order."""
    return tuple(_field(one) for one in _raw()["fields"])


@cache
def identifiers() -> frozenset[str]:
    """The fields of HTCDS that name a person or hold free text."""
    return frozenset(_raw()["identifiers"])


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("yupay.load.records").joinpath("htcds.toml").read_text(encoding="utf-8"))


def _field(raw: Mapping[str, Any]) -> Field:
    nations = {one["alpha2"]: code for code, one in countries().items()} if raw.get("countries") else {}
    to_ours = raw.get("import", nations)
    inverse = {ours: theirs for theirs, ours in to_ours.items() if ours}
    return Field(raw["name"], raw["column"], to_ours, raw.get("export", inverse))


def refuse_identifiers(where: str, names: Iterable[str]) -> None:
    """Refuse direct identifiers outside the vault: those of HTCDS and the vault columns of a case record.

    Raises:
        StudyProblems: L288 with the names of the fields (of the standard, never of a person).

    """
    refused = sorted((identifiers() | set(identity_columns(case_schema()))) & set(names))
    if refused:
        got = Text.same(", ".join(refused[:8]))
        expected = Text(es="columnas sin identificadores", en="columns without identifiers")
        raise stop("L288", where, got, expected)


def htcds_mapping(names: Sequence[str], into: RecordMapping) -> RecordMapping:
    """The mapping of a file in the fields of HTCDS, for intake into the vault.

    Args:
        names: of the file's columns; those without a column of ours are dropped.
        into: the institution, with `constants` such as fuente, and any column and word of its own, which prevail.

    Raises:
        StudyProblems: L283 where no field of HTCDS is among the names.

    """
    known = [field for field in fields() if field.name in names and field.name not in into.columns]
    if not known:
        got = Text(es="ningún campo de HTCDS 2.0", en="no field of HTCDS 2.0")
        raise _no_field(got, into)
    taken = {*into.columns.values(), *into.constants}
    columns = {field.name: field.column for field in known if field.column not in taken}
    words = {field.column: dict(field.to_ours) for field in known if field.to_ours}
    values = {name: {**words.get(name, {}), **into.values.get(name, {})} for name in {**words, **into.values}}
    return into.model_copy(update={"columns": {**into.columns, **columns}, "values": values})


def _no_field(got: Text, into: RecordMapping) -> StudyProblems:
    return stop("L283", into.institution, got, Text.same("prs_Gender, vic_TypeOfExploitation ..."))


def to_htcds(records: pa.Table, *, inside_vault: bool = False) -> Exported:
    """Case records in the fields of HTCDS 2.0; a column without a field is left out.

    Args:
        records: columns of a case record.
        inside_vault: the rows stay in the vault; only then may they carry identifiers.

    Raises:
        StudyProblems: L288.

    """
    if not inside_vault:
        refuse_identifiers("HTCDS", records.column_names)
    columns, lost = {}, {}
    for field in fields():
        if field.column in records.column_names:
            columns[field.name], lost[field.name] = _exported(records[field.column], field)
    return Exported(pa.table(columns), {name: n for name, n in lost.items() if n})


def _exported(data: pa.ChunkedArray, field: Field) -> tuple[pa.Array, int]:
    """A column in the values of a field, and how many answers have none there."""
    text = data.cast(pa.string()).combine_chunks()
    if not field.to_theirs:
        return text, 0
    coded = text.dictionary_encode()
    said = [_theirs(word, field) for word in coded.dictionary.to_pylist()]
    values = pc.take(pa.array([value for value, _ in said], pa.string()), coded.indices)
    lost = pc.take(pa.array([blank for _, blank in said], pa.bool_()), coded.indices)
    return values, int(pc.sum(lost).as_py() or 0)


def _theirs(word: str, field: Field) -> tuple[str | None, bool]:
    """A value, or a list of them, in the words of HTCDS; whether an answer found none."""
    parts = word.split(";")
    found = list(dict.fromkeys(field.to_theirs[part] for part in parts if part in field.to_theirs))
    return ";".join(found) or None, any(part not in field.to_theirs and part != "none" for part in parts)
