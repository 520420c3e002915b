"""Risk figures against slow definitions, and against the exact mean that one of them approximates."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import hyp2f1

from yupay.protect import risk
from yupay.protect.risk import MISSING

ROWS = st.integers(1, 3).flatmap(
    lambda q: st.lists(st.lists(st.integers(MISSING, 2), min_size=q, max_size=q), min_size=1, max_size=9)
)


def agree(one: list[int], two: list[int]) -> bool:
    return all(MISSING in (a, b) or a == b for a, b in zip(one, two, strict=True))


@given(ROWS)
def test_rows_that_agree_are_counted_as_by_hand(rows: list[list[int]]) -> None:
    keys, weights = np.array(rows, dtype=np.int64), np.arange(1.0, len(rows) + 1)
    by_hand = [[agree(one, two) for two in rows] for one in rows]
    assert risk.agreeing(keys).tolist() == [sum(line) for line in by_hand]
    assert risk.agreeing(keys, weights).tolist() == [float(np.dot(line, weights)) for line in by_hand]


@given(ROWS, st.data())
def test_diversity_is_the_number_of_values_among_rows_that_agree(rows: list[list[int]], data: st.DataObject) -> None:
    sensitive = data.draw(st.lists(st.integers(MISSING, 3), min_size=len(rows), max_size=len(rows)))
    found = risk.distinct_diversity(np.array(rows, dtype=np.int64), np.array(sensitive, dtype=np.int64))
    by_hand = [len({v for two, v in zip(rows, sensitive, strict=True) if agree(one, two)} - {MISSING}) for one in rows]
    assert found.tolist() == by_hand


@settings(max_examples=50)
@given(ROWS)
def test_minimal_uniques_are_unique_and_minimal(rows: list[list[int]]) -> None:
    keys = np.array(rows, dtype=np.int64)
    for row, sets in enumerate(risk.minimal_uniques(keys)):
        for one in sets:
            assert risk.agreeing(keys[:, one])[row] == 1
            assert all(risk.agreeing(keys[:, [at for at in one if at != out]])[row] > 1 for out in one if len(one) > 1)
        assert bool(sets) == bool(risk.agreeing(keys)[row] == 1)


@example(2, 1.0000000000000002)
@example(2, 1.0000001)
@example(1, 1.001)
@given(st.integers(1, 40), st.floats(1.0, 1e4))
def test_the_risk_of_a_sample_is_near_the_exact_mean(sample: int, ratio: float) -> None:
    """E(1 / F | f) for F negative binomial: p^f / f 2F1(f, f; f + 1; 1 - p); exact for one and two rows."""
    p = 1 / ratio
    found = float(risk.survey_risk(np.array([float(sample)]), np.array([sample * ratio]))[0])
    exact = p**sample / sample * hyp2f1(sample, sample, sample + 1, 1 - p)
    assert 0 < found <= 1 / sample + 1e-12
    assert found == pytest.approx(exact, rel=1e-6 if sample <= 2 else 0.041, abs=1e-9)


def test_where_all_are_there_the_risk_is_that_of_a_census() -> None:
    found = np.array([1.0, 2.0, 3.0, 50.0])
    assert risk.survey_risk(found, found).tolist() == risk.census_risk(found).tolist()
    assert np.allclose(risk.survey_risk(found, found * 1.0001), risk.census_risk(found), rtol=1e-3)


def test_no_rows_have_no_risk() -> None:
    assert risk.assess(risk.codes([[], []])) == risk.Risk(0, 0, 0, 0.0)
    assert risk.assess(risk.codes([["a", "a", None]]), risk.codes([["x", "y", "x"]])[:, 0]).diversity == 2


def test_closeness_of_names_is_half_the_sum_of_differences() -> None:
    far = risk.closeness(np.array([1.0, 1, 2, 2]), ["p", "p", "q", "q"], ordered=False)
    assert far == {"p": 0.5, "q": 0.5}
    assert risk.closeness(np.array([5.0, 5.0]), ["p", "q"], ordered=True) == {"p": 0.0, "q": 0.0}
