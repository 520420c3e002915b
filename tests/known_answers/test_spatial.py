"""The Moran, modified-t and plain-correlation rows of the spatial known answers (R spdep, SpatialPack, esda)."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import norm

from yupay.analyse.numerics import autocorrelation, weights
from yupay.analyse.relate.kendall import kendall
from yupay.analyse.relate.pearson import pearson
from yupay.analyse.relate.spearman import spearman
from yupay.analyse.spatial.modified_t import modified_t
from yupay.analyse.spatial.moran import moran, residual_moran
from yupay.model.estimate import Subject

SUBJECT = Subject(variables=("x", "y"), unit_of_analysis="area")
RANDOMISED = {"moran_I", "moran_EI", "moran_VI_rand", "moran_z_rand", "moran_p_rand_greater", "links", "S0"}
NORMAL = {"moran_VI_norm", "moran_z_norm"}
RESIDUAL = {"resid_moran_I", "resid_moran_z"}
SAMPLED = {"moran_p_perm_directed"}
MODIFIED = {"modified_t_ESS", "modified_t_F", "modified_t_dof", "modified_t_p"}
PLAIN = {"pearson_r", "pearson_p_naive", "spearman_rho", "kendall_tau_b"}
OURS = RANDOMISED | NORMAL | RESIDUAL | SAMPLED | MODIFIED | PLAIN


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The folder that holds both expected values and contiguity files."""
    found = [
        file.parent for file in sorted(shared_data.glob("*/expected.csv")) if list(file.parent.glob("*_queen.csv"))
    ]
    assert len(found) == 1
    return found[0]


@cache
def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def column(folder: Path, dataset: str, expression: str) -> np.ndarray:
    """`1000*SID74/BIR74` and the like: products and one quotient of columns."""
    top, _, bottom = expression.partition("/")
    rows = table(folder / f"{dataset}.csv")

    def product(part: str) -> np.ndarray:
        factors = [float(f) if f.isdigit() else np.array([float(r[f]) for r in rows]) for f in part.split("*")]
        return np.prod(np.broadcast_arrays(*factors, np.ones(len(rows))), axis=0)

    return product(top) / product(bottom) if bottom else product(top)


def links(folder: Path, dataset: str, kind: str) -> np.ndarray:
    return np.array([(int(r["i"]) - 1, int(r["j"]) - 1) for r in table(folder / f"{dataset}_{kind}.csv")])


def matrix(folder: Path, dataset: str, kind: str) -> sparse.csr_array:
    ends, n = links(folder, dataset, kind), len(table(folder / f"{dataset}.csv"))
    return weights.rows_to_one(sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n)))


def points(folder: Path, dataset: str) -> np.ndarray:
    return np.column_stack([column(folder, dataset, "cx"), column(folder, dataset, "cy")])


def found(folder: Path, row: dict[str, str]) -> float:
    statistic, dataset, names = row["statistic"], row["dataset"], row["variables"]
    first, *others = [column(folder, dataset, part) for side in names.split("~") for part in side.split("+")]
    if statistic in MODIFIED:
        classes = int(row["weights"].split("=")[1].removeprefix("Sturges(").removesuffix(")"))
        one = modified_t(first, others[0], points(folder, dataset), SUBJECT, classes=classes, ranked=False)
        return {
            "modified_t_ESS": one.parameters["effective_size"],
            "modified_t_F": one.statistic,
            "modified_t_dof": one.df,
            "modified_t_p": one.p,
        }[statistic]
    if statistic in PLAIN:
        if statistic == "spearman_rho":
            return spearman(first, others[0], SUBJECT, seed=1).value
        if statistic == "kendall_tau_b":
            return kendall(first, others[0], SUBJECT).value
        one = pearson(first, others[0], SUBJECT)
        return one.value if statistic == "pearson_r" else one.p
    kind = row["weights"].partition("/")[0]
    if statistic in RESIDUAL | NORMAL:
        matrix_of = matrix(folder, dataset, kind)
        design = np.column_stack([np.ones(first.size), *others])
        basis = np.linalg.qr(design)[0]
        moments = autocorrelation.of_residuals(first - basis @ (basis.T @ first), basis, matrix_of)
        return {"resid_moran_I": moments.index, "moran_VI_norm": moments.variance}.get(statistic, moments.z)
    moments = autocorrelation.randomisation(first, matrix(folder, dataset, kind))
    return {
        "links": float(len(links(folder, dataset, kind))),
        "S0": float(matrix(folder, dataset, kind).sum()),
        "moran_I": moments.index,
        "moran_EI": moments.expected,
        "moran_VI_rand": moments.variance,
        "moran_z_rand": moments.z,
        "moran_p_rand_greater": float(norm.sf(moments.z)),
    }[statistic]


