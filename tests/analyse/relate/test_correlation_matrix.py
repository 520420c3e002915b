import numpy as np
import pytest

from yupay.analyse.relate.correlation_matrix import METHOD, correlation_matrix
from yupay.analyse.relate.holm import holm
from yupay.analyse.relate.partial import partial_matrix, partial_pearson
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=(), unit_of_analysis="person")
NAMES = ("a", "b", "c", "d")
TABLE = np.random.default_rng(3).integers(1, 6, (60, 4)) + np.random.default_rng(4).integers(0, 3, (60, 1)).astype(
    float
)


def test_every_pair_is_its_own_method_and_the_family_is_adjusted() -> None:
    found = correlation_matrix(TABLE, NAMES, SUBJECT, seed=1)
    assert [one.variables for one in found] == [
        ("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")
    ]  # fmt: skip
    alone = spearman(TABLE[:, 1], TABLE[:, 3], SUBJECT, seed=1)
    assert found[4].value == alone.value
    assert found[4].interval == alone.interval
    assert [one.p_adjusted for one in found] == pytest.approx(holm([one.p for one in found]))
    assert {one.method for one in found} == {METHOD.id}
    assert len({one.id for one in found}) == 6


@pytest.mark.parametrize("coefficient", ["pearson", "spearman", "kendall-tau-b", "partial-pearson", "partial-spearman"])
def test_pairwise_and_listwise(coefficient: str) -> None:
    holed = TABLE.copy()
    holed[:5, 0] = np.nan
    pairwise = correlation_matrix(holed, NAMES, SUBJECT, seed=1, coefficient=coefficient)
    listwise = correlation_matrix(holed, NAMES, SUBJECT, seed=1, coefficient=coefficient, rows="listwise")
    assert {one.n for one in listwise} == {55}
    assert {one.n for one in pairwise} == ({55} if coefficient.startswith("partial") else {55, 60})


def test_partials_of_the_matrix_are_those_of_each_pair() -> None:
    found = partial_matrix(TABLE)
    one = partial_pearson(TABLE[:, 0], TABLE[:, 2], TABLE[:, [1, 3]], SUBJECT)
    assert found[0, 2] == pytest.approx(one.value)
    assert found == pytest.approx(found.T)
    given = correlation_matrix(TABLE, NAMES, SUBJECT, seed=1, coefficient="partial-pearson")
    assert given[1].value == pytest.approx(one.value)


@pytest.mark.parametrize("table", [np.ones((9, 2)), np.zeros((0, 2)), [[1, 2], [2, 1]], np.full((9, 2), np.nan)])
def test_not_assessable_is_said(table) -> None:
    (one,) = correlation_matrix(table, ("a", "b"), SUBJECT, seed=1)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert np.isnan(partial_matrix(table)).all()


def test_one_column_has_no_pairs_and_copies_have_no_partial() -> None:
    assert correlation_matrix(TABLE[:, :1], ("a",), SUBJECT, seed=1) == ()
    assert np.isnan(partial_matrix(np.column_stack([TABLE, TABLE[:, 0]]))).all()
