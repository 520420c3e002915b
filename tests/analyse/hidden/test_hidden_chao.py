"""Snowshoe hares: f1 = 25, f2 = 22 on six occasions, Chao's bound 79.8 with standard error 6.37 (Rivest and Baillargeon 2007)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import chao
from yupay.analyse.hidden.tables import reordered, seen
from yupay.model.estimate import Subject

ABOUT = Subject(variables=("a", "b", "c"), unit_of_analysis="person", unit="person")
TABLES = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda row: np.array([0, *row], dtype=float))


def hares() -> np.ndarray:
    """Frequencies 25, 22, 13, 5, 1, 2 of one to six captures; which occasions is not used."""
    y = np.zeros(64)
    y[[1, 3, 7, 15, 31, 63]] = 25, 22, 13, 5, 1, 2
    return y


def test_published_hares() -> None:
    found = chao.bound(hares(), corrected=False)
    assert found is not None
    assert found.total == pytest.approx(79.83712121)
    assert found.se == pytest.approx(6.373764989, rel=1e-7)
    one = chao.estimate(hares(), ABOUT, corrected=False)
    assert one.value == pytest.approx(79.83712121)
    assert one.parameters == {"form": "classic", "on_one": 25.0, "on_two": 22.0}
    assert one.warnings[0].en == "It is a lower bound, not the total."
    low, high = one.interval.low, one.interval.high
    factor = np.exp(1.959963985 * np.sqrt(np.log1p((6.373764989 / 11.83712121) ** 2)))
    assert (low, high) == pytest.approx((68 + 11.83712121 / factor, 68 + 11.83712121 * factor), rel=1e-7)


def test_corrected_for_bias() -> None:
    """By hand: 68 + 5/6 * 25 * 24 / (2 * 23)."""
    assert chao.bound(hares()).total == pytest.approx(68 + 5 / 6 * 600 / 46)


def test_two_lists_give_the_corrected_form_a_bound_below_chapman() -> None:
    y = np.array([0.0, 30.0, 20.0, 10.0])
    assert chao.bound(y).total == pytest.approx(60 + 0.5 * 50 * 49 / 22)
    assert chao.bound(np.array([0.0, 25, 25, 10]), corrected=False).total == pytest.approx(35 * 35 / 10)


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=60, deadline=None)
def test_order_counts_for_nothing_and_the_bound_holds_the_seen(y: np.ndarray, order: list[int]) -> None:
    one, two = (chao.estimate(table, ABOUT) for table in (y, reordered(y, order)))
    assert one.value == two.value
    if one.value is None:
        assert one.warnings[0].en.startswith("Not assessable")
    else:
        assert seen(y) <= one.interval.low <= one.value <= one.interval.high


def test_a_list_without_anybody_changes_nothing() -> None:
    y = np.array([0, 30, 20, 10, 5, 3, 2, 4.0])
    wider = np.concatenate([y, np.zeros(8)])
    assert chao.estimate(wider, ABOUT).value == chao.estimate(y, ABOUT).value


def test_nobody_on_exactly_two_lists() -> None:
    y = np.array([0, 30, 20, 0, 5, 0, 0, 4.0])
    assert (
        chao.estimate(y, ABOUT, corrected=False).warnings[0].en.startswith("Not assessable: nobody is on exactly two")
    )
    one = chao.estimate(y, ABOUT)
    assert one.value == pytest.approx(59 + 2 / 3 * 55 * 54 / 2)
    assert one.se is not None and one.se > 0


@pytest.mark.parametrize(
    "y", [np.zeros(8), [0, 3, 4, 0, 5, 0, 0, 0], [0, 9, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1]]
)
def test_degenerate_tables_are_refused_in_words(y: list[float]) -> None:
    one = chao.estimate(np.array(y, dtype=float), ABOUT)
    assert one.value is None
    assert one.warnings[0].es.startswith("No evaluable")
    assert one.method == chao.METHOD.id


def test_it_bounds_a_population_of_unequal_people() -> None:
    """2,000 people, each with their own chance (a beta mixture): the bound is below, and above the people seen."""
    random = np.random.default_rng(3)
    chances = random.beta(0.6, 2.0, 2000)
    on = random.random((2000, 4)) < chances[:, None]
    y = np.bincount(on @ (1 << np.arange(4)), minlength=16).astype(float)
    y[0] = 0
    one = chao.estimate(y, ABOUT)
    assert seen(y) < one.value < 2000
