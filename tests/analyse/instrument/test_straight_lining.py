"""The same answer to everything."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.straight_lining import CONTRADICT, expected_alike, longest_runs, straight_lining


def test_counted_and_alpha_without_them() -> None:
    items = likert(80, 6)
    items[:8] = 3
    plain = int((likert(80, 6)[8:].std(axis=1) == 0).sum())
    one = straight_lining(items, names(6), SUBJECT)
    assert one.parameters["straight"] == 8 + plain
    assert one.value == pytest.approx(100 * (8 + plain) / 80)
    assert one.parameters["alpha_all"] == pytest.approx(alpha(items, names(6), SUBJECT).value)
    keep = items.std(axis=1) > 0
    assert one.parameters["alpha_without"] == pytest.approx(alpha(items[keep], names(6), SUBJECT).value)


def test_longest_runs() -> None:
    items = np.array([[1, 1, 2, 2, 2], [1, 2, 1, 2, 1], [3, 3, np.nan, 3, 3], [np.nan, 4, 4, 4, 4]])
    assert longest_runs(items).tolist() == [3, 1, 2, 4]


def test_expected_by_chance() -> None:
    items = np.array([[0.0, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1]])
    assert expected_alike(items) == pytest.approx(2 * 0.5**3)


def test_blanks_do_not_hide_nor_make_one() -> None:
    items = np.array([[2, 2, np.nan, 2], [2, np.nan, np.nan, 2], [1, 2, 1, 2]])
    one = straight_lining(items, names(4), SUBJECT)
    assert (one.n, one.parameters["straight"]) == (2, 1)


def test_reversed_items_make_it_a_contradiction() -> None:
    items = likert(60, 5)
    items[:3] = 4
    one = straight_lining(items, names(5), SUBJECT, reverse=["p2"])
    assert CONTRADICT in one.warnings
    assert one.parameters["straight"] == straight_lining(items, names(5), SUBJECT).parameters["straight"]


def test_nobody_answered() -> None:
    one = straight_lining(np.full((5, 4), np.nan), names(4), SUBJECT)
    assert one.value is None
    sound(one)