def test_every_row_of_our_methods(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "expected.csv"
    rows = table(file)
    ours = [row for row in rows if row["statistic"] in OURS]
    for row in (row for row in ours if row["statistic"] not in SAMPLED):
        limit = float(row["tolerance"].split()[0])
        got = found(folder, row)
        assert got == pytest.approx(float(row["value"]), rel=max(limit, 1e-9), abs=1e-300), row
    sampled = [row for row in ours if row["statistic"] in SAMPLED]
    for row in sampled:
        directed, draws = float(row["value"]), 9_999
        ends = links(folder, row["dataset"], "queen")
        one = moran(column(folder, row["dataset"], row["variables"]), ends[ends[:, 0] < ends[:, 1]], SUBJECT, seed=1)
        slack = 5 * np.sqrt(directed * (1 - directed) / draws) + 1e-4
        assert abs(one.p / 2 - directed) <= slack, row
    left = Counter(row["statistic"] for row in rows if row["statistic"] not in OURS)
    with capsys.disabled():
        print(f"\nknown answers: {len(ours)} of {len(rows)} rows of {file.parent.name}/{file.name}")
        why = ", ".join(f"{name} {count}" for name, count in sorted(left.items()))
        print(f"  left out, statistics that no method of these rooms computes: {why}")
    names = {row["statistic"] for row in ours}
    assert names == OURS
    assert not {name for name in left if name.startswith(("moran_I", "modified_t"))}


def test_the_methods_give_what_the_arrays_give(folder: Path) -> None:
    """The Estimates carry the same numbers as the arithmetic checked above."""
    ends, values = links(folder, "columbus", "queen"), column(folder, "columbus", "CRIME")
    pairs = ends[ends[:, 0] < ends[:, 1]]
    rows = {r["statistic"]: float(r["value"]) for r in table(folder / "expected.csv") if _columbus(r, "CRIME")}
    one = moran(values, pairs, SUBJECT, seed=1)
    assert one.value == pytest.approx(rows["moran_I"], rel=1e-9)
    assert one.statistic == pytest.approx(rows["moran_z_rand"], rel=1e-9)
    assert one.parameters["p_analytic_greater"] == pytest.approx(rows["moran_p_rand_greater"], rel=1e-9)
    assert one.parameters["links"] == rows["links"]
    rows = {
        r["statistic"]: float(r["value"]) for r in table(folder / "expected.csv") if _columbus(r, "CRIME~INC+HOVAL")
    }
    design = np.column_stack(
        [np.ones(values.size), column(folder, "columbus", "INC"), column(folder, "columbus", "HOVAL")]
    )
    one = residual_moran(values, design, pairs, SUBJECT)
    assert one.value == pytest.approx(rows["resid_moran_I"], rel=1e-9)
    assert one.statistic == pytest.approx(rows["resid_moran_z"], rel=1e-9)


def _columbus(row: dict[str, str], variables: str) -> bool:
    kinds = {"queen", "queen/W"}
    return (
        row["dataset"] == "columbus"
        and row["variables"] == variables
        and row["weights"] in kinds
        and row["tolerance"] != "mc"
    )
