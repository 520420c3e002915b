"""Designs, linearised variances and replicate weights against R's survey package and against their own definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sample import COLUMNS, SUBJECT, drawn

from yupay.analyse.numerics import replicates
from yupay.analyse.numerics.designs import Design, DesignError, calibrated, degrees, design_of, simple
from yupay.analyse.numerics.grouped import Grouping, grouped_variance
from yupay.analyse.numerics.linearised import cell_covariance, variance
from yupay.analyse.survey import core, means
from yupay.model.sample import SampleDesign

Y, X, G, S = (COLUMNS[name] for name in ("y", "x", "g", "s"))
PAIRS = {"clusters": ("pair",), "fpc": ()}


def scores(design: Design, values: np.ndarray = Y) -> np.ndarray:
    w = design.weights
    return w * (values - w @ values / w.sum()) / w.sum()


def by_hand(design: Design, z: np.ndarray) -> float:
    """One stage, one stratum after another."""
    first, total = design.stages[0], 0.0
    for stratum in range(first.size.size):
        clusters = np.flatnonzero(first.stratum == stratum)
        sums = np.array([z[first.cluster == cluster].sum() for cluster in clusters])
        left = 1 - first.fraction[clusters[0]]
        total += left * sums.size / (sums.size - 1) * ((sums - sums.mean()) ** 2).sum()
    return total


def test_clusters_that_begin_anew_are_counted_in_each_stratum() -> None:
    design = drawn()
    assert design.stages[0].size.tolist() == [3, 3, 3, 3]
    assert design.df == 8
    assert design.stages[0].fraction[:3] == pytest.approx(3 / 9)
    assert variance(design, scores(design))[0, 0] == pytest.approx(by_hand(design, scores(design)), rel=1e-13)
    assert variance(design, scores(design))[0, 0] == pytest.approx(0.267766912747**2, rel=1e-10)


def test_two_stages_add_the_spread_inside_clusters() -> None:
    design = drawn(clusters=("pair", "house"), fpc=("size", "homes"))
    assert np.sqrt(variance(design, scores(design))[0, 0]) == pytest.approx(0.336310701259, rel=1e-10)
    assert means.total(Y, design, SUBJECT).se == pytest.approx(467.603824209, rel=1e-10)


@pytest.mark.parametrize(
    ("rule", "mean", "total", "domain"),
    [
        ("remove", 0.322499250472, 410.110223377813, 1.520186174971),
        ("certainty", 0.322499250472, 410.110223377813, 1.520186174971),
        ("adjust", 0.549579684454, 2017.971551632976, 1.848161752838),
        ("average", 0.372390058147, 473.554495729196, 1.861840221356),
    ],
)
def test_a_stratum_with_one_cluster(rule: str, mean: float, total: float, domain: float) -> None:
    keep = ~((COLUMNS["stratum"] == 3) & (COLUMNS["cluster"] > 0))
    columns = {name: values[keep] for name, values in COLUMNS.items()}
    design = drawn(columns, lonely=rule, fpc=())
    assert means.mean(columns["y"], design, SUBJECT).se == pytest.approx(mean, rel=1e-10)
    assert means.total(columns["y"], design, SUBJECT).se == pytest.approx(total, rel=1e-10)
    assert means.mean(columns["y"], design, SUBJECT, domain=columns["g"] == "a").se == pytest.approx(domain, rel=1e-10)
    assert f"({rule})" in means.mean(columns["y"], design, SUBJECT).design.en
    with pytest.raises(DesignError, match="one cluster"):
        variance(drawn(columns, fpc=()), columns["y"])


def test_a_stratum_drawn_whole_adds_nothing() -> None:
    columns = COLUMNS | {"size": np.full(48, 3.0)}
    assert variance(drawn(columns), Y)[0, 0] == 0.0


@pytest.mark.parametrize(
    ("changes", "columns", "words"),
    [
        ({"weights": "gone"}, {}, "do not have it"),
        ({}, {"w": np.where(np.arange(48) == 3, np.nan, 1.0)}, "blank rows: 1"),
        ({}, {"w": np.where(np.arange(48) == 3, -1.0, 1.0)}, "negative"),
        ({}, {"w": np.zeros(48)}, "no row has a positive weight"),
        ({"nested": False}, {}, "two strata"),
        ({}, {"size": np.full(48, 2.0)}, "smaller than the sample"),
        ({}, {"size": np.full(48, -2.0)}, "above 0"),
        ({}, {"w": np.ones(3)}, "different lengths"),
        ({"replicate_weights": ("w", "x"), "replication": "JKn"}, {}, "rscales"),
        ({"replicate_weights": ("w", "x"), "replication": "other", "scale": 1.0, "rscales": (1.0,)}, {}, "factors"),
        ({"poststrata": "s", "margins": {"s": {"n": 5.0}}}, {}, "without a known total"),
    ],
)
def test_what_does_not_describe_a_sample(changes: dict, columns: dict, words: str) -> None:
    with pytest.raises(DesignError, match=words):
        drawn(COLUMNS | columns, **changes)


def test_pooled_years_keep_a_cluster_one() -> None:
    two = {name: np.concatenate([values, values]) for name, values in COLUMNS.items()}
    two["year"] = np.repeat([2015.0, 2016.0], 48)
    one, both = drawn(), drawn(two, period="year")
    assert both.df == one.df and both.years == 2
    assert both.weights.sum() == pytest.approx(one.weights.sum())
    estimate = means.mean(two["y"], both, SUBJECT)
    assert estimate.se == pytest.approx(means.mean(Y, one, SUBJECT).se, rel=1e-12)
    assert "period average" in estimate.quantity.en and "2 years pooled" in estimate.design.en
    assert "promedio del periodo" in estimate.quantity.es
    assert estimate.parameters["effective_n"] > 0 and estimate.parameters["years"] == 2


def test_replicate_weights_against_r() -> None:
    design = drawn(**PAIRS)
    ratio = {"BRR": (replicates.brr(design), 0.0767260177818)}
    ratio |= {"JKn": (replicates.jackknife(design), 0.0767642112837)}
    ratio |= {"Fay": (replicates.brr(design, fay=0.3), 0.0767136742365)}
    for kind, (made, se) in ratio.items():
        estimate = means.ratio(Y, X, made, SUBJECT)
        assert estimate.se == pytest.approx(se, rel=1e-10), kind
        assert estimate.df == 4
        assert kind in estimate.design.en
    jackknife = replicates.jackknife(drawn())
    assert means.ratio(Y, X, jackknife, SUBJECT).se == pytest.approx(0.0358119383265, rel=1e-10)
    by = means.by_groups("mean", Y, G, jackknife, SUBJECT)
    assert [one.se for one in by] == pytest.approx([1.4214530042572, 0.7884999700272, 0.9760512699559], rel=1e-10)


def test_given_replicate_weights_are_those_made() -> None:
    made = replicates.jackknife(drawn())
    names = tuple(f"r{place:02d}" for place in range(made.replicates.shape[1]))
    columns = COLUMNS | dict(zip(names, made.replicates.T, strict=True))
    declared = SampleDesign(
        weights="w", replicate_weights=names, replication="JKn", rscales=tuple(made.rscales), scale=made.scale
    )
    given_weights = design_of(declared, columns)
    assert means.mean(Y, given_weights, SUBJECT).se == pytest.approx(means.mean(Y, made, SUBJECT).se, rel=1e-13)
    assert degrees(given_weights) == 8
    apart = columns | {name: columns[name] / COLUMNS["w"] for name in names}
    again = design_of(declared.model_copy(update={"combined": False}), apart)
    assert means.mean(Y, again, SUBJECT).se == pytest.approx(means.mean(Y, made, SUBJECT).se, rel=1e-12)


@pytest.mark.parametrize("least", range(2, 120))
def test_half_samples_are_balanced(least: int) -> None:
    table = replicates.balanced(least)
    assert least <= table.shape[0] <= 2 * least
    assert np.array_equal(table @ table.T, table.shape[0] * np.eye(table.shape[0]))


def test_bootstrap_is_near_linearisation_and_keeps_its_seed() -> None:
    design = drawn()
    made = replicates.bootstrap(design, replicates=2_000, seed=4)
    assert means.total(Y, made, SUBJECT).se == pytest.approx(means.total(Y, design, SUBJECT).se, rel=0.06)
    again = replicates.bootstrap(design, replicates=2_000, seed=4)
    assert np.array_equal(made.replicates, again.replicates)


@pytest.mark.parametrize("make", [replicates.brr, lambda design: replicates.jackknife(design, stratified=False)])
def test_what_cannot_be_replicated(make: object) -> None:
    with pytest.raises(DesignError):
        make(drawn())


def test_known_totals_against_r() -> None:
    design = drawn()
    post = calibrated(design, [(S, {"n": 400, "y": 350}, "s")])
    one = means.mean(Y, post, SUBJECT)
    assert (one.value, one.se) == pytest.approx((26.209004907609, 0.400574200459), rel=1e-10)
    assert "post-stratified" in one.design.en
    part = means.total(X, post, SUBJECT, domain=G == "a")
    assert (part.value, part.se) == pytest.approx((4130.437043912, 265.301542337), rel=1e-10)
    raked = calibrated(design, [(S, {"n": 400, "y": 350}, "s"), (G, {"a": 250, "b": 260, "c": 240}, "g")])
    assert means.mean(Y, raked, SUBJECT).se == pytest.approx(0.372317827191, rel=1e-8)
    for column, totals in ((S, {"n": 400, "y": 350}), (G, {"a": 250, "b": 260, "c": 240})):
        for label, total in totals.items():
            assert raked.weights[column == label].sum() == pytest.approx(total, rel=1e-9)
    with pytest.raises(DesignError, match="settle"):
        calibrated(design, [(S, {"n": 400, "y": 350}, "s"), (G, {"a": 1, "b": 1, "c": 1}, "g")])


RULES = st.sampled_from(["remove", "adjust", "average", "certainty"])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), RULES, st.booleans())
def test_groups_agree_with_a_column_for_each(seed: int, rule: str, two: bool) -> None:
    random = np.random.default_rng(seed)
    columns = {
        "stratum": random.integers(0, 4, 60),
        "cluster": random.integers(0, 4, 60),
        "house": random.integers(0, 3, 60),
        "w": random.uniform(1, 5, 60),
        "size": np.full(60, 9.0),
        "homes": np.full(60, 4.0),
    }
    changes = {"clusters": ("cluster", "house"), "fpc": ("size", "homes")} if two else {"fpc": ("size",)}
    design = drawn(columns, lonely=rule, **changes)
    group, z = random.integers(-1, 3, 60), random.normal(3, 1, 60)
    wide = np.where(group[:, None] == np.arange(3), z[:, None], 0.0)
    expected = np.diag(variance(design, wide))
    if rule == "average" and two:
        return
    assert grouped_variance(Grouping(design, group, 3), z) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    shares = np.array([0.2, 0.3, 0.5])
    centred = np.where((group >= 0)[:, None], z[:, None] * ((group[:, None] == np.arange(3)) - shares), 0.0)
    if rule != "average":
        assert cell_covariance(design, group, z, shares) == pytest.approx(variance(design, centred), rel=1e-9, abs=1e-9)


def test_without_a_design_every_row_is_a_cluster() -> None:
    y = np.array([1.0, 4, 2, 8])
    one = means.mean(y, simple(4), SUBJECT)
    assert one.se == pytest.approx(y.std(ddof=1) / 2)
    assert one.df == 3
    assert one.parameters["deff_replace"] == pytest.approx(1.0)


def test_the_gate_of_publication() -> None:
    one = means.mean(Y, drawn(), SUBJECT)
    assert core.gated(one).value == one.value
    few = means.mean(Y, drawn(**PAIRS), SUBJECT)
    held = core.gated(few)
    assert held.value is None and held.interval is None and held.se is None
    assert held.warnings[-1].en.startswith("Not published: 4 degrees of freedom")
    rough = one.model_copy(update={"se": one.value * 0.31})
    assert core.gated(rough).value is None
    assert core.gated(rough).warnings[-1].es.startswith("No se publica: coeficiente de variación 31")
    flagged = core.gated(one.model_copy(update={"se": one.value * 0.2}))
    assert flagged.value == one.value and flagged.warnings[-1].en.startswith("Use with care")
    assert core.gated(rough, None) is rough
