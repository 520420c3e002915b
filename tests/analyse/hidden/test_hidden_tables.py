"""Tables of lists and the brackets of a model: counted here a slow way, history by history."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from yupay.analyse.hidden import brackets, tables
from yupay.model.lists import Captures


def some_tables(fewest: int = 1) -> st.SearchStrategy[np.ndarray]:
    counted = st.integers(fewest, 5).flatmap(
        lambda t: arrays.arrays(np.float64, 2**t, elements=st.integers(0, 40).map(float))
    )
    return counted.map(lambda y: np.concatenate([[0.0], y[1:]]))


@given(some_tables())
def test_a_margin_sums_the_histories_that_hold_the_set(y: np.ndarray) -> None:
    found = tables.margins(y)
    for wanted in range(len(y)):
        assert found[wanted] == sum(y[cell] for cell in range(len(y)) if cell & wanted == wanted)


@given(some_tables(), st.randoms())
def test_reordering_moves_every_history(y: np.ndarray, random) -> None:  # type: ignore[no-untyped-def]
    t = tables.lists_of(y)
    order = random.sample(range(t), t)
    moved = tables.reordered(y, order)
    for cell in range(len(y)):
        place = sum(1 << new for new, old in enumerate(order) if cell >> old & 1)
        assert moved[place] == y[cell]
    back = [order.index(k) for k in range(t)]
    assert (tables.reordered(moved, back) == y).all()


@given(some_tables(2))
def test_dropping_a_list_loses_only_those_seen_by_it_alone(y: np.ndarray) -> None:
    for k in range(tables.lists_of(y)):
        left = tables.without(y, k)
        assert left[0] == 0
        assert tables.seen(left) == tables.seen(y) - y[1 << k]


@given(some_tables(2))
def test_joining_lists_loses_nobody(y: np.ndarray) -> None:
    t = tables.lists_of(y)
    for pair in tables.pairs(t):
        places = [k for k in range(t) if pair >> k & 1]
        together = tables.joined(y, places)
        assert tables.lists_of(together) == t - 1
        assert together.sum() == y.sum()
        either = sum(y[cell] for cell in range(len(y)) if cell & pair)
        assert tables.margins(together)[1 << places[0]] == either


@given(st.sets(st.integers(1, 31)))
def test_a_model_is_read_as_it_is_written(sets: set[int]) -> None:
    effects = frozenset().union(*(brackets.subsets(one) for one in sets))
    assert brackets.read(brackets.written(effects, 5)) == effects


def test_brackets_in_the_usual_form() -> None:
    assert brackets.written([0b011, 0b101], 3) == "[12,13]"
    assert brackets.written([], 3) == "[1,2,3]"
    assert brackets.written(brackets.subsets(0b0111) | {0b1001}, 5) == "[123,14,5]"
    assert brackets.written([(1 << 0) | (1 << 9)], 10) == "[1.10,2,3,4,5,6,7,8,9]"
    assert brackets.read("[1.10,2]") == frozenset({(1 << 0) | (1 << 9)})
    with pytest.raises(ValueError, match="brackets"):
        brackets.read("12,3")


@pytest.mark.parametrize("counts", [(0, 1), (1, 1, 1, 1), (0, 1, -1, 2)])
def test_captures_refuse_what_is_no_table(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="counts"):
        Captures(lists=("a", "b"), counts=counts)
