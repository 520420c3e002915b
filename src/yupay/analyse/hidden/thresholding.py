"""How many were on no list, with only the interactions whose posterior stands clear of zero?

Formula: Poisson log-linear model; intercept and lists flat, interactions N(0, v), v = 1. All pairs are fitted; a pair is
retained where |posterior mean| / posterior sd reaches the threshold, 2. With order 3, the triples whose three pairs were
retained are fitted beside the retained pairs and kept by the same rule. The retained model is fitted again:
N = n + exp(intercept).
Reference: Silverman (2020), Journal of the Royal Statistical Society A 183, 691-736; Forster (2010), Statistical
Methodology 7, 210-224 (when the posterior is proper).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from yupay.analyse.hidden import chains, doubt, existence, threshold_kernel
from yupay.analyse.hidden.brackets import numbers
from yupay.analyse.hidden.tables import Cells, lists_of, pairs, seen, size
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-bayes-threshold",
    label=Text(es="Umbral bayesiano de interacciones", en="Bayesian thresholding of interactions"),
    room="hidden",
    formula="Poisson log-linear, interactions N(0, 1) a priori; kept where |posterior mean| / sd >= 2; N = n + exp(b0)",
    reference="Silverman, B. W. (2020). Multiple-systems analysis for the quantification of modern slavery: classical "
    "and Bayesian approaches. Journal of the Royal Statistical Society A, 183, 691-736.",
    needs=Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part"),
    fields=(
        "interval",
        "se",
        "seed",
        "parameters.model",
        "parameters.rhat",
        "parameters.ess_bulk",
        "parameters.ess_tail",
    ),
)
CREDIBLE = Text(es="Cuantiles de la distribución posterior", en="Quantiles of the posterior distribution")
CHAINS, WARM, KEPT = 16, 300, 1250
NEAR = 0.15


@dataclass(frozen=True)
class Thresholded:
    """The posterior after thresholding.

    `retained` are the pairs and triples kept (sets of lists); `statistics` |mean| / sd of every interaction considered;
    `total` (chains, draws) the draws of the total; `verdict` the worst R-hat and the smallest ESS of the intercept and
    all interactions in every fit.
    """

    seen: int
    lists: int
    retained: tuple[int, ...]
    statistics: dict[int, float] = field(repr=False)
    total: np.ndarray = field(repr=False)
    verdict: chains.Convergence = field(repr=False)
    accepted: float = 0.0

    def quantile(self, p: float) -> float:
        """A quantile of the posterior of the total."""
        return float(np.quantile(self.total, p))

    @property
    def converged(self) -> bool:
        """Whether every fit converged and the total moved."""
        return self.verdict.converged and float(np.ptp(self.total)) > 0


@dataclass(frozen=True)
class Fitted:
    """One model's draws (chains, kept, effects), its verdict over intercept and interactions, and steps accepted."""

    draws: np.ndarray
    verdict: chains.Convergence
    accepted: float

    def statistics(self, interactions: Sequence[int], lists: int) -> dict[int, float]:
        """|posterior mean| / posterior sd of each interaction."""
        flat = self.draws.reshape(-1, self.draws.shape[2])[:, lists + 1 :]
        spread = flat.std(axis=0, ddof=1)
        sizes = np.divide(np.abs(flat.mean(axis=0)), spread, out=np.zeros_like(spread), where=spread > 0)
        return {one: float(value) for one, value in zip(interactions, sizes, strict=True)}


def threshold(
    y: Cells, *, order: int = 2, variance: float = 1.0, cut: float = 2.0, seed: int, kept: int = KEPT
) -> Thresholded | None:
    """The posterior of the total after thresholding pairs (and, with order 3, triples); None where no mode was found.

    `kept` draws in each of 16 chains; `y` has 3 lists or more and a proper posterior (see `improper`).
    """
    t = lists_of(y)
    first = _fit(y, pairs(t), variance, seed, kept)
    if first is None:
        return None
    statistics = first.statistics(pairs(t), t)
    retained = [one for one in pairs(t) if statistics[one] >= cut]
    fits = [first]
    if order >= 3 and (candidates := eligible(retained, t)):
        second = _fit(y, [*retained, *candidates], variance, seed + 1, kept)
        if second is None:
            return None
        found = second.statistics([*retained, *candidates], t)
        statistics |= {one: found[one] for one in candidates}
        retained += [one for one in candidates if found[one] >= cut]
        fits.append(second)
    last = _fit(y, retained, variance, seed + 2, kept)
    if last is None:
        return None
    fits.append(last)
    total = seen(y) + np.exp(np.minimum(last.draws[:, :, 0], threshold_kernel.LARGEST))
    verdict = worst([one.verdict for one in fits])
    return Thresholded(seen(y), t, tuple(retained), statistics, total, verdict, last.accepted)


