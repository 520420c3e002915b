"""Fisher's tea, the admissions of Berkeley, and job satisfaction, as R prints them; scipy as the second opinion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import fisher_exact as scipy_fisher
from scipy.stats import nchypergeom_fisher
from scipy.stats.contingency import odds_ratio as scipy_ratio

from yupay.analyse.relate.fisher_exact import FREEMAN_HALTON, METHOD, fisher_exact, fisher_freeman_halton, listed_p
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
TEA, ADMITTED = [[3, 1], [1, 3]], [[1198, 557], [1493, 1278]]
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
TABLES = arrays(np.int64, (2, 2), elements=st.integers(0, 15))


def test_published_tea() -> None:
    """Fisher's tea in R's documentation: p = .4857 (one-sided .2429), odds ratio 6.408309."""
    one = fisher_exact(TEA, None, SUBJECT)
    assert one.p == pytest.approx(0.4857, abs=5e-5)
    assert one.value == pytest.approx(6.408309, rel=1e-4)
    assert fisher_exact(TEA, None, SUBJECT, alternative="greater").p == pytest.approx(17 / 70)
    assert one.method == METHOD.id


def test_limits_hold_their_own_equations() -> None:
    """R's fisher.test prints 1.84085633, 1.62135644 and 2.09124562: roots found to about 1e-4 only.

    At ours the mean of the tilted hypergeometric is the count seen and each tail is .025, to 1e-9.
    """
    one = fisher_exact(ADMITTED, None, SUBJECT)
    n, row, column, seen = 4526, 1755, 2691, 1198
    law = {at: nchypergeom_fisher(n, row, column, at) for at in (one.value, one.interval.low, one.interval.high)}
    assert law[one.value].mean() == pytest.approx(seen, abs=1e-6)
    assert law[one.interval.low].sf(seen - 1) == pytest.approx(0.025, abs=1e-9)
    assert law[one.interval.high].cdf(seen) == pytest.approx(0.025, abs=1e-9)
    assert abs(nchypergeom_fisher(n, row, column, 1.84085632856442).mean() - seen) > 1e-3
    assert (one.value, one.interval.low, one.interval.high) == pytest.approx((1.840856, 1.621356, 2.091246), abs=3e-5)
    assert one.p == pytest.approx(4.83590317933728e-22, rel=1e-9)


@given(TABLES, st.sampled_from(["two-sided", "greater", "less"]))
def test_p_and_ratio_are_those_of_scipy(table: np.ndarray, side: str) -> None:
    one = fisher_exact(table, None, SUBJECT, alternative=side)
    if one.p is None:
        return
    assert one.p == pytest.approx(scipy_fisher(table, side).pvalue, abs=1e-9)
    theirs = scipy_ratio(table)
    if one.value is not None:
        assert one.value == pytest.approx(theirs.statistic, rel=1e-6)
    low, high = theirs.confidence_interval(0.95)
    assert one.interval.low == pytest.approx(low, rel=1e-6, abs=1e-9)
    assert (one.interval.high is None) if np.isinf(high) else one.interval.high == pytest.approx(high, rel=1e-6)


def test_an_empty_cell_leaves_the_ratio_without_bound() -> None:
    one = fisher_exact([[5, 0], [0, 5]], None, SUBJECT)
    assert one.value is None and one.interval.high is None
    assert one.p == pytest.approx(2 / 252)
    assert one.warnings[-1].en.startswith("Not assessable")
    assert fisher_exact([[0, 5], [5, 0]], None, SUBJECT).value == 0.0


def test_published_job_satisfaction() -> None:
    """R's documentation: p = .7827."""
    one = fisher_freeman_halton(JOB, None, SUBJECT, seed=2)
    assert one.p == pytest.approx(0.7827, abs=0.005)
    assert one.seed in (2, None)
    assert one.method == FREEMAN_HALTON.id


@given(TABLES)
def test_larger_test_of_two_by_two_is_fisher(table: np.ndarray) -> None:
    one, two = fisher_freeman_halton(table, None, SUBJECT, seed=1), fisher_exact(table, None, SUBJECT)
    assert one.p == (pytest.approx(two.p, abs=1e-9) if two.p is not None else None)


def test_listed_and_sampled_agree() -> None:
    table = np.array([[3.0, 1, 0], [2, 5, 1], [0, 2, 6]])
    assert listed_p(table) == pytest.approx(0.00939377100368, abs=1e-12)
    assert listed_p(table.T) == pytest.approx(listed_p(table))
    assert listed_p(table, most=5) is None
    one = fisher_freeman_halton(table, None, SUBJECT, seed=1)
    assert one.parameters["p_method"] == "exact" and one.seed is None


@pytest.mark.parametrize(("x", "y"), [([], []), (["a"] * 6, list("aabbcc")), ([None] * 5, [1] * 5), ([1], [2])])
def test_not_assessable_is_said(x, y) -> None:
    for one in (fisher_exact(x, y, SUBJECT), fisher_freeman_halton(x, y, SUBJECT, seed=1)):
        assert one.value is None and one.p is None
        assert one.warnings[-1].en.startswith("Not assessable")
    assert fisher_exact(JOB, None, SUBJECT).value is None
