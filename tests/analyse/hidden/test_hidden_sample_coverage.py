"""Hepatitis A in a Taiwanese college, lists P, Q, E: 271 seen, coverage 0.513, 971 and one-step 508 (Chao and others 2001)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import sample_coverage
from yupay.analyse.hidden.tables import reordered, seen
from yupay.model.estimate import Subject

HEPATITIS = np.array([0, 69, 55, 21, 63, 17, 18, 28], dtype=float)
# Casale Monferrato, people with diabetes on four lists, 2,069 seen (Bruno and others 1994)
DIABETES = np.zeros(16)
for _word, _count in zip(
    "1111 1110 1101 1100 1011 1010 1001 1000 0111 0110 0101 0100 0011 0010 0001".split(),
    (58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10),
    strict=True,
):
    DIABETES[sum(1 << k for k, letter in enumerate(_word) if letter == "1")] = _count
ABOUT = Subject(variables=("P", "Q", "E"), unit_of_analysis="person", unit="person")
TABLES = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda row: np.array([0, *row], dtype=float))


def test_published_hepatitis() -> None:
    found = sample_coverage.coverage(HEPATITIS)
    assert found.coverage == pytest.approx(0.513, abs=5e-4)
    assert found.solved == pytest.approx(971, abs=0.5)
    assert found.one_step == pytest.approx(508, abs=0.5)
    assert found.independent == pytest.approx(407, abs=0.5)


def test_four_lists_with_dependence_in_pairs() -> None:
    """The published total for these lists is 2,609."""
    found = sample_coverage.coverage(DIABETES)
    assert seen(DIABETES) == 2069
    assert found.solved == pytest.approx(2609, abs=0.5)


def test_low_coverage_takes_the_one_step_version() -> None:
    one = sample_coverage.estimate(HEPATITIS, ABOUT, seed=1)
    assert one.value == pytest.approx(507.77, abs=0.01)
    assert one.parameters["version"] == "one-step"
    assert one.se == pytest.approx(48, abs=5)
    assert "lower bound" in one.warnings[0].en
    assert one.interval.low > 271
    asked = sample_coverage.estimate(HEPATITIS, ABOUT, seed=1, one_step=False)
    assert asked.value == pytest.approx(970.8, abs=0.1)
    assert asked.interval.high > 2000


def test_the_seed_is_kept_and_gives_the_same_again() -> None:
    one, two = (sample_coverage.estimate(DIABETES, ABOUT, seed=7) for _ in range(2))
    assert one == two
    assert one.seed == 7 and one.parameters["version"] == "solved" and one.parameters["draws"] == 1000


def test_independent_lists_give_the_truth() -> None:
    """Expected counts of independent lists: all three totals are the population."""
    chances = np.array([0.3, 0.5, 0.4])
    cells = np.arange(8)[:, None] >> np.arange(3) & 1
    y = 10_000 * np.prod(np.where(cells == 1, chances, 1 - chances), axis=1)
    y[0] = 0
    found = sample_coverage.coverage(y)
    for total in (found.independent, found.one_step, found.solved):
        assert total == pytest.approx(10_000)


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=40, deadline=None)
def test_order_counts_for_nothing(y: np.ndarray, order: list[int]) -> None:
    one, two = (sample_coverage.estimate(table, ABOUT, seed=1, draws=50) for table in (y, reordered(y, order)))
    assert (one.value is None) == (two.value is None)
    if one.value is None:
        assert one.warnings[0].en.startswith("Not assessable") and one.interval is None
    else:
        assert two.value == pytest.approx(one.value, rel=1e-9)
        assert one.value >= seen(y)


def test_a_list_without_anybody_changes_nothing_and_scaling() -> None:
    wider = np.concatenate([HEPATITIS, np.zeros(8)])
    assert sample_coverage.estimate(wider, ABOUT, seed=1).value == pytest.approx(507.77, abs=0.01)
    assert sample_coverage.coverage(10 * HEPATITIS).solved == pytest.approx(
        10 * sample_coverage.coverage(HEPATITIS).solved
    )


@pytest.mark.parametrize("y", [np.zeros(8), [0, 3, 4, 0, 5, 0, 0, 0], [0, 9, 8, 7], [0, 0, 0, 0, 0, 0, 0, 1]])
def test_degenerate_tables_are_refused_in_words(y: list[float]) -> None:
    one = sample_coverage.estimate(np.array(y, dtype=float), ABOUT, seed=1)
    assert one.value is None
    assert one.warnings[0].es.startswith("No evaluable")
