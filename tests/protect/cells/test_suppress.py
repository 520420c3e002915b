"""Do the hidden cells protect, in every table, and are they few?"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import plain, slow_intervals, tables

from yupay.protect.cells.audit import audit, intervals
from yupay.protect.cells.master import Master
from yupay.protect.cells.primary import coalition, small
from yupay.protect.cells.suppress import alone, suppress
from yupay.protect.cells.system import Axis, Cells, crossed, joined
from yupay.protect.cells.task import Outsider


def at_least_one(cells: Cells) -> np.ndarray:
    return np.minimum(cells.counts, 1).astype(float)


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([3, 5, 11]), st.sampled_from([1, 3, 10]), st.sampled_from([0.0, 1.0]))
def test_no_sensitive_cell_is_narrow(cells: Cells, k: int, width: int, seconds: float) -> None:
    sensitive = small(cells.counts, k)
    hidden = suppress(cells, sensitive, width=width, time_limit=seconds)
    assert audit(cells, hidden, sensitive, width).passed
    assert audit(cells, hidden, sensitive, width / 2, known_low=at_least_one(cells)).passed
    assert not hidden[cells.counts == 0].any()


@settings(max_examples=10, deadline=None)
@given(tables())
def test_the_same_by_one_programme_per_end(cells: Cells) -> None:
    sensitive = small(cells.counts, 11)
    hidden = suppress(cells, sensitive)
    for low, width in ((np.zeros(len(hidden)), 10), (at_least_one(cells), 5)):
        found = slow_intervals(cells, hidden, low)
        assert ((found[1] - found[0])[sensitive] >= width - 1e-6).all()


@settings(max_examples=30, deadline=None)
@given(tables())
def test_hidden_zeros_protect_as_well(cells: Cells) -> None:
    sensitive = small(cells.counts, 11)
    hidden = suppress(cells, sensitive, zeros_hidden=True)
    assert audit(cells, hidden, sensitive, 10).passed


@settings(max_examples=20, deadline=None)
@given(tables())
def test_hiding_everything_passes(cells: Cells) -> None:
    everything = cells.counts > 0
    assert audit(cells, everything, everything, 1e3, known_low=at_least_one(cells)).passed


@settings(max_examples=20, deadline=None)
@given(tables())
def test_a_table_with_nothing_sensitive_hides_nothing(cells: Cells) -> None:
    assert not suppress(cells, np.zeros(len(cells.counts), dtype=bool)).any()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=12, max_size=12), st.permutations(range(4)))
def test_another_order_of_the_members_protects_as_well(counts: list[int], order: list[int]) -> None:
    inner = np.array(counts).reshape(4, 3)
    for table in (inner, inner[order]):
        cells = plain(table)
        sensitive = small(cells.counts, 11)
        assert audit(cells, suppress(cells, sensitive), sensitive, 10).passed


def test_two_runs_hide_the_same() -> None:
    cells = plain(np.random.default_rng(3).poisson(6, (8, 4, 3)))
    sensitive = small(cells.counts, 11)
    assert (suppress(cells, sensitive) == suppress(cells, sensitive)).all()


@pytest.mark.parametrize(
    ("inner", "hides"), [([5, 0], 2), ([50, 0], 0), ([50, 5], 2), ([1, 10], 2), ([2, 7], 3), ([0, 0], 0)]
)
def test_tables_of_two_cells(inner: list[int], hides: int) -> None:
    """A total that is one cell is as small as that cell; 1 + 10 leaves 0 to 11."""
    cells = plain(np.array(inner))
    assert suppress(cells, small(cells.counts, 11)).sum() == hides


def test_a_chain_of_one_member_per_level() -> None:
    cells = crossed([Axis("place", ("A", "B"), {"A": "north", "north": "coast"})], np.array([4, 60]))
    sensitive = small(cells.counts, 11)
    hidden = suppress(cells, sensitive)
    assert sensitive.sum() == 3 and audit(cells, hidden, sensitive, 10).passed


def test_linked_tables_are_protected_together() -> None:
    counts = np.array([2, 2, 8, 8, 3, 3, 3, 7])
    names = tuple("ABIJKLMN")
    one = crossed([Axis("region", names, {name: "one" if name in "ABIJ" else "two" for name in names})], counts)
    two = crossed([Axis("region", names, {name: "big" if name in "LM" else "small" for name in names})], counts)
    cells = joined(one, two)
    sensitive = small(cells.counts, 4)
    hidden = suppress(cells, sensitive, width=3)
    assert audit(cells, hidden, sensitive, 3).passed
    assert cells.place[("K",)] in audit(cells, sensitive, sensitive, 3).exactly_recovered


def test_a_single_contributor_learns_nothing_more() -> None:
    cells = plain(np.array([[52, 15, 62, 17], [24, 18, 31, 8]]))
    sensitive = np.zeros(len(cells.counts), dtype=bool)
    sensitive[[cells.place["0.0", "1.1"], cells.place["0.0", "1.3"]]] = True
    insider = alone(cells, cells.place["0.0", "1.1"], 5)
    hidden = suppress(cells, sensitive, width=5, insiders=(insider,))
    low, high = intervals(cells, hidden, known_low=insider.low, known_high=insider.high)
    assert (high - low)[cells.place["0.0", "1.3"]] >= 5


def test_what_an_insider_knows_by_itself_does_not_stop_the_work() -> None:
    cells = plain(np.array([[4, 0], [30, 40]]))
    sensitive = small(cells.counts, 11)
    insider = alone(cells, cells.place["0.0", "1.0"], 10)
    assert audit(cells, suppress(cells, sensitive, insiders=(insider,)), sensitive, 10).passed


def test_the_first_study_s_size_keeps_its_bar() -> None:
    """43 districts, 4 purposes, 3 ages, 3,155 records, k = 11, width 10: at most 45 hidden besides, 58 % of the inner count printed."""
    rng = np.random.default_rng(1)
    share = rng.gamma(0.35, 1, 43)
    mean = (
        6
        * 43
        * 4
        * 3
        * np.multiply.outer(np.multiply.outer(share / share.sum(), [0.62, 0.2, 0.12, 0.06]), [0.1, 0.3, 0.6])
    )
    cells = plain(rng.poisson(mean))
    sensitive = small(cells.counts, 11)
    hidden = suppress(cells, sensitive)
    assert cells.counts[-1] == 3155 and sensitive.sum() == 316 and not hidden[-1]
    assert (hidden & ~sensitive).sum() <= 45
    assert cells.counts[cells.inner & ~hidden].sum() >= 0.58 * 3155
    assert audit(cells, hidden, sensitive, 10).passed


@settings(max_examples=15, deadline=None)
@given(tables())
def test_the_full_width_can_be_kept_from_who_knows_the_rule(cells: Cells) -> None:
    sensitive = small(cells.counts, 11)
    hidden = suppress(cells, sensitive, rule_width=10)
    assert audit(cells, hidden, sensitive, 10, known_low=at_least_one(cells)).passed


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12), st.lists(st.integers(0, 12), min_size=12, max_size=12))
def test_an_institution_that_takes_away_its_own_learns_nothing_more(mine: list[int], theirs: list[int]) -> None:
    own, cells = plain(np.array(mine).reshape(4, 3)), plain((np.array(mine) + theirs).reshape(4, 3))
    sensitive = small(cells.counts, 11) | coalition(cells.counts, own.counts[None], 11)
    insider = Outsider(own.counts.astype(float), np.full(len(own.counts), np.inf), 5)
    hidden = suppress(cells, sensitive, insiders=(insider,))
    assert not audit(cells, hidden, sensitive, 5, known_low=insider.low).too_narrow


def test_what_the_choice_itself_spends_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that needs many turns: less time means fewer turns, none begins when nothing is left, and all is protected."""
    random = np.random.default_rng(2)
    cells = plain(random.poisson(8 * random.gamma(0.5, 2, (4, 3, 3))))
    sensitive = small(cells.counts, 11)
    left: dict[float, list[tuple[float, int]]] = {0.1: [], 0.02: []}
    choose = Master.choose
    for seconds, turns in left.items():
        monkeypatch.setattr(
            Master, "choose", lambda self, work, at=turns: (at.append((work, self.work)), choose(self, work))[1]
        )
        hidden = suppress(cells, sensitive, time_limit=seconds)
        assert audit(cells, hidden, sensitive, 10).passed
        assert audit(cells, hidden, sensitive, 5, known_low=at_least_one(cells)).passed
        assert all(work >= 0 for work, _ in turns)
        assert all(later <= earlier - (after - before) for (earlier, before), (later, after) in pairwise(turns))
    assert 1 < len(left[0.02]) < len(left[0.1])
