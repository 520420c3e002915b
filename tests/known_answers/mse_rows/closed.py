"""The rows of closed-population models fitted by log-linear regression: all lists' tables, and a published hare total."""

from functools import cache
from pathlib import Path

import numpy as np
from mse_rows.reading import table
from mse_rows.unfinished import one_step_behind

from yupay.analyse.hidden import behaviour, closed, profile
from yupay.analyse.hidden.closed_fit import poisson
from yupay.analyse.hidden.tables import lists_of

STALE = "the peer's standard error has the weights of the step before the last: a fit run to its end differs by 0.04 %"
SLOPE = "the peer's slope of Mbh counts one term twice: its variance is not that of the removal estimate"
BELOW = "the peer returns a total below the people seen, or below 0"
OURS = "rcapture_closedp.t"


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    """The answer to one row; None where it is not one of these."""
    method, model = row["method"], row["options"].removeprefix("model=")
    if method == "rcapture_closedp.t":
        return _fitted(folder, row["dataset"], model, row["quantity"])
    if method == "rcapture_closedp.bc":
        found = closed.corrected(table(folder, row["dataset"])[1], model)
        return None if found is None else found[row["quantity"] == "stderr"]
    if method == "rcapture_closedpCI.t":
        return _profiled(folder, row["dataset"])[row["quantity"]]
    if method == "published" and row["options"].startswith("Mth "):
        return _fitted(folder, row["dataset"], row["options"], "abundance")
    return None


def excused(row: dict[str, str], folder: Path) -> str | None:
    """Why the peer's value of a row is at fault, where its own steps, or its own formula, give that value again."""
    model, value = row["options"].removeprefix("model="), float(row["value"])
    if row["method"] != OURS or row["quantity"] not in ("abundance", "stderr"):
        return None
    y = table(folder, row["dataset"])[1]
    if model in behaviour.MODELS:
        found = _behaviour(folder, row["dataset"], model)
        if not found.possible and found.abundance < found.seen:
            return BELOW
        twice = slope_counted_twice(y, found) if model == "Mbh" else np.nan
        return SLOPE if abs(twice - value) <= 1e-3 * value else None
    log_dark, error = one_step_behind(closed.design(lists_of(y), model), y[1:])
    again = np.sqrt(np.exp(log_dark) + (np.exp(log_dark) * error) ** 2)
    return STALE if row["quantity"] == "stderr" and abs(again - value) <= 1e-4 * value else None


def slope_counted_twice(y: np.ndarray, one: behaviour.BehaviourFit) -> float:
    """The standard error of Mbh with the term of later captures twice in the slope, as the peer has it."""
    b, q, s = poisson(behaviour.design(lists_of(y), "Mbh"), y[1:]), 1 - one.p_first, lists_of(y) - 1
    scale = np.exp(b.beta[0]) * (1 + np.exp(b.beta[-1])) ** s
    by_q = scale * q / (1 - q) ** 2
    twice = s * one.p_again * (one.abundance + scale * q / (1 - q)) - one.p_again * by_q
    slope = np.array([one.abundance, scale * np.exp(b.beta[1]), by_q, twice])
    return float(np.sqrt(slope @ b.covariance @ slope - one.abundance))


@cache
def _closed(folder: Path, dataset: str, model: str) -> closed.ClosedFit:
    return closed.fit(table(folder, dataset)[1], model)


@cache
def _behaviour(folder: Path, dataset: str, model: str) -> behaviour.BehaviourFit:
    return behaviour.fit(table(folder, dataset)[1], model)


@cache
def _profiled(folder: Path, dataset: str) -> dict[str, float]:
    found = profile.fit(table(folder, dataset)[1], 0.95)
    return {"N": found.total, "CI2.5": found.low, "CI97.5": found.high}


def _fitted(folder: Path, dataset: str, model: str, quantity: str) -> float | str:
    if model in behaviour.MODELS:
        one = _behaviour(folder, dataset, model)
        if quantity in ("abundance", "stderr"):
            return (one.abundance if quantity == "abundance" else one.se) if one.possible else "REFUSED"
        return {"deviance": one.deviance, "BIC": one.bic}[quantity]
    found = _closed(folder, dataset, model)
    if quantity in ("deviance", "BIC"):
        return found.deviance if quantity == "deviance" else found.bic
    value = found.abundance if quantity == "abundance" else found.se
    return "REFUSED" if value is None else value
