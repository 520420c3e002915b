"""Reconstruction: an outsider's programme over everything public finds nothing; and it does find what is not protected.

benchmarks/attacks.py tries the same on a hundred registries; here is a slice of it.
"""

from dataclasses import replace

import numpy as np
import pytest
from attacks.campaign import (
    Campaign,
    agreeing,
    amended,
    attacked,
    campaign,
    kind,
    moved,
    published,
    recut,
    subtracted,
)
from attacks.outsider import ALL, Attacker, Public, Target, address, programme, told_apart
from attacks.registries import POLICY, layout, people, rezoned, table, tables, truth

from yupay.model.registry import AXES, CellKey, PublicCell
from yupay.protect.registry import Protected

YEARS = ("2014", "2015", "2016", "2017")


def printed(counts: dict[tuple[str, str], int | None], axes: tuple[str, ...] = ("place", "year")) -> Public:
    """An edition written by hand: counts by place and year."""
    cells = tuple(
        PublicCell(table="t", key=CellKey(**dict(zip(axes, key, strict=True))), count=count)
        for key, count in counts.items()
    )
    return Public((table("t", axes),), cells, {"D0": "Z0", "D1": "Z0", "D2": "Z1"})


def reached(public: list[Public], edition: int, key: CellKey, **known: bool) -> tuple[float, float]:
    """What an outsider works out of one count."""
    attacker = Attacker(programme(public, **known))
    at = attacker.made.place[edition, tuple(getattr(key, axis) for axis in AXES)]
    return attacker.range(Target("count", (at,), (1.0,), 0))


# ------------------------------------------------- the attacker can do what it says


def test_it_subtracts_what_is_printed_from_a_total() -> None:
    public = printed({("", "2014"): 30, ("", "2015"): None, ("", "2016"): 40, ("", ""): 77})
    assert reached([public], 0, CellKey(year="2015")) == (7, 7)


def test_it_knows_that_a_period_is_its_years() -> None:
    years = {("", year): count for year, count in zip(YEARS, (30, None, None, 40), strict=True)}
    public = printed({**years, ("", "2014-2015"): 37, ("", "2016-2017"): None, ("", ""): 82})
    assert reached([public], 0, CellKey(year="2015")) == (7, 7)
    assert reached([public], 0, CellKey(year="2016")) == (5, 5)


def test_it_knows_that_a_zone_is_its_districts() -> None:
    public = printed({("D0", ""): 20, ("D1", ""): None, ("D2", ""): 30, ("Z0", ""): 23, ("Z1", ""): None, ("", ""): 53})
    assert reached([public], 0, CellKey(place="D1")) == (3, 3)


def test_it_knows_that_a_registry_grows() -> None:
    first = printed({("", "2014"): 30, ("", "2015"): 20, ("", ""): 50})
    second = printed({("", "2014"): None, ("", "2015"): None, ("", ""): 52})
    assert reached([first, second], 1, CellKey(year="2014")) == (30, 32)
    assert reached([first, second], 1, CellKey(year="2014"), grows=False) == (0, 52)


def test_it_knows_that_tables_count_the_same_persons() -> None:
    """Three tables of two axes each leave fewer tables of persons than their sums alone."""
    rows = [
        ({"purpose": "a", "age": "x"}, 9), ({"purpose": "a", "age": "y"}, 1), ({"purpose": "b", "age": "x"}, 1),
        ({"purpose": "b", "age": "y"}, 9), ({"purpose": "a", "sex": "F"}, 9), ({"purpose": "a", "sex": "M"}, 1),
        ({"purpose": "b", "sex": "F"}, 1), ({"purpose": "b", "sex": "M"}, 9),
        ({"age": "x", "sex": "F"}, None), ({"age": "x", "sex": "M"}, None), ({"age": "y", "sex": "F"}, None),
        ({"age": "y", "sex": "M"}, None), ({"purpose": "a"}, 10), ({"purpose": "b"}, 10), ({"age": "x"}, 10),
        ({"age": "y"}, 10), ({"sex": "F"}, 10), ({"sex": "M"}, 10), ({}, 20),
    ]  # fmt: skip
    cells = tuple(PublicCell(table="t", key=CellKey(**key), count=count) for key, count in rows)
    public = Public((table("t", ("age", "sex", "purpose")),), cells, {"D0": "Z0"})
    assert reached([public], 0, CellKey(age="x", sex="F")) == (0, 10)
    assert reached([public], 0, CellKey(age="x", sex="F"), persons=True) == (8, 10)


def test_it_finds_what_the_primary_rules_alone_leave_open() -> None:
    """With the small counts hidden and nothing else, random registries fall: so the silence elsewhere says something."""
    found = [attacked(unguarded(seed), persons=False) for seed in range(3)]
    assert all(any(kind(ends) == "exactly" for ends in one.values()) for one in found)


def unguarded(seed: int) -> Campaign:
    """Editions that hide what is sensitive in itself and no more."""
    safe, made = campaign(seed), Campaign()
    for public, behind, counted in zip(safe.public, safe.behind, safe.protected, strict=True):
        bare: Protected = counted.with_hidden(counted.sensitive | counted.unprinted)
        made.public.append(replace(public, cells=bare.public_cells()))
        made.behind.append(behind)
        made.protected.append(bare)
    return made


