import numpy as np
import pytest
from made_up_map import MAP, PAIRS, POINTS, POPULATION, SUBJECT, N, X, Y

from yupay.analyse.numerics import area, correlation, eigenvectors, ranks
from yupay.analyse.numerics.weights import as_pairs, contiguity
from yupay.analyse.spatial.freedman_lane import freedman_lane


def test_the_coefficient_is_the_partial_correlation_given_the_eigenvectors() -> None:
    one = freedman_lane(X, Y, MAP, SUBJECT, seed=1, permutations=999)
    mean = area.mean_basis(MAP)
    found = eigenvectors.patterns(N, as_pairs(PAIRS), mean).first(12)
    design = np.column_stack([np.ones(N), POINTS, POPULATION, found.vectors])
    left = correlation.residuals(ranks.normal_scores(np.vstack([X, Y])), design)
    assert one.value == pytest.approx(float(correlation.cosine(*left)), abs=1e-10)
    assert one.parameters["columns"] == 16
    assert one.parameters["eigenvectors"] == 12
    assert one.id == "relate/x~y/district/freedman-lane"


def test_p_is_near_that_of_t_on_the_same_residuals() -> None:
    one = freedman_lane(X, Y, MAP, SUBJECT, seed=1)
    df = N - one.parameters["columns"] - 1.0
    assert one.p == pytest.approx(correlation.t_tail(correlation.t_of(one.value, df), df), abs=0.02)


def test_sides_seed_and_order() -> None:
    two, up, down = (
        freedman_lane(X, Y, MAP, SUBJECT, seed=3, permutations=1_999, alternative=side).p
        for side in ("two-sided", "greater", "less")
    )
    assert up + down == pytest.approx(1, abs=0.002)
    assert min(up, down) == pytest.approx(two / 2, abs=0.02)
    again, other = (freedman_lane(X, Y, MAP, SUBJECT, seed=seed, permutations=1_999).p for seed in (3, 4))
    assert (again, again != other) == (two, True)
    turned = freedman_lane(X**3, -Y, MAP, SUBJECT, seed=3, permutations=99)
    assert turned.value == pytest.approx(-freedman_lane(X, Y, MAP, SUBJECT, seed=3, permutations=99).value)


def test_with_only_an_intercept_it_is_the_plain_permutation() -> None:
    bare = area.area(POINTS, PAIRS, trend=False)
    one = freedman_lane(X, Y, bare, SUBJECT, seed=1, patterns=0, permutations=99)
    assert one.value == pytest.approx(float(correlation.pearson_r(*ranks.normal_scores(np.vstack([X, Y])))))
    assert one.parameters["eigenvectors"] == 0


def test_eigenvectors_are_moran_patterns() -> None:
    found = eigenvectors.patterns(N, as_pairs(PAIRS))
    links = contiguity(N, as_pairs(PAIRS))
    index = [N / links.sum() * (v @ (links @ v)) for v in found.vectors.T]
    assert index == pytest.approx(found.moran)
    assert (np.diff(found.moran) <= 1e-12).all()
    assert found.moran[-1] > 0
    assert found.vectors.T @ found.vectors == pytest.approx(np.eye(found.count), abs=1e-9)
    assert found.vectors.sum(0) == pytest.approx(np.zeros(found.count), abs=1e-9)
    assert eigenvectors.patterns(4, as_pairs([])).count == 0


def test_a_ring_has_the_known_patterns() -> None:
    """On a ring of n units the patterns are cosines: Moran indices cos(2 pi k / n), in pairs."""
    n = 12
    found = eigenvectors.patterns(n, as_pairs([(i, (i + 1) % n) for i in range(n)]))
    assert found.moran == pytest.approx(np.cos(2 * np.pi * np.array([1, 1, 2, 2]) / n))


def test_a_map_without_neighbours_has_no_eigenvectors() -> None:
    assert freedman_lane(X, Y, area.area(POINTS, []), SUBJECT, seed=1, permutations=99).parameters["eigenvectors"] == 0


@pytest.mark.parametrize(
    ("x", "begins"),
    [
        (np.full(N, 3.0), "Not assessable: one of the variables does not vary"),
        (np.where(np.arange(N) < 3, X, np.nan), "Not assessable: units with data, 3;"),
        (np.full(N, np.nan), "Not assessable: units with data, 0;"),
    ],
)
def test_not_assessable_is_said(x: np.ndarray, begins: str) -> None:
    one = freedman_lane(x, Y, MAP, SUBJECT, seed=1)
    assert (one.value, one.p) == (None, None)
    assert one.warnings[-1].en.startswith(begins)


def test_a_variable_that_the_mean_explains() -> None:
    explained = area.area(POINTS, PAIRS, ranks.normal_scores(X))
    assert "account for" in freedman_lane(X, Y, explained, SUBJECT, seed=1).warnings[-1].en
