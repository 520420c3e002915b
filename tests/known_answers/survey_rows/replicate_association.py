"""Associations by jackknife replicates against R's withReplicates: ranks, pairs and tables made anew in each replicate.

For every row of a signed coefficient or of V the linearised error of the same estimate is kept too: `linearised` gives
their ratio, which no reference fixes.
"""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np

from yupay.analyse.numerics.designs import Design, design_of
from yupay.analyse.numerics.item_scores import alpha_of
from yupay.analyse.numerics.replicates import jackknife, replicate_variance
from yupay.analyse.survey.design_cramer import design_cramer
from yupay.analyse.survey.design_gamma import design_gamma
from yupay.analyse.survey.design_kendall import design_kendall
from yupay.analyse.survey.design_spearman import design_spearman
from yupay.model.estimate import Estimate, Subject
from yupay.model.sample import SampleDesign

CALL = re.compile(r"withReplicates: weighted (.+?)\(([^)]*)\)")
SETUP = re.compile(r"as\.svrepdesign\(svydesign\((.*)\),type='(JKn|JK1)'\)")
METHODS = {
    "Spearman": design_spearman,
    "Kendall tau-b": design_kendall,
    "Goodman-Kruskal gamma": design_gamma,
    "Cramer V": design_cramer,
}


def answer(row: dict[str, str], folder: Path) -> float | None:
    """What we give for one row; None where the row is not of replicates of an association."""
    call, setup = CALL.match(row["call"]), SETUP.fullmatch(row["setup"])
    if call is None or setup is None or row["quantity"] not in ("estimate", "se"):
        return None
    names = tuple(call[2].split(","))
    if call[1] == "Cronbach alpha":
        value, se = _alpha(folder, row["dataset"], setup[1], setup[2], names)
        return value if row["quantity"] == "estimate" else se
    if call[1] not in METHODS:
        return None
    found = estimate(folder, row["dataset"], setup[1], setup[2], call[1], names)
    return found.value if row["quantity"] == "estimate" else _number(found.parameters["se_replicates"])


def linearised(row: dict[str, str], folder: Path) -> float | None:
    """Linearised standard error over that of the replicates, for a row of a standard error."""
    call, setup = CALL.match(row["call"]), SETUP.fullmatch(row["setup"])
    if call is None or setup is None or row["quantity"] != "se" or call[1] not in METHODS:
        return None
    found = estimate(folder, row["dataset"], setup[1], setup[2], call[1], tuple(call[2].split(",")))
    return _number(found.parameters["se_linearised"]) / _number(found.parameters["se_replicates"])


@cache
def estimate(folder: Path, dataset: str, drawn: str, kind: str, method: str, names: tuple[str, ...]) -> Estimate:
    """The estimate of two columns of a data set."""
    x, y = (_columns(folder, dataset)[name] for name in names)
    found: Estimate = METHODS[method](
        x, y, _design(folder, dataset, drawn), Subject(variables=names, unit_of_analysis="school")
    )
    assert found.parameters["replication"] == kind
    return found


@cache
def _alpha(folder: Path, dataset: str, drawn: str, kind: str, names: tuple[str, ...]) -> tuple[float, float]:
    """Cronbach's alpha of weighted covariances, and its jackknife error."""
    items = np.column_stack([_columns(folder, dataset)[name] for name in names])
    design = jackknife(_design(folder, dataset, drawn))
    assert design.replication == kind

    def alpha(weights: np.ndarray) -> float:
        return alpha_of(np.cov(items.T, aweights=weights))

    return alpha(design.weights), float(np.sqrt(replicate_variance(design, alpha)[0, 0]))


@cache
def _design(folder: Path, dataset: str, drawn: str) -> Design:
    """The design of R's call, as id=~dnum,strata=~stype,weights=~pw,fpc=~fpc."""
    told = {key: name.lstrip("~") for key, name in (part.split("=") for part in drawn.split(","))}
    declared = SampleDesign(
        strata=(told["strata"],) if "strata" in told else (),
        clusters=() if told["id"] == "1" else (told["id"],),
        weights=told["weights"],
        fpc=(told["fpc"],),
    )
    return design_of(declared, _columns(folder, dataset))


@cache
def _columns(folder: Path, dataset: str) -> dict[str, np.ndarray]:
    """The columns of a data set: numbers where all are, else text."""
    with (folder / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


def _column(values: list[str]) -> np.ndarray:
    try:
        return np.array([float(value) if value not in ("", "NA") else np.nan for value in values])
    except ValueError:
        return np.array(values)


def _number(value: float | int | str | bool | None) -> float:
    assert isinstance(value, float)
    return value
