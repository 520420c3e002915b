"""A registry of several institutions: its files, its tables of counts, and the policy under which an edition may leave."""

from datetime import date
from typing import Literal

from pydantic import Field

from yupay.model.base import Noun
from yupay.model.text import Text

AXES = ("place", "age", "sex", "purpose", "offence", "year", "source")


class Institution(Noun):
    """One institution: its file and the mapping that reads it, both inside the study folder."""

    id: str
    label: Text
    file: str
    mapping: str


class InventedRegistry(Noun):
    """A registry made up from a seed: its files are made before intake and carry the mark INVENTED DATA.

    `people` exist in truth, seen or not. `editions` gives the last day of recording of each edition, by its name.
    """

    seed: int
    people: int = 3000
    editions: dict[str, date] = Field(default_factory=dict)


class CubeTable(Noun):
    """One public table of counts: the axes crossed, and the level of place ("district", "zone", "total").

    `years`: "each", "pooled" or widths such as "5". `show_zeros`: whether a zero is printed as such; never in a table
    crossed by purpose or offence, where it would tell what everybody else in a group is. `noise`: every count carries
    noise and none is hidden or exact; the table stands apart from the protected ones and is not analysed. `period`: the
    first and last year of such a table ("2014-2023"): years that come from the records would tell when there were any.
    """

    id: str
    title: Text
    axes: tuple[str, ...]
    place: Literal["district", "zone", "total"] = "zone"
    years: str = "each"
    show_zeros: bool = False
    noise: bool = False
    period: str = ""


class Registry(Noun):
    """The `[registry]` block of a study: what is taken in, linked, counted and offered for release.

    `places` is the source with one row per district; its columns `district` and `zone` are the hierarchy district > zone >
    all. `threshold_of_links`: records at least this likely to be the same person are one person.
    """

    source: str
    people: Text
    places: str
    district: str = "district"
    zone: str = "zone"
    threshold_of_links: float = 0.95
    institutions: tuple[Institution, ...]
    tables: tuple[CubeTable, ...]
    invented: InventedRegistry | None = None


class HarmAnswer(Noun):
    """Could this table, map or sentence harm a group? The answer for one exhibit, by the accountable person."""

    exhibit: str
    harm: Text
    answer: Literal["no", "yes, mitigated", "do not publish"]


class EditionPolicy(Noun):
    """`release.toml`: why, who answers, until when, and how counts are protected.

    `threshold` k: counts 1 to k - 1 are hidden; 11 by default, below 5 refused, 5 to 10 only with `reason` and
    `signed_by`. `width`: the narrowest interval an outsider may derive for a hidden cell, at least k, so that no sum of
    hidden cells can be known to be small. `dominance`: the largest share
    of a cell one institution may hold (1.0: not checked). `time_limit`: seconds for complementary suppression. `noise`:
    whether tables that ask for noise may leave; `epsilon` is what the noise of one edition costs, its tables together, and
    `epsilon_cap` what the noise of every edition may cost in all.
    """

    purpose: Text
    accountable: str
    contact: str
    retention_until: date
    questions: dict[str, Text]
    harms: tuple[HarmAnswer, ...] = ()
    help_lines: Text
    threshold: int = 11
    reason: Text | None = None
    signed_by: str = ""
    width: int = 11
    dominance: float = 1.0
    time_limit: float = 10.0
    noise: bool = False
    epsilon: float = 1.0
    epsilon_cap: float = 4.0


class CellKey(Noun):
    """The address of a cell: one member of every axis, "" for all."""

    place: str = ""
    age: str = ""
    sex: str = ""
    purpose: str = ""
    offence: str = ""
    year: str = ""
    source: str = ""


class PublicCell(Noun):
    """One cell as it may leave: its count, or None where it is hidden (one mark for every hidden cell)."""

    table: str
    key: CellKey
    count: int | None


class SafeCell(Noun):
    """One cell of the protected cube. `low`..`high` is what an outsider may derive where `count` is None (high None: unbounded)."""

    key: CellKey
    count: int | None
    low: int
    high: int | None
    tables: tuple[str, ...]


class SafeCube(Noun):
    """Every cell that may be printed or hidden, over all tables together: what analysis, tables and maps read.

    `threshold` is k; `groups` are the zones; `hidden_share` says how many of a table's inner cells are hidden.
    """

    tables: tuple[CubeTable, ...]
    cells: tuple[SafeCell, ...] = Field(repr=False)
    threshold: int
    groups: tuple[str, ...] = ()
    hidden_share: dict[str, float] = Field(default_factory=dict)


class AxisMember(Noun):
    """One member of an axis in words; `part_of` is the zone of a district."""

    axis: str
    code: str
    label: Text
    part_of: str = ""


class NoisyCell(Noun):
    """One cell with noise: a count that may be below 0, the sum of `parts` drawn cells.

    In 95 of 100 draws the noise is at most `reach` persons, up or down.
    """

    key: CellKey
    count: int
    parts: int
    reach: int


class NoisyTable(Noun):
    """One table with noise: drawn once for its data with discrete Laplace noise of this scale, at the cost of this epsilon.

    `inner` cells are drawn, the others are their sums; in 95 of 100 draws the noise of one of them is at most `reach`
    persons, that of the total at most `total_reach`. No cells: it was not drawn (a dry run).
    """

    table: CubeTable
    cells: tuple[NoisyCell, ...] = Field(repr=False, default=())
    inner: int
    epsilon: float
    scale: float
    reach: int
    total_reach: int


class EditionSheet(Noun):
    """What an edition says of itself in its public folder: its name, policy, printed cells, and what was lost.

    `earlier` names the editions it was judged with, oldest first; `changes` says in words what differs from the last of
    them; `members` names the members of the axes; `withheld` the exhibits that the accountable person keeps back. `noisy`
    are the tables with noise, and `spent` what all noise had cost when the last of them was drawn (would have cost, in a dry run). No interval of a hidden
    cell and no count of cells near the threshold is here.
    """

    name: str
    policy: EditionPolicy
    tables: tuple[CubeTable, ...]
    cells: tuple[PublicCell, ...] = Field(repr=False)
    members: tuple[AxisMember, ...] = ()
    hidden_share: dict[str, float] = Field(default_factory=dict)
    earlier: tuple[str, ...] = ()
    changes: tuple[Text, ...] = ()
    withheld: tuple[tuple[str, Text], ...] = ()
    checks: tuple["EditionCheck", ...] = ()
    noisy: tuple[NoisyTable, ...] = ()
    spent: float = 0.0

    @property
    def published(self) -> tuple[CubeTable, ...]:
        """Every table that has a file of its own: those of exact or hidden counts, then those with noise."""
        return (*self.tables, *(one.table for one in self.noisy))


class EditionCheck(Noun):
    """One line of what was measured of an edition: the linkage, the coverage, the truth of an invented registry."""

    label: Text
    value: Text


EditionSheet.model_rebuild()


class LedgerEntry(Noun):
    """One line of the ledger: an edition that was published or refused, chained to the line before by `previous`.

    `places` gives the zone of each district then: zones that are drawn anew need codes of their own.
    """

    edition: str
    made: str
    kind: Literal["published", "refused", "forgotten", "noise"]
    digest: str
    policy: str
    previous: str
    cells: tuple[PublicCell, ...] = Field(repr=False, default=())
    threshold: int = 11
    places: dict[str, str] = Field(repr=False, default_factory=dict)
    epsilon: float = 0.0
    reason: str = ""
    entry: str = ""
