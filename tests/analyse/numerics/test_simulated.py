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
    noise = np.random.default_rng(2).standard_normal((200, N))
    for ladder in simulated.ladders(plain):
        low, best, high = simulated.dependence_interval(plain, ladder, np.sin(np.arange(N) / 4), noise, 0.90)
        assert 0 <= low <= best <= high < len(ladder.rungs)
        assert low < high


def test_the_ends_are_those_of_a_walk_over_every_rung(drawn: simulated.Draws) -> None:
    """Bisection finds what trying all rungs finds, up to a rung of noise."""
    plain = simulated.without_mean(drawn.whitener)
    noise, values = np.random.default_rng(2).standard_normal((400, N)), np.maximum(np.sin(np.arange(N) / 3), -0.2)
    ladder, margin = simulated.ladders(plain)[0], ranks.normal_scores(values)
    observed = simulated._autoregression(plain, margin[None])[0]
    found = [
        simulated._autoregression(plain, ranks.with_margin(ladder.fields(noise, rung), margin))
        for rung in range(len(ladder.rungs))
    ]
    inside = [k for k, one in enumerate(found) if (one >= observed).mean() > 0.05 and (one <= observed).mean() > 0.05]
    low, _, high = simulated.dependence_interval(plain, ladder, values, noise, 0.90)
    assert low == pytest.approx(inside[0], abs=1)
    assert high == pytest.approx(inside[-1], abs=1)


def test_the_interval_covers_what_made_the_map(drawn: simulated.Draws) -> None:
    """90 % intervals of 60 maps with rho .8 and half the values tied: at least 46 hold .8, and no bias is left."""
    plain = simulated.without_mean(drawn.whitener)
    ladder, noise = simulated.ladders(plain)[0], np.random.default_rng(5).standard_normal((200, N))
    truth = int(np.argmin(np.abs(np.array(ladder.rungs) - 0.8)))
    maps = np.maximum(ladder.fields(np.random.default_rng(6).standard_normal((60, N)), truth), 0.0)
    ends = np.array([simulated.dependence_interval(plain, ladder, one, noise, 0.90) for one in maps])
    assert ((ends[:, 0] <= truth) & (truth <= ends[:, 2])).sum() >= 46
    assert np.median(ends[:, 1]) == pytest.approx(truth, abs=5)
