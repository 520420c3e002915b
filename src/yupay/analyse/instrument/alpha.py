"""How much of the spread of a score would be found again if other items of the same kind had been asked?

Formula: alpha = k / (k - 1) (1 - sum of item variances / variance of the sum). Intervals: Feldt, 1 - (1 - alpha) F on n - 1
and (n - 1)(k - 1) df; Duhachek-Iacobucci, alpha +- z sqrt(Q / n); distribution-free, alpha +- z sd(influence) / sqrt(n).
Reference: Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965), Psychometrika 30, 357-370; Duhachek and Iacobucci
(2004), Journal of Applied Psychology 89, 792-808; Maydeu-Olivares, Coffman and Hartmann (2007), Psychological Methods 12,
157-176.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import f as fisher_f

from yupay.analyse.instrument import core
from yupay.analyse.numerics import item_scores
from yupay.analyse.numerics.arrays import Floats, finite
from yupay.model.estimate import Assumption, Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

IntervalOf = Literal["feldt", "duhachek-iacobucci", "distribution-free"]
METHOD = Method(
    id="alpha",
    label=Text(es="Confiabilidad: alfa de Cronbach", en="Reliability: Cronbach's alpha"),
    room=core.ROOM,
    formula="alpha = k/(k - 1) (1 - sum of item variances / variance of the sum); Feldt, Duhachek-Iacobucci and "
    "distribution-free intervals",
    reference="Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, 297-334. "
    "Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty. "
    "Psychometrika, 30, 357-370. Duhachek, A., & Iacobucci, D. (2004). Alpha's standard error (ASE). Journal of Applied "
    "Psychology, 89, 792-808.",
    needs=Text(
        es="Dos o más ítems en la misma dirección, respondidos por 3 o más personas",
        en="Two or more items in the same direction, answered by 3 or more persons",
    ),
    fields=("interval", "se", "n", "parameters.items", "parameters.missing", "parameters.feldt_low"),
    message="instrument.alpha",
)
QUANTITY = Text(es="Alfa de Cronbach (α)", en="Cronbach's alpha (α)")
METHODS: dict[IntervalOf, Text] = {
    "feldt": Text(
        es="Feldt (1965): respuestas normales y covarianzas iguales",
        en="Feldt (1965): normal answers and equal covariances",
    ),
    "duhachek-iacobucci": Text(
        es="Duhachek e Iacobucci (2004): respuestas normales", en="Duhachek and Iacobucci (2004): normal answers"
    ),
    "distribution-free": Text(
        es="sin distribución supuesta: Maydeu-Olivares, Coffman y Hartmann (2007)",
        en="distribution-free: Maydeu-Olivares, Coffman and Hartmann (2007)",
    ),
}
ENDS = ((0, "low"), (1, "high"))
NO_SPREAD = core.not_assessable(
    "la suma de los ítems no varía entre las personas.", "the sum of the items does not vary between the persons."
)
NEGATIVE = Text(
    es="Alfa negativo: los ítems no van en la misma dirección. Revise cuáles están redactados al revés; aquí no se "
    "invierte ninguno sin declararlo.",
    en="Negative alpha: the items do not go in the same direction. See which are worded the other way; none is turned "
    "here without being declared.",
)
TAU = Assumption(
    name=Text(es="Ítems de igual carga sobre un solo factor", en="Items that load alike on one factor"),
    held=None,
    evidence=Text(
        es="No se comprueba aquí; si no se cumple, alfa queda por debajo de la confiabilidad: compárese con omega.",
        en="Not checked here; where it fails alpha falls below the reliability: compare with omega.",
    ),
)


def alpha(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    level: float = 0.95,
    interval: IntervalOf = "feldt",
    missing: item_scores.Missing = "complete",
) -> Estimate:
    """Cronbach's alpha of answers (n, k), items already turned to the same direction.

    `missing` "complete" keeps the persons who answered every item; "pairwise" takes each covariance from the persons who
    answered both items and every person as n, which is how R's psych does it.
    """
    table = core.answers(items, names)
    used, lost = kept(table, missing)
    n, k = used.shape
    short = core.too_small(n, k)
    covariance = item_scores.covariances(used) if short is None else np.zeros((1, 1))
    if short is None and not _usable(covariance):
        short = NO_SPREAD
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, n=n, warnings=core.left_out(lost))
    value = item_scores.alpha_of(covariance)
    errors = {"duhachek-iacobucci": duhachek_se(covariance, n), "distribution-free": _free_se(used, covariance)}
    limits = {name: _wald(value, se, level) for name, se in errors.items()} | {"feldt": feldt(value, n, k, level)}
    low, high = limits[interval]
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        interval=core.between(low, high, level, METHODS[interval]),
        se=errors["distribution-free" if interval == "distribution-free" else "duhachek-iacobucci"],
        n=n,
        assumptions=(TAU, core.persons_independent()),
        parameters={"items": k, "missing": missing, "item_variances": float(np.trace(covariance))}
        | {"score_variance": float(covariance.sum()), "interval": interval}
        | {f"{key.replace('-', '_')}_{end}": finite(limits[key][side]) for key in METHODS for side, end in ENDS},
        warnings=(*core.left_out(lost), *((NEGATIVE,) if value < 0 else ())),
    )


def kept(table: Floats, missing: item_scores.Missing) -> tuple[Floats, int]:
    """The persons a rule of blanks keeps, and how many it leaves out: "pairwise" only those who answered nothing."""
    seen = np.isfinite(table)
    keep = seen.any(axis=1) if missing == "pairwise" else seen.all(axis=1)
    return np.asarray(table[keep]), int((~keep).sum())


def _usable(covariance: Floats) -> bool:
    """Whether every pair of items was answered by two persons or more, and the sum of the items varies."""
    return bool(np.isfinite(covariance).all()) and float(covariance.sum()) > 1e-12 * max(1e-300, np.trace(covariance))


def feldt(value: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Feldt's limits of alpha of k items and n persons."""
    tail, df = (1.0 - level) / 2.0, (n - 1.0, (n - 1.0) * (k - 1.0))
    return (
        float(1.0 - (1.0 - value) * fisher_f.isf(tail, *df)),
        float(1.0 - (1.0 - value) * fisher_f.ppf(tail, *df)),
    )


