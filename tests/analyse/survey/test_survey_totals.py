"""One GROUP BY in the engine gives the numbers of the row-by-row path, and declared estimands come through it."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sample import COLUMNS, DECLARED, SUBJECT, drawn
from made_sample import ROW as ROWS

from yupay.analyse.numerics.designs import Design, DesignError, design_of
from yupay.analyse.survey import crossed, estimands, linear, means, proportions, quantiles, rao_scott
from yupay.analyse.survey.facts import facts_of
from yupay.analyse.survey.reading import Asked
from yupay.analyse.survey.sums import of_rows
from yupay.analyse.survey.totals import cluster_totals
from yupay.load.engine import Engine, open_engine
from yupay.model.sample import Estimand, SampleDesign
from yupay.model.text import Text

HOLED = COLUMNS | {"z": np.where(np.arange(48) % 7 == 0, np.nan, COLUMNS["y"])}
STAGED = SampleDesign(strata=("stratum",), clusters=("pair", "house"), weights="w", fpc=("size", "homes"))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine()


def table_of(engine: Engine, columns: dict, name: str = "rows") -> object:
    arrays = {
        key: pa.array([None if one != one else one for one in np.asarray(value).tolist()])
        for key, value in columns.items()
    }
    return engine.add(name, pa.table(arrays))


def numbers(sums: object, kind: str) -> list[np.ndarray]:
    made = linear.estimated(sums, kind)
    return [made.value, made.variance, made.df, made.n, made.missing, made.population, made.deff, made.deff_replace]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.booleans(), st.booleans(), st.sampled_from(["all", "zeros", "none"]))
def test_the_engine_and_the_rows_agree(seed: int, staged: bool, nested: bool, weights: str) -> None:
    random = np.random.default_rng(seed)
    n = 400
    cluster = random.integers(0, 8, n)
    columns: dict[str, np.ndarray] = {
        "stratum": random.integers(0, 5, n) if nested else cluster // 2,
        "pair": cluster,
        "house": random.integers(0, 4, n),
        "w": random.uniform(0.5, 30, n) * (random.random(n) > 0.05 if weights == "zeros" else 1),
        "size": np.full(n, 20.0),
        "homes": np.full(n, 12.0),
        "g": np.array(["x", "y", "z"])[random.integers(0, 3, n)],
        "d": random.integers(0, 4, n),
        "y": np.where(random.random(n) < 0.1, np.nan, random.normal(50, 9, n)),
        "x": random.uniform(1, 9, n),
    }
    if not nested and not staged:
        columns["stratum"] = cluster // 4
    declared = STAGED if staged else SampleDesign(strata=("stratum",), clusters=("pair",), weights="w", fpc=("size",))
    update = {"lonely": "adjust", "nested": nested or staged} | ({"weights": None} if weights == "none" else {})
    declared = declared.model_copy(update=update)
    table, design = table_of(open_engine(), columns), design_of(declared, columns)
    inside = columns["d"] == 2
    cases = [((), {}, None, None), (("g",), {}, columns["g"], None), (("g",), {"d": "2"}, columns["g"], inside)]
    for by, where, groups, domain in cases:
        asked = [Asked("y"), Asked("y", over="x"), Asked("g", category="x"), Asked()]
        found = cluster_totals(table, declared, asked, by=by, where=where, squares=True)
        trait = (columns["g"] == "x").astype(float)
        rows = [
            of_rows(design, columns["y"], groups=groups, domain=domain),
            of_rows(design, columns["y"], over=columns["x"], groups=groups, domain=domain),
            of_rows(design, trait, groups=groups, domain=domain),
            of_rows(design, np.ones(n), groups=groups, domain=domain),
        ]
        for one, two, kind in zip(found.sums, rows, ("mean", "ratio", "mean", "total"), strict=True):
            assert one.labels == two.labels
            for place, (a, b) in enumerate(zip(numbers(one, kind), numbers(two, kind), strict=True)):
                assert a == pytest.approx(b, rel=1e-12 if place < 6 else 1e-9, abs=1e-12, nan_ok=True)


def test_a_table_of_cells_agrees(engine: Engine) -> None:
    table, design = table_of(engine, COLUMNS, "cells"), drawn()
    found = cluster_totals(table, DECLARED, [Asked()], by=("s", "g"))
    engine_table = crossed.from_sums(found.sums[0], found.ungrouped)
    row_table = crossed.cross(COLUMNS["s"], COLUMNS["g"], design)
    assert engine_table.rows == row_table.rows and engine_table.columns == row_table.columns
    assert engine_table.table == pytest.approx(row_table.table, rel=1e-13)
    for shares in (True, False):
        assert engine_table.covariance(of_shares=shares) == pytest.approx(
            row_table.covariance(of_shares=shares), rel=1e-10, abs=1e-15
        )
    for statistic in ("f", "chisq", "wald", "adj-wald", "saddlepoint"):
        one = rao_scott.of_table(engine_table, SUBJECT, statistic=statistic)
        two = rao_scott.of_table(row_table, SUBJECT, statistic=statistic)
        assert (one.statistic, one.p) == pytest.approx((two.statistic, two.p), rel=1e-10)
        asked = estimands.independence(table, DECLARED, "s", "g", SUBJECT, statistic=statistic)
        assert (asked.statistic, asked.p, asked.n) == (one.statistic, one.p, 48)
    part = estimands.independence(table, DECLARED, "s", "g", SUBJECT, where={"t": "1"})
    inside = rao_scott.rao_scott(COLUMNS["s"], COLUMNS["g"], design, SUBJECT, domain=COLUMNS["t"] == 1)
    assert (part.statistic, part.n) == (pytest.approx(inside.statistic), inside.n)


def test_pooled_years_in_the_engine(engine: Engine) -> None:
    two = {name: np.concatenate([values, values]) for name, values in COLUMNS.items()}
    two["year"] = np.repeat([2015.0, 2016.0], 48)
    declared = DECLARED.model_copy(update={"period": "year"})
    (one,) = cluster_totals(table_of(engine, two, "pooled"), declared, [Asked("y")], squares=True).sums
    estimate = means.of_sums(one, "total", SUBJECT)[0]
    assert estimate.value == pytest.approx(means.total(two["y"], design_of(declared, two), SUBJECT).value, rel=1e-13)
    assert "period average" in estimate.quantity.en


BY_ROW = [
    DECLARED.model_copy(update={"clusters": (), "fpc": ()}),
    DECLARED.model_copy(update={"poststrata": "s", "margins": {"s": {"n": 400.0, "y": 350.0}}}),
    SampleDesign(weights="w", replicate_weights=("x", "w"), replication="bootstrap"),
]


@pytest.mark.parametrize("declared", BY_ROW, ids=["no clusters", "post-strata", "replicates"])
def test_designs_that_are_read_by_row(declared: SampleDesign, engine: Engine) -> None:
    table = table_of(engine, HOLED, "by_row")
    found = cluster_totals(table, declared, [Asked("z"), Asked("s", category="n"), Asked()], by=("g",)).sums
    design: Design = design_of(declared, HOLED)
    same = of_rows(design, HOLED["z"], groups=HOLED["g"])
    assert found[0].labels == same.labels
    assert linear.estimated(found[0], "mean").variance == pytest.approx(
        linear.estimated(same, "mean").variance, rel=1e-12
    )
    assert found[2].per_group(found[2].value).sum() == pytest.approx(design.weights.sum())


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("w", None, "blank rows: 1"),
        ("w", -2.0, "negative"),
        ("cluster", None, "blank rows: 1"),
        ("stratum", None, "blank"),
    ],
)
def test_what_the_engine_refuses(column: str, value: object, words: str, engine: Engine) -> None:
    values = COLUMNS[column].astype(object).copy()
    values[5] = value
    table = engine.add("refused", pa.table({**COLUMNS, column: pa.array(values.tolist())}))
    with pytest.raises(DesignError, match=words):
        cluster_totals(table, DECLARED, [Asked("y")])
    asked = estimand("mean")
    (one,) = estimands.estimates(table, DECLARED, asked, SUBJECT)
    assert one.value is None and one.warnings[0].en.startswith("Not assessable: the design declared does not agree")


def test_a_cluster_in_two_strata_is_refused(engine: Engine) -> None:
    declared = DECLARED.model_copy(update={"nested": False})
    with pytest.raises(DesignError, match="two strata"):
        cluster_totals(table_of(engine, COLUMNS, "strata"), declared, [Asked("y")])


def estimand(quantity: str, **fields: object) -> Estimand:
    named = {"id": "e", "unit": "person", "label": Text.same("e"), "quantity": quantity, "column": "y"}
    return Estimand(**(named | fields))


def test_declared_estimands(engine: Engine) -> None:
    table, design = table_of(engine, HOLED, "declared"), drawn()
    (mean,) = estimands.estimates(table, DECLARED, estimand("mean"), SUBJECT)
    plain = means.mean(COLUMNS["y"], design, SUBJECT)
    assert (mean.value, mean.se) == pytest.approx((plain.value, plain.se), rel=1e-12)
    assert mean.parameters["effective_n"] == pytest.approx(plain.parameters["effective_n"], rel=1e-9)
    shares = estimands.estimates(
        table,
        DECLARED,
        estimand("proportion", column="s", category="y", by=("g",), interval="korn-graubard"),
        SUBJECT,
        gate=None,
    )
    trait = (COLUMNS["s"] == "y").astype(float)
    rows = proportions.by_groups(trait, COLUMNS["g"], design, SUBJECT, interval="korn-graubard")
    assert [one.key for one in shares] == ["a", "b", "c"]
    for one, two in zip(shares, rows, strict=True):
        assert (one.value, one.interval.low) == pytest.approx((two.value, two.interval.low), rel=1e-11)
    cuts = estimands.estimates(table, DECLARED, estimand("quantile", where={"g": "b"}), SUBJECT, gate=None)
    assert [one.key for one in cuts] == ["0.25", "0.5", "0.75"]
    assert cuts[1].value == quantiles.quantile(COLUMNS["y"], design, SUBJECT, domain=COLUMNS["g"] == "b").value
    (ratio,) = estimands.estimates(table, DECLARED, estimand("ratio", column="z", denominator="x"), SUBJECT)
    assert ratio.parameters["missing"] == 7
    apart = estimands.difference_between(table, DECLARED, estimand("mean", by=("g",)), "a", "b", SUBJECT)
    assert (apart.value, apart.se) == pytest.approx((0.324604552032, 2.033120967736), rel=1e-9)
    (none,) = estimands.estimates(table, DECLARED, estimand("mean", where={"g": "absent"}), SUBJECT)
    assert none.value is None and none.warnings[-1].en.startswith("Not assessable")


def test_small_whole_numbers_and_truth_values_do_not_overflow() -> None:
    engine, trait = open_engine(), COLUMNS["t"] == 1
    columns = {"cluster": ROWS // 4, "stratum": ROWS // 12, "w": ROWS % 5 + 100, "y": ROWS % 3 + 100, "t": trait}
    narrow = {name: pa.array(values, pa.bool_() if name == "t" else pa.int8()) for name, values in columns.items()}
    declared = SampleDesign(strata=("stratum",), clusters=("cluster",), weights="w")
    table = engine.add("narrow", pa.table(narrow))
    found = cluster_totals(table, declared, [Asked("y"), Asked("t"), Asked("t", category="true")], squares=True).sums
    design = design_of(declared, columns)
    for one, values in zip(found, (columns["y"], trait.astype(float), trait.astype(float)), strict=True):
        same = linear.estimated(of_rows(design, values), "mean")
        assert linear.estimated(one, "mean").variance == pytest.approx(same.variance, rel=1e-12)


def test_facts_are_found_once_for_many_questions(engine: Engine) -> None:
    table = table_of(engine, HOLED, "facts")
    facts = facts_of(table, DECLARED, ["y", "z", "x"])
    assert facts.complete("y", "x") and not facts.complete("z") and facts.given["z"] == 41
    for asked in (Asked("z"), Asked("y", over="x")):
        (one,), (two,) = (cluster_totals(table, DECLARED, [asked], facts=told).sums for told in (facts, None))
        assert np.array_equal(np.sort(one.value), np.sort(two.value)) and one.count.sum() == two.count.sum()


ONCE = COLUMNS["stratum"] * 3 + COLUMNS["cluster"]
CODES = {
    "begin anew": (COLUMNS["cluster"], ("cluster", "stratum")),
    "once": (ONCE, ("cluster",)),
    "once, far apart": (ONCE * 10_000_019 - 7, ("cluster",)),
    "once, in another order": ((ONCE * 5) % 12, ("cluster",)),
    "words": (np.array([f"c{code}" for code in ONCE]), ("cluster",)),
}


@pytest.mark.parametrize("name", CODES)
@pytest.mark.parametrize("nested", [True, False])
def test_strata_are_found_by_the_codes_of_clusters(name: str, nested: bool, engine: Engine) -> None:
    values, keys = CODES[name]
    table = table_of(engine, {**COLUMNS, "cluster": values}, "recoded")
    declared = DECLARED.model_copy(update={"nested": nested})
    if name == "begin anew" and not nested:
        with pytest.raises(DesignError, match="two strata"):
            facts_of(table, declared, ["y"])
        return
    facts, rows = facts_of(table, declared, ["y"]), of_rows(drawn(), COLUMNS["y"], groups=COLUMNS["g"])
    assert facts.clusters.keys == keys
    assert facts.clusters.stages[0].size.tolist() == drawn().stages[0].size.tolist()
    found = cluster_totals(table, declared, [Asked("y")], by=("g",), facts=facts, squares=True).sums[0]
    for one, two in zip(numbers(found, "mean"), numbers(rows, "mean"), strict=True):
        assert one == pytest.approx(two, rel=1e-12)


def test_facts_of_other_clusters_are_refused(engine: Engine) -> None:
    table = table_of(engine, COLUMNS, "whole")
    facts = facts_of(table, DECLARED, ["y"])
    with pytest.raises(ValueError, match="another table"):
        cluster_totals(table.filter(table["stratum"] < 3), DECLARED, [Asked("y")], facts=facts)


def test_facts_of_several_quantities_change_no_estimate(engine: Engine) -> None:
    table = table_of(engine, HOLED, "several")
    asked = [
        estimand("mean", by=("g",)),
        estimand("ratio", column="z", denominator="x", where={"t": "1"}),
        estimand("proportion", column="s", category="y", by=("g",)),
        estimand("quantile"),
    ]
    facts = estimands.facts_for(table, DECLARED, asked)
    assert facts is not None and set(facts.given) >= {"y", "z", "x", "s"}
    for one in asked:
        with_facts = estimands.estimates(table, DECLARED, one, SUBJECT, gate=None, facts=facts)
        assert with_facts == estimands.estimates(table, DECLARED, one, SUBJECT, gate=None)
    by_row = DECLARED.model_copy(update={"clusters": (), "fpc": ()})
    wrong = DECLARED.model_copy(update={"nested": False})
    assert [estimands.facts_for(table, declared, asked) for declared in (by_row, wrong)] == [None, None]
    (refused,) = estimands.estimates(table, wrong, asked[1], SUBJECT)
    assert "two strata" in refused.warnings[0].en


def test_the_gate_is_on_unless_turned_off(engine: Engine) -> None:
    table = table_of(engine, COLUMNS, "gate")
    declared = DECLARED.model_copy(update={"clusters": ("pair",), "fpc": ()})
    held = estimands.estimates(table, declared, estimand("mean", by=("g",)), SUBJECT)
    assert all(one.value is None and "Not published" in one.warnings[-1].en for one in held)
    shown = estimands.estimates(table, declared, estimand("mean", by=("g",)), SUBJECT, gate=None)
    assert all(one.value is not None for one in shown)


def test_blank_groups_are_counted(engine: Engine) -> None:
    labels = COLUMNS["g"].astype(object).copy()
    labels[:4] = None
    table = engine.add("blank", pa.table({**COLUMNS, "g": pa.array(labels.tolist())}))
    made = estimands.estimates(table, DECLARED, estimand("mean", by=("g",)), SUBJECT, gate=None)
    assert all(one.warnings[-1].en == "Rows with a blank group, outside every group: 4." for one in made)
