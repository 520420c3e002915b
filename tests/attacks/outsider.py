"""An outsider who holds every public cell of every edition and a solver: what can be worked out?

Written from the rules of a release alone (docs, release.toml, the public cells), without a line of what protects them. The
unknown counts of all editions are the variables of one linear programme, in whole numbers where that matters. Its rows are
what anybody knows: a total is the sum of its parts, on every axis; a zone is its districts; a period is its years, also
where the two stand in different tables; nobody is recorded in a year or place that a table leaves out; a list and those
not on it are everybody; each person is on one list at least; persons are counted in every table alike (`persons`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from yupay.model.registry import AXES, CubeTable, PublicCell

ALL = ""
SOURCE, YEAR, PLACE, PURPOSE = (AXES.index(axis) for axis in ("source", "year", "place", "purpose"))
Key = tuple[str, ...]
Row = tuple[tuple[tuple[Key, int], ...], str]
NEAR = 1e-6
FAR = 1e6
SECONDS = 3.0
ROUNDS, FEW = 12, 4
CONTRADICTION = 2


@dataclass(frozen=True)
class Public:
    """What one edition shows: its tables and cells, and which districts make a zone."""

    tables: tuple[CubeTable, ...]
    cells: tuple[PublicCell, ...]
    zone_of: Mapping[str, str]
    institutions: tuple[str, ...] = ()

    def keys(self, table: str) -> dict[Key, int | None]:
        """The cells of a table."""
        return {address(one): one.count for one in self.cells if one.table == table}

    def printed(self) -> dict[Key, int]:
        """Every count that some table prints."""
        return {address(one): one.count for one in self.cells if one.count is not None}

    def named(self) -> set[Key]:
        """Every cell that is shown or marked as hidden."""
        return {address(one) for one in self.cells}


def address(cell: PublicCell) -> Key:
    """The place of a cell on every axis."""
    return tuple(getattr(cell.key, axis) for axis in AXES)


def span(label: str) -> tuple[int, int] | None:
    """First and last year of a label; None where it is no year."""
    first, _, last = label.partition("-")
    if not first.isdigit() or (last and not last.isdigit()):
        return None
    return int(first), int(last or first)


def put(key: Key, axis: int, member: str) -> Key:
    """The same cell at another member of an axis."""
    return (*key[:axis], member, *key[axis + 1 :])


def told_apart(public: Public) -> Public:
    """The same edition with every zone called by its districts: a zone of that name may have been another before."""
    districts: dict[str, list[str]] = {}
    for district, zone in public.zone_of.items():
        districts.setdefault(zone, []).append(district)
    name = {zone: "+".join(sorted(held)) + "+" for zone, held in districts.items()}
    cells = tuple(
        one.model_copy(update={"key": one.key.model_copy(update={"place": name.get(one.key.place, one.key.place)})})
        for one in public.cells
    )
    return replace(public, cells=cells, zone_of={district: name[zone] for district, zone in public.zone_of.items()})


def parts_of(
    axis: int, members: set[str], divisions: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every way in which one member of an axis is the sum of others; `divisions`: district to zone, of each edition."""
    named = members - {ALL}
    if axis == PLACE:
        districts = named & set(divisions[0])
        every = {zone for one in divisions for zone in one.values()}
        rest = tuple(sorted(named - districts - every))
        for zone_of in divisions:
            zones = named & set(zone_of.values())
            for zone in sorted(zones):
                yield zone, tuple(sorted(one for one in zone_of if zone_of[one] == zone))
            if zones:
                yield ALL, (*sorted(zones), *rest)
        if districts:
            yield ALL, (*sorted(districts), *rest)
        return
    if axis != YEAR:
        if named:
            yield ALL, tuple(sorted(named))
        return
    spans = {label: found for label in named if (found := span(label))}
    rest = tuple(sorted(named - set(spans)))
    for width in sorted({last - first for first, last in spans.values()}):
        fine = sorted(label for label, (first, last) in spans.items() if last - first == width)
        yield ALL, (*fine, *rest)
        for label, (first, last) in spans.items():
            inside = [one for one in fine if first <= spans[one][0] and spans[one][1] <= last]
            astride = any(a < first <= b or a <= last < b for a, b in (spans[one] for one in fine))
            if last - first > width and inside and not astride:
                yield label, tuple(inside)


