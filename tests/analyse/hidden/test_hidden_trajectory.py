"""Korea by hand: the three sets of two lists are all that an order of its lists can begin with."""

from itertools import permutations

import numpy as np
import pytest

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.omission import by_stepwise
from yupay.analyse.hidden.tables import reordered
from yupay.analyse.hidden.trajectory import METHOD, added
from yupay.model.estimate import Subject

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)


def subject(*names: str) -> Subject:
    return Subject(variables=names, unit_of_analysis="person", unit="person")


def test_korea_by_hand() -> None:
    two, three = added(KOREA, subject("b", "c", "d"))
    assert two.value == pytest.approx(77 * 71 / 66)
    assert (two.parameters["lowest"], two.parameters["highest"]) == pytest.approx((77 * 71 / 66, 71 * 59 / 12))
    assert two.parameters["median"] == pytest.approx(77 * 59 / 18)
    assert two.parameters["added"] == "b, c"
    assert two.warnings[0].en.startswith("With two lists")
    assert three.value == three.parameters["median"] == three.parameters["lowest"]
    assert [one.key for one in (two, three)] == ["first 2 lists", "first 3 lists"]


def test_sets_stand_for_all_orders() -> None:
    point = by_stepwise(seed=1, draws=0)
    three = added(KOSOVO, subject("a", "b", "c", "d"), point)[1]
    orders = [point(doubt.only(KOSOVO, order[:3]))[0] for order in permutations(range(4))]
    assert three.parameters["median"] == pytest.approx(np.median(orders))
    assert three.parameters["lowest"] == pytest.approx(min(orders))
    assert three.parameters["highest"] == pytest.approx(max(orders))
    assert three.parameters["sets"] == 4


def test_order_of_the_lists_changes_only_the_declared_one() -> None:
    one = added(KOSOVO, subject("a", "b", "c", "d"))
    two = added(reordered(KOSOVO, (3, 1, 0, 2)), subject("d", "b", "a", "c"))
    for name in ("median", "lowest", "highest"):
        assert [row.parameters[name] for row in one] == pytest.approx([row.parameters[name] for row in two])
    assert one[0].value != two[0].value
    assert one[-1].value == pytest.approx(two[-1].value)


def test_a_list_without_anybody_changes_nothing() -> None:
    wider = np.concatenate([KOSOVO, np.zeros(16)])
    one, two = added(KOSOVO, subject(*"abcd")), added(wider, subject(*"abcde"))
    assert [row.value for row in one] == [row.value for row in two]


def test_ten_times_the_people_ten_times_the_total_of_two_lists() -> None:
    one, two = (added(y, subject("b", "c", "d"))[0] for y in (KOREA, 10 * KOREA))
    assert two.value == pytest.approx(10 * one.value)


@pytest.mark.parametrize("y", [np.array([0.0, 5, 5, 5]), np.zeros(8), np.array([0.0, 5, 6, 0, 7, 0, 0, 0])])
def test_not_assessable_is_said(y: np.ndarray) -> None:
    rows = added(y, subject("a", "b", "c"))
    assert [one.value for one in rows] == [None]
    assert rows[0].method == METHOD.id
    assert rows[0].warnings[0].en.startswith("Not assessable: ")
