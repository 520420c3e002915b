import numpy as np
import pytest
from test_spearman import X, Y

from yupay.analyse.relate.partial import partial_pearson, partial_spearman
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="department")
CONTROL = np.random.default_rng(8).standard_normal(24)


def test_first_order_formula() -> None:
    """Yule's formula with one control."""
    for partial, plain in (
        (partial_spearman, lambda a, b: spearman(a, b, SUBJECT, seed=1)),
        (partial_pearson, lambda a, b: pearson(a, b, SUBJECT)),
    ):
        xy, xz, yz = (plain(a, b).value for a, b in ((X, Y), (X, CONTROL), (Y, CONTROL)))
        wanted = (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))
        one = partial(X, Y, CONTROL, SUBJECT, names=("poverty",))
        assert one.value == pytest.approx(wanted)
        assert one.df == 21
        assert one.parameters["controls"] == "poverty"


def test_fisher_interval_loses_one_unit_a_control() -> None:
    one = partial_pearson(X, Y, CONTROL, SUBJECT)
    half = np.arctanh(one.interval.high) - np.arctanh(one.value)
    assert half == pytest.approx(1.959964 / np.sqrt(24 - 1 - 3), rel=1e-6)


def test_without_controls_it_is_the_plain_coefficient() -> None:
    none = np.empty((24, 0))
    assert partial_spearman(X, Y, none, SUBJECT).value == pytest.approx(spearman(X, Y, SUBJECT, seed=1).value)
    assert partial_pearson(X, Y, none, SUBJECT).p == pytest.approx(pearson(X, Y, SUBJECT).p)


def test_rank_version_needs_only_order() -> None:
    one, two = partial_spearman(X, Y, CONTROL, SUBJECT), partial_spearman(np.log(X), Y, np.exp(CONTROL), SUBJECT)
    assert two.value == pytest.approx(one.value)


def test_holding_the_common_cause_removes_the_relation() -> None:
    random, rejected = np.random.default_rng(11), 0
    for _ in range(300):
        z, a, b = random.standard_normal((3, 43))
        rejected += partial_pearson(z + a, z + b, z, SUBJECT).p < 0.05
    assert 0.02 <= rejected / 300 <= 0.09


@pytest.mark.parametrize("n", [0, 3, 5])
def test_too_few_units(n: int) -> None:
    one = partial_spearman(X[:n], Y[:n], np.ones((n, 2)), SUBJECT)
    assert one.value is None
    assert one.warnings


def test_a_variable_that_is_its_control_is_not_assessable() -> None:
    assert partial_spearman(X, Y, X, SUBJECT).value is None


def test_a_unit_without_its_control_is_left_out() -> None:
    holed = np.where(np.arange(24) == 3, np.nan, CONTROL)
    one = partial_spearman(X, Y, holed, SUBJECT)
    assert one.n == 23
    assert one.warnings
