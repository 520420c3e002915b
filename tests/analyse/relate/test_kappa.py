"""Kappa of two pathologists (Agresti 2002) and of Cohen's own example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.inter_rater import cohens_kappa

from yupay.analyse.relate.kappa import METHOD, kappa
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("first", "second"), unit_of_analysis="slide")
PATHOLOGISTS = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
TABLES = arrays(np.int64, st.integers(2, 4).map(lambda k: (k, k)), elements=st.integers(0, 20))


def test_published_pathologists() -> None:
    """Agresti (2002), section 10.5: kappa .493, standard error .057."""
    one = kappa(PATHOLOGISTS, None, SUBJECT)
    assert (one.value, one.se) == pytest.approx((0.493, 0.057), abs=5e-4)
    assert one.parameters["agreement"] == pytest.approx(75 / 118)
    assert one.method == METHOD.id


@given(TABLES, st.sampled_from([("none", None), ("linear", "linear"), ("quadratic", "quadratic")]))
def test_second_opinion_of_statsmodels(table: np.ndarray, weights: tuple) -> None:
    one = kappa(table, None, SUBJECT, weights=weights[0])
    if one.value is None:
        return
    theirs = cohens_kappa(table, wt=weights[1])
    assert one.value == pytest.approx(theirs.kappa, abs=1e-12)
    assert one.se**2 == pytest.approx(theirs.var_kappa, abs=1e-12)
    assert one.parameters["se0"] ** 2 == pytest.approx(theirs.var_kappa0, abs=1e-12)


@given(TABLES)
def test_raters_may_be_swapped_and_two_categories_need_no_weights(table: np.ndarray) -> None:
    one, two = kappa(table, None, SUBJECT), kappa(table.T, None, SUBJECT)
    assert one.value == (None if two.value is None else pytest.approx(two.value, abs=1e-12))
    corner = table[:2, :2]
    plain, weighted = kappa(corner, None, SUBJECT), kappa(corner, None, SUBJECT, weights="quadratic")
    assert plain.value == (None if weighted.value is None else pytest.approx(weighted.value, abs=1e-12))


def test_a_category_that_one_rater_never_uses_keeps_its_place() -> None:
    x, y = [1, 2, 3, 3, 2, 1, 10], [1, 2, 2, 2, 2, 1, 10]
    one = kappa(x, y, SUBJECT)
    assert one.value == pytest.approx(kappa(x, y, SUBJECT, categories=[1, 2, 3, 10]).value)
    assert one.parameters["agreement"] == pytest.approx(5 / 7)
    words = kappa(["si", "no", "si", "no"], ["si", "si", "si", "no"], SUBJECT, weights="linear")
    assert words.value == pytest.approx(0.5)
    assert "alphabetical" in words.warnings[0].en


def test_perfect_agreement() -> None:
    one = kappa([1, 2, 3, 1, 2], [1, 2, 3, 1, 2], SUBJECT)
    assert one.value == 1.0
    assert one.interval is None


@pytest.mark.parametrize(
    ("x", "y"),
    [([], []), ([1] * 5, [1] * 5), ([None] * 5, [1] * 5), ([1, 2], [1, 2]), ([[1, 2, 3], [4, 5, 6]], None)],
)
def test_not_assessable_is_said(x, y) -> None:
    one = kappa(x, y, SUBJECT)
    assert one.value is None and one.p is None
    assert one.warnings[-1].en.startswith("Not assessable")
