import numpy as np
import pytest
from scipy.stats import norm
from test_holm import an_estimate

from yupay.analyse.relate.equivalence import equivalence
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="district")


def decided(r: float, se: float) -> object:
    return an_estimate(0.5).model_copy(update={"value": r, "n": 43, "parameters": {"fisher_se": se}})


def test_formula() -> None:
    one = equivalence(decided(0.1, 0.16), SUBJECT)
    assert one.p == pytest.approx(norm.sf((np.arctanh(0.3) - np.arctanh(0.1)) / 0.16))
    assert one.parameters["equivalent"] is False
    assert one.interval.level == pytest.approx(0.9)


@pytest.mark.parametrize("r", [-0.29, -0.1, 0.0, 0.05, 0.2, 0.45])
@pytest.mark.parametrize("se", [0.02, 0.09, 0.2])
def test_passes_exactly_when_the_interval_is_inside(r: float, se: float) -> None:
    one = equivalence(decided(r, se), SUBJECT)
    inside = -0.3 < one.interval.low and one.interval.high < 0.3
    assert one.parameters["equivalent"] is inside
    assert equivalence(decided(-r, se), SUBJECT).p == pytest.approx(one.p)


def test_43_districts_cannot_show_the_absence_of_a_relation() -> None:
    assert equivalence(decided(0.0, 1 / 6), SUBJECT).p > 0.03
    assert not equivalence(decided(0.05, 1 / 6), SUBJECT).parameters["equivalent"]


def test_the_error_is_read_from_an_interval_where_it_is_not_told() -> None:
    x = np.random.default_rng(2).standard_normal((2, 900))
    told = equivalence(pearson(*x, SUBJECT), SUBJECT)
    for level in (0.90, 0.95):
        one = pearson(*x, SUBJECT, level=level)
        read = equivalence(one.model_copy(update={"parameters": {}}), SUBJECT)
        assert read.p == pytest.approx(told.p)
        assert read.interval.low == pytest.approx(told.interval.low)
    assert told.parameters["equivalent"] is True
    assert equivalence(spearman(*x, SUBJECT, seed=1), SUBJECT).parameters["equivalent"] is True


def test_an_interval_that_touches_one_gives_no_error() -> None:
    assert equivalence(spearman(range(30), range(30), SUBJECT, seed=1), SUBJECT).value is None


def test_without_a_coefficient() -> None:
    none = pearson([1, 1, 1, 1], [1, 2, 3, 4], SUBJECT)
    assert equivalence(none, SUBJECT).value is None
    assert equivalence(none, SUBJECT).warnings
