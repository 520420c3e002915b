import numpy as np
import pytest

from yupay.analyse.relate.normality import lilliefors, lilliefors_d, lilliefors_p, normality
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="district")
WEIGHTS = [148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236]


def test_published_w_of_eleven_weights() -> None:
    """Shapiro and Wilk (1965), example 1: weights of 11 men, W = .79."""
    one = normality(WEIGHTS, SUBJECT)
    assert one.value == pytest.approx(0.79, abs=0.005)
    assert one.p < 0.01
    assert one.statistic_name == "W"


@pytest.mark.parametrize(
    ("n", "level", "critical"), [(20, 0.05, 0.192), (20, 0.01, 0.223), (30, 0.05, 0.159), (30, 0.10, 0.146)]
)
def test_dallal_wilkinson_table(n: int, level: float, critical: float) -> None:
    """Upper points of D as Dallal and Wilkinson (1986) correct Lilliefors's table."""
    assert lilliefors_p(critical, n, seed=1) == pytest.approx(level, rel=0.06)


def test_p_above_a_fifth_is_never_printed_as_point_two() -> None:
    values = np.random.default_rng(0).standard_normal(43)
    one = lilliefors(values, SUBJECT, seed=1)
    assert one.p is None
    assert one.parameters["p_above"] == 0.20
    far = lilliefors(np.exp(2 * values), SUBJECT, seed=1)
    assert far.p < 0.01
    assert far.parameters["p_above"] is None


def test_lilliefors_holds_its_level() -> None:
    samples = np.random.default_rng(5).standard_normal((1000, 25))
    rejected = [lilliefors_p(float(d), 25, seed=1, draws=99) < 0.05 for d in lilliefors_d(samples)]
    assert 0.03 <= np.mean(rejected) <= 0.075


def test_location_and_scale_do_not_matter() -> None:
    values = np.array(WEIGHTS, float)
    assert normality(3 * values - 7, SUBJECT).value == pytest.approx(normality(values, SUBJECT).value)
    assert lilliefors(3 * values - 7, SUBJECT, seed=1).value == pytest.approx(lilliefors(values, SUBJECT, seed=1).value)


@pytest.mark.parametrize("values", [[], [1, 2, 3], [2, 2, 2, 2, 2]])
def test_not_assessable_is_said(values: list[float]) -> None:
    for one in (normality(values, SUBJECT), lilliefors(values, SUBJECT, seed=1)):
        assert one.value is None
        assert one.warnings


def test_more_values_than_the_approximation_covers() -> None:
    one = normality(np.random.default_rng(1).standard_normal(5_001), SUBJECT)
    assert one.value is None
    assert "5,000" in one.warnings[-1].en
