"""Agresti's table; scipy's tau-b where every row counts once; tau-b is the geometric mean of both Somers' d."""

import numpy as np
import pytest
from drawn import JOBS, SUBJECT, clustered, persons
from scipy.stats import kendalltau

from yupay.analyse.numerics.designs import simple
from yupay.analyse.survey.design_kendall import METHOD, design_kendall
from yupay.analyse.survey.design_somers import design_somers


def test_the_published_table() -> None:
    x, y = persons(JOBS)
    one = design_kendall(x, y, simple(x.size), SUBJECT)
    assert one.value == pytest.approx(0.152, abs=5e-4)
    assert one.method == METHOD.id


def test_simple_sample_of_distinct_values() -> None:
    random = np.random.default_rng(4)
    x = random.standard_normal(120)
    y = x + random.standard_normal(120)
    one = design_kendall(x, y, simple(120), SUBJECT)
    assert one.value == pytest.approx(kendalltau(x, y).statistic, abs=1e-12)
    assert one.parameters["se_linearised"] == pytest.approx(one.parameters["se_replicates"], rel=0.03)
    assert one.parameters["replication"] == "JK1"


def test_geometric_mean_of_both_somers() -> None:
    x, y, design = clustered(3)
    one = design_kendall(x, y, design, SUBJECT)
    first, second = design_somers(x, y, design, SUBJECT)
    assert one.value == pytest.approx(np.sqrt(first.value * second.value))


def test_table_and_points_give_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y, design = clustered(5)
    table = design_kendall(x, y, design, SUBJECT)
    monkeypatch.setattr("yupay.analyse.survey.ordinal_crossing.CELLS", 1)
    points = design_kendall(x, y, design, SUBJECT)
    assert points.value == pytest.approx(table.value, abs=1e-12)
    for name in ("se_linearised", "se_replicates", "df_effective"):
        assert points.parameters[name] == pytest.approx(table.parameters[name], rel=1e-9)


def test_too_much_work_for_replicates_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    x = random.standard_normal(80)
    monkeypatch.setattr("yupay.analyse.survey.ordinal_uncertainty.WORK", 10)
    one = design_kendall(x, x + random.standard_normal(80), simple(80), SUBJECT)
    assert one.parameters["se_replicates"] is None and one.se == one.parameters["se_linearised"]
    assert any("not checked by replicates" in warning.en for warning in one.warnings)
