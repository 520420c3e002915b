"""How many people are in each cell of each declared table? One GROUP BY over one row per person, for all tables at once.

A person is in one place, one age band, one sex, one purpose and one year; what nobody recorded is a member of its axis
like any other ("unknown"). `own` counts the people whom one institution knows: what it could subtract from a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from yupay.model.registry import AXES, CubeTable, Registry

UNKNOWN = "unknown"
ALL = ""
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TableCounts:
    """The inner counts of one table.

    `members[i]` are the members of axis i without totals; `parents` the zone of each district (empty where the table has
    zones only; the unknown place is in no zone). `printed`: whether it is a table of the registry; otherwise it is the same
    by single years, which no one prints and protection must know. `people` has the shape of the members; `own[j]` is the same for the people known to institution j.
    """

    table: CubeTable
    axes: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    parents: Mapping[str, str]
    institutions: tuple[str, ...]
    people: Counts = field(repr=False)
    own: Counts = field(repr=False)
    printed: bool = True


@dataclass(frozen=True)
class Places:
    """The hierarchy of places: the zone of each district, in code order."""

    zone_of: Mapping[str, str]

    def districts(self) -> tuple[str, ...]:
        """Every district and the unknown one."""
        return (*self.zone_of, UNKNOWN)

    def zones(self) -> tuple[str, ...]:
        """Every zone and the unknown one."""
        return (*dict.fromkeys(self.zone_of.values()), UNKNOWN)


def places_of(registry: Registry, table: ir.Table) -> Places:
    """The hierarchy from the source of places."""
    rows = table.select(table[registry.district].name("district"), table[registry.zone].name("zone")).distinct()
    found = sorted((row["district"], row["zone"]) for row in rows.to_pyarrow().to_pylist())
    return Places(dict(found))


def counted(registry: Registry, people: ir.Table, places: Places) -> tuple[TableCounts, ...]:
    """The inner counts of every table of a registry, and by single years those of its tables by periods.

    Args:
        registry: its tables and institutions.
        people: one row per person: place (district), age, sex, purpose, offence (text), year (integer), and one 0/1 column
            `on_<institution>` per institution.
        places: the hierarchy.

    """
    names = tuple(one.id for one in registry.institutions)
    flags = [f"on_{name}" for name in names]
    axes = list(AXES[:-1])
    grouped = people.group_by(axes).aggregate(
        people_count=people.count(), **{flag: people[flag].cast("int64").sum() for flag in flags}
    )
    rows = grouped.order_by(axes).to_pyarrow()
    columns = {name: [_word(value) for value in rows[name].to_pylist()] for name in axes}
    numbers = np.array([rows[name].to_numpy() for name in ("people_count", *flags)], dtype=np.int64)
    printed = [_table(one, columns, numbers, names, places) for one in registry.tables]
    periods = [one.model_copy(update={"years": "each"}) for one in registry.tables if one.years.isdigit()]
    single = [replace(_table(one, columns, numbers, names, places), printed=False) for one in periods]
    return (*printed, *single)


def _word(value: object) -> str:
    return UNKNOWN if value is None or value == "" else str(value)


def _table(
    table: CubeTable,
    columns: Mapping[str, list[str]],
    numbers: Counts,
    institutions: tuple[str, ...],
    places: Places,
) -> TableCounts:
    """One table's counts: its axes crossed, everything else summed over."""
    if "source" in table.axes:
        return _by_source(table, columns, numbers, institutions)
    axes = tuple(axis for axis in table.axes if not (axis == "year" and table.years == "pooled"))
    words = {axis: _words(table, axis, columns[axis], places) for axis in axes}
    members = tuple(_members(table, axis, words[axis], places) for axis in axes)
    shape = (len(numbers), *(len(one) for one in members))
    filled = np.zeros(shape, dtype=np.int64)
    index = tuple(_positions(words[axis], one) for axis, one in zip(axes, members, strict=True))
    for layer, row in enumerate(numbers):
        np.add.at(filled[layer], index or (), row if index else row.sum())
    parents = places.zone_of if "place" in axes and table.place == "district" else {}
    return TableCounts(table, axes, members, parents, institutions, filled[0], filled[1:])


def _by_source(
    table: CubeTable, columns: Mapping[str, list[str]], numbers: Counts, institutions: tuple[str, ...]
) -> TableCounts:
    """People known to each institution, by year: persons on two lists count in both, so there is no total over sources."""
    years = _labels(table, columns["year"]) if "year" in table.axes else [ALL] * len(columns["year"])
    members = tuple(sorted(set(years)))
    filled = np.zeros((len(institutions), len(members)), dtype=np.int64)
    at = _positions(years, members)
    for layer in range(len(institutions)):
        np.add.at(filled[layer], at, numbers[1 + layer])
    return TableCounts(table, ("source", "year"), (institutions, members), {}, institutions, filled, filled[:0])


def _words(table: CubeTable, axis: str, values: Sequence[str], places: Places) -> list[str]:
    """The member of each group on one axis of one table."""
    if axis == "year":
        return _labels(table, values)
    if axis != "place":
        return list(values)
    if table.place == "total":
        return [ALL] * len(values)
    known = [value if value in places.zone_of else UNKNOWN for value in values]
    return known if table.place == "district" else [places.zone_of.get(value, UNKNOWN) for value in known]


def _labels(table: CubeTable, years: Sequence[str]) -> list[str]:
    """Years as the table prints them: each, or periods of a fixed width that begin at its multiples in every edition."""
    if not table.years.isdigit():
        return list(years)
    width = int(table.years)
    starts = [None if year == UNKNOWN else int(year) // width * width for year in years]
    return [UNKNOWN if start is None else f"{start}-{start + width - 1}" for start in starts]


def _members(table: CubeTable, axis: str, words: Sequence[str], places: Places) -> tuple[str, ...]:
    """Every member of an axis in its order: all places of the hierarchy, whatever was recorded of the others."""
    if axis == "place" and table.place != "total":
        return places.districts() if table.place == "district" else places.zones()
    return tuple(sorted(set(words), key=lambda word: (word == UNKNOWN, word)))


def _positions(words: Sequence[str], members: Sequence[str]) -> npt.NDArray[np.intp]:
    index = {member: at for at, member in enumerate(members)}
    return np.array([index[word] for word in words], dtype=np.intp)
