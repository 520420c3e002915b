"""What is the posterior of how many are missing, averaged over every decomposable graph between the lists?

Formula: see `graphs`. log D(C) depends on N through one cell only, so 2**t - 1 terms a value of N carry all graphs; the
sum is taken in blocks of N. In a block of width w a graph's log is at most the larger end plus w**2 / 8 times a bound of
its downward curvature (from trigamma functions at the start of the block): graphs that stay below exp(-45) of the
largest value are left out of the block, and no matrix of graphs by N is ever held.
Reference: Madigan and York (1997), Biometrika 84, 19-31; Dawid and Lauritzen (1993), Annals of Statistics 21, 1272-1317.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, polygamma

from yupay.analyse.hidden.graph_list import Graphs, decomposable
from yupay.analyse.hidden.tables import Cells, lists_of, seen, size

NEGLIGIBLE = 45.0
WIDTH = 4.0
MOST_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Averaged:
    """The posterior of how many are missing, and of the graphs.

    `posterior` (ceiling,) is the probability that 1, 2, ..., ceiling are missing; `graph_probabilities` goes with
    `graphs.powers`. `seen` were seen; `delta` is the prior count of a cell.
    """

    seen: int
    delta: float
    graphs: Graphs
    posterior: np.ndarray
    graph_probabilities: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """The totals that the posterior is about."""
        return self.seen + np.arange(1, self.posterior.size + 1)

    @property
    def mean(self) -> float:
        """The posterior mean of the total."""
        return float(self.posterior @ self.total)

    @property
    def sd(self) -> float:
        """The posterior standard deviation of the total."""
        return float(np.sqrt(self.posterior @ (self.total - self.mean) ** 2))

    @property
    def mode(self) -> int:
        """The most probable total."""
        return int(self.total[self.posterior.argmax()])

    def quantile(self, p: float) -> int:
        """The smallest total whose cumulated probability reaches p."""
        place = int(np.searchsorted(np.cumsum(self.posterior), p * self.posterior.sum()))
        return int(self.total[min(place, self.posterior.size - 1)])

    def below(self, ceiling: int) -> "Averaged":
        """The posterior had no more than `ceiling` been allowed to be missing; the graphs' probabilities are kept."""
        kept = self.posterior[:ceiling]
        return Averaged(self.seen, self.delta, self.graphs, kept / kept.sum(), self.graph_probabilities)

    def leading(self, most: int = 3) -> list[tuple[tuple[int, ...], float]]:
        """The most probable graphs: their cliques (sets of lists) and probability."""
        first = np.argsort(-self.graph_probabilities, kind="stable")[:most]
        return [(self.graphs.cliques(int(g)), float(self.graph_probabilities[g])) for g in first]


@dataclass(frozen=True)
class Terms:
    """What log D(C) needs for every set of lists C but the empty one (place 0).

    `unseen`: people seen on no list of C; `a`: the prior count of a cell of C; `fixed`: the part without N.
    """

    seen: int
    whole: float
    unseen: np.ndarray
    a: np.ndarray
    fixed: np.ndarray

    def at(self, missing: np.ndarray) -> np.ndarray:
        """Log D(C), (sets, missing), less the part that every set shares: see `shared`."""
        total = gammaln(missing + self.seen + self.whole)
        return np.asarray(
            gammaln(missing[None, :] + (self.unseen + self.a)[:, None]) + self.fixed[:, None] - total[None, :]
        )

    def prior(self, missing: np.ndarray) -> np.ndarray:
        """Log of N! / (N - n)! / N: the arrangements of the unseen and the prior 1 / N."""
        total = missing + self.seen
        return np.asarray(gammaln(total + 1) - gammaln(missing + 1) - np.log(total))

    def bend(self, powers: np.ndarray, missing: float) -> np.ndarray:
        """For each graph, how much its log can at most bend downwards at `missing` or more: a bound of -f''."""
        below = np.minimum(powers, 0.0) @ -polygamma(1, missing + self.unseen + self.a)
        together = np.maximum(powers.sum(axis=1), 0.0) * polygamma(1, missing + self.seen + self.whole)
        return np.asarray(below + together + polygamma(1, missing + 1.0))


def terms(y: Cells, delta: float) -> Terms:
    """The terms of a table with prior count `delta` a cell."""
    t = lists_of(y)
    every = np.arange(1, 2**t)
    a = np.array([delta * 2.0 ** (t - size(int(one))) for one in every])
    whole = delta * 2.0**t
    unseen, fixed = np.zeros(every.size), np.zeros(every.size)
    for place, one in enumerate(every):
        table = np.bincount(np.arange(2**t) & one, weights=y)
        unseen[place] = table[0]
        counts = table[1:][table[1:] > 0]
        fixed[place] = (gammaln(counts + a[place]) - gammaln(a[place])).sum() - gammaln(a[place]) + gammaln(whole)
    return Terms(seen(y), whole, unseen, a, fixed)


def average(y: Cells, delta: float | None = None, ceiling: int | None = None, graphs: Graphs | None = None) -> Averaged:
    """The posterior of the number missing, 1 to `ceiling` (None: 20 times the seen), over all decomposable graphs.

    `y` has 2 to 6 lists, each with somebody on it; `delta` is the prior count of a cell (None: 2**-t).
    """
    t = lists_of(y)
    prior = 2.0**-t if delta is None else delta
    most = 20 * seen(y) if ceiling is None else int(ceiling)
    family = decomposable(t) if graphs is None else graphs
    powers = family.powers[:, 1:].astype(np.float64)
    posterior, weights = _summed(terms(y, prior), powers, most)
    return Averaged(seen(y), prior, family, posterior / posterior.sum(), weights / weights.sum())


def _summed(part: Terms, powers: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Unnormalised posterior of 1..most missing (most,) and weight of each graph, block by block."""
    edges = _edges(most)
    at_edges = powers @ part.at(edges) + part.prior(edges)
    largest = float(at_edges.max())
    posterior, weights = np.zeros(most), np.zeros(powers.shape[0])
    for place, (start, stop) in enumerate(itertools.pairwise(edges)):
        bound = at_edges[:, place : place + 2].max(axis=1) + part.bend(powers, start) * (stop - start) ** 2 / 8
        keep = np.flatnonzero(bound > largest - NEGLIGIBLE)
        if keep.size == 0:
            continue
        missing = np.arange(start, stop)
        logs, prior = part.at(missing), part.prior(missing) - largest
        for some in np.array_split(keep, 1 + keep.size * missing.size // MOST_AT_ONCE):
            weight = np.exp(powers[some] @ logs + prior)
            posterior[int(start) - 1 : int(stop) - 1] += weight.sum(axis=0)
            weights[some] += weight.sum(axis=1)
    return posterior, weights


def _edges(most: int) -> np.ndarray:
    """Where the blocks of 1..most begin, widening with the square root; the last is most + 1."""
    edges = [1.0]
    while edges[-1] <= most:
        edges.append(edges[-1] + max(1.0, np.floor(WIDTH * np.sqrt(edges[-1]))))
    return np.array([*edges[:-1], most + 1.0])
