"""Rows of the latent-class sampler: quantiles of the total, the ceiling nobody is told of, and the runs that fail."""

import csv
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from mse_rows.reading import table

from yupay.analyse.hidden import chains, doubt, latent_class

METHOD = "latent_class_dp_mcmc"
ALIKE = 0.02


def answer(row: dict[str, str], folder: Path) -> float | int | str | None:
    """The answer to one row: "REFUSED" where chains as short as the reference's disagree; None: not one of these."""
    if row["method"] != METHOD:
        return None
    dataset, quantity = row["dataset"], row["quantity"]
    if quantity == "hidden_cap_21n":
        return latent_class.ceiling_of(table(folder, dataset)[1])
    if not pooled(row):
        return None
    if row["tolerance"].startswith("NOT CONVERGED"):
        return "REFUSED" if disagree(folder, dataset) else number(as_the_reference(folder, dataset, 1), quantity)
    return number(drawn(folder, dataset, 1), quantity)


def excused(row: dict[str, str], folder: Path) -> str | None:
    """The reference pools a chain that is worth fewer than 100 draws, and ours, from two seeds, converge and agree."""
    if row["method"] != METHOD or not pooled(row) or fewest(folder, row["dataset"]) >= chains.LEAST_ESS_PER_CHAIN:
        return None
    first, second = (number(drawn(folder, row["dataset"], seed), row["quantity"]) for seed in (1, 2))
    if isinstance(first, str) or isinstance(second, str) or abs(first - second) > ALIKE * first:
        return None
    if not disagree(folder, row["dataset"]):
        return None
    return "a chain pooled in the reference is worth fewer than 100 draws, and plain chains as long are mostly refused here"


def pooled(row: dict[str, str]) -> bool:
    """Whether the row is a quantile of several chains together."""
    return "pooled" in row["options"] and row["quantity"].startswith("q")


def number(found: latent_class.Sampled, quantity: str) -> float | str:
    """A quantile of the draws; "REFUSED" where they did not converge."""
    return found.quantile(float(quantity[1:]) / 100) if found.verdict.converged else "REFUSED"


@cache
def drawn(folder: Path, dataset: str, seed: int) -> latent_class.Sampled:
    """Our own draws, as `estimate` makes them."""
    y = table(folder, dataset)[1]
    return latent_class.sample(doubt.only(y, doubt.by_size(y)), seed=seed)


@cache
def as_the_reference(folder: Path, dataset: str, seed: int) -> latent_class.Sampled:
    """Plain chains of the length and number that the rows of the single chains tell."""
    return latent_class.sample(table(folder, dataset)[1], seed=seed, plan=told(single(folder, dataset)))


@cache
def disagree(folder: Path, dataset: str) -> bool:
    """Whether most of five such runs are refused: a few chains may agree by luck, having missed the same places."""
    refused = kept = 0
    for seed in range(1, 6):
        converged = as_the_reference(folder, dataset, seed).verdict.converged
        refused, kept = refused + (not converged), kept + converged
        if max(refused, kept) == 3:
            break
    return refused == 3


def told(rows: list[dict[str, str]]) -> latent_class.Plan:
    """The plan written in the options of single chains: `K=10 ... burnin=1e4 samples=1000 thin=100 seed=1`."""
    options = {name: int(float(value)) for name, value in re.findall(r"(\w+)=([\de]+)(?![\d.])", rows[0]["options"])}
    samples = options["samples"]
    return replace(
        latent_class.PLAIN,
        chains=len({row["options"] for row in rows}),
        classes=options["K"],
        warm=options["burnin"],
        thin=options["thin"],
        kept=samples,
        most_kept=samples,
    )


def fewest(folder: Path, dataset: str) -> float:
    """The effective draws of the worst chain of the reference, as it tells them itself."""
    return min(float(row["value"]) for row in single(folder, dataset) if row["quantity"].startswith("ESS"))


@cache
def single(folder: Path, dataset: str) -> list[dict[str, str]]:
    """The rows of the reference's single chains."""
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if (row["dataset"], row["method"]) == (dataset, METHOD) and "samples=" in row["options"]
        ]
