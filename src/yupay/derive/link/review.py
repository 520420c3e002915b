"""Which pairs wait for a person's eye, told by how they agree and never by who they are?"""

from collections.abc import Sequence

import numpy as np

from yupay.derive.link.comparisons import Compared
from yupay.derive.link.linked import Pattern, Review
from yupay.derive.link.score import Scored
from yupay.model.text import Text


def review(scored: Scored, waiting: np.ndarray, compared: Sequence[Compared], k: int) -> Review:
    """The patterns of the pairs that wait, those of fewer than `k` pairs pooled."""
    if not waiting.any():
        return Review(0, (), 0)
    kinds, place, counts = np.unique(scored.pattern[waiting], axis=0, return_inverse=True, return_counts=True)
    likely = np.bincount(place.reshape(-1), weights=scored.probability[waiting]) / counts
    order = [at for at in np.lexsort((np.arange(len(counts)), -counts)).tolist() if counts[at] >= k]
    shown = tuple(Pattern(_words(kinds[at], compared), int(counts[at]), float(likely[at])) for at in order)
    return Review(int(waiting.sum()), shown, int(waiting.sum()) - sum(one.pairs for one in shown))


def _words(levels: np.ndarray, compared: Sequence[Compared]) -> tuple[tuple[Text, Text | None], ...]:
    """The degree of agreement of each comparison in words."""
    pairs = zip(compared, levels.tolist(), strict=True)
    return tuple((one.label, one.names[level] if level >= 0 else None) for one, level in pairs)
