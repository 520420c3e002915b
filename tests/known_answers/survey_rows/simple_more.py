"""Rows of simple samples: correlations, descriptives, comparisons of groups, corrections, regression."""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np

from yupay.analyse.model.core import needs_models, treatment
from yupay.analyse.model.ordinal_regression import ordinal_regression
from yupay.analyse.numerics.adjustments import adjusted
from yupay.analyse.relate.correlation_matrix import correlation_matrix
from yupay.analyse.relate.distribution import distribution, mardia
from yupay.analyse.relate.group_difference import cohen_d
from yupay.analyse.relate.icc import icc
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.normality import normality
from yupay.analyse.relate.partial import partial_matrix, partial_pearson
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.rank_groups import kruskal_wallis, mann_whitney
from yupay.analyse.relate.spearman import spearman
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="person")
DATASETS = {"bfi", "sat_act", "attitude", "none"}
Columns = dict[str, np.ndarray]


def answer(row: dict[str, str], folder: Path) -> float | None:
    """The package's own value of a row, or None where the row is not of this module."""
    call = row["call"].replace("MASS::", "")
    name = call.partition("(")[0]
    known = row["dataset"] in DATASETS and name in ANSWERS
    return ANSWERS[name](row["dataset"], call, row["quantity"], folder) if known else None


@cache
def data(folder: Path, dataset: str) -> Columns:
    with (folder / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) if row[name] else np.nan for row in rows]) for name in rows[0]}


def table(columns: Columns, names: list[str]) -> np.ndarray:
    return np.column_stack([columns[name] for name in names])


def complete(values: np.ndarray) -> np.ndarray:
    return values[np.isfinite(values).all(axis=1)]


def named(columns: Columns, call: str) -> list[str]:
    """The columns a call names: $column, c('a','b'), [,a:b], or all of them."""
    dollars = re.findall(r"\$(\w+)", call)
    quoted = re.search(r"\[,\s*c\(([^)]*)\)", call)
    span = re.search(r"\[[^,\]]*,\s*(\d+):(\d+)\]", call)
    if dollars:
        return dollars
    if quoted:
        return re.findall(r"'(\w+)'", quoted[1])
    return list(columns)[int(span[1]) - 1 : int(span[2])] if span else list(columns)


