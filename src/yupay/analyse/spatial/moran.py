"""Are neighbouring units more alike than a random arrangement of the same values would make them?

Formula: I = (n / S0) z'Wz / z'z, W the row-standardised queen contiguity; z from the moments under randomisation;
p from 9,999 arrangements: twice the smaller tail, at most 1. For residuals of a regression the moments are those of
regression residuals (normal approximation), because residuals are not exchangeable.
Reference: Moran (1950), Biometrika 37, 17-23; Cliff and Ord (1981), Spatial processes, pp. 42-46 and 197-203.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from yupay.analyse.numerics import arrays, autocorrelation, permutation, weights
from yupay.analyse.numerics.correlation import residuals
from yupay.analyse.numerics.subject import about, left_out, shortfall
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="moran",
    label=Text(es="Índice I de Moran", en="Moran's I"),
    room="spatial",
    formula="I = (n / S0) z'Wz / z'z; z under randomisation; p from permutations",
    reference="Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika, 37, 17-23. Cliff, A. D., & "
    "Ord, J. K. (1981). Spatial processes: Models and applications. Pion.",
    needs=Text(es="Una variable y la contigüidad de las unidades", en="One variable and the contiguity of the units"),
    fields=(
        "statistic",
        "p",
        "parameters.expected",
        "parameters.variance",
        "parameters.p_analytic",
        "parameters.links",
    ),
    message="spatial.moran",
)
QUANTITY = Text(es="Autocorrelación espacial: I de Moran", en="Spatial autocorrelation: Moran's I")
RESIDUAL_QUANTITY = Text(
    es="Autocorrelación espacial de los residuos: I de Moran", en="Spatial autocorrelation of residuals: Moran's I"
)


def moran(values: ArrayLike, pairs: ArrayLike, subject: Subject, *, seed: int, permutations: int = 9_999) -> Estimate:
    """Moran's I of one column (n,) over neighbour pairs (m, 2), each pair once; units with NaN are left out.

    Units left without a neighbour keep a row of zeros and are counted in `parameters["islands"]`.
    """
    column, links, lost = _kept(values, pairs)
    warning = shortfall(column.size, 4, arrays.is_constant(column)) or _no_links(links)
    if warning is not None:
        return _missing(subject, QUANTITY, column.size, (*lost, warning))
    matrix = weights.row_standardised(column.size, links)
    moments = autocorrelation.randomisation(column, matrix)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=QUANTITY,
        value=moments.index,
        se=float(np.sqrt(moments.variance)) if moments.variance > 0 else None,
        n=column.size,
        statistic_name="z",
        statistic=arrays.finite(moments.z),
        p=_sampled_p(column, matrix, moments.index, permutations, seed),
        seed=seed,
        parameters={
            "expected": moments.expected,
            "variance": moments.variance,
            "p_analytic": arrays.finite(2.0 * norm.sf(abs(moments.z))),
            "p_analytic_greater": arrays.finite(norm.sf(moments.z)),
            "permutations": permutations,
            "links": 2 * len(links),
            "islands": weights.islands(column.size, links),
        },
        warnings=lost,
    )


def residual_moran(values: ArrayLike, design: ArrayLike, pairs: ArrayLike, subject: Subject) -> Estimate:
    """Moran's I of what least squares on `design` (n, k, intercept included) leaves of one column (n,).

    z and p (two-sided) by the moments of regression residuals, not by permutation; units with NaN raise no error, they
    must be absent: `ValueError` when a value or a design entry is not finite.
    """
    column, columns = arrays.floats(values), arrays.floats(design)
    links = weights.as_pairs(pairs)
    if not arrays.complete(column, columns).all():
        raise ValueError("residual_moran needs complete values and design")
    warning = shortfall(column.size, columns.shape[1] + 3, arrays.is_constant(column)) or _no_links(links)
    if warning is not None:
        return _missing(subject, RESIDUAL_QUANTITY, column.size, (warning,))
    matrix, basis = weights.row_standardised(column.size, links), np.linalg.qr(columns)[0]
    moments = autocorrelation.of_residuals(residuals(column, columns), basis, matrix)
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=RESIDUAL_QUANTITY,
        value=moments.index,
        se=float(np.sqrt(moments.variance)) if moments.variance > 0 else None,
        n=column.size,
        statistic_name="z",
        statistic=arrays.finite(moments.z),
        p=arrays.finite(2.0 * norm.sf(abs(moments.z))),
        parameters={"expected": moments.expected, "variance": moments.variance, "columns": columns.shape[1]},
    )


def _kept(values: ArrayLike, pairs: ArrayLike) -> tuple[arrays.Floats, arrays.Whole, tuple[Text, ...]]:
    """The finite values, the pairs among them, and the warning for the others."""
    column = arrays.floats(values)
    keep = arrays.complete(column)
    return column[keep], weights.among(weights.as_pairs(pairs), keep), left_out(int((~keep).sum()))


def _no_links(links: arrays.Whole) -> Text | None:
    """The warning that no two units touch."""
    if len(links):
        return None
    return Text(es="No evaluable: ninguna unidad tiene vecinos.", en="Not assessable: no unit has a neighbour.")


def _missing(subject: Subject, quantity: Text, n: int, warnings: tuple[Text, ...]) -> Estimate:
    """An index that cannot be computed."""
    return Estimate(**about(subject), method=METHOD.id, quantity=quantity, value=None, n=n, warnings=warnings)


def _sampled_p(values: arrays.Floats, matrix: object, observed: float, draws: int, seed: int) -> float:
    """Twice the smaller tail of the index over random arrangements, at most 1."""
    above = below = 0
    for block in permutation.shuffles(values - values.mean(), draws, seed):
        index = autocorrelation.moran_index(block, matrix)
        above += permutation.as_far(index, observed, "greater")
        below += permutation.as_far(index, observed, "less")
    return min(1.0, 2.0 * (1 + min(above, below)) / (1 + draws))