@dataclass
class Programme:
    """Rows over the counts of all editions, and what is known of each count before any sum."""

    names: list[tuple[int, Key]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)
    place: dict[tuple[int, Key], int] = field(default_factory=dict)

    def count(self, edition: int, key: Key) -> int:
        """The number of a count, made where it is new."""
        at = self.place.setdefault((edition, key), len(self.names))
        if at == len(self.names):
            self.names.append((edition, key))
            self.low.append(0.0)
            self.high.append(FAR)
        return at

    def row(self, places: Sequence[int], weights: Sequence[float], low: float = 0.0, high: float = 0.0) -> None:
        """low <= sum of weights times counts <= high."""
        self.rows.append((list(places), list(weights), low, high))


def programme(
    editions: Sequence[Public],
    *,
    grows: bool = True,
    persons: bool = False,
    floor: Mapping[tuple[int, Key], int] | None = None,
    known: Mapping[tuple[int, Key], int] | None = None,
) -> Programme:
    """Everything an outsider knows of some editions.

    Args:
        editions: oldest first.
        grows: records are only ever added.
        persons: one count more for every kind of person, so that all tables count the same persons.
        floor: what an insider knows besides: the least value of some counts.
        known: and the value of some.

    """
    made = Programme()
    editions = [told_apart(one) for one in editions]
    divisions = [dict(pairs) for pairs in dict.fromkeys(tuple(sorted(one.zone_of.items())) for one in editions)]
    universe = set().union(*(one.named() for one in editions))
    for at, edition in enumerate(editions):
        _one(made, at, edition, universe, divisions)
        if persons:
            _same_persons(made, at, edition)
    if grows:
        for before in range(len(editions) - 1):
            for key in sorted({key for edition, key in made.place if edition == before}):
                if (before + 1, key) in made.place and NEW not in key:
                    pair = [made.place[before + 1, key], made.place[before, key]]
                    made.row(pair, [1, -1], 0, np.inf)
    for (at, key), least in (floor or {}).items():
        if (at, key) in made.place:
            number = made.place[at, key]
            made.low[number] = max(made.low[number], least)
    for place, count in (known or {}).items():
        if place in made.place:
            made.low[made.place[place]] = made.high[made.place[place]] = count
    return made


NEW = "counted more than once"


def _one(made: Programme, at: int, edition: Public, universe: set[Key], divisions: Sequence[Mapping[str, str]]) -> None:
    """The counts of one edition at every address that some edition names."""
    printed, shown = edition.printed(), edition.named()
    present = [{key[axis] for key in shown} for axis in range(len(AXES))]
    people = sorted(key for key in universe if key[SOURCE] == ALL)
    for key in sorted(universe):
        number = made.count(at, key)
        if key in printed:
            made.low[number] = made.high[number] = printed[key]
        elif any(_nobody(axis, key[axis], present[axis], edition) for axis in range(len(AXES))):
            made.high[number] = 0.0
    for axis in range(len(AXES)):
        if axis == SOURCE:
            continue
        members = {key[axis] for key in universe}
        for total, parts in parts_of(axis, members, divisions):
            for key in {put(one, axis, total) for one in universe}:
                found = [put(key, axis, part) for part in parts]
                if key in universe and all(one in universe or _empty(one, axis, present, edition) for one in found):
                    there = [made.count(at, one) for one in found if one in universe]
                    made.row([made.count(at, key), *there], [1, *(-1 for _ in there)])
    _lists(made, at, edition, people)


def _nobody(axis: int, member: str, present: set[str], edition: Public) -> bool:
    """Whether an edition that names the siblings of a member leaves it out: a year that had not begun."""
    if axis != YEAR or member == ALL or member in present:
        return False
    wanted = span(member)
    spans = [found for one in present if (found := span(one))]
    return bool(wanted and spans and wanted[0] > max(last for _, last in spans))


def _empty(key: Key, axis: int, present: list[set[str]], edition: Public) -> bool:
    return _nobody(axis, key[axis], present[axis], edition)


