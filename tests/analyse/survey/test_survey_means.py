"""Means, totals, ratios, differences, proportions and quantiles against R's survey package, and what must always hold."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sample import COLUMNS, SUBJECT, drawn

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.designs import simple
from yupay.analyse.survey import differences, linear, means, proportions, quantile_rules, quantiles
from yupay.analyse.survey.sums import of_rows

Y, X, G, S, T = (COLUMNS[name] for name in ("y", "x", "g", "s", "t"))
DESIGN = drawn()
REFERENCE_QUANTILES = {
    "math": (21.353, 26.137, 30.934, 0.869469386195, 0.345402676361, 0.780137369459),
    "hf4": (21.298333333333, 25.817571428571, 30.6622, 0.877113335233, 0.332016124142, 0.842051320104),
    "hf5": (21.447705882353, 26.095592592593, 31.011230769231, 0.886319646988, 0.331049073634, 0.775803683087),
    "hf6": (21.367375, 26.117035714286, 31.216375, 0.885001178276, 0.336322681389, 0.833422056640),
    "hf7": (21.519111111111, 26.0725, 30.650875, 0.890156578830, 0.324201023910, 0.801173897931),
    "hf8": (21.422, 26.102914634146, 31.089380952381, 0.885048534839, 0.332938155390, 0.791523354637),
    "hf9": (21.428522388060, 26.101100917431, 31.070909090909, 0.885365931658, 0.332480250593, 0.786391080642),
}


def test_mean_against_r() -> None:
    one = means.mean(Y, DESIGN, SUBJECT)
    assert (one.value, one.se, one.df, one.n) == pytest.approx((26.011826388889, 0.267766912747, 8, 48), rel=1e-11)
    assert (one.interval.low, one.interval.high) == pytest.approx((25.394354780822, 26.629297996955), rel=1e-11)
    assert one.parameters["deff"] == pytest.approx(0.161066391538, rel=1e-10)
    assert one.parameters["deff_replace"] == pytest.approx(0.150328632102, rel=1e-10)
    assert one.id == "survey/y/person/design-mean"
    assert "finite population correction" in one.design.en and "gl = 8" in one.design.es


def test_total_and_ratio_against_r() -> None:
    total = means.total(Y, DESIGN, SUBJECT)
    assert (total.value, total.se) == pytest.approx((18728.515, 418.829410868), rel=1e-11)
    assert total.parameters["deff"] == pytest.approx(0.760152022431, rel=1e-10)
    ratio = means.ratio(Y, X, DESIGN, SUBJECT)
    assert (ratio.value, ratio.se) == pytest.approx((1.9669710654834, 0.0358376324007), rel=1e-11)


def test_groups_and_their_differences_against_r() -> None:
    by = means.by_groups("mean", Y, G, DESIGN, SUBJECT)
    assert [one.key for one in by] == ["a", "b", "c"]
    assert [one.value for one in by] == pytest.approx([26.84210989011, 26.517505338078, 23.790361445783], rel=1e-11)
    assert [one.se for one in by] == pytest.approx([1.408463396666, 0.791678338053, 1.001446355492], rel=1e-11)
    sums = of_rows(DESIGN, Y, groups=G)
    one = differences.combined(sums, "mean", [1, -1, 0], SUBJECT)
    assert (one.value, one.se) == pytest.approx((0.324604552032, 2.033120967736), rel=1e-10)
    assert linear.covariance(sums, linear.estimated(sums, "mean"))[0] == pytest.approx(
        [1.983769139749, -0.761528569378, -0.386776737243], rel=1e-10
    )
    made = of_rows(replicates.jackknife(DESIGN), Y, groups=G)
    assert differences.combined(made, "mean", [1, -1, 0], SUBJECT).se == pytest.approx(2.03, rel=0.02)
    with pytest.raises(ValueError, match="coefficients"):
        differences.combined(sums, "mean", [1, -1], SUBJECT)


def test_a_domain_keeps_the_clusters_without_a_case() -> None:
    rare = (COLUMNS["stratum"] == 0) & (COLUMNS["cluster"] == 1)
    one = means.total(Y, DESIGN, SUBJECT, domain=rare)
    sums = np.array([0.0, (DESIGN.weights * Y)[rare].sum(), 0.0])
    assert one.se == pytest.approx(np.sqrt((1 - 3 / 9) * 1.5 * ((sums - sums.mean()) ** 2).sum()))
    assert one.df == 0
    assert one.interval is None and one.warnings[-1].en.startswith("No interval")


def test_blank_values_are_left_out_and_counted() -> None:
    holed = np.where(np.arange(48) % 5 == 0, np.nan, Y)
    one = means.mean(holed, DESIGN, SUBJECT)
    assert one.n == 38 and one.parameters["missing"] == 10
    assert one.warnings[0].en == "Rows without data that were left out: 10."
    same = means.mean(Y, DESIGN, SUBJECT, domain=np.arange(48) % 5 != 0)
    assert (one.value, one.se) == (pytest.approx(same.value), pytest.approx(same.se))


NOTHING = [
    (np.full(48, np.nan), DESIGN, None),
    (Y, DESIGN, np.zeros(48, dtype=bool)),
    (np.array([]), simple(0), None),
    (Y, simple(48, np.zeros(48)), None),
]


@pytest.mark.parametrize(("values", "design", "domain"), NOTHING)
def test_not_assessable_is_said(values: np.ndarray, design: object, domain: object) -> None:
    made = [
        means.mean(values, design, SUBJECT, domain=domain),
        means.ratio(values, values, design, SUBJECT, domain=domain),
        proportions.proportion(values * 0, design, SUBJECT, domain=domain),
        quantiles.quantile(values, design, SUBJECT, domain=domain),
    ]
    for one in made:
        assert one.value is None and one.se is None
        assert one.warnings[-1].en.startswith("Not assessable") and one.warnings[-1].es.startswith("No evaluable")


def test_an_empty_denominator_is_not_assessable() -> None:
    assert means.ratio(Y, np.zeros(48), DESIGN, SUBJECT).warnings[-1].en.endswith("adds up to zero.")


def test_one_row_and_constant_values() -> None:
    one = means.mean(np.array([3.0]), dataclasses.replace(simple(1), lonely="remove"), SUBJECT)
    assert one.value == 3.0 and one.interval is None and one.df == 0
    flat = means.mean(np.full(48, 7.0), DESIGN, SUBJECT)
    assert flat.value == pytest.approx(7.0) and flat.se == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        ("logit", 0.338971725339, 0.487285720185),
        ("xlogit", 0.338971725339, 0.487285720185),
        ("likelihood", 0.337451921111, 0.487539430098),
        ("asin", 0.337730831929, 0.486535635406),
        ("korn-graubard", 0.337561101365, 0.487713683838),
        ("wald", 0.336422209770, 0.485800012452),
    ],
)
def test_intervals_of_a_proportion_against_r(method: str, low: float, high: float) -> None:
    one = proportions.proportion(T, DESIGN, SUBJECT, interval=method)
    assert one.value == pytest.approx(0.411111111111, rel=1e-11)
    loose = 1e-6 if method == "likelihood" else 1e-10
    assert (one.interval.low, one.interval.high) == pytest.approx((low, high), rel=loose)
    assert one.quantity.es == "Proporción" and one.method == "design-proportion"


def test_a_proportion_of_none_or_all() -> None:
    none, every = (proportions.proportion(np.full(48, value), DESIGN, SUBJECT) for value in (0.0, 1.0))
    assert none.value == 0.0 and none.interval.low == 0.0 and 0 < none.interval.high < 0.1
    assert every.value == 1.0 and every.interval.high == 1.0
    assert none.warnings[-1].en.startswith("All or none")


@pytest.mark.parametrize("method", ["logit", "likelihood", "asin", "korn-graubard"])
@settings(max_examples=30, deadline=None)
@given(st.floats(0.02, 0.98), st.floats(0.01, 0.12), st.floats(4, 300))
def test_limits_of_a_share_stay_between_0_and_1(method: str, p: float, se: float, df: float) -> None:
    low, high = proportions.limits(p, se, 400.0, df, method)
    assert 0.0 <= low <= p <= high <= 1.0
    mirrored = proportions.limits(1 - p, se, 400.0, df, method)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-7)


@pytest.mark.parametrize("rule", REFERENCE_QUANTILES)
def test_quantiles_against_r(rule: str) -> None:
    found = [quantiles.quantile(Y, DESIGN, SUBJECT, probability=p, rule=rule) for p in (0.2, 0.5, 0.8)]
    numbers = [*(one.value for one in found), *(one.se for one in found)]
    assert numbers == pytest.approx(REFERENCE_QUANTILES[rule], rel=1e-9)


@pytest.mark.parametrize("interval", ["mean", "xlogit", "korn-graubard", "asin"])
def test_intervals_of_the_median(interval: str) -> None:
    one = quantiles.quantile(Y, DESIGN, SUBJECT, interval=interval)
    assert (one.interval.low, one.interval.high) == pytest.approx((25.4, 26.993))
    assert one.quantity.es == "Mediana" and one.interval.method.en == "Woodruff (1952)"


def test_quantile_by_replicates() -> None:
    made = replicates.bootstrap(DESIGN, replicates=200, seed=3)
    one = quantiles.quantile(Y, made, SUBJECT, interval="quantile")
    assert one.se > 0 and one.interval.low < one.value < one.interval.high


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 5)), min_size=2, max_size=30),
    st.sampled_from(["math", "school", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9", "shahvaish"]),
    st.floats(0.01, 0.99),
)
def test_quantiles_lie_among_the_values_and_rise(rows: list, rule: str, p: float) -> None:
    x, w = np.array(rows, dtype=float).T
    at = quantile_rules.quantile(x, w, p, rule)
    assert x.min() <= at <= x.max()
    assert at <= quantile_rules.quantile(x, w, min(p + 0.2, 1.0), rule) + 1e-9
    if rule in ("math", "school"):
        repeated = np.repeat(x, w.astype(int))
        assert quantile_rules.quantile(repeated, np.ones(repeated.size), p, rule) == pytest.approx(at)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.5, 20), st.floats(-50, 50))
def test_means_move_with_their_values(times: float, plus: float) -> None:
    one, two = means.mean(Y, DESIGN, SUBJECT), means.mean(times * Y + plus, DESIGN, SUBJECT)
    assert two.value == pytest.approx(times * one.value + plus, rel=1e-9, abs=1e-9)
    assert two.se == pytest.approx(times * one.se, rel=1e-9)
    heavier = means.mean(Y, DESIGN.reweighted(DESIGN.weights * times), SUBJECT)
    assert (heavier.value, heavier.se) == pytest.approx((one.value, one.se), rel=1e-9)
