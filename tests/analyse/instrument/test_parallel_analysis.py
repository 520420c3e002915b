"""Horn's parallel analysis."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument.parallel_analysis import parallel_analysis, shuffled


@pytest.mark.parametrize("factors", [1, 2, 3])
def test_it_counts_the_factors(factors: int) -> None:
    items = np.concatenate([likert(400, 5, seed=s) for s in range(factors)], axis=1)
    whole, *each = parallel_analysis(items, names(5 * factors), SUBJECT, seed=1, draws=200)
    assert whole.value == factors
    assert sum(one.parameters["kept"] for one in each) == factors
    assert (whole.seed, whole.unit) == (1, "factor")


def test_it_seldom_finds_a_factor_where_there_is_none() -> None:
    random = np.random.default_rng(4)
    found = [
        parallel_analysis(random.integers(1, 6, (150, 6)), names(6), SUBJECT, seed=s, draws=100)[0].value
        for s in range(200)
    ]
    assert np.mean(np.array(found) > 0) <= 0.09


def test_every_item_keeps_its_own_answers_and_the_seed_repeats() -> None:
    items = likert(50, 4)
    assert shuffled(items, 20, 3).sum(axis=1) == pytest.approx(np.full(20, 4.0))
    assert (shuffled(items, 20, 3) == shuffled(items, 20, 3)).all()


@pytest.mark.parametrize("items", [likert(5, 4), likert(50, 2), np.ones((50, 4)), np.zeros((0, 4))])
def test_not_assessable_is_said(items: np.ndarray) -> None:
    (one,) = parallel_analysis(items, names(items.shape[1]), SUBJECT, seed=1)
    assert one.value is None
    sound(one)
