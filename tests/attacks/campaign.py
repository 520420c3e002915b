"""Editions published as the path publishes them, from random registries, and the questions an outsider asks of them."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import cast

import numpy as np
from attacks.outsider import ALL, PURPOSE, SOURCE, Attacker, Key, Programme, Public, Target, programme, put
from attacks.registries import POLICY, People, corrected, layout, people, rezoned, table, tables, truth

import yupay.beside as path
from yupay.derive.registry.counts import TableCounts
from yupay.keep.ledger import Ledger
from yupay.model.problem import StudyProblems
from yupay.model.registry import AXES, EditionPolicy, LedgerEntry
from yupay.protect.registry import Protected, protected
from yupay.run import OpenStudy

DAY = date(2030, 1, 1)


@dataclass
class Campaign:
    """What was published of a registry, the persons behind it, and what was refused."""

    public: list[Public] = field(default_factory=list)
    behind: list[People] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


def published(
    editions: Sequence[tuple[People, Sequence[TableCounts]]], policies: Sequence[EditionPolicy] = (POLICY,)
) -> Campaign:
    """Publish editions one after another by the path's own judgement; one that may not leave as asked leaves as the nearest safe one.

    Args:
        editions: the persons and their counts, oldest first.
        policies: that of each edition; the last one for all that follow.

    """
    made, ledger = Campaign(), Book()
    for number, (registry, counted) in enumerate(editions):
        policy, name = policies[min(number, len(policies) - 1)], f"e{number}"
        try:
            path.same_zones(registry.zone_of, ledger.entries)
            then = [one.own_counts() for one in made.protected]
            safe, _ = path.judged(protected(counted, policy), asked(policy, name), ledger, then)
        except StudyProblems as stopped:
            made.refused.update(problem.code for problem in stopped.problems)
            continue
        ledger.entries.append(_line(name, safe, policy, registry))
        made.public.append(Public(safe.tables, safe.public_cells(), registry.zone_of, registry.institutions))
        made.behind.append(registry)
        made.protected.append(safe)
    return made


class Book(Ledger):
    """A ledger in memory."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))


def asked(policy: EditionPolicy, edition: str) -> path.Asked:
    """An edition asked for as `yupay release --nearest` does; a rehearsal leaves no line of what was refused."""
    nothing = cast(OpenStudy, None)
    return path.Asked(nothing, policy, edition, DAY, dry_run=True, nearest=True)


def _line(edition: str, made: Protected, policy: EditionPolicy, registry: People) -> LedgerEntry:
    """The line of the ledger that an edition leaves."""
    cells = made.public_cells()
    digest = hashlib.sha256(repr(cells).encode()).hexdigest()
    said = {"edition": edition, "made": DAY.isoformat(), "kind": "published", "policy": "", "previous": ""}
    told = {"digest": digest, "cells": cells, "threshold": policy.threshold, "places": registry.zone_of}
    return LedgerEntry.model_validate({**said, **told})


def campaign(seed: int, size: int | None = None) -> Campaign:
    """Three editions of a random registry that only grows, with the same tables."""
    registry, chosen = people(seed, size), layout(seed)
    return published([(one, tables(one, chosen)) for one in grown(registry)])


def recut(seed: int) -> Campaign:
    """The same with other tables in every edition: dropped, back again, years cut otherwise."""
    registry = people(seed)
    return published([(one, tables(one, layout(3 * seed + edition))) for edition, one in enumerate(grown(registry))])


def amended(seed: int) -> Campaign:
    """The same tables of a registry whose records are corrected and taken back between editions."""
    registry, chosen = people(seed), layout(seed)
    return published(
        [(one, tables(one, chosen)) for one in (corrected(registry, edition, seed) for edition in range(3))]
    )


def moved(seed: int) -> Campaign:
    """The same tables after a district went to another zone."""
    registry, chosen = people(seed), layout(seed)
    zones = [rezoned(one, edition) for edition, one in enumerate(grown(registry))]
    return published([(one, tables(one, chosen)) for one in zones])


def grown(registry: People) -> list[People]:
    """The registry as of each edition."""
    return [one for edition in range(3) if len((one := registry.until(edition)).on)]


def is_person(key: Key) -> bool:
    return key[0] == "person"


def value(registry: People, key: Key) -> int | None:
    """The true count at an address; None where it is no count of persons."""
    try:
        return truth(registry, key, AXES)
    except KeyError:
        return None


