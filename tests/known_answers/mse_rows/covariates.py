"""The rows of log-linear models with covariates: fixed models, and the average over models."""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
from mse_rows.reading import place, table

from yupay.analyse.hidden import covariate_average, covariates

CHAIN = (
    "not reproduced: one chain of 2,000 steps gave the best model .548; the sum over all 64 models gives .37, and sixty "
    "such chains .37 with sd .05 (the other rows of that chain agree)"
)
SHORT = 5_000


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    """The answer to one row; None where it is not one of these."""
    if row["method"] == "loglinear_covariates_fixed":
        formula = row["options"].removeprefix("formula=y~").partition(" ")[0]
        return _fixed(folder, row["dataset"], formula, row["quantity"])
    if row["method"] == "loglinear_rjmcmc_covariates":
        return _averaged(folder, row["dataset"])[row["quantity"]]
    return None


def excused(row: dict[str, str], folder: Path) -> str | None:
    """The share of steps that one short chain spent in its best model is no exact probability."""
    steps = re.search(r"n\.sample=(\d+)", row["options"])
    short = steps is not None and int(steps[1]) < SHORT
    same = short and _averaged(folder, row["dataset"])["top_model"] is not None
    return CHAIN if same and row["quantity"] == "top_model_prob" else None


@cache
def crossed(folder: Path, dataset: str) -> tuple[tuple[str, ...], str, tuple[str, ...], np.ndarray]:
    """The list names, the covariate, its words, and the counts (levels, 2**t) of a table with one column of words."""
    lists = table(folder, dataset)[0]
    with (folder / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    covariate = next(name for name in rows[0] if name not in (*lists, "count"))
    words = tuple(dict.fromkeys(row[covariate] for row in rows))
    y = np.zeros((len(words), 2 ** len(lists)))
    for row in rows:
        y[words.index(row[covariate]), place([row[name] for name in lists])] += float(row["count"])
    return lists, covariate, words, y


def effects(formula: str, names: tuple[str, ...]) -> frozenset[int]:
    """The effects of two factors or more of a formula of +, :, * and one pair of brackets."""
    found: set[frozenset[str]] = set()
    for term in re.split(r"\+(?![^(]*\))", formula):
        left, _, right = term.partition("*")
        inner = re.findall(r"[\w:]+", left)
        found |= {frozenset(one.split(":")) for one in inner}
        found |= {frozenset((*one.split(":"), right)) for one in inner if right}
    return frozenset(sum(1 << names.index(name) for name in one) for one in found if len(one) > 1)


def _fixed(folder: Path, dataset: str, formula: str, quantity: str) -> float | int:
    lists, covariate, words, _ = crossed(folder, dataset)
    found = _fit(folder, dataset, effects(formula, (*lists, covariate)))
    if quantity.startswith("unseen["):
        return float(found.unseen[words.index(quantity[7:-1])])
    return {"N": found.total, "AIC": found.aic, "deviance": found.deviance, "resid_df": found.df}[quantity]


@cache
def _fit(folder: Path, dataset: str, chosen: frozenset[int]) -> covariates.CrossedFit:
    return covariates.fit(crossed(folder, dataset)[3], chosen)


@cache
def _averaged(folder: Path, dataset: str) -> dict[str, float | str]:
    lists, covariate, _, y = crossed(folder, dataset)
    found = covariate_average.average(y, seed=1)
    low, middle, high = found.quantiles((0.025, 0.5, 0.975))
    best = int(found.probabilities.argmax())
    return {
        "post_mean": found.mean,
        "q2.5": low,
        "q50": middle,
        "q97.5": high,
        "top_model": "~" + covariates.written(found.models[best], (*lists, covariate)),
        "top_model_prob": float(found.probabilities[best]),
    }
