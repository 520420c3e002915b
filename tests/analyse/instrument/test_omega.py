"""Omega total and hierarchical: exact factor models, the standard error, the general factor."""

import numpy as np
import pytest
from made_answers import SUBJECT, exact, likert, names, sound

from yupay.analyse.instrument import omega
from yupay.analyse.instrument.alpha import alpha
from yupay.analyse.numerics import factoring, item_scores

LOADS = np.array([0.4, 0.5, 0.6, 0.7, 0.8, 0.9])


def test_one_factor_gives_back_its_omega() -> None:
    items = exact(np.outer(LOADS, LOADS) + np.diag([1.0, 0.8, 0.9, 0.7, 0.5, 0.6]), n=200)
    one = omega.omega_total(items, names(6), SUBJECT)
    assert one.value == pytest.approx(LOADS.sum() ** 2 / (LOADS.sum() ** 2 + 4.5), abs=1e-6)
    assert one.value > alpha(items, names(6), SUBJECT).value


def test_equal_loadings_make_omega_equal_alpha() -> None:
    items = exact(0.5 + np.diag([0.4, 0.6, 0.8, 1.0]), n=200)
    one = omega.omega_total(items, names(4), SUBJECT)
    assert one.value == pytest.approx(alpha(items, names(4), SUBJECT).value, abs=1e-6)


@pytest.mark.parametrize(("factors", "standardise"), [(1, False), (1, True), (2, True)])
def test_its_standard_error_is_that_of_the_bootstrap(factors: int, standardise: bool) -> None:
    items, random = np.concatenate([likert(700, 4, seed=1), likert(700, 4, seed=2)], axis=1), np.random.default_rng(4)
    items[:, 3] = np.clip(items[:, 3] + items[:, 4] - 3, 1, 5)

    def total(rows: np.ndarray) -> object:
        return omega.omega_total(rows, names(8), SUBJECT, factors=factors, standardise=standardise)

    drawn = [total(items[random.integers(0, 700, 700)]).value for _ in range(250)]
    assert total(items).se == pytest.approx(np.std(drawn), rel=0.2)


def test_the_slope_of_the_uniquenesses_is_their_difference() -> None:
    items = likert(500, 7, seed=6)
    table = item_scores.correlations(items)
    found, weight = factoring.extract(table, 2), np.arange(1.0, 8.0)
    slope, step = factoring.uniqueness_slope(table, found, weight), 1e-4
    for i, j in ((0, 1), (2, 5), (4, 6)):
        moved = [table.copy(), table.copy()]
        for sign, one in zip((1, -1), moved, strict=True):
            one[i, j] += sign * step
            one[j, i] += sign * step
        up, down = (weight @ factoring.extract(one, 2, start=found.uniqueness).uniqueness for one in moved)
        assert 2 * slope[i, j] == pytest.approx((up - down) / (2 * step), rel=1e-2, abs=1e-2)


def hierarchical_model() -> tuple[np.ndarray, float, float]:
    """Nine items, one general and three group factors; its omega hierarchical and total."""
    general, group = np.full(9, 0.6), np.kron(np.eye(3), np.full((3, 1), 0.4))
    unique = 1 - general**2 - (group**2).sum(axis=1)
    table = np.outer(general, general) + group @ group.T + np.diag(unique)
    return table, general.sum() ** 2 / table.sum(), 1 - unique.sum() / table.sum()


def test_a_general_factor_is_found_again() -> None:
    table, general, total = hierarchical_model()
    one = omega.omega_hierarchical(exact(table, n=300), names(9), SUBJECT, seed=1, draws=60)
    assert one.value == pytest.approx(general, abs=1e-4)
    assert one.parameters["omega_total"] == pytest.approx(total, abs=1e-4)
    assert one.interval.low < one.value < one.interval.high
    assert one.seed == 1
    assert one == omega.omega_hierarchical(exact(table, n=300), names(9), SUBJECT, seed=1, draws=60)


def test_what_few_factors_cannot_say_is_said() -> None:
    items = likert(200, 6)
    one, two = (omega.omega_hierarchical(items, names(6), SUBJECT, factors=m, seed=1, draws=0) for m in (1, 2))
    assert omega.ONE in one.warnings
    assert omega.TWO in two.warnings
    assert one.interval is None
    assert one.seed is None


def test_items_against_the_factor_are_said() -> None:
    items = likert(200, 6)
    items[:, 0] = 6 - items[:, 0]
    assert omega.AGAINST in omega.omega_total(items, names(6), SUBJECT).warnings


@pytest.mark.parametrize(
    ("items", "factors"),
    [(likert(50, 2), 1), (likert(50, 4), 3), (likert(4, 6), 1), (np.ones((40, 5)), 1), (np.zeros((0, 5)), 1)],
)
def test_not_assessable_is_said(items: np.ndarray, factors: int) -> None:
    k = items.shape[1]
    for one in (
        omega.omega_total(items, names(k), SUBJECT, factors=factors),
        omega.omega_hierarchical(items, names(k), SUBJECT, factors=factors, seed=1, draws=5),
    ):
        assert one.value is None
        sound(one)
