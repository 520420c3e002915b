"""Hair and eye colour of 592 students (Snee 1974); the interval of V never leaves V out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from yupay.analyse.relate.cramer import LAMBDA_METHOD, METHOD, PHI_METHOD, cramers_v, goodman_kruskal_lambda, phi
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("hair", "eye"), unit_of_analysis="student")
HAIR_EYE = [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]]
TABLES = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 30))


def test_published_v_of_hair_and_eyes() -> None:
    """X² = 138.29 on 9 degrees of freedom, V = .279, contingency coefficient .435 (R, vcd's documentation)."""
    one = cramers_v(HAIR_EYE, None, SUBJECT)
    assert one.statistic == pytest.approx(138.29, abs=5e-3)
    assert one.df == 9
    assert one.value == pytest.approx(0.279, abs=5e-4)
    assert one.parameters["contingency_coefficient"] == pytest.approx(0.435, abs=5e-4)
    assert one.parameters["bias_corrected"] < one.value
    assert one.method == METHOD.id


@given(TABLES, st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_v_is_inside_its_interval(table: np.ndarray, level: float) -> None:
    one = cramers_v(table, None, SUBJECT, level=level)
    if one.value is None:
        return
    assert 0 <= one.interval.low <= one.value <= one.interval.high <= 1


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_categories_does_not_count(table: np.ndarray, shuffler: object) -> None:
    rows = shuffler.sample(range(table.shape[0]), table.shape[0])
    one, two = cramers_v(table, None, SUBJECT), cramers_v(table[rows].T, None, SUBJECT)
    assert (one.value is None) == (two.value is None)
    if one.value is not None:
        assert two.value == pytest.approx(one.value, abs=1e-12)


@pytest.mark.parametrize("v", [0.0, 0.05, 0.13, 0.35])
def test_interval_covers_the_v_of_the_population(v: float) -> None:
    random = np.random.default_rng(7)
    scores = np.array([-1, 0, 1]) * np.sqrt(1.5)
    cells = (1 + v * np.sqrt(2) * np.outer(scores, scores)) / 9
    truth = cramers_v(np.rint(cells * 9e6), None, SUBJECT).value
    assert truth == pytest.approx(v, abs=1e-3)
    held = 0
    for table in random.multinomial(600, cells.ravel(), size=600).reshape(-1, 3, 3):
        interval = cramers_v(table, None, SUBJECT).interval
        held += interval.low <= truth + 1e-12 and truth <= interval.high
    assert held / 600 >= 0.93


def test_phi_is_the_signed_correlation_of_two_by_two() -> None:
    table = np.array([[1198, 557], [1493, 1278]])
    one = phi(table, None, SUBJECT)
    x = np.repeat([0, 0, 1, 1], table.ravel())
    y = np.repeat([0, 1, 0, 1], table.ravel())
    assert one.value == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert one.value == pytest.approx(0.142731760206081, abs=1e-12)
    assert phi(table[::-1], None, SUBJECT).value == pytest.approx(-one.value)
    assert abs(one.value) == pytest.approx(cramers_v(table, None, SUBJECT).value)
    three = phi(HAIR_EYE, None, SUBJECT)
    assert three.value is None and three.method == PHI_METHOD.id
    assert three.warnings[-1].en.startswith("Not assessable")


def test_lambda_counts_the_wrong_guesses_that_are_spared() -> None:
    """Guess eyes: 220 brown of 592; by hair 68 + 119 + 26 + 94 = 307 right, so 87 of 372 errors are spared."""
    one = goodman_kruskal_lambda(HAIR_EYE, None, SUBJECT)
    assert one.value == pytest.approx((307 - 220) / (592 - 220))
    other = goodman_kruskal_lambda(HAIR_EYE, None, SUBJECT, of="rows")
    assert other.value == pytest.approx((119 + 94 + 54 + 29 - 286) / (592 - 286))
    both = goodman_kruskal_lambda(HAIR_EYE, None, SUBJECT, of="symmetric")
    assert both.value == pytest.approx((307 - 220 + 296 - 286) / (2 * 592 - 220 - 286))


def test_error_of_lambda_is_that_of_goodman_and_kruskal() -> None:
    table = np.array(HAIR_EYE, dtype=float)
    best, mode = table.argmax(axis=1), table.sum(axis=0).argmax()
    right, most, n = table.max(axis=1).sum(), table.sum(axis=0).max(), table.sum()
    shared = table.max(axis=1)[best == mode].sum()
    variance = (n - right) * (right + most - 2 * shared) / (n - most) ** 3
    assert goodman_kruskal_lambda(HAIR_EYE, None, SUBJECT).se == pytest.approx(np.sqrt(variance))


@given(TABLES)
def test_lambda_stays_between_zero_and_one(table: np.ndarray) -> None:
    for of in ("columns", "rows", "symmetric"):
        one = goodman_kruskal_lambda(table, None, SUBJECT, of=of)
        assert one.method == LAMBDA_METHOD.id
        if one.value is not None:
            assert 0 <= one.value <= 1


@pytest.mark.parametrize("method", [cramers_v, phi, goodman_kruskal_lambda])
@pytest.mark.parametrize(("x", "y"), [([], []), (["a"] * 6, list("aabbcc")), ([None] * 5, [1] * 5), ([1, 2], [1, 2])])
def test_not_assessable_is_said(method, x, y) -> None:
    one = method(x, y, SUBJECT)
    assert one.value is None and one.interval is None
    assert one.warnings[-1].en.startswith("Not assessable")
