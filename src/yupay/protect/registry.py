"""What of the counts of a registry may be printed? All declared tables as one system, protected together, audited, and only then given on.

Sensitive: counts 1 to k - 1; what one institution would see by taking its own people away (1 to k - 1 left); cells that one
institution nearly fills; a group with one single purpose. Tables share cells, and counts by institution are tied to the
counts of people: the people of a list and those not on it add up to everybody, and so are judged although no table
prints them. What the audit does not pass is not given on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from yupay.derive.registry.counts import ALL, TableCounts
from yupay.model.problem import Problem, StudyProblems
from yupay.model.registry import AXES, CellKey, CubeTable, EditionPolicy, PublicCell, SafeCell, SafeCube
from yupay.model.text import Text
from yupay.protect.cells.audit import audit
from yupay.protect.cells.bounds import censored_bounds
from yupay.protect.cells.primary import coalition, dominated, homogeneous, small
from yupay.protect.cells.suppress import outsiders, suppress
from yupay.protect.cells.system import Axis, Cells, Counts, Key, Mask, crossed, joined
from yupay.protect.cells.task import Outsider
from yupay.protect.ties import periods, tied
from yupay.study.codes import catalogue
from yupay.study.registry import TELLING

SOURCE = AXES.index("source")


@dataclass(frozen=True)
class Protected:
    """The protected system: which cells are hidden, which are never printed at all, and the tables each stands in."""

    cells: Cells = field(repr=False)
    hidden: Mask = field(repr=False)
    sensitive: Mask = field(repr=False)
    unprinted: Mask = field(repr=False)
    tables: tuple[CubeTable, ...]
    keys_of: dict[str, tuple[Key, ...]] = field(repr=False)
    zeros_hidden: Mask = field(repr=False)
    inner_of: dict[str, Mask] = field(repr=False)
    own: Counts = field(repr=False)
    institutions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def with_hidden(self, hidden: Mask) -> "Protected":
        """The same system with other cells hidden."""
        return Protected(**{**self.__dict__, "hidden": hidden})

    def public_cells(self) -> tuple[PublicCell, ...]:
        """Every cell of every table as the ledger keeps it."""
        place = self.cells.place
        return tuple(
            PublicCell(table=name, key=_address(key), count=self._count(place[key]))
            for name, keys in self.keys_of.items()
            for key in keys
        )

    def own_counts(self) -> dict[str, dict[Key, int]]:
        """How many people of each institution stand in each cell; none in the counts by institution."""
        return {
            name: dict(zip(self.cells.keys, own.tolist(), strict=True))
            for name, own in zip(self.institutions, self.own, strict=True)
        }

    def _count(self, at: int) -> int | None:
        return None if self.hidden[at] else int(self.cells.counts[at])


def protected(tables: Sequence[TableCounts], policy: EditionPolicy) -> Protected:
    """The system of all tables with its hidden cells, audited.

    Raises:
        StudyProblems: P630 where no set of hidden cells passes the audit; nothing may be written then.
        ValueError: a table with noise, which has no part in the exact counts.

    """
    if any(one.table.noise for one in tables):
        raise ValueError("a table with noise has no part in the exact counts")
    system = _system(tables)
    sensitive = _sensitive(system, policy)
    hidden = suppress(
        system.cells,
        sensitive,
        width=policy.width,
        time_limit=policy.time_limit,
        zeros_hidden=system.zeros_hidden,
        withheld=system.unprinted,
        insiders=insiders(system, policy),
    )
    made = Protected(**{**system.__dict__, "hidden": hidden, "sensitive": sensitive})
    check(made, policy)
    return made


def check(made: Protected, policy: EditionPolicy) -> None:
    """The audit that must pass before any file is written.

    Raises:
        StudyProblems: P630, with how many cells fail and never which.

    """
    if failing := unsafe(made, policy):
        raise StudyProblems([_failed(failing)])


def unsafe(made: Protected, policy: EditionPolicy) -> int:
    """How many protected cells somebody could work out from everything public; those printed by mistake count too.

    What somebody would know from its own knowledge with everything hidden does not count.
    """
    forced = made.sensitive | made.unprinted | ((made.cells.counts == 0) & made.zeros_hidden)
    wrong: set[int] = set()
    people = outsiders(made.cells, forced, made.zeros_hidden, policy.width, policy.width / 2)
    for person in (*people, *insiders(made, policy)):
        if found := _worked_out(made, made.hidden, person):
            wrong |= found - _worked_out(made, np.ones_like(made.hidden), person)
    return len(wrong) + int((made.sensitive & ~made.hidden & ~made.unprinted).sum())


def _worked_out(made: Protected, hidden: Mask, person: Outsider) -> set[int]:
    """The sensitive cells that somebody knows too closely, but for those known to that person anyway."""
    low, watched = np.minimum(person.low, made.cells.counts), made.sensitive & person.unsure
    found = audit(made.cells, hidden, watched, person.width, known_low=low, known_high=person.high)
    return {*found.too_narrow, *(cell for cell in found.exactly_recovered if watched[cell])}


def insiders(made: Protected, policy: EditionPolicy) -> tuple[Outsider, ...]:
    """Each institution: it knows its own people in every cell, so that no cell counts fewer, and its own list exactly.

    It is left an interval of half the threshold, at least 3: what others have in a cell stays open to it.
    """
    width, true = max(3.0, policy.threshold // 2), made.cells.counts.astype(np.float64)
    source = np.array([key[SOURCE] for key in made.cells.keys])
    return tuple(
        Outsider(np.where(source == name, true, own), np.where(source == name, true, np.inf), width)
        for name, own in zip(made.institutions, made.own, strict=True)
    )


def safe_cube(made: Protected, threshold: int) -> SafeCube:
    """The cube that analysis, tables and maps read: printed counts, and the public limits of hidden ones."""
    low, high = censored_bounds(made.cells, made.hidden, zeros_hidden=made.zeros_hidden)
    tables: dict[Key, list[str]] = {}
    for name, keys in made.keys_of.items():
        for key in keys:
            tables.setdefault(key, []).append(name)
    place = made.cells.place
    cells = tuple(
        SafeCell(
            key=_address(key),
            count=None if made.hidden[at] else int(made.cells.counts[at]),
            low=int(low[at]),
            high=int(high[at]) if np.isfinite(high[at]) else None,
            tables=tuple(names),
        )
        for key, names in tables.items()
        for at in (place[key],)
    )
    return SafeCube(
        tables=made.tables,
        cells=cells,
        threshold=threshold,
        hidden_share={name: _share(made.hidden[mask]) for name, mask in made.inner_of.items()},
        groups=made.groups,
    )


def _share(hidden: Mask) -> float:
    return float(hidden.mean()) if hidden.size else 0.0


def _system(tables: Sequence[TableCounts]) -> Protected:
    """All tables as one system, each at the full address of its cells."""
    parts = [cells for one in tables for cells in _cells(one)]
    lists = [tied(one, tables) for one in tables if "source" in one.axes]
    untied = joined(*parts, *(one for one in lists if one is not None))
    cells = joined(untied, *([years] if (years := periods(untied)) else []))
    place = cells.place
    printed_tables = [one for one in tables if one.printed]
    keys_of = {one.table.id: tuple(key for made in _cells(one) for key in made.keys) for one in printed_tables}
    printed = {key for keys in keys_of.values() for key in keys}
    zeros = [one for one in printed_tables if one.table.show_zeros and not set(TELLING) & set(one.axes)]
    shown = {key for one in zeros for key in keys_of[one.table.id]}
    return Protected(
        cells=cells,
        hidden=np.zeros(len(cells.keys), dtype=bool),
        sensitive=np.zeros(len(cells.keys), dtype=bool),
        unprinted=np.array([key not in printed for key in cells.keys]),
        tables=tuple(one.table for one in printed_tables),
        keys_of=keys_of,
        zeros_hidden=np.array([key not in shown for key in cells.keys]),
        inner_of={one.table.id: _inner(one, place) for one in printed_tables},
        own=_own(tables, place),
        institutions=max((one.institutions for one in tables), key=len, default=()),
        groups=tuple(sorted({zone for one in tables for zone in one.parents.values()})),
    )


def _cells(one: TableCounts) -> list[Cells]:
    """The cells of a table with all its margins; by institution, one small system each: lists do not add up."""
    if "source" not in one.axes:
        axes = [Axis(axis, members, one.parents if axis == "place" else {}) for axis, members in _pairs(one)]
        return [_placed(crossed(axes, one.people), one.axes)]
    years = one.members[1]
    made = [crossed([Axis("year", years)], row) if years != (ALL,) else _alone(row) for row in one.people]
    return [
        _placed(_within(cells, name), ("source", "year")) for cells, name in zip(made, one.institutions, strict=True)
    ]


def _pairs(one: TableCounts) -> list[tuple[str, tuple[str, ...]]]:
    return list(zip(one.axes, one.members, strict=True))


def _alone(row: Counts) -> Cells:
    return Cells(("year",), ((ALL,),), row, sparse.csr_array((0, 1), dtype=np.int64))


def _within(cells: Cells, name: str) -> Cells:
    return Cells(("source", "year"), tuple((name, *key) for key in cells.keys), cells.counts, cells.sums)


def _placed(cells: Cells, axes: tuple[str, ...]) -> Cells:
    """The same cells at their full address over all six axes."""
    at = {axis: position for position, axis in enumerate(axes)}
    keys = tuple(tuple(key[at[axis]] if axis in at else ALL for axis in AXES) for key in cells.keys)
    return Cells(AXES, keys, cells.counts, cells.sums)


def _inner(one: TableCounts, place: dict[Key, int]) -> Mask:
    """The cells of a table that are no total."""
    mask = np.zeros(len(place), dtype=bool)
    used = [axis for axis, members in _pairs(one) if members != (ALL,)]
    groups = set(one.parents.values())
    for made in _cells(one):
        for key in made.keys:
            member = {axis: key[AXES.index(axis)] for axis in used}
            mask[place[key]] = ALL not in member.values() and member.get("place") not in groups
    return mask


def _sensitive(system: Protected, policy: EditionPolicy) -> Mask:
    """Every primary rule, on every cell of the system."""
    cells = system.cells
    people = np.array([key[SOURCE] == ALL for key in cells.keys])
    left = coalition(cells.counts, system.own, policy.threshold)
    found = small(cells.counts, policy.threshold)
    found |= (left | dominated(cells.counts, system.own, policy.dominance)) & people
    if any("purpose" in table.axes for table in system.tables):
        found |= homogeneous(cells, "purpose")
    return found


def _own(tables: Sequence[TableCounts], place: dict[Key, int]) -> Counts:
    """How many people of each cell each institution knows, [institutions, n]; 0 in cells of counts by institution."""
    known = np.zeros((max(len(one.institutions) for one in tables), len(place)), dtype=np.int64)
    for one in tables:
        for position, people in enumerate(one.own):
            axes = [Axis(axis, members, one.parents if axis == "place" else {}) for axis, members in _pairs(one)]
            made = _placed(crossed(axes, people), one.axes)
            known[position, [place[key] for key in made.keys]] = made.counts
    return known


def _address(key: Key) -> CellKey:
    return CellKey(**dict(zip(AXES, key, strict=True)))


def _failed(cells: int) -> Problem:
    return Problem(
        code="P630",
        what=catalogue()["P630"].what,
        where="release.toml",
        got=Text(es=f"{cells} celdas que podrían deducirse", en=f"{cells} cells that could be worked out"),
        expected=Text(es="ninguna", en="none"),
        act=Text(es="no se escribió nada", en="nothing was written"),
    )
