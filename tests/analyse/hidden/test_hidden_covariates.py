"""Spina bifida, New York, three lists and ethnicity (Madigan and York 1997): fixed models, and the average over 64."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import dblquad
from scipy.special import gammaln

from yupay.analyse.hidden import covariate_average, covariates
from yupay.analyse.hidden.tables import reordered
from yupay.model.estimate import Subject

SPINA = np.array([[0, 230, 45, 134, 52, 107, 3, 12], [0, 13, 3, 8, 8, 3, 1, 0], [0, 1, 0, 0, 0, 1, 0, 0]], dtype=float)
ETHNICITY = ("caucasian", "afro-american", "other")
ABOUT = Subject(variables=("S1", "S2", "S3"), unit_of_analysis="person", unit="person")
NAMES = ("S1", "S2", "S3", "eth")
S2S3, ETH = 0b110, 0b1000
TABLES = st.lists(st.lists(st.integers(0, 30), min_size=7, max_size=7), min_size=2, max_size=2)


def crossed(rows: list[list[int]]) -> np.ndarray:
    return np.array([[0, *row] for row in rows], dtype=float)


def test_published_model() -> None:
    found = covariates.fit(SPINA, [S2S3])
    assert found.total == pytest.approx(724.124528302)
    assert found.unseen == pytest.approx([96.8141706924, 5.97823352475, 0.332124084708])
    assert (found.df, found.deviance) == (14, pytest.approx(16.9697750758))
    assert covariates.written(found.effects, NAMES) == "S1+S2+S3+eth+S2:S3"


def test_bic_chooses_and_small_strata_are_named() -> None:
    one = covariates.estimate(SPINA, ABOUT, categories=[ETHNICITY], covariates=["eth"])
    assert one.parameters["model"] == "S1+S2+S3+eth+S2:S3"
    assert one.value == pytest.approx(724.124528302)
    assert one.parameters["unseen[caucasian]"] == pytest.approx(96.8141706924)
    assert one.warnings[0].en.endswith("afro-american; other.")
    assert 621 < one.interval.low < one.value < one.interval.high


def test_a_maximum_at_the_boundary_is_refused() -> None:
    """Nobody of the third group is on list 2: with an effect of both, its mean goes to 0 and the fit does not exist."""
    effects = [S2S3, *(ETH | 1 << k for k in range(3))]
    found = covariates.fit(SPINA, effects)
    assert not found.exists and not found.unbounded
    assert found.total == pytest.approx(725.790441472)
    assert found.unseen[2] == 0
    one = covariates.estimate(SPINA, ABOUT, categories=[ETHNICITY], covariates=["eth"], effects=effects)
    assert one.value is None and one.interval is None
    assert one.warnings[0].en.startswith("Not assessable")


def test_what_is_not_identified_is_refused() -> None:
    """All pairs of two lists: the table does not say how many are on neither."""
    y = np.array([[0, 10, 12, 5], [0, 7, 9, 3]], dtype=float)
    one = covariates.estimate(y, ABOUT, categories=[("a", "b")], effects=[0b011])
    assert covariates.fit(y, [0b011]).unbounded
    assert one.value is None


def test_strata_apart_are_one_model_with_every_effect_of_the_covariate() -> None:
    """Lists by covariate: each stratum is fitted by itself, and the unseen are those of independent lists in each."""
    y = np.array([[0, 40, 30, 12], [0, 90, 20, 30]], dtype=float)
    found = covariates.fit(y, [0b101, 0b110])
    assert found.unseen == pytest.approx([40 * 30 / 12, 90 * 20 / 30])


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=25, deadline=None)
def test_order_of_lists_and_of_categories_changes_nothing(rows: list[list[int]], order: list[int]) -> None:
    y = crossed(rows)
    one = covariates.estimate(y, ABOUT, categories=[("a", "b")], effects=())
    other = np.array([reordered(row, order) for row in y[::-1]])
    two = covariates.estimate(other, ABOUT, categories=[("b", "a")], effects=())
    assert (one.value is None) == (two.value is None)
    if one.value is None:
        assert one.warnings[0].en.startswith("Not assessable")
    else:
        assert two.value == pytest.approx(one.value, rel=1e-6)
        assert two.parameters["unseen[a]"] == pytest.approx(one.parameters["unseen[a]"], rel=1e-6)


def test_a_list_without_anybody_changes_nothing() -> None:
    wider = np.hstack([SPINA, np.zeros((3, 8))])
    one = covariates.estimate(wider, ABOUT, categories=[ETHNICITY], covariates=["eth"])
    assert one.value == pytest.approx(724.124528302)
    assert one.parameters["model"] == "S1+S2+S3+eth+S2:S3"
    assert "without anybody" in one.warnings[-1].en


@pytest.mark.parametrize("y", [np.zeros((2, 8)), np.eye(8)[[1, 2]], np.eye(8)[[7, 7]], SPINA[:, :4] * 0])
def test_degenerate_tables_are_refused_in_words(y: np.ndarray) -> None:
    words = [tuple("abc"[: len(y)])]
    for one in (
        covariates.estimate(y, ABOUT, categories=words),
        covariate_average.estimate(y, ABOUT, seed=1, samples=200),
    ):
        assert one.value is None
        assert one.warnings[0].es.startswith("No evaluable")


def test_a_category_without_anybody_is_named() -> None:
    one = covariates.estimate(np.vstack([SPINA, np.zeros(8)]), ABOUT, categories=[(*ETHNICITY, "none")])
    assert one.value is None
    assert '"none"' in one.warnings[0].en


def test_average_over_models() -> None:
    """The peer's chain of 2,000 steps: mean 728, median 727, limits 687 and 778, the same best model."""
    one = covariate_average.estimate(SPINA, ABOUT, seed=1, covariates=["eth"])
    assert one.parameters["mean"] == pytest.approx(728.33, rel=0.01)
    assert one.value == pytest.approx(727, rel=0.01)
    assert (one.interval.low, one.interval.high) == pytest.approx((687, 778), rel=0.03)
    assert one.parameters["top_model"] == "S1+S2+S3+eth+S2:S3"
    assert one.parameters["least_ess"] > 1000
    assert one == covariate_average.estimate(SPINA, ABOUT, seed=1, covariates=["eth"])


