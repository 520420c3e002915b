"""Alpha and omega of the variables behind ordered answers."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.instrument.ordinal_alpha import LATENT, ordinal_alpha, ordinal_omega, polychorics


def test_it_estimates_alpha_of_the_continuous_variables() -> None:
    """Items that correlate 1/2 behind the answers: alpha of six of them is 6/7, whatever the cuts."""
    items = likert(6000, 6, points=3)
    one = ordinal_alpha(items, names(6), SUBJECT)
    assert one.value == pytest.approx(6 / 7, abs=0.006)
    assert one.interval.low <= 6 / 7 <= one.interval.high
    assert ordinal_omega(items, names(6), SUBJECT).value == pytest.approx(6 / 7, abs=0.006)
    assert alpha(items, names(6), SUBJECT).value < one.value - 0.02
    assert LATENT in one.warnings


@pytest.mark.parametrize("method", [ordinal_alpha, ordinal_omega])
def test_its_standard_error_is_that_of_the_bootstrap(method: object) -> None:
    items, random = likert(600, 5), np.random.default_rng(4)
    drawn = [method(items[random.integers(0, 600, 600)], names(5), SUBJECT).value for _ in range(120)]
    assert method(items, names(5), SUBJECT).se == pytest.approx(np.std(drawn), rel=0.2)


def test_only_the_order_of_the_answers_counts() -> None:
    items = likert(200, 4)
    one, two = (ordinal_alpha(x, names(4), SUBJECT) for x in (items, items**3))
    assert two.value == pytest.approx(one.value, abs=1e-10)


def test_a_pair_at_the_edge_leaves_no_interval() -> None:
    items = likert(200, 3)
    items = np.column_stack([items, items[:, 0]])
    one = ordinal_alpha(items, names(4), SUBJECT)
    assert polychorics(items).edge == 1
    assert one.value is None or one.interval is None
    sound(one)


@pytest.mark.parametrize(
    "items", [likert(20, 4), np.ones((50, 4)), np.random.default_rng(1).normal(size=(60, 4)), np.zeros((0, 4))]
)
def test_not_assessable_is_said(items: np.ndarray) -> None:
    for one in (ordinal_alpha(items, names(4), SUBJECT), ordinal_omega(items, names(4), SUBJECT)):
        assert one.value is None
        sound(one)
