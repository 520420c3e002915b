"""Shares of a sample: they add up, no stratum gives more than it has, and Neyman's variance is never the larger."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yupay.analyse.plan.allocation import METHOD, allocation, shares
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x",), unit_of_analysis="person")
STRATA = st.lists(st.tuples(st.integers(1, 5000), st.floats(0.1, 20)), min_size=1, max_size=8)


def test_neyman_by_hand() -> None:
    """Strata of 100 and 300 with deviations 6 and 2 weigh the same: 20 each of 40; proportional: 10 and 30."""
    strata, spread = {"a": 100, "b": 300}, {"a": 6.0, "b": 2.0}
    assert [one.value for one in allocation(40, strata, SUBJECT, deviations=spread)] == [20, 20, 40]
    made = allocation(40, strata, SUBJECT)
    assert [one.value for one in made] == [10, 30, 40]
    assert [one.key for one in made] == ["a", "b", "total"]
    assert made[0].method == METHOD.id and made[0].parameters["quota"] == 10


def test_a_stratum_is_taken_whole_and_the_rest_shared_again() -> None:
    made = allocation(60, {"a": 10, "b": 100, "c": 100}, SUBJECT, deviations={"a": 50.0, "b": 1.0, "c": 1.0})
    assert [one.value for one in made] == [10, 25, 25, 60]


def test_rounding_up_may_add_to_more_and_says_so() -> None:
    made = allocation(10, {"a": 33, "b": 33, "c": 34}, SUBJECT, rounding="up")
    assert [one.value for one in made] == [4, 4, 4, 12]
    assert "rounded up" in made[0].design.en


def test_a_lonely_unit_is_told() -> None:
    made = allocation(10, {"a": 2, "b": 998}, SUBJECT)
    assert [one.value for one in made] == [1, 9, 10]
    assert made[-1].warnings[0].en.endswith(": a.")


@given(STRATA, st.floats(0.01, 1), st.booleans())
def test_shares_add_up(strata: list[tuple[int, float]], part: float, neyman: bool) -> None:
    sizes = {str(h): size for h, (size, _) in enumerate(strata)}
    n = max(len(strata), int(part * sum(sizes.values())))
    spread = {str(h): sd for h, (_, sd) in enumerate(strata)} if neyman else None
    *each, total = allocation(n, sizes, SUBJECT, deviations=spread)
    assert total.value == n == sum(one.value for one in each)
    assert all(1 <= one.value <= sizes[one.key] for one in each)


@given(STRATA, st.floats(0.05, 0.9))
def test_neyman_is_never_worse(strata: list[tuple[int, float]], part: float) -> None:
    sizes = np.array([size for size, _ in strata])
    spread = np.array([sd for _, sd in strata])
    n = part * sizes.sum()

    def variance(quotas: np.ndarray) -> float:
        return float((sizes**2 * spread**2 * (1 / quotas - 1 / sizes)).sum())

    best, plain = shares(n, sizes, spread), shares(n, sizes, np.ones(sizes.size))
    assert best.sum() == pytest.approx(n) and plain.sum() == pytest.approx(n)
    assert variance(best) <= variance(plain) * (1 + 1e-9) + 1e-6


@pytest.mark.parametrize(
    ("n", "strata", "spread"),
    [
        (10, {}, None),
        (10, {"a": 0}, None),
        (10, {"a": -1, "b": 20}, None),
        (0, {"a": 5}, None),
        (10, {"a": 5}, None),
        (2, {"a": 5}, {"b": 1.0}),
        (2, {"a": 5}, {"a": 0.0}),
        (2, {"a": 5}, {"a": float("nan")}),
    ],
)
def test_not_assessable_is_said(n: int, strata: dict[str, int], spread: dict[str, float] | None) -> None:
    (one,) = allocation(n, strata, SUBJECT, deviations=spread)
    assert one.value is None and one.key == "total"
    assert one.warnings[0].es.startswith("No evaluable: ")


def test_an_empty_stratum_gets_nothing() -> None:
    assert [one.value for one in allocation(4, {"a": 0, "b": 9}, SUBJECT)] == [0, 4, 4]
