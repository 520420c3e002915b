import csv
from pathlib import Path

import numpy as np
import pytest
from made_up_map import MAP, PAIRS, POINTS, SUBJECT, N

from yupay.analyse.numerics import area
from yupay.analyse.spatial.negative_binomial import QUANTITIES, fit, negative_binomial

RANDOM = np.random.default_rng(6)
X = RANDOM.standard_normal(N)
EXPOSURE = np.exp(RANDOM.normal(10, 0.5, N))
MEANS = 5e-4 * EXPOSURE * np.exp(0.4 * X)
COUNTS = RANDOM.poisson(MEANS * RANDOM.gamma(2.0, 0.5, N)).astype(float)
BARE = area.area(POINTS, PAIRS, trend=False)


@pytest.mark.parametrize(
    ("name", "count", "over", "base", "slope", "se", "theta", "height"),
    [
        (
            "nc_sids",
            "SID74",
            "NWBIR74",
            "BIR74",
            0.390137503079957,
            0.055277352577437,
            17.7378690472,
            -214.452675920831,
        ),
        (
            "stl_hom",
            "HC8893",
            "RDAC90",
            "PO8893",
            0.356181355363062,
            0.0772783400127,
            2.82815430138607,
            -222.159721542213,
        ),
    ],
)
def test_the_fit_is_that_of_glm_nb(
    name: str, count: str, over: str, base: str, slope: float, se: float, theta: float, height: float, shared_data: Path
) -> None:
    """R 4.2.2, MASS 7.3-58.2: glm.nb(count ~ scaled x + offset(log(base)))."""
    with (shared_data / "spatial" / f"{name}.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    counts, exposure, x = (np.array([float(row[column]) for row in rows]) for column in (count, base, over))
    x = x / exposure if name == "nc_sids" else x
    found = fit(counts, np.column_stack([(x - x.mean()) / x.std(), np.ones(len(rows))]), np.log(exposure))
    assert found.coefficients[0] == pytest.approx(slope, rel=1e-6)
    assert found.errors[0] == pytest.approx(se, rel=1e-6)
    assert 1 / found.alpha == pytest.approx(theta, rel=1e-5)
    assert found.log_likelihood == pytest.approx(height, rel=1e-10)


def test_two_rate_ratios() -> None:
    plain, spatial = negative_binomial(COUNTS, X, EXPOSURE, MAP, SUBJECT)
    assert [plain.key, spatial.key] == list(QUANTITIES)
    for one in (plain, spatial):
        assert one.interval.low < np.exp(0.4 * X.std()) < one.interval.high
        assert one.interval.low < one.value < one.interval.high
        assert one.unit == "rate ratio"
        assert one.parameters["role"] == "sensitivity"
        assert "decides nothing" in one.assumptions[0].evidence.en
    assert plain.parameters["eigenvectors"] == 0
    assert plain.value == pytest.approx(np.exp(plain.parameters["log_rate_ratio"]))


def test_poisson_counts_have_no_dispersion() -> None:
    even = np.round(MEANS)
    plain, _ = negative_binomial(even, X, EXPOSURE, BARE, SUBJECT)
    assert plain.parameters["alpha"] == 0
    assert plain.value == pytest.approx(np.exp(0.4 * X.std()), rel=0.02)


def test_the_base_and_the_units_of_x_do_not_matter() -> None:
    one, two = (
        negative_binomial(COUNTS, scale * X + shift, base * EXPOSURE, MAP, SUBJECT)[1]
        for scale, shift, base in ((1, 0, 1), (1e5, 7, 1e-3))
    )
    assert two.value == pytest.approx(one.value, rel=1e-8)
    assert two.parameters["eigenvectors"] == one.parameters["eigenvectors"]
    turned = negative_binomial(COUNTS, -X, EXPOSURE, MAP, SUBJECT)[0]
    assert turned.value == pytest.approx(1 / negative_binomial(COUNTS, X, EXPOSURE, MAP, SUBJECT)[0].value)


def test_eigenvectors_take_out_what_neighbours_share() -> None:
    wave = np.sin(POINTS[:, 0] / 1.2) + np.cos(POINTS[:, 1] / 1.2)
    counts = np.random.default_rng(2).poisson(MEANS * np.exp(wave)).astype(float)
    plain, spatial = negative_binomial(counts, X, EXPOSURE, MAP, SUBJECT)
    assert plain.parameters["residual_moran_p"] < 0.01
    assert spatial.parameters["residual_moran_p"] > 0.05
    assert spatial.parameters["eigenvectors"] > 0
    assert spatial.parameters["log_likelihood"] > plain.parameters["log_likelihood"]


@pytest.mark.parametrize(
    ("counts", "x", "begins"),
    [
        (np.zeros(N), X, "Not assessable: one of the variables does not vary"),
        (COUNTS, np.ones(N), "Not assessable: one of the variables does not vary"),
        (np.full(N, np.nan), X, "Not assessable: units with data, 0;"),
        (COUNTS + 0.5, X, "Not assessable: the variable is not a count"),
        (COUNTS - 100, X, "Not assessable: the variable is not a count"),
        (COUNTS, POINTS[:, 0], "Not assessable: trend and controls account"),
        (np.where(X > 0, 50.0, 0.0), np.sign(X), "Not assessable: the fit does not converge"),
    ],
)
def test_not_assessable_is_said(counts: np.ndarray, x: np.ndarray, begins: str) -> None:
    for one in negative_binomial(counts, x, EXPOSURE, MAP, SUBJECT):
        assert (one.value, one.p) == (None, None)
        assert one.warnings[-1].en.startswith(begins)


def test_places_without_a_base_are_left_out() -> None:
    one, _ = negative_binomial(COUNTS, X, np.where(np.arange(N) < 2, 0.0, EXPOSURE), MAP, SUBJECT)
    assert one.n == N - 2
    assert one.warnings[0].en.endswith("there: 2.")


def test_a_map_without_neighbours() -> None:
    plain, spatial = negative_binomial(COUNTS, X, EXPOSURE, area.area(POINTS, []), SUBJECT)
    assert spatial.value == plain.value
    assert spatial.parameters["residual_moran_p"] is None
