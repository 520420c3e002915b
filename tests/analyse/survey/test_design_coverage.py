"""A slice of the coverage simulation, judged also by the methods themselves, and the committed full run."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from drawn import SUBJECT
from scipy.stats import binom

from yupay.analyse.numerics.designs import Design, stages_of
from yupay.analyse.survey.design_cramer import design_cramer_of
from yupay.analyse.survey.design_gamma import design_gamma_of
from yupay.analyse.survey.design_kendall import design_kendall_of
from yupay.analyse.survey.design_polychoric import design_polychoric_of
from yupay.analyse.survey.design_somers import design_somers_of
from yupay.analyse.survey.design_spearman import design_spearman_of
from yupay.analyse.survey.ordinal_crossing import Crossing, crossed_tables

OURS = "ours, jackknife"
SIGNED = ("gamma", "tau-b", "Spearman", "Somers y|x", "Somers x|y")


@pytest.fixture(scope="module")
def bench(root: Path) -> ModuleType:
    name = "design_association_coverage"
    spec = importlib.util.spec_from_file_location(name, root / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def committed(root: Path) -> dict:
    file = root / "benchmarks" / "results" / "design_association_coverage.json"
    return json.loads(file.read_text(encoding="utf-8"))


def named(bench: ModuleType, name: str) -> object:
    return next(plan for plan in bench.PLANS if plan.name == name)


def crossing_of(sample: object, index: int) -> Crossing:
    """One draw as tables of clusters."""
    plan = sample.plan
    tables = sample.tables[index].reshape(-1, *sample.tables.shape[-2:])
    rows = np.arange(len(tables))
    fpc = [np.full(len(tables), plan.fraction)] if plan.fraction else []
    stages = stages_of([rows], [rows // plan.clusters], fpc, len(tables), nested=True)
    design = Design(weights=tables.sum(axis=(1, 2)), stages=stages)
    persons = np.round(tables / plan.weights[rows // plan.clusters][:, None, None])
    return crossed_tables(tables, design, persons=persons)


@pytest.mark.parametrize("name", ["10 x 3", "20 x 2, strata unequal", "10 x 4, a third drawn"])
def test_the_simulation_judges_as_the_methods_do(bench: ModuleType, name: str) -> None:
    sample = bench.draw(named(bench, name), 0.3, "even", 12, np.random.default_rng(8))
    hits = {key: 0 for key in SIGNED}
    for index in range(12):
        crossing = crossing_of(sample, index)
        first, second = design_somers_of(crossing, SUBJECT)
        found = (design_gamma_of(crossing, SUBJECT), design_kendall_of(crossing, SUBJECT))
        found = (*found, design_spearman_of(crossing, SUBJECT), first, second)
        for key, one in zip(SIGNED, found, strict=True):
            truth = float(np.broadcast_to(bench.SIGNED[key].of_table(sample.truth).value, 12)[index])
            hits[key] += one.interval.low <= truth <= one.interval.high
    judged = bench.signed_coverage(sample)
    assert hits == {key: judged[key][bench.WAYS.index(OURS)] for key in SIGNED}


@pytest.mark.parametrize("name", ["5 x 6", "20 x 3, strata very unequal", "10 x 4, a third drawn"])
def test_v_and_the_polychoric_are_judged_as_the_methods_do(bench: ModuleType, name: str) -> None:
    sample = bench.draw(named(bench, name), 0.3, "even", 12, np.random.default_rng(9))
    inside = zero = latent = 0
    for index in range(12):
        crossing = crossing_of(sample, index)
        one, rho = design_cramer_of(crossing, SUBJECT), design_polychoric_of(crossing, SUBJECT)
        truth = np.sqrt(bench.coefficients.phi_square(sample.truth[index]).value / 4)
        inside += one.interval.low <= truth <= one.interval.high
        zero += one.interval.low == 0
        target = bench.polychoric.two_step(np.array(sample.truth[index])).rho
        latent += rho.interval.low <= target <= rho.interval.high
    found, begins, _, _ = bench.v_coverage(sample)
    assert found <= inside <= found + 1 and begins <= zero <= begins + 1  # Rao-Scott by linearisation may keep 0 too
    counts, used = bench.polychoric_coverage(sample)
    assert (latent, used) == (counts[bench.WAYS.index(OURS)], 12)


@pytest.mark.parametrize("name", ["20 x 2", "20 x 3, strata very unequal", "5 x 6, clusters unequal"])
def test_coverage_of_300_draws(bench: ModuleType, name: str) -> None:
    """Hits of 300 are inside the binomial range that coverages of 93 to 97 % allow."""
    row = bench.signed_row(named(bench, name), 0.3, "skewed", 300, 5)
    for key, shares in row["coverage"].items():
        assert binom.ppf(0.001, 300, 0.93) <= 300 * shares[OURS] <= binom.ppf(0.999, 300, 0.97), key
    assert bench.v_row(named(bench, name), 0.13, "even", 300, 5)["ours"] * 300 >= binom.ppf(0.001, 300, 0.93)


def test_the_committed_run_keeps_its_word(committed: dict) -> None:
    assert committed["draws"] == 4_000
    enough = [row for row in committed["signed"] if row["df"] >= 20]
    assert len(enough) >= 40 and {row["df"] for row in committed["signed"] if row["df"] < 20} == {4, 8, 12}
    for row in enough:
        for key in SIGNED:
            assert 0.93 <= row["coverage"][key][OURS] <= 0.97, (row["design"], key)
    latent = [row["coverage"]["polychoric"][OURS] for row in enough if "polychoric" in row["coverage"]]
    assert len(latent) >= 40 and min(latent) >= 0.93 and max(latent) <= 0.97
    assert {row["V"] for row in committed["v"]} == {0.0, 0.05, 0.13, 0.35}
    assert all(row["ours"] >= 0.93 for row in committed["v"])


def test_what_the_plain_interval_does(committed: dict) -> None:
    """Clusters less strata is not enough where strata weigh unequally; Wald does not cover a small V."""
    heavy = [row for row in committed["signed"] if row["design"] == "20 x 3, strata very unequal"]
    assert min(row["coverage"]["Spearman"]["plain, linearised"] for row in heavy) < 0.92
    assert min(row["first order"] for row in committed["v"]) < 0.9
    assert max(row["Wald"] for row in committed["v"] if row["V"] == 0 and row["margins"] == "even") < 0.6
