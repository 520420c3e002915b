"""What is known of every edition of a series, on the same cells?

The cells are those of the new edition and every cell an earlier one listed. Each edition gives each cell a lowest and a
highest value: the count where it was printed, from 0 without a limit where it was hidden or not listed. An outsider who
trusts the form of an edition knows more: a member of an axis that it leaves out while it names its siblings has nobody
(a year that had not begun), and a hidden count is 1 or more where zeros are printed beside it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from yupay.model.registry import AXES, CellKey, LedgerEntry
from yupay.protect.cells.system import ALL, Cells, Key, Mask, Values

Parts = dict[tuple[int, str], set[frozenset[str]]]
YEAR, PLACE = "year", "place"
Above = dict[tuple[int, str], list[tuple[str, frozenset[str]]]]
Table = dict[Key, int | None]


@dataclass(frozen=True)
class Series:
    """Every edition on the same cells, the new one last.

    Attributes:
        axes: the names of the axes.
        keys: the u cells, those of the new edition first.
        sums: (m, u), one total minus its parts per row.
        whole: bool[m], the rows whose parts are all there: equal to 0, else at least 0.
        names: the t editions, oldest first.
        low: (t, u), the smallest value each edition leaves open.
        high: (t, u), the largest; inf without a limit.
        true: float[u], the counts of the new edition; nan for cells it does not hold.

    """

    axes: tuple[str, ...]
    keys: tuple[Key, ...]
    sums: sparse.csr_array
    whole: Mask
    names: tuple[str, ...]
    low: Values
    high: Values
    true: Values

    @property
    def known(self) -> NDArray[np.bool_]:
        """The cells whose value is certain before any sum, (t, u)."""
        return np.asarray(self.low == self.high)

    def without_last(self) -> "Series":
        """The series as it was before the new edition."""
        rest = {"names": self.names[:-1], "low": self.low[:-1], "high": self.high[:-1]}
        return Series(**{**self.__dict__, **rest, "true": np.full(len(self.true), np.nan)})


@dataclass(frozen=True)
class Form:
    """What an outsider reads from the form of an edition: `absent` members have nobody, hidden counts are not 0 (`floor`)."""

    absent: bool = True
    floor: bool = False


def series_of(cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], form: Form) -> Series:
    """The series of a new edition and the earlier ones.

    Args:
        cells: the cells of the new edition.
        hidden: those it does not print, bool[n].
        earlier: the editions published before, oldest first.
        form: what is read from the form of each edition.

    """
    axes = _axes(cells, earlier)
    tables = [{_address(cell.key, axes): cell.count for cell in _printed_last(entry)} for entry in earlier]
    pad = (ALL,) * (len(axes) - len(cells.axes))
    mine = [key + pad for key in cells.keys]
    tables.append({key: None if gone else int(n) for key, n, gone in zip(mine, cells.counts, hidden, strict=True)})
    keys = tuple(dict.fromkeys([*mine, *(key for table in tables for key in table)]))
    parts = with_zones(with_periods(divisions(cells, mine), axes, keys), axes, earlier)
    sums, whole = relations(cells, mine, keys, parts)
    limits = [_limits(table, keys, parts, form) for table in tables]
    true = np.concatenate([cells.counts, np.full(len(keys) - len(mine), np.nan)])
    low, high = (np.array([one[end] for one in limits]) for end in (0, 1))
    low[-1] = np.where(hidden_zero(low[-1], true), 0.0, low[-1])
    names = (*(entry.edition for entry in earlier), "")
    return Series(axes, keys, sums, whole, names, low, high, true)


def hidden_zero(low: Values, true: Values) -> Mask:
    """Cells of the new edition said to be at least 1 that are 0."""
    return np.asarray((low > 0) & (true == 0))


def _axes(cells: Cells, earlier: Sequence[LedgerEntry]) -> tuple[str, ...]:
    used = {axis for entry in earlier for cell in entry.cells for axis in AXES if getattr(cell.key, axis) != ALL}
    return (*cells.axes, *(axis for axis in AXES if axis in used and axis not in cells.axes))


def _address(key: CellKey, axes: tuple[str, ...]) -> Key:
    return tuple(getattr(key, axis) for axis in axes)


def _printed_last(entry: LedgerEntry) -> list:  # type: ignore[type-arg]
    """The cells of an edition; of a cell in two tables, the printed one stands."""
    return sorted(entry.cells, key=lambda cell: cell.count is not None)


def _limits(table: Table, keys: tuple[Key, ...], parts: Parts, form: Form) -> tuple[Values, Values]:
    """The lowest and highest value of each cell in one edition."""
    above = above_of(parts)
    levels = {key: level(above, key) for key in table} if form.floor else {}
    zeros = {levels[key] for key, count in table.items() if count == 0} if form.floor else set()
    absent = _absent(table, keys, above) if form.absent else set()
    low, high = np.zeros(len(keys)), np.full(len(keys), np.inf)
    for at, key in enumerate(keys):
        if (count := table.get(key)) is not None:
            low[at] = high[at] = count
        elif key in table:
            low[at] = float(levels.get(key) in zeros)
        elif any((axis, member) in absent for axis, member in enumerate(key)):
            high[at] = 0.0
    return low, high


def level(above: Above, key: Key) -> tuple[int, ...]:
    """How far each member of a key stands below the root of its axis."""
    return tuple(_depth(above, axis, member) for axis, member in enumerate(key))


def _depth(above: Above, axis: int, member: str) -> int:
    if member == ALL:
        return 0
    return 1 + max((_depth(above, axis, top) for top, _ in above.get((axis, member), ())), default=0)


def _absent(table: Table, keys: tuple[Key, ...], above: Above) -> set[tuple[int, str]]:
    """Members an edition leaves out while it names their siblings, by place of the axis."""
    if not table:
        return set()
    named = [set(members) for members in zip(*table, strict=True)]
    every = [set(members) for members in zip(*keys, strict=True)]
    return {
        (axis, member)
        for axis, members in enumerate(every)
        for member in members - named[axis]
        if any(split & named[axis] for _, split in above.get((axis, member), ()))
    }


def divisions(cells: Cells, keys: Sequence[Key]) -> Parts:
    """How each member of each axis is divided, read from the sums: the sets of members directly under it."""
    found: Parts = defaultdict(set)
    for total, parts in _rows(cells):
        axis = next(at for at, member in enumerate(keys[total]) if keys[parts[0]][at] != member)
        found[axis, keys[total][axis]].add(frozenset(keys[part][axis] for part in parts))
    return dict(found)


def with_periods(parts: Parts, axes: Sequence[str], keys: Sequence[Key]) -> Parts:
    """The same, where a period such as 2010-2014 of any edition is also divided into the years that some edition names."""
    if YEAR not in axes:
        return parts
    axis = axes.index(YEAR)
    named = {key[axis] for key in keys}
    found = defaultdict(set, {member: set(splits) for member, splits in parts.items()})
    for period in named:
        first, _, last = period.partition("-")
        if first.isdigit() and last.isdigit():
            found[axis, period].add(
                frozenset(year for year in named if year.isdigit() and int(first) <= int(year) <= int(last))
            )
    return {member: {split for split in splits if split} for member, splits in found.items()}


def with_zones(parts: Parts, axes: Sequence[str], earlier: Sequence[LedgerEntry]) -> Parts:
    """The same, where a zone is also divided into the districts that an earlier edition named in it."""
    if PLACE not in axes:
        return parts
    axis = axes.index(PLACE)
    found = {member: set(splits) for member, splits in parts.items()}
    for entry in earlier:
        inside: dict[str, set[str]] = defaultdict(set)
        for district, zone in entry.places.items():
            inside[zone].add(district)
        for zone, districts in inside.items():
            found.setdefault((axis, zone), set()).add(frozenset(districts))
    return found


def _rows(cells: Cells) -> Iterator[tuple[int, list[int]]]:
    """Each sum that holds as its total and its parts."""
    for row in range(cells.sums.shape[0]):
        span = slice(cells.sums.indptr[row], cells.sums.indptr[row + 1])
        at, sign = cells.sums.indices[span], cells.sums.data[span]
        if (sign > 0).any() and (sign < 0).any():
            yield int(at[sign > 0][0]), at[sign < 0].tolist()


def above_of(parts: Parts) -> Above:
    """For each member of an axis what it is part of, and the division it belongs to."""
    found: Above = defaultdict(list)
    for (axis, top), splits in parts.items():
        for split in splits:
            for member in split:
                found[axis, member].append((top, split))
    return dict(found)


def relations(cells: Cells, mine: Sequence[Key], keys: tuple[Key, ...], parts: Parts) -> tuple[sparse.csr_array, Mask]:
    """The sums between all cells: those of the new edition, and those that cells of earlier editions add.

    A total is the sum of its parts where all of them are listed by some edition, else at least that.
    """
    place = {key: at for at, key in enumerate(keys)}
    above = above_of(parts)
    lines: dict[tuple[int, frozenset[int]], bool] = {}
    for key in keys[len(mine) :]:
        for total, split, axis in _around(key, parts, above):
            found = frozenset(place[one] for one in _children(total, split, axis) if one in place)
            if total in place and found:
                lines[place[total], found] = len(found) == len(split)
    i = [row for row, (_, found) in enumerate(lines) for _ in range(1 + len(found))]
    j = [at for total, found in lines for at in (total, *found)]
    value = [sign for _, found in lines for sign in (1, *(-1 for _ in found))]
    more = sparse.csr_array((np.array(value, dtype=np.int64), (i, j)), (len(lines), len(keys)))
    own = sparse.csr_array((cells.sums.data, cells.sums.indices, cells.sums.indptr), (cells.sums.shape[0], len(keys)))
    whole = np.concatenate([np.ones(own.shape[0], dtype=bool), np.array(list(lines.values()), dtype=bool)])
    return sparse.csr_array(sparse.vstack([own, more])), whole


def _around(key: Key, parts: Parts, above: Above) -> Iterator[tuple[Key, frozenset[str], int]]:
    """The sums a cell may stand in, as total or as part; a member nobody divides or holds is part of all."""
    for axis, member in enumerate(key):
        for split in parts.get((axis, member), ()):
            yield key, split, axis
        alone = [] if member == ALL else [(ALL, frozenset((member, "\0")))]
        for top, split in above.get((axis, member), alone):
            yield (*key[:axis], top, *key[axis + 1 :]), split, axis


def _children(total: Key, split: frozenset[str], axis: int) -> Iterator[Key]:
    return ((*total[:axis], member, *total[axis + 1 :]) for member in sorted(split))
