"""Between which values does Cronbach's alpha lie when the persons are drawn again and again?

Formula: alpha of B samples of n persons drawn with replacement; every one from weighted sums, W [y_j, sum y_j^2, (sum y_j)^2]
with W how often each person came; BCa interval, the acceleration from the jackknife.
Reference: Efron (1987), Journal of the American Statistical Association 82, 171-185; Padilla, Divers and Newton (2012),
Applied Psychological Measurement 36, 331-348.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from yupay.analyse.instrument import alpha as cronbach
from yupay.analyse.instrument import core, resampling
from yupay.analyse.numerics import bootstrap, item_scores
from yupay.analyse.numerics.arrays import Floats
from yupay.model.estimate import Estimate, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="alpha-bootstrap",
    label=Text(
        es="Confiabilidad: alfa de Cronbach con intervalo bootstrap", en="Reliability: Cronbach's alpha, bootstrap"
    ),
    room=core.ROOM,
    formula="alpha of B samples of persons drawn with replacement; BCa interval",
    reference="Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, "
    "82, 171-185. Padilla, M. A., Divers, J., & Newton, M. (2012). Coefficient alpha bootstrap confidence interval under "
    "nonnormality. Applied Psychological Measurement, 36, 331-348.",
    needs=Text(
        es="Dos o más ítems en la misma dirección; 10 o más personas que los respondieron todos",
        en="Two or more items in the same direction; 10 or more persons who answered them all",
    ),
    fields=("interval", "se", "n", "seed", "parameters.draws", "parameters.percentile_low", "parameters.bias"),
    message="instrument.alpha-bootstrap",
)
QUANTITY = cronbach.QUANTITY
BCA = Text(
    es="bootstrap BCa (Efron, 1987), sin distribución supuesta", en="BCa bootstrap (Efron, 1987), distribution-free"
)
CHUNK = 1_000_000
FEWEST = 10


def alpha_bootstrap(
    items: ArrayLike,
    names: Sequence[str],
    subject: Subject,
    *,
    seed: int,
    draws: int = 10_000,
    level: float = 0.95,
) -> Estimate:
    """Cronbach's alpha of answers (n, k) with a bootstrap interval; only persons who answered every item count."""
    table = core.answers(items, names)
    used, lost = cronbach.kept(table, "complete")
    n, k = used.shape
    short = core.too_small(n, k, persons=FEWEST)
    if short is None and not used.sum(axis=1).var() > 1e-12:
        short = cronbach.NO_SPREAD
    if short is not None:
        return core.refused(subject, METHOD.id, QUANTITY, short, n=n, warnings=core.left_out(lost))
    value = item_scores.alpha_of(item_scores.covariances(used))
    found = resampled(used, draws, seed)
    around = bootstrap.Bootstrapped(value, found, draws - found.size, bias(value, found), acceleration(used))
    plain_low, plain_high = bootstrap.percentile(around, level)
    return core.estimate(
        subject,
        METHOD.id,
        QUANTITY,
        value,
        interval=core.between(*bootstrap.bca(around, level), level, BCA),
        se=float(found.std(ddof=1)),
        n=n,
        seed=seed,
        assumptions=(cronbach.TAU, core.persons_independent()),
        parameters={
            "items": k,
            "draws": draws,
            "undefined": around.failed,
            "percentile_low": plain_low,
            "percentile_high": plain_high,
            "bias": float(found.mean() - value),
        },
        warnings=(*core.left_out(lost), *((cronbach.NEGATIVE,) if value < 0 else ())),
    )


def resampled(items: Floats, draws: int, seed: int) -> Floats:
    """Alpha of `draws` samples of the complete rows of `items` (n, k); those whose score does not vary are dropped."""
    n, k = items.shape
    centred = items - items.mean(axis=0)
    sums = np.column_stack([centred, (centred * centred).sum(axis=1), centred.sum(axis=1) ** 2])
    states, block, found = resampling.streams(draws, seed), max(1, CHUNK // n), np.empty(draws)
    for start in range(0, draws, block):
        mean = (resampling.drawn(states[start : start + block], n) @ sums) / n
        place = mean[:, :k]
        own, score = mean[:, k] - (place * place).sum(axis=1), mean[:, k + 1] - place.sum(axis=1) ** 2
        varies = score > 1e-12 * sums[:, k + 1].mean()
        ratio = np.where(varies, own / np.where(varies, score, 1.0), np.nan)
        found[start : start + block] = k / (k - 1.0) * (1.0 - ratio)
    return np.asarray(found[np.isfinite(found)])


def jackknife(items: Floats) -> Floats:
    """Alpha without each person in turn (n,), exactly, from sums."""
    n, k = items.shape
    centred = items - items.mean(axis=0)
    own, score = (centred * centred).sum(axis=1), centred.sum(axis=1) ** 2
    left = n / (n - 1.0)
    items_left, score_left = own.sum() - left * own, score.sum() - left * score
    safe = np.where(score_left > 0, score_left, 1.0)
    return np.asarray(k / (k - 1.0) * (1.0 - np.where(score_left > 0, items_left / safe, 1.0)))


def acceleration(items: Floats) -> float:
    """Skewness of the jackknife deviations over six; 0 where they do not vary."""
    without = jackknife(items)
    gap = without.mean() - without
    spread = float(gap @ gap) ** 1.5
    return float((gap**3).sum()) / (6.0 * spread) if spread > 0 else 0.0


def bias(value: float, found: Floats) -> float:
    """Normal quantile of the share of resamples below the value, ties counted half."""
    edge = 0.5 / (found.size + 1)
    below = (found < value).mean() + (found == value).mean() / 2.0
    return float(ndtri(np.clip(below, edge, 1.0 - edge)))
