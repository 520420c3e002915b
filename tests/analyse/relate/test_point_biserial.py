import numpy as np
import pytest

from yupay.analyse.relate.group_difference import cohen_d, student_t
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.point_biserial import METHOD, point_biserial
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("score", "attribute"), unit_of_analysis="person")
SCORE = np.array([4, 6, 5, 8, 7, 9, 3, 6, 8, 5], float)
HAS = ["no", "no", "no", "yes", "yes", "yes", "no", "yes", "yes", "no"]


def test_it_is_pearson_with_zero_and_one_and_the_t_of_student() -> None:
    one = point_biserial(SCORE, HAS, SUBJECT)
    codes = [float(label == "yes") for label in HAS]
    assert one.value == pytest.approx(pearson(SCORE, codes, SUBJECT).value)
    student = student_t(SCORE, HAS, SUBJECT, order=("yes", "no"))
    assert one.statistic == pytest.approx(student.statistic)
    assert one.p == pytest.approx(student.p)
    assert one.parameters["high_group"] == "yes"


def test_interval_is_that_of_cohens_d() -> None:
    """Both come from one non-central t: rho = delta / sqrt(delta^2 + 1 / (p q))."""
    one, d = point_biserial(SCORE, HAS, SUBJECT), cohen_d(SCORE, HAS, SUBJECT, order=("yes", "no"))
    for r, delta in ((one.interval.low, d.interval.low), (one.interval.high, d.interval.high)):
        assert r == pytest.approx(delta / np.sqrt(delta**2 + 4.0), abs=1e-6)
    assert one.interval.low < one.value < one.interval.high


def test_interval_covers() -> None:
    random, cover = np.random.default_rng(4), 0
    labels = [0.0] * 20 + [1.0] * 30
    rho = 0.8 / np.sqrt(0.64 + 1 / 0.24)
    for _ in range(400):
        values = random.standard_normal(50) + 0.8 * np.array(labels)
        interval = point_biserial(values, labels, SUBJECT).interval
        cover += interval.low <= rho <= interval.high
    assert 0.92 <= cover / 400 <= 0.98


def test_the_order_turns_the_sign() -> None:
    one, turned = point_biserial(SCORE, HAS, SUBJECT), point_biserial(SCORE, HAS, SUBJECT, order=("yes", "no"))
    assert turned.value == pytest.approx(-one.value)
    assert turned.interval.low == pytest.approx(-one.interval.high)


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([], []),
        ([1, 2], ["a", "b"]),
        ([1, 2, 3, 4], ["a", "a", "a", "a"]),
        ([1, 1, 1, 1], ["a", "a", "b", "b"]),
        ([np.nan] * 4, ["a", "a", "b", "b"]),
        ([1, 2, 3, 4, 5, 6], ["a", "b", "c", "a", "b", "c"]),
        ([1, 2, 3, 4], [None, None, "", np.nan]),
    ],
)
def test_not_assessable_is_said(values, groups) -> None:
    one = point_biserial(values, groups, SUBJECT)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.method == METHOD.id


def test_an_attribute_that_decides_the_score() -> None:
    one = point_biserial([1, 1, 2, 2], ["a", "a", "b", "b"], SUBJECT)
    assert one.value == pytest.approx(1.0)
    assert (one.interval.low, one.interval.high) == (1.0, 1.0)
    assert one.statistic is None
