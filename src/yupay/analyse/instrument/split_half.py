"""How alike are the scores of two halves of the same questionnaire, over all ways to halve it?

Formula: Guttman's split-half 4 cov(A, B) / var(A + B), which needs no equal variances of the halves; beside it, for one
split, Spearman-Brown 2 r / (1 + r). Over all splits: the largest is Guttman's lambda 4, the mean of equal halves of the raw
answers is alpha.
Reference: Guttman (1945), Psychometrika 10, 255-282; Spearman (1910) and Brown (1910), British Journal of Psychology 3,
271-295 and 296-322; Cronbach (1951), Psychometrika 16, 297-334.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core
from yupay.analyse.numerics import item_scores
from yupay.analyse.numerics.arrays import Floats, Truth, finite
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="split-half",
    label=Text(es="Confiabilidad: dos mitades", en="Reliability: split-half"),
    room=core.ROOM,
    formula="4 cov(A, B) / var(A + B) over all splits (or a sample of them); the mean, the least and the largest",
    reference="Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10, 255-282. Brown, W. "
    "(1910). Some experimental results in the correlation of mental abilities. British Journal of Psychology, 3, 296-322.",
    needs=Text(
        es="Dos o más ítems en la misma dirección; 3 o más personas",
        en="Two or more items in the same direction; 3 or more persons",
    ),
    fields=(
        "n",
        "seed",
        "parameters.odd_even",
        "parameters.first_second",
        "parameters.spearman_brown_odd_even",
        "parameters.largest",
        "parameters.least",
        "parameters.splits",
    ),
    message="instrument.split-half",
)
QUANTITY = Text(es="Dos mitades de Guttman, promedio de las particiones", en="Guttman split-half, mean of the splits")
ALL = 20_000


def split_half(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    seed: int,
    draws: int = 10_000,
    standardise: bool = False,
    halves: ArrayLike | None = None,
) -> Estimate:
    """The mean split-half reliability of answers (n, k), items already turned, with the least and the largest.

    Every split is taken where there are at most 20,000, else `draws` of them at random; `halves` (s, k) names the splits
    instead. `standardise`: of standardised items.
    """
    used, lost = cronbach.kept(core.answers(items, names), "complete")
    n, k = used.shape
    fields: dict[str, Any] = {"n": n, "warnings": core.left_out(lost)}
    short = core.too_small(n, k)
    if short is None and not used.sum(axis=1).var() > 1e-12:
        short = cronbach.NO_SPREAD
    if short is None and standardise and not (used.std(axis=0) > 0).all():
        short = core.flat([name for name, own in zip(names, used.std(axis=0), strict=True) if not own > 0])
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, **fields)
    covariance = item_scores.correlations(used) if standardise else item_scores.covariances(used)
    every = halves is None and count(k) <= ALL
    masks = _masks(k, every, draws, seed) if halves is None else np.asarray(halves, dtype=bool)
    found = guttman(covariance, masks)
    odd_even, first_second = np.arange(k) % 2 == 0, np.arange(k) < (k + 1) // 2
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        float(found.mean()),
        seed=None if every or halves is not None else seed,
        assumptions=(core.persons_independent(),),
        parameters={
            "items": k,
            "standardised": standardise,
            "splits": len(masks),
            "every_split": every,
            "largest": float(found.max()),
            "least": float(found.min()),
            "odd_even": float(guttman(covariance, odd_even[None])[0]),
            "first_second": float(guttman(covariance, first_second[None])[0]),
            "spearman_brown_odd_even": finite(spearman_brown(covariance, odd_even)),
            "spearman_brown_first_second": finite(spearman_brown(covariance, first_second)),
        },
        **fields,
    )


def count(k: int) -> int:
    """How many ways there are to halve `k` items (halves differ by one item where k is odd)."""
    return comb(k, k // 2) // (2 if k % 2 == 0 else 1)


def splits(k: int) -> Truth:
    """Every way to halve `k` items, as rows (s, k) that mark one half, in lexical order."""
    rows = list(combinations(range(k), k // 2))[: count(k)]
    masks = np.zeros((len(rows), k), dtype=bool)
    masks[np.arange(len(rows))[:, None], np.asarray(rows)] = True
    return masks


def _masks(k: int, every: bool, draws: int, seed: int) -> Truth:
    """Every split, or `draws` at random."""
    if every:
        return splits(k)
    order = np.random.default_rng(seed).random((draws, k)).argsort(axis=1)
    return np.asarray(order < k // 2)


def guttman(covariance: Floats, masks: Truth) -> Floats:
    """4 cov(A, B) / var(A + B) of each split (s,) marked by a row of `masks` (s, k)."""
    half = masks.astype(np.float64)
    across = ((half @ covariance) * (1.0 - half)).sum(axis=1)
    return np.asarray(4.0 * across / covariance.sum())


def spearman_brown(covariance: Floats, mask: Truth) -> float:
    """2 r / (1 + r) of the correlation of the two halves; NaN where a half does not vary."""
    half, rest = mask.astype(np.float64), 1.0 - mask
    own, other, across = half @ covariance @ half, rest @ covariance @ rest, half @ covariance @ rest
    if not own * other > 0:
        return float("nan")
    r = float(across / np.sqrt(own * other))
    return float(2.0 * r / (1.0 + r)) if r > -1.0 else float("nan")
