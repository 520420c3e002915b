"""How much of a relation between two scales of one questionnaire may come from asking both the same way?

Three checks. Harman: share of the variance on the first unrotated factor of all items; it finds only a bias so large that one
factor is left. Marker: r_a = (r - m) / (1 - m), m the correlation that the method gives to any two scales, taken from a scale
that has nothing to do with either; and the m at which the relation stops differing from zero. Method factor: covariances
c_ij = l_i l_j phi + g d_i d_j, phi 1 within a scale, d_i = -1 for items worded the other way: people who agree with anything
add g to every pair as worded. It needs items in both directions.
Reference: Podsakoff, MacKenzie, Lee and Podsakoff (2003), Journal of Applied Psychology 88, 879-903; Lindell and Whitney
(2001), Journal of Applied Psychology 86, 114-121; Maydeu-Olivares and Coffman (2006), Psychological Methods 11, 344-362.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from yupay.analyse.instrument import core, factors, resampling, standardised
from yupay.analyse.numerics import arrays, correlation, factoring, item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD_HARMAN = Method(
    id="common-method-harman",
    label=Text(es="Sesgo de método común: factor único de Harman", en="Common method bias: Harman's single factor"),
    room=core.ROOM,
    formula="variance of the first unrotated minres factor / k",
    reference="Podsakoff, P. M., MacKenzie, S. B., Lee, J.-Y., & Podsakoff, N. P. (2003). Common method biases in behavioral "
    "research. Journal of Applied Psychology, 88, 879-903.",
    needs=Text(es="Los ítems de las dos escalas; cuatro o más", en="The items of both scales; four or more"),
    fields=("n", "parameters.first_component_percent", "parameters.rmsea_one_factor", "parameters.rmsea_two_factors"),
    message="instrument.common-method-harman",
)
METHOD_MARKER = Method(
    id="common-method-marker",
    label=Text(es="Sesgo de método común: variable marcadora", en="Common method bias: marker variable"),
    room=core.ROOM,
    formula="r_a = (r - m)/(1 - m); the m at which r_a stops differing from zero",
    reference="Lindell, M. K., & Whitney, D. J. (2001). Accounting for common method variance in cross-sectional research "
    "designs. Journal of Applied Psychology, 86, 114-121.",
    needs=Text(
        es="Los puntajes de las dos escalas y, si la hay, una variable ajena a ambas medida del mismo modo",
        en="The scores of both scales and, if there is one, a variable foreign to both measured the same way",
    ),
    fields=(
        "n",
        "statistic",
        "df",
        "p",
        "parameters.r",
        "parameters.marker",
        "parameters.marker_source",
        "parameters.enough",
    ),
    message="instrument.common-method-marker",
)
METHOD_FACTOR = Method(
    id="common-method-factor",
    label=Text(es="Sesgo de método común: factor de método", en="Common method bias: method factor"),
    room=core.ROOM,
    formula="c_ij = l_i l_j phi + g d_i d_j by unweighted least squares; phi with and without g",
    reference="Maydeu-Olivares, A., & Coffman, D. L. (2006). Random intercept item factor analysis. Psychological Methods, 11, "
    "344-362.",
    needs=Text(
        es="Dos escalas de tres o más ítems; algún ítem redactado al revés",
        en="Two scales of three or more items; some item worded the other way",
    ),
    fields=("interval", "n", "seed", "parameters.without_method", "parameters.method_percent"),
    message="instrument.common-method-factor",
)
QUANTITY_HARMAN = Text(es="Varianza en el primer factor sin rotar", en="Variance on the first unrotated factor")
QUANTITY_MARKER = Text(es="Correlación descontado el método", en="Correlation with the method taken off")
QUANTITY_FACTOR = Text(
    es="Correlación de los factores, con un factor de método", en="Correlation of the factors, with a method factor"
)
LIMIT_HARMAN = Text(
    es="Solo descubre un sesgo tan grande que deja un factor único: un porcentaje bajo no descarta el sesgo de método.",
    en="It finds only a bias so large that one factor is left: a low percentage does not rule out method bias.",
)
LIMIT_MARKER = Text(
    es="Supone que el método agrega lo mismo a toda correlación y que la marcadora nada tiene que ver con las dos escalas.",
    en="It supposes that the method adds the same to every correlation and that the marker has nothing to do with either scale.",
)
PROXY = Text(
    es="Sin variable marcadora: se usa la segunda menor correlación positiva entre ítems de una escala y de la otra, que "
    "también contiene relación verdadera.",
    en="Without a marker variable: the second smallest positive correlation between items of one scale and the other is used, "
    "which also holds true relation.",
)
NEGATIVE = Text(
    es="La correlación es negativa: un método que empuja todas las respuestas en la misma dirección la achica, no la crea.",
    en="The correlation is negative: a method that pushes every answer the same way makes it smaller, it does not make it.",
)
LIMIT_FACTOR = Text(
    es="Descubre la tendencia a estar de acuerdo con todo; no la deseabilidad social ni el ánimo del momento.",
    en="It finds the tendency to agree with anything; not social desirability nor the mood of the moment.",
)
ONE_WAY = core.not_assessable(
    "todos los ítems están redactados en la misma dirección: un factor de método no se distingue de la relación misma.",
    "every item is worded the same way: a method factor cannot be told from the relation itself.",
)
PERCENTILE = Text(es="bootstrap, percentiles", en="bootstrap percentiles")
NO_FIT = core.not_assessable("el modelo no se pudo ajustar.", "the model could not be fitted.")


class MethodFactor(NamedTuple):
    """Correlation of two factors, and the variance that the method adds to every item (0 where none is fitted)."""

    phi: float
    method: float


def harman(items: ArrayLike, names: Sequence[str], subject: Subject) -> Estimate:
    """Percentage of the variance of all items (n, k), of both scales and already turned, on the first minres factor."""
    table, _, fields, short = standardised.tables(items, names, "complete")
    short = short or core.too_small(3, len(names), items=4) or factors.unfit(table, 1)
    if short is not None:
        return core.refused(subject, METHOD_HARMAN.id, QUANTITY_HARMAN, short, **fields, unit="percent")
    n, k = int(fields["n"]), len(names)
    one = factoring.extract(table, 1)
    fits = {
        m: factors.fit_of(table, factoring.extract(table, m, "ml"), n) for m in (1, 2) if factoring.degrees(k, m) > 0
    }
    return core.estimate(
        subject,
        METHOD_HARMAN.id,
        QUANTITY_HARMAN,
        100.0 * float((one.loadings**2).sum()) / k,
        unit="percent",
        parameters={
            "items": k,
            "first_component_percent": 100.0 * float(np.linalg.eigvalsh(table)[-1]) / k,
            "rmsea_one_factor": fits[1].rmsea if 1 in fits else None,
            "rmsea_two_factors": fits[2].rmsea if 2 in fits else None,
        },
        **fields | {"warnings": (*fields["warnings"], LIMIT_HARMAN)},
    )


def marker(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    variable: ArrayLike | None = None,
    first: ArrayLike | None = None,
    second: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Correlation of two scores (n,) with what the method gives taken off.

    `variable` (n,) is the marker; without it the items of the two scales, `first` and `second` (n, k), give a stand-in.
    `parameters.enough` is the method correlation at which the relation no longer differs from zero.
    """
    columns = [arrays.floats(x), arrays.floats(y), *([] if variable is None else [arrays.floats(variable)])]
    keep = arrays.complete(*columns)
    columns = [column[keep] for column in columns]
    n = int(keep.sum())
    fields: dict[str, Any] = {"n": n, "warnings": core.left_out(int((~keep).sum()))}
    short = core.too_small(n, 2, persons=6)
    if short is None and any(arrays.is_constant(column) for column in columns):
        short = core.not_assessable("una de las variables no varía.", "one of the variables does not vary.")
    if short is not None:
        return core.refused(subject, METHOD_MARKER.id, QUANTITY_MARKER, short, **fields)
    r = float(correlation.pearson_r(columns[0], columns[1]))
    m, source = _method_correlation(columns, first, second)
    adjusted, df = (r - m) / (1.0 - m) if m < 1.0 else 0.0, n - 3.0
    t, edge = correlation.t_of(adjusted, df), correlation.critical_r(df, 1.0 - level)
    said = (LIMIT_MARKER, *((PROXY,) if variable is None else ()), *((NEGATIVE,) if r < 0 else ()))
    return core.estimate(
        subject,
        METHOD_MARKER.id,
        QUANTITY_MARKER,
        adjusted,
        df=df,
        statistic_name="t",
        statistic=arrays.finite(t),
        p=correlation.t_tail(t, df),
        parameters={
            "r": r,
            "marker": m,
            "marker_source": source,
            "enough": max(0.0, (r - edge) / (1.0 - edge)) if r > 0 else None,
        },
        **fields | {"warnings": (*fields["warnings"], *said)},
    )


