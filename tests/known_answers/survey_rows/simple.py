"""Reference values of two-way tables: gk, polychoric, polychor, polyserial, biserial, phi, Mantel-Haenszel, Fisher."""

import csv
import functools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from yupay.analyse.numerics import contingency
from yupay.analyse.numerics import polychoric as latent
from yupay.analyse.relate import cramer, fisher_exact, gamma, mantel_haenszel, polychoric, polyserial, somers
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
Columns = dict[str, list[str]]

# Rows whose printed value is not the solution of its own equation; tests/analyse/relate shows each.
IMPRECISE = {
    (
        "polycor::polychor(bfi$A2, bfi$A3, ML=TRUE, std.err=TRUE)",
        "rho",
    ): "stopped early: the likelihood is higher at ours",
    (
        "polycor::polychor(bfi$A2, bfi$A3, ML=TRUE, std.err=TRUE)",
        "chisq",
    ): "stopped early: the deviance is lower at ours",
    (
        "fisher.test(margin.table(UCBAdmissions,c(1,2)))",
        "or",
    ): "root found to 1e-4 only; the exact equation holds at ours",
    (
        "fisher.test(margin.table(UCBAdmissions,c(1,2)))",
        "lo",
    ): "root found to 1e-4 only; the exact equation holds at ours",
    (
        "fisher.test(margin.table(UCBAdmissions,c(1,2)))",
        "hi",
    ): "root found to 1e-4 only; the exact equation holds at ours",
}


@functools.cache
def columns(folder: Path, name: str) -> Columns:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] for row in rows] for key in rows[0]}


def numbers(folder: Path, name: str, column: str) -> np.ndarray:
    return np.array([np.nan if cell in ("", "NA") else float(cell) for cell in columns(folder, name)[column]])


@functools.cache
def margin_table(folder: Path, name: str, keep: tuple[int, ...]) -> np.ndarray:
    """The counts of a long table over the dimensions kept (1, 2, ...), categories as R has them: in order of appearance."""
    data = columns(folder, name)
    names = [key for key in data if key != "Freq"]
    levels = [list(dict.fromkeys(data[key])) for key in names]
    whole = np.zeros([len(level) for level in levels])
    for row, count in enumerate(data["Freq"]):
        at = tuple(level.index(data[key][row]) for key, level in zip(names, levels, strict=True))
        whole[at] += float(count)
    gone = tuple(axis for axis in range(whole.ndim) if axis + 1 not in keep)
    return whole.sum(axis=gone)


def table_of(call: str, folder: Path, dataset: str) -> np.ndarray:
    pair = re.search(r"\$(\w+),\s*\w+\$(\w+)", call)
    if pair:
        return contingency.crosstab(*(numbers(folder, dataset, column) for column in pair.groups())).counts
    dimensions = tuple(int(digit) for digit in re.search(r"c\(([\d,]+)\)", call).group(1).split(","))
    return margin_table(folder, dataset, dimensions)


@functools.cache
def gk(call: str, folder: Path, dataset: str) -> dict[str, float]:
    table = table_of(call, folder, dataset)
    one, b, c = (method(table, None, SUBJECT) for method in (gamma.gamma, gamma.tau_b, gamma.tau_c))
    d, v = somers.somers_d(table, None, SUBJECT), cramer.cramers_v(table, None, SUBJECT)
    low, high = contingency.noncentral_limits(v.statistic, v.df)
    return {
        "n": one.n,
        "concordant": one.parameters["concordant"],
        "discordant": one.parameters["discordant"],
        "gamma": one.value,
        "gamma_ase1": one.se,
        "gamma_ase0": one.parameters["se0"],
        "tau_b": b.value,
        "tau_b_ase1": b.se,
        "tau_c": c.value,
        "somers_d_colgivenrow": d.value,
        "chisq": v.statistic,
        "phi_coefficient_sqrt": float(np.sqrt(v.statistic / v.n)),
        "contingency_C": v.parameters["contingency_coefficient"],
        "cramers_v": v.value,
        "cramers_v_bias_corrected": v.parameters["bias_corrected"],
        "cramers_v_ncp_low": contingency.cramers_v(low, table),
        "cramers_v_ncp_high": contingency.cramers_v(high, table),
        "cramers_v_ncpdf_low": contingency.cramers_v(low + v.df, table),
        "cramers_v_ncpdf_high": contingency.cramers_v(high + v.df, table),
    }


