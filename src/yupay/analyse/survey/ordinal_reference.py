"""How far from its estimate may a coefficient lie when strata differ in weight?

With clusters less strata as degrees of freedom, Student's t treats every stratum as equally heavy. Where few strata
carry most of the weight the variance is estimated by far fewer clusters than that. The reference here is the exact
distribution of Z / sqrt(sum b_h chi2(nu_h) / nu_h), the weights b_h in proportion to (1 - f_h) sum of squared cluster
weights; it is Student's t with clusters less strata degrees of freedom when all b_h / nu_h are equal.
Formula: P(|T| > c) = 2/pi integral from 0 to pi/2 of prod_h (1 + c^2 b_h / (nu_h sin^2 a))^(-nu_h / 2) da
(Craig's form of the normal tail, and the moment generating function of chi-square).
Reference: Craig (1991), IEEE MILCOM 2, 571-575; Satterthwaite (1946), Biometrics Bulletin 2, 110-114; Rust and Rao
(1996), Statistical Methods in Medical Research 5, 283-310, for degrees of freedom of stratified samples.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import t as student

from yupay.analyse.numerics.arrays import Floats
from yupay.analyse.numerics.designs import Design, degrees
from yupay.analyse.survey.ordinal_crossing import Crossing
from yupay.analyse.survey.ordinal_moments import sums_by

NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)
SINE_SQUARE = np.sin((NODES + 1.0) * np.pi / 4.0) ** 2
FARTHEST = 1e8


@dataclass(frozen=True, eq=False)
class Reference:
    """The distribution of (estimate - truth) / se: `df` clusters less strata; shares b (H,) and nu (H,) of strata."""

    df: float
    share: Floats
    nu: Floats

    def tail(self, c: float) -> float:
        """Probability of a distance of at least c >= 0 on either side."""
        if c <= 0.0:
            return 1.0
        inner = np.log1p(c * c * self.share[:, None] / (self.nu[:, None] * SINE_SQUARE))
        return float((np.exp(-0.5 * (self.nu[:, None] * inner).sum(axis=0)) * WEIGHTS).sum() / 2.0)

    def critical(self, level: float = 0.95) -> float:
        """The distance that is passed with probability 1 - level; infinite where it has no bound below 1e8."""
        if self.tail(FARTHEST) > 1.0 - level:
            return np.inf
        found = brentq(lambda log: self.tail(float(np.exp(log))) - (1.0 - level), -3.0, float(np.log(FARTHEST)))
        return float(np.exp(found))

    def effective(self, level: float = 0.95) -> float:
        """Degrees of freedom of the Student t with the same critical distance."""
        target = self.critical(level)
        if target <= student.isf((1.0 - level) / 2.0, 1e6):
            return 1e6
        log = brentq(lambda one: float(student.isf((1.0 - level) / 2.0, np.exp(one))) - target, -1.5, np.log(1e6))
        return float(np.exp(log))


def reference_of(crossing: Crossing) -> Reference | None:
    """The reference of a crossing; None where no stratum has two clusters with an answer.

    Replicate weights without strata and clusters keep Student's t with the degrees of freedom of their matrix.
    """
    design = crossing.design
    if not crossing.knows_clusters:
        df = degrees(design)
        return Reference(df, np.ones(1), np.array([df])) if df > 0 else None
    return stratified(design, sums_by(crossing.psu, crossing.weight, design.stages[0].stratum.size))


def stratified(design: Design, weight: Floats) -> Reference | None:
    """The reference of a design whose clusters (C,) hold these sums of weights; clusters of weight 0 do not count."""
    first = design.stages[0]
    strata = first.size.size
    present = sums_by(first.stratum, (weight > 0).astype(np.float64), strata)
    heavy = sums_by(first.stratum, np.maximum(1.0 - first.fraction, 0.0) * weight**2, strata)
    used = (present > 1) & (heavy > 0)
    if not used.any():
        return None
    nu, share = present[used] - 1.0, heavy[used] / heavy[used].sum()
    return Reference(float(np.maximum(present - 1.0, 0.0).sum()), share, nu)
