"""How sure is a total of scores under the design, by Taylor linearisation?

Formula: V = sum over stages and strata of share (1 - f) n_h / (n_h - 1) sum over clusters (z_hc - zbar_h)^2, where z_hc
is the sum of the weighted scores of a cluster (0 for a cluster without a case in the domain), f the fraction drawn and
share the product of the fractions of the stages before.
Reference: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, chapters 4 and 5; Lumley (2010),
Complex Surveys, chapter 3, for the rules of a stratum with one cluster.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics.arrays import Floats, Truth, Whole
from yupay.analyse.numerics.designs import Calibration, Design, DesignError, Stage
from yupay.model.sample import Lonely

BLOCK = 2_000_000


def variance(design: Design, scores: ArrayLike) -> Floats:
    """Variance (q, q) of the totals of weighted influence values `scores` (n, q) or (n,).

    `scores` are already multiplied by the weights and are 0 for rows outside a domain, so that every cluster stays.

    Raises:
        DesignError: a stratum has one cluster and the rule is "fail".

    """
    table = np.asarray(scores, dtype=np.float64)
    table = table.reshape(table.shape[0], -1)
    for calibration in design.calibrations:
        table = residuals(calibration, table)
    found = np.zeros((table.shape[1], table.shape[1]))
    for number, stage in enumerate(design.stages):
        if number and not (stage.share > 0).any():
            break
        found += stage_variance(stage, cluster_sums(stage, table), design.lonely, number + 1)
    return found


def cluster_sums(stage: Stage, table: Floats) -> Floats:
    """The sums (C, q) of scores (n, q) in each cluster of a stage."""
    count = stage.stratum.size
    if count == table.shape[0] and np.array_equal(stage.cluster, np.arange(count)):
        return table
    return np.column_stack([np.bincount(stage.cluster, column, count) for column in table.T])


def stage_variance(stage: Stage, sums: Floats, lonely: Lonely, number: int = 1) -> Floats:
    """What one stage adds to the variance (q, q), from the sums (C, q) of its clusters."""
    strata = stage.size.size
    means = np.column_stack([np.bincount(stage.stratum, column, strata) for column in sums.T]) / stage.size[:, None]
    alone, spread = lonely_strata(stage, lonely, number), cluster_spread(stage)
    if lonely == "adjust":
        means[alone] = 0.0
    distance = (sums - means[stage.stratum]) * np.sqrt(spread)[:, None]
    product: Floats = distance.T @ distance
    if lonely == "average":
        larger = np.sqrt(_enlarged(stage, sums, alone))
        product *= np.outer(larger, larger)
    return product


def _whole(stage: Stage) -> Truth:
    """The strata (H,) of which every cluster was drawn."""
    full: Truth = np.bincount(stage.stratum, stage.fraction >= 1.0 - 1e-7, stage.size.size) == stage.size
    return full


def lonely_strata(stage: Stage, lonely: Lonely, number: int) -> Truth:
    """The strata (H,) with one cluster that stands for others too."""
    alone: Truth = (stage.size == 1) & ~_whole(stage)
    if lonely == "fail" and alone.any():
        raise DesignError(
            "strata", f"strata with one cluster at stage {number}: {int(alone.sum())}; choose a `lonely` rule"
        )
    return alone


def cluster_spread(stage: Stage) -> Floats:
    """The factor (C,) of a cluster's squared distance from the mean of its stratum."""
    factor = np.where(stage.size == 1, 1.0, stage.size / np.maximum(stage.size - 1.0, 1.0))
    spread: Floats = np.maximum(1.0 - stage.fraction, 0.0) * stage.share * factor[stage.stratum]
    spread[_whole(stage)[stage.stratum]] = 0.0
    return spread


def _enlarged(stage: Stage, sums: Floats, alone: Truth) -> Floats:
    """How much (q,) the strata with two clusters must also stand for those with one, among strata with a score."""
    held = np.column_stack([np.bincount(stage.stratum, column != 0, stage.size.size) > 0 for column in sums.T])
    enlarged: Floats = held.sum(axis=0) / np.maximum((held & ~alone[:, None]).sum(axis=0), 1)
    return enlarged


def residuals(calibration: Calibration, scores: Floats, turns: int = 10) -> Floats:
    """Weighted scores (n, q) less what the known totals explain: group means, in turns where margins are raked."""
    after = np.where(calibration.after == 0, 1.0, calibration.after)
    table = scores / after[:, None]
    weights = calibration.before
    for _ in range(turns if len(calibration.margins) > 1 else 1):
        for margin in calibration.margins:
            share = weights if len(calibration.margins) == 1 else np.ones_like(weights)
            table = table - _group_means(table, share, margin)[margin]
    product: Floats = table * calibration.after[:, None]
    return product


def _group_means(table: Floats, weights: Floats, groups: np.ndarray) -> Floats:
    """Weighted means (G, q) of a table (n, q) in each group."""
    total = np.bincount(groups, weights)
    sums = np.column_stack([np.bincount(groups, column * weights) for column in table.T])
    return sums / np.where(total == 0, 1.0, total)[:, None]


def cell_covariance(design: Design, cells: Whole, weights: Floats, shares: Floats) -> Floats:
    """Covariance (K, K) of the totals of `weights` (n,) in cells coded (n,), -1 outside, less shares of the whole.

    With the cells' shares as `shares` (K,) it is that of the shares (times the total squared); with zeros that of the
    totals. Clusters are taken in blocks, so that memory stays small.
    """
    inside, count = cells >= 0, shares.size
    if design.calibrations or design.lonely == "average":
        dense = np.where(inside[:, None], weights[:, None] * ((cells[:, None] == np.arange(count)) - shares), 0.0)
        return variance(design, dense)
    found = np.zeros((count, count))
    for number, stage in enumerate(design.stages):
        if number and not (stage.share > 0).any():
            break
        alone = lonely_strata(stage, design.lonely, number + 1)
        found += _cell_stage(stage, stage.cluster[inside], cells[inside], weights[inside], shares, alone, design.lonely)
    return found


def _cell_stage(
    stage: Stage, cluster: Whole, cells: Whole, weights: Floats, shares: Floats, alone: Truth, lonely: Lonely
) -> Floats:
    """What one stage adds to the covariance (K, K) of cell totals."""
    count, strata, clusters = shares.size, stage.size.size, stage.stratum.size
    root = np.sqrt(cluster_spread(stage))
    whole = np.bincount(cluster, weights, clusters)
    sums = np.bincount(stage.stratum[cluster] * count + cells, weights, strata * count).reshape(strata, count)
    means: Floats = (sums - np.outer(np.bincount(stage.stratum, whole, strata), shares)) / stage.size[:, None]
    if lonely == "adjust":
        means[alone] = 0.0
    order = np.argsort(cluster, kind="stable")
    cluster, cells, weights = cluster[order], cells[order], weights[order]
    block, found = max(BLOCK // count, 1), np.zeros((count, count))
    for low in range(0, clusters, block):
        high = min(low + block, clusters)
        of = slice(*np.searchsorted(cluster, [low, high]))
        dense = np.bincount((cluster[of] - low) * count + cells[of], weights[of], (high - low) * count)
        table: Floats = dense.reshape(high - low, count) - np.outer(whole[low:high], shares)
        table -= means[stage.stratum[low:high]]
        table *= root[low:high, None]
        found += table.T @ table
    return found
