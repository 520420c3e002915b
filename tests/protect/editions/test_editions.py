"""Editions together: what brute force can work out is found, nothing else; the alternatives offered are safe."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.model.registry import CellKey, LedgerEntry, PublicCell
from yupay.protect.cells.system import Axis, Cells, crossed
from yupay.protect.editions.alternatives import alternatives, refusal
from yupay.protect.editions.judge import Verdict, judge, judge_both_ways

K = 11
PLACES = Axis("place", ("L01", "L02", "L03", "L04"), {"L01": "Z1", "L02": "Z1", "L03": "Z2", "L04": "Z2"})
PURPOSES = Axis("purpose", ("a", "b"))


def table(*rows: list[int], axes: tuple[Axis, ...] = (PLACES, PURPOSES)) -> Cells:
    return crossed(axes, np.array(rows).reshape([len(axis.members) for axis in axes]))


def published(cells: Cells, hidden: np.ndarray, name: str) -> LedgerEntry:
    keys = (CellKey(**dict(zip(cells.axes, key, strict=True))) for key in cells.keys)
    rows = zip(keys, cells.counts.tolist(), hidden.tolist(), strict=True)
    printed = tuple(PublicCell(table="t", key=key, count=None if gone else n) for key, n, gone in rows)
    given = {"made": "", "kind": "published", "policy": "", "previous": "", "digest": name}
    return LedgerEntry.model_validate({**given, "edition": name, "cells": printed})


def only(cells: Cells, *keys: tuple[str, ...]) -> np.ndarray:
    return np.array([key in keys for key in cells.keys])


def found(verdict: Verdict) -> dict[tuple[str, ...], tuple[int, int]]:
    return {one.key: (one.low, one.high) for one in verdict.small_differences}


OLD = table([30, 40], [25, 35], [50, 60], [45, 55])
NONE = np.zeros(len(OLD.keys), dtype=bool)


def test_the_first_edition_and_the_same_again_are_safe() -> None:
    assert judge(OLD, NONE, [], K).safe
    assert judge(OLD, NONE, [published(OLD, NONE, "2024")], K).safe


def test_one_more_person_is_found_in_the_cell_and_in_every_sum_over_it() -> None:
    new = table([31, 40], [25, 35], [50, 60], [45, 55])
    verdict = judge(new, NONE, [published(OLD, NONE, "2024")], K)
    assert found(verdict) == {key: (1, 1) for key in product(("L01", "Z1", ""), ("a", ""))}
    assert verdict.cumulative and verdict.editions == 1
    assert {one.earlier for one in verdict.small_differences} == {"2024"}


def test_eleven_more_are_no_small_difference() -> None:
    new = table([41, 40], [25, 35], [50, 60], [45, 55])
    assert judge(new, NONE, [published(OLD, NONE, "2024")], K).safe
    assert not judge(new, NONE, [published(OLD, NONE, "2024")], 12).safe


def test_a_hidden_middle_edition_does_not_hide_the_difference_between_its_neighbours() -> None:
    new = table([33, 40], [25, 35], [50, 60], [45, 55])
    middle = published(table([32, 40], [25, 35], [50, 60], [45, 55]), ~NONE, "2025")
    verdict = judge(new, NONE, [published(OLD, NONE, "2024"), middle], K)
    assert (("L01", "a"), "2024", "") in {(one.key, one.earlier, one.later) for one in verdict.small_differences}


def test_a_sum_of_hidden_cells_gives_them_away_between_editions() -> None:
    """The cells L01 a and L01 b are hidden in both editions, their sum is not and grew by 5."""
    new = table([33, 42], [45, 55], [50, 60], [45, 55])
    pair = only(OLD, ("L01", "a"), ("L01", "b"), ("L02", "a"), ("L02", "b"))
    assert found(judge(new, pair, [published(OLD, pair, "2024")], K))["L01", "a"] == (0, 5)
    assert ("L01", "") in found(judge(new, pair, [published(OLD, pair, "2024")], K))


def test_a_new_edition_may_not_narrow_what_an_earlier_one_hid() -> None:
    old = table([5, 15], [15, 65], [50, 60], [45, 55])
    block = only(old, *product(("L01", "L02"), ("a", "b")))
    first = published(old, block, "2024")
    assert judge(old, block, [first], K).safe
    new = table([13, 15], [15, 73], [50, 60], [45, 55])
    verdict = judge(new, NONE, [first], K)
    assert {one.edition for one in verdict.narrowed} == {"2024"}
    assert ("L01", "a") in {one.key for one in verdict.narrowed}


def test_a_forgotten_record_is_a_small_difference_downward() -> None:
    new = table([29, 40], [25, 35], [50, 60], [45, 55])
    verdict = judge(new, NONE, [published(OLD, NONE, "2024")], K)
    assert not verdict.cumulative
    assert found(verdict)["L01", "a"] == (-1, -1)


def test_where_records_are_taken_out_too_the_sum_along_a_line_is_judged() -> None:
    new = table([90, 43], [25, 35], [50, 60], [45, 55])
    hidden = only(OLD, *product(("L01", "L02"), ("a", "b")))
    gone = table([95, 40], [25, 35], [50, 60], [45, 55])
    verdict = judge(new, hidden, [published(gone, hidden, "2024")], K, cumulative=False)
    assert (("L01", ""), 2) in {(one.key, one.cells) for one in verdict.small_differences} or ("L01", "") in found(
        verdict
    )


def test_years_that_had_not_begun_had_nobody() -> None:
    years = Axis("year", ("2023", "2024"))
    old = table([30, 40], axes=(Axis("purpose", ("a", "b")), Axis("year", ("2023",))))
    new = table([30, 12, 40, 5], axes=(Axis("purpose", ("a", "b")), years))
    hidden = only(new, ("b", "2024"), ("b", ""), ("", ""), ("", "2024"))
    verdict = judge(new, hidden, [published(old, np.zeros(len(old.keys), bool), "2023")], K)
    assert verdict.safe  # b of 2024 may be anything
    some = only(new, ("b", "2024"))
    assert found(judge(new, some, [published(old, np.zeros(len(old.keys), bool), "2023")], K))["b", "2024"] == (5, 5)


def test_an_edition_of_another_form_is_read_by_what_it_shares() -> None:
    """The earlier edition printed zones only: a change of 3 in a district stays open where the zone's is large."""
    new = table([33, 40], [45, 35], [50, 60], [45, 55])
    zones = only(OLD, *[key for key in OLD.keys if not key[0].startswith("L")])
    earlier = published(OLD, ~zones, "2024")
    shown = earlier.model_copy(update={"cells": tuple(c for c in earlier.cells if not c.key.place.startswith("L"))})
    assert judge(new, NONE, [shown], K).safe
    small = table([33, 40], [25, 35], [50, 60], [45, 55])
    assert ("Z1", "a") in found(judge(small, NONE, [shown], K))


