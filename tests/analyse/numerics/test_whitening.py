"""The grid likelihood and residuals beside a slow, dense reading of the same formulas."""

import numpy as np
import pytest

from yupay.analyse.numerics import area, ranks, weights, whitening

SIDE = 6
N = SIDE * SIDE


def lattice(side: int = SIDE) -> list[tuple[int, int]]:
    at = [(r, c) for r in range(side) for c in range(side)]
    return [
        (i, j)
        for j in range(len(at))
        for i in range(j)
        if max(abs(a - b) for a, b in zip(at[i], at[j], strict=True)) == 1
    ]


def a_map(seed: int = 1) -> area.Area:
    random = np.random.default_rng(seed)
    grid = np.indices((SIDE, SIDE)).reshape(2, -1).T + random.uniform(-0.2, 0.2, (N, 2))
    return area.area(grid, lattice(), random.standard_normal(N), names=("log population",))


def dense(whole: area.Area, at: whitening.Dependence) -> np.ndarray:
    if at.rho is not None:
        return np.eye(N) - at.rho * weights.row_standardised(N, whole.pairs).toarray()
    apart = weights.distances(whole.coordinates)
    spread = (1 - at.nugget) * np.exp(-apart / (at.range_share * apart.max())) + at.nugget * np.eye(N)
    values, vectors = np.linalg.eigh(spread)
    return vectors @ np.diag(values**-0.5) @ vectors.T


def test_likelihood_and_residuals_match_the_dense_formula() -> None:
    whole = a_map()
    whitener, z = whitening.prepare(whole), np.random.default_rng(5).standard_normal((4, N))
    likelihood = whitening.likelihoods(whitener, z)
    design = whitener.design
    for point, at in enumerate(whitener.grid):
        b = dense(whole, at)
        q, triangle = np.linalg.qr(b @ design)
        residual = ((np.eye(N) - q @ q.T) @ b @ z.T).T
        wanted = np.linalg.slogdet(b)[1] - np.log(np.abs(np.diag(triangle))).sum()
        wanted = wanted - (N - whitener.columns) / 2 * np.log((residual**2).sum(1))
        assert likelihood[:, point] == pytest.approx(wanted, rel=1e-9)
        assert whitening.whiten_by(whitener, z, point) == pytest.approx(residual, abs=1e-10)


def test_chosen_point_has_the_highest_likelihood_and_residuals_are_cleared() -> None:
    whitener, z = whitening.prepare(a_map()), np.random.default_rng(6).standard_normal((20, N))
    done = whitening.whiten(whitener, z)
    likelihood = whitening.likelihoods(whitener, z)
    assert likelihood[np.arange(20), done.chosen] == pytest.approx(likelihood.max(1))
    for row, point in zip(done.residuals, done.chosen, strict=True):
        assert whitener.bases[point].T @ row == pytest.approx(np.zeros(whitener.columns), abs=1e-9)


def test_correlate_undoes_decorrelate() -> None:
    whitener, noise = whitening.prepare(a_map()), np.random.default_rng(7).standard_normal((3, N))
    for point in range(0, len(whitener.grid), 9):
        field = whitening.correlate(whitener, noise, point)
        assert whitening.decorrelate(whitener, field, point) == pytest.approx(noise, abs=1e-9)


def test_fitted_mean_is_generalised_least_squares() -> None:
    whole = a_map()
    whitener, z = whitening.prepare(whole), np.random.default_rng(8).standard_normal(N)
    point = next(p for p, at in enumerate(whitener.grid) if at.rho == pytest.approx(0.6))
    b = dense(whole, whitener.grid[point])
    precision, design = b.T @ b, np.column_stack([np.ones(N), whole.coordinates, whole.controls])
    beta = np.linalg.solve(design.T @ precision @ design, design.T @ precision @ z)
    mean, scale = whitening.fitted_mean(whitener, z, point)
    assert mean == pytest.approx(design @ beta, abs=1e-9)
    assert scale**2 == pytest.approx((z - mean) @ precision @ (z - mean) / (N - 4))


def test_without_neighbours_the_first_of_equals_is_no_dependence() -> None:
    whole = area.area(a_map().coordinates, [], a_map().controls)
    whitener = whitening.prepare(whole, families=("sar",))
    done = whitening.whiten(whitener, np.random.default_rng(9).standard_normal((5, N)))
    assert {whitener.grid[point].rho for point in done.chosen} == {0.0}


def test_repeated_mean_columns_count_once() -> None:
    whole = a_map()
    twice = area.area(whole.coordinates, whole.pairs, np.column_stack([whole.controls, 3 * whole.controls + 1]))
    assert whitening.prepare(twice).columns == whitening.prepare(whole).columns == 4


def test_a_unit_without_its_control_is_left_out() -> None:
    whole = a_map()
    holed = area.area(whole.coordinates, whole.pairs, np.where(np.arange(N)[:, None] == 4, np.nan, whole.controls))
    whitener = whitening.prepare(holed)
    assert whitener.n == N - 1
    assert not whitener.kept[4]
    rest = np.arange(N) != 4
    same = whitening.prepare(area.restrict(whole, rest))
    z = np.random.default_rng(3).standard_normal((2, N - 1))
    assert whitening.whiten(whitener, z).residuals == pytest.approx(whitening.whiten(same, z).residuals)


def test_reml_finds_the_dependence_it_was_given() -> None:
    whitener = whitening.prepare(a_map())
    point = next(p for p, at in enumerate(whitener.grid) if at.rho == pytest.approx(0.8))
    fields = whitening.correlate(whitener, np.random.default_rng(4).standard_normal((400, N)), point)
    likelihood = whitening.likelihoods(whitener, ranks.normal_scores(fields))[:, : whitener.rhos.size]
    estimate = whitener.rhos[likelihood.argmax(1)]
    assert 0.6 < np.median(estimate) < 0.92


def test_large_maps_leave_the_exponential_family_out() -> None:
    n = whitening.LARGE + 1
    random = np.random.default_rng(1)
    whitener = whitening.prepare(area.area(random.uniform(size=(n, 2)), [(i, i + 1) for i in range(n - 1)]))
    assert not whitener.complete
    assert {at.family for at in whitener.grid} == {"sar"}


def test_large_maps_have_the_determinants_of_the_dense_formula() -> None:
    side = 21
    n, random = side * side, np.random.default_rng(3)
    whitener = whitening.prepare(area.area(random.uniform(size=(n, 2)), lattice(side)), families=("sar",))
    links = whitener.weights.toarray()
    assert n > whitening.LARGE
    for point in (0, 7, 30, len(whitener.grid) - 1):
        b = np.eye(n) - whitener.grid[point].rho * links
        triangle = np.linalg.qr(b @ whitener.design)[1]
        wanted = np.linalg.slogdet(b)[1] - np.log(np.abs(np.diag(triangle))).sum()
        assert whitener.constants[point] == pytest.approx(wanted, abs=1e-9)