def cor_test(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    one = correlated(folder, dataset, tuple(named(columns, call)), re.search(r"method='(\w+)'", call)[1])
    if quantity == "statistic" and "'spearman'" in call:
        return (one.n**3 - one.n) * (1.0 - one.value) / 6.0
    return read(one, quantity)


@cache
def correlated(folder: Path, dataset: str, names: tuple[str, ...], method: str) -> Estimate:
    x, y = (data(folder, dataset)[name] for name in names)
    if method == "pearson":
        return pearson(x, y, SUBJECT)
    return kendall(x, y, SUBJECT) if method == "kendall" else spearman(x, y, SUBJECT, seed=1)


def read(one: Estimate, quantity: str) -> float | None:
    return {
        "estimate": one.value,
        "statistic": one.statistic,
        "df": one.df,
        "p.value": one.p,
        "ci_low": one.interval.low,
        "ci_high": one.interval.high,
    }[quantity]


def bonett_wright(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    x, y = (columns[name] for name in named(columns, call))
    kind, _, side = quantity.partition("_")
    rule = {"bw": "bonett-wright", "fisher": "fisher", "fieller": "fieller"}.get(kind, "bonett-wright")
    one = spearman(x, y, SUBJECT, seed=1, interval=rule)
    if quantity in {"rho", "n"}:
        return one.value if quantity == "rho" else float(one.n)
    return one.interval.low if side == "low" else one.interval.high


def partial_r(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    names, (first, second) = named(columns, call), quantity.split("|")
    values = complete(table(columns, names))
    split = re.search(r"(\d+):(\d+),\s*(\d+):(\d+)\)$", call)
    if split is None:
        return float(partial_matrix(values)[names.index(first), names.index(second)])
    controls = values[:, int(split[3]) - 1 : int(split[4])]
    x, y = (values[:, names.index(name)] for name in (first, second))
    return partial_pearson(x, y, controls, SUBJECT).value


@cache
def matrix(folder: Path, dataset: str, names: tuple[str, ...], method: str) -> dict[tuple[str, str], Estimate]:
    values = table(data(folder, dataset), list(names))
    found = correlation_matrix(values, names, SUBJECT, seed=1, coefficient=method, correction="holm")
    return {one.variables: one for one in found} | {one.variables[::-1]: one for one in found}


def corr_test(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    names = named(data(folder, dataset), call)
    found = matrix(folder, dataset, tuple(names), "spearman" if "spearman" in call else "pearson")
    if "|" in quantity:
        first, second = quantity.split("|")
        return 1.0 if first == second else found[first, second].value
    if quantity.startswith("p_"):
        place = int(re.search(r"\d+$", quantity)[0]) - 1
        upper = [(names[i], names[j]) for j in range(len(names)) for i in range(j)]
        lower = [(names[i], names[j]) for j in range(len(names)) for i in range(j + 1, len(names))]
        return found[upper[place]].p_adjusted if quantity.startswith("p_adj") else found[lower[place]].p
    side, _, pair = quantity.partition(":")
    one = found[tuple(pair.split("-"))]
    return one.interval.low if side == "lo" else one.interval.high


def describe(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    name, place = re.fullmatch(r"([a-z]+)(\d)", quantity).groups()
    found = {one.key: one for one in distribution(columns[named(columns, call)[int(place) - 1]], SUBJECT)}
    if name in {"skew", "kurt"}:
        return found["skewness" if name == "skew" else "kurtosis"].parameters["type_3"]
    if name == "n":
        return float(found["mean"].n)
    return found["mean"].se if name == "se" else found[{"trimmed": "trimmed_mean"}.get(name, name)].value


def of_mardia(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    skewness, kurtosis = mardia(table(columns, named(columns, call)), SUBJECT)
    return {
        "b1p": skewness.value,
        "b2p": kurtosis.value,
        "skew": skewness.statistic,
        "kurtosis": kurtosis.statistic,
        "p.skew": skewness.p,
        "p.kurt": kurtosis.p,
    }[quantity]


def shapiro(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    values = table(columns, named(columns, call))
    one = normality(values.mean(axis=1), SUBJECT)
    return one.statistic if quantity == "W" else one.p


def of_groups(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    outcome, group = re.search(r"\((\w+)\s*~\s*(\w+)", call).groups()
    values, groups = columns[outcome], columns[group]
    if call.startswith("kruskal"):
        one = kruskal_wallis(values, groups, SUBJECT, seed=1)
        return {"statistic": one.statistic, "parameter:df": one.df, "p.value": one.p}[quantity]
    if call.startswith("wilcox"):
        one = mann_whitney(values, groups, SUBJECT)
        return one.statistic if quantity == "W" else one.p
    # this program takes the second group less the first and divides the pooled variance by n
    low, high = np.unique(groups[np.isfinite(groups)])
    one = cohen_d(values, groups, SUBJECT, order=(high, low), divisor="n")
    return {"low": one.interval.low, "d": one.value, "high": one.interval.high}[quantity]


@cache
def ordered(folder: Path, dataset: str, outcome: str, quantity: str, factor: str) -> dict[str, Estimate]:
    columns = data(folder, dataset)
    dummies, names = treatment(list(columns[factor]), factor)
    values = np.column_stack([columns[quantity], dummies])
    return {one.key: one for one in ordinal_regression(columns[outcome], values, (quantity, *names), SUBJECT)}


def polr(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    if needs_models() is not None:
        return None
    outcome, number, factor = re.search(r"factor\((\w+)\)~(\w+)\+factor\((\w+)\)", call).groups()
    found = ordered(folder, dataset, outcome, number, factor)
    side, _, term = quantity.partition(":")
    level = re.fullmatch(r"factor\(\w+\)(\d+)", term)
    key = next(k for k in found if k.startswith(f"{factor}={level[1]} ")) if level else term
    return found[key].value if side == "coef" else found[key].se


def of_icc(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    columns = data(folder, dataset)
    first = int(re.search(r"\[1:(\d+),", call)[1])
    found = {one.key: one for one in icc(table(columns, named(columns, call))[:first], SUBJECT)}
    side, _, form = quantity.rpartition(":")
    one = found[form.lower()]
    return {"": one.value, "lo": one.interval.low, "hi": one.interval.high}[side]


def p_adjust(dataset: str, call: str, quantity: str, folder: Path) -> float | None:
    given, name = re.search(r"c\(([^)]*)\),\s*'(\w+)'", call).groups()
    found = adjusted([float(p) for p in given.split(",")], name.lower())
    return float(found[int(quantity.removeprefix("value")) - 1])


ANSWERS = {
    "cor.test": cor_test,
    "spearman_bonett_wright": bonett_wright,
    "partial.r": partial_r,
    "corr.test": corr_test,
    "describe": describe,
    "mardia": of_mardia,
    "shapiro.test": shapiro,
    "kruskal.test": of_groups,
    "wilcox.test": of_groups,
    "cohen.d": of_groups,
    "polr": polr,
    "ICC": of_icc,
    "p.adjust": p_adjust,
}
