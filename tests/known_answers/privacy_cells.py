"""The rows about hidden cells (T1 to T5): intervals by linear and by whole-number programmes, the rule of single contributors, an optimum."""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from yupay.protect.cells.audit import audit, intervals
from yupay.protect.cells.primary import small
from yupay.protect.cells.suppress import alone, suppress
from yupay.protect.cells.system import Axis, Cells, Mask, crossed, joined

TOTAL = "Total"
LINKED = {"T3_county_only": ("county",), "T3_size_only": ("size",)}


def answer(case: str, key: str, folder: Path) -> str | None:
    """The answer to one row, as its file writes it; None where it is not one of these."""
    kind, _, cell = key.partition("[")
    if kind in ("interval_lp", "interval_int") and case.startswith(("T1", "T2", "T3")):
        low, high = _intervals(case, folder, kind == "interval_int")[cell.rstrip("]")]
        return f"{round(low, 6):g}..{round(high, 6):g}"
    if kind == "exactly_recovered":
        cells, hidden = table(case, folder)
        found = audit(cells, hidden, np.zeros_like(hidden), 0.0).exactly_recovered
        return str(cells.place[_key(cell.rstrip("]"))] in found).lower()
    if case == "T4" and key == "rule":
        return single_contributor(folder)
    return people(key.partition("[")[0], cell.rstrip("]"), folder) if case == "T5" else None


@cache
def _intervals(case: str, folder: Path, whole: bool) -> dict[str, tuple[float, float]]:
    cells, hidden = table(case, folder)
    low, high = intervals(cells, hidden, whole=whole)
    return {"|".join(cells.keys[at]): (low[at], high[at]) for at in np.flatnonzero(hidden)}


def _rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    (path,) = sorted(folder.glob(pattern))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(words: str) -> tuple[str, ...]:
    return tuple("" if part == TOTAL else part for part in words.split("|"))


@cache
def table(case: str, folder: Path) -> tuple[Cells, Mask]:
    """The system of a case and which of its cells are hidden."""
    if case.startswith("T3"):
        return regions(case, folder)
    rows = _rows(folder, f"{case}_*.csv")
    axes = [
        Axis(name, tuple(dict.fromkeys(row[name] for row in rows if row[name] != TOTAL))) for name in ("row", "col")
    ]
    value = {(row["row"], row["col"]): int(row["value"]) for row in rows}
    cells = crossed(axes, np.array([[value[r, c] for c in axes[1].members] for r in axes[0].members]))
    for (r, c), count in value.items():
        assert cells.counts[cells.place[_key(f"{r}|{c}")]] == count
    return cells, hides(cells, [f"{row['row']}|{row['col']}" for row in rows if row["status"] != "published"])


def hides(cells: Cells, names: list[str]) -> Mask:
    hidden = np.zeros(len(cells.counts), dtype=bool)
    hidden[[cells.place[_key(name)] for name in names]] = True
    return hidden


def regions(case: str, folder: Path) -> tuple[Cells, Mask]:
    """The two classifications of one set of regions, alone or linked."""
    rows, links = _rows(folder, "T3_linked*.csv"), _rows(folder, "T3_hier*.csv")
    value = {row["region"]: int(row["value"]) for row in rows}
    finest = tuple(name for name in value if name not in {link["parent"] for link in links})
    made = []
    for kind in LINKED.get(case, ("county", "size")):
        above = {link["child"]: _key(link["parent"])[0] for link in links if link["hierarchy"] == kind}
        members = tuple(name for name in finest if name in above)
        made.append(crossed([Axis("region", members, above)], np.array([value[name] for name in members])))
    cells = joined(*made)
    names = [row["region"] for row in rows if row["status"] != "published"]
    return cells, hides(cells, [*names, *(["N"] if case.endswith("N_suppressed") else [])])


def single_contributor(folder: Path) -> str:
    """What the one contributor of a cell works out, and that the rule of single contributors hides more."""
    cells, hidden = table("T4", folder)
    mine, other = cells.place["A", "X2"], cells.place["A", "X4"]
    insider = alone(cells, mine, 1.0)
    low, high = intervals(cells, hidden, known_low=insider.low, known_high=insider.high)
    assert low[other] == high[other] == cells.counts[other]
    row = [at for at, key in enumerate(cells.keys) if key[0] == "A"]
    assert suppress(cells, hidden, width=1, insiders=(insider,))[row].sum() >= 3
    both, own, rest = (int(one) for one in (cells.counts[[mine, other]].sum(), cells.counts[mine], high[other]))
    return (
        "A|X2 is one contributor: with A|X2 and A|X4 the only suppressed cells of row A, the contributor computes "
        f"A|X4 = {both}-{own} = {rest}; a third suppression in row A is required"
    )


def people(quantity: str, cell: str, folder: Path) -> str | None:
    """Counts of persons, the small cells, and the fewest cells hidden besides."""
    rows = _rows(folder, "T5_*.csv")
    axes = [Axis(name, tuple(sorted({row[name] for row in rows}))) for name in ("region", "gender")]
    inner = np.zeros((len(axes[0].members), len(axes[1].members)), dtype=np.int64)
    for row in rows:
        inner[axes[0].members.index(row["region"]), axes[1].members.index(row["gender"])] += 1
    cells = crossed(axes, inner)
    sensitive = small(cells.counts, 3)
    if quantity == "count":
        return str(cells.counts[cells.place[_key(cell)]])
    if quantity == "primary_maxN2":
        return ";".join("|".join(cells.keys[at]) for at in np.flatnonzero(sensitive))
    hidden = suppress(cells, sensitive, width=1)
    fewest = int((hidden & ~sensitive).sum())
    return str(fewest) if quantity == "min_secondary" else _pattern(cells, sensitive, fewest, folder)


def _pattern(cells: Cells, sensitive: Mask, fewest: int, folder: Path) -> str:
    """Any choice as small as ours that gives nothing away is an optimum: the one that is named, where it is one."""
    named = next(row["expected"] for row in _rows(folder, "expected.csv") if row["key"] == "one_optimal_pattern")
    hidden = hides(cells, named.split(";"))
    good = audit(cells, hidden, sensitive, 1.0).passed and int((hidden & ~sensitive).sum()) == fewest
    return named if good else "no optimum"
