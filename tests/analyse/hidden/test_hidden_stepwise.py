"""Western site (Chan, Silverman and Vincent 2021: 2,483), UK 2013 in six lists: totals and the order of the steps."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from yupay.analyse.hidden import existence, loglinear, stepwise
from yupay.analyse.hidden.stepwise import METHOD, choose, estimate, log_tail, many
from yupay.analyse.hidden.tables import margins, pairs, reordered
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("LA", "NG", "PF", "GO", "GP", "NCA"), unit_of_analysis="person", unit="people")
WESTERN = np.zeros(32)
WESTERN[[1, 2, 4, 8, 16, 5, 9, 17, 6, 10, 24, 21, 14]] = (52, 90, 114, 45, 21, 4, 2, 5, 6, 1, 3, 1, 1)
UK = np.zeros(32)
UK[[1, 2, 4, 8, 16, 3, 5, 9, 6, 10, 18, 12, 20, 24, 7, 11, 14, 15]] = (
    *(54, 463, 995, 695, 316, 15, 19, 3, 62),
    *(19, 1, 76, 11, 8, 1, 1, 4, 1),
)
ARTIFICIAL = np.array([0, 40, 30, 6, 20, 0, 0, 0], dtype=np.float64)
COUNTS = st.lists(st.integers(0, 12), min_size=15, max_size=15)


def candidates(y: np.ndarray, added: tuple[int, ...]) -> dict[int, float]:
    """The p of each pair that may enter next, by scipy's tails and an existence check of each."""
    means, seen = margins(loglinear.fit(y, added).fitted), margins(y)
    return {
        pair: min(poisson.cdf(seen[pair], means[pair]), poisson.sf(seen[pair] - 1, means[pair]))
        for pair in pairs(4)
        if pair not in added and means[pair] > 0 and existence.check(y, (*added, pair)).code == 0
    }


@pytest.mark.parametrize("mean", [0.02, 0.7, 3.0, 40.0, 900.0, 20_000.0])
@pytest.mark.parametrize("far", [-8, -1, -0.2, 0, 0.3, 2, 9])
def test_tails_are_those_of_the_poisson_distribution(mean: float, far: float) -> None:
    k = max(0, round(mean + far * math.sqrt(mean)))
    exact = min(poisson.logcdf(k, mean), poisson.logsf(k - 1, mean))
    assert log_tail(float(k), mean) == pytest.approx(exact, rel=1e-7, abs=1e-9)


def test_a_tail_too_small_for_a_float_still_has_an_order() -> None:
    assert log_tail(5_000.0, 100.0) < log_tail(4_000.0, 100.0) < -745


def test_published_western_site() -> None:
    one = estimate(WESTERN, SUBJECT)
    assert one.value == pytest.approx(2483, abs=0.5)
    assert one.method == METHOD.id
    assert one.parameters["model"] == "[15,2,3,4]"
    assert one.parameters["added"] == "15"
    assert "takes the model as given" in one.warnings[0].en
    assert "on no list" in one.assumptions[0].name.en


def test_five_lists_of_the_united_kingdom() -> None:
    """SparseMSE 2.0.1: 11,312.99, limits, and the order of the steps."""
    one = estimate(UK, SUBJECT)
    assert one.value == pytest.approx(11312.9902894, rel=1e-8)
    assert one.parameters["added"] == "12,25,35,13,45,24"
    assert one.parameters["deviance"] == pytest.approx(16.35138, rel=1e-5)
    assert one.df == 31 - 12


def test_candidates_without_an_estimate_are_passed_over() -> None:
    """The table of Chan, Silverman and Vincent: [12,3] has no maximum, so main effects stay however high the threshold."""
    chosen = choose(ARTIFICIAL, 0.4)
    assert 3 not in chosen.added
    assert chosen.fit.converged


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.sampled_from([0.02, 0.2]))
def test_steps_are_those_written_out(counts: list[int], threshold: float) -> None:
    y = np.array([0, *counts], dtype=np.float64)
    chosen = choose(y, threshold)
    assert chosen.fit.effects == chosen.added
    for k, pair in enumerate(chosen.added):
        found = candidates(y, chosen.added[:k])
        assert found[pair] <= min(found.values()) * (1 + 1e-8)
        assert found[pair] < threshold
    if chosen.fit.converged:
        assert all(p >= threshold * (1 - 1e-8) for p in candidates(y, chosen.added).values())
    total = many(4, y[None], threshold)[0]
    assert np.isnan(total) != chosen.fit.converged
    if chosen.fit.converged:
        assert total == pytest.approx(chosen.fit.estimate, rel=1e-7)


def test_order_of_the_lists_changes_nothing() -> None:
    for order in itertools.islice(itertools.permutations(range(5)), 0, 120, 7):
        assert choose(reordered(UK, order)).fit.estimate == pytest.approx(11312.9902894, rel=1e-8)


def test_a_list_without_anybody_changes_nothing_but_a_warning() -> None:
    one = estimate(WESTERN, SUBJECT)
    more = estimate(np.concatenate([WESTERN, np.zeros(32)]), SUBJECT)
    assert (more.value, more.parameters["aic"]) == pytest.approx((one.value, one.parameters["aic"]))
    assert more.parameters["model"] == "[15,2,3,4,6]"
    assert "NCA" in more.warnings[-1].en
    assert many(6, np.concatenate([WESTERN, np.zeros(32)])[None])[0] == pytest.approx(one.value)


def test_names_of_lists_keep_their_numbers_when_one_is_left_out() -> None:
    shifted = np.zeros(64)
    shifted[::2] = WESTERN
    one = estimate(shifted, SUBJECT)
    assert one.parameters["model"] == "[26,1,3,4,5]"
    assert one.parameters["added"] == "26"


def test_many_tables_at_once_are_each_alone() -> None:
    tables = np.random.default_rng(5).multinomial(345, WESTERN / 345, 40).astype(np.float64)
    together = many(5, tables)
    assert together == pytest.approx([many(5, one[None])[0] for one in tables])
    assert many(5, tables[:0]).shape == (0,)


@pytest.mark.parametrize(
    "y", [np.zeros(1), np.zeros(4), np.array([0.0, 5, 3, 2]), np.zeros(16), np.eye(16)[3] * 7, np.eye(16)[15]]
)
def test_degenerate_tables_are_refused_in_words(y: np.ndarray) -> None:
    one = estimate(y, SUBJECT)
    assert one.value is None
    assert one.warnings[0].en.startswith("Not assessable")


def test_no_overlap_has_no_total() -> None:
    y = np.zeros(8)
    y[[1, 2, 4]] = (30, 20, 10)
    assert np.isnan(many(3, y[None])[0])
    assert choose(y).fit.code != 0
    assert estimate(y, SUBJECT).value is None


@pytest.mark.parametrize("threshold", [0.0, -1.0, 0.5, 2.0])
def test_a_threshold_outside_its_range_is_an_error(threshold: float) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        choose(WESTERN, threshold)
    with pytest.raises(ValueError, match="between 0 and"):
        stepwise.many(5, WESTERN[None], threshold)
