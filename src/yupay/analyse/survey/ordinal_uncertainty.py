"""How sure is an ordinal coefficient of a sample: by its slopes, and by computing it again without each cluster?

Formula: linearised, the variance under the design of the total of w_i * slope(x_i, y_i) / sum w; by replicate weights,
scale * sum of rscales * (theta_r - centre)^2, the whole table, its ranks and its ties made anew in every replicate. A
design without replicate weights is given the jackknife that drops one cluster (JKn; JK1 without strata).
Reference: Deville (1999), Survey Methodology 25, 193-203; Demnati and Rao (2004), Survey Methodology 30, 17-26;
Rust (1985), Journal of Official Statistics 1, 381-397.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.designs import Design
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.numerics.replicates import spread
from yupay.analyse.survey.ordinal_coefficients import Coefficient, Slope
from yupay.analyse.survey.ordinal_crossing import Crossing
from yupay.analyse.survey.ordinal_moments import shares, sums_by

BLOCK = 2_000_000
WORK = 400_000_000
OfTables = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Errors:
    """Standard errors: by linearisation, by replicates (None where not computed), number and kind of replicates."""

    linearised: float | None
    replicated: float | None
    replicates: int
    kind: str


def coefficient_of(coefficient: Coefficient, crossing: Crossing) -> Slope:
    """Value and slopes: (r, c) of a table, (m,) of entries where the categories are too many for one."""
    if crossing.is_table:
        return coefficient.of_table(shares(crossing.table, 2))
    return coefficient.of_points(crossing.x, crossing.y, shares(crossing.weight, 1))


def scores(crossing: Crossing, slope: Floats) -> Floats:
    """Weighted influence values (rows of the design,) from slopes (r, c) or (m,)."""
    each = slope.reshape(-1)[crossing.cell] if slope.ndim == 2 else slope
    return crossing.by_row(crossing.weight * each / crossing.total())


def linearised_error(crossing: Crossing, slope: Floats) -> float:
    """Standard error under the design by linearisation.

    Raises:
        DesignError: a stratum has one cluster and the rule is "fail".

    """
    return float(np.sqrt(max(float(variance(crossing.design, scores(crossing, slope))[0, 0]), 0.0)))


def errors_of(coefficient: Coefficient, crossing: Crossing, slope: Floats) -> Errors:
    """Both standard errors of a coefficient whose slopes are known."""
    linearised = linearised_error(crossing, slope) if crossing.knows_clusters else None
    thetas = replicated(coefficient, crossing)
    return errors(crossing, linearised, thetas, float(coefficient_of(coefficient, crossing).value))


def can_replicate(crossing: Crossing) -> bool:
    """Whether replicates can be made: weights fitted to totals would have to be fitted again in each."""
    return crossing.design.replicates is not None or not crossing.design.calibrations


def replicated(coefficient: Coefficient, crossing: Crossing) -> Floats | None:
    """A coefficient under every replicate (R,); None where weights were fitted to totals or it is too much work."""
    if not can_replicate(crossing):
        return None
    if crossing.is_table:
        return replicated_tables(crossing, lambda tables: coefficient.of_table(shares(tables, 2)).value)
    return _replicated_points(crossing, coefficient)


def errors(crossing: Crossing, linearised: float | None, thetas: Floats | None, value: float) -> Errors:
    """Both standard errors, the second from the coefficient under every replicate (R,)."""
    first = crossing.design.stages[0]
    kind = crossing.design.replication or ("JKn" if first.size.size > 1 else "JK1")
    if thetas is None or not np.isfinite(thetas).any():
        return Errors(linearised, None, 0, kind)
    found = float(spread(with_factors(crossing), thetas[:, None], np.array([value]))[0, 0])
    return Errors(linearised, float(np.sqrt(max(found, 0.0))), int(np.isfinite(thetas).sum()), kind)


def with_factors(crossing: Crossing) -> Design:
    """The design with the factors of its replicates: its own, or those of the jackknife."""
    design = crossing.design
    if design.replicates is not None:
        return design
    first = design.stages[0]
    size = first.size[first.stratum].astype(np.float64)
    return replace(design, scale=1.0, rscales=(size - 1.0) / size * (1.0 - first.fraction), mse=False)


def replicated_tables(crossing: Crossing, statistic: OfTables) -> Floats | None:
    """A statistic of tables (k, r, c) -> (k,), under every replicate: (R,); None where weights were fitted to totals."""
    if not can_replicate(crossing):
        return None
    return np.concatenate([np.atleast_1d(statistic(tables)) for tables in replicate_tables(crossing)])


def replicate_tables(crossing: Crossing) -> Iterator[Floats]:
    """The weighted tables (k, r, c) of all replicates, in blocks; the dropped cluster's weight goes to its stratum."""
    r, c = crossing.shape
    if crossing.replicates is not None:
        columns = (sums_by(crossing.cell, weight, r * c) for weight in crossing.replicates.T)
        yield np.stack(list(columns)).reshape(-1, r, c)
        return
    first = crossing.design.stages[0]
    place = first.stratum[crossing.psu] * (r * c) + crossing.cell
    of_stratum = sums_by(place, crossing.weight, first.size.size * r * c).reshape(-1, r, c)
    count, step = first.stratum.size, max(1, BLOCK // (r * c))
    for start in range(0, count, step):
        stratum = first.stratum[start : start + step]
        size = first.size[stratum].astype(np.float64)[:, None, None]
        units = crossing.tables_of_psu(start, min(start + step, count))
        moved = (of_stratum[stratum] - size * units) / np.maximum(size - 1.0, 1.0)
        yield np.maximum(crossing.table + np.where(size > 1, moved, 0.0), 0.0)


def _replicated_points(crossing: Crossing, coefficient: Coefficient) -> Floats | None:
    """The coefficient of entries under every replicate, in blocks; None where that is too much work."""
    count = crossing.replicates.shape[1] if crossing.replicates is not None else crossing.design.stages[0].stratum.size
    if count * crossing.row.size > WORK:
        return None
    step = max(1, BLOCK // max(crossing.row.size, 1))
    found = []
    for start in range(0, count, step):
        weights = _replicate_weights(crossing, start, min(start + step, count))
        found.append(coefficient.of_points(crossing.x, crossing.y, shares(weights, 1)).value)
    return np.concatenate(found)


def _replicate_weights(crossing: Crossing, first: int, last: int) -> Floats:
    """Weights (last - first, m) of the entries in some replicates."""
    if crossing.replicates is not None:
        return np.ascontiguousarray(crossing.replicates[:, first:last].T)
    stage = crossing.design.stages[0]
    dropped = np.arange(first, last)
    size = stage.size[stage.stratum[dropped]].astype(np.float64)[:, None]
    same = stage.stratum[crossing.psu][None, :] == stage.stratum[dropped][:, None]
    own = crossing.psu[None, :] == dropped[:, None]
    factor = np.where(own & (size > 1), 0.0, np.where(same, size / np.maximum(size - 1.0, 1.0), 1.0))
    return crossing.weight * np.where(size > 1, factor, 1.0)
