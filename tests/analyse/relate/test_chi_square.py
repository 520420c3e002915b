"""Chi-square, its rule, its exact p, residuals and the linear part: job satisfaction by income (Agresti 2002)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import chi2, chi2_contingency

from yupay.analyse.relate.chi_square import (
    METHOD,
    RESIDUAL_METHOD,
    adjusted_residuals,
    chi_square,
    likelihood_ratio,
    linear_by_linear,
)
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("income", "satisfaction"), unit_of_analysis="person")
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
TABLES = arrays(np.int64, st.tuples(st.integers(2, 4), st.integers(2, 4)), elements=st.integers(0, 12))


def test_published_chi_square_of_job_satisfaction() -> None:
    """Agresti (2002), section 3.4: X² = 6.0, G² = 6.8 on 9 df; p of X² .74, of G² .66."""
    one, g = chi_square(JOB, None, SUBJECT, seed=1, p_method="asymptotic"), likelihood_ratio(JOB, None, SUBJECT)
    assert (one.value, one.df, one.p) == pytest.approx((5.97, 9, 0.74), abs=5e-3)
    assert (g.value, g.df, g.p) == pytest.approx((6.76, 9, 0.66), abs=5e-3)


def test_linear_part_as_coin_prints_it() -> None:
    """R's coin 1.4-2, lbl_test: Z = 1.7271, p = .08414 with scores 1 to 4; Z = 1.9195, p = .05492 with those below."""
    one = linear_by_linear(JOB, None, SUBJECT)
    assert (np.sqrt(one.statistic), one.p) == pytest.approx((1.7271, 0.08414), abs=5e-5)
    two = linear_by_linear(JOB, None, SUBJECT, x_scores=[3, 10, 20, 35], y_scores=[1, 3, 4, 5])
    assert (np.sqrt(two.statistic), two.p) == pytest.approx((1.9195, 0.05492), abs=5e-5)


def test_small_expected_counts_take_p_from_tables() -> None:
    one = chi_square(JOB, None, SUBJECT, seed=3, draws=20_000)
    assert one.parameters["p_method"] == "sampled" and one.seed == 3
    assert one.assumptions[1].held is False
    assert one.parameters["share_below_5"] == 0.5
    assert one.p == pytest.approx(one.parameters["p_asymptotic"], abs=0.03)
    assert one.p != one.parameters["p_asymptotic"]
    assert "too small" in one.warnings[-1].en


def test_enough_expected_counts_take_the_distribution() -> None:
    one = chi_square(np.array(JOB) * 20, None, SUBJECT, seed=3)
    assert one.assumptions[1].held is True
    assert one.parameters["p_method"] == "asymptotic" and one.seed is None
    assert one.p == pytest.approx(chi2.sf(one.value, 9))


def test_two_by_two_is_exact() -> None:
    one = chi_square([[3, 1], [1, 3]], None, SUBJECT, seed=1)
    assert one.parameters["p_method"] == "exact" and one.seed is None
    assert one.p == pytest.approx(34 / 70)


@given(TABLES)
def test_statistics_are_those_of_scipy(table: np.ndarray) -> None:
    one = chi_square(table, None, SUBJECT, seed=1, draws=50)
    if one.value is None:
        return
    kept = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    assert one.value == pytest.approx(chi2_contingency(kept, correction=False).statistic, abs=1e-9)
    assert 0 < one.p <= 1
    assert likelihood_ratio(table, None, SUBJECT).value >= 0
    assert -1 <= linear_by_linear(table, None, SUBJECT).value <= 1


@given(TABLES)
def test_residuals_of_two_by_two_are_the_root_of_chi_square(table: np.ndarray) -> None:
    corner = table[:2, :2]
    found = adjusted_residuals(corner, None, SUBJECT)
    whole = chi_square(corner, None, SUBJECT, seed=1, p_method="asymptotic")
    if whole.value is None:
        assert found[0].value is None
        return
    assert [cell.value**2 for cell in found] == pytest.approx([whole.value] * 4, abs=1e-9)


def test_residuals_name_their_cells() -> None:
    found = adjusted_residuals(
        ["s", "s", "n", "n", "s", "n"], ["m", "m", "h", "m", "m", "h"], SUBJECT, x_categories=["s", "n"]
    )
    assert [cell.key for cell in found] == ["s|h", "s|m", "n|h", "n|m"]
    assert len({cell.id for cell in found}) == 4
    assert {cell.method for cell in found} == {RESIDUAL_METHOD.id}
    assert found[0].parameters == {"observed": 0.0, "expected": 1.0}


def test_sampled_p_is_right_when_the_null_holds() -> None:
    random = np.random.default_rng(6)
    p = [chi_square(*random.integers(0, 4, size=(2, 25)), SUBJECT, seed=run, draws=199).p for run in range(300)]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.085


def test_scores_must_grow() -> None:
    with pytest.raises(ValueError, match="one growing number per category"):
        linear_by_linear(JOB, None, SUBJECT, x_scores=[1, 2, 2, 3])


@pytest.mark.parametrize(("x", "y"), [([], []), (["a"] * 6, list("aabbcc")), ([None] * 5, [1] * 5), ([1, 2], [1, 2])])
def test_not_assessable_is_said(x, y) -> None:
    for one in (
        chi_square(x, y, SUBJECT, seed=1),
        likelihood_ratio(x, y, SUBJECT),
        linear_by_linear(x, y, SUBJECT),
        *adjusted_residuals(x, y, SUBJECT),
    ):
        assert one.value is None and one.p is None
        assert one.warnings[-1].en.startswith("Not assessable")
    assert chi_square(x, y, SUBJECT, seed=1).method == METHOD.id
