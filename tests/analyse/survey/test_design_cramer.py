"""scipy's V where every row counts once; the interval holds V; 0 below where Rao-Scott does not reject."""

import numpy as np
import pytest
from drawn import JOBS, SUBJECT, clustered, persons
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ncx2, norm
from scipy.stats import t as student
from scipy.stats.contingency import association

from yupay.analyse.numerics.designs import simple
from yupay.analyse.numerics.replicates import jackknife, replicate_variance
from yupay.analyse.survey.design_cramer import METHOD, design_cramer
from yupay.analyse.survey.ordinal_interval import LARGE, Contingency, phi2_limits
from yupay.analyse.survey.rao_scott import rao_scott


def test_simple_sample_against_scipy() -> None:
    x, y = persons(JOBS)
    one = design_cramer(x, y, simple(x.size), SUBJECT)
    assert one.value == pytest.approx(association(np.array(JOBS), method="cramer"), abs=1e-12)
    assert one.method == METHOD.id
    assert one.interval.low == 0.0 and one.p > 0.5
    assert one.parameters["v_bias_corrected"] == 0.0


def test_replicates_make_the_table_anew() -> None:
    x, y, design = clustered(1)
    one = design_cramer(x, y, design, SUBJECT)

    def v(weights: np.ndarray) -> float:
        p = np.zeros((5, 5))
        np.add.at(p, (x, y), weights / weights.sum())
        expected = np.outer(p.sum(1), p.sum(0))
        return np.sqrt(((p - expected) ** 2 / expected).sum() / 4)

    assert one.value == pytest.approx(v(design.weights), abs=1e-12)
    slow = np.sqrt(replicate_variance(jackknife(design), v)[0, 0])
    assert one.parameters["se_replicates"] == pytest.approx(slow, rel=1e-9)
    assert one.parameters["se_linearised"] == pytest.approx(slow, rel=0.1)


@given(st.integers(0, 10_000), st.floats(0.0, 0.6))
def test_the_interval_holds_v(seed: int, rho: float) -> None:
    x, y, design = clustered(seed, rho=rho, strata=8)
    one = design_cramer(x, y, design, SUBJECT)
    assert 0.0 <= one.interval.low <= one.value <= one.interval.high <= 1.0
    assert one.interval.high > 0.0
    if one.p >= 0.05:
        assert one.interval.low == 0.0
    assert 0.0 <= one.parameters["v_bias_corrected"] <= one.value


def test_limits_stand_at_the_tails() -> None:
    seen = Contingency(phi2=0.2, tau=0.03, tau2=0.0002, along=0.001, df=16, nu=30.0)
    low, high = phi2_limits(seen)
    a, reach = seen.scale, student.isf(0.025, 30)
    for limit, z in ((low, reach), (high, -reach)):
        assert ncx2.cdf(seen.phi2 / a, seen.tau / a, limit / a) == pytest.approx(norm.cdf(z), abs=1e-6)


def test_strong_associations_of_large_samples_pass_over_smoothly() -> None:
    near = [
        phi2_limits(Contingency(phi2=x * 1e-4, tau=16e-4, tau2=1.6e-7, along=1e-4, df=16, nu=40.0))
        for x in (LARGE * 0.999, LARGE * 1.001)
    ]
    assert near[0] == pytest.approx(near[1], rel=0.005)


def test_text_is_welcome_and_order_does_not_matter() -> None:
    x, y, design = clustered(2)
    names = np.array(["d", "a", "e", "b", "c"])
    one, two = design_cramer(x, y, design, SUBJECT), design_cramer(names[x], names[y], design, SUBJECT)
    assert two.value == pytest.approx(one.value)
    assert (two.interval.low, two.interval.high) == pytest.approx((one.interval.low, one.interval.high))
    assert two.p == pytest.approx(one.p)


def test_too_many_categories() -> None:
    one = design_cramer(np.arange(100), np.arange(100), simple(100), SUBJECT)
    assert one.value is None and one.warnings[-1].en.startswith("Not assessable: 100 by 100")


def test_p_is_that_of_the_method_rao_scott() -> None:
    x, y, design = clustered(3, rho=0.1)
    blank = np.where(np.arange(x.size) % 7 == 0, np.nan, x)
    one, test = design_cramer(blank, y, design, SUBJECT), rao_scott(blank, y, design, SUBJECT)
    assert one.p == pytest.approx(test.p) and one.statistic == pytest.approx(test.statistic)
    assert one.parameters["rao_scott_df"] == pytest.approx(test.parameters["ndf"])
    assert one.n == test.n
