"""R-1: 24 departments, ranks as printed, and the same values to one decimal. R-5g: eight students with ties."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from yupay.analyse.relate.spearman import METHOD, spearman
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="department", sources=("thesis",))
RANK_X = [16, 18, 23, 3, 20, 22, 21, 19, 24, 6, 11, 9, 10, 12, 4, 5, 14, 13, 15, 17, 2, 7, 8, 1]
RANK_Y = [10.5, 21, 10.5, 8, 15, 24, 22, 13, 17, 5, 18, 19, 12, 16, 2.5, 2.5, 6.5, 20, 23, 14, 4, 1, 6.5, 9]
X = [
    7.4,
    7.7,
    10.9,
    2.9,
    9.4,
    10.7,
    9.6,
    8.8,
    14.6,
    3.4,
    5.3,
    4.9,
    5.2,
    5.4,
    3.3,
    3.3,
    6.2,
    6.0,
    7.3,
    7.5,
    2.9,
    4.1,
    4.3,
    2.0,
]
Y = [
    3.6,
    6.6,
    3.6,
    1.9,
    4.3,
    14.3,
    7.8,
    4.0,
    5.7,
    1.1,
    5.9,
    6.1,
    3.7,
    4.5,
    0.4,
    0.4,
    1.5,
    6.3,
    9.1,
    4.2,
    0.5,
    0.2,
    1.5,
    2.8,
]
VALUES = st.lists(st.integers(-6, 6).map(float), min_size=5, max_size=25)


def test_published_ranks_of_24_departments() -> None:
    one = spearman(RANK_X, RANK_Y, SUBJECT, seed=1)
    assert one.value == pytest.approx(0.652600, abs=5e-7)
    assert one.statistic == pytest.approx(4.0398, abs=5e-5)
    assert one.df == 22
    assert one.p == pytest.approx(0.000547, abs=5e-7)
    assert (one.interval.low, one.interval.high) == pytest.approx((0.299, 0.849), abs=6e-4)
    assert one.n == 24
    assert one.seed is None
    assert one.parameters["p_method"] == "t"
    assert one.id == "relate/x~y/department/spearman"
    assert one.sources == ("thesis",)


def test_printed_values_of_24_departments() -> None:
    one = spearman(X, Y, SUBJECT, seed=1)
    assert one.value == pytest.approx(0.65114, abs=5e-6)
    assert one.p == pytest.approx(0.000569, abs=5e-7)
    assert one.parameters["tied_x"] == 4
    assert one.parameters["tied_y"] == 6


def test_ties_turn_the_sign_of_eight_students() -> None:
    one = spearman([10, 9, 8, 7, 7, 6, 6, 4], [8, 6, 10, 9, 8, 7, 6, 9], SUBJECT, seed=1)
    assert one.value == pytest.approx(-0.0061, abs=5e-5)
    assert one.parameters["p_method"] == "exact"


def test_impossible_p_of_90_respondents() -> None:
    """R-5a: rho = .078 with n = 90 cannot have p = .000."""
    random = np.random.default_rng(0)
    x = np.arange(90.0)
    y = min((random.permuted(x) for _ in range(500)), key=lambda order: abs(spearmanr(x, order)[0] - 0.078))
    one = spearman(x, y, SUBJECT, seed=1)
    assert one.value == pytest.approx(0.078, abs=5e-4)
    assert one.p == pytest.approx(0.465, abs=0.004)


def test_exact_p_is_the_share_of_all_arrangements() -> None:
    x, y = np.array([1.0, 2, 2, 4, 5, 7]), np.array([2.0, 1, 3, 3, 6, 5])
    observed = spearmanr(x, y)[0]
    every = [spearmanr(x, order)[0] for order in itertools.permutations(y)]
    one = spearman(x, y, SUBJECT, seed=1)
    assert one.p == pytest.approx(np.mean(np.abs(every) >= abs(observed) - 1e-12))
    greater = spearman(x, y, SUBJECT, seed=1, alternative="greater")
    assert greater.p == pytest.approx(np.mean(np.array(every) >= observed - 1e-12))


def test_sampled_p_is_near_t_and_keeps_its_seed() -> None:
    random = np.random.default_rng(4)
    x, y = random.standard_normal((2, 18))
    one = spearman(x, x + 2 * y, SUBJECT, seed=5)
    assert one.parameters["p_method"] == "sampled"
    assert one.seed == 5
    assert one.p == pytest.approx(spearmanr(x, x + 2 * y)[1], abs=0.02)
    assert one.p == spearman(x, x + 2 * y, SUBJECT, seed=5).p


@given(VALUES, st.randoms(use_true_random=False))
def test_order_is_all_that_counts(values: list[float], shuffler: object) -> None:
    x, y = np.array(values), np.array(shuffler.sample(values, len(values)))
    one, two = spearman(x, y, SUBJECT, seed=1), spearman(np.exp(x), y**3, SUBJECT, seed=1)
    swapped, turned = spearman(y, x, SUBJECT, seed=1), spearman(-x, y, SUBJECT, seed=1)
    if one.value is None:
        assert two.value is None
        return
    assert two.value == pytest.approx(one.value, abs=1e-12)
    assert swapped.value == pytest.approx(one.value, abs=1e-12)
    assert turned.value == pytest.approx(-one.value, abs=1e-12)
    assert one.p == pytest.approx(two.p)
    assert one.interval.low <= one.value <= one.interval.high


def test_missing_values_are_left_out_and_counted() -> None:
    holed = [None, *RANK_X[1:]]
    one = spearman(holed, RANK_Y, SUBJECT, seed=1)
    assert one.n == 23
    assert one.value == pytest.approx(spearman(RANK_X[1:], RANK_Y[1:], SUBJECT, seed=1).value)
    assert one.warnings[0].en.endswith("there: 1.")


@pytest.mark.parametrize(("x", "y"), [([], []), ([1, 2, 3], [3, 1, 2]), ([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])])
def test_not_assessable_is_said(x: list[float], y: list[float]) -> None:
    one = spearman(x, y, SUBJECT, seed=1)
    assert one.value is None
    assert one.p is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.method == METHOD.id


def test_perfect_order() -> None:
    one = spearman(range(30), range(30), SUBJECT, seed=1)
    assert one.value == 1.0
    assert one.p == 0.0
    assert one.statistic is None


def test_bonett_wright_covers() -> None:
    random, truth, cover = np.random.default_rng(9), 6 / np.pi * np.arcsin(0.25), 0
    for _ in range(800):
        x, e = random.standard_normal((2, 43))
        interval = spearman(x, 0.5 * x + np.sqrt(0.75) * e, SUBJECT, seed=1).interval
        cover += interval.low <= truth <= interval.high
    assert 0.925 <= cover / 800 <= 0.975
