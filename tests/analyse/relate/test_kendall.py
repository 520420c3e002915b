import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau
from test_spearman import X, Y

from yupay.analyse.relate.kendall import kendall, tau_b_error
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="department")


def test_printed_values_of_24_departments() -> None:
    one = kendall(X, Y, SUBJECT)
    assert one.value == pytest.approx(0.45338, abs=5e-6)
    assert one.p == pytest.approx(0.00207, abs=5e-6)
    assert one.parameters["p_method"] == "normal"


def test_exact_with_ties_counts_all_arrangements() -> None:
    x, y = np.array([1.0, 1, 2, 3, 3, 5]), np.array([2.0, 1, 1, 4, 6, 5])
    every = np.array([kendalltau(x, order)[0] for order in itertools.permutations(y)])
    one = kendall(x, y, SUBJECT)
    assert one.parameters["p_method"] == "exact"
    assert one.p == pytest.approx(np.mean(np.abs(every) >= abs(kendalltau(x, y)[0]) - 1e-12))


def test_exact_without_ties() -> None:
    x, y = np.random.default_rng(3).standard_normal((2, 30))
    one = kendall(x, y, SUBJECT)
    assert one.parameters["p_method"] == "exact"
    assert one.p == pytest.approx(kendalltau(x, y, method="exact").pvalue)


@given(st.lists(st.integers(0, 5), min_size=10, max_size=30), st.integers(0, 99))
def test_same_as_the_reference_and_turns_with_the_sign(values: list[int], seed: int) -> None:
    x, y = np.array(values, float), np.random.default_rng(seed).integers(0, 4, len(values)).astype(float)
    one = kendall(x, y, SUBJECT)
    if one.value is None:
        return
    reference = kendalltau(x, y, method="asymptotic")
    assert one.value == pytest.approx(reference.statistic)
    assert one.p == pytest.approx(reference.pvalue)
    assert kendall(-x, y, SUBJECT).value == pytest.approx(-one.value)
    assert kendall(y, x**3, SUBJECT).value == pytest.approx(one.value)


def test_one_sided_tails_add_up() -> None:
    up, down = (kendall(X, Y, SUBJECT, alternative=side).p for side in ("greater", "less"))
    assert up + down == pytest.approx(1.0)
    assert up < down


@pytest.mark.parametrize("values", [[1, 2, 3], [4, 4, 4, 4, 4]])
def test_not_assessable_is_said(values: list[float]) -> None:
    assert kendall(values, range(len(values)), SUBJECT).value is None


def test_asymptotic_error_by_leaving_each_unit_out() -> None:
    """The delta method and the jackknife estimate one quantity."""
    random = np.random.default_rng(4)
    x = random.integers(1, 6, 400).astype(float)
    y = np.clip(x + random.integers(-2, 3, 400), 1, 5)
    without = np.array([kendalltau(np.delete(x, i), np.delete(y, i)).statistic for i in range(400)])
    jackknife = np.sqrt(399 / 400 * ((without - without.mean()) ** 2).sum())
    assert tau_b_error(x, y) == pytest.approx(jackknife, rel=0.02)


def test_error_of_a_two_by_two_table_is_that_of_phi() -> None:
    """Tau-b of two 0/1 variables is phi: its error does not change when both are turned."""
    x, y = np.array([(i, j) for i, j, n in ((0, 0, 30), (0, 1, 10), (1, 0, 15), (1, 1, 25)) for _ in range(n)], float).T
    assert tau_b_error(x, y) == pytest.approx(tau_b_error(1 - x, 1 - y))
    assert tau_b_error(x, y) == pytest.approx(tau_b_error(y, x))
