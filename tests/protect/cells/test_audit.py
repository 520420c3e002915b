"""Does the audit find what can be worked out, and nothing else?"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import nested, plain, slow_intervals, tables

from yupay.protect.cells import near
from yupay.protect.cells.attack import parts
from yupay.protect.cells.audit import audit, intervals
from yupay.protect.cells.bounds import censored_bounds
from yupay.protect.cells.system import Axis, Cells, crossed


def some(cells: Cells, data: st.DataObject) -> np.ndarray:
    n = len(cells.counts)
    return np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))


@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_intervals_are_those_of_one_programme_per_end(cells: Cells, data: st.DataObject) -> None:
    hidden = some(cells, data)
    low = data.draw(st.sampled_from([np.zeros(len(hidden)), np.minimum(cells.counts, 1).astype(float)]))
    found, slow = intervals(cells, hidden, known_low=low), slow_intervals(cells, hidden, low)
    np.testing.assert_allclose(found[0], slow[0], atol=1e-6)
    np.testing.assert_allclose(found[1], slow[1], atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(tables(), st.data())
def test_an_audit_says_what_the_intervals_say(cells: Cells, data: st.DataObject) -> None:
    hidden, sensitive = some(cells, data), some(cells, data)
    low, high = intervals(cells, hidden)
    found = audit(cells, hidden, sensitive, 4)
    assert found.exactly_recovered == tuple(np.flatnonzero(hidden & (high - low < 1e-6)))
    assert found.too_narrow == tuple(np.flatnonzero(sensitive & (high - low < 4 - 1e-6)))
    assert found.passed == (not found.exactly_recovered and not found.too_narrow)


@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_bounds_of_readers_hold_the_interval_and_the_count(cells: Cells, data: st.DataObject) -> None:
    hidden = some(cells, data) & (cells.counts > 0)
    low, high = censored_bounds(cells, hidden)
    inside = intervals(cells, hidden, known_low=np.minimum(cells.counts, 1).astype(float))
    assert (low <= inside[0] + 1e-6).all() and (high >= inside[1] - 1e-6).all()
    assert (low <= cells.counts).all() and (cells.counts <= high).all()
    assert (low[hidden] >= 1).all()


def test_bounds_of_readers_do_not_read_hidden_counts() -> None:
    one, two = plain(np.array([[3, 20], [17, 30]])), plain(np.array([[9, 14], [11, 36]]))
    hidden = np.zeros(9, dtype=bool)
    hidden[[0, 1, 3, 4]] = True
    for ours, theirs in zip(censored_bounds(one, hidden), censored_bounds(two, hidden), strict=True):
        assert (ours == theirs).all()
    assert censored_bounds(one, hidden, zeros_hidden=True)[0][0] == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.data())
def test_whole_numbers_by_counting_every_table(counts: list[int], data: st.DataObject) -> None:
    cells = plain(np.array(counts).reshape(3, 2))
    hidden = some(cells, data)
    hidden[cells.tops] = False
    possible = (
        [
            full
            for inner in product(range(int(cells.counts[-1]) + 1), repeat=6)
            if sum(inner) == cells.counts[-1]
            and ((full := plain(np.array(inner).reshape(3, 2)).counts)[~hidden] == cells.counts[~hidden]).all()
        ]
        if cells.counts[-1] < 6
        else []
    )
    if possible:
        low, high = intervals(cells, hidden, whole=True)
        assert (low == np.min(possible, axis=0)).all() and (high == np.max(possible, axis=0)).all()


def test_limits_between_whole_numbers_are_narrowed_to_them() -> None:
    axes = [Axis("a", tuple("xyz"))]
    cells = crossed(axes, np.array([2, 1, 2]))
    hidden = np.array([True, True, True, False])
    assert intervals(cells, hidden, known_low=np.array([0.5, 0.5, 0.5, 0]), whole=True)[0].tolist() == [1, 1, 1, 5]


def test_nothing_limits_a_cell_whose_totals_are_all_hidden() -> None:
    cells = plain(np.array([[3, 4], [5, 6]]))
    low, high = intervals(cells, np.ones(9, dtype=bool))
    assert (low == 0).all() and np.isinf(high).all()


def test_a_count_outside_what_is_known_is_refused() -> None:
    cells = plain(np.array([3, 4]))
    with pytest.raises(ValueError, match="outside the limits"):
        intervals(cells, np.array([True, True, False]), known_low=np.array([5.0, 0, 0]))


def test_a_printed_sensitive_cell_fails() -> None:
    cells = plain(np.array([3, 40]))
    assert audit(cells, np.zeros(3, dtype=bool), np.array([True, False, False]), 10).too_narrow == (0,)


def test_parts_that_share_no_sum_are_apart() -> None:
    cells = plain(np.array([[3, 40, 20], [4, 50, 30]]))
    hidden = np.zeros(len(cells.counts), dtype=bool)
    hidden[
        [cells.place["0.0", "1.0"], cells.place["1.0", ""] if ("1.0", "") in cells.place else cells.place["", "1.0"]]
    ] = True
    found = list(parts(cells, hidden, np.zeros(len(hidden)), np.full(len(hidden), np.inf)))
    assert [len(one) for one in found] == [2]


@settings(max_examples=25, deadline=None)
@given(tables(), st.data())
def test_looking_near_first_changes_nothing(cells: Cells, data: st.DataObject) -> None:
    hidden, sensitive = some(cells, data), some(cells, data)
    with pytest.MonkeyPatch.context() as patch:
        whole = audit(cells, hidden, sensitive, 4)
        patch.setattr(near, "LARGE", 3)
        assert audit(cells, hidden, sensitive, 4) == whole


def test_near_cells_stand_under_one_node() -> None:
    cells = nested(np.arange(1, 13).reshape(6, 2))
    everything = np.arange(len(cells.counts))
    assert not list(near.near(cells, everything))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "LARGE", 7)
        sets = list(near.near(cells, everything))
    places = [{cells.keys[at][0] for at in inside} for inside, _ in sets]
    assert {"d0", "d2", "zone0"} in places and {"zone0", "zone1"} in places
    assert all(set(aim) <= set(inside) for inside, aim in sets)
    assert {"d0", "d2", "zone0", "zone1"} in places
