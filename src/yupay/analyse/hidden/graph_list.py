"""Which graphs over the lists are decomposable, and which sets of lists are their cliques and separators?

Formula: a graph is decomposable (chordal) when its vertices can be removed one after another, each with its remaining
neighbours joined to each other. Removing v with neighbours B turns the joint distribution into p(v, B) / p(B) times
that of the rest: over all removals the sets that do not cancel are the maximal cliques (once each, above the line) and
the separators (below it, as often as they occur).
Reference: Lauritzen (1996), Graphical Models, section 2.1; Dawid and Lauritzen (1993), Annals of Statistics 21,
1272-1317.
"""

from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden.tables import pairs

MOST_GRAPH_LISTS = 6


@dataclass(frozen=True)
class Graphs:
    """All decomposable graphs over some lists.

    `powers` (graphs, 2**lists) int8: +1 at the maximal cliques of a graph, minus the multiplicity at its separators, 0
    elsewhere; the empty set, whose term is 1, is 0.
    """

    lists: int
    powers: np.ndarray

    def cliques(self, graph: int) -> tuple[int, ...]:
        """The maximal cliques of one graph, as sets of lists."""
        return tuple(int(one) for one in np.flatnonzero(self.powers[graph] > 0))


def decomposable(lists: int) -> Graphs:
    """The decomposable graphs over 1 to 6 lists: 1, 2, 8, 61, 822, 18,154.

    Raises:
        ValueError: more lists (617,675 graphs for seven).

    """
    if not 1 <= lists <= MOST_GRAPH_LISTS:
        raise ValueError(f"decomposable graphs are listed for 1 to {MOST_GRAPH_LISTS} lists")
    near = neighbours(lists)
    left = np.full(near.shape[1], 2**lists - 1)
    powers = np.zeros((near.shape[1], 2**lists), dtype=np.int8)
    for _ in range(lists):
        near, left, powers = _remove_one(near, left, powers)
    powers[:, 0] = 0
    return Graphs(lists, powers)


def neighbours(lists: int) -> np.ndarray:
    """Every graph over the lists: (lists, graphs), the set of neighbours of each list in each graph."""
    edges = pairs(lists)
    number = np.arange(2 ** len(edges))
    near = np.zeros((lists, number.size), dtype=np.int64)
    for place, edge in enumerate(edges):
        present = number >> place & 1
        for v in range(lists):
            if edge >> v & 1:
                near[v] |= present * (edge ^ (1 << v))
    return near


def _remove_one(near: np.ndarray, left: np.ndarray, powers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Remove one vertex whose neighbours are joined to each other from every graph; graphs without one are dropped."""
    lists, graphs = near.shape
    chosen = np.full(graphs, -1)
    for v in range(lists):
        chosen[(chosen < 0) & (left >> v & 1 == 1) & _simplicial(near, v, left)] = v
    keep = np.flatnonzero(chosen >= 0)
    near, left, powers, chosen = near[:, keep], left[keep], powers[keep], chosen[keep]
    every = np.arange(keep.size)
    around = near[chosen, every] & left
    powers[every, around | 1 << chosen] += 1
    powers[every, around] -= 1
    return near, left & ~(1 << chosen), powers


def _simplicial(near: np.ndarray, v: int, left: np.ndarray) -> np.ndarray:
    """Whether the remaining neighbours of v are all joined to each other, for each graph."""
    around = near[v] & left
    joined = np.ones(left.size, dtype=bool)
    for u in range(near.shape[0]):
        joined &= (around >> u & 1 == 0) | (around & ~(near[u] | 1 << u) == 0)
    return joined
