"""Sizes for proportions, means, correlations and differences: R's values, published tables, and what must hold of all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata
from scipy.stats import t as student

from yupay.analyse.plan import correlation, curves, mean, proportion, two_means, two_proportions
from yupay.analyse.plan.core import Frame, clustered, corrected
from yupay.analyse.plan.correlation import sample_size_correlation
from yupay.analyse.plan.mean import sample_size_mean
from yupay.analyse.plan.proportion import sample_size_proportion
from yupay.analyse.plan.two_means import sample_size_two_means
from yupay.analyse.plan.two_proportions import sample_size_two_proportions
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="person")


def values(made: tuple[Estimate, ...]) -> list[float | None]:
    return [one.value for one in made]


def test_three_numbers_and_the_formula_in_words() -> None:
    exact, answers, invitations = sample_size_proportion(
        0.5, 0.05, SUBJECT, frame=Frame(1000, design_effect=1.5, response=0.8)
    )
    endless = 1.5 * 384.14588
    assert exact.value == pytest.approx(1000 * endless / (999 + endless), rel=1e-6)
    assert (answers.value, invitations.value) == (366, 458)
    assert exact.id == "plan/x/person/sample-size-proportion/exact"
    assert exact.design is not None
    assert "finite-population correction once, N = 1000" in exact.design.en
    assert (
        exact.design.en.index("design effect") < exact.design.en.index("once") < exact.design.en.index("response rate")
    )
    assert "una sola vez" in exact.design.es
    assert exact.unit == "person"


def test_r_values_of_two_groups() -> None:
    """power.prop.test(p1=.5, p2=.6, power=.8) and power.t.test(delta=.5, power=.8) of R 4.2.2."""
    assert sample_size_two_proportions(0.5, 0.6, SUBJECT)[0].value == pytest.approx(387.338516695594, abs=1e-4)
    assert sample_size_two_means(0.5, SUBJECT)[0].value == pytest.approx(63.7657637142739, abs=1e-6)
    assert values(sample_size_two_means(5, SUBJECT, sd=10))[1:] == [64, 64]


def test_r_values_of_a_correlation() -> None:
    found = [sample_size_correlation(r, SUBJECT)[0].value for r in (0.1, 0.2, 0.3, 0.5)]
    assert found == pytest.approx([782.650127611106, 193.968040183989, 84.9278111157752, 29.0123004010536], rel=1e-9)


def test_width_of_a_correlation() -> None:
    """The first step of Bonett and Wright (2000), 4 z^2 (1 - r^2)^2 / w^2 + 3, is near the exact answer."""
    n = sample_size_correlation(0.5, SUBJECT, width=0.2)[0].value
    assert n is not None
    assert curves.correlation_width(0.5, n, 0.95, "pearson") == pytest.approx(0.2)
    approximate = 4 * 1.959964**2 * (1 - 0.25) ** 2 / 0.2**2 + 3
    assert n == pytest.approx(approximate, abs=4)
    wider = sample_size_correlation(0.5, SUBJECT, width=0.2, coefficient="spearman")[0].value
    assert wider == pytest.approx((n - 3) * 1.125 + 3, rel=1e-9)


def test_student_asks_for_a_little_more_than_the_normal() -> None:
    one = sample_size_mean(10, 4, SUBJECT)[0]
    n = int(one.parameters["answers_by_t"])
    assert student.isf(0.025, n - 1) * 10 / math.sqrt(n) <= 4 < student.isf(0.025, n - 2) * 10 / math.sqrt(n - 1)
    assert one.value is not None and one.value < n


def test_kish_design_effect() -> None:
    assert clustered(20, 0.05) == pytest.approx(1.95)
    assert clustered(1, 0.3) == 1


@given(st.integers(1, 10**7), st.floats(0.01, 0.99), st.floats(0.005, 0.5), st.floats(0.5, 4), st.floats(0.1, 1))
def test_properties_of_a_finite_population(
    population: int, p: float, margin: float, effect: float, response: float
) -> None:
    finite = values(sample_size_proportion(p, margin, SUBJECT, frame=Frame(population, effect, response)))
    endless = values(sample_size_proportion(p, margin, SUBJECT, frame=Frame(None, effect, response)))
    assert finite[0] <= endless[0] + 1 and finite[0] <= max(population, endless[0])
    assert finite[1] - 1 < finite[0] + 1e-6 and finite[2] >= finite[1]
    assert corrected(endless[0] / effect, Frame(population, effect), 0) < population


@given(st.floats(0.5, 50), st.floats(0.1, 10), st.integers(2, 10**6))
def test_a_mean_reaches_its_margin(sd: float, margin: float, population: int) -> None:
    n = sample_size_mean(sd, margin, SUBJECT, frame=Frame(population))[0].value
    reached = 1.959963984540054 * sd * math.sqrt(max(0.0, 1 - n / population) / n)
    assert reached == pytest.approx(margin, rel=1e-6)


@given(st.floats(0.05, 0.95), st.floats(0.55, 0.99), st.sampled_from(["pearson", "spearman", "kendall-tau-b"]))
def test_a_size_gives_its_power(r: float, power: float, coefficient: curves.Coefficient) -> None:
    n = sample_size_correlation(r, SUBJECT, power=power, coefficient=coefficient)[0].value
    assert curves.correlation_power(r, n, 0.05, "two-sided", coefficient) == pytest.approx(power, abs=1e-9)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(0.3, 3))
def test_two_proportions_give_their_power(p1: float, p2: float, ratio: float) -> None:
    if abs(p1 - p2) < 0.01:
        return
    one = sample_size_two_proportions(p1, p2, SUBJECT, ratio=ratio)[0]
    assert curves.proportions_power(p1, p2, one.value, 0.05, "two-sided", ratio) == pytest.approx(0.8, abs=1e-9)


@given(st.floats(0.05, 2.5), st.floats(0.3, 3))
def test_two_means_give_their_power(effect: float, ratio: float) -> None:
    one = sample_size_two_means(effect, SUBJECT, ratio=ratio)[0]
    reached = curves.means_power(effect, one.value, 0.05, "two-sided", ratio)
    assert reached == pytest.approx(0.8, abs=1e-6) or (reached > 0.8 and one.value <= 3)


def test_spearman_size_holds_in_simulation() -> None:
    """The power of the t test of rho at the planned n, 4,000 normal samples whose population rho is .4."""
    rho = 0.4
    r = 2 * math.sin(math.pi * rho / 6)
    n = int(sample_size_correlation(rho, SUBJECT, coefficient="spearman")[1].value)
    random = np.random.default_rng(6)
    x, e = random.standard_normal((2, 4000, n))
    rx, ry = (rankdata(side, axis=1) - (n + 1) / 2 for side in (x, r * x + math.sqrt(1 - r * r) * e))
    found = (rx * ry).sum(axis=1) / np.sqrt((rx**2).sum(axis=1) * (ry**2).sum(axis=1))
    t = found * np.sqrt((n - 2) / (1 - found**2))
    assert np.mean(np.abs(t) > student.isf(0.025, n - 2)) == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    "made",
    [
        sample_size_proportion(0, 0.05, SUBJECT),
        sample_size_proportion(0.5, 0, SUBJECT),
        sample_size_proportion(float("nan"), 0.05, SUBJECT),
        sample_size_proportion(0.5, 0.05, SUBJECT, frame=Frame(0)),
        sample_size_proportion(0.5, 0.05, SUBJECT, frame=Frame(10, design_effect=0)),
        sample_size_proportion(0.5, 0.05, SUBJECT, frame=Frame(10, response=0)),
        sample_size_proportion(0.5, 0.05, SUBJECT, level=1),
        sample_size_proportion(0.5, 0.05, SUBJECT, z=-1),
        sample_size_mean(0, 1, SUBJECT),
        sample_size_mean(1, float("inf"), SUBJECT),
        sample_size_correlation(0, SUBJECT),
        sample_size_correlation(1, SUBJECT),
        sample_size_correlation(0.3, SUBJECT, width=3),
        sample_size_correlation(0.3, SUBJECT, alpha=0),
        sample_size_correlation(0.3, SUBJECT, power=0.01),
        sample_size_two_proportions(0.5, 0.5, SUBJECT),
        sample_size_two_proportions(0.5, 1.5, SUBJECT),
        sample_size_two_means(0, SUBJECT),
        sample_size_two_means(1, SUBJECT, sd=0),
        sample_size_two_means(1, SUBJECT, ratio=0),
    ],
)
def test_not_assessable_is_said(made: tuple[Estimate, ...]) -> None:
    assert values(made) == [None, None, None]
    assert all(one.warnings[0].es.startswith("No evaluable: ") for one in made)


def test_more_than_there_are() -> None:
    *_, invited = sample_size_proportion(0.5, 0.05, SUBJECT, frame=Frame(60, response=0.5))
    assert invited.value > 60
    assert "a census" in invited.warnings[0].en


def test_the_cards() -> None:
    cards = [module.METHOD for module in (proportion, mean, correlation, two_proportions, two_means)]
    assert {card.room for card in cards} == {"plan"}
    assert len({card.id for card in cards}) == 5