def eligible(retained: Sequence[int], lists: int) -> list[int]:
    """The sets of three lists whose three pairs are all retained."""
    kept = set(retained)
    return [
        one
        for one in range(2**lists)
        if size(one) == 3 and all(one ^ (1 << k) in kept for k in range(lists) if one >> k & 1)
    ]


def improper(y: Cells) -> bool:
    """Whether the flat priors leave the posterior improper: the model of the lists alone then has no maximum."""
    return existence.check(y, ()).code != 0


def worst(verdicts: Sequence[chains.Convergence]) -> chains.Convergence:
    """The largest R-hat and the smallest ESS of several verdicts; converged where all are."""
    return chains.Convergence(
        max(one.rhat for one in verdicts),
        min(one.bulk for one in verdicts),
        min(one.tail for one in verdicts),
        verdicts[0].chains,
        verdicts[0].kept,
        all(one.converged for one in verdicts),
    )


def _fit(y: Cells, interactions: Sequence[int], variance: float, seed: int, kept: int) -> Fitted | None:
    of = threshold_kernel.posterior(y, interactions, variance)
    if of is None:
        return None
    drawn, accepted = threshold_kernel.draws(of, CHAINS, WARM, kept, seed)
    watched = [0, *range(lists_of(y) + 1, drawn.shape[2])]
    return Fitted(drawn, worst([chains.judged(drawn[:, :, one]) for one in watched]), accepted)


def estimate(
    y: Cells,
    subject: Subject,
    *,
    level: float = 0.95,
    seed: int,
    order: int = 2,
    variance: float = 1.0,
    threshold_at: float = 2.0,
    kept: int = KEPT,
) -> Estimate:
    """The posterior median of the total and its interval, after thresholding; refused where chains disagree."""
    places = doubt.by_size(y)
    table = doubt.only(y, places)
    reason = doubt.unusable(y) or (IMPROPER if improper(table) else None)
    empty = doubt.left_empty(y, subject)
    if reason is not None:
        return doubt.refused(y, subject, METHOD.id, reason, *empty, assumptions=_assumed(variance))
    found = threshold(table, order=order, variance=variance, cut=threshold_at, seed=seed, kept=kept)
    if found is None:
        return doubt.refused(y, subject, METHOD.id, NO_MODE, *empty, assumptions=_assumed(variance), seed=seed)
    if not found.converged:
        reasons = (_not_converged(found), *empty)
        return doubt.refused(
            y, subject, METHOD.id, *reasons, assumptions=_assumed(variance), seed=seed, parameters=_sampling(found)
        )
    bounds = Interval(
        low=found.quantile((1 - level) / 2), high=found.quantile((1 + level) / 2), level=level, method=CREDIBLE
    )
    return Estimate(
        **about(subject, "hidden"),
        method=METHOD.id,
        quantity=doubt.QUANTITY,
        value=found.quantile(0.5),
        interval=bounds,
        se=float(found.total.std(ddof=1)),
        n=seen(y),
        assumptions=_assumed(variance),
        seed=seed,
        parameters=_model(found, places, variance, threshold_at) | _sampling(found) | _errors(found, level),
        warnings=(*empty, *_near(found, places, subject, threshold_at)),
    )


def over_priors(
    y: Cells, subject: Subject, *, level: float = 0.95, seed: int, order: int = 2, threshold_at: float = 2.0
) -> tuple[Estimate, ...]:
    """One record for each variance of the interactions a priori: 1 (the usual), a quarter and four."""
    return tuple(
        estimate(
            y,
            doubt.keyed(subject, f"variance = {one:g}"),
            level=level,
            seed=seed,
            order=order,
            variance=one,
            threshold_at=threshold_at,
        )
        for one in (1.0, 0.25, 4.0)
    )


Flat = dict[str, float | int | str | bool | None]