def _polychoric_matrix(row: dict[str, str], folder: Path) -> float:
    """psych: thresholds from every answer to an item, then rho of each pair."""
    if row["quantity"].startswith("tau:"):
        item, category = row["quantity"].removeprefix("tau:").split("|")
        return float(_item_cuts(folder, row["dataset"], item)[int(category) - 1])
    first, second = row["quantity"].split("|")
    if first == second:
        return 1.0
    pair = [numbers(folder, row["dataset"], item) for item in (first, second)]
    cuts = [_item_cuts(folder, row["dataset"], item) for item in (first, second)]
    return float(latent.rho_given_cuts(contingency.crosstab(*pair).counts, *cuts))


def _item_cuts(folder: Path, dataset: str, item: str) -> np.ndarray:
    answers = numbers(folder, dataset, item)
    return latent.cuts(np.unique(answers[np.isfinite(answers)], return_counts=True)[1].astype(float))


def _polychor(row: dict[str, str], folder: Path) -> float:
    estimator = "maximum-likelihood" if "ML=TRUE" in row["call"] else "two-step"
    one = polychoric.polychoric(table_of(row["call"], folder, row["dataset"]), None, SUBJECT, estimator=estimator)
    return {"rho": one.value, "se": one.se, "chisq": one.parameters["fit"], "df": one.parameters["fit_df"]}[
        row["quantity"]
    ]


def _polyserial(row: dict[str, str], folder: Path) -> float:
    x, y = list(dict.fromkeys(re.findall(r"\$(\w+)", row["call"])))
    pair = (numbers(folder, row["dataset"], column) for column in (x, y))
    estimator = "maximum-likelihood" if "ML=TRUE" in row["call"] else "two-step"
    one = polyserial.polyserial(*pair, SUBJECT, estimator=estimator)
    return {"rho": one.value, "se": one.se}[row["quantity"]]


def _biserial(row: dict[str, str], folder: Path) -> float:
    pair = (numbers(folder, row["dataset"], column) for column in re.findall(r"\$(\w+)", row["call"]))
    return polyserial.biserial(*pair, SUBJECT).value


def _mantel_haenszel(row: dict[str, str], folder: Path) -> float:
    tables = np.moveaxis(margin_table(folder, row["dataset"], (1, 2, 3)), 2, 0)
    return _parts(mantel_haenszel.mantel_haenszel(tables, None, None, SUBJECT))[row["quantity"]]


def _fisher(row: dict[str, str], folder: Path) -> float:
    return _parts(fisher_exact.fisher_exact(table_of(row["call"], folder, row["dataset"]), None, SUBJECT))[
        row["quantity"]
    ]


def _parts(one: Estimate) -> dict[str, float]:
    return {"or": one.value, "lo": one.interval.low, "hi": one.interval.high, "p": one.p, "stat": one.statistic}


def _gk(row: dict[str, str], folder: Path) -> float:
    return gk(row["call"], folder, row["dataset"])[row["quantity"]]


def _phi(row: dict[str, str], folder: Path) -> float:
    return cramer.phi(table_of(row["call"], folder, row["dataset"]), None, SUBJECT).value


def _tetrachoric(row: dict[str, str], folder: Path) -> float:
    return polychoric.tetrachoric(table_of(row["call"], folder, row["dataset"]), None, SUBJECT).value


CALLS: dict[str, Callable[[dict[str, str], Path], float]] = {
    "gk(": _gk,
    "polychoric(": _polychoric_matrix,
    "polycor::polychor(": _polychor,
    "polycor::polyserial(": _polyserial,
    "biserial(": _biserial,
    "mantelhaen.test(": _mantel_haenszel,
    "fisher.test(": _fisher,
    "phi(": _phi,
    "tetrachoric(": _tetrachoric,
}


def answer(row: dict[str, str], folder: Path) -> float | None:
    """The value the package gives for a row, or None where the row is another module's."""
    return next((found(row, folder) for start, found in CALLS.items() if row["call"].startswith(start)), None)