def duhachek_se(covariance: Floats, n: int) -> float:
    """Standard error of alpha for normal answers, from the covariances (k, k) of n persons."""
    k, total, trace = covariance.shape[0], float(covariance.sum()), float(np.trace(covariance))
    square = float((covariance * covariance.T).sum())
    row = covariance.sum(axis=1)
    q = total * (square + trace * trace) - 2.0 * trace * float(row @ row)
    return float(np.sqrt(max(0.0, 2.0 * k * k * q / ((k - 1.0) ** 2 * total**3) / n)))


def influence(items: Floats, covariance: Floats) -> Floats:
    """How far each complete person (n,) pulls alpha: k / (k - 1) (tr b / S^2 - a / S), a and b their squared distances."""
    centred = items - items.mean(axis=0)
    k, total, trace = covariance.shape[0], covariance.sum(), np.trace(covariance)
    own, score = (centred * centred).sum(axis=1), centred.sum(axis=1) ** 2
    return np.asarray(k / (k - 1.0) * (trace * score / total**2 - own / total))


def _free_se(items: Floats, covariance: Floats) -> float | None:
    """Standard error without a distribution, from the persons who answered every item; None below three of them."""
    whole = item_scores.complete_rows(items)
    if len(whole) < 3:
        return None
    pull = influence(whole, covariance)
    return float(pull.std(ddof=1) / np.sqrt(len(whole)))


def _wald(value: float, se: float | None, level: float) -> tuple[float, float]:
    """Limits from a standard error, at most 1; open (NaN turned to None by the caller) where there is none."""
    if se is None:
        return float("nan"), float("nan")
    reach = float(ndtri(0.5 + level / 2.0)) * se
    return value - reach, min(1.0, value + reach)