def method_factor(
    first: ArrayLike,
    second: ArrayLike,
    subject: Subject,
    *,
    reversed_first: Sequence[bool],
    reversed_second: Sequence[bool],
    seed: int,
    draws: int = 200,
    level: float = 0.95,
) -> Estimate:
    """Correlation of the factors behind two scales (n, k1) and (n, k2), turned, with a factor of agreement fitted too.

    `reversed_*` mark the items that were worded the other way. Complete rows only; `draws` 0 leaves the interval out.
    """
    one, other = arrays.floats(first), arrays.floats(second)
    names = [str(j) for j in range(one.shape[1] + other.shape[1])]
    worded = np.where(np.concatenate([np.asarray(reversed_first, bool), np.asarray(reversed_second, bool)]), -1.0, 1.0)
    if worded.size != len(names):
        raise ValueError(f"{worded.size} directions for {len(names)} items")
    _, used, fields, short = standardised.tables(np.concatenate([one, other], axis=1), names, "complete")
    short = short or core.too_small(len(used), min(one.shape[1], other.shape[1]), persons=30, items=3)
    short = short or (ONE_WAY if abs(worded.sum()) == worded.size else None)
    found = None if short is not None else fitted(item_scores.covariances(used), one.shape[1], worded)
    if found is None:
        return core.refused(subject, METHOD_FACTOR.id, QUANTITY_FACTOR, short or NO_FIT, **fields)
    plain = fitted(item_scores.covariances(used), one.shape[1], None)
    drawn = _drawn(used, one.shape[1], worded, draws, seed)
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail]) if drawn.size > 1 else (np.nan, np.nan)
    return core.estimate(
        subject,
        METHOD_FACTOR.id,
        QUANTITY_FACTOR,
        found.phi,
        interval=core.between(low, high, level, PERCENTILE),
        seed=seed if draws else None,
        parameters={
            "without_method": None if plain is None else plain.phi,
            "method_percent": 100.0 * found.method / float(used.var(axis=0, ddof=1).mean()),
            "reversed": int((worded < 0).sum()),
            "draws": draws,
            "undefined": draws - int(drawn.size),
        },
        assumptions=(core.persons_independent(),),
        **fields | {"warnings": (*fields["warnings"], LIMIT_FACTOR)},
    )


