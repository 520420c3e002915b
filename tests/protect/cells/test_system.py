"""Do the sums of a system hold, over levels and over linked tables?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.protect.cells.system import Axis, Cells, crossed, joined

ZONES = {"A": "north", "B": "north", "C": "south"}


def test_a_hierarchy_adds_up_level_by_level() -> None:
    cells = crossed(
        [Axis("place", ("A", "B", "C"), ZONES), Axis("sex", ("f", "m"))], np.array([[1, 2], [3, 4], [5, 6]])
    )
    count = {key: int(cells.counts[at]) for key, at in cells.place.items()}
    assert count["north", "f"] == 4 and count["south", ""] == 11 and count["", "m"] == 12 and count["", ""] == 21
    assert len(cells.counts) == 6 * 3
    assert cells.sums.shape[0] == 3 * 3 + 6
    assert [cells.keys[at] for at in np.flatnonzero(cells.tops)] == [("", "")]
    assert {cells.keys[at] for at in np.flatnonzero(cells.inner)} == {(p, s) for p in "ABC" for s in "fm"}


def test_every_row_is_one_total_minus_its_parts() -> None:
    cells = crossed([Axis("place", ("A", "B", "C"), ZONES)], np.array([1, 2, 3]))
    dense = cells.sums.toarray()
    assert ((dense == 1).sum(axis=1) == 1).all() and ((dense == -1).sum(axis=1) >= 1).all()
    assert not np.setdiff1d(dense, [-1, 0, 1]).size


def test_a_zone_of_zones() -> None:
    cells = crossed(
        [Axis("place", ("A", "B", "C"), {**ZONES, "north": "coast", "south": "coast"})], np.array([1, 2, 4])
    )
    assert [cells.keys[at][0] for at in range(len(cells.keys))] == ["A", "B", "C", "north", "coast", "south", ""]
    assert cells.counts.tolist() == [1, 2, 4, 3, 7, 4, 7]


def test_linked_tables_share_their_cells() -> None:
    one = crossed([Axis("region", ("A", "B", "C"), ZONES)], np.array([1, 2, 3]))
    two = crossed([Axis("region", ("A", "B", "C"), {"A": "small", "B": "large", "C": "large"})], np.array([1, 2, 3]))
    cells = joined(one, two)
    assert len(cells.counts) == 8 and cells.sums.shape[0] == one.sums.shape[0] + two.sums.shape[0]


def test_tables_of_other_axes_are_joined_where_the_missing_axis_is_all() -> None:
    by_sex = crossed([Axis("place", ("A", "B")), Axis("sex", ("f", "m"))], np.array([[1, 2], [3, 4]]))
    by_age = crossed([Axis("place", ("A", "B")), Axis("age", ("0-11", "12-17"))], np.array([[2, 1], [3, 4]]))
    cells = joined(by_sex, by_age)
    assert cells.axes == ("place", "sex", "age") and len(cells.counts) == 9 + 9 - 3
    assert cells.counts[cells.place["A", "", ""]] == 3


def test_a_table_joined_with_itself_is_itself() -> None:
    cells = crossed([Axis("place", ("A", "B", "C"), ZONES), Axis("sex", ("f", "m"))], np.arange(6).reshape(3, 2))
    again = joined(cells, cells)
    assert again.keys == cells.keys and again.sums.shape == cells.sums.shape


def test_tables_that_contradict_each_other_are_refused() -> None:
    one = crossed([Axis("place", ("A", "B"))], np.array([1, 2]))
    two = crossed([Axis("place", ("A", "C"))], np.array([2, 1]))
    with pytest.raises(ValueError, match="different counts"):
        joined(one, two)


def test_wrong_shapes_and_wrong_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        crossed([Axis("place", ("A", "B"))], np.array([1, 2, 3]))
    with pytest.raises(ValueError, match="share a name"):
        crossed([Axis("place", ("A", "A"))], np.array([1, 2]))
    good = crossed([Axis("place", ("A", "B"))], np.array([1, 2]))
    with pytest.raises(ValueError, match="differs"):
        Cells(good.axes, good.keys, good.counts + 1, good.sums)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=24, max_size=24))
def test_margins_are_the_margins_of_numpy(counts: list[int]) -> None:
    inner = np.array(counts).reshape(4, 3, 2)
    cells = crossed(
        [Axis(str(at), tuple(f"{at}{k}" for k in range(size))) for at, size in enumerate(inner.shape)], inner
    )
    full = cells.counts.reshape(5, 4, 3)
    assert (full[:-1, -1, :-1] == inner.sum(axis=1)).all() and (full[-1, :-1, -1] == inner.sum(axis=(0, 2))).all()
    assert full[-1, -1, -1] == inner.sum()
