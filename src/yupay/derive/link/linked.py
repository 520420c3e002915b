"""What linkage says of itself: counts, shares and agreement patterns. Never a name, a number or a record."""

from dataclasses import dataclass, field

import numpy as np

from yupay.model.lists import Captures, LinkedEntries
from yupay.model.text import Text


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Pattern:
    """Pairs that agree alike: of each comparison its words and its degree of agreement (None: it cannot be made)."""

    agreement: tuple[tuple[Text, Text | None], ...]
    pairs: int
    probability: float


@dataclass(frozen=True)
class Review:
    """Pairs that wait for a person's eye: patterns of at least k pairs, the most first; `pooled` pairs are of rarer patterns."""

    pairs: int
    patterns: tuple[Pattern, ...]
    pooled: int


@dataclass(frozen=True)
class Linked:
    """What linking found.

    `sizes`: how many persons have 1, 2, 3 ... records, the last of 5 and more. `precision` is what the probabilities promise; `recall` is from
    hidden documents, None where fewer than 30 pairs have one. `recall_by_lists` holds (list, list, recall). `by_document`: pairs of the
    deterministic tier. `cut`: persons cut because they held two documents; `contradicting`: those that still hold two.
    `untrained`: comparisons whose weights are first guesses. `crowded`: records some key of which was shared by too many.
    """

    records: int
    persons: int
    pairs: int
    by_document: int
    sizes: tuple[int, ...]
    precision: float
    recall: Share | None
    recall_by_lists: tuple[tuple[str, str, float], ...]
    cut: int
    contradicting: int
    crowded: int
    untrained: tuple[Text, ...]
    review: Review
    overlaps: Captures
    corrected: Captures | None
    entries: np.ndarray = field(repr=False)
    ends: np.ndarray = field(repr=False)
    probabilities: np.ndarray = field(repr=False)

    def linked_entries(self) -> LinkedEntries:
        """The entries and the probability of each pair, for a total that carries the doubt about who is who."""
        pairs = zip(self.ends[:, 0].tolist(), self.ends[:, 1].tolist(), self.probabilities.tolist(), strict=True)
        return LinkedEntries(lists=self.overlaps.lists, entries=tuple(self.entries.tolist()), pairs=tuple(pairs))
