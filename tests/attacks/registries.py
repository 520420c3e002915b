"""Random registries for the attacks: persons drawn from a seed, counted into tables of random layout, editions that only grow or do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from yupay.derive.registry.counts import ALL, UNKNOWN, TableCounts
from yupay.model.registry import CubeTable, EditionPolicy
from yupay.model.text import Text

ANY = Text.same("x")
POLICY = EditionPolicy(
    purpose=ANY,
    accountable="x",
    contact="x",
    retention_until=date(2035, 1, 1),
    questions={},
    help_lines=ANY,
    time_limit=0.0,
)
AGES = ("0-11", "12-13", "14-17", UNKNOWN)
SEXES = ("F", "M")
PURPOSES = ("sexual", "labour", "drugs", "other")
SLIPS = 0.01


@dataclass(frozen=True)
class People:
    """One row per person: members of each axis as text, the lists each is on, and the edition each first stands in."""

    words: dict[str, np.ndarray]
    on: np.ndarray
    since: np.ndarray
    zone_of: dict[str, str]

    def until(self, edition: int) -> "People":
        """Those recorded by an edition."""
        return self.only(self.since <= edition)

    def only(self, keep: np.ndarray) -> "People":
        """Some of the persons."""
        return replace(
            self,
            words={axis: all_[keep] for axis, all_ in self.words.items()},
            on=self.on[keep],
            since=self.since[keep],
        )

    @property
    def institutions(self) -> tuple[str, ...]:
        return tuple(f"i{number}" for number in range(self.on.shape[1]))


def people(seed: int, size: int | None = None) -> People:
    """A registry drawn from a seed: places of unequal size, purposes and ages of unequal weight, two to five lists."""
    draw = np.random.default_rng(seed)
    size = size or int(draw.choice([120, 300, 700, 1500, 3000]))
    zones, each = int(draw.integers(2, 4)), int(draw.integers(2, 4))
    zone_of = {f"D{zone}{number}": f"Z{zone}" for zone in range(zones) for number in range(each)}
    districts = [*zone_of, UNKNOWN]
    share = draw.gamma(0.6, 1, len(districts))
    share[-1] *= 0.2
    years = [str(2014 + number) for number in range(int(draw.integers(3, 6)))]
    weights = {
        "place": (districts, share / share.sum()),
        "age": (AGES, draw.dirichlet([1.5, 2, 6, 0.3])),
        "sex": (SEXES, draw.dirichlet([6, 2])),
        "purpose": (PURPOSES, draw.dirichlet([5, 2, 1, 0.6])),
        "year": (years, draw.dirichlet(np.full(len(years), 8.0))),
    }
    words = {axis: draw.choice(np.array(members, dtype=object), size, p=p) for axis, (members, p) in weights.items()}
    on = draw.random((size, int(draw.integers(2, 6)))) < draw.uniform(0.1, 0.6, 1)
    on[np.arange(size), draw.integers(on.shape[1], size=size)] |= ~on.any(axis=1)
    late = words["year"] == years[-1], words["year"] == years[-2]
    trickle = draw.random(size)
    since = np.where(late[0] & (trickle < 0.7), 2, np.where((late[1] & (trickle < 0.7)) | (trickle < 0.04), 1, 0))
    return People(words, on, since, zone_of)


def corrected(registry: People, edition: int, seed: int) -> People:
    """The registry of an edition after corrections: of everybody recorded by then one in a hundred is gone, one in a hundred is otherwise."""
    draw = np.random.default_rng([seed, edition])
    now = registry.until(edition)
    if edition:
        now = now.only(draw.random(len(now.on)) > SLIPS * edition)
    words = {axis: all_.copy() for axis, all_ in now.words.items()}
    for axis in ("place", "purpose", "age"):
        at = np.flatnonzero(draw.random(len(now.on)) < SLIPS * edition)
        words[axis][at] = draw.choice(np.array(sorted(set(registry.words[axis])), dtype=object), len(at))
    return replace(now, words=words)


def rezoned(registry: People, edition: int, mark: str = "'") -> People:
    """The registry after its first district went to the last zone, from the second edition on; changed zones have new codes."""
    if not edition:
        return registry
    first, *_, last = registry.zone_of
    touched = {registry.zone_of[first], registry.zone_of[last]}
    now = {**registry.zone_of, first: registry.zone_of[last]}
    return replace(registry, zone_of={one: zone + mark * (zone in touched) for one, zone in now.items()})


def layout(seed: int) -> tuple[CubeTable, ...]:
    """Three to five tables of a random layout, whose years are cut alike or not, with zeros shown or not; now and then a large one."""
    draw = np.random.default_rng([seed, 1])

    def years(*more: str) -> str:
        return str(draw.choice(["each", "each", "2", "3", *more]))

    made = [
        table("zone-purpose", ("place", "purpose")),
        table("zone-period", ("place", "year"), years=years()),
        table("year-purpose", ("year", "purpose"), place="total", years=years()),
        table("districts", ("place",), place="district"),
        table("age-sex", ("age", "sex"), place="total"),
        table("age-purpose", ("age", "purpose"), place="total"),
        table("institution-year", ("source", "year"), place="total", years=years("pooled")),
        table("zone-purpose-age", ("place", "purpose", "age")),
    ]
    chance = np.array([2, 2, 2, 2, 1, 2, 2, 0.4])
    kept = np.sort(draw.choice(len(made), int(draw.integers(3, 6)), replace=False, p=chance / chance.sum()))
    zeros = draw.random(len(made)) < 0.25
    return tuple(made[at].model_copy(update={"show_zeros": bool(zeros[at])}) for at in kept)


def table(name: str, axes: tuple[str, ...], **options: object) -> CubeTable:
    """A declared table."""
    return CubeTable.model_validate({"id": name, "title": ANY, "axes": axes, **options})


def tables(registry: People, declared: Sequence[CubeTable], first: int | None = None) -> tuple[TableCounts, ...]:
    """The counts of every declared table; `first`: the year that periods start from."""
    return tuple(counts(registry, one, first) for one in declared)


def counts(registry: People, declared: CubeTable, first: int | None = None) -> TableCounts:
    """The counts of one table, as the path makes them."""
    axes = tuple(axis for axis in declared.axes if not (axis == "year" and declared.years == "pooled"))
    words = {axis: _words(registry, declared, axis, first) for axis in axes if axis != "source"}
    if "source" in axes:
        years = tuple(sorted(set(words["year"]))) if "year" in words else (ALL,)
        said = words["year"] if "year" in words else np.full(len(registry.on), ALL, dtype=object)
        filled = np.array(
            [[int(registry.on[said == year, k].sum()) for year in years] for k in range(registry.on.shape[1])]
        )
        names = registry.institutions
        return TableCounts(declared, ("source", "year"), (names, years), {}, names, filled, filled[:0])
    members = tuple(_members(registry, declared, axis, words[axis]) for axis in axes)
    shape = tuple(len(one) for one in members)
    at = tuple(
        np.array([one.index(word) for word in words[axis]], dtype=int) for axis, one in zip(axes, members, strict=True)
    )
    layers = np.zeros((1 + registry.on.shape[1], *shape), dtype=np.int64)
    np.add.at(layers[0], at, 1)
    for k in range(registry.on.shape[1]):
        np.add.at(layers[1 + k], at, registry.on[:, k].astype(np.int64))
    parents = registry.zone_of if declared.place == "district" and "place" in axes else {}
    return TableCounts(declared, axes, members, parents, registry.institutions, layers[0], layers[1:])


def _words(registry: People, declared: CubeTable, axis: str, first: int | None) -> np.ndarray:
    words = registry.words[axis]
    if axis == "place" and declared.place == "zone":
        return np.array([registry.zone_of.get(one, UNKNOWN) for one in words], dtype=object)
    if axis == "year" and declared.years.isdigit():
        width, start = int(declared.years), first or min(map(int, words), default=0)
        begins = [start + (int(one) - start) // width * width for one in words]
        return np.array([f"{one}-{one + width - 1}" for one in begins], dtype=object)
    return words


def _members(registry: People, declared: CubeTable, axis: str, words: np.ndarray) -> tuple[str, ...]:
    if axis == "place":
        named = registry.zone_of if declared.place == "district" else dict.fromkeys(registry.zone_of.values())
        return (*named, UNKNOWN)
    return tuple(sorted(set(words), key=lambda word: (word == UNKNOWN, word)))


def truth(registry: People, key: Sequence[str], axes: Sequence[str]) -> int:
    """How many persons stand at an address: the answer that an attack is measured against."""
    keep = np.ones(len(registry.on), dtype=bool)
    for axis, member in zip(axes, key, strict=True):
        if member == ALL:
            continue
        if axis == "source":
            name = member.removeprefix("not ")
            if name not in registry.institutions:
                raise KeyError(member)
            held = registry.on[:, registry.institutions.index(name)]
            keep &= ~held if member != name else held
        elif axis == "place" and "+" in member:
            keep &= np.isin(registry.words["place"].astype(str), member.split("+")[:-1])
        elif axis == "year" and "-" in member:
            first, last = map(int, member.split("-"))
            keep &= np.array([first <= int(one) <= last for one in registry.words["year"]])
        elif axis in registry.words:
            keep &= registry.words[axis] == member
        else:
            raise KeyError(axis)
    return int(keep.sum())
