"""Tests and models under a design against R's survey package, where R stops early or drops digits, and at the edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sample import COLUMNS, SUBJECT, drawn
from scipy.stats import chi2_contingency, ttest_ind

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.designs import simple
from yupay.analyse.survey import agreement, compare, crossed, cumulative, models, moments, rao_scott, regression

Y, X, G, S, T = (COLUMNS[name] for name in ("y", "x", "g", "s", "t"))
DESIGN = drawn()


@pytest.mark.parametrize(
    ("statistic", "value", "ndf", "ddf", "p"),
    [
        ("f", 0.582585626205, 1.929670905251, 15.437367242010, 0.564449150676),
        ("chisq", 0.902507050543, 2.0, None, 0.558452548655),
        ("wald", 0.518872793477, 2.0, 8.0, 0.613930911842),
        ("adj-wald", 0.454013694292, 2.0, 7.0, 0.652536130586),
    ],
)
def test_rao_scott_against_r(statistic: str, value: float, ndf: float, ddf: float | None, p: float) -> None:
    one = rao_scott.rao_scott(S, G, DESIGN, SUBJECT, statistic=statistic)
    assert (one.statistic, one.p, one.parameters["ndf"]) == pytest.approx((value, p, ndf), rel=1e-10)
    assert one.parameters["ddf"] == (None if ddf is None else pytest.approx(ddf, rel=1e-10))
    again = rao_scott.rao_scott(G, S, DESIGN, SUBJECT, statistic=statistic)
    assert (again.statistic, again.p) == pytest.approx((value, p), rel=1e-9)


def test_rao_scott_by_replicates_against_r() -> None:
    one = rao_scott.rao_scott(S, G, replicates.jackknife(DESIGN), SUBJECT)
    assert (one.statistic, one.p) == pytest.approx((0.580735489226, 0.565062505289), rel=1e-10)


def test_the_saddlepoint_keeps_the_fraction_of_the_denominator() -> None:
    """R repeats the denominator's term a whole number of times (15 for 15.437) and gives .5746; 4 million draws, .5664."""
    one = rao_scott.rao_scott(S, G, DESIGN, SUBJECT, statistic="saddlepoint")
    effects = rao_scott.design_effects(crossed.cross(S, G, DESIGN), 48)
    ddf, random, draws = one.parameters["ddf"], np.random.default_rng(1), 400_000
    top = sum(effect * random.chisquare(1, draws) for effect in effects)
    share = (top > one.parameters["x2"] * random.chisquare(ddf, draws) / ddf).mean()
    assert one.p == pytest.approx(share, abs=0.004)
    assert abs(0.574649790687 - share) > 0.005


def test_rao_scott_of_a_simple_sample_is_near_pearson() -> None:
    random = np.random.default_rng(8)
    a, b = random.integers(0, 3, 4_000), random.integers(0, 2, 4_000)
    one = rao_scott.rao_scott(a, b, simple(4_000), SUBJECT)
    counts = np.array([[((a == i) & (b == j)).sum() for j in range(2)] for i in range(3)])
    plain = chi2_contingency(counts, correction=False)
    assert one.p == pytest.approx(plain.pvalue, abs=0.01)
    assert one.parameters["x2"] == pytest.approx(plain.statistic, rel=1e-10)


def test_t_tests_against_r() -> None:
    one = compare.t_test(Y, S, DESIGN, SUBJECT)
    assert (one.value, one.statistic, one.df, one.p) == pytest.approx(
        (3.2265575790552, 2.1030538089549, 7, 0.0735388456608), rel=1e-10
    )
    assert (one.interval.low, one.interval.high) == pytest.approx((-0.4013078935767, 6.8544230516871), rel=1e-9)
    assert one.parameters["groups"] == "y - n"
    alone = compare.one_sample(Y, DESIGN, SUBJECT)
    assert (alone.value, alone.statistic, alone.df) == pytest.approx((26.0118263889, 97.1435422024, 7), rel=1e-10)
    equal = np.random.default_rng(2).normal(size=600)
    groups = np.repeat([0, 1], 300)
    welch = ttest_ind(equal[groups == 1], equal[groups == 0])
    assert compare.t_test(equal, groups, simple(600), SUBJECT).statistic == pytest.approx(welch.statistic, rel=0.01)


def test_rank_tests_against_r() -> None:
    one = compare.rank_test(Y, S, DESIGN, SUBJECT)
    assert (one.value, one.statistic, one.p) == pytest.approx(
        (0.2105284214569, 2.1741408678815, 0.0662109940478), rel=1e-10
    )
    several = compare.rank_test(Y, G, DESIGN, SUBJECT, test="van-der-waerden")
    assert (several.value, several.p) == pytest.approx((4.123514632628, 0.208189971798), rel=1e-10)
    assert several.parameters["ndf"] == 2 and several.df == 6