def small(number: int | None, k: int) -> bool:
    return number is not None and 1 <= abs(number) <= k - 1


def _line_of(weights: Sequence[float]) -> bool:
    """Whether a row is a total and its parts."""
    return weights[0] == 1 and all(one == -1 for one in weights[1:])


def hidden_counts(made: Programme, behind: Sequence[People], k: int) -> Iterator[Target]:
    """Every count of 1 to k - 1 of any edition, in a table or not: a list's complement is a count too."""
    for (edition, key), at in made.place.items():
        if not is_person(key) and small(true := value(behind[edition], key), k):
            yield Target("count", (at,), (1.0,), int(true or 0), (str(edition), *key))


def small_groups(made: Programme, behind: Sequence[People], k: int) -> Iterator[Target]:
    """Everybody but one member of a line (boys are all but girls), where they are 1 to k - 1."""
    seen: set[tuple[int, int]] = set()
    for places, weights, low, high in made.rows:
        (edition, key), one_edition = made.names[places[0]], {made.names[at][0] for at in places}
        if (
            low != high
            or len(one_edition) > 1
            or len(places) < 4
            or not _line_of(weights)
            or is_person(made.names[places[-1]][1])
        ):
            continue
        total = value(behind[edition], key)
        for at in places[1:]:
            part = value(behind[edition], made.names[at][1])
            if total is None or part is None or not small(total - part, k) or (places[0], at) in seen:
                continue
            seen.add((places[0], at))
            yield Target("group", (places[0], at), (1.0, -1.0), total - part, (str(edition), *made.names[at][1]))


def small_sums(attacker: Attacker, behind: Sequence[People], k: int) -> Iterator[Target]:
    """The hidden members of a line together, where they are 1 to k - 1: two hidden siblings under printed ones."""
    made = attacker.made
    for places, weights, low, high in made.rows:
        (edition, _), one_edition = made.names[places[0]], {made.names[at][0] for at in places}
        open_ = [at for at in places[1:] if attacker.label[at] >= 0]
        if (
            low != high
            or len(one_edition) > 1
            or len(open_) < 2
            or not _line_of(weights)
            or is_person(made.names[places[-1]][1])
        ):
            continue
        true = [value(behind[edition], made.names[at][1]) for at in open_]
        if all(one is not None for one in true) and small(together := sum(one or 0 for one in true), k):
            yield Target("sum", tuple(open_), (1.0,) * len(open_), together, (str(edition), *made.names[open_[0]][1]))


def differences(made: Programme, behind: Sequence[People], k: int) -> Iterator[Target]:
    """Every count that changed by 1 to k - 1 between two editions."""
    for (edition, key), at in made.place.items():
        for earlier in range(edition):
            before = made.place.get((earlier, key))
            if before is None or is_person(key):
                continue
            now, then = value(behind[edition], key), value(behind[earlier], key)
            if now is not None and then is not None and small(now - then, k):
                yield Target("difference", (at, before), (1.0, -1.0), now - then, (f"{earlier}-{edition}", *key))


def alike(made: Programme, behind: Sequence[People]) -> Iterator[Target]:
    """Groups that are all of one purpose: the group without them, which is nobody, must not be known to be so."""
    for (edition, key), at in made.place.items():
        if is_person(key) or key[PURPOSE] == ALL or key[SOURCE] != ALL:
            continue
        group = made.place.get((edition, put(key, PURPOSE, ALL)))
        if group is None:
            continue
        whole, part = value(behind[edition], put(key, PURPOSE, ALL)), value(behind[edition], key)
        if whole and whole == part:
            yield Target("one purpose", (group, at), (1.0, -1.0), 0, (str(edition), *key))


def crossings(made: Programme, behind: Sequence[People], k: int) -> Iterator[Target]:
    """Every crossing of two or three axes that no table offers, where it counts 1 to k - 1: a sum over kinds of persons."""
    for edition, registry in enumerate(behind):
        kinds = [(at, key[1:]) for (held, key), at in made.place.items() if held == edition and is_person(key)]
        told = [axis for axis in range(len(AXES)) if len({kind[axis] for _, kind in kinds}) > 1]
        for axes in (*combinations(told, 2), *combinations(told, 3)):
            groups: dict[Key, list[int]] = {}
            for at, member in kinds:
                groups.setdefault(tuple(member[at] if at in axes else ALL for at in range(len(AXES))), []).append(at)
            for key, places in groups.items():
                if (edition, key) not in made.place and small(true := value(registry, key), k):
                    yield Target("crossing", tuple(places), (1.0,) * len(places), int(true or 0), (str(edition), *key))


