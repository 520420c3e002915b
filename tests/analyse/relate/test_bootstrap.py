import numpy as np
import pytest

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.relate.bootstrap import METHOD, bootstrap, bootstrap_of
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Subject
from yupay.model.text import Text

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
RANDOM = np.random.default_rng(8)
X = RANDOM.integers(1, 6, 200).astype(float)
Y = np.clip(np.round(X + RANDOM.normal(0, 1.5, 200)), 1, 5)


@pytest.mark.parametrize(
    ("coefficient", "plain"),
    [
        ("pearson", pearson(X, Y, SUBJECT)),
        ("spearman", spearman(X, Y, SUBJECT, seed=1)),
        ("kendall-tau-b", kendall(X, Y, SUBJECT, interval="delta")),
    ],
)
@pytest.mark.parametrize("kind", ["bca", "percentile"])
def test_near_the_formula_where_there_is_one(coefficient, plain, kind) -> None:
    one = bootstrap(X, Y, SUBJECT, seed=5, coefficient=coefficient, kind=kind)
    assert one.value == pytest.approx(plain.value)
    assert one.interval.low == pytest.approx(plain.interval.low, abs=0.05)
    assert one.interval.high == pytest.approx(plain.interval.high, abs=0.05)
    assert one.seed == 5
    assert one == bootstrap(X, Y, SUBJECT, seed=5, coefficient=coefficient, kind=kind)


def test_any_statistic_of_rows() -> None:
    def median_gap(cells: Floats, weights: Floats) -> Floats:
        return np.array([np.median(np.repeat(cells[:, 0] - cells[:, 1], w.astype(int))) for w in weights])

    words = Text.same("median gap")
    one = bootstrap_of(np.column_stack([X, Y]), median_gap, words, SUBJECT, seed=1, draws=500)
    assert one.value == np.median(X - Y)
    assert one.interval.low <= one.value <= one.interval.high


def test_bca_covers() -> None:
    random, truth, cover = np.random.default_rng(9), 0.5, 0
    for _ in range(300):
        x, e = random.standard_normal((2, 60))
        one = bootstrap(x, 0.5 * x + np.sqrt(0.75) * e, SUBJECT, seed=1, coefficient="pearson", draws=999)
        cover += one.interval.low <= truth <= one.interval.high
    assert 0.90 <= cover / 300 <= 0.98


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([], []),
        ([1, 2], [2, 1]),
        ([1] * 30, list(range(30))),
        ([np.nan] * 30, list(range(30))),
        ([0] * 29 + [1], list(range(30))),
    ],
)
@pytest.mark.parametrize("coefficient", ["pearson", "spearman", "kendall-tau-b"])
def test_not_assessable_is_said(x, y, coefficient) -> None:
    one = bootstrap(x, y, SUBJECT, seed=1, coefficient=coefficient, draws=200)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.warnings[-1].es.startswith("No evaluable")
    assert one.method == METHOD.id


def test_more_pairs_than_fit_in_memory() -> None:
    x, y = np.random.default_rng(1).standard_normal((2, 4_001))
    assert bootstrap(x, y, SUBJECT, seed=1, coefficient="kendall-tau-b", draws=10).value is None


def test_perfect_order_has_an_interval_of_one_point() -> None:
    one = bootstrap(range(30), range(30), SUBJECT, seed=1, draws=200)
    assert one.value == pytest.approx(1.0)
    assert one.interval.low == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["bonett-wright", "fieller", "fisher", "bootstrap"])
def test_spearman_takes_each_interval(kind: str) -> None:
    one = spearman(X, Y, SUBJECT, seed=3, interval=kind)
    assert one.interval.low < one.value < one.interval.high
    assert one.seed == (3 if kind == "bootstrap" else None)


def test_kendall_takes_each_interval_and_ties_widen_it() -> None:
    width = {}
    for kind in ("fieller", "delta", "bootstrap"):
        interval = kendall(X, Y, SUBJECT, interval=kind, seed=3).interval
        width[kind] = interval.high - interval.low
    assert width["delta"] == pytest.approx(width["bootstrap"], rel=0.1)
    assert kendall(range(30), range(30), SUBJECT, interval="delta").interval.low == 1.0
    assert kendall([1, 2, 3, 4], [1, 3, 2, 4], SUBJECT, interval="bootstrap").interval is None
