"""Tables against slow counts over pairs of units, and against scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import chi2_contingency, ncx2, norm, somersd
from scipy.stats.contingency import association

from yupay.analyse.numerics import contingency

JOB = np.array([[1.0, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])
TABLES = arrays(np.float64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 9).map(float))


def occupied(table: np.ndarray) -> bool:
    return min(contingency.occupied(table).shape) > 1


def units(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    at = np.repeat(np.arange(table.size), table.ravel().astype(int))
    return at // table.shape[1], at % table.shape[1]


def test_published_pairs_of_job_satisfaction() -> None:
    """Agresti (2002), Categorical data analysis, section 2.4: C = 1331, D = 849, gamma = .221."""
    assert contingency.pairs(JOB) == (1331, 849)
    assert contingency.gamma(JOB).value == pytest.approx(0.221, abs=5e-4)


@given(TABLES.filter(occupied))
def test_pairs_and_coefficients_are_those_of_a_slow_count(table: np.ndarray) -> None:
    table = contingency.occupied(table)
    x, y = units(table)
    agree = np.sign(np.subtract.outer(x, x) * np.subtract.outer(y, y))
    p, q = (agree > 0).sum(), (agree < 0).sum()
    wr, wc = (np.subtract.outer(x, x) != 0).sum(), (np.subtract.outer(y, y) != 0).sum()
    assert contingency.pairs(table) == (p / 2, q / 2)
    assert contingency.gamma(table).value == pytest.approx((p - q) / (p + q))
    assert contingency.tau_b(table).value == pytest.approx((p - q) / np.sqrt(wr * wc))
    assert contingency.somers_d(table, "columns").value == pytest.approx((p - q) / wr)
    assert contingency.somers_d(table, "rows").value == pytest.approx((p - q) / wc)
    assert contingency.somers_d(table, "symmetric").value == pytest.approx(2 * (p - q) / (wr + wc))


@pytest.mark.parametrize("of", ["gamma", "tau_b", "tau_c", "somers_d"])
def test_influence_is_the_slope_of_the_coefficient(of: str) -> None:
    measure = getattr(contingency, of)
    influence = measure(JOB).influence
    for cell in np.ndindex(JOB.shape):
        nudge = np.zeros_like(JOB)
        nudge[cell] = 1e-4
        slope = (measure(JOB + nudge).value - measure(JOB - nudge).value) / 2e-4 if JOB[cell] else None
        if slope is not None:
            assert influence[cell] == pytest.approx(slope * JOB.sum(), rel=1e-6, abs=1e-6)
    assert (JOB * influence).sum() == pytest.approx(0, abs=1e-9)


def test_errors_of_somers_d_are_those_of_scipy() -> None:
    one, theirs = contingency.somers_d(JOB), somersd(JOB)
    assert one.value == pytest.approx(theirs.statistic)
    assert 2 * norm.sf(abs(one.value / one.se0)) == pytest.approx(theirs.pvalue)


@given(TABLES.filter(occupied))
def test_chi_square_is_that_of_scipy(table: np.ndarray) -> None:
    table = contingency.occupied(table)
    theirs = chi2_contingency(table, correction=False)
    ours = float(contingency.pearson(table))
    assert ours == pytest.approx(theirs.statistic, abs=1e-9)
    assert contingency.expected(table) == pytest.approx(theirs.expected_freq)
    likelihood = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(contingency.likelihood_ratio(table)) == pytest.approx(likelihood, abs=1e-9)
    assert contingency.cramers_v(ours, table) == pytest.approx(association(table.astype(int)), abs=1e-9)


def test_noncentral_limits_put_the_statistic_in_the_tails() -> None:
    low, high = contingency.noncentral_limits(30.0, 6, 0.95)
    assert ncx2.cdf(30.0, 6, low) == pytest.approx(0.975, abs=1e-9)
    assert ncx2.cdf(30.0, 6, high) == pytest.approx(0.025, abs=1e-9)
    assert contingency.noncentral_limits(0.0, 6) == (0.0, 0.0)
    assert contingency.noncentral_limits(0.5, 6) == (0.0, 0.0)


def test_mid_ranks_are_centred() -> None:
    assert contingency.mid_ranks(np.array([2.0, 3.0, 1.0])) == pytest.approx([-2.0, 0.5, 2.5])


def test_columns_words_and_ready_tables_are_one_table() -> None:
    x, y = units(JOB)
    cross = contingency.crosstab(x, y)
    assert (cross.counts == JOB).all()
    assert cross.rows == ("0", "1", "2", "3")
    words = np.array(["a", "b", "c", "d"])
    named = contingency.crosstab(words[x], words[y], list("abcd"), list("abcd"))
    assert (named.counts == JOB).all()
    assert named.ordered and not contingency.crosstab(words[x], words[y]).ordered
    assert (contingency.crosstab(JOB).counts == JOB).all()


def test_declared_order_counts_and_undeclared_values_are_left_out() -> None:
    cross = contingency.crosstab(
        ["alto", "bajo", None, "otro", "medio"], [1, 2, 1, 1, np.nan], ["bajo", "medio", "alto"], [1, 2, 3]
    )
    assert cross.rows == ("bajo", "medio", "alto")
    assert cross.counts.tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
    assert cross.left_out == 3


def test_order_of_words_is_asked_for() -> None:
    opened = contingency.opened(["b", "a", "b", "a"], ["x", "y", "x", "y"], ordinal=True)
    assert "alphabetical" in opened.warnings[0].en


@pytest.mark.parametrize("bad", [[[1, -1], [2, 3]], [[1, None], [2, 3]], [1, 2, 3]])
def test_what_is_not_a_table_is_refused(bad: list) -> None:
    with pytest.raises(ValueError, match="ready table"):
        contingency.crosstab(bad)


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([], [], "units with data, 0"),
        ([None, None], ["a", "b"], "units with data, 0"),
        ([1, 1, 1, 1], [1, 2, 1, 2], "does not vary"),
        ([1, 2], [1, 2], "at least 4"),
        ([[0, 0], [0, 0]], None, "units with data, 0"),
        ([[1.5, 2], [3, 4]], None, "not whole"),
    ],
)
def test_what_cannot_be_assessed_is_said(x: list, y: list | None, said: str) -> None:
    assert said in contingency.opened(x, y).short.en
