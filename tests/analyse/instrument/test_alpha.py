"""Cronbach's alpha: exact covariances, the intervals, the rule of blanks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import SUBJECT, exact, likert, names, sound

from yupay.analyse.instrument.alpha import METHOD, NEGATIVE, alpha, feldt, influence
from yupay.analyse.numerics import item_scores


def test_parallel_items_give_spearman_brown() -> None:
    """k items that all correlate r have alpha k r / (1 + (k - 1) r)."""
    k, r = 5, 0.4
    one = alpha(exact(np.full((k, k), r) + (1 - r) * np.eye(k)), names(k), SUBJECT)
    assert one.value == pytest.approx(k * r / (1 + (k - 1) * r))
    assert one.id == "instrument/scale/person/alpha"
    assert one.parameters["score_variance"] == pytest.approx(k + k * (k - 1) * r)


def test_feldt_is_the_f_interval_of_the_mean_squares() -> None:
    """Feldt's limits are those of 1 - MS(residual) / MS(persons) of the two-way table."""
    items = likert(40, 6)
    n, k = items.shape
    person, grand = items.mean(axis=1), items.mean()
    between = k * ((person - grand) ** 2).sum() / (n - 1)
    left = items - person[:, None] - items.mean(axis=0) + grand
    within = (left**2).sum() / ((n - 1) * (k - 1))
    one = alpha(items, names(k), SUBJECT)
    assert one.value == pytest.approx(1 - within / between)
    assert (one.interval.low, one.interval.high) == pytest.approx(feldt(one.value, n, k))
    assert one.interval.low < one.value < one.interval.high


def test_influence_is_the_jackknife_in_the_small() -> None:
    items = likert(400, 5)
    n = len(items)
    pull = influence(items, item_scores.covariances(items))
    whole = item_scores.alpha_of(item_scores.covariances(items))
    without = [item_scores.alpha_of(item_scores.covariances(np.delete(items, p, axis=0))) for p in range(n)]
    assert (n - 1) * (whole - np.array(without)) == pytest.approx(pull, rel=0.05, abs=0.02)
    one = alpha(items, names(5), SUBJECT, interval="distribution-free")
    assert one.se == pytest.approx(pull.std(ddof=1) / np.sqrt(n))


def test_the_three_intervals_agree_for_normal_parallel_items() -> None:
    random = np.random.default_rng(3)
    items = random.normal(size=(1000, 1)) + random.normal(size=(1000, 6))
    about = alpha(items, names(6), SUBJECT).parameters
    for end in ("low", "high"):
        values = [about[f"{kind}_{end}"] for kind in ("feldt", "duhachek_iacobucci", "distribution_free")]
        assert max(values) - min(values) < 0.004


def test_duhachek_covers_when_items_differ() -> None:
    """Congeneric items: the standard error for normal answers keeps its coverage."""
    random, loads = np.random.default_rng(8), np.array([0.3, 0.6, 0.9, 1.2])
    truth = item_scores.alpha_of(np.outer(loads, loads) + np.eye(4))
    held = 0
    for _ in range(600):
        items = random.normal(size=(150, 1)) * loads + random.normal(size=(150, 4))
        limits = alpha(items, names(4), SUBJECT, interval="duhachek-iacobucci").interval
        held += limits.low <= truth <= limits.high
    assert 0.925 <= held / 600 <= 0.975


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 10), st.floats(-50, 50))
def test_alpha_does_not_depend_on_unit_or_origin(seed: int, unit: float, origin: float) -> None:
    items = likert(30, 4, seed=seed)
    one, two = (alpha(x, names(4), SUBJECT) for x in (items, unit * items + origin))
    if one.value is None:
        assert two.value is None
        return
    assert two.value == pytest.approx(one.value, abs=1e-8)
    assert two.interval.low == pytest.approx(one.interval.low, abs=1e-8)


def test_blanks_are_counted_or_used_by_pairs() -> None:
    items = likert(50, 4)
    holed = items.copy()
    holed[:5, 0] = np.nan
    listwise, pairs = (alpha(holed, names(4), SUBJECT, missing=rule) for rule in ("complete", "pairwise"))
    assert listwise.value == pytest.approx(alpha(items[5:], names(4), SUBJECT).value)
    assert (listwise.n, pairs.n) == (45, 50)
    assert listwise.warnings[0].en.endswith("every item: 5.")
    assert pairs.value != listwise.value


def test_a_negative_alpha_is_said_and_nothing_is_turned() -> None:
    items = likert(200, 4)
    items[:, :2] = 6 - items[:, :2]
    one = alpha(items, names(4), SUBJECT)
    assert one.value < 0
    assert NEGATIVE in one.warnings


@pytest.mark.parametrize(
    "items",
    [np.zeros((0, 3)), np.ones((9, 3)), np.full((9, 3), np.nan), [[1, 2, 3], [3, 1, 2]], np.ones((9, 1))],
)
def test_not_assessable_is_said(items: object) -> None:
    table = np.asarray(items, dtype=float)
    one = alpha(table, names(table.shape[1]), SUBJECT)
    assert one.value is None
    sound(one)
    assert one.method == METHOD.id


def test_names_must_go_with_the_items() -> None:
    with pytest.raises(ValueError, match="names"):
        alpha(likert(10, 4), names(3), SUBJECT)
