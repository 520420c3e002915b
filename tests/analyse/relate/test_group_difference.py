import numpy as np
import pytest
from scipy.stats import f_oneway, nct

from yupay.analyse.relate.group_difference import (
    ANOVA_METHOD,
    COHEN_METHOD,
    METHOD,
    STUDENT_METHOD,
    anova,
    cohen_d,
    student_t,
    welch_t,
)
from yupay.analyse.relate.samples import noncentral_t
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("hours", "drug"), unit_of_analysis="person", unit="hour")
SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
DRUG = [1] * 10 + [2] * 10
PLANTS = [
    *(4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14),
    *(4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69),
    *(6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26),
]
TREATMENT = ["control"] * 10 + ["first"] * 10 + ["second"] * 10


def test_hours_of_sleep() -> None:
    """Student (1908), as two groups: Welch t = -1.8608, df = 17.776, p = .07939, interval -3.3655 to .2055."""
    one = welch_t(SLEEP, DRUG, SUBJECT)
    assert one.statistic == pytest.approx(-1.8608, abs=0.00005)
    assert one.df == pytest.approx(17.776, abs=0.0005)
    assert one.p == pytest.approx(0.07939, abs=0.000005)
    assert one.interval.low == pytest.approx(-3.3654832, abs=1e-6)
    assert one.interval.high == pytest.approx(0.2054832, abs=1e-6)
    assert one.unit == "hour"
    plain = student_t(SLEEP, DRUG, SUBJECT)
    assert (plain.df, plain.method) == (18.0, STUDENT_METHOD.id)
    assert plain.p == pytest.approx(0.07919, abs=0.000005)


def test_weights_of_plants() -> None:
    """Dobson (1983): F(2, 27) = 4.846, p = .0159."""
    one = anova(PLANTS, TREATMENT, SUBJECT)
    assert one.statistic == pytest.approx(4.846, abs=0.0005)
    assert one.p == pytest.approx(0.0159, abs=0.00005)
    assert one.value == pytest.approx(0.2641, abs=0.00005)
    assert one.interval.low <= one.value <= one.interval.high


def test_the_ends_of_the_interval_put_d_in_the_tails() -> None:
    one = cohen_d(SLEEP, DRUG, SUBJECT)
    t, scale = one.value / np.sqrt(0.2), np.sqrt(0.2)
    assert nct.cdf(t, 18, one.interval.low / scale) == pytest.approx(0.975, abs=1e-7)
    assert nct.cdf(t, 18, one.interval.high / scale) == pytest.approx(0.025, abs=1e-7)
    assert abs(one.parameters["hedges_g"]) < abs(one.value)
    assert one.parameters["hedges_g"] == pytest.approx(one.value * (1 - 3 / (4 * 18 - 1)), abs=1e-3)
    assert one.method == COHEN_METHOD.id


def test_two_groups_of_the_analysis_of_variance_are_student() -> None:
    assert anova(SLEEP, DRUG, SUBJECT).p == pytest.approx(student_t(SLEEP, DRUG, SUBJECT).p)
    assert anova(SLEEP, DRUG, SUBJECT).statistic == pytest.approx(f_oneway(SLEEP[:10], SLEEP[10:]).statistic)


def test_order_turns_the_sign_and_scale_does_not_matter() -> None:
    one, turned = cohen_d(SLEEP, DRUG, SUBJECT), cohen_d(SLEEP, DRUG, SUBJECT, order=(2, 1))
    assert turned.value == pytest.approx(-one.value)
    assert turned.interval.high == pytest.approx(-one.interval.low)
    assert cohen_d(np.array(SLEEP) * 60 + 5, DRUG, SUBJECT).value == pytest.approx(one.value)
    larger = cohen_d(SLEEP, DRUG, SUBJECT, divisor="n")
    assert larger.value == pytest.approx(one.value * np.sqrt(20 / 18))


def test_interval_of_eta_squared_holds_it_where_groups_hardly_differ() -> None:
    one = anova([1, 2, 3, 1.0001, 2, 3], ["a"] * 3 + ["b"] * 3, SUBJECT)
    assert one.interval.low <= one.value <= one.interval.high


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([], []),
        ([1, 2], ["a", "b"]),
        ([1, 2, 3, 4], ["a"] * 4),
        ([1, 1, 1, 1], ["a", "a", "b", "b"]),
        ([1, 1, 2, 2], ["a", "a", "b", "b"]),
        ([np.nan] * 4, ["a", "a", "b", "b"]),
        ([1, 2, 3], ["a", "a", "b"]),
    ],
)
@pytest.mark.parametrize("method", [welch_t, student_t, cohen_d, anova])
def test_not_assessable_is_said(values, groups, method) -> None:
    one = method(values, groups, SUBJECT)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.method in {METHOD.id, STUDENT_METHOD.id, COHEN_METHOD.id, ANOVA_METHOD.id}


def test_an_order_that_names_an_absent_group() -> None:
    assert welch_t(SLEEP, DRUG, SUBJECT, order=(1, 9)).value is None


@pytest.mark.parametrize("gap", [0.0, 1e-9, 3.0, 1e3, 1e6, 1e12])
def test_any_distance_has_an_interval_that_holds_it(gap: float) -> None:
    values = [1.0, 2.0, 4.0, 3.0, 1.0 + gap, 2.0 + gap, 4.0 + gap, 3.5 + gap]
    groups = ["a"] * 4 + ["b"] * 4
    for one in (cohen_d(values, groups, SUBJECT), anova(values, groups, SUBJECT)):
        assert one.interval.low <= one.value <= one.interval.high


@pytest.mark.parametrize("df", [1, 2, 18, 3000])
@pytest.mark.parametrize("t", [0.0, 0.4, 3.0, 37.0])
def test_noncentral_t_against_the_library_where_it_answers(t: float, df: float) -> None:
    low, high = noncentral_t(t, df)
    assert nct.cdf(t, df, low) == pytest.approx(0.975, abs=1e-6)
    assert nct.cdf(t, df, high) == pytest.approx(0.025, abs=1e-6)
    assert noncentral_t(-t, df) == pytest.approx((-high, -low))


@pytest.mark.parametrize("df", [1, 5, 1000])
def test_far_out_the_interval_goes_on_without_a_step(df: float) -> None:
    t = 100 * np.sqrt(2 * df)
    near, far = noncentral_t(t * 0.999999, df), noncentral_t(t * 1.000001, df)
    assert near == pytest.approx(far, rel=1e-3)
