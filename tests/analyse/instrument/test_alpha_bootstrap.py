"""Ten thousand alphas from weighted sums: the same as one by one, reproducible, and they cover."""

import numpy as np
import pytest
from made_answers import SUBJECT, likert, names, sound

from yupay.analyse.instrument import resampling
from yupay.analyse.instrument.alpha_bootstrap import alpha_bootstrap, jackknife, resampled
from yupay.analyse.numerics import item_scores


def alpha_of(items: np.ndarray) -> float:
    return item_scores.alpha_of(item_scores.covariances(items))


def test_every_draw_is_the_alpha_of_the_persons_drawn() -> None:
    items = likert(41, 5)
    counts = resampling.drawn(resampling.streams(50, 7), 41).astype(int)
    assert (counts.sum(axis=1) == 41).all()
    plain = [alpha_of(np.repeat(items, row, axis=0)) for row in counts]
    assert resampled(items, 50, 7) == pytest.approx(plain)


def test_each_person_is_as_likely_as_another() -> None:
    counts = resampling.drawn(resampling.streams(4_000, 1), 25)
    assert counts.mean(axis=0) == pytest.approx(np.ones(25), abs=0.06)
    assert counts.var() == pytest.approx(1 - 1 / 25, abs=0.03)
    assert abs(np.corrcoef(counts[:-1, 0], counts[1:, 0])[0, 1]) < 0.06
    assert abs(np.corrcoef(counts[:, 3], counts[:, 4])[0, 1] + 1 / 24) < 0.06


def test_the_jackknife_is_exact() -> None:
    items = likert(30, 4)
    assert jackknife(items) == pytest.approx([alpha_of(np.delete(items, p, axis=0)) for p in range(30)])


def test_same_seed_same_interval_and_near_the_formula() -> None:
    items = likert(400, 8)
    one, two = (alpha_bootstrap(items, names(8), SUBJECT, seed=5) for _ in range(2))
    assert one == two
    assert one.seed == 5
    assert one.value == pytest.approx(alpha_of(items))
    assert alpha_bootstrap(items, names(8), SUBJECT, seed=6).interval.low == pytest.approx(one.interval.low, abs=0.003)
    assert one.parameters["percentile_low"] == pytest.approx(one.interval.low, abs=0.01)
    assert abs(one.parameters["bias"]) < 0.005


def test_the_interval_covers_for_likert_answers() -> None:
    truth = alpha_of(likert(200_000, 5, seed=99))
    held = 0
    for seed in range(300):
        limits = alpha_bootstrap(likert(120, 5, seed=seed), names(5), SUBJECT, seed=seed, draws=1000).interval
        held += limits.low <= truth <= limits.high
    assert 0.91 <= held / 300 <= 0.985


@pytest.mark.parametrize("items", [np.zeros((0, 3)), np.ones((20, 3)), likert(9, 3), np.full((20, 3), np.nan)])
def test_not_assessable_is_said(items: np.ndarray) -> None:
    one = alpha_bootstrap(items, names(3), SUBJECT, seed=1, draws=50)
    assert one.value is None
    sound(one)
