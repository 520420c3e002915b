import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.relate.icc import METHOD, icc
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("judge 1", "judge 2"), unit_of_analysis="item")
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_six_forms_of_the_published_table() -> None:
    """Shrout and Fleiss (1979), tables 2 and 4: six rated by four judges."""
    found = {one.key: one for one in icc(SHROUT_FLEISS, SUBJECT)}
    published = {"icc1": 0.17, "icc2": 0.29, "icc3": 0.71, "icc1k": 0.44, "icc2k": 0.62, "icc3k": 0.91}
    assert {key: round(one.value, 2) for key, one in found.items()} == published
    assert found["icc3"].statistic == pytest.approx(11.03, abs=0.005)
    for one in found.values():
        assert one.interval.low < one.value < one.interval.high


@settings(max_examples=60)
@given(st.integers(3, 12), st.integers(2, 5), st.integers(0, 10_000))
def test_a_shift_of_a_judge_leaves_consistency_and_takes_from_agreement(n: int, k: int, seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(n, 1)) * 2 + np.random.default_rng(seed + 1).normal(size=(n, k))
    shifted = table + 5.0 * np.arange(k)
    plain, moved = ({one.key: one for one in icc(t, SUBJECT)} for t in (table, shifted))
    assert moved["icc3"].value == pytest.approx(plain["icc3"].value, abs=1e-9)
    if plain["icc2"].value > 0.05:
        assert moved["icc2"].value < plain["icc2"].value
    scaled = {one.key: one for one in icc(table * 7 + 3, SUBJECT)}
    assert scaled["icc1"].value == pytest.approx(plain["icc1"].value, abs=1e-9)


def test_interval_covers() -> None:
    random, cover = np.random.default_rng(6), 0
    for _ in range(400):
        table = random.standard_normal((25, 1)) + random.standard_normal((25, 3)) + 0.7 * random.standard_normal(3)
        interval = icc(table, SUBJECT)[2].interval
        cover += interval.low <= 0.5 <= interval.high
    assert 0.92 <= cover / 400 <= 0.98


@pytest.mark.parametrize(
    "table",
    [
        [],
        [[1, 2]],
        [[1, 2], [2, 1]],
        [[1], [2], [3], [4]],
        [[3, 3], [3, 3], [3, 3]],
        [[np.nan, 1], [np.nan, 2], [np.nan, 3]],
        [[1, 3], [3, 1], [2, 2]],
    ],
)
def test_not_assessable_is_said(table) -> None:
    found = icc(table, SUBJECT)
    assert len(found) == 6
    for one in found:
        assert one.value is None
        assert one.warnings[-1].en.startswith("Not assessable")
        assert one.method == METHOD.id


def test_perfect_agreement() -> None:
    for one in icc([[1, 1], [2, 2], [5, 5]], SUBJECT):
        assert one.value == pytest.approx(1.0)
        assert one.p == 0.0
        assert one.statistic is None
