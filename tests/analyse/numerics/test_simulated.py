import numpy as np
import pytest

from yupay.analyse.numerics import area, ranks, simulated, whitening

N = 25
PAIRS = [(i, j) for j in range(N) for i in range(j) if max(abs(i // 5 - j // 5), abs(i % 5 - j % 5)) == 1]


@pytest.fixture(scope="module")
def drawn() -> simulated.Draws:
    random = np.random.default_rng(1)
    whitener = whitening.prepare(area.area(np.indices((5, 5)).reshape(2, -1).T, PAIRS, random.standard_normal(N)))
    x = np.maximum(random.standard_normal(N), 0)
    return simulated.draw(whitener, ranks.normal_scores(np.vstack([x, random.standard_normal(N)])), 3, 800)


def test_power_grows_with_the_relation(drawn: simulated.Draws) -> None:
    powers = [simulated.power_at(drawn, r, 0.05, "two-sided") for r in (0.0, 0.3, 0.6, 0.9)]
    assert powers == sorted(powers)
    assert powers[0] < 0.09
    assert powers[-1] > 0.8


def test_curve_brackets_the_wanted_power(drawn: simulated.Draws) -> None:
    curve = simulated.power_curve(drawn, 0.05, 0.6, "two-sided")
    low, high = simulated.bracket(curve, 0.6)
    assert high is not None
    assert curve[low] < 0.6 <= curve[high]
    assert high - low < 0.01


def test_one_sided_curves_mirror_each_other(drawn: simulated.Draws) -> None:
    up, down = (simulated.power_at(drawn, 0.6, 0.05, side) for side in ("greater", "less"))
    assert up == pytest.approx(down, abs=0.06)
    assert up > simulated.power_at(drawn, 0.6, 0.05, "two-sided")


def test_no_power_is_said(drawn: simulated.Draws) -> None:
    assert simulated.bracket({0.0: 0.05, 0.9: 0.3}, 0.8) == (0.9, None)


def test_dependence_interval_contains_the_estimate(drawn: simulated.Draws) -> None:
    plain = simulated.without_mean(drawn.whitener)
    assert plain.columns == 1
    low, best, high = simulated.dependence_interval(plain, np.sin(np.arange(N) / 4), 0.90)
    assert low <= best <= high
    assert low < high
