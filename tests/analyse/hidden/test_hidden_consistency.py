"""Korea by hand: among those on list b, the other two estimate its size as n1 n2 / m, and it is 77."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden.consistency import METHOD, held_back, restricted
from yupay.analyse.hidden.omission import by_stepwise
from yupay.analyse.hidden.tables import margins, reordered
from yupay.model.estimate import Subject

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
TABLES = st.lists(st.integers(0, 60), min_size=15, max_size=15).map(lambda row: np.array([0, *row], dtype=float))


def subject(*names: str) -> Subject:
    return Subject(variables=names, unit_of_analysis="person", unit="person")


def test_korea_by_hand() -> None:
    found = held_back(KOREA, subject("b", "c", "d"))
    assert found[0].value == pytest.approx(66 * 18 / 12)
    assert found[0].n == 72
    assert found[0].parameters["known"] == 77
    assert found[0].parameters["inside"] is False
    assert found[0].assumptions[0].held is False
    assert found[0].warnings[0].en == "The other lists miss the size of b: they estimate 99 and it is 77."
    assert found[0].quantity.en == "Estimated size of a list that is known"
    assert [one.key for one in found] == ["held back b", "held back c", "held back d"]


def test_who_is_on_the_list_alone_is_held_back() -> None:
    inside, alone = restricted(KOSOVO, 2)
    assert alone == 936
    assert inside.tolist() == [0, 228, 217, 181, 123, 42, 32, 27]
    assert inside.sum() + alone == margins(KOSOVO)[4]


def test_kosovo_lists_are_missed() -> None:
    found = held_back(KOSOVO, subject("EXH", "ABA", "OSCE", "HRW"))
    assert [one.parameters["known"] for one in found] == [1910, 1528, 1786, 685]
    assert [one.parameters["inside"] for one in found[:2]] == [False, False]
    assert all(one.method == METHOD.id and one.seed == 1 for one in found)


def test_lists_that_are_independent_find_each_other() -> None:
    chances = [0.5, 0.4, 0.6, 0.5]
    cells = [np.prod([p if c >> k & 1 else 1 - p for k, p in enumerate(chances)]) for c in range(16)]
    y = np.round(20_000 * np.array(cells))
    y[0] = 0
    found = held_back(y, subject("a", "b", "c", "d"))
    assert [one.parameters["ratio"] for one in found] == pytest.approx([1] * 4, abs=0.005)
    assert all(one.assumptions[0].held for one in found)


@given(TABLES, st.permutations(range(4)))
@settings(max_examples=25, deadline=None)
def test_order_of_the_lists_changes_nothing(y: np.ndarray, order: list[int]) -> None:
    use, names = by_stepwise(seed=1, draws=0), "abcd"
    one = {row.parameters.get("held_back"): row.value for row in held_back(y, subject(*names), use)}
    turned = subject(*(names[k] for k in order))
    two = {row.parameters.get("held_back"): row.value for row in held_back(reordered(y, order), turned, use)}
    assert one.keys() == two.keys()
    assert [one[name] or 0 for name in one] == pytest.approx([two[name] or 0 for name in one], rel=1e-6)


def test_a_list_that_nobody_shares_is_not_assessable() -> None:
    y = np.zeros(16)
    y[[1, 2, 4, 8, 3, 5, 6, 7]] = 20, 30, 40, 50, 8, 9, 7, 3
    last = held_back(y, subject("a", "b", "c", "d"))[3]
    assert last.value is None
    assert last.parameters["known"] == 50
    assert last.warnings[0].en.startswith("Not assessable: lists with somebody on them, 0")


@pytest.mark.parametrize("y", [np.array([0.0, 5, 5, 5]), np.zeros(8), np.array([0.0, 5, 6, 0, 7, 0, 0, 0])])
def test_not_assessable_is_said(y: np.ndarray) -> None:
    rows = held_back(y, subject("a", "b", "c"))
    assert [one.value for one in rows] == [None]
    assert rows[0].warnings[0].en.startswith("Not assessable: ")
