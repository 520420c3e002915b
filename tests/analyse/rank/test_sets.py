"""Rank estimates: ids, sets as intervals, pairs that cannot be told apart."""

import numpy as np
from builders import subject, text

from yupay.analyse.rank.core import normal_rank_sets
from yupay.analyse.rank.pairs import not_told_apart, pairs
from yupay.analyse.rank.sets import METHOD_MARGINAL, METHOD_SIMULTANEOUS, UNKNOWN, set_estimates, unranked

HOW = text("made up")
SUBJECTS = [subject("gangs", key=f"p{i}") for i in range(1, 5)]
ALONE, TOGETHER = normal_rank_sets([50.0, 49.0, 5.0, 20.0], [4.0, 4.0, 1.0, np.nan], seed=1)


def test_one_estimate_per_unit() -> None:
    found = set_estimates(METHOD_MARGINAL, SUBJECTS, ALONE, how=HOW, seed=1)
    assert [e.id for e in found][:2] == [
        "rank/gangs/district/rank-set-marginal/p1",
        "rank/gangs/district/rank-set-marginal/p2",
    ]
    assert [e.value for e in found] == [1, 2, 4, 3] and all(e.n == 4 and e.seed == 1 for e in found)
    first = found[0].interval
    assert first is not None and (first.low, first.high) == (1, 3)
    assert found[0].parameters == {"doubt_known": True, "not_told_apart_from": "p2 p4"}
    assert found[3].warnings == (UNKNOWN,) and found[3].parameters["not_told_apart_from"] == "p1 p2 p3"


def test_long_lists_are_not_carried() -> None:
    n = 61
    sets = normal_rank_sets(np.arange(n), np.ones(n), seed=1, draws=200)[1]
    found = set_estimates(METHOD_SIMULTANEOUS, [subject(key=str(i)) for i in range(n)], sets, how=HOW)
    assert all("not_told_apart_from" not in e.parameters for e in found)


def test_pairs_and_their_list_agree() -> None:
    keys = [s.key for s in SUBJECTS]
    found = pairs(subject("gangs", key="not_told_apart"), TOGETHER, how=HOW)
    assert found.id == "rank/gangs/district/rank-pairs/not_told_apart"
    assert not_told_apart(TOGETHER, keys) == (("p1", "p2"), ("p1", "p4"), ("p2", "p4"), ("p3", "p4"))
    assert found.value == 4 and found.parameters == {"pairs": 6, "told_apart": 2}


def test_a_unit_without_value_has_no_rank() -> None:
    marginal, simultaneous = unranked(SUBJECTS[0], text("none"))
    assert marginal.value is None and marginal.method == METHOD_MARGINAL.id
    assert simultaneous.method == METHOD_SIMULTANEOUS.id and simultaneous.interval is None