def _lists(made: Programme, at: int, edition: Public, people: Iterable[Key]) -> None:
    """A list and those not on it are everybody; each person is on one list or more."""
    for key in people:
        on = [put(key, SOURCE, name) for name in edition.institutions]
        if not on or not all((at, one) in made.place for one in on):
            continue
        whole = made.count(at, key)
        for one in on:
            off = made.count(at, put(key, SOURCE, f"not {one[SOURCE]}"))
            made.row([whole, made.place[at, one], off], [1, -1, -1])
        again = made.count(at, put(key, SOURCE, NEW))
        made.row([*(made.place[at, one] for one in on), whole, again], [*(1 for _ in on), -1, -1])


def _same_persons(made: Programme, at: int, edition: Public) -> None:
    """One count for every kind of person that the tables tell apart, districts aside: they only meet their zones."""
    keys = [key for edition_, key in made.place if edition_ == at and key[SOURCE] == ALL]
    keys = [key for key in keys if key[PLACE] not in edition.zone_of]
    finest = [_finest({key[axis] for key in keys} - {ALL}) for axis in range(len(AXES))]
    kinds = list(product(*finest))
    numbers = {kind: made.count(at, ("person", *kind)) for kind in kinds}
    for key in keys:
        held = [numbers[kind] for kind in kinds if all(_holds(a, b) for a, b in zip(key, kind, strict=True))]
        made.row([made.place[at, key], *held], [1, *(-1 for _ in held)])


def _finest(named: set[str]) -> list[str]:
    """The members of an axis that no other divides; years one by one, however they are cut."""
    spans = [found for one in named if (found := span(one))]
    years = {str(year) for first, last in spans for year in range(first, last + 1)}
    return sorted(years | {one for one in named if not span(one)}) or [ALL]


def _holds(whole: str, member: str) -> bool:
    if whole in (ALL, member):
        return True
    a, b = span(whole), span(member)
    return bool(a and b and a[0] <= b[0] and b[1] <= a[1])


@dataclass(frozen=True)
class Target:
    """Something to be worked out: a weighted sum of counts, with its true value, and why it matters."""

    what: str
    places: tuple[int, ...]
    weights: tuple[float, ...]
    true: int
    about: tuple[str, ...] = ()


