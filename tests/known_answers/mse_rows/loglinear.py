"""Rows of R's log-linear fits: main effects, stepwise p, all hierarchical models by BIC and AIC, overlapping triples."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from mse_rows.reading import table
from mse_rows.unfinished import one_step_behind

from yupay.analyse.hidden import existence, loglinear, newton, selection, stepwise
from yupay.analyse.hidden.brackets import written
from yupay.analyse.hidden.loglinear import Fit
from yupay.analyse.hidden.tables import lists_of, margins

LEVELS = {"ci2.5": (0.95, 0), "ci10": (0.8, 0), "ci90": (0.8, 1), "ci97.5": (0.95, 1)}


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    """Our number for a row, None where it is not of this kind."""
    method, dataset, options, quantity = row["method"], row["dataset"], row["options"], row["quantity"]
    if method == "loglinear_main_effects":
        return of_fit(loglinear.fit(table(folder, dataset)[1], ()), quantity, ())
    if method == "loglinear_stepwise_p":
        return of_steps(folder, dataset, float(options.split("=")[1]), quantity)
    if method == "overlap_triples":
        return triples(table(folder, dataset)[1])
    if method == "loglinear_bic_all_hierarchical":
        return of_search(folder, dataset, options, "bic", quantity)
    if method == "rcapture_closedpMS.t":
        return of_rcapture(folder, dataset, options, quantity)
    return None


def of_steps(folder: Path, dataset: str, threshold: float, quantity: str) -> float | int | str | None:
    names, y = table(folder, dataset)
    chosen = stepwise.choose(y, threshold)
    return of_fit(chosen.fit, quantity, names)


def of_fit(fit: Fit, quantity: str, names: tuple[str, ...]) -> float | int | str | None:
    if quantity in LEVELS:
        level, side = LEVELS[quantity]
        return fit.interval(level)[side]
    finite = [effect for effect in fit.effects if effect not in fit.minus_infinite]
    answers: dict[str, float | int | str] = {
        "N": fit.estimate,
        "AIC": fit.aic,
        "BIC": fit.bic,
        "deviance": fit.deviance,
        "resid_df": fit.df,
        "model": fit.model,
        "interactions_added_in_order": named(finite, names),
        "minus_infinite_effects": named(fit.minus_infinite, names),
    }
    return answers.get(quantity)


def named(effects: list[int] | tuple[int, ...], names: tuple[str, ...]) -> str:
    """Interactions as R writes them: LA:NG+NG:GP, or (none)."""
    words = [":".join(name for k, name in enumerate(names) if effect >> k & 1) for effect in effects]
    return "+".join(words) if words else "(none)"


def triples(y: np.ndarray) -> int:
    """Triples of lists of which each two have somebody in common: R's count_triples."""
    t, on = lists_of(y), margins(y) > 0
    return sum(
        1
        for i in range(t)
        for j in range(i + 1, t)
        for k in range(j + 1, t)
        if on[1 << i | 1 << j] and on[1 << i | 1 << k] and on[1 << j | 1 << k]
    )


@cache
def searched(folder: Path, dataset: str, most_order: int) -> selection.Searched:
    return selection.all_models(table(folder, dataset)[1], most_order)


@cache
def with_refused(folder: Path, dataset: str, most_order: int) -> selection.Searched:
    """The search as Rcapture makes it: a model without a maximum gets the log-likelihood that its fit climbs towards."""
    found, y = searched(folder, dataset, most_order), table(folder, dataset)[1]
    climbed = [
        climb(y, found.effects[at, : found.lengths[at]]) if code else found.log_likelihood[at]
        for at, code in enumerate(found.codes)
    ]
    return replace(found, log_likelihood=np.array(climbed))


def climb(y: np.ndarray, model: np.ndarray) -> float:
    """The least upper bound of the log-likelihood, to the precision of the search."""
    room = newton.room_for(lists_of(y), model.size)
    newton.enter(lists_of(y), y, room)
    p = newton.prepare(lists_of(y), model, model.size, room.margins, room.effects, room.alive)
    return float(newton.fit_prepared(lists_of(y), p, room, newton.QUICK)[0] - newton.log_factorials(y))


