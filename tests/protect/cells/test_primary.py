"""Which cells are sensitive in themselves?"""

import numpy as np
from made_tables import plain

from yupay.protect.cells.primary import coalition, dominated, homogeneous, single, small


def test_small_counts_are_1_to_k_minus_1() -> None:
    assert small(np.array([0, 1, 10, 11]), 11).tolist() == [False, True, True, False]


def test_dominance_and_coalition() -> None:
    counts, held = np.array([20, 20, 20, 0]), np.array([[18, 10, 20, 0], [2, 10, 0, 0]])
    assert dominated(counts, held, 0.85).tolist() == [True, False, True, False]
    assert not dominated(counts, held, 1.0).any()
    assert coalition(counts, held, 11).tolist() == [True, True, False, False]
    assert coalition(counts, held, 3).tolist() == [True, False, False, False]


def test_a_group_with_one_modality_is_marked() -> None:
    cells = plain(np.array([[30, 0], [20, 15]]))
    assert [cells.keys[at] for at in np.flatnonzero(homogeneous(cells, "axis1"))] == [("0.0", "1.0")]
    assert ("", "1.1") not in [cells.keys[at] for at in np.flatnonzero(homogeneous(cells, "axis1"))]


def test_cells_with_one_contributor() -> None:
    assert single(np.array([2, 1, 0, 1])).tolist() == [1, 3]
