"""How many are there, each stratum estimated by itself and the totals added?

Formula: N = sum of N_s. Interval by convolution: each stratum's table is drawn anew (multinomial over the people seen in
it) and estimated anew, its model chosen again; draw b of the sum adds one draw of every stratum, drawn independently;
percentiles of the sums. Interval by the delta method: D = sum of dark numbers, var D = sum of their variances,
seen + D exp(-+ z sqrt(log(1 + var D / D^2))). The sum beside the pooled total says whether strata differ in how lists see them.
Reference: Sekar and Deming (1949), Journal of the American Statistical Association 44, 101-115; Chao (1987), Biometrics
43, 783-791 (log-normal limits); Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yupay.analyse.hidden import resampling, stepwise
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.closed_fit import Floats, closed_people, log_normal
from yupay.analyse.hidden.doubt import QUANTITY, manned, only, placed, refused, unchecked, unusable
from yupay.analyse.hidden.tables import Cells, lists_of, margins, pairs, seen
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-strata",
    label=Text(es="Suma de estratos", en="Sum of strata"),
    room="hidden",
    formula="N = sum of N_s; interval from sums of independent bootstrap draws",
    reference="Sekar, C. C., & Deming, W. E. (1949). On a method of estimating birth and death rates and the extent of "
    "registration. Journal of the American Statistical Association, 44, 101-115.",
    needs=Text(
        es="Estratos con dos listas o más con coincidencias en cada uno",
        en="Strata with two lists or more that overlap in each",
    ),
    fields=("interval", "se", "parameters.pooled", "parameters.estimate[...]", "parameters.delta_low"),
)
FEW_SEEN, FEW_IN_COMMON, LOST = 50, 5, 0.05


@dataclass(frozen=True)
class Part:
    """One stratum: people seen, its total and standard error (nan where it has none, `reason` says why), its model.

    `draws` (B,) are the totals of drawn tables, plus infinity where one has none (nan where no table was drawn).
    """

    name: str
    seen: int
    total: float
    se: float
    draws: Floats
    model: str = ""
    reason: Text | None = None


def part(y: Cells, name: str, *, seed: int, draws: int = 1000, threshold: float = stepwise.THRESHOLD) -> Part:
    """One stratum estimated by stepwise models on the lists that see anybody in it; two lists are taken as independent."""
    short = unusable(y, least=2)
    if short is not None:
        return Part(name, seen(y), np.nan, np.nan, np.full(draws, np.nan), reason=short)
    table = only(y, manned(y))
    t = lists_of(table)
    found = stepwise.choose(table, threshold).fit
    if not found.converged:
        return Part(name, seen(y), np.nan, np.nan, np.full(draws, np.nan), reason=_no_model())
    tables = resampling.tables(table, draws, np.random.default_rng(seed))
    drawn = resampling.bounded(stepwise.many(t, tables, threshold), table)
    model = written([placed(effect, manned(y)) for effect in found.effects], lists_of(y))
    return Part(name, seen(y), found.estimate, found.se, drawn, model)


def convolved(parts: Sequence[Part], level: float) -> tuple[float, float]:
    """Percentile limits of the sum of independent strata; a draw in which a stratum has no total counts as infinite."""
    sums = np.sum([one.draws for one in parts], axis=0)
    ordered = np.sort(np.where(np.isfinite(sums), sums, np.inf))
    return resampling.quantile(ordered, (1 - level) / 2), resampling.quantile(ordered, (1 + level) / 2)


def delta(parts: Sequence[Part], level: float) -> tuple[float, float]:
    """Log-normal limits of the sum from the variances of independent strata."""
    n = sum(one.seen for one in parts)
    dark = sum(one.total for one in parts) - n
    return log_normal(n, dark, float(np.sqrt(sum(one.se**2 for one in parts))), level)


def estimate(
    tables: Floats,
    subject: Subject,
    *,
    names: Sequence[str],
    seed: int,
    level: float = 0.95,
    draws: int = 1000,
    threshold: float = stepwise.THRESHOLD,
) -> Estimate:
    """The sum over strata of tables (strata, 2**t); refused where a stratum has no total, since the sum would lack it."""
    streams = np.random.SeedSequence(seed).generate_state(len(tables) + 1)
    parts = [
        part(y, name, seed=int(stream), draws=draws, threshold=threshold)
        for y, name, stream in zip(tables, names, streams[1:], strict=True)
    ]
    pooled = part(tables.sum(axis=0), "", seed=int(streams[0]), draws=1, threshold=threshold)
    lost = float(np.mean(~np.isfinite(np.sum([one.draws for one in parts], axis=0))))
    parameters: dict[str, float | int | str | bool | None] = {
        "pooled": _number(pooled.total),
        "draws": draws,
        "draws_without_total": round(lost * draws),
        **{f"estimate[{one.name}]": _number(one.total) for one in parts},
        **{f"model[{one.name}]": one.model for one in parts},
        **{f"seen[{one.name}]": one.seen for one in parts},
    }
    cautions = tuple(found for y, name in zip(tables, names, strict=True) for found in scarce(y, name, subject))
    shared = {"assumptions": assumptions(), "seed": seed}
    missing = [one for one in parts if not np.isfinite(one.total)]
    if missing or lost > LOST:
        reason = _missing(missing) if missing else _unsteady(lost)
        return refused(tables.sum(axis=0), subject, METHOD.id, reason, *cautions, parameters=parameters, **shared)
    low, high = convolved(parts, level)
    near, far = delta(parts, level)
    return Estimate(
        **about(subject, "hidden"),
        **shared,
        method=METHOD.id,
        quantity=QUANTITY,
        value=sum(one.total for one in parts),
        interval=Interval(low=low, high=high if np.isfinite(high) else None, level=level, method=CONVOLVED),
        se=float(np.sqrt(sum(one.se**2 for one in parts))),
        n=sum(one.seen for one in parts),
        parameters={**parameters, "delta_low": near, "delta_high": far},
        warnings=(*cautions, *(() if np.isfinite(high) else (_open(lost),))),
    )


CONVOLVED = Text(
    es="percentiles de sumas de sorteos independientes por estrato",
    en="percentiles of sums of independent draws by stratum",
)


def scarce(y: Cells, name: str, subject: Subject) -> tuple[Text, ...]:
    """The warnings that a stratum has fewer than 50 people seen, or pairs of lists with fewer than 5 in common."""
    found, common = [], margins(y)
    if seen(y) < FEW_SEEN:
        found.append(
            Text(
                es=f"{name}: personas vistas, {seen(y)}, menos de {FEW_SEEN}.",
                en=f"{name}: people seen, {seen(y)}, fewer than {FEW_SEEN}.",
            )
        )
    few = sum(1 for pair in pairs(lists_of(y)) if common[pair] < FEW_IN_COMMON)
    if few:
        found.append(
            Text(
                es=f"{name}: pares de listas con menos de {FEW_IN_COMMON} personas en común, {few}.",
                en=f"{name}: pairs of lists with fewer than {FEW_IN_COMMON} people in common, {few}.",
            )
        )
    return tuple(found)


def assumptions() -> tuple[Assumption, ...]:
    """What must hold of the people on no list, first; then what all models need."""
    return (
        unchecked(
            Text(es="Supuesto que identifica el total", en="What identifies the total"),
            Text(
                es="No se comprueba con estos datos: dentro de cada estrato, la dependencia hallada entre listas vale también para quienes no están en ninguna.",
                en="These data cannot check it: within each stratum, the dependence found between lists holds also for those on none.",
            ),
        ),
        unchecked(
            Text(es="Estratos separados", en="Separate strata"),
            Text(
                es="No se comprueba aquí: cada persona pertenece a un solo estrato, el mismo en todas las listas.",
                en="Not checked here: each person belongs to one stratum, the same on all lists.",
            ),
        ),
        *closed_people(),
    )


def _number(total: float) -> float | None:
    return total if np.isfinite(total) else None


def _missing(parts: Sequence[Part]) -> Text:
    names = "; ".join(one.name for one in parts)
    return Text(
        es=f"No evaluable: estratos sin total, que faltarían en la suma: {names}.",
        en=f"Not assessable: strata without a total, which the sum would lack: {names}.",
    )


def _open(lost: float) -> Text:
    return Text(
        es=f"Límite superior: no lo acotan estos datos (en {100 * lost:.1f} % de los sorteos algún estrato queda sin total).",
        en=f"Upper limit: not bounded by these data (in {100 * lost:.1f} % of the draws some stratum has no total).",
    )


def _unsteady(lost: float) -> Text:
    return Text(
        es=f"No evaluable: en {100 * lost:.0f} % de los sorteos algún estrato queda sin total; los estratos son demasiado chicos para sumarlos.",
        en=f"Not assessable: in {100 * lost:.0f} % of the draws some stratum has no total; the strata are too small to be added.",
    )


def _no_model() -> Text:
    return Text(
        es="No evaluable: el modelo de listas independientes no tiene máximo en este estrato.",
        en="Not assessable: the model of independent lists has no maximum in this stratum.",
    )
