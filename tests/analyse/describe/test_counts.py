"""A count: no data is not zero, one row carries no interval, Poisson only where the card says so."""

import numpy as np
import pytest
from builders import subject
from scipy.stats import t

from yupay.analyse.describe import counts
from yupay.analyse.describe.core import garwood


def test_interval_is_that_of_the_rows() -> None:
    rows = np.array([3.0, 8.0, 1.0, 12.0])
    found = counts.count(subject(), rows.sum(), answered=4, existing=5, squares=float((rows**2).sum()))
    reach = t.ppf(0.975, 3) * rows.std(ddof=1) * 2
    assert found.id == "describe/complaints/district/count/p1"
    assert found.interval is not None and found.interval.high == pytest.approx(24 + reach)
    assert found.interval.low == max(0.0, 24 - reach) and found.df == 3 and found.n == 4
    assert found.parameters == {"answered": 4, "existing": 5}
    assert "4 of 5" in found.warnings[0].en


def test_no_data_has_no_value() -> None:
    found = counts.count(subject(), None, answered=0, existing=2)
    assert found.value is None and found.interval is None and found.warnings == (counts.NO_DATA,)


@pytest.mark.parametrize(
    ("answered", "squares", "why"),
    [(1, 25.0, counts.ONE_ROW), (2, None, counts.NOT_KEPT), (2, 12.5, counts.ALL_EQUAL)],
)
def test_no_interval_is_invented(answered: int, squares: float | None, why: object) -> None:
    found = counts.count(subject(), 5.0, answered=answered, existing=answered, squares=squares)
    assert found.value == 5.0 and found.interval is None and found.se is None and found.warnings == (why,)


def test_poisson_only_where_the_card_says_so() -> None:
    found = counts.count(subject(), 10.0, answered=1, existing=1, squares=100.0, independent=True)
    assert found.interval is not None and (found.interval.low, found.interval.high) == garwood(10)
    assert "Garwood" in found.interval.method.en


def test_a_hidden_count_shows_nothing_of_itself() -> None:
    found = counts.hidden_count(subject(), answered=2, existing=2)
    assert found.value is None and found.interval is None
    assert "hidden" in found.warnings[0].en