def fitted(covariance: Floats, split: int, worded: Floats | None) -> MethodFactor | None:
    """Two factors (items before and from `split`) and, where `worded` (k,) is given, a method factor; None if unfit.

    Unweighted least squares of the covariances off the diagonal, in units of the mean variance.
    """
    k = covariance.shape[0]
    unit = float(np.trace(covariance)) / k
    table, pairs = covariance / unit, np.triu_indices(k, 1)
    across = np.asarray((pairs[0] < split) & (pairs[1] >= split), dtype=np.float64)
    sign = np.zeros(across.size) if worded is None else worded[pairs[0]] * worded[pairs[1]]

    def gaps(theta: Floats) -> Floats:
        relation = 1.0 + across * (theta[k] - 1.0)
        return np.asarray(theta[pairs[0]] * theta[pairs[1]] * relation + theta[k + 1] * sign - table[pairs])

    def slopes(theta: Floats) -> Floats:
        relation, rows = 1.0 + across * (theta[k] - 1.0), np.arange(across.size)
        out = np.zeros((across.size, k + 2))
        out[rows, pairs[0]], out[rows, pairs[1]] = theta[pairs[1]] * relation, theta[pairs[0]] * relation
        out[:, k], out[:, k + 1] = theta[pairs[0]] * theta[pairs[1]] * across, sign
        return out

    start = np.concatenate([np.sqrt(0.5 * np.diag(table)), [0.3, 0.05]])
    low, high = np.full(k + 2, -np.inf), np.full(k + 2, np.inf)
    low[k], high[k], low[k + 1] = -1.0, 1.0, 0.0
    found = least_squares(gaps, start, jac=slopes, bounds=(low, high), max_nfev=500)
    if not found.success:
        return None
    loadings, phi = found.x[:k], float(found.x[k])
    turn = np.sign(loadings[:split].sum()) * np.sign(loadings[split:].sum())
    return MethodFactor(phi * float(turn), float(found.x[k + 1]) * unit if worded is not None else 0.0)


def _drawn(items: Floats, split: int, worded: Floats, draws: int, seed: int) -> Floats:
    """The correlation of the factors in samples of persons drawn again."""
    samples = resampling.samples(items, draws, seed)
    found = [fitted(item_scores.covariances(sample), split, worded) for sample in samples]
    return np.asarray([one.phi for one in found if one is not None])


def _method_correlation(columns: list[Floats], first: ArrayLike | None, second: ArrayLike | None) -> tuple[float, str]:
    """What the method gives to a correlation, never below zero, and where it was taken from."""
    if len(columns) == 3:
        with_marker = (float(correlation.pearson_r(columns[2], column)) for column in columns[:2])
        return max(0.0, min(with_marker)), "marker"
    if first is None or second is None:
        return 0.0, "none"
    one, other = arrays.floats(first), arrays.floats(second)
    table = item_scores.correlations(np.concatenate([one, other], axis=1))[: one.shape[1], one.shape[1] :]
    positive = np.sort(table[np.isfinite(table) & (table > 0)])
    return (
        float(positive[min(1, positive.size - 1)]) if positive.size else 0.0
    ), "second smallest positive item correlation"