def test_the_population_correction_enters_the_rank_test() -> None:
    without = compare.rank_test(Y, S, drawn(fpc=()), SUBJECT)
    assert compare.rank_test(Y, S, DESIGN, SUBJECT).se < 0.95 * without.se


def test_tied_ranks_do_not_depend_on_the_order_of_the_rows() -> None:
    """R's svyranktest does: its running weights are averaged over ties without weights."""
    tied = np.round(Y / 6)
    order = np.random.default_rng(3).permutation(48)
    turned = {name: values[order] for name, values in COLUMNS.items()}
    design = drawn(turned)
    one = compare.rank_test(tied, S, DESIGN, SUBJECT)
    two = compare.rank_test(tied[order], S[order], design, SUBJECT)
    assert two.statistic == pytest.approx(one.statistic, rel=1e-10)
    plain = compare.rank_test(tied, S, DESIGN, SUBJECT, ties="row-order")
    other = compare.rank_test(tied[order], S[order], design, SUBJECT, ties="row-order")
    assert abs(plain.statistic - other.statistic) > 1e-4


@pytest.mark.parametrize("test", ["wilcoxon", "median", "van-der-waerden", "kruskal-wallis"])
def test_ranks_see_only_the_order(test: str) -> None:
    one = compare.rank_test(Y, S, DESIGN, SUBJECT, test=test)
    two = compare.rank_test(np.exp(Y / 5), S, DESIGN, SUBJECT, test=test)
    assert two.statistic == pytest.approx(one.statistic)


def test_moments_against_r() -> None:
    one = moments.covariance(Y, Y, DESIGN, SUBJECT)
    assert (one.value, one.se) == pytest.approx((22.8935611990, 2.7466204637), rel=1e-9)
    r = moments.pearson(Y, X, DESIGN, SUBJECT)
    jack = moments.pearson(Y, X, replicates.jackknife(DESIGN), SUBJECT)
    assert jack.value == pytest.approx(r.value) and jack.se == pytest.approx(r.se, rel=0.15)
    turned = moments.pearson(-3 * Y + 2, X, DESIGN, SUBJECT)
    assert (turned.value, turned.se, turned.p) == pytest.approx((-r.value, r.se, r.p))
    assert r.interval.low < r.value < r.interval.high


def test_kappa_against_r() -> None:
    one = agreement.kappa(S, np.where(T == 1, "y", "n"), DESIGN, SUBJECT)
    assert (one.value, one.se) == pytest.approx((0.275677056719, 0.139815101886), rel=1e-10)
    assert agreement.kappa(S, S, DESIGN, SUBJECT).value == pytest.approx(1.0)


def test_regressions_against_r() -> None:
    table = np.column_stack([X, T])
    found = regression.regression(Y, table, ["x", "t"], DESIGN, SUBJECT)
    assert [one.value for one in found] == pytest.approx([22.3560109382, 0.0952598563, 5.8282783860], rel=1e-9)
    assert [one.se for one in found] == pytest.approx([1.0019290515, 0.0787516265, 0.7086952594], rel=1e-9)
    assert found[0].df == 6 and found[1].key == "x"
    odds = regression.regression(T, np.column_stack([X, Y]), ["x", "y"], DESIGN, SUBJECT, family="quasibinomial")
    assert [one.value for one in odds] == pytest.approx([-8.8084016729, -0.1585245351, 0.3959639590], rel=1e-8)
    assert [one.se for one in odds] == pytest.approx([2.1836899359, 0.1607674398, 0.0669360024], rel=1e-8)
    jack = regression.regression(Y, table, ["x", "t"], replicates.jackknife(DESIGN), SUBJECT)
    assert jack[2].se == pytest.approx(found[2].se, rel=0.2)


def test_a_logistic_fit_solves_its_equation() -> None:
    """R stops when the deviance changes by 1e-8 of itself; the scores at ours add up to zero."""
    table = np.column_stack([np.ones(48), X, Y])
    beta = models.solve(T, table, DESIGN.weights, "quasibinomial")[0]
    scores = table.T @ (DESIGN.weights * (T - models.mean_of(table @ beta, "quasibinomial")))
    assert np.abs(scores).max() < 1e-6


