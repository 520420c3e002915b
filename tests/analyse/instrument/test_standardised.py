"""Standardised alpha and lambda 6."""

import numpy as np
import pytest
from made_answers import SUBJECT, exact, likert, names

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.standardised import lambda_six, standardised_alpha


def test_of_items_of_equal_spread_it_is_alpha() -> None:
    table = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    items = exact(table)
    assert standardised_alpha(items, names(4), SUBJECT).value == pytest.approx(alpha(items, names(4), SUBJECT).value)
    apart = standardised_alpha(items * [1, 5, 10, 50], names(4), SUBJECT)
    assert apart.value == pytest.approx(4 * 0.3 / 1.9)
    assert apart.parameters["mean_correlation"] == pytest.approx(0.3)
    assert apart.parameters["signal_to_noise"] == pytest.approx(4 * 0.3 / 0.7)


def test_lambda_six_of_equal_correlations() -> None:
    """smc of k items that all correlate r is (k - 1) r^2 / (1 + (k - 2) r)."""
    k, r = 5, 0.4
    smc = (k - 1) * r * r / (1 + (k - 2) * r)
    one = lambda_six(exact(np.full((k, k), r) + (1 - r) * np.eye(k)), names(k), SUBJECT)
    assert one.value == pytest.approx(1 - k * (1 - smc) / (k + k * (k - 1) * r))


def test_its_standard_error_is_that_of_the_bootstrap() -> None:
    items, random = likert(500, 5), np.random.default_rng(2)
    drawn = [standardised_alpha(items[random.integers(0, 500, 500)], names(5), SUBJECT).value for _ in range(300)]
    assert standardised_alpha(items, names(5), SUBJECT).se == pytest.approx(np.std(drawn), rel=0.12)


def test_a_repeated_item_leaves_no_lambda_six() -> None:
    items = likert(40, 3)
    one = lambda_six(np.column_stack([items, items[:, 0]]), names(4), SUBJECT)
    assert one.value is None
    assert "combination" in one.warnings[-1].en
