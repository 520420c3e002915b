"""Between which values would the coefficient lie, had other persons been drawn? Without a formula for its error.

Formula: resamples of the pairs with replacement; percentile or BCa interval of the coefficient; see
`numerics/bootstrap.py`.
Reference: Efron (1987), Journal of the American Statistical Association 82, 171-185.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yupay.analyse.numerics import arrays
from yupay.analyse.numerics import bootstrap as resampling
from yupay.analyse.numerics.subject import about, left_out
from yupay.analyse.relate.samples import enough, refused, separate_answers
from yupay.model.estimate import Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="bootstrap",
    label=Text(es="Intervalo por remuestreo (bootstrap)", en="Bootstrap interval"),
    room="relate",
    formula="quantiles of the coefficient over resamples of the pairs; BCa: corrected for bias and acceleration",
    reference="Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical "
    "Association, 82, 171-185.",
    needs=Text(es="Pares de valores de 10 personas o más", en="Pairs of values of 10 persons or more"),
    fields=("interval", "se", "seed", "parameters.draws", "parameters.undefined", "parameters.acceleration"),
    message="relate.bootstrap",
)
Kind = Literal["bca", "percentile"]
Coefficient = Literal["pearson", "spearman", "kendall-tau-b"]
COEFFICIENTS: dict[Coefficient, tuple[Text, resampling.Statistic]] = {
    "pearson": (Text(es="Correlación de Pearson (r)", en="Pearson correlation (r)"), resampling.weighted_pearson),
    "spearman": (Text(es="Correlación de Spearman (ρ)", en="Spearman correlation (ρ)"), resampling.weighted_spearman),
    "kendall-tau-b": (Text(es="Tau-b de Kendall (τb)", en="Kendall's tau-b (τb)"), resampling.weighted_tau_b),
}
INTERVALS: dict[Kind, Text] = {
    "bca": Text(es="bootstrap BCa (Efron, 1987)", en="BCa bootstrap (Efron, 1987)"),
    "percentile": Text(es="bootstrap de percentiles", en="percentile bootstrap"),
}
FEWEST, MOST_UNDEFINED, MOST_CELLS = 10, 0.05, 4_000


def bootstrap(
    x: ArrayLike,
    y: ArrayLike,
    subject: Subject,
    *,
    seed: int,
    coefficient: Coefficient = "spearman",
    kind: Kind = "bca",
    draws: int = 4_999,
    level: float = 0.95,
) -> Estimate:
    """A coefficient of two columns (n,) with its bootstrap interval; rows with NaN in either are left out."""
    quantity, statistic = COEFFICIENTS[coefficient]
    table = np.column_stack([arrays.floats(x), arrays.floats(y)])
    return bootstrap_of(table, statistic, quantity, subject, seed=seed, kind=kind, draws=draws, level=level)


def bootstrap_of(
    table: ArrayLike,
    statistic: resampling.Statistic,
    quantity: Text,
    subject: Subject,
    *,
    seed: int,
    kind: Kind = "bca",
    draws: int = 4_999,
    level: float = 0.95,
) -> Estimate:
    """Any statistic of the rows of a table (n, c), with its bootstrap interval.

    `statistic` takes distinct rows (K, c) and the weights of B resamples (B, K) and gives B values, NaN where undefined.
    """
    rows = arrays.floats(table)
    rows = rows.reshape(rows.shape[0], -1) if rows.size else rows.reshape(0, 1)
    keep = arrays.complete(rows)
    kept, lost = rows[keep], left_out(int((~keep).sum()))
    n = int(keep.sum())
    short = enough(n, FEWEST, *kept.T)
    if short is not None:
        return refused(subject, METHOD.id, quantity, n, *lost, short)
    held = resampling.cells(*kept.T)
    if statistic is resampling.weighted_tau_b and held.counts.size > MOST_CELLS:
        return refused(subject, METHOD.id, quantity, n, *lost, _too_many(held.counts.size))
    found = resampling.bootstrapped(held, statistic, draws, seed)
    if found.failed > MOST_UNDEFINED * draws:
        return refused(subject, METHOD.id, quantity, n, *lost, _undefined(found.failed, draws))
    return Estimate(
        **about(subject),
        method=METHOD.id,
        quantity=quantity,
        value=found.observed,
        interval=interval_of(found, kind, level),
        se=float(found.values.std(ddof=1)),
        n=n,
        assumptions=(separate_answers(),),
        seed=seed,
        parameters={
            "draws": draws,
            "undefined": found.failed,
            "bias": found.bias,
            "acceleration": found.acceleration,
            "distinct_rows": int(held.counts.size),
        },
        warnings=lost,
    )


def interval_of(found: resampling.Bootstrapped, kind: Kind, level: float) -> Interval:
    """The interval of the resamples by either rule."""
    low, high = resampling.bca(found, level) if kind == "bca" else resampling.percentile(found, level)
    return Interval(low=low, high=high, level=level, method=INTERVALS[kind])


def pair_interval(
    x: arrays.Floats, y: arrays.Floats, coefficient: Coefficient, *, seed: int, draws: int, level: float
) -> Interval | None:
    """The BCa interval of a coefficient of complete columns (n,), or None where resamples do not bound it."""
    held = resampling.cells(x, y)
    too_large = coefficient == "kendall-tau-b" and held.counts.size > MOST_CELLS
    if x.size < FEWEST or too_large:
        return None
    found = resampling.bootstrapped(held, COEFFICIENTS[coefficient][1], draws, seed)
    return None if found.failed > MOST_UNDEFINED * draws else interval_of(found, "bca", level)


def _undefined(failed: int, draws: int) -> Text:
    """The reason where too many resamples have no value."""
    return Text(
        es=f"No evaluable: en {failed:,} de {draws:,} remuestras una variable no varía o el estadístico no existe.",
        en=f"Not assessable: in {failed:,} of {draws:,} resamples a variable does not vary or the statistic has no value.",
    )


def _too_many(cells: int) -> Text:
    """The reason where the pairs of distinct rows would not fit in memory."""
    return Text(
        es=f"No evaluable: {cells:,} pares distintos; el remuestreo de la tau-b admite {MOST_CELLS:,}. Úsese el intervalo "
        "asintótico.",
        en=f"Not assessable: {cells:,} distinct pairs; the bootstrap of tau-b takes {MOST_CELLS:,}. Use the asymptotic "
        "interval.",
    )
