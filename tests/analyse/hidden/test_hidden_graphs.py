"""Counts of decomposable graphs; published posteriors of Korea and Kosovo; the sum written out, graph by graph."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from yupay.analyse.hidden import doubt
from yupay.analyse.hidden.graph_average import average, terms
from yupay.analyse.hidden.graph_list import decomposable
from yupay.analyse.hidden.graphs import METHOD, estimate, over_priors
from yupay.analyse.hidden.tables import reordered
from yupay.model.estimate import Subject

KOREA = np.array([0, 5, 5, 54, 41, 6, 0, 12], dtype=float)
KOSOVO = np.array([0, 1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27], dtype=float)
UK = np.zeros(32)
UK[[1, 2, 4, 8, 16, 3, 5, 9, 6]] = 54, 463, 995, 695, 316, 15, 19, 3, 62
UK[[10, 18, 12, 20, 24, 7, 11, 14, 15]] = 19, 1, 76, 11, 8, 1, 1, 4, 1
TABLES = st.lists(st.integers(0, 40), min_size=7, max_size=7).map(lambda row: np.array([0, *row], dtype=float))


def subject(lists: int) -> Subject:
    return Subject(variables=tuple("abcdefgh"[:lists]), unit_of_analysis="person", unit="person")


@pytest.mark.parametrize(("lists", "graphs"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_published_numbers_of_decomposable_graphs(lists: int, graphs: int) -> None:
    found = decomposable(lists)
    assert found.powers.shape == (graphs, 2**lists)
    assert np.unique(found.powers, axis=0).shape[0] == graphs
    covered = found.powers[:, 1:] @ np.array([one.bit_count() for one in range(1, 2**lists)])
    assert (covered == lists).all()


def test_cliques_of_four_lists_leave_out_the_three_cycles_without_chord() -> None:
    found = decomposable(4)
    every = {found.cliques(graph) for graph in range(61)}
    assert (3, 6, 9, 12) not in every
    assert (3, 6, 12) in every
    assert (15,) in every


def test_published_posterior_of_korea() -> None:
    found = average(KOREA, 0.125, 2000)
    assert found.mean == pytest.approx(200.0258992, rel=1e-8)
    assert [found.quantile(p) for p in (0.025, 0.5, 0.975)] == [127, 163, 432]


def test_published_posterior_of_kosovo() -> None:
    found = average(KOSOVO, None, 40_000)
    assert found.mean == pytest.approx(12749.34927, rel=1e-8)
    assert [found.quantile(p) for p in (0.025, 0.5, 0.975)] == [9827, 12595, 16544]
    assert found.leading(1)[0][0] == (7, 13)


def test_the_sum_written_out_for_two_lists() -> None:
    y, ceiling, delta = np.array([0.0, 30, 20, 7]), 400, 0.25

    def joint(missing: int) -> float:
        total = 57 + missing
        both = sum(gammaln(n + delta) - gammaln(delta) for n in (missing, 30, 20, 7)) + gammaln(4 * delta)
        apart = 2 * gammaln(4 * delta) - gammaln(total + 4 * delta)
        for on in (37, 27):
            apart += sum(gammaln(n + 2 * delta) - gammaln(2 * delta) for n in (on, total - on))
        logs = np.array([both, apart]) - gammaln(total + 4 * delta)
        return float(np.logaddexp(*logs) + gammaln(total + 1) - gammaln(missing + 1) - np.log(total))

    logs = np.array([joint(missing) for missing in range(1, ceiling + 1)])
    expected = np.exp(logs - logs.max())
    assert average(y, delta, ceiling).posterior == pytest.approx(expected / expected.sum(), rel=1e-9)


@pytest.mark.parametrize("delta", [1 / 32, 0.5])
def test_leaving_graphs_out_of_blocks_changes_nothing(delta: float) -> None:
    part, powers, ceiling = terms(UK, delta), decomposable(5).powers[:, 1:].astype(float), 30_000
    missing = np.arange(1.0, ceiling + 1)
    total = np.full(ceiling, -np.inf)
    logs, prior = part.at(missing), part.prior(missing)
    for row in powers:
        total = np.logaddexp(total, row @ logs + prior)
    expected = np.exp(total - total.max())
    found = average(UK, delta, ceiling)
    assert np.abs(found.posterior - expected / expected.sum()).sum() < 1e-11
    assert found.graph_probabilities.sum() == pytest.approx(1)


@given(TABLES, st.permutations(range(3)))
@settings(max_examples=25, deadline=None)
def test_order_of_the_lists_changes_nothing(y: np.ndarray, order: list[int]) -> None:
    one, two = estimate(y, subject(3)), estimate(reordered(y, order), subject(3))
    assert one.value == two.value
    assert one.interval == two.interval
    if one.value is not None:
        assert one.parameters["mean"] == pytest.approx(two.parameters["mean"], rel=1e-9)


def test_a_list_without_anybody_is_left_out_and_said() -> None:
    wider = np.concatenate([KOSOVO, np.zeros(16)])
    one, two = estimate(KOSOVO, subject(4)), estimate(wider, subject(5))
    assert one.value == two.value
    assert one.parameters == two.parameters
    assert any("Lists without anybody on them, left out: e." == words.en for words in two.warnings)


def test_the_prior_count_decides_and_it_is_said() -> None:
    found = over_priors(UK, subject(5), ceiling=UK.sum() + 60_000)
    assert [one.value for one in found] == [22_990, 22_577, 21_302, 2_793, 2_807]
    assert len({one.id for one in found}) == 5
    assert all(one.warnings[-1].en.startswith("The prior decides") for one in found)
    assert found[0].interval is not None
    assert (found[0].interval.low, found[0].interval.high) == (10_387, 33_509)
    assert found[0].parameters["median_ceiling_half"] < found[0].value


def test_what_the_ceiling_decides_is_refused() -> None:
    thin = np.array([0, 60, 70, 1, 80, 0, 0, 0], dtype=float)
    found = estimate(thin, subject(3))
    assert found.value is None
    assert found.interval is None
    assert found.warnings[0].en.startswith("Not assessable: the ceiling")


def test_a_limit_that_the_ceiling_decides_is_left_open() -> None:
    found = estimate(np.array([0, 54, 5, 0, 50, 6, 0, 0], dtype=float), subject(3))
    assert found.value == 539
    assert found.interval is not None
    assert found.interval.low is not None
    assert found.interval.high is None
    assert found.se is None
    assert found.warnings[0].en.startswith("No upper limit: the ceiling")


@pytest.mark.parametrize(
    "y",
    [
        np.array([0.0, 5]),
        np.array([0.0, 5, 5, 5]),
        np.zeros(8),
        np.array([0.0, 5, 6, 0, 7, 0, 0, 0]),
        np.array([0.0, 5, 6, 3, 0, 0, 0, 0]),
        np.array([0.0, 0, 0, 0, 0, 0, 0, 1]),
        np.array([0.0, 0, 0, 0, 0, 0, 0, 50]),
    ],
)
def test_not_assessable_is_said(y: np.ndarray) -> None:
    found = estimate(y, subject(3))
    assert found.value is None
    assert found.method == METHOD.id
    assert found.warnings[0].en.startswith("Not assessable: ")
    assert found.warnings[0].es.startswith("No evaluable: ")
    assert [one.value for one in over_priors(y, subject(3))] == [None]


def test_seven_lists_and_a_low_ceiling_are_refused() -> None:
    y = np.zeros(128)
    y[[1 << k for k in range(7)]], y[3::4] = 9, 1
    assert "617,675" in estimate(y, subject(7)).warnings[0].en
    assert estimate(KOREA, subject(3), ceiling=100).value is None
    with pytest.raises(ValueError, match="1 to 6"):
        decomposable(7)


def test_more_people_with_the_same_shares_tell_more() -> None:
    apart = np.array([0.0, 60, 90, 40, 120, 80, 120, 60])
    few, many = average(apart), average(10 * apart)
    assert many.sd / many.mean < few.sd / few.mean
    assert few.below(few.posterior.size).mean == pytest.approx(few.mean)


def test_five_lists_to_200_000_within_50_megabytes() -> None:
    found = average(UK, None, 200_000)
    assert found.quantile(0.5) == 22_990
    tracemalloc.start()
    average(UK, None, 200_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50e6


def test_lists_by_size_do_not_depend_on_their_order() -> None:
    for order in itertools.permutations(range(4)):
        table = reordered(KOSOVO, order)
        assert np.array_equal(doubt.only(table, doubt.by_size(table)), doubt.only(KOSOVO, doubt.by_size(KOSOVO)))
