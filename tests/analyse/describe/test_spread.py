"""Summary statistics over places: states counted apart, quantiles named."""

import numpy as np
from builders import subject
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.describe.spread import QUANTITIES, spread


def by_key(values: list, answered: list, existing: list, additive: bool = True) -> dict:
    return {e.key: e for e in spread(subject(key=""), values, answered, existing, additive=additive)}


def test_states_are_counted_apart() -> None:
    found = by_key([0, 0, 4, None, 10], [2, 1, 3, 0, 4], [2, 2, 4, 1, 4])
    numbers = {key: found[key].value for key in ("n", "zeros", "incomplete", "zero_incomplete", "existing", "answered")}
    assert numbers == {"n": 4, "zeros": 2, "incomplete": 3, "zero_incomplete": 1, "existing": 13, "answered": 10}
    assert (found["min"].value, found["median"].value, found["max"].value, found["total"].value) == (0, 2, 10, 14)
    assert found["q3"].value == 5.5 and found["n"].n == 4
    assert found["median"].id == "describe/complaints/district/summary/median"
    assert set(found) == set(QUANTITIES)


def test_what_is_no_count_is_not_summed() -> None:
    found = by_key([10.5, 20.5], [1, 1], [1, 1], additive=False)
    assert found["total"].value is None and "not a count" in found["total"].warnings[0].en
    assert found["median"].value == 15.5


def test_nothing_known() -> None:
    found = by_key([None, None], [0, 0], [1, 1])
    assert found["n"].value == 0 and found["median"].value is None and found["gini"].value is None
    assert found["median"].warnings and found["total"].value is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_order_statistics_are_in_order(values: list[int]) -> None:
    found = by_key(list(values), [1] * len(values), [1] * len(values))
    five = [found[key].value for key in ("min", "q1", "median", "q3", "max")]
    assert five == sorted(five) and found["median"].value == np.median(values)