def attacked(
    made: Campaign,
    width: float = POLICY.width,
    *,
    persons: bool = False,
    grows: bool = True,
    undecided: Counter[str] | None = None,
) -> dict[Target, tuple[float, float]]:
    """Everything that all editions together give away: a number within less than the width; a sum, a group or a purpose exactly.

    `undecided` is added to, under "ends", where no answer came in time; such an end counts as open.
    """
    k = POLICY.threshold
    attacker = Attacker(programme(made.public, persons=persons, grows=grows))
    numbers = [*hidden_counts(attacker.made, made.behind, k), *differences(attacker.made, made.behind, k)]
    groups = [*small_groups(attacker.made, made.behind, k), *small_sums(attacker, made.behind, k)]
    alike_ = list(alike(attacker.made, made.behind))
    if persons:
        numbers += crossings(attacker.made, made.behind, k)
    found = attacker.short(numbers, width) | attacker.short([*groups, *alike_], 1)
    if undecided is not None:
        undecided["ends"] += attacker.undecided
    return found


def subtracted(
    made: Campaign, width: float, *, undecided: Counter[str] | None = None
) -> dict[Target, tuple[float, float]]:
    """What each institution works out of the people of others, knowing its list and its people in every cell of every edition.

    In one edition how many others there are, and between two how many more or fewer.
    """
    found: dict[Target, tuple[float, float]] = {}
    whole = programme(made.public)
    for number, name in enumerate(made.behind[0].institutions):
        own: dict[tuple[int, Key], int] = {}
        listed: dict[tuple[int, Key], int] = {}
        for place in whole.place:
            mine = made.behind[place[0]].only(made.behind[place[0]].on[:, number])
            if place[1][SOURCE] in (ALL, name) and not is_person(place[1]):
                (own if place[1][SOURCE] == ALL else listed)[place] = value(mine, place[1]) or 0
        attacker = Attacker(programme(made.public, floor=own, known=listed))
        rest = {place: (value(made.behind[place[0]], place[1]) or 0) - held for place, held in own.items()}
        found |= attacker.short([*_others(attacker.made, rest, name)], width)
        if undecided is not None:
            undecided["ends"] += attacker.undecided
    return found


def _others(made: Programme, rest: Mapping[tuple[int, Key], int], name: str) -> Iterator[Target]:
    """The people of others, and their differences between editions, that are few."""
    k = POLICY.threshold
    for (edition, key), left in rest.items():
        at = made.place[edition, key]
        if small(left, k):
            yield Target("others", (at,), (1.0,), left, (name, str(edition), *key))
        for earlier in range(edition):
            before = rest.get((earlier, key))
            if before is not None and small(left - before, k):
                about = (name, f"{earlier}-{edition}", *key)
                yield Target("others more", (at, made.place[earlier, key]), (1.0, -1.0), left - before, about)


def kind(ends: tuple[float, float]) -> str:
    """Whether a number was worked out exactly."""
    return "exactly" if ends[0] == ends[1] else "narrowly"


def agreeing(counts: Sequence[int]) -> dict[str, set[int]]:
    """The values left for each hidden year of a table of years to whoever runs the program on every filling of it."""
    years = tuple(str(2014 + at) for at in range(len(counts)))

    def made(people_of: np.ndarray) -> Protected:
        own = np.zeros((1, len(years)), dtype=np.int64)
        declared = table("years", ("year",), place="total")
        return protected([TableCounts(declared, ("year",), (years,), {}, ("i0",), people_of, own)], POLICY)

    true = np.array(counts, dtype=np.int64)
    seen = made(true)
    gone = [at for at, year in enumerate(years) if seen.hidden[seen.cells.place[at_year(year)]]]
    found: dict[str, set[int]] = {years[at]: set() for at in gone}
    for filling in compositions(int(true[gone].sum()), len(gone)):
        guess = true.copy()
        guess[gone] = filling
        if (made(guess).hidden == seen.hidden).all():
            for at in gone:
                found[years[at]].add(int(guess[at]))
    return found


def at_year(year: str) -> Key:
    return tuple(year if axis == "year" else ALL for axis in AXES)


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a number of persons among some cells."""
    if parts <= 1:
        yield (total,) * parts
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in compositions(total - first, parts - 1))
