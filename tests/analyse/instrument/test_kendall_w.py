"""Kendall's W: the chi-square of Friedman, ties, sampled p."""

import numpy as np
import pytest
from made_answers import SUBJECT, names, sound
from scipy.stats import friedmanchisquare

from yupay.analyse.instrument.kendall_w import kendall_w


def test_it_is_friedman_over_its_largest() -> None:
    table = np.random.default_rng(1).integers(1, 5, size=(9, 12)) + np.arange(12) // 4
    one = kendall_w(table, names(12), SUBJECT, seed=1)
    theirs = friedmanchisquare(*table.T)
    assert one.statistic == pytest.approx(theirs.statistic)
    assert one.p == pytest.approx(theirs.pvalue)
    assert one.value == pytest.approx(theirs.statistic / (9 * 11))
    assert one.parameters["p_method"] == "chi-square"


def test_few_judges_take_sampled_arrangements() -> None:
    one = kendall_w([[1, 2, 3, 4], [1, 2, 4, 3], [1, 3, 2, 4]], names(4), SUBJECT, seed=4)
    assert (one.seed, one.parameters["p_method"]) == (4, "sampled")
    assert one.value == pytest.approx(7 / 9)
    assert one.p == pytest.approx(0.054, abs=0.012)


def test_only_the_order_counts_and_total_agreement_is_one() -> None:
    table = np.array([[1.0, 5, 9, 11, 20]] * 4)
    assert kendall_w(table**2, names(5), SUBJECT, seed=1).value == pytest.approx(1.0)


@pytest.mark.parametrize("table", [np.ones((3, 5)), [[1.0, 2]], np.full((3, 4), np.nan)])
def test_not_assessable_is_said(table: object) -> None:
    table = np.asarray(table, dtype=float)
    one = kendall_w(table, names(table.shape[1]), SUBJECT, seed=1)
    assert one.value is None
    sound(one)
