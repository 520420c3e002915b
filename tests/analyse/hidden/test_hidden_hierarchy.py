"""The number of hierarchical models is that of the abstract simplicial complexes on all lists, less the full one."""

import itertools

import numpy as np
import pytest

from yupay.analyse.hidden import brackets, hierarchy


@pytest.mark.parametrize(
    ("t", "most_order", "count", "longest"),
    [
        (1, 2, 1, 2),
        (2, 2, 1, 3),
        (3, 2, 8, 7),
        (3, 9, 8, 7),
        (4, 2, 64, 11),
        (4, 3, 113, 15),
        (5, 2, 1_024, 16),
        (5, 4, 6_893, 31),
        (6, 2, 32_768, 22),
        (12, 1, 1, 13),
    ],
)
def test_how_many(t: int, most_order: int, count: int, longest: int) -> None:
    effects, lengths = hierarchy.models(t, most_order)
    assert effects.shape == (count, longest)
    assert lengths.max() == longest
    assert effects.dtype == lengths.dtype == np.int64
    assert ((effects >= 0).sum(axis=1) == lengths).all()
    assert (effects[:, : t + 1] == [0, *(1 << k for k in range(t))]).all()


@pytest.mark.parametrize(("t", "most_order"), [(3, 2), (4, 2), (4, 3)])
def test_they_are_all_sets_that_hold_their_parts(t: int, most_order: int) -> None:
    letters = hierarchy.interactions(t, most_order)
    every = itertools.chain.from_iterable(itertools.combinations(letters, k) for k in range(len(letters) + 1))
    wanted = {frozenset(one) for one in every if all(set(hierarchy.parts(effect)) <= set(one) for effect in one)}
    effects, lengths = hierarchy.models(t, most_order)
    found = [frozenset(row[t + 1 : length].tolist()) for row, length in zip(effects, lengths, strict=True)]
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_order_is_that_of_a_dictionary() -> None:
    effects, lengths = hierarchy.models(4, 3)
    place = {effect: at for at, effect in enumerate(hierarchy.interactions(4, 3))}
    spelled = [[place[one] for one in row[5:length].tolist()] for row, length in zip(effects, lengths, strict=True)]
    assert spelled == sorted(spelled)
    parents = hierarchy.parents(effects, lengths)
    assert parents[0] == -1
    assert all(spelled[parent] == word[:-1] for parent, word in zip(parents[1:], spelled[1:], strict=True))


def test_interactions_by_size_then_lists() -> None:
    words = [brackets.written([effect], 4).split(",")[0].strip("[]") for effect in hierarchy.interactions(4, 3)]
    assert words == ["12", "13", "14", "23", "24", "34", "123", "124", "134", "234"]


@pytest.mark.parametrize(("t", "most_order"), [(6, 3), (7, 2), (12, 11)])
def test_more_than_a_million_are_refused(t: int, most_order: int) -> None:
    with pytest.raises(ValueError, match="more than 1,000,000 models"):
        hierarchy.models(t, most_order)
