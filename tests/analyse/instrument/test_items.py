"""Item analysis, and the items that go against their scale."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.items import AGAINST, EXTREME, item_analysis, reverse_items
from yupay.analyse.numerics import item_scores


def test_each_number_is_what_its_name_says() -> None:
    items = likert(80, 5)
    done = item_analysis(items, names(5), SUBJECT, low=1, high=5)
    assert [one.key for one in done] == names(5)
    for j, one in enumerate(done):
        rest = np.delete(items, j, axis=1)
        assert one.value == pytest.approx(np.corrcoef(items[:, j], rest.sum(axis=1))[0, 1])
        assert one.parameters["raw_correlation"] == pytest.approx(np.corrcoef(items[:, j], items.sum(axis=1))[0, 1])
        assert one.parameters["alpha_if_deleted"] == pytest.approx(alpha(rest, names(4), SUBJECT).value)
        assert one.parameters["mean"] == pytest.approx(items[:, j].mean())
        assert one.parameters["sd"] == pytest.approx(items[:, j].std(ddof=1))
        assert one.parameters["floor_percent"] == pytest.approx(100 * (items[:, j] == 1).mean())
        assert one.parameters["ceiling_percent"] == pytest.approx(100 * (items[:, j] == 5).mean())
        assert one.interval.low < one.value < one.interval.high


def test_an_item_worded_the_other_way_is_reported_and_not_turned() -> None:
    items = likert(300, 6)
    items[:, 4] = 6 - items[:, 4]
    given = items.copy()
    one = reverse_items(items, names(6), SUBJECT)
    assert (one.value, one.parameters["against"], one.unit) == (1.0, "p5", "item")
    assert "p5" in one.warnings[-1].es
    assert (items == given).all()
    done = item_analysis(items, names(6), SUBJECT)
    assert [AGAINST in each.warnings for each in done] == [False] * 4 + [True, False]
    assert done[4].parameters["first_component_sign"] == -1.0
    declared = item_scores.turned(items, np.arange(6) == 4, 1, 5)
    two = reverse_items(declared, names(6), SUBJECT, turned=["p5"])
    assert (two.value, two.parameters["turned"], two.warnings) == (0.0, "p5", ())


def test_when_all_rest_correlations_are_negative_the_minority_is_named() -> None:
    items = likert(400, 5, load=1.5)
    items[:, :2] = 6 - items[:, :2]
    one = reverse_items(items, names(5), SUBJECT)
    assert one.parameters["against"] == "p1, p2"


def test_floor_and_ceiling_are_said() -> None:
    items = likert(100, 4)
    items[:30, 0] = 5
    done = item_analysis(items, names(4), SUBJECT, low=1, high=5)
    assert EXTREME in done[0].warnings
    assert done[0].parameters["ceiling_percent"] > 15


def test_a_constant_item_is_not_assessable_and_the_others_are() -> None:
    items = likert(60, 4)
    items[:, 2] = 3
    done = item_analysis(items, names(4), SUBJECT, low=1, high=5)
    assert [one.value is None for one in done] == [False, False, True, False]
    assert done[2].parameters["mean"] == 3.0
    for one in done:
        sound(one)


def test_unknown_reversed_items_are_an_error() -> None:
    with pytest.raises(ValueError, match="p9"):
        reverse_items(likert(30, 4), names(4), SUBJECT, turned=["p9"])
