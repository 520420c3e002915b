"""Between which values does the total lie when the model is chosen anew for every bootstrap table?

Formula: estimate = total of the model chosen by stepwise p, or by the smallest BIC; B multinomial tables of the people
seen, the choice repeated on each; percentile limits (the usual) or BCa limits. Jackknife: one person less at a time,
variance (n - 1) / n times the sum of squared deviations, limits n + d exp(-+ z se / d), d the total less n.
Of many models only the `ntop` best of the table by BIC are fitted again in each draw.
Reference: Chan, Silverman and Vincent (2021), Journal of the American Statistical Association 116, 1297-1306; Silverman,
Chan and Vincent (2024), Statistics and Computing 34, 44; Norris and Pollock (1996), Environmental and Ecological
Statistics 3, 235-244 (choice repeated in every draw); Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 11, 13 and 14.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from yupay.analyse.hidden import bca, doubt, resampling, selection, stepwise
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.resampling import Limit, Many, Resampled, Rule
from yupay.analyse.hidden.tables import Cells, lists_of, seen
from yupay.analyse.numerics.arrays import Whole
from yupay.analyse.numerics.subject import about
from yupay.model.estimate import Assumption, Estimate, Interval, Subject
from yupay.model.method import Method
from yupay.model.text import Text

Kind = Literal["percentile", "bca"]
Fitted = dict[str, float | int | str | bool | None]
LISTS = Text(es="Tres o más listas que coinciden en parte", en="Three or more lists that overlap in part")
DRAWN = ("interval", "se", "seed", "parameters.model", "parameters.draws", "parameters.draws_not_estimable")
STEPWISE = Method(
    id="hidden-stepwise-bootstrap",
    label=Text(
        es="Modelo paso a paso, bootstrap que repite la elección", en="Stepwise model, bootstrap repeating the choice"
    ),
    room="hidden",
    formula="total of the stepwise log-linear model; quantiles of B multinomial tables, the steps repeated on each",
    reference="Chan, L., Silverman, B. W., & Vincent, K. (2021). Multiple systems estimation for sparse capture data: "
    "Inferential challenges when there are nonoverlapping lists. Journal of the American Statistical Association, 116, "
    "1297-1306.",
    needs=LISTS,
    fields=(*DRAWN, "parameters.threshold"),
)
BIC = Method(
    id="hidden-bic-bootstrap",
    label=Text(
        es="Modelo de menor BIC, bootstrap que repite la elección",
        en="Smallest-BIC model, bootstrap repeating the choice",
    ),
    room="hidden",
    formula="total of the hierarchical model of smallest BIC; quantiles of B multinomial tables, the search repeated on each",
    reference="Silverman, B. W., Chan, L., & Vincent, K. (2024). Bootstrapping multiple systems estimates to account for "
    "model selection. Statistics and Computing, 34, 44.",
    needs=LISTS,
    fields=(*DRAWN, "parameters.models", "parameters.models_refitted"),
)
JACKKNIFE = Method(
    id="hidden-jackknife",
    label=Text(es="Modelo paso a paso, error por jackknife", en="Stepwise model, jackknife error"),
    room="hidden",
    formula="variance (n - 1) / n sum of squared deviations of the totals with one person less; n + d exp(-+ z se / d)",
    reference="Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall. Chao, A. (1987). "
    "Estimating the population size for capture-recapture data with unequal catchability. Biometrics, 43, 783-791.",
    needs=LISTS,
    fields=("interval", "se", "parameters.model", "parameters.jackknife_mean"),
)
WAYS: dict[Kind, Text] = {
    "percentile": Text(
        es="percentiles bootstrap, con la elección del modelo repetida en cada sorteo",
        en="bootstrap percentiles, the choice of model repeated in every draw",
    ),
    "bca": Text(
        es="bootstrap BCa (Efron, 1987), con la elección del modelo repetida en cada sorteo",
        en="BCa bootstrap (Efron, 1987), the choice of model repeated in every draw",
    ),
}
LEFT_OUT = Text(
    es="jackknife, log-normal sobre las personas no vistas", en="jackknife, log-normal on the people not seen"
)
NO_MODEL = Text(
    es="No evaluable: ningún modelo tiene una estimación única con estas listas.",
    en="Not assessable: no model has a single estimate with these lists.",
)
SINGLE_PERSONS = Text(
    es="El jackknife quita una persona a la vez: casi nunca cambia de modelo y deja fuera la duda sobre su elección; si una "
    "sola persona lo cambia, el error salta. Léase junto al bootstrap que repite la elección.",
    en="The jackknife leaves out one person at a time: it seldom changes the model and leaves out the doubt about its "
    "choice; where one person does change it, the error jumps. Read it beside the bootstrap that repeats the choice.",
)
MOST_LISTS, MOST_IN_FULL, SHORT_CUT = 6, 1_024, 200


@dataclass(frozen=True, eq=False)
class Problem:
    """A table ready to be drawn from: its lists with somebody, the largest first, `places` theirs in the table given.

    `many` estimates tables; `value` is its estimate of this one, `told` what it fitted.
    """

    y: Cells
    places: tuple[int, ...]
    many: Many
    value: float
    told: Fitted


def stepwise_bootstrap(
    y: Cells,
    subject: Subject,
    *,
    level: float = 0.95,
    seed: int = 1,
    threshold: float = 0.02,
    draws: int = 1_000,
    most_draws: int = 100_000,
    interval: Kind = "percentile",
) -> Estimate:
    """The total of the stepwise model of a table (2**t,), its limits from draws in which the steps are taken again.

    `draws` are doubled, to at most `most_draws`, until the Monte-Carlo error of both limits is below 1 %; a limit that
    stays unbounded is None, with a warning.
    """
    found = doubt.unusable(y) or stepped(y, threshold)
    if isinstance(found, Text):
        return _refused(y, subject, STEPWISE, found)
    return _drawn(found, y, subject, STEPWISE, Asked(level, seed, draws, most_draws, interval))


def bic_bootstrap(
    y: Cells,
    subject: Subject,
    *,
    level: float = 0.95,
    seed: int = 1,
    most_order: int | None = None,
    ntop: int | None = None,
    draws: int = 1_000,
    most_draws: int = 100_000,
    interval: Kind = "percentile",
) -> Estimate:
    """The total of the hierarchical model of smallest BIC, its limits from draws in which the `ntop` best compete again.

    `most_order` is the largest interaction (None: all up to five lists, pairs with six); `ntop` None: all of up to 1,024
    models, 200 of more. Draws and limits as in `stepwise_bootstrap`.
    """
    found = doubt.unusable(y) or searched(y, most_order, ntop)
    if isinstance(found, Text):
        return _refused(y, subject, BIC, found)
    return _drawn(found, y, subject, BIC, Asked(level, seed, draws, most_draws, interval))


def jackknife(y: Cells, subject: Subject, *, level: float = 0.95, threshold: float = 0.02) -> Estimate:
    """The total of the stepwise model of a table (2**t,), its error from leaving out one person at a time."""
    found = doubt.unusable(y) or stepped(y, threshold)
    if isinstance(found, Text):
        return _refused(y, subject, JACKKNIFE, found)
    left, n = bca.jackknife(found.y, found.many), float(seen(y))
    known = left.not_estimable == 0
    reach = float(np.exp(ndtri(0.5 + level / 2) * left.se / (found.value - n))) if known else float("inf")
    low, high = n + (found.value - n) / reach, n + (found.value - n) * reach
    return Estimate(
        **about(subject, "hidden"),
        method=JACKKNIFE.id,
        quantity=doubt.QUANTITY,
        value=found.value,
        interval=Interval(low=low, high=high, level=level, method=LEFT_OUT) if np.isfinite(high) else None,
        se=left.se if known else None,
        n=seen(y),
        assumptions=ASSUMED,
        parameters=found.told
        | {
            "jackknife_mean": left.mean if known else None,
            "acceleration": left.acceleration if known else None,
            "left_out_not_estimable": left.not_estimable,
        },
        warnings=(*doubt.left_empty(y, subject), *_lost(left), SINGLE_PERSONS),
    )


def stepped(y: Cells, threshold: float) -> Problem | Text:
    """The stepwise estimate of a usable table, and how it is made again on others; why not, where it has none."""
    places = doubt.by_size(y)
    table = doubt.only(y, places)
    fit = stepwise.choose(table, threshold).fit
    if not fit.converged or not np.isfinite(fit.estimate):
        return NO_MODEL
    told: Fitted = {"model": _model(fit.effects, places, y), "threshold": threshold, "aic": fit.aic, "bic": fit.bic}
    told |= {"deviance": fit.deviance, "df": fit.df}
    t = len(places)
    return Problem(table, places, lambda some: stepwise.many(t, some, threshold), fit.estimate, told)


def searched(y: Cells, most_order: int | None = None, ntop: int | None = None) -> Problem | Text:
    """The smallest-BIC estimate of a usable table, and how the `ntop` best models compete on others; why not, if none."""
    places = doubt.by_size(y)
    table, t = doubt.only(y, places), len(places)
    if t > MOST_LISTS:
        return _too_many(t)
    found = selection.all_models(table, most_order)
    ranked = found.ranked("bic")
    if ranked.size == 0:
        return NO_MODEL
    best, kept = int(ranked[0]), _competing(found, ranked, ntop)
    told: Fitted = {"model": _model(found.interactions(best), places, y), "aic": float(found.aic[best])}
    told |= {"bic": float(found.bic[best]), "most_order": found.most_order, "models": int(found.lengths.size)}
    told |= {"models_estimable": found.admissible, "models_refitted": int(kept.size)}
    effects, lengths = found.effects[kept], found.lengths[kept]
    value = float(found.estimates[best])
    return Problem(table, places, lambda some: selection.best_of(t, some, effects, lengths), value, told)


def _competing(found: selection.Searched, ranked: Whole, ntop: int | None) -> Whole:
    """The places of the models that compete in every draw: all, even those without an estimate here, or the best."""
    m = int(found.lengths.size)
    most = ntop if ntop is not None else (m if m <= MOST_IN_FULL else SHORT_CUT)
    return np.arange(m, dtype=np.int64) if most >= m else np.sort(ranked[:most])


@dataclass(frozen=True)
class Asked:
    """What was asked of the draws."""

    level: float
    seed: int
    draws: int
    most: int
    kind: Kind


def _drawn(problem: Problem, y: Cells, subject: Subject, method: Method, asked: Asked) -> Estimate:
    """The record of a bootstrap: percentile limits, or BCa, the other kind of the same draws beside it."""
    left = bca.jackknife(problem.y, problem.many)
    rules: dict[Kind, Rule] = {
        "percentile": lambda values: resampling.percentile_shares(asked.level, values.size),
        "bca": lambda values: bca.shares(values, problem.value, left.acceleration, asked.level),
    }
    found = resampling.raised(
        problem.y, problem.many, rules[asked.kind], seed=asked.seed, draws=asked.draws, most=asked.most
    )
    other: Kind = "bca" if asked.kind == "percentile" else "percentile"
    low, high = (resampling.limit(found.values, share).shown for share in rules[other](found.values))
    told: Fitted = {"draws": int(found.values.size), "draws_not_estimable": found.not_estimable}
    told |= {"error_low": _percent(found.low), "error_high": _percent(found.high)}
    told |= {"median": resampling.quantile(found.values, 0.5), f"{other}_low": low, f"{other}_high": high}
    whole = found.not_estimable == 0
    return Estimate(
        **about(subject, "hidden"),
        method=method.id,
        quantity=doubt.QUANTITY,
        value=problem.value,
        interval=Interval(low=found.low.shown, high=found.high.shown, level=asked.level, method=WAYS[asked.kind]),
        se=float(found.values.std(ddof=1)) if whole else None,
        n=seen(y),
        assumptions=ASSUMED,
        seed=asked.seed,
        parameters=problem.told | told,
        warnings=(*doubt.left_empty(y, subject), *_open(found)),
    )


def _percent(limit: Limit) -> float | None:
    """The Monte-Carlo error of a limit, as a percentage of it; None where it is unknown."""
    return round(100 * limit.error / limit.value, 3) if np.isfinite(limit.error) else None


def _open(found: Resampled) -> tuple[Text, ...]:
    """A warning for each limit that these data do not bound, and for draws without an estimate."""
    ends = (("inferior", "lower", found.low), ("superior", "upper", found.high))
    said = [_unbounded(es, en, limit, found) for es, en, limit in ends if limit.unbounded]
    if found.not_estimable:
        share = found.not_estimable / found.values.size
        said.append(
            Text(
                es=f"Sorteos sin estimación, que cuentan como infinitos: {found.not_estimable:,} ({share:.1%}).",
                en=f"Draws without an estimate, which count as infinite: {found.not_estimable:,} ({share:.1%}).",
            )
        )
    return tuple(said)


def _unbounded(es: str, en: str, limit: Limit, found: Resampled) -> Text:
    drawn = f"{found.values.size:,}"
    why = {
        "draws without an estimate": Text(
            es="lo alcanzan sorteos sin estimación", en="draws without an estimate reach it"
        ),
        "last draw": Text(
            es=f"es el último de los {drawn} sorteos, o casi", en=f"it is the last of {drawn} draws, or nearly so"
        ),
        "Monte-Carlo error": Text(
            es=f"con {drawn} sorteos su error de Monte Carlo es de {_percent(limit)} %, y se pide 1 %",
            en=f"with {drawn} draws its Monte-Carlo error is {_percent(limit)} %, and 1 % is asked for",
        ),
    }[limit.unbounded]
    return Text(
        es=f"Límite {es}: no lo acotan estos datos ({why.es}).",
        en=f"{en.capitalize()} limit: not bounded by these data ({why.en}).",
    )


def _lost(left: bca.Jackknifed) -> tuple[Text, ...]:
    if left.not_estimable == 0:
        return ()
    return (
        Text(
            es=f"Error e intervalo no evaluables: sin una persona, {left.not_estimable} de las historias dejan listas sin estimación.",
            en=f"Error and interval not assessable: one person less in {left.not_estimable} of the histories leaves no estimate.",
        ),
    )


def _too_many(lists: int) -> Text:
    return Text(
        es=f"No evaluable: {lists} listas dan demasiados modelos; hasta {MOST_LISTS} listas. Una algunas listas.",
        en=f"Not assessable: {lists} lists give too many models; up to {MOST_LISTS} lists. Merge some lists.",
    )


def _model(effects: Iterable[int], places: tuple[int, ...], y: Cells) -> str:
    """The model in brackets, by the numbers of the lists of the whole table."""
    return written([doubt.placed(one, places) for one in effects], lists_of(y))


def _refused(y: Cells, subject: Subject, method: Method, reason: Text) -> Estimate:
    return doubt.refused(y, subject, method.id, reason, *doubt.left_empty(y, subject), assumptions=ASSUMED)


ASSUMED: tuple[Assumption, ...] = (
    doubt.unchecked(
        Text(
            es="La dependencia entre listas se agota en las interacciones del modelo, y vale igual para quienes no están en "
            "ninguna lista: no hay interacción de todas las listas a la vez",
            en="Dependence between lists is all in the interactions of the model, and holds alike for those on no list: there "
            "is no interaction of all lists together",
        ),
        Text(es="No se puede comprobar con las listas.", en="The lists cannot check it."),
    ),
    doubt.unchecked(
        Text(
            es="Personas independientes entre sí, población cerrada y registros bien enlazados",
            en="People independent of each other, closed population and records linked without error",
        ),
        Text(es="No se comprueba aquí.", en="Not checked here."),
    ),
)
