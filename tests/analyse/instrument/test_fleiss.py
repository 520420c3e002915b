"""Fleiss' kappa: a published table, the library's point value, the standard error."""

import numpy as np
import pytest
from made_answers import SUBJECT, names, sound
from statsmodels.stats.inter_rater import fleiss_kappa as theirs

from yupay.analyse.instrument.fleiss import fleiss_kappa

# 14 raters, 10 subjects, 5 categories: the worked example of the encyclopedia page on Fleiss' kappa, kappa = .210.
COUNTS = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)


def ratings(counts: np.ndarray) -> np.ndarray:
    return np.array([np.repeat(np.arange(counts.shape[1]), row) for row in counts]).T


def test_a_published_table() -> None:
    one = fleiss_kappa(ratings(COUNTS), names(10), SUBJECT)
    assert one.value == pytest.approx(0.210, abs=5e-4)
    assert one.value == pytest.approx(theirs(COUNTS))
    assert one.parameters["agreement"] == pytest.approx(0.378, abs=5e-4)
    assert one.parameters["chance"] == pytest.approx(0.213, abs=5e-4)
    assert (one.n, one.parameters["judges"], one.df) == (10, 14, 9)


def test_its_standard_error_is_that_of_the_jackknife_over_items() -> None:
    random = np.random.default_rng(3)
    truth = random.integers(0, 4, 120)
    table = np.where(random.random((5, 120)) < 0.6, truth, random.integers(0, 4, (5, 120)))
    one = fleiss_kappa(table, names(120), SUBJECT)
    left = [fleiss_kappa(np.delete(table, j, axis=1), names(119), SUBJECT).value for j in range(120)]
    assert one.se == pytest.approx(np.sqrt(119 / 120 * ((left - np.mean(left)) ** 2).sum()), rel=0.02)


def test_the_names_of_the_categories_do_not_count() -> None:
    table = ratings(COUNTS)
    assert fleiss_kappa(9 - 2 * table, names(10), SUBJECT).value == pytest.approx(
        fleiss_kappa(table, names(10), SUBJECT).value
    )


def test_under_chance_z_is_standard_normal() -> None:
    random = np.random.default_rng(5)
    z = [fleiss_kappa(random.integers(0, 3, (6, 40)), names(40), SUBJECT).statistic for _ in range(400)]
    assert np.mean(z) == pytest.approx(0, abs=0.15)
    assert np.std(z) == pytest.approx(1, abs=0.12)


@pytest.mark.parametrize("table", [np.ones((3, 5)), [[1.0, 2]], np.full((3, 4), np.nan), np.zeros((0, 3))])
def test_not_assessable_is_said(table: object) -> None:
    table = np.asarray(table, dtype=float)
    one = fleiss_kappa(table, names(table.shape[1]), SUBJECT)
    assert one.value is None
    sound(one)


def test_total_agreement() -> None:
    one = fleiss_kappa([[1, 2, 3, 1]] * 3, names(4), SUBJECT)
    assert one.value == pytest.approx(1.0)
    assert one.interval.high == pytest.approx(1.0)
