"""Doubt about links: certain links give the plain table, doubt widens, and order is of no account."""

import numpy as np
import pytest

from yupay.analyse.hidden import linkage, stepwise
from yupay.model.estimate import Subject
from yupay.model.lists import LinkedEntries

SUBJECT = Subject(variables=("a", "b", "c"), unit_of_analysis="persons", unit="person")
Y = np.array([0.0, 120, 90, 45, 110, 50, 40, 18])


def entries(y: np.ndarray, probability: float) -> LinkedEntries:
    """One entry for each list a person is on; the entries of one person linked in a chain with this probability."""
    lists: list[int] = []
    pairs: list[tuple[int, int, float]] = []
    for cell in range(1, y.size):
        for _ in range(int(y[cell])):
            first = len(lists)
            lists += [k for k in range(3) if cell >> k & 1]
            pairs += [(at, at + 1, probability) for at in range(first, len(lists) - 1)]
    return LinkedEntries(lists=("a", "b", "c"), entries=tuple(lists), pairs=tuple(pairs))


def test_certain_links_give_the_plain_table_and_its_answer() -> None:
    linked = entries(Y, 1.0)
    assert (linkage.drawn_tables(linked, 3, 1) == Y).all()
    found = linkage.estimate(linked, SUBJECT)
    fit = stepwise.choose(Y, 0.02).fit
    assert found.value == pytest.approx(fit.estimate)
    assert found.parameters["share_between"] == pytest.approx(0, abs=1e-12)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx(fit.interval(0.95))


def test_links_of_probability_zero_are_no_links() -> None:
    apart = linkage.drawn_tables(entries(Y, 0.0), 2, 1)[0]
    assert apart[[3, 5, 6, 7]].sum() == 0
    found = linkage.estimate(entries(Y, 0.0), SUBJECT)
    assert found.value is None
    assert found.warnings[0].en.startswith("Not assessable")


def test_doubt_widens_and_fewer_links_raise_the_total() -> None:
    sure, unsure = linkage.estimate(entries(Y, 1.0), SUBJECT), linkage.estimate(entries(Y, 0.8), SUBJECT)
    assert unsure.parameters["share_between"] > 0  # type: ignore[operator]
    assert unsure.value > sure.value  # type: ignore[operator]
    width = [np.log((one.interval.high - one.n) / (one.interval.low - one.n)) for one in (sure, unsure)]  # type: ignore[union-attr,operator]
    assert width[1] > width[0]


def test_order_of_the_pairs_and_their_ends_changes_nothing() -> None:
    linked = entries(Y, 0.7)
    turned = linked.model_copy(update={"pairs": tuple((b, a, p) for a, b, p in reversed(linked.pairs))})
    assert (linkage.drawn_tables(linked, 5, 3) == linkage.drawn_tables(turned, 5, 3)).all()


def test_total_variance_by_hand() -> None:
    """Rubin: within .04, between .01 over two draws: .04 + 1.5 times .01."""
    found = linkage.Propagated(np.array([5.0, 5.0 + np.sqrt(0.02)]), np.array([0.04, 0.04]), np.array([10.0, 10.0]))
    variance, share, df = found.spread()
    assert variance == pytest.approx(0.055)
    assert share == pytest.approx(0.015 / 0.055)
    assert df == pytest.approx((0.055 / 0.015) ** 2)


def test_nobody_on_two_lists_is_not_assessable() -> None:
    found = linkage.estimate(LinkedEntries(lists=("a", "b"), entries=(0, 0, 1), pairs=()), SUBJECT)
    assert found.value is None


def test_the_people_seen_move_with_the_links_and_the_interval_holds_their_spread() -> None:
    """Sixty certain links and forty of one half: people and unseen move together, their sum most of all."""
    pairs = tuple((2 * k, 2 * k + 1, 1.0 if k < 60 else 0.5) for k in range(100))
    entries = (0, 1) * 100 + (0,) * 20 + (1,) * 20
    linked = LinkedEntries(lists=("A", "B"), entries=entries, pairs=pairs)
    about = Subject(variables=("A", "B"), unit_of_analysis="person", unit="person")
    one = linkage.estimate(linked, about, seed=1)
    tables = linkage.drawn_tables(linked, 200, 1)
    alone, other, both = tables[:, 1], tables[:, 2], tables[:, 3]
    totals, unseen = (alone + both) * (other + both) / both, alone * other / both
    within = (unseen**2 * (1 / alone + 1 / other + 1 / both)).mean()
    spread = np.sqrt(within + (1 + 1 / 200) * totals.var(ddof=1))
    assert (one.interval.high - one.interval.low) / (2 * 1.96) == pytest.approx(spread, rel=0.15)
    assert one.interval.low < 170
