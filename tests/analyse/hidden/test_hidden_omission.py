"""Korea by hand: with one list left out, two remain, and the total is n1 n2 / m."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden.omission import MERGING, OMISSION, by_stepwise, leave_one_out, merge_pairs
from yupay.analyse.hidden.tables import lists_of, reordered
from yupay.model.estimate import Subject

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
TABLES = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda row: np.array([0, *row], dtype=float))


def subject(*names: str, key: str = "") -> Subject:
    return Subject(variables=names, unit_of_analysis="person", unit="person", key=key)


def test_korea_without_each_list_by_hand() -> None:
    found = leave_one_out(KOREA, subject("b", "c", "d"))
    assert [one.value for one in found] == pytest.approx([71 * 59 / 12, 77 * 59 / 18, 77 * 71 / 66])
    assert [one.n for one in found] == [118, 118, 82]
    assert [one.key for one in found] == ["without b", "without c", "without d"]
    assert found[0].parameters["whole"] == pytest.approx(268.778, abs=1e-3)
    assert found[2].warnings[0].en == "The total moves by more than 20 % without list d: from 269 to 83."
    assert found[2].warnings[-1].en.startswith("With two lists they are taken to be independent")
    assert all(one.method == OMISSION.id and one.interval is not None for one in found)


def test_korea_with_each_pair_merged_by_hand() -> None:
    found = merge_pairs(KOREA, subject("b", "c", "d"))
    either = (82 * 59 / 18, 118 * 71 / 66, 118 * 77 / 72)
    assert [one.value for one in found] == pytest.approx(either)
    assert [one.key for one in found] == ["merged b+c", "merged b+d", "merged c+d"]
    assert all(one.n == 123 and one.method == MERGING.id for one in found)


def test_all_rows_of_kosovo_and_their_ids() -> None:
    names = subject("EXH", "ABA", "OSCE", "HRW", key="1999")
    rows = (*leave_one_out(KOSOVO, names), *merge_pairs(KOSOVO, names))
    assert len(rows) == 4 + 6
    assert len({one.id for one in rows}) == 10
    assert rows[0].key == "1999; without EXH"
    assert rows[0].parameters["ratio"] == pytest.approx(rows[0].value / rows[0].parameters["whole"])


def test_any_estimator_can_be_asked() -> None:
    def seen_twice(y: np.ndarray) -> tuple[float, float, float]:
        return 2 * y.sum(), y.sum(), 3 * y.sum()

    found = leave_one_out(KOSOVO, subject("a", "b", "c", "d"), seen_twice)
    assert [one.value for one in found] == [2 * one.n for one in found]
    assert found[0].seed is None
    assert found[0].interval.method.en == "The estimator's own interval"


def test_an_estimator_without_an_answer_gives_no_number() -> None:
    found = merge_pairs(KOSOVO, subject("a", "b", "c", "d"), lambda y: (float("nan"),) * 3)
    assert all(one.value is None and one.interval is None for one in found)
    assert found[0].warnings[0].en.startswith("Not assessable: with a+b as one list")
    assert found[0].parameters["whole"] is None


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=25, deadline=None)
def test_order_of_the_lists_changes_nothing(y: np.ndarray, order: list[int]) -> None:
    use = by_stepwise(seed=1, draws=0)
    names = ("a", "b", "c")
    one = {row.parameters.get("left_out"): row.value for row in leave_one_out(y, subject(*names), use)}
    turned = subject(*(names[k] for k in order))
    two = {row.parameters.get("left_out"): row.value for row in leave_one_out(reordered(y, order), turned, use)}
    assert one.keys() == two.keys()
    assert [one[name] is None for name in one] == [two[name] is None for name in one]
    assert [one[name] or 0 for name in one] == pytest.approx([two[name] or 0 for name in one])


def test_a_list_without_anybody_changes_nothing() -> None:
    wider = np.concatenate([KOSOVO, np.zeros(16)])
    one = merge_pairs(KOSOVO, subject("a", "b", "c", "d"))
    two = merge_pairs(wider, subject("a", "b", "c", "d", "e"))
    assert [row.value for row in one] == [row.value for row in two]


def test_limits_repeat_the_choice_of_model() -> None:
    value, low, high = by_stepwise(seed=4, draws=2000)(KOSOVO)
    assert low < value < high
    assert value == pytest.approx(14_342, abs=1)
    assert by_stepwise(seed=4, draws=2000)(KOSOVO) == (value, low, high)


@pytest.mark.parametrize(
    "y", [np.zeros(2), np.array([0.0, 5, 5, 5]), np.zeros(8), np.array([0.0, 5, 6, 0, 7, 0, 0, 0])]
)
def test_not_assessable_is_said(y: np.ndarray) -> None:
    for rows in (leave_one_out(y, subject(*"abc"[: lists_of(y)])), merge_pairs(y, subject(*"abc"[: lists_of(y)]))):
        assert [one.value for one in rows] == [None]
        assert rows[0].warnings[0].en.startswith("Not assessable: ")
