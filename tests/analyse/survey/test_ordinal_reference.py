"""The reference that weighs strata: Student's t where they weigh alike, and sampled ratios where they do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from yupay.analyse.numerics.designs import design_of
from yupay.analyse.survey.ordinal_reference import Reference, stratified
from yupay.model.sample import SampleDesign


@pytest.mark.parametrize("df", [1, 2, 4, 20, 200])
def test_one_stratum_is_student(df: int) -> None:
    one = Reference(float(df), np.ones(1), np.array([float(df)]))
    assert one.critical() == pytest.approx(student.isf(0.025, df), rel=1e-6)
    assert one.critical(0.9) == pytest.approx(student.isf(0.05, df), rel=1e-6)
    assert one.tail(2.0) == pytest.approx(2 * student.sf(2.0, df), rel=1e-9)
    assert one.effective() == pytest.approx(df, rel=1e-3)


def test_strata_that_weigh_alike_are_student_with_all_degrees() -> None:
    ten = Reference(20.0, np.full(10, 0.1), np.full(10, 2.0))
    assert ten.critical() == pytest.approx(student.isf(0.025, 20), rel=1e-8)


def test_against_sampled_ratios() -> None:
    share, nu = np.array([0.7, 0.2, 0.1]), np.array([1.0, 2.0, 5.0])
    random = np.random.default_rng(11)
    squares = (random.chisquare(nu, (400_000, 3)) * share / nu).sum(axis=1)
    ratio = np.abs(random.standard_normal(400_000)) / np.sqrt(squares)
    one = Reference(8.0, share, nu)
    assert (ratio >= one.critical()).mean() == pytest.approx(0.05, abs=0.0015)
    assert one.effective() < 4.0


@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=12))
def test_unequal_strata_never_give_more_degrees(weights: list[float]) -> None:
    share = np.array(weights) / sum(weights)
    one = Reference(2.0 * share.size, share, np.full(share.size, 2.0))
    assert one.effective() <= 2.0 * share.size * (1 + 1e-6)
    assert 0.0 <= one.tail(3.0) <= one.tail(1.0) <= 1.0


def test_strata_of_a_design() -> None:
    columns = {"s": [1, 1, 1, 2, 2, 3], "c": [1, 2, 3, 1, 2, 1]}
    design = design_of(SampleDesign(strata=("s",), clusters=("c",), lonely="remove"), columns)
    found = stratified(design, np.array([1.0, 1.0, 1.0, 3.0, 0.0, 2.0]))
    assert found is not None
    assert found.df == 2.0
    assert found.nu.tolist() == [2.0]
    assert stratified(design, np.array([1.0, 0.0, 0.0, 3.0, 0.0, 2.0])) is None