def _model(found: Thresholded, places: tuple[int, ...], variance: float, cut: float) -> Flat:
    """The model retained and the statistic of every interaction considered, by the numbers of the lists."""
    mains = [1 << k for k in range(found.lists)]
    inside = [
        one for one in (*mains, *found.retained) if not any(one != two and one & two == one for two in found.retained)
    ]
    model: Flat = {
        "model": doubt.numbered(inside, places),
        "retained": len(found.retained),
        "threshold": cut,
        "prior_variance": variance,
    }
    statistics = {f"statistic_{doubt.digits(one, places)}": value for one, value in found.statistics.items()}
    return model | {name: statistics[name] for name in sorted(statistics, key=lambda name: (len(name), name))}


def _sampling(found: Thresholded) -> Flat:
    return {
        "rhat": float(found.verdict.rhat) if np.isfinite(found.verdict.rhat) else None,
        "ess_bulk": found.verdict.bulk,
        "ess_tail": found.verdict.tail,
        "chains": found.verdict.chains,
        "draws": found.total.size,
        "accepted": found.accepted,
    }


def _errors(found: Thresholded, level: float) -> Flat:
    """Monte-Carlo standard errors of the median and of both limits."""
    places = {"median": 0.5, "low": (1 - level) / 2, "high": (1 + level) / 2}
    return {f"monte_carlo_error_{name}": chains.quantile_error(found.total, p) for name, p in places.items()}


def _near(found: Thresholded, places: tuple[int, ...], subject: Subject, cut: float) -> tuple[Text, ...]:
    """The warning that an interaction is within 0.15 of the threshold: another sample may decide otherwise."""
    close = {one: value for one, value in found.statistics.items() if abs(value - cut) < NEAR}
    if not close:
        return ()
    words = "; ".join(f"{_names(doubt.placed(one, places), subject)} {value:.2f}" for one, value in close.items())
    return (
        Text(
            es=f"Interacciones muy cerca del umbral {cut:g}, que con otra muestra podrían quedar o salir: {words}.",
            en=f"Interactions very near the threshold {cut:g}, that another sample might keep or drop: {words}.",
        ),
    )


def _names(one: int, subject: Subject) -> str:
    return ":".join(doubt.named(subject, k - 1) for k in numbers(one))


def _not_converged(found: Thresholded) -> Text:
    rhat, ess = found.verdict.rhat, min(found.verdict.bulk, found.verdict.tail)
    return Text(
        es=f"No evaluable: las cadenas no llegaron al mismo lugar (R-hat {rhat:.3f}, tamaño efectivo {ess:,.0f}).",
        en=f"Not assessable: the chains did not reach the same place (R-hat {rhat:.3f}, effective size {ess:,.0f}).",
    )


def _assumed(variance: float) -> tuple[Assumption, ...]:
    return (
        doubt.unchecked(
            Text(
                es="La dependencia entre listas se agota en las interacciones retenidas, y vale igual para quienes no "
                "están en ninguna lista: no hay interacción de todas las listas a la vez",
                en="Dependence between lists is all in the retained interactions, and holds alike for those on no list: "
                "there is no interaction of all lists together",
            ),
            Text(es="No se puede comprobar con las listas.", en="The lists cannot check it."),
        ),
        doubt.unchecked(
            Text(
                es=f"Interacciones pequeñas a priori: normales con media 0 y varianza {variance:g}",
                en=f"Interactions small a priori: normal with mean 0 and variance {variance:g}",
            ),
            Text(
                es="Se elige, no se estima: el mismo cálculo con varianza 0.25 y 4 lo muestra.",
                en="Chosen, not estimated: the same calculation with variance 0.25 and 4 shows it.",
            ),
        ),
        doubt.unchecked(
            Text(
                es="Población cerrada y registros bien enlazados",
                en="Closed population and records linked without error",
            ),
            Text(es="No se comprueba aquí.", en="Not checked here."),
        ),
    )


IMPROPER = Text(
    es="No evaluable: con estas listas la distribución posterior no es propia (el modelo sin interacciones no tiene máximo).",
    en="Not assessable: with these lists the posterior is not proper (the model without interactions has no maximum).",
)
NO_MODE = Text(
    es="No evaluable: no se encontró el máximo de la distribución posterior.",
    en="Not assessable: the maximum of the posterior was not found.",
)
