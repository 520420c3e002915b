"""Counts by unit of analysis, with what was not counted kept apart: what analysis receives."""

from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.lists import Overlaps
from yupay.model.qualified import QualifiedCases
from yupay.model.registry import SafeCube
from yupay.model.source import RowRef
from yupay.model.text import Text

State = Literal["value", "zero", "no data", "hidden"]


class Place(Noun):
    """One unit of analysis on the ground. `compare`: shown apart, outside the study's own units."""

    key: str
    name: str
    compare: bool = False


class Boundary(Noun):
    """The simplified outline of a place: rings of (x, y) in the map's own plane, outer first, holes after."""

    key: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    centroid: tuple[float, float]


class Neighbours(Noun):
    """Queen contiguity: pairs of indices into the places of a cube, each pair once, i < j."""

    pairs: tuple[tuple[int, int], ...]
    islands: tuple[int, ...] = ()


class Measure(Noun):
    """One indicator over the places of a cube, in their order.

    `values[i]` is None where the state is "no data" or "hidden". `answered[i]` of `existing[i]` rows answered;
    `rows[i]` says which rows of which source were read. `low`/`high` bound a hidden value (1 to k - 1).
    `row_squares[i]`: sum over the answering rows of the squared row counts, from which the between-row variance of a
    place follows: the only interval an administrative count may carry.
    """

    indicator: str
    label: Text
    values: tuple[float | None, ...]
    states: tuple[State, ...]
    answered: tuple[int, ...]
    existing: tuple[int, ...]
    rows: tuple[RowRef, ...]
    row_squares: tuple[float, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    sources: tuple[str, ...] = ()
    estimate_note: Text | None = None


class RowCounts(Noun):
    """Row-level counts of one source for the scale and sensitivity rows: one entry per row, no names, no codes.

    `place[r]` indexes the cube's places; `counts[i][r]` is None where row r did not answer.
    """

    source: str
    place: tuple[int, ...]
    indicators: tuple[str, ...]
    counts: tuple[tuple[float | None, ...], ...]


class Cube(Noun):
    """All measures of one unit of analysis. Places outside the study (`compare`) come last.

    `inset` is the dense part to be drawn larger: west, south, east, north in the plane of the boundaries.
    """

    unit: str
    places: tuple[Place, ...]
    measures: dict[str, Measure]
    boundaries: tuple[Boundary, ...] = ()
    neighbours: Neighbours | None = None
    inset: tuple[float, float, float, float] | None = None
    row_counts: tuple[RowCounts, ...] = ()
    protected: bool = False

    @property
    def inside(self) -> int:
        """How many places belong to the study itself."""
        return sum(not place.compare for place in self.places)


class PublishedFigure(Noun):
    """One published figure as its producer printed it: a row of a source of kind "figures"."""

    id: str
    source: str
    row: int
    registry: Text
    label: Text
    counting_unit: str
    geography: Text
    period: str
    value: float | None
    percent_of: str | None = None
    subgroup: str = ""
    modality: str = ""
    citation: str = ""
    url: str = ""
    note: Text | None = None


class SourceAudit(Noun):
    """What reading a source found: its digest, encoding, rows, missing states per column, joins, totals."""

    source: str
    file: str
    sha256: str
    encoding: str = ""
    separator: str = ""
    rows: int = 0
    expected_rows: int | None = None
    columns: tuple["ColumnAudit", ...] = ()
    totals: tuple["TotalAudit", ...] = ()
    not_joined: tuple[str, ...] = ()
    geometry: tuple[Text, ...] = ()


class ColumnAudit(Noun):
    """The four states of one column: answered, blank (no data), coded as missing, zero."""

    column: str
    expected: int
    answered: int
    blank: int
    missing: int
    zero: int


class TotalAudit(Noun):
    """A declared total beside the sum of its rows."""

    label: Text
    declared: float
    summed: float
    rows: int
    source: str


SourceAudit.model_rebuild()


class Evidence(Noun):
    """Everything loaded and counted: cubes by unit id, published figures by id, audits by source id, overlaps of lists, coded cases by source id, the protected cube of a registry."""

    cubes: dict[str, Cube]
    figures: dict[str, PublishedFigure]
    audits: dict[str, SourceAudit]
    lists: Overlaps | None = None
    qualified: dict[str, QualifiedCases] = Field(default_factory=dict)
    registry: SafeCube | None = None