def test_who_knows_that_hidden_counts_are_not_zero_is_judged_too() -> None:
    old = table([2, 18], [18, 2], [0, 60], [45, 55])
    block = only(old, *product(("L01", "L02"), ("a", "b")))
    new = table([6, 18], [18, 13], [0, 60], [45, 55])
    narrow = judge(new, block, [published(old, block, "2024")], K, width=4)
    assert isinstance(narrow.safe, bool)  # read without a contradiction


# brute force: two tables of 2 x 2 with their margins, k = 3

SMALL_K = 3
TWO = (Axis("place", ("x", "y")), Axis("purpose", ("a", "b")))
KEYS = crossed(TWO, np.zeros((2, 2), dtype=np.int64)).keys
MOST = 16  # four cells of at most 2 + 2
FILLINGS = [one for one in product(range(MOST + 1), repeat=4) if sum(one) <= MOST]
EVERY = np.array([crossed(TWO, np.array(one).reshape(2, 2)).counts for one in FILLINGS])


def possible(counts: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    return EVERY[(EVERY[:, ~hidden] == counts[~hidden]).all(axis=1)]


def by_hand(old: Cells, gone: np.ndarray, new: Cells, hidden: np.ndarray) -> dict[tuple[str, ...], tuple[int, int]]:
    """The differences that can be worked out, by trying every pair of tables."""
    before, after = possible(old.counts, gone), possible(new.counts, hidden)
    change = after[:, None, :] - before[None, :, :]
    change = change[(change >= 0).all(axis=2)]
    low, high = change.min(axis=0), change.max(axis=0)
    result = {}
    for at, key in enumerate(KEYS):
        true = None if gone[at] else int(new.counts[at] - old.counts[at])
        small = 1 <= true < SMALL_K if true is not None else low[at] < SMALL_K and high[at] >= 1
        if small and (high[at] - low[at] < SMALL_K - 1 or high[at] < SMALL_K):
            result[key] = (int(low[at]), int(high[at]))
    return result


TOTAL = np.array([key == ("", "") for key in KEYS])
MASKS = st.lists(st.booleans(), min_size=9, max_size=9).map(lambda bits: np.array(bits) & ~TOTAL)
COUNTS = st.lists(st.integers(0, 2), min_size=4, max_size=4)


@settings(max_examples=80, deadline=None)
@given(COUNTS, COUNTS, MASKS, MASKS)
def test_brute_force_agrees(first: list[int], added: list[int], gone: np.ndarray, hidden: np.ndarray) -> None:
    old = crossed(TWO, np.array(first).reshape(2, 2))
    new = crossed(TWO, (np.array(first) + added).reshape(2, 2))
    verdict = judge(new, hidden, [published(old, gone, "1")], SMALL_K)
    wanted = by_hand(old, gone, new, hidden)
    plain = {key: ends for key, ends in found(verdict).items() if key in wanted}
    assert plain == wanted
    if wanted:
        assert not set(found(verdict)) - set(wanted)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=8, max_size=8),
    st.lists(st.integers(0, 6), min_size=8, max_size=8),
    st.randoms(),
)
def test_every_alternative_is_safe_and_hides_no_less(first: list[int], added: list[int], random: object) -> None:
    old, new = table(first), table(list(np.array(first) + added))
    earlier = [published(old, (old.counts > 0) & (old.counts < K), "1")]
    hidden = (new.counts > 0) & (new.counts < K)
    offered = alternatives(new, hidden, earlier, K)
    assert [one.share for one in offered] == sorted((one.share for one in offered), reverse=True)
    for one in offered:
        assert (one.hidden >= hidden).all()
        assert one.printed == (~one.hidden).sum() > 0
        assert judge(new, one.hidden, earlier, K).safe


