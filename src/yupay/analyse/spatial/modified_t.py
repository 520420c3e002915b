"""How many independent units is a correlation between two maps worth?

Formula: distances in `classes` equal classes from 0 to the largest; S_x, S_y hold each variable's mean product by
class (variance on the diagonal); effective size = 1 + tr(P S_x) tr(P S_y) / tr(P S_x P S_y), P = I - 11'/n;
F = (size - 2) r^2 / (1 - r^2) on 1 and size - 2 df.
Reference: Clifford, Richardson and Hemon (1989), Biometrics 45, 123-134; Dutilleul (1993), Biometrics 49, 305-314.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import f as snedecor

from yupay.analyse.numerics import arrays, correlation, ranks, weights
from yupay.analyse.numerics.subject import about, left_out, shortfall
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="modified-t",
    label=Text(es="Prueba t modificada", en="Modified t test"),
    room="spatial",
    formula="size = 1 + tr(P Sx) tr(P Sy) / tr(P Sx P Sy); F = (size - 2) r^2 / (1 - r^2)",
    reference="Clifford, P., Richardson, S., & Hemon, D. (1989). Assessing the significance of the correlation between two "
    "spatial processes. Biometrics, 45, 123-134. Dutilleul, P. (1993). Modifying the t test for assessing the correlation "
    "between two spatial processes. Biometrics, 49, 305-314.",
    needs=Text(
        es="Dos variables y las coordenadas de las unidades", en="Two variables and the coordinates of the units"
    ),
    fields=("df", "statistic", "p", "parameters.effective_size", "parameters.classes"),
    message="spatial.modified-t",
)


def modified_t(
    x: ArrayLike,
    y: ArrayLike,
    coordinates: ArrayLike,
    subject: Subject,
    *,
    classes: int = 13,
    ranked: bool = True,
) -> Estimate:
    """Correlation of x and y (n,), of their mid-ranks if `ranked`, tested with the effective size; coordinates (n, 2)."""
    first, second, points = arrays.floats(x), arrays.floats(y), arrays.floats(coordinates)
    keep = arrays.complete(first, second, points)
    first, second, n = first[keep], second[keep], int(keep.sum())
    lost = left_out(keep.size - n)
    quantity = _quantity(ranked)
    short = shortfall(n, 4, arrays.is_constant(first) or arrays.is_constant(second))
    if short is not None:
        return Estimate(**about(subject), method=METHOD.id, quantity=quantity, value=None, n=n, warnings=(*lost, short))
    if ranked:
        first, second = ranks.midranks(first), ranks.midranks(second)
    r = float(correlation.pearson_r(first, second))
    size = effective_size(first, second, points[keep], classes)
    enough = np.isfinite(size) and size > 2.0 and abs(r) < 1.0
    f = (size - 2.0) * r * r / (1.0 - r * r) if enough else float("nan")
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=quantity,
        value=r,
        df=size - 2.0 if enough else None,
        n=n,
        statistic_name="F",
        statistic=arrays.finite(f),
        p=float(snedecor.sf(f, 1.0, size - 2.0)) if enough else None,
        assumptions=(_stationary(),),
        parameters={"effective_size": arrays.finite(size) if size > 0 else None, "classes": classes, "ranked": ranked},
        warnings=lost if enough else (*lost, _not_enough()),
    )


def effective_size(x: arrays.Floats, y: arrays.Floats, points: arrays.Floats, classes: int) -> float:
    """How many independent units the n units are worth for the correlation of x and y; NaN where it is not defined."""
    between = weights.distances(points)
    edges = np.linspace(0.0, between.max(), classes + 1)[1:-1]
    kind = np.digitize(between, edges, right=True)
    sx, sy = _structure(correlation.centred(x), kind, classes), _structure(correlation.centred(y), kind, classes)
    joint = float((sx * sy.T).sum())
    return float("nan") if joint == 0 else 1.0 + float(np.trace(sx) * np.trace(sy)) / joint


def _structure(values: arrays.Floats, kind: arrays.Whole, classes: int) -> arrays.Floats:
    """P S of one centred variable: its covariance by distance class, rows cleared of their mean."""
    n = values.size
    i, j = np.triu_indices(n, 1)
    pairs = np.bincount(kind[i, j], minlength=classes)
    sums = np.bincount(kind[i, j], weights=values[i] * values[j], minlength=classes)
    matrix = (sums / np.maximum(pairs, 1))[kind]
    np.fill_diagonal(matrix, float(values @ values) / n)
    return np.asarray(matrix - matrix.mean(axis=0))


def _quantity(ranked: bool) -> Text:
    """What the coefficient is of."""
    if ranked:
        return Text(es="Correlación de Spearman con t modificada", en="Spearman correlation with modified t")
    return Text(es="Correlación de Pearson con t modificada", en="Pearson correlation with modified t")


def _stationary() -> Assumption:
    """What the method takes for granted and nobody checked."""
    return Assumption(
        name=Text(es="Dependencia estacionaria", en="Stationary dependence"),
        held=None,
        evidence=Text(
            es="No se comprueba: con tendencias o un patrón centro-periferia rechaza de más.",
            en="Not checked: with trends or a centre-periphery pattern it rejects too often.",
        ),
    )


def _not_enough() -> Text:
    """The warning that the effective size leaves no degree of freedom."""
    return Text(
        es="Sin valor p: el tamaño efectivo no pasa de 2 unidades.",
        en="No p value: the effective size does not exceed 2 units.",
    )
