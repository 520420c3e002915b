"""Rows of R's psych and of the reference functions for judges: reliability, structure of items, Aiken's V."""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np

from yupay.analyse.instrument import (
    aiken,
    alpha,
    factors,
    items,
    kmo,
    kuder_richardson,
    omega,
    split_half,
    standardised,
)
from yupay.analyse.numerics import factoring, item_scores
from yupay.model.estimate import Estimate, Subject

SUBJECT = Subject(variables=("scale",), unit_of_analysis="person")
FILES = {"bfi": "bfi.csv", "attitude": "attitude.csv"}
FLAT = tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]


@cache
def read(path: Path) -> FLAT:
    """Names of the columns, and the rows with NaN for NA."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return tuple(rows[0]), tuple(tuple(float(x) if x not in ("", "NA") else np.nan for x in row) for row in rows[1:])


@cache
def chosen(path: Path, call: str) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]:
    """The columns that a call names: c('A1','A2'), 1:25, or all."""
    names, rows = read(path)
    inside = re.search(r"\[,\s*c\(([^)]*)\)", call)
    span = re.search(r"\[,\s*(\d+):(\d+)\]", call)
    if inside:
        use = [names.index(name) for name in re.findall(r"'([^']+)'", inside.group(1))]
    else:
        use = list(range(int(span.group(1)) - 1, int(span.group(2)))) if span else list(range(len(names)))
    return tuple(names[j] for j in use), tuple(tuple(row[j] for j in use) for row in rows)


def answer(row: dict[str, str], folder: Path) -> float | None:
    """Our value of a row, or None where it belongs to another module."""
    if row["dataset"] == "aiken_judges":
        return judged(folder / "aiken_judges.csv", row)
    kind = re.match(r"(alpha|omega|splitHalf|KMO|cortest\.bartlett|fa|eigen|kr20)\(", row["call"])
    if row["dataset"] not in FILES or kind is None:
        return None
    found = values(kind.group(1), folder / FILES[row["dataset"]], row["call"])
    return found[row["quantity"]]


@cache
def values(kind: str, path: Path, call: str) -> dict[str, float]:
    """Every quantity of one call, by its name in the file."""
    names, rows = chosen(path, call)
    table = item_scores.complete_rows(np.array(rows)) if "na.omit" in call else np.array(rows)
    if kind == "alpha":
        return of_alpha(table, names, call)
    if kind == "omega":
        return of_omega(table, names, int(re.search(r"nfactors=(\d+)", call).group(1)))
    if kind == "splitHalf":
        return of_halves(table, names)
    if kind == "KMO":
        whole, *each = kmo.kmo(table, names, SUBJECT)
        return {"MSA": whole.value} | {f"{mark}{one.key}": one.value for one in each for mark in ("", "MSA:")}
    if kind == "cortest.bartlett":
        one = kmo.bartlett(table, names, SUBJECT)
        return {"chisq": one.statistic, "p": one.p, "df": one.df}
    if kind == "eigen":
        return {f"ev{one.key}": one.value for one in factors.eigenvalues(table, names, SUBJECT)}
    if kind == "kr20":
        found = kuder_richardson.kr20(table, names, SUBJECT)
        return {"kr20_popvar": found.value, "kr21": kuder_richardson.kr21(table, names, SUBJECT).value}
    return of_factors(table, names, call)


def of_alpha(table: np.ndarray, names: tuple[str, ...], call: str) -> dict[str, float]:
    """psych's alpha: blanks by pairs, every person as n; it writes a minus behind an item that it turned.

    With check.keys the items to turn are those against the first component, which we report and never turn ourselves.
    """
    keys = re.search(r"keys=c\(([^)]*)\)", call)
    turned = re.findall(r"'([^']+)'", keys.group(1)) if keys else []
    if "check.keys=TRUE" in call:
        against = items.reverse_items(table, names, SUBJECT).parameters["against"]
        turned = [name for name in str(against).split(", ") if name]
    mask = np.isin(names, turned)
    ready = item_scores.turned(table, mask, np.nanmin(table), np.nanmax(table)) if turned else table
    shown = [f"{name}-" if mark else name for name, mark in zip(names, mask, strict=True)]
    one = alpha.alpha(ready, names, SUBJECT, missing="pairwise", interval="feldt")
    std = standardised.standardised_alpha(ready, names, SUBJECT, missing="pairwise")
    score = item_scores.person_scores(ready, "mean", 0.0)
    found = {
        "total:raw_alpha": one.value,
        "feldt_alpha": one.value,
        "total:std.alpha": std.value,
        "total:G6(smc)": standardised.lambda_six(ready, names, SUBJECT, missing="pairwise").value,
        "total:average_r": std.parameters["mean_correlation"],
        "total:median_r": std.parameters["median_correlation"],
        "total:S/N": std.parameters["signal_to_noise"],
        "total:ase": one.se,
        "total:mean": float(score.mean()),
        "total:sd": float(score.std(ddof=1)),
        "feldt_low": one.interval.low,
        "feldt_high": one.interval.high,
    }
    for name, each in zip(shown, items.item_analysis(ready, names, SUBJECT, missing="pairwise"), strict=True):
        found |= of_item(name, each)
    return found


def of_item(name: str, one: Estimate) -> dict[str, float]:
    """The four numbers that psych prints of an item."""
    return {
        f"item.r.drop:{name}": one.value,
        f"item.r.cor:{name}": one.parameters["overlap_corrected"],
        f"item.raw.r:{name}": one.parameters["raw_correlation"],
        f"alpha.if.dropped:{name}": one.parameters["alpha_if_deleted"],
    }


def of_omega(table: np.ndarray, names: tuple[str, ...], m: int) -> dict[str, float]:
    """psych's omega, of standardised items; it turns those with a negative general loading before it begins."""
    whole = item_scores.complete_rows(table)
    signs = np.where(omega.general(whole, m, True).loadings < 0, -1.0, 1.0)
    ready = whole * signs
    return {
        "omega_h": omega.omega_hierarchical(ready, names, SUBJECT, factors=m, standardise=True, seed=1, draws=0).value,
        "omega_tot": omega.omega_total(ready, names, SUBJECT, factors=m, standardise=True).value,
        "alpha": standardised.standardised_alpha(ready, names, SUBJECT).value,
        "G6": standardised.lambda_six(ready, names, SUBJECT).value,
    }


