"""How much of the spread of a score comes from what the items share, and how much from one thing they all share?

Formula: omega total = 1 - sum of unique variances / variance of the sum, unique variances from m minres factors; omega
hierarchical = (sum of loadings on the general factor)^2 / variance of the sum, the general factor behind oblimin factors
(Schmid-Leiman). Interval of omega total: omega +- z sd(influence) / sqrt(n); of omega hierarchical: persons drawn again.
Reference: McDonald (1999), Test theory, ch. 6; Zinbarg, Revelle, Yovel and Li (2005), Psychometrika 70, 123-133; Revelle and
Zinbarg (2009), Psychometrika 74, 145-154; Schmid and Leiman (1957), Psychometrika 22, 53-61.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.instrument import core, resampling, standardised
from yupay.analyse.numerics import factoring, item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD_TOTAL = Method(
    id="omega-total",
    label=Text(es="Confiabilidad: omega total de McDonald", en="Reliability: McDonald's omega total"),
    room=core.ROOM,
    formula="1 - sum of unique variances / variance of the sum; unique variances from minres factors",
    reference="McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum. Revelle, W., & Zinbarg, R. E. (2009). "
    "Coefficients alpha, beta, omega, and the glb: Comments on Sijtsma. Psychometrika, 74, 145-154.",
    needs=Text(
        es="Tres o más ítems que varíen, en la misma dirección; más personas que ítems",
        en="Three or more items that vary, in the same direction; more persons than items",
    ),
    fields=("interval", "se", "n", "parameters.factors", "parameters.metric", "parameters.converged"),
    message="instrument.omega-total",
)
METHOD_GENERAL = Method(
    id="omega-hierarchical",
    label=Text(es="Confiabilidad: omega jerárquico", en="Reliability: omega hierarchical"),
    room=core.ROOM,
    formula="(sum of general loadings)^2 / variance of the sum; minres, oblimin, Schmid-Leiman",
    reference="Zinbarg, R. E., Revelle, W., Yovel, I., & Li, W. (2005). Cronbach's alpha, Revelle's beta, and McDonald's "
    "omega H: Their relations with each other and two alternative conceptualizations of reliability. Psychometrika, 70, "
    "123-133.",
    needs=Text(
        es="Ítems suficientes para tres factores (siete o más), en la misma dirección; más personas que ítems",
        en="Items enough for three factors (seven or more), in the same direction; more persons than items",
    ),
    fields=("interval", "n", "seed", "parameters.factors", "parameters.omega_total", "parameters.explained_common"),
    message="instrument.omega-hierarchical",
)
QUANTITY_TOTAL = Text(es="Omega total (ωt)", en="Omega total (ωt)")
QUANTITY_GENERAL = Text(es="Omega jerárquico (ωh)", en="Omega hierarchical (ωh)")
PERCENTILE = Text(es="bootstrap, percentiles", en="bootstrap percentiles")
FREE = Assumption(
    name=Text(es="Los errores de los ítems no se relacionan entre sí", en="The errors of the items are not related"),
    held=None,
    evidence=Text(
        es="No se comprueba aquí; véanse los residuos del análisis factorial.",
        en="Not checked here; see the residuals of the factor analysis.",
    ),
)
HEYWOOD = Text(
    es="Un ítem queda sin varianza propia (caso Heywood): la solución no es de fiar.",
    en="An item is left without variance of its own (a Heywood case): the solution is not to be trusted.",
)
ONE = Text(
    es="Con un solo factor, omega jerárquico es el omega de un factor: no separa un factor general de otros.",
    en="With one factor, omega hierarchical is the omega of one factor: it does not tell a general factor from others.",
)
TWO = Text(
    es="Con dos factores el factor general no queda determinado: se supone que ambos cargan igual en él.",
    en="With two factors the general one is not determined: both are taken to load alike on it.",
)
AGAINST = Text(
    es="Hay ítems con carga negativa en el factor general: si están redactados al revés, declárelos como inversos.",
    en="Some items load negatively on the general factor: if they are worded the other way, declare them as reversed.",
)


class General(NamedTuple):
    """Omega hierarchical and total, the loadings on the general factor (k,), and the factors behind it."""

    hierarchical: float
    total: float
    loadings: Floats
    factors: factoring.Factors


def omega_total(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    factors: int = 1,
    standardise: bool = False,
    level: float = 0.95,
) -> Estimate:
    """Omega total of answers (n, k), already turned, with `factors` minres factors.

    `standardise`: of the sum of standardised items (as R's psych does) instead of the sum of the answers.
    """
    ready, fields, short = _ready(items, names, factors)
    if ready is None:
        return core.refused(subject, METHOD_TOTAL.id, QUANTITY_TOTAL, short, **fields)
    scale = np.ones(len(names)) if standardise else ready.std(axis=0, ddof=1)
    table = item_scores.correlations(ready)
    found = factoring.extract(table, factors)
    value = _total(table, found.uniqueness, scale)
    pull = influence(ready, table, found, scale, standardise)
    se = float(pull.std(ddof=1) / np.sqrt(len(ready)))
    reach = float(ndtri(0.5 + level / 2.0)) * se
    trusted = not found.heywood
    return core.estimate(
        subject,
        METHOD_TOTAL.id,
        QUANTITY_TOTAL,
        value,
        interval=core.between(value - reach, min(1.0, value + reach), level, standardised.FREE) if trusted else None,
        se=se if trusted else None,
        assumptions=(FREE, core.persons_independent()),
        parameters={"items": len(names), "factors": factors, "metric": "standardised" if standardise else "score"}
        | {"converged": found.converged, "heywood": found.heywood},
        **fields | {"warnings": (*fields["warnings"], *_warnings(found, found.loadings[:, 0]))},
    )


def omega_hierarchical(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    factors: int = 3,
    standardise: bool = False,
    seed: int,
    draws: int = 200,
    level: float = 0.95,
) -> Estimate:
    """Omega hierarchical of answers (n, k), already turned; `draws` 0 leaves the interval out."""
    ready, fields, short = _ready(items, names, factors)
    if ready is None:
        return core.refused(subject, METHOD_GENERAL.id, QUANTITY_GENERAL, short, **fields)
    found = general(ready, factors, standardise)
    drawn = _drawn(ready, factors, standardise, draws, seed, found.factors.uniqueness) if draws else np.zeros(0)
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail]) if drawn.size > 1 else (np.nan, np.nan)
    common = float((found.factors.loadings**2).sum())
    identified = (ONE,) if factors == 1 else (TWO,) if factors == 2 else ()
    return core.estimate(
        subject,
        METHOD_GENERAL.id,
        QUANTITY_GENERAL,
        found.hierarchical,
        interval=core.between(low, high, level, PERCENTILE),
        seed=seed if draws else None,
        assumptions=(FREE, core.persons_independent()),
        parameters={
            "items": len(names),
            "factors": factors,
            "metric": "standardised" if standardise else "score",
            "omega_total": found.total,
            "explained_common": float((found.loadings**2).sum()) / common if common else None,
            "draws": draws,
            "undefined": draws - int(drawn.size),
            "converged": found.factors.converged,
        },
        **fields | {"warnings": (*fields["warnings"], *identified, *_warnings(found.factors, found.loadings))},
    )


def general(items: Floats, factors: int, standardise: bool, start: Floats | None = None) -> General:
    """The general factor of complete answers (n, k), signs as they come."""
    table = item_scores.correlations(items)
    scale = np.ones(table.shape[0]) if standardise else items.std(axis=0, ddof=1)
    found = factoring.extract(table, factors, start=start)
    pattern, phi = factoring.oblimin(found.loadings) if factors > 1 else (found.loadings, np.eye(1))
    loadings = factoring.general_loadings(pattern, phi)
    loadings = loadings if loadings @ scale >= 0 else -loadings
    spread = float(scale @ table @ scale)
    return General(float(loadings @ scale) ** 2 / spread, _total(table, found.uniqueness, scale), loadings, found)


def influence(items: Floats, table: Floats, found: factoring.Factors, scale: Floats, standardise: bool) -> Floats:
    """How far each complete person (n,) pulls omega total: variances, correlations and the uniquenesses behind them."""
    weight, spread = scale**2, float(scale @ table @ scale)
    z = (items - items.mean(axis=0)) / items.std(axis=0)
    slope = factoring.uniqueness_slope(table, found, weight)
    moved = np.einsum("pi,ij,pj->p", z, slope, z, optimize=True) - (z * z) @ (slope * table).sum(axis=1)
    unique = float(weight @ found.uniqueness)
    off = 0.0 if standardise else (z * z - 1.0) @ (weight * found.uniqueness)
    total = (z @ scale) ** 2 - spread
    if standardise:
        total = total - (z * z - 1.0) @ (table.sum(axis=1))
    return np.asarray(-(moved + off) / spread + unique * total / spread**2)


def _total(table: Floats, uniqueness: Floats, scale: Floats) -> float:
    """Omega total of a sum of items with these standard deviations."""
    return float(1.0 - (scale**2 @ uniqueness) / (scale @ table @ scale))


def _drawn(items: Floats, factors: int, standardise: bool, draws: int, seed: int, start: Floats) -> Floats:
    """Omega hierarchical of `draws` samples of persons drawn again; those it is not defined for are dropped."""
    found = []
    for sample in resampling.samples(items, draws, seed):
        if (sample.std(axis=0) > 0).all() and not item_scores.is_singular(item_scores.correlations(sample)):
            found.append(general(sample, factors, standardise, start).hierarchical)
    return np.asarray(found)


def _ready(items: ArrayLike, names: Sequence[str], factors: int) -> tuple[Floats | None, dict[str, Any], Text]:
    """The complete answers, n and warnings; or None and why not."""
    _, used, fields, short = standardised.tables(items, names, "complete")
    if short is None and factoring.degrees(len(names), factors) < 0:
        short = core.not_assessable(
            f"{len(names)} ítems no determinan {factors} factores.",
            f"{len(names)} items do not determine {factors} factors.",
        )
    if short is None and item_scores.is_singular(item_scores.correlations(used)):
        short = core.singular()
    return (None if short is not None else used), fields, short or core.singular()


def _warnings(found: factoring.Factors, loadings: Floats) -> tuple[Text, ...]:
    """What must be said of a factor solution."""
    return (*((HEYWOOD,) if found.heywood else ()), *((AGAINST,) if (loadings < 0).any() else ()))
