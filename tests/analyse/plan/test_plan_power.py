"""Power and the smallest effect that would be found: one is the inverse of the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.plan import power
from yupay.analyse.plan.power import (
    Planned,
    detectable_correlation,
    detectable_difference,
    detectable_effect,
    power_of_correlation,
    power_of_two_means,
    power_of_two_proportions,
)
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")


def test_the_rho_that_90_people_need() -> None:
    """R-5a: with n = 90, |r| of .36 is what p < .0005 takes; .29 is found with power .80 at .05."""
    one = detectable_correlation(Planned(90), SUBJECT)
    assert one.value == pytest.approx(0.2916, abs=5e-4)
    assert one.n == 90 and one.method == power.DETECTABLE.id
    assert power_of_correlation(0.078, Planned(90), SUBJECT).value == pytest.approx(0.11, abs=0.01)


def test_cohens_tables() -> None:
    """Cohen (1988): d = .5 with 64 in each group has power .80; r = .3 with n = 84, two-sided .05, has power .80."""
    assert power_of_two_means(0.5, Planned(64), SUBJECT).value == pytest.approx(0.80, abs=0.005)
    assert power_of_correlation(0.3, Planned(84), SUBJECT).value == pytest.approx(0.80, abs=0.006)


def test_a_power_is_a_share_of_samples() -> None:
    random, n = np.random.default_rng(2), 60
    first, second = random.binomial(n, 0.3, 20000) / n, random.binomial(n, 0.5, 20000) / n
    pooled = (first + second) / 2
    z = np.abs(first - second) / np.sqrt(2 * pooled * (1 - pooled) / n)
    planned = power_of_two_proportions(0.3, 0.5, Planned(n), SUBJECT).value
    assert planned == pytest.approx(np.mean(z > 1.96), abs=0.03)


@given(st.integers(10, 5000), st.floats(0.3, 0.99), st.sampled_from(["two-sided", "one-sided"]), st.floats(0.5, 2))
def test_the_smallest_effect_has_its_power(n: int, wanted: float, sided: str, effect: float) -> None:
    test = Planned(n, power=wanted, sided=sided, design_effect=effect)
    r = detectable_correlation(test, SUBJECT, coefficient="spearman").value
    assert power_of_correlation(r, test, SUBJECT, coefficient="spearman").value == pytest.approx(wanted, abs=1e-6)
    d = detectable_effect(test, SUBJECT).value
    assert power_of_two_means(d, test, SUBJECT).value == pytest.approx(wanted, abs=1e-6)
    gap = detectable_difference(0.2, test, SUBJECT).value
    if gap is not None:
        assert power_of_two_proportions(0.2, 0.2 + gap, test, SUBJECT).value == pytest.approx(wanted, abs=1e-6)


def test_a_design_effect_divides_the_units() -> None:
    assert (
        detectable_correlation(Planned(200, design_effect=2), SUBJECT).value
        == detectable_correlation(Planned(100), SUBJECT).value
    )


@pytest.mark.parametrize(
    "one",
    [
        detectable_correlation(Planned(3), SUBJECT),
        detectable_correlation(Planned(0), SUBJECT),
        detectable_correlation(Planned(float("nan")), SUBJECT),
        detectable_correlation(Planned(50, alpha=0), SUBJECT),
        detectable_correlation(Planned(50, power=1), SUBJECT),
        detectable_correlation(Planned(50, design_effect=0), SUBJECT),
        detectable_difference(1, Planned(50), SUBJECT),
        detectable_difference(0.9, Planned(5), SUBJECT),
        detectable_effect(Planned(1), SUBJECT),
        power_of_correlation(1, Planned(50), SUBJECT),
        power_of_two_means(float("nan"), Planned(50), SUBJECT),
        power_of_two_proportions(0.5, 0.5, Planned(50), SUBJECT),
        power_of_two_proportions(0, 0, Planned(50), SUBJECT),
        power_of_two_proportions(0.5, 2, Planned(50), SUBJECT),
    ],
)
def test_not_assessable_is_said(one: Estimate) -> None:
    assert one.value is None
    assert one.warnings[0].en.startswith("Not assessable: ")
