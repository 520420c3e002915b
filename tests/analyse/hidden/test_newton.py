"""The fast fit against definitions written out: sums over subsets, the design matrix, the normal equations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yupay.analyse.hidden import existence, newton
from yupay.analyse.hidden.tables import margins

MODELS = [(), (3,), (3, 6), (3, 5, 6), (3, 5, 6, 7, 9), (3, 5, 6, 7, 9, 10, 12)]
COUNTS = st.lists(st.integers(0, 30), min_size=15, max_size=15)


def table(counts: list[int]) -> np.ndarray:
    return np.array([0, *counts], dtype=np.float64)


def fitted(y: np.ndarray, interactions: tuple[int, ...], tolerance: float = newton.FINE):
    """Everything that a fit of four lists leaves behind."""
    t = 4
    model = np.array([0, 1, 2, 4, 8, *interactions])
    room = newton.room_for(t, model.size)
    newton.enter(t, y, room)
    p = newton.prepare(t, model, model.size, room.margins, room.effects, room.alive)
    code = existence.code_of(t, room.effects, p, room.alive, y)
    value, state = newton.fit_prepared(t, p, room, tolerance) if code == 0 else (np.nan, -1)
    return code, state, value, p, room


def design(room, p: int) -> tuple[np.ndarray, np.ndarray]:
    cells = np.flatnonzero(room.alive)
    return cells, np.array([[float(c & e == e) for e in room.effects[:p]] for c in cells])


def test_sums_over_subsets_and_supersets() -> None:
    values = np.random.default_rng(1).normal(size=32)
    down, up = values.copy(), values.copy()
    newton.sum_subsets(5, down)
    newton.sum_supersets(5, up)
    for c in range(32):
        assert down[c] == pytest.approx(sum(values[s] for s in range(32) if s & c == s))
        assert up[c] == pytest.approx(sum(values[s] for s in range(32) if s & c == c))
    assert up == pytest.approx(margins(values))


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.sampled_from(MODELS))
def test_fit_reproduces_the_margins_of_its_effects(counts: list[int], interactions: tuple[int, ...]) -> None:
    """Birch's theorem: at the maximum, fitted and observed margins of the effects are equal."""
    y = table(counts)
    code, state, value, p, room = fitted(y, interactions)
    if code != 0 or y.sum() == 0:
        return
    assert state == 0
    cells, x = design(room, p)
    assert x.T @ room.mu[cells] == pytest.approx(x.T @ y[cells], abs=1e-6 * (1 + y.sum()))
    assert value == pytest.approx(float(y[cells] @ np.log(room.mu[cells]) - room.mu.sum()), abs=1e-6)
    assert np.log(room.mu[cells]) == pytest.approx(x @ room.beta[:p], abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.sampled_from(MODELS))
def test_variance_is_that_of_the_information_matrix(counts: list[int], interactions: tuple[int, ...]) -> None:
    code, _, _, p, room = fitted(table(counts), interactions)
    if code != 0 or sum(counts) == 0:
        return
    cells, x = design(room, p)
    information = x.T @ (room.mu[cells][:, None] * x)
    if np.linalg.cond(information) < 1e8:
        assert newton.intercept_variance(p, room) == pytest.approx(np.linalg.inv(information)[0, 0], rel=1e-4)


def test_three_independent_lists_solve_their_equation() -> None:
    """1 - n / N = (1 - n1 / N)(1 - n2 / N)(1 - n3 / N): the classical equation of independent lists."""
    y = np.zeros(16)
    y[[1, 2, 3, 4, 5, 6, 7]] = [40, 30, 6, 20, 3, 2, 1]
    y3 = y[:8].copy()
    room = newton.room_for(3, 4)
    newton.enter(3, y3, room)
    p = newton.prepare(3, np.array([0, 1, 2, 4]), 4, room.margins, room.effects, room.alive)
    newton.fit_prepared(3, p, room, newton.FINE)
    total, each = y3.sum() + np.exp(room.guess[0]), margins(y3)[[1, 2, 4]]
    assert 1 - y3.sum() / total == pytest.approx(float(np.prod(1 - each / total)), rel=1e-12)


def test_effect_that_nobody_shows_takes_its_histories_away() -> None:
    y = table([40, 30, 6, 20, 0, 0, 0, 9, 1, 2, 0, 3, 0, 0, 0])
    _, _, _, p, room = fitted(y, (3, 5))
    assert 5 not in room.effects[:p]
    assert not room.alive[[5, 7, 13, 15]].any()
    assert room.mu[[5, 7, 13, 15]] == pytest.approx(0)


def test_quick_fit_is_good_to_nine_digits() -> None:
    y = table([54, 463, 15, 995, 19, 62, 1, 695, 3, 19, 1, 76, 0, 4, 1])
    fine, quick = fitted(y, (3, 5, 6)), fitted(y, (3, 5, 6), newton.QUICK)
    assert quick[4].guess[0] == pytest.approx(fine[4].guess[0], rel=1e-9)
    assert quick[2] == pytest.approx(fine[2], rel=1e-12)


def test_a_parameter_that_others_determine_is_reported() -> None:
    """Two lists with an interaction: four parameters, three histories."""
    room = newton.room_for(2, 4)
    newton.enter(2, np.array([0.0, 5, 7, 3]), room)
    p = newton.prepare(2, np.array([0, 1, 2, 3]), 4, room.margins, room.effects, room.alive)
    assert newton.fit_prepared(2, p, room, newton.QUICK)[1] == 2


def test_log_factorials() -> None:
    assert newton.log_factorials(np.array([0.0, 1, 2, 3, 10])) == pytest.approx(np.log(2 * 6 * 3628800))
