"""Arrays, tables of clusters and one GROUP BY in the engine lead to the same estimates."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from yupay.analyse.numerics.designs import DesignError, design_of
from yupay.analyse.numerics.replicates import jackknife
from yupay.analyse.survey.design_cramer import design_cramer_of
from yupay.analyse.survey.design_gamma import design_gamma_of
from yupay.analyse.survey.design_polychoric import design_polychoric_of
from yupay.analyse.survey.design_spearman import design_spearman_of
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed, crossed_in_engine, crossed_tables
from yupay.model.estimate import Estimate, Subject
from yupay.model.sample import SampleDesign

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
PLAIN = SampleDesign(strata=("stratum",), clusters=("psu",), weights="weight", fpc=("size",))
METHODS = (design_gamma_of, design_spearman_of, design_cramer_of, design_polychoric_of)


def sample(seed: int = 1, strata: int = 6, clusters: int = 4, persons: int = 12) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    n = strata * clusters * persons
    stratum, psu = np.repeat(np.arange(strata), clusters * persons), np.repeat(np.arange(strata * clusters), persons)
    common = random.standard_normal((strata * clusters, 2))[psu] * 0.4
    both = random.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], n) + common
    x, y = np.digitize(both, [-1.0, 0.0, 1.0]).T.astype(float)
    x[random.random(n) < 0.05] = np.nan
    weight = random.uniform(1, 2, strata)[stratum] * random.uniform(1, 1.5, n)
    second = psu * 100 + np.tile(np.repeat(np.arange(persons // 3), 3), strata * clusters)
    return {
        "stratum": stratum,
        "psu": psu % clusters,
        "household": second,
        "weight": weight,
        "size": np.full(n, 40.0),
        "households": np.full(n, 30.0),
        "x": x,
        "y": y,
    }


def numbers(found: Estimate) -> list[float]:
    assert found.interval is not None
    inside = [found.parameters[name] for name in ("se_linearised", "se_replicates", "df_effective")]
    return [found.value, found.interval.low, found.interval.high, found.p, found.n, found.df, *inside]


def same(first: Crossing, second: Crossing) -> None:
    for method in METHODS:
        one, two = method(first, SUBJECT), method(second, SUBJECT)
        assert numbers(one) == pytest.approx(numbers(two), rel=1e-9, abs=1e-11)
        assert one.warnings == two.warnings


def test_arrays_and_engine_agree() -> None:
    columns = sample()
    table = ibis.memtable(pa.table(columns | {"x": pa.array(columns["x"], from_pandas=True)}))
    arrays = crossed(columns["x"], columns["y"], design_of(PLAIN, columns))
    engine = crossed_in_engine(table, "x", "y", PLAIN)
    assert engine.missing == arrays.missing > 0
    assert engine.row.size <= 24 * 16 < arrays.row.size + 200
    same(arrays, engine)


def test_two_stages_in_the_engine() -> None:
    columns = sample(2)
    declared = PLAIN.model_copy(update={"clusters": ("psu", "household"), "fpc": ("size", "households")})
    same(
        crossed(columns["x"], columns["y"], design_of(declared, columns)),
        crossed_in_engine(ibis.memtable(pa.table(columns)).mutate(x=ibis._.x.nullif(float("nan"))), "x", "y", declared),
    )


def test_a_sample_without_clusters_in_the_engine() -> None:
    columns = sample(3)
    declared = SampleDesign(strata=("stratum",), weights="weight")
    same(
        crossed(columns["x"], columns["y"], design_of(declared, columns)),
        crossed_in_engine(ibis.memtable(pa.table(columns)), "x", "y", declared),
    )


def test_replicate_weights_in_the_engine() -> None:
    columns = sample(4)
    design = jackknife(design_of(PLAIN, columns))
    names = tuple(f"r_{index}" for index in range(design.replicates.shape[1]))
    columns |= dict(zip(names, design.replicates.T, strict=True))
    rscales = tuple(design.rscales.tolist())
    declared = PLAIN.model_copy(update={"replicate_weights": names, "replication": "JKn", "rscales": rscales})
    arrays = crossed(columns["x"], columns["y"], design_of(declared, columns))
    same(arrays, crossed_in_engine(ibis.memtable(pa.table(columns)), "x", "y", declared))
    plain = design_gamma_of(crossed(columns["x"], columns["y"], design_of(PLAIN, columns)), SUBJECT)
    replicated = design_gamma_of(arrays, SUBJECT)
    assert replicated.se == pytest.approx(plain.parameters["se_replicates"], rel=1e-9)
    assert replicated.design.en == "replicate weights JKn: 24"


def test_replicate_weights_alone() -> None:
    """A public file often has replicate weights and neither strata nor clusters."""
    columns = sample(4)
    design = jackknife(design_of(PLAIN, columns))
    names = tuple(f"r_{index}" for index in range(design.replicates.shape[1]))
    columns |= dict(zip(names, design.replicates.T, strict=True))
    declared = SampleDesign(
        weights="weight", replicate_weights=names, replication="JKn", rscales=tuple(design.rscales.tolist())
    )
    one = design_gamma_of(crossed(columns["x"], columns["y"], design_of(declared, columns)), SUBJECT)
    plain = design_gamma_of(crossed(columns["x"], columns["y"], design_of(PLAIN, columns)), SUBJECT)
    assert one.parameters["se_linearised"] is None
    assert one.se == pytest.approx(plain.parameters["se_replicates"], rel=1e-9)
    assert one.df == plain.df == 18
    two = design_cramer_of(crossed(columns["x"], columns["y"], design_of(declared, columns)), SUBJECT)
    assert two.se == pytest.approx(design_cramer_of(crossed(columns["x"], columns["y"], design), SUBJECT).se, rel=1e-9)


def test_weights_fitted_to_totals_are_linearised() -> None:
    columns = sample(9) | {"sex": np.tile([0, 1, 1], 96)}
    known = {"0": 250.0, "1": 300.0}
    declared = PLAIN.model_copy(update={"poststrata": "sex", "margins": {"sex": known}})
    crossing = crossed(columns["x"], columns["y"], design_of(declared, columns))
    plain = crossed(columns["x"], columns["y"], design_of(PLAIN, columns))
    for method in METHODS:
        one, other = method(crossing, SUBJECT), method(plain, SUBJECT)
        assert one.parameters["se_replicates"] is None and one.se == one.parameters["se_linearised"]
        assert one.se == pytest.approx(other.parameters["se_linearised"], rel=0.2)
        assert one.interval.high - one.interval.low == pytest.approx(other.interval.high - other.interval.low, rel=0.25)
        assert any("fitted to known totals" in warning.en for warning in one.warnings)


def test_tables_of_clusters() -> None:
    columns = sample(5)
    columns["x"] = np.where(np.isnan(columns["x"]), 0.0, columns["x"])
    arrays = crossed(columns["x"], columns["y"], design_of(PLAIN, columns))
    units, persons = np.zeros((24, 4, 4)), np.zeros((24, 4, 4))
    where = (arrays.row, arrays.x, arrays.y)
    np.add.at(units, where, arrays.weight)
    np.add.at(persons, where, 1.0)
    same(arrays, crossed_tables(units, arrays.design, persons=persons))


def test_clusters_without_an_answer_stay() -> None:
    columns = sample(6)
    design = design_of(PLAIN, columns)
    domain = columns["y"] > 1
    inside = crossed(columns["x"], columns["y"], design, domain=domain)
    blanked = crossed(np.where(domain, columns["x"], np.nan), columns["y"], design)
    assert inside.design.n == blanked.design.n == 24
    one, two = design_gamma_of(inside, SUBJECT), design_gamma_of(blanked, SUBJECT)
    assert numbers(one) == pytest.approx(numbers(two))
    assert inside.missing < blanked.missing


def test_text_in_a_declared_order() -> None:
    columns = sample(7)
    words = np.array(["never", "rarely", "often", "always"])
    y = words[columns["y"].astype(int)]
    design = design_of(PLAIN, columns)
    numbered = design_gamma_of(crossed(columns["x"], columns["y"], design), SUBJECT)
    ordered = crossed(columns["x"], y, design, y_categories=list(words))
    assert design_gamma_of(ordered, SUBJECT).value == pytest.approx(numbered.value)
    assert ordered.y_labels == tuple(words)
    unknown = design_gamma_of(crossed(columns["x"], y, design), SUBJECT)
    assert unknown.value is None and unknown.warnings[-1].en.startswith("Not assessable: the categories are text")


def test_what_is_refused() -> None:
    columns = sample(8)
    design = design_of(PLAIN, columns)
    with pytest.raises(ValueError, match="rows for a design"):
        crossed([1, 2], [1, 2], design)
    with pytest.raises(ValueError, match="tables of shape"):
        crossed_tables(np.ones((3, 2, 2)), design)
    with pytest.raises(ValueError, match="not negative"):
        crossed_tables(-np.ones((design.n, 2, 2)), design)
    with pytest.raises(DesignError, match="fitted"):
        told = PLAIN.model_copy(update={"poststrata": "stratum"})
        crossed_in_engine(ibis.memtable(pa.table(columns)), "x", "y", told)
