"""How large would phi2 be by chance under the design, and how much does it vary in the direction that was seen?

Formula: the residuals p_ij - p_i. p_.j of all replicates have covariance S under the design; with D = diag(p_i. p_.j),
tau = trace(S / D) is the mean of phi2 where nothing goes together, tau2 = sum S_kl^2 / (D_k D_l).
Reference: Rao and Scott (1981), JASA 76, 221-230; Rust and Rao (1996), Statistical Methods in Medical Research 5.
"""

import numpy as np

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.linearised import variance
from yupay.analyse.survey.ordinal_coefficients import phi_square
from yupay.analyse.survey.ordinal_crossing import Crossing
from yupay.analyse.survey.ordinal_interval import Contingency
from yupay.analyse.survey.ordinal_moments import shares
from yupay.analyse.survey.ordinal_uncertainty import (
    can_replicate,
    linearised_error,
    replicate_tables,
    with_factors,
)


def residuals(p: Floats) -> Floats:
    """Shares (..., r, c) less the products of their margins."""
    return np.asarray(p - p.sum(axis=-1, keepdims=True) * p.sum(axis=-2, keepdims=True))


def contingency(crossing: Crossing, nu: float) -> Contingency:
    """What the interval of V needs, from one walk over the replicates.

    Raises:
        DesignError: a stratum has one cluster and the rule is "fail".

    """
    p = shares(crossing.table, 2)
    centre, root = residuals(p).reshape(-1), float(np.sqrt(max(float(phi_square(p).value), 0.0)))
    if can_replicate(crossing):
        spread, along = _spread(crossing, np.append(centre, root))
    else:
        spread, along = _linearised(crossing, p, root)
    expected = (p.sum(axis=-1)[:, None] * p.sum(axis=-2)[None, :]).reshape(-1)
    weighted = spread / np.sqrt(np.outer(expected, expected))
    r, c = crossing.shape
    return Contingency(
        phi2=root * root,
        tau=float(np.trace(weighted)),
        tau2=float((weighted**2).sum()),
        along=along,
        df=(r - 1) * (c - 1),
        nu=nu,
    )


def _spread(crossing: Crossing, centre: Floats) -> tuple[Floats, float]:
    """Covariance (r c, r c) of the residuals and variance of phi, over all replicates in blocks."""
    design = with_factors(crossing)
    factors = np.ones(_count(crossing)) if design.rscales is None else design.rscales
    products, sums, plain, used, start = np.zeros((centre.size, centre.size)), np.zeros(centre.size), 0.0, 0.0, 0
    middle = np.zeros(centre.size)
    for tables in replicate_tables(crossing):
        p = shares(tables, 2)
        roots = np.sqrt(np.maximum(phi_square(p).value, 0.0))
        moved = np.column_stack([residuals(p).reshape(p.shape[0], -1), roots]) - centre
        factor = factors[start : start + p.shape[0]]
        start += p.shape[0]
        products += (moved * factor[:, None]).T @ moved
        sums += factor @ moved
        middle += moved[factor > 0].sum(axis=0)
        used, plain = used + float((factor > 0).sum()), plain + float(factor.sum())
    shift = np.zeros_like(middle) if design.mse else middle / max(used, 1.0)
    cross = np.outer(sums, shift)
    found = design.scale * (products - cross - cross.T + plain * np.outer(shift, shift))
    return np.asarray(found[:-1, :-1]), float(max(found[-1, -1], 0.0))


def _linearised(crossing: Crossing, p: Floats, root: float) -> tuple[Floats, float]:
    """As `_spread`, by linearisation: for weights that were fitted to totals."""
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    scores = []
    for i, j in np.ndindex(p.shape):
        here, there = (crossing.x == i) - rows[i], (crossing.y == j) - columns[j]
        slope = ((crossing.x == i) & (crossing.y == j)) - p[i, j] - columns[j] * here - rows[i] * there
        scores.append(crossing.by_row(crossing.weight * slope / crossing.total()))
    along = linearised_error(crossing, phi_square(p).slope / (2.0 * root)) ** 2 if root > 1e-9 else 0.0
    return variance(crossing.design, np.column_stack(scores)), along


def _count(crossing: Crossing) -> int:
    return crossing.replicates.shape[1] if crossing.replicates is not None else crossing.design.stages[0].stratum.size