def of_halves(table: np.ndarray, names: tuple[str, ...]) -> dict[str, float]:
    """psych's splitHalf looks at half of the splits even where k is odd and no two mirror each other: the first ones."""
    k = len(names)
    seen = split_half.splits(k)[: split_half.count(k) // (1 if k % 2 == 0 else 2)]
    one = split_half.split_half(table, names, SUBJECT, seed=1, standardise=True, halves=seen)
    return {
        "maxrb": one.parameters["largest"],
        "minrb": one.parameters["least"],
        "meanr": one.value,
        "lambda6": standardised.lambda_six(table, names, SUBJECT).value,
        "alpha": standardised.standardised_alpha(table, names, SUBJECT).value,
    }


def of_factors(table: np.ndarray, names: tuple[str, ...], call: str) -> dict[str, float]:
    """psych's fa: communalities, fit, and the sums of squares of the factors before rotation."""
    m, how = int(re.search(r"nfactors=(\d+)", call).group(1)), re.search(r"fm='(\w+)'", call).group(1)
    turn = re.search(r"rotate='(\w+)'", call).group(1)
    fit, *each = factors.factor_analysis(table, names, SUBJECT, factors=m, extraction=how, rotation=turn)
    found = {f"h2:{one.key}": one.value for one in each}
    found |= {"chisq": fit.statistic, "dof": fit.df, "RMSEA": fit.value, "TLI": fit.parameters["tli"]}
    found |= {"BIC": fit.parameters["bic"], "rms": fit.parameters["rms"], "objective": fit.parameters["discrepancy"]}
    loadings = factoring.extract(item_scores.correlations(item_scores.complete_rows(table)), m, how).loadings
    return found | {f"ev{j + 1}": float(size) for j, size in enumerate((loadings**2).sum(axis=0))}


@cache
def ratings(path: Path) -> dict[str, tuple[float, ...]]:
    """The ratings of each item."""
    found: dict[str, tuple[float, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["item"]] = (*found.get(row["item"], ()), float(row["rating"]))
    return found


def judged(path: Path, row: dict[str, str]) -> float | None:
    """aikenV(ratings of ITEM, LOW, HIGH)."""
    call = re.match(r"aikenV\(ratings of (\w+), (\d+), (\d+)\)", row["call"])
    if call is None:
        return None
    table = np.array([ratings(path)[call.group(1)]]).T
    (one,) = aiken.aiken_v(table, [call.group(1)], SUBJECT, low=float(call.group(2)), high=float(call.group(3)))
    return {"V": one.value, "low": one.interval.low, "high": one.interval.high}[row["quantity"]]
