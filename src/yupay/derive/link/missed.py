"""How many pairs of one person were not found? Documents are hidden, one record in five at a time, and the linking done again.

A pair that agrees on its document is known to be one person. With the document hidden it is in the place of a pair that never had
one: the share of such pairs that the names and dates still join is the share of pairs without a document that are joined.
That holds where having a document and being misspelt are apart from each other; nothing in the records can check it.
Reference: the idea of a known sample for the missed share, as in Blakely and Salmond (2002), doi:10.1093/ije/31.6.1246.
"""

from dataclasses import dataclass, field

import numpy as np

from yupay.derive.link.clusters import Clusters, components, thresholds
from yupay.derive.link.options import LinkOptions
from yupay.derive.link.score import Scored

HIDDEN = 0.2
FEWEST = 30
STEADY = 25.0


@dataclass(frozen=True)
class Missed:
    """Of each pair of lists (lists, lists), symmetric: the pairs joined and those there must be; how sure the whole is.

    `recall` of all pairs with its standard error `se`; `tested`: the pairs whose document was hidden.
    """

    joined: np.ndarray = field(repr=False)
    there: np.ndarray = field(repr=False)
    recall: float
    se: float
    tested: int


def missed(scored: Scored, clusters: Clusters, lists: np.ndarray, count: int, options: LinkOptions) -> Missed | None:
    """How many pairs each pair of lists must hold; None where fewer than 30 pairs are known by their document."""
    known = np.flatnonzero(scored.sure & clusters.joined)
    if len(known) < FEWEST:
        return None
    kept, tried = survived(scored, known, len(lists), options)
    held = _between(lists, count, scored.a[known], scored.b[known], kept)
    of = _between(lists, count, scored.a[known], scored.b[known], tried)
    pairs = _between(lists, count, scored.a[known], scored.b[known], (tried > 0).astype(float))
    share = float(held.sum() / of.sum())
    # A pair of lists with few tested pairs leans on all of them.
    own = np.divide(held, of, out=np.full_like(of, share), where=of > 0)
    by_lists = np.maximum((own * pairs + share * STEADY) / (pairs + STEADY), 0.05)
    by_document, other = together(scored, clusters, lists, count, known)
    there = by_document + other / by_lists
    recall = float((by_document + other).sum() / max(there.sum(), 1e-9))
    without = float(other.sum() / max(share, 0.05) / max(there.sum(), 1e-9))
    distinct = int((tried > 0).sum())
    # of recall = 1 - without * (1 - share): only the share is estimated.
    se = without * float(np.sqrt(max(share * (1 - share), 1 / distinct / 4) / distinct))
    return Missed(by_document + other, there, recall, se, distinct)


def survived(scored: Scored, known: np.ndarray, size: int, options: LinkOptions) -> tuple[np.ndarray, np.ndarray]:
    """Of each known pair: how often it was still joined with its document hidden, and how often that was tried."""
    kept, tried = np.zeros(len(known)), np.zeros(len(known))
    least = thresholds(scored, options.threshold)
    threshold = np.log2(least / (1 - least))
    for test in range(options.tests):
        hidden = np.random.default_rng((options.seed, test)).random(size) < HIDDEN
        blind = hidden[scored.a] | hidden[scored.b]
        weight = scored.weight - np.where(blind, scored.document, 0)
        joined = np.where(blind, (weight >= threshold) & ~scored.only_document, scored.sure | (weight >= threshold))
        person = components(size, scored.a[joined], scored.b[joined])
        tried += blind[known]
        kept += blind[known] & (person[scored.a[known]] == person[scored.b[known]])
    return kept, tried


def together(
    scored: Scored, clusters: Clusters, lists: np.ndarray, count: int, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of records of one person by their lists: those known by document, and the others less the false ones among them."""
    by_document = _between(lists, count, scored.a[known], scored.b[known], np.ones(len(known)))
    a, b = inside(clusters.person)
    whole = _between(lists, count, a, b, np.ones(len(a)))
    direct = clusters.joined
    false = _between(lists, count, scored.a[direct], scored.b[direct], 1 - scored.probability[direct])
    return by_document, np.maximum(whole - by_document - false, 0)


def inside(person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of records of one person."""
    order = np.argsort(person, kind="stable")
    labels = person[order]
    ones, others, step = [], [], 1
    while step < len(order) and (same := labels[:-step] == labels[step:]).any():
        ones.append(order[:-step][same])
        others.append(order[step:][same])
        step += 1
    return (np.concatenate(ones), np.concatenate(others)) if ones else (np.zeros(0, int), np.zeros(0, int))


def _between(lists: np.ndarray, count: int, a: np.ndarray, b: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Pairs summed by their two lists, symmetric: (count, count); the diagonal once."""
    low, high = np.minimum(lists[a], lists[b]), np.maximum(lists[a], lists[b])
    half = np.bincount(low * count + high, weights=weight, minlength=count * count).reshape(count, count)
    whole: np.ndarray = half + np.triu(half, 1).T
    return whole
