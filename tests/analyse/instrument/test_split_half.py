"""Halves of a questionnaire."""

from math import comb

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.split_half import count, split_half, splits


@pytest.mark.parametrize("k", [2, 4, 6, 8])
def test_the_mean_of_all_equal_halves_is_alpha(k: int) -> None:
    """Cronbach (1951)."""
    items = likert(70, k)
    one = split_half(items, names(k), SUBJECT, seed=1)
    assert one.value == pytest.approx(alpha(items, names(k), SUBJECT).value)
    assert one.parameters["splits"] == comb(k, k // 2) // 2
    assert one.parameters["least"] <= one.value <= one.parameters["largest"]


def test_odd_and_even_by_hand() -> None:
    items = likert(60, 6)
    odd, even = items[:, ::2].sum(axis=1), items[:, 1::2].sum(axis=1)
    about = split_half(items, names(6), SUBJECT, seed=1).parameters
    assert about["odd_even"] == pytest.approx(4 * np.cov(odd, even)[0, 1] / (odd + even).var(ddof=1))
    r = np.corrcoef(odd, even)[0, 1]
    assert about["spearman_brown_odd_even"] == pytest.approx(2 * r / (1 + r))


def test_every_split_once() -> None:
    for k in (4, 5, 7):
        rows = {frozenset((frozenset(np.flatnonzero(m)), frozenset(np.flatnonzero(~m)))) for m in splits(k)}
        assert len(rows) == len(splits(k)) == count(k)
    assert [count(k) for k in (4, 5, 6)] == [3, 10, 10]


def test_many_items_are_sampled_and_say_so() -> None:
    items = likert(80, 20)
    one = split_half(items, names(20), SUBJECT, seed=3, draws=4000)
    assert (one.seed, one.parameters["splits"], one.parameters["every_split"]) == (3, 4000, False)
    assert one.value == pytest.approx(alpha(items, names(20), SUBJECT).value, abs=0.002)


@pytest.mark.parametrize("items", [np.ones((9, 4)), np.zeros((0, 4)), likert(2, 4)])
def test_not_assessable_is_said(items: np.ndarray) -> None:
    one = split_half(items, names(4), SUBJECT, seed=1)
    assert one.value is None
    sound(one)
