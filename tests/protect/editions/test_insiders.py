"""The difference of two editions less one institution's own people."""

import json

import numpy as np
import pytest

from yupay.keep.own_counts import forget_own, keep_own, read_own
from yupay.model.registry import AXES, CellKey, LedgerEntry, PublicCell
from yupay.protect.cells.system import Axis, crossed
from yupay.protect.editions.alternatives import alternatives
from yupay.protect.editions.insiders import own_changes, small_to_some
from yupay.protect.editions.judge import judge_both_ways

K = 11
PURPOSES = (Axis("purpose", ("a", "b", "c")),)
OLD, NEW = crossed(PURPOSES, np.array([50, 60, 70])), crossed(PURPOSES, np.array([72, 90, 110]))
NONE = np.zeros(len(NEW.keys), dtype=bool)
AT = {key[0]: at for at, key in enumerate(NEW.keys)}


def edition() -> LedgerEntry:
    cells = tuple(
        PublicCell(table="t", key=CellKey(purpose=key[0]), count=int(count))
        for key, count in zip(OLD.keys, OLD.counts, strict=True)
    )
    told = {"edition": "1", "made": "2030-01-01", "kind": "published", "digest": "d", "policy": "", "previous": ""}
    return LedgerEntry.model_validate({**told, "cells": cells})


def changes(**own: int) -> np.ndarray:
    """One institution's own changes in a, b and c, and in all."""
    row = np.zeros(len(NEW.keys))
    for purpose, change in own.items():
        row[AT[purpose]] = change
    row[AT[""]] = sum(own.values())
    return row


def test_of_a_growth_of_22_an_institution_with_15_of_them_sees_7() -> None:
    verdict = judge_both_ways(NEW, NONE, [edition()], K, own=(np.stack([changes(a=15), changes()]),))
    assert [(one.key[0], one.low, one.high) for one in verdict.small_differences] == [("a", 22, 22)]


@pytest.mark.parametrize("own", [{"a": 0}, {"a": 11}, {"a": 22}, {"a": 33}])
def test_what_is_large_or_nothing_without_its_own_is_not_small(own: dict[str, int]) -> None:
    """0 left, 11 left: who subtracts knows that nobody or many others came in."""
    assert judge_both_ways(NEW, NONE, [edition()], K, own=(changes(**own)[None],)).safe


def test_nothing_is_judged_where_the_own_counts_of_then_are_not_known() -> None:
    assert judge_both_ways(NEW, NONE, [edition()], K, own=(None,)).safe
    assert judge_both_ways(NEW, NONE, [edition()], K).safe


def test_the_nearest_edition_hides_it_and_does_not_leave_it_narrow() -> None:
    own = (np.stack([changes(a=15), changes()]),)
    offers = alternatives(NEW, NONE, [edition()], K, own=own)
    assert offers
    for one in offers:
        assert one.hidden[AT["a"]]
        assert judge_both_ways(NEW, one.hidden, [edition()], K, own=own).safe


def test_hiding_that_one_alone_is_not_enough() -> None:
    """The total less b and c would give it back."""
    alone = NONE.copy()
    alone[AT["a"]] = True
    assert not judge_both_ways(NEW, alone, [edition()], K, own=(changes(a=15)[None],)).safe


def test_own_changes_are_counted_by_key_and_institution() -> None:
    keys = (("a",), ("b",), ("c",))
    now = {"i": {("a",): 5, ("b",): 7, ("c",): 1}, "j": {("a",): 2, ("b",): 0, ("c",): 0}}
    then = {"i": {("a",): 3, ("b",): 7}}
    found = own_changes(keys, now, then)
    assert found is not None
    np.testing.assert_array_equal(found, [[2, 0, np.nan], [np.nan] * 3])
    assert own_changes(keys, now, None) is None


def test_small_to_some_is_what_any_of_them_sees() -> None:
    change = np.array([22.0, 22.0, 5.0, np.nan, 40.0])
    own = np.array([[15.0, 0, 5, 1], [0, 0, 0, 1]])
    np.testing.assert_array_equal(small_to_some(change, own, K), [True, False, True, False, False])
    assert not small_to_some(change, None, K).any()


def test_own_counts_are_kept_with_their_owner_only(tmp_path) -> None:  # type: ignore[no-untyped-def]
    key = tuple("x" if axis == "purpose" else "" for axis in AXES)
    file = keep_own(tmp_path, "2021", {"i": {key: 4}})
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_own(tmp_path, "2021") == {"i": {key: 4}}
    assert read_own(tmp_path, "2022") is None
    keep_own(tmp_path, "2022", {"i": {key: 4}, "j": {key: 1}})
    forget_own(tmp_path, ("i",))
    assert (read_own(tmp_path, "2021"), read_own(tmp_path, "2022")) == ({}, {"j": {key: 1}})
    file.write_text(json.dumps({"axes": ["place"], "counts": {}}))
    assert read_own(tmp_path, "2021") is None