def of_search(
    folder: Path, dataset: str, options: str, by: selection.Criterion, quantity: str
) -> float | int | str | None:
    found = searched(folder, dataset, int(options.split()[0].split("=")[1]))
    if quantity in ("models_in_catalogue", "nmodels"):
        return int(found.lengths.size)
    return found.admissible if quantity == "models_admissible" else of_rank(found, found.ranked(by), quantity)


def of_rcapture(folder: Path, dataset: str, options: str, quantity: str) -> float | int | str | None:
    """The same from a ranking that holds the models without a maximum too; REFUSED for the numbers of those."""
    most_order = int(options.split()[0].split("=")[1])
    if quantity == "nmodels":
        return int(searched(folder, dataset, most_order).lengths.size)
    found = with_refused(folder, dataset, most_order)
    return of_rank(found, ranks(found, options), quantity)


def ranks(found: selection.Searched, options: str) -> np.ndarray:
    return np.argsort(np.round(found.aic if options.endswith("AIC") else found.bic, 7), kind="stable")


def of_rank(found: selection.Searched, places: np.ndarray, quantity: str) -> float | str | None:
    rank, _, what = quantity.partition("_")
    at = int(places[int(rank[4:]) - 1])
    if what == "model":
        return written(found.interactions(at), found.lists)
    if what == "BIC":
        return float(found.bic[at])
    if found.codes[at] != 0:
        return "REFUSED"
    dark = float(np.exp(found.log_dark[at]))
    return float(found.estimates[at]) if what == "N" else float(np.sqrt(dark + (dark * found.se_log_dark[at]) ** 2))


def excused(row: dict[str, str], folder: Path) -> str | None:
    """Why a row of the reference is imprecise, shown by computing it: None where it is not."""
    if row["method"] == "rcapture_closedpMS.t" and row["quantity"].startswith("rank"):
        return _ranked(row, folder)
    if row["quantity"] in LEVELS and row["method"] in ("loglinear_stepwise_p", "loglinear_main_effects"):
        return _unconverged(row, folder)
    return None


def _ranked(row: dict[str, str], folder: Path) -> str | None:
    found = with_refused(folder, row["dataset"], int(row["options"].split()[0].split("=")[1]))
    places, rank = ranks(found, row["options"]), int(row["quantity"].partition("_")[0][4:]) - 1
    score = (found.aic if row["options"].endswith("AIC") else found.bic)[places]
    if (np.abs(score - score[rank]) < 1e-7).sum() > 1:
        return "Rcapture ranks models with the same criterion (to 1e-7) by the rounding of its fits"
    if existence.check(table(folder, row["dataset"])[1], found.interactions(int(places[rank]))).code != 0:
        return "Rcapture prints a total for a model whose likelihood has no maximum; refused here by exact arithmetic"
    return None


def _unconverged(row: dict[str, str], folder: Path) -> str | None:
    """R's se stands one step of its fit behind its estimate: the same step gives R's limit to its tolerance."""
    threshold = row["options"].split("=")
    y = table(folder, row["dataset"])[1]
    fit = stepwise.choose(y, float(threshold[1])).fit if len(threshold) > 1 else loglinear.fit(y, ())
    level, side = LEVELS[row["quantity"]]
    limit = loglinear.wald(fit.seen, fit.log_dark, se_one_step_behind(y, fit), level)[side]
    if abs(limit / float(row["value"]) - 1) > 1e-6:
        return None
    return "R's standard error is that of the step before its last (glm stops at 1e-8 of the deviance)"


def se_one_step_behind(y: np.ndarray, fit: Fit) -> float:
    """R's standard error of the log dark figure of a fit."""
    cells = np.flatnonzero(fit.fitted)
    effects = sorted(fit.beta)
    design = np.array([[float(c & effect == effect) for effect in effects] for c in cells])
    return one_step_behind(design, y[cells])[1]
