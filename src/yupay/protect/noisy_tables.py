"""What do the tables with noise of an edition cost, and what do they print? Planned before anything else, drawn after everything else.

Everything that may stop an edition stops it before a draw: the cap, the budget of the year, a missing opendp, a name that
is taken, and what the protected tables are refused for. Epsilon is what one edition costs: a person stands in one cell of
each of its tables, so that the tables share it. All of them are drawn by the digest of everybody in the registry, not of
their own cells: a table that came back unchanged beside one that did not would tell where somebody came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import product

import numpy as np

from yupay.derive.registry.declared import DeclaredCounts
from yupay.keep.ledger import Ledger, published, spent
from yupay.model.problem import StudyProblems
from yupay.model.registry import CellKey, EditionPolicy, LedgerEntry, NoisyCell, NoisyTable
from yupay.model.text import Text
from yupay.protect import noise
from yupay.protect.cells.system import Axis, Counts
from yupay.study.release_policy import YEARLY
from yupay.study.toml import stop

UNNAMED = ""


@dataclass(frozen=True)
class Plan:
    """The tables with noise of one edition: those that were drawn for these data before, and those to be drawn.

    `epsilon` is what one table costs that is to be drawn.
    """

    counts: tuple[DeclaredCounts, ...]
    missing: tuple[DeclaredCounts, ...]
    epsilon: float

    @property
    def cost(self) -> float:
        """What is still to be paid."""
        return self.epsilon * len(self.missing)


def planned(
    entries: Sequence[LedgerEntry], counts: Sequence[DeclaredCounts], policy: EditionPolicy, edition: str, day: date
) -> Plan:
    """What must be drawn, and that it may be: nothing is drawn here.

    Raises:
        StudyProblems: P653 the name belongs to an edition of other data, P655 the cap or the budget of the year would be
            passed, P656 opendp is not installed.

    """
    missing = tuple(one for one in counts if line_of(entries, one) is None)
    plan = Plan(tuple(counts), missing, policy.epsilon / max(len(counts), 1))
    if missing:
        published(entries, edition, UNNAMED)
        noise.check_cap(entries, plan.cost, policy.epsilon_cap)
        check_year(entries, plan.cost, day.year)
        if find_spec("opendp") is None:
            raise StudyProblems([noise.unavailable()])
    return plan


def check_year(entries: Sequence[LedgerEntry], cost: float, year: int) -> None:
    """Refuse a draw that the budget of a calendar year does not allow.

    Raises:
        StudyProblems: P655.

    """
    total = spent(one for one in entries if one.made.startswith(f"{year}-")) + cost
    if total > YEARLY + noise.SLACK:
        got = Text(es=f"{total:g} en {year} con este sorteo", en=f"{total:g} in {year} with this draw")
        expected = Text(es=f"{YEARLY:g} o menos por año", en=f"{YEARLY:g} or less a year")
        raise stop("P655", "release.toml", got, expected, act=noise.NO_DRAW)


def drawn(ledger: Ledger, plan: Plan, edition: str, day: date, cap: float) -> tuple[NoisyTable, ...]:
    """The tables with noise, every one of them in the ledger: what was not drawn before is drawn now.

    Raises:
        StudyProblems: P655, P656; P654 the ledger cannot be written.

    """
    for one in plan.missing:
        noise.noisy_counts(
            ledger,
            edition,
            day.isoformat(),
            table=one.table.id,
            data=one.data,
            keys=keys_of(one),
            counts=one.people.ravel().tolist(),
            epsilon=plan.epsilon,
            cap=cap,
        )
    return so_far(ledger.entries, plan)


def so_far(entries: Sequence[LedgerEntry], plan: Plan) -> tuple[NoisyTable, ...]:
    """The tables with noise as far as they are in the ledger: one still to be drawn has no cells."""
    return tuple(_table(one, line_of(entries, one), plan.epsilon) for one in plan.counts)


def spent_by(entries: Sequence[LedgerEntry], plan: Plan, *, dry_run: bool) -> float:
    """What all noise had cost when the last table of a plan was drawn, the same at every build; in a dry run, what it would."""
    if dry_run and plan.missing:
        return spent(entries) + plan.cost
    lines = [line.entry for one in plan.counts if (line := line_of(entries, one)) is not None]
    last = max((at for at, entry in enumerate(entries) if entry.entry in lines), default=-1)
    return spent(entries[: last + 1])


def line_of(entries: Sequence[LedgerEntry], one: DeclaredCounts) -> LedgerEntry | None:
    """The line of the ledger that keeps what was drawn for a table and its data."""
    kept = [entry for entry in entries if entry.kind == "noise" and entry.digest == one.data]
    return next((entry for entry in kept if any(cell.table == one.table.id for cell in entry.cells)), None)


def keys_of(one: DeclaredCounts) -> list[CellKey]:
    """The addresses of the inner cells, in the order of the counts."""
    return [CellKey(**dict(zip(one.axes, members, strict=True))) for members in product(*one.members)]


def _table(one: DeclaredCounts, line: LedgerEntry | None, epsilon: float) -> NoisyTable:
    """A table as its line of the ledger keeps it, with the sums of its cells; without cells where there is no line."""
    cost = epsilon if line is None else line.epsilon
    size, ends = one.people.size, (noise.reach(cost, 1), noise.reach(cost, one.people.size))
    told = {"table": one.table, "inner": size, "epsilon": cost, "scale": 1 / cost}
    told |= dict(zip(("reach", "total_reach"), ends, strict=True))
    if line is None:
        return NoisyTable.model_validate(told)
    kept = {cell.key: cell.count or 0 for cell in line.cells}
    inner = np.array([kept[key] for key in keys_of(one)], dtype=np.int64).reshape(one.people.shape)
    return NoisyTable.model_validate(told | {"cells": _with_sums(one, inner, cost)})


def _with_sums(one: DeclaredCounts, inner: Counts, epsilon: float) -> tuple[NoisyCell, ...]:
    """The drawn cells and every margin of them, each with how many of them it sums."""
    axes = [
        Axis(axis, members, one.parents if axis == "place" else {})
        for axis, members in zip(one.axes, one.members, strict=True)
    ]
    sums, parts = inner, np.ones_like(inner)
    for at, axis in enumerate(axes):
        holds = axis.holds().toarray()
        sums, parts = (np.moveaxis(np.tensordot(holds, each, (1, at)), 0, at) for each in (sums, parts))
    within = {n: noise.reach(epsilon, n) for n in np.unique(parts).tolist()}
    return tuple(
        NoisyCell(key=CellKey(**dict(zip(one.axes, key, strict=True))), count=count, parts=n, reach=within[n])
        for key, count, n in zip(
            product(*(axis.nodes for axis in axes)), sums.ravel().tolist(), parts.ravel().tolist(), strict=True
        )
    )
