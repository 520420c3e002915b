import numpy as np
import pytest
from made_up_map import ISLAND, PAIRS, SUBJECT, N

from yupay.analyse.numerics import spatial_ml, weights
from yupay.analyse.spatial.least_squares import TESTS, map_least_squares, spatial_lag_of_x
from yupay.analyse.spatial.maximum_likelihood import spatial_error, spatial_lag
from yupay.model.estimate import Estimate

RANDOM = np.random.default_rng(11)
COVARIATES = RANDOM.standard_normal((N, 2)) * [1.0, 1e6]
NAMES = ("near", "far")
W = weights.row_standardised(N, weights.as_pairs(PAIRS))
BETA = np.array([3.0, 2.0, -1e-6])
MEAN = np.column_stack([np.ones(N), COVARIATES]) @ BETA
SPREAD = np.linalg.inv(np.eye(N) - 0.6 * W.toarray())
LAGGED = SPREAD @ (MEAN + 0.5 * RANDOM.standard_normal(N))
SHARED = MEAN + SPREAD @ (0.5 * RANDOM.standard_normal(N))
FITS = (map_least_squares, spatial_lag_of_x, spatial_lag, spatial_error)


def by_key(results: tuple[Estimate, ...]) -> dict[str, Estimate]:
    return {one.key: one for one in results}


def test_keys_and_ids() -> None:
    least = map_least_squares(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES)
    assert [one.key for one in least] == ["intercept", *NAMES, *TESTS, "residual-moran"]
    assert least[1].id == "relate/x~y/district/map-least-squares/near"
    assert len({one.id for one in least}) == len(least)
    assert [one.key for one in spatial_lag(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES)] == [
        "rho",
        "intercept",
        *NAMES,
    ]
    lagged = spatial_lag_of_x(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES)
    assert [one.key for one in lagged] == ["intercept", *NAMES, "lag.near", "lag.far"]


def test_the_true_model_is_found() -> None:
    lag = by_key(spatial_lag(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES))
    assert lag["rho"].interval.low < 0.6 < lag["rho"].interval.high
    assert lag["near"].value == pytest.approx(2.0, abs=4 * lag["near"].se)
    error = by_key(spatial_error(SHARED, COVARIATES, PAIRS, SUBJECT, names=NAMES))
    assert error["lambda"].interval.low < 0.6 < error["lambda"].interval.high
    assert error["far"].value == pytest.approx(-1e-6, abs=4 * error["far"].se)
    tests = by_key(map_least_squares(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES))
    assert tests["robust-lm-lag"].p < 0.01
    assert tests["lm-both"].df == 2


def test_without_dependence_maximum_likelihood_is_least_squares() -> None:
    plain = MEAN + RANDOM.standard_normal(N)
    design = np.column_stack([np.ones(N), COVARIATES])
    lag = spatial_ml.maximum_likelihood(plain, design, W, "lag")
    at_zero = plain - lag.dependence * (W @ plain)
    assert lag.coefficients == pytest.approx(np.linalg.lstsq(design, at_zero, rcond=None)[0], rel=1e-6)
    ratio = spatial_lag(plain, COVARIATES, PAIRS, SUBJECT, names=NAMES)[0].parameters["likelihood_ratio"]
    assert 0 <= ratio < 8


@pytest.mark.parametrize("kind", ["lag", "error"])
def test_no_neighbouring_value_is_more_likely(kind: str) -> None:
    """The likelihood, written out with a dense determinant, is highest at the estimate."""
    y = LAGGED if kind == "lag" else SHARED
    design = np.column_stack([np.ones(N), COVARIATES / [1.0, 1e6]])
    found = spatial_ml.maximum_likelihood(y, design, W, kind)

    def height(rho: float) -> float:
        root = np.eye(N) - rho * W.toarray()
        left = root @ y
        columns = design if kind == "lag" else root @ design
        left = left - columns @ np.linalg.lstsq(columns, left, rcond=None)[0]
        return -N / 2 * (np.log(2 * np.pi * (left @ left) / N) + 1) + np.linalg.slogdet(root)[1]

    assert found.log_likelihood == pytest.approx(height(found.dependence), rel=1e-12)
    assert all(height(found.dependence + step) < found.log_likelihood for step in (-1e-3, 1e-3, -0.2, 0.2))
    bend = (height(found.dependence + 1e-3) - 2 * found.log_likelihood + height(found.dependence - 1e-3)) / 1e-6
    assert found.dependence_error == pytest.approx(1 / np.sqrt(-bend), rel=0.15)


