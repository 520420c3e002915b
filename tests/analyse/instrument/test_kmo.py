"""KMO, the adequacy of each item, and Bartlett's test."""

import numpy as np
import pytest
from made_answers import SUBJECT, exact, likert, names, sound
from scipy.stats import chi2

from yupay.analyse.instrument.kmo import bartlett, kmo


def test_equal_correlations() -> None:
    """Items that all correlate r have partial correlations r / (1 + (k - 2) r)."""
    k, r = 5, 0.4
    q = r / (1 + (k - 2) * r)
    done = kmo(exact(np.full((k, k), r) + (1 - r) * np.eye(k)), names(k), SUBJECT)
    assert [one.value for one in done] == pytest.approx([r * r / (r * r + q * q)] * (k + 1))
    assert [one.key for one in done] == ["", *names(k)]


def test_bartlett_of_equal_correlations() -> None:
    k, r, n = 4, 0.3, 80
    one = bartlett(exact(np.full((k, k), r) + (1 - r) * np.eye(k), n=n), names(k), SUBJECT)
    logdet = (k - 1) * np.log(1 - r) + np.log(1 + (k - 1) * r)
    assert one.statistic == pytest.approx(-(n - 1 - (2 * k + 5) / 6) * logdet)
    assert one.df == 6
    assert one.p == pytest.approx(chi2.sf(one.statistic, 6))


def test_bartlett_holds_its_size() -> None:
    random = np.random.default_rng(2)
    p = np.array([bartlett(random.normal(size=(60, 5)), names(5), SUBJECT).p for _ in range(1000)])
    assert 0.035 <= (p < 0.05).mean() <= 0.065


@pytest.mark.parametrize("items", [likert(4, 6), np.ones((40, 3)), np.zeros((0, 3))])
def test_not_assessable_is_said(items: np.ndarray) -> None:
    k = items.shape[1]
    for one in (*kmo(items, names(k), SUBJECT), bartlett(items, names(k), SUBJECT)):
        assert one.value is None
        sound(one)