def test_probability_of_the_best_model_by_two_ways_and_by_a_long_chain() -> None:
    """0.37 by importance sampling of all 64 models and by Laplace; a chain of 1,800 steps strays by 0.04, one of 100,000 does not."""
    found = covariate_average.average(SPINA, seed=2)
    best = int(found.probabilities.argmax())
    modes = covariate_average.every(SPINA, covariates.pairs_of(4), 1.0)
    evidence = np.array([one.evidence for one in modes.values()])
    laplace = np.exp(evidence - evidence.max()) / np.exp(evidence - evidence.max()).sum()
    assert found.models[best] == (S2S3,)
    assert found.probabilities[best] == pytest.approx(0.368, abs=0.004)
    assert laplace.max() == pytest.approx(found.probabilities[best], abs=0.01)
    again = [covariate_average.average(SPINA, seed=seed).probabilities.max() for seed in (3, 4)]
    assert again == pytest.approx([0.368, 0.368], abs=0.004)
    random = np.random.default_rng(0)
    here, visits, top = 63, np.zeros(100_000, dtype=bool), int(laplace.argmax())
    for step in range(visits.size):
        if random.random() < 0.5:
            there = here ^ (1 << int(random.integers(6)))
            here = there if np.log(random.random()) < evidence[there] - evidence[here] else here
        visits[step] = here == top
    assert visits.mean() == pytest.approx(laplace.max(), abs=0.02)
    short = visits[: 55 * 1800].reshape(55, 1800).mean(axis=1)
    assert 0.03 < short.std() < 0.06


def test_evidence_by_quadrature() -> None:
    """Two lists, one covariate of one category: three parameters; the level of the table is integrated by hand (a gamma)."""
    y = np.array([[0.0, 8, 6, 3]])
    signs = np.array([[-1.0, 1, -1], [1, -1, -1]])

    def density(b: float, a: float) -> float:
        means = np.exp(a * signs[0] + b * signs[1])
        counts = y[0, 1:]
        level = gammaln(counts.sum()) - counts.sum() * np.log(means.sum())
        return float(
            np.exp(counts @ np.log(means) + level - gammaln(counts + 1).sum() - (a * a + b * b) / 2) / (2 * np.pi)
        )

    exact = np.log(dblquad(density, -8, 8, -8, 8)[0])
    mode = covariate_average.every(y, [], 1.0)[()]
    assert mode.evidence == pytest.approx(exact, abs=0.05)
    sampled = covariate_average.sampled(mode, y, np.random.default_rng(1), 20_000)
    assert sampled[0] == pytest.approx(exact, abs=0.02)


def test_prior_scale_moves_the_weight_to_small_models() -> None:
    wide = covariate_average.average(SPINA, seed=1, unit=24.0)
    assert wide.probabilities.max() > 0.7


def test_search_from_neighbour_to_neighbour_agrees_with_all_models() -> None:
    near, every = (covariate_average.average(SPINA, seed=1, most_models=most) for most in (63, 64))
    assert near.searched and not every.searched
    assert near.mean == pytest.approx(every.mean, rel=0.005)
    assert near.probabilities.max() == pytest.approx(every.probabilities.max(), abs=0.02)
