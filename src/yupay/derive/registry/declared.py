"""How many people are in each cell of a table with noise? Over members that were declared beforehand, empty cells among them.

Members that come from the records would tell: a year, a place or a purpose that is not there had nobody. Places come from
the public hierarchy, years from the period that the study declares, the rest from the code lists of the schema. Who
belongs to none of them is counted as "unknown", so that everybody stands in one cell of the table and in one only.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from yupay.derive.registry.counts import UNKNOWN, Counts, Places, TableCounts, counted
from yupay.derive.registry.people import BANDS, PURPOSES
from yupay.derive.registry.qualify import MET, NOT_MET, OPEN
from yupay.model.registry import AXES, CubeTable, Registry
from yupay.study.registry import first_and_last

CODES: Mapping[str, tuple[str, ...]] = {
    "age": (*(name for _, name in BANDS), UNKNOWN),
    "sex": ("F", "M", UNKNOWN),
    "purpose": PURPOSES,
    "offence": (MET, OPEN, NOT_MET),
}
Token = Callable[..., str]


@dataclass(frozen=True)
class DeclaredCounts:
    """The true inner counts of one table with noise.

    `members[i]` are the declared members of axis i, `parents` the zone of each district; `people` has their shape. `data`
    is a keyed digest of the table's definition and of everybody behind it: the same digest means the same people.
    """

    table: CubeTable
    axes: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    parents: Mapping[str, str]
    people: Counts = field(repr=False)
    data: str


def declared(
    registry: Registry, tables: Sequence[CubeTable], people: ir.Table, places: Places, token: Token
) -> tuple[DeclaredCounts, ...]:
    """The inner counts of tables with noise.

    Args:
        registry: its institutions; its own tables are not read.
        tables: those with noise.
        people: one row per person, as in `counted`.
        places: the hierarchy.
        token: makes a keyed digest of words (`Vault.token`).

    """
    if not tables:
        return ()
    whole = everybody(people)
    alone = registry.model_copy(update={"tables": tuple(tables)})
    return tuple(_declared(one, places, whole, token) for one in counted(alone, people, places) if one.printed)


def everybody(people: ir.Table) -> str:
    """The digest of how many people there are of each kind: every axis and every list together, whatever a table shows."""
    kinds = sorted(name for name in people.columns if name in AXES or name.startswith("on_"))
    rows = people.group_by(kinds).aggregate(people_count=people.count()).order_by(kinds).to_pyarrow()
    content = json.dumps([rows.column_names, *(rows[name].to_pylist() for name in rows.column_names)])
    return hashlib.sha256(content.encode()).hexdigest()


def members_of(table: CubeTable, axis: str, places: Places) -> tuple[str, ...]:
    """The declared members of an axis of a table with noise, the unknown one last."""
    if axis == "place":
        return places.districts() if table.place == "district" else places.zones()
    return (*_labels(table), UNKNOWN) if axis == "year" else CODES[axis]


def _labels(table: CubeTable) -> tuple[str, ...]:
    """The years of the declared period, or its periods on the grid that `counted` uses."""
    first, last = first_and_last(table.period)
    if not table.years.isdigit():
        return tuple(str(year) for year in range(first, last + 1))
    width = int(table.years)
    return tuple(f"{start}-{start + width - 1}" for start in range(first // width * width, last + 1, width))


def _declared(one: TableCounts, places: Places, whole: str, token: Token) -> DeclaredCounts:
    """The counts of a table moved from the members that occur to those declared."""
    kept = tuple(at for at, axis in enumerate(one.axes) if axis != "place" or one.table.place != "total")
    axes = tuple(one.axes[at] for at in kept)
    members = tuple(members_of(one.table, axis, places) for axis in axes)
    occurring = one.people.sum(axis=tuple(at for at in range(len(one.axes)) if at not in kept))
    spread = np.zeros(tuple(len(each) for each in members), dtype=np.int64)
    where = [_positions(one.members[at], each) for at, each in zip(kept, members, strict=True)]
    np.add.at(spread, np.ix_(*where) if where else (), occurring)
    definition = one.table.model_dump_json(include={"id", "axes", "place", "years", "period"})
    told = json.dumps([axes, members, sorted(places.zone_of.items())])
    return DeclaredCounts(one.table, axes, members, one.parents, spread, token("noise", definition, told, whole))


def _positions(occurring: Sequence[str], members: Sequence[str]) -> npt.NDArray[np.intp]:
    """Where each member that occurs stands among those declared."""
    return np.array([members.index(word if word in members else UNKNOWN) for word in occurring], dtype=np.intp)
