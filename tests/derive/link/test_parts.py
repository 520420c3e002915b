"""The parts of linkage: weights learned from pairs whose truth is known, chains cut, overlaps raked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from yupay.derive.link.clusters import components, thresholds
from yupay.derive.link.comparisons import ALL, GIVEN, PLACE, SEX
from yupay.derive.link.missed import Missed, inside
from yupay.derive.link.model import Parameters, maximised
from yupay.derive.link.overlaps import captured, corrected, histories, margins, raked
from yupay.derive.link.score import Scored, sure

COMPARED = (GIVEN, PLACE, SEX)
M = {"given": (0.02, 0.02, 0.03, 0.03, 0.05, 0.1, 0.3, 0.45), "place": (0.2, 0.8), "sex": (0.02, 0.98)}
U = {"given": (0.9, 0.03, 0.02, 0.02, 0.01, 0.01, 0.008, 0.002), "place": (0.97, 0.03), "sex": (0.4, 0.6)}


def test_expectation_maximisation_finds_the_weights_that_made_the_pairs():
    draw, pairs, share = np.random.default_rng(2), 200_000, 0.3
    same = draw.random(pairs) < share
    seen = np.stack(
        [
            np.where(
                same,
                draw.choice(len(M[one.name]), pairs, p=M[one.name]),
                draw.choice(len(U[one.name]), pairs, p=U[one.name]),
            )
            for one in COMPARED
        ],
        axis=1,
    )
    kinds, counts = np.unique(seen, axis=0, return_counts=True)
    guess = {one.name: (one.rest, *(level.m for level in reversed(one.levels))) for one in COMPARED}
    found = maximised(Parameters(guess, U, 1e-4), COMPARED, kinds, counts.astype(float))
    assert found["given"].sum() == pytest.approx(pairs * share, rel=0.02)
    for one in COMPARED:
        assert found[one.name] / found[one.name].sum() == pytest.approx(np.array(M[one.name]), abs=0.015)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_first_guesses_are_shares_of_one_whole(one):
    assert sum(level.m for level in one.levels) + one.rest == pytest.approx(1, abs=0.02)
    assert len(one.names) == len(one.levels) + 1


def scored(pairs, sure_pairs=(), lacking=()):
    """Pairs with their log2 odds."""
    a, b, weight = (np.array(column) for column in zip(*pairs, strict=True))
    none = np.zeros(len(pairs), dtype=bool)
    is_sure, is_lacking = none.copy(), none.copy()
    is_sure[list(sure_pairs)], is_lacking[list(lacking)] = True, True
    return Scored(
        a, b, weight.astype(float), np.zeros(len(pairs)), none, is_sure, is_lacking, np.zeros((len(pairs), 1)), ("x",)
    )


def test_pairs_without_a_maternal_name_have_a_lower_threshold_as_long_as_precision_is_promised():
    many = [(at, at + 1, 9.0) for at in range(200)] + [(300, 301, 2.0), (302, 303, 2.0)]
    found = thresholds(scored(many, lacking=range(201)), 0.95)
    assert found[200] == pytest.approx(0.8, abs=0.01)
    assert found[201] == 0.95


def test_the_lower_threshold_never_rises_and_never_falls_below_one_half():
    few = scored([(0, 1, 2.0), (2, 3, -1.0)], lacking=(0, 1))
    assert thresholds(few, 0.95).tolist() == [0.95, 0.95]


def test_the_deterministic_tier_needs_more_than_a_document():
    names = ("surnames", "born", "document")
    pattern = np.array([[9, -1, 2], [0, 6, 2], [0, 0, 2], [9, 6, 1], [-1, -1, 2]])
    assert sure(pattern, names).tolist() == [True, True, False, False, False]


@given(some.lists(some.integers(0, 4), max_size=25))
def test_all_pairs_of_one_person_and_no_other(labels):
    person = np.array(labels, dtype=int)
    a, b = inside(person)
    found = {(min(pair), max(pair)) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    assert found == {(i, j) for i in range(len(labels)) for j in range(i + 1, len(labels)) if labels[i] == labels[j]}
    assert len(a) == len(found)


def test_records_in_a_chain_are_one():
    assert len(set(components(5, np.array([0, 1]), np.array([1, 2])).tolist())) == 3


@given(some.lists(some.integers(1, 60), min_size=7, max_size=7))
def test_without_errors_nothing_is_corrected(counts):
    seen = np.array([0, *counts], dtype=float)
    joined = np.ones((3, 3))
    entries = np.diag(margins(seen, 3))
    found = corrected(seen, entries, Missed(joined, joined, 1.0, 0.0, 100))
    assert found == pytest.approx(seen)


@given(some.lists(some.integers(5, 60), min_size=7, max_size=7), some.floats(1.0, 1.1))
def test_raking_gives_the_people_of_every_pair_of_lists(counts, factor):
    seen = np.array([0, *counts], dtype=float)
    target = margins(seen, 3)
    target[0, 1] = target[1, 0] = target[0, 1] * factor
    found = raked(seen, target)
    assert margins(found, 3) == pytest.approx(target, rel=1e-4)
    assert found[0] == 0


def test_missed_links_come_back():
    """Half of the pairs of two lists are missed: as many overlaps come back, and the people seen are fewer."""
    true = np.array([0.0, 60.0, 60.0, 40.0])
    seen = np.array([0.0, 80.0, 80.0, 20.0])
    joined, there = np.full((2, 2), 20.0), np.array([[20.0, 40.0], [40.0, 20.0]])
    found = corrected(seen, np.array([100.0, 100.0]), Missed(joined, there, 0.5, 0.05, 100))
    assert found == pytest.approx(true)


def test_whole_numbers_keep_their_sum():
    found = captured(np.array([0, 1.4, 2.4, 3.2]), ("a", "b"))
    assert found.counts == (0, 2, 2, 3)


def test_a_person_twice_on_a_list_is_there_once():
    assert histories(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]), 2).tolist() == [0, 0, 1, 1]
