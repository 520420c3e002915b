import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.relate.rank_groups import DUNN_METHOD, KRUSKAL_METHOD, METHOD, dunn, kruskal_wallis, mann_whitney
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("answer", "group"), unit_of_analysis="person")
AT_TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLY = [1.15, 0.88, 0.90, 0.74, 1.21]
CLEARANCE = [2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0]
PERSONS = ["healthy"] * 5 + ["obstructed"] * 4 + ["asbestosis"] * 5


def labelled(first, second) -> tuple[list[float], list[str]]:
    return [*first, *second], ["a"] * len(first) + ["b"] * len(second)


def test_published_permeability() -> None:
    """Hollander and Wolfe (1973), p. 69: W = 35, one-sided p = .1272."""
    one = mann_whitney(*labelled(AT_TERM, EARLY), SUBJECT, alternative="greater")
    assert one.statistic == 35
    assert one.p == pytest.approx(0.1272, abs=0.00005)
    assert one.parameters["superiority"] == pytest.approx(0.7)
    assert one.value == pytest.approx(0.4)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.lists(st.integers(1, 4), min_size=2, max_size=4))
def test_exact_p_is_the_share_of_all_allocations_ties_kept(first, second) -> None:
    everyone = np.array([*first, *second], float)
    if np.ptp(everyone) == 0:
        return

    def u(chosen) -> float:
        a, b = everyone[list(chosen)], np.delete(everyone, list(chosen))
        return float((a[:, None] > b).sum() + 0.5 * (a[:, None] == b).sum())

    middle = len(first) * len(second) / 2
    every = [u(c) for c in itertools.combinations(range(everyone.size), len(first))]
    one = mann_whitney(*labelled(first, second), SUBJECT)
    far = abs(u(range(len(first))) - middle)
    assert one.p == pytest.approx(np.mean([abs(value - middle) >= far - 1e-9 for value in every]))
    assert one.interval.low <= one.value <= one.interval.high
    turned = mann_whitney(*labelled(second, first), SUBJECT)
    assert turned.value == pytest.approx(-one.value)
    assert turned.p == pytest.approx(one.p)


def test_interval_of_feng_and_cliff_covers() -> None:
    random, cover = np.random.default_rng(5), 0
    truth = 2 * 0.7602499 - 1  # P(a > b) for a shift of one: Phi(1 / sqrt 2)
    for _ in range(400):
        one = mann_whitney(*labelled(random.normal(1, 1, 20), random.normal(0, 1, 25)), SUBJECT)
        cover += one.interval.low <= truth <= one.interval.high
    assert 0.92 <= cover / 400 <= 0.98


def test_a_large_sample_uses_the_normal_approximation() -> None:
    random = np.random.default_rng(5)
    one = mann_whitney(*labelled(random.integers(1, 6, 60), random.integers(1, 6, 60)), SUBJECT)
    assert one.parameters["p_method"] == "normal"


def test_groups_that_do_not_cross() -> None:
    one = mann_whitney(*labelled([5, 6, 7, 8], [1, 2, 3]), SUBJECT)
    assert one.value == 1.0
    assert one.interval.high == 1.0
    assert one.interval.low < 1.0


def test_published_clearance() -> None:
    """Hollander and Wolfe (1973), p. 116: H = .7714, chi-square p = .68 on 2 degrees of freedom."""
    one = kruskal_wallis(CLEARANCE, PERSONS, SUBJECT, seed=1)
    assert one.statistic == pytest.approx(0.7714, abs=0.00005)
    assert one.df == 2
    assert one.p == pytest.approx(0.68, abs=0.05)
    assert one.parameters["p_method"] == "sampled"
    assert one.value == pytest.approx(one.statistic / 13)


def test_two_groups_of_kruskal_wallis_are_mann_whitney() -> None:
    random = np.random.default_rng(7)
    pair = labelled(random.integers(1, 6, 60), random.integers(2, 6, 60))
    assert kruskal_wallis(*pair, SUBJECT, seed=1).p == pytest.approx(mann_whitney(*pair, SUBJECT).p)
    (only,) = dunn(*pair, SUBJECT)
    assert only.p == pytest.approx(mann_whitney(*pair, SUBJECT).p)


def test_dunn_compares_each_pair_and_counts_them() -> None:
    found = dunn(CLEARANCE, PERSONS, SUBJECT, correction="bonferroni")
    assert [one.key for one in found] == ["asbestosis~healthy", "asbestosis~obstructed", "healthy~obstructed"]
    assert all(one.parameters["family_size"] == 3 and one.method == DUNN_METHOD.id for one in found)
    assert found[0].value + found[2].value == pytest.approx(found[1].value)


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([], []),
        ([1, 2], ["a", "b"]),
        ([1, 2, 3, 4, 5], ["a"] * 5),
        ([2, 2, 2, 2, 2, 2], ["a", "b"] * 3),
        ([np.nan] * 6, ["a", "b"] * 3),
        ([1, 2, 3, 4], [None, "", np.nan, None]),
    ],
)
def test_not_assessable_is_said(values, groups) -> None:
    found = [
        mann_whitney(values, groups, SUBJECT),
        kruskal_wallis(values, groups, SUBJECT, seed=1),
        *dunn(values, groups, SUBJECT),
    ]
    assert [one.method for one in found] == [METHOD.id, KRUSKAL_METHOD.id, DUNN_METHOD.id]
    for one in found:
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")


def test_rows_without_a_group_are_counted() -> None:
    one = mann_whitney([1, 2, 3, 4, 9, np.nan], ["a", "b", "a", "b", None, "a"], SUBJECT)
    assert one.n == 4
    assert one.warnings[0].en.endswith("there: 2.")
