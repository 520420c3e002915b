"""How often would the usual interval have held the total, had a model of these lists been the truth?

Formula: N people are drawn from a model fitted to the table, those on no list with them; the unseen are dropped, the
total and its percentile limits are found anew (stepwise choice, repeated in every draw), and the share of M such tables
whose limits hold N is counted, with its Wilson interval. Truths: the stepwise model, the model of smallest BIC, and two
latent classes of people, a truth outside the family of the estimator.
Reference: Chan, Silverman and Vincent (2021), Journal of the American Statistical Association 116, 1297-1306, section 3.4;
Binette and Steorts (2022), Journal of the Royal Statistical Society A, arXiv:2112.01594.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from yupay.analyse.hidden import doubt, loglinear, resampling, selection, stepwise
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.intervals import wilson
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

METHOD = Method(
    id="hidden-coverage",
    label=Text(
        es="Cobertura simulada del intervalo, según varios modelos verdaderos",
        en="Simulated coverage of the interval, under several true models",
    ),
    room="hidden",
    formula="share of M tables drawn from a fitted model whose percentile limits (choice repeated) hold its total",
    reference="Chan, L., Silverman, B. W., & Vincent, K. (2021). Multiple systems estimation for sparse capture data: "
    "Inferential challenges when there are nonoverlapping lists. Journal of the American Statistical Association, 116, "
    "1297-1306.",
    needs=Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part"),
    fields=("interval", "seed", "parameters.truth", "parameters.total", "parameters.tables", "parameters.median_width"),
)
QUANTITY = Text(es="Cobertura del intervalo de nivel nominal", en="Coverage of the interval of nominal level")
SHARE = Text(es="Wilson, de las tablas simuladas", en="Wilson, over the simulated tables")
SHORT, SMOOTH = 0.05, 1e-9
NO_TRUTH = Text(
    es="No evaluable: este modelo no tiene un total con estas listas, y de él no se puede simular.",
    en="Not assessable: this model has no total with these lists, and nothing can be simulated from it.",
)
ASSUMED = (
    Assumption(
        name=Text(es="El modelo del que se simula es la verdad", en="The model drawn from is the truth"),
        held=None,
        evidence=Text(
            es="Nadie conoce la verdad: la cobertura dice qué pasaría si fuera esta, no qué pasó.",
            en="Nobody knows the truth: coverage says what would happen if it were this one, not what happened.",
        ),
    ),
)


class Truth(NamedTuple):
    """A truth to draw from: its key, its name, and the mean of every history, those on no list in place 0; None: no total."""

    key: str
    name: Text
    means: Cells | None


def estimate(
    y: Cells,
    subject: Subject,
    *,
    level: float = 0.95,
    seed: int = 1,
    tables: int = 200,
    draws: int = 400,
    threshold: float = 0.02,
) -> tuple[Estimate, ...]:
    """The coverage of the stepwise percentile interval under each truth, by `tables` simulated tables of `draws` each."""
    why = doubt.unusable(y)
    if why is not None:
        return (_refused(y, subject, why),)
    table = doubt.only(y, doubt.by_size(y))
    found = []
    for place, truth in enumerate(truths(table, threshold)):
        keyed = doubt.keyed(subject, f"truth {truth.key}")
        if truth.means is None:
            found.append(_refused(y, keyed, NO_TRUTH))
            continue
        limits = simulated(truth.means, tables, draws, threshold, level, np.random.default_rng([seed, place]))
        found.append(_row(y, keyed, truth, truth.means, limits, level, seed))
    return tuple(found)


def truths(y: Cells, threshold: float) -> Iterator[Truth]:
    """The models that are taken for true."""
    fitted = stepwise.choose(y, threshold).fit
    yield Truth("stepwise", Text(es="modelo paso a paso", en="stepwise model"), fitted_means(fitted))
    if lists_of(y) <= 5:
        searched = selection.all_models(y, None)
        ranked = searched.ranked("bic")
        best = loglinear.fit(y, searched.interactions(int(ranked[0]))) if ranked.size else None
        yield Truth("smallest BIC", Text(es="modelo de menor BIC", en="smallest-BIC model"), fitted_means(best))
    yield Truth("two classes", Text(es="dos clases latentes", en="two latent classes"), two_classes(y))


def fitted_means(fit: loglinear.Fit | None) -> Cells | None:
    """The fitted mean of every history, those on no list in place 0; None where a fit has no total."""
    if fit is None or not fit.converged:
        return None
    means = np.array(fit.fitted, dtype=np.float64)
    means[0] = fit.dark
    return means


def two_classes(y: Cells, steps: int = 4_000) -> Cells | None:
    """The means of two latent classes of people fitted by EM, those on no list in place 0; None where they run away.

    Reference: Goodman (1974), Biometrika 61, 215-231.
    """
    t, n = lists_of(y), y.sum()
    on = np.arange(y.size)[:, None] >> np.arange(t) & 1
    share, reach = np.array([0.3, 0.7]), np.array([[0.5] * t, [0.1] * t])
    joint = np.ones((y.size, 2))
    for _ in range(steps):
        joint = share * np.stack([np.where(on, p, 1 - p).prod(axis=1) for p in reach], axis=1)
        whole = y.copy()
        whole[0] = n * joint[0].sum() / (1 - joint[0].sum())
        part = joint / joint.sum(axis=1, keepdims=True) * whole[:, None]
        share = part.sum(axis=0) / whole.sum()
        reach = np.clip((part.T @ on) / part.sum(axis=0)[:, None], SMOOTH, 1 - SMOOTH)
    unseen = joint[0].sum()
    return None if unseen > 1 - 1e-4 else joint.sum(axis=1) * n / (1 - unseen)


def simulated(
    means: Cells, tables: int, draws: int, threshold: float, level: float, random: np.random.Generator
) -> Cells:
    """The limits (tables, 2) found again from tables drawn from a truth; minus and plus infinity where there is no total."""
    t, total = lists_of(means), float(means.sum())
    limits = np.full((tables, 2), (-np.inf, np.inf))
    for place in range(tables):
        drawn = random.multinomial(round(total), means / total).astype(np.float64)
        drawn[0] = 0.0
        if doubt.unusable(drawn) is None:
            values = np.sort(resampling.estimates(drawn, lambda some: stepwise.many(t, some, threshold), draws, random))
            shares = resampling.percentile_shares(level, draws)
            limits[place] = [resampling.quantile(values, share.p) for share in shares]
    return limits


def _row(y: Cells, subject: Subject, truth: Truth, means: Cells, limits: Cells, level: float, seed: int) -> Estimate:
    """One truth: the share of limits that hold its total."""
    total, count = float(means.sum()), limits.shape[0]
    known = np.isfinite(limits).all(axis=1)
    held = known & (limits[:, 0] <= total) & (total <= limits[:, 1])
    low, high = wilson(float(held.sum()), float(count))
    widths = limits[known, 1] - limits[known, 0]
    return Estimate(
        **about(subject, "hidden") | {"unit": "share"},
        method=METHOD.id,
        quantity=QUANTITY,
        value=float(held.mean()),
        interval=Interval(low=low, high=high, level=0.95, method=SHARE),
        n=seen(y),
        assumptions=ASSUMED,
        seed=seed,
        parameters={
            "truth": truth.key,
            "total": total,
            "tables": count,
            "nominal": level,
            "median_width": float(np.median(widths)) if widths.size else None,
            "without_limits": int(count - known.sum()),
        },
        warnings=_short(truth, high, level),
    )


def _short(truth: Truth, high: float, level: float) -> tuple[Text, ...]:
    """A warning where the interval holds the truth clearly less often than it says."""
    if high >= level - SHORT:
        return ()
    return (
        Text(
            es=f"Si la verdad fuera «{truth.name.es}», el intervalo del {level:.0%} la contendría mucho menos de lo que dice.",
            en=f"Were “{truth.name.en}” the truth, the {level:.0%} interval would hold it far less often than it says.",
        ),
    )


def _refused(y: Cells, subject: Subject, why: Text) -> Estimate:
    return doubt.refused(y, subject, METHOD.id, why, assumptions=ASSUMED)
