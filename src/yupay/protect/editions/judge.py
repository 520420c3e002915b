"""Does this edition, with every earlier one, let anyone work out a small difference?

A difference is judged for every cell and every pair of editions. Small is 1 to k - 1 in either direction. It can be worked
out where its possible values span less than `width`; where records are only ever added, also where no value of k or more
is possible: then no sum of cells can be known to be small either, since a sum is at least each of its parts. Where
records are also taken out, the sums along the lines of the tables are judged as well. What an earlier edition hid is
judged again: the new one must not narrow it. True counts of earlier editions are not kept, so that a difference of an
unknown size counts as small wherever it may be. All is judged twice: for an outsider who knows that counts are not
negative, and for one who also knows that a hidden count is not 0 where zeros are printed; half the width is left to that
one, as in a single edition.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yupay.model.registry import LedgerEntry
from yupay.protect.cells.system import Cells, Key, Mask, Values
from yupay.protect.editions.joint import NONE, Goal, Joint, System, system_of
from yupay.protect.editions.reading import Bar, Reading, reading, reading_knowing
from yupay.protect.editions.series import Series

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Difference:
    """A difference that can be worked out: `later` minus `earlier` of a cell lies between `low` and `high`.

    `cells`: how many cells it is the sum of, those not certain under the total `key`; 1 for the cell itself.
    """

    key: Key
    earlier: str
    later: str
    low: int = field(repr=False)
    high: int = field(repr=False)
    cells: int = 1


@dataclass(frozen=True)
class Narrowed:
    """A cell hidden in an edition whose possible values the editions together leave too few."""

    key: Key
    edition: str
    low: int = field(repr=False)
    high: int = field(repr=False)


@dataclass(frozen=True)
class Verdict:
    """Whether an edition may stand beside the earlier ones.

    `cumulative`: it was judged as a series whose records are only ever added; False where that was asked for or where
    printed counts went down. `related`: the sums of the new edition hold in the earlier ones too. `editions`: how many
    earlier ones were read. The new edition is "" in `later` and `edition`.
    """

    small_differences: tuple[Difference, ...]
    narrowed: tuple[Narrowed, ...]
    cumulative: bool
    related: bool
    editions: int

    @property
    def safe(self) -> bool:
        """Whether nothing small can be worked out."""
        return not self.small_differences and not self.narrowed


def judge(
    cells: Cells,
    hidden: Mask,
    earlier: Sequence[LedgerEntry],
    k: int,
    *,
    width: float | None = None,
    cumulative: bool = True,
    sensitive: Mask | None = None,
    own: tuple[Values | None, ...] = (),
) -> Verdict:
    """Judge a new edition together with every earlier one.

    Args:
        cells: the cells of the new edition with their true counts.
        hidden: those it would not print, bool[n].
        earlier: the editions published before, oldest first (`kind == "published"`).
        k: the threshold; 1 to k - 1 is small.
        width: the narrowest range of a small difference or a hidden cell; k - 1 where not given.
        cumulative: records are only ever added; read as not so where printed counts went down.
        sensitive: the cells of the new edition that must stay open whatever their size, bool[n]: an institution may
            nearly fill them. Of an earlier edition nobody knows which they were, so every hidden cell counts as one.
        own: for each earlier edition by how much the people of each institution changed, [institutions, n] each: a
            difference that is small once they are taken out counts as small.

    Returns:
        The verdict; safe without any earlier edition.

    """
    bar = Bar(k, k - 1 if width is None else width, cumulative, sensitive=sensitive, own=own)
    return judged(cells, hidden, earlier, bar)


def judged(cells: Cells, hidden: Mask, earlier: Sequence[LedgerEntry], bar: Bar) -> Verdict:
    """The verdict of one bar, as in `judge`."""
    if not earlier:
        return Verdict((), (), bar.cumulative, True, 0)
    read = reading(cells, hidden, earlier, bar)
    flagged = [*certain(read.series, read.bar), *(() if read.bar.cumulative else _lines(read.series, read.bar))]
    found, narrowed = derived(read)
    if not found and not narrowed and (knowing := reading_knowing(cells, hidden, earlier, read)) is not None:
        found, narrowed = derived(knowing)
    return Verdict((*flagged, *found), narrowed, read.bar.cumulative, read.related, len(earlier))


def judge_both_ways(
    cells: Cells,
    hidden: Mask,
    earlier: Sequence[LedgerEntry],
    k: int,
    *,
    width: float | None = None,
    sensitive: Mask | None = None,
    own: tuple[Values | None, ...] = (),
) -> Verdict:
    """The verdict of who takes counts to grow only and of who does not: the first that is not safe, else the second.

    In a linked registry counts may fall, and an outsider may take them to grow all the same.
    """
    grown = judge(cells, hidden, earlier, k, width=width, cumulative=True, sensitive=sensitive, own=own)
    if not grown.safe:
        return grown
    return judge(cells, hidden, earlier, k, width=width, cumulative=False, sensitive=sensitive, own=own)


def certain(series: Series, bar: Bar) -> Iterator[Difference]:
    """Small differences between counts that both editions print."""
    last = len(series.names) - 1
    for before in range(last):
        both = series.known[before] & series.known[last]
        change = np.where(both, series.low[last] - series.low[before], 0.0)
        for at in np.flatnonzero(small(change, change, bar.k) | (both & bar.small_to_some(change, before))):
            yield Difference(series.keys[at], series.names[before], "", int(change[at]), int(change[at]))


def small(low: Values, high: Values, k: int) -> NDArray[np.bool_]:
    """Whether a value between low and high may be one of 1 to k - 1, up or down."""
    return np.asarray(((high >= 1) & (low <= k - 1)) | ((low <= -1) & (high >= 1 - k)))


def _lines(series: Series, bar: Bar) -> Iterator[Difference]:
    """Small sums of differences along a line of a table: the total's less those that are certain."""
    last = len(series.names) - 1
    rows = series.sums[np.flatnonzero(series.whole)]
    for before in range(last):
        sure = series.known[before] & series.known[last]
        change = np.where(sure, series.low[last] - series.low[before], 0.0)
        rest, open_parts = rows @ change, (rows < 0).astype(np.int64) @ ~sure
        open_totals = (rows > 0).astype(np.int64) @ ~sure
        for at in np.flatnonzero((open_totals == 0) & (open_parts > 1) & small(rest, rest, bar.k)):
            span = slice(rows.indptr[at], rows.indptr[at + 1])
            total = rows.indices[span][rows.data[span] > 0][0]
            value = int(rest[at])
            yield Difference(series.keys[total], series.names[before], "", value, value, int(open_parts[at]))


