"""Known answers from SpatialPack are in tests/known_answers/test_spatial.py."""

import numpy as np
import pytest
from made_up_map import POINTS, SUBJECT, N, X, Y

from yupay.analyse.spatial.modified_t import effective_size, modified_t


def test_ranked_by_default() -> None:
    one, two = modified_t(X, Y, POINTS, SUBJECT), modified_t(np.sqrt(X), np.exp(Y), POINTS, SUBJECT)
    assert two.value == pytest.approx(one.value)
    assert two.p == pytest.approx(one.p)
    assert modified_t(X, Y, POINTS, SUBJECT, ranked=False).value != pytest.approx(one.value)


def test_symmetric_in_x_and_y_and_in_relabelling() -> None:
    order = np.random.default_rng(2).permutation(N)
    one, swapped = modified_t(X, Y, POINTS, SUBJECT), modified_t(Y, X, POINTS, SUBJECT)
    moved = modified_t(X[order], Y[order], POINTS[order], SUBJECT)
    assert swapped.p == pytest.approx(one.p)
    assert moved.p == pytest.approx(one.p)
    assert one.df == pytest.approx(one.parameters["effective_size"] - 2)


def test_noise_is_worth_about_n_units_and_smooth_fields_fewer() -> None:
    noise = [effective_size(*np.random.default_rng(s).standard_normal((2, N)), POINTS, 13) for s in range(40)]
    assert np.nanmedian(noise) == pytest.approx(N, rel=0.2)
    assert effective_size(POINTS[:, 0] + 0.1 * X, POINTS[:, 0] + 0.1 * Y, POINTS, 13) < N / 4


def test_without_degrees_of_freedom_there_is_no_p() -> None:
    """A few units may be worth two or fewer: the coefficient stays, its p does not."""
    random = np.random.default_rng(6)
    maps = [random.standard_normal((4, 6)) for _ in range(200)]
    found = [modified_t(x, y, np.column_stack([e, n]), SUBJECT) for x, y, e, n in maps]
    one = next(estimate for estimate in found if estimate.df is None)
    assert one.value is not None
    assert one.parameters["effective_size"] is None or one.parameters["effective_size"] <= 2
    assert one.statistic is None
    assert one.p is None
    assert one.warnings[-1].en.startswith("No p value")


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], [4.0] * 7])
def test_not_assessable_is_said(values: list[float]) -> None:
    one = modified_t(values, range(len(values)), np.zeros((len(values), 2)), SUBJECT)
    assert one.value is None
    assert one.warnings
