"""What ties the tables of a registry besides their own sums? A list and those not on it are everybody; a period is its years.

Counts by institution hang on the counts of people, year by year and over all years; the single years that stand beside a
period add up to it at every address.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from yupay.derive.registry.counts import ALL, TableCounts
from yupay.model.registry import AXES
from yupay.protect.cells.system import Cells, Key

YEAR = AXES.index("year")
NOT_ON, ENTRIES, REPEATED = "not on ", "entries", "more than once"


def tied(by_source: TableCounts, tables: Sequence[TableCounts]) -> Cells | None:
    """How counts by institution hang on the counts of people, year by year and over all years.

    everybody = on the list + not on the list; entries = sum over lists = everybody + those counted more than once.
    """
    everybody = _everybody(tables)
    totals: dict[str, int] = {}
    counts: dict[Key, int] = {}
    rows: list[tuple[Key, tuple[Key, ...]]] = []
    for year, own in _by_year(by_source):
        if year not in everybody:
            continue
        whole = _key(year, ALL)
        counts[whole] = totals[year] = everybody[year]
        for name, people in own.items():
            on, off = _key(year, name), _key(year, NOT_ON + name)
            counts |= {on: people, off: everybody[year] - people}
            rows.append((whole, (on, off)))
        entries, again = _key(year, ENTRIES), _key(year, REPEATED)
        counts |= {entries: sum(own.values()), again: sum(own.values()) - everybody[year]}
        rows += [(entries, tuple(_key(year, name) for name in own)), (entries, (whole, again))]
    return _made(counts, rows) if rows else None


def periods(cells: Cells) -> Cells | None:
    """How the years that stand beside a period add up to it, at every address where both are known."""
    counts: dict[Key, int] = {}
    rows: list[tuple[Key, tuple[Key, ...]]] = []
    for key in cells.keys:
        first, _, last = key[YEAR].partition("-")
        if not (first.isdigit() and last.isdigit()):
            continue
        single = [(*key[:YEAR], str(year), *key[YEAR + 1 :]) for year in range(int(first), int(last) + 1)]
        known = tuple(one for one in single if one in cells.place)
        total = int(cells.counts[cells.place[key]])
        found = {one: int(cells.counts[cells.place[one]]) for one in known}
        if known and sum(found.values()) == total:
            counts |= {key: total, **found}
            rows.append((key, known))
    return _made(counts, rows) if rows else None


def _by_year(one: TableCounts) -> list[tuple[str, dict[str, int]]]:
    years = one.members[1]
    found = [
        (year, dict(zip(one.institutions, one.people[:, at].tolist(), strict=True))) for at, year in enumerate(years)
    ]
    whole = dict(zip(one.institutions, one.people.sum(axis=1).tolist(), strict=True))
    return [*(pair for pair in found if pair[0] != ALL), (ALL, whole)]


def _everybody(tables: Sequence[TableCounts]) -> dict[str, int]:
    """The people of each year that some table prints, and of all years."""
    found: dict[str, int] = {}
    for one in tables:
        if "source" in one.axes:
            continue
        found[ALL] = int(one.people.sum())
        if "year" in one.axes:
            at = one.axes.index("year")
            others = tuple(axis for axis in range(one.people.ndim) if axis != at)
            found |= dict(zip(one.members[at], one.people.sum(axis=others).tolist(), strict=True))
    return found


def _key(year: str, source: str) -> Key:
    return tuple({"year": year, "source": source}.get(axis, ALL) for axis in AXES)


def _made(counts: dict[Key, int], rows: list[tuple[Key, tuple[Key, ...]]]) -> Cells:
    place = {key: at for at, key in enumerate(counts)}
    i = [row for row, (_, parts) in enumerate(rows) for _ in range(1 + len(parts))]
    j = [place[key] for total, parts in rows for key in (total, *parts)]
    sign = [value for _, parts in rows for value in (1, *(-1 for _ in parts))]
    sums = sparse.csr_array((np.array(sign, dtype=np.int64), (i, j)), (len(rows), len(place)))
    return Cells(AXES, tuple(counts), np.array(list(counts.values()), dtype=np.int64), sums)