def test_every_row_of_the_attack_holds_for_the_persons_behind_it() -> None:
    """An attack with a false row would find nothing true, or everything."""
    for made in (campaign(1), recut(2), moved(3)):
        asked = programme(made.public)
        checked = 0
        for places, weights, low, high in asked.rows:
            known = [counted(made, *asked.names[at]) for at in places]
            if None not in known:
                checked += 1
                assert low <= sum(w * (n or 0) for w, n in zip(weights, known, strict=True)) <= high
        assert checked > 20


def counted(made: Campaign, edition: int, key: tuple[str, ...]) -> int | None:
    try:
        return truth(made.behind[edition], key, AXES)
    except KeyError:
        return None


# ------------------------------------------------- what is published withstands it


@pytest.mark.parametrize("seed", range(6))
def test_three_editions_give_nothing_away(seed: int) -> None:
    made = campaign(seed)
    assert made.public
    assert attacked(made) == {}


@pytest.mark.parametrize("seed", (14, 33))
def test_nor_to_who_counts_persons_and_not_cells(seed: int) -> None:
    made = campaign(seed)
    assert made.public
    assert attacked(made, persons=True) == {}


@pytest.mark.parametrize("seed", (201, 202, 203))
def test_corrections_give_nothing_away(seed: int) -> None:
    made = amended(seed)
    assert made.public
    assert attacked(made, grows=False) == {}


@pytest.mark.parametrize("seed", (301, 302, 303))
def test_an_institution_that_takes_its_own_away_learns_little(seed: int) -> None:
    """Of the others in an edition, or between two, half the threshold stays open to it; the audit says the same of itself."""
    made = campaign(seed)
    assert made.public
    assert subtracted(made, POLICY.threshold // 2) == {}


@pytest.mark.parametrize("seed", (401, 402, 403))
def test_tables_cut_otherwise_in_each_edition_give_no_number_exactly(seed: int) -> None:
    made = recut(seed)
    assert made.public
    assert [target for target, ends in attacked(made).items() if kind(ends) == "exactly"] == []


def test_a_registry_of_nobody_and_of_one() -> None:
    registry = people(5, 120)
    for size in (0, 1, 2, 10):
        some = registry.only(np.arange(len(registry.on)) < size)
        made = published([(some, tables(some, [table("zone-purpose", ("place", "purpose"))]))])
        assert not [one for public in made.public for one in public.cells if one.count and one.count < POLICY.threshold]


def test_a_published_count_is_the_count() -> None:
    """Nothing is published that is wrong: a reader who finds one lie believes nothing."""
    for seed in range(3):
        made = campaign(seed)
        for public, behind in zip(made.public, made.behind, strict=True):
            held = {one: truth(behind, key, AXES) for one in public.cells if ALL in (key := place(one, behind)) or key}
            assert all(one.count in (None, count) for one, count in held.items())


def place(cell: PublicCell, behind: object) -> tuple[str, ...]:
    zone_of: dict[str, str] = behind.zone_of  # type: ignore[attr-defined]
    at = cell.key.place
    inside = "".join(f"{one}+" for one in sorted(zone_of) if zone_of[one] == at)
    return tuple(inside if axis == "place" and inside else getattr(cell.key, axis) for axis in AXES)


# ------------------------------------------------- what the choice of hidden cells tells


@pytest.mark.parametrize("counts", [(31, 7, 9, 40), (12, 12, 5, 34), (9, 12, 14, 15), (3, 9, 26, 11)])
def test_whoever_runs_the_program_on_every_filling_is_left_with_several(counts: tuple[int, ...]) -> None:
    """The method is public: fillings under which it would hide other cells are ruled out. That narrows, and may not decide."""
    values = agreeing(counts)
    assert values
    assert min(len(one) for one in values.values()) >= 4


def test_a_district_that_moves_is_refused_under_the_same_codes() -> None:
    registry = people(3000)
    editions = [rezoned(registry, edition, mark="") for edition in (0, 1)]
    made = published([(one, tables(one, layout(3000))) for one in editions])
    assert (len(made.public), dict(made.refused)) == (1, {"P634": 1})


@pytest.mark.parametrize("seed", (3000, 3004))
def test_nor_does_it_give_anything_away_under_new_ones(seed: int) -> None:
    made = moved(seed)
    assert len(made.public) + made.refused["P634"] == 3
    assert [target for target, ends in attacked(made).items() if kind(ends) == "exactly"] == []


@pytest.mark.parametrize("seed", (0, 1))
def test_a_lower_threshold_does_not_break_what_an_earlier_edition_promised(seed: int) -> None:
    low = POLICY.model_copy(update={"threshold": 5, "width": 5, "reason": POLICY.purpose, "signed_by": "x"})
    registry, declared = people(seed, 600), layout(seed)
    made = published([(registry.until(at), tables(registry.until(at), declared)) for at in (0, 2)], [POLICY, low])
    hidden = {address(one) for one in told_apart(made.public[0]).cells if one.count is None}
    found = attacked(made)
    assert not [
        target
        for target, ends in found.items()
        if target.about[0] == "0" and target.about[1:] in hidden and kind(ends) == "exactly"
    ]
