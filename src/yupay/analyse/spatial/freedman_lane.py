"""Do two indicators go together once broad trends, size and the map's own patterns are taken out, by permutation?

Normal scores of mid-ranks, both cleared of the mean columns (intercept, linear trend, log population, controls) and of the
first q Moran eigenvectors: Z, k columns in all. r is the correlation of the two residuals.
Formula: y* = residual of (the residuals of y in random order) on Z; p = (1 + number of |r*| >= |r|) / (1 + permutations).
Reference: Freedman and Lane (1983), Journal of Business and Economic Statistics 1, 292-298; Griffith (2000), Linear
Algebra and its Applications 321, 95-112; Phipson and Smyth (2010) for the 1 + 1.
"""

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import area, arrays, correlation, eigenvectors, permutation, ranks, whitening
from yupay.analyse.numerics.subject import about, constant, left_out, too_few
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="freedman-lane",
    label=Text(es="Freedman-Lane con autovectores de Moran", en="Freedman-Lane permutation with Moran eigenvectors"),
    room="spatial",
    formula="correlation of residuals on mean columns and q Moran eigenvectors; residuals of y permuted",
    reference="Freedman, D., & Lane, D. (1983). A nonstochastic interpretation of reported significance levels. Journal of "
    "Business & Economic Statistics, 1, 292-298. Griffith, D. A. (2000). A linear regression solution to the spatial "
    "autocorrelation problem. Journal of Geographical Systems, 2, 141-156.",
    needs=Text(
        es="Dos variables al menos ordinales, coordenadas, contigüidad y población de las unidades",
        en="Two variables at least ordinal, coordinates, contiguity and population of the units",
    ),
    fields=("p", "seed", "parameters.eigenvectors", "parameters.columns", "parameters.permutations"),
    message="spatial.freedman-lane",
)
QUANTITY = Text(
    es="Correlación parcial de puntuaciones normales, dados los autovectores de Moran",
    en="Partial correlation of normal scores, given Moran eigenvectors",
)
PATTERNS = 12


def freedman_lane(
    x: ArrayLike,
    y: ArrayLike,
    whole: area.Area,
    subject: Subject,
    *,
    seed: int,
    patterns: int = PATTERNS,
    permutations: int = 9_999,
    alternative: correlation.Alternative = "two-sided",
) -> Estimate:
    """The relation of x and y (one value per unit of `whole`; NaN left out and counted), p by permutation.

    `patterns` eigenvectors of positive autocorrelation are taken out, fewer where the map has fewer or where more would
    leave less than a third of the units as degrees of freedom.
    """
    first, second = arrays.floats(x), arrays.floats(y)
    kept = area.usable(whole, first, second)
    inside, values = area.restrict(whole, kept), np.vstack([first, second])[:, kept]
    n, lost = inside.n, left_out(int((~kept).sum()))
    mean = area.mean_basis(inside) if n >= whitening.FEWEST else np.zeros((n, 0))
    needed = max(whitening.FEWEST, mean.shape[1] + 3)
    if n < needed or any(arrays.is_constant(row) for row in values):
        short = too_few(n, needed) if n < needed else constant()
        return Estimate(**about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, short))
    found = eigenvectors.patterns(n, inside.pairs, mean).first(max(0, min(patterns, (2 * n) // 3 - mean.shape[1])))
    basis = np.hstack([mean, found.vectors])
    scores = ranks.normal_scores(values)
    left = scores - (scores @ basis) @ basis.T
    if bool(((left * left).sum(1) <= 1e-10 * (scores * scores).sum(1)).any()):
        return Estimate(
            **about(subject), method=METHOD.id, quantity=QUANTITY, value=None, n=n, warnings=(*lost, _explained())
        )
    r = float(correlation.cosine(left[0], left[1]))
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=r,
        n=n,
        p=_p(left[0], left[1], basis, r, alternative, permutations, seed),
        assumptions=(_exchangeable(),),
        seed=seed,
        parameters={
            "alternative": alternative,
            "columns": int(basis.shape[1]),
            "eigenvectors": found.count,
            "lowest_moran": float(found.moran[-1]) if found.count else None,
            "permutations": permutations,
        },
        warnings=lost,
    )


def _p(
    x: arrays.Floats,
    y: arrays.Floats,
    basis: arrays.Floats,
    observed: float,
    alternative: correlation.Alternative,
    draws: int,
    seed: int,
) -> float:
    """How often the residuals of y in random order, cleared of the basis again, go with x as far."""
    far = 0
    for block in permutation.shuffles(y, draws, seed):
        cleared = block - (block @ basis) @ basis.T
        far += permutation.as_far(correlation.cosine(x, cleared), observed, alternative)
    return (1 + far) / (1 + draws)


def _explained() -> Text:
    """The warning that nothing of a variable is left."""
    return Text(
        es="No evaluable: la tendencia, los controles y los autovectores explican por completo una de las variables.",
        en="Not assessable: trend, controls and eigenvectors account for one of the variables completely.",
    )


def _exchangeable() -> Assumption:
    """What permuting residuals takes for granted."""
    return Assumption(
        name=Text(es="Residuos intercambiables", en="Exchangeable residuals"),
        held=None,
        evidence=Text(
            es="No se comprueba: los autovectores quitan el parecido amplio entre vecinos, no todo.",
            en="Not checked: the eigenvectors take out broad likeness between neighbours, not all of it.",
        ),
    )