def test_units_of_measurement_do_not_matter() -> None:
    """A covariate in soles or in millions of soles: the same fit, scaled."""
    one, two = (
        by_key(spatial_lag(1e4 * LAGGED, COVARIATES * [1, scale], PAIRS, SUBJECT, names=NAMES)) for scale in (1, 1e-6)
    )
    assert two["rho"].value == pytest.approx(one["rho"].value, rel=1e-9)
    assert two["far"].value * 1e-6 == pytest.approx(one["far"].value, rel=1e-7)
    assert two["far"].p == pytest.approx(one["far"].p, rel=1e-5)


def test_effects_of_the_lag_model_add_up() -> None:
    one = by_key(spatial_lag(LAGGED, COVARIATES, PAIRS, SUBJECT, names=NAMES))
    effects = one["near"].parameters
    assert effects["direct"] + effects["indirect"] == pytest.approx(effects["total"])
    connected = effects["total"] / one["near"].value
    share = (N - 1) / N / (1 - one["rho"].value) + 1 / N
    assert connected == pytest.approx(share)
    assert "direct" not in one["intercept"].parameters
    assert one["near"].parameters["islands"] == 1


def test_links_of_one_direction_have_complex_eigenvalues_and_a_real_determinant() -> None:
    links = weights.rows_to_one(weights.directed(N, weights.nearest(RANDOM.uniform(size=(N, 2)), 3)))
    eigenvalues = spatial_ml.spectrum(links)
    assert np.iscomplexobj(eigenvalues)
    found = spatial_ml.maximum_likelihood(LAGGED, np.ones((N, 1)), links, "lag")
    root = np.eye(N) - found.dependence * links.toarray()
    square = float(found.residuals @ found.residuals)
    height = -N / 2 * (np.log(2 * np.pi * square / N) + 1) + np.linalg.slogdet(root)[1]
    assert found.log_likelihood == pytest.approx(height)


def test_missing_units_are_left_out_with_their_links() -> None:
    holed = LAGGED.copy()
    holed[[3, 17]] = np.nan
    one = spatial_lag(holed, COVARIATES, PAIRS, SUBJECT, names=NAMES)[0]
    assert one.n == N - 2
    assert one.warnings[0].en.endswith("there: 2.")


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    ("y", "covariates", "begins"),
    [
        (np.full(N, 2.0), COVARIATES, "Not assessable: one of the variables does not vary"),
        (np.where(np.arange(N) < 3, LAGGED, np.nan), COVARIATES, "Not assessable: units with data, 3;"),
        (np.full(N, np.nan), COVARIATES, "Not assessable: units with data, 0;"),
        (LAGGED, COVARIATES[:, [0, 0]], "Not assessable: one covariate"),
        (LAGGED, np.column_stack([COVARIATES[:, 0], np.ones(N)]), "Not assessable: one covariate"),
        (COVARIATES[:, 0] * 2 + 1, COVARIATES, "Not assessable: the covariates account"),
    ],
)
def test_not_assessable_is_said(fit: object, y: np.ndarray, covariates: np.ndarray, begins: str) -> None:
    for one in fit(y, covariates, PAIRS, SUBJECT, names=NAMES):
        assert one.value is None
        assert one.p is None
        assert one.warnings[-1].en.startswith(begins)


def test_a_map_without_neighbours() -> None:
    for fit in FITS[1:]:
        results = fit(LAGGED, COVARIATES, [], SUBJECT, names=NAMES)
        assert all(one.warnings[-1].en == "Not assessable: no unit has a neighbour." for one in results)
    least = by_key(map_least_squares(LAGGED, COVARIATES, [], SUBJECT, names=NAMES))
    assert least["near"].value is not None
    assert least["near"].assumptions[0].held is None
    assert all(least[key].value is None for key in (*TESTS, "residual-moran"))


def test_intercept_alone_cannot_tell_lag_from_error() -> None:
    least = by_key(map_least_squares(LAGGED[:ISLAND], np.zeros((ISLAND, 0)), PAIRS, SUBJECT, names=()))
    assert least["robust-lm-lag"].value is None
    assert least["lm-lag"].value == pytest.approx(least["lm-error"].value)


def test_names_must_match() -> None:
    with pytest.raises(ValueError, match="2 covariates but 1 names"):
        spatial_lag(LAGGED, COVARIATES, PAIRS, SUBJECT, names=("one",))
