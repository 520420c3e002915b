"""Case records as data: their columns with class and code lists, how an institution's file maps to them, what intake found."""

from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

ColumnClass = Literal["vault", "quasi-identifier", "sensitive", "ordinary"]
ColumnKind = Literal["text", "code", "codes", "date", "integer", "flag"]


class RecordColumn(Noun):
    """One column of a case record.

    `column_class`: "vault" columns never leave the vault; "quasi-identifier" and "sensitive" ones leave only as protected counts.
    `codes` are the accepted codes with their words, `missing` the accepted reasons for no answer. `htcds` and `ictip`
    name the concept in HTCDS 2.0 and IC-TIP, empty where it is unverified. `public` says in what form it may be published.
    `low` and `high` bound a number, `high` the letters of a text; `pattern` is what a whole text must match, `pad` its
    digits where a spreadsheet may have dropped one zero.
    """

    id: str
    label: Text
    column_class: ColumnClass
    kind: ColumnKind
    codes: dict[str, Text] = Field(default_factory=dict)
    missing: dict[str, Text] = Field(default_factory=dict)
    required: bool = False
    low: int | None = None
    high: int | None = None
    pattern: str = ""
    pad: int | None = None
    htcds: str = ""
    ictip: str = ""
    public: Text | None = None
    note: Text | None = None


class RecordSchema(Noun):
    """The columns of a case record, in order: one row per victim per source."""

    id: str
    version: str
    columns: tuple[RecordColumn, ...]


class RecordMapping(Noun):
    """How the file of one institution becomes case records.

    `columns` gives our column for each of theirs; every other column of the file is dropped. `values` gives our code for
    each of their words, by our column. `constants` fill a column for every row. `dates` is the order of day and month.
    """

    institution: str
    label: Text
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    dates: Literal["ymd", "dmy", "mdy"] = "ymd"
    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    list_separator: str = ";"
    legal_basis: str = ""
    retention_until: str = ""


class Reject(Noun):
    """One row that was not taken in: its number in the file, the class of the column, the code of the reason. Never a value."""

    row: int
    column_class: ColumnClass
    code: str


class Intake(Noun):
    """What taking in the file of one institution found.

    `replaced`: rows of its earlier file that gave way; `unchanged`: the same file and mapping were in already, nothing done.
    `statement`: the same in words, with nothing of any record.
    """

    institution: str
    rows: int
    accepted: int
    rejects: tuple[Reject, ...] = ()
    dropped_columns: int = 0
    blanks: dict[str, int] = Field(default_factory=dict)
    replaced: int = 0
    unchanged: bool = False
    sha256: str = ""
    statement: Text | None = None


class Forgotten(Noun):
    """What was forgotten: for the line of the ledger, with nothing that points at anyone.

    `records`: how many rows went; it stays in the vault's folder and is never published.
    """

    kind: Literal["person", "source", "retention"]
    institutions: tuple[str, ...] = ()
    records: int = Field(repr=False, default=0)
    reason: str
