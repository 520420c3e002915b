"""Agresti's income by job satisfaction; R's withReplicates; recoding and copying leave gamma as it is."""

import numpy as np
import pytest
from drawn import JOBS, SUBJECT, clustered, persons

from yupay.analyse.numerics.designs import simple
from yupay.analyse.numerics.replicates import jackknife, replicate_variance
from yupay.analyse.survey.design_gamma import METHOD, design_gamma


def test_the_published_table() -> None:
    """Agresti prints gamma .221 and standard error .117 (divisor n; ours n - 1)."""
    x, y = persons(JOBS)
    one = design_gamma(x, y, simple(x.size), SUBJECT)
    assert one.value == pytest.approx((1331 - 849) / (1331 + 849), abs=1e-12)
    assert one.parameters["se_linearised"] * np.sqrt(95 / 96) == pytest.approx(0.117, abs=5e-4)
    assert one.method == METHOD.id and one.n == 96 and one.df == 95


def test_replicates_are_the_jackknife_of_the_package() -> None:
    x, y, design = clustered(1)
    one = design_gamma(x, y, design, SUBJECT)

    def gamma(weights: np.ndarray) -> float:
        more = np.sign(x[:, None] - x) * np.sign(y[:, None] - y) * np.outer(weights, weights)
        return more.sum() / np.abs(more).sum()

    slow = np.sqrt(replicate_variance(jackknife(design), gamma)[0, 0])
    assert one.parameters["se_replicates"] == pytest.approx(slow, rel=1e-10)
    assert one.parameters["se_linearised"] == pytest.approx(slow, rel=0.03)
    assert one.se == one.parameters["se_replicates"]
    assert (one.df, one.parameters["replication"], one.parameters["replicates"]) == (24, "JKn", 36)


def test_recoding_in_order_changes_nothing() -> None:
    x, y, design = clustered(2)
    one, two = design_gamma(x, y, design, SUBJECT), design_gamma(np.exp(x), 3.0 * y - 7, design, SUBJECT)
    assert one == two


def test_weights_times_a_constant_change_nothing() -> None:
    x, y, design = clustered(3)
    one, two = (design_gamma(x, y, each, SUBJECT) for each in (design, design.reweighted(design.weights * 1000)))
    assert one.value == pytest.approx(two.value) and one.se == pytest.approx(two.se)


def test_p_below_alpha_when_the_interval_leaves_zero_out() -> None:
    for seed in range(20):
        x, y, design = clustered(seed, rho=0.06, strata=6)
        one = design_gamma(x, y, design, SUBJECT)
        assert (one.p < 0.05) == (one.interval.low > 0 or one.interval.high < 0)
        assert one.interval.low < one.value < one.interval.high


def test_few_degrees_of_freedom_are_said() -> None:
    x, y, design = clustered(4, strata=2)
    one = design_gamma(x, y, design, SUBJECT)
    assert one.df == 4
    assert any("Degrees of freedom: 4." in warning.en for warning in one.warnings)
