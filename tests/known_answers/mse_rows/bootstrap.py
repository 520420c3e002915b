"""Rows of the bootstrap with selection repeated: on R's own draws where they are stored, else on draws of our own.

`stepwise_bootstrap_bca`: limits from the 1,000 tables that R drew (1e-6). `bic_bootstrap_bca` and the `published` BCa rows:
the mean limit of 20 sets of as many draws of our own as R made (a limit that is the last of R's draws, as UKdat_5's upper
one, grows with their number). R leaves out draws without an estimate, so these rows do too; the package counts them as
infinite. UKdat_5 with all interactions: 4 sets, and the 200 models that are best on the table compete in each draw, in
place of 6,893. `published total` of four lists: the model of smallest BIC of all orders, which is how it was found; other totals
are other authors' ways and are left out.
"""

import csv
import functools
import re
from pathlib import Path

import numpy as np
from mse_rows import reading

from yupay.analyse.hidden import bca, resampling, selection, stepwise
from yupay.analyse.hidden.bootstrap import Problem, searched, stepped

SEED, SETS, FEW_SETS, ALL_ORDERS = 20261123, 20, 4, 4


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    method, dataset, options, quantity = row["method"], row["dataset"], row["options"], row["quantity"]
    if method == "stepwise_bootstrap_bca":
        return of_r_draws(folder, dataset, quantity)
    if method == "bic_bootstrap_bca" or (method == "published" and options.startswith("BIC")):
        return of_bic(folder, dataset, options, quantity)
    if method == "published" and options.startswith("stepwise"):
        return of_steps(folder, dataset, quantity)
    if method == "published" and quantity == "N" and len(reading.table(folder, dataset)[0]) == ALL_ORDERS:
        found = selection.all_models(reading.table(folder, dataset)[1])
        return float(found.estimates[found.ranked()[0]])
    return None


def of_r_draws(folder: Path, dataset: str, quantity: str) -> float:
    """The total, the acceleration or a BCa limit, on the tables that R drew."""
    problem = stepwise_problem(folder, dataset)
    if quantity == "N":
        return problem.value
    left = bca.jackknife(problem.y, problem.many)
    if quantity.startswith("ahat"):
        return left.acceleration
    return bca.limits(r_totals(folder, dataset), problem.value, left.acceleration, [share_of(quantity)])[0]


def of_steps(folder: Path, dataset: str, quantity: str) -> float:
    problem = stepwise_problem(folder, dataset)
    return problem.value if quantity == "N" else mean_limits(problem, 1_000, SETS)[share_of(quantity)]


def of_bic(folder: Path, dataset: str, options: str, quantity: str) -> float:
    """A BCa limit of the smallest-BIC total, `ntop` models competing."""
    order, ntop, draws = (re.search(rf"{word}=(\d+)", options) for word in ("maxorder", "ntop", "nboot"))
    problem = bic_problem(folder, dataset, int(order[1]) if order else None, int(ntop[1]) if ntop else None)
    sets = FEW_SETS if order and int(order[1]) > 3 else SETS
    return mean_limits(problem, int(draws[1]) if draws else 1_000, sets)[share_of(quantity)]


def share_of(quantity: str) -> float:
    """0.025 of `BCa_0.025` and of `BCa_2.5`."""
    level = float(quantity.removeprefix("BCa_"))
    return level if level < 1 else level / 100


@functools.cache
def mean_limits(problem: Problem, draws: int, sets: int) -> dict[float, float]:
    """The mean over sets of draws of the limits at each share, draws without an estimate left out as R does."""
    random, shares = np.random.default_rng(SEED), [0.025, 0.1, 0.9, 0.975]
    acceleration = bca.jackknife(problem.y, problem.many).acceleration
    found = [resampling.estimates(problem.y, problem.many, draws, random) for _ in range(sets)]
    limits = [bca.limits(totals[np.isfinite(totals)], problem.value, acceleration, shares) for totals in found]
    return dict(zip(shares, np.mean(limits, axis=0).tolist(), strict=True))


@functools.cache
def stepwise_problem(folder: Path, dataset: str) -> Problem:
    found = stepped(reading.table(folder, dataset)[1], 0.02)
    assert isinstance(found, Problem)
    return found


@functools.cache
def bic_problem(folder: Path, dataset: str, order: int | None, ntop: int | None) -> Problem:
    found = searched(reading.table(folder, dataset)[1], order, ntop)
    assert isinstance(found, Problem)
    return found


@functools.cache
def r_totals(folder: Path, dataset: str) -> np.ndarray:
    """The stepwise totals of the tables that R drew, one column each."""
    (path,) = folder.glob(f"draws_{dataset}_*.csv")
    names, y = reading.table(folder, dataset)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    tables = np.zeros((len(header) - len(names), y.size))
    for row in rows:
        tables[:, reading.place(row[: len(names)])] = [float(word) for word in row[len(names) :]]
    return stepwise.many(len(names), tables, 0.02)
