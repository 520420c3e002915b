"""The source card: who counted what, where, when, how, and under which terms."""

from datetime import date
from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

CountingUnit = Literal[
    "complaint",
    "case",
    "presumed victim",
    "identified victim",
    "assisted victim",
    "person",
    "police operation",
    "police station",
    "gang",
    "misdemeanour complaint",
    "officer",
    "death",
    "inhabitant",
    "percent",
    "index",
    "place",
]
Confidentiality = Literal["public", "restricted", "victim-records", "invented"]
Blank = Literal["no data", "zero"]


class ColumnSpec(Noun):
    """How one column is read. Codes and text stay text; a blank in a count must be declared."""

    type: Literal["code", "text", "count", "number", "flag", "date"] = "text"
    blank: Blank | None = None
    missing: dict[str, str] = Field(default_factory=dict)
    pad: int | None = None
    low: float | None = None
    high: float | None = None
    label: Text | None = None


class DeclaredTotal(Noun):
    """A total the producer printed: the sum of `column` (over rows where `where` holds) must equal it."""

    column: str
    total: float
    rows: int | None = None
    where: dict[str, str] = Field(default_factory=dict)
    label: Text | None = None
    tolerance: float = 0.0
    reason: Text | None = None


class Qualify(Noun):
    """The rows of a source are coded cases: the law answers each of them by its facts, never on a person.

    `columns` (their name = the name of the contract, "" leaves one out) and `values` (per column of the contract, their
    word = ours) read a table that was coded in other words. `on` is the date of judgment. `evidence` is the column with
    the state of the evidence, `court` that with what a court found: both stand beside the element test, never in it. The
    texts are those of the `law/` folder of the study where it has one, otherwise those of the package.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    on: date | None = None
    evidence: str | None = None
    court: str | None = None


class Source(Noun):
    """One source card. `path` is relative to the study folder, or `postgres://...` / `duckdb://...`.

    `kind`: "table" (rows to sum), "boundaries" (GeoJSON), "figures" (one published figure per row), "registry" (the
    protected counts of the `[registry]` block; `path` is the folder of its files).
    `small_counts_printed`: the producer printed counts from 1 to 10 itself, so they pass as printed.
    `independent_events`: an exact Poisson interval may be used for its counts.
    `qualify`: its rows are coded cases; the columns of the decision are added to them.
    """

    id: str
    title: Text
    producer: Text
    path: str
    kind: Literal["table", "boundaries", "figures", "registry"] = "table"
    table: str | None = None
    sheet: str | None = None
    counting_unit: CountingUnit
    period: str
    coverage: Text
    geography: Text
    geography_vintage: str = ""
    citation: str
    url: str = ""
    licence: str = ""
    confidentiality: Confidentiality
    limitations: Text
    retrieved: str = ""
    encoding: str | None = None
    separator: str | None = None
    small_counts_printed: bool = False
    independent_events: bool = False
    key: str | None = None
    place: str | None = None
    place_name: str | None = None
    place_context: tuple[str, ...] = ()
    expected_rows: int | None = None
    columns: dict[str, ColumnSpec] = Field(default_factory=dict)
    totals: tuple[DeclaredTotal, ...] = ()
    qualify: Qualify | None = None
    sha256: str = ""


class RowRef(Noun):
    """Where a number comes from: the rows of a source where `where` holds ("ubigeo = 150101"), and how many."""

    source: str
    where: str
    rows: int
