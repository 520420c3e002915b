"""Strata that add up: two lists by hand, spina bifida by ethnicity, and what too small a stratum does."""

import numpy as np
import pytest

from yupay.analyse.hidden import strata
from yupay.analyse.hidden.closed_fit import log_normal
from yupay.analyse.hidden.tables import reordered
from yupay.model.estimate import Subject

SPINA = np.array([[0, 230, 45, 134, 52, 107, 3, 12], [0, 13, 3, 8, 8, 3, 1, 0], [0, 1, 0, 0, 0, 1, 0, 0]], dtype=float)
ETHNICITY = ("caucasian", "afro-american", "other")
ABOUT = Subject(variables=("S1", "S2", "S3"), unit_of_analysis="person", unit="person")
TWO = np.array([[0, 40, 30, 12], [0, 90, 20, 30]], dtype=float)


def test_two_lists_by_hand() -> None:
    """Independent lists within strata: 52*42/12 + 120*50/30, where the pooled table gives 172*92/42."""
    one = strata.estimate(TWO, ABOUT, names=("a", "b"), seed=1)
    assert one.value == pytest.approx(52 * 42 / 12 + 120 * 50 / 30)
    assert one.parameters["pooled"] == pytest.approx(172 * 92 / 42)
    assert one.parameters["estimate[a]"] == pytest.approx(182)
    assert one.n == 222
    assert one.interval.low < one.value < one.interval.high
    assert one.seed == 1


def test_strata_sum() -> None:
    """The sum is the sum of the parts, and its variance the sum of their variances."""
    parts = [strata.part(y, name, seed=k) for k, (y, name) in enumerate(zip(SPINA[:2], ETHNICITY, strict=False))]
    one = strata.estimate(SPINA[:2], ABOUT, names=ETHNICITY[:2], seed=5)
    assert one.value == pytest.approx(sum(part.total for part in parts))
    assert one.se == pytest.approx(np.sqrt(sum(part.se**2 for part in parts)))
    dark = one.value - 619
    assert strata.delta(parts, 0.95) == pytest.approx(log_normal(619, dark, one.se, 0.95))
    assert strata.delta(parts, 0.95) == pytest.approx((one.parameters["delta_low"], one.parameters["delta_high"]))


def test_alike_strata_add_to_the_pooled_total() -> None:
    """The same shares of histories in every stratum: no difference between adding and pooling."""
    y = np.array([0, 60, 40, 20, 50, 15, 14, 8], dtype=float)
    one = strata.estimate(np.array([y, 2 * y, 3 * y]), ABOUT, names=("a", "b", "c"), seed=1)
    assert one.value == pytest.approx(one.parameters["pooled"], rel=1e-6)


def test_convolution_is_that_of_independent_normal_sums() -> None:
    random = np.random.default_rng(0)
    draws = [random.normal(mean, sd, 200_000) for mean, sd in ((100, 3), (200, 4))]
    parts = [strata.Part("", 50, 100, 3, draws[0]), strata.Part("", 50, 200, 4, draws[1])]
    assert strata.convolved(parts, 0.95) == pytest.approx((300 - 1.96 * 5, 300 + 1.96 * 5), abs=0.1)


def test_small_strata_are_warned_and_one_without_a_total_is_refused() -> None:
    one = strata.estimate(SPINA, ABOUT, names=ETHNICITY, seed=1)
    assert one.value is None and one.interval is None
    assert one.warnings[0].en == "Not assessable: strata without a total, which the sum would lack: other."
    assert one.parameters["estimate[other]"] is None
    said = [warning.en for warning in one.warnings]
    assert "afro-american: people seen, 36, fewer than 50." in said
    assert "afro-american: pairs of lists with fewer than 5 people in common, 2." in said


def test_order_of_lists_and_of_strata() -> None:
    one = strata.estimate(SPINA[:2], ABOUT, names=ETHNICITY[:2], seed=1)
    other = np.array([reordered(y, (2, 0, 1)) for y in SPINA[1::-1]])
    two = strata.estimate(other, ABOUT, names=ETHNICITY[1::-1], seed=1)
    assert two.value == pytest.approx(one.value, rel=1e-7)
    assert two.se == pytest.approx(one.se, rel=1e-6)


def test_a_list_without_anybody_in_a_stratum() -> None:
    """The list is left out where nobody is on it."""
    wider = np.hstack([TWO, np.zeros((2, 4))])
    wider[1, 4] = 5.0
    one = strata.estimate(wider, ABOUT, names=("a", "b"), seed=1)
    assert one.parameters["estimate[a]"] == pytest.approx(182)


@pytest.mark.parametrize("y", [np.zeros((2, 8)), np.eye(8)[[1, 2]], np.eye(8)[[7, 7]]])
def test_degenerate_tables_are_refused_in_words(y: np.ndarray) -> None:
    one = strata.estimate(y, ABOUT, names=("a", "b"), seed=1, draws=20)
    assert one.value is None
    assert one.warnings[0].es.startswith("No evaluable")


def test_draws_without_a_total_are_infinite_and_leave_the_upper_limit_open() -> None:
    draws = np.r_[np.linspace(100, 200, 970), np.full(30, np.inf)]
    low, high = strata.convolved([strata.Part("", 50, 150, 3, draws)], 0.95)
    assert low == pytest.approx(102.5, abs=0.1) and high == np.inf
    thin = np.array([[0, 10, 9, 3], [0, 90, 20, 30]], dtype=float)
    one = strata.estimate(thin, ABOUT, names=("a", "b"), seed=1)
    assert 25 < one.parameters["draws_without_total"] < 50
    assert one.value == pytest.approx(13 * 12 / 3 + 200) and one.interval.low > 162
    assert one.interval.high is None and "not bounded" in one.warnings[-1].en
