"""scipy's rho where every row counts once; a slow jackknife of weighted mid-ranks; turning an answer turns the sign."""

import numpy as np
import pytest
from drawn import SUBJECT, clustered
from scipy.stats import spearmanr

from yupay.analyse.numerics.designs import simple
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.numerics.replicates import jackknife, replicate_variance
from yupay.analyse.survey.design_spearman import METHOD, design_spearman


def weighted_rho(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    ranks = [[w[v < one].sum() + w[v == one].sum() / 2 for one in v] for v in (x, y)]
    spread = np.cov(ranks, aweights=w)
    return float(spread[0, 1] / np.sqrt(spread[0, 0] * spread[1, 1]))


def test_simple_sample() -> None:
    random = np.random.default_rng(2)
    x = random.standard_normal(150).round(1)
    y = x + random.standard_normal(150)
    one = design_spearman(x, y, simple(150), SUBJECT)
    assert one.value == pytest.approx(spearmanr(x, y).statistic, abs=1e-12)
    assert one.method == METHOD.id


def test_replicates_make_the_ranks_anew() -> None:
    x, y, design = clustered(1)
    one = design_spearman(x, y, design, SUBJECT)
    slow = replicate_variance(jackknife(design), lambda weights: weighted_rho(x, y, weights))
    assert one.parameters["se_replicates"] == pytest.approx(np.sqrt(slow[0, 0]), rel=1e-10)
    assert one.parameters["se_linearised"] == pytest.approx(one.parameters["se_replicates"], rel=0.03)


def test_ranks_taken_as_fixed_give_another_error() -> None:
    """The slopes carry the dependence of the ranks on the sample; without it the error differs."""
    x, y, design = clustered(2, rho=0.8)
    one = design_spearman(x, y, design, SUBJECT)
    w = design.weights
    ranks = [np.array([w[v < a].sum() + w[v == a].sum() / 2 for a in v]) for v in (x, y)]
    u, v = ((rank - np.average(rank, weights=w)) for rank in ranks)
    u, v = u / np.sqrt(np.average(u**2, weights=w)), v / np.sqrt(np.average(v**2, weights=w))
    fixed = np.sqrt(variance(design, w * (u * v - one.value * (u * u + v * v) / 2) / w.sum())[0, 0])
    assert abs(fixed / one.parameters["se_replicates"] - 1) > 0.02
    assert one.parameters["se_linearised"] == pytest.approx(one.parameters["se_replicates"], rel=0.03)


def test_turning_an_answer_turns_everything() -> None:
    x, y, design = clustered(3)
    one, two = design_spearman(x, y, design, SUBJECT), design_spearman(x, -y, design, SUBJECT)
    assert two.value == pytest.approx(-one.value)
    assert (two.interval.low, two.interval.high) == pytest.approx((-one.interval.high, -one.interval.low))
    assert two.p == pytest.approx(one.p)


def test_strata_that_weigh_much_widen_the_interval() -> None:
    x, y, design = clustered(4)
    heavy = design.reweighted(design.weights * np.where(design.strata < 2, 30.0, 1.0))
    one, two = design_spearman(x, y, design, SUBJECT), design_spearman(x, y, heavy, SUBJECT)
    assert one.df == two.df == 24
    assert two.parameters["df_effective"] < 6 < 20 < one.parameters["df_effective"]
