"""Noise: drawn once, kept, paid for once, never past the cap; its size is the one that the formula says."""

import builtins
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from yupay.keep.ledger import Ledger, open_ledger, read_ledger, spent
from yupay.model.problem import StudyProblems
from yupay.model.registry import CellKey
from yupay.protect import noise

KEYS = [CellKey(place=f"L{at:02d}") for at in range(40)]
COUNTS = list(range(40))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.jsonl") as opened:
        yield opened


def ask(ledger: Ledger, data: str = "d1", epsilon: float = 1.0, keys: list[CellKey] = KEYS) -> list[int | None]:
    given = {"table": "t", "data": data, "keys": keys, "counts": COUNTS[: len(keys)], "epsilon": epsilon, "cap": 2.0}
    return [cell.count for cell in noise.noisy_counts(ledger, "e", "2025-01-01", **given)]


def test_the_same_data_give_the_same_figures_and_cost_nothing_more(ledger: Ledger) -> None:
    first = ask(ledger)
    assert first != COUNTS and ask(ledger) == first == ask(ledger, epsilon=0.1)
    assert spent(ledger.entries) == 1.0 and len(read_ledger(ledger.path)) == 1


def test_other_data_are_drawn_anew_up_to_the_cap(ledger: Ledger) -> None:
    assert ask(ledger) != ask(ledger, "d2")
    before = ledger.path.read_bytes()
    with pytest.raises(StudyProblems) as refused:
        ask(ledger, "d3", epsilon=0.001)
    assert refused.value.problems[0].code == "P655"
    assert ledger.path.read_bytes() == before


def test_cells_that_were_not_drawn_yet_are_drawn_alone(ledger: Ledger) -> None:
    few = ask(ledger, keys=KEYS[:10])
    assert ask(ledger)[:10] == few
    assert [len(entry.cells) for entry in ledger.entries] == [10, 30]


@pytest.mark.parametrize("epsilon", [0.0, -1.0, math.nan, math.inf, 2.5])
def test_an_epsilon_that_is_none_is_refused(ledger: Ledger, epsilon: float) -> None:
    with pytest.raises(StudyProblems) as refused:
        ask(ledger, epsilon=epsilon)
    assert refused.value.problems[0].code == "P655" and not ledger.entries


def test_nothing_is_published_that_was_not_kept(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StudyProblems([])

    monkeypatch.setattr(Ledger, "_add", full)
    with pytest.raises(StudyProblems):
        ask(ledger)


@pytest.mark.parametrize(("epsilon", "people"), [(0.5, 1), (2.0, 1), (1.0, 3)])
def test_the_noise_has_the_size_of_its_formula(epsilon: float, people: int) -> None:
    drawn = np.array(noise.draw([100] * 40_000, people / epsilon, people, epsilon)) - 100
    share = epsilon / people
    mean, variance = noise.mean_absolute_error(share), 1 / (2 * math.sinh(share / 2) ** 2)
    assert abs(np.abs(drawn).mean() - mean) < 5 * math.sqrt((variance - mean**2) / len(drawn))
    chance = noise.no_noise_probability(share)
    assert abs((drawn == 0).mean() - chance) < 5 * math.sqrt(chance * (1 - chance) / len(drawn))


def test_a_draw_that_costs_more_than_is_said_is_refused() -> None:
    with pytest.raises(ArithmeticError):
        noise.draw([1], scale=1.0, people=2, epsilon=1.0)


def test_without_opendp_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> object:
        if name.startswith("opendp"):
            raise ImportError
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StudyProblems) as refused:
        noise.draw([1], 1.0, 1, 1.0)
    assert refused.value.problems[0].code == "P656"


@pytest.mark.parametrize("rho", [0.001, 1 / 18, 0.5, 3.0])
@pytest.mark.parametrize("delta", [1e-9, 1e-6, 1e-3])
def test_epsilon_at_delta_is_that_of_opendp(rho: float, delta: float) -> None:
    import opendp.prelude as dp

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="f64")
    measure = dp.c.make_zCDP_to_approxDP(dp.m.make_gaussian(*space, scale=math.sqrt(1 / (2 * rho))))
    peer = measure.map(1.0).epsilon(delta)
    assert noise.epsilon_at(rho, delta) == pytest.approx(peer, rel=1e-3)
    assert noise.epsilon_at(rho, delta) <= noise.epsilon_bound(rho, delta)