def derived(read: Reading) -> tuple[tuple[Difference, ...], tuple[Narrowed, ...]]:
    """What the programme gives away: differences, and hidden cells that became narrow."""
    series, bar = read.series, read.bar
    found = ranges(series, read.joint.system, bar, read.joint)
    old = [place for place in found if place[1] != len(series.names) - 1]
    if old:
        rest = series.without_last()
        system = system_of(rest, cumulative=bar.cumulative, related=read.related)
        was = ranges(rest, system, bar, Joint(system), frozenset(old))
        found = {place: ends for place, ends in found.items() if was.get(place) != ends}
    named = [
        (series.names[a], series.names[b], series.keys[u], a, low, high) for (a, b, u), (low, high) in found.items()
    ]
    return (
        tuple(Difference(key, before, after, low, high) for before, after, key, a, low, high in named if a != NONE),
        tuple(Narrowed(key, after, low, high) for _, after, key, a, low, high in named if a == NONE),
    )


def ranges(
    series: Series, system: System, bar: Bar, joint: Joint, only: frozenset[Place] | None = None
) -> dict[Place, tuple[int, int]]:
    """The ranges that fall short, where they may be small; by the places of two editions (-1: none) and of a cell."""
    places = targets(series, system, bar)
    if only is not None:
        places = {column: place for column, place in places.items() if place in only}
    at_least = {column: bar.reach if place[0] != NONE else -np.inf for column, place in places.items()}
    short = joint.short(Goal(np.array(list(places), dtype=np.int64), bar.width, np.array(list(at_least.values()))))
    whatever = _whatever_size(series, bar)
    return {
        places[column]: (low, high)
        for column, (low, high) in short.items()
        if whatever(places[column]) or small(np.array(low), np.array(high), bar.k).all()
    }


def _whatever_size(series: Series, bar: Bar) -> Callable[[Place], bool]:
    """Whether something must stay open however large it is: for the sake of an institution that subtracts its own."""
    last = len(series.names) - 1
    change = [np.where(known, series.true - low, np.nan) for known, low in zip(series.known, series.low, strict=True)]
    to_some = [bar.small_to_some(change[before], before) for before in range(last)]

    def held(place: Place) -> bool:
        before, after, u = place
        return bar.sensitive is not None if before == NONE else after == last and bool(to_some[before][u])

    return held


def targets(series: Series, system: System, bar: Bar) -> dict[int, Place]:
    """The columns that must stay open: differences that may be small, and hidden cells that may be."""
    last = len(series.names) - 1
    places: dict[int, Place] = {}
    for (before, after), columns in zip(system.pairs, system.difference, strict=True):
        change = np.where(series.known[before] & (after == last), series.true - series.low[before], np.nan)
        harmless = ~np.isnan(change) & ~small(change, change, bar.k) & ~bar.small_to_some(change, before)
        chosen = (columns != NONE) & ~harmless
        places |= {int(columns[u]): (before, after, int(u)) for u in np.flatnonzero(chosen)}
    for edition, columns in enumerate(system.cell):
        chosen = columns != NONE
        if edition == last:
            chosen &= (series.true >= 1) & (series.true <= bar.k - 1) | np.isnan(series.true) | bar.watched(len(chosen))
        places |= {int(columns[u]): (NONE, edition, int(u)) for u in np.flatnonzero(chosen)}
    return places