def test_ordinal_regression_against_r() -> None:
    found = cumulative.ordinal_regression(COLUMNS["level"], np.column_stack([X, T]), ["x", "t"], DESIGN, SUBJECT)
    assert [one.key for one in found] == ["x", "t", "0|1", "1|2", "2|3"]
    expected = [0.0462832589, 2.4359952626, 0.2232187983, 1.6141662884, 3.4564974660]
    assert [one.value for one in found] == pytest.approx(expected, rel=1e-6)
    errors = [0.0515729122, 0.4845660024, 0.8365178234, 0.9197203149, 0.7926127764]
    assert [one.se for one in found] == pytest.approx(errors, rel=1e-4)


def test_an_ordinal_fit_is_at_the_top_of_its_likelihood() -> None:
    """Where R's optim stops early (apistrat), a step from ours never raises the likelihood."""
    code, table, w = COLUMNS["level"].astype(np.int64), np.column_stack([X, T]), DESIGN.weights
    theta = cumulative._solve(code, table, w, 4)[0]
    top = cumulative._likelihood(theta, code, table, w, 4)
    random = np.random.default_rng(5)
    assert all(
        cumulative._likelihood(theta + 1e-3 * random.standard_normal(5), code, table, w, 4) < top for _ in range(50)
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_a_test_does_not_care_about_the_scale_of_weights(seed: int) -> None:
    times = np.random.default_rng(seed).uniform(0.1, 40)
    heavier = DESIGN.reweighted(DESIGN.weights * times)
    for one, two in (
        (rao_scott.rao_scott(S, G, DESIGN, SUBJECT), rao_scott.rao_scott(S, G, heavier, SUBJECT)),
        (compare.rank_test(Y, S, DESIGN, SUBJECT), compare.rank_test(Y, S, heavier, SUBJECT)),
        (moments.pearson(X, Y, DESIGN, SUBJECT), moments.pearson(X, Y, heavier, SUBJECT)),
        (agreement.kappa(S, S[::-1], DESIGN, SUBJECT), agreement.kappa(S, S[::-1], heavier, SUBJECT)),
    ):
        assert (two.value, two.p) == (pytest.approx(one.value), one.p if one.p is None else pytest.approx(one.p))


FLAT, BLANK, ONE = np.full(48, 3.0), np.full(48, np.nan), np.full(48, "a")
EDGES = {
    "blank columns": lambda: [
        compare.t_test(BLANK, S, DESIGN, SUBJECT),
        compare.rank_test(BLANK, S, DESIGN, SUBJECT),
        moments.pearson(BLANK, Y, DESIGN, SUBJECT),
        moments.covariance(BLANK, BLANK, DESIGN, SUBJECT),
        rao_scott.rao_scott(BLANK, S, DESIGN, SUBJECT),
        agreement.kappa(BLANK, S, DESIGN, SUBJECT),
        *regression.regression(BLANK, X, ["x"], DESIGN, SUBJECT),
        *cumulative.ordinal_regression(BLANK, X, ["x"], DESIGN, SUBJECT),
    ],
    "one category": lambda: [
        compare.t_test(Y, ONE, DESIGN, SUBJECT),
        compare.rank_test(Y, ONE, DESIGN, SUBJECT),
        rao_scott.rao_scott(ONE, S, DESIGN, SUBJECT),
        agreement.kappa(ONE, ONE, DESIGN, SUBJECT),
        *cumulative.ordinal_regression(T, X, ["x"], DESIGN, SUBJECT),
    ],
    "no variation": lambda: [
        compare.rank_test(FLAT, S, DESIGN, SUBJECT),
        compare.rank_test(FLAT, G, DESIGN, SUBJECT),
        moments.pearson(FLAT, Y, DESIGN, SUBJECT),
        *regression.regression(Y, np.column_stack([X, X]), ["x", "again"], DESIGN, SUBJECT),
        *regression.regression((X > 10).astype(float), X, ["x"], DESIGN, SUBJECT, family="quasibinomial"),
    ],
    "zero weights": lambda: [
        compare.t_test(Y, S, simple(48, np.zeros(48)), SUBJECT),
        rao_scott.rao_scott(S, G, simple(48, np.zeros(48)), SUBJECT),
        moments.pearson(X, Y, simple(48, np.zeros(48)), SUBJECT),
    ],
    "two rows": lambda: [
        rao_scott.rao_scott(["a", "b"], ["c", "d"], simple(2), SUBJECT),
        *cumulative.ordinal_regression([1, 2], [1, 2], ["x"], simple(2), SUBJECT),
    ],
}


@pytest.mark.parametrize("edge", EDGES)
def test_not_assessable_is_said_with_the_reason(edge: str) -> None:
    for one in EDGES[edge]():
        assert one.value is None and one.p is None, one
        assert one.warnings[-1].en.startswith("Not assessable"), one.warnings
        assert one.warnings[-1].es.startswith("No evaluable")