class Attacker:
    """The programme, solved part by part; `undecided`: how often no answer in whole numbers came in time."""

    def __init__(self, made: Programme) -> None:
        self.made = made
        n = len(made.names)
        i = [row for row, one in enumerate(made.rows) for _ in one[0]]
        j = [at for one in made.rows for at in one[0]]
        v = [weight for one in made.rows for weight in one[1]]
        self.matrix: csr_array = csr_array(coo_array((v, (i, j)), (len(made.rows), n)))
        self.low, self.high = np.array(made.low), np.array(made.high)
        self.row_low = np.array([one[2] for one in made.rows])
        self.row_high = np.array([one[3] for one in made.rows])
        self._narrow()
        self.label = self._parts()
        self._blocks: dict[int, tuple[np.ndarray, LinearConstraint]] = {}
        self.undecided = 0

    def _narrow(self, passes: int = 60) -> None:
        """Bounds by hand: each row limits each of its counts, over and over."""
        sets = [(np.array(at), np.array(w, float), lo, hi) for at, w, lo, hi in self.made.rows]
        for _ in range(passes):
            before = float((self.high - self.low).sum())
            for at, w, lo, hi in sets:
                least = np.where(w > 0, w * self.low[at], w * self.high[at])
                most = np.where(w > 0, w * self.high[at], w * self.low[at])
                up = (hi - (least.sum() - least)) / w
                down = (lo - (most.sum() - most)) / w
                self.high[at] = np.minimum(self.high[at], np.floor(np.where(w > 0, up, down) + NEAR))
                self.low[at] = np.maximum(self.low[at], np.ceil(np.where(w > 0, down, up) - NEAR))
            if float((self.high - self.low).sum()) >= before:
                break

    def _parts(self) -> np.ndarray:
        """Which unknown counts hang together; -1 for known ones."""
        open_ = self.high - self.low > NEAR
        m, n = self.matrix.shape
        found = self.matrix.tocoo()
        kept = open_[found.col]
        edges = coo_array((np.ones(int(kept.sum())), (found.row[kept] + n, found.col[kept])), (n + m, n + m))
        _, label = connected_components(edges, directed=False)
        return np.where(open_, label[:n], -1)

    def _block(self, part: int) -> tuple[np.ndarray, LinearConstraint]:
        if part not in self._blocks:
            columns = np.flatnonzero(self.label == part)
            block = self.matrix[:, columns]
            rows = np.flatnonzero(np.diff(block.indptr))
            done = self.matrix[rows] @ np.where(self.label == part, 0.0, self.low)
            limits = LinearConstraint(block[rows], self.row_low[rows] - done, self.row_high[rows] - done)
            self._blocks[part] = columns, limits
        return self._blocks[part]

    def solve(self, cost: np.ndarray, *, whole: bool) -> np.ndarray | None:
        """Counts that agree with everything and make a weighted sum smallest; None where none was found."""
        values = self.low.copy()
        for part in np.unique(self.label[(cost != 0) & (self.label >= 0)]):
            columns, limits = self._block(int(part))
            found = milp(
                cost[columns],
                constraints=limits,
                bounds=Bounds(self.low[columns], self.high[columns]),
                integrality=np.ones(len(columns)) if whole else None,
                options={"time_limit": SECONDS},
            )
            if found.status == CONTRADICTION:
                raise ArithmeticError("what is public contradicts what the attacker takes for granted")
            if found.x is None:
                self.undecided += 1
                return None
            values[columns] = found.x
        return values

    def short(self, targets: Sequence[Target], width: float, seed: int = 0) -> dict[Target, tuple[float, float]]:
        """The targets whose range, in whole numbers, is narrower than a width; each with its range.

        Random aims first: a target seen far enough apart in two answers is wide enough.
        """
        aims = csr_array(
            coo_array(
                (
                    [w for one in targets for w in one.weights],
                    (
                        [row for row, one in enumerate(targets) for _ in one.weights],
                        [at for one in targets for at in one.places],
                    ),
                ),
                (len(targets), len(self.low)),
            )
        )
        least, most = np.full(len(targets), np.inf), np.full(len(targets), -np.inf)
        draw = np.random.default_rng(seed)
        left = np.arange(len(targets))
        for _ in range(ROUNDS if len(targets) > FEW else 0):
            sign = draw.choice([-1.0, 1.0], len(left))
            for way in (1, -1):
                found = self.solve(np.asarray(way * sign @ aims[left]).ravel(), whole=True)
                if found is None:
                    continue
                # counts outside the aim stand at their lowest, which need not agree: only whole parts that were solved count
                solved = self._solved(np.asarray(sign @ aims[left]).ravel())
                fit = np.flatnonzero(~(abs(aims) @ ~solved).astype(bool))
                value = aims[fit] @ found
                least[fit], most[fit] = np.minimum(least[fit], value), np.maximum(most[fit], value)
            before, left = len(left), np.flatnonzero(most - least < width - NEAR)
            if not len(left) or before - len(left) < FEW:
                break
        found = {targets[at]: self.range(targets[at], width) for at in left.tolist()}
        return {one: ends for one, ends in found.items() if ends[1] - ends[0] < width - NEAR}

    def _solved(self, cost: np.ndarray) -> np.ndarray:
        """The counts that an answer for this aim gives: the known ones, and those of its parts."""
        return (self.label < 0) | np.isin(self.label, np.unique(self.label[(cost != 0) & (self.label >= 0)]))

    def range(self, target: Target, width: float = np.inf) -> tuple[float, float]:
        """The smallest and the largest value of a target in whole numbers; by ratios alone where they are narrower than a width."""
        cost = np.zeros(len(self.low))
        np.add.at(cost, list(target.places), target.weights)
        found = self._ends(cost, whole=False)
        return found if found[1] - found[0] < width - NEAR else self._ends(cost, whole=True)

    def _ends(self, cost: np.ndarray, *, whole: bool) -> tuple[float, float]:
        """Both ends; an end that was not found in time is open."""
        low, high = (self.solve(sign * cost, whole=whole) for sign in (1, -1))
        ends = (-np.inf if low is None else float(cost @ low), np.inf if high is None else float(cost @ high))
        return float(np.ceil(ends[0] - NEAR)), float(np.floor(ends[1] + NEAR))
