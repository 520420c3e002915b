"""The p of sampled tables is the p of shuffled columns: exactly where all shuffles can be listed."""

import itertools
import time

import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr

from yupay.analyse.relate.table_permutation import METHOD, table_permutation
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
X, Y = [1, 1, 2, 2, 3, 3, 3, 1], [1, 2, 2, 1, 3, 2, 3, 1]
STATISTICS = ("spearman", "kendall-tau-b", "gamma", "somers-d", "linear-by-linear", "cramers-v")


def likert(n: int, r: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    z, e = np.random.default_rng(seed).standard_normal((2, n))
    return np.clip(np.round(z + 3), 1, 5), np.clip(np.round(r * z + e + 3), 1, 5)


@pytest.mark.parametrize(("statistic", "of"), [("spearman", spearmanr), ("kendall-tau-b", kendalltau)])
def test_p_is_that_of_every_shuffle(statistic: str, of) -> None:
    observed = abs(of(X, Y)[0])
    far = [abs(of(X, [Y[i] for i in order])[0]) >= observed - 1e-12 for order in _some_orders()]
    one = table_permutation(X, Y, SUBJECT, seed=1, statistic=statistic, draws=20_000)
    assert one.value == pytest.approx(of(X, Y)[0])
    assert one.p == pytest.approx(np.mean(far), abs=0.02)


def _some_orders() -> list[tuple[int, ...]]:
    every = list(itertools.permutations(range(8)))
    return every[::16]


@pytest.mark.parametrize("statistic", STATISTICS)
def test_every_statistic_gives_a_p_and_a_seeded_one(statistic: str) -> None:
    x, y = likert(300, 0.1, 2)
    one, two = (table_permutation(x, y, SUBJECT, seed=3, statistic=statistic, draws=999) for _ in range(2))
    assert one == two
    assert 0 < one.p <= 1
    assert one.parameters["tables"] == 999
    assert one.seed == 3
    assert one.method == METHOD.id


@pytest.mark.parametrize("statistic", STATISTICS)
def test_p_is_even_when_nothing_goes_together(statistic: str) -> None:
    p = [
        table_permutation(*likert(40, 0.0, run), SUBJECT, seed=run, statistic=statistic, draws=199).p
        for run in range(300)
    ]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.085


def test_sides_and_ready_tables() -> None:
    x, y = likert(300, 0.2, 4)
    two, up, down = (
        table_permutation(x, y, SUBJECT, seed=5, alternative=side).p for side in ("two-sided", "greater", "less")
    )
    assert up < two < down
    table = np.zeros((5, 5))
    np.add.at(table, (x.astype(int) - 1, y.astype(int) - 1), 1)
    assert table_permutation(table, None, SUBJECT, seed=5).p == two
    assert (
        table_permutation(x, y, SUBJECT, seed=5, statistic="cramers-v", alternative="less").parameters["alternative"]
        == "greater"
    )


def test_linear_scores_are_the_callers() -> None:
    x, y = likert(200, 0.2, 6)
    one = table_permutation(x, y, SUBJECT, seed=1, statistic="linear-by-linear", x_scores=[1, 2, 3, 4, 50])
    assert one.value == pytest.approx(np.corrcoef(np.where(x == 5, 50, x), y)[0, 1])


def test_p_is_never_zero() -> None:
    x = np.repeat([1, 2, 3], 100)
    assert table_permutation(x, x, SUBJECT, seed=1, draws=99).p == 0.01


def test_cost_does_not_grow_with_n() -> None:
    x, y = likert(1000, 0.0, 7)
    table = np.zeros((5, 5))
    np.add.at(table, (x.astype(int) - 1, y.astype(int) - 1), 1)

    def seconds(counts: np.ndarray) -> float:
        took = []
        for _ in range(3):
            start = time.perf_counter()
            table_permutation(counts, None, SUBJECT, seed=1, draws=2000)
            took.append(time.perf_counter() - start)
        return min(took)

    assert seconds(table * 10_000) < 5 * seconds(table) + 0.01


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize(("x", "y"), [([], []), ([1] * 6, [1, 2] * 3), ([None] * 5, [1] * 5), ([1, 2], [1, 2])])
def test_not_assessable_is_said(statistic: str, x, y) -> None:
    one = table_permutation(x, y, SUBJECT, seed=1, statistic=statistic)
    assert one.value is None and one.p is None
    assert one.warnings[-1].en.startswith("Not assessable")