def test_zones_are_offered_in_place_of_districts() -> None:
    new = table([33, 40], [40, 50], [70, 60], [45, 75])
    earlier = [published(OLD, NONE, "2024")]
    verdict = judge(new, NONE, earlier, K)
    offered = alternatives(new, NONE, earlier, K)
    zones = next(one for one in offered if (one.axis, one.level) == ("place", 1))
    assert zones.label.en == "zones in place of districts"
    assert all(gone for key, gone in zip(new.keys, zones.hidden, strict=True) if key[0].startswith("L"))
    assert zones.printed == sum(not key[0].startswith("L") for key in new.keys)
    problem = refusal("2025", verdict, K, offered)
    assert problem.code == "P658" and offered[0].label.en in problem.hint.en
    assert "L01" not in problem.model_dump_json() and not verdict.safe


def test_the_words_of_a_verdict_hold_no_count() -> None:
    new = table([37, 40], [25, 35], [50, 60], [45, 55])
    verdict = judge(new, NONE, [published(OLD, NONE, "2024")], K)
    assert "7" not in repr(verdict).replace("2024", "")


def test_what_cannot_be_added_up_is_read_each_edition_for_itself() -> None:
    """Another hierarchy since then: the sums of today do not hold in the earlier edition."""
    entry = published(OLD, NONE, "2024")
    broken = entry.model_copy(
        update={
            "cells": tuple(
                c.model_copy(update={"count": 900}) if c.key.place == "Z1" and not c.key.purpose else c
                for c in entry.cells
            )
        }
    )
    hide = only(OLD, ("L01", "a"), ("L01", "b"), ("L02", "a"), ("L02", "b"))
    part = broken.model_copy(update={"cells": tuple(c for c in broken.cells if c.key.place not in ("L01",))})
    new = table([31, 40], [26, 35], [50, 60], [45, 55])
    verdict = judge(new, NONE & hide, [part], K)
    assert found(verdict)["L02", "a"] == (1, 1)


@pytest.mark.parametrize("editions", [1, 3])
def test_a_safe_edition_stays_safe_when_it_hides_more(editions: int) -> None:
    random = np.random.default_rng(5)
    tables = [OLD]
    for _ in range(editions):
        more = random.integers(0, 2, 8).reshape(4, 2) * 15
        inner = tables[-1].counts.reshape(7, 3)[:4, :2] + more
        tables.append(table(*inner.tolist()))
    earlier = [published(one, NONE, str(at)) for at, one in enumerate(tables[:-1])]
    assert judge(tables[-1], NONE, earlier, K).safe
    for _ in range(10):
        assert judge(tables[-1], random.random(len(NONE)) < 0.3, earlier, K).safe


def test_an_edition_is_safe_only_where_it_is_both_for_who_takes_counts_to_grow_and_for_who_does_not() -> None:
    old = table([3, 40], [25, 35], [50, 60], [45, 55])
    gone = only(old, ("L01", "a"), ("L01", ""), ("L02", "a"), ("L02", ""))
    new = table([6, 40], [25, 35], [50, 60], [45, 55])
    offers = alternatives(new, gone, [published(old, gone, "one")], K)
    for one in offers:
        for cumulative in (True, False):
            assert judge(new, one.hidden, [published(old, gone, "one")], K, cumulative=cumulative).safe
        assert judge_both_ways(new, one.hidden, [published(old, gone, "one")], K).safe
    grown = judge(new, gone, [published(old, gone, "one")], K, cumulative=True)
    assert judge_both_ways(new, gone, [published(old, gone, "one")], K).safe == (
        grown.safe and judge(new, gone, [published(old, gone, "one")], K, cumulative=False).safe
    )


def test_a_period_is_read_beside_the_years_of_an_earlier_edition() -> None:
    """Years 30 + 40 before, the period 75 now: five people came in, though no edition prints the same cell twice."""
    years = crossed((Axis("year", ("2014", "2015")),), np.array([30, 40]))
    period = crossed((Axis("year", ("2014-2015",)),), np.array([75]))
    both_shown = (np.zeros(3, dtype=bool), np.zeros(2, dtype=bool))
    verdict = judge_both_ways(period, both_shown[1], [published(years, both_shown[0], "one")], K)
    assert not verdict.safe and (5, 5) in {(one.low, one.high) for one in verdict.small_differences}
