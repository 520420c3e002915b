"""Known answers from R are in tests/known_answers/test_spatial.py; here: properties and what is said when it fails."""

import numpy as np
import pytest
from made_up_map import PAIRS, POINTS, SUBJECT, N, X, Y

from yupay.analyse.spatial.moran import moran, residual_moran


def test_four_units_by_hand() -> None:
    """A chain of four with values 1, 2, 3, 4: z'Wz = (1.5*.5 + .5*(1.5 - .5)/2)*2 = 2, z'z = 5, n = S0."""
    one = moran([1, 2, 3, 4], [(0, 1), (1, 2), (2, 3)], SUBJECT, seed=1)
    assert one.value == pytest.approx(2.0 / 5.0)
    assert one.parameters["expected"] == pytest.approx(-1 / 3)


def test_smooth_field_is_alike_and_noise_is_not() -> None:
    smooth, noise = moran(POINTS.sum(1), PAIRS, SUBJECT, seed=1), moran(Y, PAIRS, SUBJECT, seed=1)
    assert smooth.value > 0.6
    assert smooth.p == pytest.approx(2 / 10_000)
    assert noise.p > 0.01


def test_sampled_p_is_near_the_analytic_one() -> None:
    one = moran(Y, PAIRS, SUBJECT, seed=1)
    assert one.p == pytest.approx(one.parameters["p_analytic"], abs=0.06)
    assert one.p == moran(Y, PAIRS, SUBJECT, seed=1).p
    assert one.parameters["islands"] == 1


def test_relabelling_and_linear_changes_leave_it() -> None:
    order = np.random.default_rng(2).permutation(N)
    place = np.argsort(order)
    moved = [(int(place[i]), int(place[j])) for i, j in PAIRS]
    one, two = moran(X, PAIRS, SUBJECT, seed=1), moran(5 - 3 * X[order], moved, SUBJECT, seed=1)
    assert two.value == pytest.approx(one.value)
    assert two.statistic == pytest.approx(one.statistic)


def test_missing_values_are_left_out_with_their_links() -> None:
    one = moran(np.where(np.arange(N) == 8, np.nan, X), PAIRS, SUBJECT, seed=1)
    assert one.n == N - 1
    assert one.parameters["links"] == 2 * len([pair for pair in PAIRS if 8 not in pair])
    assert one.warnings


@pytest.mark.parametrize(
    ("values", "pairs"), [([2.0] * 6, [(0, 1)]), ([1.0, 2.0, 3.0], [(0, 1)]), ([1.0, 2, 3, 4, 5], []), ([], [])]
)
def test_not_assessable_is_said(values: list[float], pairs: list[tuple[int, int]]) -> None:
    one = moran(values, pairs, SUBJECT, seed=1)
    assert one.value is None
    assert one.warnings[-1].en.startswith("Not assessable")
    assert one.warnings[-1].es.startswith("No evaluable")


def test_residuals_of_a_trend_lose_what_the_trend_gave() -> None:
    values, design = POINTS.sum(1) + 0.3 * Y, np.column_stack([np.ones(N), POINTS])
    assert moran(values, PAIRS, SUBJECT, seed=1).p < 0.001
    assert residual_moran(values, design, PAIRS, SUBJECT).p > 0.01


def test_residuals_need_complete_values() -> None:
    with pytest.raises(ValueError, match="complete"):
        residual_moran([1.0, np.nan, 2.0, 4.0, 5.0], np.ones((5, 1)), PAIRS[:2], SUBJECT)


def test_residuals_of_too_few_units() -> None:
    assert residual_moran([1.0, 2.0], np.ones((2, 1)), [(0, 1)], SUBJECT).value is None
